/**
 * Exact numbers. A rate of 0.1, a third of a share and 365 days of interest are fractions of whole numbers here, never binary
 * floating point: the same bill comes out to the paisa on every machine, this year and in ten years.
 */
export interface Exact {
  /** Numerator. */
  readonly n: bigint
  /** Denominator, more than zero. */
  readonly d: bigint
}

/** Above this the common factor is taken out; below it the two numbers are cheap as they are. */
const large = 10n ** 24n

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a
  let y = b
  while (y) [x, y] = [y, x % y]
  return x
}

function make(n: bigint, d: bigint): Exact {
  if (d <= large && n <= large && n >= -large) return { n, d }
  const factor = gcd(n, d)
  return { n: n / factor, d: d / factor }
}

export const zero: Exact = { n: 0n, d: 1n }
export const one: Exact = { n: 1n, d: 1n }

/** A whole number. */
export const whole = (value: number | bigint): Exact => ({ n: BigInt(value), d: 1n })

const decimalPattern = /^([+-]?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/i

/** '12.50', '1e3', '-0.0929' as an exact number; null when it is no decimal number. Grouping commas of a rupee amount are dropped. */
export function exactOf(text: string): Exact | null {
  const found = decimalPattern.exec(text.replace(/(\d),(?=\d)/g, '$1').trim())
  if (!found) return null
  const [, sign, units, decimals = '', power = '0'] = found
  const digits = BigInt(units! + decimals) * (sign === '-' ? -1n : 1n)
  const exponent = Number(power) - decimals.length
  return exponent >= 0 ? { n: digits * 10n ** BigInt(exponent), d: 1n } : { n: digits, d: 10n ** BigInt(-exponent) }
}

/** A number of a JSON file as it was written: 0.1 is one tenth. */
export function exactNumber(value: number): Exact {
  if (Number.isSafeInteger(value)) return { n: BigInt(value), d: 1n }
  return exactOf(String(value)) ?? zero
}

export const add = (a: Exact, b: Exact): Exact =>
  a.d === b.d ? make(a.n + b.n, a.d) : make(a.n * b.d + b.n * a.d, a.d * b.d)
export const negate = (a: Exact): Exact => ({ n: -a.n, d: a.d })
export const subtract = (a: Exact, b: Exact): Exact => add(a, negate(b))
export const multiply = (a: Exact, b: Exact): Exact => make(a.n * b.n, a.d * b.d)

/** @throws RangeError for a division by zero */
export function divide(a: Exact, b: Exact): Exact {
  if (b.n === 0n) throw new RangeError('division by zero')
  return b.n < 0n ? make(-a.n * b.d, -b.n * a.d) : make(a.n * b.d, a.d * b.n)
}

/** Less than zero, zero, or more than zero, as `a` is to `b`. */
export function compare(a: Exact, b: Exact): number {
  const difference = a.n * b.d - b.n * a.d
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export const isZero = (a: Exact): boolean => a.n === 0n
export const isWhole = (a: Exact): boolean => a.n % a.d === 0n
export const absolute = (a: Exact): Exact => (a.n < 0n ? negate(a) : a)
export const smaller = (a: Exact, b: Exact): Exact => (compare(a, b) <= 0 ? a : b)
export const larger = (a: Exact, b: Exact): Exact => (compare(a, b) >= 0 ? a : b)
export const sumOf = (list: readonly Exact[]): Exact => list.reduce(add, zero)

/** Whole part towards minus infinity. */
export function floorOf(a: Exact): bigint {
  const quotient = a.n / a.d
  return a.n < 0n && a.n % a.d !== 0n ? quotient - 1n : quotient
}

/** Decimal text with at most `places` decimals, rounded half away from zero, no trailing zeros. */
export function toText(a: Exact, places = 6): string {
  const scale = 10n ** BigInt(places)
  const magnitude = a.n < 0n ? -a.n : a.n
  const scaled = (magnitude * scale * 2n + a.d) / (a.d * 2n)
  const units = (scaled / scale).toString()
  const decimals = (scaled % scale).toString().padStart(places, '0').replace(/0+$/, '')
  return `${a.n < 0n && scaled > 0n ? '-' : ''}${units}${decimals ? `.${decimals}` : ''}`
}
