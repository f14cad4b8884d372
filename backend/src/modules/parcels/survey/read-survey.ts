/** Surveys as officers read them, and the draft of a plot as its owner and neighbours do. */
import { type Context, type Db, type Names, NotFound, read } from '../../../kernel/index.ts'
import { breakerNow } from './breaker.ts'
import {
  countOpenObjections,
  countSurveyPlots,
  type DifferenceRow,
  type Outline,
  type SurveyRow,
  selectAnswers,
  selectCounts,
  selectDifferences,
  selectDraftsOfPlot,
  selectObjectionsOf,
  selectRegisterOutlines,
  selectSurvey,
  selectSurveyOutlines,
  selectSurveys,
} from './queries-survey.ts'
import type { DifferenceKind } from './rules-difference.ts'

const definite = (names: Names): Record<string, string> =>
  Object.fromEntries(Object.entries(names).filter((entry): entry is [string, string] => entry[1] !== undefined))

async function told(db: Db, tenantId: number, survey: SurveyRow) {
  const breaker = await breakerNow(db, tenantId, survey)
  const { surveyId, level, surveyClass, surveyedOn, state, openedOn, closesOn } = survey
  return {
    ...{ surveyId, level, surveyClass, surveyedOn, state, openedOn, closesOn },
    names: definite(survey.names),
    plots: await countSurveyPlots(db, tenantId, surveyId),
    counts: await selectCounts(db, tenantId, surveyId),
    openObjections: await countOpenObjections(db, tenantId, surveyId),
    breaker: breaker && {
      code: breaker.code,
      checked: breaker.checked,
      ...(breaker.code === 'too-many-errors' && { wrong: breaker.wrong }),
    },
  }
}

/** Every survey, the newest first. */
export function readSurveys(context: Context) {
  const { tenantId } = context.tenant
  return read(context, async (db) => {
    const surveys = []
    for (const survey of await selectSurveys(db, tenantId)) surveys.push(await told(db, tenantId, survey))
    return { surveys }
  })
}

/** @throws NotFound */
export function readSurvey(context: Context, surveyId: number) {
  return read(context, async (db) => told(db, context.tenant.tenantId, await requireRow(db, context, surveyId)))
}

async function requireRow(db: Db, context: Context, surveyId: number): Promise<SurveyRow> {
  const survey = await selectSurvey(db, context.tenant.tenantId, surveyId)
  if (!survey) throw new NotFound('surveyId', 'There is no such survey in this town.', { got: surveyId })
  return survey
}

const shown = ({ id, number, areaSqm, geometry }: Outline) => ({ id, number, areaSqm, geometry: geometry as never })

/** Both outlines of some differences, in their order. */
async function withOutlines<R extends DifferenceRow>(db: Db, tenantId: number, rows: readonly R[]) {
  const all = (pick: (row: R) => number[]) => [...new Set(rows.flatMap(pick))]
  const olds = new Map(
    (
      await selectRegisterOutlines(
        db,
        tenantId,
        all((row) => row.parcelIds),
      )
    ).map((each) => [each.id, each]),
  )
  const news = new Map(
    (
      await selectSurveyOutlines(
        db,
        tenantId,
        all((row) => row.surveyPlotIds),
      )
    ).map((each) => [each.id, each]),
  )
  const of = (ids: readonly number[], outlines: ReadonlyMap<number, Outline>) =>
    ids.flatMap((id) => {
      const found = outlines.get(id)
      return found ? [shown(found)] : []
    })
  return rows.map((row) => ({ row, before: of(row.parcelIds, olds), after: of(row.surveyPlotIds, news) }))
}

/** Differences of a survey with both outlines. @throws NotFound */
export function readDifferences(
  context: Context,
  surveyId: number,
  asked: { kind?: DifferenceKind | undefined; after: number; limit: number },
) {
  const { tenantId } = context.tenant
  return read(context, async (db) => {
    await requireRow(db, context, surveyId)
    const rows = await selectDifferences(db, tenantId, surveyId, { ...asked, kind: asked.kind ?? null })
    const differences = (await withOutlines(db, tenantId, rows)).map(({ row, before, after }) => {
      const { surveyId: _, parcelIds: __, surveyPlotIds: ___, changeId: ____, ...rest } = row
      return { ...rest, before, after }
    })
    return { differences }
  })
}

/** Drafts whose window is open that would change a plot, with the caller's own answers. */
export function readDraftsOfPlot(context: Context, parcelId: number) {
  const { tenantId } = context.tenant
  return read(context, async (db) => {
    const rows = await selectDraftsOfPlot(db, tenantId, parcelId, context.today)
    const answers = await selectAnswers(
      db,
      tenantId,
      rows.map(({ differenceId }) => differenceId),
    )
    const drafts = (await withOutlines(db, tenantId, rows)).map(({ row, before, after }) => ({
      surveyId: row.surveyId,
      names: definite(row.names),
      surveyedOn: row.surveyedOn,
      closesOn: row.closesOn,
      differenceId: row.differenceId,
      kind: row.kind,
      before,
      after,
      answers: answers
        .filter(({ differenceId, partyId }) => differenceId === row.differenceId && partyId === context.personId)
        .map(({ answerId, answer, words, outcome }) => ({ answerId, answer, words, outcome })),
    }))
    return { drafts }
  })
}

/** Objections to a survey. @throws NotFound */
export function readObjections(context: Context, surveyId: number) {
  return read(context, async (db) => {
    await requireRow(db, context, surveyId)
    const rows = await selectObjectionsOf(db, context.tenant.tenantId, surveyId)
    return { answers: rows.map(({ partyId: _, answer: __, ...rest }) => ({ ...rest, drawn: rest.drawn as never })) }
  })
}
