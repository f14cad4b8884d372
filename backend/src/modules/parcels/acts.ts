/** What every action of the room does alike: the act on record, its day, and the refusals about who is there. */
import { Conflict, type Context, command, Invalid, NotFound, Problem, type Tx } from '../../kernel/index.ts'
import { insertChange, lockSubject, replaceSearchRows, selectSearchSubjects } from './queries-register.ts'
import { selectHeldRows, selectLastRecorded, type VersionTableName, writePlan } from './queries-versions.ts'
import { searchRowsFor } from './rules-search.ts'
import { endless, planChange, planEnd } from './rules-versions.ts'

/** What an action says about itself. */
export interface ActInput {
  instrument: string
  effectiveOn: string
  reason?: string | undefined
}

/** An act on record; `now` is the moment of the transaction. */
export interface Act {
  changeId: number
  effectiveOn: string
  now: Date
}

/**
 * Puts the act on record.
 * @throws Invalid for a day to come: a change is recorded on the day it takes effect
 */
export async function recordAct(tx: Tx, kind: string, input: ActInput): Promise<Act> {
  const { context } = tx
  requirePast(input.effectiveOn, context.today)
  const { changeId, recordedAt } = await insertChange(tx, context.tenant.tenantId, {
    kind,
    instrument: input.instrument,
    effectiveOn: input.effectiveOn,
    reason: input.reason,
    userId: context.userId,
    postId: context.postId,
    requestId: context.requestId,
  })
  return { changeId, effectiveOn: input.effectiveOn, now: recordedAt }
}

/** @throws Invalid when the day lies after today */
export function requirePast(day: string, today: string, field = 'effectiveOn'): void {
  if (day > today)
    throw new Invalid(field, 'This day is still to come. Record the change on the day it takes effect.', {
      got: day,
      expected: `at most ${today}`,
    })
}

const missing = {
  parcel: 'There is no such parcel in this town.',
  building: 'There is no such building in this town.',
  property: 'There is no such property in this town.',
} as const

/** Locks what is about to change. @throws NotFound naming the id */
export async function requireSubject(tx: Tx, kind: keyof typeof missing, id: number): Promise<void> {
  if (!(await lockSubject(tx, tx.context.tenant.tenantId, kind, id)))
    throw new NotFound(`${kind}Id`, missing[kind], { got: id })
}

/** Which rows of a subject a change is about: all, or those where one column has a value. */
export interface Subject {
  table: VersionTableName
  id: number
  only?: { column: string; value: number }
}

/** Changes facts of a locked subject from the act's day on. Answers the new row ids. */
export async function changeFacts(
  tx: Tx,
  subject: Subject,
  act: Act,
  patch: Record<string, unknown>,
): Promise<number[]> {
  const { tenantId } = tx.context.tenant
  const rows = await selectHeldRows(tx, tenantId, subject.table, subject.id, subject.only ?? null)
  const plan = planChange(rows, { from: act.effectiveOn, to: endless }, await after(tx, subject, act))
  return writePlan(tx, tenantId, subject.table, plan, patch, act.changeId)
}

/** Ends facts of a locked subject from the act's day on; false when nothing holds then. */
export async function endFacts(tx: Tx, subject: Subject, act: Act): Promise<boolean> {
  const { tenantId } = tx.context.tenant
  const rows = await selectHeldRows(tx, tenantId, subject.table, subject.id, subject.only ?? null)
  if (!rows.some((row) => row.validTo === endless || row.validTo > act.effectiveOn)) return false
  const plan = planEnd(rows, { from: act.effectiveOn, to: endless }, await after(tx, subject, act))
  await writePlan(tx, tenantId, subject.table, plan, {}, act.changeId)
  return true
}

/** The moment for new rows of a subject: the transaction's, but after everything recorded about it. */
export async function after(tx: Tx, subject: Subject, act: Act): Promise<Date> {
  const last = await selectLastRecorded(tx, tx.context.tenant.tenantId, subject.table, subject.id)
  return last && last >= act.now ? new Date(last.getTime() + 1) : act.now
}

/** Writes the search rows of properties anew, from what is on record. At most some thousand at once. */
export async function indexProperties(tx: Tx, propertyIds: number[]): Promise<void> {
  if (!propertyIds.length) return
  const { tenant, today } = tx.context
  const subjects = await selectSearchSubjects(tx, tenant.tenantId, propertyIds, today)
  await replaceSearchRows(tx, tenant.tenantId, propertyIds, subjects.flatMap(searchRowsFor))
}

/**
 * A command of the room. What the database refuses (an id of another town, a number just taken, a figure out of range)
 * becomes the refusal of a caller's input instead of a fault of ours.
 */
export function changeRegister<A>(
  context: Context,
  name: string,
  input: object,
  work: (tx: Tx) => Promise<A>,
): Promise<A> {
  return command(context, { name, input }, work).catch((error: unknown) => {
    throw refusalOf(error)
  })
}

interface DatabaseRefusal {
  code?: string
  constraint?: string
  detail?: string
}

function refusalOf(error: unknown): unknown {
  if (error instanceof Problem) return error
  const { code, constraint } = error as DatabaseRefusal
  const details = { got: constraint }
  if (code === '23503')
    return new Invalid(fieldOf(constraint), 'Something that is named here does not exist in this town.', details)
  if (code === '23505') return new Conflict(fieldOf(constraint), 'This exists already.', details)
  if (code === '23514' || code === '22003')
    return new Invalid(fieldOf(constraint), 'A value is outside what the register takes.', details)
  return error
}

/** `property_versions_tenant_id_road_id_fkey` is about roadId. */
function fieldOf(constraint: string | undefined): string {
  const [, column] = /_([a-z]+)_id_fkey$/.exec(constraint ?? '') ?? []
  return column ? `${column}Id` : 'body'
}
