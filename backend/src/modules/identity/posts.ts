import { asSystem, type Context, NotFound, read } from '../../kernel/index.ts'
import { selectHoldings, selectLiveSessions, selectPosts, selectStaff, selectUserNames } from './queries-posts.ts'

type Labels = Record<string, string>

/** Posts of the town with their holders on a day; a vacant one has none. */
export function readPosts(context: Context, on: string) {
  const { tenantId, stateId } = context.tenant
  return read(context, async (db) => {
    const posts = await selectPosts(db, tenantId, on)
    const holders = posts.flatMap((post) => post.user_id ?? [])
    const names = new Map((await selectUserNames(db, stateId, holders)).map((row) => [row.user_id, row.names]))
    return {
      posts: posts.map((post) => ({
        postId: post.post_id,
        designation: post.designation,
        names: post.names as Labels,
        office: post.office as Labels,
        area:
          post.area_set === null
            ? null
            : { set: post.area_set, code: post.area_code!, names: (post.area_names ?? {}) as Labels },
        instrument: post.instrument,
        from: post.valid_from,
        holder:
          post.user_id === null
            ? null
            : {
                userId: post.user_id,
                names: (names.get(post.user_id) ?? {}) as Labels,
                capacity: post.capacity!,
                since: post.since!,
                instrument: post.holding_instrument!,
              },
      })),
    }
  })
}

/** What a transfer of a post would move and end today, and who held it before. */
export async function readPost(context: Context, postId: number) {
  const { tenantId, stateId } = context.tenant
  // Sessions are the application's own; their number alone is shown.
  return read(asSystem(context), async (db) => {
    const posts = await selectPosts(db, tenantId, context.today)
    const post = posts.find((one) => one.post_id === postId)
    if (!post) throw new NotFound('postId', 'This town has no such post today.', { got: postId })
    const holdings = await selectHoldings(db, tenantId, postId)
    const names = new Map(
      (
        await selectUserNames(
          db,
          stateId,
          holdings.map((one) => one.user_id),
        )
      ).map((row) => [row.user_id, row.names]),
    )
    const holder = post.user_id
    return {
      postId,
      names: post.names as Labels,
      sessions: holder === null ? 0 : await selectLiveSessions(db, stateId, holder),
      otherPosts: posts
        .filter((one) => holder !== null && one.user_id === holder && one.post_id !== postId)
        .map((one) => ({ postId: one.post_id, names: one.names as Labels })),
      holdings: holdings.map((one) => ({
        userId: one.user_id,
        names: (names.get(one.user_id) ?? {}) as Labels,
        capacity: one.capacity,
        instrument: one.instrument,
        from: one.valid_from,
        to: one.valid_to,
      })),
    }
  })
}

/** Who may hold a post, and whose name stands behind a number of the journal. */
export async function readStaff(context: Context, query: { search?: string | undefined; limit: number }) {
  const { tenantId, stateId } = context.tenant
  const rows = await read(context, (db) =>
    selectStaff(db, stateId, tenantId, context.today, query.search ?? null, query.limit),
  )
  return {
    staff: rows.map((row) => ({
      userId: row.user_id,
      names: row.names as Labels,
      roles: row.roles,
      posts: row.posts.map((post) => ({ ...post, names: post.names as Labels, office: post.office as Labels })),
    })),
  }
}
