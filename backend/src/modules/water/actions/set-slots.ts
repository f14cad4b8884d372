import { type Context, command, Invalid, type Tx } from '../../../kernel/index.ts'
import { replaceSlots } from '../queries-supply.ts'
import type { SetSlots } from '../schemas.ts'
import { requireKnown } from './record-asset.ts'

/**
 * Sets when a zone is supplied from a day on; an empty list says that it is not supplied by slots any more. Days before stay as they were.
 * @throws Invalid naming the slot at fault
 */
export function setSlots(context: Context, zoneId: number, input: SetSlots): Promise<{ slotIds: number[] }> {
  return command(context, { name: 'water.set-slots', input: { zoneId, ...input } }, async (tx) => {
    await requireKnown(tx, { zones: { zoneId } })
    for (const [at, slot] of input.slots.entries()) await requireSlot(tx, slot, `slots.${at}`)
    const moment = context.platform.now().toISOString()
    const slotIds = await replaceSlots(tx, context.tenant.tenantId, zoneId, { ...input, moment })
    await tx.emit('water.supply-set', { zoneId, from: input.from, slotIds })
    tx.journal({ subjects: [{ kind: 'water-zone', id: zoneId }], after: { ...input, slotIds } })
    return { slotIds }
  })
}

async function requireSlot(tx: Tx, slot: SetSlots['slots'][number], where: string): Promise<void> {
  if ((slot.weekdays === null) === (slot.everyDays === null))
    throw new Invalid(`${where}.weekdays`, 'Say the days of the week, or every how many days; not both.')
  if ((slot.everyDays === null) !== (slot.countedFrom === null))
    throw new Invalid(`${where}.countedFrom`, 'Days in a rhythm are counted from one of them.', {
      got: slot.countedFrom,
    })
  requireSpan(slot.fromMinute, slot.toMinute, `${where}.toMinute`)
  if (slot.sourceNodeId === null && !Object.keys(slot.sourceNames).length)
    throw new Invalid(`${where}.sourceNames`, 'Say from which source the water comes.')
  if (new Set(slot.valveIds).size !== slot.valveIds.length)
    throw new Invalid(`${where}.valveIds`, 'A valve is named twice.', { got: slot.valveIds })
  const valves = Object.fromEntries(slot.valveIds.map((id, index) => [`${where}.valveIds.${index}`, id]))
  await requireKnown(tx, { nodes: { [`${where}.sourceNodeId`]: slot.sourceNodeId }, valves })
}

/** @throws Invalid for a span that is empty or longer than a day */
export function requireSpan(fromMinute: number, toMinute: number, field: string): void {
  if (toMinute <= fromMinute || toMinute - fromMinute > 1440)
    throw new Invalid(field, 'The end must come after the beginning, within one day.', {
      got: toMinute,
      expected: `above ${fromMinute}`,
    })
}
