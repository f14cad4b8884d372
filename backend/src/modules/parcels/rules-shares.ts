/** Shares are whole-number fractions, added exactly: a third three times is one. Pure. */
import { Invalid } from '../../kernel/pure.ts'

/** A part of a whole, 1 ≤ numerator ≤ denominator. */
export interface Share {
  numerator: number
  denominator: number
}

/** One owner's line; `share` null is "not stated", `others` is "and others" (वगैरह). */
export interface ShareLine {
  share: Share | null
  others: boolean
}

/** What is wrong with a statement of owners; counted, and refused only in a new mutation. */
export type ShareFault = 'no-owner' | 'not-stated' | 'and-others' | 'below-one' | 'above-one'

interface Fraction {
  top: bigint
  bottom: bigint
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b)
}

/** Whether a share is a fraction of whole numbers between 0 (not) and 1 (included). */
export function isShare(share: Share): boolean {
  const { numerator, denominator } = share
  return (
    Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator) && numerator >= 1 && numerator <= denominator
  )
}

/** The exact sum in lowest terms, as bigints: lists of large denominators leave the safe integers. */
export function sumShares(shares: readonly Share[]): { numerator: bigint; denominator: bigint } {
  let sum: Fraction = { top: 0n, bottom: 1n }
  for (const share of shares) {
    const top = sum.top * BigInt(share.denominator) + BigInt(share.numerator) * sum.bottom
    const bottom = sum.bottom * BigInt(share.denominator)
    const divisor = greatestCommonDivisor(top, bottom)
    sum = { top: top / divisor, bottom: bottom / divisor }
  }
  return { numerator: sum.top, denominator: sum.bottom }
}

/** What is wrong with the owners of a property; an empty list is whole ownership. */
export function shareFaults(lines: readonly ShareLine[]): ShareFault[] {
  if (!lines.length) return ['no-owner']
  const faults: ShareFault[] = []
  const stated = lines.flatMap((line) => (line.share ? [line.share] : []))
  if (stated.length < lines.length) faults.push('not-stated')
  if (lines.some((line) => line.others)) faults.push('and-others')
  const { numerator, denominator } = sumShares(stated)
  if (numerator > denominator) faults.push('above-one')
  // While a share is not stated, a sum below one is no second fault.
  else if (numerator < denominator && !faults.length) faults.push('below-one')
  return faults
}

/**
 * P10: the shares of a new mutation sum to one.
 * @throws Invalid naming `owners`, with the sum that was got
 */
export function requireWholeShares(lines: readonly ShareLine[]): void {
  const wrong = lines.findIndex((line) => line.share && !isShare(line.share))
  if (wrong >= 0)
    throw new Invalid(`owners.${wrong}.share`, 'A share is a fraction of whole numbers, for example 1/3.', {
      got: lines[wrong]!.share,
    })
  const faults = shareFaults(lines)
  if (!faults.length) return
  const sum = sumShares(lines.flatMap((line) => (line.share ? [line.share] : [])))
  throw new Invalid(
    'owners',
    'The shares of all owners must sum to exactly one, every share stated, and no "others".',
    {
      got: `${sum.numerator}/${sum.denominator}`,
      expected: '1/1',
      reasons: faults,
    },
  )
}
