import { Conflict, type Context, command, Invalid, NotFound, nextNumber, placeOnGrid } from '../../../kernel/index.ts'
import type { Workflows } from '../../workflow/index.ts'
import { considerSample, limitsOn, segmentPipes } from '../incidents.ts'
import { selectOpenIncident } from '../queries-quality.ts'
import { hasDocument, insertSample, lockSample, updateVerdict } from '../queries-samples.ts'
import { exceeded } from '../rules-quality.ts'
import type { SampleResult, TakeSample } from '../schemas.ts'
import { requireConnection } from './open-connection.ts'
import { requireKnown } from './record-asset.ts'

/** Enters a sample that was taken from a pipe. On a segment with an open incident it is a re-sample of it. */
export function takeSample(context: Context, input: TakeSample): Promise<{ sampleId: number; number: string }> {
  return command(context, { name: 'water.take-sample', input }, async (tx) => {
    const { tenantId } = context.tenant
    const { pipeId, nodeId, connectionId, point } = input
    if (Date.parse(input.takenAt) > context.platform.now().getTime())
      throw new Invalid('takenAt', 'This moment is still to come.', { got: input.takenAt })
    await requireKnown(tx, { pipes: { pipeId }, nodes: { nodeId } })
    if (connectionId !== null) await requireConnection(tx, connectionId)
    const incident = await selectOpenIncident(tx, tenantId, await segmentPipes(tx, tenantId, pipeId))
    const { printed: number } = await nextNumber(tx, tenantId, 'water.sample', context.today, 'WS/{fy}/{n:5}')
    const sample = {
      ...input,
      number,
      kind: incident ? 're-sample' : input.kind,
      point: point && placeOnGrid(point),
      incidentCaseId: incident?.caseId ?? null,
      postId: context.postId,
      userId: context.userId,
    }
    const sampleId = await insertSample(tx, tenantId, sample)
    tx.journal({
      subjects: [
        { kind: 'sample', id: sampleId },
        { kind: 'pipe', id: pipeId },
      ],
      after: sample,
    })
    return { sampleId, number }
  })
}

/**
 * Enters the verdict of the laboratory, once. A failed sample opens an incident on its segment; a passed re-sample that was taken
 * after the last repair makes it ready to close. Parameters outside the town's own limits are kept, and refuse a verdict of passed.
 */
export function reportSample(
  context: Context,
  workflows: Workflows,
  sampleId: number,
  input: SampleResult,
): Promise<{ sampleId: number; verdict: string; exceeded: string[]; incidentCaseId: number | null }> {
  return command(context, { name: 'water.report-sample', input: { sampleId, ...input } }, async (tx) => {
    const { tenantId } = context.tenant
    const sample = await lockSample(tx, tenantId, sampleId)
    if (!sample) throw new NotFound('sampleId', 'There is no such sample in this town.', { got: sampleId })
    if (sample.verdict !== 'waiting')
      throw new Conflict('sampleId', 'This sample has its verdict already.', { got: sample.verdict })
    if (Date.parse(input.reportedAt) < Date.parse(sample.takenAt))
      throw new Invalid('reportedAt', 'The verdict comes after the sample.', { got: input.reportedAt })
    const outside = exceeded(input.results, await limitsOn(tx, context.today))
    if (input.verdict === 'passed' && outside.length)
      throw new Invalid('verdict', 'These are outside the limits of this town: {what}.', {
        parameters: { what: outside.join(', ') },
      })
    if (input.documentId !== null && !(await hasDocument(tx, tenantId, input.documentId)))
      throw new NotFound('documentId', 'There is no such document in this town.', { got: input.documentId })
    await updateVerdict(tx, tenantId, sampleId, { ...input, exceeded: outside })
    const { incidentCaseId, subjects } = await considerSample(tx, workflows, sample, input.verdict)
    await tx.emit('water.sample-reported', { sampleId, pipeId: sample.pipeId, verdict: input.verdict, incidentCaseId })
    tx.journal({ subjects: [{ kind: 'sample', id: sampleId }, ...subjects], after: { ...input, exceeded: outside } })
    return { sampleId, verdict: input.verdict, exceeded: outside, incidentCaseId }
  })
}
