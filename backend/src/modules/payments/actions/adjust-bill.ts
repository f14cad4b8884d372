import { Conflict, type Context, command, Invalid, NotFound, type Tx } from '../../../kernel/index.ts'
import { postEntries } from '../ledger.ts'
import { readBills, type StandingBill } from '../open-bills.ts'
import { selectMoneyPlan } from '../queries-accounts.ts'
import { insertAdjustments } from '../queries-adjustments.ts'
import { lockBills } from '../queries-bills.ts'
import { insertAdvances } from '../queries-payments.ts'
import { type Cell, cellKey, mergeCells, totalOf } from '../rules-cells.ts'
import { type AdjustmentBooking, adjustmentLines, entriesOf, fundOf, type MoneyPlan } from '../rules-posting.ts'
import type { AdjustBill } from '../schemas-bills.ts'
import { requirePast } from './post-voucher.ts'

/** What changed, and what of it went to the credit of the place because it had been paid already. */
export interface AdjustedBill {
  adjustmentId: number
  changedPaise: number
  toAdvancePaise: number
}

const bookings: Record<AdjustBill['kind'], AdjustmentBooking> = {
  correction: 'income',
  cancellation: 'income',
  'write-off': 'write-off',
}

/**
 * Corrects, cancels or writes off a bill by an order: signed cells, or all that is left. What was paid beyond the corrected amount
 * goes to the credit of the place, so that nothing is ever owed below zero.
 */
export function adjustBill(context: Context, billId: number, input: AdjustBill): Promise<AdjustedBill> {
  return command(context, { name: 'payments.adjust-bill', input: { billId, ...input } }, async (tx) => {
    const { tenant, today } = context
    requirePast(input.effectiveOn, today, 'effectiveOn')
    await lockBills(tx, [billId])
    const [bill] = await readBills(tx, tenant, { billIds: [billId], day: today })
    if (!bill) throw new NotFound('billId', 'There is no such bill in this town.', { got: billId })
    if (input.effectiveOn < bill.issuedOn)
      throw new Invalid('effectiveOn', 'A bill is changed on its own day or later.', {
        expected: `from ${bill.issuedOn}`,
      })
    const cells = cellsFor(bill, input)
    const plan = await selectMoneyPlan(tx, tenant.tenantId, input.effectiveOn)
    const adjustmentId = await write(tx, plan, bill, input.kind, cells, input, bookings[input.kind])
    const toAdvancePaise = await freeOverpaid(tx, plan, bill, cells, input)
    tx.journal({
      subjects: [{ kind: 'bill', id: billId }, ...(bill.propertyId ? [{ kind: 'property', id: bill.propertyId }] : [])],
      before: { cells: bill.cells },
      after: { ...input, cells, toAdvancePaise },
    })
    return { adjustmentId, changedPaise: totalOf(cells), toAdvancePaise }
  })
}

function cellsFor(bill: StandingBill, input: AdjustBill): Cell[] {
  const left = bill.cells.filter((cell) => cell.outstandingPaise > 0)
  const whole = left.map(({ head, year, component, outstandingPaise }) => ({
    head,
    year,
    component,
    amountPaise: -outstandingPaise,
  }))
  const cells = input.cells ? mergeCells(input.cells) : input.kind === 'correction' ? [] : whole
  if (!cells.length)
    throw input.kind === 'correction'
      ? new Invalid('cells', 'Say what changes: a correction names its cells.')
      : new Conflict('billId', 'Nothing is left on this bill.')
  for (const cell of cells) {
    const found = bill.cells.find((each) => cellKey(each) === cellKey(cell))
    const demanded = found ? found.billedPaise + found.adjustedPaise : 0
    if (input.kind !== 'correction' && cell.amountPaise > 0)
      throw new Invalid('cells', 'This makes a bill less: give amounts below zero.', { got: cell.amountPaise })
    if (input.kind === 'write-off' && -cell.amountPaise > (found?.outstandingPaise ?? 0))
      throw new Invalid('cells', 'No more can be written off than is left.', {
        got: cellKey(cell),
        expected: found?.outstandingPaise ?? 0,
      })
    if (demanded + cell.amountPaise < 0)
      throw new Invalid('cells', 'This would take off more than was billed.', {
        got: cellKey(cell),
        expected: `at most ${demanded}`,
      })
  }
  return cells
}

async function write(
  tx: Tx,
  plan: MoneyPlan,
  bill: StandingBill,
  kind: string,
  cells: readonly Cell[],
  input: AdjustBill,
  booking: AdjustmentBooking,
): Promise<number> {
  const { tenant } = tx.context
  const [id] = await insertAdjustments(tx, tenant.tenantId, [
    {
      book: tenant.code,
      billId: bill.billId,
      kind,
      effectiveOn: input.effectiveOn,
      cells,
      paymentId: null,
      ruleId: null,
      reversesAdjustmentId: null,
      instrument: input.instrument,
    },
  ])
  const voucher = {
    postedOn: input.effectiveOn,
    source: { kind: 'adjustment', id: id!, step: kind },
    narration: input.instrument,
  }
  await postEntries(tx, entriesOf(voucher, adjustmentLines(plan, bill, cells, input.effectiveOn, booking)))
  return id!
}

/** What a cell was paid beyond what it now asks becomes an advance of the place, in its fund. */
async function freeOverpaid(
  tx: Tx,
  plan: MoneyPlan,
  bill: StandingBill,
  cells: readonly Cell[],
  input: AdjustBill,
): Promise<number> {
  const over = cells.flatMap((cell) => {
    const left = (bill.cells.find((each) => cellKey(each) === cellKey(cell))?.outstandingPaise ?? 0) + cell.amountPaise
    return left < 0 ? [{ ...cell, amountPaise: -left }] : []
  })
  if (!over.length) return 0
  const adjustmentId = await write(tx, plan, bill, 'to-advance', over, input, 'advance')
  const byFund = new Map<string, number>()
  for (const cell of over) {
    const fund = fundOf(plan, bill.service, cell)
    byFund.set(fund, (byFund.get(fund) ?? 0) + cell.amountPaise)
  }
  const place = bill.propertyId
    ? { propertyId: bill.propertyId, reference: null }
    : { propertyId: null, reference: bill.reference }
  await insertAdvances(
    tx,
    tx.context.tenant.tenantId,
    [...byFund].map(([fund, amountPaise]) => ({
      book: tx.context.tenant.code,
      ...place,
      fund,
      kind: 'freed' as const,
      amountPaise,
      paymentId: null,
      adjustmentId,
      effectiveOn: input.effectiveOn,
    })),
  )
  return totalOf(over)
}
