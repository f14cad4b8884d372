/** Requests about waste. Coordinates EPSG:4326, degrees; minutes count from the midnight of the town's day; money in paise. */
import { z } from 'zod'
import { contractBases, deductionsSchema } from './rules-bills.ts'
import { manners } from './rules-crews.ts'
import { variants } from './rules-plans.ts'
import { proofKinds } from './rules-proof.ts'

const names = z
  .record(z.string().regex(/^[a-z]{2,3}$/), z.string().min(1).max(300))
  .meta({ description: 'Labels by language' })
const id = z.int().min(1)
const code = z.string().trim().min(1).max(60)
const day = z.iso.date('must be a day as YYYY-MM-DD')
const moment = z.iso.datetime({ offset: true, message: 'must be a moment as 2026-11-25T06:10:00+05:30' })
const degrees = (limit: number) => z.number('must be a number of degrees').min(-limit).max(limit)
const point = z.tuple([degrees(180), degrees(90)])
const instrument = z.string().trim().min(3).max(400)
const words = (most: number) => z.string().trim().min(1).max(most)
const minute = z.int().min(0).max(1439)
const weekdays = z.array(z.int().min(1).max(7)).min(1).max(7)
export const streams = ['wet', 'dry', 'sanitary', 'special-care'] as const

export const beatSchema = z.strictObject({
  code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9/_-]{0,29}$/),
  names,
  boundaryId: id.nullable().default(null),
  instrument,
  from: day,
})
export const feederSchema = z.strictObject({
  code,
  names,
  kind: z.enum(['hand-over', 'transfer-station', 'plant', 'dumping-ground']),
  placeWords: words(300).nullable().default(null),
  point: point.nullable().default(null),
})
export const vehicleSchema = z.strictObject({
  registration: words(30),
  kind: z.enum(['tricycle', 'e-rickshaw', 'mini-truck', 'tipper', 'compactor', 'tractor']),
  capacityKg: z.number().positive().max(100_000),
  neededWidthM: z.number().positive().max(20),
  reverseLimitM: z.number().min(0).max(1000),
  hasGps: z.boolean(),
})
export const crewSchema = z.strictObject({
  code,
  kind: z.enum(['handcart', 'vehicle']),
  people: z.int().min(1).max(20),
  vehicleId: id.nullable().default(null),
  walkingKmph: z.number().positive().max(8).nullable().default(null),
  walkInLimitM: z.number().min(0).max(5000),
  homesLeast: z.int().min(0).max(100_000),
  homesMost: z.int().min(0).max(100_000),
  feederId: id.nullable().default(null),
  from: day,
})
export const pointSchema = z.strictObject({
  code: words(60).meta({ description: 'What its QR says' }),
  kind: z.enum(['door', 'block', 'corner-bin', 'street']),
  beatId: id.nullable().default(null),
  households: z.int().min(0).max(10_000),
  roadId: id.nullable().default(null).meta({ description: 'The street or lane from which it is reached' }),
  placeWords: words(300).nullable().default(null),
  point: point.nullable().default(null),
  properties: z
    .array(z.strictObject({ propertyId: id, households: z.int().min(0).max(10_000).default(1) }))
    .max(2000)
    .default([]),
  from: day,
})
export const planSchema = z.strictObject({
  beatId: id,
  crewId: id,
  variant: z.enum(variants),
  weekdays,
  streams: z.array(z.enum(streams)).min(1).max(4),
  fromMinute: minute,
  toMinute: z.int().min(1).max(2879),
  from: day,
  stops: z
    .array(z.strictObject({ pointId: id, manner: z.enum(manners) }))
    .min(1)
    .max(5000),
})
export const dayVariantSchema = z.strictObject({
  onDay: day,
  beatId: id.nullable().default(null),
  variant: z.enum(['festival', 'strike', 'rain']),
  reason: names,
  instrument,
})
export const startRoundSchema = z.strictObject({
  planId: id,
  onDay: day,
  startedAt: moment.nullable().default(null),
  notRunBecause: words(300).nullable().default(null),
})
export const proofsSchema = z.strictObject({
  proofs: z
    .array(
      z.strictObject({
        code: words(60).meta({ description: 'What was scanned, or the code of the point that the vehicle was near' }),
        how: z.enum(proofKinds),
        takenAt: moment,
        point: point.nullable().default(null),
        documentId: id.nullable().default(null),
      }),
    )
    .min(1)
    .max(500),
})
export const endRoundSchema = z.strictObject({ endedAt: moment })
export const tripSchema = z.strictObject({
  roundId: id.nullable().default(null),
  crewId: id,
  feederId: id,
  ticket: words(60),
  weighedAt: moment,
  onDay: day,
  netKg: z.number().positive().max(100_000),
  stream: z.enum([...streams, 'mixed']),
  documentId: id.nullable().default(null),
})
export const contractSchema = z.strictObject({
  number: words(60),
  contractorPartyId: id,
  basis: z.enum(contractBases),
  ratePaise: z.int().min(1).max(1_000_000_000),
  deductions: deductionsSchema.default([]),
  beatIds: z.array(id).min(1).max(500),
  instrument,
  from: day,
})
export const raiseBillSchema = z.strictObject({ from: day, to: day })
export const disputeSchema = z.strictObject({
  line: z.int().min(0).max(100_000),
  claim: words(2000),
  claimedPaise: z.int().min(1).max(1_000_000_000_000),
  documentId: id.meta({ description: 'The evidence' }),
})
export const decideSchema = z.strictObject({
  decision: z.enum(['upheld', 'refused']),
  allowedPaise: z.int().min(0).max(1_000_000_000_000).default(0),
  reasons: words(2000),
})
export const generatorSchema = z.strictObject({
  propertyId: id,
  declaredOn: day,
  floorSqm: z.number().min(0).max(100_000_000).nullable().default(null),
  waterLpd: z.number().min(0).max(100_000_000).nullable().default(null),
  wasteKgpd: z.number().min(0).max(10_000_000).nullable().default(null),
  source: z.enum(['declared', 'inspected', 'assessed']),
  certificate: words(80).nullable().default(null),
  certifiedUntil: day.nullable().default(null),
})
export const adoptFeesSchema = z.strictObject({
  pack: z.union([z.string().regex(/^[a-z][a-z0-9-]{0,60}$/), z.record(z.string(), z.unknown())]),
  instrument,
  from: day,
})
export const dayQuerySchema = z.strictObject({ day: day.optional() })

export type NewPoint = z.output<typeof pointSchema>
export type NewPlan = z.output<typeof planSchema>
export type StartRound = z.output<typeof startRoundSchema>
export type GivenProofs = z.output<typeof proofsSchema>
export type NewTrip = z.output<typeof tripSchema>
export type NewContract = z.output<typeof contractSchema>
