import { type ColumnTypes, type Day, type Db, insertRows } from '../../kernel/index.ts'
import type { Cell, Component, Rebate } from './rules-cells.ts'

/** A bill as it is written. */
export interface NewBill {
  billId: number
  book: string
  service: string
  kind: string
  financialYear: number
  billNumber: string
  demandKey: string
  propertyId: number | null
  reference: string | null
  personLiableId: number | null
  fieldId: number
  issuedOn: Day
  dueOn: Day
  periodFrom: Day | null
  periodTo: Day | null
  rebateUntil: Day | null
  cells: readonly Cell[]
  rebates: readonly Rebate[]
  replacesBillId: number | null
  explanation: unknown
}

const billColumns: ColumnTypes = {
  tenant_id: 'int',
  bill_id: 'bigint',
  book: 'text',
  service: 'text',
  kind: 'text',
  financial_year: 'int',
  bill_number: 'text',
  demand_key: 'text',
  property_id: 'bigint',
  reference: 'text',
  person_liable_id: 'bigint',
  field_id: 'bigint',
  issued_on: 'date',
  due_on: 'date',
  period_from: 'date',
  period_to: 'date',
  rebate_until: 'date',
  heads: 'text[]',
  years: 'int[]',
  components: 'text[]',
  amounts: 'bigint[]',
  gross_paise: 'bigint',
  rebate_paise: 'bigint',
  replaces_bill_id: 'bigint',
  explanation: 'jsonb',
}

/** Writes bills in one statement. */
export async function insertBills(db: Db, tenantId: number, bills: readonly NewBill[]): Promise<void> {
  const rows = bills.map((bill) => {
    const { cells, rebates } = bill
    const sum = (of: readonly { amountPaise: number }[]) => of.reduce((total, each) => total + each.amountPaise, 0)
    return [
      tenantId,
      bill.billId,
      bill.book,
      bill.service,
      bill.kind,
      bill.financialYear,
      bill.billNumber,
      bill.demandKey,
      bill.propertyId,
      bill.reference,
      bill.personLiableId,
      bill.fieldId,
      bill.issuedOn,
      bill.dueOn,
      bill.periodFrom,
      bill.periodTo,
      bill.rebateUntil,
      [...cells.map((cell) => cell.head), ...rebates.map((rebate) => rebate.head)],
      [...cells.map((cell) => cell.year), ...rebates.map((rebate) => rebate.year)],
      [...cells.map((cell) => cell.component), ...rebates.map(() => 'rebate')],
      [...cells.map((cell) => cell.amountPaise), ...rebates.map((rebate) => -rebate.amountPaise)],
      sum(cells),
      sum(rebates),
      bill.replacesBillId,
      bill.explanation ?? null,
    ]
  })
  await insertRows(db, 'payments.bills', billColumns, rows)
}

/** Ids in advance, so that bills and their vouchers go out together. */
export async function takeBillIds(db: Db, count: number): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    `select nextval('payments.bills_bill_id') as id from generate_series(1, $1::int)`,
    [count],
  )
  return rows.map((row) => row.id)
}

/** Bills that stand under demand keys already, with their totals, to tell a repeat from a misuse. */
export function selectBillsByKey(
  db: Db,
  tenantId: number,
  keys: readonly string[],
): Promise<{ bill_id: number; bill_number: string; demand_key: string; gross_paise: number; rebate_paise: number }[]> {
  return db.query(
    `select bill_id, bill_number, demand_key, gross_paise, rebate_paise from payments.bills where tenant_id = $1::int and demand_key = any ($2::text[])`,
    [tenantId, keys],
  )
}

type CellTuple = [head: string, year: number, component: Component, amount: number]

/** A bill with everything that moved it up to a day. */
export interface BillRow {
  bill_id: number
  book: string
  service: string
  kind: string
  financial_year: number
  bill_number: string
  property_id: number | null
  reference: string | null
  person_liable_id: number | null
  liable_names: Record<string, string> | null
  field_id: number
  issued_on: Day
  due_on: Day
  period_from: Day | null
  period_to: Day | null
  rebate_until: Day | null
  heads: string[]
  years: number[]
  components: (Component | 'rebate')[]
  amounts: number[]
  replaces_bill_id: number | null
  explanation: unknown
  adjusted: CellTuple[] | null
  kinds: string[] | null
  rebated: CellTuple[] | null
  /** False when the property belongs to another town now. */
  here: boolean
  paid: CellTuple[] | null
}

/** Which bills, of which book and when: `day` in law, `knownAt` of record. */
export interface BillsAsked {
  billIds?: readonly number[]
  propertyIds?: readonly number[]
  references?: readonly string[]
  book: string
  day: Day
  knownAt?: string
}

const columns = `b.bill_id, b.book, b.service, b.kind, b.financial_year, b.bill_number, b.property_id, b.reference, b.person_liable_id,
  m.masked_names as liable_names, b.field_id, b.issued_on, b.due_on, b.period_from, b.period_to, b.rebate_until,
  b.heads, b.years, b.components, b.amounts, b.replaces_bill_id, b.explanation`

/**
 * Bills with what was adjusted and paid in a book up to a day. Only movements of the town's own book count: what happened to a bill
 * in another town's book is history here.
 */
export function selectBills(db: Db, tenantId: number, asked: BillsAsked): Promise<BillRow[]> {
  return db.query(
    `with asked as (
       select bill_id from payments.bills where tenant_id = $1::int and bill_id = any ($2::bigint[])
       union select bill_id from payments.bills where tenant_id = $1::int and property_id = any ($3::bigint[])
       union select bill_id from payments.bills where tenant_id = $1::int and reference = any ($4::text[]))
     select ${columns},
       (select jsonb_agg(jsonb_build_array(s.head, s.year, s.component, s.amount)) from (
          select c.head, c.year, c.component, sum(c.amount)::bigint as amount
          from payments.bill_adjustments a, unnest(a.heads, a.years, a.components, a.amounts) as c (head, year, component, amount)
          where a.tenant_id = $1::int and a.bill_id = b.bill_id and a.book = $5::text and a.effective_on <= $6::date and a.recorded_at <= $7::timestamptz
          group by 1, 2, 3) s) as adjusted,
       (select jsonb_agg(jsonb_build_array(s.head, s.year, s.component, s.amount)) from (
          select c.head, c.year, c.component, sum(c.amount)::bigint as amount
          from payments.bill_adjustments a, unnest(a.heads, a.years, a.components, a.amounts) as c (head, year, component, amount)
          where a.tenant_id = $1::int and a.bill_id = b.bill_id and a.book = $5::text and a.kind = 'rebate' and a.effective_on <= $6::date
            and a.recorded_at <= $7::timestamptz
          group by 1, 2, 3) s) as rebated,
       (select array_agg(distinct a.kind) from payments.bill_adjustments a
          where a.tenant_id = $1::int and a.bill_id = b.bill_id and a.book = $5::text and a.effective_on <= $6::date and a.recorded_at <= $7::timestamptz) as kinds,
       (select jsonb_agg(jsonb_build_array(s.head, s.year, s.component, s.amount)) from (
          select c.head, c.year, c.component, sum(c.amount)::bigint as amount
          from payments.payment_bills l
          join payments.payments p on p.tenant_id = $1::int and p.payment_id = l.payment_id,
            unnest(p.split_bills, p.split_heads, p.split_years, p.split_components, p.split_amounts) as c (bill_id, head, year, component, amount)
          where l.tenant_id = $1::int and l.bill_id = b.bill_id and c.bill_id = b.bill_id and p.book = $5::text and p.paid_on <= $6::date
            and p.taken_at <= $7::timestamptz
          group by 1, 2, 3) s) as paid,
       b.property_id is null or exists (
          select 1 from parcels.current_properties_view v where v.tenant_id = $1::int and v.property_id = b.property_id) as here
     from asked join payments.bills b on b.tenant_id = $1::int and b.bill_id = asked.bill_id
     left join people.masked_parties_view m on m.tenant_id = $1::int and m.party_id = b.person_liable_id
     where b.issued_on <= $6::date and b.recorded_at <= $7::timestamptz
     order by b.due_on, b.service, b.bill_id`,
    [
      tenantId,
      asked.billIds ?? [],
      asked.propertyIds ?? [],
      asked.references ?? [],
      asked.book,
      asked.day,
      asked.knownAt ?? 'infinity',
    ],
  )
}

/** Lets one writer at a time at each of these bills; in the order of their ids, so that none waits in a ring. */
export async function lockBills(db: Db, billIds: readonly number[]): Promise<void> {
  const ids = [...new Set(billIds)].sort((a, b) => a - b)
  await db.query(
    `select pg_advisory_xact_lock(20741, (id % 2147483647)::int) from unnest($1::bigint[]) with ordinality as b (id, position) order by position`,
    [ids],
  )
}

/** The same for what stands to the credit of a property or an account. */
export async function lockAdvances(db: Db, key: string): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(20742, hashtext($1::text))`, [key])
}

/** The bill of a printed number; of the town's own book first. */
export async function selectBillIdByNumber(db: Db, tenantId: number, billNumber: string): Promise<number | null> {
  const [row] = await db.query<{ bill_id: number }>(
    `select b.bill_id from payments.bills b join kernel.tenants t on t.tenant_id = b.tenant_id
     where b.tenant_id = $1::int and b.bill_number = $2::text order by (b.book = t.code) desc limit 1`,
    [tenantId, billNumber],
  )
  return row?.bill_id ?? null
}
