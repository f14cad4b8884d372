/** When two entries may be one person: a score and the reasons for an officer, who decides. Pure. */
import { scoreName } from './rules-name-score.ts'
import type { NamesByLanguage } from './rules-names.ts'

/** What is compared of an entry. Lists hold normal forms; `address` is the correspondence line. */
export type ComparedEntry = {
  names: NamesByLanguage
  guardianNames: NamesByLanguage | null
  mobiles: readonly string[]
  emails: readonly string[]
  /** `scheme value` of outside numbers. */
  numbers: readonly string[]
  bornOn: string | null
  gender: string | null
  aadhaarLastFour: string | null
  address: string | null
}

/** Why two entries look like one; codes, so that no private value is written into a suggestion. */
export const duplicateReasons = [
  'same-name', 'similar-name', 'same-guardian', 'same-mobile', 'same-email', 'same-number', 'same-birth-date', 'same-aadhaar-digits', 'same-address',
  'other-guardian', 'other-birth-date', 'other-gender', 'other-aadhaar-digits',
] as const // biome-ignore format: a table
export type DuplicateReason = (typeof duplicateReasons)[number]

const weights: Record<DuplicateReason, number> = {
  'same-name': 0.4, 'similar-name': 0.25, 'same-guardian': 0.3, 'same-mobile': 0.3, 'same-email': 0.3, 'same-number': 0.5, 'same-birth-date': 0.25,
  'same-aadhaar-digits': 0.2, 'same-address': 0.2, 'other-guardian': -0.3, 'other-birth-date': -0.25, 'other-gender': -0.4, 'other-aadhaar-digits': -0.5,
} // biome-ignore format: a table

/** From this score on a pair is suggested. A name alone is not enough: a town has many a Ramesh Sharma. */
export const suggestFrom = 0.55

/** Score from 0 to 1 and its reasons. Symmetric. Names that differ and no shared number give 0. */
export function compareEntries(one: ComparedEntry, two: ComparedEntry): { score: number; reasons: DuplicateReason[] } {
  const reasons: DuplicateReason[] = []
  const name = likeness(one.names, two.names)
  if (name >= 0.97) reasons.push('same-name')
  else if (name >= 0.82) reasons.push('similar-name')
  if (shares(one.numbers, two.numbers)) reasons.push('same-number')
  if (reasons.length === 0) return { score: 0, reasons }
  if (one.guardianNames && two.guardianNames)
    reasons.push(likeness(one.guardianNames, two.guardianNames) >= 0.82 ? 'same-guardian' : 'other-guardian')
  if (shares(one.mobiles, two.mobiles)) reasons.push('same-mobile')
  if (shares(one.emails, two.emails)) reasons.push('same-email')
  judge(one.bornOn, two.bornOn, 'same-birth-date', 'other-birth-date')
  judge(one.aadhaarLastFour, two.aadhaarLastFour, 'same-aadhaar-digits', 'other-aadhaar-digits')
  if (one.gender && two.gender && one.gender !== two.gender) reasons.push('other-gender')
  if (one.address && two.address && scoreName(one.address, { x: two.address }) >= 0.85) reasons.push('same-address')
  const score = reasons.reduce((sum, reason) => sum + weights[reason], 0)
  return { score: Math.round(Math.min(1, Math.max(0, score)) * 100) / 100, reasons }

  function judge(left: string | null, right: string | null, same: DuplicateReason, other: DuplicateReason): void {
    if (left && right) reasons.push(left === right ? same : other)
  }
}

/** The best score of any language against any, the lesser of both directions: a short name inside a long one is not the same. */
function likeness(one: NamesByLanguage, two: NamesByLanguage): number {
  const forth = Math.max(0, ...Object.values(one).map((text) => (text ? scoreName(text, two) : 0)))
  const back = Math.max(0, ...Object.values(two).map((text) => (text ? scoreName(text, one) : 0)))
  return Math.min(forth, back)
}

function shares(one: readonly string[], two: readonly string[]): boolean {
  return one.some((value) => two.includes(value))
}
