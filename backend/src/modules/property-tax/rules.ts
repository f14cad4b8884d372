/** What the law of assessment says, apart from amounts: from when, after how many visits, who may be told, what may be attached. */
import type { Day } from '../../kernel/pure.ts'

/** Events that make a property liable; whichever is first counts. */
export const liabilityKinds = ['occupancy-certificate', 'occupation', 'inspection', 'survey'] as const
export const visitOutcomes = ['measured', 'locked', 'refused', 'not-found', 'demolished', 'under-construction'] as const
export type VisitOutcome = (typeof visitOutcomes)[number]

/** The first of the events; null while there is none. */
export function liableFrom(events: readonly { happenedOn: Day }[]): Day | null {
  return events.reduce<Day | null>(
    (first, { happenedOn }) => (first === null || happenedOn < first ? happenedOn : first),
    null,
  )
}

/**
 * Visits in vain since the property was last measured: it was locked, or entry was refused. A house that was not found, stands no
 * longer or is being built gives no ground for judging what is inside.
 */
export function fruitlessVisits(visits: readonly { visitedOn: Day; outcome: VisitOutcome }[]): number {
  const sorted = [...visits].sort((a, b) => (a.visitedOn < b.visitedOn ? -1 : 1))
  const last = sorted.map(({ outcome }) => outcome).lastIndexOf('measured')
  return sorted.slice(last + 1).filter(({ outcome }) => outcome === 'locked' || outcome === 'refused').length
}

/** A party with a role on the property. */
export interface LiableParty {
  partyId: number
  role: string
  life: 'living' | 'dead' | 'unknown' | 'dissolved'
}

const standing = ['person-liable', 'owner', 'co-owner', 'lessee', 'heir', 'occupier']

/**
 * Who gets a notice: every party of the foremost role of whom somebody lives; heirs stand in for a dead owner. A notice to a party
 * marked dead is void, so none issues; those that are passed over are told.
 */
export function partiesToNotify(parties: readonly LiableParty[]): { notify: number[]; dead: number[] } {
  const isGone = (party: LiableParty) => party.life === 'dead' || party.life === 'dissolved'
  const dead = [...new Set(parties.filter(isGone).map((party) => party.partyId))]
  for (const role of standing) {
    const living = parties.filter(
      (party) => (role === 'owner' ? ['owner', 'co-owner'] : [role]).includes(party.role) && !isGone(party),
    )
    if (living.length > 0) return { notify: [...new Set(living.map((party) => party.partyId))], dead }
  }
  return { notify: [], dead }
}

/** Property of the Union pays for services and is never attached (Constitution, art. 285; the courts allow service charges alone). */
export const mayBeAttached = (assessment: { isUnionProperty: boolean } | null): boolean => !assessment?.isUnionProperty
