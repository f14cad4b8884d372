import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changedValues } from './changed-values.ts'

test('what was added, taken away and changed is told by name; what stayed is not', () => {
  assert.deepEqual(changedValues({ role: 'a', gone: 1, same: [1] }, { role: 'b', same: [1], added: { x: null } }), [
    { name: 'role', before: 'a', after: 'b' },
    { name: 'gone', before: '1', after: null },
    { name: 'added', before: null, after: '{"x":null}' },
  ])
})

test('a line without values, and one whose value has no name, are no fault', () => {
  assert.deepEqual(changedValues(null, undefined), [])
  assert.deepEqual(changedValues(null, [1, 2]), [{ name: '', before: null, after: '[1,2]' }])
})
