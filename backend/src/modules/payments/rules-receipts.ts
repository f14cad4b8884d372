import type { Day, Names } from '../../kernel/pure.ts'
import type { Component } from './rules-cells.ts'

/** A line of a receipt. */
export interface ReceiptLine {
  billNumber: string
  service: string
  head: string
  headNames: Names
  year: number
  component: Component
  amountPaise: number
}

/** A receipt as it is handed over: all that it says, for ever. Names of persons liable are masked; who paid is as the payer gave it. */
export interface ReceiptBody {
  issuer: { code: string; names: Names }
  number: string
  issuedOn: Day
  paidOn: Day
  amountPaise: number
  mode: string
  paidBy: string | null
  liable: Names[]
  propertyNumbers: string[]
  references: string[]
  lines: ReceiptLine[]
  rebatePaise: number
  advancePaise: number
  underProtest: boolean
  bankReference: string | null
}

/** What the QR of a receipt says by itself, without a network, in the short keys of every paper's code. */
export interface ReceiptToken {
  k: 'receipt'
  /** Number and day. */
  n: string
  d: Day
  f: { amountPaise: number; propertyNumber?: string; reference?: string }
  /** The beginning of the hash of the whole receipt. */
  h: string
}

/** The payload of a receipt's QR; `bodyHash` is the hash of its canonical JSON. */
export function tokenOf(body: ReceiptBody, bodyHash: string): ReceiptToken {
  const [propertyNumber] = body.propertyNumbers
  const [reference] = body.references
  const place = propertyNumber ? { propertyNumber } : reference ? { reference } : {}
  const facts = { amountPaise: body.amountPaise, ...place }
  return { k: 'receipt', n: body.number, d: body.issuedOn, f: facts, h: bodyHash.slice(0, 20) }
}

/** Whether a receipt on record is the one that a QR speaks of. */
export function isSameReceipt(body: ReceiptBody, bodyHash: string, said: Record<string, unknown>): boolean {
  const { f, ...rest } = tokenOf(body, bodyHash)
  const facts = (said.f ?? {}) as Record<string, unknown>
  return (
    Object.entries(rest).every(([key, value]) => said[key] === value) &&
    Object.entries(f).every(([key, value]) => facts[key] === value)
  )
}
