import { type Context, command, Forbidden, type Tx } from '../../../kernel/index.ts'
import {
  audienceOf,
  factsOf,
  lockOpenedCase,
  type OpenedCase,
  subjectsOf,
  timingOf,
  writeEntries,
} from '../case-log.ts'
import { candidatesHere } from '../office.ts'
import { selectAreas } from '../queries.ts'
import { choosePost } from '../rules-allotment.ts'
import { type CaseState, isSamePost } from '../rules-fold.ts'
import type { Workflows } from '../workflows.ts'
import { type ActedAnswer, refuseOutdated, standingOf } from './act-on-case.ts'

/** What an officer says when a file must go higher. */
export interface EscalateCase {
  expectedVersion: number
  text: string
}

/**
 * Takes a file a level higher by hand: for steps that the clock does not take by itself, and before it would.
 * @throws Forbidden for those who neither have the file nor may allot
 */
export async function escalateCase(
  context: Context,
  workflows: Workflows,
  caseId: number,
  given: EscalateCase,
): Promise<ActedAnswer> {
  const { actor, acting } = await standingOf(context, caseId)
  return command(acting, { name: 'workflow.escalate-case', input: { caseId, ...given } }, async (tx) => {
    const opened = await lockOpenedCase(tx, workflows, caseId)
    await refuseOutdated(tx, opened, given.expectedVersion)
    const mayAct =
      actor.kind === 'office' && (actor.mayAllot || actor.posts.some((post) => isSamePost(post, opened.state.assignee)))
    if (!mayAct || opened.state.stage === 'closed')
      throw new Forbidden('Only the post that has an open file, or who allots files, sends it higher.', {
        field: 'caseId',
      })
    const { terms } = await timingOf(tx, context.tenant.tenantId, opened.workflow, opened.row)
    const step = terms.escalation.find((each) => each.level === opened.state.level + 1)
    const state = await writeEscalation(tx, opened, {
      level: opened.state.level + 1,
      role: step?.role ?? opened.workflow.head,
      daysLate: null,
      text: given.text,
    })
    tx.journal({
      subjects: subjectsOf(opened.row),
      before: { level: opened.state.level, post: opened.state.assignee },
      after: { level: state.level, post: state.assignee },
    })
    return { caseId, status: state.status, stage: state.stage, version: state.version }
  })
}

/** Writes an escalation: to a post of the role, by area and load; without one the level rises and the file stays. */
export async function writeEscalation(
  tx: Tx,
  opened: OpenedCase,
  given: { level: number; role: string; daysLate: number | null; text: string | null },
): Promise<CaseState> {
  const { context } = tx
  const { boundaryIds } = await selectAreas(tx, context.tenant.tenantId, factsOf(opened), context.today)
  const found = choosePost(await candidatesHere(tx, context), [given.role], boundaryIds)
  const toPost = found && !isSamePost(found.post, opened.state.assignee) ? found.post : null
  const state = await writeEntries(tx, opened, [
    {
      action: 'escalate',
      on: context.today,
      by: context.userId === null ? 'system' : 'office',
      post: null,
      requestId: context.requestId,
      noted: false,
      data: { level: given.level, role: given.role, daysLate: given.daysLate, ...(toPost && { toPost }) },
      text: given.text,
      officeOnly: given.text !== null,
      userId: context.userId,
      byPostId: context.postId,
    },
  ])
  await tx.emit('workflow.case-escalated', {
    caseId: opened.row.case_id,
    number: opened.row.number,
    service: opened.row.service,
    level: given.level,
    role: given.role,
    daysLate: given.daysLate,
    ...audienceOf(opened.people, state),
  })
  return state
}
