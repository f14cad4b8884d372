import { type Day, daysBetween, isDay } from '../../kernel/pure.ts'
import { plain } from './rules-fault.ts'
import type { Formula, Operator } from './rules-formula.ts'
import {
  absolute,
  add,
  compare,
  divide,
  type Exact,
  floorOf,
  larger,
  multiply,
  negate,
  smaller,
  subtract,
  toText,
  whole,
  zero,
} from './rules-number.ts'
import { type Rounding, roundTo } from './rules-rounding.ts'

/** What a formula may come to; null is a fact that the case does not state. */
export type Value = Exact | string | boolean | null | Value[]

/** What the names and the pack's own functions mean where a formula stands. */
export interface Scope {
  /** @returns null where the fact is not stated */
  valueOf(name: string): Value
  /** @returns undefined for a function that the scope does not know */
  call(formula: Extract<Formula, { kind: 'call' }>, scope: Scope): Value | undefined
}

export const isNumber = (value: Value): value is Exact => typeof value === 'object' && value !== null && 'n' in value

/** A value as people read it. */
export function sayValue(value: Value): string {
  if (value === null) return 'not stated'
  if (Array.isArray(value)) return `[${value.map(sayValue).join(', ')}]`
  return isNumber(value) ? toText(value) : String(value)
}

/** @throws RangeError naming the formula's part that is no number */
export function numberOf(value: Value, what: string): Exact {
  if (isNumber(value)) return value
  if (value === true) return whole(1)
  if (value === false) return zero
  throw new RangeError(value === null ? `${what} is not stated` : `${what} is no number: ${sayValue(value)}`)
}

function truthOf(value: Value, what: string): boolean {
  if (typeof value === 'boolean') return value
  if (isNumber(value)) return value.n !== 0n
  if (typeof value === 'string') return plain(value) === 'yes' || plain(value) === 'true'
  if (value === null) return false
  throw new RangeError(`${what} is neither true nor false`)
}

/** Whether two values say the same; words are compared without regard to case, blanks and dashes. */
export function isSame(a: Value, b: Value): boolean {
  if (isNumber(a) && isNumber(b)) return compare(a, b) === 0
  if (a === null || b === null || Array.isArray(a) || Array.isArray(b)) return a === b
  return plain(sayValue(a)) === plain(sayValue(b))
}

/** Computes a formula in its scope. */
export function evaluate(formula: Formula, scope: Scope): Value {
  switch (formula.kind) {
    case 'number':
    case 'text':
    case 'truth':
      return formula.value
    case 'name':
      return scope.valueOf(formula.name)
    case 'list':
      return formula.items.map((item) => evaluate(item, scope))
    case 'minus':
      return negate(numberIn(formula.of, scope))
    case 'not':
      return !truthIn(formula.of, scope)
    case 'if':
      return evaluate(truthIn(formula.when, scope) ? formula.yes : formula.no, scope)
    case 'operation':
      return operate(formula.operator, formula.left, formula.right, scope)
    case 'call':
      return callIn(formula, scope)
  }
}

/** A formula that must come to a number. */
export const numberIn = (formula: Formula, scope: Scope): Exact =>
  numberOf(evaluate(formula, scope), sayFormula(formula))

/** A formula that must come to true or false. */
export const truthIn = (formula: Formula, scope: Scope): boolean =>
  truthOf(evaluate(formula, scope), sayFormula(formula))

function operate(operator: Operator, left: Formula, right: Formula, scope: Scope): Value {
  if (operator === 'and') return truthIn(left, scope) && truthIn(right, scope)
  if (operator === 'or') return truthIn(left, scope) || truthIn(right, scope)
  const first = evaluate(left, scope)
  if (operator === '??') return first === null ? evaluate(right, scope) : first
  const second = evaluate(right, scope)
  if (operator === '=') return isSame(first, second)
  if (operator === '!=') return !isSame(first, second)
  if (operator === 'in') return listOf(second).some((item) => isSame(first, item))
  if (typeof first === 'string' && typeof second === 'string')
    return byOrder(operator, first < second ? -1 : +(first > second))
  const [a, b] = [numberOf(first, sayFormula(left)), numberOf(second, sayFormula(right))]
  if (operator === '+') return add(a, b)
  if (operator === '-') return subtract(a, b)
  if (operator === '*') return multiply(a, b)
  if (operator === '/') return divide(a, b)
  return byOrder(operator, compare(a, b))
}

function byOrder(operator: Operator, order: number): boolean {
  if (operator === '<') return order < 0
  if (operator === '<=') return order <= 0
  if (operator === '>') return order > 0
  if (operator === '>=') return order >= 0
  throw new RangeError(`words cannot be joined by ${operator}`)
}

const listOf = (value: Value): Value[] => (Array.isArray(value) ? value : [value])

type Call = Extract<Formula, { kind: 'call' }>

const numbers = (call: Call, scope: Scope): Exact[] =>
  call.args.flatMap((arg) => listOf(evaluate(arg, scope)).map((value) => numberOf(value, sayFormula(arg))))

function roundCall(way: Rounding['way']) {
  return (call: Call, scope: Scope): Value => {
    const [value, to = whole(1)] = numbers(call, scope)
    if (!value) throw new RangeError(`${call.name} takes a number and what to round it to: ${call.name}(tax, 10)`)
    if (to.n <= 0n) throw new RangeError(`${call.name} rounds to more than zero`)
    return roundTo(value, { to, way })
  }
}

function dayIn(formula: Formula | undefined, scope: Scope, call: string): Day {
  const value = formula ? evaluate(formula, scope) : null
  const text = isNumber(value) ? `${toText(value)}-01-01` : value
  if (typeof text !== 'string' || !isDay(text))
    throw new RangeError(`${call} takes days like 2024-04-01, not ${sayValue(value)}`)
  return text
}

/** Completed years: 31 March is not yet a year after the 1 April before. */
function yearsBetween(from: Day, to: Day): number {
  return Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(5) < from.slice(5) ? 1 : 0)
}

/** Functions that any formula may call. Those that read tables, units or lines come from the scope. */
const functions: Record<string, (call: Call, scope: Scope) => Value> = {
  min: (call, scope) => numbers(call, scope).reduce(smaller),
  max: (call, scope) => numbers(call, scope).reduce(larger),
  abs: (call, scope) => absolute(numberIn(call.args[0]!, scope)),
  floor: (call, scope) => whole(floorOf(numberIn(call.args[0]!, scope))),
  ceil: (call, scope) => negate(whole(floorOf(negate(numberIn(call.args[0]!, scope))))),
  round: roundCall('nearest'),
  roundUp: roundCall('up'),
  roundDown: roundCall('down'),
  has: (call, scope) => call.args.every((arg) => evaluate(arg, scope) !== null),
  years: (call, scope) => whole(yearsBetween(dayIn(call.args[0], scope, 'years'), dayIn(call.args[1], scope, 'years'))),
  days: (call, scope) => whole(daysBetween(dayIn(call.args[0], scope, 'days'), dayIn(call.args[1], scope, 'days'))),
  year: (call, scope) => whole(Number(dayIn(call.args[0], scope, 'year').slice(0, 4))),
}

function callIn(call: Call, scope: Scope): Value {
  const known = functions[call.name]
  if (known) {
    if (call.args.length === 0) throw new RangeError(`${call.name} needs a value in its brackets`)
    return known(call, scope)
  }
  const answer = scope.call(call, scope)
  if (answer === undefined) throw new RangeError(`there is no function ${call.name}`)
  return answer
}

const signs: Partial<Record<Operator, string>> = { '*': '×', '!=': '≠', '<=': '≤', '>=': '≥', '-': '−' }

/** The formula in words; with a scope every name and call is replaced by what it came to. */
export function sayFormula(formula: Formula, scope?: Scope): string {
  const say = (part: Formula) => sayFormula(part, scope)
  switch (formula.kind) {
    case 'number':
      return formula.text
    case 'text':
      return `"${formula.value}"`
    case 'truth':
      return String(formula.value)
    case 'name':
      return scope ? sayValue(scope.valueOf(formula.name)) : formula.name
    case 'list':
      return `[${formula.items.map(say).join(', ')}]`
    case 'minus':
      return `−${bracket(formula.of, say)}`
    case 'not':
      return `not ${bracket(formula.of, say)}`
    case 'if':
      // With values only the branch that was taken is told.
      return scope
        ? say(truthIn(formula.when, scope) ? formula.yes : formula.no)
        : `if(${say(formula.when)}, ${say(formula.yes)}, ${say(formula.no)})`
    case 'operation':
      if (scope && formula.operator === '??') return sayValue(evaluate(formula, scope))
      return `${bracket(formula.left, say)} ${signs[formula.operator] ?? formula.operator} ${bracket(formula.right, say)}`
    case 'call':
      return scope ? sayValue(evaluate(formula, scope)) : `${formula.name}(${formula.args.map(say).join(', ')})`
  }
}

function bracket(formula: Formula, say: (part: Formula) => string): string {
  const isLoose = formula.kind === 'operation' && formula.operator !== '*' && formula.operator !== '??'
  return isLoose ? `(${say(formula)})` : say(formula)
}
