/** Bills as they stand on a day: what was billed, adjusted and paid in the town's own book, and what an order freezes. */
import type { Day, Db, Tenant } from '../../kernel/index.ts'
import { type BillRow, type BillsAsked, selectBills } from './queries-bills.ts'
import { type BillStatus, type Cell, type OpenBill, openCellsOf, type Rebate, statusOf } from './rules-cells.ts'

/** A bill with its papers and its place, beside what the rules of paying need. */
export interface StandingBill extends OpenBill {
  book: string
  kind: string
  billNumber: string
  personLiableId: number | null
  /** Masked: anyone may see a bill. */
  liableNames: Record<string, string> | null
  fieldId: number
  periodFrom: Day | null
  periodTo: Day | null
  replacesBillId: number | null
  explanation: unknown
  status: BillStatus
}

function cellsOf(row: BillRow): Cell[] {
  return row.components.flatMap((component, at) =>
    component === 'rebate'
      ? []
      : [{ head: row.heads[at]!, year: row.years[at]!, component, amountPaise: row.amounts[at]! }],
  )
}

/** What is still offered: a rebate that was granted once is not offered again on what a correction adds. */
function rebatesOf(row: BillRow): Rebate[] {
  const granted = new Map(fromTuples(row.rebated).map((cell) => [`${cell.head}/${cell.year}`, -cell.amountPaise]))
  return row.components.flatMap((component, at) => {
    if (component !== 'rebate') return []
    const [head, year] = [row.heads[at]!, row.years[at]!]
    const amountPaise = -row.amounts[at]! - (granted.get(`${head}/${year}`) ?? 0)
    return amountPaise > 0 ? [{ head, year, amountPaise }] : []
  })
}

const fromTuples = (tuples: BillRow['adjusted']): Cell[] =>
  (tuples ?? []).map(([head, year, component, amountPaise]) => ({ head, year, component, amountPaise }))

/** A bill of another book owes here what was taken over with it, nothing of what was billed there; its lines keep their order. */
function standing(row: BillRow, book: string, day: Day): StandingBill {
  const own = row.book === book
  const billed = own ? cellsOf(row) : cellsOf(row).map((cell) => ({ ...cell, amountPaise: 0 }))
  const all = openCellsOf({ billed, adjusted: fromTuples(row.adjusted), paid: fromTuples(row.paid) })
  const cells = own ? all : all.filter((cell) => cell.adjustedPaise !== 0 || cell.paidPaise !== 0)
  return {
    billId: row.bill_id,
    book: row.book,
    service: row.service,
    kind: row.kind,
    billNumber: row.bill_number,
    propertyId: row.property_id,
    reference: row.reference,
    personLiableId: row.person_liable_id,
    liableNames: row.liable_names,
    fieldId: row.field_id,
    financialYear: row.financial_year,
    issuedOn: row.issued_on,
    dueOn: row.due_on,
    periodFrom: row.period_from,
    periodTo: row.period_to,
    rebateUntil: own ? row.rebate_until : null,
    rebates: own ? rebatesOf(row) : [],
    replacesBillId: row.replaces_bill_id,
    explanation: row.explanation,
    cells,
    status: statusOf(
      { cells, dueOn: row.due_on },
      new Set((row.kinds ?? []).filter((kind) => kind !== 'area-out' || !row.here)),
      day,
    ),
  }
}

/** Reads bills by their ids, places or account numbers. `db` must read as an officer or as the platform. */
export async function readBills(db: Db, tenant: Tenant, asked: Omit<BillsAsked, 'book'>): Promise<StandingBill[]> {
  const rows = await selectBills(db, tenant.tenantId, { ...asked, book: tenant.code })
  return rows.map((row) => standing(row, tenant.code, asked.day))
}

/** Bills on which something is left to pay. */
export function unpaid<B extends OpenBill>(bills: readonly B[]): B[] {
  return bills.filter((bill) => bill.cells.some((cell) => cell.outstandingPaise > 0))
}
