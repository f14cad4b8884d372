import { createHash, randomBytes } from 'node:crypto'
import { serialize } from 'cookie'
import {
  anonymousCaller,
  asSystem,
  type Bounds,
  type Caller,
  type CallerResolver,
  type Context,
  contextFor,
  type Platform,
  type Reply,
  type RoleClass,
  read,
  type Tenant,
} from '../../kernel/index.ts'
import { type SessionRow, selectBounds, selectSession } from './queries.ts'

/** Name of the session cookie. It holds 256 random bits; the database keeps their hash. */
export const sessionCookie = 'khasra_session'

/** A new cookie value, its hash for the table and a CSRF token. */
export function newSessionSecrets(): { token: string; tokenHash: string; csrfToken: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: hashToken(token), csrfToken: randomBytes(24).toString('base64url') }
}

/** SHA-256 of a cookie value: 256 random bits need no slow hash. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * Sets or (with '') removes the cookie. Lax, so that a link in a message opens a signed-in page; never sent over plain
 * http once it was set over TLS.
 */
export function setSessionCookie(reply: Reply, token: string, hours: number): void {
  reply.setHeader(
    'set-cookie',
    serialize(sessionCookie, token, {
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure: reply.overTls,
      maxAge: token ? hours * 3600 : 0,
    }),
  )
}

/** Staff power beats an auditor's reading, which beats a citizen's own; no session is anonymous. */
export function roleClassOf(row: Pick<SessionRow, 'role_classes'>): RoleClass {
  if (row.role_classes.includes('staff')) return 'staff'
  return row.role_classes.includes('auditor') ? 'auditor' : 'citizen'
}

const keptMilliseconds = 2_000

/** Sessions as read in the last two seconds: a map asks for a hundred tiles at once. Signing out clears it here. */
export function newCallerResolver(): CallerResolver & { forget(): void } {
  const kept = new Map<string, { caller: Caller; until: number }>()
  let forgotten = 0
  const resolve = async (
    platform: Platform,
    tenant: Tenant,
    cookies: Record<string, string | undefined>,
  ): Promise<Caller> => {
    const token = cookies[sessionCookie]
    if (!token || token.length > 100) return anonymousCaller
    const key = `${tenant.tenantId} ${hashToken(token)}`
    const known = kept.get(key)
    if (known && known.until > Date.now()) return known.caller
    if (kept.size > 10_000) kept.clear()
    const before = forgotten
    const caller = await readCaller(contextFor(platform, tenant), token)
    // What was read before somebody signed out must not be kept after it.
    if (before === forgotten) kept.set(key, { caller, until: Date.now() + keptMilliseconds })
    return caller
  }
  const forget = () => {
    forgotten++
    kept.clear()
  }
  return Object.assign(resolve, { forget })
}

async function readCaller(context: Context, token: string): Promise<Caller> {
  const row = await readSession(context, token)
  if (!row) return anonymousCaller
  return {
    userId: row.user_id,
    personId: row.person_id,
    postId: row.posts[0]?.postId ?? null,
    holdingId: row.posts[0]?.holdingId ?? null,
    posts: row.posts.map(({ postId, holdingId }) => ({ postId, holdingId })),
    roleClass: roleClassOf(row),
    permissions: new Set(row.permissions),
    csrfToken: row.csrf_token,
  }
}

/** The session of a cookie in a town; a state's officer who has no role in the town keeps those of the state. */
export async function readSession(context: Context, token: string): Promise<SessionRow | null> {
  const { tenant, today } = context
  const inTown = await read(asSystem(context), (db) =>
    selectSession(db, tenant.stateId, tenant.tenantId, hashToken(token), today),
  )
  const isStaff = inTown?.kind === 'staff'
  if (!isStaff || inTown.roles.length || tenant.tenantId === tenant.stateId) return inTown
  const atState = { ...asSystem(context), tenant: { ...tenant, tenantId: tenant.stateId } }
  return read(atState, (db) => selectSession(db, tenant.stateId, tenant.stateId, hashToken(token), today))
}

/** What GET /session answers: who, what they may do, and the town's day and bounds. */
export async function describeSession(context: Context, token: string | undefined) {
  const row = token ? await readSession(context, token) : null
  const { tenant } = context
  const bounds = await townBounds(context)
  return {
    user: row && {
      userId: row.user_id,
      displayName: row.names as Record<string, string>,
      roleClass: roleClassOf(row) as 'citizen' | 'staff' | 'auditor',
      roles: row.roles,
      permissions: row.permissions,
      posts: row.posts.map(({ postId, capacity, names, office }) => ({
        postId,
        capacity,
        names: names as Record<string, string>,
        office: office as Record<string, string>,
      })),
      hasTotp: row.has_totp,
    },
    csrfToken: row?.csrf_token ?? null,
    town: {
      code: tenant.code,
      names: tenant.names as Record<string, string>,
      today: context.today,
      srid: tenant.srid,
      timeZone: tenant.timeZone,
      bounds,
      anonymousOwnerSearch: tenant.settings.anonymousOwnerSearch !== false,
      developmentInbox: context.platform.config.sender === 'development',
    },
  }
}

/** West, south, east, north of the town's limit today; null without a map. */
export async function townBounds(context: Context): Promise<Bounds | null> {
  const bounds = await read(context, (db) => selectBounds(db, context.tenant.tenantId, context.today))
  return bounds as Bounds | null
}
