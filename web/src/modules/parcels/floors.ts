import type { Building, Unit } from '../../state/contract.ts'

export type Floor = { floor: number; units: Unit[] }

/** Top floor first, basements last, with floors that have no unit on record drawn empty. */
export function floorsOf(building: Pick<Building, 'units' | 'floorsAboveGround'>): Floor[] {
  const known = building.units.map((unit) => unit.floor)
  const top = Math.max(building.floorsAboveGround - 1, 0, ...known)
  const bottom = Math.min(0, ...known)
  return Array.from({ length: top - bottom + 1 }, (_, index) => top - index).map((floor) => ({
    floor,
    units: building.units.filter((unit) => unit.floor === floor),
  }))
}
