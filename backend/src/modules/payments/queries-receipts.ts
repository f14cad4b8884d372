import type { Day, Db } from '../../kernel/index.ts'

/** A receipt as it is written. */
export interface NewReceipt {
  book: string
  paymentId: number
  series: string
  financialYear: number
  number: number
  printed: string
  blockId: number | null
  issuedOn: Day
  link: string
  body: object
  token: string
  payerPartyId: number | null
}

/** A receipt as it stands; `voided_on` when its payment was taken back. */
export interface ReceiptRow {
  receipt_id: number
  book: string
  payment_id: number
  printed: string
  issued_on: Day
  link: string
  body: Record<string, unknown>
  token: string
  voided_on: Day | null
  void_reason: string | null
}

/** Writes a receipt. */
export async function insertReceipt(db: Db, tenantId: number, receipt: NewReceipt): Promise<number> {
  const [row] = await db.query<{ receipt_id: number }>(
    `insert into payments.receipts (tenant_id, book, payment_id, series, financial_year, number, printed, block_id, issued_on, link, body, token, payer_party_id)
     values ($1::int, $2::text, $3::bigint, $4::text, $5::int, $6::bigint, $7::text, $8::bigint, $9::date, $10::text, $11::jsonb, $12::text, $13::bigint)
     returning receipt_id`,
    [
      tenantId,
      receipt.book,
      receipt.paymentId,
      receipt.series,
      receipt.financialYear,
      receipt.number,
      receipt.printed,
      receipt.blockId,
      receipt.issuedOn,
      receipt.link,
      JSON.stringify(receipt.body),
      receipt.token,
      receipt.payerPartyId,
    ],
  )
  return row!.receipt_id
}

const columns = `r.receipt_id, r.book, r.payment_id, r.printed, r.issued_on, r.link, r.body, r.token, v.paid_on as voided_on, v.reason as void_reason`
const withReversal = `payments.receipts r left join payments.payments v on v.tenant_id = r.tenant_id and v.reverses_payment_id = r.payment_id and v.kind = 'reversal'`

/** A receipt by its unguessable link. */
export async function selectReceiptByLink(db: Db, tenantId: number, link: string): Promise<ReceiptRow | null> {
  const [row] = await db.query<ReceiptRow>(
    `select ${columns} from ${withReversal} where r.tenant_id = $1::int and r.link = $2::text`,
    [tenantId, link],
  )
  return row ?? null
}

/** Receipts of payments. */
export function selectReceiptsOfPayments(
  db: Db,
  tenantId: number,
  paymentIds: readonly number[],
): Promise<ReceiptRow[]> {
  return db.query(
    `select ${columns} from ${withReversal} where r.tenant_id = $1::int and r.payment_id = any ($2::bigint[]) order by r.receipt_id`,
    [tenantId, paymentIds],
  )
}

/** The receipt of an issuer by its printed number, for comparing what a QR says with what is on record. */
export async function selectReceiptByNumber(
  db: Db,
  tenantId: number,
  book: string,
  printed: string,
): Promise<ReceiptRow | null> {
  const [row] = await db.query<ReceiptRow>(
    `select ${columns} from ${withReversal} where r.tenant_id = $1::int and r.book = $2::text and r.printed = $3::text`,
    [tenantId, book, printed],
  )
  return row ?? null
}

/** The public key of a body whose receipts came here, by its id. */
export async function selectForeignKey(
  db: Db,
  tenantId: number,
  issuer: string,
  keyId: string,
): Promise<string | null> {
  const [row] = await db.query<{ public_key: string }>(
    `select public_key from payments.foreign_keys where tenant_id = $1::int and issuer = $2::text and key_id = $3::text`,
    [tenantId, issuer, keyId],
  )
  return row?.public_key ?? null
}

/** A block of receipt numbers, when it is this device's. */
export async function selectBlock(
  db: Db,
  tenantId: number,
  blockId: number,
): Promise<{
  series: string
  financial_year: number
  device: string
  first_number: number
  last_number: number
} | null> {
  const [row] = await db.query<{
    series: string
    financial_year: number
    device: string
    first_number: number
    last_number: number
  }>(
    `select series, financial_year, device, first_number, last_number from kernel.number_blocks where tenant_id = $1::int and block_id = $2::bigint`,
    [tenantId, blockId],
  )
  return row ?? null
}
