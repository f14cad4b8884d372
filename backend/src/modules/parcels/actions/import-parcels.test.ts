import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ImportedFeature, Shape } from '../../../../../data/importers/index.ts'
import { testDatabase } from '../../../../test/database.ts'
import { asOwner, type Context } from '../../../kernel/index.ts'
import { importRowsOf } from '../import-rows.ts'
import { ownerSearchLimit } from '../owner-search-limit.ts'
import { searchQuerySchema } from '../schemas.ts'
import { parcelsAt, searchParcels } from '../search.ts'
import { addImportRows, announceImport, type ImportSource, publishImport, startImport } from './import-parcels.ts'

const size = 0.0004
const square = (x: number, y: number): number[] => [x, y, x + size, y, x + size, y + size, x, y + size, x, y]
const bowTie = (x: number, y: number): number[] => [x, y, x + size, y + size, x + size, y, x, y + size, x, y]

function feature(index: number, ring: number[], properties: ImportedFeature['properties']): ImportedFeature {
  const shape: Shape = { type: 'Polygon', parts: [[Float64Array.from(ring)]] }
  return { index, id: null, properties, shape, lonLat: shape, metres: shape }
}

const features = [
  feature(0, square(77.95, 23.1), { khasra: '12/1', legal: 1800 }),
  feature(1, square(77.951, 23.1).slice(0, -2), { khasra: '12/2' }),
  feature(2, bowTie(77.952, 23.1), { khasra: '12/3' }),
  feature(4, square(77.953, 23.1), { khasra: '12/1' }),
  feature(5, [77.954, 23.1, 77.955, 23.1, 77.954, 23.1], { khasra: '12/5' }),
]
const columns = { numberField: 'khasra', areaField: 'legal', sqmPerUnit: 1 }

const sourceOf = (name: string): ImportSource => ({
  sourceName: name,
  sha256: name,
  crs: 'EPSG:4326',
  level: 'revenue-khasra',
  effectiveOn: '2020-04-01',
})

const limits = ownerSearchLimit(1_000)
const find = (context: Context, search: string) => searchParcels(context, searchQuerySchema.parse({ search }), limits)

async function aTown(t: unknown) {
  const base = await testDatabase(t)
  const { town } = await base.newTenant()
  return { base, town, system: base.context(town, { roleClass: 'system' }), citizen: base.context(town) }
}

test('an import counts for nothing until it is published, then every parcel is on the map and in the search', async (t) => {
  const { system, citizen } = await aTown(t)
  const source = sourceOf('survey.geojson')
  const { rows, skipped, repeated } = importRowsOf(features, columns)
  assert.deepEqual([rows.length, skipped, repeated], [4, [{ index: 5, reason: 'no ring of three corners' }], [4]])
  const batch = await startImport(system, source)
  const done = await addImportRows(system, batch, source, rows)
  assert.deepEqual(done, { written: 4, mended: [2], lost: [], unnumbered: [] })
  assert.equal((await parcelsAt(citizen, 77.9502, 23.1002)).results.length, 0)
  await publishImport(system, batch, {})
  const [seen] = (await parcelsAt(citizen, 77.9502, 23.1002)).results
  assert.equal(seen!.parcelNumber, '12/1')
  const announced = await announceImport(system, batch, { after: 0, withProperties: true, effectiveOn: '2020-04-01' })
  assert.equal(announced.count, 4)
  const [found] = (await find(citizen, '12/2')).results
  assert.deepEqual([found!.parcelNumber, found!.matchedOn, found!.place.grade], ['12/2', found!.matchedOn, 'parcel'])
  await assert.rejects(publishImport(system, batch, {}))
})

test('rings are closed and mended, areas are in the town’s metres, a taken number stays as printed', async (t) => {
  const { base, town, system } = await aTown(t)
  const source = sourceOf('mended.geojson')
  const { rows } = importRowsOf(features, columns)
  const batch = await startImport(system, source)
  await addImportRows(system, batch, source, rows)
  const written = await asOwner(base.database, (db) =>
    db.query<{ number: string | null; printed: string; valid: boolean; area: number; legal: number | null }>(
      `select number, number_printed as printed, st_isvalid(geom) as valid, area_sqm::float8 as area, legal_area_sqm::float8 as legal
       from parcels.parcel_versions where tenant_id = $1::int order by version_id`,
      [town.tenantId],
    ),
  )
  assert.deepEqual(
    written.map(({ number }) => number),
    ['12/1', '12/2', '12/3', null],
  )
  assert.ok(written.every(({ valid }) => valid))
  assert.deepEqual([written[3]!.printed, written[0]!.legal, written[1]!.legal], ['12/1', 1800, null])
  assert.ok(Math.abs(written[0]!.area - 1816) < 3, `${written[0]!.area} m²`)
  assert.ok(Math.abs(written[2]!.area - written[0]!.area / 2) < 1, 'a bow-tie covers half of its square')
})

test('an import that was cut short goes on where it stopped', async (t) => {
  const { system } = await aTown(t)
  const source = sourceOf('cut.geojson')
  const { rows } = importRowsOf(features, columns)
  const first = await startImport(system, source)
  await addImportRows(system, first, source, rows.slice(0, 2))
  const again = await startImport(system, source)
  assert.deepEqual(again, { ...first, cursorIndex: 1 })
  const rest = rows.filter(({ index }) => index > again.cursorIndex)
  assert.equal((await addImportRows(system, again, source, rest)).written, 2)
})

test('a number that a live parcel of the level has is not given again', async (t) => {
  const { system } = await aTown(t)
  const { rows } = importRowsOf(features.slice(0, 1), columns)
  for (const name of ['one.geojson', 'two.geojson']) {
    const batch = await startImport(system, sourceOf(name))
    const { unnumbered } = await addImportRows(system, batch, sourceOf(name), rows)
    assert.deepEqual(unnumbered, name === 'one.geojson' ? [] : [0])
    await publishImport(system, batch, {})
  }
})
