/** Worked examples that a price list carries, so that a council can prove the pack that it has just written. Pure. */
import { z } from 'zod'
import { Invalid } from './errors.ts'
import { readPack, type TariffPack, type TariffResult } from './pure-tariff-pack.ts'

/** A case and what it must come to: a total, or the field by which it is refused. */
export interface PackExample<Case> {
  id: string
  case: Case
  expect: { totalPaise: number } | { refused: string }
}

/** A pack with its examples, as a file holds them. */
export interface PackFile<Case> {
  pack: TariffPack
  examples: PackExample<Case>[]
}

/** An example that did not come out. */
export interface FailedExample {
  id: string
  expected: unknown
  got: unknown
}

/**
 * Examples of one kind of case. `charge` is the rule under proof; `unreadable` the sentence for examples that cannot be read,
 * with {what} for every fault.
 */
export function packExamples<Case>(
  caseSchema: z.ZodType<Case>,
  charge: (pack: TariffPack, given: Case) => TariffResult,
  unreadable: string,
) {
  const schema = z.strictObject({
    id: z.string().min(1).max(60),
    case: caseSchema,
    expect: z.union([z.strictObject({ totalPaise: z.int() }), z.strictObject({ refused: z.string().max(80) })]),
  })
  const list = z.array(schema).max(1000)

  function outcomeOf(pack: TariffPack, given: Case): PackExample<Case>['expect'] {
    try {
      return { totalPaise: charge(pack, given).totalPaise }
    } catch (error) {
      if (error instanceof Invalid) return { refused: error.details.field ?? '' }
      throw error
    }
  }

  return {
    schema,
    /** Reads a file: the pack's own fields with `examples` among them. @throws Invalid naming every fault */
    read(value: unknown): PackFile<Case> {
      const { examples = [], ...pack } = (value ?? {}) as { examples?: unknown }
      const parsed = list.safeParse(examples)
      if (!parsed.success) {
        const what = parsed.error.issues.map((each) => `${each.path.join('.')} ${each.message}`).join('; ')
        throw new Invalid('examples', unreadable, { parameters: { what: what.slice(0, 600) } })
      }
      return { pack: readPack(pack), examples: parsed.data as PackExample<Case>[] }
    },
    /** What differs between a pack and its own examples. */
    failed: ({ pack, examples }: PackFile<Case>): FailedExample[] =>
      examples.flatMap(({ id, case: given, expect }) => {
        const got = outcomeOf(pack, given)
        return JSON.stringify(got) === JSON.stringify(expect) ? [] : [{ id, expected: expect, got }]
      }),
  }
}
