import type { Db } from '../../kernel/index.ts'

/** A load that has begun; `cursorIndex` is the last feature that is in, -1 before the first. */
export interface ImportBatch {
  batchId: number
  changeId: number
  cursorIndex: number
}

/** What a load comes from. */
export interface ImportSource {
  sourceName: string
  sha256: string
  /** `EPSG:n` or the name that the file gives. */
  crs: string
  level: string
  /** The day from which the layer holds in law. */
  effectiveOn: string
}

/** A parcel to be written; `geometryHex` is EWKB of a MultiPolygon in EPSG:4326, rings closed. */
export interface ImportRow {
  index: number
  number: string | null
  numberPrinted: string | null
  legalAreaSqm: number | null
  geometryHex: string
  attributes: object
  /** A word of land use; null leaves it unknown. */
  use?: string | null
  /** Of wards and zones alone. */
  code?: string | null
  names?: Record<string, string>
}

/** The load of the same file that was cut short, or null. */
export async function selectOpenBatch(db: Db, tenantId: number, sha256: string): Promise<ImportBatch | null> {
  const [row] = await db.query<{ batch_id: number; cursor_index: number; change_id: number }>(
    `select b.batch_id, b.cursor_index, (b.report ->> 'changeId')::bigint as change_id
     from parcels.import_batches b
     where b.tenant_id = $1::int and b.source_sha256 = $2::text and b.state = 'loading'
     order by b.batch_id desc limit 1`,
    [tenantId, sha256],
  )
  return row ? { batchId: row.batch_id, cursorIndex: row.cursor_index, changeId: row.change_id } : null
}

/** A batch with the act that its versions point at. */
export async function insertBatch(
  db: Db,
  tenantId: number,
  userId: number | null,
  source: ImportSource,
): Promise<ImportBatch> {
  const [row] = await db.query<{ batch_id: number; change_id: number }>(
    `with act as (
       insert into parcels.changes (tenant_id, kind, instrument, effective_on, user_id)
       values ($1::int, 'import', 'Import of ' || $3::text, $6::date, $2::bigint) returning change_id)
     insert into parcels.import_batches (tenant_id, source_name, source_sha256, crs, cursor_index, report)
     select $1::int, $3::text, $4::text, $5::text, -1, jsonb_build_object('changeId', act.change_id) from act
     returning batch_id, (report ->> 'changeId')::bigint as change_id`,
    [tenantId, userId, source.sourceName, source.sha256, source.crs, source.effectiveOn],
  )
  return { batchId: row!.batch_id, changeId: row!.change_id, cursorIndex: -1 }
}

/** What became of the rows of one page. */
export interface InsertedRows {
  written: number
  /** Features whose rings had to be mended. */
  mended: number[]
  /** Features that nothing was left of. */
  lost: number[]
  /** Features whose number another live parcel of the level has; they keep it as printed only. */
  unnumbered: number[]
}

/**
 * Writes a page of parcels as versions of the batch. Invalid rings are mended on the grid of 1e-8 degrees; areas are taken in the
 * town's measuring CRS.
 */
export async function insertImportRows(
  db: Db,
  tenantId: number,
  srid: number,
  batch: ImportBatch,
  source: ImportSource,
  rows: readonly ImportRow[],
): Promise<InsertedRows> {
  const [found] = await db.query<{ written: number; mended: number[]; lost: number[]; unnumbered: number[] }>(
    `with given as (
       select r.index, r.number, r.printed, r.legal, r.attributes, r.use, r.hex::geometry as drawn
       from unnest($2::int[], $3::text[], $4::text[], $5::numeric[], $6::text[], $7::text[], $13::text[])
         as r (index, number, printed, legal, hex, attributes, use)
     ), judged as materialized (
       select g.*, st_isvalid(g.drawn) as valid from given g
     ), shaped as materialized (
       select j.*, case when j.valid then j.drawn
         else st_multi(st_collectionextract(st_reduceprecision(st_makevalid(j.drawn), 1e-8), 3)) end as geom
       from judged j
     ), kept as materialized (
       select nextval('parcels.parcels_parcel_id') as parcel_id, s.*,
         s.number is not null and exists (
           select 1 from parcels.parcel_versions v where v.tenant_id = $1::int and v.level = $8::text and v.number = s.number
             and v.superseded_at = 'infinity' and v.valid_to = 'infinity') as taken
       from shaped s where not st_isempty(s.geom)
     ), identities as (
       insert into parcels.parcels (tenant_id, parcel_id, level) select $1::int, parcel_id, $8::text from kept
     ), versions as (
       insert into parcels.parcel_versions (tenant_id, parcel_id, level, number, number_printed, geom, area_sqm, legal_area_sqm,
         attributes, use, batch_id, change_id, valid_from)
       select $1::int, k.parcel_id, $8::text, case when not k.taken then k.number end, k.printed, k.geom,
         st_area(st_transform(k.geom, $9::int)), k.legal, k.attributes::jsonb, coalesce(k.use, 'unknown'), $10::bigint, $11::bigint, $12::date
       from kept k returning 1
     )
     select (select count(*)::int from versions) as written,
       (select coalesce(array_agg(index order by index), '{}') from kept where not valid) as mended,
       (select coalesce(array_agg(index order by index), '{}') from shaped where st_isempty(geom)) as lost,
       (select coalesce(array_agg(index order by index), '{}') from kept where taken) as unnumbered`,
    [
      tenantId,
      rows.map((row) => row.index),
      rows.map((row) => row.number),
      rows.map((row) => row.numberPrinted),
      rows.map((row) => row.legalAreaSqm),
      rows.map((row) => row.geometryHex),
      rows.map((row) => JSON.stringify(row.attributes)),
      source.level,
      srid,
      batch.batchId,
      batch.changeId,
      source.effectiveOn,
      rows.map((row) => row.use ?? null),
    ],
  )
  return found!
}

/** Moves the cursor of a batch that is loading. */
export async function updateCursor(db: Db, tenantId: number, batchId: number, cursorIndex: number): Promise<void> {
  await db.query(
    `update parcels.import_batches set cursor_index = $3::bigint
     where tenant_id = $1::int and batch_id = $2::bigint and state = 'loading'`,
    [tenantId, batchId, cursorIndex],
  )
}

/** The one row that makes a batch count; answers false when it was not loading. */
export async function updatePublished(db: Db, tenantId: number, batchId: number, report: object): Promise<boolean> {
  const rows = await db.query(
    `update parcels.import_batches set state = 'published', published_at = now(), report = report || $3::jsonb
     where tenant_id = $1::int and batch_id = $2::bigint and state = 'loading' returning 1`,
    [tenantId, batchId, JSON.stringify(report)],
  )
  return rows.length === 1
}

/** A parcel of a batch, as its property needs it. */
export interface BatchParcelRow {
  parcel_id: number
  number: string | null
  number_printed: string | null
}

/** The next parcels of a batch after one, by id. */
export function selectBatchParcels(
  db: Db,
  tenantId: number,
  batchId: number,
  after: number,
  limit: number,
): Promise<BatchParcelRow[]> {
  return db.query<BatchParcelRow>(
    `select v.parcel_id, v.number, v.number_printed from parcels.parcel_versions v
     where v.tenant_id = $1::int and v.batch_id = $2::bigint and v.parcel_id > $3::bigint and v.superseded_at = 'infinity'
     order by v.parcel_id limit $4::int`,
    [tenantId, batchId, after, limit],
  )
}

/** The next serials of property numbers. */
export async function selectPropertySerials(db: Db, count: number): Promise<number[]> {
  const rows = await db.query<{ serial: number }>(
    `select nextval('parcels.property_serials') as serial from generate_series(1, $1::int)`,
    [count],
  )
  return rows.map((row) => row.serial)
}

/** A property for each parcel, placed inside it, with the parcel's number as its address line. Answers ids in the order given. */
export async function insertPropertiesOfParcels(
  db: Db,
  tenantId: number,
  batch: ImportBatch,
  validFrom: string,
  rows: { parcelId: number; propertyNumber: string; line: object }[],
): Promise<number[]> {
  const made = await db.query<{ property_id: number }>(
    `with given as materialized (
       select nextval('parcels.properties_property_id') as property_id, nextval('parcels.addresses_address_id') as address_id, r.*
       from unnest($2::bigint[], $3::text[], $4::text[]) with ordinality as r (parcel_id, property_number, line, at)
     ), addresses as (
       insert into parcels.addresses (tenant_id, address_id, line) select $1::int, address_id, line::jsonb from given
     ), properties as (
       insert into parcels.properties (tenant_id, property_id, property_number) select $1::int, property_id, property_number from given
     ), versions as (
       insert into parcels.property_versions (tenant_id, property_id, kind, place_grade, place_source, placed_on, point, address_id,
         change_id, valid_from)
       select $1::int, g.property_id, 'unknown', 'parcel', 'import', $6::date, st_pointonsurface(v.geom), g.address_id, $5::bigint, $6::date
       from given g join parcels.parcel_versions v on v.tenant_id = $1::int and v.parcel_id = g.parcel_id and v.superseded_at = 'infinity'
     ), links as (
       insert into parcels.property_parcels (tenant_id, property_id, parcel_id, numerator, denominator, change_id, valid_from)
       select $1::int, property_id, parcel_id, 1, 1, $5::bigint, $6::date from given
     )
     select property_id from given order by at`,
    [
      tenantId,
      rows.map((row) => row.parcelId),
      rows.map((row) => row.propertyNumber),
      rows.map((row) => JSON.stringify(row.line)),
      batch.changeId,
      validFrom,
    ],
  )
  return made.map((row) => row.property_id)
}
