/** Whether a receipt is what it says: by its signature, and by what stands on record. */

import type { z } from 'zod'
import {
  asSystem,
  type Context,
  canonicalJson,
  NotFound,
  read,
  readToken,
  type SignedText,
  sha256,
  verifyToken,
} from '../../kernel/index.ts'
import type { PaperReaders, PaperState } from '../notifications/index.ts'
import { type ReceiptRow, selectForeignKey, selectReceiptByLink, selectReceiptByNumber } from './queries-receipts.ts'
import { isSameReceipt, type ReceiptBody } from './rules-receipts.ts'
import type { receiptSchema, verdictSchema } from './schemas-payments.ts'

const bodyOf = (row: ReceiptRow) => row.body as unknown as ReceiptBody

/** GET /receipts/:link: the receipt as it was handed over, to whoever holds its link. */
export async function readReceipt(context: Context, link: string): Promise<z.input<typeof receiptSchema>> {
  const row = await read(asSystem(context), (db) => selectReceiptByLink(db, context.tenant.tenantId, link))
  if (!row) throw new NotFound('link', 'There is no receipt under this link.')
  const body = bodyOf(row)
  return {
    number: row.printed,
    issuedOn: row.issued_on,
    issuer: { code: body.issuer.code, names: body.issuer.names as Record<string, string> },
    token: row.token,
    voided: row.voided_on ? { on: row.voided_on, reason: row.void_reason ?? '' } : null,
    body: { ...body },
  }
}

/**
 * GET /receipts/verify?token=…: what a QR says is true when the body named in it signed it, with a present or retired key, here or
 * where the property came from. It verifies for ever; whether the payment was taken back is told beside.
 */
export async function verifyReceipt(context: Context, text: string): Promise<z.input<typeof verdictSchema>> {
  const said = (await verifyToken(context.platform, text)) ?? (await verifyForeign(context, text))
  if (said?.kind !== 'receipt')
    return { verdict: 'false', issuer: null, number: null, issuedOn: null, amountPaise: null, place: null }
  const { n, d } = said.payload
  const facts = factsOf(said.payload)
  const row = await read(asSystem(context), (db) =>
    selectReceiptByNumber(db, context.tenant.tenantId, said.issuer, String(n)),
  )
  const known = row && isSameReceipt(bodyOf(row), sha256(canonicalJson(row.body)), said.payload)
  return {
    verdict: known ? (row.voided_on ? 'void' : 'true') : 'unknown',
    issuer: said.issuer,
    number: String(n),
    issuedOn: String(d),
    amountPaise: Number(facts.amountPaise),
    place: String(facts.propertyNumber ?? facts.reference ?? ''),
  }
}

const factsOf = (payload: Record<string, unknown>) => (payload.f ?? {}) as Record<string, string | number>

/** By the public keys that came here with properties of another body. */
async function verifyForeign(context: Context, text: string): Promise<SignedText | null> {
  const token = readToken(text)
  if (!token) return null
  const { proves, ...said } = token
  const key = await read(context, (db) => selectForeignKey(db, context.tenant.tenantId, said.issuer, said.keyId))
  return key && proves(key) ? said : null
}

/** Puts receipts on the one verify page: their code says number, day, amount and place; the register says whether they hold. */
export function publishReceipts(papers: PaperReaders): void {
  papers.publish('receipt', readPaper)
}

async function readPaper(context: Context, payload: Record<string, unknown>): Promise<PaperState> {
  const { n, d } = payload
  const { tenantId, code } = context.tenant
  const row = await read(asSystem(context), (db) => selectReceiptByNumber(db, tenantId, code, String(n)))
  const isKnown = row && isSameReceipt(bodyOf(row), sha256(canonicalJson(row.body)), payload)
  return {
    state: isKnown ? (row.voided_on ? 'revoked' : 'valid') : 'unknown',
    kind: 'receipt',
    number: String(n),
    day: typeof d === 'string' ? d : null,
    facts: factsOf(payload),
    title: null,
    since: row?.voided_on ?? null,
    because: row?.void_reason ?? null,
    replacedBy: null,
    signedBy: null,
  }
}
