import type { IsoDate } from './types.ts'

const digit = (date: IsoDate, at: number) => date.charCodeAt(at) - 48
/** Days since 1970-01-01, reckoned from the digits: reading a date is on the hot path. */
export const dayOf = (date: IsoDate) => {
  const month = digit(date, 5) * 10 + digit(date, 6)
  const year =
    digit(date, 0) * 1000 + digit(date, 1) * 100 + digit(date, 2) * 10 + digit(date, 3) - (month <= 2 ? 1 : 0)
  const day = digit(date, 8) * 10 + digit(date, 9)
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + dayOfYear - 719_468
}

const known: IsoDate[] = new Array(100_000)
/** 'YYYY-MM-DD' of a day number. */
export const dateOf = (day: number): IsoDate => {
  const index = day + 60_000
  const before = known[index]
  if (before !== undefined) return before
  const date = new Date(day * 86_400_000).toISOString().slice(0, 10)
  known[index] = date
  return date
}

export const yearOf = (day: number) => Number(dateOf(day).slice(0, 4))

const starts: number[] = new Array(2300)
/** A day in that year, spread by `part` in [0, 1). */
export const dayIn = (year: number, part: number) => {
  let start = starts[year]
  if (start === undefined) {
    start = dayOf(`${year}-01-01`)
    starts[year] = start
  }
  return start + Math.floor(part * 360)
}
