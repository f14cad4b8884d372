/**
 * Price lists as data: dated versions with their instrument, charges in the order in which they are reckoned, worked examples of
 * their own. One small engine for every room that charges by meter, slab, tap, seat, area or share. Pure; a door of the kernel.
 */
import { Invalid } from './errors.ts'
import { slabCost, thousandths } from './pure-slabs.ts'
import type { Charge, TariffCase, TariffLine, TariffPack, TariffResult, TariffVersion } from './pure-tariff-pack.ts'

export { type Slab, type SlabMode, slabCost, slabFaults, slabOf } from './pure-slabs.ts'
export { type PackFile, packExamples } from './pure-tariff-examples.ts'
export {
  packFaults,
  readPack,
  type TariffCase,
  type TariffLine,
  type TariffPack,
  type TariffResult,
  type TariffVersion,
  tariffPackSchema,
} from './pure-tariff-pack.ts'

/** The version in force on a day. @throws Invalid where there is none */
export function versionOn(pack: TariffPack, day: string): TariffVersion {
  const found = pack.versions.find((each) => each.from <= day && (each.to === null || each.to > day))
  if (!found)
    throw new Invalid('asOf', 'This tariff pack says nothing about that day.', { got: day, expected: pack.pack })
  return found
}

/** What a case is charged by a pack: heads in their order, then the round-off. @throws Invalid naming the quantity that is lacking or silent */
export function computeTariff(pack: TariffPack, given: TariffCase): TariffResult {
  const version = versionOn(pack, given.asOf)
  const lines: TariffLine[] = []
  const sums = new Map<string, number>()
  for (const charge of version.charges) {
    if (!applies(charge, given)) continue
    const line = lineOf(charge, given, sums, version.instrument)
    lines.push(line)
    sums.set(line.head, (sums.get(line.head) ?? 0) + line.amountPaise)
  }
  if (!lines.length)
    throw new Invalid('attributes', 'No charge of this tariff pack is for such a case.', {
      got: given.attributes,
      expected: pack.pack,
    })
  const sum = lines.reduce((total, line) => total + line.amountPaise, 0)
  const totalPaise = roundTo(sum, version.rounding)
  if (totalPaise !== sum)
    lines.push({
      head: 'round-off',
      amountPaise: totalPaise - sum,
      formula: `${version.rounding.mode} ${version.rounding.toPaise} paise`,
      source: version.instrument,
    })
  return { pack: pack.pack, instrument: version.instrument, lines, totalPaise }
}

const applies = (charge: Charge, given: TariffCase): boolean =>
  Object.entries(charge.when).every(([key, values]) => values.includes(given.attributes[key] ?? ''))

function lineOf(charge: Charge, given: TariffCase, sums: ReadonlyMap<string, number>, instrument: string): TariffLine {
  const spans = spansOf(charge, given)
  const { milliPaise, formula } = costOf(charge, given, sums)
  const times = charge.times === null ? 1n : wholeOf(quantityOf(given, charge.times), charge.times)
  const [limited, note] = limit(rounded(milliPaise * times, 1000n), minimumOf(charge, given), charge.maximumPaise)
  const words = [times === 1n ? formula : `(${formula}) × ${times}`, note, spans === 1n ? '' : `× ${spans}`]
  return {
    head: charge.head,
    amountPaise: Number(limited * spans),
    formula: words.filter(Boolean).join(' '),
    source: charge.source ?? instrument,
  }
}

/** How many spans of the charge are in the case. Slabs are for their own span: half a quarter's slabs are not half the price. */
function spansOf(charge: Charge, given: TariffCase): bigint {
  if (charge.perMonths === null) return 1n
  const isOneSpan = charge.by.kind === 'slabs' && charge.by.mode !== 'amount'
  if (given.months % charge.perMonths !== 0 || (isOneSpan && given.months !== charge.perMonths))
    throw new Invalid('months', 'This charge is reckoned for {months} months at a time.', {
      parameters: { months: charge.perMonths },
      got: given.months,
    })
  return BigInt(given.months / charge.perMonths)
}

function costOf({ by }: Charge, given: TariffCase, sums: ReadonlyMap<string, number>) {
  switch (by.kind) {
    case 'amount':
      return { milliPaise: BigInt(by.paise) * 1000n, formula: `${by.paise / 100}` }
    case 'rate': {
      const quantity = quantityOf(given, by.of)
      return { milliPaise: thousandths(quantity, by.of) * BigInt(by.paise), formula: `${quantity} × ${by.paise / 100}` }
    }
    case 'slabs':
      return slabCost(by.slabs, by.mode, quantityOf(given, by.of), by.of)
    case 'share-of-heads': {
      const sum = by.heads.reduce((total, head) => total + (sums.get(head) ?? 0), 0)
      return shareOf(BigInt(sum), by)
    }
    case 'share-of-value':
      return shareOf(wholeOf(quantityOf(given, by.of), by.of), by)
  }
}

function shareOf(paise_: bigint, { numerator, denominator }: { numerator: number; denominator: number }) {
  return {
    milliPaise: rounded(paise_ * 1000n * BigInt(numerator), BigInt(denominator)),
    formula: `${Number(paise_) / 100} × ${numerator}/${denominator}`,
  }
}

function quantityOf(given: TariffCase, of: string): number {
  const found = given.quantities[of]
  if (found === undefined) throw new Invalid(of, 'Say how much: the tariff is reckoned on it.', { got: null })
  return found
}

function wholeOf(quantity: number, field: string): bigint {
  if (!Number.isSafeInteger(quantity)) throw new Invalid(field, 'must be a whole number', { got: quantity })
  return BigInt(quantity)
}

function minimumOf({ minimumPaise, minimumBy }: Charge, given: TariffCase): number | null {
  if (!minimumBy) return minimumPaise
  const { milliPaise } = slabCost(minimumBy.slabs, 'amount', quantityOf(given, minimumBy.of), minimumBy.of)
  return Math.max(Number(milliPaise / 1000n), minimumPaise ?? 0)
}

function limit(amount: bigint, minimumPaise: number | null, maximumPaise: number | null): [bigint, string] {
  if (minimumPaise !== null && amount < BigInt(minimumPaise))
    return [BigInt(minimumPaise), `→ min ${minimumPaise / 100}`]
  if (maximumPaise !== null && amount > BigInt(maximumPaise))
    return [BigInt(maximumPaise), `→ max ${maximumPaise / 100}`]
  return [amount, '']
}

/** Half a unit goes up, away from nothing. */
function rounded(value: bigint, unit: bigint): bigint {
  const half = (value < 0n ? -value : value) * 2n + unit
  const whole = half / (unit * 2n)
  return value < 0n ? -whole : whole
}

function roundTo(amountPaise: number, { toPaise, mode }: TariffVersion['rounding']): number {
  if (mode === 'nearest') return Number(rounded(BigInt(amountPaise), BigInt(toPaise))) * toPaise
  return (mode === 'up' ? Math.ceil(amountPaise / toPaise) : Math.floor(amountPaise / toPaise)) * toPaise
}
