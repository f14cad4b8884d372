/** What the bye-laws say of one plot and building. The same code in the browser and on the server. Pure; the day is an argument. */
import { Invalid } from '../../../kernel/pure.ts'
import { commonFacts, type Row, type Rule } from './rules-pack.ts'
import type { ByeLaws } from './rules-read-pack.ts'
import { meets, wordsOf } from './rules-totality.ts'

/** What is known: numbers in the units of their names, words. */
export type Facts = Readonly<Record<string, number | string>>

/** Why a result is not known: a fact that nobody gave, a row that no source fills, or no rule at all. */
export type Unknown =
  | { because: 'missing'; fact: string }
  | { because: 'not-sourced'; rule: string; clause: string; words: string }
  | { because: 'no-rule'; output: string }

/** A result with the row that gives it, or why there is none. */
export type Result =
  | { value: number | string; rule: string; clause: string; source: string; row: number; unit: string }
  | { value: null; unknown: Unknown }

/** The answers of a pack for one set of facts; each is worked out once. */
export interface Answers {
  of(output: string): Result
  /** Facts that were not given and stand as the pack assumes them. */
  assumed: ReadonlyMap<string, number | string>
}

/** A drawing is good to a tenth of a millimetre: 7.2 × 30 is 216 m², not a hair above it. */
const clean = (value: number): number => Math.round(value * 1e6) / 1e6

/**
 * Reads facts for a pack: aliases of zones, plot area from its sides.
 * @throws Invalid naming a fact that the pack does not know, or a value that it cannot have
 */
export function readFacts({ pack }: ByeLaws, given: Facts): Facts {
  const read: Record<string, number | string> = {}
  for (const [name, value] of Object.entries(given)) {
    const known = ['use', 'zone', ...Object.keys(commonFacts), ...Object.keys(pack.facts)]
    if (!known.includes(name))
      throw new Invalid(name, 'The pack {pack} knows no fact called {name}.', {
        parameters: { pack: pack.pack, name },
        expected: known,
      })
    const words = wordsOf(pack, name)
    const meant = name === 'zone' ? (pack.zones.aliases[String(value)] ?? value) : value
    if (words && !words.includes(String(meant)))
      throw new Invalid(name, 'The pack {pack} knows no {name} called {value}, but {values}.', {
        parameters: { pack: pack.pack, name, value: String(value), values: words.join(', ') },
        got: value,
        expected: words,
      })
    if (!words && (typeof meant !== 'number' || !Number.isFinite(meant) || meant < 0 || meant > 1e7))
      throw new Invalid(name, '{name} must be a number that a town can have: {value}.', {
        parameters: { name, value: String(value) },
        got: value,
      })
    read[name] = typeof meant === 'number' ? clean(meant) : meant
  }
  const { widthM, depthM } = read
  if (read.plotSqm === undefined && typeof widthM === 'number' && typeof depthM === 'number')
    read.plotSqm = clean(widthM * depthM)
  return read
}

/** The answers of a pack on a day. @throws Invalid as `readFacts`, or when the pack does not hold on that day */
export function evaluate(laws: ByeLaws, given: Facts, day: string): Answers {
  const { pack } = laws
  if (day < pack.validFrom || (pack.validTo !== undefined && day >= pack.validTo))
    throw new Invalid('on', 'The pack {pack} does not hold on this day.', {
      parameters: { pack: pack.pack },
      got: day,
      expected: `from ${pack.validFrom}${pack.validTo ? ` and before ${pack.validTo}` : ''}`,
    })
  const facts = readFacts(laws, given)
  const known = new Map<string, Result>()
  const assumed = new Map<string, number | string>()
  const factOf = (name: string): number | string | null => {
    if (facts[name] !== undefined) return facts[name]
    const stands = name === 'zone' ? pack.zones.default : pack.facts[name]?.default
    if (stands === undefined) return null
    assumed.set(name, stands)
    return stands
  }
  const of = (output: string): Result => {
    const before = known.get(output)
    if (before) return before
    const result = work(output)
    known.set(output, result)
    return result
  }
  /** A fact or the result of another rule. */
  const ask = (name: string): { value: number | string } | Unknown => {
    if (laws.byOutput.has(name)) {
      const result = of(name)
      return result.value === null ? result.unknown : { value: result.value }
    }
    const value = factOf(name)
    return value === null ? { because: 'missing', fact: name } : { value }
  }
  const work = (output: string): Result => {
    const rule = laws.byOutput.get(output)?.find((each) => holdsOn(each, day))
    if (!rule) return { value: null, unknown: { because: 'no-rule', output } }
    const chosen = choose(rule, ask)
    return 'because' in chosen ? { value: null, unknown: chosen } : give(laws, rule, chosen.row, chosen.at, ask)
  }
  return { of, assumed }
}

const holdsOn = (rule: Rule, day: string): boolean =>
  (rule.validFrom === undefined || day >= rule.validFrom) && (rule.validTo === undefined || day < rule.validTo)

type Ask = (name: string) => { value: number | string } | Unknown

/**
 * The row that holds. Rows are gone through by what is known, so that a fact is asked for only where it decides: a government
 * plot needs no height where only towers do.
 */
function choose(rule: Rule, ask: Ask): { row: Row; at: number } | Unknown {
  let left = rule.rows.map((row, index) => ({ row, at: index + 1 }))
  const names = [...new Set(rule.rows.flatMap((row) => Object.keys(row.when)))]
  // Words first: they part a table into those of each use and zone.
  names.sort(
    (a, b) =>
      Number(rule.rows.some((row) => Array.isArray(row.when[b]))) -
      Number(rule.rows.some((row) => Array.isArray(row.when[a]))),
  )
  for (const name of names) {
    if (!left.some(({ row }) => row.when[name] !== undefined)) continue
    const found = ask(name)
    if ('because' in found) return found
    left = left.filter(({ row }) => row.when[name] === undefined || meets(found.value, row.when[name]))
  }
  const [first] = left
  if (!first) throw new Error(`rule ${rule.id} has a gap that its reading did not find`)
  return first
}

function give(laws: ByeLaws, rule: Rule, row: Row, at: number, ask: Ask): Result {
  const clause = row.clause ?? rule.clause ?? ''
  const source = row.source ?? rule.source ?? laws.pack.source
  const told = { rule: rule.id, clause, source, row: at, unit: rule.unit }
  if (row.notSourced !== undefined)
    return { value: null, unknown: { because: 'not-sourced', rule: rule.id, clause, words: row.notSourced } }
  if (row.value !== undefined) return { value: row.value, ...told }
  if (row.word !== undefined) return { value: row.word, ...told }
  const formula = laws.formulaOf(row.formula!)
  const values = new Map<string, number>()
  for (const name of formula.names) {
    const found = ask(name)
    if ('because' in found) return { value: null, unknown: found }
    values.set(name, Number(found.value))
  }
  return { value: clean(formula.valueOf((name) => values.get(name)!)), ...told }
}
