import {
  asSystem,
  type Context,
  command,
  Invalid,
  NotSignedIn,
  newRequestId,
  read,
  TooMany,
} from '../../../kernel/index.ts'
import { checkPassword } from '../passwords.ts'
import {
  addFailure,
  type CredentialRow,
  deleteFailures,
  insertSession,
  selectLock,
  selectUserByIdentifier,
  setLock,
  takeTotpStep,
} from '../queries.ts'
import { lockSeconds, sessionHours } from '../rules.ts'
import { newSessionSecrets } from '../session.ts'
import { totpStepOf } from '../totp.ts'

/** What a sign-in answers to its route: the cookie's value and its life. */
export interface OpenedSession {
  token: string
  hours: number
}

/** Staff: user name, argon2id password and, where enrolled, six digits. One sentence for every failure. */
export async function signInWithPassword(
  context: Context,
  given: { username: string; password: string; totp?: string },
): Promise<OpenedSession> {
  const stateId = context.tenant.stateId
  const identifier = `username:${given.username.toLowerCase()}`
  await refuseWhileLocked(context, identifier)
  const user = await read(asSystem(context), (db) =>
    selectUserByIdentifier(db, stateId, 'username', given.username.toLowerCase()),
  )
  const right = await checkPassword(given.password, user?.password_hash ?? null)
  if (!right || !user?.active) {
    await countFailure(context, identifier)
    throw new NotSignedIn('The user name or the password is wrong.')
  }
  if (user.totp_secret) await checkSecondFactor(context, user, identifier, given.totp)
  return openSession(
    context,
    user.user_id,
    user.kind === 'staff' ? sessionHours.staff : sessionHours.citizen,
    identifier,
  )
}

async function checkSecondFactor(
  context: Context,
  user: CredentialRow,
  identifier: string,
  digits: string | undefined,
): Promise<void> {
  if (!digits) throw new Invalid('totp', 'Give the six digits of your authenticator as well.')
  const { config, now } = context.platform
  const step = totpStepOf(config.masterKey, user.totp_secret!, digits, now())
  if (step !== null && (await takeStep(context, user.user_id, step))) return
  await countFailure(context, identifier)
  throw new NotSignedIn('The six digits are wrong or too old.')
}

/** Uses a half-minute up, in a command of its own: of two sign-ins with the same digits one alone passes. */
function takeStep(context: Context, userId: number, step: number): Promise<boolean> {
  return command({ ...asSystem(context), requestId: newRequestId() }, { name: 'identity.use-totp' }, async (tx) => {
    tx.journal({ subjects: [{ kind: 'user', id: userId }] })
    return takeTotpStep(tx, context.tenant.stateId, userId, step)
  })
}

/** Throws TooMany with the seconds left while an identifier is locked. */
export async function refuseWhileLocked(context: Context, identifier: string): Promise<void> {
  const seconds = await read(asSystem(context), (db) => selectLock(db, context.tenant.stateId, identifier))
  if (seconds > 0) throw new TooMany('Too many wrong tries. Wait and try again.', seconds)
}

/** A failure in a command of its own: it must stay although the sign-in is refused. */
export async function countFailure(context: Context, identifier: string): Promise<void> {
  await command(
    { ...asSystem(context), requestId: newRequestId() },
    { name: 'identity.refuse-sign-in' },
    async (tx) => {
      const failures = await addFailure(tx, context.tenant.stateId, identifier)
      const seconds = lockSeconds(failures)
      if (seconds) await setLock(tx, context.tenant.stateId, identifier, seconds)
      tx.journal({ subjects: [], after: { failures, lockedForSeconds: seconds } })
    },
  )
}

/** Opens a session and forgets failures. The cookie's value never enters the database or the kept answer. */
export async function openSession(
  context: Context,
  userId: number,
  hours: number,
  identifier: string,
): Promise<OpenedSession> {
  const secrets = newSessionSecrets()
  await command(
    { ...asSystem(context), userId, requestId: newRequestId() },
    { name: 'identity.sign-in' },
    async (tx) => {
      await deleteFailures(tx, context.tenant.stateId, identifier)
      await insertSession(tx, context.tenant.stateId, {
        tokenHash: secrets.tokenHash,
        userId,
        csrfToken: secrets.csrfToken,
        hours,
      })
      tx.journal({ subjects: [{ kind: 'user', id: userId }], after: { hours } })
    },
  )
  return { token: secrets.token, hours }
}
