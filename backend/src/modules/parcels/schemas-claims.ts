import { z } from 'zod'

const id = z.int().min(1).max(Number.MAX_SAFE_INTEGER)
const day = z.iso.date('must be a day as YYYY-MM-DD')
const note = z.string().trim().min(3).max(1000)

/** How a user proves that a property is theirs. */
export const claimPropertySchema = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('receipt').meta({ description: 'The last receipt and what was paid' }),
    receiptNumber: z.string().trim().min(1).max(60),
    amountPaise: z.int().min(1).max(1_000_000_000_000),
  }),
  z.strictObject({ by: z.literal('deed'), deedNumber: z.string().trim().min(1).max(80) }),
  z.strictObject({
    by: z.literal('visit'),
    wish: z.string().trim().min(1).max(500).meta({ description: 'When an officer finds the claimant at home' }),
  }),
])

export const visitClaimSchema = z.strictObject({ visitedOn: day, found: z.boolean(), note })

export const decideClaimSchema = z.strictObject({
  approve: z.boolean(),
  partyId: id.optional().meta({ description: 'Which owner on record the claimant is; needed to approve' }),
  note,
})

export const endClaimSchema = z.strictObject({ note })

const names = z.record(z.string(), z.string())

/** A claim as its claimant sees it. */
const claim = z.object({
  claimId: z.number(),
  propertyId: z.number(),
  propertyNumber: z.string(),
  address: names,
  by: z.enum(['receipt', 'deed', 'visit']),
  madeOn: z.string(),
  state: z.enum(['open', 'approved', 'refused', 'withdrawn', 'ended']),
  decidedOn: z.nullable(z.string()),
  note: z.nullable(z.string()),
})

export const myClaimsSchema = z.object({ claims: z.array(claim) })

/** A claim as the officer who decides it sees it. */
export const claimsSchema = z.object({
  claims: z.array(
    claim.extend({
      receiptNumber: z.nullable(z.string()),
      amountPaise: z.nullable(z.number()),
      deedNumber: z.nullable(z.string()),
      wish: z.nullable(z.string()),
      evidence: z.enum(['matches', 'differs', 'unknown']),
      visit: z.nullable(z.object({ on: z.string(), found: z.boolean(), note: z.string() })),
      signsInBy: z.array(z.string()),
    }),
  ),
  nextAfter: z.nullable(z.number()),
})

export const claimsQuery = z.strictObject({
  state: z.enum(['open', 'approved', 'refused', 'withdrawn', 'ended']).default('open'),
  propertyId: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
})

export const myPropertiesSchema = z.object({
  properties: z.array(
    z.object({
      propertyId: z.number(),
      propertyNumber: z.string(),
      address: names,
      role: z.string(),
      share: z.nullable(z.object({ numerator: z.number(), denominator: z.number() })),
    }),
  ),
})

export type ClaimProperty = z.output<typeof claimPropertySchema>
export type VisitClaim = z.output<typeof visitClaimSchema>
export type DecideClaim = z.output<typeof decideClaimSchema>
