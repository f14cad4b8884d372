import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Bounds, Shape } from '../../../../../data/importers/index.ts'
import { box, multi, polygon } from './made-shapes.ts'
import { overlapArea } from './overlap-area.ts'

const everywhere: Bounds = [-1_000, -1_000, 1_000, 1_000]
const shared = (a: Shape, b: Shape, bounds = everywhere) => overlapArea(a, b, bounds)
const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} ≠ ${expected}`)

test('rectangles, holes and parts share what a ruler says', () => {
  near(shared(polygon(box(0, 0, 4, 4)), polygon(box(2, 1, 4, 2))), 4)
  near(shared(polygon(box(0, 0, 4, 4)), polygon(box(4, 0, 4, 4))), 0)
  near(shared(polygon(box(0, 0, 10, 10), box(2, 2, 6, 6)), polygon(box(0, 0, 10, 10))), 64)
  near(shared(polygon(box(0, 0, 10, 10), box(2, 2, 6, 6)), polygon(box(3, 3, 2, 2))), 0)
  near(shared(multi(polygon(box(0, 0, 2, 2)), polygon(box(5, 0, 2, 2))), polygon(box(1, 0, 5, 1))), 2)
})

test('crossing edges are cut where they cross', () => {
  near(shared(polygon([0, 0, 4, 0, 2, 4, 0, 0]), polygon([0, 3, 4, 3, 2, -1, 0, 3])), 5.25)
  const diamond = polygon([5, 0, 10, 5, 5, 10, 0, 5, 5, 0])
  near(shared(diamond, polygon(box(0, 0, 5, 5))), 12.5)
})

test('a ring left open counts as closed, winding does not matter', () => {
  near(shared(polygon([0, 0, 4, 0, 4, 4, 0, 4]), polygon(box(1, 1, 1, 1))), 1)
  near(shared(polygon([0, 0, 0, 4, 4, 4, 4, 0, 0, 0]), polygon(box(1, 1, 1, 1))), 1)
})

const triangle = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })), { minLength: 3, maxLength: 3 })
  .map((points) => polygon([...points.flat(), ...points[0]!]))

const turned = ({ parts, type }: Shape): Shape => ({
  type,
  parts: parts.map((part) => part.map((run) => run.map((_, i) => (i % 2 === 0 ? -run[i + 1]! : run[i - 1]!)))),
})

test('any two triangles: order, a quarter turn and the size of the box do not change the area', () => {
  fc.assert(
    fc.property(triangle, triangle, (a, b) => {
      const area = shared(a, b)
      near(shared(b, a), area)
      near(shared(turned(a), turned(b)), area)
      near(shared(a, b, [0, 0, 20, 20]), area)
      near(shared(a, b, [0, 0, 7, 20]) + shared(a, b, [7, 0, 20, 20]), area)
      near(shared(a, b, [0, 0, 20, 9]) + shared(a, b, [0, 9, 20, 20]), area)
    }),
    { numRuns: 500 },
  )
})
