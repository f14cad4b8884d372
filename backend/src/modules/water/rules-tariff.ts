/** Water as a price list sees it: a connection and its period turned into attributes and quantities, and what may be raised when. Pure. */
import { z } from 'zod'
import { addMonths, type Day, Invalid } from '../../kernel/pure.ts'
import {
  computeTariff,
  type PackFile,
  packExamples,
  type TariffCase,
  type TariffLine,
  type TariffPack,
  type TariffResult,
} from '../../kernel/pure-tariff.ts'

export const billingBases = ['metered', 'flat', 'ferrule', 'per-tap', 'property-linked', 'free'] as const
export type BillingBasis = (typeof billingBases)[number]

const count = z.int().min(0).max(1_000_000)
const amount = z.number().min(0).max(1_000_000_000)

/** A case as `khasra water compute` and the rules take it. What a tariff does not ask for may be left out. */
export const waterCaseSchema = z.strictObject({
  asOf: z.iso.date(),
  pack: z.string().max(80).optional(),
  months: z
    .int()
    .min(1)
    .max(120)
    .default(1)
    .meta({ description: 'Months that are charged; a metered tariff by the quarter takes 3' }),
  connection: z.strictObject({
    category: z.string().min(1).max(60).meta({ description: 'residential, commercial … as the tariff calls it' }),
    basis: z.enum(billingBases).optional(),
    ferruleMm: amount.optional(),
    taps: count.optional(),
    fixtures: count.optional().meta({ description: 'Seats of water closets, for sewerage by seat' }),
    sewered: z.boolean().optional(),
  }),
  consumptionKl: amount.optional(),
  property: z
    .strictObject({
      annualValuePaise: z.int().min(0).max(1e15).optional(),
      plotAreaSqm: amount.optional(),
      use: z.string().max(60).optional(),
    })
    .optional(),
  roadCuts: z
    .array(z.strictObject({ surface: z.string().min(1).max(40), areaSqm: amount }))
    .max(40)
    .optional(),
  attributes: z
    .record(z.string().max(40), z.string().max(60))
    .optional()
    .meta({ description: 'Whatever else a pack asks by name' }),
  quantities: z.record(z.string().max(82), amount).optional(),
})
export type WaterCase = z.output<typeof waterCaseSchema>

/** The words and quantities of a case, by the names that packs use. */
export function tariffCaseOf(given: WaterCase): TariffCase {
  const { connection, property, roadCuts = [] } = given
  const known: Record<string, number | undefined> = {
    consumptionKl: given.consumptionKl,
    ferruleMm: connection.ferruleMm,
    taps: connection.taps,
    fixtures: connection.fixtures,
    annualValuePaise: property?.annualValuePaise,
    plotAreaSqm: property?.plotAreaSqm,
    ...roadCutsOf(roadCuts),
    ...given.quantities,
  }
  return {
    asOf: given.asOf,
    months: given.months,
    attributes: {
      category: connection.category,
      basis: connection.basis ?? '',
      sewered: connection.sewered ? 'yes' : 'no',
      ...(property?.use && { use: property.use }),
      ...given.attributes,
    },
    quantities: Object.fromEntries(
      Object.entries(known).filter((pair): pair is [string, number] => pair[1] !== undefined),
    ),
  }
}

/** Areas of road to be cut: all together, and by surface, with nothing of every surface that is not named. */
function roadCutsOf(cuts: readonly { surface: string; areaSqm: number }[]): Record<string, number> {
  const sums: Record<string, number> = { roadCutSqm: 0 }
  for (const surface of roadSurfaces) sums[`roadCutSqm:${surface}`] = 0
  for (const { surface, areaSqm } of cuts) {
    if (!(`roadCutSqm:${surface}` in sums))
      throw new Invalid('roadCuts', 'There is no such surface.', { got: surface, expected: roadSurfaces })
    sums[`roadCutSqm:${surface}`]! += areaSqm
    sums.roadCutSqm! += areaSqm
  }
  return sums
}

/** Surfaces that a road may have where it is cut. */
export const roadSurfaces = ['berm', 'bm-premix', 'brick', 'cc', 'paver', 'open-pipe', 'premix-carpet'] as const

/** What a connection is charged for a period. @throws Invalid naming what the tariff asks for */
export const chargeConnection = (pack: TariffPack, given: WaterCase): TariffResult =>
  given.connection.basis === 'free'
    ? { pack: pack.pack, instrument: 'free', lines: [], totalPaise: 0 }
    : computeTariff(pack, tariffCaseOf(given))

/** How far a rate may be raised by an instrument: only after so many years, by at most such a part. */
export const revisionLimitSchema = z.strictObject({
  yearsWithout: z.int().min(0).max(100),
  numerator: z.int().min(1),
  denominator: z.int().min(1),
  instrument: z.string().min(1),
})
export type RevisionLimit = z.output<typeof revisionLimitSchema>

/** The most that a rate may become, or null where this way is not open: it was revised too lately. */
export function highestRevision(
  ratePaise: number,
  lastRevisedOn: Day,
  today: Day,
  limit: RevisionLimit,
): number | null {
  const due = `${Number(lastRevisedOn.slice(0, 4)) + limit.yearsWithout}${lastRevisedOn.slice(4)}`
  if (today <= due) return null
  return ratePaise + Math.floor((ratePaise * limit.numerator) / limit.denominator)
}

/** Whole months between two days. @throws Invalid where the period is not a number of months */
export function monthsIn(from: Day, to: Day): number {
  for (let months = 1; months <= 24; months++) if (addMonths(from, months) === to) return months
  throw new Invalid('to', 'A period is one to twenty-four whole months.', {
    got: to,
    expected: `such as ${addMonths(from, 1)}`,
  })
}

/** The heads of a part: one that is the whole keeps them all, a share of a group says of what it is a share. */
export function partLines(result: TariffResult, amountPaise: number): TariffLine[] {
  if (amountPaise === result.totalPaise) return result.lines
  return [{ head: 'water', amountPaise, formula: `share of ${result.totalPaise / 100}`, source: result.instrument }]
}

/** Worked examples of tariff packs: their schema, the reading of a file, and what does not come out. */
export const tariffExamples = packExamples(
  waterCaseSchema,
  chargeConnection,
  'The examples of this tariff pack cannot be read: {what}',
)
export type WaterPackFile = PackFile<WaterCase>
