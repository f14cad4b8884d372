import type { Db, Names } from '../../kernel/index.ts'

/** A post with its holder of a day; a vacant one has none. */
export interface PostRow {
  post_id: number
  designation: string
  names: Names
  office: Names
  area_set: string | null
  area_code: string | null
  area_names: Names | null
  instrument: string
  valid_from: string
  user_id: number | null
  capacity: string | null
  since: string | null
  holding_instrument: string | null
}

/** Posts of a town on a day, one of them or all. */
export function selectPosts(db: Db, townId: number, day: string, postId: number | null = null): Promise<PostRow[]> {
  return db.query(
    `select p.post_id, p.designation, p.names, p.office, s.code as area_set, b.code as area_code, b.names as area_names, p.instrument, p.valid_from,
       h.user_id, h.capacity, h.valid_from as since, h.instrument as holding_instrument
     from identity.posts p
     left join identity.boundaries b on b.tenant_id = p.tenant_id and b.boundary_id = p.boundary_id
     left join identity.boundary_sets s on s.tenant_id = b.tenant_id and s.boundary_set_id = b.boundary_set_id
     left join identity.post_holdings h on h.tenant_id = p.tenant_id and h.post_id = p.post_id and h.valid_from <= $2::date and h.valid_to > $2::date
     where p.tenant_id = $1::int and p.valid_from <= $2::date and p.valid_to > $2::date and ($3::bigint is null or p.post_id = $3::bigint)
     order by p.post_id limit 500`,
    [townId, day, postId],
  )
}

/** Names of users by id, for holders. Users belong to the state. */
export function selectUserNames(
  db: Db,
  stateId: number,
  userIds: number[],
): Promise<{ user_id: number; names: Names }[]> {
  return db.query(
    `select user_id, names from identity.users where tenant_id = $1::int and user_id = any ($2::bigint[])`,
    [stateId, userIds],
  )
}

/** Locks a post, so that two handovers come one after the other. False when the town has none by this id. */
export async function lockPost(db: Db, townId: number, postId: number): Promise<boolean> {
  const rows = await db.query(
    `select 1 from identity.posts where tenant_id = $1::int and post_id = $2::bigint for update`,
    [townId, postId],
  )
  return rows.length > 0
}

/** Holdings of a post that reach beyond a day, the earlier first. */
export function selectHoldingsBeyond(
  db: Db,
  townId: number,
  postId: number,
  day: string,
): Promise<{ holding_id: number; user_id: number; valid_from: string }[]> {
  return db.query(
    `select holding_id, user_id, valid_from from identity.post_holdings
     where tenant_id = $1::int and post_id = $2::bigint and valid_to > $3::date order by valid_from`,
    [townId, postId, day],
  )
}

/** Takes back holdings that have not begun: nobody has acted by them. */
export async function deleteHoldings(db: Db, townId: number, holdingIds: number[]): Promise<void> {
  await db.query(`delete from identity.post_holdings where tenant_id = $1::int and holding_id = any ($2::bigint[])`, [
    townId,
    holdingIds,
  ])
}

/** Ends a holding on a day. */
export async function closeHolding(db: Db, townId: number, holdingId: number, on: string): Promise<void> {
  await db.query(
    `update identity.post_holdings set valid_to = $3::date where tenant_id = $1::int and holding_id = $2::bigint`,
    [townId, holdingId, on],
  )
}

/** Gives a post to a user from a day on; answers the holding. */
export async function insertHolding(
  db: Db,
  townId: number,
  holding: { postId: number; userId: number; capacity: string; instrument: string; from: string },
): Promise<number> {
  const [row] = await db.query<{ holding_id: number }>(
    `insert into identity.post_holdings (tenant_id, post_id, user_id, capacity, instrument, valid_from)
     values ($1::int, $2::bigint, $3::bigint, $4::text, $5::text, $6::date) returning holding_id`,
    [townId, holding.postId, holding.userId, holding.capacity, holding.instrument, holding.from],
  )
  return row!.holding_id
}

/** Makes a post; answers its id. */
export async function insertPost(
  db: Db,
  townId: number,
  post: {
    designation: string
    names: Names
    office: Names
    boundaryId: number | null
    instrument: string
    from: string
  },
): Promise<number> {
  const [row] = await db.query<{ post_id: number }>(
    `insert into identity.posts (tenant_id, designation, names, office, boundary_id, instrument, valid_from)
     values ($1::int, $2::text, $3::jsonb, $4::jsonb, $5::bigint, $6::text, $7::date) returning post_id`,
    [
      townId,
      post.designation,
      JSON.stringify(post.names),
      JSON.stringify(post.office),
      post.boundaryId,
      post.instrument,
      post.from,
    ],
  )
  return row!.post_id
}

/** Abolishes a post from a day on. */
export async function endPost(db: Db, townId: number, postId: number, on: string): Promise<void> {
  await db.query(`update identity.posts set valid_to = $3::date where tenant_id = $1::int and post_id = $2::bigint`, [
    townId,
    postId,
    on,
  ])
}

/** An area of a set by its code on a day. */
export async function selectArea(
  db: Db,
  townId: number,
  set: string,
  code: string,
  day: string,
): Promise<number | null> {
  const [row] = await db.query<{ boundary_id: number }>(
    `select boundary_id from identity.current_boundaries_view
     where tenant_id = $1::int and set_code = $2::text and code = $3::text and valid_from <= $4::date and valid_to > $4::date`,
    [townId, set, code, day],
  )
  return row?.boundary_id ?? null
}

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
