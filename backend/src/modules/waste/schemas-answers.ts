/** Answers about waste. Minutes count from the midnight of the town's day; money in paise. */
import { z } from 'zod'

const names = z
  .record(z.string().regex(/^[a-z]{2,3}$/), z.string().max(300))
  .meta({ description: 'Labels by language' })
const id = z.int().min(1)

export const beatsAnswer = z.object({
  day: z.string(),
  beats: z.array(
    z.object({
      beatId: id,
      code: z.string(),
      names,
      variant: z.string(),
      plans: z.array(z.object({ planId: id, streams: z.array(z.string()), fromMinute: z.int(), toMinute: z.int() })),
    }),
  ),
})
export const roundsAnswer = z.object({
  day: z.string(),
  rounds: z.array(
    z.object({
      roundId: id,
      planId: id,
      beatId: id,
      startedAt: z.string().nullable(),
      endedAt: z.string().nullable(),
      notRunBecause: z.string().nullable(),
      assignedHouseholds: z.int(),
      servedHouseholds: z.int(),
      coverage: z.number().nullable(),
      missed: z.array(id).nullable(),
    }),
  ),
  planned: z.array(z.object({ planId: id, beatId: id })).meta({ description: 'Planned for the day and not begun' }),
})
export const provedAnswer = z.object({
  roundId: id,
  counted: z.int(),
  refused: z.array(z.object({ code: z.string(), because: z.string() })),
})
const line = z.object({
  kind: z.string(),
  onDay: z.string().nullable(),
  beatId: id.nullable(),
  amountPaise: z.int(),
  formula: z.string(),
  clause: z.string().nullable(),
})
export const billAnswer = z.object({
  billId: id,
  number: z.string(),
  contractId: id,
  periodFrom: z.string(),
  periodTo: z.string(),
  lines: z.array(line),
  grossPaise: z.int(),
  deductedPaise: z.int(),
  allowedPaise: z.int().meta({ description: 'Given back by decisions on disputes' }),
  netPaise: z.int(),
  disputes: z.array(
    z.object({
      disputeId: id,
      line: z.int(),
      claim: z.string(),
      claimedPaise: z.int(),
      documentId: id,
      madeOn: z.string(),
      decision: z.string().nullable(),
      allowedPaise: z.int(),
      reasons: z.string().nullable(),
    }),
  ),
})
export const generatorAnswer = z.object({
  propertyId: id,
  bulk: z.boolean(),
  met: z.array(z.string()),
  unknown: z.array(z.string()),
  instrument: z.string(),
  certificate: z.string().nullable(),
  certifiedUntil: z.string().nullable(),
})
export const feesAnswer = z.object({
  inForce: z.object({ pack: z.string(), instrument: z.string(), from: z.string() }).nullable(),
  packs: z.array(
    z.object({
      pack: z.string(),
      about: z.string(),
      source: z.string(),
      trust: z.string(),
      needsResolution: z.boolean(),
    }),
  ),
})
