/** Run on PostGIS and on the embedded engine: what the rooms rely on answers the same on both. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import pg from 'pg'
import { type TestDatabase, testDatabase } from '../../backend/test/database.ts'

// Seen on PostGIS 3.3 and on PostGIS 3.6 with PROJ 9.7, equal in every digit.
const WEST_SQM = 852.1532287153053
const EAST_SQM = 852.2854323406059

let database: TestDatabase

before(async () => {
  database = await testDatabase()
})

const rows = async (sql: string, values?: unknown[]) => (await database.database.pool.query(sql, values)).rows

test('areas in the zones of central India agree to the square millimetre', async () => {
  const plot = 'POLYGON((77.95 23.1,77.9503 23.1,77.9503 23.10025,77.95 23.10025,77.95 23.1))'
  const [row] = await rows(
    `select st_area(st_transform(st_setsrid(st_geomfromtext($1), 4326), 32643)) as west,
            st_area(st_transform(st_setsrid(st_geomfromtext($1), 4326), 32644)) as east`,
    [plot],
  )
  assert.ok(Math.abs(row.west - WEST_SQM) < 1e-3, String(row.west))
  assert.ok(Math.abs(row.east - EAST_SQM) < 1e-3, String(row.east))
})
test('a bow tie is mended to the same two triangles, and its fault is told in the same words', async () => {
  const [row] = await rows(
    `select st_area(st_makevalid(g)) as area, st_isvalidreason(g) as reason from st_geomfromtext('POLYGON((0 0,4 4,4 0,0 4,0 0))') as g`,
  )
  assert.deepEqual(row, { area: 8, reason: 'Self-intersection[2 2]' })
})

test('Hindi and Marathi names sort alike', async () => {
  const names = ['शर्मा', 'क़ाज़ी', 'अग्रवाल', 'काळे', 'ळोकरे', 'Zaveri', 'आहिरे', 'ज्ञानेश्वर']
  const sorted = await rows(`select name from unnest($1::text[]) as name order by name collate "und-x-icu"`, [names])
  assert.deepEqual(
    sorted.map((each) => each.name),
    ['Zaveri', 'अग्रवाल', 'आहिरे', 'क़ाज़ी', 'काळे', 'ज्ञानेश्वर', 'ळोकरे', 'शर्मा'],
  )
})

test('trigrams see Devanagari', async () => {
  const [row] = await rows(
    `select round(similarity('लक्ष्मी', 'लक्ष्मि')::numeric, 2)::text as alike, show_trgm('र') <> '{}' as sees`,
  )
  assert.deepEqual(row, { alike: '0.60', sees: true })
})

test('a bigint, a day, a moment and a sum come to the program in the same types', async () => {
  const [row] = await rows(
    `select 9007199254740991::bigint as big, date '2026-04-01' as day, timestamptz '2026-04-01 00:00+05:30' as moment, 12.50::numeric(12,2) as sum`,
  )
  assert.deepEqual(row, {
    big: 9007199254740991,
    day: '2026-04-01',
    moment: new Date('2026-03-31T18:30:00Z'),
    sum: '12.50',
  })
})

test('one tenant does not see another through row security, and a setting ends with its transaction', async () => {
  const [one, other] = [await database.newTenant(), await database.newTenant()]
  const client = await database.database.pool.connect()
  await client.query('create table if not exists public.engine_notes (tenant_id int, words text)')
  await client.query('alter table public.engine_notes enable row level security')
  await client.query('drop policy if exists own on public.engine_notes')
  await client.query(
    `create policy own on public.engine_notes to khasra_app using (tenant_id = nullif(current_setting('app.tenant', true), '')::int)`,
  )
  await client.query('grant select, insert on public.engine_notes to khasra_app')
  await client.query('insert into public.engine_notes values ($1, $2), ($3, $4)', [
    one.town.tenantId,
    'ours',
    other.town.tenantId,
    'theirs',
  ])
  await client.query(`begin; set local role khasra_app; set local app.tenant = '${one.town.tenantId}'`)
  const seen = await client.query('select words from public.engine_notes')
  await client.query('commit')
  const after = await client.query(
    `select current_user as who, coalesce(current_setting('app.tenant', true), '') as tenant`,
  )
  client.release()
  assert.deepEqual(seen.rows, [{ words: 'ours' }])
  assert.deepEqual(after.rows, [{ who: 'postgres', tenant: '' }])
})

test('an error names its constraint and fails its transaction alone', async () => {
  const pool = database.database.pool
  await pool.query(
    'create table if not exists public.engine_shares (id int primary key, part int constraint part_of_ten check (part <= 10))',
  )
  await assert.rejects(pool.query('insert into public.engine_shares values (1, 11)'), {
    code: '23514',
    constraint: 'part_of_ten',
  })
  await pool.query('insert into public.engine_shares values (1, 10) on conflict do nothing')
  await assert.rejects(pool.query('insert into public.engine_shares values (1, 9)'), { code: '23505' })
})

test('a notification is heard after the commit', async () => {
  const listener = new pg.Client(database.connection)
  await listener.connect()
  const heard = new Promise((resolve) => listener.once('notification', (each) => resolve(each.payload)))
  await listener.query('listen engine_edits')
  await rows(`select pg_notify('engine_edits', 'parcel 7')`)
  assert.equal(await heard, 'parcel 7')
  await listener.end()
})
