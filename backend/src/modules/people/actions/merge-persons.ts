import { Conflict, type Context, command, Invalid, NotFound } from '../../../kernel/index.ts'
import { selectParties } from '../queries.ts'
import { insertMerge, type MovedThings, movePartyThings, updateMergedInto, updateSuggestion } from '../queries-merge.ts'
import { refuseAadhaar } from '../rules.ts'

/** What participants of `people.merge` get: they move what their room keeps and write what they moved into `moved['<room>.<table>']`. */
export type MergeInvitation = { keptPartyId: number; mergedPartyId: number; moved: Record<string, unknown> }

/**
 * Makes two entries of one person (or of one organisation) one. Roles, contacts, consents, numbers and memberships move to the kept entry; the merged entry stays,
 * answers with a pointer, and the merge can be undone.
 * @throws NotFound, Conflict for entries of different kinds or already merged, or with the reasons of another room
 */
export async function mergePersons(
  context: Context,
  given: { keptPartyId: number; mergedPartyId: number; reason: string },
): Promise<{ mergeId: number; keptPartyId: number }> {
  const { keptPartyId, mergedPartyId, reason } = given
  refuseAadhaar(given.reason, 'reason')
  if (keptPartyId === mergedPartyId)
    throw new Invalid('mergedPartyId', 'These are one entry already.', { got: mergedPartyId })
  return command(context, { name: 'people.merge-persons', input: given }, async (tx) => {
    const { tenantId } = context.tenant
    const parties = await selectParties(tx, tenantId, [keptPartyId, mergedPartyId], true)
    const kept = parties.find((party) => party.party_id === keptPartyId)
    const merged = parties.find((party) => party.party_id === mergedPartyId)
    if (!kept) throw new NotFound('keptPartyId', 'There is no such entry in this town.', { got: keptPartyId })
    if (!merged) throw new NotFound('mergedPartyId', 'There is no such entry in this town.', { got: mergedPartyId })
    if (kept.kind !== merged.kind || kept.kind === 'household')
      throw new Conflict('mergedPartyId', 'Only two persons or two organisations can be joined.')
    for (const [field, party] of [
      ['keptPartyId', kept],
      ['mergedPartyId', merged],
    ] as const)
      if (party.merged_into !== null)
        throw new Conflict(field, 'This entry was joined to another already.', { expected: party.merged_into })
    const invitation: MergeInvitation = { keptPartyId, mergedPartyId, moved: {} }
    await tx.invite('people.merge', invitation)
    const moved: MovedThings = {
      ...(await movePartyThings(tx, tenantId, mergedPartyId, keptPartyId)),
      elsewhere: invitation.moved,
    }
    await updateMergedInto(tx, tenantId, mergedPartyId, keptPartyId)
    await updateSuggestion(tx, tenantId, keptPartyId, mergedPartyId, 'merged')
    const mergeId = await insertMerge(tx, tenantId, { kept: keptPartyId, merged: mergedPartyId, reason, moved })
    const subjects = [keptPartyId, mergedPartyId].map((id) => ({ kind: kept.kind, id }))
    tx.journal({ subjects, before: { keptPartyId, mergedPartyId }, after: { mergeId, keptPartyId, reason, moved } })
    await tx.emit('people.parties-merged', { mergeId, keptPartyId, mergedPartyId })
    return { mergeId, keptPartyId }
  })
}
