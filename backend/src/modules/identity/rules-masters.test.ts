import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '../../kernel/pure.ts'
import { type MasterLevel, nearestLevel, type Period, planMaster, stateLevel } from './rules-masters.ts'

const level = (scope: MasterLevel['scope']): MasterLevel => ({
  scope,
  value: scope,
  instrument: 'x',
  validFrom: '2020-01-01',
  validTo: null,
})

test('the nearest to the town counts, whatever the order in which they come', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(['nation', 'state', 'class', 'ulb'] as const), (scopes) => {
      const levels = scopes.map(level)
      const wanted = (['ulb', 'class', 'state', 'nation'] as const).find((scope) => scopes.includes(scope)) ?? null
      assert.equal(nearestLevel(levels)?.scope ?? null, wanted)
      const above = (['state', 'nation'] as const).find((scope) => scopes.includes(scope)) ?? null
      assert.equal(stateLevel(levels)?.scope ?? null, above)
    }),
  )
})

const from = (validFrom: string, validTo: string | null = null): Period => ({ validFrom, validTo })

test('a new value ends the one that runs on its first day', () => {
  const running = from('2020-04-01')
  assert.deepEqual(planMaster([running], [], from('2026-04-01')), { fault: null, cut: running })
  assert.deepEqual(planMaster([], [], from('2026-04-01')), { fault: null, cut: null })
  assert.deepEqual(planMaster([from('2020-04-01', '2026-04-01')], [], from('2026-04-01')), { fault: null, cut: null })
})

test('a value that reaches into a later one, or begins on its day, is an overlap', () => {
  const own = [from('2020-04-01', '2027-04-01'), from('2027-04-01')]
  assert.deepEqual(planMaster(own, [], from('2026-04-01')), { fault: 'overlap', field: 'to', at: '2027-04-01' })
  assert.deepEqual(planMaster(own, [], from('2027-04-01')), { fault: 'overlap', field: 'from', at: '2027-04-01' })
  assert.equal(planMaster(own, [], from('2026-04-01', '2027-04-01')).fault, null)
})

test('a day without any value is a gap, unless the town inherits one for it', () => {
  const own = [from('2020-04-01', '2026-04-01')]
  assert.deepEqual(planMaster(own, [], from('2026-05-01')), { fault: 'gap', field: 'from', at: '2026-04-01' })
  assert.equal(planMaster(own, [from('2019-01-01')], from('2026-05-01')).fault, null)
  assert.deepEqual(planMaster([from('2020-04-01')], [], from('2026-04-01', '2027-04-01')), {
    fault: 'gap',
    field: 'to',
    at: '2027-04-01',
  })
  assert.equal(planMaster([from('2020-04-01')], [from('2019-01-01')], from('2026-04-01', '2027-04-01')).fault, null)
})

test('an empty period is refused', () => {
  assert.throws(() => planMaster([], [], from('2026-04-01', '2026-04-01')), {
    details: { field: 'to', got: '2026-04-01' },
  })
})

test('however values are set, those that are let through never overlap and leave no day out', () => {
  const span = fc.record({ start: fc.nat(40), days: fc.option(fc.integer({ min: 1, max: 30 })) })
  fc.assert(
    fc.property(fc.array(span, { maxLength: 12 }), (spans) => {
      const rows: { start: number; end: number }[] = []
      const day = (at: number) => addDays('2026-01-01', at)
      const asPeriod = ({ start, end }: { start: number; end: number }) =>
        from(day(start), end === 99 ? null : day(end))
      for (const { start, days } of spans) {
        const next = { start, end: days === null ? 99 : start + days }
        const own = rows.map(asPeriod)
        const plan = planMaster(own, [], asPeriod(next))
        if (plan.fault) continue
        if (plan.cut) rows[own.indexOf(plan.cut)]!.end = start
        rows.push(next)
      }
      rows.sort((a, b) => a.start - b.start)
      for (let at = 1; at < rows.length; at++) assert.equal(rows[at]!.start, rows[at - 1]!.end)
    }),
  )
})
