/** Statements about imports: their state, their files, their findings. */
import type { Db } from '../../../kernel/index.ts'
import type { Reading } from './reader.ts'
import type { ReadingFinding } from './reading-findings.ts'
import type { ImportState, ImportTarget } from './rules.ts'
import type { ReadImport } from './schemas.ts'

/** What a person wants of an import, as far as it was said. */
export type ImportWishes = ReadImport

export interface ImportRecord {
  importId: number
  title: string
  target: ImportTarget
  state: ImportState
  wishes: ImportWishes
  reading: Reading | null
  problem: { code: string; message: string } | null
  step: string | null
  done: number
  total: number
  cursorIndex: number
  batchId: number | null
  startedBy: number | null
  startedAt: Date
  changedAt: Date
  publishedAt: Date | null
  /** Set while it is read: the import whose columns were taken over. */
  profile?: string
}

const columns = `import_id as "importId", title, target, state, wishes, reading, problem, step, done, total, cursor_index as "cursorIndex",
  batch_id as "batchId", started_by as "startedBy", started_at as "startedAt", changed_at as "changedAt", published_at as "publishedAt"`

type Row = ImportRecord & Record<string, unknown>

/** An import by id, null when there is none; locked when it is about to change. */
export async function selectImport(
  db: Db,
  tenantId: number,
  importId: number,
  lock = false,
): Promise<ImportRecord | null> {
  const [row] = await db.query<Row>(
    `select ${columns} from parcels.imports where tenant_id = $1::int and import_id = $2::bigint ${lock ? 'for update' : ''}`,
    [tenantId, importId],
  )
  return row ?? null
}

/** The latest imports of a town; what was read in them is left out. */
export function selectImports(db: Db, tenantId: number): Promise<ImportRecord[]> {
  return db.query<Row>(
    `select ${columns.replace('reading, ', 'null::jsonb as reading, ')} from parcels.imports
     where tenant_id = $1::int order by import_id desc limit 100`,
    [tenantId],
  )
}

/** How many imports of a town still wait for their bytes or for a person. */
export async function countOpenImports(db: Db, tenantId: number): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `select count(*)::int as count from parcels.imports
     where tenant_id = $1::int and state not in ('published', 'undone', 'cancelled', 'written')`,
    [tenantId],
  )
  return row!.count
}

export interface ImportFile {
  fileNumber: number
  name: string
  bytes: number
  parts: number
  received: number[]
}

export async function insertImport(
  db: Db,
  tenantId: number,
  given: { title: string; target: ImportTarget; userId: number | null; files: Omit<ImportFile, 'received'>[] },
): Promise<number> {
  const [row] = await db.query<{ import_id: number }>(
    `with made as (
       insert into parcels.imports (tenant_id, title, target, started_by) values ($1::int, $2::text, $3::text, $4::bigint) returning import_id
     ), files as (
       insert into parcels.import_files (tenant_id, import_id, file_number, name, bytes, parts)
       select $1::int, made.import_id, f.number, f.name, f.bytes, f.parts
       from made, unnest($5::int[], $6::text[], $7::bigint[], $8::int[]) as f (number, name, bytes, parts)
     )
     select import_id from made`,
    [
      tenantId,
      given.title,
      given.target,
      given.userId,
      given.files.map((file) => file.fileNumber),
      given.files.map((file) => file.name),
      given.files.map((file) => file.bytes),
      given.files.map((file) => file.parts),
    ],
  )
  return row!.import_id
}

export function selectImportFiles(db: Db, tenantId: number, importId: number): Promise<ImportFile[]> {
  return db.query<ImportFile & Record<string, unknown>>(
    `select file_number as "fileNumber", name, bytes, parts, to_jsonb(received) as received from parcels.import_files
     where tenant_id = $1::int and import_id = $2::bigint order by file_number`,
    [tenantId, importId],
  )
}

export async function updateReceived(
  db: Db,
  tenantId: number,
  importId: number,
  fileNumber: number,
  part: number,
): Promise<void> {
  await db.query(
    `update parcels.import_files set received = array_append(received, $4::int)
     where tenant_id = $1::int and import_id = $2::bigint and file_number = $3::int and not $4::int = any (received)`,
    [tenantId, importId, fileNumber, part],
  )
}

/** Facts of an import that a step changes; what is left out stays. */
export type ImportPatch = Partial<{
  state: ImportState
  wishes: ImportWishes
  reading: Reading | null
  problem: { code: string; message: string } | null
  step: string | null
  done: number
  total: number
  cursorIndex: number
  batchId: number | null
  publishedAt: Date | null
}>

const types: Record<keyof ImportPatch, [column: string, type: string]> = {
  state: ['state', 'text'],
  wishes: ['wishes', 'jsonb'],
  reading: ['reading', 'jsonb'],
  problem: ['problem', 'jsonb'],
  step: ['step', 'text'],
  done: ['done', 'int'],
  total: ['total', 'int'],
  cursorIndex: ['cursor_index', 'bigint'],
  batchId: ['batch_id', 'bigint'],
  publishedAt: ['published_at', 'timestamptz'],
}

/** Changes an import that is in one of the states; answers false when it no longer is. */
export async function updateImport(
  db: Db,
  tenantId: number,
  importId: number,
  from: readonly ImportState[],
  patch: ImportPatch,
): Promise<boolean> {
  const keys = Object.keys(patch) as (keyof ImportPatch)[]
  const sets = keys.map((key, at) => `${types[key][0]} = $${at + 4}::${types[key][1]}`)
  const values = keys.map((key) => {
    const value = patch[key] ?? null
    return types[key][1] === 'jsonb' && value !== null ? JSON.stringify(value) : value
  })
  const rows = await db.query(
    `update parcels.imports set ${[...sets, 'changed_at = now()'].join(', ')}
     where tenant_id = $1::int and import_id = $2::bigint and state = any ($3::text[]) returning 1`,
    [tenantId, importId, from, ...values],
  )
  return rows.length > 0
}

/** Takes the findings of an earlier reading away. */
export async function deleteFindings(db: Db, tenantId: number, importId: number): Promise<void> {
  await db.query(`delete from parcels.import_findings where tenant_id = $1::int and import_id = $2::bigint`, [
    tenantId,
    importId,
  ])
}

export async function insertFindings(
  db: Db,
  tenantId: number,
  importId: number,
  findings: readonly ReadingFinding[],
): Promise<void> {
  await db.query(
    `insert into parcels.import_findings (tenant_id, import_id, kind, feature_index, other_index, label, detail, area_sqm, place)
     select $1::int, $2::bigint, f.kind, f.index, f.other, f.label, f.detail, f.area,
       case when f.lon is not null then st_setsrid(st_makepoint(f.lon, f.lat), 4326) end
     from unnest($3::text[], $4::int[], $5::int[], $6::text[], $7::text[], $8::numeric[], $9::float8[], $10::float8[])
       as f (kind, index, other, label, detail, area, lon, lat)`,
    [
      tenantId,
      importId,
      findings.map((each) => each.kind),
      findings.map((each) => each.index),
      findings.map((each) => each.otherIndex),
      findings.map((each) => each.label),
      findings.map((each) => each.detail),
      findings.map((each) => each.areaSqm?.toFixed(3) ?? null),
      findings.map((each) => each.point?.[0] ?? null),
      findings.map((each) => each.point?.[1] ?? null),
    ],
  )
}

/** The next findings after one, of one kind or of all. */
export function selectFindings(
  db: Db,
  tenantId: number,
  importId: number,
  asked: { kind: string | null; after: number; limit: number },
): Promise<(ReadingFinding & { findingId: number })[]> {
  return db.query<ReadingFinding & { findingId: number } & Record<string, unknown>>(
    `select finding_id as "findingId", kind, feature_index as index, other_index as "otherIndex", label, detail, area_sqm::float8 as "areaSqm",
       case when place is not null then jsonb_build_array(st_x(place), st_y(place)) end as point
     from parcels.import_findings
     where tenant_id = $1::int and import_id = $2::bigint and ($3::text is null or kind = $3::text) and finding_id > $4::bigint
     order by finding_id limit $5::int`,
    [tenantId, importId, asked.kind, asked.after, asked.limit],
  )
}

/** How files with such columns were brought in last time. */
export async function selectProfile(
  db: Db,
  tenantId: number,
  target: ImportTarget,
  signature: string,
): Promise<{ title: string; wishes: ImportWishes; usedAt: Date } | null> {
  const [row] = await db.query<{ title: string; wishes: ImportWishes; usedAt: Date }>(
    `select title, wishes, used_at as "usedAt" from parcels.import_profiles
     where tenant_id = $1::int and target = $2::text and signature = $3::text`,
    [tenantId, target, signature],
  )
  return row ?? null
}

export async function upsertProfile(
  db: Db,
  tenantId: number,
  profile: { target: ImportTarget; signature: string; title: string; wishes: ImportWishes },
): Promise<void> {
  await db.query(
    `insert into parcels.import_profiles (tenant_id, target, signature, title, wishes)
     values ($1::int, $2::text, $3::text, $4::text, $5::jsonb)
     on conflict (tenant_id, target, signature) do update set title = excluded.title, wishes = excluded.wishes, used_at = now()`,
    [tenantId, profile.target, profile.signature, profile.title, JSON.stringify(profile.wishes)],
  )
}

/**
 * Takes the next import that has work in it, for so many seconds: whoever holds one that ended or was killed loses it then. As the owner,
 * because it looks over all towns.
 */
export async function leaseNext(db: Db, seconds: number): Promise<{ tenantId: number; importId: number } | null> {
  const [row] = await db.query<{ tenantId: number; importId: number }>(
    `update parcels.imports i set leased_until = now() + make_interval(secs => $1::float8)
     from (select tenant_id, import_id from parcels.imports
           where state in ('reading', 'writing', 'publishing', 'undoing') and (leased_until is null or leased_until < now())
           order by leased_until nulls first, import_id limit 1 for update skip locked) next
     where i.tenant_id = next.tenant_id and i.import_id = next.import_id
     returning i.tenant_id as "tenantId", i.import_id as "importId"`,
    [seconds],
  )
  return row ?? null
}

/** How far the work is, and that somebody is at it. Answers the state, so that a cancelled import is noticed. */
export async function tellProgress(
  db: Db,
  tenantId: number,
  importId: number,
  progress: { step: string; done: number; total: number } | null,
  seconds: number,
): Promise<ImportState> {
  const [row] = await db.query<{ state: ImportState }>(
    `update parcels.imports set leased_until = case when $6::float8 > 0 then now() + make_interval(secs => $6::float8) end,
       step = coalesce($3::text, step), done = coalesce($4::int, done), total = coalesce($5::int, total)
     where tenant_id = $1::int and import_id = $2::bigint returning state`,
    [tenantId, importId, progress?.step ?? null, progress?.done ?? null, progress?.total ?? null, seconds],
  )
  return row?.state ?? 'cancelled'
}
