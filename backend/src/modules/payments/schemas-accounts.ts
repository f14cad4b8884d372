import { z } from 'zod'
import { daySchema, namesSchema } from '../../kernel/index.ts'
import { components } from './rules-cells.ts'
import { channels, purposes } from './rules-posting.ts'
import { functionCode, fundCode, headCode } from './schemas-ledger.ts'

export const services = ['property-tax', 'water', 'waste', 'licence', 'rent', 'permit', 'fee'] as const
export const serviceSchema = z.enum(services)
export const billHeadSchema = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'must be small letters, digits and -')
export const componentSchema = z.enum(components)

const stepSchema = z.strictObject({
  services: z.array(serviceSchema).min(1).max(10).optional(),
  heads: z.array(billHeadSchema).min(1).max(50).optional(),
  components: z.array(componentSchema).min(1).max(4).optional(),
  age: z.enum(['arrear', 'current']).optional(),
})

/** The lawful order in which a payment clears what is due; the last step takes what is left. */
export const appropriationSchema = z.strictObject({
  steps: z.array(stepSchema).min(1).max(50),
  componentOrder: z.array(componentSchema).min(4).max(4),
  scope: z.enum(['chosen', 'place']),
})

/** A town's accounts, or more of them, from a day on, by an order. */
export const setAccountsSchema = z.strictObject({
  instrument: z.string().trim().min(1).max(300),
  from: daySchema,
  billHeads: z
    .array(
      z.strictObject({
        service: serviceSchema,
        billHead: billHeadSchema,
        names: namesSchema,
        sortOrder: z.int().min(0).max(10_000),
      }),
    )
    .max(500)
    .default([]),
  headAccounts: z
    .array(
      z.strictObject({
        service: serviceSchema,
        billHead: billHeadSchema,
        component: componentSchema,
        fund: fundCode,
        functionCode,
        receivableHead: z.nullable(headCode),
        incomeHead: headCode,
        priorIncomeHead: z.nullable(headCode).default(null),
        remissionHead: headCode,
        priorRemissionHead: z.nullable(headCode).default(null),
        writeOffHead: z.nullable(headCode).default(null),
      }),
    )
    .max(500)
    .default([]),
  purposeAccounts: z
    .array(z.strictObject({ purpose: z.enum(purposes), fund: fundCode, head: headCode, functionCode }))
    .max(200)
    .default([]),
  settlementAccounts: z
    .array(
      z
        .strictObject({
          fund: fundCode,
          channel: z.enum(channels),
          names: namesSchema,
          head: headCode,
          functionCode,
          provider: z.nullable(z.string().regex(/^[a-z-]{2,40}$/)).default(null),
          merchant: z.nullable(z.string().trim().min(1).max(100)).default(null),
          vpa: z
            .nullable(
              z
                .string()
                .regex(/^[A-Za-z0-9._-]{2,100}@[A-Za-z0-9.-]{2,64}$/, 'must be a UPI address such as town@bank'),
            )
            .default(null),
        })
        .refine((account) => account.channel !== 'online' || (account.provider && account.merchant), {
          message: 'An online account names its provider and merchant.',
          path: ['provider'],
        }),
    )
    .max(200)
    .default([]),
  appropriation: z.nullable(appropriationSchema).default(null),
})
export type SetAccounts = z.output<typeof setAccountsSchema>

export const accountsSchema = z.object({
  asOf: z.string(),
  billHeads: z.array(z.object({ service: z.string(), billHead: z.string(), names: namesSchema })),
  headAccounts: z.array(
    z.object({
      service: z.string(),
      billHead: z.string(),
      component: z.string(),
      fund: z.string(),
      functionCode: z.string(),
      receivableHead: z.nullable(z.string()),
      incomeHead: z.string(),
      priorIncomeHead: z.nullable(z.string()),
      remissionHead: z.string(),
      priorRemissionHead: z.nullable(z.string()),
      writeOffHead: z.nullable(z.string()),
    }),
  ),
  purposeAccounts: z.array(
    z.object({ purpose: z.string(), fund: z.string(), head: z.string(), functionCode: z.string() }),
  ),
  settlementAccounts: z.array(
    z.object({
      settlementAccountId: z.int(),
      fund: z.string(),
      channel: z.string(),
      names: namesSchema,
      head: z.string(),
      provider: z.nullable(z.string()),
      vpa: z.nullable(z.string()),
    }),
  ),
  appropriation: z.nullable(z.unknown()),
})
