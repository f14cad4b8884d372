import { type Context, command, type Db, nextNumber, type Tx } from '../../../kernel/index.ts'
import {
  audienceOf,
  factsOf,
  lockOpenedCase,
  type OpenedCase,
  ordersOn,
  subjectsOf,
  timingOf,
  type Writing,
  writeEntries,
} from '../case-log.ts'
import { candidatesHere, findPost } from '../office.ts'
import { selectAreas } from '../queries.ts'
import { type Alarm, dueAlarms } from '../rules-alarms.ts'
import { isAtWork } from '../rules-allotment.ts'
import type { StoppingOrder } from '../rules-next.ts'
import type { Terms } from '../rules-terms.ts'
import type { Workflows } from '../workflows.ts'
import { writeAllotment } from './allot-case.ts'
import { writeEscalation } from './escalate-case.ts'

/**
 * Does what the clock asks of one case today: reminder, alarm, escalation, deemed decision, and a new post where the old
 * one stands vacant. Under a request id of case and day, so that a run that is taken up again repeats nothing.
 */
export function runCaseClock(context: Context, workflows: Workflows, caseId: number): Promise<{ written: string[] }> {
  const requestId = `clock-${context.today}-${caseId}`
  return command({ ...context, requestId }, { name: 'workflow.run-case-clock', input: { caseId } }, async (tx) => {
    const opened = await lockOpenedCase(tx, workflows, caseId)
    const { terms, calendar } = await timingOf(tx, context.tenant.tenantId, opened.workflow, opened.row)
    const orders = await decidingOrders(tx, context, opened, terms)
    const written: string[] = []
    if (await moveFromVacantPost(tx, opened)) written.push('hand-over')
    for (const alarm of dueAlarms(opened.workflow, opened.state, terms, calendar, context.today, orders)) {
      // Each entry under a request id of its own: the log takes one request once.
      const own: Tx = { ...tx, context: { ...tx.context, requestId: `${requestId}-${alarm.action}` } }
      await carryOut(own, await lockOpenedCase(tx, workflows, caseId), alarm)
      written.push(alarm.action)
    }
    tx.journal({ subjects: subjectsOf(opened.row), after: { written } })
    return { written }
  })
}

/** Orders that stop a decision of this service; asked only where a deemed decision may come. */
export async function decidingOrders(
  db: Db,
  context: Context,
  opened: OpenedCase,
  terms: Terms,
): Promise<StoppingOrder[]> {
  const { workflow } = opened
  if (!terms.deemed || !workflow.deemed) return []
  const scopes = Object.values(workflow.actions).flatMap((action) => action.stoppedBy ?? [])
  const orders = await ordersOn(db, context, opened.row)
  return orders.filter((order) => order.scopes.some((scope) => (scopes as readonly string[]).includes(scope)))
}

async function moveFromVacantPost(tx: Tx, opened: OpenedCase): Promise<boolean> {
  const { context } = tx
  const { assignee } = opened.state
  if (!assignee || assignee.town !== null) return false
  const holder = (await candidatesHere(tx, context)).find((each) => each.postId === assignee.postId)
  if (holder && (holder.onLeave || isAtWork(holder))) return false
  const { boundaryIds } = await selectAreas(tx, context.tenant.tenantId, factsOf(opened), context.today)
  const file = { variant: opened.row.variant, boundaryIds }
  const found = await findPost(tx, context, opened.registered, file, opened.row.case_id)
  if (!found) return false
  const own: Tx = { ...tx, context: { ...context, requestId: `${context.requestId}-hand-over` } }
  await writeAllotment(own, opened, found.post, { because: 'vacant', text: null, action: 'hand-over' })
  return true
}

function carryOut(tx: Tx, opened: OpenedCase, alarm: Alarm): Promise<unknown> {
  if (alarm.action === 'escalate') return writeEscalation(tx, opened, { ...alarm, text: null })
  if (alarm.action === 'deem') return deem(tx, opened, alarm.legalBasis)
  return warn(tx, opened, alarm)
}

const byClock = (tx: Tx, action: string, data: Record<string, unknown>, officeOnly: boolean): Writing => ({
  action,
  on: tx.context.today,
  by: 'system',
  post: null,
  requestId: tx.context.requestId,
  noted: false,
  data,
  officeOnly,
  userId: null,
  byPostId: null,
})

async function warn(tx: Tx, opened: OpenedCase, alarm: Exclude<Alarm, { action: 'escalate' | 'deem' }>): Promise<void> {
  const { action, ...data } = alarm
  const state = await writeEntries(tx, opened, [byClock(tx, action, data, true)])
  const heads = (await candidatesHere(tx, tx.context)).filter((each) => each.designation === opened.workflow.head)
  await tx.emit('workflow.clock-warned', {
    caseId: opened.row.case_id,
    number: opened.row.number,
    service: opened.row.service,
    kind: action,
    ...data,
    dueOn: opened.row.due_on,
    headPostIds: action === 'remind' ? [] : heads.map((each) => each.postId),
    ...audienceOf(opened.people, state),
  })
}

/** Decides by lapse of time: the acknowledgement gets a number and names the law that says so. */
async function deem(tx: Tx, opened: OpenedCase, legalBasis: string): Promise<void> {
  const { tenant, today } = tx.context
  const { printed } = await nextNumber(tx, tenant.tenantId, 'case.deemed', today, 'DEEMED/{fy}/{n:5}')
  const effect = opened.registered.effects?.deem
  const more = (await effect?.(tx, { facts: factsOf(opened), action: 'deem', input: null, text: null })) ?? {}
  const data = { ...more, acknowledgement: printed, legalBasis, dueOn: opened.row.due_on }
  const state = await writeEntries(tx, opened, [byClock(tx, 'deem', data, false)])
  const about = {
    caseId: opened.row.case_id,
    number: opened.row.number,
    service: opened.row.service,
    ...audienceOf(opened.people, state),
  }
  await tx.emit('workflow.deemed-decided', { ...about, acknowledgement: printed, legalBasis, status: state.status })
  if (state.stage === 'closed') await tx.emit('workflow.feedback-asked', about)
}
