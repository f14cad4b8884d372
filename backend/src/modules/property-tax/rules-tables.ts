/** Tables of a pack: rows found by words and ranges, in force by date, proved whole before any bill is made with them. */
import type { Day } from '../../kernel/pure.ts'
import { addDays } from '../../kernel/pure.ts'
import { plain } from './rules-fault.ts'
import {
  add,
  compare,
  divide,
  type Exact,
  exactNumber,
  exactOf,
  multiply,
  subtract,
  whole,
  zero,
} from './rules-number.ts'
import { covers, type Domain, holds, piecesOf, type Range, readRange, sayRange } from './rules-ranges.ts'

export interface TableKey {
  name: string
  isRange: boolean
  domain: Domain
}

export interface TableRow {
  /** Row number in the file, from 0. */
  index: number
  words: ReadonlyMap<string, string>
  ranges: ReadonlyMap<string, Range>
  cells: ReadonlyMap<string, Exact | string | boolean>
  from: Day
  /** Last day in force; null without end. */
  to: Day | null
  instrument: string
}

export interface Table {
  name: string
  keys: TableKey[]
  reading: 'lookup' | 'whole-amount' | 'telescopic'
  rows: TableRow[]
  byWords: Map<string, TableRow[]>
}

const wordKeys = (table: Pick<Table, 'keys'>) => table.keys.filter((key) => !key.isRange)
const rangeKeys = (table: Pick<Table, 'keys'>) => table.keys.filter((key) => key.isRange)

/** 10 % and 0.1 are one number; other text stays text. */
export function readCell(cell: unknown): Exact | string | boolean {
  if (typeof cell === 'number') return exactNumber(cell)
  if (typeof cell === 'boolean') return cell
  const text = String(cell).trim()
  const percent = /^(-?[\d.,]+)\s*(?:%|per ?cent)$/i.exec(text)
  if (percent) {
    const value = exactOf(percent[1]!)
    if (value) return divide(value, whole(100))
  }
  return fractionOf(text) ?? exactOf(text) ?? text
}

/** '1/3'. */
export function fractionOf(text: string): Exact | null {
  const found = /^(\d+)\s*\/\s*(\d+)$/.exec(text)
  return found && found[2] !== '0' ? { n: BigInt(found[1]!), d: BigInt(found[2]!) } : null
}

/** Puts rows of the same words together. */
export function indexRows(keys: TableKey[], rows: TableRow[]): Map<string, TableRow[]> {
  const byWords = new Map<string, TableRow[]>()
  for (const row of rows) {
    const words = wordKeys({ keys }).map((key) => row.words.get(key.name) ?? '*')
    const at = words.join('\n')
    byWords.set(at, [...(byWords.get(at) ?? []), row])
  }
  return byWords
}

/**
 * What is wrong with a table: two rows for one place, or none. One sentence each, the missing or doubled stretch named.
 * Rows of the same words must lie side by side in time, and on every day their ranges must cover all numbers once.
 */
export function faultsOf(table: Table): string[] {
  const faults: string[] = []
  for (const [words, rows] of table.byWords) {
    const said = wordsSaid(table, words)
    const starts = [...new Set(rows.flatMap((row) => [row.from, ...(row.to ? [addDays(row.to, 1)] : [])]))].sort()
    const ends = rows.some((row) => row.to === null) ? null : starts.at(-1)!
    starts.forEach((start, index) => {
      if (start === ends) return
      const next = starts[index + 1]
      const inForce = rows.filter((row) => isInForce(row, start))
      const when = `${said} from ${start}${next ? ` to ${addDays(next, -1)}` : ' on'}`
      if (inForce.length === 0) faults.push(`no row is in force${when}`)
      else faults.push(...rangeFaults(rangeKeys(table), inForce, when))
    })
  }
  return faults
}

function wordsSaid(table: Table, words: string): string {
  const values = words.split('\n')
  const said = wordKeys(table).map((key, index) => `${key.name} ${values[index]}`)
  return said.length ? ` for ${said.join(', ')}` : ''
}

function rangeFaults(keys: TableKey[], rows: TableRow[], when: string): string[] {
  const [key, ...others] = keys
  if (!key)
    return rows.length > 1 ? [`rows ${rows.map((row) => row.index).join(' and ')} say the same twice${when}`] : []
  const ranges = rows.map((row) => row.ranges.get(key.name)!)
  return piecesOf(ranges, key.domain).flatMap((piece) => {
    const covering = rows.filter((row) => covers(row.ranges.get(key.name)!, piece, key.domain.isWhole))
    const where = ` at ${sayRange(piece, key.name)}${when}`
    if (covering.length === 0) return [`a gap: no row covers ${sayRange(piece, key.name)}${when}`]
    if (others.length === 0 && covering.length > 1)
      return [
        `an overlap: rows ${covering.map((row) => row.index).join(' and ')} both cover ${sayRange(piece, key.name)}${when}`,
      ]
    return rangeFaults(others, covering, where)
  })
}

export const isInForce = (row: { from: Day; to: Day | null }, day: Day): boolean =>
  row.from <= day && (row.to === null || day <= row.to)

/** What a row is looked up by. */
export interface Asked {
  word(key: string): string
  number(key: string): Exact
  day: Day
}

/**
 * The one row for these words and numbers on a day. A row that names a word goes before one with `*`; the first key decides first.
 * @throws RangeError saying which key has no row, and what rows there are
 */
export function findRow(table: Table, asked: Asked): TableRow {
  const keys = wordKeys(table)
  const said = keys.map((key) => asked.word(key.name))
  const groups = groupsFor(table, said.map(plain))
  if (groups.length === 0)
    throw new RangeError(
      `no row for ${keys.map((key, index) => `${key.name} "${said[index]}"`).join(', ')} (${knownWords(table)})`,
    )
  for (const rows of groups) {
    const inForce = rows.filter((row) => isInForce(row, asked.day))
    const found = inForce.find((row) =>
      rangeKeys(table).every((key) => holds(row.ranges.get(key.name)!, asked.number(key.name))),
    )
    if (found) return found
    if (inForce.length > 0) throw new RangeError(outside(table, asked))
  }
  const first = groups
    .flat()
    .map((row) => row.from)
    .sort()[0]
  throw new RangeError(`no row in force on ${asked.day}: the first is from ${first}`)
}

function outside(table: Table, asked: Asked): string {
  return `no row for ${rangeKeys(table)
    .map((key) => `${key.name} = ${Number(asked.number(key.name).n) / Number(asked.number(key.name).d)}`)
    .join(', ')}`
}

function groupsFor(table: Table, words: string[]): TableRow[][] {
  // Every mix of named word and star, those with more named words on the left first.
  const mixes = words.reduceRight<string[][]>(
    (tails, word) => [...tails.map((tail) => [word, ...tail]), ...tails.map((tail) => ['*', ...tail])],
    [[]],
  )
  return mixes.flatMap((mix) => table.byWords.get(mix.join('\n')) ?? []).length
    ? mixes.flatMap((mix) => {
        const rows = table.byWords.get(mix.join('\n'))
        return rows ? [rows] : []
      })
    : []
}

function knownWords(table: Table): string {
  return wordKeys(table)
    .map((key) => {
      const known = [...new Set(table.rows.map((row) => row.words.get(key.name) ?? '*'))]
      return `${key.name}: ${known.slice(0, 12).join(', ')}${known.length > 12 ? ' …' : ''}`
    })
    .join('; ')
}

/** One slab's part of an amount. */
export interface SlabPart {
  row: TableRow
  part: Exact
  amount: Exact
}

/**
 * The tax on an amount by slabs: the whole amount at the rate of its slab, or each part at its own (telescopic).
 * `value` is the rate; `plus`, where a row has it, a fixed sum on top (whole-amount only).
 */
export function slabParts(table: Table, amount: Exact, asked: Asked): SlabPart[] {
  const key = rangeKeys(table)[0]!
  if (table.reading === 'whole-amount') {
    const row = findRow(table, { ...asked, number: () => amount })
    const plus = row.cells.get('plus')
    const tax = multiply(amount, rateOf(row))
    return [{ row, part: amount, amount: typeof plus === 'object' ? add(tax, plus) : tax }]
  }
  const group =
    groupsFor(
      table,
      wordKeys(table).map((each) => plain(asked.word(each.name))),
    )[0] ?? []
  return group
    .filter((row) => isInForce(row, asked.day))
    .map((row) => ({ row, range: row.ranges.get(key.name)! }))
    .sort((a, b) => compare(a.range.lower ?? zero, b.range.lower ?? zero))
    .flatMap(({ row, range }) => {
      const lower = range.lower ?? zero
      // In whole rupees a slab that begins "from 601" holds what lies above 600.
      const begins = key.domain.isWhole && range.holdsLower && lower.n > 0n ? subtract(lower, whole(1)) : lower
      if (compare(amount, begins) <= 0) return []
      const ends = range.upper && compare(range.upper, amount) < 0 ? range.upper : amount
      const part = subtract(ends, begins)
      return [{ row, part, amount: multiply(part, rateOf(row)) }]
    })
}

function rateOf(row: TableRow): Exact {
  const value = row.cells.get('value')
  if (typeof value !== 'object') throw new RangeError(`row ${row.index} has no rate in "value"`)
  return value
}

/** The cell of a range key as it is written in a file. @throws SyntaxError */
export const readRangeCell = readRange
