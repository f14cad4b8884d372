import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type { Database, Db } from './db.ts'

/** Columns of a load: name to PostgreSQL type; 'geometry' takes EWKB as hexadecimal text. */
export type ColumnTypes = Record<string, string>

/** One statement for any number of rows: `insert … select from unnest`, one array per column. */
export async function insertRows(
  db: Db,
  table: string,
  columns: ColumnTypes,
  rows: readonly (readonly unknown[])[],
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
    `insert into ${table} (${names.join(', ')}) select ${selected.join(', ')} from unnest(${casts.join(', ')}) as r (${names.join(', ')})`,
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

function arrayLiteral(values: unknown[]): string {
  return `{${values.map((value) => `"${String(value).replace(/[\\"]/g, '\\$&')}"`).join(',')}}`
}

/** Rows as COPY text. Backslash, tab and line ends are the only characters with a meaning there. */
export function copyText(types: readonly string[], rows: readonly (readonly unknown[])[]): string {
  let text = ''
  for (const row of rows) {
    for (let at = 0; at < row.length; at++) {
      const value = textOf(row[at], types[at]!)
      if (at) text += '\t'
      text += value === null ? '\\N' : typeof value === 'string' ? escapeCopy(value) : String(value)
    }
    text += '\n'
  }
  return text
}

function escapeCopy(text: string): string {
  return /[\\\t\n\r]/.test(text)
    ? text.replace(/[\\\t\n\r]/g, (character) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[character]!)
    : text
}

/** A load of a whole town: one connection as the owner, past row security and journal, for empty towns only. */
export interface BulkLoad {
  /** Writes rows; COPY where the engine has it, else statements of at most 1,000 rows. */
  write(table: string, columns: ColumnTypes, rows: readonly (readonly unknown[])[]): Promise<void>
  /** Runs one statement on the same connection. */
  query(sql: string, values?: unknown[]): Promise<Record<string, never>[]>
  /** Puts back what `fast` took away, brings statistics up to date and gives the connection back. */
  finish(): Promise<void>
}

/**
 * Opens a load. `fast` (still empty tables of the schemas given) drops plain indexes and makes them again
 * in `finish`: an index made at the end costs a third of one kept up row by row.
 */
export async function openBulkLoad(
  database: Database,
  options: { fast: boolean; schemas: string[] },
): Promise<BulkLoad> {
  const client = await database.pool.connect()
  const run = async (sql: string, values?: unknown[]) => (await client.query(sql, values)).rows
  const copies = database.engine === 'postgis'
  const indexes = options.fast ? await dropPlainIndexes(run, options.schemas) : []
  if (copies) await relaxSession(run)
  return {
    async write(table, columns, rows) {
      if (!rows.length) return
      if (copies) {
        const text = copyText(Object.values(columns), rows)
        await pipeline(
          Readable.from([text]),
          client.query(copyFrom(`copy ${table} (${Object.keys(columns).join(', ')}) from stdin`)),
        )
      } else
        for (let at = 0; at < rows.length; at += 1000)
          await insertUnchecked(run, table, columns, rows.slice(at, at + 1000))
    },
    query: run,
    async finish() {
      try {
        for (const definition of indexes) await run(definition)
        if (copies) await run('reset all')
        await run('analyze')
      } finally {
        client.release()
      }
    },
  }
}

/** The embedded engine's only user is its superuser, and nothing but `set local` is safe there. */
async function insertUnchecked(
  run: Run,
  table: string,
  columns: ColumnTypes,
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  await run('begin; set local session_replication_role = replica')
  try {
    await insertRows({ query: run as Db['query'] }, table, columns, rows)
    await run('commit')
  } catch (error) {
    await run('rollback')
    throw error
  }
}

type Run = (sql: string, values?: unknown[]) => Promise<{ [column: string]: unknown }[]>

async function dropPlainIndexes(run: Run, schemas: string[]): Promise<string[]> {
  const rows = await run(
    `select format('%I.%I', n.nspname, i.relname) as name, pg_get_indexdef(x.indexrelid) as definition
     from pg_index x join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = i.relnamespace
     where n.nspname = any ($1::text[]) and not exists (select 1 from pg_constraint c where c.conindid = x.indexrelid)`,
    [schemas],
  )
  for (const { name } of rows) await run(`drop index ${name}`)
  return rows.map((row) => String(row.definition))
}

/** A superuser may leave out foreign-key checks: the keys of a load are made by one counter and checked by its test. */
async function relaxSession(run: Run): Promise<void> {
  await run(`set synchronous_commit = off`)
  await run(`set maintenance_work_mem = '512MB'`)
  const [row] = await run(`select current_setting('is_superuser') = 'on' as super`)
  if (row?.super) await run(`set session_replication_role = replica`)
}
