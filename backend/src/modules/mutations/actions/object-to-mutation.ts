import { asSystem, Conflict, type Context, command, Forbidden, NotFound, NotSignedIn } from '../../../kernel/index.ts'
import { insertObjection, selectApplication } from '../queries.ts'
import type { ObjectToMutation } from '../schemas.ts'

/**
 * Objects to a mutation while its public notice runs. Anybody who proved a mobile may, or staff for somebody at the counter.
 * @throws Conflict outside the notice
 */
export async function objectToMutation(
  context: Context,
  caseId: number,
  given: ObjectToMutation,
): Promise<{ objectionId: number }> {
  const { tenant, today, userId } = context
  if (userId === null) throw new NotSignedIn()
  if (given.objector && !context.permissions.has('mutations.open'))
    throw new Forbidden('Only staff at the counter object for somebody else.', { field: 'objector' })
  return command(asSystem(context), { name: 'mutations.object', input: { caseId, ...given } }, async (tx) => {
    const application = await selectApplication(tx, tenant.tenantId, caseId)
    if (!application) throw new NotFound('caseId', 'There is no such change of name in this town.', { got: caseId })
    const { noticeUntil } = application
    if (noticeUntil === null || today > noticeUntil)
      throw new Conflict('caseId', 'Objections are taken while the public notice runs.', {
        got: today,
        expected: noticeUntil,
      })
    const objectionId = await insertObjection(tx, tenant.tenantId, {
      caseId,
      kind: given.kind,
      userId: given.objector ? null : userId,
      name: given.objector?.name ?? null,
      mobile: given.objector?.mobile ?? null,
      words: given.words,
      filedOn: today,
    })
    await tx.emit('mutations.objection-filed', { caseId, objectionId, kind: given.kind })
    tx.journal({
      subjects: [
        { kind: 'case', id: caseId },
        { kind: 'property', id: application.propertyId },
      ],
      after: { objectionId, kind: given.kind },
    })
    return { objectionId }
  })
}
