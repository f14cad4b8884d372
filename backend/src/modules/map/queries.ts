import type { MultiPolygon } from 'geojson'
import type { Db } from '../../kernel/index.ts'

/** The outline of a live parcel as GeoJSON (EPSG:4326), through the view that parcels publishes; null when there is none. */
export async function selectOutline(
  db: Db,
  tenantId: number,
  parcelId: number,
  today: string,
): Promise<MultiPolygon | null> {
  const rows = await db.query<{ outline: MultiPolygon }>(
    `select st_asgeojson(geom, 8)::json as outline from parcels.current_parcels_view
     where tenant_id = $1::int and parcel_id = $2::bigint and valid_from <= $3::date and valid_to > $3::date limit 1`,
    [tenantId, parcelId, today],
  )
  return rows[0]?.outline ?? null
}

/** Number and level of a plot as it stands on a day; null when there is none. */
export async function selectParcelLabel(
  db: Db,
  tenantId: number,
  parcelId: number,
  today: string,
): Promise<{ number: string | null; level: string } | null> {
  const [row] = await db.query<{ number: string | null; level: string }>(
    `select number, level from parcels.current_parcels_view
     where tenant_id = $1::int and parcel_id = $2::bigint and valid_from <= $3::date and valid_to > $3::date limit 1`,
    [tenantId, parcelId, today],
  )
  return row ?? null
}

/** The post that signs papers of the registers: the first of the designations that someone holds on the day; null for none. */
export async function selectSigningPost(
  db: Db,
  tenantId: number,
  designations: readonly string[],
  today: string,
): Promise<number | null> {
  const [row] = await db.query<{ post_id: number }>(
    `select post_id from identity.held_posts_view
     where tenant_id = $1::int and designation = any ($2::text[]) and valid_from <= $3::date and valid_to > $3::date
       and held_from <= $3::date and held_to > $3::date
     order by array_position($2::text[], designation), post_id limit 1`,
    [tenantId, designations, today],
  )
  return row?.post_id ?? null
}
