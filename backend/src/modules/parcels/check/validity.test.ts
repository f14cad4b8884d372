import assert from 'node:assert/strict'
import { test } from 'node:test'
import { box, multi, polygon } from './made-shapes.ts'
import { orientation } from './orientation.ts'
import { findFault } from './validity.ts'

const reasonOf = (shape: Parameters<typeof findFault>[0]) => findFault(shape)?.reason ?? null

test('sound shapes have no fault: holes touching once, parts touching in corners, repeated positions', () => {
  assert.equal(reasonOf(polygon(box(0, 0, 9, 9), box(1, 1, 2, 2), box(3, 3, 2, 2))), null)
  assert.equal(reasonOf(polygon(box(0, 0, 9, 9), [0, 0, 2, 1, 1, 2, 0, 0])), null)
  assert.equal(reasonOf(multi(polygon(box(0, 0, 1, 1)), polygon(box(1, 1, 1, 1)))), null)
  assert.equal(reasonOf(polygon([0, 0, 0, 0, 4, 0, 4, 0, 4, 4, 0, 0, 0, 0])), null)
  assert.equal(reasonOf(multi(polygon(box(0, 0, 9, 9), box(1, 1, 7, 7)), polygon(box(2, 2, 1, 1)))), null)
})

test('each fault has its name', () => {
  assert.equal(reasonOf(polygon([0, 0, 2, 2, 2, 0, 0, 2, 0, 0])), 'Self-intersection')
  assert.equal(reasonOf(polygon([0, 0, 4, 0, 2, 2, 4, 4, 0, 4, 2, 2, 0, 0])), 'Ring Self-intersection')
  assert.equal(reasonOf(polygon([0, 0, 4, 0, 4, 4, 0, 4])), 'Ring is not closed')
  assert.equal(reasonOf(polygon([0, 0, 4, 0, 0, 0])), 'Too few points in a ring')
  assert.equal(reasonOf(polygon(box(0, 0, 4, 4), box(6, 6, 1, 1))), 'Hole lies outside shell')
  assert.equal(reasonOf(polygon(box(0, 0, 9, 9), box(1, 1, 6, 6), box(2, 2, 2, 2))), 'Holes are nested')
  assert.equal(reasonOf(polygon(box(0, 0, 4, 4), box(0, 0, 4, 4))), 'Duplicate rings')
  assert.equal(reasonOf(multi(polygon(box(0, 0, 9, 9)), polygon(box(2, 2, 2, 2)))), 'Nested shells')
  assert.equal(reasonOf(multi(polygon(box(0, 0, 4, 4)), polygon(box(2, 2, 4, 4)))), 'Self-intersection')
  assert.equal(reasonOf(multi(polygon(box(0, 0, 4, 4)), polygon(box(4, 1, 4, 4)))), 'Self-intersection')
  assert.equal(reasonOf(polygon([0, 0, 4, 0, 4, 4, 4, 2, 0, 0])), 'Self-intersection')
  const acrossTheMiddle = [0, 4, 4, 3, 8, 4, 4, 5, 0, 4]
  assert.equal(reasonOf(polygon(box(0, 0, 8, 8), acrossTheMiddle)), 'Interior is disconnected')
})

test('the place of a bow-tie is its knot', () => {
  const fault = findFault(polygon([0, 0, 4, 4, 4, 0, 0, 4, 0, 0]))
  assert.deepEqual(fault?.place, { part: 0, ring: 0, corner: 0, along: 0.5 })
})

test('a thousand corners are judged as a few are', () => {
  const circle = Array.from({ length: 1_000 }, (_, i) => {
    const angle = (i / 1_000) * 2 * Math.PI
    return [Math.cos(angle), Math.sin(angle)]
  }).flat()
  assert.equal(reasonOf(polygon([...circle, 1, 0])), null)
  const crossed = circle.slice()
  crossed[500] = 2
  crossed[501] = -2
  assert.equal(reasonOf(polygon([...crossed, 1, 0])), 'Self-intersection')
})

test('sides are told exactly where floating point cannot', () => {
  assert.ok(orientation(0, 0, 1e16, 1e16, 1e16 + 2, 1e16 + 4) > 0)
  assert.ok(orientation(12, 12, 24, 24, 0.5, 0.5 + 2 ** -53) > 0)
  assert.equal(orientation(12, 12, 24, 24, 0.5, 0.5), 0)
})

test('a ring drawn to take for ever is given up and said so', () => {
  const teeth = 12_000
  const comb: number[] = [0, 0]
  for (let i = 0; i < teeth; i++) comb.push(i + teeth, teeth, i + 0.5, 0)
  comb.push(teeth - 0.5, -teeth, 0, 0)
  const started = performance.now()
  assert.equal(reasonOf(polygon(comb)), 'Too intricate to be judged')
  assert.ok(performance.now() - started < 20_000)
})
