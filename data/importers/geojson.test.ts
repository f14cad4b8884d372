import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { readGeoJson } from './geojson.ts'
import { ImportRefused } from './import-refused.ts'

const read = (text: string) => readGeoJson(new TextEncoder().encode(text), 'test')
const square = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ],
  ],
}
const feature = (geometry: unknown, properties: object = {}) => ({ type: 'Feature', properties, geometry })

test('a collection keeps its features, its name and what it says of its CRS', () => {
  const layer = read(
    JSON.stringify({
      type: 'FeatureCollection',
      name: 'wards',
      crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::32643' } },
      features: [feature(square, { ward: 'वार्ड १', note: 'a "quoted" [bracket]' })],
    }),
  )
  assert.equal(layer.name, 'wards')
  assert.deepEqual(layer.crs, { input: 'urn:ogc:def:crs:EPSG::32643' })
  assert.deepEqual(layer.features[0]!.properties, { ward: 'वार्ड १', note: 'a "quoted" [bracket]' })
})

test('a single feature, a bare geometry and lines of features are read', () => {
  assert.equal(read(JSON.stringify(feature(square))).features.length, 1)
  assert.equal(read(JSON.stringify(square)).features.length, 1)
  const lines = read(`${JSON.stringify(feature(square))}\n\n\u001e${JSON.stringify(feature(square))}\n{broken\n`)
  assert.equal(lines.features.length, 2)
  assert.equal(lines.skipped.length, 1)
  assert.match(lines.skipped[0]!.reason, /^line 3: broken JSON/)
})

test('NaN and Infinity in coordinates cost one feature', () => {
  const text = `{"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"text":"NaN, Infinity"},"geometry":{"type":"Point","coordinates":[NaN,1]}},
    {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1e999,1]}},
    {"type":"Feature","properties":{"text":"a, NaN","value":NaN},"geometry":{"type":"Point","coordinates":[1,1]}}]}`
  const layer = read(text)
  assert.deepEqual(
    layer.skipped.map(({ index }) => index),
    [0, 1],
  )
  assert.match(layer.skipped[0]!.reason, /infinite or not a number/)
  assert.deepEqual(layer.features[0]!.properties, { text: 'a, NaN', value: null })
})

test('nested collections are skipped, a collection of one kind becomes one geometry', () => {
  const nested = { type: 'GeometryCollection', geometries: [{ type: 'GeometryCollection', geometries: [square] }] }
  const plain = { type: 'GeometryCollection', geometries: [square, square] }
  const layer = read(JSON.stringify({ type: 'FeatureCollection', features: [feature(nested), feature(plain)] }))
  assert.deepEqual(layer.skipped, [{ index: 0, reason: 'geometry collections inside one another' }])
  assert.equal(layer.features[0]!.shape.type, 'MultiPolygon')
})

test('depth cannot exhaust the stack', () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
  const layer = read(
    `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[]}}]}`,
  )
  assert.equal(layer.skipped.length, 1)
  assert.throws(() => read(`{"type":"Nothing","x":${deep}}`), ImportRefused)
})

test('a document cut or bent at any byte is refused or read, never a crash', () => {
  const text = JSON.stringify({
    type: 'FeatureCollection',
    features: [feature(square, { name: 'खसरा' }), feature(square)],
  })
  const bytes = new TextEncoder().encode(text)
  for (let keep = 0; keep < bytes.length; keep++) {
    assert.throws(() => readGeoJson(bytes.slice(0, keep), 'cut'), ImportRefused, `cut at ${keep}`)
  }
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
      const bent = bytes.slice()
      bent[at] = value
      try {
        const layer = readGeoJson(bent, 'bent')
        assert.equal(layer.features.length + layer.skipped.length, layer.count)
      } catch (error) {
        assert.ok(error instanceof ImportRefused, String(error))
      }
    }),
    { numRuns: 2_000 },
  )
})

const bad = fileURLToPath(new URL('../../../shared/cases/conformance/bad-geojson/', import.meta.url))
/** Lawful by RFC 7946 though bad style, or judged later as areas: the reader itself has nothing to refuse. */
const readable = new Set([
  'bad-polygon-interiorring-rhr',
  'polygon_winding_order',
  'excessive_precision_truncated',
  'geometrycollection_single',
  'point-toomany',
  'different-first-last',
  'different-first-size',
  'short-linearring',
])

test('every bad document of the conformance set is refused or loses a feature with a reason', (t) => {
  if (!existsSync(bad)) return t.skip('the shared cases are not here')
  for (const file of readdirSync(bad)) {
    const name = file.replace('.geojson', '')
    const outcome = outcomeOf(readFileSync(`${bad}${file}`))
    assert.equal(outcome === 'read', readable.has(name), `${name}: ${outcome}`)
  }
})

function outcomeOf(bytes: Uint8Array): string {
  try {
    const layer = readGeoJson(bytes, 'bad')
    return layer.skipped[0]?.reason ?? 'read'
  } catch (error) {
    if (error instanceof ImportRefused) return error.message
    throw error
  }
}
