import { type Context, command, Invalid } from '../../../kernel/index.ts'
import { ordersOn, requireKnown, type StandingOrder } from '../known.ts'
import { insertVisit, selectVisits } from '../queries-assessment.ts'
import { fruitlessVisits } from '../rules.ts'
import type { NewVisit } from '../schemas.ts'

/** Records what an officer found at the door; answers how many visits have now been in vain. */
export function recordVisit(
  context: Context,
  propertyId: number,
  input: NewVisit,
): Promise<{ visitId: number; fruitless: number; orders: StandingOrder[] }> {
  return command(context, { name: 'property-tax.record-visit', input: { propertyId, ...input } }, async (tx) => {
    const { tenantId } = context.tenant
    if (input.on > context.today) throw new Invalid('on', 'This day is still to come.', { got: input.on })
    await requireKnown(tx, { propertyId, documentId: input.documentId })
    const orders = await ordersOn(tx, propertyId)
    const visitId = await insertVisit(tx, tenantId, propertyId, input, context.userId)
    const visits = await selectVisits(tx, tenantId, propertyId)
    const fruitless = fruitlessVisits(visits.map((visit) => ({ visitedOn: visit.visited_on, outcome: visit.outcome })))
    await tx.emit('property-tax.property-visited', { propertyId, visitId, outcome: input.outcome })
    tx.journal({ subjects: [{ kind: 'property', id: propertyId }], after: { ...input, fruitless } })
    return { visitId, fruitless, orders }
  })
}
