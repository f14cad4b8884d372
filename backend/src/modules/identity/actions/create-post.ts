import { asSystem, type Context, command, Invalid, type Names, NotFound } from '../../../kernel/index.ts'
import { selectPermissionTable } from '../queries.ts'
import { insertPost, selectArea } from '../queries-posts.ts'
import { requirePower } from './transfer-post.ts'

/** A post to be made: what it is called, where it sits, and over which area it has its power. */
export interface GivenPost {
  designation: string
  names: Names
  office: Names
  area: { set: string; code: string } | null
  instrument: string
  from: string
}

/** Makes a post by an order. It stands vacant until it is handed to somebody. */
export async function createPost(context: Context, given: GivenPost): Promise<{ postId: number }> {
  const townId = context.tenant.tenantId
  return command(asSystem(context), { name: 'identity.create-post', input: given }, async (tx) => {
    const { roles } = await selectPermissionTable(tx, townId)
    if (!roles.some((row) => row.role === given.designation))
      throw new Invalid('designation', 'There is no such role.', { got: given.designation })
    await requirePower(tx, context, given.designation)
    const { area } = given
    const boundaryId = area && (await selectArea(tx, townId, area.set, area.code, given.from))
    if (area && boundaryId === null)
      throw new NotFound('area', 'There is no such area in this set on that day.', { got: `${area.set} ${area.code}` })
    const postId = await insertPost(tx, townId, { ...given, boundaryId })
    await tx.emit('identity.post-created', { postId, designation: given.designation })
    tx.journal({ subjects: [{ kind: 'post', id: postId }], after: given })
    return { postId }
  })
}
