/**
 * PGlite with its extensions, reduced to one call: bytes of whole wire messages in, bytes of the answer out.
 * Runs inside the worker thread; a call does not return to the event loop until the engine has answered.
 */
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'
import { postgis } from '@electric-sql/pglite-postgis'
import { query, rowsOf } from './wire.ts'

/** The engine of one open folder. */
export type Engine = {
  /** Runs whole messages and returns all that the engine answers. */
  run(messages: Buffer): Buffer
  /** Rows of a query of our own, as text. Throws on an SQL error. */
  rows(sql: string): (string | null)[][]
  close(): Promise<void>
}

/** Written when the folder is whole; without it a first start was cut short and the folder is begun anew. */
const WHOLE = 'KHASRA_WHOLE'

const settings = {
  jit: 'off',
  max_stack_depth: '1MB',
  random_page_cost: '1.1',
  work_mem: '16MB',
  max_wal_size: '256MB',
  min_wal_size: '64MB',
  TimeZone: 'UTC',
}

/**
 * Opens the database in `folder`, making it first when there is none.
 * `onFatal` is called when the engine can no longer be trusted (it has left its main loop, or the WebAssembly code
 * trapped); it must end the thread. The next open recovers from the write-ahead log, as after kill -9.
 */
export async function openEngine(
  folder: string,
  onProgress: (words: string) => void,
  onFatal: (reason: unknown) => never,
): Promise<Engine> {
  const isNew = await prepareFolder(folder)
  onProgress(isNew ? 'Making the database' : 'Opening the database')
  const postgres = await PGlite.create({
    dataDir: folder,
    extensions: { postgis, pg_trgm, btree_gist, unaccent },
    startParams: [
      ...PGlite.defaultStartParams.filter((each) => each !== '-O'),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
  })
  guardMainLoop(postgres, onFatal)
  const engine = engineOver(postgres)
  if (isNew) {
    onProgress('Adding PostGIS')
    for (const name of ['postgis', 'pg_trgm', 'btree_gist', 'unaccent'])
      engine.rows(`create extension if not exists ${name}`)
    engine.rows('checkpoint')
    await writeFile(join(folder, WHOLE), '')
  }
  return engine
}

async function prepareFolder(folder: string): Promise<boolean> {
  if (existsSync(join(folder, WHOLE))) return false
  if (existsSync(folder)) {
    // Set aside, not deleted: should the mark be lost by someone's copying, the data is still there.
    await rm(`${folder}.unfinished`, { recursive: true, force: true })
    await rename(folder, `${folder}.unfinished`)
  }
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return true
}

function engineOver(postgres: PGlite): Engine {
  let out = Buffer.allocUnsafe(1 << 16)
  let used = 0
  const onRawData = (data: Uint8Array) => {
    if (used + data.length > out.length) {
      const larger = Buffer.allocUnsafe(Math.max(out.length * 2, used + data.length))
      out.copy(larger, 0, 0, used)
      out = larger
    }
    out.set(data, used)
    used += data.length
  }
  // execProtocolRawStream does all its work before it first yields, so the answer is whole when the call returns.
  const run = (messages: Buffer) => {
    used = 0
    void postgres.execProtocolRawStream(messages, { syncToFs: false, onRawData })
    const answer = out.subarray(0, used)
    if (used < 1 << 13) return Buffer.from(answer)
    out = Buffer.allocUnsafe(1 << 16)
    return answer
  }
  return { run, rows: (sql) => rowsOf(run(query(sql))), close: () => postgres.close() }
}

/**
 * PGlite reports an SQL error by throwing through the WebAssembly frames, which leaves the C stack pointer where the
 * error was: about 1.4 kB are lost each time and after some 1,400 errors every statement answers "stack depth limit
 * exceeded" (0.5.8). A real longjmp restores it; so do we. Whatever else is thrown is not an SQL error but a dead engine.
 */
function guardMainLoop(postgres: PGlite, onFatal: (reason: unknown) => never): void {
  const module = postgres.Module as unknown as {
    ___stack_pointer?: WebAssembly.Global
    _PostgresMainLoopOnce: () => void
  }
  const stackPointer = module.___stack_pointer
  if (!stackPointer) throw new Error('This PGlite does not show its stack pointer; the embedded database needs 0.5.8')
  const loopOnce = module._PostgresMainLoopOnce
  module._PostgresMainLoopOnce = () => {
    const before = stackPointer.value
    try {
      loopOnce()
    } catch (thrown) {
      if (thrown !== 'unwind') onFatal(thrown)
      stackPointer.value = before
      throw thrown
    }
  }
}
