/** User fees for waste as a price list: a place that generates waste turned into attributes and quantities. Pure. */
import { z } from 'zod'
import { Invalid } from '../../kernel/pure.ts'
import {
  computeTariff,
  readPack,
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

/** A worked example that a pack carries. */
export const feeExampleSchema = z.strictObject({
  id: z.string().min(1).max(60),
  case: wasteCaseSchema,
  expect: z.union([z.strictObject({ totalPaise: z.int() }), z.strictObject({ refused: z.string().max(80) })]),
})

/** A pack with its examples, as a file holds them. */
export interface WastePackFile {
  pack: TariffPack
  examples: z.output<typeof feeExampleSchema>[]
}

/** Reads a file: the pack's own fields with `examples` among them. @throws Invalid naming every fault */
export function readFeeFile(value: unknown): WastePackFile {
  const { examples = [], ...pack } = (value ?? {}) as { examples?: unknown }
  const parsed = z.array(feeExampleSchema).max(1000).safeParse(examples)
  if (!parsed.success)
    throw new Invalid('examples', 'The examples of this fee pack cannot be read: {what}', {
      parameters: {
        what: parsed.error.issues
          .map((each) => `${each.path.join('.')} ${each.message}`)
          .join('; ')
          .slice(0, 600),
      },
    })
  return { pack: readPack(pack), examples: parsed.data }
}

/** What differs between a pack and its own examples. */
export function failedFeeExamples({
  pack,
  examples,
}: WastePackFile): { id: string; expected: unknown; got: unknown }[] {
  return examples.flatMap(({ id, case: given, expect }) => {
    const got = outcomeOf(pack, given)
    return JSON.stringify(got) === JSON.stringify(expect) ? [] : [{ id, expected: expect, got }]
  })
}

function outcomeOf(pack: TariffPack, given: WasteCase): { totalPaise: number } | { refused: string } {
  try {
    return { totalPaise: chargeGenerator(pack, given).totalPaise }
  } catch (error) {
    if (error instanceof Invalid) return { refused: error.details.field ?? '' }
    throw error
  }
}
