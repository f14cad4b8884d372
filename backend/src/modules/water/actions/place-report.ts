import { type Context, command, NotFound, read, readPublic, type Tx } from '../../../kernel/index.ts'
import type { Workflows } from '../../workflow/index.ts'
import { considerReport, openIncident } from '../incidents.ts'
import { selectKnown, selectNearestPipe } from '../queries-network.ts'
import { insertReport, selectCasePlace, selectPipeOfProperty, updateReportPipe } from '../queries-quality.ts'
import { nearestPipeM } from './link-pipe.ts'
import { requireKnown } from './record-asset.ts'

/** What the complaint says of itself. */
export interface ReportedComplaint {
  caseId: number
  /** The thing that it was reported on, where one was named. */
  asset: { kind: string; id: number } | null
}

/**
 * Puts a complaint of foul water on its pipe, as the event of the complaint says: the pipe that was named, else that of the
 * house's connection, else the nearest one. Without any it waits for an engineer to say.
 */
export async function receiveReport(context: Context, workflows: Workflows, given: ReportedComplaint): Promise<void> {
  const { tenantId } = context.tenant
  const near = await nearestOf(context, given.caseId)
  await command(context, { name: 'water.receive-report', input: given }, async (tx) => {
    const place = await selectCasePlace(tx, tenantId, given.caseId)
    const { pipeId, foundBy } = await pipeOf(tx, given, place?.propertyId ?? null, near)
    const reportedAt = context.platform.now().toISOString()
    await insertReport(tx, tenantId, { caseId: given.caseId, pipeId, foundBy, reportedAt })
    const { incidentCaseId, subjects } =
      pipeId === null
        ? { incidentCaseId: null, subjects: [] }
        : await considerReport(tx, workflows, {
            pipeId,
            propertyId: place?.propertyId ?? null,
            point: place?.point ?? null,
          })
    tx.journal({
      subjects: [{ kind: 'case', id: given.caseId }, ...subjects],
      after: { pipeId, foundBy, incidentCaseId },
    })
  })
}

/** Read before the command: nearness needs the reader's own transaction. */
async function nearestOf(context: Context, caseId: number): Promise<number | null> {
  const { tenantId } = context.tenant
  const place = await read(context, (db) => selectCasePlace(db, tenantId, caseId))
  if (!place?.point) return null
  const { point } = place
  const found = await readPublic(context, (db) => selectNearestPipe(db, tenantId, point, nearestPipeM))
  return found?.pipe_id ?? null
}

async function pipeOf(tx: Tx, given: ReportedComplaint, propertyId: number | null, near: number | null) {
  const { tenant, today } = tx.context
  // A pipe that was taken out since is no longer where the water comes from.
  const named = given.asset?.kind === 'pipe' ? given.asset.id : null
  const inUse = named !== null && (await selectKnown(tx, tenant.tenantId, { pipes: [named] })).pipes.has(named)
  if (inUse) return { pipeId: named, foundBy: 'asset' }
  const ofHouse = propertyId === null ? null : await selectPipeOfProperty(tx, tenant.tenantId, propertyId, today)
  if (ofHouse !== null) return { pipeId: ofHouse, foundBy: 'connection' }
  return near === null ? { pipeId: null, foundBy: 'nothing' } : { pipeId: near, foundBy: 'nearest-pipe' }
}

/** An engineer says on which pipe a complaint lies. */
export function placeReport(
  context: Context,
  workflows: Workflows,
  caseId: number,
  pipeId: number,
): Promise<{ caseId: number; incidentCaseId: number | null }> {
  return command(context, { name: 'water.place-report', input: { caseId, pipeId } }, async (tx) => {
    const { tenantId } = context.tenant
    await requireKnown(tx, { pipes: { pipeId } })
    if (!(await updateReportPipe(tx, tenantId, caseId, pipeId)))
      throw new NotFound('caseId', 'There is no such complaint of foul water.', { got: caseId })
    const place = await selectCasePlace(tx, tenantId, caseId)
    const { incidentCaseId, subjects } = await considerReport(tx, workflows, {
      pipeId,
      propertyId: place?.propertyId ?? null,
      point: place?.point ?? null,
    })
    tx.journal({ subjects: [{ kind: 'case', id: caseId }, ...subjects], after: { pipeId, incidentCaseId } })
    return { caseId, incidentCaseId }
  })
}

/** An engineer opens an incident without waiting for the third complaint. */
export function declareIncident(
  context: Context,
  workflows: Workflows,
  input: { pipeId: number; because: string },
): Promise<{ caseId: number; isNew: boolean }> {
  return command(context, { name: 'water.declare-incident', input }, async (tx) => {
    await requireKnown(tx, { pipes: { pipeId: input.pipeId } })
    const opened = await openIncident(tx, workflows, { trigger: 'engineer', pipeId: input.pipeId, text: input.because })
    const { caseId, isNew } = opened
    tx.journal({ subjects: opened.subjects, after: { pipeId: input.pipeId, isNew } })
    return { caseId, isNew }
  })
}
