import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { generatorRules, referenceFees } from './fees.ts'
import { billOf, type DayRecord, type Deduction } from './rules-bills.ts'
import {
  type Crew,
  fleetSize,
  homesFault,
  type Lane,
  mannerFault,
  mannerOf,
  manners,
  walkingMinutes,
} from './rules-crews.ts'
import { feeExamples } from './rules-fees.ts'
import { isBulkGenerator } from './rules-generators.ts'
import { type DayVariant, type Plan, plannedIn, plansOn, variantOn } from './rules-plans.ts'
import { acceptedKinds, outcomeOf, proofFault } from './rules-proof.ts'

const handcart: Crew = {
  kind: 'handcart',
  people: 2,
  walkingKmph: 3,
  walkInLimitM: 0,
  homesLeast: 150,
  homesMost: 400,
  vehicle: null,
}
const tipper: Crew = {
  kind: 'vehicle',
  people: 2,
  walkingKmph: null,
  walkInLimitM: 80,
  homesLeast: 400,
  homesMost: 1200,
  vehicle: { neededWidthM: 3, reverseLimitM: 40 },
}
const lane = (given: Partial<Lane> = {}): Lane => ({
  widthM: 4,
  deadEnd: true,
  lengthM: 30,
  turningSpace: false,
  ...given,
})

test('two people with a handcart need no road: every lane is along, however narrow', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.3, max: 9, noNaN: true }), fc.boolean(), fc.nat(500), (widthM, deadEnd, lengthM) => {
      assert.equal(mannerOf(handcart, { widthM, deadEnd, lengthM, turningSpace: false }), 'along')
    }),
  )
  assert.equal(homesFault(handcart, 280), null)
  assert.equal(homesFault(handcart, 401), 'too-many')
  assert.equal(homesFault(handcart, 149), 'too-few')
  assert.equal(walkingMinutes(handcart, { distanceM: 1500, homes: 200, minutesAtHome: 1 }), 130)
})

test('dead ends by vehicle: turn, reverse within the limit, walk in from the mouth, else a bin at the corner', () => {
  assert.equal(mannerOf(tipper, lane({ deadEnd: false })), 'along')
  assert.equal(mannerOf(tipper, lane({ turningSpace: true, lengthM: 500 })), 'turn')
  assert.equal(mannerOf(tipper, lane({ lengthM: 40 })), 'reverse')
  assert.equal(mannerOf(tipper, lane({ lengthM: 41 })), 'walk-in')
  assert.equal(mannerOf(tipper, lane({ lengthM: 81 })), 'corner-bin')
  assert.equal(mannerOf(tipper, lane({ widthM: 2, deadEnd: false, lengthM: 60 })), 'walk-in')
  assert.equal(mannerOf(tipper, lane({ widthM: 2, lengthM: 90 })), 'corner-bin')
})

test('a longer dead end is never easier, and a higher limit never worse', () => {
  const rank = { along: 0, turn: 1, reverse: 2, 'walk-in': 3, 'corner-bin': 4 }
  const aLane = fc.record({
    widthM: fc.double({ min: 1, max: 6, noNaN: true }),
    deadEnd: fc.boolean(),
    lengthM: fc.nat(200),
    turningSpace: fc.boolean(),
  })
  fc.assert(
    fc.property(aLane, fc.nat(50), (given, more) => {
      assert.ok(
        rank[mannerOf(tipper, { ...given, lengthM: given.lengthM + more })] >= rank[mannerOf(tipper, given)],
        'longer',
      )
      const farther = { ...tipper, walkInLimitM: tipper.walkInLimitM + more }
      assert.ok(rank[mannerOf(farther, given)] <= rank[mannerOf(tipper, given)], 'farther')
    }),
  )
})

test('a plan may do worse than the lane allows, never better', () => {
  assert.equal(mannerFault(tipper, lane({ lengthM: 60 }), 'reverse'), 'walk-in')
  assert.equal(mannerFault(tipper, lane({ lengthM: 60 }), 'turn'), null)
  assert.equal(mannerFault(tipper, lane({ lengthM: 30 }), 'along'), 'reverse')
  assert.equal(mannerFault(tipper, lane({ widthM: 2, lengthM: 90 }), 'turn'), 'corner-bin')
  assert.equal(mannerFault(tipper, lane({ lengthM: 30 }), 'corner-bin'), null)
  fc.assert(
    fc.property(fc.constantFrom(...manners), fc.nat(300), fc.boolean(), (planned, lengthM, deadEnd) => {
      assert.equal(mannerFault(handcart, { widthM: 1, lengthM, deadEnd }, planned), null)
    }),
  )
})

test('ten thousand people need six e-rickshaws', () => {
  const need = { people: 10_000, kgEachADay: 0.45, everyDays: 1, capacityKg: 400, tripsADay: 3, utilisation: 0.7 }
  assert.equal(fleetSize(need), 6)
  assert.equal(fleetSize({ ...need, people: 28_000, utilisation: 1, kgEachADay: 0.3 }), 7, 'exactly seven is seven')
  assert.throws(() => fleetSize({ ...need, tripsADay: 0 }), RangeError)
})

const generates = (floorSqm: number | null, waterLpd: number | null, wasteKgpd: number | null, day = '2026-04-01') =>
  isBulkGenerator(generatorRules(), { floorSqm, waterLpd, wasteKgpd }, day)

test('a bulk generator since April 2026: 20,000 square metres, 40,000 litres or 100 kilograms, each alone and each inclusive', () => {
  assert.equal(generates(20_000, null, null).bulk, true)
  assert.equal(generates(19_999, 39_999, 99).bulk, false)
  assert.deepEqual(generates(null, 40_000, null).met, ['waterLpd'])
  assert.deepEqual(generates(null, null, 5).unknown, ['floorSqm', 'waterLpd'])
})

test('exactly 100 kilograms a day is one under the rules of 2026 and none under those of 2016', () => {
  assert.equal(generates(null, null, 100).bulk, true)
  assert.equal(generates(null, null, 100, '2026-03-31').bulk, false)
  assert.equal(generates(null, null, 100.01, '2026-03-31').bulk, true)
  assert.equal(generates(50_000, null, 5, '2026-03-31').bulk, false)
  assert.throws(() => generates(1, 1, 1, '2010-01-01'), /No rule/)
})

test('every fee pack proves its own examples, and what the source leaves open is refused', () => {
  for (const file of referenceFees().values()) assert.deepEqual(feeExamples.failed(file), [], file.pack.pack)
})

const plan = (given: Partial<Plan>): Plan => ({
  planId: 1,
  beatId: 1,
  variant: 'ordinary',
  weekdays: [1, 2, 3, 4, 5, 6],
  fromMinute: 360,
  validFrom: '2026-01-01',
  validTo: '9999-12-31',
  ...given,
})
const wednesday = '2026-11-25'

test('festival, strike and rain take the place of the ordinary plan where they have one of their own', () => {
  const plans = [
    plan({}),
    plan({ planId: 2, variant: 'festival', weekdays: [3], fromMinute: 300 }),
    plan({ planId: 3, beatId: 2 }),
  ]
  const days: DayVariant[] = [{ onDay: wednesday, beatId: null, variant: 'festival' }]
  const ids = (beatId: number, day: string, list = days) => plansOn(plans, list, beatId, day).map((each) => each.planId)
  assert.deepEqual(ids(1, wednesday), [2])
  assert.deepEqual(ids(2, wednesday), [3], 'no festival plan: a day like any other')
  assert.deepEqual(ids(1, '2026-11-26'), [1])
  assert.deepEqual(ids(1, '2026-11-29'), [], 'a Sunday')
  assert.equal(variantOn([...days, { onDay: wednesday, beatId: 1, variant: 'rain' }], 1, wednesday), 'rain')
  assert.deepEqual(
    plannedIn(plans, days, [1], { from: wednesday, to: '2026-11-27' }).map((each) => each.planId),
    [2, 1],
  )
})

test('what counts as proof: a scan on foot, scan or place with GPS, scan and photo without', () => {
  assert.deepEqual(acceptedKinds({ kind: 'handcart', hasGps: false }), ['scan', 'scan-photo'])
  assert.deepEqual(acceptedKinds({ kind: 'vehicle', hasGps: false }), ['scan-photo'])
  const round = { startedAt: 100, endedAt: 200, pointIds: new Set([1]) }
  const proof = { pointId: 1, how: 'gps' as const, takenAt: 150, distanceM: 20, hasPhoto: false }
  const fault = (given: object, carrier = { kind: 'vehicle' as const, hasGps: true }) =>
    proofFault({ ...proof, ...given }, carrier, round, { withinM: 30 })
  assert.equal(fault({}), null)
  assert.equal(fault({ distanceM: 30 }), null)
  assert.equal(fault({ distanceM: 31 }), 'too-far')
  assert.equal(fault({ distanceM: null }), 'no-place')
  assert.equal(fault({ pointId: 2 }), 'not-assigned')
  assert.equal(fault({ takenAt: 201 }), 'outside-the-round')
  assert.equal(fault({ how: 'scan' }, { kind: 'vehicle', hasGps: false }), 'not-accepted')
  assert.equal(fault({ how: 'scan-photo' }, { kind: 'vehicle', hasGps: false }), 'no-photo')
  assert.equal(fault({ how: 'scan-photo', hasPhoto: true }, { kind: 'vehicle', hasGps: false }), null)
})

test('missed is what was assigned less what was proved, and only once the round is over', () => {
  const assigned = fc.uniqueArray(fc.record({ pointId: fc.nat(60), households: fc.nat(40) }), {
    selector: (each) => each.pointId,
    maxLength: 30,
  })
  fc.assert(
    fc.property(assigned, fc.array(fc.nat(60)), fc.boolean(), (stops, proofs, isOver) => {
      const proved = new Set(proofs)
      const found = outcomeOf(stops, proved, isOver)
      if (!isOver) return assert.equal(found.missed, null)
      assert.deepEqual(
        new Set(found.missed),
        new Set(stops.map((each) => each.pointId).filter((id) => !proved.has(id))),
      )
      const missedHomes = stops
        .filter((each) => found.missed!.includes(each.pointId))
        .reduce((sum, each) => sum + each.households, 0)
      assert.equal(found.servedHouseholds + missedHomes, found.assignedHouseholds)
    }),
  )
})

const day = (given: Partial<DayRecord> = {}): DayRecord => ({
  onDay: wednesday,
  beatId: 1,
  assignedHouseholds: 100,
  servedHouseholds: 90,
  notRunBecause: null,
  trips: [],
  ...given,
})

test('households, tonnes or trips, less what the clauses of the contract take off', () => {
  const missed: Deduction = { kind: 'missed-household', clause: '7.2', paise: 500, allowed: 4 }
  const bill = billOf({ basis: 'households', ratePaise: 300, deductions: [missed] }, [day()])
  assert.deepEqual([bill.grossPaise, bill.deductedPaise, bill.netPaise], [270_00, 30_00, 240_00])
  assert.equal(bill.lines[1]?.clause, '7.2')
  const loads = [
    { netKg: 812.5, hasPaper: true },
    { netKg: 640, hasPaper: false },
  ]
  assert.equal(
    billOf({ basis: 'tonnes', ratePaise: 1_000_00, deductions: [] }, [day({ trips: loads })]).netPaise,
    1452_50,
  )
  const bare: Deduction = { kind: 'unproved-trip', clause: '7.4', paise: 200_00 }
  assert.equal(
    billOf({ basis: 'trips', ratePaise: 600_00, deductions: [bare] }, [day({ trips: loads })]).netPaise,
    1000_00,
  )
})

test('a round that was not run is one clause, a strike excuses it, and coverage is compared as whole numbers', () => {
  const notRun: Deduction = { kind: 'round-not-run', clause: '7.1', paise: 1000_00, excused: ['strike'] }
  const off = (because: string) =>
    billOf({ basis: 'households', ratePaise: 300, deductions: [notRun] }, [
      day({ servedHouseholds: 100, assignedHouseholds: 100 }),
      day({ servedHouseholds: 100, assignedHouseholds: 100 }),
      day({ servedHouseholds: 100, assignedHouseholds: 100 }),
      day({ servedHouseholds: 100, assignedHouseholds: 100 }),
      day({ notRunBecause: because, servedHouseholds: 0, assignedHouseholds: 0 }),
    ]).deductedPaise
  assert.deepEqual([off('breakdown'), off('strike'), off('no-record')], [1000_00, 0, 1000_00])
  const coverage: Deduction = {
    kind: 'coverage-below',
    clause: '8',
    below: { numerator: 9, denominator: 10 },
    part: { numerator: 1, denominator: 20 },
  }
  const cover = (served: number) =>
    billOf({ basis: 'households', ratePaise: 300, deductions: [coverage] }, [day({ servedHouseholds: served })])
      .deductedPaise
  assert.deepEqual([cover(90), cover(89)], [0, Math.floor((89 * 300) / 20)])
})

test('whatever the clauses, lines sum to the bill, nothing is taken that was not earned, and more service never pays less', () => {
  const aDay = fc.record({
    assigned: fc.nat(400),
    part: fc.nat(100),
    off: fc.constantFrom(null, 'breakdown', 'strike'),
    loads: fc.array(fc.record({ netKg: fc.integer({ min: 1, max: 2000 }), hasPaper: fc.boolean() }), { maxLength: 3 }),
  })
  const clauses: Deduction[] = [
    { kind: 'missed-household', clause: '1', paise: 900, allowed: 2 },
    { kind: 'round-not-run', clause: '2', paise: 700_00, excused: ['strike'] },
    {
      kind: 'coverage-below',
      clause: '3',
      below: { numerator: 95, denominator: 100 },
      part: { numerator: 1, denominator: 10 },
    },
    { kind: 'unproved-trip', clause: '4', paise: 50_00 },
  ]
  fc.assert(
    fc.property(
      fc.array(aDay, { maxLength: 8 }),
      fc.constantFrom('households', 'tonnes', 'trips'),
      fc.subarray(clauses),
      (given, basis, deductions) => {
        const days = given.map(({ assigned, part, off, loads }) =>
          day({
            assignedHouseholds: assigned,
            servedHouseholds: off ? 0 : Math.floor((assigned * part) / 100),
            notRunBecause: off,
            trips: off ? [] : loads,
          }),
        )
        const contract = { basis: basis as 'households', ratePaise: 250, deductions }
        const bill = billOf(contract, days)
        assert.equal(
          bill.lines.reduce((sum, line) => sum + line.amountPaise, 0),
          bill.netPaise,
        )
        assert.ok(bill.netPaise >= 0 && bill.deductedPaise <= bill.grossPaise, 'never below nothing')
        const better = days.map((each) =>
          each.notRunBecause ? each : { ...each, servedHouseholds: each.assignedHouseholds },
        )
        assert.ok(billOf(contract, better).netPaise >= bill.netPaise, 'all served pays at least as much')
      },
    ),
  )
})
