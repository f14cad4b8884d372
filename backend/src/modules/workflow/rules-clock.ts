/** A service's clock: days that the office had the next move. Pure; the day and the calendar are arguments. */
import {
  addDays,
  addWorkingDays,
  type Day,
  daysBetween,
  type WorkingCalendar,
  workingDaysBetween,
} from '../../kernel/pure.ts'
import type { Stretch } from './rules-fold.ts'

/** How long a service may take. Working days unless the instrument says calendar days. */
export interface DayLimit {
  count: number
  kind: 'working' | 'calendar'
}

/** A clock as it stands on a day. */
export interface ClockReading {
  limit: DayLimit
  /** Days used up to and with the day. */
  used: number
  /** The last day in time; null while the clock stands still and time is left. */
  dueOn: Day | null
  /** Days in time that are left; negative by so many days late. */
  left: number
  runs: boolean
}

const between = (calendar: WorkingCalendar, kind: DayLimit['kind'], from: Day, to: Day): number =>
  kind === 'working' ? workingDaysBetween(calendar, from, to) : Math.max(0, daysBetween(from, to))

const after = (calendar: WorkingCalendar, kind: DayLimit['kind'], from: Day, count: number): Day =>
  kind === 'working' ? addWorkingDays(calendar, from, count) : addDays(from, count)

/**
 * Reads a clock. The day on which a stretch begins is not counted, the day on which it ends is: an application of the
 * morning and one of the evening have the same last day.
 * @throws RangeError when the town has no working week for one of the days: a clock does not run on a guess
 */
export function readClock(
  stretches: readonly Stretch[],
  limit: DayLimit,
  calendar: WorkingCalendar,
  today: Day,
): ClockReading {
  const { kind, count } = limit
  let used = 0
  let dueOn: Day | null = null
  for (const { from, to } of stretches) {
    const end = to ?? (today < from ? from : today)
    const counted = between(calendar, kind, from, end)
    if (dueOn === null && (to === null || used + counted >= count)) dueOn = after(calendar, kind, from, count - used)
    used += counted
  }
  return { limit, used, dueOn, left: count - used, runs: stretches.at(-1)?.to === null }
}

/** What an officer owes for deciding late, as a rule of a state's service guarantee. */
export interface DelayPenalty {
  paisePerDay: number
  mostPaise: number
}

/** The penalty for so many days late, never above its limit. */
export function penaltyPaise(penalty: DelayPenalty, daysLate: number): number {
  return Math.min(Math.max(0, daysLate) * penalty.paisePerDay, penalty.mostPaise)
}
