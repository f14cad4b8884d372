import { Conflict, type Context, command, Invalid, NotFound, type Tx } from '../../../../kernel/index.ts'
import { requirePast } from '../../acts.ts'
import { areaSqm, requireValidPolygon } from '../../rules-geometry.ts'
import {
  countSurveyPlots,
  insertSurvey,
  insertSurveyPlots,
  lockSurvey,
  type SurveyRow,
  updateSurveyState,
} from '../queries-survey.ts'
import type { DraftSurvey, SurveyPlots } from '../schemas-survey.ts'

/** A survey is compared whole: larger ones are brought in by ward. */
const mostPlots = 20_000

/** Opens a survey layer as a draft, beside the register. */
export function draftSurvey(context: Context, given: DraftSurvey): Promise<{ surveyId: number }> {
  return command(context, { name: 'parcels.draft-survey', input: given }, async (tx) => {
    requirePast(given.surveyedOn, context.today, 'surveyedOn')
    const area = requireValidPolygon(given.area)
    const surveyId = await insertSurvey(tx, context.tenant.tenantId, { ...given, area })
    tx.journal({ subjects: [{ kind: 'survey', id: surveyId }], after: { ...given, area: undefined } })
    return { surveyId }
  })
}

/** Adds plots to a draft, a thousand at a time. @throws Conflict once it was compared and opened, or grows too large */
export function addSurveyPlots(context: Context, surveyId: number, { plots }: SurveyPlots): Promise<{ plots: number }> {
  const { tenantId, srid } = context.tenant
  const named = { surveyId, plots: plots.length, first: plots[0]!.geometry }
  return command(context, { name: 'parcels.add-survey-plots', input: { ...named, all: plots } }, async (tx) => {
    const survey = await requireSurvey(tx, surveyId)
    requireStill(survey, ['drafted'])
    const before = await countSurveyPlots(tx, tenantId, surveyId)
    if (before + plots.length > mostPlots)
      throw new Invalid('plots', 'A survey holds at most {most} plots. Bring in larger ones by ward.', {
        got: before + plots.length,
        parameters: { most: mostPlots },
      })
    const rows = plots.map(({ number, geometry, legalAreaSqm }) => {
      const polygon = requireValidPolygon(geometry)
      return { number: number ?? null, polygon, areaSqm: areaSqm(polygon, srid), legalAreaSqm: legalAreaSqm ?? null }
    })
    await insertSurveyPlots(tx, tenantId, surveyId, rows)
    tx.journal({ subjects: [{ kind: 'survey', id: surveyId }], after: { added: plots.length } })
    return { plots: before + plots.length }
  })
}

/** Takes a draft back. What was published stays. */
export function withdrawSurvey(context: Context, surveyId: number): Promise<{ surveyId: number }> {
  return command(context, { name: 'parcels.withdraw-survey', input: { surveyId } }, async (tx) => {
    requireStill(await requireSurvey(tx, surveyId), ['drafted', 'compared'])
    await updateSurveyState(tx, context.tenant.tenantId, surveyId, 'withdrawn')
    tx.journal({ subjects: [{ kind: 'survey', id: surveyId }], after: { state: 'withdrawn' } })
    return { surveyId }
  })
}

/** The survey, locked. @throws NotFound */
export async function requireSurvey(tx: Tx, surveyId: number): Promise<SurveyRow> {
  const survey = await lockSurvey(tx, tx.context.tenant.tenantId, surveyId)
  if (!survey) throw new NotFound('surveyId', 'There is no such survey in this town.', { got: surveyId })
  return survey
}

/** @throws Conflict when the survey has gone on */
export function requireStill(survey: SurveyRow, states: readonly SurveyRow['state'][]): void {
  if (!states.includes(survey.state))
    throw new Conflict('surveyId', 'This cannot be done to the survey as it stands.', {
      got: survey.state,
      expected: states,
    })
}
