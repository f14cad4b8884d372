import { type Day, financialYearOf } from '../../kernel/pure.ts'

/** What a rupee of a bill is. A rebate is no component of a debt: it is an offer on the principal. */
export const components = ['principal', 'interest', 'penalty', 'cost'] as const
export type Component = (typeof components)[number]

/** A cell of what is due: one head of one financial year, as tax, interest, penalty or cost of recovery. */
export interface Cell {
  head: string
  year: number
  component: Component
  amountPaise: number
}

/** An offer on a principal for paying in time. */
export interface Rebate {
  head: string
  year: number
  amountPaise: number
}

/** Key of a cell inside a bill. */
export function cellKey(cell: Pick<Cell, 'head' | 'year' | 'component'>): string {
  return `${cell.head}/${cell.year}/${cell.component}`
}

/** Sum of amounts in paise. */
export function totalOf(cells: readonly { amountPaise: number }[]): number {
  return cells.reduce((sum, cell) => sum + cell.amountPaise, 0)
}

/** Cells of one key as one, in the order in which the keys first came; what cancels out is left away. */
export function mergeCells(cells: readonly Cell[]): Cell[] {
  const merged = new Map<string, Cell>()
  for (const cell of cells) {
    const found = merged.get(cellKey(cell))
    if (found) found.amountPaise += cell.amountPaise
    else merged.set(cellKey(cell), { ...cell })
  }
  return [...merged.values()].filter((cell) => cell.amountPaise !== 0)
}

/** The same cells with the other sign. */
export function negated<C extends { amountPaise: number }>(cells: readonly C[]): C[] {
  return cells.map((cell) => ({ ...cell, amountPaise: -cell.amountPaise }))
}

/** A cell of an open bill with everything that changed it up to a day. */
export interface OpenCell extends Cell {
  billedPaise: number
  adjustedPaise: number
  paidPaise: number
  /** Of what is left, the part that an order freezes. */
  stayedPaise: number
  /** What is left, stayed or not; equals `amountPaise`. */
  outstandingPaise: number
}

/** What a bill is, for the rules of paying. */
export interface OpenBill {
  billId: number
  service: string
  propertyId: number | null
  reference: string | null
  financialYear: number
  issuedOn: Day
  dueOn: Day
  rebateUntil: Day | null
  rebates: Rebate[]
  cells: OpenCell[]
}

/** What was recorded on a bill: as billed in this book, adjusted and paid (above zero), all up to the same day. */
export interface BillMovements {
  billed: readonly Cell[]
  adjusted: readonly Cell[]
  paid: readonly Cell[]
}

/** Adds up what was recorded: one cell per key, in the order of the bill, later keys behind. */
export function openCellsOf({ billed, adjusted, paid }: BillMovements): OpenCell[] {
  const cells = new Map<string, OpenCell>()
  const at = (cell: Cell): OpenCell => {
    const key = cellKey(cell)
    let found = cells.get(key)
    if (!found) {
      const { head, year, component } = cell
      found = {
        head,
        year,
        component,
        amountPaise: 0,
        billedPaise: 0,
        adjustedPaise: 0,
        paidPaise: 0,
        stayedPaise: 0,
        outstandingPaise: 0,
      }
      cells.set(key, found)
    }
    return found
  }
  for (const cell of billed) at(cell).billedPaise += cell.amountPaise
  for (const cell of adjusted) at(cell).adjustedPaise += cell.amountPaise
  for (const cell of paid) at(cell).paidPaise += cell.amountPaise
  for (const cell of cells.values()) {
    cell.outstandingPaise = cell.billedPaise + cell.adjustedPaise - cell.paidPaise
    cell.amountPaise = cell.outstandingPaise
  }
  return [...cells.values()]
}

export const billStatuses = [
  'open',
  'overdue',
  'part-paid',
  'paid',
  'stayed',
  'cancelled',
  'written-off',
  'moved',
] as const
export type BillStatus = (typeof billStatuses)[number]

/** The status of a bill on a day, from what was recorded; nobody ever sets it. `kinds` are those of its adjustments. */
export function statusOf(bill: Pick<OpenBill, 'cells' | 'dueOn'>, kinds: ReadonlySet<string>, day: Day): BillStatus {
  const left = bill.cells.reduce((sum, cell) => sum + Math.max(cell.outstandingPaise, 0), 0)
  const paid = bill.cells.reduce((sum, cell) => sum + cell.paidPaise, 0)
  if (left === 0) {
    if (kinds.has('area-out')) return 'moved'
    if (kinds.has('write-off')) return 'written-off'
    return paid === 0 && kinds.has('cancellation') ? 'cancelled' : 'paid'
  }
  const stayed = bill.cells.reduce((sum, cell) => sum + cell.stayedPaise, 0)
  if (stayed >= left) return 'stayed'
  if (day > bill.dueOn) return 'overdue'
  return paid > 0 ? 'part-paid' : 'open'
}

/** True for a debt of an earlier financial year than the day's. */
export function isArrear(cell: Pick<Cell, 'year'>, day: Day): boolean {
  return cell.year < financialYearOf(day)
}

/** The offers of a bill that still stand on a day, each at most what is left of its principal. */
export function offersOf(bill: OpenBill, day: Day): Rebate[] {
  if (!bill.rebateUntil || day > bill.rebateUntil) return []
  return bill.rebates.flatMap((rebate) => {
    const principal = bill.cells.find((cell) => cellKey(cell) === cellKey({ ...rebate, component: 'principal' }))
    const amountPaise = Math.min(rebate.amountPaise, principal ? principal.outstandingPaise - principal.stayedPaise : 0)
    return amountPaise > 0 ? [{ ...rebate, amountPaise }] : []
  })
}
