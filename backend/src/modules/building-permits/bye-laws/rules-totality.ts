/** Whether the rows of a rule cover everything once: no gap, no overlap. Each fault names the interval. Pure. */
import type { Pack, Range, Rule } from './rules-pack.ts'

/** A place where a rule has no row, or two. `where` says it in words: 'depthM of 12.2, use residential'. */
export interface TotalityFault {
  rule: string
  fault: 'gap' | 'overlap'
  where: string
  /** The rows that both hold there, from 1. */
  rows: number[]
}

/** One step along a fact: a point or the open stretch to the next point, or one of its words. */
interface Step {
  words: string
  holds(condition: Range | readonly string[]): boolean
}

const within = (value: number, range: Range): boolean =>
  (range.over === undefined || value > range.over) &&
  (range.from === undefined || value >= range.from) &&
  (range.under === undefined || value < range.under) &&
  (range.upTo === undefined || value <= range.upTo)

/** Whether a fact meets the condition of a row. */
export const meets = (value: number | string, condition: Range | readonly string[]): boolean =>
  typeof value === 'number'
    ? !isList(condition) && within(value, condition)
    : isList(condition) && condition.includes(value)

const isList = (condition: Range | readonly string[]): condition is readonly string[] => Array.isArray(condition)

function stepsOfWords(name: string, values: readonly string[]): Step[] {
  return values.map((value) => ({ words: `${name} ${value}`, holds: (condition) => meets(value, condition) }))
}

/** Points where a row begins or ends, and the stretches between them; the last stretch has no end. */
function stepsOfNumbers(name: string, least: number, conditions: readonly Range[]): Step[] {
  const points = [least, ...conditions.flatMap((range) => Object.values(range).filter((each) => each !== undefined))]
  const ends = [...new Set(points)].filter((each) => each >= least).sort((a, b) => a - b)
  return ends.flatMap((end, at): Step[] => {
    const next = ends[at + 1]
    const between = next === undefined ? end + 1 : (end + next) / 2
    const stretch = next === undefined ? `${name} over ${end}` : `${name} over ${end} and under ${next}`
    const point = {
      words: `${name} of exactly ${end}`,
      holds: (condition: Range | readonly string[]) => meets(end, condition),
    }
    const open = { words: stretch, holds: (condition: Range | readonly string[]) => meets(between, condition) }
    // Nothing is exactly zero metres wide: the end of the line needs no row of its own.
    return at === 0 && end === 0 ? [open] : [point, open]
  })
}

/** The words that a fact may be; null for a number. */
export function wordsOf(pack: Pack, name: string): readonly string[] | null {
  if (name === 'use') return pack.uses
  if (name === 'zone') return pack.zones.values
  const fact = pack.facts[name]
  return fact && 'values' in fact ? fact.values : null
}

function stepsOf(pack: Pack, rule: Rule, name: string): Step[] {
  const values = wordsOf(pack, name)
  if (values) return stepsOfWords(name, values)
  const fact = pack.facts[name]
  const least = fact && 'unit' in fact ? fact.least : 0
  const conditions = rule.rows.flatMap((row) => {
    const condition = row.when[name]
    return condition && !isList(condition) ? [condition] : []
  })
  return stepsOfNumbers(name, least, conditions)
}

/** More cells than this are a rule that nobody can read: part it. */
const mostCells = 200_000

/** Every gap and overlap of a rule, at most `most` of them. */
export function totalityFaults(pack: Pack, rule: Rule, most = 20): TotalityFault[] {
  const names = [...new Set(rule.rows.flatMap((row) => Object.keys(row.when)))].sort()
  const steps = names.map((name) => stepsOf(pack, rule, name))
  const cells = steps.reduce((product, list) => product * list.length, 1)
  if (cells > mostCells)
    return [{ rule: rule.id, fault: 'overlap', where: `${cells} cells are too many to be looked at`, rows: [] }]
  const faults: TotalityFault[] = []
  const at = names.map(() => 0)
  for (let cell = 0; cell < cells && faults.length < most; cell++) {
    const here = at.map((index, dimension) => steps[dimension]![index]!)
    const rows = rule.rows.flatMap((row, index) =>
      names.every((name, dimension) => {
        const condition = row.when[name]
        return condition === undefined || here[dimension]!.holds(condition)
      })
        ? [index + 1]
        : [],
    )
    if (rows.length !== 1) {
      const where = here.map((step) => step.words).join(', ') || 'everywhere'
      faults.push({ rule: rule.id, fault: rows.length ? 'overlap' : 'gap', where, rows })
    }
    for (let dimension = 0; dimension < at.length; dimension++) {
      at[dimension] = (at[dimension]! + 1) % steps[dimension]!.length
      if (at[dimension] !== 0) break
    }
  }
  return faults
}
