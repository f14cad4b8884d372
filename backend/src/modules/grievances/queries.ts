import type { Db, Names } from '../../kernel/index.ts'
import { complaintService } from './workflow.ts'

/** A complaint as stored beside its case. */
export interface ComplaintRow {
  case_id: number
  category: string
  place_words: string | null
  road_id: number | null
  on_map: boolean
  asset_kind: string | null
  asset_id: number | null
  joined_to: number | null
}

/** Writes what a complaint is about. */
export async function insertComplaint(db: Db, tenantId: number, row: Omit<ComplaintRow, 'joined_to'>): Promise<void> {
  await db.query(
    `insert into grievances.complaints (tenant_id, case_id, category, place_words, road_id, on_map, asset_kind, asset_id)
     values ($1::int, $2::bigint, $3::text, $4::text, $5::bigint, $6::boolean, $7::text, $8::bigint)`,
    [tenantId, row.case_id, row.category, row.place_words, row.road_id, row.on_map, row.asset_kind, row.asset_id],
  )
}

/** Complaints of cases with the street by them and, for a joined one, the number that it was joined to. */
export function selectComplaints(
  db: Db,
  tenantId: number,
  caseIds: readonly number[],
): Promise<(ComplaintRow & { road_names: Names | null; joined_number: string | null })[]> {
  return db.query(
    `select g.case_id, g.category, g.place_words, g.road_id, g.on_map, g.asset_kind, g.asset_id, g.joined_to, r.names as road_names, j.number as joined_number
     from grievances.complaints g
     left join parcels.street_names_view r on r.tenant_id = $1::int and r.road_id = g.road_id
     left join workflow.public_cases_view j on j.tenant_id = $1::int and j.case_id = g.joined_to
     where g.tenant_id = $1::int and g.case_id = any ($2::bigint[])`,
    [tenantId, caseIds],
  )
}

/** Marks a complaint as joined with another. */
export async function updateJoinedTo(db: Db, tenantId: number, caseId: number, joinedTo: number): Promise<void> {
  await db.query(
    `update grievances.complaints set joined_to = $3::bigint where tenant_id = $1::int and case_id = $2::bigint`,
    [tenantId, caseId, joinedTo],
  )
}

/** An open complaint that others may be joined to; null when there is none by that id, or it was joined itself. */
export async function selectOpenComplaint(
  db: Db,
  tenantId: number,
  caseId: number,
): Promise<{ case_id: number; number: string; category: string } | null> {
  const rows = await db.query<{ case_id: number; number: string; category: string }>(
    `select c.case_id, c.number, g.category from workflow.public_cases_view c
     join grievances.complaints g on g.tenant_id = $1::int and g.case_id = c.case_id
     where c.tenant_id = $1::int and c.case_id = $2::bigint and c.stage <> 'closed' and g.joined_to is null`,
    [tenantId, caseId],
  )
  return rows[0] ?? null
}

/** An open complaint near a point. */
export interface NearRow {
  case_id: number
  number: string
  category: string
  status: string
  opened_on: string
  distance_m: number
  lon: number
  lat: number
}

/** Open complaints near a point that anyone may know of, the nearest first; as the reader. */
export function selectNear(
  db: Db,
  tenantId: number,
  point: readonly [number, number],
  withinM: number,
  category: string | null,
): Promise<NearRow[]> {
  return db.query(
    `with here as (select st_setsrid(st_makepoint($2::float8, $3::float8), 4326) as point),
     inside as (
       select c.case_id, c.number, g.category, c.status, c.opened_on, c.point, st_distance(c.point::geography, here.point::geography) as distance_m
       from here, workflow.public_cases_view c
       join grievances.complaints g on g.tenant_id = $1::int and g.case_id = c.case_id
       where c.tenant_id = $1::int and c.service = '${complaintService}' and c.stage <> 'closed' and g.on_map and g.joined_to is null
         and ($5::text is null or g.category = $5::text)
         and c.point && st_expand(here.point, $4::float8 / (111320 * greatest(cos(radians($3::float8)), 0.01)), $4::float8 / 110540))
     select case_id, number, category, status, opened_on, distance_m, st_x(point) as lon, st_y(point) as lat
     from inside where distance_m <= $4::float8 order by distance_m, case_id limit 8`,
    [tenantId, point[0], point[1], withinM, category],
  )
}

/** How many complaints a user has reported today: a brake on floods. */
export async function countReportedToday(db: Db, tenantId: number, userId: number, today: string): Promise<number> {
  const [row] = await db.query<{ reported: number }>(
    `select count(*) as reported from workflow.own_cases_view
     where tenant_id = $1::int and user_id = $2::bigint and service = '${complaintService}' and opened_on = $3::date and role = 'applicant'`,
    [tenantId, userId, today],
  )
  return row!.reported
}

/** Complaints on a property or its plots that anyone may know of: open ones first, then the newest. */
export function selectAtPlace(
  db: Db,
  tenantId: number,
  place: { propertyId: number | null; parcelIds: readonly number[] },
  limit: number,
): Promise<{ case_id: number; number: string; category: string; status: string; stage: string; opened_on: string }[]> {
  return db.query(
    `select c.case_id, c.number, g.category, c.status, c.stage, c.opened_on
     from workflow.current_cases_view c join grievances.complaints g on g.tenant_id = $1::int and g.case_id = c.case_id
     where c.tenant_id = $1::int and c.service = '${complaintService}' and g.on_map
       and (c.property_id = $2::bigint or c.parcel_id = any ($3::bigint[]))
     order by (c.stage = 'closed'), c.case_id desc limit $4::int`,
    [tenantId, place.propertyId, place.parcelIds, limit],
  )
}
