import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { asOwner, type Context, command, newRequestId, Problem } from '../../kernel/index.ts'
import { transferPost } from '../identity/actions/transfer-post.ts'
import { imposeRestriction } from '../parcels/index.ts'
import { erasePerson, mergePersons, undoMerge } from '../people/index.ts'
import { type ActOnCase, actOnCase } from './actions/act-on-case.ts'
import { allotCase } from './actions/allot-case.ts'
import { attachToCase } from './actions/attach-to-case.ts'
import { delegatePost, recallPost } from './actions/delegate-post.ts'
import { giveFeedback } from './actions/give-feedback.ts'
import { type OpenCase, openCase } from './actions/open-case.ts'
import { setPool } from './actions/set-pool.ts'
import { readList, readOwnCases } from './case-lines.ts'
import { clockOf, openRows, projectionOf, timingOf } from './case-log.ts'
import { readCasePage } from './case-page.ts'
import { readCatalogue } from './catalogue.ts'
import { runClocks } from './jobs.ts'
import { type CaseRow, caseColumns } from './queries.ts'
import { type Desk, TestOffice } from './test-office.ts'

let db: TestDatabase
const today = '2026-04-01'

before(async () => {
  db = await testDatabase()
})

/** A town with two wards, a planner in each, and a commissioner. */
async function aTown(into?: Parameters<typeof TestOffice.open>[2]) {
  const office = await TestOffice.open(db, today, into)
  const [east, west] = [await office.ward('E', [78, 23, 79, 24]), await office.ward('W', [77, 23, 78, 24])]
  const planner = await office.desk('town-planner', 'Asha', east)
  const other = await office.desk('town-planner', 'Bela', west)
  const commissioner = await office.desk('commissioner', 'Chitra')
  const citizen = await office.user('Citizen', 'citizen')
  return { office, east, west, planner, other, commissioner, citizen }
}

function open(office: TestOffice, given: Partial<OpenCase> & { today?: string } = {}) {
  const { today: day, ...rest } = given
  return command(office.system(day), { name: 'workflow.open-licence' }, async (tx) => {
    const { subjects, ...answer } = await openCase(tx, office.workflows, {
      service: 'workflow.licence',
      point: [78.5, 23.5],
      channel: 'feed',
      people: [{ name: 'Ramesh Kumar', mobile: '5550001111' }],
      text: 'A shop at the corner',
      ...rest,
    })
    tx.journal({ subjects })
    return answer
  })
}

const act = (context: Context, office: TestOffice, caseId: number, given: Partial<ActOnCase> & { action: string }) =>
  actOnCase(context, office.workflows, caseId, { expectedVersion: 99, ...given })

/** The version that a case has now. */
async function versionOf(office: TestOffice, caseId: number): Promise<number> {
  const [row] = await office.own((owner) =>
    owner.query<{ version: number }>(`select version from workflow.cases where tenant_id = $1 and case_id = $2`, [
      office.town.tenantId,
      caseId,
    ]),
  )
  return row!.version
}

/** Takes actions one after the other, each on the version of its moment. */
async function steps(
  office: TestOffice,
  caseId: number,
  ...list: [Context, Partial<ActOnCase> & { action: string }][]
) {
  for (const [context, given] of list)
    await act(context, office, caseId, { ...given, expectedVersion: await versionOf(office, caseId) })
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

/** Every case of a town replayed from its log: its row must say the same. */
async function assertReplays(office: TestOffice, day = today): Promise<void> {
  await asOwner(db.database, async (owner) => {
    await owner.query(
      `set local app.tenant = '${office.town.tenantId}'; set local app.state = '${office.state.tenantId}'`,
    )
    const rows = await owner.query<CaseRow>(`select ${caseColumns} from workflow.cases c where c.tenant_id = $1`, [
      office.town.tenantId,
    ])
    for (const { row, state, workflow } of await openRows(owner, office.system(day), office.workflows, rows)) {
      const { terms, calendar } = await timingOf(owner, office.town.tenantId, workflow, row)
      const expected = projectionOf(state, clockOf(state, terms, calendar, day))
      assert.deepEqual(
        {
          status: row.status,
          stage: row.stage,
          version: row.version,
          assignedTown: row.assigned_town,
          assignedPostId: row.assigned_post_id,
          assignedOn: row.assigned_on,
          level: row.level,
          dueOn: row.due_on,
          decision: row.decision,
          closedOn: row.closed_on,
        },
        expected,
        row.number,
      )
    }
  })
}

const kept = (office: TestOffice, table: 'events' | 'journal_entries' | 'requests') =>
  office.own(async (owner) => {
    const [row] = await owner.query<{ kept: string }>(
      `select coalesce(string_agg(r::text, ' '), '') as kept from kernel.${table} r where tenant_id = $1`,
      [office.town.tenantId],
    )
    return row!.kept
  })

test('a case is numbered in its town and year, finds its ward and the post of it, and tells no name', async () => {
  const { office, planner } = await aTown()
  const first = await open(office)
  const second = await open(office)
  const next = await open(office, { today: '2027-04-01' })
  assert.deepEqual(
    [first.number, second.number, next.number],
    ['LIC/2026-27/00001', 'LIC/2026-27/00002', 'LIC/2027-28/00001'],
  )
  const page = await readCasePage(office.officer(planner), office.workflows, first.caseId)
  assert.deepEqual([page.ward, page.post?.postId, page.claimAs], ['E', planner.postId, null])
  assert.equal(page.holder?.en, 'Asha')
  for (const table of ['events', 'journal_entries', 'requests'] as const) {
    const all = await kept(office, table)
    assert.ok(!/Ramesh|5550001111|corner/.test(all), table)
  }
  assert.match(await kept(office, 'events'), /workflow\.case-opened/)
  await assertReplays(office)
})

test('a property’s case goes to the ward that it was put into; without a post at work it waits for one', async () => {
  const { office, west, other } = await aTown()
  const propertyId = await office.property('71', west)
  const placed = await open(office, { point: null, propertyId })
  assert.equal((await readCasePage(office.officer(other), office.workflows, placed.caseId)).post?.postId, other.postId)
  const far = await open(office, { point: [80, 25] })
  const page = await readCasePage(office.officer(other), office.workflows, far.caseId)
  assert.deepEqual([page.post, page.claimAs], [null, other.postId])
  const list = await readList(office.officer(other), office.workflows, { queue: 'unallotted', limit: 50 })
  assert.deepEqual(
    list.cases.map((line) => line.caseId),
    [far.caseId],
  )
  const claimed = await allotCase(office.officer(other), office.workflows, far.caseId, {
    toPostId: other.postId,
    expectedVersion: 1,
  })
  assert.equal(claimed.version, 2)
  const taken = await refusal(
    allotCase(office.officer(other), office.workflows, placed.caseId, { toPostId: other.postId, expectedVersion: 2 }),
  )
  assert.equal(taken.status, 403)
  await assertReplays(office)
})

test('from lodging to grant: the note sheet is numbered, names post and holder, and the applicant never sees it', async () => {
  const { office, planner, commissioner, citizen } = await aTown()
  const { caseId } = await open(office, { channel: 'citizen', people: [{ userId: citizen }] })
  await steps(
    office,
    caseId,
    [office.officer(planner), { action: 'check' }],
    [
      office.officer(planner),
      { action: 'recommend', text: 'Frontage is in order. I recommend.', toPostId: commissioner.postId },
    ],
    [office.officer(commissioner), { action: 'query', text: 'And the drain?', toPostId: planner.postId }],
    [office.officer(planner), { action: 'concur', text: 'The drain is clear.' }],
    [office.officer(commissioner), { action: 'grant', text: 'Granted.' }],
  )
  const sheet = await readCasePage(office.officer(planner), office.workflows, caseId)
  assert.deepEqual(
    sheet.notings.map((noting) => [noting.number, noting.action, noting.holder?.en, noting.toPost?.en ?? null]),
    [
      [1, 'recommend', 'Asha', 'Post of Chitra'],
      [2, 'query', 'Chitra', 'Post of Asha'],
      [3, 'concur', 'Asha', null],
      [4, 'grant', 'Chitra', null],
    ],
  )
  assert.deepEqual([sheet.status.code, sheet.status.decision, sheet.next.length], ['granted', 'granted', 0])
  const own = await readCasePage(office.citizen(citizen), office.workflows, caseId)
  assert.deepEqual(own.notings, [])
  assert.deepEqual(
    own.timeline.map((entry) => entry.action),
    ['open', 'check', 'grant'],
  )
  assert.deepEqual(
    own.timeline.map((entry) => entry.text),
    ['A shop at the corner', null, 'Granted.'],
  )
  assert.ok(!/frontage|drain/i.test(JSON.stringify(own)))
  assert.ok(own.feedback.asked)
  await giveFeedback(office.citizen(citizen), office.workflows, caseId, { rating: 4, words: 'Quick' })
  const twice = await refusal(
    giveFeedback(office.citizen(citizen), office.workflows, caseId, { rating: 1, words: null }),
  )
  assert.equal(twice.status, 409)
  assert.match(await kept(office, 'events'), /workflow\.feedback-asked/)
  await assertReplays(office)
})

test('two people at once: the second is told what happened, by whom, and nothing is written', async () => {
  const { office, planner } = await aTown()
  const { caseId } = await open(office)
  const seen = await versionOf(office, caseId)
  await act(office.officer(planner), office, caseId, { action: 'check', expectedVersion: seen })
  const late = await refusal(
    act(office.officer(planner), office, caseId, { action: 'ask', text: 'Plan?', expectedVersion: seen }),
  )
  assert.equal(late.status, 409)
  const { version, status, since } = late.details.expected as {
    version: number
    status: string
    since: { action: string; post: { en: string } }[]
  }
  assert.deepEqual([version, status, since.map((each) => each.action)], [seen + 1, 'checked', ['check']])
  assert.equal(since[0]!.post.en, 'Post of Asha')
  assert.equal(await versionOf(office, caseId), seen + 1)
  const race = await Promise.allSettled(
    ['ask', 'ask'].map((action) =>
      act(office.officer(planner), office, caseId, { action, text: 'Plan?', expectedVersion: seen + 1 }),
    ),
  )
  assert.deepEqual(race.map((each) => each.status).sort(), ['fulfilled', 'rejected'])
  await assertReplays(office)
})

test('a repeated request writes nothing again, and another body under its id is refused', async () => {
  const { office, planner } = await aTown()
  const { caseId } = await open(office)
  const requestId = newRequestId()
  const given = { action: 'check', expectedVersion: 2 }
  const first = await act(office.officer(planner, today, requestId), office, caseId, given)
  const again = await act(office.officer(planner, today, requestId), office, caseId, given)
  assert.deepEqual(again, first)
  assert.equal(await versionOf(office, caseId), first.version)
  const misuse = await refusal(
    act(office.officer(planner, today, requestId), office, caseId, { ...given, action: 'ask', text: 'x' }),
  )
  assert.deepEqual([misuse.status, misuse.details.field], [409, 'requestId'])
})

test('an order stops the step of its scope and says whose it is; the others go on', async () => {
  const { office, east, commissioner, planner } = await aTown()
  const propertyId = await office.property('72', east)
  const { caseId } = await open(office, { point: null, propertyId })
  await imposeRestriction(office.system(), {
    kind: 'court-stay',
    scopes: ['permit'],
    propertyId,
    authority: 'District Court',
    orderNumber: '12/2026',
    orderDate: '2026-03-01',
    from: '2026-03-01',
  } as Parameters<typeof imposeRestriction>[1])
  await steps(
    office,
    caseId,
    [office.officer(planner), { action: 'check' }],
    [office.officer(planner), { action: 'recommend', text: 'Yes', toPostId: commissioner.postId }],
    [office.officer(commissioner), { action: 'concur', text: 'Agreed', toPostId: planner.postId }],
  )
  const page = await readCasePage(office.officer(planner), office.workflows, caseId)
  const grant = page.next.find((next) => next.action === 'grant')!
  assert.deepEqual(
    grant.blocked.map((reason) => [reason.code, reason.values.authority, reason.values.order]),
    [['ordered-stop', 'District Court', '12/2026']],
  )
  const stopped = await refusal(
    act(office.officer(planner), office, caseId, { action: 'grant', expectedVersion: page.version }),
  )
  assert.deepEqual([stopped.status, stopped.details.field], [409, 'restriction'])
  assert.match(stopped.message, /District Court, number 12\/2026/)
  await steps(office, caseId, [office.officer(planner), { action: 'ask', text: 'Is the stay lifted?' }])
})

test('strangers find nothing, an auditor reads, an officer who applied is an applicant', async () => {
  const { office, planner, citizen } = await aTown()
  const { caseId } = await open(office, { people: [{ userId: citizen }] })
  const stranger = await office.user('Stranger', 'citizen')
  assert.equal((await refusal(readCasePage(office.citizen(stranger), office.workflows, caseId))).status, 404)
  assert.equal((await refusal(readCasePage(office.citizen(null), office.workflows, caseId))).status, 401)
  assert.equal((await refusal(act(office.citizen(stranger), office, caseId, { action: 'withdraw' }))).status, 404)
  const audited = await readCasePage(office.auditor(stranger), office.workflows, caseId)
  assert.deepEqual([audited.actor, audited.next], ['onlooker', []])
  assert.equal(
    (await refusal(act(office.auditor(stranger), office, caseId, { action: 'check', expectedVersion: 2 }))).status,
    403,
  )
  const own = await open(office, { people: [{ userId: planner.userId }] })
  const page = await readCasePage(office.officer(planner), office.workflows, own.caseId)
  assert.deepEqual([page.actor, page.next.map((next) => next.action)], ['applicant', ['withdraw']])
})

test('a deputy works for a post on leave, and the note sheet says for whom', async () => {
  const { office, planner, other, commissioner } = await aTown()
  const given = {
    postId: planner.postId,
    toPostId: other.postId,
    kind: 'leave' as const,
    instrument: 'Leave 4 of 2026',
    from: today,
    to: '2026-04-10',
  }
  assert.equal((await refusal(delegatePost(office.officer(other), given))).status, 403)
  const { delegationId } = await delegatePost(office.officer(planner), given)
  assert.equal(
    (await refusal(delegatePost(office.officer(commissioner), { ...given, from: '2026-04-09', to: '2026-04-12' })))
      .status,
    409,
  )
  const { caseId } = await open(office)
  await steps(office, caseId, [office.officer(other), { action: 'concur', text: 'Seen' }])
  const page = await readCasePage(office.officer(other), office.workflows, caseId)
  assert.deepEqual(
    [page.notings[0]?.post?.en, page.notings[0]?.deputy?.en, page.notings[0]?.holder?.en],
    ['Post of Asha', 'Post of Bela', 'Bela'],
  )
  await recallPost(office.officer(planner, '2026-04-05'), delegationId)
  const after = await refusal(
    act(office.officer(other, '2026-04-06'), office, caseId, { action: 'check', expectedVersion: page.version }),
  )
  assert.equal(after.status, 403)
  const alone = await delegatePost(office.officer(commissioner), {
    ...given,
    toPostId: null,
    from: '2026-04-20',
    to: '2026-04-25',
  })
  assert.ok(alone.delegationId)
  const missed = await open(office, { today: '2026-04-21' })
  assert.equal(
    (await readCasePage(office.officer(commissioner, '2026-04-21'), office.workflows, missed.caseId)).post,
    null,
  )
})

test('a post that changes hands takes its files along; one that is left vacant gives them to its colleagues', async () => {
  const { office, planner } = await aTown()
  const colleague = await office.desk('town-planner', 'Dipa')
  const ids: number[] = []
  for (let count = 0; count < 3; count++) ids.push((await open(office)).caseId)
  const heir = await office.user('Esha')
  const order = { capacity: 'substantive', instrument: 'Order 9 of 2026' }
  await transferPost(office.system(), planner.postId, { toUserId: heir, on: today, ...order })
  const heirs: Desk = { ...planner, userId: heir }
  assert.equal((await readList(office.officer(heirs), office.workflows, { queue: 'mine', limit: 50 })).cases.length, 3)
  await steps(office, ids[0]!, [office.officer(heirs), { action: 'check' }])
  assert.equal(
    (await refusal(act(office.officer(planner), office, ids[1]!, { action: 'check', expectedVersion: 3 }))).status,
    403,
  )
  await transferPost(office.system('2026-04-02'), planner.postId, { toUserId: null, on: '2026-04-02', ...order })
  const moved = await readList(office.officer(colleague, '2026-04-02'), office.workflows, { queue: 'mine', limit: 50 })
  assert.deepEqual(
    moved.cases.map((line) => line.caseId),
    ids,
  )
  const page = await readCasePage(office.officer(colleague, '2026-04-02'), office.workflows, ids[1]!)
  assert.equal(page.timeline.filter((entry) => entry.action === 'hand-over').length, 2)
  await assertReplays(office, '2026-04-02')
})

test('a faceless case is drawn in a pool over two towns; its officer sees no applicant until the decision', async () => {
  const { office, citizen } = await aTown()
  const sister = await aTown(office.state)
  const members = [{ town: sister.office.town.code, postId: sister.commissioner.postId }]
  const atState = { ...office.system(), tenant: office.state }
  await setPool(atState, { code: 'licences', names: { en: 'Licences' }, instrument: 'State order 3', members })
  const { caseId } = await open(office, {
    service: 'workflow.faceless-licence',
    people: [{ userId: citizen, name: 'Ramesh Kumar' }],
  })
  // The sister's officer is nobody in this town: no role, no permission.
  const abroad = () => office.citizen(sister.commissioner.userId)
  const page = await readCasePage(abroad(), office.workflows, caseId)
  assert.deepEqual(
    [page.actor, page.people, page.post],
    [
      'office',
      [{ role: 'applicant', names: null, mobile: null, hidden: true }],
      { postId: sister.commissioner.postId, names: null },
    ],
  )
  const list = await readList(sister.office.officer(sister.commissioner), office.workflows, {
    queue: 'mine',
    limit: 50,
  })
  assert.deepEqual(
    list.cases.map((line) => [line.city, line.caseId]),
    [[office.town.code, caseId]],
  )
  assert.equal(list.counts.mine, 1)
  assert.equal(
    (await refusal(readCasePage(office.citizen(sister.planner.userId), office.workflows, caseId))).status,
    404,
  )
  await steps(
    office,
    caseId,
    [abroad(), { action: 'check' }],
    [abroad(), { action: 'concur', text: 'Agreed' }],
    [abroad(), { action: 'grant' }],
  )
  const decided = await readCasePage(
    office.officer({ ...sister.commissioner, designation: 'commissioner' }),
    office.workflows,
    caseId,
  )
  assert.equal(decided.people[0]?.names?.en, 'Ramesh Kumar')
  assert.deepEqual(
    (await readList(sister.office.officer(sister.commissioner), office.workflows, { queue: 'mine', limit: 50 })).cases,
    [],
  )
  await assertReplays(office)
})

test('papers are sniffed, kept from whom they are not for, and evidence is asked where a step needs it', async () => {
  const { office, planner, citizen } = await aTown()
  const { caseId } = await open(office, { people: [{ userId: citizen }] })
  const pixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const attach = (context: Context, bytes: Buffer, officeOnly = false) =>
    attachToCase(context, office.workflows, caseId, { bytes, kind: 'photo', title: 'Front', officeOnly })
  await attach(office.citizen(citizen), pixel)
  await attach(office.officer(planner), pixel, true)
  assert.equal((await refusal(attach(office.citizen(citizen), Buffer.from('MZ not a picture')))).status, 400)
  const own = await readCasePage(office.citizen(citizen), office.workflows, caseId)
  const whole = await readCasePage(office.officer(planner), office.workflows, caseId)
  assert.deepEqual([own.documents.length, whole.documents.length], [1, 2])
  await steps(office, caseId, [office.citizen(citizen), { action: 'withdraw' }])
  assert.equal((await refusal(attach(office.citizen(citizen), pixel))).status, 409)
})

const timed = {
  days: { count: 10, kind: 'working' },
  fee: { kind: 'free' },
  documents: [{ code: 'plan', names: { en: 'Plan', hi: 'नक्शा', mr: 'नकाशा' }, required: true }],
  remindBefore: [3],
  escalation: [{ level: 1, afterDays: 0, role: 'commissioner', automatic: true }],
  deemed: { legalBasis: 'Section 99 of the Sample Act (fictional)', alarmBefore: 2 },
}

/** Runs the clock job of every day from one to another. */
async function live(office: TestOffice, from: number, to: number): Promise<string[]> {
  for (let day = from; day <= to; day++)
    await runClocks(
      office.on(new Date(Date.UTC(2026, 3, day)).toISOString().slice(0, 10)),
      office.workflows,
      office.town.tenantId,
    )
  const rows = await office.own((owner) =>
    owner.query<{ line: string }>(
      `select concat_ws(' ', case_id, to_char(acted_on, 'DD.MM.'), action) as line from workflow.case_actions
       where tenant_id = $1 and acted_by = 'system' and action not in ('open', 'allot') order by case_id, sequence`,
      [office.town.tenantId],
    ),
  )
  return rows.map((row) => row.line)
}

test('the clock job reminds, escalates and decides by lapse under its conditions, once, and a second run of the day adds nothing', async () => {
  const { office, planner, commissioner } = await aTown()
  await office.terms('workflow.licence', timed)
  const ripe = (await open(office)).caseId
  const raw = (await open(office)).caseId
  await steps(office, ripe, [office.officer(planner), { action: 'check' }])
  const lines = await live(office, 1, 20)
  assert.deepEqual(lines, [
    `${ripe} 09.04. remind`,
    `${ripe} 10.04. alarm-head`,
    `${ripe} 14.04. deem`,
    `${raw} 09.04. remind`,
    `${raw} 10.04. alarm-head`,
    `${raw} 14.04. hold-deemed`,
    `${raw} 14.04. escalate`,
  ])
  assert.deepEqual(await live(office, 20, 20), lines)
  const page = await readCasePage(office.officer(commissioner, '2026-04-20'), office.workflows, ripe)
  assert.deepEqual([page.status.code, page.deemed?.acknowledgement], ['deemed', 'DEEMED/2026-27/00001'])
  assert.equal(page.deemed?.legalBasis, timed.deemed.legalBasis)
  const raised = await readCasePage(office.officer(commissioner, '2026-04-20'), office.workflows, raw)
  assert.deepEqual([raised.level, raised.post?.postId], [1, commissioner.postId])
  assert.match(await kept(office, 'events'), /workflow\.clock-warned.*workflow\.deemed-decided/s)
  await assertReplays(office, '2026-04-20')
})

test('the clock stands still while the applicant has the next move', async () => {
  const { office, planner, citizen } = await aTown()
  await office.terms('workflow.licence', timed)
  const { caseId } = await open(office, { people: [{ userId: citizen }] })
  await steps(office, caseId, [office.officer(planner, '2026-04-04'), { action: 'ask', text: 'Where is the plan?' }])
  assert.deepEqual(await live(office, 5, 28), [])
  const page = await readCasePage(office.citizen(citizen, '2026-04-28'), office.workflows, caseId)
  assert.deepEqual([page.clock.state, page.clock.usedDays, page.dueOn], ['stands', 3, null])
  await steps(office, caseId, [office.citizen(citizen, '2026-04-29'), { action: 'answer' }])
  const after = await readCasePage(office.officer(planner, '2026-04-29'), office.workflows, caseId)
  assert.deepEqual([after.clock.state, after.dueOn, after.daysLeft], ['runs', '2026-05-07', 7])
})

test('a run that was cut short goes on where it stopped; a holiday declared later moves the last day', async () => {
  const { office } = await aTown()
  await office.terms('workflow.licence', timed)
  const ids: number[] = []
  for (let count = 0; count < 4; count++) ids.push((await open(office)).caseId)
  await office.own((owner) =>
    owner.query(`insert into workflow.clock_runs (tenant_id, day, cursor_case_id) values ($1, '2026-04-09', $2)`, [
      office.town.tenantId,
      ids[1],
    ]),
  )
  assert.deepEqual(await live(office, 9, 9), [`${ids[2]} 09.04. remind`, `${ids[3]} 09.04. remind`])
  await office.own((owner) =>
    owner.query(
      `insert into kernel.holidays (tenant_id, day, names, instrument) values ($1, '2026-04-11', '{}', 'Test')`,
      [office.town.tenantId],
    ),
  )
  await live(office, 10, 10)
  const rows = await office.own((owner) =>
    owner.query<{ due_on: string }>(`select distinct due_on from workflow.cases where tenant_id = $1`, [
      office.town.tenantId,
    ]),
  )
  assert.deepEqual(rows, [{ due_on: '2026-04-14' }])
})

test('a post that became vacant without a transfer loses its files to the next run', async () => {
  const { office, planner } = await aTown()
  const colleague = await office.desk('town-planner', 'Dipa')
  const { caseId } = await open(office)
  await office.own((owner) =>
    owner.query(`update identity.post_holdings set valid_to = '2026-04-03' where tenant_id = $1 and post_id = $2`, [
      office.town.tenantId,
      planner.postId,
    ]),
  )
  await live(office, 3, 3)
  const page = await readCasePage(office.officer(colleague, '2026-04-03'), office.workflows, caseId)
  assert.deepEqual([page.post?.postId, page.timeline.at(-1)?.action], [colleague.postId, 'hand-over'])
  await assertReplays(office, '2026-04-03')
})

test('the catalogue shows fee, papers and days with the order behind them, and what the town has not set', async () => {
  const { office } = await aTown()
  const bare = await readCatalogue(office.citizen(null), office.workflows, today)
  const licence = bare.services.find((each) => each.service === 'workflow.licence')!
  assert.deepEqual([licence.days, licence.fee, licence.instrument, licence.isOpen], [null, null, null, true])
  await office.terms('workflow.licence', timed)
  await office.terms('workflow.licence:corner-shop', { days: { count: 4, kind: 'calendar' } })
  const set = (await readCatalogue(office.citizen(null), office.workflows, today)).services[0]!
  assert.deepEqual([set.days?.count, set.documents?.length, set.instrument], [10, 1, 'Sample order (fictional)'])
  assert.deepEqual(set.variants, [
    { variant: 'corner-shop', days: { count: 4, kind: 'calendar' }, instrument: 'Sample order (fictional)' },
  ])
  const short = await open(office, { variant: 'corner-shop' })
  assert.equal(short.dueOn, '2026-04-05')
  office.workflows.add({
    ...office.workflows.of('workflow.licence')!.workflow,
    version: 2,
    requiresTerms: ['days', 'fee', 'documents'],
  })
  assert.ok((await open(office)).caseId)
  const other = await aTown()
  other.office.workflows.add({
    ...office.workflows.of('workflow.licence', 1)!.workflow,
    version: 2,
    requiresTerms: ['days', 'fee'],
  })
  const closed = await refusal(open(other.office))
  assert.deepEqual([closed.status, closed.details.expected], [409, ['days', 'fee']])
})

test('persons: roles in cases follow a merge and its undoing; who has an open case is not erased', async () => {
  const { office, planner } = await aTown()
  const [kept_, merged] = [await office.person('Rama'), await office.person('Ramaa')]
  const { caseId } = await open(office, { point: null, partyId: merged, people: [{ partyId: merged }] })
  const partyOf = async () => (await readCasePage(office.officer(planner), office.workflows, caseId)).subject.partyId
  const { mergeId } = await mergePersons(office.system(), {
    keptPartyId: kept_,
    mergedPartyId: merged,
    reason: 'one person',
  })
  assert.equal(await partyOf(), kept_)
  await undoMerge(office.system(), mergeId)
  assert.equal(await partyOf(), merged)
  const open_ = await refusal(erasePerson(office.system(), merged, 'asked for it'))
  assert.match(open_.message, /has an open case, LIC\/2026-27\/00001/)
})

test('own cases are found by whoever asked, in whatever part', async () => {
  const { office, citizen } = await aTown()
  const friend = await office.user('Friend', 'citizen')
  const { caseId } = await open(office, { people: [{ userId: citizen }, { userId: friend, role: 'follower' }] })
  for (const userId of [citizen, friend])
    assert.deepEqual(
      (await readOwnCases(office.citizen(userId), office.workflows)).map((line) => line.caseId),
      [caseId],
    )
  assert.deepEqual((await readCasePage(office.citizen(friend), office.workflows, caseId)).next, [])
  assert.equal(
    (await refusal(act(office.citizen(friend), office, caseId, { action: 'withdraw', expectedVersion: 2 }))).status,
    403,
  )
})
