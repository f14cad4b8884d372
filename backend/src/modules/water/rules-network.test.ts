import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { consumptionKl } from './rules-meters.ts'
import { isolate, reachedFrom, segmentOfPipe, segmentsOf } from './rules-network.ts'
import { cluster, exceeded, ordinaryIncidentRule } from './rules-quality.ts'

/** R ─1─ A ─2─ B ─3─ C, with a loop A ─4─ D ─5─ C. */
const pipes = [
  { id: 1, from: 10, to: 11 },
  { id: 2, from: 11, to: 12 },
  { id: 3, from: 12, to: 13 },
  { id: 4, from: 11, to: 14 },
  { id: 5, from: 14, to: 13 },
]

test('valves part the network: a pipe with a valve at both ends is a segment of its own', () => {
  const valves = [
    { pipe: 2, node: 11 },
    { pipe: 2, node: 12 },
  ]
  assert.deepEqual(segmentOfPipe(pipes, valves, 2), { pipes: [2], nodes: [], valves: [0, 1] })
  assert.equal(segmentOfPipe(pipes, valves, 99), null)
  assert.equal(segmentsOf(pipes, []).length, 1)
})

test('shutting off one side of a loop leaves the other side fed; shutting the only main leaves all dry', () => {
  const valves = [
    { pipe: 2, node: 11 },
    { pipe: 3, node: 13 },
    { pipe: 1, node: 11 },
  ]
  const side = isolate(pipes, valves, [10], 2)
  assert.deepEqual(side?.lostNodes, [12])
  assert.deepEqual(side?.closeValves, [0, 1])
  assert.deepEqual(isolate(pipes, valves, [10], 4)?.lostNodes.sort(), [11, 12, 13, 14])
  assert.deepEqual(isolate(pipes, valves, [10], 1)?.lostNodes.sort(), [10, 11, 12, 13, 14])
})

test('a trace goes through open pipes both ways and through a check valve one way', () => {
  const oneWay = [
    { id: 1, from: 1, to: 2, oneWay: true },
    { id: 2, from: 2, to: 3 },
    { id: 3, from: 3, to: 4, closed: true },
  ]
  assert.deepEqual([...reachedFrom(oneWay, [1], 'downstream').nodes], [1, 2, 3])
  assert.deepEqual([...reachedFrom(oneWay, [3], 'downstream').nodes], [3, 2])
  assert.deepEqual([...reachedFrom(oneWay, [3], 'upstream').nodes], [3, 2, 1])
})

const aNetwork = fc
  .tuple(
    fc.array(fc.tuple(fc.nat(15), fc.nat(15)), { minLength: 1, maxLength: 30 }),
    fc.array(fc.tuple(fc.nat(29), fc.boolean()), { maxLength: 20 }),
  )
  .map(([ends, cuts]) => {
    const made = ends.filter(([from, to]) => from !== to).map(([from, to], id) => ({ id, from, to }))
    const valves = cuts.flatMap(([at, first]) =>
      made[at] ? [{ pipe: at, node: first ? made[at].from : made[at].to }] : [],
    )
    return { made, valves }
  })
  .filter(({ made }) => made.length > 0)

test('segments share out all pipes and nodes, once each, and nothing crosses between two without a valve', () => {
  fc.assert(
    fc.property(aNetwork, ({ made, valves }) => {
      const segments = segmentsOf(made, valves)
      const ids = segments.flatMap((each) => each.pipes).sort((a, b) => a - b)
      assert.deepEqual(
        ids,
        made.map((pipe) => pipe.id),
      )
      const nodes = segments.flatMap((each) => each.nodes)
      assert.equal(new Set(nodes).size, nodes.length)
      for (const { id, from, to } of made)
        for (const node of [from, to]) {
          const apart =
            segments.find((each) => each.pipes.includes(id)) !== segments.find((each) => each.nodes.includes(node))
          if (apart)
            assert.ok(
              valves.some((valve) => valve.pipe === id && valve.node === node),
              'a valve lies between',
            )
        }
    }),
  )
})

test('what isolation loses is never fed any more, and what it keeps still is', () => {
  fc.assert(
    fc.property(aNetwork, fc.nat(15), ({ made, valves }, source) => {
      const found = isolate(made, valves, [source], made[0]!.id)!
      const inside = new Set(found.segment.nodes)
      const before = reachedFrom(made, [source]).nodes
      for (const node of inside)
        if (before.has(node)) assert.ok(found.lostNodes.includes(node), 'the segment itself is dry')
      const dry = new Set(found.lostNodes)
      for (const { id, from, to } of made)
        if (!found.segment.pipes.includes(id) && before.has(from) && !inside.has(from) && !inside.has(to))
          assert.equal(dry.has(from), dry.has(to), 'both ends of an open pipe share their fate')
    }),
  )
})

test('three complaints on one segment within 72 hours make an incident, the third at exactly 72 hours too', () => {
  const hour = 3_600_000
  const at = (hours: number, pipeId = 1) => ({ reportId: hours, pipeId, reportedAt: hours * hour })
  const segment = new Set([1, 2])
  assert.equal(cluster([at(0), at(10)], segment), null)
  assert.equal(cluster([at(0), at(10), at(72, 2)], segment)?.length, 3)
  assert.equal(cluster([at(0), at(10), at(73)], segment), null)
  assert.equal(cluster([at(0), at(10), at(20, 9)], segment), null)
  assert.deepEqual(
    cluster([at(0), at(100), at(110), at(120)], segment)?.map((each) => each.reportId),
    [100, 110, 120],
  )
})

test('a cluster is found exactly when some span of the rule holds enough', () => {
  const aReport = fc.record({
    reportId: fc.nat(),
    pipeId: fc.integer({ min: 1, max: 3 }),
    reportedAt: fc.nat(400 * 3_600_000),
  })
  fc.assert(
    fc.property(fc.array(aReport, { maxLength: 14 }), (reports) => {
      const segment = new Set([1, 2])
      const here = reports.filter((each) => segment.has(each.pipeId))
      const span = ordinaryIncidentRule.withinHours * 3_600_000
      const some = here.some(
        (first) =>
          here.filter((each) => each.reportedAt >= first.reportedAt && each.reportedAt - first.reportedAt <= span)
            .length >= 3,
      )
      assert.equal(cluster(reports, segment) !== null, some)
    }),
  )
})

test('a result is judged only by a limit that the town has entered, in the same unit', () => {
  const limits = { turbidity: { unit: 'ntu', least: null, most: 5 }, chlorine: { unit: 'mg/l', least: 1, most: null } }
  assert.deepEqual(
    exceeded(
      [
        { parameter: 'turbidity', value: 6, unit: 'ntu' },
        { parameter: 'chlorine', value: 0.5, unit: 'mg/l' },
      ],
      limits,
    ),
    ['turbidity', 'chlorine'],
  )
  assert.deepEqual(
    exceeded(
      [
        { parameter: 'turbidity', value: 5, unit: 'ntu' },
        { parameter: 'iron', value: 99, unit: 'mg/l' },
      ],
      limits,
    ),
    [],
  )
  assert.deepEqual(exceeded([{ parameter: 'turbidity', value: 6, unit: 'jtu' }], limits), [])
})

test('a meter: forward, locked, reset, over its highest figure, and never backwards', () => {
  const working = (readingKl: number) => ({ state: 'working' as const, readingKl })
  assert.equal(consumptionKl(120, working(135.5), 5), 15.5)
  assert.equal(consumptionKl(120, { state: 'locked', readingKl: null }, 5), null)
  assert.equal(consumptionKl(120, { state: 'reset', readingKl: 4 }, 5), 4)
  assert.equal(consumptionKl(99_995, working(7), 5), 12)
  assert.throws(() => consumptionKl(120, working(119), 5), /below the last/)
  assert.throws(() => consumptionKl(120, working(100_000), 5), /cannot show/)
})
