import { type Context, NotFound } from '../../../../kernel/index.ts'
import { after, changeRegister, recordAct, requireSubject } from '../../acts.ts'
import { selectParcelOn } from '../../queries-register.ts'
import { insertVersion } from '../../queries-versions.ts'
import { askOrders } from '../../restrictions.ts'
import type { ActGiven } from '../schemas.ts'

/** Declares that a building stands on further plots too: what it stood on before stays. */
export function linkBuilding(context: Context, buildingId: number, input: ActGiven & { parcelIds: number[] }) {
  return changeRegister(context, 'parcels.link-building', { buildingId, ...input }, async (tx) => {
    const { tenantId } = context.tenant
    await requireSubject(tx, 'building', buildingId)
    const act = await recordAct(tx, 'building-changed', input)
    for (const parcelId of input.parcelIds) {
      await askOrders(tx, 'record-building', { parcelId })
      if (!(await selectParcelOn(tx, tenantId, parcelId, input.effectiveOn)))
        throw new NotFound('parcelId', 'This parcel does not exist on that day.', { got: parcelId })
      const moment = (await after(tx, { table: 'building_parcels', id: buildingId }, act)).toISOString()
      const facts = { building_id: buildingId, parcel_id: parcelId, numerator: null, denominator: null }
      const held = { validFrom: act.effectiveOn, moment, changeId: act.changeId }
      await insertVersion(tx, tenantId, 'building_parcels', facts, held)
    }
    await tx.touch('buildings', [buildingId])
    await tx.emit('parcels.building-recorded', { buildingId, propertyIds: [] })
    const subjects = [{ kind: 'building', id: buildingId }, ...input.parcelIds.map((id) => ({ kind: 'parcel', id }))]
    tx.journal({ subjects, after: input })
    return { buildingId }
  })
}
