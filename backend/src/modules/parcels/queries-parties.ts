import type { Db, Names } from '../../kernel/index.ts'

/** Moves the roles of one party to another, all of them or only those named; answers what was moved. */
export async function movePartyRoles(
  db: Db,
  tenantId: number,
  from: number,
  to: number,
  roleIds: readonly number[] | null,
): Promise<number[]> {
  const rows = await db.query<{ role_id: number }>(
    `update parcels.party_roles set party_id = $3::bigint
     where tenant_id = $1::int and party_id = $2::bigint and ($4::bigint[] is null or role_id = any ($4::bigint[])) returning role_id`,
    [tenantId, from, to, roleIds],
  )
  return rows.map((row) => row.role_id)
}

/** Properties on which a party holds a role as now known, at most some thousand. */
export async function selectPropertiesOfParty(db: Db, tenantId: number, partyId: number): Promise<number[]> {
  const rows = await db.query<{ property_id: number }>(
    `select distinct property_id from parcels.party_roles
     where tenant_id = $1::int and party_id = $2::bigint and superseded_at = 'infinity' limit 5000`,
    [tenantId, partyId],
  )
  return rows.map((row) => row.property_id)
}

/** The number of a property that a party still owns or is liable for on a day; null when there is none. */
export async function selectPropertyHeld(
  db: Db,
  tenantId: number,
  partyId: number,
  today: string,
): Promise<string | null> {
  const rows = await db.query<{ property_number: string }>(
    `select p.property_number from parcels.party_roles r
     join parcels.properties p on p.tenant_id = r.tenant_id and p.property_id = r.property_id
     where r.tenant_id = $1::int and r.party_id = $2::bigint and r.role in ('owner', 'co-owner', 'lessee', 'person-liable')
       and r.superseded_at = 'infinity' and r.valid_from <= $3::date and r.valid_to > $3::date limit 1`,
    [tenantId, partyId, today],
  )
  return rows[0]?.property_number ?? null
}

/** A role that a party holds or held on a property. */
export interface HeldRow {
  role_id: number
  property_id: number
  property_number: string
  address: Names | null
  role: string
  numerator: number | null
  denominator: number | null
  valid_from: string
  valid_to: string | null
}

/** Roles of a party on properties as now known: what runs first, then the newest; at most 500. */
export function selectRolesOfParty(db: Db, tenantId: number, partyId: number, today: string): Promise<HeldRow[]> {
  return db.query(
    `select r.role_id, r.property_id, p.property_number, a.line as address, r.role, r.numerator, r.denominator,
       r.valid_from, nullif(r.valid_to, 'infinity') as valid_to
     from parcels.party_roles r
     join parcels.properties p on p.tenant_id = r.tenant_id and p.property_id = r.property_id
     left join lateral (
       select v.address_id from parcels.property_versions v
       where v.tenant_id = $1::int and v.property_id = r.property_id and v.superseded_at = 'infinity'
       order by v.valid_from desc limit 1) latest on true
     left join parcels.addresses a on a.tenant_id = $1::int and a.address_id = latest.address_id
     where r.tenant_id = $1::int and r.party_id = $2::bigint and r.superseded_at = 'infinity'
     order by r.valid_to <= $3::date, r.valid_from desc, r.role_id limit 500`,
    [tenantId, partyId, today],
  )
}

/** Orders on a person follow a merge, all of them or those named; answers which were moved. */
export async function movePartyRestrictions(
  db: Db,
  tenantId: number,
  from: number,
  to: number,
  restrictionIds: readonly number[] | null,
): Promise<number[]> {
  const rows = await db.query<{ restriction_id: number }>(
    `update parcels.restrictions set party_id = $3::bigint
     where tenant_id = $1::int and party_id = $2::bigint and ($4::bigint[] is null or restriction_id = any ($4::bigint[])) returning restriction_id`,
    [tenantId, from, to, restrictionIds],
  )
  return rows.map((row) => row.restriction_id)
}

/** An order in force that names a person. */
export async function selectOrderOnParty(
  db: Db,
  tenantId: number,
  partyId: number,
  today: string,
): Promise<{ authority: string; order_number: string; order_date: string } | null> {
  const rows = await db.query<{ authority: string; order_number: string; order_date: string }>(
    `select authority, order_number, order_date from parcels.restrictions
     where tenant_id = $1::int and party_id = $2::bigint and superseded_at = 'infinity' and valid_from <= $3::date and valid_to > $3::date
     order by order_date limit 1`,
    [tenantId, partyId, today],
  )
  return rows[0] ?? null
}
