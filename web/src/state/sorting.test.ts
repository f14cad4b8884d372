import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pressed, readSorting, sorted } from './sorting.ts'

test('a column is pressed upwards, downwards, and back to how it came', () => {
  assert.equal(pressed(null, 'area'), 'area')
  assert.equal(pressed(readSorting('area'), 'area'), '-area')
  assert.equal(pressed(readSorting('-area'), 'area'), undefined)
  assert.equal(pressed(readSorting('-area'), 'number'), 'number')
})

test('what is no sorting is none', () => {
  for (const text of [undefined, '', '-', 'A B', '--area', '1', 'x'.repeat(40)])
    assert.equal(readSorting(text), null, text)
})

test('numbers by size, words by their numbers too, what is missing last both ways', () => {
  const of = (values: (string | number | null)[], down = false) => sorted(values, (value) => value, { down }, 'en')
  assert.deepEqual(of([10, 9, null, 100]), [9, 10, 100, null])
  assert.deepEqual(of([10, 9, null, 100], true), [100, 10, 9, null])
  assert.deepEqual(of(['12, Lane', '2, Lane', '2/A, Lane']), ['2, Lane', '2/A, Lane', '12, Lane'])
  assert.deepEqual(
    sorted(['ज्ञान', 'अमर', 'गीता'], (name) => name, { down: false }, 'hi'),
    ['अमर', 'गीता', 'ज्ञान'],
  )
})

test('rows of one value keep their order', () => {
  const rows = ['b1', 'a1', 'b2', 'a2']
  assert.deepEqual(
    sorted(rows, (row) => row[0]!, { down: false }, 'en'),
    ['a1', 'a2', 'b1', 'b2'],
  )
})
