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
