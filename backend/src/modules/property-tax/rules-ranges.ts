import { compare, type Exact, exactNumber, exactOf, floorOf, isWhole, toText, whole } from './rules-number.ts'

/** A stretch of numbers with its bounds; null is without end. */
export interface Range {
  lower: Exact | null
  holdsLower: boolean
  upper: Exact | null
  holdsUpper: boolean
}

/** A place between numbers: just before `at`, or just after it. Null is the end of all numbers. */
interface Cut {
  at: Exact | null
  after: boolean
}

const words: Record<string, keyof typeof sides> = {
  from: '>=',
  above: '>',
  over: '>',
  upto: '<=',
  to: '<=',
  below: '<',
  under: '<',
  '>=': '>=',
  '≥': '>=',
  '>': '>',
  '<=': '<=',
  '≤': '<=',
  '<': '<',
}

const sides = {
  '>=': { lower: true, holds: true },
  '>': { lower: true, holds: false },
  '<=': { lower: false, holds: true },
  '<': { lower: false, holds: false },
} as const

const everything: Range = { lower: null, holdsLower: false, upper: null, holdsUpper: false }

/**
 * Reads bounds: `{ "above": 6000, "upTo": 36000 }`, `"> 6000 <= 36000"`, `{ "lower": 1, "lowerInclusive": true }` or `"*"` for every number.
 * @throws SyntaxError saying what is not understood
 */
export function readRange(cell: unknown): Range {
  if (cell === '*' || (typeof cell === 'string' && /^(all|any)$/i.test(cell.trim()))) return { ...everything }
  if (typeof cell === 'number') {
    const value = exactNumber(cell)
    return { lower: value, holdsLower: true, upper: value, holdsUpper: true }
  }
  const bounds = typeof cell === 'string' ? boundsOfText(cell) : boundsOfObject(cell)
  const range = { ...everything }
  for (const [sign, value] of bounds) {
    const side = sides[sign]
    if (side.lower ? range.lower : range.upper) throw new SyntaxError(`two ${side.lower ? 'lower' : 'upper'} bounds`)
    if (side.lower) Object.assign(range, { lower: value, holdsLower: side.holds })
    else Object.assign(range, { upper: value, holdsUpper: side.holds })
  }
  if (range.lower && range.upper && compare(range.lower, range.upper) > (range.holdsLower && range.holdsUpper ? 0 : -1))
    throw new SyntaxError(`no number lies in ${sayRange(range, 'x')}`)
  return range
}

type Bound = [keyof typeof sides, Exact]

function boundsOfText(text: string): Bound[] {
  const found = [...text.matchAll(/(from|above|over|up ?to|to|below|under|>=|<=|≥|≤|>|<)\s*(-?[\d,]+(?:\.\d+)?)/gi)]
  const rest = found.reduce((left, match) => left.replace(match[0], ''), text).replace(/[\s,]|and/g, '')
  if (found.length === 0 || rest)
    throw new SyntaxError(`"${text}" is no range: write "> 6000 <= 36000" or {"above": 6000, "upTo": 36000}`)
  return found.map((match) => [words[match[1]!.toLowerCase().replace(' ', '')]!, exactOf(match[2]!)!])
}

function numberIn(value: unknown, name: string): Exact {
  const read =
    typeof value === 'number' && Number.isFinite(value)
      ? exactNumber(value)
      : typeof value === 'string'
        ? exactOf(value)
        : null
  if (!read) throw new SyntaxError(`${name} must be a number`)
  return read
}

function boundsOfObject(cell: unknown): Bound[] {
  if (typeof cell !== 'object' || cell === null || Array.isArray(cell))
    throw new SyntaxError('a range is written {"above": 6000, "upTo": 36000}')
  const bounds: Bound[] = []
  const flags = cell as Record<string, unknown>
  for (const [name, value] of Object.entries(flags)) {
    if (value === null || /Inclusive$/.test(name)) continue
    if (name === 'lower' || name === 'upper') bounds.push([flagged(flags, name), numberIn(value, name)])
    else {
      const sign = words[name.toLowerCase()]
      if (!sign) throw new SyntaxError(`a bound is called from, above, upTo or below, not ${name}`)
      bounds.push([sign, numberIn(value, name)])
    }
  }
  return bounds
}

function flagged(flags: Record<string, unknown>, name: 'lower' | 'upper'): keyof typeof sides {
  const inclusive = flags[`${name}Inclusive`]
  if (typeof inclusive !== 'boolean') throw new SyntaxError(`say ${name}Inclusive: true or false`)
  return name === 'lower' ? (inclusive ? '>=' : '>') : inclusive ? '<=' : '<'
}

/** Whether a number lies in the range. */
export function holds(range: Range, value: Exact): boolean {
  if (range.lower) {
    const order = compare(value, range.lower)
    if (order < 0 || (order === 0 && !range.holdsLower)) return false
  }
  if (range.upper) {
    const order = compare(value, range.upper)
    if (order > 0 || (order === 0 && !range.holdsUpper)) return false
  }
  return true
}

/** `6000 < alv ≤ 36000`. */
export function sayRange(range: Range, name: string): string {
  const lower = range.lower ? `${toText(range.lower)} ${range.holdsLower ? '≤' : '<'} ` : ''
  const upper = range.upper ? ` ${range.holdsUpper ? '≤' : '<'} ${toText(range.upper)}` : ''
  if (!lower && upper) return `${name}${upper}`
  if (lower && !upper) return `${name} ${range.holdsLower ? '≥' : '>'} ${toText(range.lower!)}`
  return `${lower}${name}${upper}` || `every ${name}`
}

/** What numbers a table must answer for: by default everything from zero on; `isWhole` when only whole numbers occur. */
export interface Domain {
  least: Exact | null
  most: Exact | null
  isWhole: boolean
}

// Whole numbers have no fractions between them: bounds move to the next whole number, so that 600 and 601 meet.
const nextWhole = (value: Exact): Exact => whole(floorOf(value) + 1n)
const ceilOf = (value: Exact): Exact => (isWhole(value) ? whole(floorOf(value)) : nextWhole(value))

function startOf(range: Range, isWholeOnly: boolean): Cut {
  if (!range.lower) return { at: null, after: false }
  if (!isWholeOnly) return { at: range.lower, after: !range.holdsLower }
  return { at: range.holdsLower ? ceilOf(range.lower) : nextWhole(range.lower), after: false }
}

function endOf(range: Range, isWholeOnly: boolean): Cut {
  if (!range.upper) return { at: null, after: true }
  if (!isWholeOnly) return { at: range.upper, after: range.holdsUpper }
  return { at: range.holdsUpper ? nextWhole(range.upper) : ceilOf(range.upper), after: false }
}

/** Order of cuts; `end` tells which side the endless cut lies on. */
function compareCuts(a: Cut, b: Cut): number {
  if (!a.at || !b.at) {
    if (!a.at && !b.at) return Number(a.after) - Number(b.after)
    return a.at ? (b.after ? -1 : 1) : a.after ? 1 : -1
  }
  return compare(a.at, b.at) || Number(a.after) - Number(b.after)
}

const rangeOfCuts = (start: Cut, end: Cut): Range => ({
  lower: start.at,
  holdsLower: !start.after,
  upper: end.at,
  holdsUpper: end.after,
})

/** Cuts at which any of the ranges begins or ends, inside the domain, in order. */
export function piecesOf(ranges: readonly Range[], domain: Domain): Range[] {
  const first: Cut = { at: domain.least, after: false }
  const last: Cut = domain.most
    ? endOf({ ...everything, upper: domain.most, holdsUpper: true }, domain.isWhole)
    : { at: null, after: true }
  const cuts = [
    first,
    last,
    ...ranges.flatMap((range) => [startOf(range, domain.isWhole), endOf(range, domain.isWhole)]),
  ]
    .filter((cut) => compareCuts(cut, first) >= 0 && compareCuts(cut, last) <= 0)
    .sort(compareCuts)
    .filter((cut, index, all) => index === 0 || compareCuts(all[index - 1]!, cut) !== 0)
  return cuts.slice(1).map((end, index) => rangeOfCuts(cuts[index]!, end))
}

/** Whether a range covers a piece whole; pieces come from `piecesOf`, so they never straddle. */
export function covers(range: Range, piece: Range, isWholeOnly: boolean): boolean {
  const [start, end] = [startOf(piece, isWholeOnly), endOf(piece, isWholeOnly)]
  return compareCuts(startOf(range, isWholeOnly), start) <= 0 && compareCuts(endOf(range, isWholeOnly), end) >= 0
}
