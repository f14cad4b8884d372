import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import type { Database } from './db.ts'
import { migrateJobs } from './jobs.ts'

const folder = fileURLToPath(new URL('../../../data/migrations', import.meta.url))

/** The migrations of this code, in their order, without '.sql'. */
export function knownMigrations(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.slice(0, -4))
    .sort()
}

/** Which migrations the database has. Empty for a fresh one. */
export async function appliedMigrations(database: Database): Promise<string[]> {
  const { rows } = await database.pool.query(`select to_regclass('public.khasra_migrations') is not null as there`)
  if (!rows[0].there) return []
  return (await database.pool.query(`select name from public.khasra_migrations order by id`)).rows.map(
    (row) => row.name,
  )
}

/**
 * Brings the database up to this code, one transaction a file; answers the names it applied.
 * @throws Error when the database is newer than the code, or its text search is blind to Devanagari
 */
export async function migrate(database: Database, onProgress: (name: string) => void = () => {}): Promise<string[]> {
  const known = new Set(knownMigrations())
  const newer = (await appliedMigrations(database)).filter((name) => !known.has(name))
  if (newer.length)
    throw new Error(
      `this database is newer than this program: it has ${newer.join(', ')}. Update the program, or restore an older backup.`,
    )
  const client = await database.pool.connect()
  try {
    // Two starts at once: the second waits here. A transaction lock, because the embedded engine has no others.
    const applied = await runner({
      dbClient: client,
      dir: folder,
      direction: 'up',
      migrationsTable: 'khasra_migrations',
      migrationsSchema: 'public',
      // Order is checked by the names above; the session lock of the library does nothing on the embedded engine.
      noLock: true,
      checkOrder: false,
      count: Number.POSITIVE_INFINITY,
      log: () => {},
      logger: { debug() {}, info() {}, warn() {}, error() {} },
    })
    for (const { name } of applied) onProgress(name)
    const { rows } = await client.query(`select show_trgm('र') = '{}' as blind`)
    if (rows[0].blind)
      throw new Error(
        'this database was made with LC_CTYPE=C and cannot search Devanagari: make it with --encoding=UTF8 --locale=C.UTF-8',
      )
    await migrateJobs({ database })
    return applied.map(({ name }) => name)
  } finally {
    client.release()
  }
}
