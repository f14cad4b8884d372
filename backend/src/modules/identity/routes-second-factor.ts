import { z } from 'zod'
import { asSystem, defineRoute, idSchema, NotFound, type Reply, type Route, read } from '../../kernel/index.ts'
import { changePassword } from './actions/change-password.ts'
import { beginTotp, confirmTotp } from './actions/enrol-totp.ts'
import { releaseTotp } from './actions/release-totp.ts'
import { removeTotp } from './actions/remove-totp.ts'
import { renewRecoveryCodes } from './actions/renew-recovery-codes.ts'
import { type FactorRow, selectFactors } from './queries-second-factor.ts'
import * as schemas from './schemas.ts'
import { ownFactors } from './second-factor.ts'
import { hashToken, type newCallerResolver, sessionCookie } from './session.ts'

/** The session that asks stays; the user's others end. */
function ownToken(reply: Reply): string | null {
  const token = reply.cookies[sessionCookie]
  return token ? hashToken(token) : null
}

const told = (factors: FactorRow) => ({
  enrolled: factors.totp_secret !== null,
  since: factors.totp_since?.toISOString() ?? null,
  recoveryCodesLeft: factors.codes_left,
})

/** How a user changes the own ways to sign in, and how an administrator helps. Every change ends other sessions. */
export function secondFactorRoutes(resolver: ReturnType<typeof newCallerResolver>): Route[] {
  return [
    /** GET /api/nayapur/session/totp → { enrolled: true, since: '2026-11-22T…', recoveryCodesLeft: 9 } */
    defineRoute({
      method: 'get',
      path: '/session/totp',
      permission: null,
      summary: 'Whether an authenticator is enrolled, since when, and how many recovery codes are left',
      response: schemas.totpSchema,
      run: async (context) => {
        return told(await ownFactors(context))
      },
    }),
    /** POST { password } or, to replace one, { totp } or { recoveryCode } → { uri: 'otpauth://…', proof } */
    defineRoute({
      method: 'post',
      path: '/session/totp',
      permission: null,
      perMinute: 10,
      summary: 'Begins to enrol an authenticator: a first one by the password, another by the present one',
      body: schemas.beginTotpSchema,
      response: schemas.totpBegunSchema,
      run: (context, { body }) => beginTotp(context, body),
    }),
    /** POST { proof, totp } → { enrolled: true, recoveryCodes: ['7k2m-x0qd-9h4t-c3wz', …] } */
    defineRoute({
      method: 'post',
      path: '/session/totp/confirm',
      permission: null,
      perMinute: 10,
      summary: 'Proves the new authenticator with six digits; answers the recovery codes, once',
      body: schemas.confirmTotpSchema,
      response: schemas.recoveryCodesSchema.extend({ enrolled: z.literal(true) }),
      run: async (context, { body, reply }) => {
        await ownFactors(context)
        const { recoveryCodes } = await confirmTotp(context, body, ownToken(reply))
        resolver.forget()
        return { enrolled: true as const, recoveryCodes }
      },
    }),
    /** POST { totp } or { recoveryCode } → { enrolled: false } */
    defineRoute({
      method: 'post',
      path: '/session/totp/remove',
      permission: null,
      perMinute: 10,
      summary: 'Takes the own authenticator away, by its digits or a recovery code',
      body: schemas.factorSchema,
      response: z.object({ enrolled: z.literal(false) }),
      run: async (context, { body, reply }) => {
        await removeTotp(context, body, ownToken(reply))
        resolver.forget()
        return { enrolled: false as const }
      },
    }),
    /** POST { totp } or { recoveryCode } → { recoveryCodes: […] } */
    defineRoute({
      method: 'post',
      path: '/session/recovery-codes',
      permission: null,
      perMinute: 10,
      summary: 'New recovery codes in the place of the earlier ones; shown once',
      body: schemas.factorSchema,
      response: schemas.recoveryCodesSchema,
      run: (context, { body }) => renewRecoveryCodes(context, body),
    }),
    /** POST { password, newPassword } → { changed: true } */
    defineRoute({
      method: 'post',
      path: '/session/password/change',
      permission: null,
      perMinute: 10,
      summary: 'Changes the own password, by the present one',
      body: schemas.changePasswordSchema,
      response: z.object({ changed: z.literal(true) }),
      run: async (context, { body, reply }) => {
        await changePassword(context, body, ownToken(reply))
        resolver.forget()
        return { changed: true as const }
      },
    }),
    /** GET /api/nayapur/staff/17/totp → { enrolled: true, since, recoveryCodesLeft } */
    defineRoute({
      method: 'get',
      path: '/staff/:userId/totp',
      permission: 'identity.manage-users',
      summary: 'Whether a user of the state has an authenticator',
      params: z.strictObject({ userId: idSchema }),
      response: schemas.totpSchema,
      run: async (context, { params }) => {
        // Credentials are open to the platform alone: this tells only whether they are there.
        const factors = await read(asSystem(context), (db) => selectFactors(db, context.tenant.stateId, params.userId))
        if (!factors) throw new NotFound('userId', 'There is no such user in this state.', { got: params.userId })
        return told(factors)
      },
    }),
    /** POST /api/nayapur/staff/17/totp/release { instrument: 'Order 4 of 2026: telephone lost' } */
    defineRoute({
      method: 'post',
      path: '/staff/:userId/totp/release',
      permission: 'identity.manage-users',
      summary: 'Takes the authenticator of a user away who lost it; the next sign-in asks for the password alone',
      params: z.strictObject({ userId: idSchema }),
      body: schemas.instrumentSchema,
      response: z.object({ userId: z.number(), released: z.literal(true) }),
      run: async (context, { params, body }) => {
        const answer = await releaseTotp(context, params.userId, body.instrument)
        resolver.forget()
        return answer
      },
    }),
  ]
}
