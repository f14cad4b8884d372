/** A town whose load was killed is seen by nobody and gone at the next start, with its indexes back; a load that runs is left alone. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { readConfig } from '../../backend/src/kernel/index.ts'
import { testDatabase } from '../../backend/test/database.ts'
import { copyOf, removeFolder } from '../test/embedded-folder.ts'
import { openConfigured } from './database.ts'
import { launch } from './launch.ts'

const khasra = fileURLToPath(new URL('../khasra.mjs', import.meta.url))
const isServer = Boolean(process.env.KHASRA_TEST_DATABASE_URL) && process.env.KHASRA_TEST_ENGINE !== 'embedded'
const children = new Set<ChildProcess>()
let folder: string
let environment: NodeJS.ProcessEnv

before(async () => {
  folder = await copyOf()
  const { DATABASE_URL: _, ...others } = process.env
  environment = {
    ...others,
    ...(isServer && { DATABASE_URL: String((await testDatabase()).connection.connectionString) }),
    KHASRA_DATA: folder,
    KHASRA_LOG: 'error',
    KHASRA_SAMPLE_PARCELS: '0',
  }
})
after(() => {
  for (const child of children) child.kill('SIGKILL')
  removeFolder(folder)
})

/** Runs `khasra city new`; `half` settles when a third of the town is in. */
function newCity(name: string, parcels: number) {
  const child = spawn(process.execPath, [khasra, 'city', 'new', name, '--parcels', String(parcels)], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  let words = ''
  const half = new Promise<void>((resolve, reject) => {
    child.stderr!.on('data', (chunk) => {
      words += chunk
      const done = [...words.matchAll(/(\d+) parcels/g)].map((match) => Number(match[1]))
      if (Math.max(0, ...done) > parcels / 3) resolve()
    })
    child.once('exit', () => reject(new Error(`it ended early: ${words}`)))
  })
  half.catch(() => {})
  return { child, half, said: () => words }
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return String(port)
}

const start = async (say: (words: string) => void = () => {}) =>
  launch({ environment: { ...environment, PORT: await freePort() }, say, webReady: Promise.resolve(), onLost() {} })

const townsAt = async (address: string) =>
  ((await (await fetch(`${address}/api/towns`)).json()) as { towns: { code: string }[] }).towns.map((town) => town.code)

/** Runs one query on the database as it lies, whoever else is at it. */
async function ask<R extends pg.QueryResultRow>(sql: string): Promise<R[]> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const opened = await openConfigured(readConfig(given), { serve: false })
  try {
    return (await opened.database.pool.query<R>(sql)).rows
  } finally {
    await opened.close()
  }
}

const definitions = () =>
  ask<{ definition: string }>(
    `select pg_get_indexdef(x.indexrelid) as definition from pg_index x join pg_class t on t.oid = x.indrelid
     join pg_namespace n on n.oid = t.relnamespace where n.nspname in ('parcels', 'people') and x.indisvalid
     union all select pg_get_constraintdef(c.oid) || c.conrelid::regclass from pg_constraint c join pg_namespace n on n.oid = c.connamespace
     where n.nspname in ('parcels', 'people') order by 1`,
  )

test('a load that is killed leaves nothing to be seen, and the next start takes it away and puts the indexes back', {
  timeout: 300_000,
}, async () => {
  const first = await start()
  await first.close()
  const whole = await definitions()
  const { child, half } = newCity('halfpur', 24_000)
  await half
  child.kill('SIGKILL')
  await once(child, 'exit')
  const [left] = await ask<{ set_aside: unknown[] }>(
    `select settings -> 'setAside' as set_aside from kernel.tenants where code = 'halfpur' and settings ->> 'loading' = 'true'`,
  )
  assert.ok(left && left.set_aside.length > 20, 'the load was the fast one, and it was cut short')
  assert.notDeepEqual(await definitions(), whole)
  await untilItsConnectionIsGone()
  const said: string[] = []
  const running = await start((words) => void said.push(words))
  try {
    assert.ok(said.includes('Took away the town halfpur, whose load was cut short'), said.join('\n'))
    assert.deepEqual(await townsAt(running.address), [])
    assert.equal((await fetch(`${running.address}/api/halfpur/session`)).status, 404)
  } finally {
    await running.close()
  }
  assert.deepEqual(await definitions(), whole)
  assert.deepEqual(await ask(`select 1 from kernel.tenants where code = 'halfpur'`), [])
  for (const table of ['parcels.properties', 'parcels.parcel_versions', 'people.parties', 'parcels.search_tokens'])
    assert.deepEqual(await ask(`select count(*)::int as rows from ${table}`), [{ rows: 0 }], table)
})

/** A server hears of a killed client when it next reads from it: a moment later. */
async function untilItsConnectionIsGone(): Promise<void> {
  if (!isServer) return
  const sql = `select exists (select 1 from pg_stat_activity a, kernel.tenants t where a.pid = (t.settings #>> '{loader,backend}')::int) as there`
  for (let tries = 0; tries < 100; tries++) {
    if (!(await ask<{ there: boolean }>(sql))[0]!.there) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  assert.fail('the connection of the killed load stays')
}

test('a town that is just coming in is not taken away by whoever starts meanwhile, and is seen only when it is whole', {
  skip: isServer ? false : 'the embedded database is served by one process at a time',
  timeout: 300_000,
}, async () => {
  const { child, half, said } = newCity('wholepur', 9_000)
  await half
  const running = await start()
  try {
    const still = await ask(`select 1 from kernel.tenants where code = 'wholepur' and settings ->> 'loading' = 'true'`)
    if (still.length) {
      assert.deepEqual(await townsAt(running.address), [])
      assert.equal((await fetch(`${running.address}/api/wholepur/session`)).status, 404)
    }
    const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode]
    assert.equal(code, 0, said())
    assert.deepEqual(await townsAt(running.address), ['wholepur'])
    assert.equal((await fetch(`${running.address}/api/wholepur/session`)).status, 200)
  } finally {
    await running.close()
  }
})
