import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from './guard.ts'

test('COPY FROM STDIN is found wherever it hides', () => {
  for (const sql of [
    'copy t from stdin',
    'select 1; COPY t (a, b)\nFROM\tSTDIN with csv',
    'copy/* */t from stdin',
    '-- x\ncopy t from stdin',
    'copy "a;b" from stdin',
    `select ';'; copy t from stdin`,
  ])
    assert.ok(inspect(sql).refusal, sql)
})

test('what only looks like it is let through', () => {
  for (const sql of [
    'copy t to stdout',
    `select 'copy t from stdin'`,
    'select 1 -- ; copy t from stdin',
    `insert into t values ($$; discard all $$)`,
    'create temp table t on commit drop as select 1',
    'execute_something()',
    'update prepared set load = 1',
  ])
    assert.equal(inspect(sql).refusal, null, sql)
})

test('a setting that outlives its transaction is told from one that does not', () => {
  const outlives = [
    'set timezone = utc',
    'SET ROLE clerk',
    'begin; set x.y = 1; commit',
    `select set_config('a.b', '1', false)`,
    'reset all',
    `do $$ begin perform set_config('a.b', '1', false); end $$`,
  ]
  const ends = [
    'set local role khasra_app',
    'begin; set local a.b = 1; commit',
    'update t set a = 1',
    'set constraints all deferred',
    'set transaction read only',
    `select set_config('a.b', $1, true)`,
  ]
  for (const sql of outlives) assert.equal(inspect(sql).mayLeaveState, true, sql)
  for (const sql of ends) assert.equal(inspect(sql).mayLeaveState, false, sql)
})

test('settings of our own kind are named, since the catalogue does not show them', () => {
  assert.deepEqual(inspect(`set app.tenant = '7'; select set_config('app.state', '1', false)`).customSettings, [
    'app.tenant',
    'app.state',
  ])
})

test('channels are read as PostgreSQL reads names', () => {
  const { listen, unlisten } = inspect('LISTEN "jobs:Insert"; listen Edits; unlisten *')
  assert.deepEqual([listen, unlisten], [['jobs:Insert', 'edits'], ['*']])
})
