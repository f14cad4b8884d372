/** Requests and answers of property tax. Areas in square metres, money in paise, days YYYY-MM-DD. */
import { z } from 'zod'
import { isDay } from '../../kernel/pure.ts'
import { liabilityKinds, visitOutcomes } from './rules.ts'

const id = z.int().min(1)
const day = z.string().refine(isDay, 'must be a day: 2026-04-01')
const words = (most: number) => z.string().trim().min(1).max(most)
const names = z
  .record(z.string().regex(/^[a-z]{2,3}$/), z.string().max(300))
  .refine((each) => Object.keys(each).length > 0, 'must have a name in a language')
const document = id.nullable().default(null)
const facts = z
  .record(z.string().max(60), z.union([z.number().min(0).max(1e12), z.string().max(200), z.boolean()]))
  .refine((given) => Object.keys(given).length <= 60, 'must have at most 60 facts')
  .default({})
const ring = z
  .array(z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]))
  .min(4)
  .max(5000)

/** Rules put in force by a resolution; the pack by name, or whole. */
export const adoptRulesSchema = z.strictObject({
  pack: z.union([words(80), z.looseObject({ name: words(80) })]),
  resolutionNumber: words(100),
  resolvedOn: day,
  documentId: id,
  from: day,
})

/** A rate key: exactly what its kind needs. */
export const rateKeySchema = z.strictObject({
  scheme: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,40}$/, 'must be the name of a fact: zone'),
  code: words(80),
  names,
  kind: z.enum(['polygon', 'localities', 'road-frontage', 'colony-class']),
  polygon: z
    .strictObject({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1).max(50) })
    .nullable()
    .default(null),
  localityIds: z.array(id).max(500).default([]),
  roadId: id.nullable().default(null),
  leastFrontageM: z.number().positive().max(100_000).nullable().default(null),
  instrument: words(500),
  documentId: document,
  from: day,
})

/** Which key holds for a property: found from its place, or by an order with its evidence. */
export const placeRateKeySchema = z.strictObject({
  scheme: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,40}$/, 'must be the name of a fact: zone'),
  rateKeyId: id.nullable().default(null),
  frontageM: z.number().positive().max(100_000).nullable().default(null),
  evidence: words(500).nullable().default(null),
  documentId: document,
  from: day,
})

/** From when a property is liable. */
export const liabilitySchema = z.strictObject({
  kind: z.enum(liabilityKinds),
  on: day,
  evidence: words(500),
  documentId: document,
})

export const unitSchema = z.strictObject({
  unitId: id.nullable().default(null),
  floor: z.int().min(-20).max(200),
  use: words(60),
  construction: words(60),
  occupancy: words(60),
  builtYear: z.int().min(1500).max(2200).nullable().default(null),
  areaSqm: z.number().positive().max(10_000_000),
  unauthorised: z.boolean().default(false),
  penaltyRule: words(500).nullable().default(null),
  facts,
})

/** An assessment. `from` unsaid: from the day on which the property became liable. */
export const assessSchema = z.strictObject({
  basis: z.enum(['self', 'assessor', 'register']),
  from: day.nullable().default(null),
  facts,
  exemption: words(60).nullable().default(null),
  exemptionRule: words(500).nullable().default(null),
  serviceLevel: words(60).nullable().default(null),
  isUnionProperty: z.boolean().default(false),
  joinedOn: day.nullable().default(null),
  documentId: document,
  replacesLater: z.boolean().default(false),
  units: z.array(unitSchema).max(500),
})

export const bestJudgementSchema = assessSchema.omit({ basis: true }).extend({ orderNumber: words(100) })
export const visitSchema = z.strictObject({
  on: day,
  outcome: z.enum(visitOutcomes),
  words: words(2000).nullable().default(null),
  documentId: document,
})
export const noticeSchema = z.strictObject({ kind: z.enum(['assessment', 'demand']) })

/** What an owner declares for a year: floors and facts; `replacesId` names the declaration that it corrects. */
export const declareSchema = z.strictObject({
  year: z.int().min(1950).max(2200),
  filedOn: day,
  facts,
  units: z.array(unitSchema).max(500),
  replacesId: id.nullable().default(null),
})

export type AdoptRules = z.output<typeof adoptRulesSchema>
export type NewRateKey = z.output<typeof rateKeySchema>
export type PlaceRateKey = z.output<typeof placeRateKeySchema>
export type NewLiability = z.output<typeof liabilitySchema>
export type NewAssessment = z.output<typeof assessSchema>
export type NewUnit = z.output<typeof unitSchema>
export type BestJudgement = z.output<typeof bestJudgementSchema>
export type NewVisit = z.output<typeof visitSchema>
export type NewDeclaration = z.output<typeof declareSchema>

/** Orders that stand on a property; what none of them stops goes through and tells of them. */
export const ordersSchema = z.array(
  z.object({
    kind: z.string(),
    authority: z.string(),
    orderNumber: z.string(),
    orderDate: z.string(),
    scopes: z.array(z.string()),
  }),
)

export const assessmentAnswer = z.object({
  assessmentId: id,
  propertyId: id,
  basis: z.string(),
  facts: z.record(z.string(), z.unknown()),
  exemption: z.string().nullable(),
  exemptionRule: z.string().nullable(),
  serviceLevel: z.string().nullable(),
  isUnionProperty: z.boolean(),
  mayBeAttached: z.boolean(),
  joinedOn: z.string().nullable(),
  orderNumber: z.string().nullable(),
  from: z.string(),
  to: z.string().nullable(),
  units: z.array(unitSchema.extend({ facts: z.record(z.string(), z.unknown()) })),
})
export type AssessmentAnswer = z.output<typeof assessmentAnswer>

export const billQuerySchema = z.strictObject({
  year: z.coerce.number().int().min(1950).max(2200),
  asOf: day.optional(),
  knownOn: day.optional(),
})
export const propertyQuerySchema = z.strictObject({ on: day.optional(), knownOn: day.optional() })
export const numberQuerySchema = z.strictObject({ number: words(60) })

const label = z.union([z.string(), z.record(z.string(), z.string())])
const lineSchema = z.object({
  head: z.string(),
  amountPaise: z.int(),
  formula: z.string(),
  source: z.string(),
  step: z.string(),
  label: label.optional(),
  unit: z.int().optional(),
  floor: z.int().optional(),
  owner: z.int().optional(),
  year: z.string().optional(),
})
const stepSchema = z.object({
  id: z.string(),
  value: z.union([z.number(), z.string(), z.boolean()]),
  formula: z.string(),
  source: z.string(),
  unit: z.int().optional(),
  owner: z.int().optional(),
})
const notchSchema = z.object({
  rule: z.string(),
  words: z.string(),
  costPaise: z.int(),
  lastOn: z.string().optional(),
  atPaise: z.int().optional(),
})

/** A bill: reductions are negative lines; the total is their sum. */
export const billAnswer = z.object({
  propertyId: id,
  rulePackId: id,
  resolutionNumber: z.string(),
  resolvedOn: z.string(),
  assessmentId: id,
  bill: z.object({
    pack: z.string(),
    asOf: z.string(),
    year: z.string(),
    totalPaise: z.int(),
    demandPaise: z.int(),
    lines: z.array(lineSchema),
    steps: z.array(stepSchema),
    notches: z.array(notchSchema),
    statements: z.array(label),
  }),
})

export const placeAnswer = z.object({
  propertyId: id,
  liableFrom: z.string().nullable(),
  liability: z.array(z.object({ kind: z.string(), on: z.string(), evidence: z.string() })),
  rateKeys: z.array(
    z.object({
      scheme: z.string(),
      code: z.string(),
      kind: z.string(),
      evidence: z.string(),
      frontageM: z.number().nullable(),
      instrument: z.string(),
      from: z.string(),
    }),
  ),
  visits: z.array(z.object({ on: z.string(), outcome: z.string(), words: z.string().nullable() })),
  fruitless: z.int(),
  assessment: assessmentAnswer.nullable(),
  orders: ordersSchema,
})
