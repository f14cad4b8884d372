import type { Db } from '../../kernel/index.ts'
import type { Result } from './rules-quality.ts'

/** A sample as stored. */
export interface SampleRow {
  sampleId: number
  number: string
  kind: string
  pipeId: number
  takenAt: string
  verdict: string
  incidentCaseId: number | null
  lon: number | null
  lat: number | null
}

/** Writes a sample that was taken. */
export async function insertSample(
  db: Db,
  tenantId: number,
  sample: {
    number: string
    kind: string
    pipeId: number
    connectionId: number | null
    nodeId: number | null
    point: readonly [number, number] | null
    takenAt: string
    laboratory: string | null
    incidentCaseId: number | null
    postId: number | null
    userId: number | null
  },
): Promise<number> {
  const [row] = await db.query<{ sample_id: number }>(
    `insert into water.samples (tenant_id, number, kind, pipe_id, connection_id, node_id, point, taken_at, laboratory, incident_case_id, post_id, user_id)
     values ($1::int, $2::text, $3::text, $4::bigint, $5::bigint, $6::bigint,
       case when $7::float8 is not null then st_setsrid(st_makepoint($7::float8, $8::float8), 4326) end, $9::timestamptz, $10::text, $11::bigint, $12::bigint, $13::bigint)
     returning sample_id`,
    [
      tenantId,
      sample.number,
      sample.kind,
      sample.pipeId,
      sample.connectionId,
      sample.nodeId,
      sample.point?.[0] ?? null,
      sample.point?.[1] ?? null,
      sample.takenAt,
      sample.laboratory,
      sample.incidentCaseId,
      sample.postId,
      sample.userId,
    ],
  )
  return row!.sample_id
}

/** A sample, held against a second verdict. */
export async function lockSample(db: Db, tenantId: number, sampleId: number): Promise<SampleRow | null> {
  const rows = await db.query<SampleRow>(
    `select sample_id as "sampleId", number, kind, pipe_id as "pipeId", taken_at::text as "takenAt", verdict, incident_case_id as "incidentCaseId",
       st_x(point) as lon, st_y(point) as lat from water.samples where tenant_id = $1::int and sample_id = $2::bigint for update`,
    [tenantId, sampleId],
  )
  return rows[0] ?? null
}

/** Writes the verdict of a laboratory. */
export async function updateVerdict(
  db: Db,
  tenantId: number,
  sampleId: number,
  given: {
    verdict: string
    results: readonly Result[]
    exceeded: string[]
    reportedAt: string
    documentId: number | null
  },
): Promise<void> {
  await db.query(
    `update water.samples set verdict = $3::text, results = $4::jsonb, exceeded = $5::text[], reported_at = $6::timestamptz, document_id = $7::bigint
     where tenant_id = $1::int and sample_id = $2::bigint`,
    [
      tenantId,
      sampleId,
      given.verdict,
      JSON.stringify(given.results),
      given.exceeded,
      given.reportedAt,
      given.documentId,
    ],
  )
}

/** Whether a document of this town is there. */
export async function hasDocument(db: Db, tenantId: number, documentId: number): Promise<boolean> {
  const rows = await db.query(`select 1 from kernel.documents where tenant_id = $1::int and document_id = $2::bigint`, [
    tenantId,
    documentId,
  ])
  return rows.length > 0
}

/** Gives a sample to an incident. */
export async function attachSample(db: Db, tenantId: number, sampleId: number, incidentCaseId: number): Promise<void> {
  await db.query(
    `update water.samples set incident_case_id = $3::bigint where tenant_id = $1::int and sample_id = $2::bigint and incident_case_id is null`,
    [tenantId, sampleId, incidentCaseId],
  )
}
