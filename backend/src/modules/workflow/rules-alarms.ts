/** What the clock itself does to a case: reminders, escalation, deemed decision. Pure; the nightly job only carries it out. */
import type { Day, WorkingCalendar } from '../../kernel/pure.ts'
import { workingDaysBetween } from '../../kernel/pure.ts'
import type { Workflow } from './rules.ts'
import { type ClockReading, readClock } from './rules-clock.ts'
import type { CaseState } from './rules-fold.ts'
import type { StoppingOrder } from './rules-next.ts'
import type { Terms } from './rules-terms.ts'

/** An entry that the clock asks for. `role` is whom it concerns. */
export type Alarm =
  | { action: 'remind'; beforeDays: number }
  | { action: 'escalate'; level: number; role: string; daysLate: number }
  | { action: 'alarm-head'; role: string; daysLeft: number }
  | { action: 'hold-deemed'; reasons: HeldReason[] }
  | { action: 'deem'; legalBasis: string }

/** Why no deemed decision was made although time has run out. */
export type HeldReason = 'incomplete' | 'rules-not-passed' | 'ordered-stop' | 'head-not-alarmed'

/** Everything that is due on a day, in the order in which it is to be written. Nothing twice: the state remembers. */
export function dueAlarms(
  workflow: Workflow,
  state: CaseState,
  terms: Terms,
  calendar: WorkingCalendar,
  today: Day,
  orders: readonly StoppingOrder[] = [],
): Alarm[] {
  if (!terms.days || state.stage !== 'office') return []
  const clock = readClock(state.stretches, terms.days, calendar, today)
  const deciding = deemedAlarms(workflow, state, terms, clock, calendar, today, orders)
  const isOver = deciding.some((alarm) => alarm.action === 'deem')
  return [...reminders(state, terms, clock), ...deciding, ...(isOver ? [] : escalations(state, terms, clock))]
}

/** The nearest reminder that is due; those that a late start has passed by are not made up for. */
function reminders(state: CaseState, terms: Terms, clock: ClockReading): Alarm[] {
  const due = terms.remindBefore.filter((days) => clock.left <= days && clock.left >= 0)
  const nearest = Math.min(...due)
  return due.length && !state.reminded.some((days) => days <= nearest)
    ? [{ action: 'remind', beforeDays: nearest }]
    : []
}

/** One level at a time, and past a step that waits for an officer no further. */
function escalations(state: CaseState, terms: Terms, clock: ClockReading): Alarm[] {
  const step = terms.escalation.find((each) => each.level === state.level + 1)
  if (!step?.automatic || -clock.left <= step.afterDays) return []
  return [{ action: 'escalate', level: step.level, role: step.role, daysLate: -clock.left }]
}

/**
 * A deemed decision needs a complete application, rules passed, no order that stops it, and a head of office who was
 * alarmed on an earlier working day. Never a permit contrary to rules: what is lacking is told to the head instead, once a day.
 */
function deemedAlarms(
  workflow: Workflow,
  state: CaseState,
  terms: Terms,
  clock: ClockReading,
  calendar: WorkingCalendar,
  today: Day,
  orders: readonly StoppingOrder[],
): Alarm[] {
  if (!terms.deemed || !workflow.deemed?.from.includes(state.status)) return []
  const alarm: Alarm = { action: 'alarm-head', role: workflow.head, daysLeft: clock.left }
  if (clock.left >= 0) return clock.left <= terms.deemed.alarmBefore && !state.alarmedOn ? [alarm] : []
  const lacking = deemedReasons(state, calendar, today, orders)
  if (!lacking.length) return [{ action: 'deem', legalBasis: terms.deemed.legalBasis }]
  const held: Alarm = { action: 'hold-deemed', reasons: lacking }
  return [...(state.alarmedOn ? [] : [alarm]), ...(state.heldOn === null ? [held] : [])]
}

/** What stands between a case whose time has run out and its deemed decision. */
export function deemedReasons(
  state: CaseState,
  calendar: WorkingCalendar,
  today: Day,
  orders: readonly StoppingOrder[],
): HeldReason[] {
  const alarmed = state.alarmedOn !== null && workingDaysBetween(calendar, state.alarmedOn, today) >= 1
  return [
    ...(state.facts.includes('complete') ? [] : (['incomplete'] as const)),
    ...(state.facts.includes('rules-passed') ? [] : (['rules-not-passed'] as const)),
    ...(orders.length ? (['ordered-stop'] as const) : []),
    ...(alarmed ? [] : (['head-not-alarmed'] as const)),
  ]
}
