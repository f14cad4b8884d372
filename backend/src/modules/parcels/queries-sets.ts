/** Questions about many properties at once, for rooms above that work in batches. One statement each. */
import type { Db } from '../../kernel/index.ts'

/** An order that stops an action on one of the properties asked about. */
export interface RestrictedProperty {
  property_id: number
  restriction_id: number
  kind: string
  authority: string
  order_number: string
  order_date: string
}

/** True of rows of a version table (alias v) that hold on the day $4. */
const holds = (v: string) =>
  `${v}.superseded_at = 'infinity' and ${v}.valid_from <= $4::date and ${v}.valid_to > $4::date`

/**
 * Orders in force on a day whose scopes include `scope`, on the properties themselves, their land, their people, the areas in which
 * they lie or the whole town: what `checkRestrictions` asks of one property, asked of many. Drawn areas are few in a town, so each
 * is compared with the land of these properties; nothing here scans the layer.
 */
export function selectRestrictedProperties(
  db: Db,
  tenantId: number,
  propertyIds: readonly number[],
  scope: string,
  day: string,
): Promise<RestrictedProperty[]> {
  return db.query(
    `with asked as (select unnest($2::bigint[]) as property_id),
     held as (
       select x.* from parcels.restrictions x where x.tenant_id = $1::int and ${holds('x')} and $3::text = any (x.scopes)),
     links as (
       select v.property_id, v.parcel_id from parcels.property_parcels v join asked on asked.property_id = v.property_id
       where v.tenant_id = $1::int and ${holds('v')}),
     placed as (
       select v.property_id, v.boundary_id from parcels.property_boundaries v join asked on asked.property_id = v.property_id
       where v.tenant_id = $1::int and ${holds('v')}),
     drawn as (
       select x.restriction_id, coalesce(x.area, b.geom) as area from held x
       left join identity.current_boundaries_view b on b.tenant_id = $1::int and b.boundary_id = x.boundary_id
       where x.area is not null or b.geom is not null),
     hit as (
       select asked.property_id, x.restriction_id from held x join asked on x.property_id = asked.property_id
       union select l.property_id, x.restriction_id from held x join links l on l.parcel_id = x.parcel_id
       union select v.property_id, x.restriction_id from held x join parcels.party_roles v on v.tenant_id = $1::int and v.party_id = x.party_id
         join asked on asked.property_id = v.property_id where ${holds('v')} and v.role in ('owner', 'co-owner', 'lessee', 'heir', 'society')
       union select placed.property_id, x.restriction_id from held x join placed on placed.boundary_id = x.boundary_id
       union select asked.property_id, x.restriction_id from held x, asked where x.whole_town
       union select v.property_id, d.restriction_id from drawn d join parcels.property_versions v on v.tenant_id = $1::int and st_covers(d.area, v.point)
         join asked on asked.property_id = v.property_id where ${holds('v')}
       union select l.property_id, d.restriction_id from drawn d, links l join parcels.parcel_versions v on v.tenant_id = $1::int and v.parcel_id = l.parcel_id
         where ${holds('v')} and st_intersects(v.geom, d.area) and not st_touches(v.geom, d.area))
     select h.property_id, h.restriction_id, x.kind, x.authority, x.order_number, x.order_date
     from hit h join held x on x.restriction_id = h.restriction_id order by h.property_id, x.order_date, x.restriction_id`,
    [tenantId, propertyIds, scope, day],
  )
}

/** In which area of a boundary set each property stands on a day; properties in none are left out. */
export function selectAreasOfProperties(
  db: Db,
  tenantId: number,
  propertyIds: readonly number[],
  setCode: string,
  day: string,
): Promise<{ property_id: number; boundary_id: number }[]> {
  return db.query(
    `select distinct on (b.property_id) b.property_id, b.boundary_id from parcels.property_boundaries b
     join identity.boundary_sets s on s.tenant_id = b.tenant_id and s.boundary_set_id = b.boundary_set_id and s.code = $3::text
     where b.tenant_id = $1::int and b.property_id = any ($2::bigint[]) and b.superseded_at = 'infinity'
       and b.valid_from <= $4::date and b.valid_to > $4::date order by b.property_id, b.valid_from desc`,
    [tenantId, propertyIds, setCode, day],
  )
}

/** Who has to pay for each property on a day: the person liable, else the first owner or lessee on record. */
export function selectLiableParties(
  db: Db,
  tenantId: number,
  propertyIds: readonly number[],
  day: string,
): Promise<{ property_id: number; party_id: number }[]> {
  return db.query(
    `select distinct on (r.property_id) r.property_id, r.party_id from parcels.party_roles r
     where r.tenant_id = $1::int and r.property_id = any ($2::bigint[]) and r.superseded_at = 'infinity'
       and r.valid_from <= $3::date and r.valid_to > $3::date and r.role in ('person-liable', 'owner', 'co-owner', 'lessee', 'occupier')
     order by r.property_id, array_position(array['person-liable', 'owner', 'co-owner', 'lessee', 'occupier'], r.role), r.role_id`,
    [tenantId, propertyIds, day],
  )
}

/** Properties in which a person has a part on a day, in any role that pays. */
export async function selectPropertiesOfParty(
  db: Db,
  tenantId: number,
  partyId: number,
  day: string,
): Promise<number[]> {
  const rows = await db.query<{ property_id: number }>(
    `select distinct r.property_id from parcels.party_roles r
     where r.tenant_id = $1::int and r.party_id = $2::bigint and r.superseded_at = 'infinity' and r.valid_from <= $3::date and r.valid_to > $3::date
       and r.role in ('person-liable', 'owner', 'co-owner', 'lessee', 'occupier', 'tenant', 'heir', 'payer', 'society') order by 1 limit 500`,
    [tenantId, partyId, day],
  )
  return rows.map((row) => row.property_id)
}
