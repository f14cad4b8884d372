import { z } from 'zod'
import { daySchema, idSchema, isDay, namesSchema } from '../../kernel/index.ts'
import { accountKinds } from './rules-chart.ts'
import { largestLinePaise } from './rules-ledger.ts'

const id = z.int().min(1)
const text = (most: number) => z.string().trim().min(1).max(most)
/** Codes of the chart. */
export const headCode = z.string().regex(/^\d{3,12}$/, 'must be three to twelve digits')
export const fundCode = z.string().regex(/^[0-9A-Z]{1,6}$/, 'must be up to six digits or capitals')
export const functionCode = z.string().regex(/^\d{1,6}$/, 'must be up to six digits')
/** Whole paise, signed. */
export const signedPaise = z.int().min(-largestLinePaise).max(largestLinePaise)

const named = (code: z.ZodType<string>) => z.strictObject({ code, names: namesSchema })

/** A chart of accounts with funds and functions; heads may come in any order. */
export const loadChartSchema = z.strictObject({
  source: text(500),
  funds: z.array(named(fundCode)).max(200).default([]),
  functions: z.array(named(functionCode)).max(500).default([]),
  heads: z
    .array(
      z.strictObject({
        head: headCode,
        names: namesSchema,
        kind: z.enum(accountKinds),
        parentHead: z.nullable(headCode),
        takesPostings: z.boolean(),
      }),
    )
    .max(5000)
    .default([]),
})
export type LoadChart = z.output<typeof loadChartSchema>

export const chartSchema = z.object({
  funds: z.array(z.object({ code: z.string(), names: namesSchema })),
  functions: z.array(z.object({ code: z.string(), names: namesSchema })),
  heads: z.array(
    z.object({
      head: z.string(),
      names: namesSchema,
      kind: z.string(),
      parentHead: z.nullable(z.string()),
      takesPostings: z.boolean(),
      source: z.string(),
    }),
  ),
})

const lineSchema = z.strictObject({
  head: headCode,
  functionCode,
  fieldId: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  billId: z.nullable(id).default(null),
  /** Debit above zero, credit below. */
  amountPaise: signedPaise,
})

/** A journal voucher that an officer enters by hand. */
export const postVoucherSchema = z.strictObject({
  fund: fundCode,
  postedOn: daySchema,
  narration: text(500),
  lines: z.array(lineSchema).min(2).max(200),
})
export type PostVoucher = z.output<typeof postVoucherSchema>

export const reverseVoucherSchema = z.strictObject({ postedOn: daySchema, reason: text(400) })

export const voucherSchema = z.object({
  entryId: id,
  fund: z.string(),
  postedOn: z.string(),
  source: z.object({ kind: z.string(), id: z.int(), step: z.string() }),
  narration: z.string(),
  reversesEntryId: z.nullable(id),
  lines: z.array(
    z.object({
      head: z.string(),
      functionCode: z.string(),
      fieldId: z.int(),
      billId: z.nullable(z.int()),
      amountPaise: z.int(),
    }),
  ),
})

export const dayBookQuerySchema = z.strictObject({
  /** Unsaid: today alone. */
  from: daySchema.optional(),
  to: daySchema.optional(),
  fund: fundCode.optional(),
  /** Where the page before ended: day and voucher. */
  after: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2},\d{1,15}$/, 'must be what the page before gave as "next"')
    .refine((text) => isDay(text.slice(0, 10)), 'must be what the page before gave as "next"')
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
export const dayBookSchema = z.object({ vouchers: z.array(voucherSchema), next: z.nullable(z.string()) })

export const trialBalanceQuerySchema = z.strictObject({
  asOf: daySchema.optional(),
  fund: fundCode.optional(),
  by: z.enum(['head', 'function', 'field']).default('head'),
})
export const trialBalanceSchema = z.object({
  asOf: z.string(),
  lines: z.array(
    z.object({
      head: z.string(),
      names: namesSchema,
      kind: z.string(),
      fund: z.string(),
      functionCode: z.string(),
      fieldId: z.int(),
      debitPaise: z.int(),
      creditPaise: z.int(),
      /** Debit balance above zero, credit balance below. */
      balancePaise: z.int(),
    }),
  ),
  totals: z.object({ debitPaise: z.int(), creditPaise: z.int() }),
})

export const receiptsAndPaymentsQuerySchema = z
  .strictObject({ from: daySchema, to: daySchema, fund: fundCode.optional() })
  .refine((period) => period.to >= period.from, { message: 'The period ends before it begins.', path: ['to'] })
const sideSchema = z.array(z.object({ head: z.string(), names: namesSchema, amountPaise: z.int() }))
export const receiptsAndPaymentsSchema = z.object({
  from: z.string(),
  to: z.string(),
  /** Cash and bank on the morning of the first day and the evening of the last. */
  openingPaise: z.int(),
  receipts: sideSchema,
  payments: sideSchema,
  closingPaise: z.int(),
})

export const ledgerVerdictSchema = z.object({
  entries: z.int(),
  unsealed: z.int(),
  vouchers: z.int(),
  intact: z.boolean(),
  firstBroken: z.object({ sequence: z.int(), entryId: z.int(), reason: z.string() }).optional(),
  balanceFaults: z.array(
    z.object({ head: z.string(), fund: z.string(), month: z.int(), keptPaise: z.string(), truePaise: z.string() }),
  ),
})

export const entryParams = z.strictObject({ entryId: idSchema })
