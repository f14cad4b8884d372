/** Bulk generators of waste: which rules of law hold on a day, and whether they catch a property. Pure. */
import { z } from 'zod'
import { type Day, Invalid } from '../../kernel/pure.ts'

const measures = ['floorSqm', 'waterLpd', 'wasteKgpd'] as const

/** Criteria of one instrument; one that is met is enough. `inclusive`: exactly the threshold counts. */
export const generatorRulesSchema = z.array(
  z.strictObject({
    from: z.iso.date(),
    to: z.iso.date().nullable(),
    instrument: z.string().min(1).max(300),
    criteria: z
      .array(z.strictObject({ measure: z.enum(measures), threshold: z.number().positive(), inclusive: z.boolean() }))
      .min(1),
  }),
)
export type GeneratorRules = z.output<typeof generatorRulesSchema>

/** What a property generates; what is not known is null. */
export type Generation = Record<(typeof measures)[number], number | null>

/** Whether a property is a bulk generator on a day, by which criteria of which instrument; what is not known meets none. */
export function isBulkGenerator(
  rules: GeneratorRules,
  given: Generation,
  day: Day,
): { bulk: boolean; met: string[]; unknown: string[]; instrument: string } {
  const rule = rules.find((each) => each.from <= day && (each.to === null || day < each.to))
  if (!rule) throw new Invalid('day', 'No rule on bulk generators is known for that day.', { got: day })
  const met = rule.criteria.filter(({ measure, threshold, inclusive }) => {
    const value = given[measure]
    return value !== null && (value > threshold || (inclusive && value === threshold))
  })
  const unknown = rule.criteria.filter(({ measure }) => given[measure] === null)
  const namesOf = (list: typeof met) => list.map((each) => each.measure)
  return { bulk: met.length > 0, met: namesOf(met), unknown: namesOf(unknown), instrument: rule.instrument }
}
