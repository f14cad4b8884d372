import { Conflict, type Db } from '../../../kernel/index.ts'
import { type SurveyRow, selectChecked, selectCounts } from './queries-survey.ts'
import { type Breaker, breakerOf } from './rules-window.ts'

/** The circuit-breaker of a survey as its sample stands now. */
export async function breakerNow(db: Db, tenantId: number, survey: SurveyRow): Promise<Breaker | null> {
  const counts = await selectCounts(db, tenantId, survey.surveyId)
  const all = counts.reduce((sum, each) => sum + each.all, 0)
  return breakerOf({
    checked: await selectChecked(db, tenantId, survey.surveyId),
    // A survey of a few plots is looked at whole.
    leastSample: Math.min(survey.leastSample, all),
    errorLimit: { numerator: survey.errorNumerator, denominator: survey.errorDenominator },
  })
}

/**
 * Stops what would go out in bulk: telling owners, and publishing.
 * @throws Conflict that names the sample: how many were looked at, which were wrong, and the limit
 */
export async function requireSound(db: Db, tenantId: number, survey: SurveyRow): Promise<void> {
  const breaker = await breakerNow(db, tenantId, survey)
  if (breaker?.code === 'too-many-errors')
    throw new Conflict(
      'sample',
      '{wrong} of {checked} sampled plots are wrong, more than {limit}. Nothing goes out in bulk.',
      {
        parameters: {
          wrong: breaker.wrong.length,
          checked: breaker.checked,
          limit: `${breaker.errorLimit.numerator}/${breaker.errorLimit.denominator}`,
        },
        got: { differenceIds: breaker.wrong },
        expected: breaker.errorLimit,
      },
    )
  if (breaker)
    throw new Conflict('sample', '{checked} sampled plots were looked at; {least} are wanted first.', {
      parameters: { checked: breaker.checked, least: breaker.leastSample },
      got: breaker.checked,
      expected: breaker.leastSample,
    })
}
