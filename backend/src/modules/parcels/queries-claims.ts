import type { Db, Names } from '../../kernel/index.ts'

export const claimWays = ['receipt', 'deed', 'visit'] as const
export type ClaimWay = (typeof claimWays)[number]
export type ClaimEvidence = 'matches' | 'differs' | 'unknown'

/** A claim of a user that a property is theirs. */
export interface ClaimRow {
  claim_id: number
  property_id: number
  user_id: number
  way: ClaimWay
  receipt_number: string | null
  receipt_amount_paise: number | null
  deed_number: string | null
  visit_wish: string | null
  evidence: ClaimEvidence
  made_on: string
  visited_on: string | null
  visit_found: boolean | null
  visit_note: string | null
  visitor_user_id: number | null
  state: 'open' | 'approved' | 'refused' | 'withdrawn' | 'ended'
  party_id: number | null
  decision_note: string | null
  decided_on: string | null
}

const columns = `c.claim_id, c.property_id, c.user_id, c.way, c.receipt_number, c.receipt_amount_paise, c.deed_number, c.visit_wish, c.evidence, c.made_on,
  c.visited_on, c.visit_found, c.visit_note, c.visitor_user_id, c.state, c.party_id, c.decision_note, c.decided_on`

/** A new claim. */
export async function insertClaim(
  db: Db,
  tenantId: number,
  claim: {
    propertyId: number
    userId: number
    way: ClaimWay
    receiptNumber: string | null
    receiptAmountPaise: number | null
    deedNumber: string | null
    visitWish: string | null
    evidence: ClaimEvidence
    madeOn: string
  },
): Promise<number> {
  const [row] = await db.query<{ claim_id: number }>(
    `insert into parcels.property_claims
       (tenant_id, property_id, user_id, way, receipt_number, receipt_amount_paise, deed_number, visit_wish, evidence, made_on)
     values ($1::int, $2::bigint, $3::bigint, $4::text, $5::text, $6::bigint, $7::text, $8::text, $9::text, $10::date) returning claim_id`,
    [
      tenantId, claim.propertyId, claim.userId, claim.way, claim.receiptNumber, claim.receiptAmountPaise, claim.deedNumber,
      claim.visitWish, claim.evidence, claim.madeOn,
    ], // biome-ignore format: a row
  )
  return row!.claim_id
}

/** A claim by its id, locked for change. */
export async function lockClaim(db: Db, tenantId: number, claimId: number): Promise<ClaimRow | null> {
  const [row] = await db.query<ClaimRow>(
    `select ${columns} from parcels.property_claims c where c.tenant_id = $1::int and c.claim_id = $2::bigint for update`,
    [tenantId, claimId],
  )
  return row ?? null
}

/** Open claims of a user in a town, and which of them are on a property. */
export function selectOpenClaims(db: Db, tenantId: number, userId: number): Promise<{ property_id: number }[]> {
  return db.query(
    `select property_id from parcels.property_claims where tenant_id = $1::int and user_id = $2::bigint and state = 'open'`,
    [tenantId, userId],
  )
}

/** What an officer or the claimant sees of a claim. */
export type ClaimLine = ClaimRow & { property_number: string; address: Names | null }

/** Claims of a state, oldest first, or all of one user's, newest first. */
export function selectClaims(
  db: Db,
  tenantId: number,
  asked: { state: string | null; userId: number | null; propertyId: number | null; after: number },
): Promise<ClaimLine[]> {
  return db.query(
    `select ${columns}, p.property_number, a.line as address from parcels.property_claims c
     join parcels.properties p on p.tenant_id = c.tenant_id and p.property_id = c.property_id
     left join lateral (select v.address_id from parcels.property_versions v where v.tenant_id = $1::int and v.property_id = c.property_id
        and v.superseded_at = 'infinity' order by v.valid_from desc limit 1) v on true
     left join parcels.addresses a on a.tenant_id = $1::int and a.address_id = v.address_id
     where c.tenant_id = $1::int and ($2::text is null or c.state = $2::text) and ($3::bigint is null or c.user_id = $3::bigint)
       and ($4::bigint is null or c.property_id = $4::bigint) and c.claim_id > $5::bigint
     order by c.claim_id limit 100`,
    [tenantId, asked.state, asked.userId, asked.propertyId, asked.after],
  )
}

/** What an officer found at the place. */
export async function updateVisit(
  db: Db,
  tenantId: number,
  claimId: number,
  visit: { on: string; found: boolean; note: string; userId: number; postId: number | null },
): Promise<void> {
  await db.query(
    `update parcels.property_claims set visited_on = $3::date, visit_found = $4::boolean, visit_note = $5::text, visitor_user_id = $6::bigint,
       visitor_post_id = $7::bigint
     where tenant_id = $1::int and claim_id = $2::bigint`,
    [tenantId, claimId, visit.on, visit.found, visit.note, visit.userId, visit.postId],
  )
}

/** The decision of a post. */
export async function updateDecision(
  db: Db,
  tenantId: number,
  claimId: number,
  decision: {
    state: 'approved' | 'refused'
    partyId: number | null
    note: string
    on: string
    userId: number | null
    postId: number
    holdingId: number | null
  },
): Promise<void> {
  await db.query(
    `update parcels.property_claims set state = $3::text, party_id = $4::bigint, decision_note = $5::text, decided_on = $6::date,
       decider_user_id = $7::bigint, decider_post_id = $8::bigint, decider_holding_id = $9::bigint
     where tenant_id = $1::int and claim_id = $2::bigint`,
    [
      tenantId, claimId, decision.state, decision.partyId, decision.note, decision.on, decision.userId, decision.postId,
      decision.holdingId,
    ], // biome-ignore format: a row
  )
}

/** A claim that its claimant takes back, or an approved one that ends. */
export async function closeClaim(
  db: Db,
  tenantId: number,
  claimId: number,
  state: 'withdrawn' | 'ended',
  on: string,
): Promise<void> {
  await db.query(
    `update parcels.property_claims set state = $3::text, ended_on = $4::date where tenant_id = $1::int and claim_id = $2::bigint`,
    [tenantId, claimId, state, on],
  )
}

/** Deed numbers on record of a property, as they are compared; with the platform's powers, because deeds are private. */
export async function selectDeedNumbers(db: Db, tenantId: number, propertyId: number): Promise<string[]> {
  const rows = await db.query<{ value_normal: string }>(
    `select n.value_normal from parcels.property_numbers l
     join people.numbers_view n on n.tenant_id = $1::int and n.number_id = l.number_id and n.scheme in ('deed', 'registry')
     where l.tenant_id = $1::int and l.property_id = $2::bigint`,
    [tenantId, propertyId],
  )
  return rows.map((row) => row.value_normal)
}

/** The roles with which a party may be the owner that a claim speaks of; null when it holds none on the day. */
export async function selectOwnerRole(
  db: Db,
  tenantId: number,
  propertyId: number,
  partyId: number,
  day: string,
): Promise<{ role: string; life: string } | null> {
  const [row] = await db.query<{ role: string; life: string }>(
    `select r.role, p.life from parcels.party_roles r join people.masked_parties_view p on p.tenant_id = $1::int and p.party_id = r.party_id
     where r.tenant_id = $1::int and r.property_id = $2::bigint and r.party_id = $3::bigint and r.superseded_at = 'infinity'
       and r.valid_from <= $4::date and r.valid_to > $4::date and r.role in ('owner', 'co-owner', 'lessee', 'society', 'heir') limit 1`,
    [tenantId, propertyId, partyId, day],
  )
  return row ?? null
}

/**
 * Which owner of a property the caller has proved to be: by an approved claim on it, or as a person of the town who holds a
 * role on it today. Row security shows a citizen the own proofs and claims alone.
 */
export async function selectOwnParty(
  db: Db,
  tenantId: number,
  caller: { userId: number | null; personId: number | null },
  propertyId: number,
  day: string,
): Promise<number | null> {
  const [row] = await db.query<{ party_id: number }>(
    `select r.party_id from parcels.party_roles r
     where r.tenant_id = $1::int and r.property_id = $4::bigint and r.superseded_at = 'infinity' and r.valid_from <= $5::date and r.valid_to > $5::date
       and (r.party_id = $3::bigint
         or exists (select 1 from identity.user_persons_view m where m.tenant_id = $1::int and m.user_id = $2::bigint and m.person_id = r.party_id)
         or exists (select 1 from parcels.property_claims c where c.tenant_id = $1::int and c.user_id = $2::bigint and c.state = 'approved'
                    and c.property_id = $4::bigint and c.party_id = r.party_id))
     order by array_position(array['owner', 'co-owner', 'heir', 'society', 'lessee', 'person-liable'], r.role) nulls last, r.role_id limit 1`,
    [tenantId, caller.userId, caller.personId, propertyId, day],
  )
  return row?.party_id ?? null
}

/** Properties on which the caller holds a role today, proved in person or by an approved claim. */
export function selectOwnProperties(
  db: Db,
  tenantId: number,
  caller: { userId: number | null; personId: number | null },
  day: string,
): Promise<
  {
    property_id: number
    property_number: string
    address: Names
    role: string
    numerator: number | null
    denominator: number | null
  }[]
> {
  return db.query(
    `with mine as (
       select $3::bigint as party_id, null::bigint as property_id where $3::bigint is not null
       union select m.person_id, null from identity.user_persons_view m where m.tenant_id = $1::int and m.user_id = $2::bigint
       union select c.party_id, c.property_id from parcels.property_claims c where c.tenant_id = $1::int and c.user_id = $2::bigint and c.state = 'approved')
     select distinct on (r.property_id) r.property_id, p.property_number, a.line as address, r.role, r.numerator, r.denominator
     from mine join parcels.party_roles r on r.tenant_id = $1::int and r.party_id = mine.party_id and r.superseded_at = 'infinity'
       and r.valid_from <= $4::date and r.valid_to > $4::date and (mine.property_id is null or mine.property_id = r.property_id)
     join parcels.properties p on p.tenant_id = $1::int and p.property_id = r.property_id
     join parcels.property_versions v on v.tenant_id = $1::int and v.property_id = r.property_id and v.superseded_at = 'infinity'
       and v.valid_from <= $4::date and v.valid_to > $4::date
     join parcels.addresses a on a.tenant_id = $1::int and a.address_id = v.address_id
     order by r.property_id, array_position(array['owner', 'co-owner', 'heir', 'society', 'lessee', 'person-liable'], r.role) nulls last limit 500`,
    [tenantId, caller.userId, caller.personId, day],
  )
}

/** Claims follow a merge of persons, all of them or those named; answers which were moved. */
export async function moveClaims(
  db: Db,
  tenantId: number,
  from: number,
  to: number,
  claimIds: readonly number[] | null,
): Promise<number[]> {
  const rows = await db.query<{ claim_id: number }>(
    `update parcels.property_claims set party_id = $3::bigint
     where tenant_id = $1::int and party_id = $2::bigint and ($4::bigint[] is null or claim_id = any ($4::bigint[])) returning claim_id`,
    [tenantId, from, to, claimIds],
  )
  return rows.map((row) => row.claim_id)
}
