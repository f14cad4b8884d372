import { nodeTogether } from './noding.ts'
import { enterOwners } from './ownership.ts'
import { inset, insidePointOf, type Polygon } from './plane.ts'
import { cutInto, frontOf } from './plots.ts'
import { type CellSite, enterParcel, enterProperty } from './settle.ts'
import type { Cell, TownPlan } from './town-plan.ts'

/** The land of a farmland cell: its outline less the roads and banks round it. */
export const fieldLand = (plan: TownPlan, cell: Cell): Polygon | null =>
  inset(cell.blocks[0]!.outline, (side) => plan.sides[side]?.halfM ?? 0)

/** Cuts the cell's land into exactly `count` khasras; one in nine is also assessed as a property. */
export const enterFields = (site: CellSite, land: Polygon, count: number): void => {
  const fields = cutInto(land, count, site.random, 0.14)
  nodeTogether(fields, 120)
  for (const field of fields) {
    const index = site.next.plot++
    const number = `${site.series * 40 + Math.floor(index / 3) + 1}${index % 3 === 0 ? '' : `/${index % 3}`}`
    const front = frontOf(site.plan.sides, field)
    const parcel = enterParcel(site, field.points, {
      front,
      state: 'open',
      number: `${site.locality.code}-${site.cell.index}-${number}`,
    })
    if (!site.random.chance(0.11)) continue
    const property = enterProperty(site, {
      kind: 'agricultural',
      grade: 'parcel',
      point: insidePointOf(field.points),
      front,
      areaSqm: parcel.areaSqm,
      houseNumber: `Kh. ${number}`,
    })
    site.books.chunk.propertyParcels.push({
      propertyKey: property.key,
      parcelKey: parcel.key,
      share: { numerator: 1, denominator: 1 },
    })
    enterOwners(site, property)
  }
}

/** Whole numbers in proportion to the areas that add up to `total`. */
export const shareOut = (total: number, areas: readonly number[]): number[] => {
  const whole = areas.reduce((sum, area) => sum + area, 0)
  let given = 0
  let gone = 0
  return areas.map((area) => {
    gone += area
    const until = Math.round((total * gone) / whole)
    const count = until - given
    given = until
    return count
  })
}
