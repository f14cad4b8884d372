import { type Context, NotFound } from '../../../kernel/index.ts'
import { changeFacts, changeRegister, indexProperties, recordAct, requireSubject } from '../acts.ts'
import { insertAddress, selectPropertyOn } from '../queries-register.ts'
import { askOrders, type StandingOrder } from '../restrictions.ts'
import type { ChangeAddress } from '../schemas-actions.ts'

/** Gives a property another address from a day on; letters of before keep the old one. */
export function changeAddress(
  context: Context,
  propertyId: number,
  input: ChangeAddress,
): Promise<{ propertyId: number; orders: StandingOrder[] }> {
  return changeRegister(context, 'parcels.change-address', { propertyId, ...input }, async (tx) => {
    const { tenantId } = context.tenant
    await requireSubject(tx, 'property', propertyId)
    const held = await selectPropertyOn(tx, tenantId, propertyId, input.effectiveOn)
    if (!held) throw new NotFound('propertyId', 'This property does not exist on that day.', { got: input.effectiveOn })
    const orders = await askOrders(tx, 'change-address', { propertyId })
    const act = await recordAct(tx, 'address', input)
    const addressId = await insertAddress(tx, tenantId, input.address)
    await changeFacts(tx, { table: 'property_versions', id: propertyId }, act, { address_id: addressId })
    await indexProperties(tx, [propertyId])
    await tx.touch('house-numbers', [propertyId])
    await tx.emit('parcels.address-changed', { propertyId })
    tx.journal({ subjects: [{ kind: 'property', id: propertyId }], before: { address: held.address }, after: input })
    return { propertyId, orders }
  })
}
