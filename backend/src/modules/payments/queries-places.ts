import type { Db } from '../../kernel/index.ts'

/** Property numbers by ids, in the order of the ids. Through the published view. */
export async function selectPropertyNumbers(
  db: Db,
  tenantId: number,
  propertyIds: readonly number[],
): Promise<string[]> {
  const rows = await db.query<{ property_number: string }>(
    `select distinct p.property_id, p.property_number from parcels.current_properties_view p
     where p.tenant_id = $1::int and p.property_id = any ($2::bigint[]) order by p.property_id`,
    [tenantId, propertyIds],
  )
  return rows.map((row) => row.property_number)
}

/** A place for the head of a basket. */
export interface PlaceRow {
  property_id: number
  property_number: string
  address: Record<string, string> | null
}

/** A property by id or number, as now known. */
export async function selectPlace(
  db: Db,
  tenantId: number,
  asked: { propertyId: number | null; propertyNumber: string | null },
): Promise<PlaceRow | null> {
  const [row] = await db.query<PlaceRow>(
    `select p.property_id, p.property_number, p.address from parcels.current_properties_view p
     where p.tenant_id = $1::int and (p.property_id = $2::bigint or p.property_number = $3::text) order by p.valid_from desc limit 1`,
    [tenantId, asked.propertyId, asked.propertyNumber],
  )
  return row ?? null
}

/** Several properties by id. */
export function selectPlaces(db: Db, tenantId: number, propertyIds: readonly number[]): Promise<PlaceRow[]> {
  return db.query(
    `select distinct on (p.property_id) p.property_id, p.property_number, p.address from parcels.current_properties_view p
     where p.tenant_id = $1::int and p.property_id = any ($2::bigint[]) order by p.property_id, p.valid_from desc`,
    [tenantId, propertyIds],
  )
}
