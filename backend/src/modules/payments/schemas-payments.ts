import { z } from 'zod'
import { daySchema, idSchema, namesSchema } from '../../kernel/index.ts'
import { paise, referenceSchema } from './schemas-bills.ts'

const id = z.int().min(1).max(Number.MAX_SAFE_INTEGER)
const text = (most: number) => z.string().trim().min(1).max(most)

/** Which ways of paying fit which channel at a counter. */
const modesOf = {
  cash: ['cash'],
  cheque: ['cheque', 'demand-draft'],
  'bank-transfer': ['neft', 'upi', 'card', 'net-banking', 'bbps', 'other'],
} as const

export const takePaymentSchema = z
  .strictObject({
    billIds: z.array(id).max(200).default([]),
    /** To whose credit an advance goes when there is no bill, or more than is due. */
    propertyId: id.optional(),
    reference: referenceSchema.optional(),
    amountPaise: paise,
    /** More than is due becomes an advance; unsaid, it is refused. */
    mayAdvance: z.boolean().default(false),
    /** Pays what an order has stayed as well, by the payer's own wish. */
    payStayed: z.boolean().default(false),
    channel: z.enum(['cash', 'cheque', 'bank-transfer']),
    mode: z.enum(['cash', 'cheque', 'demand-draft', 'neft', 'upi', 'card', 'net-banking', 'bbps', 'other']),
    /** The day on which it was handed over; unsaid, today. */
    paidOn: daySchema.optional(),
    paidBy: text(200).optional(),
    payerPartyId: id.optional(),
    /** Set for a payment under protest: against what. */
    protestNote: text(1000).optional(),
    /** Of a cheque or draft. */
    paper: z
      .strictObject({ number: text(30), bank: text(100), branch: text(100).optional(), date: daySchema })
      .optional(),
    bankReference: text(80).optional(),
    counter: text(60).optional(),
    receiptNumber: z.strictObject({ blockId: id, number: id }).optional(),
  })
  .refine((payment) => (modesOf[payment.channel] as readonly string[]).includes(payment.mode), {
    message: 'This mode does not belong to this channel.',
    path: ['mode'],
  })
  .refine((payment) => payment.channel !== 'cheque' || payment.paper !== undefined, {
    message: 'Give number, bank and date of the cheque or draft.',
    path: ['paper'],
  })
export type TakePayment = z.output<typeof takePaymentSchema>

export const takenSchema = z.object({
  paymentId: id,
  receiptNumber: z.string(),
  link: z.string(),
  token: z.string(),
  amountPaise: z.int(),
  rebatePaise: z.int(),
  advancePaise: z.int(),
  settledBillIds: z.array(z.int()),
})

export const reversePaymentSchema = z.strictObject({
  on: daySchema,
  reason: text(400),
  bankReference: text(80).optional(),
})
export type ReversePayment = z.output<typeof reversePaymentSchema>

export const useAdvanceSchema = z
  .strictObject({ propertyId: id.optional(), reference: referenceSchema.optional() })
  .refine((place) => (place.propertyId === undefined) !== (place.reference === undefined), {
    message: 'Name a property or an account number.',
    path: ['propertyId'],
  })
export type UseAdvance = z.output<typeof useAdvanceSchema>

export const blockSchema = z.strictObject({ device: text(60), count: z.int().min(1).max(10_000) })
export const blockAnswerSchema = z.object({
  blockId: id,
  series: z.string(),
  financialYear: z.int(),
  firstNumber: z.int(),
  lastNumber: z.int(),
})
export const closeNumbersSchema = z.strictObject({
  numbers: z
    .array(z.strictObject({ number: id, state: z.enum(['void', 'returned']), reason: text(300).optional() }))
    .min(1)
    .max(1000),
})
export const blockParams = z.strictObject({ blockId: idSchema })
export const paymentParams = z.strictObject({ paymentId: idSchema })

/** A receipt as it is shown to whoever holds its link. */
export const receiptSchema = z.object({
  number: z.string(),
  issuedOn: z.string(),
  issuer: z.object({ code: z.string(), names: namesSchema }),
  token: z.string(),
  /** Null while it holds. */
  voided: z.nullable(z.object({ on: z.string(), reason: z.string() })),
  body: z.looseObject({ amountPaise: z.int() }),
})

export const verdictSchema = z.object({
  /** 'true': signed by the body and on record; 'void': signed, but its payment was taken back; 'unknown': signed, but not on record here. */
  verdict: z.enum(['true', 'void', 'unknown', 'false']),
  issuer: z.nullable(z.string()),
  number: z.nullable(z.string()),
  issuedOn: z.nullable(z.string()),
  amountPaise: z.nullable(z.int()),
  place: z.nullable(z.string()),
})
