import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { loadReference } from '../../../../data/reference/load.ts'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { addDocument, asOwner, type Context, command, newRequestId, Problem } from '../../kernel/index.ts'
import { ComplaintTown } from '../grievances/test-town.ts'
import { adoptFees } from './actions/adopt-fees.ts'
import { declareGenerator } from './actions/declare-generator.ts'
import { decideDispute, disputeBill, raiseBill, signContract } from './actions/raise-bill.ts'
import { recordBeat, recordCrew, recordFeeder, recordPoint, recordVehicle } from './actions/record-asset.ts'
import { endRound, proveStops, startRound, weighTrip } from './actions/run-round.ts'
import { setDayVariant, setPlan } from './actions/set-plan.ts'
import { readBeats, readBill, readFees, readGenerator, readRounds } from './pages.ts'
import * as schemas from './schemas.ts'

let db: TestDatabase
before(async () => {
  db = await testDatabase()
  await loadReference(db.database)
})

const today = '2026-04-01' // a Wednesday
const week = [1, 2, 3, 4, 5, 6, 7]
const at = (time: string, day = today) => `${day}T${time}:00+05:30`

/** A town with a beat, two people with a handcart who hand over at a feeder point, a door and a block of 96 flats under one code. */
async function aTown() {
  const town = await ComplaintTown.open(db)
  const boss = (): Context => town.staff(town.officer)
  const { beatId } = await recordBeat(
    boss(),
    schemas.beatSchema.parse({ code: 'B01', names: { en: 'Beat 1' }, instrument: 'Order 1', from: '2020-04-01' }),
  )
  const { feederId } = await recordFeeder(
    boss(),
    schemas.feederSchema.parse({
      code: 'F1',
      names: { en: 'School corner' },
      kind: 'hand-over',
      point: [77.9505, 23.1],
    }),
  )
  const { crewId } = await recordCrew(
    boss(),
    schemas.crewSchema.parse({
      code: 'C1',
      kind: 'handcart',
      people: 2,
      walkingKmph: 3,
      walkInLimitM: 0,
      homesLeast: 50,
      homesMost: 150,
      feederId,
      from: '2020-04-01',
    }),
  )
  const point = async (given: object) =>
    (await recordPoint(boss(), schemas.pointSchema.parse({ beatId, from: '2020-04-01', ...given }))).pointId
  const door = await point({
    code: 'Q-1',
    kind: 'door',
    households: 1,
    point: [77.9501, 23.1001],
    properties: [{ propertyId: town.propertyId }],
  })
  const block = await point({
    code: 'Q-2',
    kind: 'block',
    households: 96,
    point: [77.9503, 23.1001],
    properties: [{ propertyId: town.propertyId, households: 96 }],
  })
  const planOf = (given: object = {}) =>
    setPlan(
      boss(),
      schemas.planSchema.parse({
        beatId,
        crewId,
        variant: 'ordinary',
        weekdays: week,
        streams: ['wet', 'dry'],
        fromMinute: 360,
        toMinute: 600,
        from: '2026-01-01',
        stops: [
          { pointId: door, manner: 'along' },
          { pointId: block, manner: 'along' },
        ],
        ...given,
      }),
    )
  const { planId } = await planOf()
  return { town, boss, beatId, feederId, crewId, door, block, planId, planOf }
}
type Town = Awaited<ReturnType<typeof aTown>>

async function refusal(work: Promise<unknown>): Promise<Problem> {
  try {
    await work
  } catch (error) {
    assert.ok(error instanceof Problem, String(error))
    return error
  }
  throw new assert.AssertionError({ message: 'it was not refused' })
}

async function aPhoto(t: Town): Promise<number> {
  const pixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  return command({ ...t.boss(), requestId: newRequestId() }, { name: 'test.add-photo' }, async (tx) => {
    const { documentId } = await addDocument(tx, { bytes: pixel, title: 'Photo', visibility: 'private' })
    tx.journal({ subjects: [] })
    return documentId
  })
}

const begin = (t: Town, given: object = {}) =>
  startRound(
    t.boss(),
    schemas.startRoundSchema.parse({ planId: t.planId, onDay: today, startedAt: at('06:00'), ...given }),
  )
const prove = (t: Town, roundId: number, ...proofs: object[]) =>
  proveStops(
    t.boss(),
    roundId,
    schemas.proofsSchema.parse({ proofs: proofs.map((each) => ({ how: 'scan', takenAt: at('07:00'), ...each })) }),
  )

test('two people with a handcart are a crew: they walk, hand over at a feeder point, and have no vehicle', async () => {
  const t = await aTown()
  const crew = {
    code: 'C2',
    kind: 'handcart',
    people: 2,
    walkInLimitM: 0,
    homesLeast: 150,
    homesMost: 400,
    from: '2020-04-01',
  }
  const record = (given: object) => recordCrew(t.boss(), schemas.crewSchema.parse({ ...crew, ...given }))
  assert.equal((await refusal(record({ walkingKmph: 3 }))).details.field, 'feederId')
  assert.ok((await record({ walkingKmph: 3, feederId: t.feederId })).crewId)
  assert.equal((await refusal(record({ code: 'C3', kind: 'vehicle' }))).details.field, 'vehicleId')
  await assert.rejects(
    asOwner(db.database, (owner) =>
      owner.query(
        `insert into waste.crews (tenant_id, code, kind, people, walk_in_limit_m, homes_least, homes_most, valid_from) values ($1, 'X', 'handcart', 2, 0, 1, 2, '2020-01-01')`,
        [t.town.town.tenantId],
      ),
    ),
    /a_handcart_walks_and_hands_over/,
  )
})

test('a plan with more homes than its crew can serve is refused, one that is driven on foot too', async () => {
  const t = await aTown()
  const more = await recordPoint(
    t.boss(),
    schemas.pointSchema.parse({
      code: 'Q-9',
      kind: 'block',
      households: 60,
      point: [77.951, 23.1],
      from: '2020-04-01',
    }),
  )
  const stops = [t.door, t.block, more.pointId].map((pointId) => ({ pointId, manner: 'along' }))
  const says = await refusal(t.planOf({ stops }))
  assert.deepEqual([says.details.field, says.details.got], ['stops', 157])
  assert.equal(
    (await refusal(t.planOf({ stops: [{ pointId: t.door, manner: 'reverse' }] }))).details.field,
    'stops.0.manner',
  )
  assert.equal((await t.planOf({ stops: [{ pointId: t.door, manner: 'along' }], variant: 'rain' })).fault, 'too-few')
})

test('a dead end is served as its vehicle can: reverse within the limit, walk in from the mouth, else a bin at the corner', async () => {
  const t = await aTown()
  const { vehicleId } = await recordVehicle(
    t.boss(),
    schemas.vehicleSchema.parse({
      registration: 'XX-09',
      kind: 'tipper',
      capacityKg: 900,
      neededWidthM: 3,
      reverseLimitM: 40,
      hasGps: true,
    }),
  )
  const { crewId } = await recordCrew(
    t.boss(),
    schemas.crewSchema.parse({
      code: 'T9',
      kind: 'vehicle',
      people: 2,
      vehicleId,
      walkInLimitM: 80,
      homesLeast: 0,
      homesMost: 500,
      from: '2020-04-01',
    }),
  )
  // About 102 metres of a dead end.
  const [lane] = await asOwner(db.database, (owner) =>
    owner.query<{ road_id: number }>(
      `insert into parcels.roads (tenant_id, class, names, width_m, dead_end, geom)
       values ($1, 'lane', '{}', 4, true, st_setsrid(st_multi(st_makeline(st_makepoint(77.95, 23.1), st_makepoint(77.951, 23.1))), 4326)) returning road_id`,
      [t.town.town.tenantId],
    ),
  )
  const far = {
    code: 'Q-L',
    kind: 'door',
    households: 1,
    roadId: lane!.road_id,
    point: [77.951, 23.1],
    from: '2020-04-01',
  }
  const { pointId } = await recordPoint(t.boss(), schemas.pointSchema.parse(far))
  const planned = (manner: string, by = crewId) =>
    t.planOf({ crewId: by, fromMinute: 900, toMinute: 1000, stops: [{ pointId, manner }] })
  const says = await refusal(planned('reverse'))
  assert.deepEqual([says.details.field, says.details.expected], ['stops.0.manner', 'corner-bin'])
  assert.equal((await refusal(planned('walk-in'))).details.expected, 'corner-bin')
  assert.ok((await planned('corner-bin')).planId)
  assert.ok((await planned('along', t.crewId)).planId, 'people on foot go along')
  assert.equal(
    (await refusal(recordPoint(t.boss(), schemas.pointSchema.parse({ ...far, code: 'Q-M', roadId: 999_999 })))).details
      .field,
    'roadId',
  )
})

test('one code serves a block of many homes; a door serves one property', async () => {
  const t = await aTown()
  const other = {
    code: 'Q-3',
    kind: 'door',
    households: 2,
    from: '2020-04-01',
    properties: [{ propertyId: t.town.propertyId }, { propertyId: 999_999 }],
  }
  assert.equal((await refusal(recordPoint(t.boss(), schemas.pointSchema.parse(other)))).details.field, 'kind')
  assert.equal(
    (await refusal(recordPoint(t.boss(), schemas.pointSchema.parse({ ...other, kind: 'block' })))).status,
    404,
  )
  assert.equal(
    (
      await refusal(
        recordPoint(
          t.boss(),
          schemas.pointSchema.parse({ ...other, code: 'Q-1', properties: [], point: [77.95, 23.1] }),
        ),
      )
    ).status,
    409,
  )
})

test('the proof of the day: missed is what was assigned and not scanned, once the round is over', async () => {
  const t = await aTown()
  const { roundId } = await begin(t)
  assert.equal((await readRounds(t.boss(), today)).rounds[0]?.missed, null)
  assert.deepEqual(await prove(t, roundId, { code: 'Q-2' }), { roundId, counted: 1, refused: [] })
  assert.equal((await prove(t, roundId, { code: 'Q-2' })).counted, 0, 'the same again is harmless')
  assert.deepEqual(
    (await prove(t, roundId, { code: 'Q-77' }, { code: 'Q-1', how: 'gps', point: [77.9501, 23.1001] })).refused,
    [
      { code: 'Q-77', because: 'not-assigned' },
      { code: 'Q-1', because: 'not-accepted' },
    ],
  )
  assert.deepEqual(await endRound(t.boss(), roundId, at('09:00')), {
    roundId,
    assignedHouseholds: 97,
    servedHouseholds: 96,
    missed: [t.door],
  })
  assert.equal((await refusal(endRound(t.boss(), roundId, at('09:30')))).status, 409)
  const late = await prove(t, roundId, { code: 'Q-1', takenAt: at('08:50') })
  assert.equal(late.counted, 1, 'taken in time, sent late')
  assert.equal(
    (await prove(t, roundId, { code: 'Q-1', how: 'scan-photo', documentId: await aPhoto(t), takenAt: at('09:10') }))
      .refused[0]?.because,
    'outside-the-round',
  )
  assert.deepEqual((await readRounds(t.boss(), today)).rounds[0]?.missed, [])
})

test('a vehicle without GPS is proved by scan and photo together, one with GPS by being near', async () => {
  const t = await aTown()
  const vehicle = async (registration: string, hasGps: boolean) => {
    const { vehicleId } = await recordVehicle(
      t.boss(),
      schemas.vehicleSchema.parse({
        registration,
        kind: 'tipper',
        capacityKg: 900,
        neededWidthM: 3,
        reverseLimitM: 40,
        hasGps,
      }),
    )
    const { crewId } = await recordCrew(
      t.boss(),
      schemas.crewSchema.parse({
        code: registration,
        kind: 'vehicle',
        people: 2,
        vehicleId,
        walkInLimitM: 80,
        homesLeast: 0,
        homesMost: 500,
        from: '2020-04-01',
      }),
    )
    const { planId } = await t.planOf({ crewId, fromMinute: hasGps ? 700 : 800, toMinute: 900 })
    return (await begin(t, { planId })).roundId
  }
  const blind = await vehicle('XX-01', false)
  assert.equal((await prove(t, blind, { code: 'Q-1' })).refused[0]?.because, 'not-accepted')
  assert.equal((await prove(t, blind, { code: 'Q-1', how: 'scan-photo' })).refused[0]?.because, 'no-photo')
  assert.equal((await prove(t, blind, { code: 'Q-1', how: 'scan-photo', documentId: await aPhoto(t) })).counted, 1)
  const seen = await vehicle('XX-02', true)
  assert.equal((await prove(t, seen, { code: 'Q-1', how: 'gps', point: [77.95015, 23.1001] })).counted, 1)
  assert.equal(
    (await prove(t, seen, { code: 'Q-2', how: 'gps', point: [77.951, 23.1001] })).refused[0]?.because,
    'too-far',
  )
})

test('a festival has a plan of its own on its day; the ordinary one cannot be begun then', async () => {
  const t = await aTown()
  const festival = await t.planOf({ variant: 'festival', fromMinute: 240, toMinute: 400 })
  const beats = async () =>
    (await readBeats(t.town.citizen(null), today)).beats.map((beat) => [
      beat.variant,
      beat.plans.map((plan) => plan.planId),
    ])
  assert.deepEqual(await beats(), [['ordinary', [t.planId]]])
  await setDayVariant(
    t.boss(),
    schemas.dayVariantSchema.parse({
      onDay: today,
      variant: 'festival',
      reason: { en: 'Fair' },
      instrument: 'Order 4',
    }),
  )
  assert.deepEqual(await beats(), [['festival', [festival.planId]]])
  assert.equal((await refusal(begin(t))).message, 'This plan does not hold on that day.')
  assert.ok((await begin(t, { planId: festival.planId })).roundId)
})

test('what was assigned stays as it was on the day, though the plan changes later', async () => {
  const t = await aTown()
  const { roundId } = await begin(t)
  await t.planOf({ from: '2026-03-01', stops: [{ pointId: t.door, manner: 'along' }] })
  assert.equal((await endRound(t.boss(), roundId, at('09:00'))).assignedHouseholds, 97)
})

/** A contract by households, with one clause for the missed and one for days without a round. */
async function aContract(t: Town) {
  const contractorPartyId = await asOwner(db.database, async (owner) => {
    const [row] = await owner.query<{ party_id: number }>(
      `insert into people.parties (tenant_id, kind, life, masked_names) values ($1, 'organisation', 'living', '{"en":"K…"}') returning party_id`,
      [t.town.town.tenantId],
    )
    return row!.party_id
  })
  const deductions = [
    { kind: 'missed-household', clause: '7.2', paise: 1000 },
    { kind: 'round-not-run', clause: '7.1', paise: 50_00, excused: ['strike'] },
  ]
  const given = {
    number: 'SW/1',
    contractorPartyId,
    basis: 'households',
    ratePaise: 200,
    deductions,
    beatIds: [t.beatId],
    instrument: 'Tender 3',
    from: '2026-01-01',
  }
  return (await signContract(t.boss(), schemas.contractSchema.parse(given))).contractId
}

test('the bill follows from the proof: served homes earn, missed homes and a silent day cost, and a running round keeps it open', async () => {
  const t = await aTown()
  const contractId = await aContract(t)
  const { roundId } = await begin(t, { onDay: '2026-03-30', startedAt: at('06:00', '2026-03-30') })
  await prove(t, roundId, { code: 'Q-2', takenAt: at('07:00', '2026-03-30') })
  const period = { from: '2026-03-30', to: '2026-04-01' }
  assert.match((await refusal(raiseBill(t.boss(), contractId, period))).message, /has not been ended/)
  await endRound(t.boss(), roundId, at('09:00', '2026-03-30'))
  const { billId, netPaise } = await raiseBill(t.boss(), contractId, period)
  assert.equal(netPaise, 96 * 200 - 1000 - 50_00)
  const bill = await readBill(t.boss(), billId)
  assert.deepEqual(
    bill.lines.map((line) => [line.kind, line.onDay, line.amountPaise]),
    [
      ['earned', '2026-03-30', 19200],
      ['missed-household', '2026-03-30', -1000],
      ['round-not-run', '2026-03-31', -5000],
    ],
  )
  assert.equal((await refusal(raiseBill(t.boss(), contractId, period))).status, 409)
  assert.equal(
    (await refusal(raiseBill(t.boss(), contractId, { from: '2026-03-31', to: '2026-04-02' }))).details.field,
    'to',
  )
})

test('a line that took something off is disputed with evidence and decided with reasons; the bill itself stays', async () => {
  const t = await aTown()
  const contractId = await aContract(t)
  const { roundId } = await begin(t, { onDay: '2026-03-31', startedAt: at('06:00', '2026-03-31') })
  await prove(t, roundId, { code: 'Q-2', takenAt: at('07:00', '2026-03-31') })
  await endRound(t.boss(), roundId, at('09:00', '2026-03-31'))
  const { billId } = await raiseBill(t.boss(), contractId, { from: '2026-03-31', to: '2026-04-01' })
  const dispute = async (given: object = {}) =>
    disputeBill(
      t.boss(),
      billId,
      schemas.disputeSchema.parse({
        line: 1,
        claim: 'The house was locked',
        claimedPaise: 1000,
        documentId: await aPhoto(t),
        ...given,
      }),
    )
  assert.equal((await refusal(dispute({ line: 0 }))).details.field, 'line')
  assert.equal((await refusal(dispute({ claimedPaise: 1001 }))).details.field, 'claimedPaise')
  assert.equal((await refusal(dispute({ documentId: 999_999 }))).status, 404)
  const { disputeId } = await dispute()
  assert.equal((await refusal(dispute())).status, 409)
  const decide = (given: object) =>
    decideDispute(
      t.boss(),
      disputeId,
      schemas.decideSchema.parse({ decision: 'upheld', reasons: 'The photo shows it', ...given }),
    )
  assert.equal((await refusal(decide({}))).details.field, 'allowedPaise')
  await decide({ allowedPaise: 600 })
  assert.equal((await refusal(decide({ allowedPaise: 600 }))).status, 409)
  const bill = await readBill(t.boss(), billId)
  assert.deepEqual([bill.grossPaise, bill.deductedPaise, bill.allowedPaise, bill.netPaise], [19200, 1000, 600, 18800])
})

test('a load is weighed once by its ticket', async () => {
  const t = await aTown()
  const trip = schemas.tripSchema.parse({
    crewId: t.crewId,
    feederId: t.feederId,
    ticket: 'T-1',
    weighedAt: at('08:00'),
    onDay: today,
    netKg: 140,
    stream: 'wet',
  })
  await weighTrip(t.boss(), trip)
  assert.equal((await refusal(weighTrip(t.boss(), trip))).details.field, 'ticket')
})

test('a bulk generator is one by the rules of the day, and a later statement takes the place of the earlier', async () => {
  const t = await aTown()
  const declare = (given: object) =>
    declareGenerator(
      t.boss(),
      schemas.generatorSchema.parse({ propertyId: t.town.propertyId, declaredOn: today, source: 'declared', ...given }),
    )
  assert.equal((await declare({ wasteKgpd: 100 })).bulk, true)
  assert.equal((await declare({ wasteKgpd: 99, floorSqm: 100 })).bulk, false)
  assert.deepEqual((await readGenerator(t.boss(), t.town.propertyId)).unknown, ['waterLpd'])
  assert.equal((await refusal(declare({}))).details.field, 'wasteKgpd')
})

test('no fee is in force until the town has resolved on it', async () => {
  const t = await aTown()
  assert.equal((await readFees(t.boss())).inForce, null)
  await adoptFees(t.boss(), { pack: 'mp-dewas', instrument: 'Council resolution 20', from: '2026-04-01' })
  assert.equal((await readFees(t.boss())).inForce?.instrument, 'Council resolution 20')
})
