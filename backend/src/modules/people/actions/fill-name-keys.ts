import { asSystem, type Context, command, newRequestId } from '../../../kernel/index.ts'
import { selectPersonsWithoutKey, updateNameKeys } from '../queries.ts'
import { nameKeyOf } from '../rules-names.ts'

const batch = 1000

/** Reckons the name keys of persons that came in without one, in batches of 1,000. Answers how many. A repeat finds nothing to do. */
export async function fillNameKeys(context: Context): Promise<number> {
  let total = 0
  for (;;) {
    const asked = { ...asSystem(context), requestId: newRequestId() }
    const done = await command(asked, { name: 'people.fill-name-keys' }, async (tx) => {
      const rows = await selectPersonsWithoutKey(tx, context.tenant.tenantId, batch)
      const ids = rows.map((row) => row.party_id)
      await updateNameKeys(
        tx,
        context.tenant.tenantId,
        ids,
        rows.map((row) => nameKeyOf(row.names)),
      )
      tx.journal({ subjects: [], after: { filled: rows.length } })
      return rows.length
    })
    total += done
    if (done < batch) return total
  }
}
