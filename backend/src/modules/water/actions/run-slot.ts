import type { z } from 'zod'
import { type Context, command, Invalid, NotFound } from '../../../kernel/index.ts'
import { insertFlow, selectSlot, upsertRun } from '../queries-supply.ts'
import { isSlotDay } from '../rules-supply.ts'
import type { flowSchema, RunSlot } from '../schemas.ts'
import { requireKnown } from './record-asset.ts'

/** Records what the valve-man did with a slot on a day: opened and closed, or why not. Said again, it completes the same record. */
export function runSlot(context: Context, slotId: number, input: RunSlot): Promise<{ runId: number }> {
  return command(context, { name: 'water.run-slot', input: { slotId, ...input } }, async (tx) => {
    const { tenantId } = context.tenant
    const { onDay, openedAt, closedAt, notSuppliedBecause } = input
    if ((openedAt === null) === (notSuppliedBecause === null))
      throw new Invalid('openedAt', 'Say when it was opened, or why there was no water.')
    if (closedAt !== null && (openedAt === null || Date.parse(closedAt) <= Date.parse(openedAt)))
      throw new Invalid('closedAt', 'It was closed after it was opened.', { got: closedAt })
    if (onDay > context.today) throw new Invalid('onDay', 'This day is still to come.', { got: onDay })
    const slot = await selectSlot(tx, tenantId, slotId)
    if (!slot) throw new NotFound('slotId', 'There is no such slot in this town.', { got: slotId })
    if (!isSlotDay(slot, onDay)) throw new Invalid('onDay', 'This slot is not for that day.', { got: onDay })
    const { postId, userId } = context
    const runId = await upsertRun(tx, tenantId, {
      slotId,
      onDay,
      openedAt,
      closedAt,
      because: notSuppliedBecause,
      postId,
      userId,
    })
    if (notSuppliedBecause !== null) await tx.emit('water.slot-missed', { slotId, zoneId: slot.zoneId, onDay })
    tx.journal({ subjects: [{ kind: 'water-zone', id: slot.zoneId }], after: { slotId, ...input } })
    return { runId }
  })
}

/** Records water that was let into a zone in a span of time. */
export function recordFlow(context: Context, input: z.output<typeof flowSchema>): Promise<{ readingId: number }> {
  return command(context, { name: 'water.record-flow', input }, async (tx) => {
    const { zoneId, nodeId, beganAt, endedAt } = input
    const span = Date.parse(endedAt) - Date.parse(beganAt)
    if (!(span > 0 && span <= 31 * 86_400_000))
      throw new Invalid('endedAt', 'The end must come after the beginning, within a month.', { got: endedAt })
    await requireKnown(tx, { zones: { zoneId }, nodes: { nodeId } })
    const readingId = await insertFlow(tx, context.tenant.tenantId, input)
    tx.journal({ subjects: [{ kind: 'water-zone', id: zoneId }], after: input })
    return { readingId }
  })
}
