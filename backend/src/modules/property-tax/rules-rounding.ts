import { type Exact, exactOf, multiply, negate, subtract, whole } from './rules-number.ts'

/** How an amount is rounded: to a multiple of `to` rupees. */
export interface Rounding {
  to: Exact
  /** 'nearest' takes the half away from zero, 'even' to the even multiple; 'up' and 'down' go away from and towards zero. */
  way: 'nearest' | 'up' | 'down' | 'even'
}

const units: Record<string, string> = { paisa: '0.01', paise: '0.01', rupee: '1', rupees: '1', rs: '1' }
const ways: Record<string, Rounding['way']> = {
  nearest: 'nearest',
  'half up': 'nearest',
  halfup: 'nearest',
  up: 'up',
  ceil: 'up',
  ceiling: 'up',
  down: 'down',
  floor: 'down',
  even: 'even',
  'half even': 'even',
}

/**
 * Reads a rounding as people write it: "nearest rupee", "paise up", "nearest 5 paise", "10 rupees down", "nearest 0.5".
 * @returns null when it cannot be read
 */
export function readRounding(text: string): Rounding | null {
  const said = text
    .toLowerCase()
    .replace(/[-_]/g, ' ')
    .replace(/\b(the|to|of|a|an|whole|round|rounded|away|from)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const way = Object.keys(ways)
    .sort((a, b) => b.length - a.length)
    .find((word) => new RegExp(`\\b${word}\\b`).test(said))
  if (!way) return null
  const rest = said.replace(new RegExp(`\\b${way}\\b`), ' ').trim()
  const found = /^(\d+(?:\.\d+)?)?\s*(paisa|paise|rupees?|rs)?$/.exec(rest)
  if (!found || (!found[1] && !found[2])) return null
  const unit = exactOf(units[found[2] ?? 'rupee']!)!
  const to = found[1] ? multiply(exactOf(found[1])!, unit) : unit
  return to.n > 0n ? { to, way: ways[way]! } : null
}

/** The amount as a multiple of the rounding's unit; magnitudes are rounded, so that a rebate rounds like a tax. */
export function roundTo(value: Exact, rounding: Rounding): Exact {
  const isBelow = value.n < 0n
  const magnitude = isBelow ? negate(value) : value
  // How many units fit: numerator and denominator of magnitude / to.
  const numerator = magnitude.n * rounding.to.d
  const denominator = magnitude.d * rounding.to.n
  let count = numerator / denominator
  const twice = (numerator % denominator) * 2n
  if (rounding.way === 'up' ? twice > 0n : rounding.way === 'nearest' ? twice >= denominator : false) count += 1n
  if (rounding.way === 'even' && (twice > denominator || (twice === denominator && count % 2n === 1n))) count += 1n
  const rounded = multiply(whole(count), rounding.to)
  return isBelow ? negate(rounded) : rounded
}

/** What rounding adds (or takes): the amount of a round-off head. */
export const roundOffOf = (value: Exact, rounding: Rounding): Exact => subtract(roundTo(value, rounding), value)

const paisa: Rounding = { to: { n: 1n, d: 100n }, way: 'nearest' }

/**
 * Rupees as whole paise.
 * @throws RangeError beyond what whole numbers can carry
 */
export function toPaise(rupees: Exact): number {
  const exact = roundTo(rupees, paisa)
  const paise = Number((exact.n * 100n) / exact.d)
  if (!Number.isSafeInteger(paise)) throw new RangeError('the amount is beyond 90,071,992,547,409.91 rupees')
  return paise === 0 ? 0 : paise
}

/** Paise as exact rupees. */
export const ofPaise = (paise: number): Exact => ({ n: BigInt(paise), d: 100n })
