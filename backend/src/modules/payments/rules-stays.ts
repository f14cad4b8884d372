import type { Day } from '../../kernel/pure.ts'
import type { Component, OpenBill, OpenCell } from './rules-cells.ts'

export const recoverySteps = ['demand', 'reminder', 'notice', 'warrant', 'attachment', 'disconnection', 'sale'] as const
export type RecoveryStep = (typeof recoverySteps)[number]

/** An order that freezes cells, an amount or a step. What a field does not name, it takes. */
export interface Stay {
  stayId: number
  propertyId: number | null
  billId: number | null
  reference: string | null
  freezes: 'cells' | 'amount' | 'step'
  service: string | null
  head: string | null
  component: Component | null
  yearFrom: number | null
  yearTo: number | null
  amountPaise: number | null
  step: RecoveryStep | null
  authority: string
  orderNumber: string
  orderDate: Day
  validFrom: Day
  /** The first day on which it holds no longer; null for no end. */
  validTo: Day | null
}

/** Whether an order holds on a day. */
export function isInForce(stay: Pick<Stay, 'validFrom' | 'validTo'>, day: Day): boolean {
  return stay.validFrom <= day && (stay.validTo === null || day < stay.validTo)
}

function concerns(stay: Stay, bill: OpenBill): boolean {
  if (stay.billId !== null) return stay.billId === bill.billId
  const ofPlace = stay.propertyId !== null ? stay.propertyId === bill.propertyId : stay.reference === bill.reference
  return ofPlace && (stay.service === null || stay.service === bill.service)
}

function takes(stay: Stay, cell: OpenCell): boolean {
  return (
    (stay.head === null || stay.head === cell.head) &&
    (stay.component === null || stay.component === cell.component) &&
    (stay.yearFrom === null || cell.year >= stay.yearFrom) &&
    (stay.yearTo === null || cell.year <= stay.yearTo)
  )
}

/**
 * Marks on bills what the orders in force on a day freeze: whole cells, or an amount poured over the oldest cells first. Two orders on
 * one cell freeze it once; never more than is left.
 */
export function applyStays<B extends OpenBill>(bills: readonly B[], stays: readonly Stay[], day: Day): B[] {
  const held = stays.filter((stay) => isInForce(stay, day) && stay.freezes !== 'step')
  if (!held.length) return [...bills]
  const marked = bills.map((bill) => ({ ...bill, cells: bill.cells.map((cell) => ({ ...cell, stayedPaise: 0 })) }))
  const oldestFirst = [...marked].sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.billId - b.billId))
  for (const stay of held.filter((each) => each.freezes === 'cells'))
    for (const cell of cellsOf(oldestFirst, stay)) cell.stayedPaise = Math.max(cell.outstandingPaise, 0)
  for (const stay of held.filter((each) => each.freezes === 'amount')) {
    let left = stay.amountPaise ?? 0
    for (const cell of cellsOf(oldestFirst, stay)) {
      const frozen = Math.min(Math.max(cell.outstandingPaise - cell.stayedPaise, 0), left)
      cell.stayedPaise += frozen
      left -= frozen
    }
  }
  return marked
}

function cellsOf(bills: readonly OpenBill[], stay: Stay): OpenCell[] {
  return bills.filter((bill) => concerns(stay, bill)).flatMap((bill) => bill.cells.filter((cell) => takes(stay, cell)))
}

/** Orders that stop a step of recovery of a bill on a day: each is named, so that the answer says whose order it is. */
export function staysOfStep(stays: readonly Stay[], bill: OpenBill, step: RecoveryStep, day: Day): Stay[] {
  return stays.filter(
    (stay) => stay.freezes === 'step' && stay.step === step && isInForce(stay, day) && concerns(stay, bill),
  )
}
