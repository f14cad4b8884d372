import { type Context, NotFound } from '../../../kernel/index.ts'
import { after, changeFacts, changeRegister, indexProperties, recordAct, requireSubject } from '../acts.ts'
import { selectBoundary } from '../queries-register.ts'
import { insertVersion, selectHeldRows } from '../queries-versions.ts'
import { askOrders, type StandingOrder } from '../restrictions.ts'
import type { PlaceProperty } from '../schemas-actions.ts'

/** Puts a straddler into one area of a set by a named decision; it stands above the set's rule. */
export function placeProperty(
  context: Context,
  propertyId: number,
  input: PlaceProperty,
): Promise<{ propertyId: number; orders: StandingOrder[] }> {
  return changeRegister(context, 'parcels.place-property', { propertyId, ...input }, async (tx) => {
    const { tenantId } = context.tenant
    await requireSubject(tx, 'property', propertyId)
    const boundary = await selectBoundary(tx, tenantId, input.set, input.code, input.effectiveOn)
    if (!boundary)
      throw new NotFound('code', 'There is no such area in this set on that day.', {
        got: `${input.set} ${input.code}`,
      })
    const orders = await askOrders(tx, 'place-property', { propertyId })
    const act = await recordAct(tx, 'place', input)
    const only = { column: 'boundary_set_id', value: boundary.boundary_set_id }
    const subject = { table: 'property_boundaries', id: propertyId, only } as const
    const facts = { boundary_id: boundary.boundary_id, placed_by: 'decision', decision: input.instrument }
    const rows = await selectHeldRows(tx, tenantId, 'property_boundaries', propertyId, only)
    if (rows.some((row) => row.validTo === 'infinity' || row.validTo > input.effectiveOn))
      await changeFacts(tx, subject, act, facts)
    else {
      const moment = (await after(tx, subject, act)).toISOString()
      const first = { property_id: propertyId, boundary_set_id: boundary.boundary_set_id, ...facts }
      await insertVersion(tx, tenantId, 'property_boundaries', first, {
        validFrom: input.effectiveOn,
        moment,
        changeId: null,
      })
    }
    await indexProperties(tx, [propertyId])
    await tx.emit('parcels.property-placed', { propertyId, set: input.set, code: input.code })
    tx.journal({ subjects: [{ kind: 'property', id: propertyId }], after: input })
    return { propertyId, orders }
  })
}
