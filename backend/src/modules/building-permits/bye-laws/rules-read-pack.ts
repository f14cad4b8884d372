/** Reads a pack and refuses one that does not say everything once. Pure: bytes and files are read elsewhere. */
import { Invalid } from '../../../kernel/pure.ts'
import { type Formula, readFormula } from './rules-formula.ts'
import { commonFacts, type Pack, packSchema, type Rule } from './rules-pack.ts'
import { totalityFaults, wordsOf } from './rules-totality.ts'

/** A pack that may be used, with its formulas read. */
export interface ByeLaws {
  pack: Pack
  /** Rules by what they give; one holds on each day. */
  byOutput: ReadonlyMap<string, readonly Rule[]>
  formulaOf(text: string): Formula
}

/**
 * Reads a pack of bye-laws.
 * @throws Invalid with every fault as a reason: shape, unknown facts, gaps and overlaps with their interval, circles, dates
 */
export function readPack(given: unknown): ByeLaws {
  const parsed = packSchema.safeParse(given)
  if (!parsed.success)
    throw new Invalid('pack', 'This is no pack of bye-laws.', {
      reasons: parsed.error.issues.slice(0, 20).map((issue) => `${issue.path.join('.') || 'pack'}: ${issue.message}`),
    })
  const pack = parsed.data
  const formulas = new Map<string, Formula>()
  const byOutput = new Map<string, Rule[]>()
  for (const rule of pack.rules) byOutput.set(rule.gives, [...(byOutput.get(rule.gives) ?? []), rule])
  const faults = [...faultsOfWords(pack), ...faultsOfFormulas(pack, formulas), ...faultsOfDates(byOutput)]
  if (!faults.length) faults.push(...faultsOfNames(pack, byOutput, formulas), ...circles(byOutput, formulas))
  if (!faults.length) faults.push(...faultsOfRows(pack))
  if (faults.length)
    throw new Invalid('pack', 'The pack {pack} cannot be used.', {
      parameters: { pack: pack.pack },
      reasons: faults.slice(0, 40),
    })
  return { pack, byOutput, formulaOf: (text) => formulas.get(text)! }
}

function faultsOfWords(pack: Pack): string[] {
  const known = new Set(pack.zones.values)
  const aliases = Object.entries(pack.zones.aliases).filter(([, zone]) => !known.has(zone))
  const ids = pack.rules.map((rule) => rule.id)
  return [
    ...(known.has(pack.zones.default) ? [] : [`zones.default: ${pack.zones.default} is no zone`]),
    ...aliases.map(([alias, zone]) => `zones.aliases.${alias}: ${zone} is no zone`),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `rules: ${id} stands there twice`),
    ...pack.rules.flatMap((rule) =>
      rule.gives in commonFacts ? [`${rule.id}: ${rule.gives} is a fact, no result`] : [],
    ),
  ]
}

function faultsOfFormulas(pack: Pack, formulas: Map<string, Formula>): string[] {
  return pack.rules.flatMap((rule) =>
    rule.rows.flatMap(({ formula }, at) => {
      if (formula === undefined) return []
      try {
        formulas.set(formula, readFormula(formula))
        return []
      } catch (error) {
        if (!(error instanceof Invalid)) throw error
        return [`${rule.id}, row ${at + 1}: the formula ${formula} cannot be read`]
      }
    }),
  )
}

/** Two rules that give the same follow one another without a day between them. */
function faultsOfDates(byOutput: ReadonlyMap<string, readonly Rule[]>): string[] {
  return [...byOutput].flatMap(([output, rules]) => {
    const sorted = [...rules].sort((a, b) => ((a.validFrom ?? '') < (b.validFrom ?? '') ? -1 : 1))
    return sorted.slice(1).flatMap((rule, at) => {
      const before = sorted[at]!
      if (before.validTo !== undefined && before.validTo === rule.validFrom) return []
      const kind = before.validTo === undefined || before.validTo > (rule.validFrom ?? '') ? 'overlap' : 'gap'
      return [
        `${output}: ${kind} of ${before.id} (to ${before.validTo ?? 'no end'}) and ${rule.id} (from ${rule.validFrom ?? 'ever'})`,
      ]
    })
  })
}

function namesOf(rule: Rule, formulas: ReadonlyMap<string, Formula>): string[] {
  const asked = rule.rows.flatMap((row) => [
    ...Object.keys(row.when),
    ...(row.formula === undefined ? [] : formulas.get(row.formula)!.names),
  ])
  return [...new Set(asked)]
}

function faultsOfNames(
  pack: Pack,
  byOutput: ReadonlyMap<string, readonly Rule[]>,
  formulas: ReadonlyMap<string, Formula>,
): string[] {
  const known = new Set(['use', 'zone', ...Object.keys(commonFacts), ...Object.keys(pack.facts), ...byOutput.keys()])
  return pack.rules.flatMap((rule) => [
    ...namesOf(rule, formulas)
      .filter((name) => !known.has(name))
      .map((name) => `${rule.id}: nothing is called ${name}`),
    ...rule.rows.flatMap((row, at) =>
      Object.entries(row.when).flatMap(([name, condition]) => {
        const words = wordsOf(pack, name)
        if (Array.isArray(condition) !== (words !== null))
          return [`${rule.id}, row ${at + 1}: ${name} takes the other kind of condition`]
        const odd = words && Array.isArray(condition) ? condition.filter((each) => !words.includes(each)) : []
        return odd.map((each) => `${rule.id}, row ${at + 1}: ${each} is no ${name}`)
      }),
    ),
  ])
}

/** Rules that need themselves to be known. */
function circles(byOutput: ReadonlyMap<string, readonly Rule[]>, formulas: ReadonlyMap<string, Formula>): string[] {
  const needs = new Map(
    [...byOutput].map(([output, rules]) => [output, rules.flatMap((rule) => namesOf(rule, formulas))]),
  )
  const reaches = (from: string, seen: Set<string>): Set<string> => {
    for (const next of needs.get(from) ?? [])
      if (needs.has(next) && !seen.has(next)) {
        seen.add(next)
        reaches(next, seen)
      }
    return seen
  }
  return [...needs.keys()].flatMap((output) =>
    reaches(output, new Set()).has(output) ? [`${output} needs itself`] : [],
  )
}

function faultsOfRows(pack: Pack): string[] {
  return pack.rules.flatMap((rule) => [
    ...totalityFaults(pack, rule).map(
      ({ fault, where, rows }) =>
        `${rule.id}: ${fault} at ${where}${rows.length ? ` (rows ${rows.join(' and ')})` : ''}`,
    ),
    ...rule.rows.flatMap((row, at) =>
      (row.clause ?? rule.clause) === undefined ? [`${rule.id}, row ${at + 1}: no clause is given`] : [],
    ),
  ])
}
