import type { Db, Names } from '../../kernel/index.ts'
import type { TokenRange } from './rules-name-search.ts'
import type { PlaceKind } from './rules-search.ts'

function columnsOf(ranges: readonly TokenRange[]) {
  return [
    ranges.map((range) => range.from),
    ranges.map((range) => range.to),
    ranges.map((range) => range.limit),
    ranges.map((range) => range.each),
  ]
}

/** Reads each range in token order up to its limit, and of those at most `each` of one token, so that a frequent name leaves room for the next. */
const inRange = `unnest($2::text[], $3::text[], $4::int[], $5::int[]) with ordinality as r (low, high, most, each, at),
  lateral (select turn.token, turn.property_id from (
    select t.token, t.property_id, row_number() over (partition by t.token) as place from (
      select s.token, s.property_id from parcels.search_tokens s
      where s.tenant_id = $1::int and s.token >= r.low and s.token < r.high order by s.token limit r.most) t) turn
    where turn.place <= r.each) found`

/**
 * Properties whose tokens lie in the ranges; `at` is the index of the range. Range comparison of text is leakproof,
 * so the primary key answers under row security.
 */
export function selectByTokens(
  db: Db,
  tenantId: number,
  ranges: readonly TokenRange[],
): Promise<{ at: number; token: string; property_id: number }[]> {
  return db.query(
    `select (r.at - 1)::int as at, found.token, found.property_id
     from ${inRange}`,
    [tenantId, ...columnsOf(ranges)],
  )
}

/** As selectByTokens, for short ranges, kept to some wards. */
export function selectByTokensInWard(
  db: Db,
  tenantId: number,
  ranges: readonly TokenRange[],
  boundaryIds: number[],
): Promise<{ at: number; token: string; property_id: number }[]> {
  return db.query(
    `select (r.at - 1)::int as at, found.token, found.property_id
     from ${inRange}
     where exists (select 1 from parcels.property_boundaries b where b.tenant_id = $1::int and b.property_id = found.property_id
       and b.boundary_id = any ($6::bigint[]) and b.superseded_at = 'infinity' and b.valid_to = 'infinity')`,
    [tenantId, ...columnsOf(ranges), boundaryIds],
  )
}

/** Streets, localities and buildings whose words lie in the ranges, with their names. */
export function selectPlaces(
  db: Db,
  tenantId: number,
  ranges: readonly TokenRange[],
): Promise<{ at: number; kind: PlaceKind; place_id: number; names: Names }[]> {
  return db.query(
    `with found as (
       select distinct r.at, hit.kind, hit.place_id
       from unnest($2::text[], $3::text[], $4::int[]) with ordinality as r (low, high, most, at),
         lateral (select t.kind, t.place_id from parcels.place_tokens t
                  where t.tenant_id = $1::int and t.token >= r.low and t.token < r.high order by t.token limit r.most) hit)
     select (found.at - 1)::int as at, found.kind, found.place_id, coalesce(road.names, locality.names, building.names) as names
     from found
     left join parcels.roads road on found.kind = 1 and road.tenant_id = $1::int and road.road_id = found.place_id
     left join parcels.localities locality on found.kind = 2 and locality.tenant_id = $1::int and locality.locality_id = found.place_id
     left join lateral (select v.names from parcels.building_versions v where found.kind = 3 and v.tenant_id = $1::int
                        and v.building_id = found.place_id and v.superseded_at = 'infinity' order by v.valid_from desc limit 1) building on true
     where coalesce(road.names, locality.names, building.names) is not null`,
    [tenantId, ...columnsOf(ranges).slice(0, 3)],
  )
}

/** Electoral wards by code, or by the number in it: `7` finds `W-07`. */
export async function selectWardIds(db: Db, tenantId: number, code: string, today: string): Promise<number[]> {
  const rows = await db.query<{ boundary_id: number }>(
    `select boundary_id from identity.current_boundaries_view
     where tenant_id = $1::int and set_code = 'electoral-ward' and valid_from <= $3::date and valid_to > $3::date
       and (code = $2::text or ltrim(regexp_replace(code, '\\D', '', 'g'), '0') = ltrim($2::text, '0'))`,
    [tenantId, code, today],
  )
  return rows.map((row) => row.boundary_id)
}

/** All electoral areas that a property may stand in, those of other years too. */
export async function selectElectoralAreaIds(db: Db, tenantId: number): Promise<number[]> {
  const rows = await db.query<{ boundary_id: number }>(
    `select boundary_id from identity.current_boundaries_view where tenant_id = $1::int and set_code = 'electoral-ward' limit 2000`,
    [tenantId],
  )
  return rows.map((row) => row.boundary_id)
}

/** Those of some properties that stand in wards. */
export async function selectThoseInWards(
  db: Db,
  tenantId: number,
  propertyIds: readonly number[],
  boundaryIds: readonly number[],
): Promise<number[]> {
  const rows = await db.query<{ property_id: number }>(
    `select distinct property_id from parcels.property_boundaries
     where tenant_id = $1::int and property_id = any ($2::bigint[]) and boundary_id = any ($3::bigint[]) and superseded_at = 'infinity' and valid_to = 'infinity'`,
    [tenantId, propertyIds, boundaryIds],
  )
  return rows.map((row) => row.property_id)
}

/** Properties by number, and those whose number begins with some digits. Ten digits compare alike in every collation. */
export function selectByPropertyNumber(
  db: Db,
  tenantId: number,
  numbers: readonly string[],
  beginning: string | null,
  limit: number,
): Promise<{ property_id: number; property_number: string }[]> {
  return db.query(
    `select property_id, property_number from parcels.properties where tenant_id = $1::int and property_number = any ($2::text[])
     union all
     (select property_id, property_number from parcels.properties
      where tenant_id = $1::int and property_number >= rpad($3::text, 10, '0') and property_number <= rpad($3::text, 10, '9')
      order by property_number limit $4::int)`,
    [tenantId, numbers, beginning, limit],
  )
}

/** Properties by a number that others gave them, in its normal form; `whole`: not only its beginning. Those that fit whole come first. */
export function selectByOutsideNumber(
  db: Db,
  tenantId: number,
  number: string,
  beginnings: boolean,
  limit: number,
): Promise<{ property_id: number; scheme: string; whole: boolean }[]> {
  return db.query(
    `select link.property_id, n.scheme, n.value_normal = $2::text as whole
     from (select number_id, scheme, value_normal from people.public_numbers_view
           where tenant_id = $1::int and value_normal collate "C" >= $2::text and value_normal collate "C" <= $3::text
           order by value_normal collate "C" limit $4::int) n
     join parcels.property_numbers link on link.tenant_id = $1::int and link.number_id = n.number_id`,
    [tenantId, number, beginnings ? `${number}\u{10ffff}` : number, limit],
  )
}

/** Properties of which someone with this mobile holds a role. */
export async function selectByMobile(db: Db, tenantId: number, mobile: string, limit: number): Promise<number[]> {
  const rows = await db.query<{ property_id: number }>(
    `select distinct role.property_id from people.party_mobiles_view m
     join parcels.party_roles role on role.tenant_id = $1::int and role.party_id = m.party_id
       and role.superseded_at = 'infinity' and role.valid_to = 'infinity'
     where m.tenant_id = $1::int and m.mobile = $2::text limit $3::int`,
    [tenantId, mobile, limit],
  )
  return rows.map((row) => row.property_id)
}

/** Properties whose search rows are of an earlier version, which held a copy of the property number for each. */
export async function selectEarlierRows(db: Db, tenantId: number, limit: number): Promise<number[]> {
  const rows = await db.query<{ property_id: number }>(
    `select property_id from parcels.search_tokens
     where tenant_id = $1::int and token >= 'p:' and token < 'p:~' order by token limit $2::int`,
    [tenantId, limit],
  )
  return rows.map((row) => row.property_id)
}

/** Properties of wards after `cursor`, by id. */
export async function selectPropertiesInWard(
  db: Db,
  tenantId: number,
  boundaryIds: number[],
  cursor: number,
  limit: number,
): Promise<number[]> {
  const rows = await db.query<{ property_id: number }>(
    `select distinct b.property_id from parcels.property_boundaries b
     where b.tenant_id = $1::int and b.boundary_id = any ($2::bigint[]) and b.superseded_at = 'infinity' and b.valid_to = 'infinity' and b.property_id > $3::bigint
     order by b.property_id limit $4::int`,
    [tenantId, boundaryIds, cursor, limit],
  )
  return rows.map((row) => row.property_id)
}

/** Full names of the owners of properties, for scoring only: read with the platform's powers, masked before they leave. */
export function selectOwnerNames(
  db: Db,
  tenantId: number,
  propertyIds: readonly number[],
): Promise<{ property_id: number; party_id: number; names: Names; guardian_names: Names | null }[]> {
  return db.query(
    `select role.property_id, role.party_id, name.names, name.guardian_names
     from unnest($2::bigint[]) as wanted (property_id)
     join parcels.party_roles role on role.tenant_id = $1::int and role.property_id = wanted.property_id
       and role.superseded_at = 'infinity' and role.valid_to = 'infinity'
       and role.role in ('owner', 'co-owner', 'lessee', 'society', 'heir', 'person-liable', 'occupier')
     join people.party_names_view name on name.tenant_id = $1::int and name.party_id = role.party_id`,
    [tenantId, propertyIds],
  )
}

/** What a line of results shows of a property. `owners` are masked names unless `unmasked`. */
export interface ResultRow {
  property_id: number
  property_number: string
  place_grade: 'unit' | 'building' | 'parcel' | 'site' | 'point' | 'street'
  lon: number | null
  lat: number | null
  address: Names
  parcel_id: number | null
  parcel_number: string | null
  area_sqm: number | null
  ward_code: string | null
  owners: { names: Names; others: boolean }[] | null
}

/** Lines of results for properties, in the order of the ids. Unknown ids and those of other towns are left out. */
export function selectResults(
  db: Db,
  tenantId: number,
  today: string,
  propertyIds: readonly number[],
  unmasked = false,
): Promise<ResultRow[]> {
  const owner = unmasked
    ? 'left join people.party_names_view full_name on full_name.tenant_id = $1::int and full_name.party_id = role.party_id'
    : ''
  const name = unmasked ? 'coalesce(full_name.names, party.masked_names)' : 'party.masked_names'
  return db.query(
    `select p.property_id, p.property_number, v.place_grade, st_x(v.point) as lon, st_y(v.point) as lat, a.line as address,
       plot.parcel_id, plot.number as parcel_number, plot.area_sqm, ward.code as ward_code, owned.owners
     from unnest($2::bigint[]) with ordinality as wanted (property_id, at)
     join parcels.properties p on p.tenant_id = $1::int and p.property_id = wanted.property_id
     join lateral (
       select v.place_grade, v.point, v.address_id from parcels.property_versions v
       where v.tenant_id = $1::int and v.property_id = wanted.property_id and v.superseded_at = 'infinity' and v.valid_from <= $3::date
       order by v.valid_from desc limit 1) v on true
     join parcels.addresses a on a.tenant_id = $1::int and a.address_id = v.address_id
     left join lateral (
       select l.parcel_id, pv.number, pv.area_sqm::float8 as area_sqm from parcels.property_parcels l
       join parcels.parcel_versions pv on pv.tenant_id = $1::int and pv.parcel_id = l.parcel_id and pv.superseded_at = 'infinity'
         and pv.valid_from <= $3::date and pv.valid_to > $3::date
       where l.tenant_id = $1::int and l.property_id = wanted.property_id and l.superseded_at = 'infinity'
         and l.valid_from <= $3::date and l.valid_to > $3::date
       order by pv.area_sqm desc limit 1) plot on true
     left join lateral (
       select w.code from parcels.property_boundaries b
       join identity.current_boundaries_view w on w.tenant_id = $1::int and w.boundary_id = b.boundary_id and w.set_code = 'electoral-ward'
       where b.tenant_id = $1::int and b.property_id = wanted.property_id and b.superseded_at = 'infinity'
         and b.valid_from <= $3::date and b.valid_to > $3::date limit 1) ward on true
     left join lateral (
       select jsonb_agg(jsonb_build_object('names', ${name}, 'others', role.and_others) order by role.role = 'owner' desc, role.role_id) as owners
       from parcels.party_roles role
       join people.masked_parties_view party on party.tenant_id = $1::int and party.party_id = role.party_id
       ${owner}
       where role.tenant_id = $1::int and role.property_id = wanted.property_id and role.superseded_at = 'infinity'
         and role.valid_from <= $3::date and role.valid_to > $3::date and role.role in ('owner', 'co-owner', 'lessee', 'society')) owned on true
     order by wanted.at`,
    [tenantId, propertyIds, today],
  )
}

/** Those of some properties that stand in a building of these uses and numbers of floors; null asks for any. */
export async function selectOfBuildings(
  db: Db,
  tenantId: number,
  propertyIds: readonly number[],
  kept: { uses: string[] | null; floors: [number, number][] | null },
  today: string,
): Promise<number[]> {
  const rows = await db.query<{ property_id: number }>(
    `select wanted.property_id from unnest($2::bigint[]) as wanted (property_id)
     where exists (
       select 1 from parcels.building_properties l
       join parcels.building_versions b on b.tenant_id = $1::int and b.building_id = l.building_id and b.superseded_at = 'infinity'
         and b.valid_from <= $6::date and b.valid_to > $6::date
       where l.tenant_id = $1::int and l.property_id = wanted.property_id and l.superseded_at = 'infinity'
         and l.valid_from <= $6::date and l.valid_to > $6::date
         and ($3::text[] is null or b.use = any ($3::text[]))
         and ($4::int[] is null or exists (
           select 1 from unnest($4::int[], $5::int[]) as span (low, high) where b.floors_above between span.low and span.high)))
     order by wanted.property_id`,
    [
      tenantId,
      propertyIds,
      kept.uses,
      kept.floors?.map(([low]) => low) ?? null,
      kept.floors?.map(([, high]) => high) ?? null,
      today,
    ],
  )
  return rows.map((row) => row.property_id)
}
