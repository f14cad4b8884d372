/** Who is billed for a connection that several share. Shares are whole-number fractions; the parts sum to the whole exactly. Pure. */
import { Invalid, splitPaise } from '../../kernel/pure.ts'

export const sharingRules = ['single', 'several-taps', 'group', 'society-bulk', 'standpost'] as const
export type SharingRule = (typeof sharingRules)[number]

/** A property that a connection serves; a share that is not stated is null. */
export interface ServedProperty {
  propertyId: number
  numerator: number | null
  denominator: number | null
}

/** Who owes which part. */
export interface Demand {
  propertyId: number | null
  partyId: number | null
  amountPaise: number
}

/**
 * The demands that follow from an amount.
 * `society-bulk`: one, on the society that holds the connection; how its members share is the society's own matter.
 * `group`: each property its fraction; all fractions must be stated and sum to one.
 * `standpost`: none: the body bears it, nobody who fetches water there is billed.
 * `single` and `several-taps`: the property that it is billed at; the taps are in the amount already.
 */
export function demandsOf(
  sharing: SharingRule,
  amountPaise: number,
  billed: { propertyId: number | null; holderPartyId: number | null },
  served: readonly ServedProperty[],
): Demand[] {
  if (sharing === 'standpost' || amountPaise === 0) return []
  if (sharing === 'group') return sharedDemands(amountPaise, served)
  const { propertyId, holderPartyId } = billed
  if (sharing === 'society-bulk' && holderPartyId !== null) return [{ propertyId, partyId: holderPartyId, amountPaise }]
  const only = propertyId ?? (served.length === 1 ? served[0]!.propertyId : null)
  if (only === null && holderPartyId === null)
    throw new Invalid('connection', 'Nobody can be billed: the connection has neither a property nor a holder.')
  return [{ propertyId: only, partyId: holderPartyId, amountPaise }]
}

function sharedDemands(amountPaise: number, served: readonly ServedProperty[]): Demand[] {
  const fault = sharesFault(served)
  if (fault) throw new Invalid('shares', fault)
  const all = commonDenominator(served)
  const weights = served.map((each) => (all / each.denominator!) * each.numerator!)
  return splitPaise(amountPaise, weights).map((part, at) => ({
    propertyId: served[at]!.propertyId,
    partyId: null,
    amountPaise: part,
  }))
}

/** What stops the shares of a group from being used; null when they sum to one. */
export function sharesFault(served: readonly ServedProperty[]): string | null {
  if (!served.length) return 'Name the properties that share the connection.'
  if (new Set(served.map((each) => each.propertyId)).size !== served.length) return 'A property is named twice.'
  if (served.some((each) => !each.numerator || !each.denominator))
    return 'A share is not stated: no part can be billed.'
  // As fractions, never as decimals: a third three times is one.
  let [top, bottom] = [0n, 1n]
  for (const { numerator, denominator } of served) {
    top = top * BigInt(denominator!) + BigInt(numerator!) * bottom
    bottom *= BigInt(denominator!)
  }
  return top === bottom ? null : 'The shares do not sum to one.'
}

function commonDenominator(served: readonly ServedProperty[]): number {
  return served.reduce((all, { denominator }) => (all / divisor(all, denominator!)) * denominator!, 1)
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))

/** A connection as it is given: whom it serves and how it is billed. */
export interface GivenConnection {
  sharing: SharingRule
  billingBasis: string
  ferruleMm: number | null
  taps: number
  propertyId: number | null
  point: readonly [number, number] | null
  holderPartyId: number | null
  served: readonly (ServedProperty & { households: number | null })[]
}

/** The properties that are served; the one that is billed is always among them. */
export function servedOf({
  served,
  propertyId,
}: Pick<GivenConnection, 'served' | 'propertyId'>): GivenConnection['served'] {
  if (propertyId === null || served.some((each) => each.propertyId === propertyId)) return served
  return [...served, { propertyId, numerator: null, denominator: null, households: null }]
}

/** What the keys of the table would refuse too, in words. One from an old book may lack its society and its shares. */
export function refuseUnlikeConnection(input: GivenConnection, origin: 'import' | 'application'): void {
  const { sharing, billingBasis, served } = input
  if (input.propertyId === null && input.point === null)
    throw new Invalid('point', 'Show the place on the map, or name a property: one of the two is needed.')
  if (billingBasis === 'ferrule' && input.ferruleMm === null)
    throw new Invalid('ferruleMm', 'A bill by the ferrule needs its size.', { got: null })
  if (sharing === 'several-taps' && input.taps < 2)
    throw new Invalid('taps', 'Several taps are two or more.', { got: input.taps })
  if (new Set(served.map((each) => each.propertyId)).size !== served.length)
    throw new Invalid('served', 'A property is named twice.')
  if (
    served.some(
      ({ numerator, denominator }) =>
        (numerator === null) !== (denominator === null) || (numerator ?? 0) > (denominator ?? 0),
    )
  )
    throw new Invalid('served', 'A share is a fraction of whole numbers, at most one.')
  if (origin === 'import') return
  if (sharing === 'society-bulk' && input.holderPartyId === null)
    throw new Invalid('holderPartyId', 'Name the society that holds the connection.', { got: null })
  const fault = sharing === 'group' ? sharesFault(servedOf(input)) : null
  if (fault) throw new Invalid('served', fault)
}
