/** Requests and answers about permits. Coordinates EPSG:4326, degrees; areas m²; money paise. */
import { z } from 'zod'

const id = z.int().min(1).max(Number.MAX_SAFE_INTEGER)
const day = z.iso.date('must be a day as YYYY-MM-DD')
const names = z.record(z.string().regex(/^[a-z]{2,3}$/), z.string().trim().min(1).max(300))
const instrument = z.string().trim().min(3).max(300)
const areaSqm = z.number().positive().max(1e8)
const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
const ring = z.array(position).min(4).max(5000)
const polygon = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1).max(100) }),
  z.strictObject({
    type: z.literal('MultiPolygon'),
    coordinates: z.array(z.array(ring).min(1).max(100)).min(1).max(50),
  }),
])

export const uses = ['residential', 'commercial', 'industrial', 'government', 'mixed'] as const

const proposal = z.strictObject({
  use: z.enum(uses),
  builtUpSqm: areaSqm.nullable().default(null),
  heightM: z.number().positive().max(900).nullable().default(null),
  floors: z.int().min(1).max(200).nullable().default(null),
})

/** What an application says of its land: an area drawn, or whole parcels of the register. */
const site = z.union([
  z.strictObject({ parcelIds: z.array(id).min(1).max(50) }),
  z.strictObject({
    geometry: polygon,
    /** True where the register has no parcel: the applicant's drawing stands until a survey. */
    provisional: z.boolean().default(false),
  }),
])

const phase = z.strictObject({ names, builtUpSqm: areaSqm })

export const applySchema = z.strictObject({
  kind: z.enum(['building', 'layout']).default('building'),
  site,
  propertyId: id.nullable().default(null),
  proposal,
  phases: z.array(phase).max(50).default([]),
  technicalPersonId: id.nullable().default(null),
  text: z.string().trim().min(1).max(2000).nullable().default(null),
  /** For whom staff apply at the counter. */
  applicant: z
    .strictObject({
      partyId: id,
      mobile: z
        .string()
        .regex(/^\d{10}$/, 'must be a mobile number of ten digits')
        .nullable()
        .default(null),
    })
    .nullable()
    .default(null),
})
export type Apply = z.output<typeof applySchema>

export const appliedSchema = z.object({
  caseId: id,
  number: z.string(),
  status: z.string(),
  areaSqm: z.number(),
  consentsNeeded: z.int(),
  conditions: z.array(z.string()),
})

const part = z.strictObject({
  use: z.enum(['plot', 'road', 'park', 'amenity', 'utility']),
  number: z.string().trim().min(1).max(20).nullable().default(null),
  geometry: polygon,
})
export const drawLayoutSchema = z.strictObject({ parts: z.array(part).min(1).max(2000) })
export type DrawLayout = z.output<typeof drawLayoutSchema>

export const completionSchema = z.strictObject({
  kind: z.enum(['plinth', 'part-occupancy', 'occupancy']),
  /** What was built, by phase; all of those that are not occupied yet when left out is not a guess: say it. */
  phases: z
    .array(z.strictObject({ phase: z.int().min(1).max(50), asBuiltSqm: areaSqm }))
    .max(50)
    .default([]),
  text: z.string().trim().min(1).max(2000).nullable().default(null),
})
export type AskCompletion = z.output<typeof completionSchema>
export const completionAnswerSchema = z.object({ caseId: id, number: z.string(), status: z.string() })

export const attorneySchema = z.strictObject({ attorneyPartyId: id, powerOfAttorney: instrument })
export const consentAskedSchema = z.object({ consentId: id, sentTo: z.string(), expiresInSeconds: z.int() })
export const consentCodeSchema = z.strictObject({
  code: z.string().regex(/^\d{6}$/, 'must be the six digits of the code'),
  answer: z.enum(['yes', 'no']).default('yes'),
})
export const consentAnswerSchema = z.object({ consentId: id, given: z.boolean(), waiting: z.int() })

export const technicalPersonSchema = z
  .strictObject({
    kind: z.enum(['architect', 'licensed']),
    class: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,40}$/, 'must be the code of a class')
      .nullable()
      .default(null),
    number: z.string().trim().min(3).max(60),
    issuer: z.string().trim().min(2).max(200),
    names,
    userId: id.nullable().default(null),
    validFrom: day,
    validTo: day,
    instrument,
  })
  .refine((given) => (given.kind === 'licensed') === (given.class !== null), {
    path: ['class'],
    message: 'a licensed person has a class, an architect has none',
  })
export type NewTechnicalPerson = z.output<typeof technicalPersonSchema>
export const technicalPersonAnswerSchema = z.object({ technicalPersonId: id })
export const endTechnicalPersonSchema = z.strictObject({ endedOn: day, instrument })
export const technicalPersonsSchema = z.object({
  technicalPersons: z.array(
    z.object({
      technicalPersonId: id,
      kind: z.string(),
      class: z.string().nullable(),
      number: z.string(),
      names,
      validTo: day,
      limits: z
        .object({ plotSqm: z.number().nullable(), heightM: z.number().nullable(), floors: z.int().nullable() })
        .nullable(),
    }),
  ),
})

export const whereSchema = z.strictObject({
  lon: z.coerce.number('must be a number of degrees').min(-180).max(180),
  lat: z.coerce.number('must be a number of degrees').min(-90).max(90),
})
export const authoritySchema = z.object({
  ours: z.boolean().nullable(),
  goTo: z.object({ names, town: z.string().nullable(), contact: z.string().nullable() }).nullable(),
})

export const namePersonInput = z.strictObject({ technicalPersonId: id })
export const reviseInput = proposal
const feeStage = z.enum(['scrutiny', 'sanction', 'revision', 'occupancy', 'transfer', 'revalidation'])
/** What the schedule of the town asks for besides what the case says: areas by use of a mixed building, a value for percentages. */
export const reckonFeesInput = z.strictObject({
  stage: feeStage,
  builtUpSqm: z.partialRecord(z.enum(uses), areaSqm).nullable().default(null),
  netPlotSqm: areaSqm.nullable().default(null),
  valuePaise: z.int().min(1).max(Number.MAX_SAFE_INTEGER).nullable().default(null),
  applicant: z
    .string()
    .regex(/^[a-z][a-z-]{1,40}$/, 'must be a lower-case word')
    .nullable()
    .default(null),
})
export const raiseFeeInput = z.strictObject({
  stage: feeStage,
  head: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'must be the code of a fee head'),
  amountPaise: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  formula: z.string().trim().min(1).max(500),
  instrument,
})
export const reverseFeeInput = z.strictObject({ feeLineId: id, instrument })
export const addConditionInput = z.strictObject({
  kind: z.enum(['amalgamation', 'sub-division', 'surrender', 'development', 'ownership', 'other']),
  words: z.string().trim().min(1).max(1000).nullable().default(null),
  due: z.enum(['before-commencement', 'before-occupancy']),
})
export const meetConditionInput = z.strictObject({ conditionId: id, instrument })
export const surrenderInput = z.strictObject({
  parcelId: id,
  line: z.array(position).min(2).max(500),
  purpose: z.enum(['road-widening', 'public-purpose']),
  instrument,
})
export const extendInput = z.strictObject({ validTo: day, instrument })
export const transferInput = z.strictObject({ toPartyId: id, toUserId: id.nullable().default(null), instrument })
export const sanctionLayoutInput = z.strictObject({
  mortgagedPlots: z.array(z.string().min(1).max(20)).max(2000).default([]),
})

const consent = z.object({
  consentId: id,
  partyNames: names,
  capacity: z.string(),
  byAttorney: z.boolean(),
  state: z.enum(['waiting', 'asked', 'given', 'refused']),
  on: day.nullable(),
})

/** Everything that a case of this room has besides its log. */
export const permitPageSchema = z.object({
  caseId: id,
  kind: z.string(),
  permitCaseId: id.nullable(),
  use: z.string(),
  builtUpSqm: z.number().nullable(),
  heightM: z.number().nullable(),
  floors: z.int().nullable(),
  revision: z.int(),
  permit: z.object({ number: z.string(), sanctionedOn: day, validTo: day.nullable() }).nullable(),
  commencedOn: day.nullable(),
  plinthOn: day.nullable(),
  completedOn: day.nullable(),
  site: z
    .object({
      geometry: z.unknown(),
      areaSqm: z.number(),
      provisional: z.boolean(),
      parcels: z.array(z.object({ parcelId: id, part: z.string(), commonSqm: z.number() })),
    })
    .nullable(),
  conditions: z.array(
    z.object({
      conditionId: id,
      kind: z.string(),
      words: z.string().nullable(),
      due: z.string(),
      metOn: day.nullable(),
    }),
  ),
  consents: z.array(consent),
  technicalPerson: z.object({ technicalPersonId: id, names, number: z.string(), validTo: day }).nullable(),
  phases: z.array(z.object({ phase: z.int(), names, builtUpSqm: z.number(), occupiedOn: day.nullable() })),
  parts: z.array(
    z.object({
      part: z.int(),
      use: z.string(),
      number: z.string().nullable(),
      areaSqm: z.number(),
      mortgaged: z.boolean(),
      parcelId: id.nullable(),
      releasedOn: day.nullable(),
    }),
  ),
  surrenders: z.array(
    z.object({
      surrenderId: id,
      parcelId: id,
      purpose: z.string(),
      acceptedOn: day,
      stripParcelId: id.nullable(),
      restParcelId: id.nullable(),
    }),
  ),
  fees: z.object({
    lines: z.array(
      z.object({
        feeLineId: id,
        stage: z.string(),
        head: z.string(),
        amountPaise: z.int(),
        formula: z.string(),
        raisedOn: day,
      }),
    ),
    totalPaise: z.int(),
  }),
})
export type PermitPage = z.output<typeof permitPageSchema>
