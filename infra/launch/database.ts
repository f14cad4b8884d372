/** The database of a configuration: the embedded one in the data folder, or the PostGIS that DATABASE_URL names. */
import type { Config, Database } from '../../backend/src/kernel/index.ts'
import { openDatabase } from '../../backend/src/kernel/index.ts'
import { type Embedded, openEmbedded, reachEmbedded } from '../embedded-database/index.ts'

/** An open database, and what must be done about it besides. */
export type ConfiguredDatabase = {
  database: Database
  /** Notes the address of the web server for those who start a second one. */
  announce(address: string): void
  close(): Promise<void>
}

/** How to open it: `serve` refuses a data folder that another process serves; else that process's database is used. */
export type OpenOptions = { serve: boolean; onProgress?: (words: string) => void; onLost?: (problem: Error) => void }

/** Opens the database of a configuration. Throws EmbeddedInUse, or an Error that says in a line what is wrong with DATABASE_URL. */
export async function openConfigured(
  config: Pick<Config, 'databaseUrl' | 'dataFolder'>,
  options: OpenOptions,
): Promise<ConfiguredDatabase> {
  if (config.databaseUrl !== null) return openServer(config.databaseUrl)
  const open = options.serve ? openEmbedded : reachEmbedded
  const embedded: Embedded = await open({
    dataFolder: config.dataFolder,
    onProgress: options.onProgress,
    onLost: options.onLost,
  })
  const database = openDatabase(embedded.connection, 'embedded')
  return {
    database,
    announce: embedded.announce,
    async close() {
      await database.close()
      await embedded.close()
    },
  }
}

async function openServer(url: string): Promise<ConfiguredDatabase> {
  const database = openDatabase({ connectionString: url }, 'postgis')
  try {
    await checkServer(database)
  } catch (problem) {
    await database.close()
    throw problem
  }
  return { database, announce: () => {}, close: () => database.close() }
}

async function checkServer(database: Database): Promise<void> {
  const { rows } = await database.pool
    .query<{ version: number; postgis: boolean }>(
      `select current_setting('server_version_num')::int / 10000 as version,
              exists (select 1 from pg_available_extensions where name = 'postgis') as postgis`,
    )
    .catch((problem: Error & { code?: string }) => {
      throw new Error(
        `No database answers at DATABASE_URL (${problem.code ?? problem.message}). Is the server running, and are name and password right?`,
      )
    })
  const { version = 0, postgis = false } = rows[0] ?? {}
  if (version < 15) throw new Error(`DATABASE_URL names PostgreSQL ${version}; Khasra needs 15 or newer.`)
  if (!postgis)
    throw new Error('The server at DATABASE_URL has no PostGIS. Install it there (Debian: postgresql-15-postgis-3).')
}
