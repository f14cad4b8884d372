import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Platform } from './context.ts'
import { decrypt, encrypt } from './keys.ts'

/** A column as the catalogue knows it. */
export interface Column {
  name: string
  type: string
}

/** A table and how its rows belong to tenants: all of them, some of them (masters of all levels in one table), or none. */
export interface ArchiveTable {
  name: string
  columns: Column[]
  /** Of the primary key. */
  key: string[]
  owned: 'tenant' | 'some' | 'shared'
}

/** Row count and hash of a table; the hash does not depend on order, on ids of tenants or on the engine. */
export interface TableSum {
  rows: number
  hash: string
}

/** A column that holds secrets wrapped by this server's master key: in the file they stand unwrapped, under the passphrase. */
export interface WrappedColumn {
  table: string
  column: string
  /** How the wrapped bytes are written. */
  encoding: 'bytea' | 'base64'
  /** Only in rows where this column holds this value. */
  where?: { column: string; value: string }
}

/** Rows of the state that go along with a town which names them: `named` lists the town's columns that do. */
export interface RowsOfState {
  table: string
  column: string
  named: readonly (readonly [table: string, column: string])[]
}

/** What rooms tell the archive about their tables. */
export interface ArchiveOptions {
  wrapped: readonly WrappedColumn[]
  ofState: readonly RowsOfState[]
}

const kernelWrapped: readonly WrappedColumn[] = [
  { table: 'kernel.subject_keys', column: 'wrapped_key', encoding: 'bytea' },
  { table: 'kernel.signing_keys', column: 'wrapped_private_key', encoding: 'bytea' },
]

/** Work of the running process that has no meaning elsewhere. */
const leftOut = new Set(['kernel.tenants', 'kernel.layer_changes', 'kernel.requests'])

/** A column that names a tenant is written as the tenant's code: ids of tenants differ from server to server. */
export const namesTenant = (column: string) => column === 'state_id' || column.endsWith('_tenant_id')

/** Every table of the rooms, those that others refer to first. */
export async function archiveTables(client: pg.PoolClient): Promise<ArchiveTable[]> {
  const { rows } = await client.query<ArchiveTable>(
    `select format('%s.%s', n.nspname, c.relname) as name,
            jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, null)) order by a.attnum) as columns,
            coalesce((select jsonb_agg(k.attname order by array_position(x.indkey::int2[], k.attnum)) from pg_index x
              join pg_attribute k on k.attrelid = c.oid and k.attnum = any (x.indkey) where x.indrelid = c.oid and x.indisprimary), '[]') as key,
            case when bool_or(a.attname = 'tenant_id' and a.attnotnull) then 'tenant' when bool_or(a.attname = 'tenant_id') then 'some'
              else 'shared' end as owned
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind in ('r', 'p') and not c.relispartition
       and n.nspname not in ('pg_catalog', 'information_schema', 'public', 'graphile_worker') and n.nspname not like 'pg_toast%'
     group by c.oid, n.nspname, c.relname`,
  )
  const { rows: links } = await client.query<{ child: string; parent: string }>(
    `select distinct format('%s.%s', cn.nspname, cc.relname) as child, format('%s.%s', pn.nspname, pc.relname) as parent
     from pg_constraint f join pg_class cc on cc.oid = f.conrelid join pg_namespace cn on cn.oid = cc.relnamespace
     join pg_class pc on pc.oid = f.confrelid join pg_namespace pn on pn.oid = pc.relnamespace where f.contype = 'f' and f.conrelid <> f.confrelid`,
  )
  return inOrder(
    rows.filter((row) => !leftOut.has(row.name)).sort((a, b) => (a.name < b.name ? -1 : 1)),
    links,
  )
}

function inOrder(tables: ArchiveTable[], links: { child: string; parent: string }[]): ArchiveTable[] {
  const ordered: ArchiveTable[] = []
  const left = new Map(tables.map((table) => [table.name, table]))
  while (left.size) {
    const ready = [...left.values()].filter(
      (table) => !links.some((link) => link.child === table.name && left.has(link.parent)),
    )
    if (!ready.length) throw new Error('tables refer to one another in a circle')
    for (const table of ready) {
      ordered.push(table)
      left.delete(table.name)
    }
  }
  return ordered
}

/** Adds up SHA-256 of rows modulo 2^256: equal for equal rows in whatever order. */
export class Sum {
  rows = 0
  private total = 0n
  add(values: readonly (string | null)[]): void {
    this.rows++
    this.total =
      (this.total + BigInt(`0x${createHash('sha256').update(JSON.stringify(values)).digest('hex')}`)) % (1n << 256n)
  }
  get(): TableSum {
    return { rows: this.rows, hash: this.total.toString(16).padStart(64, '0') }
  }
}

/**
 * Columns of a file. The tenant's own id is left out, because the block says whose rows they are; so is the key of a
 * master of all levels, which is one count for the whole server and may be taken elsewhere.
 */
export const writtenColumns = ({ columns, key, owned }: ArchiveTable): Column[] =>
  columns.filter(({ name }) => name !== 'tenant_id' && !(owned === 'some' && key.includes(name)))

/**
 * Rows of a table as texts that do not depend on the engine: EWKB, ISO times, numerics, codes of tenants. `which` is the
 * condition after `where`. Secrets come unwrapped.
 */
export async function* rowsOf(
  client: pg.PoolClient,
  platform: Platform,
  table: ArchiveTable,
  which: string,
  options: ArchiveOptions,
): AsyncGenerator<(string | null)[][]> {
  const columns = writtenColumns(table)
  const list = columns.map(({ name }) =>
    namesTenant(name)
      ? `(select known.code from kernel.tenants known where known.tenant_id = t.${name}) as ${name}`
      : `t.${name}::text as ${name}`,
  )
  await client.query(`declare town no scroll cursor for select ${list.join(', ')} from ${table.name} t where ${which}`)
  const unwrap = rewrapper(table.name, columns, options, (bytes) => decrypt(platform.config.masterKey, bytes))
  for (;;) {
    const { rows } = await client.query<(string | null)[]>({ text: 'fetch 2000 from town', rowMode: 'array' })
    if (!rows.length) break
    for (const row of rows) unwrap(row)
    yield rows
  }
  await client.query('close town')
}

/** Changes the secrets of a row in place: out of this server's wrapping, or into it. */
export function rewrapper(
  table: string,
  columns: readonly Column[],
  options: ArchiveOptions,
  change: (bytes: Buffer) => Buffer,
): (row: (string | null)[]) => void {
  const at = (name: string) => columns.findIndex((column) => column.name === name)
  const wrapped = [...kernelWrapped, ...options.wrapped]
    .filter((each) => each.table === table && at(each.column) >= 0)
    .map(({ column, encoding, where }) => ({
      at: at(column),
      encoding,
      where: where && { at: at(where.column), ...where },
    }))
  return (row) => {
    for (const { at, encoding, where } of wrapped) {
      const text = row[at]
      if (text === null || text === undefined || (where && row[where.at] !== where.value)) continue
      row[at] =
        encoding === 'bytea'
          ? `\\x${change(Buffer.from(text.slice(2), 'hex')).toString('hex')}`
          : change(Buffer.from(text, 'base64')).toString('base64')
    }
  }
}

/** Wraps the secrets of a file's row by this server's master key. */
export function wrapper(platform: Platform, table: string, columns: readonly Column[], options: ArchiveOptions) {
  return rewrapper(table, columns, options, (bytes) => encrypt(platform.config.masterKey, bytes))
}

/** Rows of a tenant. */
export const ofTenant = (tenantId: number) => `t.tenant_id = ${tenantId}`

/** Rows that no tenant owns: all of a shared master, and in a master of all levels those of nation, states and classes. */
export const ofNobody = (table: ArchiveTable) => (table.owned === 'some' ? 't.tenant_id is null' : 'true')

/** What a town inherits of a master of all levels: the rows of the nation and of its state. */
export const inheritedBy = (stateId: number) =>
  `t.tenant_id is null and (t.state_id is null or t.state_id = ${stateId})`

/** Rows of the state that a town names. */
export function namedBy(rows: RowsOfState, stateId: number, townId: number): string {
  const ids = rows.named.map(([table, column]) => `select ${column} from ${table} where tenant_id = ${townId}`)
  return `t.tenant_id = ${stateId} and t.${rows.column} in (${ids.join(' union ')})`
}

/** One snapshot for all tables, texts independent of the session's settings. */
export async function withSnapshot<T>(platform: Platform, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await platform.database.pool.connect()
  try {
    await client.query(
      `begin isolation level repeatable read read only; set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local extra_float_digits = 1`,
    )
    return await work(client)
  } finally {
    await client.query('rollback').catch(() => {})
    client.release()
  }
}
