import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { csvCell } from './csv.ts'

test('no cell begins like a formula, and every cell is read back as it was', () => {
  assert.deepEqual(["'=", "''-1", "'plot", '=1'].map(csvCell), ["''=", "'''-1", "'plot", "'=1"])
  fc.assert(
    fc.property(fc.string(), (value) => {
      const cell = csvCell(value)
      const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell
      assert.ok(!/^[=+\-@\t\r]/.test(read), cell)
      assert.equal(read.replace(/^'(?='*[=+\-@\t\r])/, ''), value)
    }),
  )
  assert.equal(csvCell(-5.25), '-5.25')
})
