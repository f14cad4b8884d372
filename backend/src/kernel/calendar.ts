import { addDays, type Day, weekdayOf } from './dates.ts'

/** Which days are off: ISO weekdays, and by weekday the occurrences in a month (2 = second Saturday …). */
export interface WeekPattern {
  off: number[]
  offInMonth?: Record<string, number[]>
}

/** A dated week pattern; `validTo` is the first day that it no longer holds. */
export interface WorkingWeek {
  validFrom: Day
  validTo: Day
  pattern: WeekPattern
}

/** The working calendar of a town: dated week patterns and holidays. */
export interface WorkingCalendar {
  weeks: WorkingWeek[]
  holidays: ReadonlySet<Day>
}

/** Whether offices work on `day`. A day without any pattern is an error: a clock must not run on a guess. */
export function isWorkingDay(calendar: WorkingCalendar, day: Day): boolean {
  const week = calendar.weeks.find((candidate) => candidate.validFrom <= day && day < candidate.validTo)
  if (!week) throw new RangeError(`no working week is set for ${day}`)
  if (calendar.holidays.has(day)) return false
  const weekday = weekdayOf(day)
  if (week.pattern.off.includes(weekday)) return false
  const occurrence = Math.ceil(Number(day.slice(8)) / 7)
  return !week.pattern.offInMonth?.[String(weekday)]?.includes(occurrence)
}

/** The day on which the `count`-th working day after `start` falls; `start` itself is not counted. */
export function addWorkingDays(calendar: WorkingCalendar, start: Day, count: number): Day {
  if (!Number.isInteger(count) || count < 0) throw new RangeError('count must be a whole number of days')
  let day = start
  let left = count
  // A calendar of holidays only would never end: ten years is beyond any service's clock.
  for (let step = 0; left > 0 && step < 3660; step++) {
    day = addDays(day, 1)
    if (isWorkingDay(calendar, day)) left--
  }
  if (left > 0) throw new RangeError('the calendar has too few working days')
  return day
}

/** Working days after `from` up to and with `to`. */
export function workingDaysBetween(calendar: WorkingCalendar, from: Day, to: Day): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(calendar, day)) count++
  return count
}
