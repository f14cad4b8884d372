import type { Db } from '../../kernel/index.ts'

/** What a user signs in with, as the pages of the second factor need it. */
export interface FactorRow {
  username: string | null
  password_hash: string | null
  totp_secret: string | null
  totp_since: Date | null
  codes_left: number
}

/** The factors of a user; null for a user who does not stand. */
export async function selectFactors(db: Db, stateId: number, userId: number): Promise<FactorRow | null> {
  const rows = await db.query<FactorRow>(
    `select max(c.identifier) filter (where c.kind = 'username') as username,
            max(c.secret) filter (where c.kind = 'password') as password_hash, max(c.secret) filter (where c.kind = 'totp') as totp_secret,
            max(c.created_at) filter (where c.kind = 'totp') as totp_since,
            (select count(*) from identity.recovery_codes r where r.tenant_id = $1::int and r.user_id = $2::bigint and r.used_at is null) as codes_left
     from identity.users u left join identity.credentials c on c.tenant_id = u.tenant_id and c.user_id = u.user_id
     where u.tenant_id = $1::int and u.user_id = $2::bigint and u.active group by u.user_id`,
    [stateId, userId],
  )
  return rows[0] ?? null
}

/** Lets one change of a user's factors through at a time, until the transaction ends. */
export async function lockUser(db: Db, stateId: number, userId: number): Promise<void> {
  await db.query(`select 1 from identity.users where tenant_id = $1::int and user_id = $2::bigint for update`, [
    stateId,
    userId,
  ])
}

/** Puts an authenticator in the place of the last one, as of now. */
export async function replaceTotp(db: Db, stateId: number, userId: number, secret: string): Promise<void> {
  await db.query(
    `insert into identity.credentials (tenant_id, user_id, kind, secret) values ($1::int, $2::bigint, 'totp', $3::text)
     on conflict (tenant_id, user_id, kind) do update set secret = excluded.secret, created_at = now(), proved_at = null`,
    [stateId, userId, secret],
  )
}

/** Takes the authenticator and its recovery codes away. */
export async function deleteTotp(db: Db, stateId: number, userId: number): Promise<void> {
  await db.query(
    `with codes as (delete from identity.recovery_codes where tenant_id = $1::int and user_id = $2::bigint)
     delete from identity.credentials where tenant_id = $1::int and user_id = $2::bigint and kind = 'totp'`,
    [stateId, userId],
  )
}

/** Puts new recovery codes in the place of all earlier ones, used or not. */
export async function replaceRecoveryCodes(db: Db, stateId: number, userId: number, hashes: string[]): Promise<void> {
  await db.query(`delete from identity.recovery_codes where tenant_id = $1::int and user_id = $2::bigint`, [
    stateId,
    userId,
  ])
  await db.query(
    `insert into identity.recovery_codes (tenant_id, user_id, code_hash) select $1::int, $2::bigint, hash from unnest($3::text[]) as hash`,
    [stateId, userId, hashes],
  )
}

/** Uses a recovery code up. False when there is none such, or it was used. */
export async function useRecoveryCode(db: Db, stateId: number, userId: number, hash: string): Promise<boolean> {
  const rows = await db.query(
    `update identity.recovery_codes set used_at = now()
     where tenant_id = $1::int and user_id = $2::bigint and code_hash = $3::text and used_at is null returning user_id`,
    [stateId, userId, hash],
  )
  return rows.length === 1
}

/** Ends a user's sessions, all but the one that asks. */
export async function endOtherSessions(
  db: Db,
  stateId: number,
  userId: number,
  keptTokenHash: string | null,
  because: string,
): Promise<void> {
  await db.query(
    `update identity.sessions set ended_at = now(), ended_because = $4::text
     where tenant_id = $1::int and user_id = $2::bigint and ended_at is null and token_hash is distinct from $3::text`,
    [stateId, userId, keptTokenHash, because],
  )
}

/** What a user may do in a town on a day: by posts and by roles that were granted. */
export async function selectPowers(
  db: Db,
  townId: number,
  userId: number,
  today: string,
): Promise<{ roles: string[]; permissions: string[] }> {
  const [row] = await db.query<{ roles: string[]; permissions: string[] }>(
    `with roles as (
       select p.designation as role from identity.post_holdings h join identity.posts p on p.tenant_id = h.tenant_id and p.post_id = h.post_id
       where h.tenant_id = $1::int and h.user_id = $2::bigint and h.valid_from <= $3::date and h.valid_to > $3::date and p.valid_from <= $3::date and p.valid_to > $3::date
       union select role from identity.role_grants where tenant_id = $1::int and user_id = $2::bigint and valid_from <= $3::date and valid_to > $3::date)
     select array(select role from roles order by role) as roles, array(
       select permission from identity.role_permissions rp where rp.role in (select role from roles)
         and not exists (select 1 from identity.town_permissions t where t.tenant_id = $1::int and t.role = rp.role and t.permission = rp.permission and not t.allowed)
       union select t.permission from identity.town_permissions t where t.tenant_id = $1::int and t.allowed and t.role in (select role from roles)
       order by permission) as permissions`,
    [townId, userId, today],
  )
  return row!
}
