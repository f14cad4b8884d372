import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '../../kernel/pure.ts'
import { type ChangePlan, endless, type HeldRow, isBefore, planChange, planEnd } from './rules-versions.ts'

/** A row with its facts and both of its record times, as the table holds it. */
type Stored = HeldRow & { supersededAt: string; facts: Record<string, number> }

const start = '2020-01-01'
const day = (offset: number) => (offset >= 1000 ? endless : addDays(start, offset))
const forEver = '9999-12-31T00:00:00.000Z'

function apply(table: Stored[], plan: ChangePlan, patch: Record<string, number>): Stored[] {
  let next = table.length
  const closed = table.map((row) => (plan.close.includes(row.rowId) ? { ...row, supersededAt: plan.moment } : row))
  const added = plan.insert.map((row) => {
    const base = table.find((other) => other.rowId === row.copyOf)!
    return {
      rowId: ++next,
      validFrom: row.validFrom,
      validTo: row.validTo,
      recordedAt: plan.moment,
      supersededAt: forEver,
      facts: row.changed ? { ...base.facts, ...patch } : base.facts,
    }
  })
  return [...closed, ...added]
}

const onRecord = (table: Stored[], moment: string) =>
  table.filter((row) => row.recordedAt <= moment && moment < row.supersededAt)
const heldOn = (table: Stored[], moment: string, lawDay: string) =>
  onRecord(table, moment).filter((row) => !isBefore(lawDay, row.validFrom) && isBefore(lawDay, row.validTo))

const changes = fc.array(
  fc.record({
    from: fc.integer({ min: -20, max: 120 }),
    length: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constant(5000)),
    key: fc.constantFrom('number', 'area', 'use'),
    value: fc.integer(),
    end: fc.boolean(),
    wait: fc.integer({ min: 1, max: 5 }),
  }),
  { minLength: 1, maxLength: 8 },
)

function first(): Stored[] {
  const recordedAt = '2020-06-01T00:00:00.000Z'
  return [{ rowId: 1, validFrom: start, validTo: endless, recordedAt, supersededAt: forEver, facts: { number: 1 } }]
}

test('After any changes no day in law has two answers, at any moment of record, and what was known before is still known so', () => {
  fc.assert(
    fc.property(changes, (list) => {
      let table = first()
      const moments = [table[0]!.recordedAt]
      const remembered: { moment: string; answers: string }[] = []
      const answersAt = (moment: string) =>
        JSON.stringify(
          Array.from({ length: 130 }, (_, at) => heldOn(table, moment, day(at - 5)).map((row) => row.facts)),
        )
      for (const { from, length, key, value, end, wait } of list) {
        const now = new Date(Date.parse(moments.at(-1)!) + wait)
        const period = { from: day(from), to: day(from + length) }
        const rows = onRecord(table, '9999-01-01T00:00:00.000Z')
        let plan: ChangePlan
        try {
          plan = end ? planEnd(rows, period, now) : planChange(rows, period, now)
        } catch (error) {
          assert.equal((error as { status: number }).status, 409)
          continue
        }
        remembered.push({ moment: new Date(Date.parse(plan.moment) - 1).toISOString(), answers: '' })
        remembered.at(-1)!.answers = answersAt(remembered.at(-1)!.moment)
        table = apply(table, plan, { [key]: value })
        moments.push(plan.moment)
        for (const each of remembered) assert.equal(answersAt(each.moment), each.answers)
      }
      for (const row of table) assert.ok(row.recordedAt < row.supersededAt, 'a record has no empty life')
      for (const moment of moments)
        for (let at = -25; at < 130; at++)
          assert.ok(heldOn(table, moment, day(at)).length <= 1, 'two answers for one day')
    }),
    { numRuns: 300 },
  )
})

test('A change without an end leaves no gap: every day that had an answer still has one', () => {
  fc.assert(
    fc.property(changes, (list) => {
      let table = first()
      let now = '2020-06-01T00:00:00.000Z'
      for (const { from, length, key, value } of list) {
        const rows = onRecord(table, '9999-01-01T00:00:00.000Z')
        try {
          const plan = planChange(rows, { from: day(from), to: day(from + length) }, new Date(now))
          table = apply(table, plan, { [key]: value })
          now = plan.moment
        } catch (error) {
          assert.equal((error as { status: number }).status, 409)
        }
      }
      for (let at = 0; at < 200; at++) assert.equal(heldOn(table, now, day(at)).length, 1)
    }),
  )
})

test('A renumbering from an earlier day keeps the area that a later survey found', () => {
  let table = first()
  table = apply(table, planChange(table, { from: '2022-01-01', to: endless }, new Date('2022-02-01')), { area: 9 })
  const known = onRecord(table, forEver.replace('31', '30'))
  table = apply(table, planChange(known, { from: '2021-01-01', to: endless }, new Date('2023-01-01')), { number: 2 })
  const now = '2024-01-01T00:00:00.000Z'
  const facts = (lawDay: string) => heldOn(table, now, lawDay).map((row) => row.facts)
  assert.deepEqual(facts('2020-12-31'), [{ number: 1 }])
  assert.deepEqual(facts('2021-06-01'), [{ number: 2 }])
  assert.deepEqual(facts('2023-06-01'), [{ number: 2, area: 9 }])
  assert.deepEqual(
    heldOn(table, '2022-06-01T00:00:00.000Z', '2021-06-01').map((row) => row.facts),
    [{ number: 1 }],
  )
})

test('Two changes in one millisecond, or a clock that was set back, still give every record a life', () => {
  let table = first()
  for (const number of [2, 3, 4]) {
    const rows = onRecord(table, forEver.replace('31', '30'))
    table = apply(table, planChange(rows, { from: start, to: endless }, new Date('2020-05-31T23:59:59Z')), { number })
  }
  assert.ok(table.every((row) => row.recordedAt < row.supersededAt))
  assert.deepEqual(
    onRecord(table, forEver.replace('31', '30')).map((row) => row.facts),
    [{ number: 4 }],
  )
})

test('A change before anything existed, or of no length, is refused', () => {
  const rows = first()
  assert.throws(() => planChange(rows, { from: '2010-01-01', to: '2011-01-01' }, new Date()), { status: 409 })
  assert.throws(() => planEnd(rows, { from: '2021-01-01', to: '2021-01-01' }, new Date()), { status: 400 })
})
