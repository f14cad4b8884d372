/** Who owns after a mutation: shares as whole-number fractions, and what must stand before it is recorded. Pure. */
import { addDays, Conflict, Invalid } from '../../kernel/pure.ts'
import { isShare, requireWholeShares, type Share, sumShares } from '../parcels/rules-shares.ts'

export const grounds = ['sale', 'gift', 'will', 'succession', 'partition', 'court-order'] as const
export type Ground = (typeof grounds)[number]

/** An owner as the register has it; `share` null is "not stated". */
export interface Owner {
  partyId: number
  share: Share | null
}

/** Somebody who receives a part of what is transferred. `partyId` is null until an officer has found or made the entry. */
export interface Incoming {
  partyId: number | null
  name: string | null
  /** Of what is transferred, not of the whole. */
  share: Share
}

const greatest = Number.MAX_SAFE_INTEGER

function fraction(numerator: bigint, denominator: bigint): Share {
  if (numerator > BigInt(greatest) || denominator > BigInt(greatest))
    throw new Invalid('incoming', 'These shares have too many parts to be written. Use simpler fractions.', {
      got: `${numerator}/${denominator}`,
    })
  return { numerator: Number(numerator), denominator: Number(denominator) }
}

const product = (share: Share, of: { numerator: bigint; denominator: bigint }): Share => {
  const { numerator, denominator } = sumShares([
    fraction(BigInt(share.numerator) * of.numerator, BigInt(share.denominator) * of.denominator),
  ])
  return fraction(numerator, denominator)
}

/** Lines of the same person become one. */
function joined(owners: readonly { partyId: number; share: Share }[]): { partyId: number; share: Share }[] {
  const parts = new Map<number, Share[]>()
  for (const { partyId, share } of owners) parts.set(partyId, [...(parts.get(partyId) ?? []), share])
  return [...parts].map(([partyId, shares]) => {
    const { numerator, denominator } = sumShares(shares)
    return { partyId, share: fraction(numerator, denominator) }
  })
}

/**
 * The whole statement of owners after a mutation: whoever is not `outgoing` keeps the share, the others' shares go to the incoming in
 * their parts. With nobody named outgoing everything is transferred. P10: it sums to exactly one.
 * @throws Invalid for parts that are not a whole, Conflict where the register does not state the shares that are to be kept
 */
export function ownersAfter(
  before: readonly Owner[],
  outgoing: readonly number[],
  incoming: readonly Incoming[],
): { partyId: number; share: Share }[] {
  requireParts(incoming)
  const unknown = incoming.findIndex(({ partyId }) => partyId === null)
  if (unknown >= 0) throw new Invalid(`incoming.${unknown}.partyId`, 'Name the entry of this person in the register.')
  const stranger = outgoing.find((id) => !before.some(({ partyId }) => partyId === id))
  if (stranger !== undefined)
    throw new Invalid('outgoing', 'Whoever gives a part away must be an owner on record.', { got: stranger })
  const goes = outgoing.length ? before.filter(({ partyId }) => outgoing.includes(partyId)) : before
  const stays = outgoing.length ? before.filter(({ partyId }) => !outgoing.includes(partyId)) : []
  const isWhole = stays.length === 0
  if (!isWhole && before.some(({ share }) => share === null))
    throw new Conflict('outgoing', 'The register does not state the shares of the owners. Record all of them anew.', {
      got: before.filter(({ share }) => share === null).map(({ partyId }) => partyId),
    })
  const given = isWhole ? { numerator: 1n, denominator: 1n } : sumShares(goes.map(({ share }) => share!))
  const after = joined([
    ...stays.map(({ partyId, share }) => ({ partyId, share: share! })),
    ...incoming.map(({ partyId, share }) => ({ partyId: partyId!, share: product(share, given) })),
  ])
  requireWholeShares(after.map(({ share }) => ({ share, others: false })))
  return after
}

/** @throws Invalid unless the parts of what is transferred sum to one */
export function requireParts(incoming: readonly Incoming[]): void {
  const wrong = incoming.findIndex(({ share }) => !isShare(share))
  if (wrong >= 0)
    throw new Invalid(`incoming.${wrong}.share`, 'A share is a fraction of whole numbers, for example 1/3.', {
      got: incoming[wrong]!.share,
    })
  const { numerator, denominator } = sumShares(incoming.map(({ share }) => share))
  if (incoming.length === 0 || numerator !== denominator)
    throw new Invalid('incoming', 'The parts of what is transferred must sum to exactly one.', {
      got: `${numerator}/${denominator}`,
      expected: '1/1',
    })
}

/** First and last day of a public notice that is given today. */
export const noticeDays = (today: string, days: number): { from: string; until: string } => ({
  from: today,
  until: addDays(today, days - 1),
})

/** An objection as the decision sees it. */
export interface StandingObjection {
  kind: 'facts' | 'title'
  outcome: string | null
}

/**
 * P14 and the rest of what must stand before a mutation is recorded.
 * @throws Conflict naming the first thing that lacks; an open dispute about title can only be referred to the court
 */
export function requireRipe(
  application: { noticeUntil: string | null; isFeeSettled: boolean },
  objections: readonly StandingObjection[],
  today: string,
): void {
  const { noticeUntil } = application
  if (noticeUntil === null || today <= noticeUntil)
    throw new Conflict('notice', 'The public notice still runs. A mutation is decided after its last day.', {
      got: today,
      expected: noticeUntil,
    })
  if (objections.some(({ kind, outcome }) => kind === 'title' && outcome === null))
    throw new Conflict(
      'objections',
      'Title is in dispute. This office cannot decide it: refer the mutation to the court.',
    )
  if (objections.some(({ outcome }) => outcome === null))
    throw new Conflict('objections', 'An objection is still open. Decide each of them first.')
  if (objections.some(({ outcome }) => outcome === 'upheld'))
    throw new Conflict('objections', 'An objection was upheld. The mutation can only be refused.')
  if (!application.isFeeSettled) throw new Conflict('fee', 'The fee is not recorded as paid. Enter its receipt first.')
}
