import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '../../kernel/pure.ts'
import {
  isContinuous,
  leakMethod,
  nextSupply,
  nightFlowKlPerHour,
  type SupplyChange,
  type SupplySlot,
  suppliesOn,
} from './rules-supply.ts'

const slot = (given: Partial<SupplySlot> = {}): SupplySlot => ({
  slotId: 1,
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  everyDays: null,
  countedFrom: null,
  fromMinute: 370,
  toMinute: 430,
  validFrom: '2026-01-01',
  validTo: '9999-12-31',
  ...given,
})
const wednesday = '2026-11-25'

test('water at 6:10: the next slot, the running one, and the first of tomorrow', () => {
  const at = (minute: number) => nextSupply([slot()], [], { day: wednesday, minute })
  assert.deepEqual([at(300)?.day, at(300)?.fromMinute, at(300)?.running], [wednesday, 370, false])
  assert.equal(at(370)?.running, true)
  assert.equal(at(429)?.running, true)
  assert.deepEqual([at(430)?.day, at(430)?.running], ['2026-11-26', false])
})

test('every other day counts on over months, and a slot over midnight still runs the day after', () => {
  const other = slot({ weekdays: null, everyDays: 2, countedFrom: '2026-11-24' })
  assert.equal(nextSupply([other], [], { day: wednesday, minute: 0 })?.day, '2026-11-26')
  const night = slot({ weekdays: [2], fromMinute: 1380, toMinute: 1500 })
  assert.deepEqual(nextSupply([night], [], { day: wednesday, minute: 30 }), {
    slotId: 1,
    day: '2026-11-24',
    fromMinute: 1380,
    toMinute: 1500,
    changed: false,
    running: true,
  })
})

test('a day that differs: cancelled, moved, extra', () => {
  const change = (given: Partial<SupplyChange>): SupplyChange => ({
    slotId: 1,
    onDay: wednesday,
    kind: 'cancelled',
    fromMinute: null,
    toMinute: null,
    ...given,
  })
  const next = (...changes: SupplyChange[]) => nextSupply([slot()], changes, { day: wednesday, minute: 0 })
  assert.equal(next(change({}))?.day, '2026-11-26')
  assert.equal(next(change({ slotId: null }))?.day, '2026-11-26')
  assert.deepEqual([next(change({ kind: 'moved', fromMinute: 600, toMinute: 660 }))?.fromMinute, 600], [600, 600])
  const extra = next(change({ slotId: null }), change({ slotId: null, kind: 'extra', fromMinute: 900, toMinute: 960 }))
  assert.deepEqual([extra?.day, extra?.fromMinute, extra?.slotId], [wednesday, 900, null])
})

test('without a slot there is no next supply, and after the last day of one neither', () => {
  assert.equal(nextSupply([], [], { day: wednesday, minute: 0 }), null)
  assert.equal(nextSupply([slot({ validTo: '2026-11-25' })], [], { day: wednesday, minute: 0 }), null)
})

const aSlot = fc
  .record({
    weekdays: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), { nil: null }),
    everyDays: fc.integer({ min: 1, max: 20 }),
    fromMinute: fc.integer({ min: 0, max: 1439 }),
    long: fc.integer({ min: 1, max: 1440 }),
    starts: fc.integer({ min: -30, max: 10 }),
  })
  .map(({ weekdays, everyDays, fromMinute, long, starts }) =>
    slot({
      weekdays,
      everyDays: weekdays ? null : everyDays,
      countedFrom: weekdays ? null : addDays(wednesday, starts),
      fromMinute,
      toMinute: fromMinute + long,
    }),
  )

test('the next supply is what one finds by looking at every minute to come', () => {
  fc.assert(
    fc.property(fc.array(aSlot, { maxLength: 3 }), fc.integer({ min: 0, max: 1439 }), (slots, minute) => {
      const found = nextSupply(slots, [], { day: wednesday, minute })
      const running = (at: number) => {
        for (const ahead of [-1, 0])
          for (const supply of suppliesOn(slots, [], addDays(wednesday, ahead + Math.floor(at / 1440)))) {
            const local = (at % 1440) - ahead * 1440
            if (supply.fromMinute <= local && local < supply.toMinute) return true
          }
        return false
      }
      let at = minute
      while (at < 40 * 1440 && !running(at)) at++
      if (at >= 40 * 1440) return assert.equal(found, null)
      const day = (Date.parse(found!.day) - Date.parse(wednesday)) / 86_400_000
      const begins = day * 1440 + found!.fromMinute
      assert.equal(found!.running, at === minute)
      if (found!.running) assert.ok(begins <= minute && day * 1440 + found!.toMinute > minute, 'it runs now')
      else assert.equal(begins, at)
    }),
    { numRuns: 60 },
  )
})

test('continuous is every minute of the week, by one slot or by several that meet', () => {
  assert.equal(isContinuous([slot({ fromMinute: 0, toMinute: 1440 })], wednesday), true)
  assert.equal(isContinuous([slot({ fromMinute: 300, toMinute: 1740 })], wednesday), true)
  assert.equal(
    isContinuous(
      [slot({ fromMinute: 0, toMinute: 720 }), slot({ slotId: 2, fromMinute: 720, toMinute: 1440 })],
      wednesday,
    ),
    true,
  )
  assert.equal(isContinuous([slot({ fromMinute: 0, toMinute: 1439 })], wednesday), false)
  assert.equal(isContinuous([slot({ weekdays: [1, 2, 3, 4, 5, 6], fromMinute: 0, toMinute: 1440 })], wednesday), false)
  assert.equal(isContinuous([], wednesday), false)
})

test('no slot, no inference of leaks; night flow only where supply is continuous', () => {
  const flows = [{ day: wednesday, fromMinute: 120, toMinute: 180, volumeKl: 6 }]
  assert.deepEqual(leakMethod([], wednesday), { method: null, because: 'no-slot' })
  assert.deepEqual(leakMethod([slot({ validTo: '2026-11-01' })], wednesday), { method: null, because: 'no-slot' })
  assert.equal(leakMethod([slot()], wednesday).method, 'slot-balance')
  assert.equal(nightFlowKlPerHour([slot()], flows, wednesday), null)
  const always = [slot({ fromMinute: 0, toMinute: 1440 })]
  assert.equal(leakMethod(always, wednesday).method, 'night-flow')
  assert.equal(nightFlowKlPerHour(always, flows, wednesday), 6)
  assert.equal(nightFlowKlPerHour(always, [{ ...flows[0]!, fromMinute: 600, toMinute: 660 }], wednesday), null)
})
