import { z } from 'zod'
import { daySchema, idSchema, namesSchema } from '../../kernel/index.ts'
import { referenceSchema } from './schemas-bills.ts'

/** Whose dues: a property by id or number, an account by its number, or a bill by its own. */
export const duesQuerySchema = z
  .strictObject({
    propertyId: idSchema.optional(),
    propertyNumber: z
      .string()
      .transform((text) => text.replace(/[\s-]/g, ''))
      .pipe(z.string().regex(/^\d{10}$/, 'must be ten digits'))
      .optional(),
    reference: referenceSchema.optional(),
    billNumber: referenceSchema.optional(),
    asOf: daySchema.optional(),
    /** 'all' shows what is paid as well. */
    show: z.enum(['due', 'all']).default('due'),
  })
  .refine(
    (asked) =>
      [asked.propertyId, asked.propertyNumber, asked.reference, asked.billNumber].filter((each) => each !== undefined)
        .length === 1,
    {
      message: 'Name one of propertyId, propertyNumber, reference and billNumber.',
      path: ['propertyId'],
    },
  )

export const myDuesQuerySchema = z.strictObject({ asOf: daySchema.optional() })

const cellSchema = z.object({
  head: z.string(),
  names: namesSchema,
  year: z.int(),
  component: z.string(),
  billedPaise: z.int(),
  adjustedPaise: z.int(),
  paidPaise: z.int(),
  stayedPaise: z.int(),
  outstandingPaise: z.int(),
})

/** A bill as anyone may see it: amounts, and the person liable by masked name. */
export const billViewSchema = z.object({
  billId: z.int(),
  billNumber: z.string(),
  service: z.string(),
  kind: z.string(),
  financialYear: z.int(),
  reference: z.nullable(z.string()),
  propertyId: z.nullable(z.int()),
  /** The body that billed it, where it is another than this town. */
  billedBy: z.nullable(z.string()),
  liable: z.nullable(namesSchema),
  issuedOn: z.string(),
  dueOn: z.string(),
  status: z.string(),
  cells: z.array(cellSchema),
  rebate: z.nullable(z.object({ amountPaise: z.int(), until: z.string() })),
  outstandingPaise: z.int(),
  stayedPaise: z.int(),
  payablePaise: z.int(),
})
export type BillView = z.output<typeof billViewSchema>

export const basketSchema = z.object({
  asOf: z.string(),
  places: z.array(z.object({ propertyId: z.int(), propertyNumber: z.string(), address: z.nullable(namesSchema) })),
  services: z.array(
    z.object({ service: z.string(), names: namesSchema, payablePaise: z.int(), bills: z.array(billViewSchema) }),
  ),
  advancePaise: z.int(),
  stayedPaise: z.int(),
  payablePaise: z.int(),
})
export type Basket = z.output<typeof basketSchema>

export const historySchema = z.object({
  bills: z.array(billViewSchema),
  adjustments: z.array(
    z.object({
      adjustmentId: z.int(),
      billId: z.int(),
      book: z.string(),
      kind: z.string(),
      effectiveOn: z.string(),
      instrument: z.string(),
      amountPaise: z.int(),
    }),
  ),
  payments: z.array(
    z.object({
      paymentId: z.int(),
      book: z.string(),
      kind: z.string(),
      mode: z.string(),
      paidOn: z.string(),
      amountPaise: z.int(),
      billIds: z.array(z.int()),
      receiptNumber: z.nullable(z.string()),
      reversedBy: z.nullable(z.int()),
      paidBy: z.nullable(z.string()),
    }),
  ),
  vouchers: z.array(
    z.object({
      entryId: z.int(),
      book: z.string(),
      fund: z.string(),
      postedOn: z.string(),
      narration: z.string(),
      debitPaise: z.int(),
    }),
  ),
})
