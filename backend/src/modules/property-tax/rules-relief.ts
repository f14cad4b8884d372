/** What is forgiven: early rebates, amnesties with their notches; and what a wrong declaration costs. */
import { addDays, type Day, daysBetween } from '../../kernel/pure.ts'
import { readCase } from './rules-case.ts'
import { dayInYear } from './rules-days.ts'
import { type Due, duesFacts, interestOf, owedOn, type Standing, standingOn } from './rules-dues.ts'
import { numberIn, sayFormula, truthIn } from './rules-evaluate.ts'
import { caseFault, plain } from './rules-fault.ts'
import {
  add,
  compare,
  type Exact,
  exactNumber,
  isZero,
  multiply,
  smaller,
  subtract,
  sumOf,
  toText,
  whole,
  zero,
} from './rules-number.ts'
import { readFormula, readRound } from './rules-pack-parts.ts'
import type { PackFile } from './rules-pack-schema.ts'
import { loadBands } from './rules-pack-tables.ts'
import { ofPaise, roundTo } from './rules-rounding.ts'
import { Place, Working } from './rules-scope.ts'
import { paiseOf, runSteps } from './rules-steps.ts'
import { findRow, readCell } from './rules-tables.ts'

type Rebate = PackFile['rebates'][number]
type Amnesty = PackFile['amnesties'][number]

/** A rule by which a little more or a little later costs much more. */
export interface Notch {
  rule: string
  words: string
  /** What is saved on this side of it. */
  costPaise: number
  lastOn?: Day
  atPaise?: number
}

function lastDayOf(working: Working, rebate: Rebate): Day | null {
  if (rebate.until) return dayInYear(rebate.until, working.at.yearStart)
  const billedOn = working.at.file.billedOn
  return billedOn ? addDays(billedOn, rebate.withinDaysOfBill!) : null
}

/** Whether the year was paid in full by a day, or still may be. `dues` are those that remain after the concession. */
export function isKept(working: Working, dues: readonly Due[], by: Day): boolean {
  if (working.at.asOf <= by) return true
  return isZero(owedOn(standingOn(working, dues, by).dues.filter((due) => due.kind === 'current')))
}

function lessRebate(dues: readonly Due[], amount: Exact): Due[] {
  let left = amount
  return dues.map((due) => {
    if (due.kind !== 'current') return due
    const taken = smaller(left, due.owed)
    left = subtract(left, taken)
    return { ...due, owed: subtract(due.owed, taken), principal: subtract(due.principal, taken) }
  })
}

/** Takes every rebate that is earned or still to be had; answers the dues after it. */
export function takeRebates(working: Working, dues: Due[], notches: Notch[]): Due[] {
  let rest = dues
  working.pack.file.rebates.forEach((rebate, index) => {
    if (!working.isInForce(rebate)) return
    const until = lastDayOf(working, rebate)
    const place = new Place(working, {}, duesFacts(rest))
    const when = working.pack.formulas.get(`rebates[${index}].when`)
    if (!until || (when && !truthIn(when, place))) return
    working.cited.clear()
    const formula = working.pack.formulas.get(`rebates[${index}].formula`)!
    const raw = numberIn(formula, place)
    const amount = roundTo(raw, readRound(rebate.round, '') ?? working.pack.rounding)
    const after = lessRebate(rest, amount)
    if (amount.n <= 0n || !isKept(working, after, until)) return
    rest = after
    const words = `${sayFormula(formula)} = ${sayFormula(formula, place)} = ${toText(amount)}, paid in full by ${until}`
    working.addLine({
      head: rebate.head,
      amountPaise: -paiseOf(amount, rebate.id),
      formula: words,
      source: working.sources(rebate.instrument ?? working.pack.file.instrument),
      step: rebate.id,
    })
    if (working.at.asOf <= until)
      notches.push({
        rule: rebate.id,
        words: `the rebate ends on ${until}`,
        costPaise: paiseOf(amount, rebate.id),
        lastOn: until,
      })
  })
  return rest
}

/** Interest by rule as lines, rounded by the rule. */
export function addInterestLines(working: Working, standing: Standing): void {
  for (const penalty of working.pack.file.penalties) {
    const parts = standing.dues.filter((due) => due.interest.has(penalty.id))
    const total = sumOf(parts.map((due) => due.interest.get(penalty.id)!))
    if (total.n <= 0n) continue
    const rounded = roundTo(total, readRound(penalty.round, '') ?? working.pack.rounding)
    const words = parts
      .map((due) => `${toText(due.principal)} of ${due.year} due ${due.dueOn ?? penalty.dueOn}`)
      .join(' + ')
    working.cited.clear()
    working.addLine({
      head: penalty.head,
      amountPaise: paiseOf(rounded, penalty.id),
      formula: `${penalty.mode} on ${words} up to ${working.at.asOf} = ${toText(total)}`,
      source: working.sources(penalty.instrument ?? working.pack.file.instrument),
      step: penalty.id,
    })
  }
}

/** Forgives what the amnesties in force forgive; answers the sum forgiven and notes the notch of each band. */
export function takeAmnesties(working: Working, standing: Standing, notches: Notch[]): Exact {
  const { at, pack } = working
  let forgiven = zero
  pack.file.amnesties.forEach((amnesty, index) => {
    const isAsked =
      at.file.amnesty === true || (typeof at.file.amnesty === 'string' && plain(at.file.amnesty) === plain(amnesty.id))
    if (!working.isInForce(amnesty, at.asOf) || at.file.amnesty === false || (amnesty.byApplication && !isAsked)) return
    const when = pack.formulas.get(`amnesties[${index}].when`)
    if (when && !truthIn(when, new Place(working, {}, duesFacts(standing.dues)))) return
    amnesty.waive.forEach((waiver, part) => {
      forgiven = add(forgiven, waive(working, standing, amnesty, waiver, `amnesties[${index}].waive[${part}]`, notches))
    })
    tellTerms(working, amnesty, owedOn(standing.dues))
  })
  return forgiven
}

/** How the rest is to be paid: at most so many instalments, so much of it at once. */
function tellTerms(working: Working, amnesty: Amnesty, rest: Exact): void {
  const source = working.pack.cited(amnesty.instrument ?? working.pack.file.instrument)
  const { mostInstalments, firstPayment, id } = amnesty
  if (mostInstalments !== undefined)
    working.steps.push({ id: `${id}.mostInstalments`, value: mostInstalments, formula: 'instalments at most', source })
  if (firstPayment === undefined) return
  const first = multiply(rest, readCell(firstPayment) as Exact)
  working.steps.push({
    id: `${id}.firstPayment`,
    value: Number(toText(first, 2)),
    formula: `${toText(rest)} × ${firstPayment}`,
    source,
  })
}

type Waiver = Amnesty['waive'][number]

function isOldEnough(working: Working, waiver: Waiver, due: Due): boolean {
  const { olderThan, before } = waiver.years ?? {}
  if (olderThan !== undefined && !(working.at.year - Number(due.year.slice(0, 4)) > olderThan)) return false
  return before === undefined || due.year < before
}

function waive(
  working: Working,
  standing: Standing,
  amnesty: Amnesty,
  waiver: Waiver,
  path: string,
  notches: Notch[],
): Exact {
  const dues = standing.dues.filter(
    (due) =>
      due.kind !== 'costs' &&
      isOldEnough(working, waiver, due) &&
      (!waiver.heads || waiver.heads.some((head) => plain(head) === plain(due.head))),
  )
  const place = new Place(working, {}, duesFacts(dues))
  const by = waiver.by === undefined ? owedOn(dues) : numberIn(readFormula(waiver.by, path), place)
  const base = sumOf(dues.map((due) => (waiver.of === 'interest' ? interestOf(due) : due.owed)))
  if (base.n <= 0n) return zero
  const bands = waiver.bands ? loadBands(working.pack.file, waiver.bands, path) : null
  const asked = { word: () => '', number: () => by, day: amnesty.from ?? working.pack.file.from }
  const row = bands && findRow(bands, asked)
  const share = (row ? row.cells.get('value') : readCell(waiver.share!)) as Exact
  const amount = roundTo(multiply(base, share), readRound(amnesty.round, '') ?? working.pack.rounding)
  for (const due of dues) {
    if (waiver.of === 'principal') due.owed = subtract(due.owed, multiply(due.owed, share))
    else for (const [key, value] of due.interestOwed) due.interestOwed.set(key, subtract(value, multiply(value, share)))
  }
  working.cited.clear()
  const source = working.sources(amnesty.instrument ?? working.pack.file.instrument)
  if (amount.n > 0n)
    working.addLine({
      head: amnesty.head,
      amountPaise: -paiseOf(amount, amnesty.id),
      formula: `${toText(share)} of ${waiver.of} ${toText(base)}, dues ${toText(by)}`,
      source,
      step: amnesty.id,
    })
  const edge = row?.ranges.get('dues')?.upper
  if (bands && edge) noteNotch(amnesty, bands, edge, { base, amount, asked }, notches)
  return amount
}

/** One rupee above the band's edge: what is no longer forgiven. */
function noteNotch(
  amnesty: Amnesty,
  bands: ReturnType<typeof loadBands>,
  edge: Exact,
  now: { base: Exact; amount: Exact; asked: Parameters<typeof findRow>[1] },
  notches: Notch[],
): void {
  const above = findRow(bands, { ...now.asked, number: () => add(edge, { n: 1n, d: 100n }) })
  const less = multiply(now.base, above.cells.get('value') as Exact)
  const cost = subtract(now.amount, less)
  if (cost.n > 0n)
    notches.push({
      rule: amnesty.id,
      words: `above dues of ${toText(edge)} less is forgiven`,
      costPaise: paiseOf(cost, amnesty.id),
      atPaise: paiseOf(edge, amnesty.id),
    })
}

/** What a tax declared too low costs, beside the tax itself. */
export function addMisdeclaration(working: Working): void {
  const { at, pack } = working
  const declared = at.file.declared
  const rule = pack.file.misdeclaration.find((each) => working.isInForce(each))
  if (!declared || !rule) return
  const found = amountOf(working, rule.of)
  const said = declaredTax(working, rule.of)
  const difference = subtract(found, said)
  const tolerated = multiply(rule.toleranceOf === 'declared' ? said : found, readCell(rule.tolerance) as Exact)
  if (difference.n <= 0n || compare(difference, tolerated) <= 0) return
  const { filedOn, correctedOn } = declared
  const isVoluntary =
    rule.voluntaryDays !== undefined &&
    filedOn &&
    correctedOn &&
    correctedOn >= filedOn &&
    daysBetween(filedOn, correctedOn) <= rule.voluntaryDays
  const multiple = readCell(isVoluntary ? rule.voluntaryMultiple : rule.multiple) as Exact
  const years = Math.min(declared.years, rule.yearsReopened)
  const source = working.sources(rule.instrument ?? pack.file.instrument)
  const bill = (head: string, amount: Exact, formula: string) => {
    const rounded = roundTo(amount, readRound(rule.round, '') ?? pack.rounding)
    if (rounded.n > 0n)
      working.addLine({ head, amountPaise: paiseOf(rounded, head), formula, source, step: 'misdeclaration' })
  }
  working.cited.clear()
  const words = `${toText(found)} found − ${toText(said)} declared`
  if (rule.differenceHead)
    bill(rule.differenceHead, multiply(difference, whole(years - 1)), `(${words}) × ${years - 1} earlier years`)
  bill(
    rule.head,
    multiply(multiply(difference, multiple), whole(years)),
    `(${words}) × ${toText(multiple)} × ${years} years${isVoluntary ? ', corrected by the owner in time' : ''}`,
  )
}

function amountOf(working: Working, step: string): Exact {
  const value = working.values.get(step) ?? null
  const list = value === null ? (working.perUnit.get(step) ?? working.perOwner.get(step) ?? []) : [value]
  return sumOf(list.map((each) => (typeof each === 'object' && each !== null && 'n' in each ? each : zero)))
}

function declaredTax(working: Working, step: string): Exact {
  const declared = working.at.file.declared!
  if (declared.taxPaise !== undefined) return ofPaise(declared.taxPaise)
  if (declared.tax !== undefined) return exactNumber(declared.tax)
  if (!declared.units && !declared.property)
    throw caseFault('declared', 'say taxPaise, or the units or property as declared')
  const { file } = working.at
  const json = {
    ...file,
    declared: undefined,
    arrears: [],
    payments: [],
    property: { ...file.property, ...declared.property },
    units: declared.units ?? file.units,
  }
  const there = new Working(working.pack, readCase(working.pack, json), working.skipped)
  runSteps(there)
  return amountOf(there, step)
}
