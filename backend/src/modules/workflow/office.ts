/** Who is asking, as far as a case is concerned: its applicant, an officer by post, or nobody to it. */
import { asSystem, type Context, contextFor, type Db, read, tenantByCode } from '../../kernel/index.ts'
import type { ApplicantRow, CaseRow } from './queries.ts'
import { inTown, type PostRow, selectPools, selectPosts, selectPowers, selectTownIds } from './queries-office.ts'
import { type Candidate, type Choice, choosePost, drawPost } from './rules-allotment.ts'
import type { PostRef } from './rules-fold.ts'
import type { Actor, ActorPost } from './rules-next.ts'
import type { Registered } from './workflows.ts'

/** An officer's posts of today, the own town's and, for a file of a pool, the one that it lies with. */
export async function postsOf(
  context: Context,
  row: Pick<CaseRow, 'assigned_town' | 'assigned_post_id'> | null,
): Promise<ActorPost[]> {
  const { userId, tenant, today } = context
  if (userId === null) return []
  const own = await read(asSystem(context), (db) => selectPowers(db, tenant.tenantId, userId, today))
  const posts = own.map((each) => ({
    town: null,
    postId: each.post_id,
    designation: each.designation,
    byPostId: each.by_post_id,
    holdingId: each.holding_id,
  }))
  if (!row?.assigned_town) return posts
  const there = await tenantByCode(context.platform, row.assigned_town)
  const abroad = contextFor(context.platform, there, { roleClass: 'system' })
  const powers = await read(abroad, (db) => selectPowers(db, there.tenantId, userId, abroad.today))
  return [
    ...posts,
    ...powers
      .filter((each) => each.post_id === row.assigned_post_id)
      .map((each) => ({
        town: there.code,
        postId: each.post_id,
        designation: each.designation,
        byPostId: each.by_post_id,
        holdingId: each.holding_id,
      })),
  ]
}

/** Whether one of these people is the caller. Followers hear of a case; they do not act in it. */
export function isApplicant(context: Context, people: readonly ApplicantRow[]): boolean {
  return people.some(
    (each) =>
      each.role !== 'follower' &&
      ((context.userId !== null && each.user_id === context.userId) ||
        (context.personId !== null && each.party_id === context.personId)),
  )
}

/** Who the caller is to a case. Whoever asked for it is its applicant and never its officer, whatever post they hold. */
export function actorOf(context: Context, people: readonly ApplicantRow[], posts: readonly ActorPost[]): Actor {
  if (context.roleClass === 'system' && context.userId === null) return { kind: 'system' }
  if (isApplicant(context, people)) return { kind: 'applicant' }
  const abroad = posts.filter((post) => post.town !== null)
  const usable = context.permissions.has('workflow.work') ? posts : abroad
  const mayAllot = context.permissions.has('workflow.assign')
  return usable.length || mayAllot ? { kind: 'office', posts: usable, mayAllot } : { kind: 'onlooker' }
}

const refOf = (postId: number | null): PostRef | null => (postId === null ? null : { town: null, postId })

function candidateOf(row: PostRow, town: string | null): Candidate {
  return {
    town,
    postId: row.post_id,
    designation: row.designation,
    boundaryId: row.boundary_id,
    held: row.user_id !== null,
    onLeave: row.away,
    delegate: refOf(row.deputy_post_id),
    load: row.load,
  }
}

/** Posts of the transaction's town that may get a file on its day. */
export async function candidatesHere(db: Db, context: Context): Promise<Candidate[]> {
  const { tenant, today } = context
  return (await selectPosts(db, tenant.tenantId, tenant.stateId, today)).map((row) => candidateOf(row, null))
}

/** Members of a pool at work or not, from every town of the state that has some. Needs the powers of the platform. */
export async function candidatesOfPool(db: Db, context: Context, code: string): Promise<Candidate[]> {
  const { tenant, today } = context
  const [pool] = await selectPools(db, tenant.stateId, today, code)
  const members = pool?.members ?? []
  const towns = await selectTownIds(db, tenant.stateId, [...new Set(members.map((each) => each.town))])
  const found: Candidate[] = []
  for (const [town, townId] of towns) {
    const ids = members.filter((each) => each.town === town).map((each) => each.postId)
    const rows = await inTown(db, townId, tenant.tenantId, () => selectPosts(db, townId, tenant.stateId, today, ids))
    found.push(...rows.map((row) => candidateOf(row, town === tenant.code ? null : town)))
  }
  return found
}

/** A post found for a file, and what the note sheet says of how. */
export interface Found extends Choice {
  /** Number drawn and posts among which, so that a draw can be checked. */
  draw?: { drawn: number; among: PostRef[] }
}

/** Finds a post by the service's own rule. `drawn` is a random whole number, used by pools alone. */
export async function findPost(
  db: Db,
  context: Context,
  registered: Registered,
  file: { variant: string | null; boundaryIds: readonly number[] },
  drawn: number,
): Promise<Found | null> {
  const { allotment } = registered.workflow
  if (allotment.by === 'area-and-load') {
    const roles = (await registered.rolesFor?.(db, context, file.variant)) ?? allotment.roles
    return choosePost(await candidatesHere(db, context), roles, file.boundaryIds)
  }
  const members = await candidatesOfPool(db, context, allotment.pool)
  const post = drawPost(members, drawn)
  const among = members.map(({ town, postId }) => ({ town, postId }))
  return post && { post, because: 'drawn', draw: { drawn, among } }
}
