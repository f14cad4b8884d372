/** Inputs and answers of surveys as drafts: their plots, differences, decisions, sample, window and answers. */
import { z } from 'zod'
import { polygonSchema } from '../schemas-actions.ts'
import { differenceKinds } from './rules-difference.ts'

const id = z.int().min(1).max(Number.MAX_SAFE_INTEGER)
const day = z.iso.date('must be a day as YYYY-MM-DD')
const names = z
  .record(z.string().regex(/^[a-z]{2,3}$/), z.string().trim().min(1).max(300))
  .refine((value) => Object.keys(value).length > 0, 'must hold a name in at least one language')
const instrument = z.string().trim().min(3).max(300)
const areaSqm = z.number().positive().max(1e10)

export const draftSurveySchema = z.strictObject({
  names,
  level: z.enum(['municipal-plot', 'layout-plot', 'nazul-plot', 'revenue-khasra', 'occupied-site']),
  surveyClass: z.enum(['gnss', 'total-station', 'drone', 'chain', 'satellite', 'sketch', 'unknown']),
  surveyedOn: day,
  instrument,
  area: polygonSchema.meta({
    description: 'What was surveyed: a plot of the register in it that the survey lacks is gone',
  }),
  /** Above this share of wrong plots in the sample nothing is told or published in bulk. */
  errorLimit: z
    .strictObject({ numerator: z.int().min(0).max(1000), denominator: z.int().min(1).max(1000) })
    .refine((value) => value.numerator <= value.denominator, 'must not be more than the whole'),
  leastSample: z.int().min(1).max(10_000),
})

export const surveyPlotsSchema = z.strictObject({
  plots: z
    .array(
      z.strictObject({
        number: z.string().trim().min(1).max(80).nullish(),
        geometry: polygonSchema,
        legalAreaSqm: areaSqm.nullish(),
      }),
    )
    .min(1)
    .max(1000),
})

export const decideDifferencesSchema = z
  .strictObject({
    differenceIds: z.array(id).min(1).max(1000).optional(),
    kind: z.enum(differenceKinds).optional(),
    decision: z.enum(['accepted', 'rejected']),
    reason: z.string().trim().min(1).max(1000).optional(),
  })
  .refine(
    (value) => (value.differenceIds === undefined) !== (value.kind === undefined),
    'must name differences or a kind',
  )
  .refine((value) => value.kind !== 'redrawn', 'must name redrawn plots one by one')

export const drawSampleSchema = z.strictObject({ count: z.int().min(1).max(1000) })
export const recordSampleSchema = z.strictObject({
  isRight: z.boolean(),
  note: z.string().trim().min(1).max(1000).optional(),
})
export const openWindowSchema = z.strictObject({ closesOn: day, instrument })
export const publishSurveySchema = z.strictObject({ effectiveOn: day })

export const answerDraftSchema = z
  .strictObject({
    answer: z.enum(['accepts', 'objects']),
    words: z.string().trim().min(3).max(4000).optional(),
    drawn: polygonSchema.optional().meta({ description: 'The boundary as whoever objects says it runs' }),
    statedSqm: areaSqm.optional(),
  })
  .refine((value) => value.answer === 'accepts' || value.words, 'must say why, when it objects')

export const decideAnswerSchema = z.strictObject({
  outcome: z.enum(['upheld', 'dismissed']),
  reasons: z.string().trim().min(3).max(4000),
  /** An upheld objection to one plot may put its own boundary into the draft; without, the difference is rejected. */
  useDrawn: z.boolean().default(false),
})

export type DraftSurvey = z.output<typeof draftSurveySchema>
export type SurveyPlots = z.output<typeof surveyPlotsSchema>
export type DecideDifferences = z.output<typeof decideDifferencesSchema>
export type RecordSample = z.output<typeof recordSampleSchema>
export type OpenWindow = z.output<typeof openWindowSchema>
export type AnswerDraft = z.output<typeof answerDraftSchema>
export type DecideAnswer = z.output<typeof decideAnswerSchema>

const breaker = z.object({ code: z.string(), checked: z.int(), wrong: z.array(z.int()).optional() }).nullable()

/** A survey with its counts: by kind, and how many are decided. */
export const surveySchema = z.object({
  surveyId: z.int(),
  names: z.record(z.string(), z.string()),
  level: z.string(),
  surveyClass: z.string(),
  surveyedOn: z.string(),
  state: z.string(),
  openedOn: z.string().nullable(),
  closesOn: z.string().nullable(),
  plots: z.int(),
  counts: z.array(
    z.object({
      kind: z.enum(differenceKinds),
      all: z.int(),
      accepted: z.int(),
      rejected: z.int(),
      heldBack: z.int(),
      published: z.int(),
    }),
  ),
  openObjections: z.int(),
  breaker,
})

export const surveysSchema = z.object({ surveys: z.array(surveySchema) })

const outline = z.object({ id: z.int(), number: z.string().nullable(), areaSqm: z.number(), geometry: polygonSchema })

export const differencesQuerySchema = z.strictObject({
  kind: z.enum(differenceKinds).optional(),
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

/** Differences with both outlines, for the list and for the two sides of the swipe. */
export const differencesSchema = z.object({
  differences: z.array(
    z.object({
      differenceId: z.int(),
      kind: z.enum(differenceKinds),
      likeness: z.number(),
      beforeSqm: z.number(),
      afterSqm: z.number(),
      decision: z.string().nullable(),
      heldBack: z.string().nullable(),
      isSampled: z.boolean(),
      isRight: z.boolean().nullable(),
      openObjections: z.int(),
      before: z.array(outline),
      after: z.array(outline),
    }),
  ),
})

/** The draft of a plot as its owner or a neighbour sees it, while the window is open. */
export const plotDraftsSchema = z.object({
  drafts: z.array(
    z.object({
      surveyId: z.int(),
      names: z.record(z.string(), z.string()),
      surveyedOn: z.string(),
      closesOn: z.string(),
      differenceId: z.int(),
      kind: z.enum(differenceKinds),
      before: z.array(outline),
      after: z.array(outline),
      answers: z.array(
        z.object({
          answerId: z.int(),
          answer: z.string(),
          words: z.string().nullable(),
          outcome: z.string().nullable(),
        }),
      ),
    }),
  ),
})

/** Objections of a survey, the open ones first. */
export const objectionsSchema = z.object({
  answers: z.array(
    z.object({
      answerId: z.int(),
      differenceId: z.int(),
      stands: z.string(),
      words: z.string().nullable(),
      drawn: polygonSchema.nullable(),
      statedSqm: z.number().nullable(),
      filedOn: z.string(),
      outcome: z.string().nullable(),
      reasons: z.string().nullable(),
    }),
  ),
})
