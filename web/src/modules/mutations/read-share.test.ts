import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readShare } from './mutation-types.ts'

test('a share is written as people write it, and nothing else is one', () => {
  assert.deepEqual(readShare(' 1/3 '), { numerator: 1, denominator: 3 })
  assert.deepEqual(readShare('1'), { numerator: 1, denominator: 1 })
  for (const text of ['', '0/3', '4/3', '1/0', '0.5', 'half', '1/3/2', '२/३']) assert.equal(readShare(text), null, text)
})
