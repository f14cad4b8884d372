/** The launcher as a person meets it: first start, second start, kill -9, a busy port, a first start cut short. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { copyOf, removeFolder } from '../test/embedded-folder.ts'

const script = fileURLToPath(new URL('../start.mjs', import.meta.url))
const children = new Set<ChildProcess>()
let data: string

after(() => {
  for (const child of children) child.kill('SIGKILL')
  if (data) removeFolder(data)
})

/** Starts Khasra; `said` grows as it speaks. */
function start(environment: NodeJS.ProcessEnv): {
  child: ChildProcess
  said: () => string
  until(words: RegExp): Promise<void>
} {
  const child = spawn(process.execPath, [script], {
    env: {
      ...process.env,
      DATABASE_URL: '',
      KHASRA_LOG: 'error',
      KHASRA_SAMPLE_PARCELS: '300',
      KHASRA_DATA: data,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  let words = ''
  const waiting = new Set<() => void>()
  const hear = (chunk: Buffer) => {
    words += chunk
    for (const look of waiting) look()
  }
  child.stdout!.on('data', hear)
  child.stderr!.on('data', hear)
  const until = (pattern: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!pattern.test(words)) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      child.once('exit', () => reject(new Error(`It ended before it said ${pattern}: ${words}`)))
      look()
    })
  return { child, said: () => words, until }
}

async function endOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.exitCode
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return String(port)
}

test('a first start that is killed while it loads the town begins that again, and then serves it', {
  timeout: 300_000,
}, async () => {
  data = await copyOf()
  const PORT = await freePort()
  const first = start({ PORT, KHASRA_SAMPLE_PARCELS: '3000' })
  await first.until(/Loading the sample town/)
  first.child.kill('SIGKILL')
  await endOf(first.child)
  const second = start({ PORT })
  await second.until(/Khasra is ready/)
  assert.match(second.said(), /cut short/)
  const health = await (await fetch(`http://127.0.0.1:${PORT}/api/health`)).json()
  assert.equal(health.engine, 'embedded')
  const { towns } = await (await fetch(`http://127.0.0.1:${PORT}/api/towns`)).json()
  assert.ok(towns.some((town: { code: string }) => town.code === 'nayapur'))

  const third = start({ PORT })
  assert.equal(await endOf(third.child), 1)
  assert.match(third.said(), new RegExp(`already runs here: process ${second.child.pid}, http://127.0.0.1:${PORT}`))

  second.child.kill('SIGKILL')
  await endOf(second.child)
  const fourth = start({ PORT })
  await fourth.until(/Khasra is ready/)
  assert.doesNotMatch(fourth.said(), /Loading|cut short/)
  fourth.child.kill('SIGTERM')
  assert.equal(await endOf(fourth.child), 0)
  assert.equal(existsSync(join(data, 'serving.json')), false)
})

test('a busy port is one line that says what to do', async () => {
  const busy = createServer().listen(0, '127.0.0.1')
  await once(busy, 'listening')
  const { port } = busy.address() as AddressInfo
  const { child, said } = start({ PORT: String(port), KHASRA_DATA: join(tmpdir(), 'khasra-never-made') })
  assert.equal(await endOf(child), 1)
  assert.equal(
    said().trim(),
    `Khasra did not start. Port ${port} is taken by another program. Choose another: PORT=${port + 1} npm start`,
  )
  busy.close()
})

test('without a network and without dependencies it says so in one line', { timeout: 60_000 }, async () => {
  const clone = mkdtempSync(join(tmpdir(), 'khasra-clone-'))
  const root = fileURLToPath(new URL('../../', import.meta.url))
  for (const each of ['package.json', 'package-lock.json', 'infra'])
    cpSync(join(root, each), join(clone, each), { recursive: true })
  const child = spawn(process.execPath, [join(clone, 'infra/start.mjs')], {
    cwd: clone,
    env: {
      ...process.env,
      PORT: await freePort(),
      npm_config_registry: 'http://127.0.0.1:9',
      npm_config_fetch_retries: '0',
      npm_config_cache: join(clone, 'cache'),
      KHASRA_DATA: join(clone, 'data'),
    },
  })
  children.add(child)
  let words = ''
  child.stdout.on('data', (chunk) => {
    words += chunk
  })
  assert.equal(await endOf(child), 1)
  const [last] = words.trim().split('\n').slice(-1)
  assert.match(last ?? '', /package registry cannot be reached \(E\w+\)/)
  rmSync(clone, { recursive: true })
})

test('a database that nobody answers for is one line', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'khasra-none-'))
  const { child, said } = start({
    PORT: await freePort(),
    DATABASE_URL: 'postgres://khasra@127.0.0.1:9/khasra',
    KHASRA_DATA: folder,
  })
  assert.equal(await endOf(child), 1)
  assert.match(said().trim().split('\n').at(-1) ?? '', /No database answers at DATABASE_URL \(ECONNREFUSED\)/)
  rmSync(folder, { recursive: true })
})
