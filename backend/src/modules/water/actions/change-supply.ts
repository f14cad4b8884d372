import { type Context, command, Invalid, NotFound } from '../../../kernel/index.ts'
import { insertChange, selectSlot } from '../queries-supply.ts'
import { isSlotDay } from '../rules-supply.ts'
import type { ChangeSupply } from '../schemas.ts'
import { requireKnown } from './record-asset.ts'
import { requireSpan } from './set-slots.ts'

/** Says that one day differs: cancelled, moved or extra. Others hear of it by `water.supply-changed`. */
export function changeSupply(context: Context, zoneId: number, input: ChangeSupply): Promise<{ changeId: number }> {
  return command(context, { name: 'water.change-supply', input: { zoneId, ...input } }, async (tx) => {
    const { tenantId } = context.tenant
    const { slotId, kind, onDay, fromMinute, toMinute } = input
    await requireKnown(tx, { zones: { zoneId } })
    refuseUnlike(input, context.today)
    if (slotId !== null) {
      const slot = await selectSlot(tx, tenantId, slotId)
      if (!slot || slot.zoneId !== zoneId) throw new NotFound('slotId', 'This zone has no such slot.', { got: slotId })
      if (!isSlotDay(slot, onDay)) throw new Invalid('onDay', 'This slot is not for that day.', { got: onDay })
    }
    const changeId = await insertChange(tx, tenantId, { ...input, zoneId })
    await tx.emit('water.supply-changed', { changeId, zoneId, slotId, onDay, kind, fromMinute, toMinute })
    tx.journal({ subjects: [{ kind: 'water-zone', id: zoneId }], after: input })
    return { changeId }
  })
}

function refuseUnlike({ slotId, kind, onDay, fromMinute, toMinute }: ChangeSupply, today: string): void {
  if (onDay < today)
    throw new Invalid('onDay', 'A day that has passed is recorded as it was, not changed.', {
      got: onDay,
      expected: `${today} or later`,
    })
  if ((kind === 'cancelled') !== (fromMinute === null) || (fromMinute === null) !== (toMinute === null))
    throw new Invalid('fromMinute', 'A cancelled day has no times; every other change has both.', { got: fromMinute })
  if (fromMinute !== null && toMinute !== null) requireSpan(fromMinute, toMinute, 'toMinute')
  if ((kind === 'moved' && slotId === null) || (kind === 'extra' && slotId !== null))
    throw new Invalid('slotId', 'What is moved is a slot; what is extra belongs to none.', { got: slotId })
}
