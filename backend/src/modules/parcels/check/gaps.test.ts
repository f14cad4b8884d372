import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Shape } from '../../../../../data/importers/index.ts'
import { findGaps } from './gaps.ts'
import { findSlivers, meanWidthOf } from './slivers.ts'

const area = (...rings: number[][]): Shape => ({
  type: 'Polygon',
  parts: [rings.map((ring) => Float64Array.from([...ring, ring[0]!, ring[1]!]))],
})
const square = (x: number, y: number, width = 10, height = 10) =>
  area([x, y, x + width, y, x + width, y + height, x, y + height])

test('four plots round a piece of nobody’s land leave one gap, with its area and its neighbours', () => {
  const plots = [square(0, 0, 12, 10), square(12, 0, 10, 12), square(10, 12, 12, 10), square(0, 10, 10, 12)]
  const gaps = findGaps(plots)
  assert.equal(gaps.length, 1)
  assert.equal(gaps[0]!.areaSqm, 4)
  assert.deepEqual(gaps[0]!.around.sort(), [0, 1, 2, 3])
})

test('plots that share their edges leave none, whichever way they are drawn and wherever they begin', () => {
  const turned = area([10, 0, 10, 10, 20, 10, 20, 0])
  assert.deepEqual(findGaps([square(0, 0), turned, square(0, 10), square(10, 10)]), [])
})

test('a strip between a long edge and a corner that lies off it is a gap; a corner on it is none', () => {
  const long = square(0, 0, 20, 10)
  const onLine = [long, square(0, 10), square(10, 10)]
  assert.deepEqual(findGaps(onLine), [])
  const off = [long, area([0, 10, 10, 10.2, 10, 20, 0, 20]), area([10, 10.2, 20, 10, 20, 20, 10, 20])]
  const gaps = findGaps(off)
  assert.equal(gaps.length, 1)
  assert.ok(Math.abs(gaps[0]!.areaSqm - 2) < 1e-6, `${gaps[0]!.areaSqm} m²`)
})

test('a plot that was moved aside leaves a gap on one side though no corner of its neighbours was moved along', () => {
  const rows = [0, 10, 20].flatMap((y) => [square(0, y), square(10, y), square(20, y)])
  rows[4] = square(12, 10, 8, 10)
  const gaps = findGaps(rows)
  assert.equal(gaps.length, 1)
  assert.equal(gaps[0]!.areaSqm, 20)
})

test('a street block is no gap, and a hole that another plot fills is none either', () => {
  const ring = area([0, 0, 100, 0, 100, 100, 0, 100], [30, 30, 30, 70, 70, 70, 70, 30])
  assert.deepEqual(findGaps([ring]), [])
  const small = area([0, 0, 100, 0, 100, 100, 0, 100], [50, 50, 50, 53, 53, 53, 53, 50])
  assert.equal(findGaps([small])[0]!.areaSqm, 9)
  assert.deepEqual(findGaps([small, square(50, 50, 3, 3)]), [])
})

test('a grid of plots with some taken out has exactly those gaps', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 24 }), { maxLength: 6 }), (out) => {
      // Taken out plots stand alone: neither at the rim nor beside another.
      const holes = out.filter((at) => at % 5 > 0 && at % 5 < 4 && at > 4 && at < 20)
      const alone = holes.filter(
        (at) => !holes.some((other) => other !== at && [1, 4, 5, 6].includes(Math.abs(other - at))),
      )
      const plots = Array.from({ length: 25 }, (_, at) => at)
        .filter((at) => !alone.includes(at))
        .map((at) => square((at % 5) * 4, Math.floor(at / 5) * 4, 4, 4))
      const gaps = findGaps(plots)
      assert.equal(gaps.length, alone.length)
      for (const gap of gaps) assert.equal(gap.areaSqm, 16)
    }),
    { numRuns: 100 },
  )
})

test('a strip is a sliver by its mean width, a plot is none', () => {
  assert.deepEqual(findSlivers([square(0, 0), square(10, 0, 0.2, 30), square(20, 0, 3, 12)]), [1])
  assert.ok(meanWidthOf(square(0, 0)) > 4)
})
