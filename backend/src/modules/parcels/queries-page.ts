import type { Db, Names } from '../../kernel/index.ts'

/** The point on two time axes: a day in law, and what was known at a moment ('infinity' of knowledge is 9999). */
export interface TwoTimes {
  asOf: string
  knownAt: string
}

/** Rows that held in law on $4 and were on record at $5. */
const holds = (alias: string) =>
  `${alias}.valid_from <= $4::date and ${alias}.valid_to > $4::date and ${alias}.recorded_at <= $5::timestamptz and ${alias}.superseded_at > $5::timestamptz`

/** 'infinity' as a day is no day: shown as null. */
const dayOf = (column: string) => `nullif(${column}, 'infinity')`

/** Which property a parcel's page is about: its only one, or the only one that covers the whole of it. Null when several do. */
export async function selectPropertyOfParcel(
  db: Db,
  tenantId: number,
  parcelId: number,
  times: TwoTimes,
): Promise<{ known: boolean; propertyId: number | null }> {
  const [row] = await db.query<{
    known: boolean
    total: number
    only_id: number | null
    whole: number
    whole_id: number | null
  }>(
    `select exists (select 1 from parcels.parcel_versions v where v.tenant_id = $1::int and v.parcel_id = $2::bigint
         and (v.batch_id is null or exists (select 1 from parcels.import_batches b
              where b.tenant_id = v.tenant_id and b.batch_id = v.batch_id and b.state = 'published'))) as known,
       count(*) as total, min(l.property_id) as only_id,
       count(*) filter (where v.place_grade in ('parcel', 'site')) as whole, min(l.property_id) filter (where v.place_grade in ('parcel', 'site')) as whole_id
     from (select distinct l.property_id from parcels.property_parcels l
           where l.tenant_id = $1::int and l.parcel_id = $2::bigint and $3::bigint is null and ${holds('l')} limit 500) l
     join parcels.property_versions v on v.tenant_id = $1::int and v.property_id = l.property_id and ${holds('v')}`,
    [tenantId, parcelId, null, times.asOf, times.knownAt],
  )
  const propertyId = row!.total === 1 ? row!.only_id : row!.whole === 1 ? row!.whole_id : null
  return { known: row!.known, propertyId }
}

/** The town that a property was given to, for a page that is here no more. Null: it never was here. */
export async function selectWhereItWent(
  db: Db,
  tenantId: number,
  stateId: number,
  propertyId: number,
): Promise<{ names: Names; effective_on: string } | null> {
  const [row] = await db.query<{ names: Names; effective_on: string }>(
    `select town.names, s.effective_on from parcels.properties p
     join kernel.journal_subjects j on j.tenant_id = $1::int and j.subject_kind = 'property' and j.subject_id = p.property_id
     join kernel.journal_entries e on e.tenant_id = $1::int and e.entry_id = j.entry_id and e.command = 'parcels.transfer-area'
     join identity.successions s on s.tenant_id = $2::int and s.from_tenant_id = $1::int and s.notification = e.after ->> 'notification'
     join kernel.tenants town on town.tenant_id = s.to_tenant_id
     where p.tenant_id = $1::int and p.property_id = $3::bigint
     order by s.effective_on desc, s.succession_id desc limit 1`,
    [tenantId, stateId, propertyId],
  )
  return row ?? null
}

/** The page as one JSON document, in the shape of parcelPageSchema without neighbours, sections and times. */
export interface PageRow {
  found: boolean
  property: Record<string, unknown> | null
  parcels: Record<string, unknown>[]
  buildings: Record<string, unknown>[]
  boundaries: Record<string, unknown>[]
  land_use: { code: string; names: Names } | null
  road: { names: Names; widthM: number; class: string } | null
  parties: {
    role: string
    names: Names
    masked: boolean
    share: unknown
    others: boolean
    since: string | null
    alive: string
    partyId: number
  }[]
  restrictions: Record<string, unknown>[]
  documents: Record<string, unknown>[]
  history: Record<string, unknown>[]
  others: Record<string, unknown>[]
  others_total: number
}

/**
 * Everything of a page in one round trip. `unmasked` shows names in full (to staff with the permission) and restrictions on persons;
 * `ownId` is the caller's own person, whose name is always shown to them.
 */
export async function selectPage(
  db: Db,
  tenantId: number,
  asked: { propertyId: number | null; parcelId: number | null },
  times: TwoTimes,
  caller: { unmasked: boolean; ownId: number | null },
): Promise<PageRow> {
  const [row] = await db.query<PageRow>(pageStatement, [
    tenantId,
    asked.propertyId,
    asked.parcelId,
    times.asOf,
    times.knownAt,
    caller.unmasked,
    caller.ownId,
  ])
  return row!
}

const share = (alias: string) =>
  `case when ${alias}.numerator is not null then jsonb_build_object('numerator', ${alias}.numerator, 'denominator', ${alias}.denominator) end`

const geometry = (column: string) => `st_asgeojson(${column}, 8)::jsonb`

const pageStatement = `
with plots as materialized (
  select v.*, l.numerator, l.denominator from (
    select l.parcel_id, l.numerator, l.denominator from parcels.property_parcels l
    where l.tenant_id = $1::int and l.property_id = $2::bigint and ${holds('l')}
    union all
    select $3::bigint, null, null where $3::bigint is not null and not exists (
      select 1 from parcels.property_parcels l where l.tenant_id = $1::int and l.property_id = $2::bigint and l.parcel_id = $3::bigint and ${holds('l')})
    limit 100) l
  join parcels.parcel_versions v on v.tenant_id = $1::int and v.parcel_id = l.parcel_id and ${holds('v')}
  where v.batch_id is null or exists (select 1 from parcels.import_batches b where b.tenant_id = v.tenant_id and b.batch_id = v.batch_id and b.state = 'published')),
place as materialized (
  select p.property_id, p.property_number, v.*, a.line, a.house_number, a.pin, a.road_id, a.locality_id
  from parcels.properties p
  join lateral (
    -- A property that is closed on the day keeps its page: its last version of then.
    select v.kind, v.place_grade, v.place_source, v.placed_on, v.point, v.address_id, v.flags, v.valid_to from parcels.property_versions v
    where v.tenant_id = $1::int and v.property_id = p.property_id and v.valid_from <= $4::date and v.recorded_at <= $5::timestamptz and v.superseded_at > $5::timestamptz
    order by v.valid_from desc limit 1) v on true
  join parcels.addresses a on a.tenant_id = $1::int and a.address_id = v.address_id
  where p.tenant_id = $1::int and p.property_id = $2::bigint),
held as materialized (
  select l.building_id, l.unit_id from parcels.building_properties l where l.tenant_id = $1::int and l.property_id = $2::bigint and ${holds('l')}
  union
  select l.building_id, null from parcels.building_parcels l where $2::bigint is null and l.tenant_id = $1::int and l.parcel_id = $3::bigint and ${holds('l')}),
unit as materialized (
  select v.wing, v.floor, v.number from held join parcels.unit_versions v on v.tenant_id = $1::int and v.unit_id = held.unit_id and ${holds('v')} limit 1),
houses as materialized (
  select v.* from (select distinct building_id from held limit 100) h
  join parcels.building_versions v on v.tenant_id = $1::int and v.building_id = h.building_id and ${holds('v')}),
acts as materialized (
  select change_id, jsonb_object_agg(key, value) as facts from (
    select v.change_id, 'number' as key, to_jsonb(v.number) as value from parcels.parcel_versions v join plots on plots.parcel_id = v.parcel_id
      where v.tenant_id = $1::int and v.recorded_at <= $5::timestamptz
    union all
    select v.change_id, 'areaSqm', to_jsonb(v.area_sqm) from parcels.parcel_versions v join plots on plots.parcel_id = v.parcel_id
      where v.tenant_id = $1::int and v.recorded_at <= $5::timestamptz
    union all
    select v.change_id, 'address', a.line from parcels.property_versions v
      join parcels.addresses a on a.tenant_id = v.tenant_id and a.address_id = v.address_id
      where v.tenant_id = $1::int and v.property_id = $2::bigint and v.recorded_at <= $5::timestamptz
    union all
    select v.change_id, 'floors', to_jsonb(v.floors_above) from parcels.building_versions v join houses on houses.building_id = v.building_id
      where v.tenant_id = $1::int and v.recorded_at <= $5::timestamptz
    union all
    select r.change_id, 'owners', to_jsonb(count(*)) from parcels.party_roles r
      where r.tenant_id = $1::int and r.property_id = $2::bigint and r.recorded_at <= $5::timestamptz and r.role in ('owner', 'co-owner') group by r.change_id
    union all
    select l.change_id, 'lineage', jsonb_build_object('parents', jsonb_agg(distinct l.parent_parcel_id), 'children', jsonb_agg(distinct l.child_parcel_id))
      from parcels.lineage l join plots on plots.parcel_id in (l.parent_parcel_id, l.child_parcel_id) where l.tenant_id = $1::int group by l.change_id
  ) facts group by change_id)
select
  exists (select 1 from place) or exists (select 1 from plots) as found,
  (select jsonb_build_object('propertyId', place.property_id, 'propertyNumber', place.property_number,
     'ulpins', coalesce((select jsonb_agg(n.value_printed order by n.valid_from nulls first) from parcels.property_numbers pn
        join people.public_numbers_view n on n.tenant_id = $1::int and n.number_id = pn.number_id and n.scheme = 'ulpin'
        where pn.tenant_id = $1::int and pn.property_id = place.property_id), '[]'),
     'oldNumbers', coalesce((select jsonb_agg(jsonb_build_object('value', n.value_printed, 'issuer', n.issuer, 'from', n.valid_from, 'to', n.valid_to) order by n.valid_from nulls first, n.number_id)
        from parcels.property_numbers pn join people.public_numbers_view n on n.tenant_id = $1::int and n.number_id = pn.number_id and n.scheme <> 'ulpin'
        where pn.tenant_id = $1::int and pn.property_id = place.property_id), '[]'),
     'address', place.line,
     'addressParts', jsonb_build_object('houseNumber', place.house_number, 'pin', place.pin,
        'street', (select r.names from parcels.roads r where r.tenant_id = $1::int and r.road_id = place.road_id),
        'locality', (select l.names from parcels.localities l where l.tenant_id = $1::int and l.locality_id = place.locality_id)),
     'place', jsonb_build_object('grade', place.place_grade, 'source', place.place_source, 'on', place.placed_on,
        'point', case when place.point is not null then jsonb_build_array(st_x(place.point), st_y(place.point)) end),
     'wing', (select wing from unit), 'floor', (select floor from unit), 'unitNumber', (select number from unit),
     'kind', place.kind, 'flags', place.flags, 'closedOn', case when place.valid_to <= $4::date then place.valid_to end) from place) as property,
  coalesce((select jsonb_agg(jsonb_build_object('parcelId', plots.parcel_id, 'number', coalesce(plots.number_printed, plots.number), 'level', plots.level,
     'share', ${share('plots')}, 'areaSqm', plots.area_sqm, 'legalAreaSqm', plots.legal_area_sqm, 'use', plots.use, 'surveyClass', plots.survey_class,
     'surveyedOn', plots.surveyed_on, 'geometry', ${geometry('plots.geom')}, 'validFrom', plots.valid_from, 'validTo', ${dayOf('plots.valid_to')})
     order by plots.parcel_id = $3::bigint desc, plots.area_sqm desc) from plots), '[]') as parcels,
  coalesce((select jsonb_agg(jsonb_build_object('buildingId', h.building_id, 'name', h.names, 'floorsAboveGround', h.floors_above, 'heightM', h.height_m,
     'construction', h.construction, 'builtYear', h.built_year, 'footprintSqm', h.footprint_sqm, 'geometry', ${geometry('h.geom')},
     'units', coalesce((select jsonb_agg(jsonb_build_object('unitId', u.unit_id, 'wing', v.wing, 'floor', v.floor, 'number', v.number, 'use', v.use,
        'areaSqm', v.area_sqm, 'unauthorised', v.unauthorised) order by v.floor, v.wing nulls first, length(v.number), v.number)
        from (select u.unit_id from parcels.units u where u.tenant_id = $1::int and u.building_id = h.building_id limit 400) u
        join parcels.unit_versions v on v.tenant_id = $1::int and v.unit_id = u.unit_id and ${holds('v')}), '[]')) order by h.footprint_sqm desc nulls last)
     from houses h), '[]') as buildings,
  coalesce((select jsonb_agg(jsonb_build_object('set', w.set_code, 'code', w.code, 'names', w.names, 'placedBy', b.placed_by) order by w.set_code)
     from parcels.property_boundaries b join identity.current_boundaries_view w on w.tenant_id = $1::int and w.boundary_id = b.boundary_id
     where b.tenant_id = $1::int and b.property_id = $2::bigint and ${holds('b')}), '[]') as boundaries,
  (select jsonb_build_object('code', z.code, 'names', z.names) from plots join parcels.land_use_zones z on z.tenant_id = $1::int and z.zone_id = plots.land_use_zone_id
     order by plots.area_sqm desc limit 1) as land_use,
  (select jsonb_build_object('names', r.names, 'widthM', r.width_m, 'class', r.class) from parcels.roads r
     where r.tenant_id = $1::int and r.road_id = coalesce((select road_id from plots where road_id is not null order by area_sqm desc limit 1), (select road_id from place))) as road,
  coalesce((select jsonb_agg(jsonb_build_object('partyId', r.party_id, 'role', r.role, 'names', coalesce(n.names, p.masked_names), 'masked', n.names is null,
     'share', ${share('r')}, 'others', r.and_others, 'since', nullif(r.valid_from, '-infinity'), 'alive', p.life)
     order by array_position(array['owner', 'co-owner', 'heir', 'society', 'lessee', 'person-liable', 'occupier', 'tenant'], r.role) nulls last, r.role_id)
     from parcels.party_roles r
     join people.masked_parties_view p on p.tenant_id = $1::int and p.party_id = r.party_id
     left join people.party_names_view n on ($6::boolean or r.party_id = $7::bigint) and n.tenant_id = $1::int and n.party_id = r.party_id
     where r.tenant_id = $1::int and r.property_id = $2::bigint and ${holds('r')}), '[]') as parties,
  coalesce((select jsonb_agg(jsonb_build_object('restrictionId', x.restriction_id, 'kind', x.kind, 'scopes', x.scopes,
     'order', jsonb_build_object('authority', x.authority, 'number', x.order_number, 'date', x.order_date), 'from', x.valid_from,
     'to', ${dayOf('x.valid_to')}, 'amountPaise', case when $6::boolean or $7::bigint is not null then x.amount_paise end) order by x.valid_from, x.restriction_id)
     from (
       select x.* from parcels.restrictions x where x.tenant_id = $1::int and x.property_id = $2::bigint
       union select x.* from parcels.restrictions x join plots on x.parcel_id = plots.parcel_id where x.tenant_id = $1::int
       union select x.* from parcels.restrictions x where x.tenant_id = $1::int and ($6::boolean or x.party_id = $7::bigint) and x.party_id in (
         select r.party_id from parcels.party_roles r where r.tenant_id = $1::int and r.property_id = $2::bigint and ${holds('r')})
       union select x.* from parcels.restrictions x join place on st_intersects(x.area, place.point) where x.tenant_id = $1::int and x.area is not null
       union select x.* from parcels.restrictions x join plots on st_intersects(x.area, plots.geom) and not st_touches(x.area, plots.geom)
         where x.tenant_id = $1::int and x.area is not null
       union select x.* from parcels.restrictions x join parcels.property_boundaries b on b.tenant_id = $1::int and b.property_id = $2::bigint
         and b.boundary_id = x.boundary_id and ${holds('b')} where x.tenant_id = $1::int and x.boundary_id is not null
       union select x.* from parcels.restrictions x where x.tenant_id = $1::int and x.whole_town
     ) x where ${holds('x')}), '[]') as restrictions,
  coalesce((select jsonb_agg(jsonb_build_object('documentId', d.document_id, 'title', d.title, 'mediaType', d.media_type, 'bytes', d.bytes,
     'addedOn', d.created_at::date) order by d.created_at desc) from parcels.property_documents l
     join kernel.documents d on d.tenant_id = $1::int and d.document_id = l.document_id
     where l.tenant_id = $1::int and l.property_id = $2::bigint and d.created_at <= $5::timestamptz), '[]') as documents,
  coalesce((select jsonb_agg(jsonb_build_object('lawFrom', c.effective_on, 'recordedAt', c.recorded_at, 'change', c.kind, 'instrument', c.instrument,
     'by', post.names ->> 'en', 'summaryKey', 'history.' || c.kind, 'values', acts.facts) order by c.effective_on desc, c.change_id desc)
     from acts join parcels.changes c on c.tenant_id = $1::int and c.change_id = acts.change_id
     left join identity.posts post on post.tenant_id = $1::int and post.post_id = c.post_id), '[]') as history,
  coalesce((select jsonb_agg(to_jsonb(o) order by o.floor nulls first, length(o."unitNumber"), o."unitNumber", o."propertyId") from (
     select p.property_id as "propertyId", p.property_number as "propertyNumber", u.wing, u.floor, u.number as "unitNumber"
     from (select distinct l.property_id from plots join parcels.property_parcels l on l.tenant_id = $1::int and l.parcel_id = plots.parcel_id and ${holds('l')}
           where l.property_id is distinct from $2::bigint limit 200) l
     join parcels.properties p on p.tenant_id = $1::int and p.property_id = l.property_id
     left join lateral (select v.wing, v.floor, v.number from parcels.building_properties bp
        join parcels.unit_versions v on v.tenant_id = $1::int and v.unit_id = bp.unit_id and ${holds('v')}
        where bp.tenant_id = $1::int and bp.property_id = l.property_id and bp.unit_id is not null and ${holds('bp')} limit 1) u on true) o), '[]') as others,
  (select count(distinct l.property_id) from plots join parcels.property_parcels l on l.tenant_id = $1::int and l.parcel_id = plots.parcel_id and ${holds('l')}
     where l.property_id is distinct from $2::bigint) as others_total`
