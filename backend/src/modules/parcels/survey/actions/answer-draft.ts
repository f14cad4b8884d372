import {
  asSystem,
  Conflict,
  type Context,
  command,
  Forbidden,
  NotFound,
  NotSignedIn,
  type Tx,
} from '../../../../kernel/index.ts'
import { asReader, selectNeighbourShapes } from '../../queries-register.ts'
import { areaSqm, requireValidPolygon } from '../../rules-geometry.ts'
import {
  type DifferenceRow,
  insertAnswer,
  type SurveyRow,
  selectDifference,
  selectOwnersOfPlots,
  selectRegisterOutlines,
  selectSurveyOutlines,
  updateAnswer,
  updateDecisions,
  updateSurveyPlot,
} from '../queries-survey.ts'
import { isOpenOn } from '../rules-window.ts'
import type { AnswerDraft, DecideAnswer } from '../schemas-survey.ts'
import { requireStill, requireSurvey } from './draft-survey.ts'

/**
 * An owner, or a neighbour on a shared edge, accepts a draft or objects to it: by another boundary, another area, and why. Owners of the
 * neighbouring plots are told of an objection by `parcels.draft-objected`.
 * @throws Forbidden for anybody else, Conflict outside the window
 */
export async function answerDraft(
  context: Context,
  key: { surveyId: number; differenceId: number },
  given: AnswerDraft,
): Promise<{ answerId: number; stands: string }> {
  const { tenant, personId, today } = context
  if (context.userId === null) throw new NotSignedIn()
  return command(asSystem(context), { name: 'parcels.answer-draft', input: { ...key, ...given } }, async (tx) => {
    const survey = await requireSurvey(tx, key.surveyId)
    const difference = await requireDifference(tx, key)
    if (survey.state !== 'compared' || !isOpenOn(survey, today))
      throw new Conflict('surveyId', 'This draft takes answers while its window is open.', {
        got: today,
        expected: { from: survey.openedOn, until: survey.closesOn },
      })
    const around = await neighboursOf(tx, survey, difference)
    const owners = await selectOwnersOfPlots(tx, tenant.tenantId, difference.parcelIds, today)
    const beside = await selectOwnersOfPlots(tx, tenant.tenantId, around, today)
    const isOf = (list: typeof owners) => list.some(({ partyId }) => partyId === personId)
    const stands = isOf(owners) ? 'owner' : isOf(beside) ? 'neighbour' : null
    if (personId === null || stands === null)
      throw new Forbidden('Owners of this plot and of its neighbours answer to the draft.', { got: key.differenceId })
    const answerId = await insertAnswer(tx, tenant.tenantId, {
      differenceId: key.differenceId,
      partyId: personId,
      stands,
      answer: given.answer,
      words: given.words ?? null,
      drawn: given.drawn ? requireValidPolygon(given.drawn) : null,
      statedSqm: given.statedSqm ?? null,
      filedOn: today,
    })
    const others = [...new Set([...owners, ...beside].map(({ partyId }) => partyId))].filter((id) => id !== personId)
    if (given.answer === 'objects') await tellNeighbours(tx, { ...key, answerId }, difference, others)
    tx.journal({
      subjects: [
        { kind: 'survey', id: key.surveyId },
        ...difference.parcelIds.map((id) => ({ kind: 'parcel', id })),
        { kind: 'person', id: personId },
      ],
      after: { ...key, answerId, answer: given.answer, stands, told: others.length },
    })
    return { answerId, stands }
  })
}

/** What somebody else moves on a shared edge is told to those who share it, by the plot that they can look at. */
async function tellNeighbours(
  tx: Tx,
  key: { surveyId: number; differenceId: number; answerId: number },
  { parcelIds }: DifferenceRow,
  partyIds: number[],
): Promise<void> {
  const [plot] = await selectRegisterOutlines(tx, tx.context.tenant.tenantId, parcelIds)
  const named = { parcelId: plot?.id ?? null, plot: plot?.number ?? String(plot?.id ?? '–') }
  await tx.emit('parcels.draft-objected', { ...key, ...named, parcelIds, partyIds: plot ? partyIds : [] })
}

async function requireDifference(tx: Tx, key: { surveyId: number; differenceId: number }): Promise<DifferenceRow> {
  const found = await selectDifference(tx, tx.context.tenant.tenantId, key.differenceId)
  if (!found || found.surveyId !== key.surveyId)
    throw new NotFound('differenceId', 'There is no such difference in this survey.', { got: key.differenceId })
  return found
}

/** Plots that share an edge with what stands, or with what is drawn. */
async function neighboursOf(tx: Tx, { level }: SurveyRow, difference: DifferenceRow): Promise<number[]> {
  const { tenantId } = tx.context.tenant
  const outlines = [
    ...(await selectRegisterOutlines(tx, tenantId, difference.parcelIds)),
    ...(await selectSurveyOutlines(tx, tenantId, difference.surveyPlotIds)),
  ]
  const found = new Set<number>()
  for (const { geometry } of outlines)
    for (const { parcel_id } of await asReader(tx, () =>
      selectNeighbourShapes(tx, tenantId, level, geometry, difference.parcelIds, tx.context.today),
    ))
      found.add(parcel_id)
  return [...found]
}

/**
 * Decides an objection with reasons. Upheld, its own boundary goes into the draft, or the difference is rejected and the register stays.
 * @throws Conflict for one that is decided, or a boundary that can stand for no single plot
 */
export function decideAnswer(
  context: Context,
  key: { surveyId: number; answerId: number },
  given: DecideAnswer,
): Promise<{ answerId: number; decision: string | null }> {
  const { tenantId } = context.tenant
  return command(context, { name: 'parcels.decide-answer', input: { ...key, ...given } }, async (tx) => {
    requireStill(await requireSurvey(tx, key.surveyId), ['compared'])
    const decided = { ...given, on: context.today, postId: context.postId }
    const answer = await updateAnswer(tx, tenantId, key.answerId, decided)
    if (!answer) throw new Conflict('answerId', 'No such objection is open.', { got: key.answerId })
    const difference = await requireDifference(tx, { ...key, differenceId: answer.differenceId })
    if (given.outcome === 'upheld' && given.useDrawn) await putDrawn(tx, difference, answer.drawn)
    const isRejected = given.outcome === 'upheld' && !given.useDrawn
    if (isRejected)
      await updateDecisions(tx, tenantId, key.surveyId, {
        differenceIds: [difference.differenceId],
        kind: null,
        decision: 'rejected',
        reason: given.reasons.slice(0, 1000),
        userId: context.userId,
      })
    await tx.emit('parcels.draft-answer-decided', {
      ...key,
      differenceId: difference.differenceId,
      outcome: given.outcome,
    })
    tx.journal({
      subjects: [{ kind: 'survey', id: key.surveyId }, ...difference.parcelIds.map((id) => ({ kind: 'parcel', id }))],
      after: { ...key, ...given },
    })
    return { answerId: key.answerId, decision: isRejected ? 'rejected' : difference.decision }
  })
}

async function putDrawn(tx: Tx, difference: DifferenceRow, drawn: Parameters<typeof requireValidPolygon>[0] | null) {
  if (!drawn || difference.surveyPlotIds.length !== 1)
    throw new Conflict('useDrawn', 'The objection drew no boundary that can stand for this plot. Decide it without.', {
      got: difference.surveyPlotIds.length,
    })
  const polygon = requireValidPolygon(drawn)
  const { tenantId, srid } = tx.context.tenant
  await updateSurveyPlot(tx, tenantId, difference.surveyPlotIds[0]!, { polygon, areaSqm: areaSqm(polygon, srid) })
}
