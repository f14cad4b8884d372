import type { MultiPolygon } from 'geojson'
import type { Db, Names } from '../../../kernel/index.ts'

/** One plot came from another, by which act; `by` is the post that recorded it. */
export interface LineageEdge {
  parentId: number
  childId: number
  kind: string
  instrument: string
  effectiveOn: string
  recordedAt: Date
  by: Names | null
}

/** The parent and child plots of a plot, as far as lineage goes, at most a thousand edges; nearest first. */
export function selectLineage(db: Db, tenantId: number, parcelId: number): Promise<LineageEdge[]> {
  return db.query<LineageEdge & Record<string, unknown>>(
    `with recursive kin (parcel_id, depth) as (
       select $2::bigint, 0
       union
       select case when l.parent_parcel_id = k.parcel_id then l.child_parcel_id else l.parent_parcel_id end, k.depth + 1
       from kin k join parcels.lineage l on l.tenant_id = $1::int and k.parcel_id in (l.parent_parcel_id, l.child_parcel_id)
       where k.depth < 12
     ), near as (select parcel_id, min(depth) as depth from kin group by parcel_id)
     select l.parent_parcel_id as "parentId", l.child_parcel_id as "childId", c.kind, c.instrument, c.effective_on as "effectiveOn", c.recorded_at as "recordedAt",
       post.names as by
     from parcels.lineage l join parcels.changes c on c.tenant_id = l.tenant_id and c.change_id = l.change_id
     left join identity.posts post on post.tenant_id = c.tenant_id and post.post_id = c.post_id
     join near a on a.parcel_id = l.parent_parcel_id join near b on b.parcel_id = l.child_parcel_id
     where l.tenant_id = $1::int order by least(a.depth, b.depth), c.effective_on, 1, 2 limit 1000`,
    [tenantId, parcelId],
  )
}

/** A plot as it last stood on record. `to` is the first day on which it no longer held, null while it does. */
export interface LastState {
  parcelId: number
  number: string | null
  areaSqm: number
  from: string
  to: string | null
}

/** How each of some plots last stood. One that was made and ended on the same day held on none: its last record tells of it. */
export function selectLastStates(db: Db, tenantId: number, parcelIds: readonly number[]): Promise<LastState[]> {
  return db.query<LastState & Record<string, unknown>>(
    `select distinct on (v.parcel_id) v.parcel_id as "parcelId", coalesce(v.number_printed, v.number) as number, v.area_sqm::float8 as "areaSqm",
       v.valid_from::text as "from", case when v.superseded_at = 'infinity' then nullif(v.valid_to, 'infinity') else v.valid_from end::text as "to"
     from parcels.parcel_versions v
     where v.tenant_id = $1::int and v.parcel_id = any ($2::bigint[])
     order by v.parcel_id, v.superseded_at = 'infinity' desc, v.valid_from desc, v.recorded_at desc`,
    [tenantId, parcelIds],
  )
}

/** One state of a plot on both time axes, and the act that made it. */
export interface PlotVersion {
  versionId: number
  number: string | null
  areaSqm: number
  from: string
  to: string | null
  recordedAt: Date
  supersededAt: Date | null
  kind: string
  instrument: string
  by: Names | null
}

/** Every version of a plot, those that were corrected since too; newest on record first, at most five hundred. */
export function selectPlotVersions(db: Db, tenantId: number, parcelId: number): Promise<PlotVersion[]> {
  return db.query<PlotVersion & Record<string, unknown>>(
    `select v.version_id as "versionId", coalesce(v.number_printed, v.number) as number, v.area_sqm::float8 as "areaSqm", v.valid_from::text as "from",
       nullif(v.valid_to, 'infinity')::text as "to", v.recorded_at as "recordedAt", nullif(v.superseded_at, 'infinity') as "supersededAt",
       c.kind, c.instrument, post.names as by
     from parcels.parcel_versions v join parcels.changes c on c.tenant_id = v.tenant_id and c.change_id = v.change_id
     left join identity.posts post on post.tenant_id = c.tenant_id and post.post_id = c.post_id
     where v.tenant_id = $1::int and v.parcel_id = $2::bigint order by v.recorded_at desc, v.valid_from desc limit 500`,
    [tenantId, parcelId],
  )
}

/** Outlines of municipal plots and occupied sites in a box as the law stood on a day, from what was on record at an instant; at most `most`. */
export function selectOutlines(
  db: Db,
  tenantId: number,
  box: readonly [number, number, number, number],
  times: { asOf: string; knownAt: string },
  most: number,
): Promise<{ parcelId: number; number: string | null; geometry: MultiPolygon }[]> {
  return db.query(
    `select v.parcel_id as "parcelId", coalesce(v.number_printed, v.number) as number, st_asgeojson(v.geom, 8)::jsonb as geometry
     from parcels.parcel_versions v
     where v.tenant_id = $1::int and v.geom && st_makeenvelope($2::float8, $3::float8, $4::float8, $5::float8, 4326) and v.level in ('municipal-plot', 'occupied-site')
       and v.valid_from <= $6::date and v.valid_to > $6::date and v.recorded_at <= $7::timestamptz and v.superseded_at > $7::timestamptz
       and (v.batch_id is null or exists (
         select 1 from parcels.import_batches b where b.tenant_id = v.tenant_id and b.batch_id = v.batch_id and b.state = 'published'))
     order by v.parcel_id limit $8::int`,
    [tenantId, ...box, times.asOf, times.knownAt, most],
  )
}
