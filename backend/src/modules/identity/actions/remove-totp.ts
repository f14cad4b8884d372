import { asSystem, Conflict, type Context, command } from '../../../kernel/index.ts'
import { deleteTotp, endOtherSessions, lockUser, selectFactors } from '../queries-second-factor.ts'
import { type GivenFactor, ownFactors, proveAgain } from '../second-factor.ts'

/** A user takes the own authenticator away: with its digits or a recovery code, and the other sessions end. */
export async function removeTotp(
  context: Context,
  given: GivenFactor,
  keptTokenHash: string | null = null,
): Promise<void> {
  const { stateId } = context.tenant
  const factors = await ownFactors(context)
  if (!factors.totp_secret) throw new Conflict('totp', 'There is no authenticator to take away.')
  await proveAgain(context, factors, given)
  const userId = context.userId!
  await command(asSystem(context), { name: 'identity.remove-totp' }, async (tx) => {
    await lockUser(tx, stateId, userId)
    if ((await selectFactors(tx, stateId, userId))?.totp_secret !== factors.totp_secret)
      throw new Conflict('totp', 'Your authenticator was changed meanwhile.')
    await deleteTotp(tx, stateId, userId)
    await endOtherSessions(tx, stateId, userId, keptTokenHash, 'second factor removed')
    tx.journal({ subjects: [{ kind: 'user', id: userId }], before: { totp: true }, after: { totp: false } })
  })
}
