import { type Context, command } from '../../../kernel/index.ts'
import { selectSharedContacts } from '../queries-contact.ts'
import { suggestDuplicatesOf } from '../suggest-duplicates.ts'

/** Entries looked at in one transaction: it must stay short, the caller comes again with `after`. */
const atOnce = 20

/**
 * Looks for entries that may be one person among those that share a mobile or e-mail with a later entry, from an id on:
 * what came by a load was never compared. Answers how many pairs it kept, and after which id to go on; null at the end.
 */
export function findDuplicates(
  context: Context,
  given: { after: number },
): Promise<{ pairs: number; after: number | null }> {
  return command(context, { name: 'people.find-duplicates', input: given }, async (tx) => {
    const { tenantId } = context.tenant
    const rows = await selectSharedContacts(tx, tenantId, given.after, atOnce)
    let pairs = 0
    for (const { party_id } of rows) pairs += await suggestDuplicatesOf(tx, tenantId, party_id)
    const after = rows.length === atOnce ? rows.at(-1)!.party_id : null
    tx.journal({ subjects: [], after: { from: given.after, looked: rows.length, pairs } })
    return { pairs, after }
  })
}
