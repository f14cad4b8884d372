import { asSystem, Conflict, type Context, command, Forbidden, Invalid, type Tx } from '../../../kernel/index.ts'
import { hashPassword } from '../passwords.ts'
import {
  insertRoleGrants,
  insertUser,
  selectPermissionTable,
  selectUserByIdentifier,
  upsertCredential,
} from '../queries.ts'
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
      const roles = await grantable(tx, context, given.roles)
      await insertRoleGrants(
        tx,
        context.tenant.tenantId,
        userId,
        roles,
        given.instrument,
        context.today,
        context.userId,
      )
      tx.journal({ subjects: [{ kind: 'user', id: userId }], after: input })
      return { userId }
    },
  )
}

/** The roles once each. Nobody hands out more than they hold: else a commissioner could make a state administrator. */
async function grantable(tx: Tx, context: Context, given: string[]): Promise<string[]> {
  const table = await selectPermissionTable(tx, context.tenant.tenantId)
  for (const role of given) {
    if (!table.roles.some((row) => row.role === role))
      throw new Invalid('roles', 'There is no such role.', { got: role })
    const more = table.allowed.find((row) => row.role === role && !context.permissions.has(row.permission))
    if (more && context.roleClass !== 'system')
      throw new Forbidden('You cannot give a role that may do more than yours.', { field: 'roles', got: role })
  }
  return [...new Set(given)]
}
