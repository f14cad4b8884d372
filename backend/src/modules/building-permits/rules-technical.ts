/** Who may sign the drawings of what. Pure. */
import { z } from 'zod'

/** What a class of licence may do; null sets no limit. A town's master, register `building-permits.technical-classes`. */
export const classLimitsSchema = z.strictObject({
  plotSqm: z.number().positive().nullable(),
  heightM: z.number().positive().nullable(),
  floors: z.int().min(1).nullable(),
})
export type ClassLimits = z.output<typeof classLimitsSchema>

/** A technical person as the register has them; `validTo` is the last day. */
export interface TechnicalPerson {
  kind: 'architect' | 'licensed'
  class: string | null
  number: string
  validFrom: string
  validTo: string
  endedOn: string | null
}

/** What is to be signed. */
export interface Work {
  plotSqm: number
  heightM: number | null
  floors: number | null
}

/** Why somebody may not sign; empty when they may. */
export type Unfit =
  | { because: 'not-yet' | 'expired' | 'ended'; day: string }
  | { because: 'class-not-set'; class: string }
  | { because: 'beyond-class'; what: 'plotSqm' | 'heightM' | 'floors'; limit: number; got: number | null }

/** Form of a number of the Council of Architecture: year and serial. */
export const councilNumber = /^CA\/\d{4}\/\d{1,6}$/

/**
 * Whether a person may sign on a day. Architects Act 1972: an architect on the Council's register has no limit of size; what a
 * class of licence may do is set by each town, and a class of which nothing is set may sign nothing.
 */
export function unfitFor(person: TechnicalPerson, limits: ClassLimits | null, work: Work, today: string): Unfit[] {
  const { validFrom, validTo, endedOn } = person
  const reasons: Unfit[] = []
  if (today < validFrom) reasons.push({ because: 'not-yet', day: validFrom })
  if (today > validTo) reasons.push({ because: 'expired', day: validTo })
  if (endedOn !== null && today >= endedOn) reasons.push({ because: 'ended', day: endedOn })
  if (person.kind === 'architect') return reasons
  if (!limits) return [...reasons, { because: 'class-not-set', class: person.class ?? '' }]
  for (const what of ['plotSqm', 'heightM', 'floors'] as const) {
    const limit = limits[what]
    const got = work[what]
    // What is not said cannot be within a limit.
    if (limit !== null && (got === null || got > limit)) reasons.push({ because: 'beyond-class', what, limit, got })
  }
  return reasons
}
