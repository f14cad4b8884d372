import { type Context, command, Invalid } from '../../../kernel/index.ts'
import { inTown, replaceMembers, selectPosts, selectTownIds, upsertPool } from '../queries-office.ts'

/** A pool of posts, perhaps of several towns of the state. */
export interface SetPool {
  code: string
  names: Record<string, string>
  instrument: string
  members: readonly { town: string; postId: number }[]
}

/**
 * Makes a pool or gives it other members from today on; at the state's own address, where such orders come from.
 * @throws Invalid naming a town or post that is not there
 */
export function setPool(context: Context, given: SetPool): Promise<{ poolId: number }> {
  const { tenantId, stateId, kind } = context.tenant
  if (kind !== 'state')
    throw new Invalid('code', 'Pools may span towns: they are set at the address of the state.', { got: given.code })
  return command(context, { name: 'workflow.set-pool', input: given }, async (tx) => {
    const towns = await selectTownIds(tx, stateId, [...new Set(given.members.map((each) => each.town))])
    for (const { town, postId } of given.members) {
      const townId = towns.get(town)
      if (!townId) throw new Invalid('members', 'This state has no such town.', { got: town })
      const read = () => selectPosts(tx, townId, stateId, context.today, [postId])
      if (!(await inTown(tx, townId, tenantId, read)).length)
        throw new Invalid('members', 'This town has no such post today.', { got: { town, postId } })
    }
    const poolId = await upsertPool(tx, stateId, given)
    await replaceMembers(tx, stateId, poolId, given.members, context.today)
    await tx.emit('workflow.pool-set', { poolId, code: given.code, members: given.members.length })
    tx.journal({ subjects: [{ kind: 'pool', id: poolId }], after: given })
    return { poolId }
  })
}
