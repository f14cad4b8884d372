import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { MultiPolygon, Position } from 'geojson'
import { Conflict, Invalid } from '../../kernel/index.ts'
import { cutByLine, joinPlots, lineForArea, type PutIn, takeCorners } from './rules-cut.ts'
import { areaSqm, requireValidPolygon } from './rules-geometry.ts'

const srid = 32643
const [lon0, lat0] = [77.95, 23.1]
/** A corner so many metres east and north of the town's middle. */
const at = (east: number, north: number): Position => [lon0 + east / 102_400, lat0 + north / 110_750]
const plot = (...rings: [number, number][][]): MultiPolygon =>
  requireValidPolygon({
    type: 'Polygon',
    coordinates: rings.map((ring) => [...ring, ring[0]!].map(([east, north]) => at(east, north))),
  })
const square = plot([
  [0, 0],
  [20, 0],
  [20, 30],
  [0, 30],
])
const area = (polygon: MultiPolygon) => areaSqm(polygon, srid)
const near = (got: number, wanted: number, by = 0.02) =>
  assert.ok(Math.abs(got - wanted) <= by, `${got}, not ${wanted}`)

test('a line from edge to edge parts a plot into two that share their boundary bit by bit', () => {
  const { pieces } = cutByLine(square, [at(-5, 10), at(25, 12)])
  assert.equal(pieces.length, 2)
  near(area(pieces[0]!) + area(pieces[1]!), area(square))
  const corners = pieces.map((piece) => new Set(piece.coordinates[0]![0]!.map(String)))
  assert.equal([...corners[0]!].filter((corner) => corners[1]!.has(corner)).length, 2)
})

test('a bent line, a line through corners, and one that cuts a concave plot twice', () => {
  assert.equal(cutByLine(square, [at(-5, 10), at(10, 10), at(10, -5)]).pieces.length, 2)
  assert.equal(cutByLine(square, [at(0, 0), at(20, 30)]).pieces.length, 2)
  const horseshoe = plot([
    [0, 0],
    [30, 0],
    [30, 30],
    [20, 30],
    [20, 10],
    [10, 10],
    [10, 30],
    [0, 30],
  ])
  assert.equal(cutByLine(horseshoe, [at(-5, 20), at(35, 20)]).pieces.length, 3)
  assert.throws(() => cutByLine(horseshoe, [at(-5, 9.995), at(35, 9.995)]), /within a centimetre/)
  assert.equal(cutByLine(horseshoe, [at(-5, 9), at(35, 9)]).pieces.length, 2)
})

test('a hole stays a hole, or is opened by a line through it', () => {
  const courtyard = plot(
    [
      [0, 0],
      [40, 0],
      [40, 40],
      [0, 40],
    ],
    [
      [15, 15],
      [25, 15],
      [25, 25],
      [15, 25],
    ],
  )
  const beside = cutByLine(courtyard, [at(-5, 8), at(45, 8)]).pieces
  assert.deepEqual(
    beside.map((piece) => piece.coordinates[0]!.length),
    [2, 1],
  )
  const through = cutByLine(courtyard, [at(-5, 20), at(45, 20)]).pieces
  assert.deepEqual(
    through.map((piece) => piece.coordinates[0]!.length),
    [1, 1],
  )
  near(
    through.reduce((sum, piece) => sum + area(piece), 0),
    area(courtyard),
  )
})

test('a line that parts nothing is refused and says why', () => {
  for (const [line, words] of [
    [[at(-5, 50), at(25, 50)], /does not part/],
    [[at(-5, 10), at(10, 10)], /ends inside/],
    [[at(10, 10), at(12, 12)], /ends inside/],
    [[at(-5, 10), at(25, 20), at(25, 10), at(-5, 20)], /crosses itself/],
    [[at(1, 1)], /two corners/],
    [[at(0, 0), at(20, 0)], /does not part/],
  ] as [Position[], RegExp][])
    assert.throws(
      () => cutByLine(square, line),
      (error: Error) => error instanceof Invalid && words.test(error.message),
    )
})

test('plots that touch at a corner only, or not at all, cannot be joined', () => {
  const other = plot([
    [20, 30],
    [40, 30],
    [40, 60],
    [20, 60],
  ])
  assert.throws(() => joinPlots([square, other]), /hang together/)
  assert.throws(() => joinPlots([square]), /two plots/)
})

test('a plot round another takes it in', () => {
  const ring = plot(
    [
      [-10, -10],
      [30, -10],
      [30, 40],
      [-10, 40],
    ],
    [
      [0, 0],
      [20, 0],
      [20, 30],
      [0, 30],
    ],
  )
  const joined = joinPlots([ring, square])
  assert.equal(joined.coordinates[0]!.length, 1)
  near(area(joined), area(ring) + area(square))
})

test('an area is cut off at any bearing to a hundredth of a square metre', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 359 }), fc.double({ min: 20, max: 580, noNaN: true }), (bearing, wanted) => {
      const { pieces } = cutByLine(square, lineForArea(square, wanted, bearing, srid))
      assert.equal(pieces.length, 2)
      assert.ok(
        pieces.some((piece) => Math.abs(area(piece) - wanted) < 0.1),
        `${pieces.map(area)} for ${wanted} at ${bearing}`,
      )
    }),
    { numRuns: 150 },
  )
  assert.throws(() => lineForArea(square, 5000, 0, srid), /smaller/)
})

/** What the plots do not cover of their common outline, or cover twice, in m²; the outline must be one ring. */
function coverFault(plots: readonly MultiPolygon[]): number {
  const joined = plots.length > 1 ? joinPlots(plots) : plots[0]!
  assert.equal(joined.coordinates[0]!.length, 1, 'no gap is left between the plots')
  return Math.abs(plots.reduce((sum, each) => sum + area(each), 0) - area(joined))
}

const squareCentimetre = 1e-4

test('after a thousand cuts and joins the plots still cover the same ground without gap or overlap', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat({ max: 1_000_000 })), (numbers) => {
      const stream = numbers[Symbol.iterator]()
      const next = (below: number) => Number(stream.next().value) % below
      const whole = plot([
        [0, 0],
        [120, 0],
        [130, 90],
        [60, 110],
        [0, 95],
      ])
      const wholeSqm = area(whole)
      let plots = [whole]
      for (let edit = 0; edit < 1000; edit++) {
        const index = next(plots.length)
        if (plots.length < 25 && (plots.length === 1 || next(2))) plots = cutOne(plots, index, next)
        else plots = joinTwo(plots, index, next)
      }
      assert.ok(coverFault(plots) < squareCentimetre, `${coverFault(plots)} m²`)
      near(area(plots.length > 1 ? joinPlots(plots) : plots[0]!), wholeSqm, 0.5)
      for (const each of plots) requireValidPolygon(each)
    }),
    { numRuns: 3, endOnFailure: true },
  )
})

/** Neighbours take the corners that a cut puts on a common edge, as the register does. */
const withCorners = (others: readonly MultiPolygon[], putIn: readonly PutIn[]): MultiPolygon[] =>
  others.map((each) => takeCorners(each, putIn).polygon)

function cutOne(plots: readonly MultiPolygon[], index: number, next: (below: number) => number): MultiPolygon[] {
  const target = plots[index]!
  const [a, b] = [next(360), next(100)]
  try {
    const wanted = (area(target) * (20 + (b % 60))) / 100
    const { pieces, putIn } = cutByLine(target, lineForArea(target, wanted, a, srid))
    const others = plots.filter((_, at) => at !== index)
    return [...withCorners(others, putIn), ...pieces]
  } catch (error) {
    assert.ok(error instanceof Invalid, String(error))
    return [...plots]
  }
}

function joinTwo(plots: readonly MultiPolygon[], index: number, next: (below: number) => number): MultiPolygon[] {
  const other = (index + 1 + next(plots.length - 1)) % plots.length
  try {
    const joined = joinPlots([plots[index]!, plots[other]!])
    return [...plots.filter((_, at) => at !== index && at !== other), joined]
  } catch (error) {
    assert.ok(error instanceof Conflict, String(error))
    return [...plots]
  }
}
