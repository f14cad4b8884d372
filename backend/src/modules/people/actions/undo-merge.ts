import { Conflict, type Context, command, NotFound } from '../../../kernel/index.ts'
import { selectParties } from '../queries.ts'
import {
  moveBackPartyThings,
  selectMerge,
  updateMergedInto,
  updateMergeUndone,
  updateSuggestion,
} from '../queries-merge.ts'
import type { MergeInvitation } from './merge-persons.ts'

/**
 * Takes a merge back: what it moved and still stands with the kept entry returns, in other rooms too (participants of `people.undo-merge`
 * get the `moved` that they wrote). The pair is marked as different people.
 */
export function undoMerge(context: Context, mergeId: number): Promise<{ mergeId: number; partyId: number }> {
  return command(context, { name: 'people.undo-merge', input: { mergeId } }, async (tx) => {
    const { tenantId } = context.tenant
    const merge = await selectMerge(tx, tenantId, mergeId)
    if (!merge) throw new NotFound('mergeId', 'There is no such merge in this town.', { got: mergeId })
    if (merge.undone_at) throw new Conflict('mergeId', 'This merge was taken back already.')
    const { kept_party_id: kept, merged_party_id: merged, moved } = merge
    const [keeper] = await selectParties(tx, tenantId, [kept, merged], true).then((rows) =>
      rows.filter((row) => row.party_id === kept),
    )
    if (keeper?.merged_into)
      throw new Conflict('mergeId', 'The kept entry was itself joined to another later. Take that back first.', {
        expected: keeper.merged_into,
      })
    const invitation: MergeInvitation = { keptPartyId: kept, mergedPartyId: merged, moved: moved.elsewhere }
    await tx.invite('people.undo-merge', invitation)
    await moveBackPartyThings(tx, tenantId, kept, merged, moved)
    await updateMergedInto(tx, tenantId, merged, null)
    await updateMergeUndone(tx, tenantId, mergeId)
    await updateSuggestion(tx, tenantId, kept, merged, 'different')
    const subjects = [kept, merged].map((id) => ({ kind: keeper?.kind ?? 'person', id }))
    tx.journal({ subjects, before: { mergeId, keptPartyId: kept }, after: { undone: true, partyId: merged, moved } })
    await tx.emit('people.merge-undone', { mergeId, keptPartyId: kept, mergedPartyId: merged })
    return { mergeId, partyId: merged }
  })
}
