/** Slabs of a price list: which one a quantity falls into, and what it costs. Exact: quantities in thousandths, money in thousandths of a paisa. */
import { Invalid } from './errors.ts'

/** From lower to upper; `upper` null is without end. `paise` is a rate or an amount; null: the source is silent here. */
export interface Slab {
  lower: number
  lowerInclusive: boolean
  upper: number | null
  upperInclusive: boolean
  paise: number | null
}

/** `telescopic`: each part at its own rate. `whole`: the whole quantity at the rate of its slab. `amount`: one sum for the slab. */
export type SlabMode = 'telescopic' | 'whole' | 'amount'

/** A quantity in thousandths. @throws Invalid for what is no such quantity */
export function thousandths(quantity: number, field: string): bigint {
  const scaled = quantity * 1000
  const whole = Math.round(scaled)
  if (!Number.isFinite(quantity) || quantity < 0 || !Number.isSafeInteger(whole) || Math.abs(scaled - whole) > 1e-4)
    throw new Invalid(field, 'A quantity is zero or more, with at most three decimals.', { got: quantity })
  return BigInt(whole)
}

/**
 * What is wrong with a list of slabs, one sentence each: it must cover everything from its first edge on, with no gap, no
 * overlap and no edge that belongs to two slabs or to none.
 */
export function slabFaults(slabs: readonly Slab[]): string[] {
  const faults: string[] = []
  const [first] = slabs
  if (!first) return ['there is no slab']
  if (first.lower !== 0 || !first.lowerInclusive) faults.push('the first slab does not begin at 0, with 0 in it')
  for (const [at, slab] of slabs.entries()) {
    faults.push(...ownFaults(slab))
    const next = slabs[at + 1]
    if (!next) {
      if (slab.upper !== null) faults.push(`nothing is said above ${slab.upper}`)
    } else faults.push(...edgeFaults(slab, next))
  }
  return faults
}

function ownFaults({ lower, upper, lowerInclusive, upperInclusive }: Slab): string[] {
  if (upper === null) return []
  if (upper < lower) return [`the slab from ${lower} ends before it begins`]
  if (upper === lower && !(lowerInclusive && upperInclusive)) return [`the slab at ${lower} is empty`]
  return []
}

function edgeFaults(slab: Slab, next: Slab): string[] {
  if (slab.upper === null) return [`the slab from ${slab.lower} has no end, and another follows`]
  if (next.lower > slab.upper) return [`gap between ${slab.upper} and ${next.lower}`]
  if (next.lower < slab.upper) return [`overlap between ${next.lower} and ${slab.upper}`]
  if (!slab.upperInclusive && !next.lowerInclusive) return [`gap: ${slab.upper} itself is in no slab`]
  if (slab.upperInclusive && next.lowerInclusive) return [`overlap: ${slab.upper} itself is in two slabs`]
  return []
}

/** The slab that a quantity falls into; null where the list has none, which a checked list never has. */
export function slabOf(slabs: readonly Slab[], quantity: number): Slab | null {
  return (
    slabs.find(
      ({ lower, lowerInclusive, upper, upperInclusive }) =>
        (quantity > lower || (lowerInclusive && quantity === lower)) &&
        (upper === null || quantity < upper || (upperInclusive && quantity === upper)),
    ) ?? null
  )
}

/** What a quantity costs by slabs, in thousandths of a paisa, and how it was reckoned. @throws Invalid where the source is silent */
export function slabCost(
  slabs: readonly Slab[],
  mode: SlabMode,
  quantity: number,
  field: string,
): { milliPaise: bigint; formula: string } {
  if (mode === 'telescopic') return telescopic(slabs, quantity, field)
  const slab = slabOf(slabs, quantity)
  const paise = stated(slab, quantity, field)
  if (mode === 'amount') return { milliPaise: BigInt(paise) * 1000n, formula: `${paise / 100} for ${quantity}` }
  return { milliPaise: thousandths(quantity, field) * BigInt(paise), formula: `${quantity} × ${paise / 100}` }
}

function telescopic(slabs: readonly Slab[], quantity: number, field: string) {
  const all = thousandths(quantity, field)
  const parts: string[] = []
  let milliPaise = 0n
  for (const slab of slabs) {
    // Bounds are those of the list, never what is left over: that is how the last slabs would be priced too low.
    const lower = thousandths(slab.lower, field)
    const upper = slab.upper === null ? all : thousandths(slab.upper, field)
    const part = (all < upper ? all : upper) - lower
    if (part <= 0n) continue
    const paise = stated(slab, quantity, field)
    milliPaise += part * BigInt(paise)
    parts.push(`${Number(part) / 1000} × ${paise / 100}`)
  }
  return { milliPaise, formula: parts.join(' + ') || '0' }
}

function stated(slab: Slab | null, quantity: number, field: string): number {
  if (slab && slab.paise !== null) return slab.paise
  throw new Invalid(field, 'The source says nothing for exactly this quantity: the town has to set it.', {
    got: quantity,
  })
}
