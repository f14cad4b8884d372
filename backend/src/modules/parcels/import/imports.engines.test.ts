import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../../test/database.ts'
import { asOwner, type Context, read } from '../../../kernel/index.ts'
import { registerProperty } from '../actions/register-property.ts'
import { parcelsAt } from '../search.ts'
import { cancelImport } from './actions/cancel-import.ts'
import { draftImport } from './actions/draft-import.ts'
import { publishDraft } from './actions/publish-draft.ts'
import { readImport } from './actions/read-import.ts'
import { undoImport } from './actions/undo-import.ts'
import { leaseNext } from './queries-imports.ts'
import { workOnImports } from './runner.ts'
import { folderOf } from './storage.ts'
import { findingsOfImport, fresh, importFiles, plots, recordOf, settle } from './test-import.ts'

const instrument = 'Survey order 7 of a test'
const never = new AbortController().signal

async function aTown(options: { srid?: number } = {}) {
  const base = await testDatabase()
  const { town } = await base.newTenant(options)
  return { base, town, staff: base.context(town, { roleClass: 'staff' }), citizen: base.context(town) }
}
const geojson = (value: object) => ({ 'survey.geojson': JSON.stringify(value) })
const count = (base: TestDatabase, sql: string, values: unknown[]) =>
  asOwner(base.database, async (db) => (await db.query<{ count: number }>(sql, values))[0]!.count)
const versions = (base: TestDatabase, context: Context) =>
  count(
    base,
    `select count(*)::int as count from parcels.parcel_versions where tenant_id = $1::int and superseded_at = 'infinity'`,
    [context.tenant.tenantId],
  )

test('a file is read, looked at, drafted and published: nothing counts before, everything at once after', async () => {
  const { base, staff, citizen } = await aTown()
  const checked = await importFiles(staff, geojson(plots(230)), { withProperties: true, level: 'revenue-khasra' })
  assert.equal(checked.state, 'checked')
  assert.deepEqual(
    [checked.reading!.rows, checked.reading!.crs, checked.reading!.choice.number],
    [230, 'EPSG:4326', 'khasra'],
  )
  assert.deepEqual([checked.reading!.choice.area, checked.reading!.choice.areaUnit], ['area_sqm', 'm²'])
  assert.equal(checked.reading!.sample[0]!.number, '1')
  assert.equal(await versions(base, staff), 0)
  await draftImport(fresh(staff), checked.importId)
  assert.equal((await settle(staff, checked.importId)).state, 'written')
  assert.equal(await versions(base, staff), 230)
  const at = () => parcelsAt(citizen, 77.9502, 23.1002)
  assert.equal((await at()).results.length, 0)
  await publishDraft(fresh(staff), checked.importId, { instrument })
  assert.equal((await at()).results.length, 1)
  assert.equal((await settle(staff, checked.importId)).state, 'published')
  const [plot] = (await at()).results
  assert.ok(plot!.propertyId, 'every plot has a property of its own')
})

test('a published import is undone as a whole, its numbers are free again, and the file may come in anew', async () => {
  const { base, staff, citizen } = await aTown()
  const first = await importFiles(staff, geojson(plots(120)), { withProperties: true })
  await draftImport(fresh(staff), first.importId)
  await settle(staff, first.importId)
  await publishDraft(fresh(staff), first.importId, { instrument })
  await settle(staff, first.importId)
  await undoImport(fresh(staff), first.importId, { reason: 'Wrong survey' })
  assert.equal((await parcelsAt(citizen, 77.9502, 23.1002)).results.length, 0)
  assert.equal((await settle(staff, first.importId)).state, 'undone')
  assert.equal(await versions(base, staff), 0)
  const left = await count(
    base,
    `select (select count(*) from parcels.property_versions where tenant_id = $1::int and superseded_at = 'infinity')::int
       + (select count(*) from parcels.search_tokens where tenant_id = $1::int)::int as count`,
    [staff.tenant.tenantId],
  )
  assert.equal(left, 0)
  const again = await importFiles(staff, geojson(plots(120)))
  await draftImport(fresh(staff), again.importId)
  await settle(staff, again.importId)
  const numbered = await count(
    base,
    `select count(number)::int as count from parcels.parcel_versions where tenant_id = $1::int and superseded_at = 'infinity'`,
    [staff.tenant.tenantId],
  )
  assert.equal(numbered, 120)
})

test('an import on which something was built is not undone, and the plot is named', async () => {
  const { staff } = await aTown()
  const made = await importFiles(staff, geojson(plots(3)))
  await draftImport(fresh(staff), made.importId)
  await settle(staff, made.importId)
  await publishDraft(fresh(staff), made.importId, { instrument })
  await settle(staff, made.importId)
  const [plot] = (await parcelsAt(staff, 77.9502, 23.1002)).results
  await registerProperty(fresh(staff), {
    instrument,
    effectiveOn: staff.today,
    kind: 'house',
    address: { line: { en: 'House 1' } },
    place: { grade: 'parcel', source: 'survey', on: staff.today, point: [77.9502, 23.1002] },
    parcels: [{ parcelId: plot!.parcelId! }],
    flags: [],
    buildings: [],
    outsideNumbers: [],
  })
  await assert.rejects(undoImport(fresh(staff), made.importId, { reason: 'Wrong survey' }), /changed or built on/)
})

test('a draft that is killed in the middle goes on where it stopped, on another machine too', async () => {
  const { base, staff } = await aTown()
  const made = await importFiles(staff, geojson(plots(640)))
  await draftImport(fresh(staff), made.importId)
  // One page, then the process dies: the lease runs on and the folder is gone with the machine.
  const dying = new AbortController()
  const tell = setInterval(async () => {
    if ((await versions(base, staff)) > 0) dying.abort()
  }, 5)
  await workOnImports(base.platform, dying.signal)
  clearInterval(tell)
  await asOwner(base.database, (db) => leaseNext(db, 0.05))
  rmSync(folderOf(base.platform, staff.tenant.tenantId, made.importId), { recursive: true })
  await new Promise((resolve) => setTimeout(resolve, 60))
  const done = await settle(staff, made.importId)
  assert.equal(done.state, 'written')
  assert.equal(await versions(base, staff), 640)
})

test('an import is cancelled while it is written: every row of it goes, the register is as it was', async () => {
  const { base, staff } = await aTown()
  const made = await importFiles(staff, geojson(plots(700)))
  await draftImport(fresh(staff), made.importId)
  const dying = new AbortController()
  const turn = workOnImports(base.platform, dying.signal)
  while ((await versions(base, staff)) === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  await cancelImport(fresh(staff), made.importId)
  await turn
  const done = await settle(staff, made.importId)
  assert.equal(done.state, 'undone')
  assert.equal(await versions(base, staff), 0)
  const identities = await count(base, 'select count(*)::int as count from parcels.parcels where tenant_id = $1::int', [
    staff.tenant.tenantId,
  ])
  assert.equal(identities, 0)
})

test('the columns of the last file of the kind are taken over for the next one', async () => {
  const { staff } = await aTown()
  const odd = (from: number) =>
    geojson(
      plots(40, [77.95 + from, 23.1], (i) => ({ khasra: 'x', survey: `S-${i + from * 1000}`, alt: `${i + 1}/A` })),
    )
  const first = await importFiles(staff, odd(0), { columns: { number: 'alt' }, level: 'nazul-plot' })
  assert.equal(first.reading!.sample[0]!.number, '1/A')
  await draftImport(fresh(staff), first.importId)
  await settle(staff, first.importId)
  const next = await importFiles(staff, odd(0.1))
  assert.deepEqual([next.reading!.choice.number, next.wishes.level], ['alt', 'nazul-plot'])
  const changed = await readImport(fresh(staff), next.importId, { columns: { number: 'survey' } })
  assert.equal(changed.state, 'reading')
  assert.equal((await settle(staff, next.importId)).reading!.choice.number, 'survey')
})

test('a table is joined by its key, and what fits nowhere is counted', async () => {
  const { staff } = await aTown()
  const rows = Array.from({ length: 30 }, (_, i) => `00${i + 1},${900 + i},=HYPERLINK("http://x.test")`).join('\n')
  const made = await importFiles(staff, {
    'survey.geojson': JSON.stringify(plots(25, undefined, () => ({ area_sqm: undefined }))),
    'areas.csv': `plot,legal_area,remark\n${rows}`,
  })
  assert.equal(made.state, 'checked')
  const { join } = made.reading!
  assert.deepEqual(
    [join!.mapColumn, join!.tableColumn, join!.matched, join!.withoutRow, join!.withoutFeature],
    ['khasra', 'plot', 25, 0, 5],
  )
  assert.equal(made.reading!.choice.area, 'legal_area')
  assert.equal(made.reading!.sample[2]!.legalAreaSqm, 902)
  assert.equal(made.reading!.formulas, 25)
})

test('what is wrong in a file is listed feature by feature with its place before a row is written', async () => {
  const { staff } = await aTown()
  const layer = plots(6)
  const [, second, third] = layer.features
  second!.geometry.coordinates[0]![1]![0]! += 0.0001
  second!.geometry.coordinates[0]![2]![0]! += 0.0001
  third!.properties.khasra = '1'
  const bowTie = plots(1, [77.96, 23.2]).features[0]!
  const ring = bowTie.geometry.coordinates[0]!
  ;[ring[1], ring[2]] = [ring[2]!, ring[1]!]
  const made = await importFiles(staff, geojson({ ...layer, features: [...layer.features, bowTie] }))
  const { counts } = made.reading!
  assert.deepEqual([counts.invalid, counts.overlap, counts['repeated-id']], [1, 1, 3])
  const findings = await findingsOfImport(staff, made.importId)
  const overlap = findings.find(({ kind }) => kind === 'overlap')!
  assert.deepEqual([overlap.index, overlap.otherIndex], [1, 2])
  assert.ok(overlap.areaSqm! > 300 && overlap.areaSqm! < 360, `${overlap.areaSqm} m²`)
  assert.ok(Math.abs(overlap.point![0] - 77.95065) < 1e-6, String(overlap.point))
  assert.equal(findings.find(({ kind }) => kind === 'invalid')!.detail, 'Self-intersection')
})

test('wards come in as a boundary set, properties are put into them by their door, and both are undone', async () => {
  const { base, staff } = await aTown()
  const wards = plots(4, [77.9, 23.05], (i) => ({ ward_no: i + 1, ward_name: `Ward ${i + 1}` }))
  const property = await registerProperty(fresh(staff), {
    instrument,
    effectiveOn: staff.today,
    kind: 'house',
    address: { line: { en: 'House 1' } },
    place: { grade: 'point', source: 'survey', on: staff.today, point: [77.9004, 23.0502] },
    parcels: [],
    flags: [],
    buildings: [],
    outsideNumbers: [],
  })
  const made = await importFiles(staff, geojson(wards), { set: 'tax-ward' }, 'boundaries')
  assert.deepEqual([made.reading!.choice.code, made.reading!.choice.nameEn], ['ward_no', 'ward_name'])
  await draftImport(fresh(staff), made.importId)
  await settle(staff, made.importId)
  const placed = () =>
    count(
      base,
      `select count(*)::int as count from parcels.property_boundaries p join identity.boundaries b on b.tenant_id = p.tenant_id and b.boundary_id = p.boundary_id
       where p.tenant_id = $1::int and p.property_id = $2::bigint and p.superseded_at = 'infinity' and b.superseded_at = 'infinity' and b.code = '2'`,
      [staff.tenant.tenantId, property.propertyId],
    )
  assert.equal(await placed(), 0)
  await publishDraft(fresh(staff), made.importId, { instrument })
  assert.equal((await settle(staff, made.importId)).state, 'published')
  assert.equal(await placed(), 1)
  const twice = await importFiles(staff, geojson(wards), { set: 'tax-ward' }, 'boundaries')
  await draftImport(fresh(staff), twice.importId)
  await settle(staff, twice.importId)
  await assert.rejects(publishDraft(fresh(staff), twice.importId, { instrument }), /has areas of this kind already/)
  await undoImport(fresh(staff), made.importId, { reason: 'Wrong wards' })
  assert.equal((await settle(staff, made.importId)).state, 'undone')
  assert.equal(await placed(), 0)
})

test('what may not happen to an import now is refused, and a repeat of a request is harmless', async () => {
  const { staff } = await aTown()
  const made = await importFiles(staff, geojson(plots(3)))
  await assert.rejects(publishDraft(fresh(staff), made.importId, { instrument }), /as it stands now/)
  await assert.rejects(undoImport(fresh(staff), made.importId, { reason: 'No' }), /as it stands now/)
  const once = fresh(staff)
  assert.deepEqual(await draftImport(once, made.importId), await draftImport(once, made.importId))
  assert.equal((await settle(staff, made.importId)).state, 'written')
  assert.ok(await read(staff, async () => true))
  assert.equal((await recordOf(staff, made.importId)).done, 3)
  assert.equal(await workOnImports(staff.platform, never), false)
})
