import { type Context, NotFound } from '../../../kernel/index.ts'
import { changeRegister, endFacts, indexProperties, recordAct, requireSubject } from '../acts.ts'
import { selectParcelsOfProperty, selectPropertyOn } from '../queries-register.ts'
import { askOrders, type StandingOrder } from '../restrictions.ts'
import type { CloseProperty } from '../schemas-actions.ts'

/**
 * Ends a property in law (demolished for good, entered twice, merged). Its page, numbers and history stay; rooms above may refuse
 * while something is open (P16).
 */
export function closeProperty(
  context: Context,
  propertyId: number,
  input: CloseProperty,
): Promise<{ propertyId: number; orders: StandingOrder[] }> {
  return changeRegister(context, 'parcels.close-property', { propertyId, ...input }, async (tx) => {
    const { tenantId } = context.tenant
    await requireSubject(tx, 'property', propertyId)
    const held = await selectPropertyOn(tx, tenantId, propertyId, input.effectiveOn)
    if (!held) throw new NotFound('propertyId', 'This property does not exist on that day.', { got: input.effectiveOn })
    const orders = await askOrders(tx, 'close-property', { propertyId, point: held.point })
    await tx.invite('parcels.property-closure', { propertyId, effectiveOn: input.effectiveOn })
    const parcelIds = await selectParcelsOfProperty(tx, tenantId, propertyId, input.effectiveOn)
    const act = await recordAct(tx, 'closure', input)
    for (const table of [
      'property_versions',
      'property_parcels',
      'building_properties',
      'property_boundaries',
      'party_roles',
    ] as const)
      await endFacts(tx, { table, id: propertyId }, act)
    await indexProperties(tx, [propertyId])
    await tx.touch('parcels', parcelIds)
    await tx.touch('house-numbers', [propertyId])
    await tx.emit('parcels.property-closed', { propertyId, effectiveOn: input.effectiveOn })
    tx.journal({
      subjects: [{ kind: 'property', id: propertyId }, ...parcelIds.map((id) => ({ kind: 'parcel', id }))],
      before: { propertyNumber: held.property_number },
      after: input,
    })
    return { propertyId, orders }
  })
}
