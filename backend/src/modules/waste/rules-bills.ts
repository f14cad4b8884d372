/** The contractor's bill: what the proof of each day earned, and what the contract's own rules take off. Pure; money in paise. */
import { z } from 'zod'

export const contractBases = ['households', 'tonnes', 'trips'] as const
export type ContractBasis = (typeof contractBases)[number]

const paise = z.int().min(1).max(1_000_000_000_000)

/** One rule of a contract, with its clause. None is shipped: what a contract does not say is not taken off. */
export const deductionSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('missed-household'),
      clause: z.string().min(1).max(200),
      paise,
      allowed: z.int().min(0).default(0),
    })
    .meta({ description: 'For each household missed beyond the allowance of a day' }),
  z
    .strictObject({
      kind: z.literal('round-not-run'),
      clause: z.string().min(1).max(200),
      paise,
      excused: z.array(z.string().min(1).max(60)).max(20).default([]),
    })
    .meta({ description: 'For each planned round that was not run; reasons that excuse it' }),
  z
    .strictObject({
      kind: z.literal('coverage-below'),
      clause: z.string().min(1).max(200),
      below: z.strictObject({ numerator: z.int().min(0), denominator: z.int().min(1) }),
      part: z.strictObject({ numerator: z.int().min(0), denominator: z.int().min(1) }),
    })
    .meta({ description: 'A part of the gross when fewer of the period’s households were served than so many' }),
  z
    .strictObject({ kind: z.literal('unproved-trip'), clause: z.string().min(1).max(200), paise })
    .meta({ description: 'For each load whose weighing has no paper' }),
])
export const deductionsSchema = z.array(deductionSchema).max(40)
export type Deduction = z.output<typeof deductionSchema>

/** A round of the period, by its proof. */
export interface DayRecord {
  onDay: string
  beatId: number
  assignedHouseholds: number
  servedHouseholds: number
  /** Null when it was run. */
  notRunBecause: string | null
  trips: readonly { netKg: number; hasPaper: boolean }[]
}

/** A line: what was earned (above zero) or taken off (below), and how it was reckoned. */
export interface BillLine {
  kind: 'earned' | Deduction['kind']
  onDay: string | null
  beatId: number | null
  amountPaise: number
  formula: string
  clause: string | null
}

/** A bill with its sums. What is taken off never exceeds what was earned. */
export interface ContractorBill {
  lines: BillLine[]
  grossPaise: number
  deductedPaise: number
  netPaise: number
}

/** The bill of a period. */
export function billOf(
  contract: { basis: ContractBasis; ratePaise: number; deductions: readonly Deduction[] },
  days: readonly DayRecord[],
): ContractorBill {
  const earned = days.flatMap((day) => earnedLine(contract, day) ?? [])
  const grossPaise = earned.reduce((sum, line) => sum + line.amountPaise, 0)
  const taken = contract.deductions.flatMap((rule) => deductionLines(rule, days, grossPaise))
  const lines = [...earned, ...limited(taken, grossPaise)]
  const deductedPaise = lines.reduce((sum, line) => sum + Math.max(0, -line.amountPaise), 0)
  return { lines, grossPaise, deductedPaise, netPaise: grossPaise - deductedPaise }
}

function earnedLine(
  { basis, ratePaise }: { basis: ContractBasis; ratePaise: number },
  day: DayRecord,
): BillLine | null {
  const kg = Math.round(day.trips.reduce((sum, trip) => sum + trip.netKg, 0) * 10) / 10
  const [amountPaise, formula] = {
    households: [day.servedHouseholds * ratePaise, `${day.servedHouseholds} households × ${ratePaise / 100}`] as const,
    tonnes: [Math.round((kg * ratePaise) / 1000), `${kg / 1000} t × ${ratePaise / 100}`] as const,
    trips: [day.trips.length * ratePaise, `${day.trips.length} trips × ${ratePaise / 100}`] as const,
  }[basis]
  return amountPaise === 0
    ? null
    : { kind: 'earned', onDay: day.onDay, beatId: day.beatId, amountPaise, formula, clause: null }
}

function deductionLines(rule: Deduction, days: readonly DayRecord[], grossPaise: number): BillLine[] {
  const line = (day: DayRecord | null, amountPaise: number, formula: string): BillLine => ({
    kind: rule.kind,
    onDay: day?.onDay ?? null,
    beatId: day?.beatId ?? null,
    amountPaise: -amountPaise,
    formula,
    clause: rule.clause,
  })
  switch (rule.kind) {
    case 'missed-household':
      return days.flatMap((day) => {
        // A round that was not run at all is another clause.
        const missed = day.notRunBecause === null ? day.assignedHouseholds - day.servedHouseholds - rule.allowed : 0
        return missed > 0 ? [line(day, missed * rule.paise, `${missed} missed × ${rule.paise / 100}`)] : []
      })
    case 'round-not-run':
      return days
        .filter((day) => day.notRunBecause !== null && !rule.excused.includes(day.notRunBecause))
        .map((day) => line(day, rule.paise, `not run: ${day.notRunBecause}`))
    case 'unproved-trip':
      return days.flatMap((day) => {
        const bare = day.trips.filter((trip) => !trip.hasPaper).length
        return bare ? [line(day, bare * rule.paise, `${bare} without paper × ${rule.paise / 100}`)] : []
      })
    case 'coverage-below':
      return coverageLine(rule, days, grossPaise, line)
  }
}

function coverageLine(
  { below, part }: Extract<Deduction, { kind: 'coverage-below' }>,
  days: readonly DayRecord[],
  grossPaise: number,
  line: (day: null, amountPaise: number, formula: string) => BillLine,
): BillLine[] {
  const sum = (of: 'assignedHouseholds' | 'servedHouseholds') => days.reduce((total, day) => total + day[of], 0)
  const [assigned, served] = [sum('assignedHouseholds'), sum('servedHouseholds')]
  // Exactly the limit is not below it; compared as whole numbers.
  if (assigned === 0 || served * below.denominator >= assigned * below.numerator) return []
  const amount = Math.floor((grossPaise * part.numerator) / part.denominator)
  return amount > 0
    ? [
        line(
          null,
          amount,
          `${served} of ${assigned} served: ${part.numerator}/${part.denominator} of ${grossPaise / 100}`,
        ),
      ]
    : []
}

/** The last deductions give way, so that a bill is never below nothing. */
function limited(lines: readonly BillLine[], grossPaise: number): BillLine[] {
  let left = grossPaise
  return lines.flatMap((line) => {
    const taken = Math.min(left, -line.amountPaise)
    left -= taken
    return taken === 0
      ? []
      : [
          taken === -line.amountPaise
            ? line
            : { ...line, amountPaise: -taken, formula: `${line.formula}, as far as earned` },
        ]
  })
}
