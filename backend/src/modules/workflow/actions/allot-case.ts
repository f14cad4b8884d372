import { randomInt } from 'node:crypto'
import { Conflict, type Context, command, Forbidden, type Tx } from '../../../kernel/index.ts'
import { audienceOf, factsOf, lockOpenedCase, type OpenedCase, subjectsOf, writeEntries } from '../case-log.ts'
import { findPost } from '../office.ts'
import { selectAreas } from '../queries.ts'
import type { CaseState, PostRef } from '../rules-fold.ts'
import { type Actor, postToClaim } from '../rules-next.ts'
import type { Workflows } from '../workflows.ts'
import { type ActedAnswer, refuseOutdated, requirePost, standingOf } from './act-on-case.ts'

/** To which post; null lets the service's own rule find it. */
export interface AllotCase {
  toPostId: number | null
  expectedVersion: number
  text?: string | null
}

/**
 * Gives a file to a post by hand, by the service's rule, or to oneself when nobody has it.
 * @throws Forbidden without `workflow.assign`, except for a file that lies with nobody; Conflict when no post is at work
 */
export async function allotCase(
  context: Context,
  workflows: Workflows,
  caseId: number,
  given: AllotCase,
): Promise<ActedAnswer> {
  const { actor, acting } = await standingOf(context, caseId)
  return command(acting, { name: 'workflow.allot-case', input: { caseId, ...given } }, async (tx) => {
    const opened = await lockOpenedCase(tx, workflows, caseId)
    await refuseOutdated(tx, opened, given.expectedVersion)
    if (opened.state.stage === 'closed')
      throw new Conflict('caseId', 'This case is closed: nobody needs its file.', { got: opened.state.status })
    requireMayAllot(opened, actor, given)
    const { post, because } = await chosen(tx, opened, given)
    const state = await writeAllotment(tx, opened, post, { because, text: given.text ?? null })
    tx.journal({
      subjects: subjectsOf(opened.row),
      before: { post: opened.state.assignee },
      after: { post, because, version: state.version },
    })
    return { caseId, status: state.status, stage: state.stage, version: state.version }
  })
}

function requireMayAllot({ workflow, state }: OpenedCase, actor: Actor, given: AllotCase): void {
  if (actor.kind === 'office' && actor.mayAllot) return
  const claim = postToClaim(workflow, state, actor)
  if (claim && claim.postId === given.toPostId) return
  throw new Forbidden('Allotting files is not in your powers.', { field: 'toPostId', expected: 'workflow.assign' })
}

async function chosen(tx: Tx, opened: OpenedCase, given: AllotCase): Promise<{ post: PostRef; because: string }> {
  const { context } = tx
  if (given.toPostId !== null) return { post: await requirePost(tx, given.toPostId), because: 'by-hand' }
  const { boundaryIds } = await selectAreas(tx, context.tenant.tenantId, factsOf(opened), context.today)
  const file = { variant: opened.row.variant, boundaryIds }
  const found = await findPost(tx, context, opened.registered, file, randomInt(2 ** 31))
  if (!found) throw new Conflict('toPostId', 'No post that does this work is at work today. Choose one by hand.')
  return found
}

/** Writes the allotment and tells whoever has the file now. */
export async function writeAllotment(
  tx: Tx,
  opened: OpenedCase,
  post: PostRef,
  { because, text, action = 'allot' }: { because: string; text: string | null; action?: 'allot' | 'hand-over' },
): Promise<CaseState> {
  const { context } = tx
  const state = await writeEntries(tx, opened, [
    {
      action,
      on: context.today,
      by: context.userId === null ? 'system' : 'office',
      post: null,
      requestId: context.requestId,
      noted: false,
      data: { toPost: post, because },
      text,
      officeOnly: true,
      userId: context.userId,
      byPostId: context.postId,
    },
  ])
  await tx.emit('workflow.case-allotted', {
    caseId: opened.row.case_id,
    number: opened.row.number,
    service: opened.row.service,
    because,
    ...audienceOf(opened.people, state),
  })
  return state
}
