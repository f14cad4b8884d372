import { Conflict, type Context, command, NotFound } from '../../../../kernel/index.ts'
import { drawSampleRows, updateDecisions, updateSample } from '../queries-survey.ts'
import type { DecideDifferences, RecordSample } from '../schemas-survey.ts'
import { requireStill, requireSurvey } from './draft-survey.ts'

/** Accepts or rejects differences one by one, or all of a class. Nothing of it counts until the survey is published. */
export function decideDifferences(
  context: Context,
  surveyId: number,
  given: DecideDifferences,
): Promise<{ decided: number }> {
  return command(context, { name: 'parcels.decide-differences', input: { surveyId, ...given } }, async (tx) => {
    requireStill(await requireSurvey(tx, surveyId), ['compared', 'publishing'])
    const decided = await updateDecisions(tx, context.tenant.tenantId, surveyId, {
      differenceIds: given.differenceIds ?? null,
      kind: given.kind ?? null,
      decision: given.decision,
      reason: given.reason ?? null,
      userId: context.userId,
    })
    if (given.differenceIds && decided !== new Set(given.differenceIds).size)
      throw new Conflict('differenceIds', 'One of the differences is not of this survey, or is published already.', {
        got: given.differenceIds.length,
        expected: decided,
      })
    tx.journal({ subjects: [{ kind: 'survey', id: surveyId }], after: { ...given, decided } })
    return { decided }
  })
}

/** Draws differences at random to be looked at on the ground. */
export function drawSample(context: Context, surveyId: number, count: number): Promise<{ differenceIds: number[] }> {
  return command(context, { name: 'parcels.draw-sample', input: { surveyId, count } }, async (tx) => {
    requireStill(await requireSurvey(tx, surveyId), ['compared'])
    const drawn = await drawSampleRows(tx, context.tenant.tenantId, surveyId, count, context.today)
    const differenceIds = drawn.map(({ differenceId }) => differenceId)
    tx.journal({ subjects: [{ kind: 'survey', id: surveyId }], after: { differenceIds } })
    return { differenceIds }
  })
}

/** Says whether a sampled difference is as the survey drew it. */
export function recordSample(
  context: Context,
  key: { surveyId: number; differenceId: number },
  given: RecordSample,
): Promise<{ differenceId: number }> {
  const { surveyId, differenceId } = key
  return command(context, { name: 'parcels.record-sample', input: { ...key, ...given } }, async (tx) => {
    requireStill(await requireSurvey(tx, surveyId), ['compared'])
    const sample = { isRight: given.isRight, note: given.note ?? null }
    if (!(await updateSample(tx, context.tenant.tenantId, surveyId, differenceId, sample)))
      throw new NotFound('differenceId', 'This difference was not drawn for the sample.', { got: differenceId })
    tx.journal({ subjects: [{ kind: 'survey', id: surveyId }], after: { differenceId, ...given } })
    return { differenceId }
  })
}
