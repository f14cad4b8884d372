/** Reads a case with its log and writes to it: the only place where a case changes. Everything runs in the caller's transaction. */
import type { Context, Db, Tx, WorkingCalendar } from '../../kernel/index.ts'
import { Conflict, NotFound, selectWorkingCalendar } from '../../kernel/index.ts'
import { checkRestrictions } from '../parcels/index.ts'
import {
  type ActionRow,
  type ApplicantRow,
  type CaseRow,
  insertActions,
  lockCase,
  type Projection,
  selectApplicants,
  selectLogs,
  updateProjection,
} from './queries.ts'
import { notePoolFile } from './queries-office.ts'
import type { Workflow } from './rules.ts'
import { type ClockReading, readClock } from './rules-clock.ts'
import { appended, type CaseState, type Draft, type Entry, foldCase } from './rules-fold.ts'
import type { StoppingOrder } from './rules-next.ts'
import type { Terms } from './rules-terms.ts'
import { termsOf } from './terms.ts'
import type { CaseFacts, Registered, Workflows } from './workflows.ts'

/** A case with everything that follows from its log. */
export interface OpenedCase {
  row: CaseRow
  registered: Registered
  workflow: Workflow
  log: readonly Entry[]
  state: CaseState
  people: readonly ApplicantRow[]
}

/** An entry to be written, with what is private about it and who was at the desk. */
export interface Writing extends Draft {
  text?: string | null
  officeOnly: boolean
  userId: number | null
  byPostId: number | null
}

/** A stored line as the fold reads it. */
export function toEntry(row: ActionRow): Entry {
  return {
    sequence: row.sequence,
    action: row.action,
    on: row.acted_on,
    by: row.acted_by,
    post: row.post_id === null ? null : { town: row.town, postId: row.post_id },
    requestId: row.request_id,
    notingNumber: row.noting_number,
    data: row.data,
  }
}

/** The workflow of a case. @throws Conflict when its room is not in this house (any more) */
export function registeredFor(workflows: Workflows, row: CaseRow): Registered {
  const found = workflows.of(row.service, row.definition_version)
  if (!found)
    throw new Conflict('service', 'The service of this case is not part of this installation.', {
      got: `${row.service} ${row.definition_version}`,
    })
  return found
}

/** Locks a case and reads its log. @throws NotFound */
export async function lockOpenedCase(tx: Tx, workflows: Workflows, caseId: number): Promise<OpenedCase> {
  const row = await lockCase(tx, tx.context.tenant.tenantId, caseId)
  if (!row) throw new NotFound('caseId', 'There is no such case in this town.', { got: caseId })
  return (await openRows(tx, tx.context, workflows, [row]))[0]!
}

/** Puts rows, logs and people together; cases of rooms that are not in this house are refused. */
export async function openRows(
  db: Db,
  context: Context,
  workflows: Workflows,
  rows: readonly CaseRow[],
): Promise<OpenedCase[]> {
  const { tenantId } = context.tenant
  const ids = rows.map((row) => row.case_id)
  const actions = await selectLogs(db, tenantId, ids)
  const people = await selectApplicants(db, tenantId, ids)
  return rows.map((row) => {
    const registered = registeredFor(workflows, row)
    const log = actions.filter((action) => action.case_id === row.case_id).map(toEntry)
    return {
      row,
      registered,
      workflow: registered.workflow,
      log,
      state: foldCase(registered.workflow, log),
      people: people.filter((each) => each.case_id === row.case_id),
    }
  })
}

/** A case for the service's own code. */
export function factsOf({ row, state }: Pick<OpenedCase, 'row' | 'state'>): CaseFacts {
  return {
    caseId: row.case_id,
    number: row.number,
    service: row.service,
    variant: row.variant,
    propertyId: row.property_id,
    parcelId: row.parcel_id,
    partyId: row.party_id,
    point: row.lon === null || row.lat === null ? null : [row.lon, row.lat],
    state,
  }
}

/** The clock of a case on a day; null without a limit, or where the town has no working week for one of the days. */
export function clockOf(state: CaseState, terms: Terms, calendar: WorkingCalendar, today: string): ClockReading | null {
  if (!terms.days) return null
  try {
    return readClock(state.stretches, terms.days, calendar, today)
  } catch (error) {
    // A clock does not run on a guess; the page says that the calendar is missing.
    if (error instanceof RangeError) return null
    throw error
  }
}

/** What a case's row keeps of its state, for lists. */
export function projectionOf(state: CaseState, clock: ClockReading | null): Projection {
  return {
    status: state.status,
    stage: state.stage,
    version: state.version,
    assignedTown: state.assignee?.town ?? null,
    assignedPostId: state.assignee?.postId ?? null,
    assignedOn: state.assignedOn,
    level: state.level,
    dueOn: state.stage === 'closed' ? null : (clock?.dueOn ?? null),
    decision: state.decision,
    closedOn: state.closedOn,
  }
}

/** Terms and calendar by which a case is timed: those of the day on which it was opened. */
export async function timingOf(
  db: Db,
  tenantId: number,
  workflow: Workflow,
  row: Pick<CaseRow, 'variant' | 'opened_on'>,
): Promise<{ terms: Terms; calendar: WorkingCalendar }> {
  const { terms } = await termsOf(db, workflow, row.variant, row.opened_on)
  return { terms, calendar: await selectWorkingCalendar(db, tenantId) }
}

/** Rows of new entries with their private halves. */
export function actionRowsOf(
  entries: readonly Entry[],
  writings: readonly Writing[],
): Omit<ActionRow, 'case_id' | 'recorded_at'>[] {
  return entries.map((entry, at) => ({
    sequence: entry.sequence,
    action: entry.action,
    acted_by: entry.by,
    town: entry.post?.town ?? null,
    post_id: entry.post?.postId ?? null,
    by_post_id: writings[at]!.byPostId,
    user_id: writings[at]!.userId,
    noting_number: entry.notingNumber,
    text: writings[at]!.text?.trim() || null,
    office_only: writings[at]!.officeOnly,
    data: entry.data,
    request_id: entry.requestId,
    acted_on: entry.on,
  }))
}

/** Adds entries to the log of a locked case, writes what follows, tells the map and the other towns. */
export async function writeEntries(tx: Tx, opened: OpenedCase, writings: readonly Writing[]): Promise<CaseState> {
  const { tenant, today } = tx.context
  const { workflow, row } = opened
  const log = appended(workflow, opened.log, writings.map(draftOf))
  const added = log.slice(opened.log.length)
  if (!added.length) return opened.state
  const state = foldCase(workflow, log)
  const { terms, calendar } = await timingOf(tx, tenant.tenantId, workflow, row)
  await insertActions(tx, tenant.tenantId, row.case_id, actionRowsOf(added, writings))
  await updateProjection(tx, tenant.tenantId, row.case_id, projectionOf(state, clockOf(state, terms, calendar, today)))
  await followFile(tx, opened.row, state)
  for (const layer of opened.registered.layers ?? []) await tx.touch(layer, [row.case_id])
  return state
}

/** Only what belongs to the log; the rest of a writing goes into columns of its own. */
export const draftOf = ({ action, on, by, post, requestId, noted, data }: Writing): Draft => ({
  action,
  on,
  by,
  post,
  requestId,
  noted,
  data,
})

/** A file that went to a post of another town, or came back from one. */
async function followFile(tx: Tx, before: CaseRow, state: CaseState): Promise<void> {
  const { tenant } = tx.context
  const open = state.stage === 'closed' ? null : state.assignee
  if (before.assigned_town === null && !open?.town) return
  const member = open?.town ? { town: open.town, postId: open.postId } : null
  await notePoolFile(tx, tenant.stateId, tenant.code, before.case_id, member, tx.context.today)
}

/** Orders in force on what a case is about. */
export async function ordersOn(db: Db, context: Context, row: CaseRow): Promise<StoppingOrder[]> {
  const question = { scope: null, ...restrictionSubject(row) }
  const orders = await checkRestrictions(db, context.tenant.tenantId, question, context.today)
  return orders.map(({ scopes, kind, authority, orderNumber, orderDate }) => ({
    scopes,
    kind,
    authority,
    orderNumber,
    orderDate,
  }))
}

/** What an order may be entered on, of a case: its place, its person, or the case itself by number. */
export function restrictionSubject(row: CaseRow) {
  return {
    ...(row.property_id !== null && { propertyId: row.property_id }),
    ...(row.parcel_id !== null && { parcelId: row.parcel_id }),
    ...(row.party_id !== null && { partyId: row.party_id }),
    point: row.lon === null || row.lat === null ? null : [row.lon, row.lat],
    caseReference: row.number,
  }
}

/** What a journal line about a case names. */
export function subjectsOf(row: Pick<CaseRow, 'case_id' | 'property_id' | 'parcel_id'>) {
  return [
    { kind: 'case', id: row.case_id },
    ...(row.property_id === null ? [] : [{ kind: 'property', id: row.property_id }]),
    ...(row.parcel_id === null ? [] : [{ kind: 'parcel', id: row.parcel_id }]),
  ]
}

/** Who is to hear of a case: ids alone, never a name or a number. */
export function audienceOf(people: readonly ApplicantRow[], state: CaseState) {
  return {
    userIds: people.flatMap((each) => each.user_id ?? []),
    partyIds: people.flatMap((each) => each.party_id ?? []),
    post: state.assignee,
  }
}
