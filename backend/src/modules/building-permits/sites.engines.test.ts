/** What a permit is asked on: whose land, which parcels, whose consent, who signs. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { newRequestId, Problem } from '../../kernel/index.ts'
import { askConsent } from './actions/ask-consent.ts'
import { giveConsent } from './actions/give-consent.ts'
import { nameAttorney } from './actions/name-attorney.ts'
import { readPermit } from './page.ts'
import { authorityAt } from './site.ts'
import { box, origin, PermitTown } from './test-town.ts'

let db: TestDatabase
before(async () => {
  db = await testDatabase()
})

async function refusal(work: Promise<unknown>): Promise<Problem> {
  try {
    await work
  } catch (error) {
    assert.ok(error instanceof Problem, String(error))
    return error
  }
  throw new assert.AssertionError({ message: 'it was not refused' })
}

test('a site of a whole plot has its parcel, its owner to agree, and no condition', async () => {
  const town = await PermitTown.open(db)
  const applied = await town.apply()
  assert.match(applied.number, /^BP\/\d{4}-\d{2}\/000001$/)
  assert.deepEqual([applied.status, applied.consentsNeeded, applied.conditions], ['drafted', 1, []])
  const page = await readPermit(town.citizen(), applied.caseId)
  assert.deepEqual(
    page.site!.parcels.map(({ parcelId, part }) => [parcelId, part]),
    [[town.plots[0]!.parcelId, 'whole']],
  )
  assert.equal(page.technicalPerson?.number, 'CA/2010/1')
  assert.equal(page.phases.length, 1)
})

test('two plots ask for amalgamation, half a plot for sub-division, and both owners for their consent', async () => {
  const town = await PermitTown.open(db)
  const both = await town.apply({ site: { parcelIds: town.plots.map((each) => each.parcelId) } })
  assert.deepEqual([both.conditions, both.consentsNeeded], [['amalgamation'], 2])
  const half = await town.apply({ site: { geometry: box(0, 0, 1, 0.5) } })
  assert.deepEqual(half.conditions, ['sub-division'])
  const across = await town.apply({ site: { geometry: box(0.5, 0, 2, 1) } })
  assert.deepEqual(across.conditions, ['amalgamation', 'sub-division'])
})

test('a line drawn a little beside the survey is still the whole plot, and no part of the neighbour', async () => {
  const town = await PermitTown.open(db)
  const near = await town.apply({ site: { geometry: box(0, 0, 1.004, 0.999) } })
  assert.deepEqual([near.conditions, near.consentsNeeded], [[], 1])
})

test('land of another planning authority is answered with its name, land outside the town is refused', async () => {
  const town = await PermitTown.open(db)
  await town.one(
    `with s as (insert into identity.boundary_sets (tenant_id, code, names, straddler_rule) values ($1, 'planning-authority', '{"en":"Planning"}', 'largest-part') returning boundary_set_id)
     insert into identity.boundaries (tenant_id, boundary_set_id, code, names, geom, instrument, other_body, valid_from)
     select $1, boundary_set_id, 'DA', '{"en":"Authority area"}', st_multi(st_setsrid(st_geomfromgeojson($2), 4326)), 'Test',
       '{"names":{"en":"Sample Development Authority"},"contact":"12 Sample Road"}', '2010-04-01' from s returning boundary_id as id`,
    [JSON.stringify(box(1, -1, 3, 2))],
  )
  const there = await refusal(town.apply({ site: { parcelIds: [town.plots[1]!.parcelId] } }))
  assert.deepEqual([there.status, there.details.field], [409, 'site'])
  assert.match(there.message, /Sample Development Authority decides/)
  // The line is shared: a plot that only touches it is ours.
  assert.equal((await town.apply()).status, 'drafted')
  assert.equal((await refusal(town.apply({ site: { geometry: box(0.5, 0, 1.5, 1) } }))).status, 409)
  const said = await authorityAt(town.citizen(null), [origin[0] + 0.0003, origin[1] + 0.0001])
  assert.deepEqual([said.ours, said.goTo?.contact], [false, '12 Sample Road'])
  const outside = box(0, 0, 1, 1).coordinates[0]!.map(([lon, lat]) => [lon + 1, lat])
  assert.equal(
    (await refusal(town.apply({ site: { geometry: { type: 'Polygon', coordinates: [outside] }, provisional: true } })))
      .status,
    409,
  )
})

test('land without a parcel takes a plot drawn by the applicant, which goes with a withdrawal', async () => {
  const town = await PermitTown.open(db)
  const geometry = box(0, 2, 1, 3)
  const bare = await refusal(town.apply({ site: { geometry } }))
  assert.match(bare.message, /provisional plot/)
  const applied = await town.apply({ site: { geometry, provisional: true } })
  assert.deepEqual(applied.conditions, ['ownership'])
  const page = await readPermit(town.citizen(), applied.caseId)
  const { parcelId } = page.site!.parcels[0]!
  const levelOf = () =>
    town.own((owner) =>
      owner.query<{ level: string }>(
        `select level from parcels.current_parcels_view where tenant_id = $1 and parcel_id = $2 and valid_to = 'infinity'`,
        [town.town.tenantId, parcelId],
      ),
    )
  assert.deepEqual([page.site!.provisional, await levelOf()], [true, [{ level: 'provisional' }]])
  assert.match(
    (await refusal(town.apply({ site: { geometry: box(0, 0, 1, 1), provisional: true } }))).message,
    /only for land without any/,
  )
  await town.steps(applied.caseId, [town.citizen(), { action: 'withdraw' }])
  assert.deepEqual(await levelOf(), [])
})

test('an order on any parcel of a site stops its permit, and says whose it is', async () => {
  const town = await PermitTown.open(db)
  await town.one(
    `insert into parcels.restrictions (tenant_id, kind, scopes, parcel_id, authority, order_number, order_date, valid_from)
     values ($1, 'court-stay', '{permit}', $2, 'Civil Judge', 'CS/1', '2026-01-01', '2026-01-01') returning restriction_id as id`,
    [town.plots[1]!.parcelId],
  )
  const said = await refusal(town.apply({ site: { parcelIds: town.plots.map((each) => each.parcelId) } }))
  assert.match(said.message, /Civil Judge/)
  assert.equal((await town.apply()).status, 'drafted')
})

test('a case cannot be submitted before every owner has agreed by code, and a wrong code agrees to nothing', async () => {
  const town = await PermitTown.open(db)
  await town.owner(town.plots[0]!.propertyId, await town.person('9800000099'), 'co-owner')
  const { caseId } = await town.apply()
  const submit = { action: 'submit' }
  const early = await refusal(town.steps(caseId, [town.citizen(), submit]))
  assert.equal(early.details.reasons?.length, 2)
  const [first, second] = (await readPermit(town.citizen(), caseId)).consents
  await askConsent(town.citizen(), caseId, first!.consentId)
  const code = town.lastCode()
  const wrong = code === '000000' ? '111111' : '000000'
  const say = (given: string, consentId = first!.consentId) =>
    giveConsent({ ...town.citizen(), requestId: newRequestId() }, caseId, consentId, { code: given, answer: 'yes' })
  assert.equal((await refusal(say(wrong))).details.field, 'code')
  // One owner's code is not another's.
  assert.equal((await refusal(say(code, second!.consentId))).details.field, 'code')
  assert.deepEqual(await say(code), { consentId: first!.consentId, given: true, waiting: 1 })
  assert.equal((await refusal(say(code))).status, 409)
  await town.consent(caseId)
  await town.steps(caseId, [town.citizen(), submit])
  assert.equal((await town.caseRow(caseId)).status, 'scrutiny')
})

test('a code for a consent works for half an hour and for five tries', async () => {
  const town = await PermitTown.open(db)
  const { caseId } = await town.apply()
  const { consentId } = (await readPermit(town.citizen(), caseId)).consents[0]!
  const say = (code: string) =>
    giveConsent({ ...town.citizen(), requestId: newRequestId() }, caseId, consentId, { code, answer: 'yes' })
  await askConsent(town.citizen(), caseId, consentId)
  town.later(31)
  assert.equal((await refusal(say(town.lastCode()))).details.field, 'code')
  await askConsent(town.citizen(), caseId, consentId)
  const code = town.lastCode()
  for (let tries = 0; tries < 5; tries++) await refusal(say(code === '000000' ? '111111' : '000000'))
  assert.equal((await refusal(say(code))).details.field, 'code')
})

test('an attorney agrees for an owner by a code to their own mobile; a stranger learns nothing of the case', async () => {
  const town = await PermitTown.open(db)
  const { caseId } = await town.apply()
  const { consentId } = (await readPermit(town.citizen(), caseId)).consents[0]!
  const attorneyPartyId = await town.person('9811111111')
  await nameAttorney(town.citizen(), caseId, consentId, { attorneyPartyId, powerOfAttorney: 'Deed 114 of 2026' })
  await town.consent(caseId)
  assert.equal(db.sent.at(-1)!.to, '9811111111')
  const [consent] = (await readPermit(town.citizen(), caseId)).consents
  assert.deepEqual([consent!.state, consent!.byAttorney], ['given', true])
  const stranger = town.citizen(await town.user())
  assert.equal((await refusal(readPermit(stranger, caseId))).status, 404)
  assert.equal((await refusal(askConsent(stranger, caseId, consentId))).status, 404)
  assert.equal((await refusal(readPermit(town.citizen(null), caseId))).status, 401)
})

test('an architect withdraws and another takes the case over, and the clock of the case does not notice', async () => {
  const town = await PermitTown.open(db)
  const { caseId } = await town.apply()
  await town.consent(caseId)
  await town.steps(caseId, [town.citizen(), { action: 'submit' }])
  const due = (await town.caseRow(caseId)).due_on
  assert.equal(due, '2026-04-29')
  town.on('2026-04-10')
  // The architect is the applicant's agent, and acts as one.
  await town.steps(
    caseId,
    [town.citizen(town.architect.userId), { action: 'release-professional' }],
    [town.staff(), { action: 'record-passed' }],
  )
  const nobody = await refusal(town.steps(caseId, [town.staff(), { action: 'sanction' }]))
  assert.equal(nobody.details.field, 'technicalPersonId')
  assert.equal(
    (await refusal(town.steps(caseId, [town.citizen(town.architect.userId), { action: 'withdraw' }]))).status,
    404,
  )
  const technicalPersonId = await town.technicalPerson()
  await town.steps(caseId, [town.citizen(), { action: 'name-professional', input: { technicalPersonId } }])
  const row = await town.caseRow(caseId)
  assert.deepEqual([row.status, row.due_on], ['scrutiny', due])
  await town.steps(caseId, [town.staff(), { action: 'sanction' }])
})

test('a registration that ran out signs nothing, and a class signs within what the town lets it', async () => {
  const town = await PermitTown.open(db)
  const expired = await town.technicalPerson({ validTo: '2026-03-31' })
  const said = await refusal(town.apply({ technicalPersonId: expired }))
  assert.match(said.details.reasons![0]!, /ran out on 2026-03-31/)
  const lastDay = await town.technicalPerson({ validTo: '2026-04-01' })
  assert.ok((await town.apply({ technicalPersonId: lastDay })).caseId > 0, 'the last day counts')
  const licensed = await town.technicalPerson({ kind: 'licensed', class: 'class-b', number: 'B/1', issuer: 'Town' })
  assert.match(
    (await refusal(town.apply({ technicalPersonId: licensed }))).details.reasons![0]!,
    /not said yet what a licence of class class-b/,
  )
  await town.master('building-permits.technical-classes', 'class-b', { plotSqm: 2000, heightM: 9, floors: 2 })
  assert.ok((await town.apply({ technicalPersonId: licensed })).caseId > 0, 'at the limit is within it')
  const proposal = { use: 'residential', builtUpSqm: 200, heightM: 9.001, floors: 2 }
  assert.match((await refusal(town.apply({ technicalPersonId: licensed, proposal }))).details.reasons![0]!, /9 heightM/)
})

test('where the register knows no owner the applicant agrees as one, and shows the deed before work begins', async () => {
  const town = await PermitTown.open(db)
  const personId = await town.person('9822222222')
  const own = { ...town.citizen(), personId }
  const applied = await town.apply({ site: { geometry: box(0, 2, 1, 3), provisional: true } }, own)
  assert.deepEqual([applied.consentsNeeded, applied.conditions], [1, ['ownership']])
  assert.equal((await refusal(town.steps(applied.caseId, [own, { action: 'submit' }]))).details.field, 'complete')
  await town.consent(applied.caseId)
  await town.steps(
    applied.caseId,
    [own, { action: 'submit' }],
    [town.staff(), { action: 'record-passed' }],
    [town.staff(), { action: 'sanction' }],
  )
  assert.equal((await refusal(town.steps(applied.caseId, [own, { action: 'commence' }]))).details.field, 'conditions')
  const { conditionId } = (await readPermit(own, applied.caseId)).conditions[0]!
  const input = { conditionId, instrument: 'Deed 5 of 2011, seen' }
  await town.steps(applied.caseId, [town.staff(), { action: 'meet-condition', input }], [own, { action: 'commence' }])
})
