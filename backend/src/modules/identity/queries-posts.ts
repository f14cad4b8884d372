import type { Db, Names } from '../../kernel/index.ts'

/** A member of staff with what they hold and may play in a town. */
export interface StaffRow {
  user_id: number
  names: Names
  roles: string[]
  posts: { postId: number; names: Names; office: Names; capacity: string }[]
}

/**
 * Staff of the state, those of this town first: a post may be given to someone who serves another town. `words` is a part
 * of a name in any language, null for all.
 */
export function selectStaff(
  db: Db,
  stateId: number,
  townId: number,
  today: string,
  words: string | null,
  limit: number,
): Promise<StaffRow[]> {
  return db.query(
    `with held as (
       select h.user_id, jsonb_agg(jsonb_build_object('postId', p.post_id, 'names', p.names, 'office', p.office, 'capacity', h.capacity)
         order by p.post_id) as posts
       from identity.post_holdings h
       join identity.posts p on p.tenant_id = h.tenant_id and p.post_id = h.post_id and p.valid_from <= $3::date and p.valid_to > $3::date
       where h.tenant_id = $2::int and h.valid_from <= $3::date and h.valid_to > $3::date group by h.user_id),
     granted as (
       select g.user_id, array_agg(distinct g.role order by g.role) as roles from identity.role_grants g
       where g.tenant_id = $2::int and g.valid_from <= $3::date and g.valid_to > $3::date group by g.user_id)
     select u.user_id, u.names, coalesce(granted.roles, '{}') as roles, coalesce(held.posts, '[]') as posts
     from identity.users u
     left join held on held.user_id = u.user_id
     left join granted on granted.user_id = u.user_id
     where u.tenant_id = $1::int and u.kind = 'staff' and u.active
       and ($4::text is null or exists (select 1 from jsonb_each_text(u.names) name where name.value ilike '%' || $4::text || '%'))
     order by held.user_id is null and granted.user_id is null, u.user_id limit $5::int`,
    [stateId, townId, today, words?.replace(/[\\%_]/g, '\\$&') ?? null, limit],
  )
}

/** Live sessions of a user: what a transfer ends at once. Sessions are read as the application. */
export async function selectLiveSessions(db: Db, stateId: number, userId: number): Promise<number> {
  const rows = await db.query<{ count: number }>(
    `select count(*)::int as count from identity.sessions
     where tenant_id = $1::int and user_id = $2::bigint and ended_at is null and expires_at > now()`,
    [stateId, userId],
  )
  return rows[0]!.count
}

/** Every holding of a post, the newest first. */
export function selectHoldings(
  db: Db,
  townId: number,
  postId: number,
): Promise<{ user_id: number; capacity: string; instrument: string; valid_from: string; valid_to: string | null }[]> {
  return db.query(
    `select user_id, capacity, instrument, valid_from, nullif(valid_to, 'infinity') as valid_to from identity.post_holdings
     where tenant_id = $1::int and post_id = $2::bigint order by valid_from desc limit 50`,
    [townId, postId],
  )
}
