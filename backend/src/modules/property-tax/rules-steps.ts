/** Walks a pack's steps over a case: what every step comes to for the property, its units and its owners, and the lines they make. */
import { type Facts, readCase } from './rules-case.ts'
import { evaluate, isNumber, numberOf, sayFormula, sayValue, truthIn, type Value } from './rules-evaluate.ts'
import { caseFault, plain, TaxFault } from './rules-fault.ts'
import type { Formula } from './rules-formula.ts'
import { add, type Exact, sumOf, toText, zero } from './rules-number.ts'
import type { Step } from './rules-pack-parts.ts'
import { roundTo, toPaise } from './rules-rounding.ts'
import { Place, Working } from './rules-scope.ts'
import { isInForce } from './rules-tables.ts'

/** Computes every step in force; `until` stops after the step of that name. */
export function runSteps(working: Working, until?: string): void {
  for (const step of working.pack.steps) {
    if (isInForce(step, working.at.rulesOn)) runStep(working, step)
    else if (
      !working.values.has(step.id) &&
      !working.pack.steps.some((other) => other.id === step.id && isInForce(other, working.at.rulesOn))
    )
      absent(working, step)
    aggregate(working, step.id)
    if (step.id === until) return
  }
}

/** Where only dues are looked at, the year's own steps come to nothing. */
export function skipSteps(working: Working): void {
  for (const step of working.pack.steps) absent(working, step)
  for (const { as } of working.pack.file.aggregation) working.values.set(as, zero)
}

/** A step that is not in force comes to nothing. */
function absent(working: Working, step: Step): void {
  if (step.per === 'property') working.values.set(step.id, zero)
  else if (step.per === 'unit')
    working.perUnit.set(
      step.id,
      working.at.units.map(() => zero),
    )
  else
    working.perOwner.set(
      step.id,
      working.at.owners.map(() => zero),
    )
}

function runStep(working: Working, step: Step): void {
  if (step.per === 'property') {
    working.values.set(step.id, valueAt(working, step, new Place(working), working.at.property))
    return
  }
  const facts = step.per === 'unit' ? working.at.units : working.at.owners
  const values = facts.map((each, index) => valueAt(working, step, new Place(working, { [step.per]: index }), each))
  const kept = step.per === 'unit' ? working.perUnit : working.perOwner
  kept.set(step.id, values)
}

function valueAt(working: Working, step: Step, place: Place, own: Facts): Value {
  working.cited.clear()
  try {
    return computeStep(working, step, place, own)
  } catch (error) {
    if (error instanceof TaxFault) throw error
    const where = place.unit === null ? '' : ` of unit ${place.unit}`
    throw caseFault(
      place.unit === null ? 'property' : `units[${place.unit}]`,
      `step ${step.id}${where}: ${(error as Error).message}`,
    )
  }
}

function computeStep(working: Working, step: Step, place: Place, own: Facts): Value {
  const given = step.given.map((name) => own.get(plain(name))).find((value) => value !== undefined && value !== null)
  const holds = !working.skipped.has(step.id) && (step.when === null || truthIn(step.when, place))
  const formula = holds ? step.formula : step.otherwise
  const raw: Value = given ?? (formula ? evaluate(formula, place) : zero)
  if (raw === null) throw new RangeError(`${sayFormula(step.formula)} is not stated`)
  const value = isNumber(raw) && step.round ? roundTo(raw, step.round) : raw
  if (!holds && !step.otherwise && given === undefined) return value
  const words = given !== undefined ? 'as stated' : explain(formula!, place, value)
  const source = working.sources(step.instrument)
  const where = {
    ...(place.unit !== null && { unit: place.unit }),
    ...(place.owner !== null && { owner: place.owner }),
  }
  working.steps.push({
    id: step.id,
    value: isNumber(value) ? Number(toText(value, 9)) : (value as string | boolean),
    formula: words,
    source,
    ...where,
  })
  if (step.head) addStepLine(working, step, value, words, source, where)
  // What follows counts with the line that is printed, where the head is rounded by the pack's rule.
  return value
}

function addStepLine(
  working: Working,
  step: Step,
  value: Value,
  formula: string,
  source: string,
  where: { unit?: number; owner?: number },
): void {
  const amount = roundTo(numberOf(value, step.id), working.pack.rounding)
  const floor = where.unit === undefined ? undefined : working.at.units[where.unit]!.get('floor')
  if (step.against) working.against.set(step.head!, step.against)
  working.addLine({
    head: step.head!,
    amountPaise: paiseOf(amount, step.id),
    formula,
    source,
    step: step.id,
    ...(step.label && { label: step.label }),
    ...where,
    ...(floor && isNumber(floor) && { floor: Number(toText(floor)) }),
  })
}

/** @throws TaxFault for an amount beyond whole paise */
export function paiseOf(amount: Exact, what: string): number {
  try {
    return toPaise(amount)
  } catch {
    throw caseFault('', `${what} comes to more than can be billed`)
  }
}

/** `area × rate × 12 = 750 × 4 × 12 = 36000`. */
function explain(formula: Formula, place: Place, value: Value): string {
  const words = sayFormula(formula)
  const numbers = sayFormula(formula, place)
  const result = sayValue(value)
  return [
    words,
    ...(numbers !== words && numbers !== result ? [numbers] : []),
    ...(result !== words ? [result] : []),
  ].join(' = ')
}

/** The sum over all of the owner's buildings, where the law adds them up. */
function aggregate(working: Working, stepId: string): void {
  for (const row of working.pack.file.aggregation) {
    if (row.of !== stepId || working.values.has(row.as)) continue
    const own =
      working.pack.stepIds.get(stepId) === 'unit'
        ? sumOf(working.perUnit.get(stepId)!.map((each) => numberOf(each, stepId)))
        : numberOf(working.values.get(stepId)!, stepId)
    const isOn = working.pack.file.aggregation.some((each) => each.as === row.as && working.isInForce(each))
    working.values.set(row.as, isOn ? add(own, sumOf(othersOf(working, stepId))) : own)
  }
}

function othersOf(working: Working, stepId: string): Exact[] {
  return (working.at.file.otherProperties ?? []).map((other) => {
    const { units, property, ...facts } = other as { units?: object[]; property?: object }
    const json = {
      asOf: working.at.asOf,
      year: working.at.file.year,
      settings: working.at.file.settings,
      tables: working.at.file.tables,
      property: { ...facts, ...property },
      ...(units && { units }),
    }
    const there = new Working(working.pack, readCase(working.pack, json))
    runSteps(there, stepId)
    const value = there.values.get(stepId)
    return value === undefined
      ? sumOf(there.perUnit.get(stepId)!.map((each) => numberOf(each, stepId)))
      : numberOf(value, stepId)
  })
}
