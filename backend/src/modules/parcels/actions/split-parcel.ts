import type { Context } from '../../../kernel/index.ts'
import { changeRegister, recordAct, requireSubject } from '../acts.ts'
import { planSplit, requireLawful } from '../edit/plan.ts'
import type { Finding } from '../edit/rules-findings.ts'
import { joinRound, replacePlots } from '../edit/write.ts'
import { lockGeometry } from '../queries-register.ts'
import { askOrders, type StandingOrder } from '../restrictions.ts'
import type { SplitParcel } from '../schemas-edit.ts'

/** What an edit made, and what its rules warned of. */
export type Edited = { parcelIds: number[]; areasSqm: number[]; findings: Finding[]; orders: StandingOrder[] }

/**
 * Cuts a plot along a line, or so that a piece has a given area. The plot ends, its pieces begin, lineage is written, and every
 * property is carried to the pieces that were named.
 * @throws Conflict when the plot is no longer what the editor saw, an order stops transfers, or a rule refuses
 */
export function splitParcel(context: Context, parcelId: number, input: SplitParcel): Promise<Edited> {
  return changeRegister(context, 'parcels.split-parcel', { parcelId, ...input }, async (tx) => {
    const { tenant } = context
    await requireSubject(tx, 'parcel', parcelId)
    const orders = await askOrders(tx, 'split-parcel', { parcelId })
    await lockGeometry(tx, tenant.tenantId)
    const plan = await planSplit({ db: tx, tenant, day: input.effectiveOn }, parcelId, input)
    requireLawful(plan)
    const act = await recordAct(tx, 'split', input)
    const children = await replacePlots(tx, plan, act)
    await joinRound(tx, plan, act, [parcelId, ...children])
    await tx.invite('parcels.lineage', { parents: [parcelId], children, effectiveOn: input.effectiveOn })
    await tx.touch('parcels', [parcelId, ...children])
    await tx.emit('parcels.parcel-split', { parcelId, children })
    tx.journal({
      subjects: [parcelId, ...children].map((id) => ({ kind: 'parcel', id })),
      before: { geometry: plan.before[0]!.geometry, areaSqm: plan.before[0]!.areaSqm },
      after: { ...input, children, areasSqm: plan.plots.map((plot) => plot.areaSqm) },
    })
    return { parcelIds: children, areasSqm: plan.plots.map((plot) => plot.areaSqm), findings: plan.findings, orders }
  })
}
