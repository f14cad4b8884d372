/** Statements that take a batch back, and that make areas of a boundary set out of drafted ones. */
import type { Db } from '../../../kernel/index.ts'
import type { ImportRow } from '../queries-import.ts'

/** What has been done since with parcels of a published batch, as far as it stands in the way of an undoing. */
export async function selectLaterFacts(
  db: Db,
  tenantId: number,
  batchId: number,
): Promise<{ parcelId: number; number: string | null; what: 'changed' | 'property' | 'building' } | null> {
  const [row] = await db.query<{ parcelId: number; number: string | null; what: 'changed' | 'property' | 'building' }>(
    `with batch as (select (report ->> 'changeId')::bigint as change_id from parcels.import_batches where tenant_id = $1::int and batch_id = $2::bigint),
     plots as (select distinct parcel_id from parcels.parcel_versions v where v.tenant_id = $1::int and v.batch_id = $2::bigint)
     select p.parcel_id as "parcelId", found.number, found.what from plots p, batch b, lateral (
       (select v.number_printed as number, 'changed' as what from parcels.parcel_versions v
        where v.tenant_id = $1::int and v.parcel_id = p.parcel_id and v.change_id <> b.change_id limit 1)
       union all
       (select null, 'property' from parcels.property_parcels l
        where l.tenant_id = $1::int and l.parcel_id = p.parcel_id and l.change_id <> b.change_id and l.superseded_at = 'infinity' limit 1)
       union all
       (select null, 'building' from parcels.building_parcels l
        where l.tenant_id = $1::int and l.parcel_id = p.parcel_id and l.change_id <> b.change_id and l.superseded_at = 'infinity' limit 1)
     ) found limit 1`,
    [tenantId, batchId],
  )
  return row ?? null
}

/** The act that the versions of a batch point at. */
export function selectBatchChange(db: Db, tenantId: number, batchId: number): Promise<{ change_id: number }[]> {
  return db.query(
    `select (report ->> 'changeId')::bigint as change_id from parcels.import_batches where tenant_id = $1::int and batch_id = $2::bigint`,
    [tenantId, batchId],
  )
}

/** The one row that makes a batch count for nothing. */
export async function updateBatchUndone(db: Db, tenantId: number, batchId: number): Promise<void> {
  await db.query(
    `update parcels.import_batches set state = 'undone' where tenant_id = $1::int and batch_id = $2::bigint and state in ('loading', 'published')`,
    [tenantId, batchId],
  )
}

/** Takes drafted parcels away that never counted: nothing of them was ever to be seen. Answers their ids. */
export async function deleteDraftedParcels(
  db: Db,
  tenantId: number,
  batchId: number,
  limit: number,
): Promise<number[]> {
  const rows = await db.query<{ parcel_id: number }>(
    `with page as (
       select version_id, parcel_id from parcels.parcel_versions where tenant_id = $1::int and batch_id = $2::bigint order by version_id limit $3::int
     ), gone as (
       delete from parcels.parcel_versions v using page where v.tenant_id = $1::int and v.version_id = page.version_id
     )
     select distinct parcel_id from page`,
    [tenantId, batchId, limit],
  )
  const ids = rows.map((row) => row.parcel_id)
  // The identities go when the versions that point at them are gone, so in a statement of their own.
  await db.query(`delete from parcels.parcels where tenant_id = $1::int and parcel_id = any ($2::bigint[])`, [
    tenantId,
    ids,
  ])
  return ids
}

/** Closes the record of published parcels and of the properties that came with them. Answers the ids of both. */
export async function supersedePublished(
  db: Db,
  tenantId: number,
  batchId: number,
  limit: number,
): Promise<{ parcelIds: number[]; propertyIds: number[] }> {
  const [row] = await db.query<{ parcelIds: number[] | null; propertyIds: number[] | null }>(
    `with page as materialized (
       select version_id, parcel_id, change_id from parcels.parcel_versions
       where tenant_id = $1::int and batch_id = $2::bigint and superseded_at = 'infinity' order by version_id limit $3::int
     ), plots as (
       update parcels.parcel_versions v set superseded_at = greatest(now(), v.recorded_at + interval '1 ms') from page
       where v.tenant_id = $1::int and v.version_id = page.version_id
     ), links as (
       update parcels.property_parcels l set superseded_at = greatest(now(), l.recorded_at + interval '1 ms') from page
       where l.tenant_id = $1::int and l.parcel_id = page.parcel_id and l.change_id = page.change_id and l.superseded_at = 'infinity'
       returning l.property_id
     ), versions as (
       update parcels.property_versions v set superseded_at = greatest(now(), v.recorded_at + interval '1 ms') from links, page
       where v.tenant_id = $1::int and v.property_id = links.property_id and v.change_id = page.change_id and v.superseded_at = 'infinity'
     )
     select (select to_jsonb(array_agg(distinct parcel_id)) from page) as "parcelIds",
       (select to_jsonb(array_agg(distinct property_id)) from links) as "propertyIds"`,
    [tenantId, batchId, limit],
  )
  return { parcelIds: row?.parcelIds ?? [], propertyIds: row?.propertyIds ?? [] }
}

/** Drafts areas of a page; invalid rings are mended on the grid. What has no code is called by its place in the file. */
export async function insertImportAreas(
  db: Db,
  tenantId: number,
  importId: number,
  rows: readonly ImportRow[],
): Promise<void> {
  await db.query(
    `insert into parcels.import_areas (tenant_id, import_id, area_index, code, names, geom)
     select $1::int, $2::bigint, s.index, s.code, s.names::jsonb, s.geom from (
       select r.index, r.code, r.names, case when st_isvalid(r.hex::geometry) then r.hex::geometry
         else st_multi(st_collectionextract(st_reduceprecision(st_makevalid(r.hex::geometry), 1e-8), 3)) end as geom
       from unnest($3::int[], $4::text[], $5::text[], $6::text[]) as r (index, code, names, hex)) s
     where not st_isempty(s.geom) on conflict do nothing`,
    [
      tenantId,
      importId,
      rows.map((row) => row.index),
      rows.map((row) => row.code ?? String(row.index + 1)),
      rows.map((row) => JSON.stringify(namesOf(row))),
      rows.map((row) => row.geometryHex),
    ],
  )
}

const namesOf = (row: ImportRow): Record<string, string> =>
  row.names && Object.keys(row.names).length > 0 ? row.names : { en: row.code ?? String(row.index + 1) }

export async function deleteImportAreas(db: Db, tenantId: number, importId: number): Promise<void> {
  await db.query(`delete from parcels.import_areas where tenant_id = $1::int and import_id = $2::bigint`, [
    tenantId,
    importId,
  ])
}

/** How many areas a set of the town has now, and codes that the draft has twice. */
export async function selectSetState(
  db: Db,
  tenantId: number,
  importId: number,
  set: string,
): Promise<{ areas: number; repeated: string[] }> {
  const [row] = await db.query<{ areas: number; repeated: string[] | null }>(
    `select (select count(*)::int from identity.current_boundaries_view where tenant_id = $1::int and set_code = $3::text and valid_to = 'infinity') as areas,
       (select to_jsonb(array_agg(code)) from (select code from parcels.import_areas where tenant_id = $1::int and import_id = $2::bigint
          group by code having count(*) > 1 limit 20) twice) as repeated`,
    [tenantId, importId, set],
  )
  return { areas: row!.areas, repeated: row!.repeated ?? [] }
}

/** Drafted areas become areas of the set, all at once. Areas that come in two rows of one code are joined. Answers how many. */
export async function publishAreas(
  db: Db,
  tenantId: number,
  importId: number,
  given: { set: string; setNames: object; instrument: string; validFrom: string; reference: string },
): Promise<number[]> {
  await db.query(
    `insert into identity.boundary_sets (tenant_id, code, names, straddler_rule) values ($1::int, $2::text, $3::jsonb, 'main-door')
     on conflict (tenant_id, code) do nothing`,
    [tenantId, given.set, JSON.stringify(given.setNames)],
  )
  const rows = await db.query<{ boundary_id: number }>(
    `insert into identity.boundaries (tenant_id, boundary_set_id, code, names, geom, instrument, valid_from, change_reference)
     select $1::int, s.boundary_set_id, a.code, (array_agg(a.names order by a.area_index))[1], st_multi(st_union(a.geom)), $4::text, $5::date, $6::text
     from parcels.import_areas a join identity.boundary_sets s on s.tenant_id = $1::int and s.code = $3::text
     where a.tenant_id = $1::int and a.import_id = $2::bigint group by s.boundary_set_id, a.code
     returning boundary_id`,
    [tenantId, importId, given.set, given.instrument, given.validFrom, given.reference],
  )
  return rows.map((row) => row.boundary_id)
}

/** Takes the areas of an import back, with the placements of properties in them. */
export async function supersedeAreas(db: Db, tenantId: number, reference: string): Promise<number[]> {
  const rows = await db.query<{ boundary_id: number }>(
    `with gone as (
       update identity.boundaries set superseded_at = greatest(now(), recorded_at + interval '1 ms')
       where tenant_id = $1::int and change_reference = $2::text and superseded_at = 'infinity' returning boundary_id
     ), placements as (
       update parcels.property_boundaries p set superseded_at = greatest(now(), p.recorded_at + interval '1 ms') from gone
       where p.tenant_id = $1::int and p.boundary_id = gone.boundary_id and p.superseded_at = 'infinity'
     )
     select boundary_id from gone`,
    [tenantId, reference],
  )
  return rows.map((row) => row.boundary_id)
}

/** Puts the next properties by their door into the areas of an import. Answers the last property looked at, null at the end. */
export async function placeInAreas(
  db: Db,
  tenantId: number,
  reference: string,
  after: number,
  limit: number,
): Promise<number | null> {
  const [row] = await db.query<{ last: number | null }>(
    `with page as materialized (
       select v.property_id, v.point, v.valid_from from parcels.property_versions v
       where v.tenant_id = $1::int and v.property_id > $3::bigint and v.superseded_at = 'infinity' and v.valid_to = 'infinity'
       order by v.property_id limit $4::int
     ), placed as (
       insert into parcels.property_boundaries (tenant_id, property_id, boundary_set_id, boundary_id, placed_by, valid_from)
       select distinct on (p.property_id) $1::int, p.property_id, b.boundary_set_id, b.boundary_id, 'main-door', greatest(b.valid_from, p.valid_from)
       from page p join identity.boundaries b on b.tenant_id = $1::int and b.change_reference = $2::text and b.superseded_at = 'infinity'
         and st_covers(b.geom, p.point)
       where p.point is not null and not exists (select 1 from parcels.property_boundaries o
         where o.tenant_id = $1::int and o.property_id = p.property_id and o.boundary_set_id = b.boundary_set_id and o.superseded_at = 'infinity')
       order by p.property_id, b.code
     )
     select max(property_id) as last from page`,
    [tenantId, reference, after, limit],
  )
  return row?.last ?? null
}
