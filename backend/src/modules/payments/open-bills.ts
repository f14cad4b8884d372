/** Bills as they stand on a day: what was billed, adjusted and paid in the town's own book, and what an order freezes. */
import type { Day, Db, Tenant } from '../../kernel/index.ts'
import { type BillRow, type BillsAsked, selectBills } from './queries-bills.ts'
import { selectStays } from './queries-stays.ts'
import { type BillStatus, type Cell, type OpenBill, openCellsOf, type Rebate, statusOf } from './rules-cells.ts'
import { applyStays } from './rules-stays.ts'

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
    status: statusOf({ cells, dueOn: row.due_on }, kindsOf(row), day),
  }
}

/**
 * Reads bills by their ids, places or account numbers, with what orders freeze of them on the day. `db` must read as an officer or
 * as the platform.
 */
export async function readBills(db: Db, tenant: Tenant, asked: Omit<BillsAsked, 'book'>): Promise<StandingBill[]> {
  const { tenantId, code } = tenant
  const rows = await selectBills(db, tenantId, { ...asked, book: code })
  const places = placesOf(rows)
  const stays = rows.length ? await selectStays(db, tenantId, places, asked.knownAt) : []
  if (!stays.length) return rows.map((row) => standing(row, code, asked.day))
  // A frozen amount falls on the oldest debts of the place, so all of them are needed to say how much of one bill it takes.
  const all = stays.some((stay) => stay.freezes === 'amount' && stay.billId === null)
    ? await selectBills(db, tenantId, { ...asked, ...places, book: code })
    : rows
  const kinds = new Map(all.map((row) => [row.bill_id, row]))
  const wanted = new Set(rows.map((row) => row.bill_id))
  return applyStays(
    all.map((row) => standing(row, code, asked.day)),
    stays,
    asked.day,
  )
    .filter((bill) => wanted.has(bill.billId))
    .map((bill) => ({ ...bill, status: statusOf(bill, kindsOf(kinds.get(bill.billId)!), asked.day) }))
}

const kindsOf = (row: BillRow) => new Set((row.kinds ?? []).filter((kind) => kind !== 'area-out' || !row.here))

function placesOf(rows: readonly BillRow[]) {
  return {
    billIds: rows.map((row) => row.bill_id),
    propertyIds: [...new Set(rows.flatMap((row) => row.property_id ?? []))],
    references: [...new Set(rows.flatMap((row) => row.reference ?? []))],
  }
}

/** Bills on which something is left to pay. */
export function unpaid<B extends OpenBill>(bills: readonly B[]): B[] {
  return bills.filter((bill) => bill.cells.some((cell) => cell.outstandingPaise > 0))
}
