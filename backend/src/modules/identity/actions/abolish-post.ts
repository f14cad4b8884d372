import { asSystem, Conflict, type Context, command } from '../../../kernel/index.ts'
import { endPost, selectHoldingsBeyond } from '../queries-posts.ts'
import { requirePost } from './transfer-post.ts'

/**
 * Abolishes a post from a day on. Whoever held it must have handed it over, so that no open work falls between posts.
 * @throws Conflict while somebody holds it beyond the day
 */
export async function abolishPost(
  context: Context,
  postId: number,
  given: { on: string; instrument: string },
): Promise<{ postId: number }> {
  const townId = context.tenant.tenantId
  return command(asSystem(context), { name: 'identity.abolish-post', input: { postId, ...given } }, async (tx) => {
    const post = await requirePost(tx, postId, given.on)
    const [held] = await selectHoldingsBeyond(tx, townId, postId, given.on)
    if (held)
      throw new Conflict('postId', 'Somebody holds this post then. Hand it over, or leave it vacant, first.', {
        got: postId,
      })
    if (post.valid_from >= given.on)
      throw new Conflict('on', 'The post did not exist the day before.', { expected: `after ${post.valid_from}` })
    await endPost(tx, townId, postId, given.on)
    await tx.emit('identity.post-abolished', { postId, on: given.on })
    tx.journal({ subjects: [{ kind: 'post', id: postId }], after: given })
    return { postId }
  })
}
