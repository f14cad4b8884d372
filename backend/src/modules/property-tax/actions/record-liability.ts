import { type Context, command, Invalid } from '../../../kernel/index.ts'
import { ordersOn, requireKnown, type StandingOrder } from '../known.ts'
import { insertLiability, selectLiability } from '../queries-assessment.ts'
import { liableFrom } from '../rules.ts'
import type { NewLiability } from '../schemas.ts'

/** Records an occupancy certificate, occupation, inspection or survey; the first of all of them makes the property liable. */
export function recordLiability(
  context: Context,
  propertyId: number,
  input: NewLiability,
): Promise<{ eventId: number; liableFrom: string; orders: StandingOrder[] }> {
  return command(context, { name: 'property-tax.record-liability', input: { propertyId, ...input } }, async (tx) => {
    const { tenantId } = context.tenant
    if (input.on > context.today) throw new Invalid('on', 'This day is still to come.', { got: input.on })
    await requireKnown(tx, { propertyId, documentId: input.documentId })
    const orders = await ordersOn(tx, propertyId)
    const eventId = await insertLiability(tx, tenantId, propertyId, input)
    const events = await selectLiability(tx, tenantId, propertyId)
    const first = liableFrom(events.map((event) => ({ happenedOn: event.happened_on })))!
    tx.journal({ subjects: [{ kind: 'property', id: propertyId }], after: { ...input, liableFrom: first } })
    return { eventId, liableFrom: first, orders }
  })
}
