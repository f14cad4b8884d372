import { type Context, command, Invalid } from '../../../kernel/index.ts'
import { postEntries } from '../ledger.ts'
import { nextVoucherId, selectEntriesOfSources } from '../queries-ledger.ts'
import type { PostVoucher } from '../schemas-ledger.ts'

/**
 * A journal voucher by hand: transfers between heads, provisions, corrections by the accounts office.
 * @throws Invalid when it does not balance, names a head that takes no postings or a day to come
 */
export function postVoucher(context: Context, input: PostVoucher): Promise<{ entryId: number }> {
  return command(context, { name: 'payments.post-voucher', input }, async (tx) => {
    requirePast(input.postedOn, context.today)
    const source = { kind: 'voucher', id: await nextVoucherId(tx), step: 'post' }
    await postEntries(tx, [{ ...input, source, reversesEntryId: null }])
    const [entry] = await selectEntriesOfSources(tx, context.tenant.tenantId, [source])
    tx.journal({ subjects: [{ kind: 'voucher', id: entry!.entry_id }], after: input })
    return { entryId: entry!.entry_id }
  })
}

/** @throws Invalid for a day to come: books are not written ahead */
export function requirePast(postedOn: string, today: string, field = 'postedOn'): void {
  if (postedOn > today)
    throw new Invalid(field, 'Books are not written ahead: give today or an earlier day.', {
      got: postedOn,
      expected: `at most ${today}`,
    })
}
