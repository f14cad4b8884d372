/** What proves that a point was served, and what was missed when the round is over. Pure. */
import { z } from 'zod'

export const proofKinds = ['scan', 'gps', 'scan-photo'] as const
export type ProofKind = (typeof proofKinds)[number]

/** Who collects: whether on foot, and whether the vehicle says where it is. */
export interface Carrier {
  kind: 'handcart' | 'vehicle'
  hasGps: boolean
}

/** A proof as it came from a handheld or a vehicle. Moments are milliseconds since 1970. */
export interface Proof {
  pointId: number
  how: ProofKind
  takenAt: number
  /** From the point that is proved; null where one of the two has no place. */
  distanceM: number | null
  hasPhoto: boolean
}

/** How near a vehicle has to come (master `waste.proof`, key `rule`). */
export const proofRuleSchema = z.strictObject({ withinM: z.number().min(1).max(500) })
export type ProofRule = z.output<typeof proofRuleSchema>

/** The proofs that a carrier may give: people on foot scan; a vehicle with GPS scans or is near; without it, scan and photo together. */
export const acceptedKinds = ({ kind, hasGps }: Carrier): readonly ProofKind[] =>
  kind === 'handcart' ? ['scan', 'scan-photo'] : hasGps ? ['scan', 'gps', 'scan-photo'] : ['scan-photo']

/** Why a proof does not count; null when it does. */
export function proofFault(
  proof: Proof,
  carrier: Carrier,
  round: { startedAt: number; endedAt: number | null; pointIds: ReadonlySet<number> },
  rule: ProofRule,
): 'not-assigned' | 'not-accepted' | 'no-photo' | 'outside-the-round' | 'too-far' | 'no-place' | null {
  if (!round.pointIds.has(proof.pointId)) return 'not-assigned'
  if (!acceptedKinds(carrier).includes(proof.how)) return 'not-accepted'
  if (proof.how === 'scan-photo' && !proof.hasPhoto) return 'no-photo'
  if (proof.takenAt < round.startedAt || (round.endedAt !== null && proof.takenAt > round.endedAt))
    return 'outside-the-round'
  if (proof.how === 'gps' && proof.distanceM === null) return 'no-place'
  return proof.how === 'gps' && proof.distanceM! > rule.withinM ? 'too-far' : null
}

/** A point that was assigned, with its homes. */
export interface Assigned {
  pointId: number
  households: number
}

/** What a round has served. `missed` is null while it runs: nothing is missed before the end. */
export function outcomeOf(
  assigned: readonly Assigned[],
  proved: ReadonlySet<number>,
  isOver: boolean,
): { assignedHouseholds: number; servedHouseholds: number; missed: number[] | null; coverage: number | null } {
  const sum = (list: readonly Assigned[]) => list.reduce((total, each) => total + each.households, 0)
  const served = assigned.filter((each) => proved.has(each.pointId))
  const assignedHouseholds = sum(assigned)
  const servedHouseholds = sum(served)
  return {
    assignedHouseholds,
    servedHouseholds,
    missed: isOver ? assigned.filter((each) => !proved.has(each.pointId)).map((each) => each.pointId) : null,
    coverage: assignedHouseholds === 0 ? null : servedHouseholds / assignedHouseholds,
  }
}
