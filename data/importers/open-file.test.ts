import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync, strToU8, zipSync } from 'fflate'
import init, { type Gdal } from 'gdal3.js/node.js'
import type { ImportedFeature } from './feature.ts'
import { GdalEngine } from './gdal/engine.ts'
import { ImportRefused } from './import-refused.ts'
import { polygonShapefile } from './made/shapefile-bytes.ts'
import { type OpenOptions, openFile } from './open-file.ts'

type Box = [number, number, number, number]
const ringOf = ([w, s, e, n]: Box) => [
  [w, s],
  [e, s],
  [e, n],
  [w, n],
  [w, s],
]
const collection = (boxes: Box[], extra: object = {}) =>
  JSON.stringify({
    type: 'FeatureCollection',
    ...extra,
    features: boxes.map((box, i) => ({
      type: 'Feature',
      properties: { khasra: `१२/${i}` },
      geometry: { type: 'Polygon', coordinates: [ringOf(box)] },
    })),
  })
const indore: Box = [75.857, 22.719, 75.8573, 22.7194]
const bytesOf = (text: string) => new TextEncoder().encode(text)

const engine = new GdalEngine()
after(() => engine.close())

async function readAll(input: string | Uint8Array, options: OpenOptions = {}, layer?: string) {
  const file = await openFile(input, { ...options, engine })
  try {
    const reading = await file.read(layer)
    const features: ImportedFeature[] = []
    for await (const page of reading.pages()) features.push(...page)
    return { file, reading, features }
  } finally {
    await file.close()
  }
}

const refused = (code: string) => (error: unknown) => {
  assert.ok(error instanceof ImportRefused, String(error))
  assert.equal(error.code, code, error.message)
  assert.ok(!error.message.includes('\n'), 'one line')
  return true
}

test('degrees come with metres in the UTM zone of the place, on the grid of 1e-8 degrees', async () => {
  const { reading, features } = await readAll(bytesOf(collection([indore])))
  assert.deepEqual([reading.crs, reading.measuredIn, reading.features], ['EPSG:4326', 'EPSG:32643', 1])
  const [x, y] = features[0]!.metres.parts[0]![0]!
  assert.ok(Math.abs(x! - 588009.4) < 1 && Math.abs(y! - 2512668.1) < 1, `${x}, ${y}`)
  for (const value of features[0]!.lonLat.parts[0]![0]!) assert.equal(value, Math.round(value * 1e8) / 1e8)
})

test('a legacy crs member is honoured and the same plot lands in the same place', async () => {
  const metres: Box = [588081.237, 2512734.751, 588181.237, 2512834.751]
  const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::32643' } }
  const { reading, features } = await readAll(bytesOf(collection([metres], { crs })))
  assert.deepEqual([reading.crs, reading.measuredIn], ['EPSG:32643', 'EPSG:32643'])
  const [lon, lat] = features[0]!.lonLat.parts[0]![0]!
  assert.ok(Math.abs(lon! - 75.8577) < 1e-7 && Math.abs(lat! - 22.7196) < 1e-7, `${lon}, ${lat}`)
})

test('metres without a CRS are refused, and read when it is said', async () => {
  const metres = bytesOf(collection([[588081, 2512734, 588181, 2512834]]))
  await assert.rejects(readAll(metres), refused('unknown-crs'))
  const { reading } = await readAll(metres, { crs: 'EPSG:32643' })
  assert.equal(reading.crs, 'EPSG:32643')
  await assert.rejects(readAll(metres, { crs: 'EPSG:99999' }), refused('unknown-crs'))
})

test('Web Mercator is never measured in', async () => {
  const crs = { type: 'name', properties: { name: 'EPSG:3857' } }
  const { reading } = await readAll(bytesOf(collection([[8444440, 2594000, 8444540, 2594100]], { crs })))
  assert.deepEqual([reading.crs, reading.measuredIn], ['EPSG:3857', 'EPSG:32643'])
})

test('swapped axes are refused: in India, in France, in New Zealand, in metres, and by the town', async () => {
  const swap = ([w, s, e, n]: Box): Box => [s, w, n, e]
  for (const box of [indore, [2.32, 48.67, 2.33, 48.68], [175.0, -36.88, 175.01, -36.87]] as Box[]) {
    await assert.rejects(readAll(bytesOf(collection([swap(box)]))), refused('swapped-axes'), String(box))
  }
  const utm = collection([[2512734, 588081, 2512834, 588181]])
  await assert.rejects(readAll(bytesOf(utm), { crs: 'EPSG:32643' }), refused('swapped-axes'))
  const near: Box = [48.0, 46.0, 48.01, 46.01]
  await assert.rejects(
    readAll(bytesOf(collection([near])), { area: [45.5, 47.5, 46.5, 48.5] }),
    refused('swapped-axes'),
  )
})

test('a CRS that the numbers contradict is refused', async () => {
  await assert.rejects(readAll(bytesOf(collection([indore])), { crs: 'EPSG:32643' }), refused('wrong-crs'))
  const metres = bytesOf(collection([[588081, 2512734, 588181, 2512834]]))
  await assert.rejects(readAll(metres, { crs: 'EPSG:4326' }), refused('wrong-crs'))
  await assert.rejects(readAll(bytesOf(collection([[0, 0, 30, 30]]))), refused('unknown-crs'))
})

test('a position outside the world, or across 180° of longitude, costs its feature only', async () => {
  const boxes: Box[] = [indore, indore, indore, indore, indore, [185, 22, 186, 23], [-179.9, 22, 179.9, 23]]
  const { reading, features } = await readAll(bytesOf(collection(boxes)))
  assert.equal(features.length, 5)
  assert.match(reading.skipped[0]!.reason, /outside the world/)
  assert.match(reading.skipped[1]!.reason, /crosses the line of 180°/)
})

test('a zipped Shapefile in a sub-folder is read with its siblings; a cut one and an empty archive are refused', async () => {
  const shell: [number, number][] = [
    [75.857, 22.719],
    [75.857, 22.7194],
    [75.8573, 22.7194],
    [75.8573, 22.719],
    [75.857, 22.719],
  ]
  const { shp, dbf } = polygonShapefile(
    [{ rings: [shell], values: { name: 'पंढरी' } }],
    [{ name: 'name', type: 'C', width: 30 }],
  )
  const zip = zipSync({ 'data/Plots.SHP': shp, 'data/plots.dbf': dbf, 'data/plots.cpg': strToU8('UTF-8') })
  const { file, features } = await readAll(zip)
  assert.equal(file.format, 'Shapefile')
  assert.equal(features[0]!.properties.name, 'पंढरी')
  await assert.rejects(readAll(zipSync({ 'plots.shp': shp.slice(0, 150), 'plots.dbf': dbf })), refused('truncated'))
  await assert.rejects(readAll(zipSync({})), refused('empty-archive'))
  await assert.rejects(readAll(zipSync({ 'read.me': strToU8('hello') })), refused('unknown-format'))
})

test('gzip is unpacked, an archive in an archive is opened, unknown and empty files are refused', async () => {
  const inner = gzipSync(strToU8(collection([indore])))
  assert.equal((await readAll(inner, { name: 'plots.json.gz' })).features.length, 1)
  assert.equal((await readAll(zipSync({ 'plots.json.gz': inner }))).features.length, 1)
  await assert.rejects(readAll(bytesOf('just some words')), refused('unknown-format'))
  await assert.rejects(readAll(new Uint8Array()), refused('broken-file'))
  await assert.rejects(readAll('no/such/file.shp'), refused('unreadable'))
})

test('a layer that is not there is named', async () => {
  await assert.rejects(readAll(bytesOf(collection([indore], { name: 'plots' })), {}, 'roads'), refused('no-such-layer'))
})

const folder = mkdtempSync(join(tmpdir(), 'khasra-import-'))
after(() => rmSync(folder, { recursive: true, force: true }))

test('GeoPackage, FlatGeobuf, GML, MapInfo and FileGDB give the same feature as GeoJSON', async () => {
  const files = await writeFormats(collection([indore, [75.858, 22.72, 75.859, 22.721]]))
  const formats = ['plots.gpkg', 'plots.fgb', 'plots.gml', 'plots.mif', 'plots.gdb.zip']
  const [wanted] = (await readAll(bytesOf(collection([indore])))).features
  for (const name of formats) {
    const { features } = await readAll(files[name] ?? join(folder, name))
    const first = features.find(({ properties }) => properties.khasra === '१२/0')
    assert.ok(first, `${name}: ${JSON.stringify(features.map(({ properties }) => properties))}`)
    const corners = new Set(Array.from(first.lonLat.parts[0]![0]!, (value) => value.toFixed(5)))
    const expected = new Set(Array.from(wanted!.lonLat.parts[0]![0]!, (value) => value.toFixed(5)))
    assert.deepEqual(corners, expected, name)
  }
})

/** Has GDAL write a collection in other formats, into the test's folder; FileGDB comes back as a zip. */
async function writeFormats(geojson: string): Promise<Record<string, Uint8Array>> {
  const home = join(dirname(createRequire(import.meta.url).resolve('gdal3.js/node.js')), 'dist/package')
  const quiet = () => {}
  const gdal = await init({
    path: relative(process.cwd(), home),
    useWorker: false,
    logHandler: quiet,
    errorHandler: quiet,
  })
  gdal.Module.FS.writeFile('/input/plots.geojson', strToU8(geojson))
  const source = (await gdal.open('/input/plots.geojson')).datasets[0]!
  const zipped: Record<string, Uint8Array> = {}
  for (const [format, ...more] of [['GPKG'], ['FlatGeobuf'], ['GML'], ['MapInfo File', '-dsco', 'FORMAT=MIF']]) {
    const args = [
      '-f',
      format!,
      '-nln',
      'plots',
      ...more,
      ...(format === 'MapInfo File' ? ['-lco', 'ENCODING=UTF-8'] : []),
    ]
    const { all } = (await gdal.ogr2ogr(source, args, 'plots')) as { local: string; all: { local: string }[] }
    for (const { local } of all) writeFileSync(join(folder, local.split('/').at(-1)!), gdal.Module.FS.readFile(local))
  }
  zipped['plots.gdb.zip'] = zipSync(await writeGeodatabase(gdal, source))
  return zipped
}

async function writeGeodatabase(gdal: Gdal, source: Awaited<ReturnType<Gdal['open']>>['datasets'][number]) {
  const made = await gdal.ogr2ogr(source, ['-f', 'OpenFileGDB', '-nln', 'plots'], 'base')
  const { all } = made as unknown as { all: { local: string }[] }
  return Object.fromEntries(all.map(({ local }) => [local.replace('/output/', ''), gdal.Module.FS.readFile(local)]))
}

const cases = fileURLToPath(new URL('../../../shared/cases/', import.meta.url))

test('the real files open with their counts and their place', async (t) => {
  if (!existsSync(cases)) return t.skip('the shared cases are not here')
  const newZealand = await readAll(join(cases, 'parcels/nz-primary-parcels.zip'))
  assert.deepEqual([newZealand.features.length, newZealand.reading.crs], [2_993, 'EPSG:2193'])
  const france = await readAll(join(cases, 'parcels/cadastre-91216-parcelles.json.gz'))
  assert.deepEqual([france.features.length, france.reading.measuredIn], [4_241, 'EPSG:2154'])
})

test('a ward file gives as many features zipped as a Shapefile as it does as GeoJSON', async (t) => {
  if (!existsSync(cases)) return t.skip('the shared cases are not here')
  for (const city of ['Chandigarh', 'Faridabad', 'Vijayawada']) {
    const names = readdirSync(join(cases, 'wards', city)).filter((name) => name.endsWith('.zip'))
    for (const name of names) {
      const zipped = await readAll(join(cases, 'wards', city, name))
      const plain = await readAll(join(cases, 'wards', city, name.replace('-SHP.zip', '.geojson')))
      assert.equal(zipped.features.length, plain.features.length, name)
      assert.ok(zipped.features.length > 0)
    }
  }
})
