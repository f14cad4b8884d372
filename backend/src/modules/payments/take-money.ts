/** The one place where a payment becomes parts of bills, an advance, vouchers and a receipt: at the counter, from a gateway, by an agent. */
import { Invalid, type Signer, type Tx } from '../../kernel/index.ts'
import { issueReceipt } from './issue-receipt.ts'
import { postEntries } from './ledger.ts'
import { readBills, type StandingBill, unpaid } from './open-bills.ts'
import { selectAppropriation, selectMoneyPlan } from './queries-accounts.ts'
import { insertAdjustments, type NewAdjustment } from './queries-adjustments.ts'
import { lockAdvances, lockBills } from './queries-bills.ts'
import { insertAdvances, insertPayment, type PaymentOrigin, type Split } from './queries-payments.ts'
import { type Allocation, type Appropriation, type Settlement, settle } from './rules-appropriation.ts'
import { totalOf } from './rules-cells.ts'
import {
  adjustmentLines,
  type Channel,
  entriesOf,
  fundOf,
  type MoneyPlan,
  type MoneySource,
  type PaymentPart,
  paymentLines,
  settlementOf,
} from './rules-posting.ts'

/** What comes in, from whom and how. */
export interface MoneyIn extends PaymentOrigin {
  billIds: readonly number[]
  /** Where an advance goes when there is no bill, or more than is due. */
  propertyId: number | null
  reference: string | null
  amountPaise: number
  /** More than is due becomes an advance; otherwise it is refused. */
  mayAdvance: boolean
  payStayed: boolean
  channel: Channel
  mode: string
  paidOn: string
  /** A number that a device took in advance. */
  receiptNumber: { blockId: number; number: number } | null
  /** Where the money comes from when it is not an account of the town: an agent's wallet. */
  source: ((plan: MoneyPlan, fund: string) => MoneySource) | null
}

/** What was taken, with its receipt. */
export interface TakenMoney {
  paymentId: number
  receiptNumber: string
  link: string
  token: string
  amountPaise: number
  rebatePaise: number
  advancePaise: number
  settledBillIds: number[]
}

/**
 * Books a payment in the caller's command: locks its bills, splits it in the lawful order, writes parts, rebates, advance,
 * vouchers and receipt. Answers what was taken; the caller writes the journal line.
 * @throws Invalid for more than is due where no advance is wanted, NotFound for a bill that is not there
 */
export async function takeMoney(tx: Tx, signer: Signer, money: MoneyIn): Promise<TakenMoney> {
  const { tenant, today } = tx.context
  const order = await selectAppropriation(tx, tenant.tenantId, money.paidOn)
  if (!order)
    throw new Invalid(
      'appropriation',
      'This town has not said in which order a payment clears what is due. The accounts officer sets it.',
    )
  const bills = await lockedBills(tx, money, order.scope)
  const plan = await selectMoneyPlan(tx, tenant.tenantId, money.paidOn)
  const settled = settle(unpaid(bills), order, {
    amountPaise: money.amountPaise,
    day: money.paidOn,
    payStayed: money.payStayed,
  })
  requirePlaced(money, bills, settled)
  const { splits, parts } = partsOf(plan, money, bills, settled)
  const paymentId = await insertPayment(tx, tenant.tenantId, {
    ...money,
    book: tenant.code,
    kind: 'payment',
    reversesPaymentId: null,
    splits,
    propertyId: money.propertyId ?? bills[0]?.propertyId ?? null,
    reason: null,
    userId: tx.context.userId,
    postId: tx.context.postId,
  })
  await writeRest(tx, plan, money, { bills, settled, splits, parts, paymentId })
  const receipt = await issueReceipt(tx, signer, money, { bills, settled, paymentId })
  const settledBillIds = bills.filter((bill) => isCleared(bill, settled)).map((bill) => bill.billId)
  await tell(tx, paymentId, bills, settledBillIds, today)
  return {
    paymentId,
    ...receipt,
    amountPaise: money.amountPaise,
    rebatePaise: totalOf(settled.rebates),
    advancePaise: settled.advancePaise,
    settledBillIds,
  }
}

/** The bills that were chosen, and where the law says so every bill of their places; locked, as they stand now. */
async function lockedBills(tx: Tx, money: MoneyIn, scope: Appropriation['scope']): Promise<StandingBill[]> {
  const { tenant, today } = tx.context
  const day = money.paidOn > today ? money.paidOn : today
  const chosen = await readBills(tx, tenant, { billIds: money.billIds, day })
  const missing = money.billIds.find((billId) => !chosen.some((bill) => bill.billId === billId))
  if (missing) throw new Invalid('billIds', 'One of these bills is not in this town.', { got: missing })
  const wide = scope === 'place'
  const asked = {
    billIds: money.billIds,
    propertyIds: wide ? chosen.flatMap((bill) => bill.propertyId ?? []) : [],
    references: wide ? chosen.flatMap((bill) => (bill.propertyId ? [] : (bill.reference ?? []))) : [],
    day,
  }
  const ids = wide ? (await readBills(tx, tenant, asked)).map((bill) => bill.billId) : money.billIds
  await lockBills(tx, ids)
  return readBills(tx, tenant, { billIds: ids, day })
}

function requirePlaced(money: MoneyIn, bills: readonly StandingBill[], settled: Settlement): void {
  if (settled.advancePaise === 0) return
  const duePaise = money.amountPaise - settled.advancePaise
  const wrong = { got: money.amountPaise, expected: `at most ${duePaise}` }
  if (!money.mayAdvance && duePaise === 0) throw new Invalid('amountPaise', 'Nothing is due on these bills.', wrong)
  if (!money.mayAdvance) throw new Invalid('amountPaise', 'This is more than is due.', wrong)
  if (!placeOf(money, bills))
    throw new Invalid('propertyId', 'Say to whose credit the advance goes: a property or an account number.')
}

function placeOf(
  money: MoneyIn,
  bills: readonly StandingBill[],
): { propertyId: number | null; reference: string | null } | null {
  const propertyId = money.propertyId ?? bills.find((bill) => bill.propertyId)?.propertyId ?? null
  if (propertyId) return { propertyId, reference: null }
  const reference = money.reference ?? bills.find((bill) => bill.reference)?.reference ?? null
  return reference ? { propertyId: null, reference } : null
}

function partsOf(plan: MoneyPlan, money: MoneyIn, bills: readonly StandingBill[], settled: Settlement) {
  const accountOf = (fund: string) =>
    money.source ? null : settlementOf(plan, money.channel, fund).settlementAccountId
  const splits: Split[] = settled.allocations.map((part) => {
    const fund = fundOf(plan, part.service, part)
    return {
      billId: part.billId,
      head: part.head,
      year: part.year,
      component: part.component,
      fund,
      settlementAccountId: accountOf(fund),
      amountPaise: part.amountPaise,
    }
  })
  if (settled.advancePaise > 0) {
    const fund = splits[0]?.fund ?? advanceFund(plan)
    splits.push({
      billId: null,
      head: null,
      year: null,
      component: null,
      fund,
      settlementAccountId: accountOf(fund),
      amountPaise: settled.advancePaise,
    })
  }
  return { splits, parts: splits.map((split) => partOf(split, bills)) }
}

function partOf(split: Split, bills: readonly StandingBill[]): PaymentPart {
  const bill = bills.find((each) => each.billId === split.billId)
  return {
    place: bill ?? null,
    cell: split.head
      ? { head: split.head, year: split.year!, component: split.component!, amountPaise: split.amountPaise }
      : null,
    fund: split.fund,
    settlementAccountId: split.settlementAccountId,
    amountPaise: split.amountPaise,
  }
}

/** The fund of an advance that comes without a bill: the first in which the town keeps advances. */
function advanceFund(plan: MoneyPlan): string {
  const [fund] = [...plan.purposes.values()].flatMap((each) => (each.purpose === 'advance' ? [each.fund] : [])).sort()
  if (!fund)
    throw new Invalid('accounts', 'The accounts of this town name no head for advances. The accounts officer sets it.')
  return fund
}

interface Taken {
  bills: readonly StandingBill[]
  settled: Settlement
  splits: readonly Split[]
  parts: readonly PaymentPart[]
  paymentId: number
}

async function writeRest(tx: Tx, plan: MoneyPlan, money: MoneyIn, taken: Taken): Promise<void> {
  const { tenant } = tx.context
  const { settled, paymentId, bills } = taken
  const sourceOf = (fund: string): MoneySource => money.source?.(plan, fund) ?? settlementOf(plan, money.channel, fund)
  const voucher = {
    postedOn: money.paidOn,
    source: { kind: 'payment', id: paymentId, step: 'take' },
    narration: `Payment by ${money.mode}`,
  }
  const entries = entriesOf(
    voucher,
    paymentLines(plan, taken.parts, money.paidOn, (fund) => {
      const { head, functionCode } = sourceOf(fund)
      return { head, functionCode }
    }),
  )
  const rebates = rebatesOf(settled).map(
    (each): NewAdjustment => ({
      book: tenant.code,
      billId: each.billId,
      kind: 'rebate',
      effectiveOn: money.paidOn,
      cells: each.cells,
      paymentId,
      ruleId: null,
      reversesAdjustmentId: null,
      instrument: 'Paid in time',
    }),
  )
  const ids = await insertAdjustments(tx, tenant.tenantId, rebates)
  for (const [at, rebate] of rebates.entries()) {
    const bill = bills.find((each) => each.billId === rebate.billId)!
    const source = { kind: 'adjustment', id: ids[at]!, step: 'rebate' }
    entries.push(
      ...entriesOf(
        { ...voucher, source, narration: 'Rebate for paying in time' },
        adjustmentLines(plan, bill, rebate.cells, money.paidOn, 'remission'),
      ),
    )
  }
  await postEntries(tx, entries)
  if (settled.advancePaise > 0) {
    const place = placeOf(money, bills)!
    await lockAdvances(tx, `${place.propertyId ?? place.reference}`)
    await insertAdvances(tx, tenant.tenantId, [
      {
        book: tenant.code,
        ...place,
        fund: taken.splits.at(-1)!.fund,
        kind: 'paid',
        amountPaise: settled.advancePaise,
        paymentId,
        adjustmentId: null,
        effectiveOn: money.paidOn,
      },
    ])
  }
}

/** Rebates of one bill together, as cells that make it less. */
function rebatesOf(settled: Settlement) {
  const billIds = [...new Set(settled.rebates.map((rebate) => rebate.billId))]
  return billIds.map((billId) => ({
    billId,
    cells: settled.rebates
      .filter((rebate) => rebate.billId === billId)
      .map(({ head, year, amountPaise }) => ({
        head,
        year,
        component: 'principal' as const,
        amountPaise: -amountPaise,
      })),
  }))
}

function isCleared(bill: StandingBill, settled: Settlement): boolean {
  const before = bill.cells.reduce((sum, cell) => sum + Math.max(cell.outstandingPaise, 0), 0)
  const mine = (part: Allocation | Settlement['rebates'][number]) => part.billId === bill.billId
  return before > 0 && before === totalOf(settled.allocations.filter(mine)) + totalOf(settled.rebates.filter(mine))
}

async function tell(
  tx: Tx,
  paymentId: number,
  bills: readonly StandingBill[],
  settledBillIds: readonly number[],
  today: string,
): Promise<void> {
  await tx.emit('payments.payment-taken', { paymentId, on: today })
  for (const bill of bills.filter((each) => settledBillIds.includes(each.billId)))
    await tx.emit('payments.bill-settled', {
      billId: bill.billId,
      service: bill.service,
      propertyId: bill.propertyId,
      reference: bill.reference,
      paymentId,
    })
}
