import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { type Context, newRequestId, Problem, read } from '../../kernel/index.ts'
import { imposeRestriction, ownersOn, recordOwnership } from '../parcels/index.ts'
import { imposeRestrictionSchema, recordOwnershipSchema } from '../parcels/schemas-actions.ts'
import { actOnCase } from '../workflow/index.ts'
import { type Desk, TestOffice } from '../workflow/test-office.ts'
import { decideObjection } from './actions/decide-objection.ts'
import { objectToMutation } from './actions/object-to-mutation.ts'
import { openMutation } from './actions/open-mutation.ts'
import { matchDeed, receiveDeed } from './actions/receive-deed.ts'
import { pullDeeds, sandboxFeed } from './feeds.ts'
import { handInMutations } from './hand-in.ts'
import { readMutation, readNotices, readWaitingDeeds } from './read-mutation.ts'
import { deedSchema, openMutationSchema } from './schemas.ts'

let db: TestDatabase
let serial = 0

before(async () => {
  db = await testDatabase()
})

const whole = { numerator: 1, denominator: 1 }
const lastDay = '2026-04-15'
const after = '2026-04-16'

async function aTown() {
  const office = await TestOffice.open(db, '2026-04-01')
  handInMutations(office.workflows)
  const assessor = await office.desk('tax-assessor', 'Asha')
  const commissioner = await office.desk('commissioner', 'Chitra')
  const citizen = await office.user('Buyer', 'citizen')
  const neighbour = await office.user('Neighbour', 'citizen')
  await office.terms('mutations.mutation', {
    fee: { kind: 'fixed', amountPaise: 50_000 },
    documents: [{ code: 'deed', names: { en: 'Deed', hi: 'विलेख', mr: 'दस्त' }, required: true }],
  })
  await office.own((owner) =>
    owner.query(
      `insert into identity.masters (scope, tenant_id, register, key, value, instrument, valid_from)
       values ('ulb', $1, 'mutations.rules', 'public-notice', '{"days":15}', 'Sample order (fictional)', '2020-01-01')`,
      [office.town.tenantId],
    ),
  )
  const [seller, buyer] = [await office.person('Ramesh'), await office.person('Sita')]
  const propertyId = await office.property(String(++serial))
  const desk = (given: Desk, today?: string): Context => ({
    ...office.officer(given, today),
    permissions: new Set(['workflow.read', 'workflow.work', 'people.read-private', 'mutations.work', 'mutations.open']),
  })
  const town = { office, assessor, commissioner, citizen, neighbour, seller, buyer, propertyId, desk }
  const owners = [{ partyId: seller, share: whole }]
  const first = { instrument: 'First record', effectiveOn: '2016-04-01', owners }
  await recordOwnership(desk(commissioner), propertyId, recordOwnershipSchema.parse(first))
  return town
}

type Town = Awaited<ReturnType<typeof aTown>>

const sale = (town: Town) =>
  openMutationSchema.parse({
    propertyId: town.propertyId,
    ground: 'sale',
    applicantIs: 'transferee',
    deed: 'Deed 1184/2026, Sub-Registrar',
    deedOn: '2026-03-20',
    incoming: [{ name: 'Sita', share: whole }],
    charges: [{ holder: 'Town Cooperative Bank', amountPaise: 5_00_000_00, share: { numerator: 1, denominator: 2 } }],
  })

const step = (town: Town, who: Context, caseId: number, action: string, input?: unknown, text?: string) =>
  actOnCase(who, town.office.workflows, caseId, { action, expectedVersion: 99, input, text: text ?? null }).catch(
    (error: Problem) => {
      throw error
    },
  )

/** The version that a case has now is asked of the log, so that steps follow one another. */
async function act(town: Town, who: Context, caseId: number, action: string, input?: unknown, text?: string) {
  const [row] = await town.office.own((owner) =>
    owner.query<{ version: number }>(
      `select max(sequence)::int as version from workflow.case_actions where tenant_id = $1 and case_id = $2`,
      [town.office.town.tenantId, caseId],
    ),
  )
  const given = { action, expectedVersion: row!.version, input, text: text ?? null }
  return actOnCase(who, town.office.workflows, caseId, given)
}

async function noticed(town: Town): Promise<number> {
  const { office } = town
  const { caseId } = await openMutation(office.citizen(town.citizen), office.workflows, sale(town))
  await act(town, town.desk(town.assessor), caseId, 'accept', { papers: ['deed'], partyIds: [town.buyer] })
  return caseId
}

const pay = (town: Town, caseId: number) =>
  act(town, town.desk(town.assessor), caseId, 'record-fee', { receipt: 'R/26/1', amountPaise: 50_000 })
const approve = (town: Town, caseId: number, today = after) =>
  act(town, town.desk(town.commissioner, today), caseId, 'approve', undefined, 'Deed seen, nobody objected.')
const refusal = (field: string, words: RegExp) => (error: unknown) =>
  error instanceof Problem && error.details.field === field && words.test(error.message)

test('a sale goes from application by notice and fee to the register, with a notice and an order that give no title', async () => {
  const town = await aTown()
  const { office } = town
  const caseId = await noticed(town)
  const seen = await readMutation(office.citizen(town.citizen), caseId)
  assert.deepEqual([seen.noticeFrom, seen.noticeUntil], ['2026-04-01', lastDay])
  assert.match(seen.disclaimer.en, /gives no title/)
  const { notices } = await readNotices(office.citizen(null))
  assert.deepEqual(
    notices.map(({ caseId: id, until }) => [id, until]),
    [[caseId, lastDay]],
  )
  await pay(town, caseId)
  const made = await approve(town, caseId)
  assert.equal(made.status, 'recorded')
  const owners = await read(town.desk(town.commissioner, after), (tx) =>
    ownersOn(tx, office.town.tenantId, town.propertyId, '2026-03-20'),
  )
  assert.deepEqual(owners, [{ partyId: town.buyer, share: whole, others: false }])
  const letters = await office.own((owner) =>
    owner.query<{ template: string; words: string }>(
      `select template, content::text as words from notifications.letters where tenant_id = $1 order by letter_id`,
      [office.town.tenantId],
    ),
  )
  assert.deepEqual(
    letters.map(({ template }) => template),
    ['mutation-notice', 'mutation-order'],
  )
  for (const { words, template } of letters) assert.match(words, /Jitendra Singh/, `${template} says what it is not`)
  assert.match(letters[1]!.words, /Sita/)
})

test('nothing is decided while the notice runs, without the fee, or by the desk that accepted it', async () => {
  const town = await aTown()
  const caseId = await noticed(town)
  await assert.rejects(approve(town, caseId, lastDay), refusal('notice', /still runs/))
  await assert.rejects(approve(town, caseId), refusal('fee', /fee/))
  await assert.rejects(
    act(town, town.desk(town.assessor), caseId, 'record-fee', { receipt: 'R/26/2', amountPaise: 1 }),
    refusal('amountPaise', /not over the fee/),
  )
  await assert.rejects(act(town, town.desk(town.assessor, after), caseId, 'approve', undefined, 'Seen'), Problem)
})

test('papers that were not seen, people who are not named and parts that are no whole stop it at the desk', async () => {
  const town = await aTown()
  const { office } = town
  const { caseId } = await openMutation(office.citizen(town.citizen), office.workflows, sale(town))
  const accept = (input: object) => act(town, town.desk(town.assessor), caseId, 'accept', input)
  await assert.rejects(accept({ papers: [], partyIds: [town.buyer] }), refusal('papers', /not seen/))
  await assert.rejects(accept({ papers: ['deed'], partyIds: [] }), refusal('partyIds', /entry of everybody/))
  const third = { ...sale(town), incoming: [{ partyId: null, name: 'Sita', share: { numerator: 1, denominator: 3 } }] }
  await assert.rejects(
    openMutation(office.citizen(town.citizen), office.workflows, third),
    refusal('incoming', /exactly one/),
  )
  await assert.rejects(
    openMutation(office.citizen(town.citizen), office.workflows, sale(town)),
    refusal('propertyId', /Another change of name/),
  )
})

test('an objection of facts blocks until it is decided; upheld, the mutation can only be refused', async () => {
  const town = await aTown()
  const { office } = town
  const caseId = await noticed(town)
  await pay(town, caseId)
  const objection = { kind: 'facts' as const, words: 'The share is wrong' }
  const { objectionId } = await objectToMutation(office.citizen(town.neighbour, lastDay), caseId, objection)
  await assert.rejects(
    objectToMutation(office.citizen(town.neighbour, after), caseId, objection),
    refusal('caseId', /while the public notice runs/),
  )
  await assert.rejects(approve(town, caseId), refusal('objections', /still open/))
  const decide = (outcome: 'upheld' | 'settled-by-court') =>
    decideObjection(
      town.desk(town.assessor, after),
      { caseId, objectionId },
      { outcome, reasons: 'The deed says a half.' },
    )
  await assert.rejects(decide('settled-by-court'), refusal('outcome', /facts by this office/))
  await decide('upheld')
  await assert.rejects(decide('upheld'), refusal('objectionId', /decided already/))
  await assert.rejects(approve(town, caseId), refusal('objections', /only be refused/))
  const refused = await act(town, town.desk(town.commissioner, after), caseId, 'refuse', undefined, 'Objection upheld')
  assert.equal(refused.status, 'refused')
})

test('a dispute about title stops the mutation: it is referred, and goes on only after the court has spoken', async () => {
  const town = await aTown()
  const { office } = town
  const caseId = await noticed(town)
  await pay(town, caseId)
  const { objectionId } = await objectToMutation(office.citizen(town.neighbour), caseId, {
    kind: 'title',
    words: 'The house is mine by my father’s will',
  })
  await assert.rejects(approve(town, caseId), refusal('objections', /refer the mutation to the court/))
  const key = { caseId, objectionId }
  await assert.rejects(
    decideObjection(town.desk(town.assessor, after), key, { outcome: 'dismissed', reasons: 'No paper shown' }),
    refusal('outcome', /by a court alone/),
  )
  const referred = await act(town, town.desk(town.assessor, after), caseId, 'refer', undefined, 'Two wills are shown.')
  assert.equal(referred.status, 'referred')
  await act(town, town.desk(town.commissioner, after), caseId, 'resume', undefined, 'CS 12/2026 decided on 1-5-2026')
  await decideObjection(town.desk(town.assessor, after), key, {
    outcome: 'settled-by-court',
    reasons: 'CS 12/2026: the will in favour of the applicant stands',
  })
  await act(town, town.desk(town.assessor, after), caseId, 'accept', { papers: ['deed'], partyIds: [town.buyer] })
  const made = await approve(town, caseId, '2026-05-02')
  assert.equal(made.status, 'recorded')
})

test('an order that stops transfers stops the mutation and is named', async () => {
  const town = await aTown()
  const caseId = await noticed(town)
  await pay(town, caseId)
  await imposeRestriction(
    town.desk(town.commissioner),
    imposeRestrictionSchema.parse({
      kind: 'mortgage',
      scopes: ['transfer'],
      propertyId: town.propertyId,
      authority: 'Town Cooperative Bank',
      orderNumber: 'M/7',
      orderDate: '2026-03-01',
      from: '2026-03-01',
    }),
  )
  await assert.rejects(
    approve(town, caseId),
    (error: unknown) =>
      error instanceof Problem && /Town Cooperative Bank/.test(JSON.stringify([error.message, error.details])),
  )
})

test('deeds of a feed open mutations by themselves, once each; one without a property waits for an officer', async () => {
  const town = await aTown()
  const { office } = town
  const [row] = await office.own((owner) =>
    owner.query<{ number: string }>(
      `select property_number as number from parcels.properties where tenant_id = $1 and property_id = $2`,
      [office.town.tenantId, town.propertyId],
    ),
  )
  const deed = (externalId: string, propertyNumber: string | null) =>
    deedSchema.parse({
      externalId,
      ground: 'sale',
      deed: `Deed ${externalId} of the sandbox`,
      deedOn: '2026-03-20',
      propertyNumber,
      incoming: [{ name: 'Sita', share: whole }],
    })
  const wrong = { ...deed('D3', null), incoming: [{ name: 'Sita', share: { numerator: 1, denominator: 2 } }] }
  const feed = sandboxFeed([deed('D1', row!.number), deed('D2', null), wrong], 2)
  const told = await pullDeeds(office.system(), office.workflows, feed)
  assert.deepEqual([told.received, told.opened, told.refused.map(({ externalId }) => externalId)], [2, 1, ['D3']])
  const again = await pullDeeds(office.system(), office.workflows, feed)
  assert.equal(again.received, 2, 'told twice, kept once')
  const { deeds } = await readWaitingDeeds(town.desk(town.assessor))
  assert.deepEqual(
    deeds.map(({ deed: each }) => each.externalId),
    ['D2'],
  )
  const other = await office.property(String(++serial))
  const matched = await matchDeed(town.desk(town.assessor), office.workflows, deeds[0]!.deedId, other)
  assert.ok(matched.caseId, 'its mutation is open')
  const repeated = await receiveDeed(
    { ...office.system(), requestId: newRequestId() },
    office.workflows,
    'sandbox',
    deed('D2', null),
  )
  assert.deepEqual(repeated, matched)
})

test('a service that the town has not opened says what is lacking, and a stranger reads nothing of a mutation', async () => {
  const town = await aTown()
  const { office } = town
  const caseId = await noticed(town)
  await assert.rejects(
    readMutation(office.citizen(town.neighbour), caseId),
    refusal('caseId', /no such change of name/),
  )
  await assert.rejects(readMutation(office.citizen(null), caseId), Problem)
  await assert.rejects(step(town, office.citizen(town.neighbour), caseId, 'withdraw'), Problem)
  const bare = await TestOffice.open(db, '2026-04-01')
  handInMutations(bare.workflows)
  const application = { ...sale(town), propertyId: await bare.property(String(++serial)) }
  await assert.rejects(
    openMutation(bare.citizen(await bare.user('Asker', 'citizen')), bare.workflows, application),
    (error: unknown) => error instanceof Problem && String(error.details.expected) === 'fee,documents',
  )
})
