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

/** What the QR of a receipt says by itself, without a network: short keys, for a code that a phone reads from paper. */
export interface ReceiptToken {
  [key: string]: string | number
  /** Number, day, amount in paise, first property or account, hash of the whole receipt. */
  n: string
  d: Day
  a: number
  p: string
  h: string
}

/** The payload of a receipt's QR; `bodyHash` is the hash of its canonical JSON. */
export function tokenOf(body: ReceiptBody, bodyHash: string): ReceiptToken {
  return {
    n: body.number,
    d: body.issuedOn,
    a: body.amountPaise,
    p: body.propertyNumbers[0] ?? body.references[0] ?? '',
    h: bodyHash.slice(0, 20),
  }
}

/** Whether a receipt on record is the one that a QR speaks of. */
export function isSameReceipt(body: ReceiptBody, bodyHash: string, said: Record<string, unknown>): boolean {
  const token = tokenOf(body, bodyHash)
  return Object.entries(token).every(([key, value]) => said[key] === value)
}
