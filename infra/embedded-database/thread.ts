/** The worker thread: the engine and its front. Talks to open.ts by messages. */
import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { dirname } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { openEngine } from './engine.ts'
import { Front } from './front.ts'
import { Upkeep } from './upkeep.ts'

/** What the thread is started with. `socketPath` null: TCP on the loopback address, with `password`. */
export type ThreadData = {
  folder: string
  socketPath: string | null
  password: string | null
  idleInTransactionMs: number
}

/** What the thread says. */
export type ThreadMessage =
  | { type: 'progress'; words: string }
  | { type: 'ready'; port: number }
  | { type: 'failed'; words: string }
  | { type: 'closed' }

const port = parentPort
if (!port) throw new Error('thread.ts runs in a worker thread')
const say = (each: ThreadMessage) => port.postMessage(each)
const data = workerData as ThreadData

async function serve(): Promise<void> {
  const engine = await openEngine(data.folder, (words) => say({ type: 'progress', words }), die)
  const upkeep = new Upkeep(engine, () => front.isFree)
  const front = new Front(engine, {
    password: data.password,
    idleInTransactionMs: data.idleInTransactionMs,
    onIdle: () => upkeep.afterUnit(),
  })
  const server = createServer((socket) => front.accept(socket.setNoDelay(true)))
  await listen(server)
  port?.once('message', async () => {
    upkeep.stop()
    server.close()
    await front.settle()
    front.stop()
    engine.rows('checkpoint')
    await engine.close()
    say({ type: 'closed' })
    port.close()
  })
  const address = server.address()
  say({ type: 'ready', port: typeof address === 'string' ? 5432 : (address as AddressInfo).port })
}

function listen(server: Server): Promise<void> {
  const { socketPath } = data
  if (socketPath !== null) {
    mkdirSync(dirname(socketPath), { recursive: true, mode: 0o700 })
    chmodSync(dirname(socketPath), 0o700)
    rmSync(socketPath, { force: true })
  }
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    if (socketPath !== null) server.listen(socketPath, resolve)
    else server.listen(0, '127.0.0.1', resolve)
  })
}

/** Ends the thread at once: not one more statement may run on a broken engine. */
function die(reason: unknown): never {
  say({
    type: 'failed',
    words: `The database engine stopped: ${reason instanceof Error ? reason.message : String(reason)}`,
  })
  process.exit(1)
}

serve().catch((problem: Error) => {
  say({ type: 'failed', words: problem.message })
  process.exit(1)
})
