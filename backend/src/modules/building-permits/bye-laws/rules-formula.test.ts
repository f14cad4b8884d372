import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Problem } from '../../../kernel/index.ts'
import { readFormula } from './rules-formula.ts'

const worth = (text: string, facts: Record<string, number> = {}) => readFormula(text).valueOf((name) => facts[name]!)

test('sums bind as they do in school', () => {
  assert.equal(worth('2 + 3 * 4'), 14)
  assert.equal(worth('(2 + 3) * 4 - 6 / 3'), 18)
  assert.equal(worth('-2 * 3 - -4'), -2)
  assert.equal(worth('min(12, (heightM - 6) / 5)', { heightM: 36 }), 6)
  assert.equal(worth('max(1, 2, 3) + ceil(2.1) + floor(2.9) + abs(0 - 1)'), 9)
})

test('a hair of a binary fraction begins no further parking space', () => {
  assert.equal(worth('ceil(a / b)', { a: 0.3, b: 0.1 }), 3)
  assert.equal(worth('ceil(3000 / 100)'), 30)
  assert.equal(worth('ceil(3000.01 / 100)'), 31)
})

test('the names that a formula needs are known before it is worked out', () => {
  assert.deepEqual(readFormula('min(setback.front, depthM / 2) + depthM').names, ['setback.front', 'depthM'])
})

test('whatever is no formula is refused, and nothing in it runs', () => {
  for (const text of [
    '',
    '1 +',
    '(1',
    '1)',
    'min()',
    'constructor(1)',
    '1 2',
    'x = 1',
    '`1`',
    '1e9',
    `${'('.repeat(100)}1${')'.repeat(100)}`,
  ]) {
    assert.throws(
      () => readFormula(text),
      (error: unknown) => error instanceof Problem,
      text,
    )
  }
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (text) => {
      try {
        readFormula(text)
      } catch (error) {
        assert.ok(error instanceof Problem, `${text}: ${error}`)
      }
    }),
  )
})

test('a formula is worth what its numbers are, however it is bracketed', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 20 }), (list) => {
      const total = list.reduce((sum, each) => sum + each, 0)
      assert.equal(worth(list.join(' + ')), total)
      assert.equal(worth(list.map((each) => `(${each})`).join('+')), total)
    }),
  )
})
