/** What is owed on a day: the year's demand by instalments, arrears, interest as it accrues, and payments in the lawful order. */
import { addDays, type Day, splitPaise } from '../../kernel/pure.ts'
import { accruedShare, dayInYear, lessOf } from './rules-days.ts'
import { truthIn, type Value } from './rules-evaluate.ts'
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
  zero,
} from './rules-number.ts'
import type { PackFile } from './rules-pack-schema.ts'
import { ofPaise, roundTo, toPaise } from './rules-rounding.ts'
import { Place, type Working } from './rules-scope.ts'
import { readCell } from './rules-tables.ts'

type Penalty = PackFile['penalties'][number]

/** One sum that is owed. Rupees, exact. */
export interface Due {
  head: string
  kind: 'arrears' | 'current' | 'costs'
  year: string
  yearStart: Day
  instalment: string | null
  dueOn: Day | null
  principal: Exact
  owed: Exact
  /** Interest by the penalty rule that makes it; '' for interest that the case states. */
  interest: Map<string, Exact>
  interestOwed: Map<string, Exact>
  /** The case itself says when it fell due: that goes before a rule's own day. */
  isDayStated: boolean
  /** Interest is in `interest` up to here; null: none has been counted. */
  accruedTo: Day | null
  /** The case states the interest and not until when: no more is counted. */
  isClosed: boolean
}

export interface Allocation {
  payment: number
  on: Day
  head: string
  of: 'principal' | 'interest'
  kind: Due['kind']
  year: string
  instalment?: string
  amountPaise: number
}

const rupeesOf = (given: { amountPaise?: number | undefined; amount?: number | undefined }, path: string): Exact => {
  if (given.amountPaise === undefined && given.amount === undefined)
    throw caseFault(path, 'say amountPaise, or amount in rupees')
  const exact = given.amountPaise === undefined ? exactNumber(given.amount!) : ofPaise(given.amountPaise)
  if ((exact.n * 100n) % exact.d !== 0n) throw caseFault(path, 'an amount has no parts of a paisa')
  return exact
}

/** Dues of earlier years as the case states them. */
export function arrearsOf(working: Working): Due[] {
  const { at, pack } = working
  return at.file.arrears.map((given, index) => {
    const path = `arrears[${index}]`
    const year = given.year ?? at.yearName
    const yearStart = `${year.slice(0, 4)}-${pack.file.yearStart}`
    const stated = given.interestPaise === undefined ? (given.interest ?? given.surcharge) : given.interestPaise / 100
    const interest = new Map(stated === undefined ? [] : [['', exactNumber(stated)] as const])
    const kind = given.kind
    const due = pack.file.instalments.find((each) => each.id === given.instalment)?.dueOn ?? pack.file.dueOn
    const principal = rupeesOf(given, path)
    const dueOn = given.dueOn ?? (due ? dayInYear(due, yearStart) : null)
    return {
      head: given.head,
      kind,
      year,
      yearStart,
      instalment: given.instalment ?? null,
      dueOn,
      principal,
      owed: principal,
      interest,
      interestOwed: new Map(interest),
      isDayStated: given.dueOn !== undefined,
      accruedTo: given.accruedTo ?? null,
      isClosed: stated !== undefined && given.accruedTo === undefined,
    }
  })
}

/** The year's own demand by head and instalment; reductions are taken from the head that they stand against. */
export function currentDues(working: Working): Due[] {
  const { at, pack } = working
  const heads = new Map(working.heads)
  for (const [head, paise] of working.heads) {
    if (paise >= 0) continue
    heads.delete(head)
    let left = -paise
    const order = [working.against.get(head), ...heads.keys()].filter(
      (each): each is string => each !== undefined && heads.has(each),
    )
    for (const each of order) {
      const taken = Math.min(left, heads.get(each)!)
      if (taken <= 0) continue
      heads.set(each, heads.get(each)! - taken)
      left -= taken
    }
  }
  const parts =
    pack.file.instalments.length > 0
      ? pack.file.instalments
      : [{ id: null, share: '1', dueOn: pack.file.dueOn ?? null }]
  const shares = parts.map((part) => readCell(part.share) as Exact)
  const scale = shares.reduce((product, share) => product * share.d, 1n)
  return [...heads]
    .filter(([, paise]) => paise > 0)
    .flatMap(([head, paise]) => {
      const split = splitPaise(
        paise,
        shares.map((share) => Number((share.n * scale) / share.d)),
      )
      return parts.map((part, index): Due => {
        const principal = ofPaise(split[index]!)
        const dueOn = part.dueOn ? dayInYear(part.dueOn, at.yearStart) : null
        return {
          head,
          kind: 'current',
          year: at.yearName,
          yearStart: at.yearStart,
          instalment: part.id,
          dueOn,
          principal,
          owed: principal,
          interest: new Map(),
          interestOwed: new Map(),
          isDayStated: false,
          accruedTo: null,
          isClosed: false,
        }
      })
    })
}

export const interestOf = (due: Due): Exact => sumOf([...due.interestOwed.values()])
export const owedOn = (dues: readonly Due[]): Exact => sumOf(dues.flatMap((due) => [due.owed, interestOf(due)]))

/** Adds the interest of every due from where it stood up to a day. */
function accrueTo(working: Working, dues: Due[], day: Day): void {
  const rules = working.pack.file.penalties
    .map((penalty, index) => ({ penalty, path: `penalties[${index}].when` }))
    .filter(({ penalty }) => working.isInForce(penalty, day))
  const facts = duesFacts(dues)
  const place = new Place(working, {}, facts)
  for (const { penalty, path } of rules) {
    const when = working.pack.formulas.get(path)
    if (when && !truthIn(when, place)) continue
    for (const due of dues) accrue(working, penalty, due, day)
  }
  for (const due of dues) if (!due.accruedTo || due.accruedTo < day) due.accruedTo = day
}

/** `dues`, `principal` and `interest` for the conditions of rules of time. */
export function duesFacts(dues: readonly Due[]): Map<string, Value> {
  const principal = sumOf(dues.map((due) => due.owed))
  const interest = sumOf(dues.map(interestOf))
  return new Map<string, Value>([
    ['dues', add(principal, interest)],
    ['principal', principal],
    ['interest', interest],
  ])
}

function accrue(working: Working, penalty: Penalty, due: Due, day: Day): void {
  const fits =
    due.kind !== 'costs' &&
    (penalty.on === 'all' || penalty.on === due.kind) &&
    (!penalty.heads || penalty.heads.some((head) => plain(head) === plain(due.head)))
  // Steps are days of the calendar themselves: they ask for no due day.
  const ownDay = penalty.mode === 'month-stepped' ? addDays(due.yearStart, -1) : due.dueOn
  const dueOn = penalty.dueOn && !due.isDayStated ? dayInYear(penalty.dueOn, due.yearStart) : ownDay
  const from = due.accruedTo ?? dueOn
  if (!fits || due.isClosed || !dueOn || !from || day <= from) return
  const about = { dueOn, yearStart: due.yearStart }
  const share = subtract(
    accruedShare(working.pack, penalty, about, day),
    accruedShare(working.pack, penalty, about, from),
  )
  if (share.n <= 0n) return
  const amount = multiply(due.owed, share)
  due.interest.set(penalty.id, add(due.interest.get(penalty.id) ?? zero, amount))
  due.interestOwed.set(penalty.id, add(due.interestOwed.get(penalty.id) ?? zero, amount))
}

/** Whether an entry of the order of appropriation means this due; interest goes with its due unless the order names it apart. */
function isMeant(entry: string, due: Due, part: 'principal' | 'interest', namesInterest: boolean): boolean {
  const word = plain(entry)
  if (word === 'interest' || word === 'penalty' || word === 'surcharge') return part === 'interest'
  if (part === 'interest' && namesInterest) return false
  if (word === due.kind) return true
  if (due.instalment !== null && word === plain(due.instalment) && due.kind === 'current') return true
  return due.kind !== 'costs' && word === plain(due.head)
}

/** The sums that a payment meets, in the order of the law; what the order does not name comes last, oldest first. */
function inOrder(working: Working, dues: Due[]): { due: Due; part: 'principal' | 'interest' }[] {
  const order = working.pack.file.appropriation
  const namesInterest = order.some((entry) => ['interest', 'penalty', 'surcharge'].includes(plain(entry)))
  const age = { costs: 0, arrears: 1, current: 2 }
  const sums = [...dues]
    .sort(
      (a, b) =>
        age[a.kind] - age[b.kind] ||
        (a.year < b.year ? -1 : a.year > b.year ? 1 : 0) ||
        ((a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1),
    )
    .flatMap((due) => [
      { due, part: 'interest' as const },
      { due, part: 'principal' as const },
    ])
  const rank = ({ due, part }: (typeof sums)[number]) => {
    const at = order.findIndex((entry) => isMeant(entry, due, part, namesInterest))
    return at < 0 ? order.length : at
  }
  return sums
    .map((each, index) => ({ ...each, rank: rank(each), index }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
}

/** Applies one payment; answers what it met and what is left over. */
function pay(
  working: Working,
  dues: Due[],
  payment: number,
  on: Day,
  amount: Exact,
): { allocations: Allocation[]; left: Exact } {
  let left = amount
  const allocations: Allocation[] = []
  for (const { due, part } of inOrder(working, dues)) {
    if (isZero(left)) break
    const about = {
      payment,
      on,
      head: due.head,
      of: part,
      kind: due.kind,
      year: due.year,
      ...(due.instalment && { instalment: due.instalment }),
    }
    for (const key of part === 'principal' ? [null] : due.interestOwed.keys()) {
      const owed = key === null ? due.owed : roundTo(due.interestOwed.get(key)!, working.pack.rounding)
      const taken = smaller(left, owed)
      if (isZero(taken)) continue
      if (key === null) due.owed = subtract(due.owed, taken)
      else due.interestOwed.set(key, lessOf(due.interestOwed.get(key)!, taken))
      left = subtract(left, taken)
      allocations.push({ ...about, amountPaise: toPaise(taken) })
    }
  }
  return { allocations, left }
}

/** What stands on a day after interest and payments. */
export interface Standing {
  dues: Due[]
  allocations: Allocation[]
  paid: Exact
  /** Paid beyond all dues: an advance. */
  advance: Exact
}

/** Runs interest and payments in the order of their days up to a day. The dues given are left as they are. */
export function standingOn(working: Working, given: readonly Due[], day: Day): Standing {
  const dues = given.map((due) => ({
    ...due,
    interest: new Map(due.interest),
    interestOwed: new Map(due.interestOwed),
  }))
  const payments = working.at.file.payments
    .map((payment, index) => ({ index, on: payment.on, amount: rupeesOf(payment, `payments[${index}]`) }))
    .filter((payment) => payment.on <= day)
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.index - b.index))
  const standing: Standing = { dues, allocations: [], paid: zero, advance: zero }
  for (const payment of payments) {
    if (compare(payment.amount, zero) === 0)
      throw caseFault(`payments[${payment.index}]`, 'a payment is more than nothing')
    accrueTo(working, dues, payment.on)
    const { allocations, left } = pay(working, dues, payment.index, payment.on, payment.amount)
    standing.allocations.push(...allocations)
    standing.paid = add(standing.paid, payment.amount)
    standing.advance = add(standing.advance, left)
  }
  accrueTo(working, dues, day)
  return standing
}
