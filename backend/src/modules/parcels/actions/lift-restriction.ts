import { type Context, NotFound } from '../../../kernel/index.ts'
import { changeRegister, requirePast } from '../acts.ts'
import { lockRestriction } from '../queries-restrictions.ts'
import { selectHeldRows, writePlan } from '../queries-versions.ts'
import { endless, planEnd } from '../rules-versions.ts'
import type { LiftRestriction } from '../schemas-actions.ts'

/** Ends an order from a day on. What it stopped until then stays on record. */
export function liftRestriction(
  context: Context,
  restrictionId: number,
  input: LiftRestriction,
): Promise<{ restrictionId: number }> {
  return changeRegister(context, 'parcels.lift-restriction', { restrictionId, ...input }, async (tx) => {
    requirePast(input.liftedOn, context.today, 'liftedOn')
    const { tenantId } = context.tenant
    const held = await lockRestriction(tx, tenantId, restrictionId)
    if (!held) throw new NotFound('restrictionId', 'There is no such order in force.', { got: restrictionId })
    const rows = await selectHeldRows(tx, tenantId, 'restrictions', restrictionId)
    const plan = planEnd(rows, { from: input.liftedOn, to: endless }, context.platform.now())
    const [remaining] = await writePlan(tx, tenantId, 'restrictions', plan, {}, null)
    await tx.emit('parcels.restriction-lifted', { restrictionId })
    tx.journal({
      subjects: [
        { kind: 'restriction', id: restrictionId },
        ...(held.property_id ? [{ kind: 'property', id: held.property_id }] : []),
        ...(held.parcel_id ? [{ kind: 'parcel', id: held.parcel_id }] : []),
      ],
      before: { orderNumber: held.order_number, authority: held.authority },
      after: { ...input, recordedAs: remaining ?? null },
    })
    return { restrictionId: remaining ?? restrictionId }
  })
}
