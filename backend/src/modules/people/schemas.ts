import { z } from 'zod'
import { consentPurposes } from './rules-consent.ts'

const text = (most: number) => z.string().trim().min(1).max(most)
const names = z.record(z.string().regex(/^[a-z]{2,3}$/, 'must be a language code such as hi'), z.string().max(300))
const day = z.iso.date('must be a day as YYYY-MM-DD')
const id = z.coerce
  .number({ message: 'must be a whole number' })
  .int('must be a whole number')
  .min(1)
  .max(Number.MAX_SAFE_INTEGER)
const language = z.string().regex(/^[a-z]{2,3}$/, 'must be a language code such as hi')

/** Where letters go; apart from any property. */
export const addressSchema = z.strictObject({
  line: text(300),
  pin: z
    .string()
    .regex(/^[1-9]\d{5}$/, 'must be six digits')
    .optional(),
  country: text(60).optional(),
})

/** Facts of a person. Never an Aadhaar number: the last four digits and the vault's reference. */
const personFacts = z.strictObject({
  names,
  guardianNames: names.nullish(),
  guardianRelation: z.enum(['father', 'mother', 'husband', 'guardian']).nullish(),
  gender: z.enum(['female', 'male', 'other']).nullish(),
  bornOn: day.nullish(),
  diedOn: day.nullish(),
  life: z.enum(['living', 'dead', 'unknown']),
  language,
  aadhaarLastFour: z
    .string()
    .regex(/^\d{4}$/, 'must be the last four digits')
    .nullish(),
  aadhaarVaultReference: text(80).nullish(),
  correspondenceAddress: addressSchema.nullish(),
})
/** A whole person; living and Hindi-speaking unless told. */
export const personSchema = personFacts.extend({
  life: personFacts.shape.life.default('living'),
  language: language.default('hi'),
})
export const registerPersonSchema = personSchema.extend({ mobile: text(20).optional(), email: text(254).optional() })
export const correctPersonSchema = z.strictObject({ changes: personFacts.partial(), reason: text(500) })
export const organisationSchema = z.strictObject({
  names,
  kind: z.enum(['company', 'society', 'trust', 'government', 'municipal', 'religious', 'firm', 'other']),
  correspondenceAddress: addressSchema.nullish(),
})
export const householdSchema = z.strictObject({
  names,
  from: day.optional(),
  members: z
    .array(z.strictObject({ personId: id, relation: text(40) }))
    .min(1)
    .max(60),
})
export const consentSchema = z.strictObject({
  purpose: z.enum(consentPurposes as [string, ...string[]]),
  noticeText: text(4000),
  noticeLanguage: language,
})
export const claimSchema = z.strictObject({ channel: z.enum(['mobile', 'email']).default('mobile'), value: text(254) })
export const confirmSchema = z.strictObject({ code: z.string().regex(/^\d{6}$/, 'must be six digits') })
export const mergeSchema = z.strictObject({ keptPartyId: id, mergedPartyId: id, reason: text(500) })
export const differentSchema = z.strictObject({ partyA: id, partyB: id })
export const eraseSchema = z.strictObject({ reason: text(500) })
export const partyParams = z.strictObject({ partyId: id })
export const searchQuery = z
  .strictObject({
    search: z.string().trim().min(2).max(200).optional(),
    mobile: text(20).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(10),
  })
  .refine((query) => query.search || query.mobile, { message: 'give search or mobile' })

const namesOut = z.record(z.string(), z.string())
export const registeredSchema = z.object({ partyId: z.number(), duplicates: z.number() })
export const suggestionSchema = z.object({
  partyA: z.number(),
  partyB: z.number(),
  score: z.number(),
  reasons: z.array(z.string()),
  namesA: namesOut,
  namesB: namesOut,
})
export const foundSchema = z.object({
  results: z.array(
    z.object({
      partyId: z.number(),
      kind: z.string(),
      names: namesOut,
      guardianNames: namesOut.nullable(),
      score: z.number(),
    }),
  ),
})
/** A party's page. `movedTo` alone is set when the entry was merged into another. */
export const partyPageSchema = z.object({
  partyId: z.number(),
  movedTo: z.number().nullable(),
  kind: z.enum(['person', 'organisation', 'household']),
  life: z.string(),
  names: namesOut,
  masked: z.boolean(),
  erased: z.boolean(),
  person: z
    .object({
      guardianNames: namesOut.nullable(),
      guardianRelation: z.string().nullable(),
      gender: z.string().nullable(),
      bornOn: z.string().nullable(),
      diedOn: z.string().nullable(),
      language: z.string(),
      aadhaarLastFour: z.string().nullable(),
      correspondenceAddress: z.record(z.string(), z.unknown()).nullable(),
    })
    .nullable(),
  contacts: z.array(
    z.object({
      contactId: z.number(),
      channel: z.string(),
      value: z.string(),
      state: z.enum(['claimed', 'proved', 'to-prove-again', 'ended']),
      provedUntil: z.string().nullable(),
    }),
  ),
  consents: z.array(
    z.object({ consentId: z.number(), purpose: z.string(), givenAt: z.string(), withdrawnAt: z.string().nullable() }),
  ),
  members: z.array(
    z.object({ personId: z.number(), relation: z.string(), from: z.string(), to: z.string().nullable() }),
  ),
  /** Numbers that others gave: Samagra, PAN, GSTIN …, as they are compared. */
  numbers: z.array(z.object({ numberId: z.number(), scheme: z.string(), value: z.string() })),
  memberOf: z.array(
    z.object({
      householdId: z.number(),
      names: namesOut,
      relation: z.string(),
      from: z.string(),
      to: z.string().nullable(),
    }),
  ),
})

/** Merges, the newest first, with what each moved: how many things of a kind. */
export const mergesSchema = z.object({
  merges: z.array(
    z.object({
      mergeId: z.number(),
      keptPartyId: z.number(),
      mergedPartyId: z.number(),
      namesKept: namesOut,
      namesMerged: namesOut,
      reason: z.string(),
      mergedAt: z.string(),
      undoneAt: z.string().nullable(),
      moved: z.array(z.object({ what: z.string(), count: z.number() })),
    }),
  ),
})

export type PersonInput = z.output<typeof personSchema>
export type RegisterPersonInput = z.output<typeof registerPersonSchema>
export type CorrectPersonInput = z.output<typeof correctPersonSchema>
export type OrganisationInput = z.output<typeof organisationSchema>
export type HouseholdInput = z.output<typeof householdSchema>

/** `POST /people/duplicates/search`: from which id on to look. */
export const findDuplicatesSchema = z.strictObject({ after: z.int().min(0).default(0) })
