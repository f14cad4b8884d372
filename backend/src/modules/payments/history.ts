/** Everything that money did at a place, for officers: bills, changes, payments with their receipts, and the vouchers behind them. */
import { type Context, type Db, look } from '../../kernel/index.ts'
import { readWords, viewOf } from './dues.ts'
import { readBills } from './open-bills.ts'
import { selectAdjustments } from './queries-adjustments.ts'
import { selectHistoryEntries } from './queries-history.ts'
import { selectPaymentsOfBills, splitsOf } from './queries-payments.ts'
import { selectReceiptsOfPayments } from './queries-receipts.ts'

/** GET /properties/:propertyId/money. A look at who paid is a line in the journal. */
export function readHistory(context: Context, propertyId: number, asOf: string) {
  const line = { subjects: [{ kind: 'property', id: propertyId }] }
  return look(context, 'payments.read-history', line, (db) => historyOf(db, context, propertyId, asOf))
}

/** The history of a place, in the caller's transaction. */
export async function historyOf(db: Db, context: Context, propertyId: number, asOf: string) {
  const { tenantId, code } = context.tenant
  const bills = await readBills(db, context.tenant, { propertyIds: [propertyId], day: asOf })
  const billIds = bills.map((bill) => bill.billId)
  const adjustments = await selectAdjustments(db, tenantId, { billIds })
  const payments = await selectPaymentsOfBills(db, tenantId, billIds)
  const receipts = await selectReceiptsOfPayments(
    db,
    tenantId,
    payments.map((payment) => payment.payment_id),
  )
  const numberOf = new Map(receipts.map((receipt) => [receipt.payment_id, receipt.printed]))
  const words = await readWords(db, tenantId)
  const sources = [
    ...billIds.map((id) => ({ kind: 'bill', id })),
    ...adjustments.map((row) => ({ kind: 'adjustment', id: row.adjustment_id })),
    ...payments.map((row) => ({ kind: 'payment', id: row.payment_id })),
  ]
  return {
    bills: bills.map((bill) => viewOf(bill, words, code, asOf)),
    adjustments: adjustments.map((row) => ({
      adjustmentId: row.adjustment_id,
      billId: row.bill_id,
      book: row.book,
      kind: row.kind,
      effectiveOn: row.effective_on,
      instrument: row.instrument,
      amountPaise: row.amounts.reduce((sum, amount) => sum + amount, 0),
    })),
    payments: payments.map((row) => ({
      paymentId: row.payment_id,
      book: row.book,
      kind: row.kind,
      mode: row.mode,
      paidOn: row.paid_on,
      amountPaise: row.amount_paise,
      billIds: [...new Set(splitsOf(row).flatMap((split) => split.billId ?? []))],
      receiptNumber: numberOf.get(row.payment_id) ?? null,
      reversedBy: row.reversed_by,
      paidBy: row.paid_by,
    })),
    vouchers: (await selectHistoryEntries(db, tenantId, code, sources)).map((row) => ({
      entryId: row.entry_id,
      book: row.book,
      fund: row.fund,
      postedOn: row.posted_on,
      narration: row.narration,
      debitPaise: row.debit_paise,
    })),
  }
}
