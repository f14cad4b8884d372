import type { MultiPolygon, Position } from 'geojson'
import type { Db } from '../../kernel/index.ts'

/** A part of a layout as stored. */
export interface PartRow {
  part: number
  use: 'plot' | 'road' | 'park' | 'amenity' | 'utility'
  number: string | null
  geometry: MultiPolygon
  area_sqm: number
  mortgaged: boolean
  parcel_id: number | null
  restriction_id: number | null
  released_on: string | null
}

/** Draws a layout anew: what was drawn before goes. */
export async function replaceParts(
  db: Db,
  tenantId: number,
  caseId: number,
  parts: readonly Pick<PartRow, 'use' | 'number' | 'geometry' | 'area_sqm'>[],
): Promise<void> {
  await db.query(`delete from building_permits.layout_parts where tenant_id = $1::int and case_id = $2::bigint`, [
    tenantId,
    caseId,
  ])
  await db.query(
    `insert into building_permits.layout_parts (tenant_id, case_id, part, use, number, geom, area_sqm)
     select $1::int, $2::bigint, p.part, p.use, p.number, st_setsrid(st_geomfromgeojson(p.geometry), 4326), p.sqm
     from unnest($3::text[], $4::text[], $5::text[], $6::numeric[]) with ordinality as p (use, number, geometry, sqm, part)`,
    [
      tenantId,
      caseId,
      parts.map((each) => each.use),
      parts.map((each) => each.number),
      parts.map((each) => JSON.stringify(each.geometry)),
      parts.map((each) => each.area_sqm),
    ],
  )
}

/** Parts of a layout in their order. */
export function selectParts(db: Db, tenantId: number, caseId: number): Promise<PartRow[]> {
  return db.query<PartRow & Record<string, unknown>>(
    `select part, use, number, st_asgeojson(geom, 9)::jsonb as geometry, area_sqm::float8 as area_sqm, mortgaged, parcel_id, restriction_id, released_on
     from building_permits.layout_parts where tenant_id = $1::int and case_id = $2::bigint order by part`,
    [tenantId, caseId],
  )
}

/**
 * How the parts of a layout lie on its site, areas in m²: pairs that overlap, land outside the site, land of the site that no
 * part takes, and the plots that share an edge with a road of the layout or lie on the edge of the site.
 */
export async function selectGround(
  db: Db,
  tenantId: number,
  caseId: number,
  srid: number,
): Promise<{
  overlaps: { one: number; other: number; sqm: number }[]
  outsideSqm: number
  gapSqm: number
  withRoad: number[]
}> {
  const [row] = await db.query<{
    overlaps: { one: number; other: number; sqm: number }[] | null
    outsideSqm: number
    gapSqm: number
    withRoad: number[] | null
  }>(
    `with parts as (
       select part, use, geom as lonlat, st_transform(geom, $3::int) as geom from building_permits.layout_parts where tenant_id = $1::int and case_id = $2::bigint),
     site as (select st_transform(geom, $3::int) as geom from building_permits.sites where tenant_id = $1::int and case_id = $2::bigint),
     whole as (select st_union(geom) as geom from parts),
     pairs as (select a.part as one, b.part as other, st_area(st_intersection(a.geom, b.geom)) as sqm from parts a join parts b on a.part < b.part and a.geom && b.geom)
     select (select jsonb_agg(jsonb_build_object('one', one, 'other', other, 'sqm', sqm) order by sqm desc) from pairs where sqm > 0) as overlaps,
       (select st_area(st_difference(whole.geom, site.geom)) from whole, site)::float8 as "outsideSqm",
       (select st_area(st_difference(site.geom, whole.geom)) from whole, site)::float8 as "gapSqm",
       (select array_agg(p.part) from parts p where p.use = 'plot' and exists (
         select 1 from parts r where r.use = 'road' and r.geom && st_expand(p.geom, 0.1)
           and st_length(st_intersection(st_boundary(p.geom), st_buffer(r.geom, 0.05))) > 1)) as "withRoad"`,
    [tenantId, caseId, srid],
  )
  return { ...row!, overlaps: row!.overlaps ?? [], withRoad: row!.withRoad ?? [] }
}

/** Which of the parcels of a site lie under each part of its layout. */
export function selectPartParents(
  db: Db,
  tenantId: number,
  caseId: number,
  srid: number,
): Promise<{ part: number; parcel_id: number }[]> {
  return db.query(
    `select l.part, s.parcel_id from building_permits.layout_parts l
     join building_permits.site_parcels s on s.tenant_id = $1::int and s.case_id = l.case_id
     join parcels.current_parcels_view p on p.tenant_id = $1::int and p.parcel_id = s.parcel_id
     where l.tenant_id = $1::int and l.case_id = $2::bigint and st_area(st_transform(st_intersection(p.geom, l.geom), $3::int)) > 0.01
     order by l.part, s.parcel_id`,
    [tenantId, caseId, srid],
  )
}

/** Marks plots as mortgaged; answers how many of the numbers are plots of the layout. */
export async function updateMortgaged(
  db: Db,
  tenantId: number,
  caseId: number,
  numbers: readonly string[],
): Promise<number> {
  const rows = await db.query(
    `update building_permits.layout_parts set mortgaged = true
     where tenant_id = $1::int and case_id = $2::bigint and use = 'plot' and number = any ($3::text[]) returning part`,
    [tenantId, caseId, numbers],
  )
  return rows.length
}

/** Records which parcel each part became. */
export async function updatePartParcels(
  db: Db,
  tenantId: number,
  caseId: number,
  made: readonly { part: number; parcelId: number }[],
): Promise<void> {
  await db.query(
    `update building_permits.layout_parts l set parcel_id = m.parcel_id from unnest($3::int[], $4::bigint[]) as m (part, parcel_id)
     where l.tenant_id = $1::int and l.case_id = $2::bigint and l.part = m.part`,
    [tenantId, caseId, made.map((each) => each.part), made.map((each) => each.parcelId)],
  )
}

/** Records the order that binds a mortgaged plot, or the day on which it was released. */
export async function updatePartOrder(
  db: Db,
  tenantId: number,
  caseId: number,
  part: number,
  order: { restrictionId: number; releasedOn: string | null },
): Promise<void> {
  await db.query(
    `update building_permits.layout_parts set restriction_id = $4::bigint, released_on = $5::date
     where tenant_id = $1::int and case_id = $2::bigint and part = $3::int`,
    [tenantId, caseId, part, order.restrictionId, order.releasedOn],
  )
}

/** Land given up, as stored. */
export interface SurrenderRow {
  surrender_id: number
  case_id: number
  parcel_id: number
  line: Position[]
  purpose: string
  instrument: string
  accepted_on: string
  strip_parcel_id: number | null
  rest_parcel_id: number | null
}

/** Writes land that was given up. */
export async function insertSurrender(
  db: Db,
  tenantId: number,
  row: Pick<SurrenderRow, 'case_id' | 'parcel_id' | 'line' | 'purpose' | 'instrument' | 'accepted_on'>,
): Promise<number> {
  const [made] = await db.query<{ id: number }>(
    `insert into building_permits.surrenders (tenant_id, case_id, parcel_id, line, purpose, instrument, accepted_on)
     values ($1::int, $2::bigint, $3::bigint, st_setsrid(st_geomfromgeojson($4::text), 4326), $5::text, $6::text, $7::date) returning surrender_id as id`,
    [
      tenantId,
      row.case_id,
      row.parcel_id,
      JSON.stringify({ type: 'LineString', coordinates: row.line }),
      row.purpose,
      row.instrument,
      row.accepted_on,
    ],
  )
  return made!.id
}

/** Land given up under a case. */
export function selectSurrenders(db: Db, tenantId: number, caseId: number): Promise<SurrenderRow[]> {
  return db.query<SurrenderRow & Record<string, unknown>>(
    `select surrender_id, case_id, parcel_id, st_asgeojson(line, 9)::jsonb -> 'coordinates' as line, purpose, instrument, accepted_on, strip_parcel_id, rest_parcel_id
     from building_permits.surrenders where tenant_id = $1::int and case_id = $2::bigint order by surrender_id`,
    [tenantId, caseId],
  )
}

/** Records what the register made of land that was given up. */
export async function updateSurrenderEdited(
  db: Db,
  tenantId: number,
  surrenderId: number,
  made: { stripParcelId: number; restParcelId: number; on: string },
): Promise<void> {
  await db.query(
    `update building_permits.surrenders set strip_parcel_id = $3::bigint, rest_parcel_id = $4::bigint, edited_on = $5::date
     where tenant_id = $1::int and surrender_id = $2::bigint`,
    [tenantId, surrenderId, made.stripParcelId, made.restParcelId, made.on],
  )
}

/** Number and properties of a parcel today; null when it is not on record. */
export async function selectParcelNow(
  db: Db,
  tenantId: number,
  parcelId: number,
  day: string,
): Promise<{ number: string | null; use: string; area_sqm: number; property_ids: number[] } | null> {
  const [row] = await db.query<{ number: string | null; use: string; area_sqm: number; property_ids: number[] }>(
    `select p.number_printed as number, p.use, p.area_sqm::float8 as area_sqm,
       coalesce((select jsonb_agg(distinct l.property_id) from parcels.current_property_parcels_view l where l.tenant_id = $1::int and l.parcel_id = p.parcel_id
         and l.valid_from <= $3::date and l.valid_to > $3::date), '[]') as property_ids
     from parcels.current_parcels_view p where p.tenant_id = $1::int and p.parcel_id = $2::bigint and p.valid_from <= $3::date and p.valid_to > $3::date`,
    [tenantId, parcelId, day],
  )
  return row ?? null
}

/** A fee of a case. */
export interface FeeRow {
  fee_line_id: number
  stage: string
  head: string
  amount_paise: number
  formula: string
  reverses: number | null
  raised_on: string
}

/** Writes a line of fee; a reversal carries the amount with its sign turned. */
export async function insertFeeLine(
  db: Db,
  tenantId: number,
  caseId: number,
  row: Omit<FeeRow, 'fee_line_id'> & { instrument: string },
): Promise<number> {
  const [made] = await db.query<{ id: number }>(
    `insert into building_permits.fee_lines (tenant_id, case_id, stage, head, amount_paise, formula, instrument, reverses, raised_on)
     values ($1::int, $2::bigint, $3::text, $4::text, $5::bigint, $6::text, $7::text, $8::bigint, $9::date) returning fee_line_id as id`,
    [tenantId, caseId, row.stage, row.head, row.amount_paise, row.formula, row.instrument, row.reverses, row.raised_on],
  )
  return made!.id
}

/** Lines of fee of a case, in the order in which they were raised. */
export function selectFeeLines(db: Db, tenantId: number, caseId: number): Promise<FeeRow[]> {
  return db.query<FeeRow & Record<string, unknown>>(
    `select fee_line_id, stage, head, amount_paise, formula, reverses, raised_on from building_permits.fee_lines
     where tenant_id = $1::int and case_id = $2::bigint order by fee_line_id`,
    [tenantId, caseId],
  )
}

/** Records to whom a permit passed. */
export async function insertTransfer(
  db: Db,
  tenantId: number,
  caseId: number,
  row: { toPartyId: number; instrument: string; on: string },
): Promise<void> {
  await db.query(
    `insert into building_permits.transfers (tenant_id, case_id, to_party_id, instrument, transferred_on)
     values ($1::int, $2::bigint, $3::bigint, $4::text, $5::date)`,
    [tenantId, caseId, row.toPartyId, row.instrument, row.on],
  )
}

/** Whether a person or organisation of this id is in the register of the town. */
export async function selectHasParty(db: Db, tenantId: number, partyId: number): Promise<boolean> {
  const rows = await db.query(
    `select 1 as there from people.masked_parties_view where tenant_id = $1::int and party_id = $2::bigint and merged_into is null`,
    [tenantId, partyId],
  )
  return rows.length > 0
}
