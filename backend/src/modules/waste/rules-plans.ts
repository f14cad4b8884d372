/** Which plan of a beat holds on a day: the ordinary one, or that of festival, strike or rain. Pure. */
import { addDays, type Day, weekdayOf } from '../../kernel/pure.ts'

export const variants = ['ordinary', 'festival', 'strike', 'rain'] as const
export type Variant = (typeof variants)[number]

/** A plan of a beat. */
export interface Plan {
  planId: number
  beatId: number
  variant: Variant
  weekdays: readonly number[]
  fromMinute: number
  validFrom: Day
  validTo: Day
}

/** A day on which another variant holds; without a beat in the whole town. */
export interface DayVariant {
  onDay: Day
  beatId: number | null
  variant: Exclude<Variant, 'ordinary'>
}

/** What holds on a day in a beat: the last word for the beat itself, else the last for the town, else the ordinary. */
export function variantOn(days: readonly DayVariant[], beatId: number, day: Day): Variant {
  const today = days.filter((each) => each.onDay === day)
  const own = today.findLast((each) => each.beatId === beatId) ?? today.findLast((each) => each.beatId === null)
  return own?.variant ?? 'ordinary'
}

/**
 * Plans of a beat on a day. Where a variant has plans of its own they take the place of the ordinary ones, whatever their weekdays say of
 * ordinary days; where it has none the ordinary ones hold: a festival without a plan is a day like any other.
 */
export function plansOn(plans: readonly Plan[], days: readonly DayVariant[], beatId: number, day: Day): Plan[] {
  const own = plans.filter((plan) => plan.beatId === beatId && plan.validFrom <= day && day < plan.validTo)
  const variant = variantOn(days, beatId, day)
  const special = variant === 'ordinary' ? [] : own.filter((plan) => plan.variant === variant)
  const chosen = special.length ? special : own.filter((plan) => plan.variant === 'ordinary')
  return chosen
    .filter((plan) => plan.weekdays.includes(weekdayOf(day)))
    .sort((a, b) => a.fromMinute - b.fromMinute || a.planId - b.planId)
}

/** Every round that was planned in some beats from one day to before another. */
export function plannedIn(
  plans: readonly Plan[],
  days: readonly DayVariant[],
  beatIds: readonly number[],
  period: { from: Day; to: Day },
): { planId: number; beatId: number; onDay: Day }[] {
  const found = []
  for (let onDay = period.from; onDay < period.to; onDay = addDays(onDay, 1))
    for (const beatId of beatIds)
      for (const { planId } of plansOn(plans, days, beatId, onDay)) found.push({ planId, beatId, onDay })
  return found
}
