import { asSystem, type Context, command, NotFound } from '../../../kernel/index.ts'
import { closeHolding, endSessions, insertHolding, selectPosts, selectUserNames } from '../queries.ts'

/**
 * Hands a post over on a day, or leaves it vacant: one command ends the old holder's holding and sessions, moves open
 * work by event and begins the new holding.
 */
export async function transferPost(
  context: Context,
  postId: number,
  given: { toUserId: number | null; on: string; capacity: string; instrument: string },
): Promise<{ postId: number; leftUserId: number | null }> {
  const townId = context.tenant.tenantId
  const stateId = context.tenant.stateId
  return command(
    { ...asSystem(context), userId: context.userId, postId: context.postId },
    { name: 'identity.transfer-post', input: { postId, ...given } },
    async (tx) => {
      const post = (await selectPosts(tx, townId, given.on)).find((candidate) => candidate.post_id === postId)
      if (!post) throw new NotFound('postId', 'This town has no such post on that day.', { got: postId })
      if (given.toUserId !== null && !(await selectUserNames(tx, stateId, [given.toUserId])).length) {
        throw new NotFound('toUserId', 'There is no such user in this state.', { got: given.toUserId })
      }
      const leftUserId = await closeHolding(tx, townId, postId, given.on)
      if (leftUserId !== null) await endSessions(tx, stateId, { userId: leftUserId }, 'post transferred')
      if (given.toUserId !== null)
        await insertHolding(tx, townId, {
          postId,
          userId: given.toUserId,
          capacity: given.capacity,
          instrument: given.instrument,
          from: given.on,
        })
      await tx.emit('identity.post-transferred', {
        postId,
        fromUserId: leftUserId,
        toUserId: given.toUserId,
        on: given.on,
      })
      tx.journal({
        subjects: [{ kind: 'post', id: postId }],
        before: { userId: leftUserId },
        after: { userId: given.toUserId, on: given.on, capacity: given.capacity, instrument: given.instrument },
      })
      return { postId, leftUserId }
    },
  )
}
