import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { requireWholeShares, type ShareLine, shareFaults, sumShares } from './rules-shares.ts'

const line = (numerator: number, denominator: number): ShareLine => ({
  share: { numerator, denominator },
  others: false,
})

test('A third three times is one', () => {
  assert.deepEqual(sumShares([1, 1, 1].map((numerator) => ({ numerator, denominator: 3 }))), {
    numerator: 1n,
    denominator: 1n,
  })
  assert.deepEqual(shareFaults([line(1, 3), line(1, 3), line(1, 3)]), [])
})

test('Any whole cut into whole-number parts sums to one, and to no other sum when one part is left out', () => {
  const parts = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 2, maxLength: 40 })
  fc.assert(
    fc.property(parts, (numerators) => {
      const denominator = numerators.reduce((sum, part) => sum + part, 0)
      const lines = numerators.map((numerator) => line(numerator, denominator))
      assert.deepEqual(shareFaults(lines), [])
      assert.deepEqual(shareFaults(lines.slice(1)), ['below-one'])
      assert.deepEqual(shareFaults([...lines, line(1, 9_007_199_254_740_991)]), ['above-one'])
    }),
  )
})

test('Shares not stated and "and others" are counted as faults, not refused', () => {
  assert.deepEqual(shareFaults([{ share: null, others: false }, line(1, 2)]), ['not-stated'])
  assert.deepEqual(shareFaults([{ share: { numerator: 1, denominator: 1 }, others: true }]), ['and-others'])
  assert.deepEqual(shareFaults([]), ['no-owner'])
})

test('A mutation whose shares do not sum to one is refused with the sum', () => {
  assert.throws(
    () => requireWholeShares([line(1, 2), line(1, 3)]),
    (error: Error & { details: { got: string } }) => {
      assert.equal(error.details.got, '5/6')
      return true
    },
  )
  assert.throws(() => requireWholeShares([line(3, 2)]), { status: 400 })
  requireWholeShares([line(1, 6), line(1, 3), line(1, 2)])
})
