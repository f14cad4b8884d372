import type { Held, Party } from './api.ts'

/** One side of a comparison. */
export type Side = { party: Party; held: Held[] }
export type Moving = { what: string; count: number }

/**
 * What a merge moves to the kept entry: every role, contact and consent; numbers and households unless the kept entry has
 * them. Names, dates and guardian of the other entry stay behind with it.
 */
export function whatMoves(kept: Side, merged: Side): Moving[] {
  const has = <T>(list: T[]) => new Set(list)
  const numbers = has(kept.party.numbers.map((one) => one.numberId))
  const households = has(kept.party.memberOf.map((one) => one.householdId))
  return [
    { what: 'parcels.party_roles', count: merged.held.length },
    { what: 'contacts', count: merged.party.contacts.length },
    { what: 'numbers', count: merged.party.numbers.filter((one) => !numbers.has(one.numberId)).length },
    { what: 'memberships', count: merged.party.memberOf.filter((one) => !households.has(one.householdId)).length },
    { what: 'consents', count: merged.party.consents.length },
  ].filter(({ count }) => count > 0)
}

/** The entry to keep unless the officer says otherwise: the one with more to it, then the older one. */
export function keptFirst(a: Side, b: Side): number {
  const weight = ({ party, held }: Side) => held.length + party.contacts.length + party.numbers.length
  if (weight(a) !== weight(b)) return weight(a) > weight(b) ? a.party.partyId : b.party.partyId
  return Math.min(a.party.partyId, b.party.partyId)
}

/** Whether two facts say the same: `unsaid` when one side says nothing. */
export function compared(a: string | null | undefined, b: string | null | undefined): 'same' | 'differs' | 'unsaid' {
  if (!a || !b) return 'unsaid'
  return a.normalize('NFC').trim() === b.normalize('NFC').trim() ? 'same' : 'differs'
}
