import type { Db } from '../../../kernel/index.ts'
import type { ExportFormat, ExportTimes } from './rules-export.ts'

/** An export as it is asked for. `box` is west, south, east, north. */
export interface ExportAsked {
  collection: string
  format: ExportFormat
  filter: string | null
  box: [number, number, number, number] | null
  srid: number
  features: number
}

/** An export with how far it is. */
export type ExportRow = ExportAsked &
  ExportTimes & {
    exportId: number
    askedAt: Date
    featuresDone: number
    failure: string | null
    sha256: string | null
    bytes: number | null
  }

const columns = `export_id as "exportId", collection, format, filter, box, srid, features, asked_at as "askedAt", features_done as "featuresDone",
  started_at as "startedAt", finished_at as "finishedAt", cancelled_at as "cancelledAt", failed_at as "failedAt", failure, sha256, bytes`

export async function insertExport(
  db: Db,
  tenantId: number,
  userId: number | null,
  asked: ExportAsked,
): Promise<number> {
  const [row] = await db.query<{ export_id: number }>(
    `insert into map.exports (tenant_id, collection, format, filter, box, srid, features, asked_by)
     values ($1::int, $2::text, $3::text, $4::text, $5::float8[], $6::int, $7::int, $8::bigint) returning export_id`,
    [tenantId, asked.collection, asked.format, asked.filter, asked.box, asked.srid, asked.features, userId],
  )
  return row!.export_id
}

/** The newest first, at most fifty. */
export function selectExports(db: Db, tenantId: number): Promise<ExportRow[]> {
  return db.query<ExportRow & Record<string, unknown>>(
    `select ${columns} from map.exports where tenant_id = $1::int order by export_id desc limit 50`,
    [tenantId],
  )
}

export async function selectExport(db: Db, tenantId: number, exportId: number): Promise<ExportRow | null> {
  const [row] = await db.query<ExportRow & Record<string, unknown>>(
    `select ${columns} from map.exports where tenant_id = $1::int and export_id = $2::bigint`,
    [tenantId, exportId],
  )
  return row ?? null
}

/** Begins, or begins again after a server that was stopped; false when there is nothing to do. */
export async function startExport(db: Db, tenantId: number, exportId: number): Promise<boolean> {
  const rows = await db.query(
    `update map.exports set started_at = now(), features_done = 0, failed_at = null, failure = null
     where tenant_id = $1::int and export_id = $2::bigint and finished_at is null and cancelled_at is null returning export_id`,
    [tenantId, exportId],
  )
  return rows.length > 0
}

/** Notes how far it is; false when it was cancelled meanwhile. */
export async function updateProgress(db: Db, tenantId: number, exportId: number, done: number): Promise<boolean> {
  const rows = await db.query(
    `update map.exports set features_done = $3::int
     where tenant_id = $1::int and export_id = $2::bigint and cancelled_at is null returning export_id`,
    [tenantId, exportId, done],
  )
  return rows.length > 0
}

export async function finishExport(
  db: Db,
  tenantId: number,
  exportId: number,
  file: { sha256: string; bytes: number },
): Promise<void> {
  await db.query(
    `update map.exports set finished_at = now(), sha256 = $3::text, bytes = $4::bigint
     where tenant_id = $1::int and export_id = $2::bigint and cancelled_at is null`,
    [tenantId, exportId, file.sha256, file.bytes],
  )
}

export async function failExport(db: Db, tenantId: number, exportId: number, failure: string): Promise<void> {
  await db.query(
    `update map.exports set failed_at = now(), failure = $3::text where tenant_id = $1::int and export_id = $2::bigint`,
    [tenantId, exportId, failure],
  )
}

/** False when it is ready, failed or cancelled already. */
export async function cancelExport(db: Db, tenantId: number, exportId: number): Promise<boolean> {
  const rows = await db.query(
    `update map.exports set cancelled_at = now()
     where tenant_id = $1::int and export_id = $2::bigint and finished_at is null and cancelled_at is null returning export_id`,
    [tenantId, exportId],
  )
  return rows.length > 0
}
