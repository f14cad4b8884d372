/** Requests and answers about the quality of the register. */
import { z } from 'zod'
import { kindNames } from './rules.ts'

const id = z.int().min(1).max(Number.MAX_SAFE_INTEGER)
const point = z.tuple([z.number(), z.number()]).nullable()

export const actSchema = z.strictObject({
  instrument: z.string().trim().min(3).max(300).meta({ description: 'Order or survey that says so' }),
  effectiveOn: z.iso.date('must be a day as YYYY-MM-DD'),
  reason: z.string().trim().max(1000).optional(),
})
export type ActGiven = z.output<typeof actSchema>

export const keepFindingSchema = z.strictObject({ reason: z.string().trim().min(3).max(1000) })

export const nameStewardSchema = z.strictObject({
  register: z.string().regex(/^[a-z-]{3,30}(:[a-z-]{3,29})?$/, 'must be the name of a register'),
  postId: id,
  freshnessDays: z.int().min(1).max(36_500),
  instrument: z.string().trim().min(3).max(300),
  effectiveOn: z.iso.date('must be a day as YYYY-MM-DD'),
})
export type NameSteward = z.output<typeof nameStewardSchema>

export const findingSchema = z.object({
  findingId: id,
  kind: z.enum(kindNames),
  parcelIds: z.array(id),
  buildingIds: z.array(id),
  propertyIds: z.array(id),
  label: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  areaSqm: z.number().nullable(),
  amountPaise: z.number().nullable(),
  point,
  outline: z.unknown(),
  state: z.enum(['open', 'mended', 'kept', 'gone']),
  reason: z.string().nullable(),
  mend: z.string().nullable(),
})

const names = z.record(z.string(), z.string())
export const registerStateSchema = z.object({
  register: z.string(),
  rows: z.int(),
  lastChangedOn: z.string().nullable(),
  steward: names.nullable(),
  freshnessDays: z.int().nullable(),
  instrument: z.string().nullable(),
  /** Null where no limit is set. */
  fresh: z.boolean().nullable(),
})
const counts = z.array(z.object({ kind: z.enum(kindNames), count: z.int(), areaSqm: z.number() }))

export const qualitySchema = z.object({
  run: z
    .object({
      runId: id,
      state: z.enum(['running', 'done', 'broken']),
      done: z.int(),
      total: z.int(),
      startedAt: z.string(),
      finishedAt: z.string().nullable(),
    })
    .nullable(),
  counts,
  registers: z.array(registerStateSchema),
})

export const qualityReportSchema = z.object({
  report: z
    .object({
      publishedOn: z.string(),
      instrument: z.string(),
      lookedOverAt: z.string().nullable(),
      findings: counts,
      registers: z.array(registerStateSchema),
    })
    .nullable(),
})
