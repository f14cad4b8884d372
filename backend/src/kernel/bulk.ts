import { once } from 'node:events'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { arrayLiteral, CopyText } from './copy-text.ts'
import type { Database, Db } from './db.ts'
import { dropIndexes, makeIndexes, type SetAside } from './set-aside.ts'

/** Columns of a load: name to PostgreSQL type; 'geometry' takes EWKB as hexadecimal text. */
export type ColumnTypes = Record<string, string>

/** One statement for any number of rows: `insert … select from unnest`, one array per column. `conflict` ends the statement. */
export async function insertRows(
  db: Db,
  table: string,
  columns: ColumnTypes,
  rows: readonly (readonly unknown[])[],
  conflict: '' | 'on conflict do nothing' = '',
): Promise<void> {
  if (!rows.length) return
  const names = Object.keys(columns)
  const casts = Object.values(columns).map((type, at) => `$${at + 1}::${arrayTypeOf(type)}[]`)
  const selected = Object.entries(columns).map(([name, type]) =>
    arrayTypeOf(type) === type ? `r.${name}` : `r.${name}::${type}`,
  )
  const types = Object.values(columns)
  const values = names.map((_, at) => rows.map((row) => textOf(row[at], types[at]!)))
  await db.query(
    `insert into ${table} (${names.join(', ')}) select ${selected.join(', ')} from unnest(${casts.join(', ')}) as r (${names.join(', ')}) ${conflict}`,
    values,
  )
}

/** Types that do not travel as arrays (arrays themselves, geometry, jsonb) go as text and are cast row by row. */
function arrayTypeOf(type: string): string {
  return type.endsWith('[]') || type === 'geometry' || type === 'jsonb' ? 'text' : type
}

function textOf(value: unknown, type: string): unknown {
  if (value === null || value === undefined) return null
  if (type === 'jsonb' && typeof value !== 'string') return JSON.stringify(value)
  if (Array.isArray(value)) return arrayLiteral(value)
  if (value instanceof Date) return value.toISOString()
  return value
}

/** A load of a whole town: connections as the owner, past row security and journal, for empty towns only. */
export interface BulkLoad {
  /** Writes rows by COPY. */
  write(table: string, columns: ColumnTypes, rows: readonly (readonly unknown[])[]): Promise<void>
  /** Writes what a CopyText gathered. Calls may overlap: texts of one table stay in order, tables may pass one another. */
  copy(table: string, columns: readonly string[], text: Uint8Array): Promise<void>
  /** Runs one statement as the owner. */
  query(sql: string, values?: unknown[]): Promise<Record<string, never>[]>
  /** Puts back what `fast` took away, brings statistics up to date and gives the connections back. */
  finish(): Promise<void>
}

/** How to load. */
export interface BulkOptions {
  /** Only for still empty tables: indexes are dropped and made again in `finish`, for a third of their cost row by row. */
  fast: boolean
  schemas: string[]
  /** Keeps what was set aside where a later start finds it (see putBack); runs in the transaction that drops the indexes. */
  remember?: (query: Db['query'], setAside: SetAside[]) => Promise<void>
}

/** Connections of a load; the embedded engine has one session. */
const laneCount = 2

/** Opens a load. */
export async function openBulkLoad(database: Database, options: BulkOptions): Promise<BulkLoad> {
  const isServer = database.engine === 'postgis'
  const lanes: Lane[] = []
  const release = () => {
    for (const { client } of lanes) client.release()
  }
  try {
    for (let count = isServer ? laneCount : 1; count > 0; count--) lanes.push(await openLane(database, isServer))
    const query = async (sql: string, values?: unknown[]) => (await lanes[0]!.client.query(sql, values)).rows
    const setAside = options.fast ? await dropIndexes(query, options) : []
    const laneOf = new Map<string, Lane>()
    const written = new Map<string, number>()
    const copy: BulkLoad['copy'] = (table, columns, text) => {
      if (!text.length) return Promise.resolve()
      const lane = laneOf.get(table) ?? lanes.reduce((least, each) => (each.bytes < least.bytes ? each : least))
      laneOf.set(table, lane)
      lane.bytes += text.length
      written.set(table, (written.get(table) ?? 0) + text.length)
      return inLane(lane, () => copyInto(lane.client, isServer, table, columns, text))
    }
    return {
      copy,
      async write(table, columns, rows) {
        const text = new CopyText(Object.values(columns))
        for (const row of rows) text.push(row)
        await copy(table, Object.keys(columns), text.take())
      },
      query: (sql, values) => inLane(lanes[0]!, () => query(sql, values)),
      async finish() {
        try {
          await Promise.all(lanes.map((lane) => lane.last.catch(() => {})))
          const runs = lanes.map((lane) => async (sql: string) => void (await lane.client.query(sql)))
          await makeIndexes(runs, setAside, [...written.keys()], written)
          for (const lane of lanes) if (isServer) await lane.client.query('reset all')
        } finally {
          release()
        }
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

/** One connection and the last thing asked of it. */
interface Lane {
  client: pg.PoolClient
  bytes: number
  last: Promise<unknown>
}

function inLane<T>(lane: Lane, work: () => Promise<T>): Promise<T> {
  const next = lane.last.then(work)
  lane.last = next
  // Whoever waits for `next` hears of its failure; a failed lane passes it on to what comes after.
  next.catch(() => {})
  return next
}

async function openLane(database: Database, isServer: boolean): Promise<Lane> {
  const client = await database.pool.connect()
  // Statements on the embedded engine bring their settings along: nothing but `set local` is safe there.
  if (isServer) await relaxSession(client)
  return { client, bytes: 0, last: Promise.resolve() }
}

async function copyInto(
  client: pg.PoolClient,
  isServer: boolean,
  table: string,
  columns: readonly string[],
  text: Uint8Array,
): Promise<void> {
  const copy = `copy ${table} (${columns.join(', ')}) from stdin`
  // The embedded engine's only user is its superuser.
  const sql = isServer ? copy : `begin; set local session_replication_role = replica; ${copy}; commit`
  const stream = client.query(copyFrom(sql))
  try {
    const finished = once(stream, 'finish')
    stream.end(text)
    await finished
  } catch (error) {
    if (!isServer) await client.query('rollback')
    throw error
  }
}

/** A superuser may leave out foreign-key checks: the keys of a load are made by one counter and checked by its test. */
async function relaxSession(client: pg.PoolClient): Promise<void> {
  await client.query(`set synchronous_commit = off`)
  await client.query(`set maintenance_work_mem = '512MB'`)
  const { rows } = await client.query(`select current_setting('is_superuser') = 'on' as super`)
  if (rows[0]?.super) await client.query(`set session_replication_role = replica`)
}
