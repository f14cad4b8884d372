import { addDays, Conflict, type Context, command, Forbidden, Invalid, NotFound } from '../../../kernel/index.ts'
import { endDelegation, insertDelegation, selectDelegations, selectPosts, selectPowers } from '../queries-office.ts'

/** A leave or a delegation of a post's work. */
export interface DelegatePost {
  postId: number
  /** The post that does the work meanwhile; a leave may have none. */
  toPostId: number | null
  kind: 'leave' | 'delegation'
  instrument: string
  from: string
  /** The last day, included. */
  to: string
}

/**
 * Enters that a post's work is done by another post, or by nobody, for some days. Its holder may enter it for the own
 * post, `workflow.manage` for every post.
 * @throws Conflict where another leave or deputy stands in these days
 */
export async function delegatePost(context: Context, given: DelegatePost): Promise<{ delegationId: number }> {
  const { tenantId, stateId } = context.tenant
  if (given.to < given.from)
    throw new Invalid('to', 'The last day lies before the first.', { got: given.to, expected: `from ${given.from}` })
  if (given.kind === 'delegation' && given.toPostId === null)
    throw new Invalid('toPostId', 'A delegation names the post that does the work.')
  if (given.toPostId === given.postId) throw new Invalid('toPostId', 'A post cannot be its own deputy.')
  return command(context, { name: 'workflow.delegate-post', input: given }, async (tx) => {
    const asked = [given.postId, ...(given.toPostId === null ? [] : [given.toPostId])]
    const posts = await selectPosts(tx, tenantId, stateId, context.today, asked)
    for (const [field, id] of [
      ['postId', given.postId],
      ['toPostId', given.toPostId],
    ] as const)
      if (id !== null && !posts.some((post) => post.post_id === id))
        throw new Invalid(field, 'This town has no such post today.', { got: id })
    await requireOwnPost(tx, context, given.postId)
    const validTo = addDays(given.to, 1)
    const standing = await selectDelegations(tx, tenantId, given.from)
    if (standing.some((row) => row.post_id === given.postId && row.valid_from < validTo))
      throw new Conflict('from', 'Another leave or deputy of this post stands in these days. End it first.')
    const delegationId = await insertDelegation(tx, tenantId, {
      post_id: given.postId,
      to_post_id: given.toPostId,
      kind: given.kind,
      instrument: given.instrument,
      valid_from: given.from,
      valid_to: validTo,
    })
    await tx.emit('workflow.post-delegated', { delegationId, ...given })
    tx.journal({ subjects: [{ kind: 'post', id: given.postId }], after: { delegationId, ...given } })
    return { delegationId }
  })
}

/** Ends a leave or delegation today: the post has its work back. */
export function recallPost(context: Context, delegationId: number): Promise<{ delegationId: number }> {
  const { tenantId } = context.tenant
  return command(context, { name: 'workflow.recall-post', input: { delegationId } }, async (tx) => {
    const ended = await endDelegation(tx, tenantId, delegationId, context.today)
    if (!ended) throw new NotFound('delegationId', 'There is no such leave or deputy any more.', { got: delegationId })
    await requireOwnPost(tx, context, ended.post_id)
    await tx.emit('workflow.post-recalled', { delegationId, postId: ended.post_id })
    tx.journal({ subjects: [{ kind: 'post', id: ended.post_id }], after: { delegationId, endedOn: context.today } })
    return { delegationId }
  })
}

async function requireOwnPost(tx: Parameters<typeof selectPowers>[0], context: Context, postId: number): Promise<void> {
  if (context.roleClass === 'system' || context.permissions.has('workflow.manage')) return
  const { tenant, userId, today } = context
  const own = userId === null ? [] : await selectPowers(tx, tenant.tenantId, userId, today)
  if (!own.some((each) => each.by_post_id === postId && each.post_id === postId))
    throw new Forbidden('You enter leave for your own post only.', { field: 'postId', expected: 'workflow.manage' })
}
