import { asSystem, Conflict, type Context, command, Invalid } from '../../../kernel/index.ts'
import { hashPassword } from '../passwords.ts'
import { insertRoleGrants, insertUser, selectUserByIdentifier, upsertCredential } from '../queries.ts'
import { passwordFault } from '../rules.ts'

/** A staff user with a password and roles in this town. */
export async function addStaff(
  context: Context,
  given: { username: string; password: string; names: Record<string, string>; roles: string[]; instrument: string },
): Promise<{ userId: number }> {
  const fault = passwordFault(given.password, given.username)
  if (fault) throw new Invalid('password', fault)
  const secret = await hashPassword(given.password)
  const { password: _, ...input } = given
  return command(
    { ...asSystem(context), userId: context.userId, postId: context.postId },
    { name: 'identity.add-staff', input },
    async (tx) => {
      const stateId = context.tenant.stateId
      if (await selectUserByIdentifier(tx, stateId, 'username', given.username))
        throw new Conflict('username', 'This user name is taken.', { got: given.username })
      const userId = await insertUser(tx, stateId, 'staff', given.names)
      await upsertCredential(tx, stateId, userId, 'username', { identifier: given.username })
      await upsertCredential(tx, stateId, userId, 'password', { secret })
      await insertRoleGrants(
        tx,
        context.tenant.tenantId,
        userId,
        given.roles,
        given.instrument,
        context.today,
        context.userId,
      )
      tx.journal({ subjects: [{ kind: 'user', id: userId }], after: input })
      return { userId }
    },
  )
}
