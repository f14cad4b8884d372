/** A parcel as another program sends it (GeoJSON) in the words of the register. Pure. */
import { z } from 'zod'

/** Properties that a collection shows and nobody writes: sent back as they were read, they are passed over. */
const shown = ['areaSqm', 'validFrom', 'validTo'] as const

const written = {
  number: z.string().min(1).max(80).nullish(),
  use: z.string().nullish(),
  legalAreaSqm: z.number().nullish(),
  surveyClass: z.string().nullish(),
  surveyedOn: z.string().nullish(),
  level: z.string().nullish(),
  /** The order, deed or survey that says so, and the day from which it holds in law. */
  instrument: z.string().nullish(),
  effectiveOn: z.string().nullish(),
  reason: z.string().max(1000).nullish(),
}
const passedOver = Object.fromEntries(shown.map((name) => [name, z.unknown().optional()]))

/** What may be written, as a feature. The register itself looks at values more closely. */
export const writtenFeatureSchema = z.looseObject({
  type: z.literal('Feature'),
  geometry: z.looseObject({ type: z.enum(['Polygon', 'MultiPolygon']), coordinates: z.array(z.unknown()) }),
  properties: z.strictObject({ ...written, ...passedOver }),
})
export type WrittenFeature = z.infer<typeof writtenFeatureSchema>

/** What an act says of itself where a body does not: headers or the query. */
export interface ActGiven {
  instrument: string | undefined
  effectiveOn: string | undefined
}

/** The input of the register's actions; properties that are null are not said. */
export function registerInputOf(feature: WrittenFeature, geometry: unknown, act: ActGiven, today: string) {
  const said = Object.entries(feature.properties).filter(
    ([name, value]) => value !== null && value !== undefined && !(shown as readonly string[]).includes(name),
  )
  const { level, ...facts } = Object.fromEntries(said)
  return {
    level,
    facts: {
      ...facts,
      geometry,
      instrument: facts.instrument ?? act.instrument,
      effectiveOn: facts.effectiveOn ?? act.effectiveOn ?? today,
    },
  }
}

/** JSON merge patch (RFC 7396). */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isPlain(patch)) return patch
  const merged: Record<string, unknown> = isPlain(target) ? { ...target } : {}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name]
    else if (name !== '__proto__') merged[name] = mergePatch(merged[name], value)
  }
  return merged
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
