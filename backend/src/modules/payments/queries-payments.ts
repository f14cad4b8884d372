import { type ColumnTypes, type Day, type Db, insertRows } from '../../kernel/index.ts'
import type { Component } from './rules-cells.ts'

/** A part of a payment as it is stored: a cell of a bill, or an advance when the bill is null. */
export interface Split {
  billId: number | null
  head: string | null
  year: number | null
  component: Component | null
  fund: string
  settlementAccountId: number | null
  amountPaise: number
}

/** Who paid, by which paper, and through whom it came. */
export interface PaymentOrigin {
  paidBy: string | null
  payerPartyId: number | null
  protestNote: string | null
  paper: unknown
  bankReference: string | null
  provider: string | null
  providerPaymentId: string | null
  intentId: number | null
  agentId: number | null
  counter: string | null
}

/** Nothing of all that: money that moves inside the town, and what others begin from. */
export const noOrigin: PaymentOrigin = {
  paidBy: null,
  payerPartyId: null,
  protestNote: null,
  paper: null,
  bankReference: null,
  provider: null,
  providerPaymentId: null,
  intentId: null,
  agentId: null,
  counter: null,
}

/** A payment, reversal or refund as it is written. */
export interface NewPayment extends PaymentOrigin {
  book: string
  kind: 'payment' | 'reversal' | 'refund'
  reversesPaymentId: number | null
  channel: string
  mode: string
  paidOn: Day
  propertyId: number | null
  splits: readonly Split[]
  reason: string | null
  userId: number | null
  postId: number | null
}

/** Arrays with nulls among them, as PostgreSQL reads them. */
const literal = (values: readonly (string | number | null)[]) => `{${values.map((value) => value ?? 'null').join(',')}}`

/** Writes a payment with all its parts and the bills that it touches. Answers its id. */
export async function insertPayment(db: Db, tenantId: number, payment: NewPayment): Promise<number> {
  const { splits } = payment
  const [row] = await db.query<{ payment_id: number }>(
    `with paid as (
       insert into payments.payments (tenant_id, book, kind, reverses_payment_id, channel, mode, amount_paise, paid_on, property_id, split_bills, split_heads,
         split_years, split_components, split_funds, split_accounts, split_amounts, paid_by, payer_party_id, under_protest, protest_note, paper, bank_reference,
         provider, provider_payment_id, intent_id, agent_id, counter, reason, user_id, post_id)
       values ($1::int, $2::text, $3::text, $4::bigint, $5::text, $6::text, $7::bigint, $8::date, $9::bigint, $10::bigint[], $11::text[], $12::int[], $13::text[],
         $14::text[], $15::bigint[], $16::bigint[], $17::text, $18::bigint, $19::text is not null, $19::text, $20::jsonb, $21::text, $22::text, $23::text,
         $24::bigint, $25::bigint, $26::text, $27::text, $28::bigint, $29::bigint)
       returning payment_id),
     touched as (
       insert into payments.payment_bills (tenant_id, bill_id, payment_id)
       select distinct $1::int, b.bill_id, paid.payment_id from paid, unnest($10::bigint[]) as b (bill_id) where b.bill_id is not null)
     select payment_id from paid`,
    [
      tenantId,
      payment.book,
      payment.kind,
      payment.reversesPaymentId,
      payment.channel,
      payment.mode,
      splits.reduce((sum, split) => sum + split.amountPaise, 0),
      payment.paidOn,
      payment.propertyId,
      literal(splits.map((split) => split.billId)),
      literal(splits.map((split) => split.head)),
      literal(splits.map((split) => split.year)),
      literal(splits.map((split) => split.component)),
      literal(splits.map((split) => split.fund)),
      literal(splits.map((split) => split.settlementAccountId)),
      literal(splits.map((split) => split.amountPaise)),
      payment.paidBy,
      payment.payerPartyId,
      payment.protestNote,
      payment.paper === null || payment.paper === undefined ? null : JSON.stringify(payment.paper),
      payment.bankReference,
      payment.provider,
      payment.providerPaymentId,
      payment.intentId,
      payment.agentId,
      payment.counter,
      payment.reason,
      payment.userId,
      payment.postId,
    ],
  )
  return row!.payment_id
}

/** A payment as it stands. */
export interface PaymentRow {
  payment_id: number
  book: string
  kind: 'payment' | 'reversal' | 'refund'
  reverses_payment_id: number | null
  reversed_by: number | null
  channel: string
  mode: string
  amount_paise: number
  paid_on: Day
  property_id: number | null
  split_bills: (string | null)[]
  split_heads: (string | null)[]
  split_years: (number | null)[]
  split_components: (Component | null)[]
  split_funds: string[]
  split_accounts: (string | null)[]
  split_amounts: number[]
  paid_by: string | null
  payer_party_id: number | null
  protest_note: string | null
  paper: unknown
  bank_reference: string | null
  provider: string | null
  provider_payment_id: string | null
  intent_id: number | null
  agent_id: number | null
  counter: string | null
  reason: string | null
  taken_at: Date
}

const columns = `p.payment_id, p.book, p.kind, p.reverses_payment_id, p.channel, p.mode, p.amount_paise, p.paid_on, p.property_id,
  p.split_bills::text[] as split_bills, p.split_heads, p.split_years, p.split_components, p.split_funds, p.split_accounts::text[] as split_accounts, p.split_amounts,
  p.paid_by, p.payer_party_id, p.protest_note, p.paper, p.bank_reference, p.provider, p.provider_payment_id, p.intent_id, p.agent_id, p.counter, p.reason, p.taken_at,
  (select r.payment_id from payments.payments r where r.tenant_id = p.tenant_id and r.reverses_payment_id = p.payment_id and r.kind = 'reversal') as reversed_by`

/** The parts of a payment. */
export function splitsOf(row: PaymentRow): Split[] {
  return row.split_amounts.map((amountPaise, at) => ({
    billId: row.split_bills[at] ? Number(row.split_bills[at]) : null,
    head: row.split_heads[at] ?? null,
    year: row.split_years[at] ?? null,
    component: row.split_components[at] ?? null,
    fund: row.split_funds[at]!,
    settlementAccountId: row.split_accounts[at] ? Number(row.split_accounts[at]) : null,
    amountPaise,
  }))
}

/** One payment. */
export async function selectPayment(db: Db, tenantId: number, paymentId: number): Promise<PaymentRow | null> {
  const [row] = await db.query<PaymentRow>(
    `select ${columns} from payments.payments p where p.tenant_id = $1::int and p.payment_id = $2::bigint`,
    [tenantId, paymentId],
  )
  return row ?? null
}

/** Payments on some bills, oldest first. */
export function selectPaymentsOfBills(db: Db, tenantId: number, billIds: readonly number[]): Promise<PaymentRow[]> {
  return db.query(
    `select ${columns} from payments.payments p where p.tenant_id = $1::int and p.payment_id in (
       select payment_id from payments.payment_bills where tenant_id = $1::int and bill_id = any ($2::bigint[])) order by p.payment_id`,
    [tenantId, billIds],
  )
}

/** An advance as it moves. */
export interface NewAdvance {
  book: string
  propertyId: number | null
  reference: string | null
  fund: string
  kind: 'paid' | 'used' | 'freed' | 'refunded' | 'reversed' | 'area-out' | 'area-in'
  amountPaise: number
  paymentId: number | null
  adjustmentId: number | null
  effectiveOn: Day
}

const advanceColumns: ColumnTypes = {
  tenant_id: 'int',
  book: 'text',
  property_id: 'bigint',
  reference: 'text',
  fund: 'text',
  kind: 'text',
  amount_paise: 'bigint',
  payment_id: 'bigint',
  adjustment_id: 'bigint',
  effective_on: 'date',
}

/** Writes movements of advances. */
export async function insertAdvances(db: Db, tenantId: number, advances: readonly NewAdvance[]): Promise<void> {
  const rows = advances.map((each) => [
    tenantId,
    each.book,
    each.propertyId,
    each.reference,
    each.fund,
    each.kind,
    each.amountPaise,
    each.paymentId,
    each.adjustmentId,
    each.effectiveOn,
  ])
  await insertRows(db, 'payments.advance_movements', advanceColumns, rows)
}

/** What stands to the credit of places and accounts in a town's own book, by fund. */
export function selectAdvances(
  db: Db,
  tenantId: number,
  asked: { propertyIds: readonly number[]; references: readonly string[]; book: string; day: Day; knownAt?: string },
): Promise<{ property_id: number | null; reference: string | null; fund: string; amount_paise: number }[]> {
  return db.query(
    `select property_id, reference, fund, sum(amount_paise)::bigint as amount_paise from (
       select * from payments.advance_movements where tenant_id = $1::int and property_id = any ($2::bigint[])
       union all select * from payments.advance_movements where tenant_id = $1::int and reference = any ($3::text[])) a
     where a.book = $4::text and a.effective_on <= $5::date and a.recorded_at <= $6::timestamptz
     group by 1, 2, 3 having sum(amount_paise) <> 0 order by 1, 2, 3`,
    [tenantId, asked.propertyIds, asked.references, asked.book, asked.day, asked.knownAt ?? 'infinity'],
  )
}

/** Advances that a payment made. */
export function selectAdvancesOfPayment(
  db: Db,
  tenantId: number,
  paymentId: number,
): Promise<{ property_id: number | null; reference: string | null; fund: string; amount_paise: number }[]> {
  return db.query(
    `select property_id, reference, fund, amount_paise from payments.advance_movements where tenant_id = $1::int and payment_id = $2::bigint order by movement_id`,
    [tenantId, paymentId],
  )
}
