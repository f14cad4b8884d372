/**
 * The embedded database: PostgreSQL with PostGIS compiled to WebAssembly, in a worker thread of this process, reached
 * by `pg` through a Unix socket in the data folder. See infra/decisions/0001-embedded-database.md.
 */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Lock, takeLock } from './lock.ts'
import {
  type EmbeddedConnection,
  findServing,
  machine,
  readServing,
  removeServing,
  renewServing,
  type Serving,
  servingAgeMs,
  writeServing,
} from './serving.ts'
import type { ThreadData, ThreadMessage } from './thread.ts'

/** What to open and how. */
export type EmbeddedOptions = {
  /** KHASRA_DATA; the database lies in `database/` below it. Made when missing. */
  dataFolder: string
  /** Short sentences for a person who waits. */
  onProgress?: (words: string) => void
  /** The engine died and could not be brought back; connections are refused from now on. */
  onLost?: (problem: Error) => void
  /** A transaction that does nothing while others wait is ended after this long. 30 s unless told. */
  idleInTransactionMs?: number
  /** Reach it by TCP on the loopback address with a password, as on Windows. */
  overTcp?: boolean
  /** How often the note beside the database is renewed for other machines on the same disk. 5 s unless told. */
  heartbeatMs?: number
  /** Stack of the engine's thread. 64 MB unless told: then PostgreSQL's own depth limit answers first, but for JSON nested a million deep. */
  stackMb?: number
}

/** An open embedded database. */
export type Embedded = {
  /** For `new pg.Pool(connection)`. */
  connection: EmbeddedConnection
  /** Notes the address of the web server, for those who try to start a second one. */
  announce(address: string): void
  /** Ends connections, checkpoints and closes. */
  close(): Promise<void>
}

/** Another process has the folder open. */
export class EmbeddedInUse extends Error {
  readonly pid: number | null
  readonly address: string | null
  constructor(dataFolder: string, serving: Serving | null) {
    const who = serving
      ? `process ${serving.pid}${serving.address ? `, which answers at ${serving.address}` : ''}`
      : 'another process'
    super(`The database in ${dataFolder} is already open in ${who}.`)
    this.name = 'EmbeddedInUse'
    this.pid = serving?.pid ?? null
    this.address = serving?.address ?? null
  }
}

const MAJOR = '18'
const HEARTBEAT_MS = 5000
const MAX_RESTARTS = 5
/** Paths of Unix sockets are limited to 103 bytes on some systems. */
const MAX_SOCKET_PATH = 100

/** Opens the embedded database of a data folder, making it on the first call. Throws EmbeddedInUse. */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 })
  const dataFolder = realpathSync(options.dataFolder)
  const lock = await takeLock(dataFolder)
  if (!lock) throw new EmbeddedInUse(dataFolder, readServing(dataFolder))
  try {
    await waitForOtherMachine(dataFolder, options.heartbeatMs ?? HEARTBEAT_MS)
    refuseOtherVersion(dataFolder)
    return await serve(dataFolder, lock, options)
  } catch (problem) {
    await lock.release()
    throw problem
  }
}

/** The database of a data folder, whoever serves it: the running process's, or opened here and closed by `close`. */
export async function reachEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const serving = await findServing(options.dataFolder)
  if (serving?.connection) return { connection: serving.connection, announce: () => {}, close: async () => {} }
  return openEmbedded(options)
}

async function serve(dataFolder: string, lock: Lock, options: EmbeddedOptions): Promise<Embedded> {
  const data = threadData(dataFolder, options)
  const serving: Serving = {
    pid: process.pid,
    machine: machine(),
    startedAt: new Date().toISOString(),
    address: null,
    connection: null,
  }
  writeServing(dataFolder, serving)
  const heartbeat = setInterval(() => renewServing(dataFolder), options.heartbeatMs ?? HEARTBEAT_MS).unref()
  const thread = new EngineThread(data, options)
  let port: number
  try {
    port = await thread.start()
  } catch (problem) {
    clearInterval(heartbeat)
    removeServing(dataFolder)
    throw problem
  }
  const connection = connectionOf(data, port)
  writeServing(dataFolder, Object.assign(serving, { connection }))
  let closing: Promise<void> | null = null
  const close = async () => {
    await thread.close()
    clearInterval(heartbeat)
    if (data.socketPath !== null) rmSync(data.socketPath, { force: true })
    removeServing(dataFolder)
    await lock.release()
  }
  return {
    connection,
    announce: (address) => writeServing(dataFolder, Object.assign(serving, { address })),
    close: () => (closing ??= close()),
  }
}

function threadData(dataFolder: string, options: EmbeddedOptions): ThreadData {
  const overTcp = options.overTcp ?? process.platform === 'win32'
  return {
    folder: join(dataFolder, 'database'),
    socketPath: overTcp ? null : join(socketFolder(dataFolder), '.s.PGSQL.5432'),
    password: overTcp ? randomBytes(24).toString('base64url') : null,
    idleInTransactionMs: options.idleInTransactionMs ?? 30_000,
  }
}

function socketFolder(dataFolder: string): string {
  const inside = join(dataFolder, 'socket')
  if (Buffer.byteLength(inside) + 15 <= MAX_SOCKET_PATH) return inside
  return join(tmpdir(), `khasra-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 16)}`)
}

function connectionOf(data: ThreadData, port: number): EmbeddedConnection {
  const who = { user: 'postgres', database: 'postgres' }
  if (data.socketPath === null) return { host: '127.0.0.1', port, ...who, password: data.password ?? '' }
  return { host: join(data.socketPath, '..'), port, ...who }
}

/** The worker thread, started again when the engine dies: the write-ahead log holds all that was acknowledged. */
class EngineThread {
  private worker: Worker | null = null
  private closing = false
  private restarts = 0
  private readonly data: ThreadData
  private readonly options: EmbeddedOptions

  constructor(data: ThreadData, options: EmbeddedOptions) {
    this.data = data
    this.options = options
  }

  /** Resolves with the port when connections are taken. */
  start(): Promise<number> {
    return new Promise((resolve, reject) => {
      let words = 'The database engine stopped'
      let isReady = false
      const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
        workerData: this.data,
        execArgv: [],
        resourceLimits: { stackSizeMb: this.options.stackMb ?? 64 },
      })
      this.worker = worker
      worker.on('message', (message: ThreadMessage) => {
        if (message.type === 'progress') this.options.onProgress?.(message.words)
        else if (message.type === 'failed') words = message.words
        else if (message.type === 'ready') {
          isReady = true
          resolve(message.port)
        }
      })
      worker.on('error', (problem) => {
        words = problem.message
      })
      worker.once('exit', () => {
        this.worker = null
        if (!isReady) reject(new Error(words))
        else if (!this.closing) this.restart(words)
      })
    })
  }

  async close(): Promise<void> {
    this.closing = true
    const worker = this.worker
    if (!worker) return
    await new Promise<void>((resolve) => {
      worker.once('exit', () => resolve())
      worker.postMessage('close')
    })
  }

  private restart(words: string): void {
    const lost = (problem: Error) => this.options.onLost?.(problem)
    if (this.restarts++ < MAX_RESTARTS && this.data.socketPath !== null) {
      this.options.onProgress?.(`${words}. Opening it again`)
      this.start().catch(lost)
    } else lost(new Error(words))
  }
}

/** On a shared disk the lock of another machine is not seen; its note is renewed every few seconds while it lives. */
async function waitForOtherMachine(dataFolder: string, heartbeatMs: number): Promise<void> {
  const serving = readServing(dataFolder)
  if (!serving || serving.machine === machine()) return
  for (let age = servingAgeMs(dataFolder); age < 3 * heartbeatMs; ) {
    await new Promise((resolve) => setTimeout(resolve, heartbeatMs))
    const now = servingAgeMs(dataFolder)
    if (now < age + heartbeatMs / 2) throw new EmbeddedInUse(dataFolder, serving)
    age = now
  }
}

function refuseOtherVersion(dataFolder: string): void {
  const file = join(dataFolder, 'database', 'PG_VERSION')
  const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : MAJOR
  if (found !== MAJOR)
    throw new Error(
      `The database in ${dataFolder} was made by PostgreSQL ${found}; this Khasra embeds ${MAJOR}. Restore a backup into a new folder.`,
    )
}
