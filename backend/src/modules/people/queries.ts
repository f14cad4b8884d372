import type { Db, Names } from '../../kernel/index.ts'

/** An entry of the register as every page may see it. */
export interface PartyRow {
  party_id: number
  kind: 'person' | 'organisation' | 'household'
  life: 'living' | 'dead' | 'unknown' | 'dissolved'
  masked_names: Names
  merged_into: number | null
}

/** A person's private facts. */
export interface PersonRow {
  party_id: number
  names: Names
  guardian_names: Names | null
  guardian_relation: 'father' | 'mother' | 'husband' | 'guardian' | null
  gender: 'female' | 'male' | 'other' | null
  born_on: string | null
  died_on: string | null
  language: string
  aadhaar_last_four: string | null
  aadhaar_vault_reference: string | null
  correspondence_address: Record<string, unknown> | null
  erased_at: Date | null
}

/** A new entry; answers its id. */
export async function insertParty(
  db: Db,
  tenantId: number,
  kind: PartyRow['kind'],
  life: PartyRow['life'],
  maskedNames: Names,
): Promise<number> {
  const [row] = await db.query<{ party_id: number }>(
    `insert into people.parties (tenant_id, kind, life, masked_names) values ($1::int, $2::text, $3::text, $4::jsonb) returning party_id`,
    [tenantId, kind, life, JSON.stringify(maskedNames)],
  )
  return row!.party_id
}

/** The entries by id, locked for change when `lock` is set. */
export function selectParties(
  db: Db,
  tenantId: number,
  partyIds: readonly number[],
  lock = false,
): Promise<PartyRow[]> {
  return db.query(
    `select party_id, kind, life, masked_names, merged_into from people.parties
     where tenant_id = $1::int and party_id = any ($2::bigint[]) order by party_id ${lock ? 'for update' : ''}`,
    [tenantId, partyIds],
  )
}

/** Where an entry that was merged leads now: the last entry of the chain, itself when it stands. Null for an unknown id. */
export async function selectStandingParty(db: Db, tenantId: number, partyId: number): Promise<number | null> {
  const rows = await db.query<{ party_id: number }>(
    `with recursive chain as (
       select party_id, merged_into, 1 as step from people.parties where tenant_id = $1::int and party_id = $2::bigint
       union all
       select p.party_id, p.merged_into, chain.step + 1 from chain
       join people.parties p on p.tenant_id = $1::int and p.party_id = chain.merged_into where chain.step < 50)
     select party_id from chain order by step desc limit 1`,
    [tenantId, partyId],
  )
  return rows[0]?.party_id ?? null
}

export async function updateParty(
  db: Db,
  tenantId: number,
  partyId: number,
  life: PartyRow['life'],
  maskedNames: Names,
): Promise<void> {
  await db.query(
    `update people.parties set life = $3::text, masked_names = $4::jsonb where tenant_id = $1::int and party_id = $2::bigint`,
    [tenantId, partyId, life, JSON.stringify(maskedNames)],
  )
}

/** What is written of a person; every column is given. */
export type PersonValues = Omit<PersonRow, 'party_id' | 'erased_at'> & { name_key: string }

const personColumns = `names, guardian_names, guardian_relation, gender, born_on, died_on, language, aadhaar_last_four, aadhaar_vault_reference,
  correspondence_address`

function personParameters(tenantId: number, partyId: number, person: PersonValues): unknown[] {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value))
  return [
    tenantId, partyId, json(person.names), json(person.guardian_names), person.guardian_relation, person.gender, person.born_on, person.died_on,
    person.language, person.aadhaar_last_four, person.aadhaar_vault_reference, json(person.correspondence_address), person.name_key,
  ] // biome-ignore format: a row
}

export async function insertPerson(db: Db, tenantId: number, partyId: number, person: PersonValues): Promise<void> {
  await db.query(
    `insert into people.persons (tenant_id, party_id, ${personColumns}, name_key)
     values ($1::int, $2::bigint, $3::jsonb, $4::jsonb, $5::text, $6::text, $7::date, $8::date, $9::text, $10::text, $11::text, $12::jsonb, $13::text)`,
    personParameters(tenantId, partyId, person),
  )
}

export async function updatePerson(db: Db, tenantId: number, partyId: number, person: PersonValues): Promise<void> {
  await db.query(
    `update people.persons set (${personColumns}, name_key, updated_at)
       = ($3::jsonb, $4::jsonb, $5::text, $6::text, $7::date, $8::date, $9::text, $10::text, $11::text, $12::jsonb, $13::text, now())
     where tenant_id = $1::int and party_id = $2::bigint`,
    personParameters(tenantId, partyId, person),
  )
}

/** Private facts of persons; row security hides them from all but officers and the person. */
export function selectPersons(db: Db, tenantId: number, partyIds: readonly number[]): Promise<PersonRow[]> {
  return db.query(
    `select party_id, ${personColumns}, erased_at from people.persons where tenant_id = $1::int and party_id = any ($2::bigint[])`,
    [tenantId, partyIds],
  )
}

/** Persons and organisations whose name has one of the keys; merged entries are left out. */
export function selectPartiesByNameKey(
  db: Db,
  tenantId: number,
  keys: readonly string[],
  limit: number,
): Promise<{ party_id: number; kind: PartyRow['kind']; names: Names; guardian_names: Names | null }[]> {
  return db.query(
    `with found as (
       select party_id, names, guardian_names from people.persons where tenant_id = $1::int and name_key = any ($2::text[])
       union all
       select party_id, names, null from people.organisations where tenant_id = $1::int and name_key = any ($2::text[])
       limit $3::int)
     select found.party_id, p.kind, found.names, found.guardian_names
     from found join people.parties p on p.tenant_id = $1::int and p.party_id = found.party_id
     where p.merged_into is null`,
    [tenantId, keys, limit],
  )
}

/** Persons without a key of their name, in order of id, for reckoning it later. */
export function selectPersonsWithoutKey(
  db: Db,
  tenantId: number,
  limit: number,
): Promise<{ party_id: number; names: Names }[]> {
  return db.query(
    `select party_id, names from people.persons where tenant_id = $1::int and name_key is null order by party_id limit $2::int`,
    [tenantId, limit],
  )
}

export async function updateNameKeys(
  db: Db,
  tenantId: number,
  partyIds: readonly number[],
  keys: readonly string[],
): Promise<void> {
  await db.query(
    `update people.persons p set name_key = given.key
     from unnest($2::bigint[], $3::text[]) as given (party_id, key) where p.tenant_id = $1::int and p.party_id = given.party_id`,
    [tenantId, partyIds, keys],
  )
}

export async function insertOrganisation(
  db: Db,
  tenantId: number,
  partyId: number,
  given: { names: Names; kind: string; address: Record<string, unknown> | null; nameKey: string },
): Promise<void> {
  await db.query(
    `insert into people.organisations (tenant_id, party_id, names, organisation_kind, correspondence_address, name_key)
     values ($1::int, $2::bigint, $3::jsonb, $4::text, $5::jsonb, $6::text)`,
    [
      tenantId,
      partyId,
      JSON.stringify(given.names),
      given.kind,
      given.address && JSON.stringify(given.address),
      given.nameKey,
    ],
  )
}

export async function selectOrganisation(
  db: Db,
  tenantId: number,
  partyId: number,
): Promise<{ names: Names; organisation_kind: string; correspondence_address: Record<string, unknown> | null } | null> {
  const rows = await db.query<{
    names: Names
    organisation_kind: string
    correspondence_address: Record<string, unknown> | null
  }>(
    `select names, organisation_kind, correspondence_address from people.organisations where tenant_id = $1::int and party_id = $2::bigint`,
    [tenantId, partyId],
  )
  return rows[0] ?? null
}

export async function insertHouseholdMembers(
  db: Db,
  tenantId: number,
  householdId: number,
  members: readonly { personId: number; relation: string }[],
  from: string,
): Promise<void> {
  await db.query(
    `insert into people.household_members (tenant_id, household_id, person_id, relation, valid_from)
     select $1::int, $2::bigint, member.id, member.relation, $5::date from unnest($3::bigint[], $4::text[]) as member (id, relation)`,
    [tenantId, householdId, members.map((member) => member.personId), members.map((member) => member.relation), from],
  )
}

export function selectHouseholdMembers(
  db: Db,
  tenantId: number,
  householdId: number,
): Promise<{ person_id: number; relation: string; valid_from: string; valid_to: string }[]> {
  return db.query(
    `select person_id, relation, valid_from, valid_to from people.household_members
     where tenant_id = $1::int and household_id = $2::bigint order by valid_from, person_id`,
    [tenantId, householdId],
  )
}

/** Households of a person with the part played in each, the newest first. */
export function selectMemberships(
  db: Db,
  tenantId: number,
  personId: number,
): Promise<{ household_id: number; names: Names; relation: string; valid_from: string; valid_to: string }[]> {
  return db.query(
    `select m.household_id, p.masked_names as names, m.relation, m.valid_from, m.valid_to from people.household_members m
     join people.parties p on p.tenant_id = m.tenant_id and p.party_id = m.household_id
     where m.tenant_id = $1::int and m.person_id = $2::bigint order by m.valid_from desc, m.household_id`,
    [tenantId, personId],
  )
}
