import { nodeTogether } from './noding.ts'
import { enterOwners } from './ownership.ts'
import { inset, insidePointOf, isSimple, type Polygon } from './plane.ts'
import { cutInto, frontOf } from './plots.ts'
import { randomFrom } from './random.ts'
import { type CellSite, enterParcel, enterProperty } from './settle.ts'
import type { Cell, TownPlan } from './town-plan.ts'

/** The land of a farmland cell: its outline less the roads and banks round it; in halves where a bend would tie it in a knot. */
export const fieldLand = (plan: TownPlan, cell: Cell): Polygon[] => insetWhole(plan, cell.blocks[0]!.outline, 0)

const insetWhole = (plan: TownPlan, outline: Polygon, depth: number): Polygon[] => {
  const land = inset(outline, (side) => plan.sides[side]?.halfM ?? 0)
  if (land && isSimple(land.points)) return [land]
  if (depth > 3) return []
  return cutInto(outline, 2, randomFrom('fields', outline.points.length), 0).flatMap((half) =>
    half === outline ? [] : insetWhole(plan, half, depth + 1),
  )
}

/** Cuts a cell's lands into exactly as many khasras as told for each; one in nine is also assessed as a property. */
export const enterFields = (site: CellSite, lands: readonly { land: Polygon; count: number }[]): void => {
  const fields = lands.flatMap(({ land, count }) => (count > 0 ? cutInto(land, count, site.random, 0.14) : []))
  nodeTogether(fields, 120)
  for (const field of fields) enterField(site, field)
}

const enterField = (site: CellSite, field: Polygon) => {
  const index = site.next.plot++
  const number = `${site.series * 40 + Math.floor(index / 3) + 1}${index % 3 === 0 ? '' : `/${index % 3}`}`
  const front = frontOf(site.plan.sides, field)
  const parcel = enterParcel(site, field.points, {
    front,
    state: 'open',
    number: `${site.locality.code}-${site.cell.index}-${number}`,
  })
  if (!site.random.chance(0.11)) return
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
