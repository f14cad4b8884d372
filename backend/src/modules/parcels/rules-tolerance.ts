/** P4: by how much the drawn area of a plot may differ from the legal one, by how and when it was surveyed. */
import { z } from 'zod'
import { isDay } from '../../kernel/pure.ts'

/** How a boundary was measured; the finest first. */
export const surveyClasses = ['gnss', 'total-station', 'drone', 'chain', 'satellite', 'sketch', 'unknown'] as const

const band = z.strictObject({
  /** First day of survey for which the share holds, until the next band begins; null begins before all surveys. */
  surveyedFrom: z.string().refine(isDay, 'must be a day as YYYY-MM-DD').nullable(),
  /** Share of the legal area: 0.01 is one per cent. */
  share: z.number().min(0).max(1),
})

/** Bands of one class in order of time, the first without a beginning: no survey is left without its share. */
const bands = z
  .array(band)
  .min(1)
  .max(20)
  .superRefine((list, context) => {
    list.forEach((each, at) => {
      const before = list[at - 1]?.surveyedFrom ?? ''
      if ((at === 0) !== (each.surveyedFrom === null))
        context.addIssue({
          code: 'custom',
          path: [at, 'surveyedFrom'],
          message: 'must be null in the first band alone',
        })
      else if (at > 1 && each.surveyedFrom! <= before)
        context.addIssue({ code: 'custom', path: [at, 'surveyedFrom'], message: `must be after ${before}` })
    })
  })

/** The master `area-tolerance` of the register `parcels.rules`: bands by class, `other` for classes that are not named. */
export const areaToleranceSchema = z.partialRecord(z.enum([...surveyClasses, 'other']), bands)
export type AreaTolerances = z.infer<typeof areaToleranceSchema>

/** Share of the legal area by which drawn and legal area may differ. A survey without a day is taken as the oldest. */
export type AreaTolerance = (surveyClass: string, surveyedOn: string | null) => number

/** Of a town's master; without one in force, and for a class that it leaves out, nothing is ever too far apart. */
export function areaToleranceOf(tolerances: AreaTolerances | null): AreaTolerance {
  const byClass: Partial<Record<string, AreaTolerances[keyof AreaTolerances]>> = tolerances ?? {}
  return (surveyClass, surveyedOn) => {
    const list = byClass[surveyClass] ?? byClass.other
    const fitting = list?.filter(({ surveyedFrom }) => surveyedFrom === null || surveyedFrom <= (surveyedOn ?? ''))
    return fitting?.at(-1)?.share ?? Number.POSITIVE_INFINITY
  }
}
