import type { Db } from '../../kernel/index.ts'

/** A proof that a user is a person, by its key; `ended` when the merge ended it because the kept entry was proved already. */
export interface MovedProof {
  userId: number
  validFrom: string
  ended: boolean
}

/** Proofs that stand for one person become those of another; what the other has already ends instead. */
export async function moveProofs(db: Db, tenantId: number, from: number, to: number): Promise<MovedProof[]> {
  const moved = await db.query<MovedProof>(
    `update identity.user_persons p set person_id = $3::bigint
     where p.tenant_id = $1::int and p.person_id = $2::bigint and p.ended_at is null and not exists (
       select 1 from identity.user_persons o where o.tenant_id = $1::int and o.user_id = p.user_id and o.person_id = $3::bigint
         and (o.ended_at is null or o.valid_from = p.valid_from))
     returning user_id as "userId", to_json(valid_from) #>> '{}' as "validFrom", false as ended`,
    [tenantId, from, to],
  )
  const ended = await db.query<MovedProof>(
    `update identity.user_persons set ended_at = now() where tenant_id = $1::int and person_id = $2::bigint and ended_at is null
     returning user_id as "userId", to_json(valid_from) #>> '{}' as "validFrom", true as ended`,
    [tenantId, from],
  )
  return [...moved, ...ended]
}

/** Undoes `moveProofs` for those that it named and that still stand where it put them. */
export async function moveProofsBack(
  db: Db,
  tenantId: number,
  kept: number,
  back: number,
  proofs: MovedProof[],
): Promise<void> {
  const keysOf = (list: MovedProof[]) => [list.map((one) => one.userId), list.map((one) => one.validFrom)]
  await db.query(
    `update identity.user_persons p set person_id = $3::bigint from unnest($4::bigint[], $5::timestamptz[]) as moved (user_id, valid_from)
     where p.tenant_id = $1::int and p.person_id = $2::bigint and p.user_id = moved.user_id and p.valid_from = moved.valid_from`,
    [tenantId, kept, back, ...keysOf(proofs.filter((one) => !one.ended))],
  )
  await db.query(
    `update identity.user_persons p set ended_at = null from unnest($3::bigint[], $4::timestamptz[]) as ended (user_id, valid_from)
     where p.tenant_id = $1::int and p.person_id = $2::bigint and p.user_id = ended.user_id and p.valid_from = ended.valid_from`,
    [tenantId, back, ...keysOf(proofs.filter((one) => one.ended))],
  )
}

/** How a user was proved to be a person. */
export type Proof = 'mobile' | 'email' | 'receipt' | 'deed' | 'visit' | 'officer'

/** A user is a person of a town from now on; twice is once. Answers whether it is new. */
export async function insertProof(
  db: Db,
  tenantId: number,
  given: { userId: number; personId: number; verifiedBy: Proof },
): Promise<boolean> {
  const rows = await db.query(
    `insert into identity.user_persons (tenant_id, user_id, person_id, verified_by)
     select $1::int, $2::bigint, $3::bigint, $4::text where not exists (
       select 1 from identity.user_persons where tenant_id = $1::int and user_id = $2::bigint and person_id = $3::bigint and ended_at is null)
     returning user_id`,
    [tenantId, given.userId, given.personId, given.verifiedBy],
  )
  return rows.length > 0
}

/** Persons of a town that a user has proved to be. */
export async function selectProvedPersons(db: Db, tenantId: number, userId: number): Promise<number[]> {
  const rows = await db.query<{ person_id: number }>(
    `select distinct person_id from identity.user_persons_view where tenant_id = $1::int and user_id = $2::bigint`,
    [tenantId, userId],
  )
  return rows.map((row) => row.person_id)
}

/**
 * Ends the proofs of persons that rest on mobiles or addresses which are theirs no longer: whoever signs in by one of
 * them is a stranger from now on. With the platform's powers; answers the users.
 */
export async function endProofsByContact(
  db: Db,
  place: { tenantId: number; stateId: number },
  personId: number,
  values: readonly string[],
): Promise<number[]> {
  const rows = await db.query<{ user_id: number }>(
    `update identity.user_persons p set ended_at = now() from identity.credentials c
     where p.tenant_id = $1::int and p.person_id = $3::bigint and p.ended_at is null and p.verified_by in ('mobile', 'email')
       and c.tenant_id = $2::int and c.user_id = p.user_id and c.kind = p.verified_by and c.identifier = any ($4::text[])
     returning p.user_id`,
    [place.tenantId, place.stateId, personId, values],
  )
  return rows.map((row) => row.user_id)
}

/** Mobiles and addresses with which a user signs in, proved by a code. With the platform's powers. */
export function selectProvedContacts(
  db: Db,
  stateId: number,
  userId: number,
): Promise<{ channel: 'mobile' | 'email'; value: string; provedAt: Date }[]> {
  return db.query(
    `select kind as channel, identifier as value, proved_at as "provedAt" from identity.credentials
     where tenant_id = $1::int and user_id = $2::bigint and kind in ('mobile', 'email') and proved_at is not null`,
    [stateId, userId],
  )
}

/** Ends what a user proved by papers or a visit about one person. */
export async function endProofByPaper(db: Db, tenantId: number, userId: number, personId: number): Promise<void> {
  await db.query(
    `update identity.user_persons set ended_at = now() where tenant_id = $1::int and user_id = $2::bigint and person_id = $3::bigint
       and ended_at is null and verified_by in ('receipt', 'deed', 'visit')`,
    [tenantId, userId, personId],
  )
}
