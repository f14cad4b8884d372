import { type Context, NotFound } from '../../../kernel/index.ts'
import { changeFacts, changeRegister, indexProperties, recordAct, requireSubject } from '../acts.ts'
import { selectParcelOn, selectPropertiesOfParcel } from '../queries-register.ts'
import { askOrders, type StandingOrder } from '../restrictions.ts'
import type { RenumberParcel } from '../schemas-actions.ts'
import { numberOn, requireFreeNumber } from './register-parcel.ts'

/** Gives a parcel another number from a day on. The old one stays findable by its history. */
export function renumberParcel(
  context: Context,
  parcelId: number,
  input: RenumberParcel,
): Promise<{ parcelId: number; number: string; orders: StandingOrder[] }> {
  return changeRegister(context, 'parcels.renumber-parcel', { parcelId, ...input }, async (tx) => {
    const { tenantId } = context.tenant
    await requireSubject(tx, 'parcel', parcelId)
    const orders = await askOrders(tx, 'renumber-parcel', { parcelId })
    const held = await selectParcelOn(tx, tenantId, parcelId, input.effectiveOn)
    if (!held) throw new NotFound('parcelId', 'This parcel does not exist on that day.', { got: input.effectiveOn })
    const number = numberOn(held.level, input.number)!
    await requireFreeNumber(tx, held.level, number, parcelId)
    const act = await recordAct(tx, 'renumber', input)
    await changeFacts(tx, { table: 'parcel_versions', id: parcelId }, act, { number, number_printed: input.number })
    const propertyIds = await selectPropertiesOfParcel(tx, tenantId, parcelId)
    await indexProperties(tx, propertyIds)
    await tx.touch('parcels', [parcelId])
    await tx.emit('parcels.parcel-renumbered', { parcelId, number })
    tx.journal({
      subjects: [
        { kind: 'parcel', id: parcelId },
        ...propertyIds.slice(0, 200).map((id) => ({ kind: 'property', id })),
      ],
      before: { number: held.number },
      after: input,
    })
    return { parcelId, number, orders }
  })
}
