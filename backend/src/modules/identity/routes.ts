import { z } from 'zod'
import { type Context, defineRoute, newLimiter, type Reply, type Route, read, transact } from '../../kernel/index.ts'
import { setPermission } from './actions/set-permission.ts'
import { type OpenedSession, signInWithPassword } from './actions/sign-in.ts'
import { confirmCode, sendCode } from './actions/sign-in-by-code.ts'
import { signOut } from './actions/sign-out.ts'
import { selectPermissionTable, selectTowns } from './queries.ts'
import { postRoutes } from './routes-posts.ts'
import { secondFactorRoutes } from './routes-second-factor.ts'
import { townRoutes } from './routes-towns.ts'
import { codesPerCallerAndHour } from './rules.ts'
import * as schemas from './schemas.ts'
import { describeSession, type newCallerResolver, sessionCookie, setSessionCookie } from './session.ts'

async function signedIn(context: Context, reply: Reply, opened: OpenedSession) {
  setSessionCookie(reply, opened.token, opened.hours)
  return describeSession(context, opened.token)
}

/** The room's URL table. The resolver is told when a session ends, so that it forgets it at once. */
export function identityRoutes(resolver: ReturnType<typeof newCallerResolver>): Route[] {
  const codesFrom = newLimiter(codesPerCallerAndHour, 3600)
  return [
    defineRoute({
      method: 'get',
      path: '/towns',
      global: true,
      permission: null,
      summary: 'Towns on this platform. Example: /api/towns',
      response: schemas.townsSchema,
      run: async (context) => {
        const today = new Date().toISOString().slice(0, 10)
        const rows = await transact(context.platform.database, { role: 'khasra_reader', readOnly: true }, (db) =>
          selectTowns(db, context.platform.config.today ?? today),
        )
        return {
          towns: rows.map((row) => ({
            code: row.code,
            names: row.names as Record<string, string>,
            kind: row.kind,
            hasMap: row.bounds !== null,
            bounds: row.bounds,
            state: { code: row.state_code, names: row.state_names as Record<string, string> },
          })),
        }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/session',
      permission: null,
      summary: "Who is signed in, and the town's day and bounds",
      response: schemas.sessionSchema,
      run: (context, { reply }) => describeSession(context, reply.cookies[sessionCookie]),
    }),
    defineRoute({
      method: 'post',
      path: '/session/password',
      permission: null,
      withoutCsrf: true,
      perMinute: 30,
      summary: 'Staff sign in with user name, password and, where enrolled, six digits or a recovery code',
      body: schemas.passwordSchema,
      response: schemas.sessionSchema,
      run: async (context, { body, reply }) => {
        const opened = await signInWithPassword(context, body, reply.cookies[sessionCookie])
        resolver.forget()
        return signedIn(context, reply, opened)
      },
    }),
    defineRoute({
      method: 'post',
      path: '/session/code',
      permission: null,
      withoutCsrf: true,
      perMinute: 30,
      summary: 'Sends a one-time code to a mobile or an e-mail address',
      body: schemas.sendCodeSchema,
      response: schemas.codeSentSchema,
      run: async (context, { body, reply }) => {
        // Each address that gets a code is limited by itself; this stops one caller from sending to thousands.
        await codesFrom(context.address ?? '')
        return sendCode(context, body.to, reply.language ?? 'hi')
      },
    }),
    defineRoute({
      method: 'post',
      path: '/session/code/confirm',
      permission: null,
      withoutCsrf: true,
      perMinute: 30,
      summary: 'Signs a citizen in with the code',
      body: schemas.confirmCodeSchema,
      response: schemas.sessionSchema,
      run: async (context, { body, reply }) => {
        const opened = await confirmCode(context, body, reply.cookies[sessionCookie])
        resolver.forget()
        return signedIn(context, reply, opened)
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/session',
      permission: null,
      summary: 'Signs out',
      response: schemas.sessionSchema,
      run: async (context, { reply }) => {
        const token = reply.cookies[sessionCookie]
        if (token && context.userId) await signOut(context, token)
        resolver.forget()
        setSessionCookie(reply, '', 0)
        return describeSession(context, undefined)
      },
    }),
    ...secondFactorRoutes(resolver),
    defineRoute({
      method: 'get',
      path: '/permissions',
      permission: 'identity.manage-permissions',
      summary: 'What each role may do in this town',
      response: schemas.permissionsSchema,
      run: async (context) => {
        const table = await read(context, (db) => selectPermissionTable(db, context.tenant.tenantId))
        return {
          roles: table.roles.map((row) => ({
            role: row.role,
            names: row.names as Record<string, string>,
            roleClass: row.role_class,
          })),
          permissions: table.permissions.map((row) => ({
            permission: row.permission,
            names: row.names as Record<string, string>,
          })),
          allowed: table.allowed.map((row) => ({
            role: row.role,
            permission: row.permission,
            fromTown: row.from_town,
            instrument: row.instrument,
          })),
        }
      },
    }),
    defineRoute({
      method: 'put',
      path: '/permissions/:role/:permission',
      permission: 'identity.manage-permissions',
      summary: 'Allows or denies a role something in this town, by an order',
      params: z.strictObject({ role: z.string().max(60), permission: z.string().max(80) }),
      body: schemas.setPermissionSchema,
      response: z.object({ role: z.string(), permission: z.string(), allowed: z.boolean() }),
      run: async (context, { params, body }) => {
        const answer = await setPermission(context, params.role, params.permission, body)
        resolver.forget()
        return answer
      },
    }),
    ...postRoutes(() => resolver.forget()),
    ...townRoutes(),
  ]
}
