import { Conflict, type Context, command, Invalid, type Tx } from '../../../kernel/index.ts'
import {
  putAppropriation,
  putHeadAccount,
  putSettlement,
  selectAppropriation,
  selectMoneyPlan,
  upsertBillHeads,
  upsertPurposes,
} from '../queries-accounts.ts'
import { selectHeadsWithoutPostings } from '../queries-chart.ts'
import { requireTotal } from '../rules-appropriation.ts'
import type { SetAccounts } from '../schemas-accounts.ts'

/**
 * Says where money goes from a day on: lines of bills, their heads in the books, where money comes in, and the lawful order of
 * paying. What is in force ends on that day; nothing that was booked changes.
 * @throws Invalid for a head that takes no postings or an order with a gap, Conflict when a later value stands already
 */
export function setAccounts(context: Context, input: SetAccounts): Promise<{ from: string }> {
  return command(context, { name: 'payments.set-accounts', input }, async (tx) => {
    const { tenantId } = context.tenant
    if (input.appropriation) requireTotal(input.appropriation)
    await requireHeads(tx, input)
    const before = {
      headAccounts: (await selectMoneyPlan(tx, tenantId, input.from)).headAccounts.size,
      appropriation: await selectAppropriation(tx, tenantId, input.from),
    }
    await writeAll(tx, input).catch((error: unknown) => {
      throw refusalOf(error)
    })
    tx.journal({ subjects: [{ kind: 'accounts', id: tenantId }], before, after: input })
    return { from: input.from }
  })
}

async function writeAll(tx: Tx, input: SetAccounts): Promise<void> {
  const { tenantId } = tx.context.tenant
  const { from, instrument } = input
  await upsertBillHeads(tx, tenantId, instrument, input.billHeads)
  for (const account of input.headAccounts) await putHeadAccount(tx, tenantId, account, from, instrument)
  await upsertPurposes(tx, tenantId, instrument, input.purposeAccounts)
  for (const account of input.settlementAccounts) await putSettlement(tx, tenantId, account, from, instrument)
  if (input.appropriation) await putAppropriation(tx, tenantId, input.appropriation, from, instrument)
}

async function requireHeads(tx: Tx, input: SetAccounts): Promise<void> {
  const heads = [
    ...input.headAccounts.flatMap((account) => [
      account.receivableHead,
      account.incomeHead,
      account.priorIncomeHead,
      account.remissionHead,
      account.priorRemissionHead,
      account.writeOffHead,
    ]),
    ...input.purposeAccounts.map((account) => account.head),
    ...input.settlementAccounts.map((account) => account.head),
  ].filter((head) => head !== null)
  const [missing] = await selectHeadsWithoutPostings(tx, tx.context.tenant.tenantId, [...new Set(heads)])
  if (missing)
    throw new Invalid(
      'headAccounts',
      `Head ${missing} is not in the chart of this town, or is a group that takes no postings.`,
      { got: missing },
    )
}

function refusalOf(error: unknown): unknown {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code === '23503') {
    const field = constraint?.includes('bill_head')
      ? 'billHead'
      : constraint?.includes('fund')
        ? 'fund'
        : 'functionCode'
    return new Invalid(field, `The ${field} that is named here is not among those of this town.`, { got: constraint })
  }
  if (code === '23P01' || code === '23505')
    return new Conflict('from', 'A value that begins later, or on the same day, stands already.', { got: constraint })
  return error
}
