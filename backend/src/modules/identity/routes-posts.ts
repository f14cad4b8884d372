import { z } from 'zod'
import { defineRoute, Forbidden, idSchema, type Route } from '../../kernel/index.ts'
import { abolishPost } from './actions/abolish-post.ts'
import { addStaff } from './actions/add-staff.ts'
import { createPost } from './actions/create-post.ts'
import { transferPost } from './actions/transfer-post.ts'
import { readPost, readPosts, readStaff } from './posts.ts'
import * as schemas from './schemas.ts'

const postParams = z.strictObject({ postId: idSchema })
/** Any of these has to put names to numbers: who fills posts, who adds staff, who reads the journal. */
const namesStaff = ['identity.manage-posts', 'identity.manage-users', 'kernel.read-journal']

/** Posts and the people who hold them. `forget` is called when powers have changed hands. */
export function postRoutes(forget: () => void): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/posts',
      permission: 'identity.manage-posts',
      summary:
        'Posts and who holds them on a day; a vacant post has no holder. Example: /api/nayapur/posts?on=2026-04-01',
      query: z.strictObject({ on: z.iso.date().optional() }),
      response: schemas.postsSchema,
      run: (context, { query }) => readPosts(context, query.on ?? context.today),
    }),
    defineRoute({
      method: 'post',
      path: '/posts',
      permission: 'identity.manage-posts',
      summary: 'Makes a post by an order: designation, office and area; it stands vacant',
      body: schemas.newPostSchema,
      response: z.object({ postId: z.number() }),
      run: (context, { body }) => createPost(context, body),
    }),
    defineRoute({
      method: 'get',
      path: '/posts/:postId',
      permission: 'identity.manage-posts',
      summary: 'A post: who held it, and what a transfer would move and end. Example: /api/nayapur/posts/3',
      params: postParams,
      response: schemas.postSchema,
      run: (context, { params }) => readPost(context, params.postId),
    }),
    defineRoute({
      method: 'post',
      path: '/posts/:postId/transfer',
      permission: 'identity.manage-posts',
      summary: 'Hands a post over, or leaves it vacant, from a day on: open work moves, sessions of the leaver end',
      params: postParams,
      body: schemas.transferPostSchema,
      response: z.object({
        postId: z.number(),
        leftUserId: z.nullable(z.number()),
        holdingId: z.nullable(z.number()),
        moved: z.record(z.string(), z.number()),
      }),
      run: async (context, { params, body }) => {
        const answer = await transferPost(context, params.postId, body)
        forget()
        return answer
      },
    }),
    defineRoute({
      method: 'post',
      path: '/posts/:postId/abolition',
      permission: 'identity.manage-posts',
      summary: 'Abolishes a post that nobody holds, from a day on',
      params: postParams,
      body: schemas.abolishPostSchema,
      response: z.object({ postId: z.number() }),
      run: (context, { params, body }) => abolishPost(context, params.postId, body),
    }),
    defineRoute({
      method: 'get',
      path: '/staff',
      permission: null,
      summary: 'Staff of the state, those of this town first. Example: /api/nayapur/staff?search=verma',
      query: schemas.staffQuery,
      response: schemas.staffSchema,
      run: (context, { query }) => {
        if (!namesStaff.some((permission) => context.permissions.has(permission)))
          throw new Forbidden('Only who fills posts, adds staff or reads the journal may see the list of staff.')
        return readStaff(context, query)
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff',
      permission: 'identity.manage-users',
      summary: 'Adds a staff user with roles in this town',
      body: schemas.newStaffSchema,
      response: z.object({ userId: z.number() }),
      run: (context, { body }) => addStaff(context, body),
    }),
  ]
}
