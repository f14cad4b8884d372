/** Orders that stop actions: what is in force on a property, a parcel, a person, a place, a case. */
import type { Position } from 'geojson'
import type { Db } from '../../kernel/index.ts'

/** An order that stops an action; one of the last columns says on what it was imposed. */
export interface RestrictionRow {
  restriction_id: number
  kind: string
  scopes: string[]
  authority: string
  order_number: string
  order_date: string
  amount_paise: number | null
  valid_from: string
  valid_to: string
  property_id: number | null
  parcel_id: number | null
  party_id: number | null
  boundary_id: number | null
  whole_town: boolean | null
  case_reference: string | null
}

/** What is asked about; a property brings its own point and areas, a parcel its own land. */
export interface RestrictionSubjects {
  scope: string | null
  propertyIds: number[]
  parcelIds: number[]
  partyIds: number[]
  point: Position | null
  caseReference: string | null
}

/** True of rows of a version table (alias v) that hold on the day $9. */
const holds = (v: string) =>
  `${v}.superseded_at = 'infinity' and ${v}.valid_from <= $9::date and ${v}.valid_to > $9::date`

/**
 * Orders in force on a day, on any of the subjects, whose scopes include `scope` (null: any). Drawn areas and areas of a set
 * are few in a town, so they are read by their keys and compared with the land; nothing here scans the layer.
 */
export function selectRestrictions(
  db: Db,
  tenantId: number,
  asked: RestrictionSubjects,
  day: string,
): Promise<RestrictionRow[]> {
  return db.query(
    `with door as (
       select st_setsrid(st_makepoint($6::float8, $7::float8), 4326) as point where $6::float8 is not null
       union all
       select v.point from parcels.property_versions v
       where v.tenant_id = $1::int and v.property_id = any ($3::bigint[]) and v.point is not null and ${holds('v')}),
     land as (
       select v.geom from parcels.parcel_versions v where v.tenant_id = $1::int and v.parcel_id = any ($4::bigint[]) and ${holds('v')}),
     placed as (
       select v.boundary_id from parcels.property_boundaries v
       where v.tenant_id = $1::int and v.property_id = any ($3::bigint[]) and ${holds('v')}),
     hit as (
       select x.* from parcels.restrictions x where x.tenant_id = $1::int and x.property_id = any ($3::bigint[])
       union select x.* from parcels.restrictions x where x.tenant_id = $1::int and x.parcel_id = any ($4::bigint[])
       union select x.* from parcels.restrictions x where x.tenant_id = $1::int and x.party_id = any ($5::bigint[])
       union select x.* from parcels.restrictions x where x.tenant_id = $1::int and x.case_reference = $8::text
       union select x.* from parcels.restrictions x where x.tenant_id = $1::int and x.whole_town
       union select x.* from parcels.restrictions x where x.tenant_id = $1::int and x.boundary_id is not null
         and (x.boundary_id in (select boundary_id from placed)
           or exists (select 1 from identity.current_boundaries_view b where b.tenant_id = $1::int and b.boundary_id = x.boundary_id and b.geom is not null
              and (exists (select 1 from land where st_intersects(land.geom, b.geom) and not st_touches(land.geom, b.geom))
                or exists (select 1 from door where st_covers(b.geom, door.point)))))
       union select x.* from parcels.restrictions x where x.tenant_id = $1::int and x.area is not null
         and (exists (select 1 from door where st_covers(x.area, door.point))
           or exists (select 1 from land where st_intersects(land.geom, x.area) and not st_touches(land.geom, x.area))))
     select restriction_id, kind, scopes, authority, order_number, order_date, amount_paise, valid_from, valid_to,
       property_id, parcel_id, party_id, boundary_id, whole_town, case_reference
     from hit where ${holds('hit')} and ($2::text is null or $2::text = any (scopes))
     order by order_date, restriction_id`,
    [
      tenantId,
      asked.scope,
      asked.propertyIds,
      asked.parcelIds,
      asked.partyIds,
      asked.point?.[0] ?? null,
      asked.point?.[1] ?? null,
      asked.caseReference,
      day,
    ],
  )
}

/** Owners and others whose orders also stop an action on the property. */
export async function selectPartiesOfProperty(
  db: Db,
  tenantId: number,
  propertyIds: number[],
  day: string,
): Promise<number[]> {
  const rows = await db.query<{ party_id: number }>(
    `select distinct party_id from parcels.party_roles where tenant_id = $1::int and property_id = any ($2::bigint[]) and superseded_at = 'infinity'
       and valid_from <= $3::date and valid_to > $3::date and role in ('owner', 'co-owner', 'lessee', 'heir', 'society')`,
    [tenantId, propertyIds, day],
  )
  return rows.map((row) => row.party_id)
}

/** Parcels of some properties on a day. */
export async function selectParcelsOfProperties(
  db: Db,
  tenantId: number,
  propertyIds: number[],
  day: string,
): Promise<number[]> {
  const rows = await db.query<{ parcel_id: number }>(
    `select distinct parcel_id from parcels.property_parcels
     where tenant_id = $1::int and property_id = any ($2::bigint[]) and superseded_at = 'infinity' and valid_from <= $3::date and valid_to > $3::date`,
    [tenantId, propertyIds, day],
  )
  return rows.map((row) => row.parcel_id)
}

/** Parcels on which a building stands on a day. */
export async function selectParcelsOfBuilding(
  db: Db,
  tenantId: number,
  buildingId: number,
  day: string,
): Promise<number[]> {
  const rows = await db.query<{ parcel_id: number }>(
    `select distinct parcel_id from parcels.building_parcels
     where tenant_id = $1::int and building_id = $2::bigint and superseded_at = 'infinity' and valid_from <= $3::date and valid_to > $3::date`,
    [tenantId, buildingId, day],
  )
  return rows.map((row) => row.parcel_id)
}

/** Locks an order that is on record; null when it is not there. */
export async function lockRestriction(
  db: Db,
  tenantId: number,
  restrictionId: number,
): Promise<{ authority: string; order_number: string; property_id: number | null; parcel_id: number | null } | null> {
  const [row] = await db.query<{
    authority: string
    order_number: string
    property_id: number | null
    parcel_id: number | null
  }>(
    `select authority, order_number, property_id, parcel_id from parcels.restrictions
     where tenant_id = $1::int and restriction_id = $2::bigint and superseded_at = 'infinity' for update`,
    [tenantId, restrictionId],
  )
  return row ?? null
}
