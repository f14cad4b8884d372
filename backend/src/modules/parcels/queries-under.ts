import type { MultiPolygon } from 'geojson'
import type { Db } from '../../kernel/index.ts'
import type { ParcelUnder } from './parcels-under.ts'

/** Parcels that share land with a polygon on a day, as the reader; the largest common part first. */
export function selectUnder(
  db: Db,
  tenantId: number,
  polygon: MultiPolygon,
  srid: number,
  day: string,
): Promise<ParcelUnder[]> {
  return db.query<ParcelUnder & Record<string, unknown>>(
    `select * from (
       select n.parcel_id as "parcelId", n.level, n.number_printed as number, n.area_sqm::float8 as "areaSqm",
         st_area(st_transform(st_intersection(n.geom, drawn.geom), $3::int))::float8 as "commonSqm"
       from (select st_setsrid(st_geomfromgeojson($2::text), 4326) as geom) drawn
       join parcels.parcel_versions n on n.geom && drawn.geom and st_intersects(n.geom, drawn.geom) and not st_touches(n.geom, drawn.geom)
       where n.tenant_id = $1::int and n.superseded_at = 'infinity' and n.valid_from <= $4::date and n.valid_to > $4::date
       limit 2000) found
     where "commonSqm" > 0.01 order by "commonSqm" desc, "parcelId"`,
    [tenantId, JSON.stringify(polygon), srid, day],
  )
}

/** Which of these parcels are on record and not of a load that waits for its publication. */
export async function selectPublished(db: Db, tenantId: number, parcelIds: readonly number[]): Promise<number[]> {
  const rows = await db.query<{ parcel_id: number }>(
    `select parcel_id from parcels.current_parcels_view where tenant_id = $1::int and parcel_id = any ($2::bigint[])`,
    [tenantId, parcelIds],
  )
  return rows.map((row) => row.parcel_id)
}

/** Levels of parcels by id. */
export function selectLevels(
  db: Db,
  tenantId: number,
  parcelIds: readonly number[],
): Promise<{ parcel_id: number; level: string }[]> {
  return db.query(
    `select parcel_id, level from parcels.parcels where tenant_id = $1::int and parcel_id = any ($2::bigint[]) order by parcel_id`,
    [tenantId, parcelIds],
  )
}
