/** Statements of the actions: identities, locks, acts, addresses, neighbours, restrictions, search rows. */
import type { MultiPolygon, Position } from 'geojson'
import { type Db, insertRows, type Names } from '../../kernel/index.ts'
import type { PlaceRow, SearchRow, SearchSubject } from './rules-search.ts'

/** Locks the identity row of a parcel, building or property, so that its changes come one after another. False: not here. */
export async function lockSubject(
  db: Db,
  tenantId: number,
  kind: 'parcel' | 'building' | 'property',
  id: number,
): Promise<boolean> {
  const table = { parcel: 'parcels', building: 'buildings', property: 'properties' }[kind]
  const rows = await db.query(
    `select 1 from parcels.${table} where tenant_id = $1::int and ${kind}_id = $2::bigint for update`,
    [tenantId, id],
  )
  return rows.length > 0
}

/** One editor of drawn land at a time in a town: two new plots must see one another before they are judged. */
export async function lockGeometry(db: Db, tenantId: number): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(20715, $1::int)`, [tenantId])
}

/** An act with its instrument. Answers its id and the moment of the transaction. */
export async function insertChange(
  db: Db,
  tenantId: number,
  act: {
    kind: string
    instrument: string
    effectiveOn: string
    reason?: string | null | undefined
    userId: number | null
    postId: number | null
    requestId: string
  },
): Promise<{ changeId: number; recordedAt: Date }> {
  const [row] = await db.query<{ change_id: number; recorded_at: Date }>(
    `insert into parcels.changes (tenant_id, kind, instrument, effective_on, reason, user_id, post_id, request_id)
     values ($1::int, $2::text, $3::text, $4::date, $5::text, $6::bigint, $7::bigint, $8::text) returning change_id, recorded_at`,
    [tenantId, act.kind, act.instrument, act.effectiveOn, act.reason ?? null, act.userId, act.postId, act.requestId],
  )
  return { changeId: row!.change_id, recordedAt: row!.recorded_at }
}

/** The next serial of the state's counter of property numbers. */
export async function takePropertySerial(db: Db): Promise<number> {
  const [row] = await db.query<{ serial: number }>(`select nextval('parcels.property_serials') as serial`)
  return row!.serial
}

/** A new property by its number. */
export async function insertProperty(db: Db, tenantId: number, propertyNumber: string): Promise<number> {
  const [row] = await db.query<{ property_id: number }>(
    `insert into parcels.properties (tenant_id, property_number) values ($1::int, $2::text) returning property_id`,
    [tenantId, propertyNumber],
  )
  return row!.property_id
}

/** A new parcel on a level. */
export async function insertParcel(db: Db, tenantId: number, level: string): Promise<number> {
  const [row] = await db.query<{ parcel_id: number }>(
    `insert into parcels.parcels (tenant_id, level) values ($1::int, $2::text) returning parcel_id`,
    [tenantId, level],
  )
  return row!.parcel_id
}

/** A new building. */
export async function insertBuilding(db: Db, tenantId: number): Promise<number> {
  const [row] = await db.query<{ building_id: number }>(
    `insert into parcels.buildings (tenant_id) values ($1::int) returning building_id`,
    [tenantId],
  )
  return row!.building_id
}

/** A new unit of a building. */
export async function insertUnit(db: Db, tenantId: number, buildingId: number): Promise<number> {
  const [row] = await db.query<{ unit_id: number }>(
    `insert into parcels.units (tenant_id, building_id) values ($1::int, $2::bigint) returning unit_id`,
    [tenantId, buildingId],
  )
  return row!.unit_id
}

/** An address as a new row: addresses are never rewritten. */
export async function insertAddress(
  db: Db,
  tenantId: number,
  address: {
    houseNumber?: string | null | undefined
    roadId?: number | null | undefined
    localityId?: number | null | undefined
    landmark?: Names | null | undefined
    pin?: string | null | undefined
    line: Names
  },
): Promise<number> {
  const [row] = await db.query<{ address_id: number }>(
    `insert into parcels.addresses (tenant_id, house_number, road_id, locality_id, landmark, pin, line)
     values ($1::int, $2::text, $3::bigint, $4::bigint, $5::jsonb, $6::text, $7::jsonb) returning address_id`,
    [
      tenantId,
      address.houseNumber ?? null,
      address.roadId ?? null,
      address.localityId ?? null,
      address.landmark ? JSON.stringify(address.landmark) : null,
      address.pin ?? null,
      JSON.stringify(address.line),
    ],
  )
  return row!.address_id
}

/** Parent to child, by one act. */
export async function insertLineage(
  db: Db,
  tenantId: number,
  changeId: number,
  parents: number[],
  childId: number,
): Promise<void> {
  await db.query(
    `insert into parcels.lineage (tenant_id, change_id, parent_parcel_id, child_parcel_id)
     select $1::int, $2::bigint, parent, $4::bigint from unnest($3::bigint[]) as parent`,
    [tenantId, changeId, parents, childId],
  )
}

/** What a parcel is today, as far as the editing rules ask. */
export interface ParcelNow {
  level: string
  number: string | null
  geometry: MultiPolygon
  area_sqm: number
  batch_id: number | null
}

/** The facts of a parcel that hold on a day; null when it does not exist then. */
export async function selectParcelOn(
  db: Db,
  tenantId: number,
  parcelId: number,
  day: string,
): Promise<ParcelNow | null> {
  const [row] = await db.query<ParcelNow>(
    `select level, number, st_asgeojson(geom, 9)::jsonb as geometry, area_sqm::float8 as area_sqm, batch_id from parcels.parcel_versions
     where tenant_id = $1::int and parcel_id = $2::bigint and superseded_at = 'infinity' and valid_from <= $3::date and valid_to > $3::date`,
    [tenantId, parcelId, day],
  )
  return row ?? null
}

/** Which parcel of a level carries a number today; null when it is free. */
export async function selectParcelByNumber(
  db: Db,
  tenantId: number,
  level: string,
  number: string,
): Promise<number | null> {
  const [row] = await db.query<{ parcel_id: number }>(
    `select parcel_id from parcels.parcel_versions where tenant_id = $1::int and level = $2::text and number = $3::text
       and superseded_at = 'infinity' and valid_to = 'infinity' limit 1`,
    [tenantId, level, number],
  )
  return row?.parcel_id ?? null
}

/** Corners of other parcels of the level within a step of the polygon, and the parcels they belong to. */
export async function selectNeighbourShapes(
  db: Db,
  tenantId: number,
  level: string,
  polygon: MultiPolygon,
  exceptParcelIds: number[],
  day: string,
): Promise<{ parcel_id: number; geometry: MultiPolygon }[]> {
  return db.query(
    `select n.parcel_id, st_asgeojson(n.geom, 9)::jsonb as geometry
     from (select st_setsrid(st_geomfromgeojson($3::text), 4326) as geom) drawn
     join parcels.parcel_versions n on n.geom && st_expand(drawn.geom, 2e-7) and st_dwithin(n.geom, drawn.geom, 2e-7)
     where n.tenant_id = $1::int and n.level = $2::text and n.superseded_at = 'infinity' and n.valid_from <= $5::date and n.valid_to > $5::date
       and n.parcel_id <> all ($4::bigint[])
     order by n.parcel_id limit 500`,
    [tenantId, level, JSON.stringify(polygon), exceptParcelIds, day],
  )
}

/**
 * Parcels of the level that a polygon covers in part, with the common area in m², and how much of it `before` covered already:
 * an overlap that came with a load may stay, but no edit makes one or makes one larger.
 */
export async function selectOverlaps(
  db: Db,
  tenantId: number,
  level: string,
  polygon: MultiPolygon,
  before: MultiPolygon | null,
  exceptParcelIds: number[],
  srid: number,
  day: string,
): Promise<
  { parcel_id: number; number: string | null; overlap_sqm: number; before_sqm: number; batch_id: number | null }[]
> {
  return db.query(
    `select n.parcel_id, n.number, n.batch_id,
       st_area(st_transform(st_intersection(n.geom, drawn.geom), $6::int)) as overlap_sqm,
       coalesce(st_area(st_transform(st_intersection(n.geom, drawn.before), $6::int)), 0) as before_sqm
     from (select st_setsrid(st_geomfromgeojson($3::text), 4326) as geom, st_setsrid(st_geomfromgeojson($4::text), 4326) as before) drawn
     join parcels.parcel_versions n on n.geom && drawn.geom and st_intersects(n.geom, drawn.geom) and not st_touches(n.geom, drawn.geom)
     where n.tenant_id = $1::int and n.level = $2::text and n.superseded_at = 'infinity' and n.valid_from <= $7::date and n.valid_to > $7::date
       and n.parcel_id <> all ($5::bigint[])
     order by overlap_sqm desc limit 50`,
    [tenantId, level, JSON.stringify(polygon), before && JSON.stringify(before), exceptParcelIds, srid, day],
  )
}

/** Parcels of other levels under or over a polygon, with the common area in m²; slivers are left out. */
export function selectOtherLevels(
  db: Db,
  tenantId: number,
  level: string,
  polygon: MultiPolygon,
  srid: number,
  day: string,
): Promise<{ parcel_id: number; is_lower: boolean; area_sqm: number }[]> {
  return db.query(
    `select * from (
       select n.parcel_id, other.sort_order > own.sort_order as is_lower, st_area(st_transform(st_intersection(n.geom, drawn.geom), $4::int)) as area_sqm
       from (select st_setsrid(st_geomfromgeojson($3::text), 4326) as geom) drawn
       join parcels.parcel_versions n on n.geom && drawn.geom and st_intersects(n.geom, drawn.geom)
       join parcels.levels other on other.level = n.level
       join parcels.levels own on own.level = $2::text
       where n.tenant_id = $1::int and n.level <> $2::text and n.superseded_at = 'infinity' and n.valid_from <= $5::date and n.valid_to > $5::date
       limit 2000) found
     where area_sqm > 0.5`,
    [tenantId, level, JSON.stringify(polygon), srid, day],
  )
}

/** Replaces the links of a parcel to parcels of other levels. */
export async function replaceOverlaps(
  db: Db,
  tenantId: number,
  parcelId: number,
  others: { parcel_id: number; is_lower: boolean; area_sqm: number }[],
): Promise<void> {
  await db.query(
    `delete from parcels.parcel_overlaps where tenant_id = $1::int and (upper_parcel_id = $2::bigint or lower_parcel_id = $2::bigint)`,
    [tenantId, parcelId],
  )
  await insertRows(
    db,
    'parcels.parcel_overlaps',
    { tenant_id: 'int', upper_parcel_id: 'bigint', lower_parcel_id: 'bigint', area_sqm: 'numeric' },
    others.map((other) => {
      const [upper, lower] = other.is_lower ? [parcelId, other.parcel_id] : [other.parcel_id, parcelId]
      return [tenantId, upper, lower, Math.round(other.area_sqm * 1000) / 1000]
    }),
  )
}

/** For every boundary set of the town: the areas that the land or the point of a property touches. */
export interface BoundaryPart {
  boundary_set_id: number
  set_code: string
  straddler_rule: 'largest-part' | 'main-door' | 'named-decision'
  boundary_id: number
  code: string
  part_sqm: number
  holds_door: boolean
}

/** Common areas of parcels (or a point) with the areas of each boundary set on a day; m² in the town's zone. */
export function selectBoundaryParts(
  db: Db,
  tenantId: number,
  place: { parcelIds: number[]; point: Position | null },
  srid: number,
  day: string,
): Promise<BoundaryPart[]> {
  return db.query(
    `with land as (
       select st_union(v.geom) as geom from parcels.parcel_versions v
       where v.tenant_id = $1::int and v.parcel_id = any ($2::bigint[]) and v.superseded_at = 'infinity' and v.valid_from <= $6::date and v.valid_to > $6::date),
     door as (select case when $3::float8 is not null then st_setsrid(st_makepoint($3::float8, $4::float8), 4326) end as point),
     place as (select coalesce(land.geom, door.point) as geom, land.geom as land, door.point from land, door)
     select b.boundary_set_id, b.set_code, b.straddler_rule, b.boundary_id, b.code,
       coalesce(st_area(st_transform(st_intersection(b.geom, place.land), $5::int)), 0) as part_sqm,
       coalesce(st_covers(b.geom, place.point), false) as holds_door
     from place join identity.current_boundaries_view b on b.geom && place.geom and st_intersects(b.geom, place.geom)
     where b.tenant_id = $1::int and b.valid_from <= $6::date and b.valid_to > $6::date
     order by b.boundary_set_id, b.code`,
    [tenantId, place.parcelIds, place.point?.[0] ?? null, place.point?.[1] ?? null, srid, day],
  )
}

/** Everything that makes a search subject of properties, by the platform's view of names: call as staff or system. */
export async function selectSearchSubjects(
  db: Db,
  tenantId: number,
  propertyIds: number[],
  today: string,
): Promise<SearchSubject[]> {
  const rows = await db.query<{
    property_id: number
    open: boolean
    house_number: string | null
    road_id: number | null
    locality_id: number | null
    owners: { names: Names; relatives: Names | null }[] | null
    buildings: { buildingId: number; unitNumber: string | null }[] | null
    parcel_numbers: string[] | null
    ward_id: number | null
  }>(
    `select p.property_id, v.valid_to > $3::date as open, a.house_number, a.road_id, a.locality_id,
       (select jsonb_agg(jsonb_build_object('names', n.names, 'relatives', n.guardian_names)) from parcels.party_roles r
          join people.party_names_view n on n.tenant_id = $1::int and n.party_id = r.party_id
          where r.tenant_id = $1::int and r.property_id = p.property_id and r.superseded_at = 'infinity' and r.valid_to = 'infinity'
            and r.role in ('owner', 'co-owner', 'lessee', 'society', 'heir', 'person-liable', 'occupier')) as owners,
       (select jsonb_agg(jsonb_build_object('buildingId', l.building_id, 'unitNumber', u.number)) from parcels.building_properties l
          left join parcels.unit_versions u on u.tenant_id = $1::int and u.unit_id = l.unit_id and u.superseded_at = 'infinity' and u.valid_to = 'infinity'
          where l.tenant_id = $1::int and l.property_id = p.property_id and l.superseded_at = 'infinity' and l.valid_to = 'infinity') as buildings,
       (select array_agg(pv.number) from parcels.property_parcels l
          join parcels.parcel_versions pv on pv.tenant_id = $1::int and pv.parcel_id = l.parcel_id and pv.superseded_at = 'infinity' and pv.valid_to = 'infinity'
          where l.tenant_id = $1::int and l.property_id = p.property_id and l.superseded_at = 'infinity' and l.valid_to = 'infinity' and pv.number is not null) as parcel_numbers,
       (select b.boundary_id from parcels.property_boundaries b
          join identity.current_boundaries_view w on w.tenant_id = $1::int and w.boundary_id = b.boundary_id and w.set_code = 'electoral-ward'
          where b.tenant_id = $1::int and b.property_id = p.property_id and b.superseded_at = 'infinity' and b.valid_to = 'infinity' limit 1) as ward_id
     from parcels.properties p
     join lateral (select v.address_id, v.valid_to from parcels.property_versions v where v.tenant_id = $1::int and v.property_id = p.property_id
                   and v.superseded_at = 'infinity' order by v.valid_from desc limit 1) v on true
     join parcels.addresses a on a.tenant_id = $1::int and a.address_id = v.address_id
     where p.tenant_id = $1::int and p.property_id = any ($2::bigint[])`,
    [tenantId, propertyIds, today],
  )
  // A closed property is found by its numbers alone, so that an old receipt still leads to it.
  return rows.map((row) => ({
    propertyId: row.property_id,
    wardId: row.open ? row.ward_id : null,
    owners: row.open ? (row.owners ?? []) : [],
    address: row.open
      ? { houseNumber: row.house_number, roadId: row.road_id, localityId: row.locality_id }
      : { houseNumber: null, roadId: null, localityId: null },
    buildings: row.open ? (row.buildings ?? []) : [],
    parcelNumbers: row.open ? (row.parcel_numbers ?? []) : [],
  }))
}

/** Replaces the search rows of properties. */
export async function replaceSearchRows(
  db: Db,
  tenantId: number,
  propertyIds: number[],
  rows: SearchRow[],
): Promise<void> {
  await db.query(`delete from parcels.search_tokens where tenant_id = $1::int and property_id = any ($2::bigint[])`, [
    tenantId,
    propertyIds,
  ])
  await insertRows(
    db,
    'parcels.search_tokens',
    { tenant_id: 'int', token: 'text', kind: 'smallint', property_id: 'bigint' },
    rows.map((row) => [tenantId, row.token, row.kind, row.propertyId]),
  )
}

/** Replaces the words of a street, locality or building. */
export async function replacePlaceRows(
  db: Db,
  tenantId: number,
  kind: number,
  placeId: number,
  rows: PlaceRow[],
): Promise<void> {
  await db.query(
    `delete from parcels.place_tokens where tenant_id = $1::int and kind = $2::smallint and place_id = $3::bigint`,
    [tenantId, kind, placeId],
  )
  await insertRows(
    db,
    'parcels.place_tokens',
    { tenant_id: 'int', token: 'text', kind: 'smallint', place_id: 'bigint' },
    rows.map((row) => [tenantId, row.token, row.kind, row.placeId]),
  )
}

/** Properties on a parcel today. */
export async function selectPropertiesOfParcel(db: Db, tenantId: number, parcelId: number): Promise<number[]> {
  const rows = await db.query<{ property_id: number }>(
    `select distinct property_id from parcels.property_parcels
     where tenant_id = $1::int and parcel_id = $2::bigint and superseded_at = 'infinity' and valid_to = 'infinity' limit 5000`,
    [tenantId, parcelId],
  )
  return rows.map((row) => row.property_id)
}

/** Parcels of a property on a day. */
export async function selectParcelsOfProperty(
  db: Db,
  tenantId: number,
  propertyId: number,
  day: string,
): Promise<number[]> {
  const rows = await db.query<{ parcel_id: number }>(
    `select distinct parcel_id from parcels.property_parcels
     where tenant_id = $1::int and property_id = $2::bigint and superseded_at = 'infinity' and valid_from <= $3::date and valid_to > $3::date`,
    [tenantId, propertyId, day],
  )
  return rows.map((row) => row.parcel_id)
}

/** Number of a property and its version on a day. Null: not there then. */
export async function selectPropertyOn(
  db: Db,
  tenantId: number,
  propertyId: number,
  day: string,
): Promise<{
  property_number: string
  kind: string
  place_grade: string
  point: Position | null
  address: Names
} | null> {
  const [row] = await db.query<{
    property_number: string
    kind: string
    place_grade: string
    lon: number | null
    lat: number | null
    address: Names
  }>(
    `select p.property_number, v.kind, v.place_grade, st_x(v.point) as lon, st_y(v.point) as lat, a.line as address
     from parcels.properties p
     join parcels.property_versions v on v.tenant_id = $1::int and v.property_id = p.property_id and v.superseded_at = 'infinity'
       and v.valid_from <= $3::date and v.valid_to > $3::date
     join parcels.addresses a on a.tenant_id = $1::int and a.address_id = v.address_id
     where p.tenant_id = $1::int and p.property_id = $2::bigint`,
    [tenantId, propertyId, day],
  )
  return row ? { ...row, point: row.lon === null || row.lat === null ? null : [row.lon, row.lat] } : null
}

/** Links a paper to a property; twice is once. */
export async function insertPropertyDocument(
  db: Db,
  tenantId: number,
  propertyId: number,
  documentId: number,
): Promise<void> {
  await db.query(
    `insert into parcels.property_documents (tenant_id, property_id, document_id) values ($1::int, $2::bigint, $3::bigint) on conflict do nothing`,
    [tenantId, propertyId, documentId],
  )
}

/** An outside number of a property (old number, ULPIN). */
export async function insertPropertyNumber(
  db: Db,
  tenantId: number,
  propertyId: number,
  number: { scheme: string; printed: string; normal: string; issuer: string },
): Promise<void> {
  await db.query(
    `with given as (
       insert into people.outside_numbers (tenant_id, scheme, value_printed, value_normal, issuer)
       values ($1::int, $3::text, $4::text, $5::text, $6::text) returning number_id)
     insert into parcels.property_numbers (tenant_id, property_id, number_id) select $1::int, $2::bigint, number_id from given`,
    [tenantId, propertyId, number.scheme, number.printed, number.normal, number.issuer],
  )
}

/** All owners of a property in one row; the check of the table asks a mutation for shares that sum to one. */
export async function insertOwnershipStatement(
  db: Db,
  tenantId: number,
  statement: { propertyId: number; origin: 'import' | 'mutation'; shares: unknown[]; changeId: number },
): Promise<number> {
  const [row] = await db.query<{ statement_id: number }>(
    `insert into parcels.ownership_statements (tenant_id, property_id, origin, shares, change_id)
     values ($1::int, $2::bigint, $3::text, $4::jsonb, $5::bigint) returning statement_id`,
    [tenantId, statement.propertyId, statement.origin, JSON.stringify(statement.shares), statement.changeId],
  )
  return row!.statement_id
}

/** Owners and co-owners that are on record, with their stretches of law. */
export function selectOwnerRoles(
  db: Db,
  tenantId: number,
  propertyId: number,
): Promise<
  {
    role_id: number
    party_id: number
    role: string
    numerator: number | null
    denominator: number | null
    and_others: boolean
    valid_from: string
    valid_to: string
    recorded_at: Date
  }[]
> {
  return db.query(
    `select role_id, party_id, role, numerator, denominator, and_others, valid_from, valid_to, recorded_at from parcels.party_roles
     where tenant_id = $1::int and property_id = $2::bigint and superseded_at = 'infinity' and role in ('owner', 'co-owner') order by role_id`,
    [tenantId, propertyId],
  )
}

/** Which of the parties are known in this town. */
export async function selectKnownParties(db: Db, tenantId: number, partyIds: number[]): Promise<number[]> {
  const rows = await db.query<{ party_id: number }>(
    `select party_id from people.masked_parties_view where tenant_id = $1::int and party_id = any ($2::bigint[]) and merged_into is null`,
    [tenantId, partyIds],
  )
  return rows.map((row) => row.party_id)
}

/** A boundary by set and code that holds on a day. */
export async function selectBoundary(
  db: Db,
  tenantId: number,
  setCode: string,
  code: string,
  day: string,
): Promise<{ boundary_set_id: number; boundary_id: number } | null> {
  const [row] = await db.query<{ boundary_set_id: number; boundary_id: number }>(
    `select boundary_set_id, boundary_id from identity.current_boundaries_view
     where tenant_id = $1::int and set_code = $2::text and code = $3::text and valid_from <= $4::date and valid_to > $4::date`,
    [tenantId, setCode, code, day],
  )
  return row ?? null
}

/**
 * Runs reads with GiST inside a write transaction: as khasra_reader, whose policy leaves the index usable, then back.
 * Public columns only; every statement names its tenant.
 */
export async function asReader<T>(db: Db, work: () => Promise<T>): Promise<T> {
  await db.query('set local role khasra_reader')
  const value = await work()
  await db.query('set local role khasra_app')
  return value
}
