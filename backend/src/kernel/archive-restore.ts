import type pg from 'pg'
import {
  type ArchiveHead,
  type ArchiveReport,
  checkPassphrase,
  type ExportReport,
  type SharedReport,
  type StoredTenant,
} from './archive-export.ts'
import { readArchive } from './archive-file.ts'
import {
  type ArchiveOptions,
  type ArchiveTable,
  archiveTables,
  type Column,
  inheritedBy,
  namedBy,
  namesTenant,
  ofNobody,
  ofTenant,
  rowsOf,
  Sum,
  type TableSum,
  wrapper,
} from './archive-tables.ts'
import { insertRows } from './bulk.ts'
import type { Platform } from './context.ts'
import { Conflict, Invalid } from './errors.ts'
import { sha256 } from './keys.ts'
import { appliedMigrations } from './migrate.ts'

type Line = { [field: string]: unknown } & Partial<ArchiveHead> & {
    tenant?: string
    shared?: boolean
    table?: string
    columns?: string[]
    rows?: (string | null)[][]
    endOf?: string
    hash?: string
    document?: string
    bytes?: string
    end?: boolean
  }

/** A tenant of the file as it now stands here; `made` is false for a state that was here before. */
type Standing = StoredTenant & { tenantId: number; stateId: number; made: boolean }

type Run = {
  client: pg.PoolClient
  platform: Platform
  options: ArchiveOptions
  tables: ArchiveTable[]
  head: ArchiveHead
  tenants: Map<string, Standing>
  /** True when file and database are of the very same version: then shared masters become what the file says. */
  isSameVersion: boolean
}

/**
 * Reads a file into this server, whole or not at all, and compares every table's hash with the file's. A backup needs a
 * server without towns; a town file one that does not have the town.
 * @throws Conflict when something of it is here already, Invalid when file and database are of different versions
 */
export async function restoreArchive(
  platform: Platform,
  path: string,
  passphrase: string,
  options: ArchiveOptions = { wrapped: [], ofState: [] },
): Promise<ExportReport> {
  checkPassphrase(passphrase)
  // Asked before the transaction: on the embedded engine a second connection would wait for its end.
  const migrations = await appliedMigrations(platform.database)
  const client = await platform.database.pool.connect()
  try {
    await client.query(
      `begin; set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local extra_float_digits = 1`,
    )
    const { rows } = await client.query<{ super: boolean }>(`select current_setting('is_superuser') = 'on' as super`)
    // Tables come in the order of their keys; only rows that refer to their own table need the check put off.
    if (rows[0]!.super) await client.query(`set local session_replication_role = replica`)
    const report = await readInto(client, platform, { path, passphrase, options, migrations })
    await client.query('commit')
    return report
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
  { path, passphrase, options, migrations }: { path: string; passphrase: string } & Here,
): Promise<ExportReport> {
  const report: ExportReport = { cities: [], shared: {} }
  let run: Run | undefined
  let block: Block | undefined
  let table: Incoming | undefined
  let ended = false
  for await (const read of readArchive(path, passphrase)) {
    const line = read as Line
    if (!run) run = await begin(client, platform, line, { options, migrations })
    else if (line.tenant !== undefined) {
      const city: ArchiveReport = { city: tenantOf(run, line.tenant).code, tables: {}, documents: 0 }
      report.cities.push(city)
      block = { city, sums: city.tables }
    } else if (line.shared) block = { city: null, sums: report.shared }
    else if (line.end) ended = true
    else if (!block) throw damaged()
    else if (line.table) table = await incoming(run, block, line)
    else if (line.rows && table) await table.insert(line.rows)
    else if (line.endOf && table) block.sums[line.endOf] = table.end(line)
    else if (line.document && block.city) {
      await putDocument(platform, line)
      block.city.documents++
    }
  }
  if (!run || !ended) throw new Error('this town file is cut short')
  for (const city of report.cities) await compareTenant(run, city)
  await compareShared(run, report.shared)
  await moveSequences(client)
  return report
}

/** This program and its database. */
type Here = { options: ArchiveOptions; migrations: string[] }

/** A part of the file: the rows of a tenant, or those beside all tenants. */
type Block = { city: ArchiveReport | null; sums: Record<string, TableSum> }
const damaged = () => new Invalid('file', 'This town file does not begin with a town.')

function tenantOf(run: Run, code: string): Standing {
  const tenant = run.tenants.get(code)
  if (!tenant) throw damaged()
  return tenant
}

/** Reads the head: refuses what does not fit, and makes the tenants of the file. */
async function begin(
  client: pg.PoolClient,
  platform: Platform,
  line: Line,
  { options, migrations: here }: Here,
): Promise<Run> {
  if (line.format !== 'khasra-archive' || line.version !== 2)
    throw new Invalid('file', 'This program does not know this kind of town file.', { got: line.format })
  const head = line as unknown as ArchiveHead
  const strange = head.migrations.filter((name) => !here.includes(name))
  if (strange.length)
    throw new Invalid('file', 'The file comes from a newer program. Update this one first.', { got: strange })
  const { rows: present } = await client.query<{ code: string }>(`select code from kernel.tenants`)
  if (head.kind === 'backup' && present.length)
    throw new Conflict('file', 'A backup is read into a server that has no town yet.', {
      got: present.map(({ code }) => code).slice(0, 20),
    })
  const isSameVersion = head.migrations.length === here.length
  const run: Run = {
    client,
    platform,
    options,
    tables: await archiveTables(client),
    head,
    tenants: new Map(),
    isSameVersion,
  }
  for (const tenant of head.tenants) run.tenants.set(tenant.code, await standing(run, tenant))
  return run
}

async function standing(run: Run, tenant: StoredTenant): Promise<Standing> {
  const { rows: known } = await run.client.query<{ tenant_id: number }>(
    `select tenant_id from kernel.tenants where code = $1::text`,
    [tenant.code],
  )
  if (known[0] && tenant.whole)
    throw new Conflict('city', 'This town is here already. Restore into a server that does not have it.', {
      got: tenant.code,
    })
  if (known[0]) return { ...tenant, tenantId: known[0].tenant_id, stateId: known[0].tenant_id, made: false }
  const stateId = tenant.state === null ? null : tenantOf(run, tenant.state).tenantId
  const { rows } = await run.client.query<{ tenant_id: number }>(
    `insert into kernel.tenants (state_id, code, kind, names, srid, time_zone, settings)
     values ($1::int, $2::text, $3::text, $4::jsonb, $5::int, $6::text, $7::jsonb) returning tenant_id`,
    [stateId, tenant.code, tenant.kind, tenant.names, tenant.srid, tenant.timeZone, tenant.settings],
  )
  const tenantId = rows[0]!.tenant_id
  return { ...tenant, tenantId, stateId: stateId ?? tenantId, made: true }
}

/** A table whose rows come in. */
type Incoming = { insert(rows: (string | null)[][]): Promise<void>; end(line: Line): TableSum }

/** Names from a file become SQL only when the catalogue has them. */
async function incoming(run: Run, block: Block, line: Line): Promise<Incoming> {
  const table = run.tables.find((candidate) => candidate.name === line.table)
  const columns = (line.columns ?? []).map((name) => table?.columns.find((candidate) => candidate.name === name))
  if (!table || columns.some((column) => !column))
    throw new Invalid('file', 'The file names a table or column that this database does not have.', { got: line.table })
  const insert = await inserterOf(run, block, table, columns as Column[])
  const sum = new Sum()
  return {
    async insert(rows) {
      for (const row of rows) sum.add(row)
      await insert(rows)
    },
    end({ endOf, hash }) {
      if (sum.get().hash !== hash) throw new Error(`${endOf} differs from what was written into the file`)
      return sum.get()
    },
  }
}

type Insert = (rows: (string | null)[][]) => Promise<void>

async function inserterOf(run: Run, block: Block, table: ArchiveTable, columns: Column[]): Promise<Insert> {
  const owner = ownerOf(run, block, table)
  // What a state that stands here says to its towns is its own: the file's word is not taken over it.
  if (owner === 'leave') return async () => {}
  if (block.city === null && run.head.kind === 'backup' && run.isSameVersion)
    await run.client.query(`delete from ${table.name} t where ${ofNobody(table)}`)
  const withTenant = table.owned !== 'shared'
  const all = withTenant ? [{ name: 'tenant_id', type: 'integer' }, ...columns] : columns
  const types = Object.fromEntries(all.map(({ name, type }) => [name, namesTenant(name) ? 'int' : type]))
  const wrap = wrapper(run.platform, table.name, columns, run.options)
  const db = { query: async (sql: string, values?: unknown[]) => (await run.client.query(sql, values)).rows }
  const conflict = block.city ? '' : 'on conflict do nothing'
  return async (rows) => {
    const values = rows.map((row) => {
      const copy = [...row]
      wrap(copy)
      for (const [at, { name }] of columns.entries())
        if (namesTenant(name) && copy[at] !== null) copy[at] = String(tenantIdOf(run, copy[at]!))
      return withTenant ? [owner, ...copy] : copy
    })
    await insertRows(db as Parameters<typeof insertRows>[0], table.name, types, values, conflict)
  }
}

/** Whose the rows of a table become: the block's tenant, nobody, the town's state; or they are left where they are. */
function ownerOf(run: Run, { city }: Block, table: ArchiveTable): number | null | 'leave' {
  if (city) return tenantOf(run, city.city).tenantId
  if (run.head.kind === 'backup' || table.owned === 'shared') return null
  const state = [...run.tenants.values()].find((each) => each.kind === 'state')!
  if (table.owned === 'some') return state.made ? null : 'leave'
  return state.tenantId
}

function tenantIdOf(run: Run, code: string): number {
  const tenant = run.tenants.get(code)
  if (!tenant) throw new Invalid('file', 'The file speaks of a town that it does not hold.', { got: code })
  return tenant.tenantId
}

async function putDocument(platform: Platform, line: Line): Promise<void> {
  const bytes = Buffer.from(line.bytes!, 'base64')
  if (sha256(bytes) !== line.document) throw new Error(`the document ${line.document} differs from its name`)
  await platform.documents.put(line.document, bytes)
}

/** The sum of what now stands in the database. */
async function sumOf(run: Run, table: ArchiveTable, which: string): Promise<TableSum> {
  const sum = new Sum()
  for await (const rows of rowsOf(run.client, run.platform, table, which, run.options))
    for (const row of rows) sum.add(row)
  return sum.get()
}

async function compareTenant(run: Run, { city, tables }: ArchiveReport): Promise<void> {
  const { tenantId } = tenantOf(run, city)
  for (const table of run.tables) {
    const wanted = tables[table.name]
    if (!wanted) continue
    const found = await sumOf(run, table, ofTenant(tenantId))
    if (wanted.hash !== found.hash && run.isSameVersion)
      throw new Error(`${table.name} came out different: ${found.rows} of ${wanted.rows} rows`)
    if (wanted.rows !== found.rows) throw new Error(`${table.name}: ${found.rows} of ${wanted.rows} rows`)
  }
}

async function compareShared(run: Run, sums: SharedReport): Promise<void> {
  const town = [...run.tenants.values()].find((each) => each.whole)
  for (const table of run.tables) {
    const wanted = sums[table.name]
    if (!wanted || !town) continue
    const rows = run.options.ofState.find((each) => each.table === table.name)
    if (run.head.kind === 'backup') {
      const found = await sumOf(run, table, ofNobody(table))
      if (run.isSameVersion && found.hash !== wanted.hash) throw new Error(`${table.name} came out different`)
    } else if (rows) {
      const found = await sumOf(run, table, namedBy(rows, town.stateId, town.tenantId))
      if (run.isSameVersion && found.hash !== wanted.hash)
        throw new Conflict('file', 'This server has other people of the state under the same numbers.', {
          got: table.name,
        })
    } else if (tenantOf(run, town.state ?? town.code).made) {
      const found = await sumOf(run, table, inheritedBy(town.stateId))
      if (run.isSameVersion && found.hash !== wanted.hash) throw new Error(`${table.name} came out different`)
    }
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
