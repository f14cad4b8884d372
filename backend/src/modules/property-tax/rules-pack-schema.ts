/** The file of a rule pack. `khasra tax schema` prints this as JSON Schema; every field says what it is for. */
import { z } from 'zod'
import { isDay } from '../../kernel/pure.ts'

const day = z.string().refine(isDay, 'must be a day like 2024-04-01')
const dayOfYear = z
  .string()
  .regex(/^(\d{4}-)?\d{2}-\d{2}( next year)?$/, 'must be 06-30, "04-01 next year" or a full date')
  .meta({ description: 'MM-DD inside the tax year; "MM-DD next year" for the one after; or a full date YYYY-MM-DD' })
const formula = z.union([z.string().min(1).max(2000), z.number()]).meta({
  description:
    'A formula: + - * / ( ) %, = != < <= > >= in [..], and or not, if(c, a, b), a ?? b (b where a is not stated), min max abs floor ceil round(x, to) roundUp(x, to) roundDown(x, to) has(x) years(from, to) days(from, to) year(day); lookup(table), lookup(table, "column"), lookup(table, key: value), slab(table, amount), sum(x) sum(x, condition) largest(x) smallest(x) average(x, condition) count(condition) over units (or owners), limitChange(order, old, new, mostUp, mostDown), line("head") what the head comes to so far. Money in rupees, areas in the pack\'s areaUnit. Names: earlier steps, settings, and any fact of the case (area, plotArea, builtArea, groundArea, unbuiltArea, age, floor, use, construction, occupancy, zone, year, asOf, yearStart, … or any field that the case states)',
})
const name = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be one word of letters, digits and _ that begins with a letter')
const head = z.string().min(1).max(60).meta({ description: 'Head of the bill, e.g. "property-tax"' })
const value = z.union([z.number(), z.string(), z.boolean()])
const percent = z
  .union([z.number(), z.string()])
  .meta({ description: 'A share: "6.25%", "1/3" or 0.0625 (never 6.25 for per cent)' })
const rounding = z.string().max(40).meta({
  description:
    '"nearest rupee", "rupee up", "paise up", "nearest paisa", "nearest 5 paise", "5 paise up", "10 rupees down"; magnitudes are rounded, so a rebate rounds like a tax',
})
const words = z.record(z.string(), z.string())

/** When something is in force and why. */
const dated = {
  from: day.optional().meta({ description: "First day in force; the pack's own `from` unless told" }),
  to: day.nullish().meta({ description: 'Last day in force; none: until further notice' }),
  instrument: z.string().optional().meta({ description: "Id of the legal instrument; the pack's own unless told" }),
  note: z.string().optional(),
}

const tableKey = z.union([
  z.string(),
  z.strictObject({
    key: z.string(),
    range: z.boolean().default(false).meta({ description: 'true: rows give bounds for it; else rows give words' }),
    of: formula.optional().meta({ description: 'What is looked up; the fact of the same name unless told' }),
    whole: z.boolean().default(false).meta({ description: 'Only whole numbers occur: 600 and 601 are neighbours' }),
    least: z
      .number()
      .nullable()
      .default(0)
      .meta({ description: 'Rows must cover everything from here; null: from minus infinity' }),
    most: z.number().nullable().default(null).meta({ description: '… up to here; null: without end' }),
  }),
])

const row = z.looseObject({ value: value.optional(), ...dated }).meta({
  description:
    'One rate: the table\'s keys by name (a word, a list of words, or "*" for any other; for a range key its bounds: {"from": ≥, "above": >, "upTo": ≤, "below": <}, "> 6000 <= 36000", or "*" for every number), `value`, further columns, from/to/instrument',
})

const table = z.strictObject({
  name,
  description: z.string().optional(),
  keys: z.array(tableKey).default([]),
  reading: z
    .union([z.enum(['lookup', 'whole-amount', 'telescopic']), z.strictObject({ setting: name })])
    .default('lookup')
    .meta({
      description:
        'How slab() reads it: whole-amount (all of the amount at the rate of its slab), telescopic (each part at its own rate), or as a setting says; lookup tables are only looked up',
    }),
  required: z
    .boolean()
    .default(false)
    .meta({ description: 'No source gives the rows: the town or the case must bring them (`tables`)' }),
  instrument: z.string().optional(),
  rows: z.array(row).default([]),
})

const input = z.strictObject({
  name,
  of: z.enum(['unit', 'property', 'owner', 'case']).default('property'),
  description: z.string(),
  values: z.array(z.string()).optional().meta({ description: 'The only words taken' }),
  default: value.optional().meta({ description: 'What holds where the case does not say' }),
  required: z.boolean().default(false),
})

const setting = z.strictObject({
  name,
  value: value.optional(),
  required: z.boolean().default(false).meta({
    description:
      'No source gives it: the town or the case must set it (`settings`); asked for only when a formula needs it',
  }),
  optional: z
    .boolean()
    .default(false)
    .meta({ description: 'May be set by the town or the case; not stated otherwise (test it with has())' }),
  values: z.array(z.string()).optional().meta({ description: 'The only words taken' }),
  description: z.string().optional(),
  ...dated,
})

const step = z.strictObject({
  id: name,
  label: z.union([z.string(), words]).optional(),
  per: z
    .enum(['property', 'unit', 'owner'])
    .default('property')
    .meta({ description: 'Computed once, for each unit, or for each owner (with `share`, a fraction)' }),
  formula,
  when: formula.optional().meta({ description: 'Where it is false the step is 0 (or `otherwise`) and makes no line' }),
  otherwise: formula.optional(),
  given: z.array(z.string()).optional().meta({
    description:
      'Facts of the case that, when stated, are taken instead of the formula, e.g. ["annualLettingValue", "alv"]',
  }),
  round: rounding.optional(),
  head: head
    .optional()
    .meta({ description: 'Makes the amount a line of the bill under this head; reductions are negative' }),
  against: head.optional().meta({ description: 'For a reduction: the head that it reduces' }),
  keptIfPaidBy: dayOfYear
    .optional()
    .meta({ description: 'A concession that is lost when the year is not paid in full by then' }),
  ...dated,
})

const rebate = z.strictObject({
  id: name,
  head: head.default('rebate'),
  formula: formula.meta({ description: 'Rupees of the rebate, positive; e.g. "propertyTax * 6.25%"' }),
  when: formula.optional(),
  until: dayOfYear.optional().meta({ description: 'Last day to pay in full' }),
  withinDaysOfBill: z
    .int()
    .min(0)
    .optional()
    .meta({ description: "Instead of `until`: days after the case's `billedOn`" }),
  round: rounding.optional(),
  ...dated,
})

const penalty = z.strictObject({
  id: name,
  head: head.default('penalty'),
  mode: z.enum(['month-or-part', 'per-day', 'month-stepped', 'flat']).meta({
    description:
      'month-or-part: `rate` for every month begun after the due day. per-day: `rate` a year, simple, for each day. month-stepped: the rate of the last step reached. flat: `rate` once',
  }),
  rate: z
    .union([percent, z.array(z.strictObject({ rate: percent, ...dated }))])
    .optional()
    .meta({
      description:
        'By the month, the year, or once; a dated list where it changed: each day bears the rate of its time',
    }),
  steps: z.array(z.strictObject({ from: dayOfYear, rate: percent })).optional(),
  on: z.enum(['all', 'current', 'arrears']).default('all'),
  heads: z.array(z.string()).optional().meta({ description: 'Only dues of these heads' }),
  dueOn: dayOfYear.optional().meta({ description: 'Due day of a due that states none' }),
  daysInYear: z.int().min(360).max(366).default(365),
  countDueDay: z
    .boolean()
    .default(false)
    .meta({ description: 'per-day: the due day counts too, so that one day late is two days' }),
  graceDays: z.int().min(0).default(0),
  most: percent.optional().meta({ description: 'Never more than this share of the due' }),
  when: formula.optional().meta({
    description: 'Knows `dues` (all owed), `principal` and `interest` (of all dues), besides steps and facts',
  }),
  round: rounding.optional(),
  ...dated,
})

const waiver = z.strictObject({
  of: z.enum(['interest', 'principal']),
  heads: z.array(z.string()).optional(),
  years: z
    .strictObject({ olderThan: z.int().min(0).optional(), before: z.string().optional() })
    .optional()
    .meta({ description: 'olderThan 5: years more than five before this one; before "2019-20"' }),
  share: percent.optional(),
  by: formula.optional().meta({
    description: 'What the bands go by: `dues`, `principal` or `interest` of these heads and years; `dues` unless told',
  }),
  bands: z
    .array(z.looseObject({ share: percent }))
    .optional()
    .meta({ description: 'Bounds and share of each band: {"upTo": 50000, "share": "100%"}' }),
})

const amnesty = z.strictObject({
  id: name,
  head: head.default('amnesty'),
  label: z.union([z.string(), words]).optional(),
  byApplication: z.boolean().default(false).meta({ description: 'Only where the case names it in `amnesty`' }),
  when: formula.optional(),
  waive: z.array(waiver).min(1),
  mostInstalments: z.int().min(1).optional(),
  firstPayment: percent.optional().meta({ description: 'Share of what remains that must be paid on the day' }),
  round: rounding.optional(),
  ...dated,
})

const misdeclaration = z.strictObject({
  of: name.meta({ description: 'The step whose amount was declared too low' }),
  head: head.default('misdeclaration-penalty'),
  differenceHead: head
    .optional()
    .meta({ description: 'Head of the difference of the earlier years that are reopened' }),
  tolerance: percent.default(0).meta({ description: 'A difference up to this share (inclusive) has no penalty' }),
  toleranceOf: z.enum(['declared', 'found']).default('declared'),
  multiple: z.union([z.number(), z.string()]).meta({ description: 'Times the difference' }),
  yearsReopened: z.int().min(1).default(1),
  voluntaryDays: z
    .int()
    .min(0)
    .optional()
    .meta({ description: 'Corrected by the owner within these days of filing …' }),
  voluntaryMultiple: z
    .union([z.number(), z.string()])
    .default(0)
    .meta({ description: '… bears this multiple instead' }),
  round: rounding.optional(),
  ...dated,
})

const example = z.strictObject({
  name: z.string(),
  source: z.string().optional().meta({ description: 'Where the figures are printed, or "derived"' }),
  case: z.looseObject({}).meta({ description: 'A case, see the schema of a case' }),
  expect: z.strictObject({
    totalPaise: z.int().optional(),
    lines: z.record(z.string(), z.int()).optional().meta({ description: 'Paise by head, lines of one head added up' }),
    steps: z.record(z.string(), value).optional().meta({
      description:
        'What steps come to, rupees; id[1] is the second unit; amnesties add id.firstPayment and id.mostInstalments',
    }),
    allocations: z
      .record(z.string(), z.int())
      .optional()
      .meta({ description: 'Paise that payments put to a kind, head or instalment' }),
    statements: z.int().optional().meta({ description: 'How many statements the bill carries' }),
    fault: z.string().optional().meta({ description: 'Words of the refusal that is expected' }),
  }),
})

export const packSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be small letters, digits and dashes'),
    title: z.union([z.string(), words]),
    description: z.string().optional(),
    kind: z
      .enum(['law', 'sample'])
      .default('law')
      .meta({ description: 'sample: figures made up for demonstration, never law' }),
    cities: z
      .array(z.string())
      .default([])
      .meta({ description: 'Towns (`property.city`) that the pack serves when a case names no pack' }),
    extends: z
      .string()
      .optional()
      .meta({ description: 'Name of a pack whose parts hold unless this one has a part of the same name' }),
    from: day.meta({ description: 'First day of the rules' }),
    to: day.nullish().meta({ description: 'Last day of the rules' }),
    yearStart: z
      .string()
      .regex(/^\d{2}-\d{2}$/)
      .default('04-01'),
    areaUnit: z.string().default('sqm').meta({ description: 'Unit of areas in formulas: sqm, sqft, sqyd' }),
    sqmPerAreaUnit: z
      .number()
      .positive()
      .optional()
      .meta({ description: "The instrument's own factor, when it prints one" }),
    areaRound: rounding.optional().meta({ description: 'Areas are rounded to the unit before use; "nearest 1"' }),
    round: rounding.default('nearest paisa').meta({ description: 'Of lines that say nothing themselves' }),
    instruments: z
      .record(
        z.string(),
        z.strictObject({
          title: z.string().min(3),
          number: z.string().optional(),
          date: z.string().optional(),
          source: z.string().optional(),
          trust: z.enum(['A', 'B', 'C', 'D', 'E']).optional(),
          note: z.string().optional(),
        }),
      )
      .meta({ description: 'Acts, rules, notifications, resolutions by id' }),
    instrument: z.string().meta({ description: 'Id of the instrument of every part that names none' }),
    inputs: z.array(input).default([]),
    settings: z.array(setting).default([]),
    orders: z
      .record(z.string(), z.array(z.string()))
      .default({})
      .meta({ description: 'Words in order, lowest first: {"zone": ["F", "E", "D", "C", "B", "A"]}' }),
    tables: z.array(table).default([]),
    aggregation: z
      .array(z.strictObject({ of: name, as: name, ...dated }))
      .default([])
      .meta({
        description:
          "From step `of` on, `as` is the sum over all buildings of the owner (the case's `otherProperties`); outside these dates it is the building's own",
      }),
    steps: z.array(step).default([]).meta({ description: 'In the order of computing' }),
    dueOn: dayOfYear.optional().meta({ description: "Due day of the year's demand, when there are no instalments" }),
    instalments: z.array(z.strictObject({ id: z.string(), share: percent, dueOn: dayOfYear })).default([]),
    rebates: z.array(rebate).default([]),
    penalties: z.array(penalty).default([]),
    amnesties: z.array(amnesty).default([]),
    misdeclaration: z.array(misdeclaration).default([]),
    appropriation: z.array(z.string()).default([]).meta({
      description:
        'Order in which a payment is applied: "costs", "interest", "arrears", "current", ids of instalments, heads; what is not named comes last',
    }),
    roundOff: z.strictObject({ head: head.default('round-off'), round: rounding, ...dated }).optional(),
    statements: z
      .array(z.strictObject({ when: formula.optional(), text: z.union([z.string(), words]), ...dated }))
      .default([])
      .meta({ description: 'Sentences that the bill must carry' }),
    examples: z.array(example).default([]),
  })
  .meta({ title: 'Rule pack of a property tax' })

export type PackFile = z.infer<typeof packSchema>
