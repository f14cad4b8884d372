import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import {
  asOwner,
  insertRows,
  insertTenant,
  openBulkLoad,
  putBack,
  type SetAside,
} from '../../../backend/src/kernel/index.ts'
import { type TestDatabase, testDatabase } from '../../../backend/test/database.ts'
import { generateCityInBlocks } from '../index.ts'
import { reserveIds } from './ids.ts'
import { ensureState, loadGenerated } from './index.ts'
import { RowMaker } from './rows.ts'
import { type Rows, type TableName, tables } from './tables.ts'

const today = '2026-11-22'
const options = { seed: 5, parcels: 1500, code: 'quick-town', names: { en: 'Quick', hi: 'तेज़पुर' }, today }
let db: TestDatabase

before(async () => {
  db = await testDatabase()
})

const ask = async (sql: string, values: unknown[] = []) => (await db.database.pool.query(sql, values)).rows

/** Row counts and hashes of every loaded table, whatever the order of rows and the number of the tenant. */
async function sums(tenantId: number): Promise<Record<string, { rows: number; hash: string }>> {
  const found: Record<string, { rows: number; hash: string }> = {}
  for (const [table, columns] of Object.entries(tables)) {
    const names = Object.keys(columns).filter((name) => name !== 'tenant_id')
    const [row] = await ask(
      `select count(*)::int as rows, coalesce(md5(string_agg(line, '' order by line collate "C")), '') as hash
       from (select md5(row(${names.join(', ')})::text) as line from ${table} where tenant_id = $1) as lines`,
      [tenantId],
    )
    found[table] = row
  }
  return found
}

/** All that a load may have taken away and must have put back. */
function catalogue() {
  return ask(
    `select 'index' as kind, x.indexrelid::regclass::text as name, pg_get_indexdef(x.indexrelid) as definition,
            concat_ws(' ', x.indisprimary, x.indisunique, x.indisvalid, x.indimmediate) as state
     from pg_index x join pg_class t on t.oid = x.indrelid join pg_namespace n on n.oid = t.relnamespace where n.nspname in ('parcels', 'people', 'water', 'waste')
     union all
     select 'constraint', format('%s of %s', c.conname, c.conrelid::regclass), pg_get_constraintdef(c.oid),
            concat_ws(' ', c.contype, c.convalidated, c.condeferrable, nullif(c.conindid, 0)::regclass)
     from pg_constraint c join pg_namespace n on n.oid = c.connamespace where n.nspname in ('parcels', 'people', 'water', 'waste')
     union all
     select 'column', format('%s.%s', a.attrelid::regclass, a.attname), format_type(a.atttypid, a.atttypmod), a.attnotnull::text
     from pg_attribute a join pg_class t on t.oid = a.attrelid join pg_namespace n on n.oid = t.relnamespace
     where n.nspname in ('parcels', 'people', 'water', 'waste') and t.relkind = 'r' and a.attnum > 0 order by 1, 2, 3`,
  )
}

/** The town row by row: every row an array, every table an `insert`, indexes and foreign keys in force. */
async function loadPlainly(): Promise<number> {
  const lists = Object.fromEntries(Object.keys(tables).map((name) => [name, []])) as unknown as Record<
    TableName,
    unknown[][]
  >
  const blocks = generateCityInBlocks(options)
  const frame = blocks.next().value
  assert.ok(frame?.part === 'frame')
  const stateId = await ensureState(db.platform, frame.town)
  return asOwner(db.database, async (owner) => {
    const { code, names, srid } = frame.town
    const settings = { sample: true }
    const tenant = await insertTenant(owner, {
      stateId,
      code,
      kind: 'ulb',
      names,
      srid,
      timeZone: 'Asia/Kolkata',
      settings,
    })
    const bases = await reserveIds(owner as unknown as Parameters<typeof reserveIds>[0], options.parcels)
    const maker = new RowMaker(tenant, bases, today)
    maker.frame(frame, lists as Rows)
    for (const block of blocks) {
      if (block.part === 'chunk') maker.chunk(block, lists as Rows)
      if (block.part === 'end') maker.end(block, lists as Rows)
    }
    for (const [table, columns] of Object.entries(tables))
      for (let at = 0; at < lists[table as TableName].length; at += 1000)
        await insertRows(owner, table, columns, lists[table as TableName].slice(at, at + 1000))
    return tenant.tenantId
  })
}

async function removeTown(tenantId: number): Promise<void> {
  await asOwner(db.database, async (owner) => {
    for (const table of Object.keys(tables).reverse())
      await owner.query(`delete from ${table} where tenant_id = $1::int`, [tenantId])
    await owner.query(`delete from kernel.tenants where tenant_id = $1::int`, [tenantId])
  })
}

test('the fast load gives the rows of the plain one, and every index, key and constraint stands as before', async () => {
  const sequences = await ask(
    `select format('%I.%I', schemaname, sequencename) as name, coalesce(last_value, start_value) as value, last_value is not null as used
     from pg_sequences where schemaname in ('parcels', 'people', 'identity', 'water', 'waste')`,
  )
  const plain = await loadPlainly()
  const expected = await sums(plain)
  assert.ok(expected['parcels.search_tokens']!.rows > 20_000)
  await removeTown(plain)
  for (const { name, value, used } of sequences)
    await ask(`select setval($1::regclass, $2::bigint, $3)`, [name, value, used])
  const shape = await catalogue()
  const loaded = await loadGenerated(db.platform, options, { fast: true })
  assert.deepEqual(await sums(loaded.tenant.tenantId), expected)
  assert.deepEqual(await catalogue(), shape)
  const [tenant] = await ask(`select settings from kernel.tenants where tenant_id = $1`, [loaded.tenant.tenantId])
  assert.deepEqual(tenant.settings, { sample: true })
})

test('what a load had set aside when it was cut short is put back, once and whole', async () => {
  const shape = await catalogue()
  let kept: SetAside[] = []
  const load = await openBulkLoad(db.database, {
    fast: true,
    schemas: ['parcels', 'people'],
    remember: async (_query, setAside) => {
      kept = setAside
    },
  })
  assert.ok(kept.some((each) => each.index === 'parcels.search_tokens_pkey' && each.constraint?.kind === 'primary key'))
  assert.ok((await catalogue()).length < shape.length - 40)
  // As if the process had ended with a few indexes made again.
  const query = async <R extends object>(sql: string, values?: unknown[]) => (await load.query(sql, values)) as R[]
  for (const each of kept.slice(0, 5)) await query(each.definition)
  await putBack(query, kept)
  await putBack(query, kept)
  assert.deepEqual(await catalogue(), shape)
  // The load itself comes too late, says so and gives its connections back.
  await assert.rejects(load.finish(), { code: '42P07' })
})
