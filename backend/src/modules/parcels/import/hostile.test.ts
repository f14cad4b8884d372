/** Files that are meant to hurt: each is refused with its reason, and the next honest file comes in. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { testDatabase } from '../../../../test/database.ts'
import { openImport } from './actions/open-import.ts'
import { receivePart } from './actions/receive-part.ts'
import { readInThread } from './read-thread.ts'
import { startImportSchema } from './schemas.ts'
import { fresh, importFiles, plots } from './test-import.ts'

async function aClerk() {
  const base = await testDatabase()
  const { town } = await base.newTenant()
  return base.context(town, { roleClass: 'staff' })
}

const ring = (corners: unknown[][]) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties: { n: 1 }, geometry: { type: 'Polygon', coordinates: [corners] } }],
  })
const square = (x: number, y: number, size: number) => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
]
const metres = ring(square(500_000, 2_550_000, 30))

const refused: [name: string, files: Record<string, string | Uint8Array>, state: string, pattern: RegExp][] = [
  [
    'a zip bomb',
    { 'a.zip': zipSync({ 'a.geojson': new Uint8Array(60_000_000) }) },
    'refused',
    /unpack|bomb|larger|times/,
  ],
  [
    'a path out of the archive',
    { 'a.zip': zipSync({ '../../etc/x.geojson': strToU8(metres) }) },
    'refused',
    /leaves|path|outside/,
  ],
  ['an empty zip', { 'a.zip': zipSync({}) }, 'refused', /empty/],
  ['broken JSON', { 'a.geojson': '{"type":"FeatureCollection","features":[{' }, 'refused', /./],
  ['metres without a CRS', { 'a.geojson': metres }, 'asked', /unknown CRS/],
  ['swapped axes', { 'a.geojson': ring(square(23.1, 77.95, 0.001)) }, 'refused', /swapped/],
  [
    'a place over the pole of the tables',
    { 'a.geojson': ring(square(170, 89, 0.001)) },
    'refused',
    /reach|outside|far/,
  ],
  [
    'the line of 180 degrees',
    {
      'a.geojson': ring([
        [179.9, 23],
        [-179.9, 23],
        [-179.9, 23.1],
        [179.9, 23.1],
        [179.9, 23],
      ]),
    },
    'asked',
    /./,
  ],
  [
    'numbers that are none',
    { 'a.geojson': ring(square(77.95, 23.1, 0.001)).replace('77.951', '1e999') },
    'refused',
    /./,
  ],
  ['a table alone', { 'a.csv': 'plot,area\n1,2' }, 'refused', /add the map file/],
  ['two maps', { 'a.geojson': metres, 'b.geojson': metres }, 'refused', /one at a time/],
  ['a Shapefile without its shapes', { 'a.dbf': 'x', 'a.shx': 'x' }, 'refused', /\.shp/],
  ['points', { 'a.geojson': '{"type":"Point","coordinates":[77.9,23.1]}' }, 'refused', /no areas/],
]

test('each hostile file is refused with its reason, nothing of it is kept, and an honest one comes in after', async () => {
  const clerk = await aClerk()
  for (const [name, files, state, pattern] of refused) {
    const outcome = await importFiles(clerk, files)
    assert.equal(outcome.state, state, `${name}: ${JSON.stringify(outcome.problem)}`)
    assert.match(outcome.problem!.message, pattern, name)
    assert.equal(outcome.reading, null, name)
  }
  const honest = await importFiles(clerk, { 'a.geojson': JSON.stringify(plots(3)) })
  assert.equal(honest.state, 'checked')
})

test('collections within collections are taken apart or left out with the reason, never followed for ever', async () => {
  const clerk = await aClerk()
  let nested = '{"type":"Point","coordinates":[77.9,23.1]}'
  for (let depth = 0; depth < 2_000; depth++) nested = `{"type":"GeometryCollection","geometries":[${nested}]}`
  const text = JSON.stringify(plots(2)).replace(/\]\}$/, `,{"type":"Feature","properties":{},"geometry":${nested}}]}`)
  const outcome = await importFiles(clerk, { 'a.geojson': text })
  assert.equal(outcome.state, 'checked', JSON.stringify(outcome.problem))
  assert.deepEqual([outcome.reading!.rows, outcome.reading!.counts.skipped], [2, 1])
})

test('two gigabytes are refused before a byte of them comes, and a part of another length too', async () => {
  const clerk = await aClerk()
  await assert.rejects(
    openImport(fresh(clerk), { target: 'parcels', files: [{ name: 'a.zip', bytes: 2_147_483_648 }] }),
    /too large/,
  )
  const opened = await openImport(fresh(clerk), { target: 'parcels', files: [{ name: 'a.zip', bytes: 10 }] })
  const place = { importId: opened.importId, fileNumber: 1, part: 0 }
  await assert.rejects(receivePart(fresh(clerk), place, new Uint8Array(11)), /not the length/)
  await assert.rejects(receivePart(fresh(clerk), { ...place, part: 7 }, new Uint8Array(10)), /not the length/)
  await assert.rejects(receivePart(fresh(clerk), { ...place, fileNumber: 2 }, new Uint8Array(10)), /no such file/)
})

test('a name that would leave its folder is no name', () => {
  for (const name of ['../a.zip', 'a/b.zip', 'a\\b.zip', '..', 'a\u0000.zip', ''])
    assert.equal(startImportSchema.safeParse({ files: [{ name, bytes: 1 }] }).success, false, name)
})

test('a reader that fills its memory or never ends is stopped, and says which', async () => {
  const clerk = await aClerk()
  const made = await importFiles(clerk, { 'a.geojson': JSON.stringify(plots(20_000)) })
  const { folderOf } = await import('./storage.ts')
  const folder = folderOf(clerk.platform, clerk.tenant.tenantId, made.importId)
  const request = { folder, target: 'parcels' as const, town: { bounds: null, srid: 32643 } }
  const never = new AbortController().signal
  const slow = await readInThread(request, () => {}, never, { milliseconds: 300, megabytes: 512 })
  assert.ok('problem' in slow && slow.problem.code === 'too-long', JSON.stringify(slow).slice(0, 200))
  const small = await readInThread(request, () => {}, never, { milliseconds: 60_000, megabytes: 24 })
  assert.ok('problem' in small && small.problem.code === 'too-large', JSON.stringify(small).slice(0, 200))
})
