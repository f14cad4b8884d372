import { type Day, financialYearOf, Invalid } from '../../kernel/pure.ts'
import type { Cell, Component } from './rules-cells.ts'
import { type LedgerEntry, type LedgerLine, type LedgerSource, mergeLines } from './rules-ledger.ts'

/** Where a line of a bill stands in the books. */
export interface HeadAccount {
  service: string
  billHead: string
  component: Component
  fund: string
  functionCode: string
  /** Null: it becomes income when it is paid (penalties and interest of most towns). */
  receivableHead: string | null
  incomeHead: string
  priorIncomeHead: string | null
  remissionHead: string
  priorRemissionHead: string | null
  writeOffHead: string | null
}

export const purposes = [
  'advance',
  'between-towns',
  'opening',
  'unplaced',
  'refund-payable',
  'agent-wallet',
  'agent-due',
  'agent-kept',
] as const
export type Purpose = (typeof purposes)[number]

/** A head outside the lines of bills. */
export interface PurposeAccount {
  purpose: Purpose
  fund: string
  head: string
  functionCode: string
}

export const channels = ['online', 'cash', 'cheque', 'bank-transfer', 'agent'] as const
export type Channel = (typeof channels)[number]

/** Where the money of a fund comes in. */
export interface SettlementAccount {
  settlementAccountId: number
  fund: string
  channel: Channel
  head: string
  functionCode: string
}

/** A town's accounts in force on a day. */
export interface MoneyPlan {
  headAccounts: ReadonlyMap<string, HeadAccount>
  purposes: ReadonlyMap<string, PurposeAccount>
  settlements: ReadonlyMap<string, SettlementAccount>
}

export const headAccountKey = (service: string, head: string, component: Component) => `${service}/${head}/${component}`

/** @throws Invalid that says which account the town has yet to name */
export function headAccountOf(plan: MoneyPlan, service: string, cell: Pick<Cell, 'head' | 'component'>): HeadAccount {
  const found = plan.headAccounts.get(headAccountKey(service, cell.head, cell.component))
  if (!found)
    throw new Invalid(
      'heads',
      'The accounts of this town do not say where {component} of {head} ({service}) goes. The accounts officer sets it.',
      {
        parameters: { component: cell.component, head: cell.head, service },
        got: `${service}/${cell.head}/${cell.component}`,
      },
    )
  return found
}

/** @throws Invalid that says which account the town has yet to name */
export function purposeAccountOf(plan: MoneyPlan, purpose: Purpose, fund: string): PurposeAccount {
  const found = plan.purposes.get(`${purpose}/${fund}`)
  if (!found)
    throw new Invalid(
      'accounts',
      'The accounts of this town name no head for {purpose} in fund {fund}. The accounts officer sets it.',
      {
        parameters: { purpose, fund },
        got: `${purpose}/${fund}`,
      },
    )
  return found
}

/** @throws Invalid that says which account the town has yet to name */
export function settlementOf(plan: MoneyPlan, channel: Channel, fund: string): SettlementAccount {
  const found = plan.settlements.get(`${channel}/${fund}`)
  if (!found)
    throw new Invalid(
      'channel',
      'This town takes no money of fund {fund} by this way ({channel}). The accounts officer sets it.',
      {
        parameters: { fund, channel },
        got: `${channel}/${fund}`,
      },
    )
  return found
}

/** What an entry is about, beside its lines. */
export interface Voucher {
  postedOn: Day
  source: LedgerSource
  narration: string
}

/** A line with the fund that it belongs to. */
export type FundLine = LedgerLine & { fund: string }

/** One voucher per fund; funds in which nothing moves have none. */
export function entriesOf(voucher: Voucher, lines: readonly FundLine[]): LedgerEntry[] {
  const byFund = new Map<string, LedgerLine[]>()
  for (const { fund, ...line } of lines) {
    const found = byFund.get(fund)
    if (found) found.push(line)
    else byFund.set(fund, [line])
  }
  return [...byFund].flatMap(([fund, all]) => {
    const merged = mergeLines(all)
    return merged.length ? [{ ...voucher, fund, reversesEntryId: null, lines: merged }] : []
  })
}

/** Which bill a cell is of, and the ward that it counts for. */
export interface BillPlace {
  billId: number
  service: string
  fieldId: number
}

function pair(
  account: HeadAccount,
  place: BillPlace,
  debitHead: string,
  creditHead: string,
  amountPaise: number,
): FundLine[] {
  const line = { fund: account.fund, functionCode: account.functionCode, fieldId: place.fieldId, billId: place.billId }
  return [
    { ...line, head: debitHead, amountPaise },
    { ...line, head: creditHead, amountPaise: -amountPaise },
  ]
}

const isPrior = (cell: Cell, day: Day) => cell.year < financialYearOf(day)

/**
 * A demand: what is due against income (or against what is owed to the state). Cells without a receivable are not booked before
 * they are paid. An opening demand stands against the balances that a town begins with.
 */
export function demandLines(
  plan: MoneyPlan,
  place: BillPlace,
  cells: readonly Cell[],
  day: Day,
  opening: boolean,
): FundLine[] {
  return cells.flatMap((cell) => {
    const account = headAccountOf(plan, place.service, cell)
    if (!account.receivableHead) return []
    const income = opening
      ? purposeAccountOf(plan, 'opening', account.fund).head
      : isPrior(cell, day)
        ? (account.priorIncomeHead ?? account.incomeHead)
        : account.incomeHead
    return pair(account, place, account.receivableHead, income, cell.amountPaise)
  })
}

/** How an adjustment is booked. */
export type AdjustmentBooking = 'income' | 'remission' | 'write-off' | 'between-towns' | 'advance'

/** An adjustment by signed cells: above zero more is due, below zero less. Cells without a receivable move no books. */
export function adjustmentLines(
  plan: MoneyPlan,
  place: BillPlace,
  cells: readonly Cell[],
  day: Day,
  booking: AdjustmentBooking,
): FundLine[] {
  return cells.flatMap((cell) => {
    const account = headAccountOf(plan, place.service, cell)
    if (!account.receivableHead) return []
    const against = againstHead(plan, account, isPrior(cell, day), booking)
    return pair(account, place, account.receivableHead, against, cell.amountPaise)
  })
}

function againstHead(plan: MoneyPlan, account: HeadAccount, prior: boolean, booking: AdjustmentBooking): string {
  switch (booking) {
    case 'income':
      return (prior ? account.priorIncomeHead : null) ?? account.incomeHead
    case 'remission':
      return (prior ? account.priorRemissionHead : null) ?? account.remissionHead
    case 'write-off':
      if (!account.writeOffHead)
        throw new Invalid('heads', 'The accounts of this town do not say against which head {head} is written off.', {
          parameters: { head: account.billHead },
          got: `${account.service}/${account.billHead}/${account.component}`,
        })
      return account.writeOffHead
    default:
      return purposeAccountOf(plan, booking, account.fund).head
  }
}

/** A part of a payment: a cell of a bill, or an advance of a fund when `cell` is null. */
export interface PaymentPart {
  place: BillPlace | null
  cell: Cell | null
  fund: string
  settlementAccountId: number | null
  amountPaise: number
}

/** Where the money of a payment comes from: an account of the town, or an advance or wallet that stands in the books. */
export type MoneySource = { head: string; functionCode: string }

/** Money against what was due: the source's head in debit, receivables (or income, where there is none) in credit. */
export function paymentLines(
  plan: MoneyPlan,
  parts: readonly PaymentPart[],
  day: Day,
  sourceOf: (fund: string) => MoneySource,
): FundLine[] {
  return parts.flatMap((part) => {
    const source = sourceOf(part.fund)
    const debit: FundLine = { ...source, fund: part.fund, fieldId: 0, billId: null, amountPaise: part.amountPaise }
    if (!part.cell || !part.place) {
      const advance = purposeAccountOf(plan, 'advance', part.fund)
      const credit = {
        ...debit,
        head: advance.head,
        functionCode: advance.functionCode,
        amountPaise: -part.amountPaise,
      }
      return [debit, credit]
    }
    const account = headAccountOf(plan, part.place.service, part.cell)
    const income = isPrior(part.cell, day) ? (account.priorIncomeHead ?? account.incomeHead) : account.incomeHead
    const credit: FundLine = {
      fund: part.fund,
      head: account.receivableHead ?? income,
      functionCode: account.functionCode,
      fieldId: part.place.fieldId,
      billId: part.place.billId,
      amountPaise: -part.amountPaise,
    }
    return [debit, credit]
  })
}

/** Parts of a payment with their fund, from cells of bills. */
export function fundOf(plan: MoneyPlan, service: string, cell: Pick<Cell, 'head' | 'component'>): string {
  return headAccountOf(plan, service, cell).fund
}
