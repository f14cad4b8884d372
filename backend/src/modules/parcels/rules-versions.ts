/**
 * Two time axes. A row holds in law from `validFrom` until `validTo` and stands on record from `recordedAt` until `supersededAt`.
 * No row is rewritten: a change closes the record of what it touches and writes what is now known. Pure.
 */
import { Conflict, type Day, Invalid } from '../../kernel/pure.ts'

/** The first day that never comes. */
export const endless: Day = 'infinity'

/** A stretch of law time, `to` not included. */
export interface Period {
  from: Day
  to: Day
}

/** A row on record: one stretch of one subject's facts. */
export interface HeldRow {
  rowId: number
  validFrom: Day
  validTo: Day
  /** ISO moment, UTC. */
  recordedAt: string
}

/** A row to write: the facts of row `copyOf`, for another stretch, with the change applied or as they were. */
export interface NewRow {
  copyOf: number
  validFrom: Day
  validTo: Day
  changed: boolean
}

/** What a change does: `close` ends the record of rows at `moment`, `insert` writes their successors from the same moment. */
export interface ChangePlan {
  moment: string
  close: number[]
  insert: NewRow[]
}

/** 'infinity' is after every day; plain days compare as text. */
export function isBefore(one: Day, other: Day): boolean {
  if (one === other || one === endless || other === '-infinity') return false
  return other === endless || one === '-infinity' || one < other
}

function later(one: Day, other: Day): Day {
  return isBefore(one, other) ? other : one
}

function earlier(one: Day, other: Day): Day {
  return isBefore(one, other) ? one : other
}

/** The moment of a change: now, but always after the rows it finds were recorded, so that no record has an empty life. */
export function momentAfter(now: Date, rows: readonly HeldRow[]): string {
  const last = Math.max(-Infinity, ...rows.map((row) => Date.parse(row.recordedAt)))
  return new Date(Math.max(now.getTime(), last + 1)).toISOString()
}

/**
 * Changes facts for a period: stretches inside it get the change, what sticks out on either side keeps its facts.
 * Later stretches keep what differs in them: a retroactive renumbering does not undo a later survey.
 * @param rows every row of the subject that is on record now
 * @param now later than every earlier change of the subject
 * @throws Invalid when the period is empty; Conflict when nothing holds anywhere in it
 */
export function planChange(rows: readonly HeldRow[], period: Period, now: Date): ChangePlan {
  return plan(rows, period, now, true)
}

/** Ends facts for a period: stretches inside it are recorded as not holding. Same refusals as planChange. */
export function planEnd(rows: readonly HeldRow[], period: Period, now: Date): ChangePlan {
  return plan(rows, period, now, false)
}

function plan(rows: readonly HeldRow[], period: Period, now: Date, keep: boolean): ChangePlan {
  if (!isBefore(period.from, period.to))
    throw new Invalid('effectiveOn', 'The first day must come before the last.', {
      got: `${period.from} … ${period.to}`,
    })
  const touched = rows.filter((row) => isBefore(row.validFrom, period.to) && isBefore(period.from, row.validTo))
  if (!touched.length)
    throw new Conflict('effectiveOn', 'Nothing is on record for that time. Choose a day on which this existed.', {
      got: period.from,
      expected: rows.map((row) => `${row.validFrom} … ${row.validTo}`),
    })
  const insert = touched.flatMap((row) => piecesOf(row, period, keep))
  return { moment: momentAfter(now, rows), close: touched.map((row) => row.rowId), insert }
}

function piecesOf(row: HeldRow, period: Period, keep: boolean): NewRow[] {
  const pieces: NewRow[] = []
  const add = (validFrom: Day, validTo: Day, changed: boolean) =>
    isBefore(validFrom, validTo) && pieces.push({ copyOf: row.rowId, validFrom, validTo, changed })
  add(row.validFrom, earlier(row.validTo, period.from), false)
  if (keep) add(later(row.validFrom, period.from), earlier(row.validTo, period.to), true)
  add(later(row.validFrom, period.to), row.validTo, false)
  return pieces
}
