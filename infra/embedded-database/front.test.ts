import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { copyOf, removeFolder } from '../test/embedded-folder.ts'
import { type Embedded, EmbeddedInUse, findServing, openEmbedded, reachEmbedded } from './index.ts'
import { message, query } from './wire.ts'

let folder: string
let embedded: Embedded
const clients: pg.Client[] = []

before(async () => {
  folder = await copyOf()
  // A first start that was cut short once has left its half-made folder behind; it must not be in the way.
  mkdirSync(join(folder, 'database.unfinished'))
  embedded = await openEmbedded({ dataFolder: folder, idleInTransactionMs: 300 })
})

after(async () => {
  await Promise.all(clients.map((each) => each.end().catch(() => {})))
  await embedded.close()
  removeFolder(folder)
})

async function connect(): Promise<pg.Client> {
  const client = new pg.Client(embedded.connection)
  client.on('error', () => {})
  await client.connect()
  clients.push(client)
  return client
}

test('PostGIS, Devanagari trigrams, range exclusion and unaccent are there', async () => {
  const client = await connect()
  const { rows } = await client.query(
    `select st_area(st_geomfromtext('POLYGON((0 0,2 0,2 2,0 2,0 0))')) as area, show_trgm('र') <> '{}' as trigrams,
            unaccent('é') as plain, (select count(*)::int from pg_opclass where opcname = 'gist_int4_ops') as gist`,
  )
  assert.deepEqual(rows, [{ area: 4, trigrams: true, plain: 'e', gist: 1 }])
})

test('after three thousand SQL errors the engine still has its stack', async () => {
  const client = await connect()
  for (let n = 0; n < 3000; n++) await assert.rejects(client.query(`select ${n} / 0`), { code: '22012' })
  assert.equal((await client.query('select 1 as n')).rows[0].n, 1)
})

test('recursion without end is an error of its statement and of nothing else', async () => {
  const client = await connect()
  await client.query(
    'create or replace function forever(n int) returns int language plpgsql as $$ begin return forever(n + 1); end $$',
  )
  await assert.rejects(client.query('select forever(1)'), { code: '54001' })
  assert.equal((await client.query('select 2 as n')).rows[0].n, 2)
})

test('what one connection sets for its session no other connection sees, and it keeps it itself', async () => {
  const [one, other] = [await connect(), await connect()]
  await one.query('create role surveyor')
  await one.query(`set app.tenant = '7'`)
  await one.query('set role surveyor')
  await one.query(`select set_config('timezone', 'Asia/Kolkata', false)`)
  const seen = `select coalesce(current_setting('app.tenant', true), '') as tenant, current_user::text as who, current_setting('timezone') as zone`
  assert.deepEqual((await other.query(seen)).rows, [{ tenant: '', who: 'postgres', zone: 'UTC' }])
  assert.deepEqual((await one.query(seen)).rows, [{ tenant: '7', who: 'surveyor', zone: 'Asia/Kolkata' }])
  await one.query('reset role')
  assert.equal((await one.query(seen)).rows[0].who, 'postgres')
})

test('a role that a function takes behind our back does not stay for the next connection', async () => {
  const [one, other] = [await connect(), await connect()]
  await one.query(
    `create role intruder; create function take_role() returns void language plpgsql as $$ begin set role intruder; end $$`,
  )
  await one.query('select take_role()')
  assert.equal((await other.query('select current_user::text as who')).rows[0].who, 'postgres')
})

test('what cannot be kept to one connection is refused with a way out', async () => {
  const client = await connect()
  const refused = [
    'copy tally from stdin; copy tally from stdin',
    'create temp table t (n int)',
    'prepare p as select 1',
    'discard all',
    'set session authorization surveyor',
  ]
  for (const sql of refused)
    await assert.rejects(
      client.query(sql),
      (problem: pg.DatabaseError) => problem.code === '0A000' && Boolean(problem.hint),
      sql,
    )
  await client.query('begin')
  await client.query('create temp table t on commit drop as select 1 as n')
  await assert.rejects(client.query('prepare p as select 1'), { code: '0A000' })
  await assert.rejects(client.query('select 1'), { code: '25P02' })
  await client.query('rollback')
})

test('COPY FROM STDIN brings rows in, alone or in a transaction, and its errors end nothing but itself', async () => {
  const [client, other] = [await connect(), await connect()]
  await client.query('create table copied (n int primary key, words text)')
  const copy = async (sql: string, text: string) => {
    const stream = client.query(copyFrom(sql))
    const finished = once(stream, 'finish')
    stream.end(text)
    await finished
  }
  const count = async () => (await other.query('select count(*)::int as n from copied')).rows[0].n
  await copy('copy copied from stdin', '1\tone\n2\tदो\n')
  await copy(`begin; set local work_mem = '8MB'; copy copied from stdin; commit`, '3\t\\N\n')
  assert.equal(await count(), 3)
  await assert.rejects(copy('copy copied from stdin', '4\tfour\n1\tagain\n'), { code: '23505' })
  await assert.rejects(copy('copy nowhere from stdin', '1\n'), { code: '42P01' })
  // A driver that has nothing to send says so.
  await assert.rejects(client.query('copy copied from stdin'), { code: '57014' })
  assert.equal(await count(), 3)
  await client.query('begin')
  await copy('copy copied from stdin', '5\tfive\n')
  await client.query('rollback')
  assert.equal(await count(), 3)
})

test('words in a literal or a comment are not taken for statements', async () => {
  const client = await connect()
  const { rows } = await client.query(`select ';listen x; copy t from stdin; discard all' as words -- ; deallocate all`)
  assert.equal(rows[0].words, ';listen x; copy t from stdin; discard all')
})

test('a notification reaches those who listen, after the commit and only then', async () => {
  const [one, other, sender] = [await connect(), await connect(), await connect()]
  const got: string[] = []
  one.on('notification', (each) => got.push(`one ${each.channel} ${each.payload}`))
  other.on('notification', (each) => got.push(`other ${each.channel} ${each.payload}`))
  await one.query('listen "jobs:insert"; listen edits')
  await other.query('listen edits')
  await sender.query('begin')
  await sender.query(`notify edits, '1'`)
  await sender.query('rollback')
  await sender.query(`select pg_notify('edits', '2'), pg_notify('jobs:insert', '3')`)
  await Promise.all([one.query('select 1'), other.query('unlisten edits')])
  await sender.query(`notify edits, '4'`)
  await Promise.all([one.query('select 1'), other.query('select 1')])
  assert.deepEqual(got.sort(), ['one edits 2', 'one edits 4', 'one jobs:insert 3', 'other edits 2'])
})

test('a message that comes byte by byte is understood, and one of 20 MB too', async () => {
  const { host, port } = embedded.connection
  const socket = createConnection(`${host}/.s.PGSQL.${port}`)
  let answer = Buffer.alloc(0)
  socket.on('data', (chunk) => {
    answer = Buffer.concat([answer, chunk])
  })
  const startUp = Buffer.from('\0\0\0\0\0\x03\0\0user\0postgres\0\0', 'latin1')
  startUp.writeInt32BE(startUp.length, 0)
  for (const byte of Buffer.concat([startUp, query('select 40 + 2 as n')])) socket.write(Buffer.from([byte]))
  socket.write(message('X'))
  await once(socket, 'close')
  assert.ok(answer.includes('SELECT 1'))
  const text = 'खसरा '.repeat(1_500_000)
  const { rows } = await (await connect()).query('select md5($1::text) as digest', [text])
  assert.equal(rows[0].digest, createHash('md5').update(text).digest('hex'))
})

test('who rests in a transaction while others wait is put out, and the others go on', async () => {
  const [idle, waiting] = [await connect(), await connect()]
  await idle.query('begin')
  const [problem] = await Promise.all([once(idle, 'error').then(([each]) => each), waiting.query('select 1')])
  assert.equal(problem.code, '25P03')
})

test('a query that still waits can be cancelled', async () => {
  const [holder, waiting] = [await connect(), await connect()]
  await holder.query('begin')
  const cancelled = assert.rejects(waiting.query('select 1'), { code: '57014' })
  await holder.query('select 1')
  const { processID, secretKey } = waiting as unknown as { processID: number; secretKey: number }
  const { host, port } = embedded.connection
  const request = Buffer.alloc(16)
  for (const [at, each] of [16, 80877102, processID, secretKey].entries()) request.writeInt32BE(each, 4 * at)
  createConnection(`${host}/.s.PGSQL.${port}`).end(request)
  await cancelled
  await holder.query('commit')
  assert.equal((await waiting.query('select 3 as n')).rows[0].n, 3)
})

test('another user, database or start-up option is refused with a reason', async () => {
  for (const wrong of [{ user: 'khasra' }, { database: 'khasra' }, { options: '-c search_path=x' }])
    await assert.rejects(new pg.Client({ ...embedded.connection, ...wrong }).connect(), /embedded database/)
})

test('only the owner can enter the folder of the socket', () => {
  assert.equal(statSync(embedded.connection.host).mode & 0o777, 0o700)
})

test('a second start is told who has the folder and where it answers, and a command is led there', async () => {
  embedded.announce('http://localhost:8080')
  await assert.rejects(openEmbedded({ dataFolder: folder }), (problem: EmbeddedInUse) => {
    assert.ok(problem instanceof EmbeddedInUse)
    assert.match(problem.message, new RegExp(`process ${process.pid}, which answers at http://localhost:8080`))
    return true
  })
  const reached = await reachEmbedded({ dataFolder: folder })
  assert.deepEqual(reached.connection, embedded.connection)
  assert.equal((await findServing(folder))?.pid, process.pid)
})

test('a folder that another machine still renews is left alone', { timeout: 60_000 }, async () => {
  const other = await copyOf()
  writeFileSync(
    join(other, 'serving.json'),
    JSON.stringify({ pid: 1, machine: 'another', address: null, connection: null }),
  )
  const renew = setInterval(() => writeFileSync(join(other, 'serving.json'), '{"pid":1,"machine":"another"}'), 100)
  await assert.rejects(openEmbedded({ dataFolder: other, heartbeatMs: 500 }), EmbeddedInUse)
  clearInterval(renew)
  removeFolder(other)
})

test('on TCP the password is asked for', { timeout: 60_000 }, async () => {
  const other = await copyOf()
  const overTcp = await openEmbedded({ dataFolder: other, overTcp: true })
  await assert.rejects(new pg.Client({ ...overTcp.connection, password: 'guess' }).connect(), { code: '28P01' })
  const client = new pg.Client(overTcp.connection)
  await client.connect()
  assert.equal((await client.query('select 1 as n')).rows[0].n, 1)
  await client.end()
  await overTcp.close()
  removeFolder(other)
})

test('a message that would end PostgreSQL ends its own connection only', async () => {
  const client = await connect()
  const { stream } = (client as unknown as { connection: { stream: import('node:net').Socket } }).connection
  const ended = new Promise((resolve) => client.once('end', resolve))
  stream.write(message('z'))
  await ended
  assert.equal((await (await connect()).query('select 1 as n')).rows[0].n, 1)
})

test('an engine that dies is opened again and has what was committed', { timeout: 120_000 }, async () => {
  const other = await copyOf()
  let isBack = () => {}
  const back = new Promise<void>((resolve) => {
    isBack = resolve
  })
  const words: string[] = []
  const onProgress = (each: string) => {
    words.push(each)
    if (words.filter((word) => word === 'Opening the database').length === 2) isBack()
  }
  // With so little stack a hostile pattern takes the WebAssembly code down before PostgreSQL sees its limit.
  const fragile = await openEmbedded({ dataFolder: other, onProgress, stackMb: 4 })
  const pool = new pg.Pool(fragile.connection)
  pool.on('error', () => {})
  await pool.query('create table kept as select 1 as n')
  await assert.rejects(pool.query(`select 'x' ~ repeat('(', 3000000)`))
  await back
  let rows: unknown[] = []
  while (rows.length === 0)
    rows = await pool.query('select n from kept').then(
      (result) => result.rows,
      () => delay(100, []),
    )
  assert.deepEqual(rows, [{ n: 1 }])
  await pool.end()
  await fragile.close()
  removeFolder(other)
})
