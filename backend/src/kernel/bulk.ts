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
  const values = names.map((_, at) => rows.map((row) => textOf(row[at])))
  await db.query(
    `insert into ${table} (${names.join(', ')}) select ${selected.join(', ')} from unnest(${casts.join(', ')}) as r (${names.join(', ')})`,
    values,
  )
}

/** Types that do not travel as arrays (arrays themselves, geometry, jsonb) go as text and are cast row by row. */
function arrayTypeOf(type: string): string {
  return type.endsWith('[]') || type === 'geometry' || type === 'jsonb' ? 'text' : type
}

function textOf(value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return arrayLiteral(value)
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' ? JSON.stringify(value) : value
}

function arrayLiteral(values: unknown[]): string {
  return `{${values.map((value) => `"${String(value).replace(/[\\"]/g, '\\$&')}"`).join(',')}}`
}

/** Rows as COPY text. Backslash, tab and line ends are the only characters with a meaning there. */
export function copyText(rows: readonly (readonly unknown[])[]): string {
  let text = ''
  for (const row of rows) {
    for (let at = 0; at < row.length; at++) {
      const value = textOf(row[at])
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

/**
 * Loads chunks of rows as the owner by COPY where the engine has it (PostGIS), else by `insertRows` in transactions
 * of at most 1,000 rows. For whole-town loads only: past row security, without journal.
 */
export async function loadRows(
  database: Database,
  table: string,
  columns: ColumnTypes,
  chunks: AsyncIterable<readonly (readonly unknown[])[]>,
): Promise<number> {
  let count = 0
  const client = await database.pool.connect()
  try {
    if (database.engine === 'postgis') {
      const counted = async function* () {
        for await (const rows of chunks) {
          count += rows.length
          yield copyText(rows)
        }
      }
      await pipeline(
        Readable.from(counted()),
        client.query(copyFrom(`copy ${table} (${Object.keys(columns).join(', ')}) from stdin`)),
      )
      return count
    }
    const db: Db = { query: async (sql, values) => (await client.query(sql, values)).rows }
    for await (const rows of chunks) {
      count += rows.length
      for (let at = 0; at < rows.length; at += 1000) await insertRows(db, table, columns, rows.slice(at, at + 1000))
    }
    return count
  } finally {
    client.release()
  }
}
