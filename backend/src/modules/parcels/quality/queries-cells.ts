/** Statements that read the register for the checks: boxes of the map as the reader, records by page as the application. */
import type { Db } from '../../../kernel/index.ts'
import type { Box, FoundFault } from './rules.ts'

const held = (alias: string) =>
  `${alias}.superseded_at = 'infinity' and ${alias}.valid_from <= $2::date and ${alias}.valid_to > $2::date`
const published = (alias: string) =>
  `(${alias}.batch_id is null or exists (select 1 from parcels.import_batches b where b.tenant_id = $1::int and b.batch_id = ${alias}.batch_id and b.state = 'published'))`

/** Extent of all plots of a town and how many there are; null when it has none. */
export async function selectExtent(db: Db, tenantId: number, day: string): Promise<{ box: Box; count: number } | null> {
  const [row] = await db.query<{ box: Box | null; count: number }>(
    `select case when count(*) > 0 then jsonb_build_array(min(st_xmin(v.geom)), min(st_ymin(v.geom)), max(st_xmax(v.geom)), max(st_ymax(v.geom))) end as box,
       count(*)::int as count
     from parcels.parcel_versions v where v.tenant_id = $1::int and ${held('v')}`,
    [tenantId, day],
  )
  return row?.box ? { box: row.box, count: row.count } : null
}

/** How many plots touch a box, counted no further than a limit. */
export async function countInBox(db: Db, tenantId: number, day: string, box: Box, limit: number): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `select count(*)::int as count from (
       select 1 from parcels.parcel_versions v where v.tenant_id = $1::int and ${held('v')}
         and v.geom && st_makeenvelope($3::float8, $4::float8, $5::float8, $6::float8, 4326) limit $7::int) counted`,
    [tenantId, day, ...box, limit],
  )
  return row!.count
}

export interface ParcelInBox {
  id: number
  level: string
  number: string | null
  legalAreaSqm: number | null
  surveyClass: string
  surveyedOn: string | null
  outsideWards: boolean
  lonLat: string
  metres: string
}

/** Plots that touch a box grown by a margin, in degrees and in metres of the town. */
export function selectParcelsInBox(
  db: Db,
  tenantId: number,
  day: string,
  box: Box,
  srid: number,
  hasWards: boolean,
): Promise<ParcelInBox[]> {
  return db.query<ParcelInBox & Record<string, unknown>>(
    `select distinct on (v.parcel_id) v.parcel_id as id, v.level, coalesce(v.number_printed, v.number) as number, v.legal_area_sqm::float8 as "legalAreaSqm",
       v.survey_class as "surveyClass", v.surveyed_on as "surveyedOn",
       $8::boolean and not exists (select 1 from identity.current_boundaries_view w where w.tenant_id = $1::int and w.set_code = 'electoral-ward'
         and w.valid_from <= $2::date and w.valid_to > $2::date and w.geom && v.geom and st_intersects(w.geom, v.geom)) as "outsideWards",
       st_asgeojson(v.geom, 9) as "lonLat", st_asgeojson(st_transform(v.geom, $7::int), 4) as metres
     from parcels.parcel_versions v
     where v.tenant_id = $1::int and ${held('v')} and ${published('v')}
       and v.geom && st_makeenvelope($3::float8, $4::float8, $5::float8, $6::float8, 4326)
     order by v.parcel_id, v.valid_from desc`,
    [tenantId, day, ...box, srid, hasWards],
  )
}

/** Whether the town has wards with an outline, so that a plot may lie outside of them. */
export async function selectHasWards(db: Db, tenantId: number): Promise<boolean> {
  const [row] = await db.query<{ has: boolean }>(
    `select exists (select 1 from identity.current_boundaries_view where tenant_id = $1::int and set_code = 'electoral-ward' and geom is not null) as has`,
    [tenantId],
  )
  return row!.has
}

/** Buildings that touch a box. */
export function selectBuildingsInBox(
  db: Db,
  tenantId: number,
  day: string,
  box: Box,
  srid: number,
): Promise<{ id: number; names: Record<string, string> | null; lonLat: string; metres: string }[]> {
  return db.query(
    `select v.building_id as id, v.names, st_asgeojson(v.geom, 9) as "lonLat", st_asgeojson(st_transform(v.geom, $7::int), 4) as metres
     from parcels.building_versions v
     where v.tenant_id = $1::int and ${held('v')} and v.geom && st_makeenvelope($3::float8, $4::float8, $5::float8, $6::float8, 4326)
     order by v.building_id`,
    [tenantId, day, ...box, srid],
  )
}

/** On which plots buildings are said to stand: by links of their own, else by the plots of their properties. */
export function selectLinksOfBuildings(
  db: Db,
  tenantId: number,
  day: string,
  buildingIds: readonly number[],
): Promise<{ buildingId: number; parcelIds: number[] }[]> {
  return db.query(
    `with own as (
       select l.building_id, l.parcel_id from parcels.building_parcels l where l.tenant_id = $1::int and ${held('l')} and l.building_id = any ($3::bigint[])
     ), byway as (
       select p.building_id, l.parcel_id from parcels.building_properties p
       join parcels.property_parcels l on l.tenant_id = $1::int and l.property_id = p.property_id and ${held('l')}
       where p.tenant_id = $1::int and ${held('p')} and p.building_id = any ($3::bigint[]) and p.building_id not in (select building_id from own)
     )
     select building_id as "buildingId", to_jsonb(array_agg(distinct parcel_id)) as "parcelIds"
     from (select * from own union all select * from byway) links group by building_id`,
    [tenantId, day, buildingIds],
  )
}

type Row = {
  kind: FoundFault['kind']
  ids: number[]
  other: number[] | null
  label: string | null
  detail: object | null
  point: [number, number] | null
  areaSqm: number | null
}

const asPoint = (geometry: string) =>
  `case when ${geometry} is not null then jsonb_build_array(st_x(${geometry}), st_y(${geometry})) end`

/** Faults of the next properties: nobody named, shares that are no whole, land that is not there, an area in which they do not lie. */
export async function selectPropertyFaults(
  db: Db,
  tenantId: number,
  day: string,
  after: number,
  limit: number,
): Promise<{
  last: number | null
  faults: FoundFault[]
  shares: {
    propertyId: number
    label: string
    point: [number, number] | null
    shares: { numerator: number; denominator: number }[]
  }[]
}> {
  const [page] = await db.query<{ last: number | null; ids: number[] | null }>(
    `select max(property_id) as last, to_jsonb(array_agg(property_id)) as ids from (
       select v.property_id from parcels.property_versions v where v.tenant_id = $1::int and ${held('v')} and v.property_id > $3::bigint
       order by v.property_id limit $4::int) page`,
    [tenantId, day, after, limit],
  )
  if (!page?.ids) return { last: null, faults: [], shares: [] }
  const values = [tenantId, day, page.ids]
  const rows = await db.query<Row>(
    `with page as materialized (
       select v.property_id, v.place_grade, v.point, p.property_number, (select sum(a.area_sqm)::float8 from parcels.property_parcels l
           join parcels.parcel_versions a on a.tenant_id = $1::int and a.parcel_id = l.parcel_id and ${held('a')}
           where l.tenant_id = $1::int and l.property_id = v.property_id and ${held('l')}) as land_sqm
       from parcels.property_versions v
       join parcels.properties p on p.tenant_id = $1::int and p.property_id = v.property_id
       where v.tenant_id = $1::int and ${held('v')} and v.property_id = any ($3::bigint[])
     )
     select 'no-owner' as kind, jsonb_build_array(g.property_id) as ids, null::jsonb as other, g.property_number as label, null::jsonb as detail, ${asPoint('g.point')} as point, g.land_sqm as "areaSqm"
     from page g where not exists (select 1 from parcels.party_roles r where r.tenant_id = $1::int and r.property_id = g.property_id and ${held('r')}
       and r.role in ('owner', 'co-owner', 'lessee', 'society', 'heir'))
     union all
     select 'no-land', jsonb_build_array(g.property_id), null, g.property_number, jsonb_build_object('grade', g.place_grade), ${asPoint('g.point')}, g.land_sqm
     from page g where g.place_grade in ('unit', 'building', 'parcel')
       and not exists (select 1 from parcels.property_parcels l where l.tenant_id = $1::int and l.property_id = g.property_id and ${held('l')})
       and not exists (select 1 from parcels.building_properties l where l.tenant_id = $1::int and l.property_id = g.property_id and ${held('l')})
     union all
     select 'wrong-area', jsonb_build_array(g.property_id), null, g.property_number,
       jsonb_build_object('set', b.set_code, 'code', b.code, 'lies', (select w.code from identity.current_boundaries_view w where w.tenant_id = $1::int
         and w.boundary_set_id = b.boundary_set_id and w.valid_from <= $2::date and w.valid_to > $2::date and st_covers(w.geom, g.point) limit 1)), ${asPoint('g.point')}, g.land_sqm
     from page g join parcels.property_boundaries l on l.tenant_id = $1::int and l.property_id = g.property_id and ${held('l')} and l.placed_by <> 'decision'
     join identity.current_boundaries_view b on b.tenant_id = $1::int and b.boundary_id = l.boundary_id
     where g.point is not null and b.geom is not null and not st_dwithin(b.geom, g.point, 0.0003)`,
    values,
  )
  const shares = await db.query<{
    propertyId: number
    label: string
    point: [number, number] | null
    shares: { numerator: number; denominator: number }[]
  }>(
    `select r.property_id as "propertyId", p.property_number as label, (select ${asPoint('v.point')} from parcels.property_versions v
         where v.tenant_id = $1::int and v.property_id = r.property_id and ${held('v')} limit 1) as point,
       jsonb_agg(jsonb_build_object('numerator', r.numerator, 'denominator', r.denominator)) as shares
     from parcels.party_roles r join parcels.properties p on p.tenant_id = $1::int and p.property_id = r.property_id
     where r.tenant_id = $1::int and ${held('r')} and r.property_id = any ($3::bigint[]) and r.role in ('owner', 'co-owner')
     group by r.property_id, p.property_number having bool_and(r.numerator is not null) and not bool_or(r.and_others)`,
    values,
  )
  const faults = rows.map(({ kind, ids, label, detail, point, areaSqm }) => ({
    ...{ kind, propertyIds: ids, label, point, areaSqm },
    detail: (detail ?? {}) as Record<string, string | number | null>,
  }))
  return { last: page.last, faults, shares }
}

/** Plots among some that carry two properties whole, one of which is no building's: the same house entered twice. */
export async function selectDoubles(
  db: Db,
  tenantId: number,
  day: string,
  parcelIds: readonly number[],
): Promise<FoundFault[]> {
  const rows = await db.query<{
    parcelId: number
    propertyIds: number[]
    label: string
    point: [number, number] | null
  }>(
    `select l.parcel_id as "parcelId", to_jsonb(array_agg(l.property_id order by l.property_id)) as "propertyIds",
       string_agg(p.property_number, ' · ' order by l.property_id) as label, (array_agg(${asPoint('v.point')} order by l.property_id))[1] as point
     from parcels.property_parcels l
     join parcels.properties p on p.tenant_id = $1::int and p.property_id = l.property_id
     join parcels.property_versions v on v.tenant_id = $1::int and v.property_id = l.property_id and ${held('v')}
     where l.tenant_id = $1::int and ${held('l')} and l.parcel_id = any ($3::bigint[]) and l.numerator = l.denominator
     group by l.parcel_id
     having count(*) between 2 and 3 and bool_or(not exists (select 1 from parcels.building_properties u
       where u.tenant_id = $1::int and u.property_id = l.property_id and ${held('u')}))`,
    [tenantId, day, parcelIds],
  )
  return rows.map(({ parcelId, propertyIds, label, point }) => ({
    kind: 'duplicate-property',
    parcelIds: [parcelId],
    propertyIds,
    label,
    point,
    areaSqm: null,
  }))
}

/** Buildings of a box that belong to no property, on plots that carry none either. */
export async function selectUnassessed(
  db: Db,
  tenantId: number,
  day: string,
  buildingIds: readonly number[],
): Promise<FoundFault[]> {
  const rows = await db.query<{
    buildingId: number
    parcelIds: number[] | null
    areaSqm: number
    point: [number, number]
  }>(
    `select v.building_id as "buildingId", round(v.footprint_sqm * greatest(v.floors_above, 1), 2)::float8 as "areaSqm",
       jsonb_build_array((st_xmin(v.geom) + st_xmax(v.geom)) / 2, (st_ymin(v.geom) + st_ymax(v.geom)) / 2) as point,
       (select to_jsonb(array_agg(l.parcel_id)) from parcels.building_parcels l where l.tenant_id = $1::int and l.building_id = v.building_id and ${held('l')}) as "parcelIds"
     from parcels.building_versions v
     where v.tenant_id = $1::int and ${held('v')} and v.building_id = any ($3::bigint[])
       and not exists (select 1 from parcels.building_properties p where p.tenant_id = $1::int and p.building_id = v.building_id and ${held('p')})
       and not exists (select 1 from parcels.building_parcels l join parcels.property_parcels p on p.tenant_id = $1::int and p.parcel_id = l.parcel_id and ${held('p')}
         where l.tenant_id = $1::int and l.building_id = v.building_id and ${held('l')})`,
    [tenantId, day, buildingIds],
  )
  return rows.map(({ buildingId, parcelIds, areaSqm, point }) => ({
    kind: 'unassessed-building',
    buildingIds: [buildingId],
    parcelIds: parcelIds ?? [],
    label: null,
    areaSqm,
    point,
  }))
}

/** Plots among some that are printed with a number which another plot of the level has as its own. */
export async function selectRepeatedNumbers(
  db: Db,
  tenantId: number,
  day: string,
  parcelIds: readonly number[],
): Promise<FoundFault[]> {
  const rows = await db.query<{ parcelId: number; holder: number; label: string; point: [number, number] }>(
    `select v.parcel_id as "parcelId", min(o.parcel_id) as holder, v.number_printed as label,
       jsonb_build_array((st_xmin(v.geom) + st_xmax(v.geom)) / 2, (st_ymin(v.geom) + st_ymax(v.geom)) / 2) as point
     from parcels.parcel_versions v
     join parcels.parcel_versions o on o.tenant_id = $1::int and o.level = v.level and o.parcel_id <> v.parcel_id and ${held('o')}
       and o.number = lower(btrim(v.number_printed)) or o.tenant_id = $1::int and o.level = v.level and o.parcel_id <> v.parcel_id and ${held('o')} and o.number = btrim(v.number_printed)
     where v.tenant_id = $1::int and ${held('v')} and v.parcel_id = any ($3::bigint[]) and v.number is null and v.number_printed is not null
     group by v.parcel_id, v.number_printed, v.geom`,
    [tenantId, day, parcelIds],
  )
  return rows.map(({ parcelId, holder, label, point }) => ({
    kind: 'repeated-number',
    parcelIds: [parcelId, holder],
    label,
    point,
    areaSqm: null,
  }))
}
