import { type Context, command, NotFound } from '../../../kernel/index.ts'
import { updateSuggestion } from '../queries-merge.ts'

/** An officer says that two entries are different people: the pair is not suggested again. */
export function keepApart(
  context: Context,
  given: { partyA: number; partyB: number },
): Promise<{ partyA: number; partyB: number }> {
  return command(context, { name: 'people.keep-apart', input: given }, async (tx) => {
    const known = await updateSuggestion(tx, context.tenant.tenantId, given.partyA, given.partyB, 'different')
    if (!known) throw new NotFound('partyB', 'This pair was never suggested.', { got: [given.partyA, given.partyB] })
    tx.journal({
      subjects: [given.partyA, given.partyB].map((id) => ({ kind: 'person', id })),
      after: { state: 'different' },
    })
    return given
  })
}
