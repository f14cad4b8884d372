import type { IsoDate } from './types.ts'

/** Days since 1970-01-01. */
export const dayOf = (date: IsoDate) => Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000)

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
