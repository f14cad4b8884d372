import { Conflict, type Context, command, NotFound } from '../../../kernel/index.ts'
import { selectSuggestion, updateSuggestion } from '../queries-merge.ts'

/** Takes an officer's word back that two entries are different people: the pair waits again. */
export function suggestAgain(
  context: Context,
  given: { partyA: number; partyB: number },
): Promise<{ partyA: number; partyB: number }> {
  return command(context, { name: 'people.suggest-again', input: given }, async (tx) => {
    const { tenantId } = context.tenant
    const state = await selectSuggestion(tx, tenantId, given.partyA, given.partyB)
    if (!state) throw new NotFound('partyB', 'This pair was never suggested.', { got: [given.partyA, given.partyB] })
    if (state === 'merged') throw new Conflict('partyB', 'These entries were joined. Take the merge back instead.')
    await updateSuggestion(tx, tenantId, given.partyA, given.partyB, 'open')
    tx.journal({
      subjects: [given.partyA, given.partyB].map((id) => ({ kind: 'person', id })),
      before: { state },
      after: { state: 'open' },
    })
    return given
  })
}
