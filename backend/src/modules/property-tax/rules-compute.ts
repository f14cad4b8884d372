/** One property, one tax year, one day: the bill with its lines, formulas and sources, and every step on the way. */
import type { Day } from '../../kernel/pure.ts'
import { readCase, type TaxCase } from './rules-case.ts'
import { dayInYear } from './rules-days.ts'
import { type Allocation, arrearsOf, currentDues, type Due, interestOf, standingOn } from './rules-dues.ts'
import { truthIn } from './rules-evaluate.ts'
import { caseFault, didYouMean } from './rules-fault.ts'
import { isZero, toText } from './rules-number.ts'
import { type Pack, readRound } from './rules-pack-parts.ts'
import { addInterestLines, addMisdeclaration, isKept, type Notch, takeAmnesties, takeRebates } from './rules-relief.ts'
import { ofPaise, roundOffOf, toPaise } from './rules-rounding.ts'
import { Place, type TaxLine, type TaxStep, Working } from './rules-scope.ts'
import { paiseOf, runSteps, skipSteps } from './rules-steps.ts'

/** The answer to a case. Amounts in paise; reductions and payments are negative lines. */
export interface TaxBill {
  pack: string
  asOf: Day
  year: string
  lines: TaxLine[]
  /** What remains to be paid on `asOf`: the sum of all lines. */
  totalPaise: number
  /** Before payments. */
  demandPaise: number
  paidPaise: number
  advancePaise: number
  steps: TaxStep[]
  allocations: Allocation[]
  notches: Notch[]
  statements: (string | Record<string, string>)[]
}

/**
 * Computes a case by a pack.
 * @throws TaxFault naming the field, the missing configuration, or the rule that cannot be applied
 */
export function computeTax(pack: Pack, json: unknown): TaxBill {
  const at = readCase(pack, json)
  requireRules(pack, at.rulesOn)
  refuseUnknown(pack, at)
  const hasYear =
    at.units.length > 0 || Object.keys(at.file.property).some((name) => name !== 'city') || at.file.units !== undefined
  if (!hasYear && at.file.arrears.length === 0)
    throw caseFault('units', 'there is nothing to compute: give units, a plot, or arrears')
  const notches: Notch[] = []
  try {
    return finish(hasYear ? withConcessions(pack, at, notches) : duesOnly(pack, at), notches)
  } catch (error) {
    if (error instanceof RangeError) throw caseFault('', error.message)
    throw error
  }
}

/** @throws TaxFault for a day on which the pack has no rules */
function requireRules(pack: Pack, day: Day): void {
  const { name, file } = pack
  if (day < file.from) throw caseFault('asOf', `pack ${name} has no rules on ${day}: the first are from ${file.from}`)
  if (file.to && day > file.to) throw caseFault('asOf', `pack ${name} has no rules on ${day}: they ended on ${file.to}`)
}

/** A town sets what its pack leaves open; it cannot change what the pack fixes, and a misspelt name would change nothing unseen. */
function refuseUnknown(pack: Pack, at: TaxCase): void {
  for (const name of Object.keys(at.file.settings)) {
    const setting = pack.file.settings.find((each) => each.name === name)
    if (!setting)
      throw caseFault(
        `settings.${name}`,
        `pack ${pack.name} has no setting ${name}${didYouMean(name, pack.settingNames)}`,
      )
    if (setting.value !== undefined)
      throw caseFault(
        `settings.${name}`,
        `is fixed by pack ${pack.name}: a pack that extends it may change it by an instrument`,
      )
  }
  for (const name of Object.keys(at.file.tables)) {
    const table = pack.tables.get(name)
    if (!table)
      throw caseFault(`tables.${name}`, `pack ${pack.name} has no table ${name}${didYouMean(name, pack.tables.keys())}`)
    if (!table.required || table.rows.length > 0)
      throw caseFault(
        `tables.${name}`,
        `is fixed by pack ${pack.name}: a pack that extends it may change it by an instrument`,
      )
  }
}

function duesOnly(pack: Pack, at: TaxCase): Working {
  const working = new Working(pack, at)
  skipSteps(working)
  return working
}

/** Concessions that hang on payment: computed as kept, then once more without those that were lost. */
function withConcessions(pack: Pack, at: TaxCase, notches: Notch[]): Working {
  const kept = new Working(pack, at)
  runSteps(kept)
  const conditional = pack.steps.filter(
    (step) => step.keptIfPaidBy && kept.steps.some((each) => each.id === step.id && each.value !== 0),
  )
  if (conditional.length === 0) return kept
  const dues = [...arrearsOf(kept), ...currentDues(kept)]
  const lost = conditional.filter((step) => !isKept(kept, dues, dayInYear(step.keptIfPaidBy!, at.yearStart)))
  for (const step of conditional) {
    if (lost.includes(step)) continue
    const without = new Working(pack, at, new Set([step.id]))
    runSteps(without)
    const cost = totalOf(without) - totalOf(kept)
    const lastOn = dayInYear(step.keptIfPaidBy!, at.yearStart)
    if (cost > 0 && at.asOf <= lastOn)
      notches.push({
        rule: step.id,
        words: `the concession is lost when the year is not paid by ${lastOn}`,
        costPaise: cost,
        lastOn,
      })
  }
  if (lost.length === 0) return kept
  const working = new Working(pack, at, new Set(lost.map((step) => step.id)))
  runSteps(working)
  return working
}

const totalOf = (working: Working) => working.lines.reduce((sum, line) => sum + line.amountPaise, 0)

function finish(working: Working, notches: Notch[]): TaxBill {
  const { at, pack } = working
  addMisdeclaration(working)
  const current = takeRebates(working, currentDues(working), notches)
  const arrears = arrearsOf(working)
  for (const due of arrears) addArrearsLines(working, due)
  const standing = standingOn(working, [...arrears, ...current], at.asOf)
  addInterestLines(working, standing)
  takeAmnesties(working, standing, notches)
  addRoundOff(working)
  const demandPaise = safe(totalOf(working))
  at.file.payments.forEach((payment, index) => {
    if (payment.on > at.asOf) return
    const amountPaise = payment.amountPaise ?? Math.round(payment.amount! * 100)
    working.lines.push({
      head: 'payment',
      amountPaise: -amountPaise,
      formula: `received on ${payment.on}`,
      source: payment.reference ?? 'receipt',
      step: `payments[${index}]`,
    })
  })
  return {
    pack: pack.name,
    asOf: at.asOf,
    year: at.yearName,
    lines: working.lines,
    totalPaise: safe(totalOf(working)),
    demandPaise,
    paidPaise: toPaise(standing.paid),
    advancePaise: toPaise(standing.advance),
    steps: working.steps,
    allocations: standing.allocations,
    notches,
    statements: statementsOf(working),
  }
}

function safe(paise: number): number {
  if (!Number.isSafeInteger(paise)) throw caseFault('', 'the total is more than can be billed')
  return paise === 0 ? 0 : paise
}

function addArrearsLines(working: Working, due: Due): void {
  const stated = interestOf(due)
  const source = 'demand register'
  if (!isZero(due.principal))
    working.addLine({
      head: due.head,
      amountPaise: paiseOf(due.principal, due.head),
      formula: `${due.kind}${due.instalment ? ` ${due.instalment}` : ''} of ${due.year}`,
      source,
      step: due.kind,
      year: due.year,
    })
  if (!isZero(stated))
    working.addLine({
      head: 'interest',
      amountPaise: paiseOf(stated, 'interest'),
      formula: `interest of ${due.year} as stated`,
      source,
      step: due.kind,
      year: due.year,
    })
}

function addRoundOff(working: Working): void {
  const { roundOff } = working.pack.file
  if (!roundOff || !working.isInForce(roundOff)) return
  const total = ofPaise(totalOf(working))
  const amountPaise = toPaise(roundOffOf(total, readRound(roundOff.round, 'roundOff.round')!))
  working.cited.clear()
  if (amountPaise !== 0)
    working.addLine({
      head: roundOff.head,
      amountPaise,
      formula: `${toText(total)} to the ${roundOff.round}`,
      source: working.sources(roundOff.instrument ?? working.pack.file.instrument),
      step: 'round-off',
    })
}

function statementsOf(working: Working): TaxBill['statements'] {
  return working.pack.file.statements.flatMap((statement, index) => {
    const when = working.pack.formulas.get(`statements[${index}].when`)
    return working.isInForce(statement) && (!when || truthIn(when, new Place(working))) ? [statement.text] : []
  })
}

/** The demand, collection and balance of a year. Paise. */
export interface DemandCollectionBalance {
  openingPaise: number
  demandPaise: number
  remissionPaise: number
  collectedArrearsPaise: number
  collectedCurrentPaise: number
}

/** Balances of arrears and current, and the share collected of what could be, in hundredths of a per cent (half up). */
export function balanceOf(given: DemandCollectionBalance): {
  arrearsPaise: number
  currentPaise: number
  efficiency: number
} {
  const due = given.openingPaise + given.demandPaise - given.remissionPaise
  const collected = given.collectedArrearsPaise + given.collectedCurrentPaise
  return {
    arrearsPaise: given.openingPaise - given.collectedArrearsPaise,
    currentPaise: given.demandPaise - given.remissionPaise - given.collectedCurrentPaise,
    efficiency: due > 0 ? Math.round((collected * 10_000) / due) / 100 : 0,
  }
}
