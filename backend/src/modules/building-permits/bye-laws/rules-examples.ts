/** Proves a pack by the worked examples that it carries. Pure. */
import { Problem } from '../../../kernel/pure.ts'
import { envelopeOf } from './rules-envelope.ts'
import { evaluate } from './rules-evaluate.ts'
import type { ByeLaws } from './rules-read-pack.ts'

/** An example that did not come out. */
export interface FailedExample {
  id: string
  expected: Record<string, unknown>
  got: Record<string, unknown>
}

/** Areas that an example may ask for besides results of rules: they come of an envelope. */
const ofEnvelope = ['coverageSqm', 'builtUpSqm', 'buildableSqm'] as const
type OfEnvelope = (typeof ofEnvelope)[number]
const isOfEnvelope = (name: string): name is OfEnvelope => (ofEnvelope as readonly string[]).includes(name)

/** Half a unit of the second decimal: figures of law are printed with two. */
const isSame = (expected: unknown, got: unknown): boolean =>
  typeof expected === 'number' && typeof got === 'number' ? Math.abs(expected - got) <= 0.005 + 1e-9 : expected === got

/** Runs every example of a pack on its day, or on the first day of the pack. */
export function failedExamples(laws: ByeLaws): FailedExample[] {
  return laws.pack.examples.flatMap(({ id, on, given, expect }) => {
    const got = answersOf(laws, given, Object.keys(expect), on ?? laws.pack.validFrom)
    const wrong = Object.keys(expect).filter((name) => !isSame(expect[name], got[name]))
    if (!wrong.length) return []
    const only = (all: Record<string, unknown>) => Object.fromEntries(wrong.map((name) => [name, all[name]]))
    return [{ id, expected: only(expect), got: only(got) }]
  })
}

function answersOf(
  laws: ByeLaws,
  given: Record<string, number | string>,
  names: readonly string[],
  day: string,
): Record<string, unknown> {
  try {
    const answers = evaluate(laws, given, day)
    const envelope = names.some(isOfEnvelope) ? envelopeOf(laws, given, day) : null
    return Object.fromEntries(
      names.map((name) => [name, isOfEnvelope(name) ? envelope![name] : answers.of(name).value]),
    )
  } catch (error) {
    // An example with a fact that the pack does not know fails, and says why; it does not stop the others.
    if (!(error instanceof Problem)) throw error
    return Object.fromEntries(names.map((name) => [name, error.message]))
  }
}
