/** Reads by place, as khasra_reader: public columns only, GiST in use, and every statement names its tenant. */
import type { Bounds, Db, Names } from '../../kernel/index.ts'

/** Properties within `radiusM` of a point, the nearest first. Distance on the spheroid, metres. */
export function selectNear(
  db: Db,
  tenantId: number,
  point: [number, number],
  radiusM: number,
  today: string,
  limit: number,
): Promise<{ property_id: number; distance_m: number }[]> {
  return db.query(
    `with here as (select st_setsrid(st_makepoint($2::float8, $3::float8), 4326) as point),
     inside as (
       select v.property_id, st_distance(v.point::geography, here.point::geography) as distance_m
       from here, parcels.property_versions v
       where v.tenant_id = $1::int and v.superseded_at = 'infinity' and v.valid_from <= $5::date and v.valid_to > $5::date
         and v.point && st_expand(here.point, $4::float8 / (111320 * greatest(cos(radians($3::float8)), 0.01)), $4::float8 / 110540)
       order by v.point <-> here.point limit 2000)
     select property_id, distance_m from inside where distance_m <= $4::float8 order by distance_m, property_id limit $6::int`,
    [tenantId, point[0], point[1], radiusM, today, limit],
  )
}

/** Classes of plots that are kept; null keeps all. A span is [from, to] of properties on a plot, both included. */
export interface PlotFilter {
  uses: string[] | null
  levels: string[] | null
  properties: [number, number][] | null
}

/** True of a plot `plot` by $9 to $12, the numbers of a PlotFilter's four arrays. */
const keptPlot = `($9::text[] is null or plot.use = any ($9::text[])) and ($10::text[] is null or plot.level = any ($10::text[]))
  and ($11::int[] is null or exists (
    select 1 from unnest($11::int[], $12::int[]) as span (low, high),
      lateral (select count(*) as links from parcels.property_parcels c where c.tenant_id = $1::int and c.parcel_id = plot.parcel_id
               and c.superseded_at = 'infinity' and c.valid_from <= $6::date and c.valid_to > $6::date) counted
    where counted.links between span.low and span.high))`

const plotArrays = ({ uses, levels, properties }: PlotFilter) => [
  uses,
  levels,
  properties?.map(([low]) => low) ?? null,
  properties?.map(([, high]) => high) ?? null,
]

/** Properties in a box after `cursor`, by id; with a filter those of which a plot is kept. */
export async function selectPropertiesInBox(
  db: Db,
  tenantId: number,
  bounds: Bounds,
  today: string,
  page: { cursor: number; limit: number },
  filter: PlotFilter | null,
): Promise<number[]> {
  const kept = filter
    ? `and exists (select 1 from parcels.property_parcels l
         join parcels.parcel_versions plot on plot.tenant_id = $1::int and plot.parcel_id = l.parcel_id and plot.superseded_at = 'infinity'
           and plot.valid_from <= $6::date and plot.valid_to > $6::date
         where l.tenant_id = $1::int and l.property_id = v.property_id and l.superseded_at = 'infinity'
           and l.valid_from <= $6::date and l.valid_to > $6::date and ${keptPlot})`
    : ''
  const rows = await db.query<{ property_id: number }>(
    `select distinct v.property_id from parcels.property_versions v
     where v.tenant_id = $1::int and v.superseded_at = 'infinity' and v.valid_from <= $6::date and v.valid_to > $6::date
       and v.point && st_makeenvelope($2::float8, $3::float8, $4::float8, $5::float8, 4326) and v.property_id > $7::bigint ${kept}
     order by v.property_id limit $8::int`,
    [tenantId, ...bounds, today, page.cursor, page.limit, ...(filter ? plotArrays(filter) : [])],
  )
  return rows.map((row) => row.property_id)
}

/** A parcel without a property, as a line of results. */
export interface BareParcelRow {
  parcel_id: number
  number: string | null
  area_sqm: number
  lon: number
  lat: number
}

const published = `(v.batch_id is null or exists (
  select 1 from parcels.import_batches b where b.tenant_id = v.tenant_id and b.batch_id = v.batch_id and b.state = 'published'))`

/** Parcels in a box that carry no property, after `cursor`, by id: a survey that was loaded without a register. */
export function selectBareParcelsInBox(
  db: Db,
  tenantId: number,
  bounds: Bounds,
  today: string,
  page: { cursor: number; limit: number },
  filter: PlotFilter | null,
): Promise<BareParcelRow[]> {
  return db.query(
    `select plot.parcel_id, plot.number, plot.area_sqm::float8 as area_sqm, st_x(middle.point) as lon, st_y(middle.point) as lat
     from parcels.parcel_versions plot, lateral (select st_pointonsurface(plot.geom) as point) middle
     where plot.tenant_id = $1::int and plot.superseded_at = 'infinity' and plot.valid_from <= $6::date and plot.valid_to > $6::date
       and plot.geom && st_makeenvelope($2::float8, $3::float8, $4::float8, $5::float8, 4326) and plot.parcel_id > $7::bigint
       and ${published.replaceAll('v.', 'plot.')}
       and not exists (select 1 from parcels.property_parcels l where l.tenant_id = plot.tenant_id and l.parcel_id = plot.parcel_id
                       and l.superseded_at = 'infinity' and l.valid_to > $6::date)
       ${filter ? `and ${keptPlot}` : ''}
     order by plot.parcel_id limit $8::int`,
    [tenantId, ...bounds, today, page.cursor, page.limit, ...(filter ? plotArrays(filter) : [])],
  )
}

/** What lies at a point: parcels of every level, the municipal ones first, each with its properties, the nearest first. */
export function selectAt(
  db: Db,
  tenantId: number,
  point: [number, number],
  today: string,
): Promise<(BareParcelRow & { level: string; property_ids: number[] | null })[]> {
  return db.query(
    `with here as (select st_setsrid(st_makepoint($2::float8, $3::float8), 4326) as point)
     select v.parcel_id, v.number, v.level, v.area_sqm::float8 as area_sqm, st_x(middle.point) as lon, st_y(middle.point) as lat, carried.property_ids
     from here
     join parcels.parcel_versions v on v.geom && here.point and st_covers(v.geom, here.point)
     join parcels.levels level on level.level = v.level,
     lateral (select st_pointonsurface(v.geom) as point) middle,
     lateral (
       select array_agg(near.property_id order by near.distance, near.property_id) as property_ids from (
         select l.property_id, pv.point <-> here.point as distance from parcels.property_parcels l
         join parcels.property_versions pv on pv.tenant_id = $1::int and pv.property_id = l.property_id and pv.superseded_at = 'infinity'
           and pv.valid_from <= $4::date and pv.valid_to > $4::date
         where l.tenant_id = $1::int and l.parcel_id = v.parcel_id and l.superseded_at = 'infinity' and l.valid_from <= $4::date and l.valid_to > $4::date
         order by distance, l.property_id limit 30) near) carried
     where v.tenant_id = $1::int and v.superseded_at = 'infinity' and v.valid_from <= $4::date and v.valid_to > $4::date and ${published}
     order by level.sort_order, v.parcel_id limit 12`,
    [tenantId, point[0], point[1], today],
  )
}

/** Parcels of the same level that share a side or a stretch of one with a parcel; `shared_m` in metres. */
export function selectNeighbours(
  db: Db,
  tenantId: number,
  parcelId: number,
  today: string,
): Promise<{ parcel_id: number; number: string | null; level: string; area_sqm: number; shared_m: number }[]> {
  return db.query(
    `select n.parcel_id, n.number, n.level, n.area_sqm::float8 as area_sqm,
       st_length(st_intersection(n.geom, v.geom)::geography) as shared_m
     from parcels.parcel_versions v
     join parcels.parcel_versions n on n.geom && st_expand(v.geom, 1e-7) and st_dwithin(n.geom, v.geom, 1e-7)
     where v.tenant_id = $1::int and v.parcel_id = $2::bigint and v.superseded_at = 'infinity' and v.valid_from <= $3::date and v.valid_to > $3::date
       and n.tenant_id = $1::int and n.level = v.level and n.parcel_id <> v.parcel_id and n.superseded_at = 'infinity'
       and n.valid_from <= $3::date and n.valid_to > $3::date
       and (n.batch_id is null or exists (
         select 1 from parcels.import_batches b where b.tenant_id = n.tenant_id and b.batch_id = n.batch_id and b.state = 'published'))
     order by shared_m desc, n.parcel_id limit 200`,
    [tenantId, parcelId, today],
  )
}

/** How many neighbours each parcel of a page has; for a property, of all its parcels (at most 20). */
export function selectNeighbourCounts(
  db: Db,
  tenantId: number,
  asked: { parcelId: number | null; propertyId: number | null },
  today: string,
): Promise<{ parcel_id: number; neighbours: number }[]> {
  return db.query(
    `with wanted as (
       select $2::bigint as parcel_id where $2::bigint is not null
       union
       (select l.parcel_id from parcels.property_parcels l where l.tenant_id = $1::int and l.property_id = $3::bigint
          and l.superseded_at = 'infinity' and l.valid_from <= $4::date and l.valid_to > $4::date limit 20))
     select wanted.parcel_id, (
       select count(*) from parcels.parcel_versions n
       where n.tenant_id = $1::int and n.level = v.level and n.parcel_id <> v.parcel_id and n.superseded_at = 'infinity'
         and n.valid_from <= $4::date and n.valid_to > $4::date
         and n.geom && st_expand(v.geom, 1e-7) and st_dwithin(n.geom, v.geom, 1e-7)) as neighbours
     from wanted
     join parcels.parcel_versions v on v.tenant_id = $1::int and v.parcel_id = wanted.parcel_id and v.superseded_at = 'infinity'
       and v.valid_from <= $4::date and v.valid_to > $4::date`,
    [tenantId, asked.parcelId, asked.propertyId, today],
  )
}

/** Areas for filters. */
export interface AreaRow {
  code: string
  names: Names
  west: number | null
  south: number | null
  east: number | null
  north: number | null
}

/** Electoral wards of today with their boxes; none where the town has no map. */
export function selectWards(db: Db, tenantId: number, today: string): Promise<AreaRow[]> {
  return db.query(
    `select code, names, st_xmin(geom) as west, st_ymin(geom) as south, st_xmax(geom) as east, st_ymax(geom) as north
     from identity.current_boundaries_view
     where tenant_id = $1::int and set_code = 'electoral-ward' and valid_from <= $2::date and valid_to > $2::date
     order by length(code), code limit 2000`,
    [tenantId, today],
  )
}

/** Localities; the box is a square of some 600 m round the label. */
export function selectLocalities(db: Db, tenantId: number): Promise<AreaRow[]> {
  return db.query(
    `select code, names, st_x(geom) - 0.003 as west, st_y(geom) - 0.003 as south, st_x(geom) + 0.003 as east, st_y(geom) + 0.003 as north
     from parcels.localities where tenant_id = $1::int order by names ->> 'en' nulls last, code limit 5000`,
    [tenantId],
  )
}

/** The street nearest to a point within some metres; null when there is none, or the town has no map. */
export async function selectNearestRoad(
  db: Db,
  tenantId: number,
  point: [number, number],
  withinM: number,
): Promise<{ roadId: number; names: Names; distanceM: number } | null> {
  const rows = await db.query<{ roadId: number; names: Names; distanceM: number }>(
    `with here as (select st_setsrid(st_makepoint($2::float8, $3::float8), 4326) as point)
     select r.road_id as "roadId", r.names, st_distance(r.geom::geography, here.point::geography) as "distanceM"
     from here, parcels.roads r
     where r.tenant_id = $1::int
       and r.geom && st_expand(here.point, $4::float8 / (111320 * greatest(cos(radians($3::float8)), 0.01)), $4::float8 / 110540)
     order by r.geom <-> here.point limit 1`,
    [tenantId, ...point, withinM],
  )
  return rows[0] && rows[0].distanceM <= withinM ? rows[0] : null
}

/** The address of a property on a day. Not as the reader: addresses are not published. */
export async function selectAddress(
  db: Db,
  tenantId: number,
  propertyId: number,
  today: string,
): Promise<Names | null> {
  const rows = await db.query<{ address: Names }>(
    `select address from parcels.current_properties_view
     where tenant_id = $1::int and property_id = $2::bigint and valid_from <= $3::date and valid_to > $3::date limit 1`,
    [tenantId, propertyId, today],
  )
  return rows[0]?.address ?? null
}
