import { z } from 'zod'
import { daySchema, idSchema } from '../../kernel/index.ts'
import { recoverySteps } from './rules-stays.ts'
import { billHeadSchema, componentSchema, serviceSchema } from './schemas-accounts.ts'
import { paise, referenceSchema, yearSchema } from './schemas-bills.ts'

const id = z.int().min(1).max(Number.MAX_SAFE_INTEGER)
const text = (most: number) => z.string().trim().min(1).max(most)

/** An order that freezes cells, an amount or a step, on a property, a bill or an account. What is not named is all of it. */
export const imposeStaySchema = z
  .strictObject({
    propertyId: id.optional(),
    billId: id.optional(),
    reference: referenceSchema.optional(),
    freezes: z.enum(['cells', 'amount', 'step']),
    service: serviceSchema.optional(),
    head: billHeadSchema.optional(),
    component: componentSchema.optional(),
    yearFrom: yearSchema.optional(),
    yearTo: yearSchema.optional(),
    amountPaise: paise.optional(),
    step: z.enum(recoverySteps).optional(),
    authority: text(200),
    orderNumber: text(100),
    orderDate: daySchema,
    /** The restriction of the register that the same order imposed. */
    restrictionId: id.optional(),
    from: daySchema,
    /** The first day on which it holds no longer. */
    to: daySchema.optional(),
  })
  .refine((stay) => [stay.propertyId, stay.billId, stay.reference].filter((each) => each !== undefined).length === 1, {
    message: 'Name one of a property, a bill and an account number.',
    path: ['propertyId'],
  })
  .refine((stay) => (stay.freezes === 'amount') === (stay.amountPaise !== undefined), {
    message: 'An amount belongs to a stay of an amount, and to no other.',
    path: ['amountPaise'],
  })
  .refine((stay) => (stay.freezes === 'step') === (stay.step !== undefined), {
    message: 'A step belongs to a stay of a step, and to no other.',
    path: ['step'],
  })
  .refine((stay) => (stay.yearTo ?? 9999) >= (stay.yearFrom ?? 0), {
    message: 'The last year comes before the first.',
    path: ['yearTo'],
  })
  .refine((stay) => stay.to === undefined || stay.to > stay.from, {
    message: 'A stay ends after it begins.',
    path: ['to'],
  })
export type ImposeStay = z.output<typeof imposeStaySchema>

export const endStaySchema = z.strictObject({ on: daySchema, order: text(300) })
export type EndStay = z.output<typeof endStaySchema>
export const stayParams = z.strictObject({ stayId: idSchema })

export const stayListSchema = z.object({
  stays: z.array(
    z.object({
      stayId: z.int(),
      propertyId: z.nullable(z.int()),
      billId: z.nullable(z.int()),
      reference: z.nullable(z.string()),
      freezes: z.string(),
      service: z.nullable(z.string()),
      head: z.nullable(z.string()),
      component: z.nullable(z.string()),
      yearFrom: z.nullable(z.int()),
      yearTo: z.nullable(z.int()),
      amountPaise: z.nullable(z.int()),
      step: z.nullable(z.string()),
      authority: z.string(),
      orderNumber: z.string(),
      orderDate: z.string(),
      validFrom: z.string(),
      validTo: z.nullable(z.string()),
    }),
  ),
})

/** The demand-collection-balance register: what is asked and how it is grouped. */
export const dcbQuerySchema = z.strictObject({
  asOf: daySchema.optional(),
  service: serviceSchema.optional(),
  by: z.enum(['service', 'head', 'field']).default('service'),
})
const sums = {
  arrearDemandPaise: z.int(),
  currentDemandPaise: z.int(),
  arrearCollectedPaise: z.int(),
  currentCollectedPaise: z.int(),
  arrearRemittedPaise: z.int(),
  currentRemittedPaise: z.int(),
  arrearBalancePaise: z.int(),
  currentBalancePaise: z.int(),
  /** Of the balance, what an order freezes: it stands apart and no step of recovery counts it. */
  stayedPaise: z.int(),
}
export const dcbSchema = z.object({
  asOf: z.string(),
  financialYear: z.int(),
  lines: z.array(
    z.object({ service: z.string(), head: z.nullable(z.string()), fieldId: z.nullable(z.int()), ...sums }),
  ),
  totals: z.object(sums),
})
