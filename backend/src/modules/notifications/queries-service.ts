import type { Db } from '../../kernel/index.ts'
import type { ServiceMode, ServiceOutcome, ServiceRecord } from './rules-service.ts'

/** A record of service to be written. */
export interface NewService {
  subjectKind: string
  subjectId: number
  mode: ServiceMode
  outcome: ServiceOutcome
  servedOn: string
  receivedBy: string | null
  relation: string | null
  placeWords: string | null
  point: readonly [lon: number, lat: number] | null
  accuracyM: number | null
  photoDocumentId: number | null
  witnesses: string | null
  postalNumber: string | null
  deliveryId: number | null
  note: string | null
  cancelsServiceId: number | null
  postId: number | null
  userId: number | null
}

export async function insertService(db: Db, tenantId: number, row: NewService): Promise<number> {
  const [written] = await db.query<{ service_id: number }>(
    `insert into notifications.services (tenant_id, subject_kind, subject_id, mode, outcome, served_on, received_by, relation, place_words, place,
       accuracy_m, photo_document_id, witnesses, postal_number, delivery_id, note, cancels_service_id, post_id, user_id)
     values ($1::int, $2::text, $3::bigint, $4::text, $5::text, $6::date, $7::text, $8::text, $9::text,
       case when $10::float8 is not null then st_setsrid(st_makepoint($10::float8, $11::float8), 4326) end,
       $12::real, $13::bigint, $14::text, $15::text, $16::bigint, $17::text, $18::bigint, $19::bigint, $20::bigint) returning service_id`,
    [
      tenantId, row.subjectKind, row.subjectId, row.mode, row.outcome, row.servedOn, row.receivedBy, row.relation, row.placeWords,
      row.point?.[0] ?? null, row.point?.[1] ?? null, row.accuracyM, row.photoDocumentId, row.witnesses, row.postalNumber, row.deliveryId,
      row.note, row.cancelsServiceId, row.postId, row.userId,
    ], // biome-ignore format: a row
  )
  return written!.service_id
}

/** A record as an officer reads it. */
export interface ServiceRow extends ServiceRecord {
  receivedBy: string | null
  relation: string | null
  placeWords: string | null
  lon: number | null
  lat: number | null
  photoDocumentId: number | null
  witnesses: string | null
  postalNumber: string | null
  note: string | null
  postId: number | null
  recordedAt: Date
}

/** Records of service of one paper, the earlier first. */
export function selectServices(db: Db, tenantId: number, kind: string, id: number): Promise<ServiceRow[]> {
  return db.query(
    `select service_id as "serviceId", mode, outcome, served_on as "servedOn", received_by as "receivedBy", relation, place_words as "placeWords",
       st_x(place) as lon, st_y(place) as lat, photo_document_id as "photoDocumentId", witnesses, postal_number as "postalNumber", note,
       cancels_service_id as "cancelsServiceId", post_id as "postId", recorded_at as "recordedAt"
     from notifications.services where tenant_id = $1::int and subject_kind = $2::text and subject_id = $3::bigint
     order by served_on, service_id limit 200`,
    [tenantId, kind, id],
  )
}
