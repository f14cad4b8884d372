import {
  Conflict,
  type Context,
  command,
  financialYearOf,
  Invalid,
  nextNumbers,
  type Tenant,
  type Tx,
} from '../../../kernel/index.ts'
import { selectAreasOfProperties, selectLiableParties, selectRestrictedProperties } from '../../parcels/index.ts'
import { postEntries } from '../ledger.ts'
import { selectMoneyPlan } from '../queries-accounts.ts'
import { insertBills, type NewBill, selectBillsByKey, takeBillIds } from '../queries-bills.ts'
import { cellKey, totalOf } from '../rules-cells.ts'
import { demandLines, entriesOf, type MoneyPlan } from '../rules-posting.ts'
import type { NewBillInput, RaiseBills } from '../schemas-bills.ts'
import { requirePast } from './post-voucher.ts'

/** What came of raising a batch. */
export interface RaisedBills {
  raised: number
  repeated: number
  grossPaise: number
  bills: { billId: number; billNumber: string; demandKey: string }[]
  stopped: { demandKey: string; propertyId: number; reason: string }[]
}

/** The boundary set by whose areas a town keeps its books: electoral wards, unless its settings name another. */
export function fieldSetOf(town: Tenant): string {
  return typeof town.settings.fieldSet === 'string' ? town.settings.fieldSet : 'electoral-ward'
}

/**
 * Raises up to 1,000 bills of any services at once, and books the demand. A demand key is billed once for ever: the same again
 * is counted as a repeat, another amount under it is a Conflict. Properties whose demand an order stops are left out and named.
 */
export function raiseBills(context: Context, input: RaiseBills): Promise<RaisedBills> {
  return command(context, { name: 'payments.raise-bills', input }, async (tx) => {
    requirePast(input.issuedOn, context.today, 'issuedOn')
    for (const [at, bill] of input.bills.entries()) requireBill(bill, at, input.issuedOn)
    const { fresh, known } = await partRepeats(tx, input.bills)
    const stopped = await stoppedAmong(tx, fresh)
    const free = fresh.filter((bill) => !stopped.some((each) => each.demandKey === bill.demandKey))
    const bills = free.length ? await writeBills(tx, free, input) : []
    const answer = {
      raised: bills.length,
      repeated: known.length,
      grossPaise: bills.reduce((sum, bill) => sum + totalOf(bill.cells), 0),
      bills: [...bills, ...known].map(({ billId, billNumber, demandKey }) => ({ billId, billNumber, demandKey })),
      stopped,
    }
    if (bills.length)
      await tx.emit('payments.bills-raised', { billIds: bills.map((bill) => bill.billId), issuedOn: input.issuedOn })
    tx.journal({
      subjects: subjectsOf(bills),
      after: { instrument: input.instrument, issuedOn: input.issuedOn, ...answer, bills: bills.length },
    })
    return answer
  })
}

/** A page of one place lists its bills; a batch of a thousand names itself alone. */
function subjectsOf(bills: readonly NewBill[]) {
  const few = bills.length <= 20 ? bills : []
  return few.flatMap((bill) => [
    { kind: 'bill', id: bill.billId },
    ...(bill.propertyId ? [{ kind: 'property', id: bill.propertyId }] : []),
  ])
}

function requireBill(bill: NewBillInput, at: number, issuedOn: string): void {
  const fail = (field: string, detail: string, got: unknown): never => {
    throw new Invalid(`bills.${at}.${field}`, detail, { got })
  }
  if (bill.dueOn < issuedOn) fail('dueOn', 'A bill falls due on its own day or later.', bill.dueOn)
  if (bill.financialYear > financialYearOf(issuedOn) + 1)
    fail('financialYear', 'This year is too far ahead.', bill.financialYear)
  if ((bill.periodFrom === undefined) !== (bill.periodTo === undefined))
    fail('periodTo', 'Give both ends of the period.', bill.periodTo)
  if (bill.periodFrom && bill.periodTo && bill.periodTo < bill.periodFrom)
    fail('periodTo', 'The period ends before it begins.', bill.periodTo)
  if ((bill.rebateUntil === undefined) !== (bill.rebates.length === 0))
    fail('rebateUntil', 'A rebate and its last day go together.', bill.rebateUntil)
  const keys = bill.cells.map(cellKey)
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice) fail('cells', 'A head stands once per year and component.', twice)
  for (const rebate of bill.rebates) {
    const principal = bill.cells.find((cell) => cellKey(cell) === cellKey({ ...rebate, component: 'principal' }))
    const offered = totalOf(bill.rebates.filter((each) => each.head === rebate.head && each.year === rebate.year))
    if (!principal || offered > principal.amountPaise)
      fail('rebates', 'A rebate is on a principal of this bill, and at most the whole of it.', rebate.head)
  }
}

async function partRepeats(tx: Tx, bills: readonly NewBillInput[]) {
  const keys = bills.map((bill) => bill.demandKey)
  if (new Set(keys).size !== keys.length) throw new Invalid('bills', 'A demand key stands twice in this batch.')
  const rows = await selectBillsByKey(tx, tx.context.tenant.tenantId, keys)
  const stored = new Map(rows.map((row) => [row.demand_key, row]))
  for (const bill of bills) {
    const row = stored.get(bill.demandKey)
    if (row && (row.gross_paise !== totalOf(bill.cells) || row.rebate_paise !== totalOf(bill.rebates)))
      throw new Conflict('demandKey', 'This was billed already with another amount. Correct that bill instead.', {
        got: bill.demandKey,
      })
  }
  const known = rows.map((row) => ({ billId: row.bill_id, billNumber: row.bill_number, demandKey: row.demand_key }))
  return { fresh: bills.filter((bill) => !stored.has(bill.demandKey)), known }
}

async function stoppedAmong(tx: Tx, bills: readonly NewBillInput[]): Promise<RaisedBills['stopped']> {
  const { tenant, today } = tx.context
  const orders = await selectRestrictedProperties(tx, tenant.tenantId, propertiesOf(bills), 'demand', today)
  const firstOf = new Map(orders.reverse().map((order) => [order.property_id, order]))
  return bills.flatMap((bill) => {
    const order = bill.propertyId ? firstOf.get(bill.propertyId) : undefined
    if (!order) return []
    const reason = `${order.kind}: ${order.authority}, ${order.order_number} of ${order.order_date}`
    return [{ demandKey: bill.demandKey, propertyId: bill.propertyId!, reason }]
  })
}

const propertiesOf = (bills: readonly NewBillInput[]) => [...new Set(bills.flatMap((bill) => bill.propertyId ?? []))]

async function writeBills(tx: Tx, given: readonly NewBillInput[], input: RaiseBills): Promise<NewBill[]> {
  const { tenant } = tx.context
  const { tenantId } = tenant
  const propertyIds = propertiesOf(given)
  const areas = await selectAreasOfProperties(tx, tenantId, propertyIds, fieldSetOf(tenant), input.issuedOn)
  const fieldOf = new Map(areas.map((row) => [row.property_id, row.boundary_id]))
  const liable = await selectLiableParties(tx, tenantId, propertyIds, input.issuedOn)
  const liableOf = new Map(liable.map((row) => [row.property_id, row.party_id]))
  const ids = await takeBillIds(tx, given.length)
  const numbers = await nextNumbers(tx, tenantId, 'bill', input.issuedOn, given.length, 'B/{fy}/{n:7}')
  const bills = given.map(
    (bill, at): NewBill => ({
      ...bill,
      billId: ids[at]!,
      book: tenant.code,
      billNumber: numbers[at]!.printed,
      propertyId: bill.propertyId ?? null,
      reference: bill.reference ?? null,
      personLiableId: bill.personLiableId ?? liableOf.get(bill.propertyId ?? 0) ?? null,
      fieldId: fieldOf.get(bill.propertyId ?? 0) ?? 0,
      issuedOn: input.issuedOn,
      periodFrom: bill.periodFrom ?? null,
      periodTo: bill.periodTo ?? null,
      rebateUntil: bill.rebateUntil ?? null,
      replacesBillId: bill.replacesBillId ?? null,
      explanation: bill.explanation ?? null,
    }),
  )
  await insertBills(tx, tenantId, bills).catch((error: unknown) => {
    throw refusalOf(error)
  })
  const plan = await selectMoneyPlan(tx, tenantId, input.issuedOn)
  const entries = bills.flatMap((bill) => demandEntries(plan, bill))
  // A bill may stand in several funds; the ledger takes 2,000 vouchers at a time.
  for (let from = 0; from < entries.length; from += 2000) await postEntries(tx, entries.slice(from, from + 2000))
  return bills
}

function demandEntries(plan: MoneyPlan, bill: NewBill) {
  const voucher = {
    postedOn: bill.issuedOn,
    source: { kind: 'bill', id: bill.billId, step: 'raise' },
    narration: `Demand ${bill.billNumber}`,
  }
  return entriesOf(voucher, demandLines(plan, bill, bill.cells, bill.issuedOn, bill.kind === 'opening'))
}

function refusalOf(error: unknown): unknown {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code === '23503') {
    const field = constraint?.includes('person')
      ? 'personLiableId'
      : constraint?.includes('property')
        ? 'propertyId'
        : 'service'
    return new Invalid(field, 'Something that is named here does not exist in this town.', { got: constraint })
  }
  if (code === '23505')
    return new Conflict('demandKey', 'This was billed a moment ago. Send the batch again.', { got: constraint })
  return error
}
