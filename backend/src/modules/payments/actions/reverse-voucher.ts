import { Conflict, type Context, command, Invalid, NotFound } from '../../../kernel/index.ts'
import { entryOf, postEntries } from '../ledger.ts'
import { selectEntriesOfSources, selectEntry } from '../queries-ledger.ts'
import { reversalOf } from '../rules-ledger.ts'
import { requirePast } from './post-voucher.ts'

/**
 * Takes back a voucher that was entered by hand: the same lines with their sides changed, on a day of their own.
 * What a bill, payment or adjustment posted is taken back by its own act, never here.
 * @throws Conflict when it was taken back already or is not one by hand
 */
export function reverseVoucher(
  context: Context,
  entryId: number,
  input: { postedOn: string; reason: string },
): Promise<{ entryId: number }> {
  return command(context, { name: 'payments.reverse-voucher', input: { entryId, ...input } }, async (tx) => {
    const { tenantId } = context.tenant
    const row = await selectEntry(tx, tenantId, entryId)
    if (!row) throw new NotFound('entryId', 'There is no such voucher in the books of this town.', { got: entryId })
    const entry = entryOf(row)
    if (entry.source.kind !== 'voucher' || entry.reversesEntryId)
      throw new Conflict(
        'entryId',
        'This voucher belongs to a bill, a payment or a reversal. Take back that act instead.',
      )
    requirePast(input.postedOn, context.today)
    if (input.postedOn < entry.postedOn)
      throw new Invalid('postedOn', 'A voucher is taken back on its own day or later.', {
        expected: `from ${entry.postedOn}`,
      })
    const source = { ...entry.source, step: 'reverse' }
    const { posted } = await postEntries(tx, [
      reversalOf(entry, { postedOn: input.postedOn, source, narration: input.reason }),
    ])
    if (!posted) throw new Conflict('entryId', 'This voucher was taken back already.')
    const found = await selectEntriesOfSources(tx, tenantId, [source])
    const reversal = found.find((each) => each.reverses_entry_id === entryId)!
    tx.journal({
      subjects: [{ kind: 'voucher', id: entryId }],
      before: entry,
      after: { ...input, reversedBy: reversal.entry_id },
    })
    return { entryId: reversal.entry_id }
  })
}
