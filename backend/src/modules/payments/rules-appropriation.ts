import { type Day, Invalid } from '../../kernel/pure.ts'
import {
  type Cell,
  type Component,
  components,
  isArrear,
  type OpenBill,
  offersOf,
  type Rebate,
  totalOf,
} from './rules-cells.ts'

/** A step of the lawful order; what a field does not name, it takes. */
export interface AppropriationStep {
  services?: string[] | undefined
  heads?: string[] | undefined
  components?: Component[] | undefined
  /** Debts of earlier financial years, or of the present one. */
  age?: 'arrear' | 'current' | undefined
}

/** In which order a payment clears what is due; a town's law as data. */
export interface Appropriation {
  steps: AppropriationStep[]
  /** Which of one head and year comes first when a step takes several. */
  componentOrder: Component[]
  /** 'chosen': only the bills that the payer chose; 'place': every bill of the place, the oldest first. */
  scope: 'chosen' | 'place'
}

/** A part of a payment. */
export interface Allocation extends Cell {
  billId: number
  service: string
}

/** What becomes of a payment: parts, rebates that it earned, and the rest as an advance. */
export interface Settlement {
  allocations: Allocation[]
  rebates: (Rebate & { billId: number; service: string })[]
  advancePaise: number
}

/** What is asked of a payment beside its amount. */
export interface SettlementWish {
  amountPaise: number
  day: Day
  /** Pays what an order has stayed as well; only by the payer's own wish. */
  payStayed?: boolean
}

/** @throws Invalid when some cell would stand in no step: an order must say where everything goes */
export function requireTotal(order: Appropriation): void {
  const last = order.steps.at(-1)
  const open = last && !last.services && !last.heads && !last.components && !last.age
  if (!open) throw new Invalid('steps', 'The last step must take everything that is left: name nothing in it.')
  const missing = components.find((component) => !order.componentOrder.includes(component))
  if (missing || new Set(order.componentOrder).size !== order.componentOrder.length)
    throw new Invalid('componentOrder', 'Name every component once.', {
      got: order.componentOrder,
      expected: components,
    })
}

interface Need extends Allocation {
  step: number
  dueOn: Day
  position: number
}

function stepOf(order: Appropriation, service: string, cell: Cell, day: Day): number {
  const found = order.steps.findIndex(
    (step) =>
      (!step.services || step.services.includes(service)) &&
      (!step.heads || step.heads.includes(cell.head)) &&
      (!step.components || step.components.includes(cell.component)) &&
      (!step.age || (step.age === 'arrear') === isArrear(cell, day)),
  )
  return found < 0 ? order.steps.length : found
}

/** What may be paid, in the lawful order: by step, due date, year, component, then as the bills came. */
function needsOf(bills: readonly OpenBill[], order: Appropriation, wish: SettlementWish): Need[] {
  const needs = bills.flatMap((bill, at) =>
    bill.cells.map(
      (cell, within): Need => ({
        billId: bill.billId,
        service: bill.service,
        head: cell.head,
        year: cell.year,
        component: cell.component,
        amountPaise: cell.outstandingPaise - (wish.payStayed ? 0 : cell.stayedPaise),
        step: stepOf(order, bill.service, cell, wish.day),
        dueOn: bill.dueOn,
        position: at * 1000 + within,
      }),
    ),
  )
  const rank = (need: Need) => order.componentOrder.indexOf(need.component)
  return needs
    .filter((need) => need.amountPaise > 0)
    .sort(
      (a, b) =>
        a.step - b.step ||
        (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0) ||
        a.year - b.year ||
        rank(a) - rank(b) ||
        a.position - b.position,
    )
}

/**
 * Splits a payment over bills in the lawful order. A bill earns its rebate only when this payment clears it in time; what
 * is more than is due becomes an advance. Pure: the same bills, amount and day always give the same parts.
 */
export function settle(bills: readonly OpenBill[], order: Appropriation, wish: SettlementWish): Settlement {
  let earning = new Map(
    bills.map((bill) => [bill.billId, offersOf(bill, wish.day)] as const).filter(([, offers]) => offers.length),
  )
  for (;;) {
    const { allocations, left, open } = pour(needsOf(bills, order, wish), earning, wish.amountPaise)
    const missed = [...earning.keys()].filter((billId) => open.has(billId) || isHeldBack(bills, billId, wish))
    if (!missed.length) {
      const services = new Map(bills.map((bill) => [bill.billId, bill.service]))
      const rebates = [...earning].flatMap(([billId, offers]) =>
        offers.map((offer) => ({ ...offer, billId, service: services.get(billId)! })),
      )
      return { allocations, rebates, advancePaise: left }
    }
    // A bill that is not cleared loses its rebate; that leaves less for the others, so they are tried again.
    earning = new Map([...earning].filter(([billId]) => !missed.includes(billId)))
  }
}

/** A bill with a stayed part that is not paid is not cleared. */
function isHeldBack(bills: readonly OpenBill[], billId: number, wish: SettlementWish): boolean {
  if (wish.payStayed) return false
  return bills.some((bill) => bill.billId === billId && bill.cells.some((cell) => cell.stayedPaise > 0))
}

function pour(
  needs: readonly Need[],
  earning: ReadonlyMap<number, readonly Rebate[]>,
  amountPaise: number,
): { allocations: Allocation[]; left: number; open: Set<number> } {
  const allocations: Allocation[] = []
  const open = new Set<number>()
  let left = amountPaise
  for (const { step: _, dueOn: __, position: ___, ...need } of needs) {
    const offers = need.component === 'principal' ? (earning.get(need.billId) ?? []) : []
    const forgiven = totalOf(offers.filter((offer) => offer.head === need.head && offer.year === need.year))
    const wanted = need.amountPaise - forgiven
    const given = Math.min(wanted, left)
    if (given < wanted) open.add(need.billId)
    if (given > 0) allocations.push({ ...need, amountPaise: given })
    left -= given
  }
  return { allocations, left, open }
}

/** What has to be paid on a day to clear all bills, rebates taken off. */
export function payableOf(
  bills: readonly OpenBill[],
  day: Day,
  payStayed = false,
): { grossPaise: number; rebatePaise: number; stayedPaise: number; netPaise: number } {
  let [grossPaise, rebatePaise, stayedPaise] = [0, 0, 0]
  for (const bill of bills) {
    const stayed = bill.cells.reduce((sum, cell) => sum + cell.stayedPaise, 0)
    stayedPaise += stayed
    grossPaise +=
      bill.cells.reduce((sum, cell) => sum + Math.max(cell.outstandingPaise, 0), 0) - (payStayed ? 0 : stayed)
    if (payStayed || stayed === 0) rebatePaise += totalOf(offersOf(bill, day))
  }
  return { grossPaise, rebatePaise, stayedPaise, netPaise: grossPaise - rebatePaise }
}
