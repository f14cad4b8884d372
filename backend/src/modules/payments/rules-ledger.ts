import { type Day, Invalid, isDay } from '../../kernel/pure.ts'

/** One line of a voucher: debit above zero, credit below. */
export interface LedgerLine {
  head: string
  functionCode: string
  /** The ward or zone (a boundary's id); 0 for the whole town. */
  fieldId: number
  billId: number | null
  amountPaise: number
}

/** What a voucher comes from; the same source, step and fund is posted once. */
export interface LedgerSource {
  kind: string
  id: number
  step: string
}

/** A voucher of one fund, whole. */
export interface LedgerEntry {
  fund: string
  postedOn: Day
  source: LedgerSource
  narration: string
  lines: LedgerLine[]
  reversesEntryId: number | null
}

/** What a posting adds to one account in one month. */
export interface BalanceChange {
  head: string
  fund: string
  functionCode: string
  fieldId: number
  /** 202611 for November 2026. */
  month: number
  debitPaise: number
  creditPaise: number
  lineCount: number
}

/** One lakh crore rupees: more than any town's books, and far below where whole numbers end. */
export const largestLinePaise = 10_000_000_000_000
const mostLines = 20_000
const firstDay = '1990-01-01'
const lastDay = '2200-12-31'
const headPattern = /^\d{3,12}$/
const functionPattern = /^\d{1,6}$/

/** @throws Invalid naming what keeps a voucher out of the books */
export function requirePostable(entry: LedgerEntry): void {
  const { lines } = entry
  if (!isDay(entry.postedOn) || entry.postedOn < firstDay || entry.postedOn > lastDay)
    throw new Invalid('postedOn', 'Give a day from 1990 on.', { got: entry.postedOn, expected: firstDay })
  if (lines.length < 2 || lines.length > mostLines)
    throw new Invalid('lines', 'A voucher has 2 to {most} lines.', {
      parameters: { most: mostLines },
      got: lines.length,
    })
  for (const [at, { amountPaise, head, functionCode }] of lines.entries()) {
    if (!headPattern.test(head) || !functionPattern.test(functionCode))
      throw new Invalid(`lines.${at}.head`, 'A line names a head and a function by their codes.', { got: head })
    if (!Number.isSafeInteger(amountPaise) || amountPaise === 0 || Math.abs(amountPaise) > largestLinePaise)
      throw new Invalid(`lines.${at}.amountPaise`, 'Give whole paise other than zero, up to one lakh crore rupees.', {
        got: amountPaise,
      })
  }
  const difference = lines.reduce((sum, line) => sum + BigInt(line.amountPaise), 0n)
  if (difference !== 0n)
    throw new Invalid('lines', 'Debits and credits of a voucher must be equal.', { got: `${difference} paise apart` })
}

/** The voucher that takes back another: the same lines with their sides changed. */
export function reversalOf(
  entry: LedgerEntry & { entryId: number },
  given: { postedOn: Day; source: LedgerSource; narration: string },
): LedgerEntry {
  const lines = entry.lines.map((line) => ({ ...line, amountPaise: -line.amountPaise }))
  return { ...given, fund: entry.fund, lines, reversesEntryId: entry.entryId }
}

/** 202611 for a day in November 2026. */
export function monthOf(day: Day): number {
  return Number(day.slice(0, 4)) * 100 + Number(day.slice(5, 7))
}

const keyOf = (parts: readonly (string | number)[]) => parts.join('/')

/** Where vouchers of one source stand in the order of posting; equal for a repeat. */
export function sourceKeyOf({ source, fund }: Pick<LedgerEntry, 'source' | 'fund'>): string {
  return keyOf([source.kind, String(source.id).padStart(16, '0'), source.step, fund])
}

/** What a batch adds to the accounts, one change each, in the order of their keys: all writers lock them alike. */
export function balanceChangesOf(entries: readonly LedgerEntry[]): BalanceChange[] {
  const changes = new Map<string, BalanceChange>()
  for (const { fund, postedOn, lines } of entries) {
    const month = monthOf(postedOn)
    for (const { head, functionCode, fieldId, amountPaise } of lines) {
      const key = keyOf([head, fund, functionCode, String(fieldId).padStart(16, '0'), month])
      let change = changes.get(key)
      if (!change) {
        change = { head, fund, functionCode, fieldId, month, debitPaise: 0, creditPaise: 0, lineCount: 0 }
        changes.set(key, change)
      }
      if (amountPaise > 0) change.debitPaise += amountPaise
      else change.creditPaise -= amountPaise
      change.lineCount++
    }
  }
  return [...changes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, change]) => change)
}

/** The text of a voucher that is hashed: the same from memory and from the database. */
export function textOf(entry: LedgerEntry): string {
  const { source } = entry
  let text = `${entry.fund}|${entry.postedOn}|${source.kind}|${source.id}|${source.step}|${entry.reversesEntryId ?? ''}|${JSON.stringify(entry.narration)}`
  for (const line of entry.lines)
    text += `|${line.head},${line.functionCode},${line.fieldId},${line.billId ?? ''},${line.amountPaise}`
  return text
}

/** Lines of the same account and bill as one, in the order in which they first came; what cancels out is left away. */
export function mergeLines(lines: readonly LedgerLine[]): LedgerLine[] {
  const merged = new Map<string, LedgerLine>()
  for (const line of lines) {
    // Debits and credits stay apart: a voucher shows both sides of an account.
    const key = keyOf([line.head, line.functionCode, line.fieldId, line.billId ?? '', line.amountPaise < 0 ? 'c' : 'd'])
    const found = merged.get(key)
    if (found) found.amountPaise += line.amountPaise
    else merged.set(key, { ...line })
  }
  return [...merged.values()].filter((line) => line.amountPaise !== 0)
}
