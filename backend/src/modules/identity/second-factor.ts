import { createHmac } from 'node:crypto'
import {
  asSystem,
  Conflict,
  type Context,
  command,
  Invalid,
  NotSignedIn,
  newRequestId,
  read,
  sha256,
} from '../../kernel/index.ts'
import { countFailure, refuseWhileLocked } from './lockout.ts'
import { checkPassword } from './passwords.ts'
import { takeTotpStep } from './queries.ts'
import { type FactorRow, selectFactors, useRecoveryCode } from './queries-second-factor.ts'
import { printRecoveryCode, readRecoveryCode, recoveryCodeBytes, recoveryCodeCount } from './rules-recovery.ts'
import { totpStepOf } from './totp.ts'

/** What stands for the second factor: six digits of the authenticator, or one of the recovery codes. */
export interface GivenFactor {
  totp?: string
  recoveryCode?: string
}

/**
 * Uses the digits or the recovery code up; false when they are wrong, too old or were used. In a command of its own: of
 * two that come at once with the same digits one alone passes, and what was used stays used when more is refused later.
 */
export async function takeSecondFactor(
  context: Context,
  user: { userId: number; totpSecret: string },
  given: GivenFactor,
): Promise<boolean> {
  const { config, now } = context.platform
  const { stateId } = context.tenant
  const own = { ...asSystem(context), requestId: newRequestId() }
  const subjects = [{ kind: 'user', id: user.userId }]
  if (given.totp !== undefined) {
    const step = totpStepOf(config.masterKey, user.totpSecret, given.totp, now())
    if (step === null) return false
    return command(own, { name: 'identity.use-totp' }, async (tx) => {
      tx.journal({ subjects })
      return takeTotpStep(tx, stateId, user.userId, step)
    })
  }
  const code = readRecoveryCode(given.recoveryCode ?? '')
  if (!code) return false
  return command(own, { name: 'identity.use-recovery-code' }, async (tx) => {
    const used = await useRecoveryCode(tx, stateId, user.userId, hashRecoveryCode(user.userId, code))
    tx.journal({ subjects, after: { used } })
    return used
  })
}

/** What the caller signs in with. Only who signs in with a password can have a second factor. */
export async function ownFactors(context: Context): Promise<FactorRow & { password_hash: string }> {
  const userId = context.userId
  if (userId === null) throw new NotSignedIn()
  const factors = await read(asSystem(context), (db) => selectFactors(db, context.tenant.stateId, userId))
  if (!factors?.password_hash)
    throw new Conflict('totp', 'An authenticator goes with a password, and this account has none.')
  return { ...factors, password_hash: factors.password_hash }
}

/**
 * Whoever changes how they sign in proves again who they are, because a session may be somebody else's hand on an open
 * browser: with an authenticator by that, without one by the password. Wrong tries lock such changes, not signing in.
 * @throws Invalid, TooMany
 */
export async function proveAgain(
  context: Context,
  factors: Pick<FactorRow, 'totp_secret'> & { password_hash: string },
  given: GivenFactor & { password?: string },
): Promise<void> {
  const identifier = `second-factor:${context.userId}`
  await refuseWhileLocked(context, identifier)
  const user = factors.totp_secret && { userId: context.userId!, totpSecret: factors.totp_secret }
  const field = !user ? 'password' : given.totp === undefined ? 'recoveryCode' : 'totp'
  if (user && given.totp === undefined && given.recoveryCode === undefined)
    throw new Invalid('totp', 'Give the six digits of your present authenticator, or a recovery code.')
  if (!user && given.password === undefined) throw new Invalid('password', 'Give your password.')
  const right = user
    ? await takeSecondFactor(context, user, given)
    : await checkPassword(given.password ?? '', factors.password_hash)
  if (right) return
  await countFailure(context, identifier)
  throw new Invalid(field, user ? 'This is wrong, too old or was used already.' : 'The password is wrong.')
}

/**
 * The recovery codes that a request makes. They follow from its id, so that a repeat shows the same ones although no
 * answer of a command, which is kept, ever holds them.
 */
export function recoveryCodesOf(context: Context): string[] {
  const { masterKey } = context.platform.config
  return Array.from({ length: recoveryCodeCount }, (_, at) => {
    const text = `recovery code ${context.tenant.stateId} ${context.userId} ${context.requestId} ${at}`
    return printRecoveryCode(createHmac('sha256', masterKey).update(text).digest().subarray(0, recoveryCodeBytes))
  })
}

/** The hash under which a code is kept. Without the master key, so that a restored town's codes still work. */
export function hashRecoveryCode(userId: number, code: string): string {
  return sha256(`recovery code ${userId} ${code}`)
}
