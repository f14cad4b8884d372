import { z } from 'zod'
import { daySchema, idSchema } from '../../kernel/index.ts'
import { billHeadSchema, componentSchema, serviceSchema } from './schemas-accounts.ts'

const text = (most: number) => z.string().trim().min(1).max(most)
const id = z.int().min(1).max(Number.MAX_SAFE_INTEGER)
/** Ten thousand crore rupees: no bill of a town is larger. */
const largestPaise = 1_000_000_000_000
/** Whole paise above zero. */
export const paise = z.int().min(1).max(largestPaise)
export const yearSchema = z.int().min(1950).max(2200)
/** A consumer, licence, lease or case number, as printed. */
export const referenceSchema = z.string().trim().min(1).max(60)

export const cellSchema = z.strictObject({
  head: billHeadSchema,
  /** The financial year by its first calendar year. */
  year: yearSchema,
  component: componentSchema.default('principal'),
  amountPaise: paise,
})
const rebateSchema = z.strictObject({ head: billHeadSchema, year: yearSchema, amountPaise: paise })

/** A bill as a room raises it. */
export const newBillSchema = z
  .strictObject({
    service: serviceSchema,
    kind: z.enum(['annual', 'instalment', 'period', 'supplementary', 'retrospective', 'corrected', 'fee', 'opening']),
    financialYear: yearSchema,
    /** What must not be billed twice, e.g. property-tax/2026/4821739064. */
    demandKey: z.string().regex(/^[a-z][a-z0-9/:._-]{2,118}$/, 'must be small letters, digits and / : . _ -'),
    propertyId: id.optional(),
    reference: referenceSchema.optional(),
    personLiableId: id.optional(),
    dueOn: daySchema,
    periodFrom: daySchema.optional(),
    periodTo: daySchema.optional(),
    rebateUntil: daySchema.optional(),
    cells: z.array(cellSchema).min(1).max(200),
    rebates: z.array(rebateSchema).max(100).default([]),
    replacesBillId: id.optional(),
    /** How the amounts came about, for the bill that explains itself. */
    explanation: z.json().optional(),
  })
  .refine((bill) => bill.propertyId !== undefined || bill.reference !== undefined, {
    message: 'A bill names a property or an account number.',
    path: ['propertyId'],
  })
export type NewBillInput = z.output<typeof newBillSchema>

export const raiseBillsSchema = z.strictObject({
  issuedOn: daySchema,
  instrument: text(300),
  bills: z.array(newBillSchema).min(1).max(1000),
})
export type RaiseBills = z.output<typeof raiseBillsSchema>

export const raisedSchema = z.object({
  raised: z.int(),
  repeated: z.int(),
  grossPaise: z.int(),
  bills: z.array(z.object({ billId: z.int(), billNumber: z.string(), demandKey: z.string() })),
  /** Properties whose demand an order stops, with whose order it is. */
  stopped: z.array(z.object({ demandKey: z.string(), propertyId: z.int(), reason: z.string() })),
})

export const adjustBillSchema = z.strictObject({
  kind: z.enum(['correction', 'cancellation', 'write-off']),
  effectiveOn: daySchema,
  instrument: text(300),
  /** Signed cells; left out for a cancellation or write-off of all that is left. */
  cells: z
    .array(
      z.strictObject({
        head: billHeadSchema,
        year: yearSchema,
        component: componentSchema.default('principal'),
        amountPaise: z.int().min(-largestPaise).max(largestPaise),
      }),
    )
    .min(1)
    .max(200)
    .optional(),
})
export type AdjustBill = z.output<typeof adjustBillSchema>

export const billParams = z.strictObject({ billId: idSchema })
