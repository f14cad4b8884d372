/** A layout as drawn: numbers, roads, cover. What needs geometry comes in as areas, m². Pure. */

/** A part of a layout. */
export interface LayoutPart {
  use: 'plot' | 'road' | 'park' | 'amenity' | 'utility'
  number: string | null
  areaSqm: number
}

/** What is wrong with a layout. `parts` are positions in the list, from 1. */
export type LayoutFault =
  | { fault: 'no-plot' | 'no-road' }
  | { fault: 'number-lacks' | 'number-not-wanted' | 'no-way-to-it'; part: number }
  | { fault: 'number-twice'; number: string }
  | { fault: 'overlap'; parts: [number, number]; sqm: number }
  | { fault: 'outside' | 'gap'; sqm: number }

/** How the parts lie: pairs that overlap, what lies outside the site, what is left of it, and which plots touch a road. */
export interface LayoutGround {
  overlaps: readonly { one: number; other: number; sqm: number }[]
  outsideSqm: number
  gapSqm: number
  withRoad: ReadonlySet<number>
}

/** Land in common of two parts, or left over, that is the width of a line and not of a plot: as in the register, and 1 cm along an edge. */
const toleranceSqm = 0.01
const edgeToleranceSqm = (siteSqm: number): number => Math.max(0.5, Math.sqrt(siteSqm) * 4 * 0.01)

/** Everything that is wrong with a layout of a site; empty when it may be looked at. */
export function faultsOfLayout(parts: readonly LayoutPart[], siteSqm: number, ground: LayoutGround): LayoutFault[] {
  const numbers = parts.flatMap((part) => part.number ?? [])
  const twice = [...new Set(numbers.filter((number, at) => numbers.indexOf(number) !== at))]
  return [
    ...(parts.some((part) => part.use === 'plot') ? [] : [{ fault: 'no-plot' as const }]),
    ...(parts.some((part) => part.use === 'road') ? [] : [{ fault: 'no-road' as const }]),
    ...parts.flatMap((part, at): LayoutFault[] => faultsOfPart(part, at + 1, ground)),
    ...twice.map((number): LayoutFault => ({ fault: 'number-twice', number })),
    ...ground.overlaps
      .filter((each) => each.sqm > toleranceSqm)
      .map((each): LayoutFault => ({ fault: 'overlap', parts: [each.one, each.other], sqm: each.sqm })),
    ...(ground.outsideSqm > edgeToleranceSqm(siteSqm) ? [{ fault: 'outside' as const, sqm: ground.outsideSqm }] : []),
    ...(ground.gapSqm > edgeToleranceSqm(siteSqm) ? [{ fault: 'gap' as const, sqm: ground.gapSqm }] : []),
  ]
}

function faultsOfPart(part: LayoutPart, at: number, { withRoad }: LayoutGround): LayoutFault[] {
  if (part.use !== 'plot') return part.number === null ? [] : [{ fault: 'number-not-wanted', part: at }]
  return [
    ...(part.number === null ? [{ fault: 'number-lacks' as const, part: at }] : []),
    ...(withRoad.has(at) ? [] : [{ fault: 'no-way-to-it' as const, part: at }]),
  ]
}
