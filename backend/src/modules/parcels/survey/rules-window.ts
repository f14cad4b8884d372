/** The draft-map window and its circuit-breaker. Pure. */

/** A share as whole numbers: one in twenty is { numerator: 1, denominator: 20 }. */
export interface Share {
  numerator: number
  denominator: number
}

/** What the sample on the ground found. */
export interface Sample {
  checked: readonly { differenceId: number; isRight: boolean }[]
  leastSample: number
  errorLimit: Share
}

/** Why a survey may not be told to owners or published in bulk; null when nothing speaks against it. */
export type Breaker =
  | { code: 'sample-too-small'; checked: number; leastSample: number }
  | { code: 'too-many-errors'; checked: number; wrong: number[]; errorLimit: Share }

/** Loads were withdrawn elsewhere because nobody had looked first: too small a sample and too many errors both stop. */
export function breakerOf({ checked, leastSample, errorLimit }: Sample): Breaker | null {
  const wrong = checked.filter(({ isRight }) => !isRight).map(({ differenceId }) => differenceId)
  // Compared in whole numbers: 1/20 of 40 is 2, not 2.0000000000000004.
  if (wrong.length * errorLimit.denominator > checked.length * errorLimit.numerator)
    return { code: 'too-many-errors', checked: checked.length, wrong, errorLimit }
  if (checked.length < leastSample) return { code: 'sample-too-small', checked: checked.length, leastSample }
  return null
}

/** Whether owners may answer on a day. */
export const isOpenOn = (window: { openedOn: string | null; closesOn: string | null }, day: string): boolean =>
  window.openedOn !== null && window.closesOn !== null && day >= window.openedOn && day <= window.closesOn
