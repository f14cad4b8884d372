import { asSystem, Conflict, type Context, command, decrypt, encrypt, Invalid, sha256 } from '../../../kernel/index.ts'
import { takeTotpStep } from '../queries.ts'
import {
  endOtherSessions,
  lockUser,
  replaceRecoveryCodes,
  replaceTotp,
  selectFactors,
} from '../queries-second-factor.ts'
import { type GivenFactor, hashRecoveryCode, ownFactors, proveAgain, recoveryCodesOf } from '../second-factor.ts'
import { newTotp, totpStepOf } from '../totp.ts'

/** How long a begun enrolment may wait for its digits. */
const proofMinutes = 15

/** What the browser carries from the first step to the second, under the master key. */
interface Proof {
  userId: number
  wrapped: string
  /** Hash of the authenticator that this one replaces; null for a first one. */
  replaces: string | null
  until: number
}

/**
 * First step: a secret for the authenticator, for whoever proves again who they are. It counts for nothing until the
 * second step proves it.
 */
export async function beginTotp(
  context: Context,
  given: GivenFactor & { password?: string },
): Promise<{ uri: string; proof: string }> {
  const factors = await ownFactors(context)
  await proveAgain(context, factors, given)
  const { masterKey } = context.platform.config
  const { wrapped, uri } = newTotp(masterKey, factors.username ?? `user ${context.userId}`)
  const proof: Proof = {
    userId: context.userId!,
    wrapped,
    replaces: markOf(factors.totp_secret),
    until: context.platform.now().getTime() + proofMinutes * 60_000,
  }
  // The browser carries the wrapped secret, bound to the user: nothing is stored before it is proved.
  return { uri, proof: encrypt(masterKey, Buffer.from(JSON.stringify(proof))).toString('base64url') }
}

/**
 * Second step: six digits prove that the authenticator has the secret. From now on every sign-in asks for them, and the
 * user's other sessions end. Answers the recovery codes, which are never shown again.
 */
export async function confirmTotp(
  context: Context,
  given: { proof: string; totp: string },
  keptTokenHash: string | null = null,
): Promise<{ recoveryCodes: string[] }> {
  const { stateId } = context.tenant
  const { masterKey } = context.platform.config
  const userId = context.userId!
  const opened = openProof(masterKey, given.proof)
  if (!opened || opened.userId !== userId || opened.until < context.platform.now().getTime())
    throw new Invalid('proof', 'Begin again: this enrolment is not yours or too old.')
  const step = totpStepOf(masterKey, opened.wrapped, given.totp, context.platform.now())
  if (step === null) throw new Invalid('totp', 'The six digits do not fit. Check the clock of your telephone.')
  const recoveryCodes = recoveryCodesOf(context)
  await command(asSystem(context), { name: 'identity.enrol-totp', input: sha256(given.proof) }, async (tx) => {
    await lockUser(tx, stateId, userId)
    const present = (await selectFactors(tx, stateId, userId))?.totp_secret ?? null
    if (markOf(present) !== opened.replaces)
      throw new Conflict('proof', 'Your authenticator was changed since you began. Begin again.')
    await replaceTotp(tx, stateId, userId, opened.wrapped)
    // The digits that proved the authenticator do not open a session as well.
    await takeTotpStep(tx, stateId, userId, step)
    await replaceRecoveryCodes(
      tx,
      stateId,
      userId,
      recoveryCodes.map((code) => hashRecoveryCode(userId, code)),
    )
    await endOtherSessions(tx, stateId, userId, keptTokenHash, 'second factor changed')
    tx.journal({
      subjects: [{ kind: 'user', id: userId }],
      before: { totp: present !== null },
      after: { totp: true, recoveryCodes: recoveryCodes.length },
    })
  })
  return { recoveryCodes }
}

const markOf = (secret: string | null) => secret && sha256(secret)

function openProof(masterKey: Buffer, proof: string): Proof | null {
  try {
    return JSON.parse(decrypt(masterKey, Buffer.from(proof, 'base64url')).toString())
  } catch {
    return null
  }
}
