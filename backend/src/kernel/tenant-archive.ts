import { createHash } from 'node:crypto'
import type pg from 'pg'
import { readArchive, writeArchive } from './archive-file.ts'
import { insertRows } from './bulk.ts'
import type { Platform, Tenant } from './context.ts'
import { Conflict, Invalid } from './errors.ts'
import { decrypt, encrypt, sha256 } from './keys.ts'
import { appliedMigrations } from './migrate.ts'
import { tenantByCode } from './tenants.ts'

/** A table of a tenant as the catalogue knows it. */
interface TenantTable {
  name: string
  columns: { name: string; type: string }[]
}

/** Row count and hash of a table; the hash does not depend on order or on the tenant's id. */
export interface TableSum {
  rows: number
  hash: string
}

/** What an export or restore says at its end. */
export interface ArchiveReport {
  city: string
  tables: Record<string, TableSum>
  documents: number
}

/** Columns that hold keys wrapped by this server's master key: in the file they stand unwrapped, under the passphrase. */
const wrappedColumns: Record<string, string> = {
  'kernel.subject_keys': 'wrapped_key',
  'kernel.signing_keys': 'wrapped_private_key',
}

/** Work of the running process that has no meaning elsewhere. */
const leftOut = new Set(['kernel.layer_changes', 'kernel.requests'])

/** Tenant-owned tables, those that others refer to first. Text of every column is engine-neutral: EWKB, ISO times, numerics. */
async function tablesOf(client: pg.PoolClient): Promise<TenantTable[]> {
  const { rows } = await client.query<{ name: string; columns: { name: string; type: string }[] }>(
    `select format('%s.%s', n.nspname, c.relname) as name,
            jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, null)) order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'public', 'graphile_worker')
       and exists (select 1 from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id' and not t.attisdropped)
       and format('%s.%s', n.nspname, c.relname) <> 'kernel.tenants'
     group by 1`,
  )
  const { rows: links } = await client.query<{ child: string; parent: string }>(
    `select distinct format('%s.%s', cn.nspname, cc.relname) as child, format('%s.%s', pn.nspname, pc.relname) as parent
     from pg_constraint f join pg_class cc on cc.oid = f.conrelid join pg_namespace cn on cn.oid = cc.relnamespace
     join pg_class pc on pc.oid = f.confrelid join pg_namespace pn on pn.oid = pc.relnamespace where f.contype = 'f' and f.conrelid <> f.confrelid`,
  )
  const known = rows.filter((row) => !leftOut.has(row.name)).sort((a, b) => (a.name < b.name ? -1 : 1))
  return inOrder(known, links)
}

function inOrder(tables: TenantTable[], links: { child: string; parent: string }[]): TenantTable[] {
  const ordered: TenantTable[] = []
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
class Sum {
  rows = 0
  private total = 0n
  add(values: (string | null)[]): void {
    this.rows++
    this.total =
      (this.total + BigInt(`0x${createHash('sha256').update(JSON.stringify(values)).digest('hex')}`)) % (1n << 256n)
  }
  get(): TableSum {
    return { rows: this.rows, hash: this.total.toString(16).padStart(64, '0') }
  }
}

/** One snapshot for all tables, texts independent of the session's settings. */
async function withSnapshot<T>(platform: Platform, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
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

/** Rows of a table as texts, the tenant's id left out; wrapped keys unwrapped. */
async function* rowsOf(
  client: pg.PoolClient,
  platform: Platform,
  table: TenantTable,
  tenantId: number,
): AsyncGenerator<(string | null)[][]> {
  const columns = table.columns.filter((column) => column.name !== 'tenant_id')
  const wrapped = columns.findIndex((column) => column.name === wrappedColumns[table.name])
  const list = columns.map((column) => `${column.name}::text as ${column.name}`).join(', ')
  await client.query(
    `declare town no scroll cursor for select ${list} from ${table.name} where tenant_id = ${tenantId}`,
  )
  for (;;) {
    const { rows } = await client.query<(string | null)[]>({ text: 'fetch 2000 from town', rowMode: 'array' })
    if (!rows.length) break
    if (wrapped >= 0)
      for (const row of rows) row[wrapped] = rewrap(row[wrapped]!, (bytes) => decrypt(platform.config.masterKey, bytes))
    yield rows
  }
  await client.query('close town')
}

function rewrap(text: string | null, change: (bytes: Buffer) => Buffer): string | null {
  return text === null ? null : `\\x${change(Buffer.from(text.slice(2), 'hex')).toString('hex')}`
}

/** Writes towns (or states) whole: rows, documents and journal, encrypted. Answers counts and hashes by table. */
export async function exportTenants(
  platform: Platform,
  codes: string[],
  path: string,
  passphrase: string,
): Promise<ArchiveReport[]> {
  checkPassphrase(passphrase)
  const tenants = await Promise.all(codes.map((code) => tenantByCode(platform, code)))
  const migrations = await appliedMigrations(platform.database)
  const reports: ArchiveReport[] = []
  await withSnapshot(platform, async (client) => {
    const lines = async function* () {
      for (const tenant of tenants) {
        const report: ArchiveReport = { city: tenant.code, tables: {}, documents: 0 }
        reports.push(report)
        yield* tenantLines(client, platform, tenant, migrations, report)
      }
      yield { end: true, towns: reports.length }
    }
    await writeArchive(path, passphrase, lines())
  })
  return reports
}

async function* tenantLines(
  client: pg.PoolClient,
  platform: Platform,
  tenant: Tenant,
  migrations: string[],
  report: ArchiveReport,
): AsyncGenerator<unknown> {
  const stored = 'select code, kind, names, srid, time_zone, settings from kernel.tenants where tenant_id = $1'
  const { rows: states } = await client.query(stored, [tenant.stateId])
  const { rows: towns } = await client.query(stored, [tenant.tenantId])
  yield { format: 'khasra-town', version: 1, migrations, state: states[0], town: towns[0] }
  for (const table of await tablesOf(client)) yield* tableLines(client, platform, table, tenant.tenantId, report)
  yield* documentLines(client, platform, tenant.tenantId, report)
}

async function* tableLines(
  client: pg.PoolClient,
  platform: Platform,
  table: TenantTable,
  tenantId: number,
  report: ArchiveReport,
): AsyncGenerator<unknown> {
  const columns = table.columns.filter((column) => column.name !== 'tenant_id')
  yield { table: table.name, columns }
  const sum = new Sum()
  for await (const rows of rowsOf(client, platform, table, tenantId)) {
    for (const row of rows) sum.add(row)
    yield { rows }
  }
  report.tables[table.name] = sum.get()
  yield { endOf: table.name, count: sum.get().rows, hash: sum.get().hash }
}

async function* documentLines(
  client: pg.PoolClient,
  platform: Platform,
  tenantId: number,
  report: ArchiveReport,
): AsyncGenerator<unknown> {
  const { rows } = await client.query<{ sha256: string }>(
    `select distinct sha256 from kernel.documents where tenant_id = $1`,
    [tenantId],
  )
  for (const { sha256: hash } of rows) {
    const bytes = await platform.documents.get(hash)
    if (!bytes) throw new Error(`the document ${hash} is missing from the store`)
    report.documents++
    yield { document: hash, bytes: bytes.toString('base64') }
  }
}

type Line = { [field: string]: unknown } & {
  format?: string
  version?: number
  migrations?: string[]
  state?: StoredTenant
  town?: StoredTenant
  table?: string
  columns?: { name: string; type: string }[]
  rows?: (string | null)[][]
  endOf?: string
  hash?: string
  document?: string
  bytes?: string
  end?: boolean
}
/** A table of a file whose names the catalogue knows. */
interface FileTable {
  table: string
  columns: { name: string; type: string }[]
}

interface StoredTenant {
  code: string
  kind: 'state' | 'ulb'
  names: object
  srid: number
  time_zone: string
  settings: object
}

/**
 * Reads the towns of a file into this server, whole or not at all, and compares every table's hash with the file's.
 * @throws Conflict when the town is here already, Invalid when file and database are of different versions
 */
export async function restoreTenants(platform: Platform, path: string, passphrase: string): Promise<ArchiveReport[]> {
  checkPassphrase(passphrase)
  const client = await platform.database.pool.connect()
  try {
    await client.query(`begin; set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'`)
    const {
      rows: [role],
    } = await client.query(`select current_setting('is_superuser') = 'on' as super`)
    // Tables come in the order of their keys; only rows that refer to their own table need the check put off.
    if (role.super) await client.query(`set local session_replication_role = replica`)
    const reports = await readInto(client, platform, path, passphrase)
    await client.query('commit')
    return reports
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

async function readInto(
  client: pg.PoolClient,
  platform: Platform,
  path: string,
  passphrase: string,
): Promise<ArchiveReport[]> {
  const towns: { tenantId: number; report: ArchiveReport }[] = []
  let table: FileTable | undefined
  let sum = new Sum()
  let ended = false
  for await (const read of readArchive(path, passphrase)) {
    const line = read as Line
    const town = towns.at(-1)
    if (line.format) towns.push(await beginTown(client, platform, line))
    else if (line.end) ended = true
    else if (!town) throw new Invalid('file', 'This town file does not begin with a town.')
    else if (line.table) [table, sum] = [await knownTable(client, line), new Sum()]
    else if (line.rows && table) {
      for (const row of line.rows) sum.add(row)
      await insertPage(client, platform, table, line.rows, town.tenantId)
    } else if (line.endOf) {
      if (sum.get().hash !== line.hash) throw new Error(`${line.endOf} differs from what was written into the file`)
      town.report.tables[line.endOf] = sum.get()
    } else if (line.document) await putDocument(platform, line, town.report)
  }
  if (!ended) throw new Error('this town file is cut short')
  for (const { tenantId, report } of towns) await compare(client, platform, tenantId, report)
  await moveSequences(client)
  return towns.map(({ report }) => report)
}

async function beginTown(
  client: pg.PoolClient,
  platform: Platform,
  line: Line,
): Promise<{ tenantId: number; report: ArchiveReport }> {
  if (line.format !== 'khasra-town' || line.version !== 1)
    throw new Invalid('file', 'This program does not know this kind of town file.', { got: line.format })
  const here = await appliedMigrations(platform.database)
  const strange = line.migrations!.filter((name) => !here.includes(name))
  if (strange.length)
    throw new Invalid('file', 'The file comes from a newer program. Update this one first.', { got: strange })
  const { rows: taken } = await client.query(`select 1 from kernel.tenants where code = $1`, [line.town!.code])
  if (taken.length)
    throw new Conflict('city', 'This town is here already. Restore into a server that does not have it.', {
      got: line.town!.code,
    })
  const insert = `insert into kernel.tenants (state_id, code, kind, names, srid, time_zone, settings) values ($1, $2, $3, $4, $5, $6, $7)`
  const valuesOf = (given: StoredTenant, stateId: number | null) => [
    stateId,
    given.code,
    given.kind,
    given.names,
    given.srid,
    given.time_zone,
    given.settings,
  ]
  if (line.town!.kind === 'ulb')
    await client.query(`${insert} on conflict (code) do nothing`, valuesOf(line.state!, null))
  const states = await client.query(`select tenant_id from kernel.tenants where code = $1`, [line.state!.code])
  const stateId = line.town!.kind === 'ulb' ? states.rows[0].tenant_id : null
  const towns = await client.query(`${insert} returning tenant_id`, valuesOf(line.town!, stateId))
  return { tenantId: towns.rows[0].tenant_id, report: { city: line.town!.code, tables: {}, documents: 0 } }
}

/** Names from a file become SQL only when the catalogue has them. */
async function knownTable(client: pg.PoolClient, line: Line): Promise<FileTable> {
  const table = (await tablesOf(client)).find((candidate) => candidate.name === line.table)
  const columns = line.columns!.map((column) => table?.columns.find((candidate) => candidate.name === column.name))
  if (!table || columns.some((column) => !column))
    throw new Invalid('file', 'The file names a table or column that this database does not have.', { got: line.table })
  return { table: table.name, columns: columns as { name: string; type: string }[] }
}

async function insertPage(
  client: pg.PoolClient,
  platform: Platform,
  table: FileTable,
  rows: (string | null)[][],
  tenantId: number,
): Promise<void> {
  const types = Object.fromEntries([['tenant_id', 'int'], ...table.columns.map((column) => [column.name, column.type])])
  const wrapped = table.columns.findIndex((column) => column.name === wrappedColumns[table.table])
  const values = rows.map((row) => [
    tenantId,
    ...row.map((value, at) =>
      at === wrapped ? rewrap(value, (bytes) => encrypt(platform.config.masterKey, bytes)) : value,
    ),
  ])
  await insertRows(
    { query: async (sql, parameters) => (await client.query(sql, parameters)).rows },
    table.table,
    types,
    values,
  )
}

async function putDocument(platform: Platform, line: Line, report: ArchiveReport): Promise<void> {
  const bytes = Buffer.from(line.bytes!, 'base64')
  if (sha256(bytes) !== line.document) throw new Error(`the document ${line.document} differs from its name`)
  await platform.documents.put(line.document, bytes)
  report.documents++
}

/** Reads back what now stands in the database and compares it with the file. */
async function compare(
  client: pg.PoolClient,
  platform: Platform,
  tenantId: number,
  report: ArchiveReport,
): Promise<void> {
  for (const table of await tablesOf(client)) {
    const sum = new Sum()
    for await (const rows of rowsOf(client, platform, table, tenantId)) for (const row of rows) sum.add(row)
    const wanted = report.tables[table.name]
    if (wanted && wanted.hash !== sum.get().hash)
      throw new Error(`${table.name} came out different: ${sum.get().rows} of ${wanted.rows} rows`)
  }
}

/** Ids came with the rows: counters go past them. */
async function moveSequences(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `select format('%s.%s', n.nspname, c.relname) as "table", a.attname as "column", (regexp_match(pg_get_expr(d.adbin, d.adrelid), '''([^'']+)'''))[1] as sequence
     from pg_attrdef d join pg_class c on c.oid = d.adrelid join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum where pg_get_expr(d.adbin, d.adrelid) like 'nextval(%'
       and n.nspname not in ('public', 'graphile_worker')`,
  )
  for (const row of rows) {
    await client.query(
      `select setval('${row.sequence}', greatest((select coalesce(max(${row.column}), 1) from ${row.table})::bigint, (select last_value from ${row.sequence})))`,
    )
  }
}

function checkPassphrase(passphrase: string): void {
  if (passphrase.length < 12) throw new Invalid('passphrase', 'Use a passphrase of at least 12 characters.')
}
