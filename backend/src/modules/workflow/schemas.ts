/** Requests and answers of cases. Days are the town's; money in paise; coordinates EPSG:4326 lon, lat. */
import { z } from 'zod'

const names = z
  .record(z.string().regex(/^[a-z]{2,3}$/), z.string().max(300))
  .meta({ description: 'Labels by language' })
const day = z.iso.date('must be a day as YYYY-MM-DD')
const id = z.int().min(1)
const idText = z.coerce
  .number('must be a whole number')
  .int('must be a whole number')
  .min(1)
  .max(Number.MAX_SAFE_INTEGER)
const lonLat = z.tuple([z.number(), z.number()])
const text = z.string().trim().min(1).max(8000)
const service = z
  .string()
  .max(80)
  .regex(/^[a-z-]+\.[a-z-]+$/, 'must be the name of a service: grievances.complaint')
const stage = z.enum(['office', 'applicant', 'closed'])
const orderText = z.string().trim().min(3).max(300)

/** `GET /cases?queue=mine&ward=W-07` */
export const listQuerySchema = z.strictObject({
  queue: z.enum(['mine', 'unallotted', 'late', 'raised', 'all', 'closed']).default('mine'),
  service: service.optional(),
  ward: z
    .string()
    .regex(/^[\p{L}\p{M}\p{N} ._/-]{1,40}$/u, 'must be the code of a ward')
    .optional(),
  number: z.string().trim().min(1).max(60).optional(),
  cursor: z
    .string()
    .regex(/^(none|\d{4}-\d{2}-\d{2})~\d{1,15}$/, 'must be the nextCursor of an earlier answer')
    .refine(
      (text) => text.startsWith('none') || day.safeParse(text.slice(0, 10)).success,
      'must be the nextCursor of an earlier answer',
    )
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})

/** A case in a list. `city` is the town that it belongs to: a file of a pool may lie with another town's post. */
export const caseLineSchema = z.object({
  caseId: id,
  city: z.string(),
  number: z.string(),
  service: z.string(),
  serviceNames: names,
  title: names,
  status: z.object({ code: z.string(), names, stage, decision: z.string().nullable() }),
  version: z.int(),
  openedOn: day,
  dueOn: day.nullable(),
  daysLeft: z.int().nullable(),
  closedOn: day.nullable(),
  level: z.int(),
  ward: z.string().nullable(),
  point: lonLat.nullable(),
  post: z.object({ postId: id, names: names.nullable() }).nullable(),
})

export const caseListSchema = z.object({
  cases: z.array(caseLineSchema),
  nextCursor: z.string().nullable(),
  counts: z.object({ mine: z.int(), unallotted: z.int(), late: z.int(), raised: z.int(), open: z.int() }),
  /** Codes of the caller's posts that have these files. */
  posts: z.array(z.object({ postId: id, names, office: names })),
})

export const ownCasesSchema = z.object({ cases: z.array(caseLineSchema) })

const reason = z.object({ code: z.string(), values: z.record(z.string(), z.string()), sentence: z.string() })

/** The page of a case, as far as the caller may see it. */
export const casePageSchema = caseLineSchema.extend({
  actor: z.enum(['applicant', 'office', 'system', 'onlooker']),
  clock: z.object({
    state: z.enum(['runs', 'stands', 'ended', 'no-limit', 'no-calendar']),
    limit: z.object({ count: z.int(), kind: z.enum(['working', 'calendar']) }).nullable(),
    usedDays: z.int().nullable(),
    instrument: z.string().nullable(),
    penaltyPaise: z.int().nullable(),
  }),
  subject: z.object({
    propertyId: id.nullable(),
    parcelId: id.nullable(),
    partyId: id.nullable(),
    propertyNumber: z.string().nullable(),
    address: names.nullable(),
  }),
  facts: z.array(z.object({ names, value: names })),
  people: z.array(
    z.object({
      role: z.string(),
      names: names.nullable(),
      mobile: z.string().nullable(),
      /** Kept from the office: asked for, or until the decision of a faceless case. */
      hidden: z.boolean(),
    }),
  ),
  holder: names.nullable(),
  next: z.array(
    z.object({
      action: z.string(),
      names,
      main: z.boolean(),
      needs: z.array(z.enum(['text', 'document', 'post'])),
      blocked: z.array(reason),
    }),
  ),
  mayAllot: z.boolean(),
  mayEscalate: z.boolean(),
  mayAttach: z.boolean(),
  /** Own post that may take the file, which lies with nobody. */
  claimAs: id.nullable(),
  notings: z.array(
    z.object({
      number: z.int(),
      action: z.string(),
      names,
      text: z.string().nullable(),
      on: day,
      post: names.nullable(),
      office: names.nullable(),
      holder: names.nullable(),
      /** The post that acted for it. */
      deputy: names.nullable(),
      toPost: names.nullable(),
    }),
  ),
  timeline: z.array(
    z.object({
      sequence: z.int(),
      action: z.string(),
      names,
      on: day,
      by: z.enum(['applicant', 'office', 'system']),
      post: names.nullable(),
      text: z.string().nullable(),
    }),
  ),
  documents: z.array(
    z.object({
      documentId: id,
      kind: z.string(),
      title: z.string(),
      mediaType: z.string(),
      bytes: z.int(),
      addedOn: day,
      officeOnly: z.boolean(),
    }),
  ),
  deemed: z.object({ acknowledgement: z.string(), legalBasis: z.string(), on: day, dueOn: day.nullable() }).nullable(),
  feedback: z.object({
    asked: z.boolean(),
    given: z.array(z.object({ rating: z.int(), words: z.string().nullable(), on: day })),
  }),
})

export const actOnCaseSchema = z.strictObject({
  action: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'must be the name of an action'),
  expectedVersion: z.int().min(1),
  text: z.nullable(text).optional(),
  toPostId: z.nullable(id).optional(),
  input: z.unknown().optional(),
})

export const actedSchema = z.object({ caseId: id, status: z.string(), stage: z.string(), version: z.int() })

export const allotCaseSchema = z.strictObject({
  toPostId: z.nullable(id),
  expectedVersion: z.int().min(1),
  text: z.nullable(text).optional(),
})

export const escalateCaseSchema = z.strictObject({ expectedVersion: z.int().min(1), text })

/** `POST /cases/17/documents?kind=photo&title=Pole` with the bytes as body. */
export const attachQuerySchema = z.strictObject({
  kind: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'must be a kind of document: photo'),
  title: z.string().trim().min(1).max(200),
  officeOnly: z.enum(['0', '1']).default('0'),
})

/** `GET /cases/17/documents/5?edge=320` gives a small picture without place or camera; without it the paper itself. */
export const documentQuerySchema = z.strictObject({
  edge: z.enum(['160', '320', '640']).optional(),
})

export const feedbackSchema = z.strictObject({
  rating: z.int().min(1).max(5),
  words: z.nullable(z.string().trim().min(1).max(2000)),
})

export const postsAnswerSchema = z.object({
  posts: z.array(
    z.object({
      postId: id,
      designation: z.string(),
      names,
      office: names,
      holder: names.nullable(),
      away: z.boolean(),
      deputyPostId: id.nullable(),
      load: z.int(),
      mine: z.boolean(),
    }),
  ),
})

export const delegatePostSchema = z.strictObject({
  postId: id,
  toPostId: z.nullable(id),
  kind: z.enum(['leave', 'delegation']),
  instrument: orderText,
  from: day,
  to: day,
})

export const delegationsSchema = z.object({
  delegations: z.array(
    z.object({
      delegationId: id,
      postId: id,
      toPostId: id.nullable(),
      kind: z.enum(['leave', 'delegation']),
      instrument: z.string(),
      from: day,
      to: day,
    }),
  ),
})

export const setPoolSchema = z.strictObject({
  names,
  instrument: orderText,
  members: z.array(z.strictObject({ town: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/), postId: id })).max(500),
})

export const poolsSchema = z.object({
  pools: z.array(
    z.object({
      code: z.string(),
      names,
      instrument: z.string(),
      members: z.array(z.object({ town: z.string(), postId: id })),
    }),
  ),
})

const days = z.object({ count: z.int(), kind: z.enum(['working', 'calendar']) }).nullable()

/** What a service costs, needs and takes, before anyone applies. */
export const catalogueSchema = z.object({
  on: day,
  services: z.array(
    z.object({
      service: z.string(),
      names,
      /** False while the town has not set what the service needs: `missing` says what. */
      isOpen: z.boolean(),
      missing: z.array(z.string()),
      days,
      fee: z
        .discriminatedUnion('kind', [
          z.object({ kind: z.literal('free') }),
          z.object({ kind: z.literal('fixed'), amountPaise: z.int() }),
          z.object({ kind: z.literal('by-rule'), names }),
        ])
        .nullable(),
      documents: z.array(z.object({ code: z.string(), names, required: z.boolean() })).nullable(),
      deemed: z.object({ legalBasis: z.string() }).nullable(),
      penalty: z.object({ paisePerDay: z.int(), mostPaise: z.int() }).nullable(),
      instrument: z.string().nullable(),
      validFrom: day.nullable(),
      scope: z.string().nullable(),
      fault: z.string().nullable(),
      variants: z.array(z.object({ variant: z.string(), days, instrument: z.string().nullable() })),
    }),
  ),
})

export const caseParamsSchema = z.strictObject({ caseId: idText })
export const documentParamsSchema = z.strictObject({ caseId: idText, documentId: idText })
export const delegationParamsSchema = z.strictObject({ delegationId: idText })
export const poolParamsSchema = z.strictObject({ code: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/) })

export type ListQuery = z.output<typeof listQuerySchema>
export type CaseLineAnswer = z.output<typeof caseLineSchema>
export type CaseList = z.output<typeof caseListSchema>
export type CasePage = z.output<typeof casePageSchema>
export type Catalogue = z.output<typeof catalogueSchema>
export type PostsAnswer = z.output<typeof postsAnswerSchema>
