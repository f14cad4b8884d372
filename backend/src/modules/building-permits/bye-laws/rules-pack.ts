/** A pack of bye-laws as a file: facts, rules with their rows, worked examples. Every row can say its clause and source. Pure. */
import { z } from 'zod'

const name = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)?$/, 'must be a name like depthM or setback.front')
const word = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]*$/, 'must be a word like residential or DA-01')
const words = z.object({ en: z.string().min(1), hi: z.string().min(1), mr: z.string().min(1) })
const day = z.iso.date()

/** Part of a number line. `over` and `under` leave their end out, `from` and `upTo` take it in. */
export const rangeSchema = z
  .strictObject({
    over: z.number().optional(),
    from: z.number().optional(),
    under: z.number().optional(),
    upTo: z.number().optional(),
  })
  .refine((range) => range.over === undefined || range.from === undefined, 'must begin once: over or from')
  .refine((range) => range.under === undefined || range.upTo === undefined, 'must end once: under or upTo')
  .refine((range) => Object.keys(range).length > 0, 'must have an end')
export type Range = z.output<typeof rangeSchema>

/** What can be known of a plot and a building, besides those that every pack has. */
const factSchema = z.union([
  z
    .strictObject({ values: z.array(word).min(1).max(60), default: word.optional(), names: words.optional() })
    .meta({ description: 'One of some words' }),
  z
    .strictObject({
      unit: z.string().min(1).max(20),
      /** No value lies below; zero unless said. */
      least: z.number().default(0),
      default: z.number().optional(),
      names: words.optional(),
    })
    .meta({ description: 'A number with its unit' }),
])

const provenance = {
  /** Section, rule or table. */
  clause: z.string().min(1).max(200).optional(),
  /** Where it was read. */
  source: z.string().min(1).max(300).optional(),
  note: z.string().min(1).max(500).optional(),
}

/** A row: where it holds, and what it gives. What no source gives is a row too: `notSourced` says so, and no number is made up. */
export const rowSchema = z
  .strictObject({
    when: z.record(name, z.union([rangeSchema, z.array(word).min(1).max(60)])).default({}),
    value: z.number().optional(),
    formula: z.string().min(1).max(300).optional(),
    word: word.optional(),
    notSourced: z.string().min(1).max(300).optional(),
    ...provenance,
  })
  .refine(
    ({ value, formula, word: text, notSourced }) =>
      [value, formula, text, notSourced].filter((each) => each !== undefined).length === 1,
    'must give exactly one of value, formula, word and notSourced',
  )
export type Row = z.output<typeof rowSchema>

export const ruleSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,60}$/),
  /** What it gives: setback.front, coverage (percent), far, parkingEcs … Other rules may ask for it. */
  gives: name,
  unit: z.string().min(1).max(20),
  names: words.optional(),
  ...provenance,
  validFrom: day.optional(),
  validTo: day.optional(),
  rows: z.array(rowSchema).min(1).max(400),
})
export type Rule = z.output<typeof ruleSchema>

/** A worked example: what is known, and what must come out. */
export const exampleSchema = z.strictObject({
  id: z.string().min(1).max(60),
  words: z.string().min(1).max(300).optional(),
  on: day.optional(),
  given: z.record(name, z.union([z.number(), word])),
  /** Null: nothing may come out, because no source says it. */
  expect: z.record(name, z.union([z.number(), word, z.null()])),
  source: z.string().min(1).max(300).optional(),
})

export const packSchema = z.strictObject({
  pack: z.string().regex(/^[a-z][a-z0-9-]{1,60}$/),
  kind: z.literal('bye-laws'),
  names: words,
  instrument: z.string().min(3).max(500),
  source: z.string().min(3).max(500),
  /** How far it can be trusted: A statute or judgment, B official portal, C press, D peer's code, E unofficial. */
  trust: z.enum(['A', 'B', 'C', 'D', 'E']),
  validFrom: day,
  /** The first day on which it no longer holds. */
  validTo: day.optional(),
  uses: z.array(word).min(1).max(60),
  zones: z.strictObject({
    values: z.array(word).min(1).max(60),
    default: word,
    aliases: z.record(word, word).default({}),
  }),
  facts: z.record(name, factSchema).default({}),
  rules: z.array(ruleSchema).min(1).max(300),
  examples: z.array(exampleSchema).min(1).max(300),
})
export type Pack = z.output<typeof packSchema>

/** Facts that every pack knows. */
export const commonFacts = {
  widthM: { unit: 'm' },
  depthM: { unit: 'm' },
  plotSqm: { unit: 'm²' },
  roadM: { unit: 'm' },
  heightM: { unit: 'm' },
  builtUpSqm: { unit: 'm²' },
} as const

/** A case as `khasra plan envelope` takes it, for the schema. */
export const caseSchema = z.strictObject({
  byeLaws: z.string(),
  on: day.optional(),
  use: word,
  zone: word.optional(),
  widthM: z.number().positive(),
  depthM: z.number().positive(),
  plotSqm: z.number().positive().optional(),
  roadM: z.number().positive().optional(),
  heightM: z.number().positive().optional(),
  builtUpSqm: z.number().positive().optional(),
  facts: z.record(name, z.union([z.number(), word])).optional(),
})
