import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, type WorkingCalendar, workingDaysBetween } from '../../kernel/pure.ts'
import { penaltyPaise, readClock } from './rules-clock.ts'
import type { Stretch } from './rules-fold.ts'

const week = (off: number[]): WorkingCalendar => ({
  weeks: [{ validFrom: '2020-01-01', validTo: '2040-01-01', pattern: { off } }],
  holidays: new Set(),
})
const fiveDays = week([6, 7])
const sixDays = week([7])
const from = (day: string): Stretch[] => [{ from: day, to: null }]
const working = (count: number) => ({ count, kind: 'working' as const })
const calendarDays = (count: number) => ({ count, kind: 'calendar' as const })

test('24 working days from Wednesday 1-4-2026 end on 5-5-2026 with five working days a week, on 29-4-2026 with six (BP-35)', () => {
  assert.equal(readClock(from('2026-04-01'), working(24), fiveDays, '2026-04-01').dueOn, '2026-05-05')
  assert.equal(readClock(from('2026-04-01'), working(24), sixDays, '2026-04-01').dueOn, '2026-04-29')
})

test('21 and 14 calendar days from 1-4-2026 end on 22-4-2026 and 15-4-2026 (GR-01, GR-02)', () => {
  assert.equal(readClock(from('2026-04-01'), calendarDays(21), fiveDays, '2026-04-05').dueOn, '2026-04-22')
  assert.equal(readClock(from('2026-04-01'), calendarDays(14), fiveDays, '2026-04-05').dueOn, '2026-04-15')
})

test('late by 1, 5, 20 and 40 days costs 250, 1,250, 5,000 and 5,000 rupees (GR-04)', () => {
  const penalty = { paisePerDay: 25_000, mostPaise: 500_000 }
  assert.deepEqual(
    [0, 1, 5, 20, 40].map((days) => penaltyPaise(penalty, days) / 100),
    [0, 250, 1250, 5000, 5000],
  )
})

test('days while the applicant has the next move are nobody’s: the last day moves on by them', () => {
  const stretches = [
    { from: '2026-04-01', to: '2026-04-03' },
    { from: '2026-04-10', to: null },
  ]
  const clock = readClock(stretches, calendarDays(10), fiveDays, '2026-04-12')
  assert.deepEqual([clock.used, clock.left, clock.dueOn, clock.runs], [4, 6, '2026-04-18', true])
})

test('a clock that stands still has no last day while time is left, and keeps it when it has run out', () => {
  const stopped = [{ from: '2026-04-01', to: '2026-04-03' }]
  assert.deepEqual(readClock(stopped, calendarDays(10), fiveDays, '2026-06-01').dueOn, null)
  assert.deepEqual(readClock(stopped, calendarDays(1), fiveDays, '2026-06-01').dueOn, '2026-04-02')
})

test('without a working week the clock refuses to guess', () => {
  const bare = { weeks: [], holidays: new Set<string>() }
  assert.throws(() => readClock(from('2026-04-01'), working(5), bare, '2026-04-02'), /no working week/)
})

const anyStretches = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })), { minLength: 1, maxLength: 6 })
  .map((gaps) => {
    let day = '2026-04-01'
    return gaps.map(([pause, run]) => {
      const start = addDays(day, pause)
      day = addDays(start, run)
      return { from: start, to: day } as Stretch
    })
  })

test('however often the clock was stopped, the office has exactly its days: one before the last day is in time, one after is late', () => {
  fc.assert(
    fc.property(
      anyStretches,
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(fiveDays, sixDays),
      fc.constantFrom('working' as const, 'calendar' as const),
      (closed, count, calendar, kind) => {
        const last = closed.at(-1)!
        const stretches = [...closed.slice(0, -1), { from: last.from, to: null }]
        const { dueOn } = readClock(stretches, { count, kind }, calendar, last.from)
        assert.ok(dueOn)
        if (dueOn < last.from) return
        const onTime = readClock(stretches, { count, kind }, calendar, dueOn)
        assert.equal(onTime.left, 0)
        let later = addDays(dueOn, 1)
        while (kind === 'working' && workingDaysBetween(calendar, dueOn, later) === 0) later = addDays(later, 1)
        assert.equal(readClock(stretches, { count, kind }, calendar, later).left, -1)
      },
    ),
  )
})

test('time never runs backwards: a later day never leaves more', () => {
  fc.assert(
    fc.property(anyStretches, fc.nat(60), fc.nat(60), (stretches, early, late) => {
      const open = [...stretches, { from: addDays(stretches.at(-1)!.to!, 1), to: null }]
      const leftOn = (days: number) => readClock(open, working(20), sixDays, addDays(open.at(-1)!.from, days)).left
      assert.ok(leftOn(early + late) <= leftOn(early))
    }),
  )
})
