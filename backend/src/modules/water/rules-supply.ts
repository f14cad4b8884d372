/** Supply slots: when a zone gets water next, what a day holds for the valve-man, and what may be inferred from them. Pure. */
import { addDays, type Day, daysBetween, Invalid, weekdayOf } from '../../kernel/pure.ts'

/** When a zone is supplied: days of the week, or every so many days from one; minutes of the town's day. `toMinute` may lie after midnight. */
export interface SupplySlot {
  slotId: number
  weekdays: readonly number[] | null
  everyDays: number | null
  countedFrom: Day | null
  fromMinute: number
  toMinute: number
  validFrom: Day
  /** First day on which it no longer holds. */
  validTo: Day
}

/** A day that differs: `cancelled` (slot null: the whole zone), `moved`, or `extra`. */
export interface SupplyChange {
  slotId: number | null
  onDay: Day
  kind: 'cancelled' | 'moved' | 'extra'
  fromMinute: number | null
  toMinute: number | null
}

/** A moment by the town's own clock. */
export interface LocalMoment {
  day: Day
  /** 0 to 1439. */
  minute: number
}

/** Water from a minute of a day on; `toMinute` counts from the same midnight. */
export interface Supply {
  slotId: number | null
  day: Day
  fromMinute: number
  toMinute: number
  changed: boolean
}

const minutesOfDay = 1440

/** Whether a slot is for a day, by its dates and its days. */
export function isSlotDay(slot: SupplySlot, day: Day): boolean {
  if (day < slot.validFrom || day >= slot.validTo) return false
  if (slot.weekdays) return slot.weekdays.includes(weekdayOf(day))
  const since = daysBetween(slot.countedFrom!, day)
  return since >= 0 && since % slot.everyDays! === 0
}

/** What a day holds, after its changes, by time. */
export function suppliesOn(slots: readonly SupplySlot[], changes: readonly SupplyChange[], day: Day): Supply[] {
  const today = changes.filter((each) => each.onDay === day)
  const isCancelled = (slotId: number) =>
    today.some((each) => each.kind === 'cancelled' && (each.slotId === null || each.slotId === slotId))
  const planned = slots
    .filter((slot) => isSlotDay(slot, day) && !isCancelled(slot.slotId))
    .map(({ slotId, fromMinute, toMinute }): Supply => {
      const moved = today.findLast((each) => each.kind === 'moved' && each.slotId === slotId)
      if (!moved) return { slotId, day, fromMinute, toMinute, changed: false }
      return { slotId, day, fromMinute: moved.fromMinute!, toMinute: moved.toMinute!, changed: true }
    })
  const extra = today
    .filter((each) => each.kind === 'extra')
    .map((each) => ({ slotId: null, day, fromMinute: each.fromMinute!, toMinute: each.toMinute!, changed: true }))
  return [...planned, ...extra].sort((a, b) => a.fromMinute - b.fromMinute || a.toMinute - b.toMinute)
}

/** How far ahead a next supply is looked for: the longest rhythm is sixty days. */
export const daysAhead = 62

/**
 * The supply that is running, else the next one; null where no slot says anything. A zone without slots is answered with
 * nothing, never with a guess.
 */
export function nextSupply(
  slots: readonly SupplySlot[],
  changes: readonly SupplyChange[],
  now: LocalMoment,
): (Supply & { running: boolean }) | null {
  // What began yesterday may run over midnight.
  for (let ahead = -1; ahead <= daysAhead; ahead++) {
    const day = addDays(now.day, ahead)
    const nowMinute = now.minute - ahead * minutesOfDay
    for (const supply of suppliesOn(slots, changes, day)) {
      if (supply.toMinute <= nowMinute) continue
      return { ...supply, running: supply.fromMinute <= nowMinute }
    }
  }
  return null
}

/** Whether a zone has water at every minute of the week that begins on a day. */
export function isContinuous(slots: readonly SupplySlot[], day: Day): boolean {
  let covered = 0
  for (let ahead = -1; ahead < 7; ahead++)
    for (const { fromMinute, toMinute } of suppliesOn(slots, [], addDays(day, ahead))) {
      const [from, to] = [fromMinute + ahead * minutesOfDay, toMinute + ahead * minutesOfDay]
      if (from > covered && to > covered) return false
      covered = Math.max(covered, to)
    }
  return covered >= 7 * minutesOfDay
}

/** How leaks of a zone may be inferred, and why not otherwise. */
export type LeakMethod = { method: 'night-flow' } | { method: 'slot-balance' } | { method: null; because: 'no-slot' }

/**
 * No slot, no inference: low flow in a zone that is not supplied says nothing. The flow of the small hours tells of leaks only
 * where water is on all the time; in an intermittent zone what was let in is held against what was used.
 */
export function leakMethod(slots: readonly SupplySlot[], day: Day): LeakMethod {
  const inForce = slots.filter((slot) => slot.validFrom <= day && day < slot.validTo)
  if (!inForce.length) return { method: null, because: 'no-slot' }
  return { method: isContinuous(inForce, day) ? 'night-flow' : 'slot-balance' }
}

/** Water let into a zone, by the town's clock. */
export interface Flow {
  day: Day
  fromMinute: number
  toMinute: number
  volumeKl: number
}

/** Hours in which nearly nobody draws water, by which night flow is judged. */
export const nightMinutes = { from: 2 * 60, to: 4 * 60 } as const

/** The lowest rate of the small hours in kilolitres an hour, for a continuous zone; null without a reading in those hours. */
export function nightFlowKlPerHour(slots: readonly SupplySlot[], flows: readonly Flow[], day: Day): number | null {
  if (leakMethod(slots, day).method !== 'night-flow') return null
  const rates = flows
    .filter((flow) => flow.day === day && flow.fromMinute >= nightMinutes.from && flow.toMinute <= nightMinutes.to)
    .map((flow) => (flow.volumeKl * 60) / (flow.toMinute - flow.fromMinute))
  return rates.length ? Math.min(...rates) : null
}

/** Part of the water that was produced and not billed, as a fraction. @throws Invalid when nothing was produced, or more was billed */
export function nonRevenuePart(producedKl: number, billedKl: number): number {
  if (!(producedKl > 0)) throw new Invalid('producedKl', 'must be more than zero', { got: producedKl })
  if (billedKl < 0 || billedKl > producedKl)
    throw new Invalid('billedKl', 'More was billed than was produced: one of the two is wrong.', { got: billedKl })
  return (producedKl - billedKl) / producedKl
}

/** Water that a town needs in a day. `unaccountedPart` is lost on the way, so that more has to be put in. */
export function demandMld(people: number, litresEach: number, unaccountedPart = 0): number {
  if (!(unaccountedPart >= 0 && unaccountedPart < 1))
    throw new Invalid('unaccountedPart', 'must be from 0 to less than 1', { got: unaccountedPart })
  return (people * litresEach) / 1_000_000 / (1 - unaccountedPart)
}
