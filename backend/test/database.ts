/**
 * The database under a test: a real one, migrated, of this test process alone. PostGIS when `npm test` (or
 * KHASRA_TEST_DATABASE_URL) names a server, else the embedded engine; KHASRA_TEST_ENGINE=embedded forces the latter.
 * Tests within a process keep apart by taking a fresh town each.
 */
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { PoolConfig } from 'pg'
import { openEmbedded } from '../../infra/embedded-database/index.ts'
import { copyOf, removeFolder } from '../../infra/test/embedded-folder.ts'
import { cloneDatabase, dropDatabase } from '../../infra/test/postgres-template.ts'
import {
  asOwner,
  type Context,
  contextFor,
  type Database,
  diskStore,
  insertTenant,
  migrate,
  newParticipants,
  newSubscribers,
  openDatabase,
  type Platform,
  readConfig,
  type Tenant,
} from '../src/kernel/index.ts'

/** A state and one town in it, made for one test. */
export type TestTown = { state: Tenant; town: Tenant }

/** A message that the platform would have sent. */
export type SentMessage = { stateId: number; to: string; channel: 'mobile' | 'email'; text: string }

/** The migrated database of this test process and a platform over it. */
export type TestDatabase = {
  engine: 'postgis' | 'embedded'
  /** For `new pg.Pool(connection)` or `openDatabase(connection, engine)`. */
  connection: PoolConfig
  database: Database
  platform: Platform
  /** What `platform.sender` was given, oldest first. */
  sent: SentMessage[]
  /** A fresh state and a town in it; codes are unique. `into` adds a town to an existing state. */
  newTenant(
    options?: Partial<Pick<Tenant, 'code' | 'names' | 'srid' | 'timeZone' | 'settings'>> & { into?: Tenant },
  ): Promise<TestTown>
  /** A context in a town; an anonymous caller unless told. */
  context(town: Tenant, given?: Partial<Context>): Context
  /** Ends it before the process does; not needed otherwise. */
  close(): Promise<void>
}

const migrations = fileURLToPath(new URL('../../data/migrations', import.meta.url))
let shared: Promise<TestDatabase> | null = null

// Registered at import, so that it runs after the last test of the file.
after(async () => (await shared)?.close())

/** The database of this test process: made at the first call, the same at every other. */
export function testDatabase(_test?: unknown): Promise<TestDatabase> {
  shared ??= open()
  return shared
}

/** Another database, empty but for the migrations, with a master key of its own: a second server. Whoever opens it closes it. */
export function anotherDatabase(): Promise<TestDatabase> {
  return open()
}

async function open(): Promise<TestDatabase> {
  const server = process.env.KHASRA_TEST_ENGINE === 'embedded' ? undefined : process.env.KHASRA_TEST_DATABASE_URL
  const { connection, remove } = server ? await onServer(server) : await onEmbedded()
  const engine = server ? 'postgis' : 'embedded'
  const database = openDatabase(connection, engine)
  const sent: SentMessage[] = []
  const dataFolder = mkdtempSync(join(tmpdir(), 'khasra-data-'))
  const platform = platformOver(database, dataFolder, sent)
  let closed: Promise<void> | null = null
  const close = async () => {
    await database.close()
    await remove()
    rmSync(dataFolder, { recursive: true, force: true })
  }
  return {
    engine,
    connection,
    database,
    platform,
    sent,
    newTenant: (options) => newTown(database, options ?? {}),
    context: (town, given) => contextFor(platform, town, given),
    close: () => (closed ??= close()),
  }
}

type Opened = { connection: PoolConfig; remove(): Promise<void> }

async function onServer(server: string): Promise<Opened> {
  const name = `khasra_test_${process.pid}_${randomBytes(3).toString('hex')}`
  const connectionString = await cloneDatabase(server, migrationsKey(), name, migrateAt)
  return { connection: { connectionString }, remove: () => dropDatabase(server, name) }
}

async function onEmbedded(): Promise<Opened> {
  const folder = await copyOf({ name: 'migrated', key: migrationsKey(), prepare: migrateAt })
  const embedded = await openEmbedded({ dataFolder: folder })
  const remove = async () => {
    await embedded.close()
    removeFolder(folder)
  }
  return { connection: embedded.connection, remove }
}

async function migrateAt(connection: PoolConfig): Promise<void> {
  const database = openDatabase(connection, 'postgis', 2)
  try {
    await migrate(database)
    // A clone begins with what the planner knows of its template.
    await database.pool.query('analyze')
  } finally {
    await database.close()
  }
}

/** Changes with any migration, so that an older template is never taken for the present one. */
function migrationsKey(): string {
  const hash = createHash('sha256')
  for (const file of readdirSync(migrations).sort()) hash.update(file).update(readFileSync(join(migrations, file)))
  return hash.digest('hex').slice(0, 16)
}

function platformOver(database: Database, dataFolder: string, sent: SentMessage[]): Platform {
  return {
    config: readConfig({ KHASRA_DATA: dataFolder, KHASRA_LOG: 'silent', KHASRA_TODAY: process.env.KHASRA_TODAY }),
    database,
    documents: diskStore(join(dataFolder, 'documents')),
    sender: { real: false, send: async (message) => void sent.push(message) },
    participants: newParticipants(),
    subscribers: newSubscribers(),
    onLayerChange: [],
    now: () => new Date(),
  }
}

async function newTown(
  database: Database,
  options: Parameters<TestDatabase['newTenant']>[0] & object,
): Promise<TestTown> {
  const { into, ...given } = options
  const tag = randomBytes(4).toString('hex')
  const base = { srid: 32643, timeZone: 'Asia/Kolkata', settings: {} }
  return asOwner(database, async (db) => {
    const state =
      into ??
      (await insertTenant(db, {
        ...base,
        stateId: null,
        kind: 'state',
        code: `state-${tag}`,
        names: { en: `State ${tag}` },
      }))
    const town = { ...base, code: `town-${tag}`, names: { en: `Town ${tag}`, hi: `नगर ${tag}` }, ...given }
    return { state, town: await insertTenant(db, { ...town, stateId: state.tenantId, kind: 'ulb' }) }
  })
}
