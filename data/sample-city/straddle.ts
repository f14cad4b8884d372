import { layCampus } from './campuses.ts'
import { organisation } from './organisations.ts'
import { areaOf, isInside, type Point, type Polygon, splitByLine } from './plane.ts'
import type { CellSite } from './settle.ts'
import type { Cell, TownPlan } from './town-plan.ts'
import type { Placement } from './types.ts'

/** Metres to either hand, inward and outward of the limit, in a town of 25,000 parcels; less in a smaller one. */
const HALF_WIDTH_M = 165
const INWARD_M = 170
const OUTWARD_M = 120
const sizeIn = (plan: TownPlan) => Math.max(0.35, Math.min(1, plan.scale))

/** Where the campus stands: a corner of the town limit at which two farmland cells of different wards meet. */
export type StraddlePlace = {
  corner: Point
  outX: number
  outY: number
  cells: [Cell, Cell]
  land: Polygon
  size: number
}

export const straddlePlace = (plan: TownPlan, placementOf: readonly Placement[]): StraddlePlace | null => {
  const at = new Map<Point, Cell[]>()
  for (const cell of plan.cells) {
    if (cell.kind !== 'farmland' || cell.joined) continue
    const { points, sides } = cell.blocks[0]!.outline
    points.forEach((point, index) => {
      const before = sides[(index - 1 + sides.length) % sides.length]!
      if (plan.sides[sides[index]!]?.kind !== 'limit' && plan.sides[before]?.kind !== 'limit') return
      const list = at.get(point)
      if (list) list.push(cell)
      else at.set(point, [cell])
    })
  }
  let best: StraddlePlace | null = null
  let least = Number.POSITIVE_INFINITY
  for (const [corner, cells] of at) {
    const [one, other] = cells
    if (
      !one ||
      !other ||
      cells.length !== 2 ||
      placementOf[one.index]!.electoralWard === placementOf[other.index]!.electoralWard
    )
      continue
    const away = Math.hypot(corner.x, corner.y)
    const land = rectangle(corner, corner.x / away, corner.y / away, sizeIn(plan))
    const cost = away + misfit(plan, corner, one, other, land)
    if (cost >= least) continue
    least = cost
    best = {
      corner,
      outX: corner.x / away,
      outY: corner.y / away,
      cells: [one, other],
      land,
      size: sizeIn(plan),
    }
  }
  return best
}

/** Metres of detour that a poor place is worth: the best of poor places is better than none. */
const misfit = (plan: TownPlan, corner: Point, one: Cell, other: Cell, land: Polygon) => {
  const size = sizeIn(plan)
  let metres = 0
  if (!isQuiet(plan, corner, one) || !isQuiet(plan, corner, other)) metres += 9000
  if (!standsIn(land, [one, other])) metres += 6000
  if (Math.abs(plan.river.across(corner.x, corner.y)) < 320 * size) metres += 12_000
  if (Math.min(one.areaSqm, other.areaSqm) < 90_000 * size ** 2) metres += 3000
  return metres
}

/** No highway, water or track comes to the corner. */
const isQuiet = (plan: TownPlan, corner: Point, cell: Cell) => {
  const { points, sides } = cell.blocks[0]!.outline
  const at = points.indexOf(corner)
  return [sides[at]!, sides[(at - 1 + sides.length) % sides.length]!].every((side) => {
    const { kind, class: roadClass } = plan.sides[side]!
    return kind === 'limit' || (kind === 'road' && roadClass !== 'highway' && roadClass !== 'arterial')
  })
}

/** The two inner corners lie in the two cells. */
const standsIn = (land: Polygon, cells: readonly Cell[]) =>
  [land.points[0]!, land.points[3]!].every((corner) =>
    cells.some((cell) => isInside(cell.blocks[0]!.outline.points, corner.x, corner.y)),
  )

const rectangle = (corner: Point, outX: number, outY: number, size: number): Polygon => {
  const put = (out: number, across: number): Point => ({
    x: corner.x + (outX * out - outY * across) * size,
    y: corner.y + (outY * out + outX * across) * size,
  })
  const points = [
    put(-INWARD_M, -HALF_WIDTH_M),
    put(OUTWARD_M, -HALF_WIDTH_M),
    put(OUTWARD_M, HALF_WIDTH_M),
    put(-INWARD_M, HALF_WIDTH_M),
  ]
  return { points, sides: [-1, -1, -1, -1] }
}

/** A cell's land less what the campus takes; in one or more pieces. */
export const withoutCampus = (land: Polygon, { corner, outX, outY, size }: StraddlePlace): Polygon[] => {
  const rest: Polygon[] = []
  let near: Polygon | null = land
  for (const [out, across, dx, dy] of [
    [-INWARD_M, 0, -outY, outX],
    [0, -HALF_WIDTH_M, outX, outY],
    [0, HALF_WIDTH_M, -outX, -outY],
  ] as const) {
    if (!near) break
    const px = corner.x + (outX * out - outY * across) * size
    const py = corner.y + (outY * out + outX * across) * size
    const parts: [Polygon, Polygon] | null = splitByLine(near, px, py, dx, dy, -1)
    if (!parts) continue
    const [left, right]: [Polygon, Polygon] = parts
    const centre = { x: corner.x - (outX * INWARD_M * size) / 2, y: corner.y - (outY * INWARD_M * size) / 2 }
    const leftIsNear: boolean = dx * (centre.y - py) - dy * (centre.x - px) > 0
    near = leftIsNear ? left : right
    rest.push(leftIsNear ? right : left)
  }
  return rest.length > 0 ? rest.filter((piece) => areaOf(piece.points) > 400) : [land]
}

/** The university over two wards and the limit: placed by the greater part. */
export const layStraddlingCampus = (site: CellSite, place: StraddlePlace): void => {
  const owner = organisation(site.books, 'trust', {
    en: 'Kalpana Vishwavidyalaya',
    hi: 'कल्पना विश्वविद्यालय',
    mr: 'कल्पना विद्यापीठ',
  })
  const campus = layCampus(
    site,
    place.land,
    {
      names: { en: 'Kalpana University', hi: 'कल्पना विश्वविद्यालय', mr: 'कल्पना विद्यापीठ' },
      landmark: 'college',
      use: 'school',
      kind: 'education',
      buildingUse: 'institutional',
    },
    owner,
  )
  campus.parcel.number = `${site.locality.code}-U1`
  site.books.inCast('campus', 'A campus over two wards and the town limit', {
    parcels: [campus.parcel.key],
    buildings: campus.buildings.map((building) => building.key),
    properties: [campus.property.key],
    organisations: [owner.key],
    localities: [site.locality.key],
  })
}
