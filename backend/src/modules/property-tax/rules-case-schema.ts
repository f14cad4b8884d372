/** A case: one property for one tax year, with what is owed and paid. `khasra tax schema` prints this. */
import { z } from 'zod'
import { isDay } from '../../kernel/pure.ts'

const day = z.string().refine(isDay, 'must be a day like 2024-04-01')
const area = z.number().positive('must be more than 0').max(1e9)
const paise = z.int('must be whole paise').min(0, 'must not be negative')
const rupees = z.number().min(0, 'must not be negative').max(9e13)
const share = z.union([
  z.number().positive().max(1),
  z.string().regex(/^\d+\/[1-9]\d*$|^\d+(\.\d+)?%?$/, 'must be a fraction like 1/3'),
])

const areas = {
  areaSqm: area.optional().meta({ description: 'Area in square metres; or areaSqft, areaSqyd' }),
  areaSqft: area.optional(),
  areaSqyd: area.optional(),
}

export const unitSchema = z
  .looseObject({
    floor: z
      .union([z.int().min(-10).max(200), z.string()])
      .optional()
      .meta({ description: '0 is the ground; "ground", "basement", "stilt", "first" are read too' }),
    use: z.string().optional().meta({ description: "residential, commercial, … as the pack's tables say" }),
    construction: z.string().optional(),
    occupancy: z.string().optional().meta({ description: 'self, rented, vacant, …' }),
    builtYear: z.int().min(1500).max(2200).optional(),
    ...areas,
  })
  .meta({
    description:
      'A unit of one floor; any further field is a fact that formulas may use (annualRent, roadFactor, unauthorised, …)',
  })

export const propertySchema = z
  .looseObject({
    city: z.string().optional(),
    zone: z.union([z.string(), z.number()]).optional(),
    locality: z.string().optional(),
    plotAreaSqm: area.optional().meta({ description: 'or plotAreaSqft, plotAreaSqyd' }),
    plotAreaSqft: area.optional(),
    plotAreaSqyd: area.optional(),
  })
  .meta({
    description:
      'The property; any further field is a fact that formulas may use (colonyClass, roadWidthM, joinedOn, annualLettingValue, …)',
  })

const dueSchema = z.strictObject({
  id: z.string().optional(),
  head: z.string().default('property-tax'),
  kind: z.enum(['arrears', 'current', 'costs']).default('arrears'),
  year: z
    .string()
    .regex(/^\d{4}-\d{2}$/, 'must be a year like 2021-22')
    .optional(),
  instalment: z.string().optional(),
  amountPaise: paise.optional().meta({ description: 'Principal; or `amount` in rupees' }),
  amount: rupees.optional(),
  interestPaise: paise.optional().meta({
    description:
      'Interest or surcharge owed already; or `interest`, `surcharge` in rupees. With it no more accrues unless `accruedTo` says until when',
  }),
  interest: rupees.optional(),
  surcharge: rupees.optional(),
  accruedTo: day.optional(),
  dueOn: day.optional(),
})

const paymentSchema = z.strictObject({
  on: day,
  amountPaise: paise.optional(),
  amount: rupees.optional(),
  reference: z.string().optional(),
})

export const caseSchema = z
  .looseObject({
    asOf: day.meta({ description: 'The day on which the bill is looked at: interest and rebates depend on it' }),
    year: z.union([z.string(), z.number()]).optional().meta({
      description:
        'Tax year, "2024-25" or 2024; that of asOf unless told. With it rates are those of its first day, else those of asOf',
    }),
    pack: z.string().optional(),
    billedOn: day.optional(),
    property: propertySchema.default({}),
    units: z.array(unitSchema).max(2000).optional(),
    owners: z
      .array(z.looseObject({ share: share.optional(), category: z.string().optional() }))
      .max(2000)
      .optional()
      .meta({ description: 'Equal shares where none states a share; category e.g. "widow"' }),
    otherProperties: z.array(z.looseObject({})).max(500).optional().meta({
      description:
        "The owner's other buildings in the town, each { property, units } or the facts of the property itself",
    }),
    arrears: z.array(dueSchema).max(500).default([]),
    payments: z.array(paymentSchema).max(500).default([]),
    amnesty: z.union([z.string(), z.boolean()]).optional(),
    declared: z
      .looseObject({
        taxPaise: paise.optional(),
        tax: rupees.optional(),
        property: propertySchema.optional(),
        units: z.array(unitSchema).optional(),
        filedOn: day.optional(),
        correctedOn: day.optional(),
        years: z.int().min(1).max(50).default(1),
      })
      .optional()
      .meta({ description: 'What the owner declared, where the case is what was found' }),
    settings: z
      .record(z.string(), z.union([z.number(), z.string(), z.boolean()]))
      .default({})
      .meta({ description: 'Settings that the pack requires' }),
    tables: z
      .record(z.string(), z.array(z.looseObject({})))
      .default({})
      .meta({ description: 'Rows of tables that the pack requires' }),
  })
  .meta({ title: 'Case of a property tax' })

export type CaseFile = z.infer<typeof caseSchema>
