import type { IsoDate } from './types.ts'

/** Days since 1970-01-01. */
export const dayOf = (date: IsoDate) => Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000)

const known = new Map<number, IsoDate>()
/** 'YYYY-MM-DD' of a day number. */
export const dateOf = (day: number): IsoDate => {
  const before = known.get(day)
  if (before) return before
  const date = new Date(day * 86_400_000).toISOString().slice(0, 10)
  known.set(day, date)
  return date
}

export const yearOf = (day: number) => Number(dateOf(day).slice(0, 4))
/** A day in that year, spread by `part` in [0, 1). */
export const dayIn = (year: number, part: number) => dayOf(`${year}-01-01`) + Math.floor(part * 360)
