import { Conflict, type Context, command, Invalid } from '../../../kernel/index.ts'
import { selectHeads, selectHeadsInUse, upsertHeads, upsertNamed } from '../queries-chart.ts'
import { chartFaults } from '../rules-chart.ts'
import type { LoadChart } from '../schemas-ledger.ts'

/** What was loaded. */
export interface LoadedChart {
  heads: number
  funds: number
  functions: number
}

/**
 * Loads a chart of accounts, or more of one: heads, funds and functions that are there are renamed, others are added. None is ever removed.
 * @throws Conflict when a head with postings would become a group, Invalid when the groups do not fit
 */
export function loadChart(context: Context, input: LoadChart): Promise<LoadedChart> {
  return command(context, { name: 'payments.load-chart', input }, async (tx) => {
    const { tenantId } = context.tenant
    const { source } = input
    const groups = input.heads.filter((head) => !head.takesPostings).map((head) => head.head)
    const [used] = await selectHeadsInUse(tx, tenantId, groups)
    if (used) throw new Conflict('heads', `Vouchers stand on head ${used}: it cannot become a group.`, { got: used })
    const before = await selectHeads(tx, tenantId)
    const merged = new Map(
      before.map(({ head, kind, parent_head, takes_postings, names }) => [
        head,
        { head, names, kind: kind as 'income', parentHead: parent_head, takesPostings: takes_postings },
      ]),
    )
    for (const head of input.heads) merged.set(head.head, head as never)
    const [fault] = chartFaults([...merged.values()])
    if (fault) throw new Invalid('heads', `Head ${fault.head}: ${fault.reason}.`, { got: fault.head })
    await upsertNamed(
      tx,
      tenantId,
      'fund',
      input.funds.map((fund) => ({ ...fund, source })),
    )
    await upsertNamed(
      tx,
      tenantId,
      'function',
      input.functions.map((each) => ({ ...each, source })),
    )
    await upsertHeads(
      tx,
      tenantId,
      input.heads.map((head) => ({
        head: head.head,
        names: head.names,
        kind: head.kind,
        parent_head: head.parentHead,
        takes_postings: head.takesPostings,
        source,
      })),
    )
    const loaded = { heads: input.heads.length, funds: input.funds.length, functions: input.functions.length }
    tx.journal({
      subjects: [{ kind: 'chart-of-accounts', id: tenantId }],
      before: { heads: before.length },
      after: { source, ...loaded },
    })
    return loaded
  })
}
