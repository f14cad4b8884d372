import { asSystem, type Context, command, Invalid, NotSignedIn, newRequestId, read } from '../../../kernel/index.ts'
import { countFailure, refuseWhileLocked } from '../lockout.ts'
import { checkPassword } from '../passwords.ts'
import { type CredentialRow, deleteFailures, endSessions, insertSession, selectUserByIdentifier } from '../queries.ts'
import { sessionHours } from '../rules.ts'
import { type GivenFactor, takeSecondFactor } from '../second-factor.ts'
import { hashToken, newSessionSecrets } from '../session.ts'

/** What a sign-in answers to its route: the cookie's value and its life. */
export interface OpenedSession {
  token: string
  hours: number
}

/**
 * Staff: user name, argon2id password and, where enrolled, six digits or a recovery code. One sentence for every failure.
 * The session of the cookie that the browser still has ends.
 */
export async function signInWithPassword(
  context: Context,
  given: GivenFactor & { username: string; password: string },
  earlierToken?: string,
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
  if (user.totp_secret) await checkSecondFactor(context, user, identifier, given)
  const hours = user.kind === 'staff' ? sessionHours.staff : sessionHours.citizen
  return openSession(context, user.user_id, hours, { identifier, earlierToken })
}

async function checkSecondFactor(
  context: Context,
  user: CredentialRow,
  identifier: string,
  given: GivenFactor,
): Promise<void> {
  if (given.totp === undefined && given.recoveryCode === undefined)
    throw new Invalid('totp', 'Give the six digits of your authenticator as well, or a recovery code.')
  if (await takeSecondFactor(context, { userId: user.user_id, totpSecret: user.totp_secret! }, given)) return
  await countFailure(context, identifier)
  if (given.totp === undefined) throw new NotSignedIn('This recovery code is wrong or was used already.')
  throw new NotSignedIn('The six digits are wrong or too old.')
}

/**
 * Opens a session under a new cookie, always: one that somebody planted before counts for nothing after. Failures are
 * forgotten. The cookie's value never enters the database or the kept answer.
 */
export async function openSession(
  context: Context,
  userId: number,
  hours: number,
  given: { identifier: string; earlierToken?: string },
): Promise<OpenedSession> {
  const { stateId } = context.tenant
  const secrets = newSessionSecrets()
  await command(
    { ...asSystem(context), userId, requestId: newRequestId() },
    { name: 'identity.sign-in' },
    async (tx) => {
      await deleteFailures(tx, stateId, given.identifier)
      if (given.earlierToken)
        await endSessions(tx, stateId, { tokenHash: hashToken(given.earlierToken) }, 'signed in anew')
      await insertSession(tx, stateId, {
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
