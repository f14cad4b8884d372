import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { testDatabase } from '../../backend/test/database.ts'
import { citusFile, findDump, kindOf, readTables, schemaFile, type TableFacts } from './schema-files.ts'

const pathOf = (name: string) => fileURLToPath(new URL(`../../data/${name}`, import.meta.url))
const howTo = 'write it anew with KHASRA_WRITE_SCHEMA=1 npm test -- schema-files, and read the diff'
const compare = (name: string, made: string) => {
  if (process.env.KHASRA_WRITE_SCHEMA === '1') writeFileSync(pathOf(name), made)
  const found = readFileSync(pathOf(name), 'utf8')
  if (found === made) return
  const [lines, wanted] = [found.split('\n'), made.split('\n')]
  const at = wanted.findIndex((line, index) => line !== lines[index])
  assert.fail(`data/${name} is not what the migrations make, from line ${at + 1}: "${wanted[at]}". ${howTo}`)
}

let tables: TableFacts[] = []
before(async () => {
  tables = await readTables((await testDatabase()).database.pool)
})

test('every table has its kind in data/citus.sql, after the tables that it refers to', () => {
  assert.ok(tables.length > 80, `${tables.length} tables were seen`)
  compare('citus.sql', citusFile(tables))
})

test('keys of a town’s tables lead with the town, so that a row and what it refers to lie on one node', () => {
  const wrong: string[] = []
  for (const { name, hasTenant, keys } of tables.filter((table) => kindOf(table.name) === 'distributed')) {
    if (!hasTenant) wrong.push(`${name} has no tenant_id`)
    if (keys.length === 0) wrong.push(`${name} has no key`)
    for (const key of keys) if (key[0] !== 'tenant_id') wrong.push(`${name}: key (${key.join(', ')})`)
  }
  assert.deepEqual(wrong, [])
})

test('foreign keys reach a master or the same town, and never set a column to null', () => {
  const wrong: string[] = []
  for (const { name, foreignKeys } of tables)
    for (const { to, columns, toColumns, onDelete } of foreignKeys) {
      const [from, target] = [kindOf(name), kindOf(to)]
      const together = columns[toColumns.indexOf('tenant_id')] === 'tenant_id'
      const fits = target === 'reference' || (from === 'distributed' && target === 'distributed' && together)
      if (!fits) wrong.push(`${name} (${columns.join(', ')}) → ${to}: ${from} to ${target}`)
      if (!['r', 'c'].includes(onDelete)) wrong.push(`${name} → ${to}: on delete ${onDelete}`)
    }
  assert.deepEqual(wrong, [])
})

test('no table has a trigger', () => {
  assert.deepEqual(
    tables.filter(({ triggers }) => triggers.length > 0).map(({ name, triggers }) => `${name}: ${triggers.join(', ')}`),
    [],
  )
})

test('data/schema.sql is what PostgreSQL 15 holds after the last migration', async (t) => {
  const { engine, connection, database } = await testDatabase()
  const dump = findDump()
  const { rows } = await database.pool.query<{ server_version_num: string }>('show server_version_num')
  if (engine !== 'postgis' || !dump || !rows[0]!.server_version_num.startsWith('15'))
    return t.skip('PostgreSQL 15 with pg_dump is not on this machine')
  compare('schema.sql', schemaFile(dump, connection.connectionString!))
})
