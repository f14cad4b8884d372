import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { loadReference } from '../../../../data/reference/load.ts'
import { tileLayers } from '../../../../tiles/layers/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { type Context, Problem, readPublic } from '../../kernel/index.ts'
import { type ActOnCase, actOnCase, newWorkflows, type Workflows } from '../workflow/index.ts'
import { joinComplaint } from './actions/join-complaint.ts'
import { recordAsset } from './actions/record-asset.ts'
import { reportComplaint } from './actions/report-complaint.ts'
import { newAssetKinds } from './assets.ts'
import { handInComplaints } from './hand-in.ts'
import { readHere } from './here.ts'
import { assetSchema, reportSchema } from './schemas.ts'
import { ComplaintTown } from './test-town.ts'

let db: TestDatabase
let workflows: Workflows

before(async () => {
  db = await testDatabase()
  await loadReference(db.database)
  workflows = newWorkflows()
  handInComplaints(workflows)
})

const aTown = () => ComplaintTown.open(db)
const lamp: [number, number] = [77.9501, 23.1001]

const report = (context: Context, given: object = {}) =>
  reportComplaint(context, workflows, reportSchema.parse({ category: 'street-light', point: lamp, ...given }))

async function steps(
  town: ComplaintTown,
  caseId: number,
  ...list: [Context, Partial<ActOnCase> & { action: string }][]
) {
  for (const [context, given] of list)
    await actOnCase(context, workflows, caseId, { expectedVersion: await town.versionOf(caseId), ...given })
}

async function refusal(work: Promise<unknown>): Promise<Problem> {
  try {
    await work
  } catch (error) {
    assert.ok(error instanceof Problem, String(error))
    return error
  }
  throw new assert.AssertionError({ message: 'it was not refused' })
}

test('a report finds street, plot and ward, and goes to the post of its category and area', async () => {
  const town = await aTown()
  const reported = await report(town.citizen(), { text: 'Dark for three days' })
  assert.match(reported.number, /^CMP\/\d{4}-\d{2}\/000001$/)
  const row = await town.caseRow(reported.caseId)
  assert.deepEqual([row.parcel_id, row.property_id, row.road_id], [town.parcelId, town.propertyId, town.roadId])
  assert.equal(row.assigned_post_id, town.officer.postId)
  const leak = await town.caseRow((await report(town.citizen(), { category: 'water-leak' })).caseId)
  assert.equal(leak.assigned_post_id, town.engineer.postId)
  assert.ok(!(await town.kept()).includes('Dark for three days'))
})

test('nobody reports without a proved mobile, and staff report for somebody at the counter alone', async () => {
  const town = await aTown()
  assert.equal((await refusal(report(town.citizen(null)))).status, 401)
  const reporter = { channel: 'counter', mobile: '5550001111', name: 'Ramesh' }
  assert.equal((await refusal(report(town.citizen(), { reporter }))).status, 403)
  assert.ok((await report(town.staff(town.officer, ['grievances.report-for-others']), { reporter })).caseId)
  assert.ok(!/5550001111|Ramesh/.test(await town.kept()))
  assert.equal((await refusal(report(town.citizen(), { category: 'no-such' }))).details.field, 'category')
  assert.equal((await refusal(report(town.citizen(), { point: null }))).details.field, 'point')
})

test('a place outside the town is refused; a property stands for a place that has no point', async () => {
  const town = await aTown()
  const outside = await refusal(report(town.citizen(), { point: [80, 25] }))
  assert.deepEqual([outside.status, outside.details.field], [409, 'point'])
  assert.ok((await report(town.citizen(), { point: null, propertyId: town.propertyId })).caseId)
})

test('the same problem near by is suggested, and joining it makes a follower instead of a second complaint', async () => {
  const town = await aTown()
  const first = await report(town.citizen())
  const here = await readHere(town.citizen(null), [lamp[0] + 0.0001, lamp[1]], 'street-light')
  assert.deepEqual(
    here.nearby.map((each) => [each.caseId, each.distanceM > 5 && each.distanceM < 15]),
    [[first.caseId, true]],
  )
  assert.equal((await readHere(town.citizen(null), [lamp[0] + 0.0001, lamp[1]], 'water-leak')).nearby.length, 0)
  const neighbour = await town.user()
  const joined = await joinComplaint(town.citizen(neighbour), first.caseId)
  assert.equal(joined.joined, true)
  assert.equal((await joinComplaint(town.citizen(neighbour), first.caseId)).joined, false)
  const says = await refusal(
    actOnCase(town.citizen(neighbour), workflows, first.caseId, { action: 'withdraw', expectedVersion: 2 }),
  )
  assert.equal(says.status, 403)
})

test('work is shown by evidence, the complainant’s word closes it, and it can be opened again', async () => {
  const town = await aTown()
  const { caseId } = await report(town.citizen())
  await steps(town, caseId, [town.staff(town.officer), { action: 'start' }])
  const finish = { action: 'finish', text: 'New lamp' }
  const bare = await refusal(steps(town, caseId, [town.staff(town.officer), finish]))
  assert.equal(bare.details.field, 'documents')
  await town.photo(caseId, town.citizen(), workflows)
  assert.equal((await refusal(steps(town, caseId, [town.staff(town.officer), finish]))).details.field, 'documents')
  await town.photo(caseId, town.staff(town.officer), workflows)
  await steps(town, caseId, [town.staff(town.officer), finish])
  assert.equal((await refusal(steps(town, caseId, [town.staff(town.officer), { action: 'consent' }]))).status, 403)
  await steps(town, caseId, [town.citizen(), { action: 'object', text: 'It is still dark' }])
  await town.photo(caseId, town.staff(town.officer), workflows)
  await steps(town, caseId, [town.staff(town.officer), finish], [town.citizen(), { action: 'consent' }])
  assert.equal((await town.caseRow(caseId)).status, 'closed')
  await steps(town, caseId, [town.citizen(), { action: 'reopen', text: 'Dark again' }])
  assert.equal((await town.caseRow(caseId)).status, 'in-work')
})

test('an officer joins two complaints: both complainants hear of the one that stays', async () => {
  const town = await aTown()
  const stays = await report(town.citizen())
  const other = await town.user()
  const twin = await report(town.citizen(other))
  const self = await refusal(
    steps(town, twin.caseId, [town.staff(town.officer), { action: 'join', input: { caseId: twin.caseId } }]),
  )
  assert.equal(self.status, 400)
  await steps(town, twin.caseId, [town.staff(town.officer), { action: 'join', input: { caseId: stays.caseId } }])
  const row = await town.caseRow(twin.caseId)
  assert.deepEqual([row.status, row.joined_to], ['joined', stays.caseId])
  assert.deepEqual(await town.followers(stays.caseId), [other])
  const again = await refusal(joinComplaint(town.citizen(other), twin.caseId))
  assert.equal(again.status, 404)
})

test('a flood from one person is stopped at twenty a day', async () => {
  const town = await aTown()
  for (let count = 0; count < 20; count++) await report(town.citizen())
  const more = await refusal(report(town.citizen()))
  assert.equal(more.status, 429)
  assert.ok((await report(town.citizen(await town.user()))).caseId)
})

test('the map’s reader gets category and state of what is for the map, and staff fields are marked as such', async () => {
  const town = await aTown()
  const shown = await report(town.citizen())
  await report(town.citizen(), { category: 'encroachment' })
  const layer = tileLayers.find((each) => each.id === 'grievances')!
  const rows = await readPublic(town.citizen(null), (reader) =>
    reader.query<{ id: number; state: string; category: string }>(layer.sql, [town.town.tenantId, 0, 100, town.today]),
  )
  assert.deepEqual(
    rows.map((row) => [row.id, row.state, row.category]),
    [[shown.caseId, 'reported', 'street-light']],
  )
  assert.deepEqual(
    layer.fields.filter((each) => each.audience === 'public').map((each) => each.key),
    ['category', 'state'],
  )
  const ids = await readPublic(town.citizen(null), (reader) =>
    reader.query<{ id: number }>(layer.sqlForIds, [town.town.tenantId, [shown.caseId], town.today]),
  )
  assert.equal(ids.length, 1)
})

test('a complaint attaches to a street light by the code on its pole, which says the place', async () => {
  const town = await aTown()
  const asset = { kind: 'street-light', code: 'SL-0412', point: [lamp[0], lamp[1]] }
  const { assetId } = await recordAsset(town.staff(town.officer), assetSchema.parse(asset))
  assert.equal((await refusal(recordAsset(town.staff(town.officer), assetSchema.parse(asset)))).details.field, 'code')
  const { caseId } = await report(town.citizen(), { point: null, asset: { code: 'SL-0412' } })
  assert.equal((await town.caseRow(caseId)).parcel_id, town.parcelId)
  assert.deepEqual(await town.assetOf(caseId), { asset_kind: 'street-light', asset_id: assetId })
  assert.equal((await refusal(report(town.citizen(), { asset: { code: 'SL-9' } }))).status, 404)
  assert.equal((await refusal(report(town.citizen(), { asset: { kind: 'street-light' } }))).details.field, 'asset')
})

test('what another room keeps is a thing too, by kind and number; without any place it is asked for', async () => {
  const town = await aTown()
  const kinds = newAssetKinds()
  kinds.publish('pipe', async (_db, _tenantId, id) =>
    id === 7 ? { names: { en: 'Pipe' }, point: null, propertyId: null } : null,
  )
  const onPipe = (asset: object, more: object = {}) =>
    reportComplaint(town.citizen(), workflows, reportSchema.parse({ category: 'water-leak', asset, ...more }), kinds)
  const { caseId } = await onPipe({ kind: 'pipe', id: 7 }, { point: lamp })
  assert.deepEqual(await town.assetOf(caseId), { asset_kind: 'pipe', asset_id: 7 })
  assert.equal((await refusal(onPipe({ kind: 'pipe', id: 7 }))).details.field, 'point')
  assert.equal((await refusal(onPipe({ kind: 'pipe', id: 8 }))).status, 404)
  assert.throws(() => kinds.publish('pipe', async () => null), /published twice/)
  assert.equal(
    (await refusal(recordAsset(town.staff(town.officer), assetSchema.parse({ kind: 'pipe', code: 'P', point: lamp }))))
      .details.field,
    'kind',
  )
})
