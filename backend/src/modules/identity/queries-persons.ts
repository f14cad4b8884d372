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
