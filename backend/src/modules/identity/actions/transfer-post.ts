import {
  asSystem,
  Conflict,
  type Context,
  command,
  Forbidden,
  Invalid,
  NotFound,
  type Tx,
} from '../../../kernel/index.ts'
import { endSessions, selectPermissionTable } from '../queries.ts'
import {
  closeHolding,
  deleteHoldings,
  insertHolding,
  lockPost,
  type PostRow,
  selectHoldingsBeyond,
  selectPosts,
  selectUserNames,
} from '../queries-posts.ts'
import { capacityFault } from '../rules.ts'

/**
 * What participants of `identity.post-transfer` get, inside the transaction: they hand on the open work of the post and
 * write how much into `moved['<room>.<things>']`, or answer why it cannot be. `toUserId` null: the post stands vacant.
 */
export type PostTransferInvitation = {
  postId: number
  fromUserId: number | null
  toUserId: number | null
  on: string
  moved: Record<string, number>
}

/** What a handover did. */
export interface TransferredPost {
  postId: number
  leftUserId: number | null
  holdingId: number | null
  moved: Record<string, number>
}

/**
 * Hands a post over on a day, or leaves it vacant: one command ends the old holder's holding and sessions, moves the
 * open work of every room and begins the new holding.
 * @throws NotFound, Forbidden for a post that may do more than the caller, Conflict for a day before the holder began
 */
export async function transferPost(
  context: Context,
  postId: number,
  given: { toUserId: number | null; on: string; capacity: string; instrument: string },
): Promise<TransferredPost> {
  const townId = context.tenant.tenantId
  const stateId = context.tenant.stateId
  return command(asSystem(context), { name: 'identity.transfer-post', input: { postId, ...given } }, async (tx) => {
    const post = await requirePost(tx, postId, given.on)
    await requirePower(tx, context, post.designation)
    if (given.toUserId !== null) await requireHolder(tx, post, given)
    const leftUserId = await closeHoldings(tx, postId, given.on)
    if (leftUserId !== null) await endSessions(tx, stateId, { userId: leftUserId }, 'post transferred')
    const holdingId =
      given.toUserId === null
        ? null
        : await insertHolding(tx, townId, { ...given, postId, userId: given.toUserId, from: given.on })
    const news = { postId, fromUserId: leftUserId, toUserId: given.toUserId, on: given.on }
    const invitation: PostTransferInvitation = { ...news, moved: {} }
    await tx.invite('identity.post-transfer', invitation)
    await tx.emit('identity.post-transferred', news)
    tx.journal({
      subjects: [{ kind: 'post', id: postId }],
      before: { userId: leftUserId },
      after: { ...given, userId: given.toUserId, holdingId, moved: invitation.moved },
    })
    return { postId, leftUserId, holdingId, moved: invitation.moved }
  })
}

/** The post on a day, locked. @throws NotFound naming `postId` */
export async function requirePost(tx: Tx, postId: number, day: string): Promise<PostRow> {
  const townId = tx.context.tenant.tenantId
  await lockPost(tx, townId, postId)
  const [post] = await selectPosts(tx, townId, day, postId)
  if (!post) throw new NotFound('postId', 'This town has no such post on that day.', { got: postId })
  return post
}

/** Nobody hands out more than they hold; who is set over the towns may fill any post, an administrator's too. */
export async function requirePower(tx: Tx, context: Context, designation: string): Promise<void> {
  if (context.roleClass === 'system' || context.permissions.has('identity.manage-towns')) return
  const { allowed } = await selectPermissionTable(tx, context.tenant.tenantId)
  if (allowed.some((row) => row.role === designation && !context.permissions.has(row.permission)))
    throw new Forbidden('This post may do more than yours. The state fills it.', {
      field: 'designation',
      got: designation,
    })
}

async function requireHolder(
  tx: Tx,
  post: PostRow,
  given: { toUserId: number | null; capacity: string },
): Promise<void> {
  if (!(await selectUserNames(tx, tx.context.tenant.stateId, [given.toUserId!])).length)
    throw new NotFound('toUserId', 'There is no such user in this state.', { got: given.toUserId })
  const fault = capacityFault(post.designation, given.capacity)
  if (fault) throw new Invalid('capacity', fault, { got: given.capacity })
}

/** Ends what reaches beyond the day; a holding that has begun is never taken back, because journal lines name it. */
async function closeHoldings(tx: Tx, postId: number, on: string): Promise<number | null> {
  const { tenant, today } = tx.context
  const beyond = await selectHoldingsBeyond(tx, tenant.tenantId, postId, on)
  const begun = beyond.filter((row) => row.valid_from <= today)
  const tooEarly = begun.find((row) => row.valid_from >= on)
  if (tooEarly)
    throw new Conflict('on', 'The present holder began on that day or later. Hand the post over from a later day.', {
      got: on,
      expected: `after ${tooEarly.valid_from}`,
    })
  const planned = beyond.filter((row) => row.valid_from > today && row.valid_from >= on)
  await deleteHoldings(
    tx,
    tenant.tenantId,
    planned.map((row) => row.holding_id),
  )
  const leaving = beyond.find((row) => row.valid_from < on)
  if (leaving) await closeHolding(tx, tenant.tenantId, leaving.holding_id, on)
  return leaving?.user_id ?? null
}
