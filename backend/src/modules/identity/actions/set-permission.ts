import { type Context, command, Forbidden, Invalid } from '../../../kernel/index.ts'
import { selectPermissionTable, upsertTownPermission } from '../queries.ts'

/** A town's own line for a role and a permission, with the order that says so. */
export async function setPermission(
  context: Context,
  role: string,
  permission: string,
  given: { allowed: boolean; instrument: string },
): Promise<{ role: string; permission: string; allowed: boolean }> {
  const townId = context.tenant.tenantId
  return command(context, { name: 'identity.set-permission', input: { role, permission, ...given } }, async (tx) => {
    const table = await selectPermissionTable(tx, townId)
    if (!table.roles.some((row) => row.role === role))
      throw new Invalid('role', 'There is no such role.', { got: role })
    if (!table.permissions.some((row) => row.permission === permission))
      throw new Invalid('permission', 'There is no such permission.', { got: permission })
    if (given.allowed && context.roleClass !== 'system' && !context.permissions.has(permission))
      throw new Forbidden('You cannot give what your own post does not hold.', { field: 'permission', got: permission })
    const before = table.allowed.some((row) => row.role === role && row.permission === permission)
    await upsertTownPermission(tx, townId, role, permission, given.allowed, given.instrument)
    tx.journal({ subjects: [], before: { role, permission, allowed: before }, after: { role, permission, ...given } })
    return { role, permission, allowed: given.allowed }
  })
}
