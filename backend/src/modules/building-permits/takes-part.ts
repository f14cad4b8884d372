import { asSystem, type Context, NotFound, NotSignedIn, read } from '../../kernel/index.ts'
import { selectTakesPart } from './queries-page.ts'

/**
 * Lets through whoever asked for a case, their agent, and officers who may see cases.
 * @throws NotFound for anybody else: a number tells nothing to strangers
 */
export async function requireTakesPart(context: Context, caseId: number): Promise<void> {
  const { tenantId } = context.tenant
  if (context.userId === null) throw new NotSignedIn()
  const is = await read(asSystem(context), (db) =>
    selectTakesPart(db, tenantId, caseId, { userId: context.userId, personId: context.personId }),
  )
  const isOffice = context.roleClass === 'staff' && context.permissions.has('workflow.read')
  if (!is.known || !(is.takesPart || isOffice))
    throw new NotFound('caseId', 'There is no such case among yours.', { got: caseId })
}
