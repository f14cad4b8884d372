import { addDays, addMonths, type Day, daysBetween } from '../../kernel/pure.ts'
import { add, compare, divide, type Exact, multiply, smaller, subtract, whole, zero } from './rules-number.ts'
import type { Pack } from './rules-pack-parts.ts'
import type { PackFile } from './rules-pack-schema.ts'
import { readCell } from './rules-tables.ts'

type Penalty = PackFile['penalties'][number]

/** `06-30` in the tax year that began on `yearStart`, `04-01 next year` in the one after, or a full date as it stands. */
export function dayInYear(text: string, yearStart: Day): Day {
  if (/^\d{4}-/.test(text)) return text
  const monthDay = text.slice(0, 5)
  const year =
    Number(yearStart.slice(0, 4)) + (monthDay < yearStart.slice(5) ? 1 : 0) + (text.endsWith('next year') ? 1 : 0)
  return `${year}-${monthDay}`
}

/** Months begun after a due day: the day after it begins the first, the same day of the next month ends it. */
export function monthsBegun(dueOn: Day, day: Day): number {
  let months = Math.max(
    0,
    (Number(day.slice(0, 4)) - Number(dueOn.slice(0, 4))) * 12 +
      Number(day.slice(5, 7)) -
      Number(dueOn.slice(5, 7)) -
      1,
  )
  while (addMonths(dueOn, months) < day) months++
  return months
}

/** A rate that may have changed: its stretches in time, each [first day, last day, rate]. */
function ratesOf(pack: Pack, penalty: Penalty): { from: Day; to: Day | null; rate: Exact }[] {
  const given = penalty.rate!
  if (!Array.isArray(given)) return [{ from: '0001-01-01', to: null, rate: readCell(given) as Exact }]
  return given.map((row) => ({
    from: row.from ?? pack.file.from,
    to: row.to ?? null,
    rate: readCell(row.rate) as Exact,
  }))
}

/**
 * What share of a due has accrued by a day, by the rule's own way of counting:
 * whole months begun, days at a yearly rate (simple), the last step reached, or once.
 */
export function accruedShare(pack: Pack, penalty: Penalty, due: { dueOn: Day; yearStart: Day }, day: Day): Exact {
  const begins = addDays(due.dueOn, penalty.graceDays)
  if (day <= begins) return zero
  const share = shareBy(pack, penalty, due, day)
  return penalty.most === undefined ? share : smaller(share, readCell(penalty.most) as Exact)
}

function shareBy(pack: Pack, penalty: Penalty, due: { dueOn: Day; yearStart: Day }, day: Day): Exact {
  if (penalty.mode === 'month-stepped') {
    const reached = penalty.steps!.filter((step) => dayInYear(step.from, due.yearStart) <= day)
    const last = reached
      .sort((a, b) => (dayInYear(a.from, due.yearStart) < dayInYear(b.from, due.yearStart) ? -1 : 1))
      .at(-1)
    return last ? (readCell(last.rate) as Exact) : zero
  }
  const rates = ratesOf(pack, penalty)
  const rateOn = (at: Day) => rates.find((row) => row.from <= at && (row.to === null || at <= row.to))?.rate ?? zero
  if (penalty.mode === 'flat') return rateOn(addDays(due.dueOn, 1))
  if (penalty.mode === 'month-or-part') {
    let share = zero
    for (let month = 0; month < monthsBegun(due.dueOn, day); month++)
      share = add(share, rateOn(addDays(addMonths(due.dueOn, month), 1)))
    return share
  }
  return daily(rates, penalty, due.dueOn, day)
}

function daily(rates: { from: Day; to: Day | null; rate: Exact }[], penalty: Penalty, dueOn: Day, day: Day): Exact {
  const first = penalty.countDueDay ? dueOn : addDays(dueOn, 1)
  let share = zero
  for (const row of rates) {
    const from = row.from > first ? row.from : first
    const to = row.to !== null && row.to < day ? row.to : day
    if (to < from) continue
    share = add(share, divide(multiply(row.rate, whole(daysBetween(from, to) + 1)), whole(penalty.daysInYear)))
  }
  return share
}

/** Less, but never below zero. */
export const lessOf = (a: Exact, b: Exact): Exact => (compare(a, b) > 0 ? subtract(a, b) : zero)
