import { Conflict, type Context, command, type Tx } from '../../../../kernel/index.ts'
import { asReader } from '../../queries-register.ts'
import {
  replaceDifferences,
  type SurveyRow,
  selectCommons,
  selectMeasuredPlots,
  selectPlotSlice,
  selectRegisterPlots,
  selectSurveyArea,
  selectSurveyOverlaps,
  updateSurveyState,
} from '../queries-survey.ts'
import { type Common, type Difference, type DifferenceKind, differencesOf } from '../rules-difference.ts'
import { requireStill, requireSurvey } from './draft-survey.ts'

const sliceOf = 500

/**
 * Compares a draft with the register as it stands today; decisions of an earlier comparison are gone with it.
 * @throws Conflict when plots of the survey lie over one another, or owners have been shown it already
 */
export function compareSurvey(
  context: Context,
  surveyId: number,
): Promise<{ counts: Partial<Record<DifferenceKind, number>> }> {
  const { tenantId } = context.tenant
  return command(context, { name: 'parcels.compare-survey', input: { surveyId } }, async (tx) => {
    const survey = await requireSurvey(tx, surveyId)
    requireStill(survey, ['drafted', 'compared'])
    if (survey.openedOn !== null)
      throw new Conflict('surveyId', 'Owners have been shown this draft. It is not compared anew.', {
        got: survey.openedOn,
      })
    await refuseOverlaps(tx, surveyId)
    const found = await differencesNow(tx, survey)
    await replaceDifferences(tx, tenantId, surveyId, found)
    await updateSurveyState(tx, tenantId, surveyId, 'compared', { comparedAt: true })
    const counts: Partial<Record<DifferenceKind, number>> = {}
    for (const { kind } of found) counts[kind] = (counts[kind] ?? 0) + 1
    tx.journal({ subjects: [{ kind: 'survey', id: surveyId }], after: { counts } })
    return { counts }
  })
}

/** P2 inside the survey itself. */
async function refuseOverlaps(tx: Tx, surveyId: number): Promise<void> {
  const { tenantId, srid } = tx.context.tenant
  const [worst, ...others] = await selectSurveyOverlaps(tx, tenantId, surveyId, srid)
  if (worst)
    throw new Conflict('plots', 'Plots of the survey lie over one another. Mend them first.', {
      got: [worst, ...others],
      expected: 'at most 0.01 m²',
    })
}

async function differencesNow(tx: Tx, survey: SurveyRow): Promise<Difference[]> {
  const { tenant, today } = tx.context
  const { surveyId, level } = survey
  const plots = await selectMeasuredPlots(tx, tenant.tenantId, surveyId)
  const area = await selectSurveyArea(tx, tenant.tenantId, surveyId)
  const inside = await asReader(tx, () => selectRegisterPlots(tx, tenant.tenantId, area, level, today))
  const register = new Map(inside.map((plot) => [plot.id, plot.areaSqm]))
  const commons: Common[] = []
  for (let after = 0; ; ) {
    const slice = await selectPlotSlice(tx, tenant.tenantId, surveyId, { after, limit: sliceOf })
    if (slice.length === 0) break
    const some = await asReader(tx, () => selectCommons(tx, tenant.tenantId, slice, level, tenant.srid, today))
    // A plot at the rim of the area is compared too, as soon as the survey has drawn on it.
    for (const { parcelId, areaSqm } of some) register.set(parcelId, areaSqm)
    commons.push(...some)
    after = slice.at(-1)!.id
  }
  const measured = [...register].map(([id, areaSqm]) => ({ id, areaSqm }))
  return differencesOf(onlyTouched(measured, inside, commons), plots, commons)
}

/** Plots outside the area that the survey only grazes are none of its business. */
function onlyTouched(
  all: readonly { id: number; areaSqm: number }[],
  inside: readonly { id: number }[],
  commons: readonly Common[],
): { id: number; areaSqm: number }[] {
  const within = new Set(inside.map(({ id }) => id))
  const shared = new Map<number, number>()
  for (const { parcelId, commonSqm } of commons) shared.set(parcelId, (shared.get(parcelId) ?? 0) + commonSqm)
  return all.filter(({ id, areaSqm }) => within.has(id) || (shared.get(id) ?? 0) >= areaSqm / 4)
}
