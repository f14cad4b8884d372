/** What this room does when others change: posts that change hands, persons that are joined or erased, areas that move. */
import { type Participants, type Sentence, sentence, type Tx } from '../../kernel/index.ts'
import type { PostTransferInvitation } from '../identity/index.ts'
import { followMerge } from '../people/index.ts'
import { candidatesHere } from './office.ts'
import {
  eraseApplicants,
  insertEverywhere,
  lockCasesOnProperties,
  lockFilesOfPost,
  moveApplicants,
  moveSubjects,
  selectOpenCaseOf,
} from './queries-clock.ts'
import { type Candidate, choosePost } from './rules-allotment.ts'
import type { Workflows } from './workflows.ts'

/** Registers with the rooms below. */
export function followOthers(participants: Participants, workflows: Workflows): void {
  participants.participate('identity.post-transfer', (tx, given: PostTransferInvitation) =>
    moveFiles(tx, workflows, given),
  )
  followMerge(participants, 'workflow.applicants', moveApplicants)
  followMerge(participants, 'workflow.cases', moveSubjects)
  participants.participate('people.erase', keepOpenCases)
  participants.participate('parcels.area-transfer', noteMoves)
}

/**
 * Files belong to the post, so a new holder has them at once; a line in each log says that the hand at the desk changed.
 * A post that is left vacant gives its files to other posts of their service, each to the least busy of its area.
 */
async function moveFiles(tx: Tx, workflows: Workflows, given: PostTransferInvitation): Promise<string[]> {
  const { tenant, today, requestId } = tx.context
  // A transfer to come moves nothing yet: the clock job of that day finds a vacant post.
  if (given.on > today && given.toUserId === null) return []
  const files = await lockFilesOfPost(tx, tenant.tenantId, given.postId)
  if (!files.length) return []
  const others = given.toUserId === null ? await loads(tx, given.postId) : []
  const lines = files.flatMap((file) => {
    const toPostId = given.toUserId === null ? relieve(workflows, others, file) : given.postId
    return toPostId === null ? [] : [{ caseId: file.case_id, version: file.version, toPostId }]
  })
  const data = { because: given.toUserId === null ? 'vacant' : 'transfer', fromPostId: given.postId }
  if (lines.length)
    await insertEverywhere(tx, tenant.tenantId, lines, { action: 'hand-over', data, requestId, on: today })
  given.moved['workflow.cases'] = lines.length
  const { postId, fromUserId, toUserId, on } = given
  const counts = { files: lines.length, left: files.length - lines.length }
  await tx.emit('workflow.files-handed-over', { postId, fromUserId, toUserId, on, ...counts })
  return []
}

async function loads(tx: Tx, leavingPostId: number): Promise<Candidate[]> {
  return (await candidatesHere(tx, tx.context)).filter((each) => each.postId !== leavingPostId)
}

/** The least busy post for a file; its load counts up, so that one post does not get them all. */
function relieve(
  workflows: Workflows,
  others: Candidate[],
  file: { service: string; ward_id: number | null },
): number | null {
  const allotment = workflows.of(file.service)?.workflow.allotment
  if (allotment?.by !== 'area-and-load') return null
  const chosen = choosePost(others, allotment.roles, file.ward_id === null ? [] : [file.ward_id])?.post.postId
  const post = others.find((each) => each.postId === chosen)
  if (!post) return null
  post.load++
  return post.postId
}

async function keepOpenCases(tx: Tx, given: { partyId: number }): Promise<Sentence[]> {
  const { tenantId } = tx.context.tenant
  const open = await selectOpenCaseOf(tx, tenantId, given.partyId)
  if (open) return [sentence('This person has an open case, {number}: it must be closed first.', { number: open })]
  await eraseApplicants(tx, tenantId, given.partyId)
  return []
}

/** Cases stay with the body that they were opened at; each open one says that its place has gone, so that its officer decides. */
async function noteMoves(
  tx: Tx,
  given: { propertyIds: number[]; fromTenantId: number; toTenantId: number },
): Promise<string[]> {
  const { tenant, today, requestId } = tx.context
  const cases = await lockCasesOnProperties(tx, tenant.tenantId, given.propertyIds)
  const lines = cases.map((row) => ({ caseId: row.case_id, version: row.version, toPostId: null }))
  if (lines.length)
    await insertEverywhere(tx, tenant.tenantId, lines, { action: 'note-move', data: {}, requestId, on: today })
  return []
}
