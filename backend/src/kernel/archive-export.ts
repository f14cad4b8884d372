import type pg from 'pg'
import { writeArchive } from './archive-file.ts'
import {
  type ArchiveOptions,
  type ArchiveTable,
  archiveTables,
  inheritedBy,
  namedBy,
  ofNobody,
  ofTenant,
  rowsOf,
  Sum,
  type TableSum,
  withSnapshot,
  writtenColumns,
} from './archive-tables.ts'
import type { Platform, Tenant } from './context.ts'
import { asOwner } from './db.ts'
import { Conflict, Invalid } from './errors.ts'
import { appliedMigrations } from './migrate.ts'
import { selectTenants, tenantByCode } from './tenants.ts'

/** What an export or restore says of one town or state at its end. */
export interface ArchiveReport {
  city: string
  tables: Record<string, TableSum>
  documents: number
}

/** What went beside the rows of tenants: masters without a town, and the state's rows that a town names. */
export type SharedReport = Record<string, TableSum>

/** The first line of a file. */
export interface ArchiveHead {
  format: 'khasra-archive'
  version: 2
  /** A backup holds every state, town and shared master; a town file one town and what it needs of its state. */
  kind: 'backup' | 'town'
  migrations: string[]
  tenants: StoredTenant[]
}

/** A tenant in a file. `whole` is false for the state of a town file: it is made where it is missing. */
export interface StoredTenant {
  code: string
  state: string | null
  kind: 'state' | 'ulb'
  names: object
  srid: number
  timeZone: string
  settings: object
  whole: boolean
}

const nothing: ArchiveOptions = { wrapped: [], ofState: [] }

/** What an export answers. */
export interface ExportReport {
  cities: ArchiveReport[]
  shared: SharedReport
}

/**
 * Writes one town whole into an encrypted file: rows, documents and journal, with the masters that it inherits and the
 * sign-ins that it names of its state.
 * @throws NotFound for an unknown code, Conflict for a town that is being loaded
 */
export async function exportTown(
  platform: Platform,
  code: string,
  path: string,
  passphrase: string,
  options: ArchiveOptions = nothing,
): Promise<ExportReport> {
  const town = await tenantByCode(platform, code)
  const all = await asOwner(platform.database, selectTenants)
  const state = all.filter((other) => other.tenantId === town.stateId && other.tenantId !== town.tenantId)
  return write(platform, { kind: 'town', whole: [town], beside: state }, { path, passphrase, options })
}

/** Writes every state and town, and the masters that belong to none of them, into one encrypted file. */
export async function exportAll(
  platform: Platform,
  path: string,
  passphrase: string,
  options: ArchiveOptions = nothing,
): Promise<ExportReport> {
  // States first: their towns point at them.
  const tenants = (await asOwner(platform.database, selectTenants)).sort(
    (a, b) => Number(a.kind === 'ulb') - Number(b.kind === 'ulb'),
  )
  return write(platform, { kind: 'backup', whole: tenants, beside: [] }, { path, passphrase, options })
}

type What = { kind: ArchiveHead['kind']; whole: Tenant[]; beside: Tenant[] }
type Where = { path: string; passphrase: string; options: ArchiveOptions }

async function write(platform: Platform, what: What, { path, passphrase, options }: Where): Promise<ExportReport> {
  checkPassphrase(passphrase)
  const loading = what.whole.find((tenant) => tenant.settings.loading)
  if (loading) throw new Conflict('city', 'This town is being loaded. Wait for its end.', { got: loading.code })
  const migrations = await appliedMigrations(platform.database)
  const report: ExportReport = { cities: [], shared: {} }
  await withSnapshot(platform, async (client) => {
    const run: Run = { client, platform, options, tables: await archiveTables(client) }
    const lines = async function* () {
      yield headOf(what, migrations)
      for (const tenant of what.whole) yield* tenantLines(run, tenant, report)
      yield* sharedLines(run, what, report.shared)
      yield { end: true }
    }
    await writeArchive(path, passphrase, lines())
  })
  return report
}

type Run = { client: pg.PoolClient; platform: Platform; options: ArchiveOptions; tables: ArchiveTable[] }

function headOf({ kind, whole, beside }: What, migrations: string[]): ArchiveHead {
  const all = [...beside, ...whole]
  const stored = (tenant: Tenant): StoredTenant => ({
    code: tenant.code,
    state: tenant.kind === 'state' ? null : all.find((other) => other.tenantId === tenant.stateId)!.code,
    kind: tenant.kind,
    names: tenant.names,
    srid: tenant.srid,
    timeZone: tenant.timeZone,
    settings: tenant.settings,
    whole: whole.includes(tenant),
  })
  return { format: 'khasra-archive', version: 2, kind, migrations, tenants: all.map(stored) }
}

async function* tenantLines(run: Run, tenant: Tenant, report: ExportReport): AsyncGenerator<unknown> {
  const city: ArchiveReport = { city: tenant.code, tables: {}, documents: 0 }
  report.cities.push(city)
  yield { tenant: tenant.code }
  for (const table of run.tables)
    if (table.owned !== 'shared') yield* tableLines(run, table, ofTenant(tenant.tenantId), city.tables)
  yield* documentLines(run, tenant.tenantId, city)
}

async function* sharedLines(run: Run, { kind, whole }: What, sums: SharedReport): AsyncGenerator<unknown> {
  yield { shared: true }
  const [town] = whole
  for (const table of run.tables) {
    if (kind === 'backup') {
      if (table.owned !== 'tenant') yield* tableLines(run, table, ofNobody(table), sums)
      continue
    }
    if (table.owned === 'some') yield* tableLines(run, table, inheritedBy(town!.stateId), sums)
    const rows = run.options.ofState.find((each) => each.table === table.name)
    // A state's own file has them among its rows.
    if (rows && town!.kind === 'ulb') yield* tableLines(run, table, namedBy(rows, town!.stateId, town!.tenantId), sums)
  }
}

async function* tableLines(
  run: Run,
  table: ArchiveTable,
  which: string,
  sums: Record<string, TableSum>,
): AsyncGenerator<unknown> {
  yield { table: table.name, columns: writtenColumns(table).map(({ name }) => name) }
  const sum = new Sum()
  for await (const rows of rowsOf(run.client, run.platform, table, which, run.options)) {
    for (const row of rows) sum.add(row)
    yield { rows }
  }
  sums[table.name] = sum.get()
  yield { endOf: table.name, count: sum.get().rows, hash: sum.get().hash }
}

async function* documentLines(run: Run, tenantId: number, city: ArchiveReport): AsyncGenerator<unknown> {
  const { rows } = await run.client.query<{ sha256: string }>(
    `select distinct sha256 from kernel.documents where tenant_id = $1`,
    [tenantId],
  )
  for (const { sha256: hash } of rows) {
    const bytes = await run.platform.documents.get(hash)
    if (!bytes) throw new Error(`the document ${hash} is missing from the store`)
    city.documents++
    yield { document: hash, bytes: bytes.toString('base64') }
  }
}

/** @throws Invalid for one that could be guessed */
export function checkPassphrase(passphrase: string): void {
  if (passphrase.length < 12) throw new Invalid('passphrase', 'Use a passphrase of at least 12 characters.')
}
