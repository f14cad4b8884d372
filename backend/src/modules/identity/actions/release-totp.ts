import {
  asOwner,
  asSystem,
  Conflict,
  type Context,
  command,
  Forbidden,
  NotFound,
  read,
  selectTenants,
} from '../../../kernel/index.ts'
import { endSessions } from '../queries.ts'
import { deleteTotp, lockUser, selectFactors, selectPowers } from '../queries-second-factor.ts'

/**
 * An administrator takes the authenticator of a user away who lost it and all recovery codes, by an order that stands in
 * the journal. The user's sessions end; the next sign-in needs the password alone, and a new authenticator is enrolled
 * with it. Nobody releases themselves, nor anyone who may do more than they.
 */
export async function releaseTotp(
  context: Context,
  userId: number,
  instrument: string,
): Promise<{ userId: number; released: true }> {
  const { stateId } = context.tenant
  if (userId === context.userId)
    throw new Forbidden('Somebody else must release your authenticator, or one of your recovery codes.')
  await refuseMightier(context, userId)
  return command(
    { ...asSystem(context), userId: context.userId, postId: context.postId },
    { name: 'identity.release-totp', input: { userId, instrument } },
    async (tx) => {
      await lockUser(tx, stateId, userId)
      const factors = await selectFactors(tx, stateId, userId)
      if (!factors?.totp_secret) throw new Conflict('userId', 'This user has no authenticator.', { got: userId })
      await deleteTotp(tx, stateId, userId)
      await endSessions(tx, stateId, { userId }, 'second factor released')
      await tx.emit('identity.second-factor-released', { userId })
      tx.journal({
        subjects: [{ kind: 'user', id: userId }],
        before: { totp: true },
        after: { totp: false, instrument },
      })
      return { userId, released: true as const }
    },
  )
}

/** Whoever acts with a town's power answers for those who have power there alone; for others the state does. */
async function refuseMightier(context: Context, userId: number): Promise<void> {
  const { tenant, today } = context
  const powersIn = (tenantId: number, who: number) =>
    read({ ...asSystem(context), tenant: { ...tenant, tenantId } }, (db) => selectPowers(db, tenantId, who, today))
  const own = context.userId === null ? null : await powersIn(tenant.tenantId, context.userId)
  const isState = tenant.tenantId === tenant.stateId || own?.roles.length === 0
  const here = isState ? tenant.stateId : tenant.tenantId
  const theirs = await powersIn(here, userId)
  if (!isState && theirs.roles.length === 0)
    throw new NotFound('userId', 'Nobody by this id works in this town.', { got: userId })
  if (context.roleClass !== 'system' && theirs.permissions.some((permission) => !context.permissions.has(permission)))
    throw new Forbidden('This user may do more than you.', { field: 'userId', got: userId })
  if (isState) return
  const others = (await asOwner(context.platform.database, selectTenants)).filter(
    (other) => other.stateId === tenant.stateId && other.tenantId !== here,
  )
  for (const other of others)
    if ((await powersIn(other.tenantId, userId)).roles.length)
      throw new Forbidden('This user works in another town too. Ask the administrator of the state.', {
        field: 'userId',
        got: userId,
      })
}
