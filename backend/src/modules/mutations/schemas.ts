/** Inputs and answers of mutations. Shares are whole-number fractions; a part given to somebody is a part of what is transferred. */
import { z } from 'zod'
import { grounds } from './rules.ts'

const id = z.int().min(1).max(Number.MAX_SAFE_INTEGER)
const day = z.iso.date('must be a day as YYYY-MM-DD')
const share = z
  .strictObject({ numerator: z.int().min(1).max(1_000_000_000), denominator: z.int().min(1).max(1_000_000_000) })
  .refine((value) => value.numerator <= value.denominator, 'must not be more than the whole')
const name = z.string().trim().min(1).max(200)
const mobile = z.string().regex(/^[6-9][0-9]{9}$/, 'must be a mobile number of ten digits')

export const incomingSchema = z
  .strictObject({ partyId: id.nullish(), name: name.nullish(), share })
  .refine((value) => value.partyId || value.name, 'must name a person of the register, or say the name')
  .transform(({ partyId, name: said, share: part }) => ({ partyId: partyId ?? null, name: said ?? null, share: part }))

const charge = z.strictObject({
  holder: name,
  amountPaise: z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullish(),
  share: share.nullish().meta({ description: 'The part of the property that it lies on; the whole when left out' }),
})

export const openMutationSchema = z.strictObject({
  propertyId: id,
  ground: z.enum(grounds),
  applicantIs: z.enum(['transferee', 'owner', 'heir', 'agent']),
  deed: z.string().trim().min(3).max(300).meta({ description: 'Number, office and day of the deed, will or order' }),
  deedOn: day.meta({ description: 'The day from which it holds' }),
  outgoing: z
    .array(id)
    .max(100)
    .default([])
    .meta({ description: 'Owners whose part goes; nobody named means everybody' }),
  incoming: z.array(incomingSchema).min(1).max(100),
  charges: z.array(charge).max(20).default([]),
  text: z.string().trim().max(4000).optional(),
  /** For somebody else, at the counter. */
  applicant: z.strictObject({ name, mobile }).optional(),
})

/** What an officer says when the papers are in order: which were seen, and the entry of everybody who receives a part. */
export const acceptSchema = z.strictObject({
  papers: z.array(z.string().regex(/^[a-z][a-z0-9-]{1,40}$/)).max(60),
  partyIds: z.array(id).max(100).meta({ description: 'In the order of incoming' }),
})

export const recordFeeSchema = z.strictObject({
  receipt: z.string().trim().min(1).max(80),
  amountPaise: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
})

export const objectionSchema = z.strictObject({
  kind: z.enum(['facts', 'title']),
  words: z.string().trim().min(3).max(4000),
  /** For somebody else, at the counter. */
  objector: z.strictObject({ name, mobile }).optional(),
})

export const decideObjectionSchema = z.strictObject({
  outcome: z.enum(['upheld', 'dismissed', 'settled-by-court']),
  reasons: z.string().trim().min(3).max(4000),
})

/** A deed as a feed of the registration department tells it. */
export const deedSchema = z.strictObject({
  externalId: z.string().trim().min(1).max(100),
  ground: z.enum(['sale', 'gift', 'will', 'partition']),
  deed: z.string().trim().min(3).max(300),
  deedOn: day,
  propertyNumber: z.string().trim().min(1).max(40).nullish(),
  incoming: z.array(z.strictObject({ name, share })).min(1).max(100),
  considerationPaise: z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullish(),
})

export const receiveDeedSchema = z.strictObject({
  feed: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'must be a lower-case word'),
  deed: deedSchema,
})

export type OpenMutation = z.output<typeof openMutationSchema>
export type AcceptMutation = z.output<typeof acceptSchema>
export type RecordFee = z.output<typeof recordFeeSchema>
export type ObjectToMutation = z.output<typeof objectionSchema>
export type DecideObjection = z.output<typeof decideObjectionSchema>
export type Deed = z.output<typeof deedSchema>

export const openedSchema = z.object({
  caseId: z.int(),
  number: z.string(),
  status: z.string(),
  dueOn: z.string().nullable(),
})

const ownerSchema = z.object({ partyId: z.int().nullable(), name: z.string().nullable(), share: share.nullable() })

/** A mutation as its parties and the office read it. */
export const mutationSchema = z.object({
  caseId: z.int(),
  propertyId: z.int(),
  propertyNumber: z.string(),
  ground: z.enum(grounds),
  applicantIs: z.string(),
  deed: z.string(),
  deedOn: z.string(),
  outgoing: z.array(z.int()),
  incoming: z.array(ownerSchema),
  charges: z.array(charge),
  feePaise: z.int().nullable(),
  feeReceipt: z.string().nullable(),
  noticeFrom: z.string().nullable(),
  noticeUntil: z.string().nullable(),
  noticeLetterId: z.int().nullable(),
  orderLetterId: z.int().nullable(),
  /** Always the same: what an entry in this register is, in every language. */
  disclaimer: z.record(z.string(), z.string()),
  objections: z.array(
    z.object({
      objectionId: z.int(),
      kind: z.enum(['facts', 'title']),
      words: z.string(),
      filedOn: z.string(),
      outcome: z.string().nullable(),
      reasons: z.string().nullable(),
      decidedOn: z.string().nullable(),
    }),
  ),
})

/** Public notices that run today. */
export const noticesSchema = z.object({
  notices: z.array(
    z.object({
      caseId: z.int(),
      number: z.string(),
      propertyId: z.int(),
      propertyNumber: z.string(),
      address: z.record(z.string(), z.string()),
      ground: z.enum(grounds),
      from: z.string(),
      until: z.string(),
    }),
  ),
})

export const deedsSchema = z.object({
  deeds: z.array(
    z.object({
      deedId: z.int(),
      feed: z.string(),
      receivedAt: z.string(),
      deed: deedSchema,
      propertyId: z.int().nullable(),
      caseId: z.int().nullable(),
    }),
  ),
})
