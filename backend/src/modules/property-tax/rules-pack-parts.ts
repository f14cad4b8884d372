/** The parts of a pack when it is loaded, and how single fields are read. */
import type { z } from 'zod'
import type { Day } from '../../kernel/pure.ts'
import { didYouMean, packFault, plain } from './rules-fault.ts'
import { type Formula, parseFormula } from './rules-formula.ts'
import type { Exact } from './rules-number.ts'
import type { PackFile } from './rules-pack-schema.ts'
import { type Rounding, readRounding } from './rules-rounding.ts'
import { readCell, type Table } from './rules-tables.ts'

export interface Dated {
  from: Day
  to: Day | null
  instrument: string
}

type PackStep = PackFile['steps'][number]
export interface Step extends Dated {
  id: string
  path: string
  label: PackStep['label']
  per: PackStep['per']
  formula: Formula
  when: Formula | null
  otherwise: Formula | null
  given: string[]
  round: Rounding | null
  head: string | null
  against: string | null
  keptIfPaidBy: string | null
}

export interface LoadedTable extends Table {
  of: Map<string, Formula>
  readingSetting: string | null
  required: boolean
}

export interface Pack {
  name: string
  file: PackFile
  tables: Map<string, LoadedTable>
  steps: Step[]
  stepIds: Map<string, Step['per']>
  settingNames: Set<string>
  formulas: Map<string, Formula>
  rounding: Rounding
  areaRound: Rounding | null
  sqmPerUnit: Exact
  cited(instrument: string): string
}

const unitNames: Record<string, string> = {
  sqm: '1',
  m2: '1',
  squaremetre: '1',
  squaremetres: '1',
  sqft: '0.09290304',
  squarefoot: '0.09290304',
  squarefeet: '0.09290304',
  sqyd: '0.83612736',
  squareyard: '0.83612736',
  squareyards: '0.83612736',
}

/** Square metres in a unit of area, exact; null for a unit that is not known. */
export function sqmPer(unit: string): Exact | null {
  const known = unitNames[plain(unit)]
  return known ? (readCell(known) as Exact) : null
}

type Issue = { code?: string; path: PropertyKey[]; message: string; keys?: string[]; errors?: Issue[][] }

/** Of a choice none of whose forms fits, the form that fits furthest. */
function deepest(issue: Issue): Issue {
  const branches = (issue.code === 'invalid_union' ? (issue.errors ?? []) : []).flatMap((branch) => branch[0] ?? [])
  const inner = branches.map(deepest).sort((a, b) => b.path.length - a.path.length)[0]
  if (!inner || (inner.path.length === 0 && inner.code !== 'unrecognized_keys')) return issue
  return { ...inner, path: [...issue.path, ...inner.path] }
}

/** The first fault of a zod check as path and sentence. */
export function firstIssue(error: z.ZodError): { path: string; message: string } {
  const issue = deepest(error.issues[0] as unknown as Issue)
  const path = issue.path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part)),
    '',
  )
  const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more)` : ''
  return { path, message: `${issue.message}${more}` }
}

/** A formula at a path; a syntax error names both. */
export function readFormula(text: string | number, path: string): Formula {
  try {
    return parseFormula(String(text))
  } catch (error) {
    throw packFault(path, `the formula "${text}" cannot be read: ${(error as Error).message}`)
  }
}

export function readRound(text: string | undefined, path: string): Rounding | null {
  if (text === undefined) return null
  const rounding = readRounding(text)
  if (!rounding)
    throw packFault(path, `"${text}" is no rounding: write "nearest rupee", "paise up" or "nearest 5 paise"`)
  return rounding
}

export function datesOf(
  file: PackFile,
  part: { from?: string; to?: string | null; instrument?: string },
  path: string,
  instrument = file.instrument,
): Dated {
  const dated = {
    from: part.from ?? file.from,
    to: part.to ?? file.to ?? null,
    instrument: part.instrument ?? instrument,
  }
  if (!file.instruments[dated.instrument])
    throw packFault(
      `${path}.instrument`,
      `there is no instrument "${dated.instrument}" in instruments${didYouMean(dated.instrument, Object.keys(file.instruments))}`,
    )
  if (dated.to && dated.to < dated.from) throw packFault(path, `ends on ${dated.to}, before it begins on ${dated.from}`)
  return dated
}

export function loadStep(step: PackStep, path: string, dated: Dated): Step {
  return {
    ...dated,
    id: step.id,
    path,
    label: step.label,
    per: step.per,
    formula: readFormula(step.formula, `${path}.formula`),
    when: step.when === undefined ? null : readFormula(step.when, `${path}.when`),
    otherwise: step.otherwise === undefined ? null : readFormula(step.otherwise, `${path}.otherwise`),
    given: step.given ?? [],
    round: readRound(step.round, `${path}.round`),
    head: step.head ?? null,
    against: step.against ?? null,
    keptIfPaidBy: step.keptIfPaidBy ?? null,
  }
}
