import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { toGeoJson } from './feature.ts'
import { polygonShapefile } from './made/shapefile-bytes.ts'
import { readShapefile } from './shapefile.ts'

const square = (x: number, y: number, size: number): [number, number][] => [
  [x, y],
  [x, y + size],
  [x + size, y + size],
  [x + size, y],
  [x, y],
]
const reversed = (ring: [number, number][]) => [...ring].reverse()
const fields = [
  { name: 'khasra', type: 'C' as const, width: 12 },
  { name: 'area', type: 'N' as const, width: 10 },
]
const made = polygonShapefile(
  [
    { rings: [square(0, 0, 10), reversed(square(2, 2, 3)), square(20, 0, 5)], values: { khasra: '१२/१', area: 116 } },
    { rings: [], values: { khasra: 'none', area: '***' } },
    { rings: [reversed(square(50, 0, 4))], values: { khasra: 'naïve', area: '' } },
  ],
  fields,
)

test('shells take their holes, and a part of its own stays a part', () => {
  const layer = readShapefile(made, 'plots')
  assert.equal(layer.count, 3)
  assert.deepEqual(
    layer.features.map(({ index }) => index),
    [0, 2],
  )
  assert.deepEqual(layer.skipped, [{ index: 1, reason: 'no geometry' }])
  const [first] = layer.features
  assert.equal(first!.shape.type, 'MultiPolygon')
  assert.deepEqual(
    first!.shape.parts.map((part) => part.length),
    [2, 1],
  )
})

test('attributes in UTF-8 are read without being declared, numbers are numbers, starred ones are null', () => {
  const layer = readShapefile(made, 'plots')
  assert.deepEqual(layer.features[0]!.properties, { khasra: '१२/१', area: 116 })
  assert.deepEqual(layer.features[1]!.properties, { khasra: 'naïve', area: null })
})

test('a cut .shp or .dbf is refused at every length', () => {
  for (let keep = 0; keep < made.shp.length; keep += 7) {
    assert.throws(() => readShapefile({ ...made, shp: made.shp.slice(0, keep) }, 'plots'), { name: 'ImportRefused' })
  }
  for (let keep = 0; keep < made.dbf.length - 2; keep += 7) {
    assert.throws(() => readShapefile({ ...made, dbf: made.dbf.slice(0, keep) }, 'plots'), { name: 'ImportRefused' })
  }
})

test('a coordinate that is no number costs one feature, not the file', () => {
  const shp = made.shp.slice()
  new DataView(shp.buffer).setFloat64(100 + 8 + 44 + 12, Number.NaN, true)
  const layer = readShapefile({ ...made, shp }, 'plots')
  assert.equal(layer.skipped[0]!.reason, 'a coordinate is empty, infinite or not a number')
  assert.equal(layer.features.length, 1)
})

const fixtures = fileURLToPath(new URL('../../../shared/cases/parcels/shapefile-fixtures/', import.meta.url))

test('odd Shapefiles give the geometry and the text of their GeoJSON', (t) => {
  if (!existsSync(fixtures)) return t.skip('the shared cases are not here')
  const names = readdirSync(fixtures).filter((name) => name.endsWith('.shp'))
  assert.ok(names.length > 15)
  for (const name of names) compareWithGeoJson(name.replace('.shp', ''))
})

function compareWithGeoJson(name: string): void {
  const file = (extension: string) => {
    const path = `${fixtures}${name}.${extension}`
    return existsSync(path) ? readFileSync(path) : undefined
  }
  const layer = readShapefile({ shp: file('shp')!, dbf: file('dbf'), cpg: file('cpg')?.toString() }, name)
  const expected = JSON.parse(file('json')!.toString()).features as { geometry: unknown; properties: object }[]
  assert.equal(layer.count, expected.length, name)
  for (const feature of layer.features) {
    const wanted = expected[feature.index]!
    assert.deepEqual(canonical(toGeoJson(feature.shape)), canonical(wanted.geometry), `${name} ${feature.index}`)
    for (const [key, value] of Object.entries(wanted.properties)) {
      // A table without a .dbf beside it, and values that the writer left out, have nothing to compare.
      if (file('dbf')) assert.equal(feature.properties[key], value, `${name} ${feature.index} ${key}`)
    }
  }
}

const canonical = (geometry: unknown) =>
  JSON.stringify(geometry, (_, value) => (typeof value === 'number' ? Math.round(value * 1e9) / 1e9 : value))
