import { Conflict, type Context } from '../../../kernel/index.ts'
import { changeRegister, endFacts, recordAct } from '../acts.ts'
import { selectLinkedProperties, selectStandingBuildings } from '../edit/queries-edit.ts'
import { askOrders, type StandingOrder } from '../restrictions.ts'
import type { CloseParcel } from '../schemas-actions.ts'
import { requireSeen } from './replace-parcel.ts'

/**
 * Ends a bare parcel in law (drawn twice, drawn by mistake): nothing is removed, `as of` an earlier day shows it.
 * @throws Conflict while properties or buildings stand on it (P16), or an order stops it; NotFound
 */
export function closeParcel(
  context: Context,
  parcelId: number,
  input: CloseParcel,
): Promise<{ parcelId: number; orders: StandingOrder[] }> {
  return changeRegister(context, 'parcels.close-parcel', { parcelId, ...input }, async (tx) => {
    const { tenantId } = context.tenant
    const held = await requireSeen(tx, parcelId, input)
    const orders = await askOrders(tx, 'close-parcel', { parcelId })
    const [properties, buildings] = [
      await selectLinkedProperties(tx, tenantId, [parcelId], input.effectiveOn),
      await selectStandingBuildings(tx, tenantId, parcelId, input.effectiveOn),
    ]
    if (properties.length || buildings.length)
      throw new Conflict('parcelId', 'Properties or buildings stand on this parcel. Place or close them first (P16).', {
        got: {
          properties: properties.slice(0, 20).map(({ propertyNumber }) => propertyNumber),
          buildings: buildings.slice(0, 20),
        },
      })
    await tx.invite('parcels.parcel-closure', { parcelId, effectiveOn: input.effectiveOn })
    const act = await recordAct(tx, 'closure', input)
    await endFacts(tx, { table: 'parcel_versions', id: parcelId }, act)
    await tx.touch('parcels', [parcelId])
    await tx.emit('parcels.parcel-closed', { parcelId, effectiveOn: input.effectiveOn })
    tx.journal({ subjects: [{ kind: 'parcel', id: parcelId }], before: held, after: input })
    return { parcelId, orders }
  })
}
