import type { Db } from '../../kernel/index.ts'

/** Whether a case is one of this room, and whether somebody has a say in it. */
export async function selectTakesPart(
  db: Db,
  tenantId: number,
  caseId: number,
  who: { userId: number | null; personId: number | null },
): Promise<{ known: boolean; takesPart: boolean }> {
  const [row] = await db.query<{ known: boolean; takesPart: boolean }>(
    `select exists (select 1 from building_permits.applications where tenant_id = $1::int and case_id = $2::bigint) as known,
       exists (select 1 from workflow.own_cases_view where tenant_id = $1::int and case_id = $2::bigint and role <> 'follower'
         and (user_id = $3::bigint or party_id = $4::bigint)) as "takesPart"`,
    [tenantId, caseId, who.userId, who.personId],
  )
  return row!
}

/** Where a permit stands and what it is filed under. */
export async function selectPermitState(
  db: Db,
  tenantId: number,
  caseId: number,
): Promise<{
  status: string
  property_id: number | null
  parcel_id: number | null
  lon: number | null
  lat: number | null
} | null> {
  const [row] = await db.query<{
    status: string
    property_id: number | null
    parcel_id: number | null
    lon: number | null
    lat: number | null
  }>(
    `select status, property_id, parcel_id, st_x(point) as lon, st_y(point) as lat from workflow.current_cases_view
     where tenant_id = $1::int and case_id = $2::bigint`,
    [tenantId, caseId],
  )
  return row ?? null
}
