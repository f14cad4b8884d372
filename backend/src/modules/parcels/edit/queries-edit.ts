import type { MultiPolygon } from 'geojson'
import type { Db } from '../../../kernel/index.ts'

/** A plot as it stands before an edit. `versionId` is what the editor must have seen. */
export interface EditedPlot {
  parcelId: number
  versionId: number
  level: string
  number: string | null
  numberPrinted: string | null
  geometry: MultiPolygon
  areaSqm: number
  legalAreaSqm: number | null
  surveyClass: string
  surveyedOn: string | null
  use: string
  roadId: number | null
  recordedAt: Date
  instrument: string
}

/** The plots by id as they hold on a day, with the act that made each state. */
export function selectEditedPlots(
  db: Db,
  tenantId: number,
  parcelIds: readonly number[],
  day: string,
): Promise<EditedPlot[]> {
  return db.query<EditedPlot & Record<string, unknown>>(
    `select v.parcel_id as "parcelId", v.version_id as "versionId", v.level, v.number, v.number_printed as "numberPrinted",
       st_asgeojson(v.geom, 9)::jsonb as geometry, v.area_sqm::float8 as "areaSqm", v.legal_area_sqm::float8 as "legalAreaSqm",
       v.survey_class as "surveyClass", v.surveyed_on as "surveyedOn", v.use, v.road_id as "roadId", v.recorded_at as "recordedAt", c.instrument
     from parcels.parcel_versions v join parcels.changes c on c.tenant_id = v.tenant_id and c.change_id = v.change_id
     where v.tenant_id = $1::int and v.parcel_id = any ($2::bigint[]) and v.superseded_at = 'infinity' and v.valid_from <= $3::date and v.valid_to > $3::date
     order by v.parcel_id`,
    [tenantId, parcelIds, day],
  )
}

/** A property that stands on a plot. */
export interface LinkedProperty {
  parcelId: number
  propertyId: number
  propertyNumber: string
  numerator: number | null
  denominator: number | null
}

/** Properties of the plots on a day; at most ten thousand. */
export function selectLinkedProperties(
  db: Db,
  tenantId: number,
  parcelIds: readonly number[],
  day: string,
): Promise<LinkedProperty[]> {
  return db.query<LinkedProperty & Record<string, unknown>>(
    `select l.parcel_id as "parcelId", l.property_id as "propertyId", p.property_number as "propertyNumber", l.numerator, l.denominator
     from parcels.property_parcels l join parcels.properties p on p.tenant_id = l.tenant_id and p.property_id = l.property_id
     where l.tenant_id = $1::int and l.parcel_id = any ($2::bigint[]) and l.superseded_at = 'infinity' and l.valid_from <= $3::date and l.valid_to > $3::date
     order by l.property_id, l.parcel_id limit 10000`,
    [tenantId, parcelIds, day],
  )
}

/** Buildings that stand on a plot on a day; at most a hundred. */
export async function selectStandingBuildings(
  db: Db,
  tenantId: number,
  parcelId: number,
  day: string,
): Promise<number[]> {
  const rows = await db.query<{ building_id: number }>(
    `select distinct building_id from parcels.building_parcels
     where tenant_id = $1::int and parcel_id = $2::bigint and superseded_at = 'infinity' and valid_from <= $3::date and valid_to > $3::date
     order by building_id limit 100`,
    [tenantId, parcelId, day],
  )
  return rows.map((row) => row.building_id)
}

/** How much of a building's footprint lies on each of some outlines, m². */
export interface BuildingPart {
  buildingId: number
  /** Which outline, from 0; null for a building without a drawn footprint. */
  at: number | null
  partSqm: number
  footprintSqm: number
}

/** Buildings linked to the plots on a day and where they stand among the new outlines. */
export function selectBuildingParts(
  db: Db,
  tenantId: number,
  parcelIds: readonly number[],
  outlines: readonly MultiPolygon[],
  srid: number,
  day: string,
): Promise<BuildingPart[]> {
  return db.query<BuildingPart & Record<string, unknown>>(
    `with outlines as (
       select at - 1 as at, st_transform(st_setsrid(st_geomfromgeojson(outline), 4326), $5::int) as geom
       from unnest($3::text[]) with ordinality as o (outline, at)
     ), linked as (
       select distinct l.building_id, st_transform(b.geom, $5::int) as geom
       from parcels.building_parcels l
       left join parcels.building_versions b on b.tenant_id = $1::int and b.building_id = l.building_id and b.superseded_at = 'infinity'
         and b.valid_from <= $4::date and b.valid_to > $4::date
       where l.tenant_id = $1::int and l.parcel_id = any ($2::bigint[]) and l.superseded_at = 'infinity' and l.valid_from <= $4::date and l.valid_to > $4::date
     )
     select linked.building_id as "buildingId", outlines.at::int as at,
       coalesce(st_area(st_intersection(linked.geom, outlines.geom)), 0)::float8 as "partSqm", coalesce(st_area(linked.geom), 0)::float8 as "footprintSqm"
     from linked left join outlines on st_intersects(linked.geom, outlines.geom) order by 1, 2`,
    [tenantId, parcelIds, outlines.map((each) => JSON.stringify(each)), day, srid],
  )
}

/** Common area of each of some outlines with each of others, m², row by row. */
export async function selectCommonAreas(
  db: Db,
  ones: readonly MultiPolygon[],
  others: readonly MultiPolygon[],
  srid: number,
): Promise<number[]> {
  const rows = await db.query<{ sqm: number }>(
    `with one as (select at, st_transform(st_setsrid(st_geomfromgeojson(g), 4326), $3::int) as geom from unnest($1::text[]) with ordinality as o (g, at)),
       other as (select at, st_transform(st_setsrid(st_geomfromgeojson(g), 4326), $3::int) as geom from unnest($2::text[]) with ordinality as o (g, at))
     select st_area(st_intersection(one.geom, other.geom))::float8 as sqm from one cross join other order by one.at, other.at`,
    [ones.map((each) => JSON.stringify(each)), others.map((each) => JSON.stringify(each)), srid],
  )
  return rows.map((row) => row.sqm)
}

/** On which of some outlines the point of each property of the plots lies, from 0; null where on none. */
export function selectPlotsOfProperties(
  db: Db,
  tenantId: number,
  parcelIds: readonly number[],
  outlines: readonly MultiPolygon[],
  day: string,
): Promise<{ propertyId: number; at: number | null }[]> {
  return db.query(
    `with outlines as (select at - 1 as at, st_setsrid(st_geomfromgeojson(outline), 4326) as geom from unnest($3::text[]) with ordinality as o (outline, at)),
     linked as (
       select distinct l.property_id, v.point from parcels.property_parcels l
       left join parcels.property_versions v on v.tenant_id = $1::int and v.property_id = l.property_id and v.superseded_at = 'infinity'
         and v.valid_from <= $4::date and v.valid_to > $4::date
       where l.tenant_id = $1::int and l.parcel_id = any ($2::bigint[]) and l.superseded_at = 'infinity' and l.valid_from <= $4::date and l.valid_to > $4::date)
     select linked.property_id as "propertyId", min(outlines.at)::int as at
     from linked left join outlines on st_covers(outlines.geom, linked.point) group by linked.property_id order by 1`,
    [tenantId, parcelIds, outlines.map((each) => JSON.stringify(each)), day],
  )
}
