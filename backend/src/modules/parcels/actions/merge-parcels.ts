import type { Context } from '../../../kernel/index.ts'
import { changeRegister, recordAct, requireSubject } from '../acts.ts'
import { planMerge, requireLawful } from '../edit/plan.ts'
import { replacePlots } from '../edit/write.ts'
import { lockGeometry } from '../queries-register.ts'
import { askOrders } from '../restrictions.ts'
import type { MergeParcels } from '../schemas-edit.ts'
import type { Edited } from './split-parcel.ts'

/**
 * Makes one plot of several that share edges. They end, it begins, and every property and building goes along.
 * @throws Conflict when they do not hang together, an order stops transfers of one, or a rule refuses
 */
export function mergeParcels(context: Context, input: MergeParcels): Promise<Edited> {
  return changeRegister(context, 'parcels.merge-parcels', input, async (tx) => {
    const { tenant } = context
    const parents = input.parcels.map(({ parcelId }) => parcelId).sort((one, two) => one - two)
    for (const parcelId of parents) await requireSubject(tx, 'parcel', parcelId)
    const orders = await askOrders(tx, 'merge-parcels', { parcelIds: parents })
    await lockGeometry(tx, tenant.tenantId)
    const plan = await planMerge({ db: tx, tenant, day: input.effectiveOn }, input)
    requireLawful(plan)
    const act = await recordAct(tx, 'merge', input)
    const children = await replacePlots(tx, plan, act)
    await tx.invite('parcels.lineage', { parents, children, effectiveOn: input.effectiveOn })
    await tx.touch('parcels', [...parents, ...children])
    await tx.emit('parcels.parcels-merged', { parents, parcelId: children[0] })
    tx.journal({
      subjects: [...parents, ...children].map((id) => ({ kind: 'parcel', id })),
      before: plan.before.map(({ parcelId, areaSqm }) => ({ parcelId, areaSqm })),
      after: { ...input, children, areasSqm: plan.plots.map((plot) => plot.areaSqm) },
    })
    return { parcelIds: children, areasSqm: plan.plots.map((plot) => plot.areaSqm), findings: plan.findings, orders }
  })
}
