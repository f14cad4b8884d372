import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'

/** A transaction or a read: SQL with $n parameters in, rows out. */
export interface Db {
  query<R extends object>(sql: string, values?: unknown[]): Promise<R[]>
}

/** Where the database is and which engine answers. */
export interface Database {
  pool: pg.Pool
  engine: 'postgis' | 'embedded'
  close(): Promise<void>
}

/** Who the statements run as. `null` is the owner: migrations, sealing, delivery; never a request. */
export type DatabaseRole = 'khasra_app' | 'khasra_reader' | null

/** What row security reads from the transaction. Whole numbers and fixed words only: they are set as literals. */
export interface TransactionSettings {
  role: DatabaseRole
  readOnly: boolean
  tenantId?: number | null
  stateId?: number | null
  userId?: number | null
  personId?: number | null
  roleClass?: string
  /** Two integers: serialises transactions that carry the same pair. */
  lock?: [number, number]
}

const integerTypes = new Set([20])
const openTransaction = new AsyncLocalStorage<Db>()

function parseInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`a bigint beyond 2^53 came from the database: ${text}`)
  return value
}

// pg gives bigint as text and date as a local-time Date: here once and for all a number and a day.
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (integerTypes.has(oid)) return parseInteger
    if (oid === 1082) return (text: string) => text
    if (oid === 1016) return (text: string) => text.slice(1, -1).split(',').filter(Boolean).map(parseInteger)
    return pg.types.getTypeParser(oid, format as 'text')
  },
} as pg.CustomTypesConfig

/** Opens a pool; `engine` is told by the caller who started the server. Connections are made when first used. */
export function openDatabase(connection: pg.PoolConfig, engine: Database['engine'], maximum = 10): Database {
  const pool = new pg.Pool({ max: maximum, application_name: 'khasra', types, ...connection })
  // An idle connection that the server drops must not end the process: the next query opens another.
  pool.on('error', () => {})
  return { pool, engine, close: () => pool.end() }
}

function integer(value: number | null | undefined): string {
  if (value === null || value === undefined) return ''
  if (!Number.isSafeInteger(value)) throw new RangeError('settings of a transaction are whole numbers')
  return String(value)
}

/** The statements that open a transaction, in one round trip. `set local` reaches the workers of a distributed engine. */
function openingStatements(settings: TransactionSettings): string {
  const lines = [settings.readOnly ? 'begin read only' : 'begin']
  if (settings.role) lines.push(`set local role ${settings.role}`)
  lines.push(
    `set local app.tenant = '${integer(settings.tenantId)}'`,
    `set local app.state = '${integer(settings.stateId)}'`,
  )
  lines.push(
    `set local app.user_id = '${integer(settings.userId)}'`,
    `set local app.person = '${integer(settings.personId)}'`,
  )
  const roleClass = settings.roleClass ?? 'anonymous'
  if (!/^[a-z]+$/.test(roleClass)) throw new RangeError('a role class is one lower-case word')
  lines.push(`set local app.role_class = '${roleClass}'`)
  if (settings.lock)
    lines.push(`select pg_advisory_xact_lock(${integer(settings.lock[0])}, ${integer(settings.lock[1])})`)
  lines.push('select current_user as running_as')
  return lines.join('; ')
}

function assertRole(results: unknown, role: DatabaseRole): void {
  const last = Array.isArray(results) ? results.at(-1) : results
  const runningAs = (last as pg.QueryResult<{ running_as: string }>).rows[0]?.running_as
  if (role && runningAs !== role) throw new Error(`the transaction runs as ${runningAs}, not as ${role}`)
}

/**
 * Runs `work` in one transaction. A second one inside it throws: on the embedded engine it would wait for ever.
 */
export async function transact<T>(
  database: Database,
  settings: TransactionSettings,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  if (openTransaction.getStore())
    throw new Error('a transaction is open already: hand its db down instead of opening another')
  const client = await database.pool.connect()
  let broken: Error | undefined
  try {
    assertRole(await client.query(openingStatements(settings)), settings.role)
    const db: Db = { query: async (sql, values) => (await client.query(sql, values)).rows }
    const value = await openTransaction.run(db, () => work(db))
    await client.query('commit')
    return value
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/** As the owner of the tables, past row security: migrations, sealing, delivery, start. Never on behalf of a request. */
export function asOwner<T>(database: Database, work: (db: Db) => Promise<T>): Promise<T> {
  return transact(database, { role: null, readOnly: false, roleClass: 'system' }, work)
}
