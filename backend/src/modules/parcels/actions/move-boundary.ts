import type { Context } from '../../../kernel/index.ts'
import { changeFacts, changeRegister, recordAct, requireSubject } from '../acts.ts'
import { planBoundary, requireLawful } from '../edit/plan.ts'
import { joinRound } from '../edit/write.ts'
import { linkLevels } from '../land.ts'
import { lockGeometry } from '../queries-register.ts'
import { askOrders } from '../restrictions.ts'
import type { MoveBoundary } from '../schemas-edit.ts'
import type { Edited } from './split-parcel.ts'

/**
 * Draws the common boundary of two plots anew: each keeps its identity, number and properties, and together they cover what they covered.
 * @throws Conflict when an order stops transfers of one, or one is no longer what the editor saw
 */
export function moveBoundary(context: Context, input: MoveBoundary): Promise<Edited> {
  return changeRegister(context, 'parcels.move-boundary', input, async (tx) => {
    const { tenant } = context
    const ids = input.parcels.map(({ parcelId }) => parcelId)
    for (const parcelId of [...ids].sort((one, two) => one - two)) await requireSubject(tx, 'parcel', parcelId)
    const orders = await askOrders(tx, 'move-boundary', { parcelIds: ids })
    await lockGeometry(tx, tenant.tenantId)
    const plan = await planBoundary({ db: tx, tenant, day: input.effectiveOn }, input)
    requireLawful(plan)
    const act = await recordAct(tx, 'boundary-adjustment', input)
    for (const [at, plot] of plan.plots.entries()) {
      const patch = { geom: JSON.stringify(plot.polygon), area_sqm: plot.areaSqm }
      await changeFacts(tx, { table: 'parcel_versions', id: ids[at]! }, act, patch)
      await linkLevels(tx, ids[at]!, plan.before[at]!.level, plot.polygon, act.effectiveOn)
    }
    await joinRound(tx, plan, act, ids)
    await tx.touch('parcels', ids)
    await tx.emit('parcels.boundary-moved', { parcelIds: ids })
    tx.journal({
      subjects: ids.map((id) => ({ kind: 'parcel', id })),
      before: plan.before.map(({ parcelId, areaSqm, geometry }) => ({ parcelId, areaSqm, geometry })),
      after: { ...input, areasSqm: plan.plots.map((plot) => plot.areaSqm) },
    })
    return { parcelIds: ids, areasSqm: plan.plots.map((plot) => plot.areaSqm), findings: plan.findings, orders }
  })
}
