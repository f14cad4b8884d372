import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { loadReference } from '../../../../data/reference/load.ts'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { asOwner, type Context, Problem } from '../../kernel/index.ts'
import { reportComplaint } from '../grievances/actions/report-complaint.ts'
import { handInComplaints } from '../grievances/index.ts'
import { reportSchema } from '../grievances/schemas.ts'
import { ComplaintTown } from '../grievances/test-town.ts'
import { imposeRestriction } from '../parcels/index.ts'
import { imposeRestrictionSchema } from '../parcels/schemas-actions.ts'
import { actOnCase, newWorkflows, type Workflows } from '../workflow/index.ts'
import { adoptTariff } from './actions/adopt-tariff.ts'
import { changeSupply } from './actions/change-supply.ts'
import { cutConnection, reconnect } from './actions/cut-connection.ts'
import { linkPipe } from './actions/link-pipe.ts'
import { changeConnection, openConnection } from './actions/open-connection.ts'
import { declareIncident, placeReport, receiveReport } from './actions/place-report.ts'
import { raiseCharges, reverseCharge } from './actions/raise-charges.ts'
import { installMeter, readMeter } from './actions/read-meter.ts'
import { recordNode, recordPipe, recordValve, recordZone } from './actions/record-asset.ts'
import { recordFlow, runSlot } from './actions/run-slot.ts'
import { setSlots } from './actions/set-slots.ts'
import { reportSample, takeSample } from './actions/take-sample.ts'
import { handInIncidents } from './index.ts'
import { readConnection, readIncidents, readPipe, readTariff } from './pages.ts'
import * as schemas from './schemas.ts'
import { readLosses, readRound, readSupply, readZone } from './supply.ts'

let db: TestDatabase
let workflows: Workflows

before(async () => {
  db = await testDatabase()
  await loadReference(db.database)
  workflows = newWorkflows()
  handInComplaints(workflows)
  handInIncidents(workflows)
})

/** A town with a source, a main and a branch that a valve parts from it, one house, and an engineer. */
async function aTown() {
  const town = await ComplaintTown.open(db)
  const engineer = () => town.staff(town.engineer, ['water.read'])
  const run = <I, A>(action: (context: Context, input: I) => Promise<A>, input: I) => action(engineer(), input)
  const { zoneId } = await run(
    recordZone,
    schemas.zoneSchema.parse({ code: 'Z1', names: { en: 'North' }, instrument: 'Order 1', from: '2020-04-01' }),
  )
  const node = async (code: string, kind: string, lon: number) =>
    (await run(recordNode, schemas.nodeSchema.parse({ code, kind, zoneId, point: [lon, 23.1] }))).nodeId
  const [source, middle, end] = [
    await node('ESR-1', 'tank', 77.949),
    await node('J1', 'junction', 77.95),
    await node('J2', 'junction', 77.952),
  ]
  const pipe = async (code: string, fromNodeId: number, toNodeId: number, line: [number, number][]) =>
    (
      await run(
        recordPipe,
        schemas.pipeSchema.parse({ code, role: 'distribution-main', fromNodeId, toNodeId, zoneId, line }),
      )
    ).pipeId
  const main = await pipe('P1', source, middle, [
    [77.949, 23.1],
    [77.95, 23.1],
  ])
  const branch = await pipe('P2', middle, end, [
    [77.95, 23.1],
    [77.952, 23.1],
  ])
  const { valveId } = await run(
    recordValve,
    schemas.valveSchema.parse({
      code: 'V1',
      kind: 'sluice',
      pipeId: branch,
      nodeId: middle,
      placeWords: 'By the well',
    }),
  )
  return { town, engineer, zoneId, source, main, branch, valveId }
}
type Town = Awaited<ReturnType<typeof aTown>>

const connect = ({ town, engineer }: Pick<Town, 'town' | 'engineer'>, given: object = {}) =>
  openConnection(
    engineer(),
    schemas.openConnectionSchema.parse({
      from: '2021-04-01',
      because: 'Application 7',
      sharing: 'single',
      category: 'residential',
      billingBasis: 'flat',
      propertyId: town.propertyId,
      ...given,
    }),
  )

async function refusal(work: Promise<unknown>): Promise<Problem> {
  try {
    await work
  } catch (error) {
    assert.ok(error instanceof Problem, String(error))
    return error
  }
  throw new assert.AssertionError({ message: 'it was not refused' })
}

const slots = (given: object[]) =>
  schemas.setSlotsSchema.parse({ from: '2026-01-01', instrument: 'Order of the engineer', slots: given })
const morning = { weekdays: [1, 2, 3, 4, 5, 6, 7], fromMinute: 370, toMinute: 430, sourceNames: { en: 'Hill tank' } }
const houses = (t: Town) => readSupply(t.town.citizen(null), { propertyId: t.town.propertyId })

test('a connection needs neither pipe nor plot: a property alone, or a point alone, but one of the two', async () => {
  const t = await aTown()
  assert.ok((await connect(t)).consumerNumber.startsWith('W/'))
  assert.ok((await connect(t, { propertyId: null, point: [77.9501, 23.1001] })).connectionId)
  assert.equal((await refusal(connect(t, { propertyId: null }))).details.field, 'point')
  assert.equal((await refusal(connect(t, { propertyId: 999_999 }))).status, 404)
  assert.equal((await refusal(connect(t, { billingBasis: 'ferrule' }))).details.field, 'ferruleMm')
})

test('the keys of the table refuse what the words refuse, also past the actions', async () => {
  const t = await aTown()
  const { connectionId } = await connect(t)
  const insert = (columns: string, values: string) =>
    asOwner(db.database, (owner) =>
      owner.query(
        `insert into water.connection_versions (tenant_id, connection_id, origin, status, category, because, valid_from, valid_to, sharing, billing_basis${columns})
         values ($1, $2, 'application', 'live', 'residential', 'x', '2000-01-01', '2001-01-01', ${values})`,
        [t.town.town.tenantId, connectionId],
      ),
    )
  await assert.rejects(insert('', `'single', 'flat'`), /a_point_or_a_property_suffices/)
  const at = t.town.propertyId
  await assert.rejects(insert(', property_id', `'single', 'ferrule', ${at}`), /ferrule_is_known/)
  await assert.rejects(insert(', property_id', `'several-taps', 'flat', ${at}`), /several_taps_are_counted/)
  await assert.rejects(insert(', property_id', `'society-bulk', 'flat', ${at}`), /a_society_holds/)
  await assert.rejects(
    insert(', property_id, shares', `'group', 'flat', ${at}, '[{"numerator":1,"denominator":3}]'`),
    /shares_of_a_group/,
  )
})

test('what held before a change stays readable: who shared it in law, and what was known then', async () => {
  const t = await aTown()
  const { connectionId } = await connect(t)
  const change = {
    from: '2024-04-01',
    because: 'Second tap',
    sharing: 'several-taps',
    category: 'residential',
    billingBasis: 'per-tap',
    taps: 2,
    propertyId: t.town.propertyId,
  }
  await changeConnection(t.engineer(), connectionId, schemas.changeConnectionSchema.parse(change))
  const rows = await asOwner(db.database, (owner) =>
    owner.query<{ taps: number; valid_from: string; valid_to: string; known: boolean }>(
      `select taps, valid_from, valid_to, superseded_at = 'infinity' as known from water.connection_versions where tenant_id = $1 and connection_id = $2 order by version_id`,
      [t.town.town.tenantId, connectionId],
    ),
  )
  assert.deepEqual(
    rows.map((row) => [row.taps, row.valid_from, row.valid_to, row.known]),
    [
      [1, '2021-04-01', 'infinity', false],
      [1, '2021-04-01', '2024-04-01', true],
      [2, '2024-04-01', 'infinity', true],
    ],
  )
  const group = {
    ...change,
    sharing: 'group',
    taps: 1,
    served: [{ propertyId: t.town.propertyId, numerator: 1, denominator: 2 }],
  }
  assert.match(
    (await refusal(changeConnection(t.engineer(), connectionId, schemas.changeConnectionSchema.parse(group)))).message,
    /do not sum to one/,
  )
})

test('an old book may lack shares: they are told as a fault and bill nobody', async () => {
  const t = await aTown()
  const { connectionId } = await connect(t, { origin: 'import', sharing: 'group' })
  assert.match((await readConnection(t.engineer(), connectionId)).sharesFault!, /not stated/)
})

test('the pipe is a later link: the nearest with a small confidence, a surveyed one with its own', async () => {
  const t = await aTown()
  const { connectionId } = await connect(t, { propertyId: null, point: [77.9511, 23.1001] })
  const near = await linkPipe(t.engineer(), connectionId, schemas.linkPipeSchema.parse({ foundBy: 'nearest-pipe' }))
  assert.equal(near.pipeId, t.branch)
  assert.ok(near.confidence > 0.3 && near.confidence < 0.8, String(near.confidence))
  await linkPipe(
    t.engineer(),
    connectionId,
    schemas.linkPipeSchema.parse({ pipeId: t.main, foundBy: 'survey', confidence: 1 }),
  )
  assert.deepEqual((await readConnection(t.engineer(), connectionId)).pipe, {
    pipeId: t.main,
    foundBy: 'survey',
    confidence: 1,
  })
  const far = await connect(t, { propertyId: null, point: [77.99, 23.15] })
  assert.equal(
    (await refusal(linkPipe(t.engineer(), far.connectionId, schemas.linkPipeSchema.parse({ foundBy: 'nearest-pipe' }))))
      .status,
    409,
  )
})

test('"water at 6:10": by the connection of a house, changed for a day, and nothing where no slot is set', async () => {
  const t = await aTown()
  assert.equal((await houses(t)).zone, null)
  await connect(t, { zoneId: t.zoneId })
  assert.equal((await houses(t)).zone?.next, null)
  const { slotIds } = await setSlots(t.engineer(), t.zoneId, slots([{ ...morning, valveIds: [t.valveId] }]))
  const first = (await houses(t)).zone?.next
  assert.deepEqual([first?.fromMinute, first?.sourceNames], [370, { en: 'Hill tank' }])
  const day = first!.day
  await changeSupply(
    t.engineer(),
    t.zoneId,
    schemas.changeSupplySchema.parse({
      onDay: day,
      kind: 'moved',
      slotId: slotIds[0],
      fromMinute: 1430,
      toMinute: 1439,
      reason: { en: 'Repair' },
    }),
  )
  const zone = await readZone(t.town.citizen(null), t.zoneId)
  assert.deepEqual(zone.week.flatMap((each) => each.supplies).find((each) => each.day === day)?.fromMinute, 1430)
  assert.equal(zone.continuous, false)
  const past = schemas.changeSupplySchema.parse({ onDay: '2026-03-01', kind: 'cancelled', reason: { en: 'x' } })
  assert.equal((await refusal(changeSupply(t.engineer(), t.zoneId, past))).details.field, 'onDay')
})

test('the valve-man sees what to open in which order, and his word is kept', async () => {
  const t = await aTown()
  const { slotIds } = await setSlots(t.engineer(), t.zoneId, slots([{ ...morning, valveIds: [t.valveId] }]))
  const { today } = t.town
  const round = await readRound(t.engineer(), today)
  assert.deepEqual(
    round.rounds.map((each) => [each.fromMinute, each.valves.map((valve) => valve.placeWords), each.run]),
    [[370, ['By the well'], null]],
  )
  const input = schemas.runSlotSchema.parse({
    onDay: today,
    openedAt: `${today}T06:12:00+05:30`,
    closedAt: `${today}T07:05:00+05:30`,
  })
  await runSlot(t.engineer(), slotIds[0]!, input)
  assert.ok((await readRound(t.engineer(), today)).rounds[0]?.run?.closedAt, 'it is recorded')
  assert.equal(
    (await refusal(runSlot(t.engineer(), slotIds[0]!, { ...input, closedAt: `${today}T06:00:00+05:30` }))).details
      .field,
    'closedAt',
  )
  assert.equal(
    (await refusal(runSlot(t.engineer(), slotIds[0]!, { ...input, openedAt: null }))).details.field,
    'openedAt',
  )
})

test('slots that are replaced leave the days before as they were', async () => {
  const t = await aTown()
  await setSlots(t.engineer(), t.zoneId, slots([morning]))
  await setSlots(
    t.engineer(),
    t.zoneId,
    schemas.setSlotsSchema.parse({
      from: '2026-05-01',
      instrument: 'Summer',
      slots: [{ ...morning, weekdays: null, everyDays: 2, countedFrom: '2026-05-01' }],
    }),
  )
  const zone = await readZone(t.engineer(), t.zoneId)
  assert.deepEqual(
    zone.slots.map((slot) => [slot.everyDays, slot.validFrom, slot.validTo]),
    [
      [null, '2026-01-01', '2026-05-01'],
      [2, '2026-05-01', '9999-12-31'],
    ],
  )
  const both = slots([{ ...morning, everyDays: 2, countedFrom: '2026-05-01' }])
  assert.equal((await refusal(setSlots(t.engineer(), t.zoneId, both))).details.field, 'slots.0.weekdays')
})

test('no slot, no leak inference; night flow only in a zone that is supplied all the time', async () => {
  const t = await aTown()
  const flow = (beganAt: string, endedAt: string, volumeKl: number) =>
    recordFlow(
      t.engineer(),
      schemas.flowSchema.parse({ zoneId: t.zoneId, beganAt, endedAt, volumeKl, source: 'flow-meter' }),
    )
  await flow('2026-03-20T02:00:00+05:30', '2026-03-20T03:00:00+05:30', 4)
  await flow('2026-03-20T06:00:00+05:30', '2026-03-20T08:00:00+05:30', 90)
  const losses = () => readLosses(t.engineer(), t.zoneId, {})
  assert.deepEqual([(await losses()).method, (await losses()).because], [null, 'no-slot'])
  await setSlots(t.engineer(), t.zoneId, slots([morning]))
  assert.deepEqual(
    [(await losses()).method, (await losses()).nightFlowKlPerHour, (await losses()).suppliedKl],
    ['slot-balance', null, 94],
  )
  await setSlots(t.engineer(), t.zoneId, slots([{ ...morning, fromMinute: 0, toMinute: 1440 }]))
  assert.deepEqual([(await losses()).method, (await losses()).nightFlowKlPerHour], ['night-flow', 4])
})

const april = { from: '2026-04-01', to: '2026-07-01' }
const charge = (t: Town, connectionIds: number[], more: object = {}) =>
  raiseCharges(t.engineer(), schemas.raiseChargesSchema.parse({ connectionIds, ...april, ...more }))

test('no tariff counts until the town has put it in force by an instrument of its own', async () => {
  const t = await aTown()
  const { connectionId } = await connect(t)
  assert.equal((await refusal(charge(t, [connectionId]))).details.field, 'tariff')
  await adoptTariff(t.engineer(), {
    use: 'supply',
    pack: 'mh-small-town',
    instrument: 'Council resolution 12',
    from: '2026-04-01',
  })
  const { charges } = await charge(t, [connectionId])
  assert.deepEqual(
    charges.map((each) => [each.propertyId, each.totalPaise]),
    [[t.town.propertyId, 900_00]],
  )
  assert.equal((await readTariff(t.engineer())).inForce[0]?.instrument, 'Council resolution 12')
  const bad = { use: 'supply' as const, instrument: 'Resolution 13', from: '2027-04-01' }
  assert.match((await refusal(adoptTariff(t.engineer(), { ...bad, pack: { pack: 'x' } }))).message, /no tariff pack/)
})

test('a period is charged once; taken back, it may be charged again', async () => {
  const t = await aTown()
  await adoptTariff(t.engineer(), {
    use: 'supply',
    pack: 'mh-small-town',
    instrument: 'Council resolution 12',
    from: '2026-04-01',
  })
  const { connectionId } = await connect(t)
  const { charges } = await charge(t, [connectionId])
  assert.deepEqual((await charge(t, [connectionId])).skipped, [{ connectionId, because: 'charged-already' }])
  await reverseCharge(t.engineer(), charges[0]!.chargeId, 'Wrong house')
  assert.equal((await refusal(reverseCharge(t.engineer(), charges[0]!.chargeId, 'Again'))).status, 409)
  assert.equal((await charge(t, [connectionId])).charges.length, 1)
})

test('a meter that was not read charges nothing; read, it is the kilolitres of the period', async () => {
  const t = await aTown()
  await adoptTariff(t.engineer(), {
    use: 'supply',
    pack: 'in-pb-ws',
    instrument: 'Council resolution 12',
    from: '2026-04-01',
  })
  const { connectionId } = await connect(t, { billingBasis: 'metered' })
  const { meterId } = await installMeter(
    t.engineer(),
    connectionId,
    schemas.meterSchema.parse({ serial: 'M1', initialKl: 100, installedOn: '2026-03-01' }),
  )
  const later: Context = { ...t.engineer(), today: '2026-07-02' }
  const read = (readOn: string, readingKl: number | null, state = 'working') =>
    readMeter(
      { ...later, requestId: `read-${t.town.town.code}-${readOn}` },
      meterId,
      schemas.readMeterSchema.parse({ readOn, readingKl, state }),
    )
  await read('2026-04-30', null, 'locked')
  assert.equal((await charge(t, [connectionId])).skipped[0]?.because, 'not-read')
  assert.equal((await read('2026-06-20', 130)).consumptionKl, 30)
  assert.equal((await refusal(read('2026-06-25', 120))).details.field, 'readingKl')
  assert.equal((await charge(t, [connectionId])).skipped[0]?.because, 'not-read', 'a locked month is not nothing')
})

test('a society is charged once, a standpost never, and a stay on demand leaves a house out', async () => {
  const t = await aTown()
  await adoptTariff(t.engineer(), {
    use: 'supply',
    pack: 'mh-small-town',
    instrument: 'Council resolution 12',
    from: '2026-04-01',
  })
  const party = await asOwner(db.database, async (owner) => {
    const [row] = await owner.query<{ party_id: number }>(
      `insert into people.parties (tenant_id, kind, life, masked_names) values ($1, 'organisation', 'living', '{"en":"S…"}') returning party_id`,
      [t.town.town.tenantId],
    )
    return row!.party_id
  })
  const society = await connect(t, { sharing: 'society-bulk', holderPartyId: party })
  const standpost = await connect(t, { sharing: 'standpost', propertyId: null, point: [77.951, 23.1] })
  const { charges } = await charge(t, [society.connectionId, standpost.connectionId])
  assert.deepEqual(
    charges.map((each) => [each.connectionId, each.partyId]),
    [[society.connectionId, party]],
  )
  const house = await connect(t)
  await stay(t, ['demand'])
  assert.deepEqual((await charge(t, [house.connectionId])).skipped, [
    { connectionId: house.connectionId, because: 'stayed' },
  ])
})

const stay = (t: Town, scopes: string[]) =>
  imposeRestriction(
    t.engineer(),
    imposeRestrictionSchema.parse({
      kind: 'court-stay',
      scopes,
      propertyId: t.town.propertyId,
      authority: 'Civil Court',
      orderNumber: '5',
      orderDate: '2026-01-01',
      from: '2026-01-01',
    }),
  )
const cut = (t: Town, connectionId: number, given: object = {}) =>
  cutConnection(
    t.engineer(),
    connectionId,
    schemas.cutConnectionSchema.parse({ from: '2026-04-01', reason: 'request', because: 'Moved away', ...given }),
  )

test('a stay on disconnection stops the cut by name; one on recovery only where it is for arrears', async () => {
  const t = await aTown()
  const { connectionId } = await connect(t)
  await stay(t, ['recovery'])
  assert.match((await refusal(cut(t, connectionId, { reason: 'arrears' }))).message, /Civil Court/)
  assert.equal((await cut(t, connectionId)).status, 'disconnected')
  assert.equal(
    (await reconnect(t.engineer(), connectionId, { from: '2026-04-01', because: 'Came back' })).status,
    'live',
  )
  await stay(t, ['disconnection'])
  assert.match((await refusal(cut(t, connectionId))).message, /Civil Court/)
})

test('for arrears a notice must have been served first', async () => {
  const t = await aTown()
  const { connectionId } = await connect(t)
  assert.equal((await refusal(cut(t, connectionId, { reason: 'arrears' }))).details.field, 'noticeLetterId')
  assert.equal(
    (await refusal(cut(t, connectionId, { reason: 'arrears', noticeLetterId: 77 }))).message,
    'The notice has not been served yet.',
  )
})

/** A complaint at a place, and the event as the platform delivers it. */
async function complain(
  t: Town,
  given: object = {},
  asset: { kind: string; id: number } | null = null,
): Promise<number> {
  const context = t.town.citizen(await t.town.user())
  const { caseId } = await reportComplaint(
    context,
    workflows,
    reportSchema.parse({ category: 'foul-water', point: [77.951, 23.10005], ...given }),
  )
  const { roleClass: _, ...system } = t.engineer()
  await receiveReport({ ...system, roleClass: 'system', requestId: `event-${t.town.town.code}-${caseId}` }, workflows, {
    caseId,
    asset,
  })
  return caseId
}

const incidentsOf = async (t: Town) => (await readIncidents(t.engineer())).incidents

test('three complaints of foul water on one segment open one incident; two, or one on another segment, do not', async () => {
  const t = await aTown()
  await complain(t)
  await complain(t, {}, { kind: 'pipe', id: t.main })
  await complain(t)
  assert.deepEqual(await incidentsOf(t), [])
  await complain(t)
  const [incident, ...more] = await incidentsOf(t)
  assert.deepEqual(
    [more.length, incident?.trigger, incident?.pipeIds, incident?.reports],
    [0, 'complaints', [t.branch], 3],
  )
  await complain(t)
  assert.deepEqual(
    (await incidentsOf(t)).map((each) => each.reports),
    [4],
  )
  assert.equal((await readPipe(t.engineer(), t.branch)).incidentCaseId, incident?.caseId)
})

test('a complaint lies on the pipe of the house’s connection before the nearest one; without any an engineer says it', async () => {
  const t = await aTown()
  const { connectionId } = await connect(t)
  await linkPipe(
    t.engineer(),
    connectionId,
    schemas.linkPipeSchema.parse({ pipeId: t.main, foundBy: 'survey', confidence: 1 }),
  )
  await complain(t, { point: null, propertyId: t.town.propertyId })
  assert.equal((await readPipe(t.engineer(), t.main)).reports.length, 1)
  const far = await complain(t, { point: [77.97, 23.15] })
  assert.equal((await readPipe(t.engineer(), t.branch)).reports.length, 0)
  await placeReport(t.engineer(), workflows, far, t.branch)
  assert.equal((await readPipe(t.engineer(), t.branch)).reports.length, 1)
})

const moment = (offset: number) => new Date(Date.now() + offset).toISOString()
async function sampled(t: Town, verdict: 'passed' | 'failed', takenAt: string) {
  const { sampleId } = await takeSample(t.engineer(), schemas.takeSampleSchema.parse({ pipeId: t.branch, takenAt }))
  return reportSample(
    t.engineer(),
    workflows,
    sampleId,
    schemas.sampleResultSchema.parse({ verdict, reportedAt: moment(60_000) }),
  )
}
async function step(t: Town, caseId: number, action: string, given: object = {}) {
  await actOnCase(t.engineer(), workflows, caseId, { action, expectedVersion: await versionOf(t, caseId), ...given })
}
async function versionOf(t: Town, caseId: number): Promise<number> {
  const [row] = await asOwner(db.database, (owner) =>
    owner.query<{ version: number }>(`select version from workflow.cases where tenant_id = $1 and case_id = $2`, [
      t.town.town.tenantId,
      caseId,
    ]),
  )
  return row!.version
}

test('one failed sample opens an incident, and nothing closes it before trace, message, tankers and a clean re-sample', async () => {
  const t = await aTown()
  const failed = await sampled(t, 'failed', moment(-3_600_000))
  const caseId = failed.incidentCaseId!
  const close = () => step(t, caseId, 'close', { text: 'Clean again' })
  assert.match((await refusal(close())).message, /households are told/)
  await step(t, caseId, 'tell')
  assert.match((await refusal(close())).message, /tankers are sent/)
  await step(t, caseId, 'send-tankers', { input: { tankers: 3 } })
  assert.match((await refusal(close())).message, /re-sample is clean/)
  assert.equal((await sampled(t, 'passed', moment(-1_800_000))).incidentCaseId, caseId)
  await new Promise((resolve) => setTimeout(resolve, 5))
  await step(t, caseId, 'repair', { text: 'Joint renewed' })
  assert.match((await refusal(close())).message, /re-sample is clean/, 'a sample from before the repair does not count')
  await sampled(t, 'passed', moment(-900_000))
  assert.match(
    (await refusal(close())).message,
    /re-sample is clean/,
    'one taken before the repair and reported after it neither',
  )
  await new Promise((resolve) => setTimeout(resolve, 5))
  await sampled(t, 'passed', moment(0))
  await close()
  assert.deepEqual(
    (await incidentsOf(t)).map((each) => [each.status, each.tankers]),
    [['closed', 3]],
  )
  assert.notEqual((await sampled(t, 'failed', moment(0))).incidentCaseId, caseId)
})

test('those who drink from the segment are told at once, by name of their connection’s properties', async () => {
  const t = await aTown()
  const { connectionId } = await connect(t)
  await linkPipe(
    t.engineer(),
    connectionId,
    schemas.linkPipeSchema.parse({ pipeId: t.branch, foundBy: 'survey', confidence: 0.9 }),
  )
  await asOwner(db.database, (owner) =>
    owner.query(
      `with party as (insert into people.parties (tenant_id, kind, life, masked_names) values ($1, 'person', 'living', '{"en":"A…"}') returning party_id),
       dead as (insert into people.parties (tenant_id, kind, life, masked_names) values ($1, 'person', 'dead', '{"en":"B…"}') returning party_id),
       act as (select change_id from parcels.changes where tenant_id = $1 limit 1)
       insert into parcels.party_roles (tenant_id, property_id, party_id, role, change_id, valid_from)
       select $1, $2, p.party_id, 'owner', act.change_id, '2015-04-01' from (select * from party union all select * from dead) p, act`,
      [t.town.town.tenantId, t.town.propertyId],
    ),
  )
  const { caseId, isNew } = await declareIncident(t.engineer(), workflows, {
    pipeId: t.branch,
    because: 'Sewage in the trench',
  })
  assert.equal(isNew, true)
  assert.equal((await declareIncident(t.engineer(), workflows, { pipeId: t.branch, because: 'Again' })).isNew, false)
  await step(t, caseId, 'tell')
  const notices = await asOwner(db.database, (owner) =>
    owner.query<{ template: string; urgent: boolean }>(
      `select template, urgent from notifications.notices where tenant_id = $1 and template like 'water-%'`,
      [t.town.town.tenantId],
    ),
  )
  assert.deepEqual(notices, [{ template: 'water-foul', urgent: true }])
})

test('a laboratory that passes what the town’s own limits forbid is asked again', async () => {
  const t = await aTown()
  await asOwner(db.database, (owner) =>
    owner.query(
      `insert into identity.masters (scope, tenant_id, register, key, value, instrument, valid_from)
       values ('ulb', $1, 'water.quality', 'limits', '{"turbidity":{"unit":"ntu","least":null,"most":5}}', 'Order 9', '2020-01-01')`,
      [t.town.town.tenantId],
    ),
  )
  const { sampleId } = await takeSample(
    t.engineer(),
    schemas.takeSampleSchema.parse({ pipeId: t.branch, takenAt: moment(-1000) }),
  )
  const result = (verdict: string) =>
    reportSample(
      t.engineer(),
      workflows,
      sampleId,
      schemas.sampleResultSchema.parse({
        verdict,
        reportedAt: moment(1000),
        results: [{ parameter: 'turbidity', value: 9, unit: 'ntu' }],
      }),
    )
  assert.equal((await refusal(result('passed'))).details.field, 'verdict')
  assert.deepEqual((await result('failed')).exceeded, ['turbidity'])
})
