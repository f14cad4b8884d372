import { z } from 'zod'
import { daySchema, idSchema, namesSchema } from '../../kernel/index.ts'
import { billHeadSchema, componentSchema, serviceSchema } from './schemas-accounts.ts'
import { paise, referenceSchema, yearSchema } from './schemas-bills.ts'

const id = z.int().min(1).max(Number.MAX_SAFE_INTEGER)
const text = (most: number) => z.string().trim().min(1).max(most)
const percent = z.number().min(0).max(100).multipleOf(0.01)
const codeSchema = z.string().regex(/^[a-z][a-z0-9-]{1,60}$/, 'must be small letters, digits and -')

const waivedPartSchema = z.strictObject({
  components: z.array(componentSchema).min(1).max(4),
  heads: z.array(billHeadSchema).min(1).max(50).optional(),
  yearFrom: yearSchema.optional(),
  yearTo: yearSchema.optional(),
  percent,
})

/** Terms of an amnesty: head × year × component in bands of total dues, instalments, and who may not take part. */
export const amnestyTermsSchema = z.strictObject({
  services: z.array(serviceSchema).min(1).max(10),
  yearFrom: yearSchema.optional(),
  yearTo: yearSchema.optional(),
  bands: z
    .array(z.strictObject({ upToPaise: z.nullable(paise), waive: z.array(waivedPartSchema).max(20) }))
    .min(1)
    .max(20),
  clearsEarlierThanYears: z.int().min(1).max(50).optional(),
  rounding: z.enum(['paisa', 'rupee-in-favour']),
  instalments: z.strictObject({
    most: z.int().min(1).max(36),
    firstPercent: percent,
    everyDays: z.int().min(1).max(366),
    graceDays: z.int().min(0).max(366),
  }),
  refusesStayed: z.boolean(),
  largestDuesPaise: paise.optional(),
})

export const prepareAmnestySchema = z
  .strictObject({
    code: codeSchema,
    names: namesSchema,
    terms: amnestyTermsSchema,
    opensOn: daySchema,
    closesOn: daySchema,
  })
  .refine((amnesty) => amnesty.closesOn >= amnesty.opensOn, {
    message: 'An amnesty closes on the day on which it opens or later.',
    path: ['closesOn'],
  })
export type PrepareAmnesty = z.output<typeof prepareAmnestySchema>

/** The council's resolution that puts a scheme in force. */
export const resolveSchema = z.strictObject({ number: text(100), date: daySchema, documentId: id.optional() })
export type Resolve = z.output<typeof resolveSchema>

export const amnestyParams = z.strictObject({ amnestyId: idSchema })

export const grantAmnestySchema = z
  .strictObject({
    propertyId: id.optional(),
    reference: referenceSchema.optional(),
    instalments: z.int().min(1).max(36).default(1),
  })
  .refine((place) => (place.propertyId === undefined) !== (place.reference === undefined), {
    message: 'Name a property or an account number.',
    path: ['propertyId'],
  })
export type GrantAmnesty = z.output<typeof grantAmnestySchema>

const instalmentSchema = z.object({ dueOn: z.string(), amountPaise: z.int() })

export const grantedSchema = z.object({
  grantId: z.int(),
  duesPaise: z.int(),
  waivedPaise: z.int(),
  payablePaise: z.int(),
  instalments: z.array(instalmentSchema),
})

export const offersQuerySchema = z
  .strictObject({ propertyId: idSchema.optional(), reference: referenceSchema.optional() })
  .refine((place) => (place.propertyId === undefined) !== (place.reference === undefined), {
    message: 'Name a property or an account number.',
    path: ['propertyId'],
  })
export const offersSchema = z.object({
  offers: z.array(
    z.object({
      amnestyId: z.int(),
      code: z.string(),
      names: namesSchema,
      closesOn: z.string(),
      duesPaise: z.int(),
      waivedPaise: z.int(),
      payablePaise: z.int(),
      mostInstalments: z.int(),
      /** Where less due would mean more forgiven: how much over the band before, and what that costs. */
      notch: z.nullable(z.object({ overPaise: z.int(), costPaise: z.int() })),
    }),
  ),
})

/** A waiver or automatic credit. Nothing of it is in force until a resolution is entered. */
export const prepareCreditSchema = z
  .strictObject({
    code: codeSchema,
    kind: z.enum(['waiver', 'credit']),
    names: namesSchema,
    definition: z.strictObject({
      services: z.array(serviceSchema).min(1).max(10),
      heads: z.array(billHeadSchema).min(1).max(50).optional(),
      components: z.array(componentSchema).min(1).max(4).optional(),
      percent: percent.optional(),
      perCountPaise: paise.optional(),
      counts: text(100).optional(),
      largestPaise: paise.optional(),
    }),
  })
  .refine((rule) => rule.definition.percent !== undefined || rule.definition.perCountPaise !== undefined, {
    message: 'Say what is taken off: a share, or an amount for every counted thing.',
    path: ['definition', 'percent'],
  })
export type PrepareCredit = z.output<typeof prepareCreditSchema>

export const resolveCreditSchema = resolveSchema.extend({ from: daySchema, to: daySchema.optional() })
export type ResolveCredit = z.output<typeof resolveCreditSchema>
export const ruleParams = z.strictObject({ ruleId: idSchema })

export const applyCreditSchema = z.strictObject({
  /** The occasion: a bill is credited once for it, e.g. 2026-07 or the number of an incident. */
  occasion: text(100),
  bills: z
    .array(z.strictObject({ billId: id, count: z.int().min(0).max(10_000).default(0) }))
    .min(1)
    .max(1000),
})
export type ApplyCredit = z.output<typeof applyCreditSchema>
export const appliedSchema = z.object({ credited: z.int(), repeated: z.int(), totalPaise: z.int() })
