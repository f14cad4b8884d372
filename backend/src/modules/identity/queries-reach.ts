import type { Db, Names } from '../../kernel/index.ts'

/** Where a user can be reached: what was proved at sign-in. */
export interface UserReach {
  userId: number
  /** The person of the town that this user is, null for none. */
  personId: number | null
  active: boolean
  language: string
  addresses: { kind: 'mobile' | 'email'; value: string; proved: true }[]
}

/** Users by their own id or by the person that they are in a town. For the platform's own deliveries. */
export function selectUserReach(
  db: Db,
  stateId: number,
  townId: number,
  asked: { userIds: readonly number[]; personIds: readonly number[] },
): Promise<UserReach[]> {
  return db.query(
    `with wanted as (
       select unnest($3::bigint[]) as user_id, null::bigint as person_id
       union
       select up.user_id, up.person_id from identity.user_persons up
       where up.tenant_id = $2::int and up.person_id = any ($4::bigint[]) and up.ended_at is null)
     select u.user_id as "userId", w.person_id as "personId", u.active, u.language,
       coalesce((select jsonb_agg(jsonb_build_object('kind', c.kind, 'value', c.identifier, 'proved', true) order by c.kind desc)
         from identity.credentials c where c.tenant_id = $1::int and c.user_id = u.user_id and c.kind in ('mobile', 'email')
           and c.proved_at is not null), '[]') as addresses
     from wanted w join identity.users u on u.tenant_id = $1::int and u.user_id = w.user_id order by u.user_id`,
    [stateId, townId, asked.userIds, asked.personIds],
  )
}

/** Posts that a user holds on a day. */
export async function selectHeldPosts(db: Db, townId: number, userId: number, today: string): Promise<number[]> {
  const rows = await db.query<{ post_id: number }>(
    `select post_id from identity.post_holdings
     where tenant_id = $1::int and user_id = $2::bigint and valid_from <= $3::date and valid_to > $3::date order by post_id`,
    [townId, userId, today],
  )
  return rows.map((row) => row.post_id)
}

/** A post with the one who holds it on a day, for signatures and letters. */
export interface PostHolder {
  postId: number
  names: Names
  office: Names
  holderUserId: number | null
  holderNames: Names | null
}

/** The post and its holder; null for an unknown post. */
export async function selectPostHolder(
  db: Db,
  ids: { stateId: number; townId: number },
  postId: number,
  today: string,
): Promise<PostHolder | null> {
  const rows = await db.query<PostHolder>(
    `select p.post_id as "postId", p.names, p.office, u.user_id as "holderUserId", u.names as "holderNames"
     from identity.posts p
     left join identity.post_holdings h on h.tenant_id = p.tenant_id and h.post_id = p.post_id and h.valid_from <= $4::date and h.valid_to > $4::date
     left join identity.users u on u.tenant_id = $1::int and u.user_id = h.user_id
     where p.tenant_id = $2::int and p.post_id = $3::bigint`,
    [ids.stateId, ids.townId, postId, today],
  )
  return rows[0] ?? null
}
