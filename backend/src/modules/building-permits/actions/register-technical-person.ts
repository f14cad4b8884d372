import { Conflict, type Context, command, Invalid, NotFound } from '../../../kernel/index.ts'
import { insertTechnicalPerson, updateTechnicalPersonEnded } from '../queries-people.ts'
import { councilNumber } from '../rules-technical.ts'
import type { NewTechnicalPerson } from '../schemas.ts'

/** Enters an architect by their number with the Council of Architecture, or a licensed person with their class. */
export function registerTechnicalPerson(
  context: Context,
  given: NewTechnicalPerson,
): Promise<{ technicalPersonId: number }> {
  return command(context, { name: 'building-permits.register-technical-person', input: given }, async (tx) => {
    if (given.kind === 'architect' && !councilNumber.test(given.number))
      throw new Invalid('number', 'A number of the Council of Architecture looks like CA/2010/12345.', {
        got: given.number,
      })
    if (given.validTo <= given.validFrom)
      throw new Invalid('validTo', 'The registration must end after it begins.', { got: given.validTo })
    const technicalPersonId = await insertTechnicalPerson(tx, context.tenant.tenantId, given)
    if (technicalPersonId === null)
      throw new Conflict('number', 'A technical person with this number is entered already.', { got: given.number })
    tx.journal({ subjects: [{ kind: 'technical-person', id: technicalPersonId }], after: given })
    return { technicalPersonId }
  })
}

/** Ends a registration: struck off, suspended, given up. Cases that the person stands for are told at their next step. */
export function endTechnicalPerson(
  context: Context,
  technicalPersonId: number,
  given: { endedOn: string; instrument: string },
): Promise<{ technicalPersonId: number }> {
  const input = { technicalPersonId, ...given }
  return command(context, { name: 'building-permits.end-technical-person', input }, async (tx) => {
    if (!(await updateTechnicalPersonEnded(tx, context.tenant.tenantId, technicalPersonId, given.endedOn)))
      throw new NotFound('technicalPersonId', 'There is no such technical person in force.', { got: technicalPersonId })
    tx.journal({ subjects: [{ kind: 'technical-person', id: technicalPersonId }], after: given })
    return { technicalPersonId }
  })
}
