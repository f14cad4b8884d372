/** User fees for waste as a price list: a place that generates waste turned into attributes and quantities. Pure. */
import { z } from 'zod'
import {
  computeTariff,
  type PackFile,
  packExamples,
  type TariffCase,
  type TariffPack,
  type TariffResult,
} from '../../kernel/pure-tariff.ts'

const amount = z.number().min(0).max(1_000_000_000)

/** A case as `khasra waste compute` and the rules take it. What a pack does not ask for may be left out. */
export const wasteCaseSchema = z.strictObject({
  asOf: z.iso.date(),
  pack: z.string().max(80).optional(),
  months: z.int().min(1).max(120).default(1),
  generator: z.strictObject({
    kind: z.string().min(1).max(60).meta({
      description: 'house, shop, hotel, hospital, restaurant, marriage-garden, factory … as the pack calls it',
    }),
    rooms: amount.optional(),
    beds: amount.optional(),
    tables: amount.optional(),
    areaSqft: amount.optional(),
    wasteKgPerDay: amount.optional(),
    households: amount.optional(),
  }),
  attributes: z.record(z.string().max(40), z.string().max(60)).optional(),
  quantities: z.record(z.string().max(82), amount).optional(),
})
export type WasteCase = z.output<typeof wasteCaseSchema>

/** The words and quantities of a case, by the names that packs use. */
export function feeCaseOf(given: WasteCase): TariffCase {
  const { kind, ...quantities } = given.generator
  const known = { ...quantities, ...given.quantities }
  return {
    asOf: given.asOf,
    months: given.months,
    attributes: { kind, ...given.attributes },
    quantities: Object.fromEntries(
      Object.entries(known).filter((pair): pair is [string, number] => pair[1] !== undefined),
    ),
  }
}

/** What a place is charged for waste. @throws Invalid where the source is silent: then the town has to set it */
export const chargeGenerator = (pack: TariffPack, given: WasteCase): TariffResult =>
  computeTariff(pack, feeCaseOf(given))

/** Worked examples of fee packs: their schema, the reading of a file, and what does not come out. */
export const feeExamples = packExamples(
  wasteCaseSchema,
  chargeGenerator,
  'The examples of this fee pack cannot be read: {what}',
)
export type WastePackFile = PackFile<WasteCase>
