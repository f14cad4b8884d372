import { addDays, type Day, Invalid } from '../../kernel/pure.ts'
import { type Cell, type Component, type OpenBill, totalOf } from './rules-cells.ts'

/** A part of what is forgiven: so many hundredths of the cells that it names. */
export interface WaivedPart {
  components: Component[]
  heads?: string[] | undefined
  yearFrom?: number | undefined
  yearTo?: number | undefined
  percent: number
}

/** A band of total dues; both ends in paise, `upToPaise` included, null for no end. The whole sum falls into one band: notches are real. */
export interface AmnestyBand {
  upToPaise: number | null
  waive: WaivedPart[]
}

/** Terms of an amnesty, as the resolution has them. */
export interface AmnestyTerms {
  services: string[]
  /** Debts that take part: financial years, both included. */
  yearFrom?: number | undefined
  yearTo?: number | undefined
  bands: AmnestyBand[]
  /** Delhi 2025: paying the principal of the last so many years clears everything before them. */
  clearsEarlierThanYears?: number | undefined
  rounding: 'paisa' | 'rupee-in-favour'
  instalments: { most: number; firstPercent: number; everyDays: number; graceDays: number }
  /** A place with a stayed sum may not take part. */
  refusesStayed: boolean
  largestDuesPaise?: number | undefined
}

/** What an amnesty does to the dues of a place on a day. */
export interface AmnestyOffer {
  duesPaise: number
  waived: (Cell & { billId: number; service: string })[]
  waivedPaise: number
  payablePaise: number
  /** Where less due would mean more forgiven: by how much the dues are over the band before, and what that costs. */
  notch: { overPaise: number; costPaise: number } | null
}

/** @throws Invalid naming the gap: bands must rise and end without an end */
export function requireBands(terms: AmnestyTerms): void {
  let below = 0
  for (const [at, band] of terms.bands.entries()) {
    const last = at === terms.bands.length - 1
    if (last !== (band.upToPaise === null))
      throw new Invalid(
        `bands.${at}.upToPaise`,
        last ? 'The last band has no end.' : 'Only the last band has no end.',
        { got: band.upToPaise },
      )
    if (band.upToPaise !== null && band.upToPaise <= below)
      throw new Invalid(`bands.${at}.upToPaise`, 'Bands rise: this one ends where another does, or before.', {
        got: band.upToPaise,
        expected: `more than ${below}`,
      })
    below = band.upToPaise ?? below
  }
  if (!terms.bands.length) throw new Invalid('bands', 'An amnesty has at least one band.')
}

type Part = Cell & { billId: number; service: string }

function takingPart(bills: readonly OpenBill[], terms: AmnestyTerms): Part[] {
  return bills
    .filter((bill) => terms.services.includes(bill.service))
    .flatMap((bill) =>
      bill.cells
        .filter((cell) => cell.outstandingPaise > 0 && inYears(cell.year, terms))
        .map((cell) => ({
          billId: bill.billId,
          service: bill.service,
          head: cell.head,
          year: cell.year,
          component: cell.component,
          amountPaise: cell.outstandingPaise,
        })),
    )
}

const inYears = (year: number, span: { yearFrom?: number | undefined; yearTo?: number | undefined }) =>
  year >= (span.yearFrom ?? 0) && year <= (span.yearTo ?? 9999)

/** A share of an amount in whole paise: hundredths are exact, halves go up; or down to the rupee in the payer's favour. */
function shareOf(amountPaise: number, percent: number, rounding: AmnestyTerms['rounding']): number {
  const exact = BigInt(amountPaise) * BigInt(Math.round(percent * 100))
  if (rounding === 'paisa') return Number((exact + 5000n) / 10_000n)
  const rupees = (exact + 999_999n) / 1_000_000n
  return Math.min(amountPaise, Number(rupees * 100n))
}

function waivedIn(parts: readonly Part[], band: AmnestyBand, terms: AmnestyTerms): Part[] {
  return parts.flatMap((part) => {
    const rule = band.waive.find(
      (each) =>
        each.components.includes(part.component) &&
        (!each.heads || each.heads.includes(part.head)) &&
        inYears(part.year, each),
    )
    const amountPaise = rule ? shareOf(part.amountPaise, rule.percent, terms.rounding) : 0
    return amountPaise > 0 ? [{ ...part, amountPaise }] : []
  })
}

const bandOf = (terms: AmnestyTerms, duesPaise: number) =>
  terms.bands.findIndex((band) => band.upToPaise === null || duesPaise <= band.upToPaise)

/** Everything of years before the last `clearsEarlierThanYears`, when the terms say that paying these clears those. */
function clearedEarlier(parts: readonly Part[], terms: AmnestyTerms, financialYear: number): Part[] {
  const { clearsEarlierThanYears: years } = terms
  return years === undefined ? [] : parts.filter((part) => part.year <= financialYear - years)
}

/**
 * What an amnesty would do to open bills in a financial year. Null when nothing takes part or nothing is forgiven.
 * Pure, and shown to the citizen before they choose: the notch is part of the answer.
 */
export function offerOf(bills: readonly OpenBill[], terms: AmnestyTerms, financialYear: number): AmnestyOffer | null {
  if (terms.refusesStayed && bills.some((bill) => bill.cells.some((cell) => cell.stayedPaise > 0))) return null
  const parts = takingPart(bills, terms)
  const duesPaise = totalOf(parts)
  if (!duesPaise || duesPaise > (terms.largestDuesPaise ?? Number.MAX_SAFE_INTEGER)) return null
  const cleared = clearedEarlier(parts, terms, financialYear)
  const rest = parts.filter((part) => !cleared.includes(part))
  const at = bandOf(terms, duesPaise)
  const waived = [...cleared, ...waivedIn(rest, terms.bands[at]!, terms)]
  const waivedPaise = totalOf(waived)
  if (!waivedPaise) return null
  const payablePaise = duesPaise - waivedPaise
  return { duesPaise, waived, waivedPaise, payablePaise, notch: notchOf(rest, terms, at, duesPaise, payablePaise) }
}

/** What the same dues would cost in the band before, and by how much they are over its end. */
function notchOf(
  parts: readonly Part[],
  terms: AmnestyTerms,
  at: number,
  duesPaise: number,
  payablePaise: number,
): AmnestyOffer['notch'] {
  const before = terms.bands[at - 1]
  if (!before || before.upToPaise === null) return null
  const costPaise = totalOf(waivedIn(parts, before, terms)) - totalOf(waivedIn(parts, terms.bands[at]!, terms))
  return costPaise > 0 && payablePaise > 0 ? { overPaise: duesPaise - before.upToPaise, costPaise } : null
}

/** A part of what remains to be paid. */
export interface Instalment {
  dueOn: Day
  amountPaise: number
}

/**
 * The rest in at most so many parts: the first on the day of the grant and at least its share, the others equal, the last takes
 * the odd paise.
 */
export function instalmentsOf(terms: AmnestyTerms, payablePaise: number, count: number, day: Day): Instalment[] {
  const { most, firstPercent, everyDays } = terms.instalments
  if (!Number.isInteger(count) || count < 1 || count > most)
    throw new Invalid('instalments', `The rest may be paid in 1 to ${most} parts.`, { got: count, expected: most })
  if (count === 1) return [{ dueOn: day, amountPaise: payablePaise }]
  const first = Number((BigInt(payablePaise) * BigInt(Math.round(firstPercent * 100)) + 9_999n) / 10_000n)
  const others = count - 1
  const each = Math.floor((payablePaise - first) / others)
  const amounts = [
    first,
    ...Array.from({ length: others }, (_, at) =>
      at === others - 1 ? payablePaise - first - each * (others - 1) : each,
    ),
  ]
  return amounts.map((amountPaise, at) => ({ dueOn: addDays(day, at * everyDays), amountPaise }))
}

export type GrantState = 'running' | 'kept' | 'lapsed'

/** How a grant stands on a day: kept when everything is paid, lapsed when by some day too little was. `paid` with their days. */
export function grantStateOf(
  instalments: readonly Instalment[],
  paid: readonly { on: Day; amountPaise: number }[],
  graceDays: number,
  day: Day,
): GrantState {
  let owed = 0
  for (const instalment of instalments) {
    owed += instalment.amountPaise
    const until = addDays(instalment.dueOn, graceDays)
    const inTime = paid.filter((each) => each.on <= until).reduce((sum, each) => sum + each.amountPaise, 0)
    if (inTime < owed && day > until) return 'lapsed'
  }
  const all = paid.filter((each) => each.on <= day).reduce((sum, each) => sum + each.amountPaise, 0)
  return all >= owed ? 'kept' : 'running'
}
