/** When foul water becomes an incident. Pure. */
import { z } from 'zod'

/** A complaint of foul water on a pipe; the moment in milliseconds since 1970. */
export interface QualityReport {
  reportId: number
  pipeId: number
  reportedAt: number
}

/** How many complaints on one segment within how many hours open an incident. */
export const incidentRuleSchema = z.strictObject({
  complaints: z.int().min(1).max(50),
  withinHours: z
    .int()
    .min(1)
    .max(24 * 30),
})
export type IncidentRule = z.output<typeof incidentRuleSchema>

/** What holds where a town has set nothing else (master `water.quality`, key `incident`). */
export const ordinaryIncidentRule: IncidentRule = { complaints: 3, withinHours: 72 }

/**
 * The reports that open an incident on a segment: the earliest so many that lie within the span; null when there are too few.
 * The span is closed at both ends: the third call exactly 72 hours after the first still counts.
 */
export function cluster(
  reports: readonly QualityReport[],
  segmentPipeIds: ReadonlySet<number>,
  rule: IncidentRule = ordinaryIncidentRule,
): QualityReport[] | null {
  const here = reports
    .filter((each) => segmentPipeIds.has(each.pipeId))
    .sort((a, b) => a.reportedAt - b.reportedAt || a.reportId - b.reportId)
  for (let first = 0; first + rule.complaints <= here.length; first++) {
    const last = here[first + rule.complaints - 1]!
    if (last.reportedAt - here[first]!.reportedAt <= rule.withinHours * 3_600_000)
      return here.slice(first, first + rule.complaints)
  }
  return null
}

/** A measured parameter; `limit` is what the town has set for it, where it has. */
export interface Result {
  parameter: string
  value: number
  unit: string
}

/** Limits of drinking water that a town has entered with their instrument (master `water.quality`, key `limits`). None is shipped. */
export const limitsSchema = z.record(
  z.string().regex(/^[a-z][a-z0-9-]{0,60}$/),
  z.strictObject({ unit: z.string().min(1).max(20), least: z.number().nullable(), most: z.number().nullable() }),
)
export type QualityLimits = z.output<typeof limitsSchema>

/** Parameters that are outside their limits; one in another unit than its limit counts as not judged. */
export function exceeded(results: readonly Result[], limits: QualityLimits): string[] {
  return results
    .filter(({ parameter, value, unit }) => {
      const limit = limits[parameter]
      if (!limit || limit.unit !== unit) return false
      return (limit.least !== null && value < limit.least) || (limit.most !== null && value > limit.most)
    })
    .map((each) => each.parameter)
}
