import type { Context, Db, Names } from '../../kernel/index.ts'
import type { OpenedCase } from './case-log.ts'
import { selectPostNames } from './queries-office.ts'
import { actionNames, type Words } from './rules.ts'
import type { Entry } from './rules-fold.ts'

/** One thing that happened while somebody was looking at an older version. */
export interface Difference {
  sequence: number
  action: string
  names: Words
  on: string
  by: Entry['by']
  /** The post that acted; null for the applicant and the clock. */
  post: Names | null
}

/** What happened since, with the posts that did it by name. */
export async function differenceSince(
  db: Db,
  context: Context,
  { workflow }: Pick<OpenedCase, 'workflow'>,
  entries: readonly Entry[],
): Promise<Difference[]> {
  const ids = entries.flatMap((entry) => (entry.post && entry.post.town === null ? entry.post.postId : []))
  const posts = new Map(
    (ids.length ? await selectPostNames(db, context.tenant.tenantId, ids) : []).map((row) => [row.post_id, row.names]),
  )
  return entries.map((entry) => ({
    sequence: entry.sequence,
    action: entry.action,
    names: actionNames(workflow, entry.action),
    on: entry.on,
    by: entry.by,
    post: (entry.post && posts.get(entry.post.postId)) ?? null,
  }))
}
