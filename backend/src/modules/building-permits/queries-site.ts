import type { MultiPolygon, Polygon } from 'geojson'
import type { Db } from '../../kernel/index.ts'

/** The common outline of parcels today; null when none of them is on record. */
export async function selectUnion(
  db: Db,
  tenantId: number,
  parcelIds: readonly number[],
  day: string,
): Promise<{ geometry: Polygon | MultiPolygon; parcel_ids: number[] } | null> {
  const [row] = await db.query<{ geometry: Polygon | MultiPolygon | null; parcel_ids: number[] | null }>(
    `select st_asgeojson(st_union(geom), 9)::jsonb as geometry, jsonb_agg(parcel_id) as parcel_ids from parcels.current_parcels_view
     where tenant_id = $1::int and parcel_id = any ($2::bigint[]) and valid_from <= $3::date and valid_to > $3::date`,
    [tenantId, parcelIds, day],
  )
  return row?.geometry && row.parcel_ids ? { geometry: row.geometry, parcel_ids: row.parcel_ids } : null
}

/** A point inside a polygon. */
export async function selectInside(db: Db, geometry: MultiPolygon): Promise<[number, number]> {
  const [row] = await db.query<{ lon: number; lat: number }>(
    `select st_x(p) as lon, st_y(p) as lat from (select st_pointonsurface(st_setsrid(st_geomfromgeojson($1::text), 4326)) as p) inside`,
    [JSON.stringify(geometry)],
  )
  return [row!.lon, row!.lat]
}
