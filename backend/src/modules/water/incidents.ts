/** Foul water on a segment: opens an incident once, gives it its complaints and samples, and says what each does to it. */
import { Conflict, type Context, type Db, Invalid, type Tx } from '../../kernel/index.ts'
import { selectMaster } from '../identity/index.ts'
import { actInTx, lockOpenedCase, openCase, type Workflows } from '../workflow/index.ts'
import { selectNetwork, selectPipe } from './queries-network.ts'
import {
  attachReports,
  insertIncident,
  lockIncidents,
  selectIncident,
  selectOpenIncident,
  selectReports,
  updateCleanAfter,
} from './queries-quality.ts'
import { attachSample, type SampleRow } from './queries-samples.ts'
import { segmentOfPipe } from './rules-network.ts'
import {
  cluster,
  type IncidentRule,
  incidentRuleSchema,
  limitsSchema,
  ordinaryIncidentRule,
  type QualityLimits,
} from './rules-quality.ts'
import { incidentService } from './workflow.ts'

/** Register of masters that holds the rule of incidents and the limits of drinking water. */
export const qualityRegister = 'water.quality'

/** How many complaints within how many hours open an incident in the transaction's town. */
export async function incidentRuleOn(db: Db, day: string): Promise<IncidentRule> {
  const found = await selectMaster(db, { register: qualityRegister, key: 'incident' }, day)
  const read = found && incidentRuleSchema.safeParse(found.value)
  return read?.success ? read.data : ordinaryIncidentRule
}

/** Limits that the town has entered; none where it has not: then the laboratory's verdict stands alone. */
export async function limitsOn(db: Db, day: string): Promise<QualityLimits> {
  const found = await selectMaster(db, { register: qualityRegister, key: 'limits' }, day)
  const read = found && limitsSchema.safeParse(found.value)
  return read?.success ? read.data : {}
}

/** Pipes that hang together with one when all valves are shut. @throws Invalid for a pipe that is not in use */
export async function segmentPipes(db: Db, tenantId: number, pipeId: number): Promise<number[]> {
  const { pipes, valves } = await selectNetwork(db, tenantId)
  const segment = segmentOfPipe(pipes, valves, pipeId)
  if (!segment) throw new Invalid('pipeId', 'This pipe is not in use.', { got: pipeId })
  return segment.pipes
}

/** What opens an incident. */
export interface Opening {
  trigger: 'complaints' | 'failed-sample' | 'engineer'
  pipeId: number
  /** Where to send people when the pipe is not drawn. */
  propertyId?: number | null
  point?: readonly [number, number] | null
  text?: string | null
  /** Since when a clean sample counts; now unless told. */
  since?: string
}

/**
 * The open incident of a pipe's segment, or a new one: opened, traced by the platform at once, and given the complaints that lie on the segment.
 * @throws Conflict where neither pipe nor report says a place
 */
export async function openIncident(
  tx: Tx,
  workflows: Workflows,
  given: Opening,
): Promise<{ caseId: number; number: string | null; isNew: boolean; subjects: { kind: string; id: number }[] }> {
  const { context } = tx
  const { tenantId } = context.tenant
  await lockIncidents(tx, tenantId)
  const pipeIds = await segmentPipes(tx, tenantId, given.pipeId)
  const known = await selectOpenIncident(tx, tenantId, pipeIds)
  if (known) {
    await takeReports(tx, known.caseId, pipeIds)
    return { caseId: known.caseId, number: null, isNew: false, subjects: [{ kind: 'case', id: known.caseId }] }
  }
  const opened = await openCase(tx, workflows, {
    ...(await placeOf(tx, given)),
    service: incidentService,
    variant: given.trigger,
  })
  const moment = given.since ?? context.platform.now().toISOString()
  await insertIncident(tx, tenantId, { caseId: opened.caseId, trigger: given.trigger, pipeIds, moment })
  await takeReports(tx, opened.caseId, pipeIds)
  await actBySystem(tx, workflows, opened.caseId, 'trace')
  const { caseId, number } = opened
  await tx.emit('water.incident-opened', { caseId, number, pipeIds, trigger: given.trigger })
  return {
    caseId,
    number,
    isNew: true,
    subjects: [...opened.subjects, ...pipeIds.slice(0, 50).map((id) => ({ kind: 'pipe', id }))],
  }
}

async function placeOf(tx: Tx, given: Opening) {
  const pipe = await selectPipe(tx, tx.context.tenant.tenantId, given.pipeId)
  const middle = pipe?.lon != null && pipe.lat != null ? ([pipe.lon, pipe.lat] as const) : null
  const point = middle ?? given.point ?? null
  const propertyId = point ? null : (given.propertyId ?? null)
  if (!point && propertyId === null)
    throw new Conflict('point', 'The pipe is not drawn: say a place or a property with it.', { got: null })
  const channel = given.trigger === 'engineer' ? ('office' as const) : ('feed' as const)
  return { point, propertyId, channel, people: [], text: given.text ?? null }
}

async function takeReports(tx: Tx, caseId: number, pipeIds: readonly number[]): Promise<void> {
  const { tenantId } = tx.context.tenant
  const { withinHours } = await incidentRuleOn(tx, tx.context.today)
  const reports = await selectReports(tx, tenantId, pipeIds, hoursBefore(tx.context, withinHours))
  await attachReports(
    tx,
    tenantId,
    caseId,
    reports.map((each) => each.reportId),
  )
}

const hoursBefore = (context: Context, hours: number): string =>
  new Date(context.platform.now().getTime() - hours * 3_600_000).toISOString()

/** A step of the platform's own. */
export async function actBySystem(
  tx: Tx,
  workflows: Workflows,
  caseId: number,
  action: 'trace' | 'find-clean' | 'find-foul',
): Promise<void> {
  const opened = await lockOpenedCase(tx, workflows, caseId)
  // A log takes one step of a request: those that the platform adds to another are named apart.
  const requestId = `${tx.context.requestId}/${action}`
  const own = { ...tx, context: { ...tx.context, requestId } }
  await actInTx(own, opened, { kind: 'system' }, { action, expectedVersion: opened.state.version })
}

/** A complaint came to lie on a pipe: opens an incident when there are enough on the segment, or joins the one that is open. */
export async function considerReport(
  tx: Tx,
  workflows: Workflows,
  report: { pipeId: number; propertyId: number | null; point: readonly [number, number] | null },
): Promise<{ incidentCaseId: number | null; subjects: { kind: string; id: number }[] }> {
  const { context } = tx
  const { tenantId } = context.tenant
  await lockIncidents(tx, tenantId)
  const pipeIds = await segmentPipes(tx, tenantId, report.pipeId)
  const rule = await incidentRuleOn(tx, context.today)
  const open = await selectOpenIncident(tx, tenantId, pipeIds)
  // Twice the span is read, so that a cluster that ended a little earlier than now is seen whole.
  const reports = await selectReports(tx, tenantId, pipeIds, hoursBefore(context, rule.withinHours * 2))
  if (!open && !cluster(reports, new Set(pipeIds), rule)) return { incidentCaseId: null, subjects: [] }
  const { caseId, subjects } = await openIncident(tx, workflows, { trigger: 'complaints', ...report })
  return { incidentCaseId: caseId, subjects }
}

/** A laboratory has spoken: a failed sample opens an incident or takes "clean" back; a passed one counts when it was taken after the last repair. */
export async function considerSample(
  tx: Tx,
  workflows: Workflows,
  sample: SampleRow,
  verdict: 'passed' | 'failed',
): Promise<{ incidentCaseId: number | null; subjects: { kind: string; id: number }[] }> {
  const { tenantId } = tx.context.tenant
  const point = sample.lon !== null && sample.lat !== null ? ([sample.lon, sample.lat] as const) : null
  if (verdict === 'failed') {
    const opened = await openIncident(tx, workflows, {
      trigger: 'failed-sample',
      pipeId: sample.pipeId,
      point,
      since: sample.takenAt,
    })
    await attachSample(tx, tenantId, sample.sampleId, opened.caseId)
    await updateCleanAfter(tx, tenantId, opened.caseId, sample.takenAt)
    await actBySystem(tx, workflows, opened.caseId, 'find-foul')
    return { incidentCaseId: opened.caseId, subjects: opened.subjects }
  }
  const incident = sample.incidentCaseId === null ? null : await selectIncident(tx, tenantId, sample.incidentCaseId)
  if (!incident || incident.closedAt !== null) return { incidentCaseId: null, subjects: [] }
  const counts = sample.kind === 're-sample' && Date.parse(sample.takenAt) > Date.parse(incident.cleanAfter)
  if (counts) await actBySystem(tx, workflows, incident.caseId, 'find-clean')
  return { incidentCaseId: incident.caseId, subjects: [{ kind: 'case', id: incident.caseId }] }
}
