import { referenceOf } from './actions/publish-draft.ts'
import { updateImport } from './queries-imports.ts'
import { placeInAreas } from './queries-undo.ts'
import { change, type Turn } from './turn.ts'

/** Few enough that every one is looked up among a thousand areas within a quarter of a second. */
const propertiesPerTransaction = 300
const turnMilliseconds = 2_000

/** Puts the properties of the town into the areas that were published, by their door. Answers whether all are through. */
export async function announceAreas(turn: Turn): Promise<boolean> {
  const { context, record, stopping } = turn
  const { tenantId } = context.tenant
  const end = Date.now() + turnMilliseconds
  let cursor = Math.max(0, record.cursorIndex)
  while (Date.now() < end && !stopping.aborted) {
    const last = await change(context, record.importId, 'parcels.place-in-areas', { cursor }, async (tx) => {
      const found = await placeInAreas(tx, tenantId, referenceOf(record.importId), cursor, propertiesPerTransaction)
      if (found !== null) await updateImport(tx, tenantId, record.importId, ['publishing'], { cursorIndex: found })
      return found
    })
    if (last === null) return true
    cursor = last
    await turn.tell({ step: 'announcing', done: record.done, total: record.total })
  }
  return false
}
