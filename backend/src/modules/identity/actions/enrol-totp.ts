import { asSystem, type Context, command, decrypt, encrypt, Invalid, sha256 } from '../../../kernel/index.ts'
import { takeTotpStep, upsertCredential } from '../queries.ts'
import { newTotp, totpStepOf } from '../totp.ts'

/** First step: a secret for the authenticator. It counts for nothing until the second step proves it. */
export function beginTotp(context: Context): { uri: string; proof: string } {
  const { masterKey } = context.platform.config
  const { wrapped, uri } = newTotp(masterKey, `user ${context.userId}`)
  // The browser carries the wrapped secret, bound to the user: nothing is stored before it is proved.
  const proof = encrypt(masterKey, Buffer.from(JSON.stringify({ userId: context.userId, wrapped }))).toString(
    'base64url',
  )
  return { uri, proof }
}

/** Second step: six digits prove that the authenticator has it. From now on every sign-in asks for them. */
export async function confirmTotp(context: Context, given: { proof: string; totp: string }): Promise<void> {
  const { masterKey } = context.platform.config
  const opened = openProof(masterKey, given.proof)
  if (!opened || opened.userId !== context.userId) throw new Invalid('proof', 'Begin again: this proof is not yours.')
  const step = totpStepOf(masterKey, opened.wrapped, given.totp, context.platform.now())
  if (step === null) throw new Invalid('totp', 'The six digits do not fit. Check the clock of your telephone.')
  await command(asSystem(context), { name: 'identity.enrol-totp', input: sha256(given.proof) }, async (tx) => {
    await upsertCredential(tx, context.tenant.stateId, context.userId!, 'totp', { secret: opened.wrapped })
    // The digits that proved the authenticator do not open a session as well.
    await takeTotpStep(tx, context.tenant.stateId, context.userId!, step)
    tx.journal({ subjects: [{ kind: 'user', id: context.userId! }], after: { totp: true } })
  })
}

function openProof(masterKey: Buffer, proof: string): { userId: number; wrapped: string } | null {
  try {
    return JSON.parse(decrypt(masterKey, Buffer.from(proof, 'base64url')).toString())
  } catch {
    return null
  }
}
