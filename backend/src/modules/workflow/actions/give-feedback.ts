import { asSystem, Conflict, type Context, command, Forbidden, NotSignedIn } from '../../../kernel/index.ts'
import { lockOpenedCase, subjectsOf } from '../case-log.ts'
import { insertFeedback } from '../queries.ts'
import type { Workflows } from '../workflows.ts'
import { standingOf } from './act-on-case.ts'

/** How it was, from 1 (bad) to 5 (good), and in words. */
export interface GiveFeedback {
  rating: number
  words: string | null
}

/** Takes what an applicant thought of a closed case, once. The words stay in their table. */
export async function giveFeedback(
  context: Context,
  workflows: Workflows,
  caseId: number,
  given: GiveFeedback,
): Promise<{ caseId: number }> {
  const { userId } = context
  if (userId === null) throw new NotSignedIn()
  const { actor } = await standingOf(context, caseId)
  if (actor.kind !== 'applicant') throw new Forbidden('Only whoever asked says how it was.')
  const acting = { ...asSystem(context), userId }
  return command(acting, { name: 'workflow.give-feedback', input: { caseId, ...given } }, async (tx) => {
    const { row, state } = await lockOpenedCase(tx, workflows, caseId)
    if (state.stage !== 'closed')
      throw new Conflict('caseId', 'This case is still open. Say how it was when it is done.', { got: state.status })
    const kept = await insertFeedback(tx, context.tenant.tenantId, caseId, { userId, ...given, on: context.today })
    if (!kept) throw new Conflict('caseId', 'You have said already how it was. Thank you.')
    await tx.emit('workflow.feedback-given', { caseId, service: row.service, rating: given.rating })
    tx.journal({ subjects: subjectsOf(row), after: { rating: given.rating } })
    return { caseId }
  })
}
