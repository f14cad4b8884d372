/** Surveys as drafts: differences from the register, the window for owners, and publishing. */
import { z } from 'zod'
import { defineRoute, idSchema, type Route } from '../../../kernel/index.ts'
import { answerDraft, decideAnswer } from './actions/answer-draft.ts'
import { compareSurvey } from './actions/compare-survey.ts'
import { decideDifferences, drawSample, recordSample } from './actions/decide-differences.ts'
import { addSurveyPlots, draftSurvey, withdrawSurvey } from './actions/draft-survey.ts'
import { openWindow } from './actions/open-window.ts'
import { publishSurvey } from './actions/publish-survey.ts'
import { readDifferences, readDraftsOfPlot, readObjections, readSurvey, readSurveys } from './read-survey.ts'
import * as schemas from './schemas-survey.ts'

const surveyParams = z.strictObject({ surveyId: idSchema })
const differenceParams = z.strictObject({ surveyId: idSchema, differenceId: idSchema })
const id = z.int()
const permission = 'parcels.survey'

export const surveyRoutes: Route[] = [
  /** GET /api/nayapur/surveys */
  defineRoute({
    method: 'get',
    path: '/surveys',
    permission,
    summary: 'Survey layers beside the register, with what is different and decided',
    response: schemas.surveysSchema,
    run: (context) => readSurveys(context),
  }),
  /** POST /api/nayapur/surveys */
  defineRoute({
    method: 'post',
    path: '/surveys',
    permission,
    summary: 'Opens a survey layer as a draft',
    body: schemas.draftSurveySchema,
    response: z.object({ surveyId: id }),
    run: (context, { body }) => draftSurvey(context, body),
  }),
  /** GET /api/nayapur/surveys/3 */
  defineRoute({
    method: 'get',
    path: '/surveys/:surveyId',
    permission,
    summary: 'One survey layer with its counts and its sample',
    params: surveyParams,
    response: schemas.surveySchema,
    run: (context, { params }) => readSurvey(context, params.surveyId),
  }),
  /** POST /api/nayapur/surveys/3/plots */
  defineRoute({
    method: 'post',
    path: '/surveys/:surveyId/plots',
    permission,
    summary: 'Adds plots to a draft, a thousand at a time',
    params: surveyParams,
    body: schemas.surveyPlotsSchema,
    response: z.object({ plots: id }),
    run: (context, { params, body }) => addSurveyPlots(context, params.surveyId, body),
  }),
  /** POST /api/nayapur/surveys/3/compare */
  defineRoute({
    method: 'post',
    path: '/surveys/:surveyId/compare',
    permission,
    summary: 'Compares a draft with the register as it stands today',
    params: surveyParams,
    response: z.object({ counts: z.record(z.string(), id) }),
    run: (context, { params }) => compareSurvey(context, params.surveyId),
  }),
  /** POST /api/nayapur/surveys/3/withdraw */
  defineRoute({
    method: 'post',
    path: '/surveys/:surveyId/withdraw',
    permission,
    summary: 'Takes a draft back',
    params: surveyParams,
    response: z.object({ surveyId: id }),
    run: (context, { params }) => withdrawSurvey(context, params.surveyId),
  }),
  /** GET /api/nayapur/surveys/3/differences?kind=moved */
  defineRoute({
    method: 'get',
    path: '/surveys/:surveyId/differences',
    permission,
    summary: 'What the survey and the register say differently, with both outlines',
    params: surveyParams,
    query: schemas.differencesQuerySchema,
    response: schemas.differencesSchema,
    run: (context, { params, query }) => readDifferences(context, params.surveyId, query),
  }),
  /** POST /api/nayapur/surveys/3/decisions {"kind":"moved","decision":"accepted"} */
  defineRoute({
    method: 'post',
    path: '/surveys/:surveyId/decisions',
    permission,
    summary: 'Accepts or rejects differences one by one or by class',
    params: surveyParams,
    body: schemas.decideDifferencesSchema,
    response: z.object({ decided: id }),
    run: (context, { params, body }) => decideDifferences(context, params.surveyId, body),
  }),
  /** POST /api/nayapur/surveys/3/sample {"count":40} */
  defineRoute({
    method: 'post',
    path: '/surveys/:surveyId/sample',
    permission,
    summary: 'Draws differences at random to be looked at on the ground',
    params: surveyParams,
    body: schemas.drawSampleSchema,
    response: z.object({ differenceIds: z.array(id) }),
    run: (context, { params, body }) => drawSample(context, params.surveyId, body.count),
  }),
  /** POST /api/nayapur/surveys/3/sample/17 {"isRight":true} */
  defineRoute({
    method: 'post',
    path: '/surveys/:surveyId/sample/:differenceId',
    permission,
    summary: 'Says whether a sampled difference is as the survey drew it',
    params: differenceParams,
    body: schemas.recordSampleSchema,
    response: z.object({ differenceId: id }),
    run: (context, { params, body }) => recordSample(context, params, body),
  }),
  /** POST /api/nayapur/surveys/3/window {"closesOn":"2026-05-01","instrument":"Notice 7"} */
  defineRoute({
    method: 'post',
    path: '/surveys/:surveyId/window',
    permission,
    summary: 'Shows the draft to owners until a day',
    params: surveyParams,
    body: schemas.openWindowSchema,
    response: z.object({ closesOn: z.string() }),
    run: (context, { params, body }) => openWindow(context, params.surveyId, body),
  }),
  /** GET /api/nayapur/surveys/3/objections */
  defineRoute({
    method: 'get',
    path: '/surveys/:surveyId/objections',
    permission,
    summary: 'Objections of owners and neighbours, the open ones first',
    params: surveyParams,
    response: schemas.objectionsSchema,
    run: (context, { params }) => readObjections(context, params.surveyId),
  }),
  /** POST /api/nayapur/surveys/3/answers/9/decision */
  defineRoute({
    method: 'post',
    path: '/surveys/:surveyId/answers/:answerId/decision',
    permission,
    summary: 'Decides an objection with reasons',
    params: z.strictObject({ surveyId: idSchema, answerId: idSchema }),
    body: schemas.decideAnswerSchema,
    response: z.object({ answerId: id, decision: z.string().nullable() }),
    run: (context, { params, body }) => decideAnswer(context, params, body),
  }),
  /** POST /api/nayapur/surveys/3/publish {"effectiveOn":"2026-05-02"} */
  defineRoute({
    method: 'post',
    path: '/surveys/:surveyId/publish',
    permission,
    summary: 'Writes accepted differences into the register, some at a time',
    params: surveyParams,
    body: schemas.publishSurveySchema,
    response: z.object({
      published: id,
      heldBack: z.array(z.object({ differenceId: id, reason: z.string() })),
      left: id,
      state: z.string(),
    }),
    run: (context, { params, body }) => publishSurvey(context, params.surveyId, body.effectiveOn),
  }),
  /** GET /api/nayapur/parcels/17/drafts */
  defineRoute({
    method: 'get',
    path: '/parcels/:parcelId/drafts',
    permission: null,
    summary: 'Drafts that would change a plot, old and new, while their window is open',
    params: z.strictObject({ parcelId: idSchema }),
    response: schemas.plotDraftsSchema,
    run: (context, { params }) => readDraftsOfPlot(context, params.parcelId),
  }),
  /** POST /api/nayapur/surveys/3/differences/17/answers {"answer":"objects","words":"The wall is ours"} */
  defineRoute({
    method: 'post',
    path: '/surveys/:surveyId/differences/:differenceId/answers',
    permission: null,
    perMinute: 20,
    summary: 'Accepts a draft or objects to it: owners of the plot and of its neighbours',
    params: differenceParams,
    body: schemas.answerDraftSchema,
    response: z.object({ answerId: id, stands: z.string() }),
    run: (context, { params, body }) => answerDraft(context, params, body),
  }),
]
