/** What a price list is: its schema, its faults, and the reading of one. Pure; rooms take it by `pure-tariff.ts`. */
import { z } from 'zod'
import { Invalid } from './errors.ts'
import { type Slab, slabFaults } from './pure-slabs.ts'

const code = z.string().regex(/^[a-z][a-z0-9-]{0,60}$/)
const name = z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,40}(:[a-z0-9-]{1,40})?$/)
const paise = z.int().min(-1_000_000_000_000).max(1_000_000_000_000)
const bound = z.number().min(0).max(1_000_000_000)
const fraction = { numerator: z.int().min(0).max(1_000_000_000), denominator: z.int().min(1).max(1_000_000_000) }

export const slabSchema = z.strictObject({
  lower: bound,
  lowerInclusive: z.boolean(),
  upper: bound.nullable().meta({ description: 'null: without end' }),
  upperInclusive: z.boolean(),
  paise: paise
    .nullable()
    .meta({ description: 'Rate or amount; null where the source is silent: then no charge is made up' }),
}) satisfies z.ZodType<Slab>

const bySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('amount'), paise }).meta({ description: 'A fixed sum' }),
  z.strictObject({ kind: z.literal('rate'), of: name, paise }).meta({ description: 'Quantity × rate' }),
  z
    .strictObject({
      kind: z.literal('slabs'),
      of: name,
      mode: z.enum(['telescopic', 'whole', 'amount']),
      slabs: z.array(slabSchema).min(1).max(200),
    })
    .meta({ description: 'Slabs that cover everything from 0: gaps and overlaps refuse to load' }),
  z
    .strictObject({ kind: z.literal('share-of-heads'), heads: z.array(code).min(1).max(40), ...fraction })
    .meta({ description: 'A fraction of what earlier heads came to: cess, sewerage on water' }),
  z
    .strictObject({ kind: z.literal('share-of-value'), of: name, ...fraction })
    .meta({ description: 'A fraction of a value in paise, such as the annual value of the property' }),
])

export const chargeSchema = z.strictObject({
  head: code,
  when: z
    .record(name, z.array(z.string().min(1).max(60)).min(1).max(60))
    .default({})
    .meta({ description: 'Attributes that must have one of these values' }),
  perMonths: z
    .int()
    .min(1)
    .max(12)
    .nullable()
    .default(null)
    .meta({ description: 'Span that the figures stand for; null: once, whatever the span' }),
  by: bySchema,
  times: name.nullable().default(null).meta({ description: 'Multiply by this quantity too: taps' }),
  minimumPaise: paise.nullable().default(null),
  minimumBy: z
    .strictObject({ of: name, slabs: z.array(slabSchema).min(1).max(200) })
    .nullable()
    .default(null)
    .meta({ description: 'A minimum that depends on another quantity, such as the size of the ferrule' }),
  maximumPaise: paise.nullable().default(null),
  source: z.string().min(1).max(300).nullable().default(null),
})

const roundingSchema = z.strictObject({
  toPaise: z.int().min(1).max(100_000).meta({ description: '1: paise, 5: five paise, 100: rupees' }),
  mode: z.enum(['nearest', 'up', 'down']),
})

export const tariffVersionSchema = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date().nullable().meta({ description: 'First day on which it does not hold; null: until the next' }),
  instrument: z.string().min(1).max(400),
  rounding: roundingSchema,
  charges: z.array(chargeSchema).min(1).max(400),
})

/** What is charged for: attributes are words, quantities numbers. */
export const tariffCaseSchema = z.strictObject({
  asOf: z.iso.date(),
  months: z.int().min(1).max(120).default(1).meta({ description: 'Length of the span that is charged' }),
  attributes: z.record(name, z.string().max(60)).default({}),
  quantities: z.record(name, bound.max(1e15)).default({}),
})

export const tariffPackSchema = z.strictObject({
  pack: code,
  about: z.string().min(1).max(600),
  source: z.strictObject({
    title: z.string().min(1).max(400),
    trust: z.enum(['A', 'B', 'C', 'D', 'E']).meta({ description: 'A statute … E unofficial' }),
  }),
  needsResolution: z.boolean().meta({ description: 'Off in every town until its own resolution is entered' }),
  versions: z.array(tariffVersionSchema).min(1).max(60),
})

export type Charge = z.output<typeof chargeSchema>
export type TariffVersion = z.output<typeof tariffVersionSchema>
export type TariffPack = z.output<typeof tariffPackSchema>
export type TariffCase = z.output<typeof tariffCaseSchema>

/** One head of what is charged. */
export interface TariffLine {
  head: string
  amountPaise: number
  formula: string
  source: string
}

/** What a case comes to, with pack and instrument. */
export interface TariffResult {
  pack: string
  instrument: string
  lines: TariffLine[]
  totalPaise: number
}

/** What is wrong with a pack, one sentence each; empty when it may be used. Gaps and overlaps of its versions count. */
export function packFaults(pack: TariffPack): string[] {
  const versions = [...pack.versions].sort((a, b) => (a.from < b.from ? -1 : 1))
  const faults: string[] = []
  for (const [at, version] of versions.entries()) {
    const next = versions[at + 1]
    if (version.to !== null && version.to <= version.from)
      faults.push(`the version of ${version.from} ends before it begins`)
    if (next && version.to === null)
      faults.push(`the version of ${version.from} has no end, and one of ${next.from} follows`)
    if (next && version.to !== null && version.to < next.from)
      faults.push(`no version holds from ${version.to} to ${next.from}`)
    if (next && version.to !== null && version.to > next.from) faults.push(`two versions hold on ${next.from}`)
    faults.push(...versionFaults(version))
  }
  return faults
}

function versionFaults(version: TariffVersion): string[] {
  const before = new Set<string>()
  return version.charges.flatMap((charge) => {
    const where = `${version.from}, ${charge.head}`
    const { by } = charge
    const unknown = by.kind === 'share-of-heads' ? by.heads.filter((head) => !before.has(head)) : []
    before.add(charge.head)
    const inverted =
      charge.minimumPaise !== null && charge.maximumPaise !== null && charge.minimumPaise > charge.maximumPaise
    return [
      ...(by.kind === 'slabs' ? slabFaults(by.slabs).map((fault) => `${where}: ${fault}`) : []),
      ...(charge.minimumBy ? slabFaults(charge.minimumBy.slabs).map((fault) => `${where}, minimum: ${fault}`) : []),
      ...unknown.map((head) => `${where}: ${head} is not reckoned before it`),
      ...(inverted ? [`${where}: the minimum is above the maximum`] : []),
    ]
  })
}

/** Reads a pack. @throws Invalid naming every fault */
export function readPack(value: unknown): TariffPack {
  const parsed = tariffPackSchema.safeParse(value)
  if (!parsed.success)
    throw new Invalid('pack', 'This is no tariff pack: {what}', {
      parameters: {
        what: parsed.error.issues
          .map((each) => `${each.path.join('.')} ${each.message}`)
          .join('; ')
          .slice(0, 600),
      },
    })
  const faults = packFaults(parsed.data)
  if (faults.length)
    throw new Invalid('pack', 'This tariff pack cannot be used: {what}', {
      parameters: { what: faults.join('; ') },
      reasons: faults,
    })
  return parsed.data
}
