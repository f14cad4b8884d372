import { asSystem, Conflict, type Context, command, Invalid } from '../../../kernel/index.ts'
import { hashPassword } from '../passwords.ts'
import { upsertCredential } from '../queries.ts'
import { endOtherSessions, lockUser, selectFactors } from '../queries-second-factor.ts'
import { passwordFault } from '../rules.ts'
import { ownFactors, proveAgain } from '../second-factor.ts'

/** A user changes the own password, by the present one. The user's other sessions end. */
export async function changePassword(
  context: Context,
  given: { password: string; newPassword: string },
  keptTokenHash: string | null = null,
): Promise<void> {
  const { stateId } = context.tenant
  const factors = await ownFactors(context)
  const userId = context.userId!
  // The password itself is asked for here, whether or not there is an authenticator.
  await proveAgain(context, { ...factors, totp_secret: null }, given)
  const fault = passwordFault(given.newPassword, factors.username ?? '')
  if (fault) throw new Invalid('newPassword', fault)
  if (given.newPassword === given.password) throw new Invalid('newPassword', 'This is the password that you have.')
  const secret = await hashPassword(given.newPassword)
  await command(asSystem(context), { name: 'identity.change-password' }, async (tx) => {
    await lockUser(tx, stateId, userId)
    if ((await selectFactors(tx, stateId, userId))?.password_hash !== factors.password_hash)
      throw new Conflict('password', 'Your password was changed meanwhile.')
    await upsertCredential(tx, stateId, userId, 'password', { secret })
    await endOtherSessions(tx, stateId, userId, keptTokenHash, 'password changed')
    tx.journal({ subjects: [{ kind: 'user', id: userId }], after: { password: 'changed' } })
  })
}
