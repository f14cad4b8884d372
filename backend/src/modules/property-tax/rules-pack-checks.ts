/** What must be true of a pack besides its tables: names that are known, versions side by side, rules of time that are whole. */
import { didYouMean, packFault } from './rules-fault.ts'
import { type Formula, partsOf } from './rules-formula.ts'
import { compare, type Exact, one, sumOf } from './rules-number.ts'
import { type Dated, type Pack, readFormula, readRound } from './rules-pack-parts.ts'
import { loadBands } from './rules-pack-tables.ts'
import { faultsOf, readCell, type Table } from './rules-tables.ts'

/** Names and dates of what is not a table: settings, steps in their order, rules of time. */
export function checkParts(
  pack: Pack,
  dates: (part: { from?: string; to?: string | null; instrument?: string }, path: string) => Dated,
): void {
  const { file } = pack
  checkSideBySide(
    file.settings.map((each, index) => ({
      id: each.name,
      path: `settings[${index}]`,
      ...dates(each, `settings[${index}]`),
    })),
  )
  checkSideBySide(pack.steps)
  checkSideBySide(
    file.aggregation.map((each, index) => ({
      id: each.as,
      path: `aggregation[${index}]`,
      ...dates(each, `aggregation[${index}]`),
    })),
  )
  file.settings.forEach((setting, index) => {
    if (setting.value === undefined && !setting.required && !setting.optional)
      throw packFault(
        `settings[${index}]`,
        `setting ${setting.name} has no value; say "required": true if the town must set it`,
      )
  })
  const known = new Set<string>()
  for (const step of pack.steps) {
    for (const formula of [step.formula, step.when, step.otherwise])
      if (formula) checkNames(pack, formula, step.path, known, step.per)
    known.add(step.id)
  }
  const parts = ['rebates', 'penalties', 'amnesties', 'misdeclaration', 'statements'] as const
  for (const part of parts)
    file[part].forEach((each, index) => {
      const path = `${part}[${index}]`
      dates(each, path)
      for (const field of ['formula', 'when'] as const) {
        const text = (each as Record<string, unknown>)[field] as string | number | undefined
        if (text === undefined) continue
        const formula = readFormula(text, `${path}.${field}`)
        checkNames(pack, formula, `${path}.${field}`, known)
        pack.formulas.set(`${path}.${field}`, formula)
      }
      readRound((each as { round?: string }).round, `${path}.round`)
    })
  checkTimeParts(pack)
}

function checkTimeParts({ file, stepIds }: Pack): void {
  readRound(file.roundOff?.round, 'roundOff.round')
  file.misdeclaration.forEach((each, index) => {
    if (!stepIds.has(each.of))
      throw packFault(
        `misdeclaration[${index}].of`,
        `there is no step ${each.of}${didYouMean(each.of, stepIds.keys())}`,
      )
  })
  file.rebates.forEach((each, index) => {
    if (each.until === undefined && each.withinDaysOfBill === undefined)
      throw packFault(`rebates[${index}]`, 'say until which day: "until": "06-30", or "withinDaysOfBill": 15')
  })
  file.penalties.forEach((each, index) => {
    const needed = each.mode === 'month-stepped' ? 'steps' : 'rate'
    if (each[needed] === undefined)
      throw packFault(`penalties[${index}].${needed}`, `a penalty by ${each.mode} needs ${needed}`)
  })
  file.amnesties.forEach((amnesty, index) => {
    amnesty.waive.forEach((each, at) => {
      if ((each.share === undefined) === (each.bands === undefined))
        throw packFault(`amnesties[${index}].waive[${at}]`, 'say either share or bands')
      if (each.bands) loadBands(file, each.bands, `amnesties[${index}].waive[${at}].bands`)
    })
  })
  if (file.instalments.length > 0) {
    const total = sumOf(file.instalments.map((each) => readCell(each.share) as Exact))
    if (compare(total, one) !== 0) throw packFault('instalments', 'the shares of the instalments must sum to 1')
  }
}

/** Versions of one name must follow one another without gap or overlap. */
function checkSideBySide(parts: readonly (Dated & { id: string; path: string })[]): void {
  for (const part of parts) {
    const versions = parts.filter((other) => other.id === part.id)
    if (versions.length === 1) continue
    const rows = versions.map((each) => ({
      index: 0,
      words: new Map(),
      ranges: new Map(),
      cells: new Map(),
      from: each.from,
      to: each.to,
      instrument: each.instrument,
    }))
    const table: Table = { name: part.id, keys: [], reading: 'lookup', rows, byWords: new Map([['', rows]]) }
    const [fault] = faultsOf(table)
    if (fault)
      throw packFault(
        part.path,
        `${part.id}: ${fault.replace(/rows [\d and]+say the same twice/, 'two versions are in force')}`,
      )
  }
}

/** Functions that the scope of a case knows, and what their first argument names. */
const scopeFunctions: Record<string, 'table' | 'order' | 'values' | 'head' | 'condition'> = {
  lookup: 'table',
  slab: 'table',
  limitChange: 'order',
  rank: 'order',
  sum: 'values',
  largest: 'values',
  smallest: 'values',
  average: 'values',
  count: 'condition',
  line: 'head',
}
const plainFunctions = new Set([
  'min',
  'max',
  'abs',
  'floor',
  'ceil',
  'round',
  'roundUp',
  'roundDown',
  'has',
  'years',
  'days',
  'year',
])

function checkNames(pack: Pack, formula: Formula, path: string, known: ReadonlySet<string>, per = 'property'): void {
  const apart = new Set<Formula>()
  for (const part of partsOf(formula)) {
    if (part.kind === 'call') checkCall(pack, part, path, apart)
    if (part.kind !== 'name' || apart.has(part) || !pack.stepIds.has(part.name)) continue
    if (!known.has(part.name))
      throw packFault(path, `uses step ${part.name}, which comes later or is itself: put it before`)
    const of = pack.stepIds.get(part.name)!
    if (of !== 'property' && of !== per)
      throw packFault(path, `uses ${part.name}, which is computed per ${of}: write sum(${part.name})`)
  }
}

/** A call's function and what its first argument names; arguments that are names of tables, or stand under a sum, go `apart`. */
function checkCall(pack: Pack, call: Extract<Formula, { kind: 'call' }>, path: string, apart: Set<Formula>): void {
  if (plainFunctions.has(call.name)) return
  const first = scopeFunctions[call.name]
  if (!first)
    throw packFault(
      path,
      `there is no function ${call.name}${didYouMean(call.name, [...plainFunctions, ...Object.keys(scopeFunctions)])}`,
    )
  if (first === 'values' || first === 'condition') for (const part of partsOf(call)) apart.add(part)
  if (call.args[0]) apart.add(call.args[0])
  if (first !== 'table' && first !== 'order') return
  const word = wordOf(call.args[0])
  const names = first === 'table' ? [...pack.tables.keys()] : Object.keys(pack.file.orders)
  if (!word || !names.includes(word))
    throw packFault(
      path,
      `${call.name}(${word ?? '…'}): there is no ${first} of that name${word ? didYouMean(word, names) : ''}`,
    )
}

/** The word of an argument: a bare name or a text. */
export function wordOf(formula: Formula | undefined): string | null {
  return formula?.kind === 'name' ? formula.name : formula?.kind === 'text' ? formula.value : null
}
