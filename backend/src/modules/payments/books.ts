/** Reading the books: the day book a page at a time, and the trial balance of a day. */
import type { z } from 'zod'
import { type Context, read } from '../../kernel/index.ts'
import { entryOf } from './ledger.ts'
import { selectCashBalance, selectCashMovements } from './queries-cash.ts'
import { selectDayBook, selectTrialBalance } from './queries-ledger.ts'
import { monthOf } from './rules-ledger.ts'
import type {
  dayBookQuerySchema,
  dayBookSchema,
  receiptsAndPaymentsQuerySchema,
  receiptsAndPaymentsSchema,
  trialBalanceQuerySchema,
  trialBalanceSchema,
} from './schemas-ledger.ts'

/** GET /ledger/day-book */
export async function readDayBook(
  context: Context,
  query: z.output<typeof dayBookQuerySchema>,
): Promise<z.output<typeof dayBookSchema>> {
  const from = query.from ?? context.today
  const [day, entry] = query.after?.split(',') ?? [from, '0']
  const asked = {
    from,
    to: query.to ?? context.today,
    fund: query.fund ?? null,
    afterDay: day! < from ? from : day!,
    afterEntry: Number(entry),
    limit: query.limit,
  }
  const rows = await read(context, (db) => selectDayBook(db, context.tenant.tenantId, asked))
  const last = rows.length === query.limit ? rows.at(-1)! : null
  return { vouchers: rows.map(entryOf), next: last && `${last.posted_on},${last.entry_id}` }
}

/** GET /ledger/trial-balance: totals of both sides are equal, or the books are broken. */
export async function readTrialBalance(
  context: Context,
  query: z.output<typeof trialBalanceQuerySchema>,
): Promise<z.output<typeof trialBalanceSchema>> {
  const day = query.asOf ?? context.today
  const asked = {
    day,
    month: monthOf(day),
    monthBegins: `${day.slice(0, 8)}01`,
    fund: query.fund ?? null,
    byFunction: query.by === 'function',
    byField: query.by === 'field',
  }
  const rows = await read(context, (db) => selectTrialBalance(db, context.tenant.tenantId, asked))
  const lines = rows.map((row) => ({
    head: row.head,
    names: row.names,
    kind: row.kind,
    fund: row.fund,
    functionCode: row.function,
    fieldId: row.field_id,
    debitPaise: row.debit_paise,
    creditPaise: row.credit_paise,
    balancePaise: row.debit_paise - row.credit_paise,
  }))
  const side = (of: (line: (typeof lines)[number]) => number) => lines.reduce((sum, line) => sum + of(line), 0)
  const totals = {
    debitPaise: side((line) => Math.max(line.balancePaise, 0)),
    creditPaise: side((line) => Math.max(-line.balancePaise, 0)),
  }
  return { asOf: day, lines, totals }
}

/**
 * GET /ledger/receipts-and-payments: what came into cash and bank and what went out, by head, between two days. Opening and receipts
 * less payments are the closing balance, or the books are broken.
 */
export async function readReceiptsAndPayments(
  context: Context,
  query: z.output<typeof receiptsAndPaymentsQuerySchema>,
): Promise<z.output<typeof receiptsAndPaymentsSchema>> {
  const { tenantId } = context.tenant
  const fund = query.fund ?? null
  return read(context, async (db) => {
    const openingPaise = await selectCashBalance(db, tenantId, { before: query.from, fund })
    const moved = await selectCashMovements(db, tenantId, { ...query, fund })
    const side = (of: 'received' | 'paid') =>
      moved.flatMap(({ head, names, [of]: amountPaise }) => (amountPaise ? [{ head, names, amountPaise }] : []))
    const closingPaise = moved.reduce((sum, row) => sum + row.received - row.paid, openingPaise)
    return {
      from: query.from,
      to: query.to,
      openingPaise,
      receipts: side('received'),
      payments: side('paid'),
      closingPaise,
    }
  })
}
