/** P8: a property stands in one area of each boundary set; a place on a line is put there by the set's rule. Pure. */
import { Conflict } from '../../kernel/pure.ts'

/** How a set of boundaries places a straddler. */
export type StraddlerRule = 'largest-part' | 'main-door' | 'named-decision'

/** How a property came to stand in its area. */
export type PlacedBy = 'largest-part' | 'main-door' | 'decision'

/** What is known of a property and one area of the set: the common area, and whether the door lies in it. */
export interface AreaPart {
  boundaryId: number
  code: string
  /** Common area with the land of the property, m²; 0 where the place is a point. */
  partSqm: number
  holdsDoor: boolean
}

/** Where a property is put; `boundaryId` null: it lies outside every area of the set ("not ours, go there"). */
export interface Placement {
  boundaryId: number | null
  placedBy: PlacedBy
  /** True when more than one area has a part. */
  straddles: boolean
}

/** Common areas below this are the thickness of a line. */
export const sliverSqm = 0.01

/**
 * Places by the rule of the set. A named decision of an officer stands above the rule; where the rule asks for a decision and
 * several areas have a part, there is no placement until one is taken.
 * @throws Conflict naming the areas when a decision is needed
 */
export function placeByRule(rule: StraddlerRule, parts: readonly AreaPart[]): Placement {
  const real = parts.filter((part) => part.partSqm > sliverSqm || part.holdsDoor)
  const straddles = real.filter((part) => part.partSqm > sliverSqm).length > 1
  if (!real.length) return { boundaryId: null, placedBy: 'largest-part', straddles: false }
  if (real.length === 1 || !straddles) {
    const only = real.find((part) => part.partSqm > sliverSqm) ?? real[0]!
    return { boundaryId: only.boundaryId, placedBy: rule === 'main-door' ? 'main-door' : 'largest-part', straddles }
  }
  if (rule === 'named-decision')
    throw new Conflict(
      'decision',
      'This place lies in several areas, and the set asks for a decision. Name the area and the order.',
      {
        expected: real.map((part) => part.code),
      },
    )
  const door = real.find((part) => part.holdsDoor)
  if (rule === 'main-door' && door) return { boundaryId: door.boundaryId, placedBy: 'main-door', straddles }
  // The largest part also stands in for a door that is not known. Equal parts go to the lower code, so that the answer is stable.
  const [largest] = [...real].sort((one, two) => two.partSqm - one.partSqm || (one.code < two.code ? -1 : 1))
  return { boundaryId: largest!.boundaryId, placedBy: 'largest-part', straddles }
}
