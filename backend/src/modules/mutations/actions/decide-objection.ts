import { Conflict, type Context, command, NotFound } from '../../../kernel/index.ts'
import { selectApplication, selectObjections, updateObjection } from '../queries.ts'
import type { DecideObjection } from '../schemas.ts'

/**
 * Decides an objection about facts with reasons. One about title is never decided here: only a court settles it.
 * @throws Conflict for an objection that is decided, or one about title without the court's word
 */
export function decideObjection(
  context: Context,
  key: { caseId: number; objectionId: number },
  given: DecideObjection,
): Promise<{ objectionId: number }> {
  const { tenantId } = context.tenant
  return command(context, { name: 'mutations.decide-objection', input: { ...key, ...given } }, async (tx) => {
    const application = await selectApplication(tx, tenantId, key.caseId)
    const objections = await selectObjections(tx, tenantId, key.caseId)
    const objection = objections.find(({ objectionId }) => objectionId === key.objectionId)
    if (!application || !objection)
      throw new NotFound('objectionId', 'There is no such objection in this town.', { got: key.objectionId })
    const isByCourt = given.outcome === 'settled-by-court'
    if ((objection.kind === 'title') !== isByCourt)
      throw new Conflict('outcome', 'Title is settled by a court alone, and facts by this office.', {
        got: given.outcome,
        expected: objection.kind === 'title' ? 'settled-by-court' : 'upheld or dismissed',
      })
    const decided = { ...given, on: context.today, postId: context.postId }
    if (!(await updateObjection(tx, tenantId, key, decided)))
      throw new Conflict('objectionId', 'This objection is decided already.', { got: objection.outcome })
    await tx.emit('mutations.objection-decided', { ...key, outcome: given.outcome })
    tx.journal({
      subjects: [
        { kind: 'case', id: key.caseId },
        { kind: 'property', id: application.propertyId },
      ],
      after: { ...key, ...given },
    })
    return { objectionId: key.objectionId }
  })
}
