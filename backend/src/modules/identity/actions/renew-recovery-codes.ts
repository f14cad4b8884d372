import { asSystem, Conflict, type Context, command } from '../../../kernel/index.ts'
import { lockUser, replaceRecoveryCodes, selectFactors } from '../queries-second-factor.ts'
import { type GivenFactor, hashRecoveryCode, ownFactors, proveAgain, recoveryCodesOf } from '../second-factor.ts'

/** New recovery codes in the place of all earlier ones. They are shown in this answer and never again. */
export async function renewRecoveryCodes(context: Context, given: GivenFactor): Promise<{ recoveryCodes: string[] }> {
  const { stateId } = context.tenant
  const factors = await ownFactors(context)
  if (!factors.totp_secret) throw new Conflict('totp', 'There is no authenticator that these codes could stand in for.')
  await proveAgain(context, factors, given)
  const userId = context.userId!
  const recoveryCodes = recoveryCodesOf(context)
  await command(asSystem(context), { name: 'identity.renew-recovery-codes' }, async (tx) => {
    await lockUser(tx, stateId, userId)
    if ((await selectFactors(tx, stateId, userId))?.totp_secret !== factors.totp_secret)
      throw new Conflict('totp', 'Your authenticator was changed meanwhile.')
    const hashes = recoveryCodes.map((code) => hashRecoveryCode(userId, code))
    await replaceRecoveryCodes(tx, stateId, userId, hashes)
    tx.journal({
      subjects: [{ kind: 'user', id: userId }],
      before: { recoveryCodes: factors.codes_left },
      after: { recoveryCodes: recoveryCodes.length },
    })
  })
  return { recoveryCodes }
}
