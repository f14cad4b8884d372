/** A receipt for what was taken: number, everything that it says, its signed QR and its link. */
import { randomBytes } from 'node:crypto'
import {
  accountNumbers,
  Conflict,
  canonicalJson,
  financialYearOf,
  Invalid,
  nextNumber,
  printNumber,
  type Signer,
  sha256,
  type Tx,
} from '../../kernel/index.ts'
import type { StandingBill } from './open-bills.ts'
import { selectBillHeads } from './queries-accounts.ts'
import { selectPropertyNumbers } from './queries-places.ts'
import { insertReceipt, selectBlock } from './queries-receipts.ts'
import type { Settlement } from './rules-appropriation.ts'
import { totalOf } from './rules-cells.ts'
import { type ReceiptBody, tokenOf } from './rules-receipts.ts'
import type { MoneyIn } from './take-money.ts'

/** The series of receipt numbers, per town and financial year. */
export const receiptSeries = 'receipt'
/** How a receipt number is printed. */
export const receiptPattern = 'R/{fy}/{n:7}'

/** Writes the receipt of a payment: numbered, signed, under a link that nobody guesses. */
export async function issueReceipt(
  tx: Tx,
  signer: Signer,
  money: MoneyIn,
  taken: { bills: readonly StandingBill[]; settled: Settlement; paymentId: number },
): Promise<{ receiptNumber: string; link: string; token: string }> {
  const { tenant, today } = tx.context
  const { tenantId } = tenant
  const numbered = await numberOf(tx, money)
  const paid = taken.bills.filter((bill) => taken.settled.allocations.some((part) => part.billId === bill.billId))
  const propertyIds = [
    ...new Set([money.propertyId, ...paid.map((bill) => bill.propertyId)].filter((id) => id !== null)),
  ]
  const names = new Map(
    (await selectBillHeads(tx, tenantId)).map((row) => [`${row.service}/${row.bill_head}`, row.names]),
  )
  const body: ReceiptBody = {
    issuer: { code: tenant.code, names: tenant.names },
    number: numbered.printed,
    issuedOn: today,
    paidOn: money.paidOn,
    amountPaise: money.amountPaise,
    mode: money.mode,
    paidBy: money.paidBy,
    liable: paid
      .flatMap((bill) => (bill.liableNames ? [bill.liableNames] : []))
      .filter((each, at, all) => all.findIndex((other) => canonicalJson(other) === canonicalJson(each)) === at),
    propertyNumbers: await selectPropertyNumbers(tx, tenantId, propertyIds),
    references: [
      ...new Set([money.reference, ...paid.map((bill) => bill.reference)].filter((reference) => reference !== null)),
    ],
    lines: taken.settled.allocations.map(({ billId, service, head, year, component, amountPaise }) => ({
      billNumber: paid.find((bill) => bill.billId === billId)!.billNumber,
      service,
      head,
      headNames: names.get(`${service}/${head}`) ?? {},
      year,
      component,
      amountPaise,
    })),
    rebatePaise: totalOf(taken.settled.rebates),
    advancePaise: taken.settled.advancePaise,
    underProtest: money.protestNote !== null,
    bankReference: money.bankReference,
  }
  const token = signer.token('receipt', tokenOf(body, sha256(canonicalJson(body))))
  const link = BigInt(`0x${randomBytes(16).toString('hex')}`)
    .toString(36)
    .padStart(25, '0')
  await insertReceipt(tx, tenantId, {
    book: tenant.code,
    paymentId: taken.paymentId,
    series: receiptSeries,
    ...numbered,
    issuedOn: today,
    link,
    body,
    token,
    payerPartyId: money.payerPartyId,
  })
  return { receiptNumber: numbered.printed, link, token }
}

/** The next number of the town, or the one that a device took in advance: it must be of its block and not used yet. */
async function numberOf(
  tx: Tx,
  money: MoneyIn,
): Promise<{ financialYear: number; number: number; printed: string; blockId: number | null }> {
  const { tenant, today } = tx.context
  const { receiptNumber } = money
  if (!receiptNumber) {
    const { number, printed } = await nextNumber(tx, tenant.tenantId, receiptSeries, today, receiptPattern)
    return { financialYear: financialYearOf(today), number, printed, blockId: null }
  }
  const block = await selectBlock(tx, tenant.tenantId, receiptNumber.blockId)
  if (!block || block.series !== receiptSeries)
    throw new Invalid('receiptNumber', 'There is no such block of receipt numbers.', { got: receiptNumber.blockId })
  if (block.financial_year !== financialYearOf(money.paidOn))
    throw new Conflict('receiptNumber', 'This block of numbers is of another financial year.', {
      got: block.financial_year,
    })
  await accountNumbers(tx, tenant.tenantId, receiptNumber.blockId, [{ number: receiptNumber.number, state: 'used' }])
  const printed = printNumber(receiptPattern, block.financial_year, receiptNumber.number)
  return { financialYear: block.financial_year, number: receiptNumber.number, printed, blockId: receiptNumber.blockId }
}
