/** Posts, deputies and pools: who may have a file. */
import type { Db, Names } from '../../kernel/index.ts'

/** A post that may have files. */
export interface PostRow {
  post_id: number
  designation: string
  names: Names
  office: Names
  boundary_id: number | null
  user_id: number | null
  holder_names: Names | null
  /** On leave or delegated today, and to whom. */
  away: boolean
  deputy_post_id: number | null
  load: number
}

/**
 * Posts of a town with their holders, deputies and open files on a day; all, or some. `stateId` is where users live:
 * names of holders come out for officers alone.
 */
export function selectPosts(
  db: Db,
  tenantId: number,
  stateId: number,
  day: string,
  postIds: readonly number[] | null = null,
): Promise<PostRow[]> {
  return db.query(
    `select p.post_id, p.designation, p.names, p.office, p.boundary_id, held.user_id, u.names as holder_names,
       d.delegation_id is not null as away, d.to_post_id as deputy_post_id,
       (select count(*) from workflow.cases c where c.tenant_id = $1::int and c.assigned_post_id = p.post_id and c.assigned_town is null
          and c.stage <> 'closed') as load
     from (select distinct post_id, designation, names, office, boundary_id from identity.held_posts_view
           where tenant_id = $1::int and valid_from <= $3::date and valid_to > $3::date and ($4::bigint[] is null or post_id = any ($4::bigint[]))) p
     left join identity.held_posts_view held on held.tenant_id = $1::int and held.post_id = p.post_id
       and held.held_from <= $3::date and held.held_to > $3::date
     left join identity.user_names_view u on u.tenant_id = $2::int and u.user_id = held.user_id
     left join workflow.delegations d on d.tenant_id = $1::int and d.post_id = p.post_id and d.valid_from <= $3::date and d.valid_to > $3::date
     order by p.post_id limit 2000`,
    [tenantId, stateId, day, postIds],
  )
}

/** Posts whose power a user has on a day: their own, and those whose work was given to these. */
export function selectPowers(
  db: Db,
  tenantId: number,
  userId: number,
  day: string,
): Promise<{ post_id: number; designation: string; by_post_id: number; holding_id: number }[]> {
  return db.query(
    `with own as (
       select post_id, designation, holding_id from identity.held_posts_view
       where tenant_id = $1::int and user_id = $2::bigint and held_from <= $3::date and held_to > $3::date
         and valid_from <= $3::date and valid_to > $3::date)
     select post_id, designation, post_id as by_post_id, holding_id from own
     union all
     select d.post_id, p.designation, own.post_id, own.holding_id from own
     join workflow.delegations d on d.tenant_id = $1::int and d.to_post_id = own.post_id and d.valid_from <= $3::date and d.valid_to > $3::date
     join (select distinct post_id, designation from identity.held_posts_view
           where tenant_id = $1::int and valid_from <= $3::date and valid_to > $3::date) p on p.post_id = d.post_id
     order by 3, 1`,
    [tenantId, userId, day],
  )
}

/** Names of posts by id, also of those that are gone: a note sheet names whoever wrote. */
export function selectPostNames(
  db: Db,
  tenantId: number,
  postIds: readonly number[],
): Promise<{ post_id: number; names: Names; office: Names }[]> {
  return db.query(
    `select distinct post_id, names, office from identity.held_posts_view where tenant_id = $1::int and post_id = any ($2::bigint[])`,
    [tenantId, postIds],
  )
}

/** Names of users of a state by id. */
export function selectUserNames(
  db: Db,
  stateId: number,
  userIds: readonly number[],
): Promise<{ user_id: number; names: Names }[]> {
  return db.query(
    `select user_id, names from identity.user_names_view where tenant_id = $1::int and user_id = any ($2::bigint[])`,
    [stateId, userIds],
  )
}

/** A deputy or a leave. */
export interface DelegationRow {
  delegation_id: number
  post_id: number
  to_post_id: number | null
  kind: 'leave' | 'delegation'
  instrument: string
  valid_from: string
  valid_to: string
}

/** Leaves and deputies that hold on a day or later. */
export function selectDelegations(db: Db, tenantId: number, day: string): Promise<DelegationRow[]> {
  return db.query(
    `select delegation_id, post_id, to_post_id, kind, instrument, valid_from, valid_to from workflow.delegations
     where tenant_id = $1::int and valid_to > $2::date order by valid_from, delegation_id limit 1000`,
    [tenantId, day],
  )
}

/** Enters a leave or a deputy; answers its id. */
export async function insertDelegation(
  db: Db,
  tenantId: number,
  given: Omit<DelegationRow, 'delegation_id'>,
): Promise<number> {
  const [row] = await db.query<{ delegation_id: number }>(
    `insert into workflow.delegations (tenant_id, post_id, to_post_id, kind, instrument, valid_from, valid_to)
     values ($1::int, $2::bigint, $3::bigint, $4::text, $5::text, $6::date, $7::date) returning delegation_id`,
    [tenantId, given.post_id, given.to_post_id, given.kind, given.instrument, given.valid_from, given.valid_to],
  )
  return row!.delegation_id
}

/** Ends a leave or a deputy on a day; null when there is none by that id or it has ended before. */
export async function endDelegation(
  db: Db,
  tenantId: number,
  delegationId: number,
  on: string,
): Promise<DelegationRow | null> {
  const rows = await db.query<DelegationRow>(
    `update workflow.delegations set valid_to = greatest(valid_from, $3::date)
     where tenant_id = $1::int and delegation_id = $2::bigint and valid_to > $3::date
     returning delegation_id, post_id, to_post_id, kind, instrument, valid_from, valid_to`,
    [tenantId, delegationId, on],
  )
  return rows[0] ?? null
}

/** A pool of a state with its members of a day. */
export interface PoolRow {
  pool_id: number
  code: string
  names: Names
  instrument: string
  members: { town: string; postId: number }[]
}

/** Pools of a state; all, or the one of a code. */
export function selectPools(db: Db, stateId: number, day: string, code: string | null = null): Promise<PoolRow[]> {
  return db.query(
    `select p.pool_id, p.code, p.names, p.instrument,
       (select coalesce(jsonb_agg(jsonb_build_object('town', m.town, 'postId', m.post_id) order by m.town, m.post_id), '[]') from workflow.pool_members m
        where m.tenant_id = $1::int and m.pool_id = p.pool_id and m.valid_from <= $2::date and m.valid_to > $2::date) as members
     from workflow.pools p where p.tenant_id = $1::int and ($3::text is null or p.code = $3::text) order by p.code limit 500`,
    [stateId, day, code],
  )
}

/** Makes or renames a pool; answers its id. */
export async function upsertPool(
  db: Db,
  stateId: number,
  given: { code: string; names: Names; instrument: string },
): Promise<number> {
  const [row] = await db.query<{ pool_id: number }>(
    `insert into workflow.pools (tenant_id, code, names, instrument) values ($1::int, $2::text, $3::jsonb, $4::text)
     on conflict (tenant_id, code) do update set names = excluded.names, instrument = excluded.instrument returning pool_id`,
    [stateId, given.code, JSON.stringify(given.names), given.instrument],
  )
  return row!.pool_id
}

/** Gives a pool its members from a day on: those who left end, those who came begin. */
export async function replaceMembers(
  db: Db,
  stateId: number,
  poolId: number,
  members: readonly { town: string; postId: number }[],
  on: string,
): Promise<void> {
  const values = [stateId, poolId, on, members.map((each) => each.town), members.map((each) => each.postId)]
  await db.query(
    `delete from workflow.pool_members m where m.tenant_id = $1::int and m.pool_id = $2::bigint and m.valid_from >= $3::date
       and not exists (select 1 from unnest($4::text[], $5::bigint[]) as w (town, post_id) where w.town = m.town and w.post_id = m.post_id)`,
    values,
  )
  await db.query(
    `update workflow.pool_members m set valid_to = $3::date where m.tenant_id = $1::int and m.pool_id = $2::bigint and m.valid_from < $3::date
       and m.valid_to > $3::date
       and not exists (select 1 from unnest($4::text[], $5::bigint[]) as w (town, post_id) where w.town = m.town and w.post_id = m.post_id)`,
    values,
  )
  await db.query(
    `insert into workflow.pool_members (tenant_id, pool_id, town, post_id, valid_from)
     select $1::int, $2::bigint, w.town, w.post_id, $3::date from unnest($4::text[], $5::bigint[]) as w (town, post_id)
     where not exists (select 1 from workflow.pool_members m where m.tenant_id = $1::int and m.pool_id = $2::bigint and m.town = w.town
       and m.post_id = w.post_id and m.valid_to > $3::date)`,
    values,
  )
}

/** Notes which post of another town has a file, so that its holder finds it; null takes the note away. */
export async function notePoolFile(
  db: Db,
  stateId: number,
  town: string,
  caseId: number,
  member: { town: string; postId: number } | null,
  since: string,
): Promise<void> {
  if (!member) {
    await db.query(
      `delete from workflow.pool_files where tenant_id = $1::int and town = $2::text and case_id = $3::bigint`,
      [stateId, town, caseId],
    )
    return
  }
  await db.query(
    `insert into workflow.pool_files (tenant_id, town, case_id, member_town, member_post_id, since)
     values ($1::int, $2::text, $3::bigint, $4::text, $5::bigint, $6::date)
     on conflict (tenant_id, town, case_id) do update set member_town = excluded.member_town, member_post_id = excluded.member_post_id, since = excluded.since`,
    [stateId, town, caseId, member.town, member.postId, since],
  )
}

/** Files of other towns that lie with posts of this one. */
export function selectPoolFiles(
  db: Db,
  stateId: number,
  memberTown: string,
  postIds: readonly number[],
): Promise<{ town: string; case_id: number; member_post_id: number }[]> {
  return db.query(
    `select town, case_id, member_post_id from workflow.pool_files
     where tenant_id = $1::int and member_town = $2::text and member_post_id = any ($3::bigint[]) order by since, town, case_id limit 500`,
    [stateId, memberTown, postIds],
  )
}

/** Ids of towns of a state by code. */
export async function selectTownIds(db: Db, stateId: number, codes: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.query<{ code: string; tenant_id: number }>(
    `select code, tenant_id from kernel.tenants where state_id = $1::int and code = any ($2::text[])`,
    [stateId, codes],
  )
  return new Map(rows.map((row) => [row.code, row.tenant_id]))
}

/**
 * Reads in another town of the state within a transaction of the platform itself, and comes back. The tenant is a
 * whole number, so it may stand as a literal.
 */
export async function inTown<T>(db: Db, tenantId: number, backTo: number, work: () => Promise<T>): Promise<T> {
  if (!Number.isSafeInteger(tenantId) || !Number.isSafeInteger(backTo))
    throw new RangeError('a tenant is a whole number')
  await db.query(`set local app.tenant = '${tenantId}'`)
  const value = await work()
  await db.query(`set local app.tenant = '${backTo}'`)
  return value
}
