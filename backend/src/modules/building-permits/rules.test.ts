/** The pure rules of the room, and its three tables. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { faultsOf, type Workflow } from '../workflow/rules.ts'
import { excessOf } from './rules-deviation.ts'
import { faultsOfLayout } from './rules-layout.ts'
import { conditionsOfSite, isCovered, isMetBy, parcelsOfSite } from './rules-site.ts'
import { unfitFor } from './rules-technical.ts'
import { monthsLater } from './rules-validity.ts'
import { completionWorkflow, layoutWorkflow, permitWorkflow } from './workflow.ts'

test('the three tables have no dead end, no dead action and no lacking word', () => {
  for (const workflow of [permitWorkflow, layoutWorkflow, completionWorkflow])
    assert.deepEqual(faultsOf(workflow as unknown as Workflow), [], workflow.service)
})

test('a change of architect is possible wherever a case is open, and never moves it', () => {
  for (const workflow of [permitWorkflow, layoutWorkflow] as unknown as Workflow[]) {
    for (const action of ['name-professional', 'release-professional']) assert.equal(workflow.actions[action]!.to, null)
    for (const [status, facts] of Object.entries(workflow.statuses))
      if (facts.stage !== 'closed')
        assert.ok(workflow.next[status]!.includes('name-professional'), `${workflow.service} ${status}`)
  }
})

test('every office step that gives something asks whether an order stops it', () => {
  const given = [
    'sanction',
    'sanction-revision',
    'commence',
    'extend',
    'revalidate',
    'transfer',
    'accept-surrender',
    'submit',
    'grant',
    'complete-layout',
  ]
  for (const workflow of [permitWorkflow, layoutWorkflow, completionWorkflow] as unknown as Workflow[])
    for (const action of given.filter((each) => workflow.actions[each]))
      assert.ok(workflow.actions[action]!.stoppedBy, `${workflow.service} ${action}`)
})

const under = (parcelId: number, areaSqm: number, commonSqm: number, level = 'municipal-plot') => ({
  parcelId,
  level,
  areaSqm,
  commonSqm,
})

test('a site takes its parcels from the level that covers it, the town’s own before the khasra', () => {
  const both = [under(1, 400, 400), under(9, 9000, 400, 'revenue-khasra')]
  assert.deepEqual(parcelsOfSite(400, both).level, 'municipal-plot')
  assert.deepEqual(
    parcelsOfSite(800, [under(1, 400, 400), under(9, 9000, 800, 'revenue-khasra')]).level,
    'revenue-khasra',
  )
  assert.equal(parcelsOfSite(400, []).level, null)
})

test('what the line of a drawing leaves over is no part: a hundredth, or half a square metre', () => {
  const partOf = (areaSqm: number, commonSqm: number) =>
    parcelsOfSite(commonSqm, [under(1, areaSqm, commonSqm)]).parcels[0]!.part
  assert.deepEqual([partOf(400, 396), partOf(400, 395.9)], ['whole', 'part'])
  assert.deepEqual([partOf(20, 19.5), partOf(20, 19.4)], ['whole', 'part'])
  assert.deepEqual([isCovered(400, 396), isCovered(400, 395.9)], [true, false])
})

test('whatever lies under a site, its conditions are met exactly when lineage leaves nothing to do', () => {
  const parcel = fc.record({
    areaSqm: fc.double({ min: 10, max: 1e4, noNaN: true }),
    share: fc.double({ min: 0.05, max: 1, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.array(parcel, { minLength: 1, maxLength: 5 }), (list) => {
      const found = parcelsOfSite(
        list.reduce((sum, each) => sum + each.areaSqm * each.share, 0),
        list.map((each, at) => under(at + 1, each.areaSqm, each.areaSqm * each.share)),
      )
      const wanted = conditionsOfSite(found.parcels)
      for (const kind of ['amalgamation', 'sub-division'] as const)
        if (found.parcels.length) assert.equal(isMetBy(kind, found), !wanted.includes(kind), kind)
    }),
  )
})

const architect = {
  kind: 'architect',
  class: null,
  number: 'CA/2010/1',
  validFrom: '2020-01-01',
  validTo: '2026-03-31',
  endedOn: null,
} as const

test('an architect signs to the last day of the registration, whatever the size', () => {
  const work = { plotSqm: 1e6, heightM: 300, floors: 90 }
  assert.deepEqual(unfitFor(architect, null, work, '2026-03-31'), [])
  assert.deepEqual(unfitFor(architect, null, work, '2026-04-01'), [{ because: 'expired', day: '2026-03-31' }])
  assert.deepEqual(unfitFor({ ...architect, endedOn: '2026-02-01' }, null, work, '2026-02-01'), [
    { because: 'ended', day: '2026-02-01' },
  ])
})

test('what an application does not say is not within the limit of a class', () => {
  const licensed = { ...architect, kind: 'licensed', class: 'b' } as const
  const limits = { plotSqm: 500, heightM: 9, floors: null }
  assert.deepEqual(unfitFor(licensed, limits, { plotSqm: 500, heightM: 9, floors: 40 }, '2026-01-01'), [])
  assert.equal(unfitFor(licensed, limits, { plotSqm: 500.01, heightM: null, floors: 1 }, '2026-01-01').length, 2)
})

test('deviation at occupancy: nothing at the tolerance, the whole excess beyond it', () => {
  assert.equal(excessOf(100, 105, 0.05), 0)
  assert.ok(Math.abs(excessOf(100, 108, 0.05) - 8) < 1e-9, String(excessOf(100, 108, 0.05)))
  assert.equal(excessOf(100, 99, 0.05), 0)
})

test('a permit of months ends the day before', () => {
  assert.equal(monthsLater('2026-04-01', 36), '2029-03-31')
  assert.equal(monthsLater('2026-01-31', 1), '2026-02-27')
})

test('a sound layout has no fault, and each fault is found alone', () => {
  const parts = [
    { use: 'plot', number: '1', areaSqm: 100 },
    { use: 'road', number: null, areaSqm: 50 },
  ] as const
  const ground = { overlaps: [], outsideSqm: 0, gapSqm: 0, withRoad: new Set([1]) }
  assert.deepEqual(faultsOfLayout(parts, 150, ground), [])
  assert.deepEqual(faultsOfLayout(parts, 150, { ...ground, withRoad: new Set() }), [{ fault: 'no-way-to-it', part: 1 }])
  assert.deepEqual(faultsOfLayout(parts, 150, { ...ground, gapSqm: 5 }), [{ fault: 'gap', sqm: 5 }])
  const overlaps = [{ one: 1, other: 2, sqm: 0.02 }]
  assert.deepEqual(faultsOfLayout(parts, 150, { ...ground, overlaps }), [
    { fault: 'overlap', parts: [1, 2], sqm: 0.02 },
  ])
})
