import type { Db, Names } from '../../kernel/index.ts'

/** A user with what proves them. */
export interface CredentialRow {
  user_id: number
  kind: 'citizen' | 'staff' | 'system'
  names: Names
  active: boolean
  password_hash: string | null
  totp_secret: string | null
}

/** The user who owns a user name, a mobile or an e-mail address in a state. */
export async function selectUserByIdentifier(
  db: Db,
  stateId: number,
  kind: 'username' | 'mobile' | 'email',
  identifier: string,
): Promise<CredentialRow | null> {
  const rows = await db.query<CredentialRow>(
    `select u.user_id, u.kind, u.names, u.active,
            max(c.secret) filter (where c.kind = 'password') as password_hash, max(c.secret) filter (where c.kind = 'totp') as totp_secret
     from identity.credentials i
     join identity.users u on u.tenant_id = i.tenant_id and u.user_id = i.user_id
     left join identity.credentials c on c.tenant_id = i.tenant_id and c.user_id = i.user_id
     where i.tenant_id = $1::int and i.kind = $2::text and i.identifier = $3::text
     group by u.user_id, u.kind, u.names, u.active`,
    [stateId, kind, identifier],
  )
  return rows[0] ?? null
}

/** A new user; answers the id. */
export async function insertUser(db: Db, stateId: number, kind: 'citizen' | 'staff', names: Names): Promise<number> {
  const rows = await db.query<{ user_id: number }>(
    `insert into identity.users (tenant_id, kind, names) values ($1::int, $2::text, $3::jsonb) returning user_id`,
    [stateId, kind, JSON.stringify(names)],
  )
  return rows[0]!.user_id
}

/** Sets or replaces one credential of a user. */
export async function upsertCredential(
  db: Db,
  stateId: number,
  userId: number,
  kind: string,
  given: { identifier?: string; secret?: string; proved?: boolean },
): Promise<void> {
  await db.query(
    `insert into identity.credentials (tenant_id, user_id, kind, identifier, secret, proved_at)
     values ($1::int, $2::bigint, $3::text, $4::text, $5::text, case when $6::boolean then now() end)
     on conflict (tenant_id, user_id, kind) do update set identifier = excluded.identifier, secret = excluded.secret, proved_at = excluded.proved_at`,
    [stateId, userId, kind, given.identifier ?? null, given.secret ?? null, given.proved ?? false],
  )
}

/** Remembers the half-minute of the digits used, in `proved_at`. False when that or a later one was used already. */
export async function takeTotpStep(db: Db, stateId: number, userId: number, step: number): Promise<boolean> {
  const rows = await db.query(
    `update identity.credentials set proved_at = to_timestamp($3::bigint * 30)
     where tenant_id = $1::int and user_id = $2::bigint and kind = 'totp' and (proved_at is null or proved_at < to_timestamp($3::bigint * 30))
     returning user_id`,
    [stateId, userId, step],
  )
  return rows.length > 0
}

/** Opens a session; the table keeps a hash of the cookie only. */
export async function insertSession(
  db: Db,
  stateId: number,
  session: { tokenHash: string; userId: number; csrfToken: string; hours: number },
): Promise<void> {
  await db.query(
    `insert into identity.sessions (tenant_id, token_hash, user_id, csrf_token, expires_at)
     values ($1::int, $2::text, $3::bigint, $4::text, now() + make_interval(hours => $5::int))`,
    [stateId, session.tokenHash, session.userId, session.csrfToken, session.hours],
  )
}

/** A live session with its user and all that the user may do in a town today. */
export interface SessionRow {
  session_id: number
  user_id: number
  csrf_token: string
  names: Names
  kind: 'citizen' | 'staff' | 'system'
  has_totp: boolean
  roles: string[]
  role_classes: string[]
  posts: { postId: number; holdingId: number; capacity: string; names: Names; office: Names }[]
  permissions: string[]
  person_id: number | null
}

/** Reads it in one statement; null when the session is unknown, ended or expired. */
export async function selectSession(
  db: Db,
  stateId: number,
  townId: number,
  tokenHash: string,
  today: string,
): Promise<SessionRow | null> {
  const rows = await db.query<SessionRow>(
    `with live as (
       select s.session_id, s.user_id, s.csrf_token, u.names, u.kind
       from identity.sessions s join identity.users u on u.tenant_id = s.tenant_id and u.user_id = s.user_id
       where s.tenant_id = $1::int and s.token_hash = $3::text and s.ended_at is null and s.expires_at > now() and u.active),
     held as (
       select p.post_id, p.designation, p.names, p.office, h.holding_id, h.capacity from live
       join identity.post_holdings h on h.tenant_id = $2::int and h.user_id = live.user_id and h.valid_from <= $4::date and h.valid_to > $4::date
       join identity.posts p on p.tenant_id = h.tenant_id and p.post_id = h.post_id and p.valid_from <= $4::date and p.valid_to > $4::date),
     roles as (
       select designation as role from held
       union select g.role from live join identity.role_grants g
         on g.tenant_id = $2::int and g.user_id = live.user_id and g.valid_from <= $4::date and g.valid_to > $4::date
       union select 'citizen' from live where live.kind = 'citizen')
     select live.*,
       exists (select 1 from identity.credentials c where c.tenant_id = $1::int and c.user_id = live.user_id and c.kind = 'totp') as has_totp,
       array(select role from roles order by role) as roles,
       array(select distinct r.role_class from roles join identity.roles r on r.role = roles.role) as role_classes,
       coalesce((select jsonb_agg(jsonb_build_object('postId', post_id, 'holdingId', holding_id, 'capacity', capacity, 'names', names, 'office', office) order by post_id) from held), '[]') as posts,
       array(
         select permission from identity.role_permissions rp where rp.role in (select role from roles)
           and not exists (select 1 from identity.town_permissions t where t.tenant_id = $2::int and t.role = rp.role and t.permission = rp.permission and not t.allowed)
         union select t.permission from identity.town_permissions t where t.tenant_id = $2::int and t.allowed and t.role in (select role from roles)
         order by permission) as permissions,
       (select up.person_id from identity.user_persons up where up.tenant_id = $2::int and up.user_id = live.user_id and up.ended_at is null order by up.valid_from desc limit 1) as person_id
     from live`,
    [stateId, townId, tokenHash, today],
  )
  return rows[0] ?? null
}

/** Ends sessions: one by its hash, or all of a user (a transfer, a new password). */
export async function endSessions(
  db: Db,
  stateId: number,
  which: { tokenHash?: string; userId?: number },
  because: string,
): Promise<void> {
  await db.query(
    `update identity.sessions set ended_at = now(), ended_because = $4::text
     where tenant_id = $1::int and ended_at is null and (token_hash = $2::text or user_id = $3::bigint)`,
    [stateId, which.tokenHash ?? null, which.userId ?? null, because],
  )
}

/** Seconds for which an identifier is still locked; 0 when it is not. */
export async function selectLock(db: Db, stateId: number, identifier: string): Promise<number> {
  const rows = await db.query<{ seconds: number }>(
    `select greatest(0, ceil(extract(epoch from locked_until - now())))::int as seconds from identity.sign_in_failures
     where tenant_id = $1::int and identifier = $2::text and locked_until is not null`,
    [stateId, identifier],
  )
  return rows[0]?.seconds ?? 0
}

/** Counts one more failure and answers how many there are in a row (a day without one begins anew). */
export async function addFailure(db: Db, stateId: number, identifier: string): Promise<number> {
  const rows = await db.query<{ failures: number }>(
    `insert into identity.sign_in_failures (tenant_id, identifier, failures) values ($1::int, $2::text, 1)
     on conflict (tenant_id, identifier) do update set last_failed_at = now(),
       failures = case when sign_in_failures.last_failed_at < now() - interval '1 day' then 1 else sign_in_failures.failures + 1 end
     returning failures`,
    [stateId, identifier],
  )
  return rows[0]!.failures
}

/** Locks an identifier for some seconds. */
export async function setLock(db: Db, stateId: number, identifier: string, seconds: number): Promise<void> {
  await db.query(
    `update identity.sign_in_failures set locked_until = now() + make_interval(secs => $3::int) where tenant_id = $1::int and identifier = $2::text`,
    [stateId, identifier, seconds],
  )
}

/** Forgets failures after a success. */
export async function deleteFailures(db: Db, stateId: number, identifier: string): Promise<void> {
  await db.query(`delete from identity.sign_in_failures where tenant_id = $1::int and identifier = $2::text`, [
    stateId,
    identifier,
  ])
}

/** Lets one code at a time go to an address, until the transaction ends. */
export async function lockAddress(db: Db, stateId: number, sentTo: string): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtext('sign-in code ' || $1::int), hashtext($2::text))`, [
    stateId,
    sentTo,
  ])
}

/** How many codes went to an address in the last hour, and seconds since the last. */
export async function selectRecentCodes(
  db: Db,
  stateId: number,
  sentTo: string,
): Promise<{ count: number; seconds_since_last: number | null }> {
  const rows = await db.query<{ count: number; seconds_since_last: number | null }>(
    `select count(*) as count, extract(epoch from now() - max(sent_at))::int as seconds_since_last from identity.sign_in_codes
     where tenant_id = $1::int and sent_to = $2::text and sent_at > now() - interval '1 hour'`,
    [stateId, sentTo],
  )
  return rows[0]!
}

/** Keeps a code by its hash; older ones to the same address stop working. */
export async function insertCode(
  db: Db,
  stateId: number,
  code: { sentTo: string; channel: string; codeHash: string; lifeSeconds: number },
): Promise<void> {
  await db.query(
    `with older as (update identity.sign_in_codes set used_at = now() where tenant_id = $1::int and sent_to = $2::text and used_at is null)
     insert into identity.sign_in_codes (tenant_id, sent_to, channel, code_hash, expires_at)
     values ($1::int, $2::text, $3::text, $4::text, now() + make_interval(secs => $5::int))`,
    [stateId, code.sentTo, code.channel, code.codeHash, code.lifeSeconds],
  )
}

/** The code that may still be tried, its counter moved on by this try; null when there is none. */
export async function takeCodeTry(
  db: Db,
  stateId: number,
  sentTo: string,
  attempts: number,
): Promise<{ code_id: number; code_hash: string } | null> {
  const rows = await db.query<{ code_id: number; code_hash: string }>(
    `update identity.sign_in_codes set attempts = attempts + 1
     where tenant_id = $1::int and code_id = (
       select code_id from identity.sign_in_codes where tenant_id = $1::int and sent_to = $2::text and used_at is null and expires_at > now()
         and attempts < $3::int order by sent_at desc limit 1)
     returning code_id, code_hash`,
    [stateId, sentTo, attempts],
  )
  return rows[0] ?? null
}

/** Uses a code up. False when another try was faster. */
export async function useCode(db: Db, stateId: number, codeId: number): Promise<boolean> {
  const rows = await db.query(
    `update identity.sign_in_codes set used_at = now() where tenant_id = $1::int and code_id = $2::bigint and used_at is null returning code_id`,
    [stateId, codeId],
  )
  return rows.length === 1
}

/** Towns with their present class and bounds; a roll-up over tenants, public columns only. */
export function selectTowns(
  db: Db,
  today: string,
): Promise<
  { code: string; names: Names; kind: string; state_code: string; state_names: Names; bounds: number[] | null }[]
> {
  return db.query(
    `select t.code, t.names, coalesce(v.town_class, 'palika') as kind, s.code as state_code, s.names as state_names,
            case when v.boundary is not null then array[st_xmin(v.boundary), st_ymin(v.boundary), st_xmax(v.boundary), st_ymax(v.boundary)] end as bounds
     from kernel.tenants t join kernel.tenants s on s.tenant_id = t.state_id
     left join identity.town_versions v on v.tenant_id = t.tenant_id and v.superseded_at = 'infinity' and v.valid_from <= $1::date and v.valid_to > $1::date
     where t.kind = 'ulb' and t.settings ->> 'loading' is distinct from 'true' order by t.tenant_id limit 2000`,
    [today],
  )
}

/** Bounds of one town, null without a map. */
export async function selectBounds(db: Db, townId: number, today: string): Promise<number[] | null> {
  const rows = await db.query<{ bounds: number[] | null }>(
    `select array[st_xmin(boundary), st_ymin(boundary), st_xmax(boundary), st_ymax(boundary)] as bounds from identity.town_versions
     where tenant_id = $1::int and boundary is not null and superseded_at = 'infinity' and valid_from <= $2::date and valid_to > $2::date`,
    [townId, today],
  )
  return rows[0]?.bounds ?? null
}

/** Roles, permissions and what stands in a town, for the permission screen. */
export async function selectPermissionTable(
  db: Db,
  townId: number,
): Promise<{
  roles: { role: string; names: Names; role_class: string }[]
  permissions: { permission: string; names: Names }[]
  allowed: { role: string; permission: string; from_town: boolean; instrument: string | null }[]
}> {
  const [row] = await db.query<{ roles: never; permissions: never; allowed: never }>(
    `select
       (select jsonb_agg(jsonb_build_object('role', role, 'names', names, 'role_class', role_class) order by sort_order) from identity.roles) as roles,
       (select jsonb_agg(jsonb_build_object('permission', permission, 'names', names) order by permission) from identity.permissions) as permissions,
       (select coalesce(jsonb_agg(to_jsonb(a) order by a.role, a.permission), '[]') from (
          select rp.role, rp.permission, false as from_town, null::text as instrument from identity.role_permissions rp
          where not exists (select 1 from identity.town_permissions t where t.tenant_id = $1::int and t.role = rp.role and t.permission = rp.permission)
          union all
          select t.role, t.permission, true, t.instrument from identity.town_permissions t where t.tenant_id = $1::int and t.allowed) a) as allowed`,
    [townId],
  )
  return row!
}

/** Sets a town's own line for a role and a permission; answers what stood before. */
export async function upsertTownPermission(
  db: Db,
  townId: number,
  role: string,
  permission: string,
  allowed: boolean,
  instrument: string,
): Promise<void> {
  await db.query(
    `insert into identity.town_permissions (tenant_id, role, permission, allowed, instrument) values ($1::int, $2::text, $3::text, $4::boolean, $5::text)
     on conflict (tenant_id, role, permission) do update set allowed = excluded.allowed, instrument = excluded.instrument`,
    [townId, role, permission, allowed, instrument],
  )
}

/** Gives a role that comes with no post. */
export async function insertRoleGrants(
  db: Db,
  townId: number,
  userId: number,
  roles: string[],
  instrument: string,
  from: string,
  grantedBy: number | null,
): Promise<void> {
  await db.query(
    `insert into identity.role_grants (tenant_id, user_id, role, granted_by, instrument, valid_from)
     select $1::int, $2::bigint, role, $6::bigint, $4::text, $5::date from unnest($3::text[]) as role`,
    [townId, userId, roles, instrument, from, grantedBy],
  )
}
