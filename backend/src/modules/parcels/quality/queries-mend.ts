/** Statements that think a mending through: new outlines on the grid, free numbers. They write nothing. */
import type { MultiPolygon } from 'geojson'
import type { Db } from '../../../kernel/index.ts'

const held = (alias: string) =>
  `${alias}.superseded_at = 'infinity' and ${alias}.valid_from <= $2::date and ${alias}.valid_to > $2::date`

/** A plot before and after a mending. */
export interface MendedPlot {
  parcelId: number
  number: string | null
  before: MultiPolygon
  after: MultiPolygon
  areaBeforeSqm: number
  areaAfterSqm: number
}

const plotRow = (after: string) =>
  `select s.parcel_id as "parcelId", s.number, st_asgeojson(s.geom, 9)::jsonb as before, st_asgeojson(${after}, 9)::jsonb as after,
     st_area(st_transform(s.geom, $4::int)) as "areaBeforeSqm", st_area(st_transform(${after}, $4::int)) as "areaAfterSqm"`

const onGrid = (geometry: string) => `st_multi(st_collectionextract(st_reduceprecision(${geometry}, 1e-8), 3))`

const plots = `plots as (
  select v.parcel_id, coalesce(v.number_printed, v.number) as number, v.geom, v.area_sqm from parcels.parcel_versions v
  where v.tenant_id = $1::int and ${held('v')} and v.parcel_id = any ($3::bigint[]))`

/** The smaller of two plots without what lies on the larger one. Null when nothing of it would be left. */
export function selectClipped(
  db: Db,
  tenantId: number,
  day: string,
  parcelIds: readonly number[],
  srid: number,
): Promise<MendedPlot | null> {
  return first(
    db.query<MendedPlot & Record<string, unknown>>(
      `with ${plots}, small as (select * from plots order by area_sqm, parcel_id desc limit 1),
       mended as (select s.*, ${onGrid('st_difference(s.geom, o.geom)')} as mended from small s join plots o on o.parcel_id <> s.parcel_id)
       ${plotRow('s.mended')} from mended s where not st_isempty(s.mended)`,
      [tenantId, day, parcelIds, srid],
    ),
  )
}

/** The plot that shares most of a gap's edge, with the gap taken in. */
export function selectFilled(
  db: Db,
  tenantId: number,
  day: string,
  parcelIds: readonly number[],
  srid: number,
  outline: object,
): Promise<MendedPlot | null> {
  return first(
    db.query<MendedPlot & Record<string, unknown>>(
      `with ${plots}, gap as (select st_setsrid(st_geomfromgeojson($5::text), 4326) as geom),
       best as (select p.* from plots p, gap order by st_length(st_intersection(st_boundary(p.geom), st_boundary(gap.geom))) desc, p.parcel_id limit 1),
       mended as (select b.*, ${onGrid('st_union(b.geom, gap.geom)')} as mended from best b, gap)
       ${plotRow('s.mended')} from mended s where not st_isempty(s.mended)`,
      [tenantId, day, parcelIds, srid, JSON.stringify(outline)],
    ),
  )
}

/** An outline that is not valid, taken apart and put together again. */
export function selectRedrawn(
  db: Db,
  tenantId: number,
  day: string,
  parcelIds: readonly number[],
  srid: number,
): Promise<MendedPlot | null> {
  return first(
    db.query<MendedPlot & Record<string, unknown>>(
      `with ${plots}, mended as (select p.*, ${onGrid('st_makevalid(p.geom)')} as mended from plots p limit 1)
       ${plotRow('s.mended')} from mended s where not st_isempty(s.mended)`,
      [tenantId, day, parcelIds, srid],
    ),
  )
}

/** A number like the given one that is free on the plot's level: "12/1" becomes "12/1/A". */
export async function selectFreeNumber(
  db: Db,
  tenantId: number,
  day: string,
  parcelId: number,
): Promise<string | null> {
  const [row] = await db.query<{ number: string | null }>(
    `select v.number_printed || '/' || suffix as number from parcels.parcel_versions v, unnest(array['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']) with ordinality as s (suffix, at)
     where v.tenant_id = $1::int and ${held('v')} and v.parcel_id = $3::bigint
       and not exists (select 1 from parcels.parcel_versions o where o.tenant_id = $1::int and o.level = v.level and o.superseded_at = 'infinity'
         and o.valid_to = 'infinity' and lower(o.number) = lower(v.number_printed || '/' || suffix))
     order by at limit 1`,
    [tenantId, day, parcelId],
  )
  return row?.number ?? null
}

async function first<T>(rows: Promise<T[]>): Promise<T | null> {
  return (await rows)[0] ?? null
}
