/**
 * Fees of a permit by head: a rate by area, a percentage, a fixed sum, or slabs with their operation. Rates are a town's own
 * configuration; nothing here knows an amount. Whole paise; areas in m². Pure.
 */
import { z } from 'zod'
import { Invalid } from '../../kernel/pure.ts'

const paise = z.int().min(0).max(1e15)
const sqm = z.number().min(0).max(1e9)

/** A slab. It begins over `overSqm` and ends with `upToSqm`; the last one has no end. */
const slabSchema = z.discriminatedUnion('operation', [
  z.strictObject({ operation: z.literal('fix'), overSqm: sqm, upToSqm: sqm.nullable(), basePaise: paise }),
  z.strictObject({ operation: z.literal('multiply'), overSqm: sqm, upToSqm: sqm.nullable(), ratePaise: paise }),
  z
    .strictObject({
      operation: z.literal('fix-and-multiply'),
      overSqm: sqm,
      upToSqm: sqm.nullable(),
      basePaise: paise,
      ratePaise: paise,
      /** Every block that is begun beyond `fromSqm` counts whole. */
      blockSqm: z.number().positive().max(1e6),
      fromSqm: sqm,
    })
    .meta({ description: 'A fixed sum, and a rate for every block begun beyond an area' }),
  z.strictObject({
    operation: z.literal('multiply-with-limit'),
    overSqm: sqm,
    upToSqm: sqm.nullable(),
    ratePaise: paise,
    limitPaise: paise,
  }),
])
export type Slab = z.output<typeof slabSchema>

const ratesSchema = z.record(z.string().regex(/^[a-z][a-z-]{1,40}$/), paise)
const shareSchema = z
  .strictObject({ numerator: z.int().min(0), denominator: z.int().min(1) })
  .refine((share) => share.numerator <= share.denominator, 'must not be more than the whole')

/** How one head is reckoned. */
export const feeHeadSchema = z.strictObject({
  head: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
  stage: z.enum(['scrutiny', 'sanction', 'revision', 'occupancy', 'transfer', 'revalidation']),
  /** What is measured. */
  basis: z.enum(['built-up', 'plot', 'net-plot']),
  reckoning: z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('rate'), ratesPaise: ratesSchema }).meta({ description: 'Paise per m² by use' }),
    z
      .strictObject({ by: z.literal('percent'), percent: z.number().min(0).max(1000) })
      .meta({ description: 'Of the value of the basis' }),
    z.strictObject({
      by: z.literal('rate-and-percent'),
      ratesPaise: ratesSchema,
      percent: z.number().min(0).max(1000),
    }),
    z.strictObject({ by: z.literal('fixed'), amountPaise: paise }),
    z.strictObject({ by: z.literal('slabs'), slabs: z.array(slabSchema).min(1).max(60) }),
  ]),
  /** Shares of the fee that some applicants pay: a school the half. A fraction, so that nothing is lost in whole numbers. */
  shares: z.record(z.string().regex(/^[a-z][a-z-]{1,40}$/), shareSchema).default({}),
  instrument: z.string().min(3).max(300),
})
export type FeeHead = z.output<typeof feeHeadSchema>
export const feeScheduleSchema = z.array(feeHeadSchema).min(1).max(100)

/** What fees are reckoned on. */
export interface FeeCase {
  /** Built-up area by use, m². */
  builtUpSqm: Readonly<Record<string, number>>
  plotSqm: number
  netPlotSqm: number | null
  /** The use of the plot: the rate of a fee on the plot. */
  use: string
  /** Market value of the basis, for percentages. */
  valuePaise: number | null
  /** Kind of applicant for a share: 'education'. */
  applicant: string | null
}

/** A line of fee with its reckoning in words. */
export interface FeeLine {
  head: string
  stage: FeeHead['stage']
  amountPaise: number
  formula: string
  instrument: string
}

/** Paise are whole: half a paisa goes up, and what a binary fraction leaves at the tenth digit does not count. */
const whole = (value: number): number => Math.floor(value + 0.5 + 1e-7)
/** A square metre that is begun counts; the hair of a binary fraction does not begin one. */
const begun = (area: number): number => Math.ceil(area - 1e-9)
const rupees = (value: number): string => `₹${(value / 100).toFixed(2)}`

/** Gaps and overlaps of slabs, with the area at which they are. Slabs begin at zero and the last one has no end. */
export function slabFaults(slabs: readonly Slab[]): string[] {
  const sorted = [...slabs].sort((a, b) => a.overSqm - b.overSqm)
  const faults = sorted[0]!.overSqm === 0 ? [] : [`gap at over 0 and up to ${sorted[0]!.overSqm} m²`]
  for (const [at, slab] of sorted.entries()) {
    const next = sorted[at + 1]
    if (slab.upToSqm !== null && slab.upToSqm <= slab.overSqm)
      faults.push(`nothing lies over ${slab.overSqm} and up to ${slab.upToSqm} m²`)
    if (!next && slab.upToSqm !== null) faults.push(`gap at over ${slab.upToSqm} m²`)
    if (next && (slab.upToSqm === null || slab.upToSqm > next.overSqm))
      faults.push(`overlap at over ${next.overSqm} and up to ${slab.upToSqm ?? next.upToSqm ?? 'no end of'} m²`)
    if (next && slab.upToSqm !== null && slab.upToSqm < next.overSqm)
      faults.push(`gap at over ${slab.upToSqm} and up to ${next.overSqm} m²`)
  }
  return faults
}

/** Reads a schedule of fees. @throws Invalid with every fault */
export function readFeeSchedule(given: unknown): FeeHead[] {
  const parsed = feeScheduleSchema.safeParse(given)
  if (!parsed.success)
    throw new Invalid('fees', 'This is no schedule of fees.', {
      reasons: parsed.error.issues.slice(0, 20).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    })
  const faults = parsed.data.flatMap(({ head, reckoning }) =>
    reckoning.by === 'slabs' ? slabFaults(reckoning.slabs).map((fault) => `${head}: ${fault}`) : [],
  )
  if (faults.length)
    throw new Invalid('fees', 'The slabs of this schedule do not cover every area once.', { reasons: faults })
  return parsed.data
}

/** The fees of a stage. @throws Invalid naming a rate, a value or an area that is not there: nothing is taken for zero */
export function feesOf(schedule: readonly FeeHead[], stage: FeeHead['stage'], given: FeeCase): FeeLine[] {
  return schedule.filter((each) => each.stage === stage).map((each) => feeOf(each, given))
}

/** One head. Areas are taken up to the square metre before they are matched and multiplied. */
export function feeOf(head: FeeHead, given: FeeCase): FeeLine {
  const { amount, words } = reckon(head, given)
  const share = given.applicant === null ? undefined : head.shares[given.applicant]
  const due = share ? (amount * share.numerator) / share.denominator : amount
  const shared = share ? ` × ${share.numerator}/${share.denominator} (${given.applicant})` : ''
  const { stage, instrument } = head
  return { head: head.head, stage, amountPaise: whole(due), formula: `${words}${shared}`, instrument }
}

/** Areas by use that a head is reckoned on. */
function areasOf(head: FeeHead, given: FeeCase): [use: string, sqm: number][] {
  if (head.basis === 'built-up') return Object.entries(given.builtUpSqm).map(([use, area]) => [use, begun(area)])
  const area = head.basis === 'plot' ? given.plotSqm : given.netPlotSqm
  if (area === null) throw new Invalid('netPlotSqm', 'The net area of the plot is not known.', { got: null })
  return [[given.use, begun(area)]]
}

function reckon(head: FeeHead, given: FeeCase): { amount: number; words: string } {
  const { reckoning } = head
  const areas = areasOf(head, given)
  const percentOf = (percent: number) => {
    if (given.valuePaise === null)
      throw new Invalid('valuePaise', 'A percentage needs the value that it is of.', { got: null })
    return { amount: (given.valuePaise * percent) / 100, words: `${percent} % of ${rupees(given.valuePaise)}` }
  }
  switch (reckoning.by) {
    case 'fixed':
      return { amount: reckoning.amountPaise, words: `fixed ${rupees(reckoning.amountPaise)}` }
    case 'percent':
      return percentOf(reckoning.percent)
    case 'rate':
      return byRate(reckoning.ratesPaise, areas)
    case 'rate-and-percent': {
      const rate = byRate(reckoning.ratesPaise, areas)
      return { amount: (rate.amount * reckoning.percent) / 100, words: `${reckoning.percent} % of (${rate.words})` }
    }
    case 'slabs':
      return bySlab(
        reckoning.slabs,
        areas.reduce((sum, [, area]) => sum + area, 0),
      )
  }
}

/** Each use at its own rate: never one rate for the sum. */
function byRate(rates: Readonly<Record<string, number>>, areas: readonly [string, number][]) {
  const parts = areas.map(([use, area]) => {
    const rate = rates[use]
    if (rate === undefined)
      throw new Invalid('use', 'The schedule has no rate of this use.', { got: use, expected: Object.keys(rates) })
    return { amount: area * rate, words: `${area} m² × ${rupees(rate)}` }
  })
  return {
    amount: parts.reduce((sum, each) => sum + each.amount, 0),
    words: parts.map((each) => each.words).join(' + '),
  }
}

function bySlab(slabs: readonly Slab[], area: number): { amount: number; words: string } {
  const slab = slabs.find((each) => area > each.overSqm && (each.upToSqm === null || area <= each.upToSqm))
  if (!slab) throw new Invalid('slabs', 'No slab holds this area.', { got: area })
  switch (slab.operation) {
    case 'fix':
      return { amount: slab.basePaise, words: `fixed ${rupees(slab.basePaise)} up to ${slab.upToSqm ?? 'any'} m²` }
    case 'multiply':
      return { amount: area * slab.ratePaise, words: `${area} m² × ${rupees(slab.ratePaise)}` }
    case 'multiply-with-limit': {
      const full = area * slab.ratePaise
      return {
        amount: Math.min(full, slab.limitPaise),
        words: `${area} m² × ${rupees(slab.ratePaise)}, at most ${rupees(slab.limitPaise)}`,
      }
    }
    case 'fix-and-multiply': {
      const blocks = begun(Math.max(0, area - slab.fromSqm) / slab.blockSqm)
      return {
        amount: slab.basePaise + blocks * slab.ratePaise,
        words: `${rupees(slab.basePaise)} + ${blocks} blocks of ${slab.blockSqm} m² × ${rupees(slab.ratePaise)}`,
      }
    }
  }
}

/** The fee for a building that came out larger: the excess times a multiplier times the rate of a unit; nothing within the tolerance. */
export function deviationFee(excessSqm: number, multiplier: number, unitRatePaise: number): number {
  return excessSqm <= 0 ? 0 : whole(excessSqm * multiplier * unitRatePaise)
}
