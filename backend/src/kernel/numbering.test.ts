import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { printNumber } from './numbering.ts'

test('a number is printed by its pattern, with the financial year and leading zeros', () => {
  assert.equal(printNumber('RCT/{fy}/{n:6}', 2026, 42), 'RCT/2026-27/000042')
  assert.equal(printNumber('{n}', 0, 7), '7')
  assert.equal(printNumber('W-{n:3}-{fy}', 1999, 5), 'W-005-1999-00')
  assert.equal(printNumber('B/{n:2}', 2026, 12_345), 'B/12345', 'a number longer than its place is printed whole')
})

test('two numbers of a series are never printed alike', () => {
  const number = fc.integer({ min: 1, max: 10 ** 9 })
  fc.assert(
    fc.property(number, number, fc.integer({ min: 0, max: 8 }), (one, other, width) => {
      const print = (value: number) => printNumber(`R/{fy}/{n:${width}}`, 2026, value)
      return (print(one) === print(other)) === (one === other)
    }),
  )
})
