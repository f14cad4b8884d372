import type { Books } from './books.ts'
import type { Stretches } from './network.ts'
import { streetNames } from './place-names.ts'
import type { Point } from './plane.ts'
import type { Projection } from './projection.ts'
import { type Random, randomFrom } from './random.ts'
import type { TownSite } from './settle.ts'
import type { Side, TownPlan } from './town-plan.ts'
import { lineWithTrees } from './trees.ts'
import type { DistrictKind, Locality, Road, RoadClass } from './types.ts'

const SURFACES: Record<RoadClass, readonly Road['surface'][]> = {
  highway: ['asphalt'],
  arterial: ['asphalt', 'asphalt', 'concrete'],
  collector: ['asphalt', 'concrete'],
  local: ['concrete', 'asphalt', 'gravel'],
  lane: ['paver', 'concrete', 'earth'],
  footpath: ['paver', 'earth'],
}

export type RoadBook = {
  /** The road row of a side; null when the side is no road or has no line. */
  of(side: number): Road | null
  /** Enters the skeleton's roads, and the trees along them. */
  enterMain(site: TownSite): void
  /** Enters the streets of one cell, named after its locality. */
  enterCell(cell: number, district: DistrictKind, locality: Locality, random: Random): void
}

/** Keeps which side is which road row. */
export const roadBook = (
  plan: TownPlan,
  lines: Map<number, Stretches>,
  books: Books,
  projection: Projection,
  turn: number,
): RoadBook => {
  const rows = new Map<number, Road>()
  const banks = bankCorners(plan)
  const sidesOfCell = new Map<number, number[]>()
  const deadEnds = new Map<number, Point[]>()
  plan.sides.forEach((side, number) => {
    if (side.kind !== 'road' || side.cell === null) return
    const list = sidesOfCell.get(side.cell)
    if (list) list.push(number)
    else sidesOfCell.set(side.cell, [number])
  })
  for (const cell of plan.cells) {
    for (const block of cell.blocks) {
      for (const { side, mouth, dx, dy, lengthM } of block.deadEnds)
        deadEnds.set(side, [mouth, { x: mouth.x + dx * lengthM, y: mouth.y + dy * lengthM }])
    }
  }
  const enter = (number: number, side: Side, localityKey: number | null, random: Random | null) => {
    const stretches = lines.get(number)
    const deadEnd = deadEnds.get(number)
    if (!stretches && !deadEnd) return
    const land = stretches?.land.map((points) => shortOfWater(points, banks)) ?? []
    const all = deadEnd ? [deadEnd] : [...land, ...stretches!.bridges]
    const row: Road = {
      key: books.key('roads'),
      class: side.class!,
      widthM: side.widthM,
      names: side.names,
      localityKey,
      lines: all.map((points) => projection.toLine(points)),
      deadEnd: deadEnd !== undefined,
      bridge: (stretches?.bridges.length ?? 0) > 0,
      surface: random ? random.pick(SURFACES[side.class!]) : 'asphalt',
    }
    side.roadKey = row.key
    rows.set(number, row)
    books.chunk.roads.push(row)
  }
  return {
    of: (side) => rows.get(side) ?? null,
    enterMain: (site) => {
      const random = randomFrom(site.seed, 'street trees')
      for (const [number, side] of plan.sides.entries())
        if (side.kind === 'road' && side.cell === null) {
          enter(number, side, null, null)
          if (side.widthM >= 12)
            for (const points of lines.get(number)?.land ?? [])
              lineWithTrees(site, random, points, side.halfM, side.widthM > 20 ? 34 : 26)
        }
    },
    enterCell: (cell, district, locality, random) => {
      let ordinal = 0
      for (const number of sidesOfCell.get(cell) ?? []) {
        const side = plan.sides[number]!
        if (!lines.has(number) && !deadEnds.has(number)) continue
        side.names = streetNames(district, locality.names, side.class!, ordinal++, turn + cell * 7)
        enter(number, side, locality.key, random)
      }
    },
  }
}

/** Corners of the blocks at the water's edge, bridges apart. */
const bankCorners = (plan: TownPlan): Set<Point> => {
  const corners = new Set<Point>()
  for (const cell of plan.cells) {
    if (cell.kind === 'river') continue
    for (const { outline } of cell.blocks) {
      outline.points.forEach((point, index) => {
        if (plan.sides[outline.sides[index]!]?.kind !== 'bank') return
        corners.add(point)
        corners.add(outline.points[(index + 1) % outline.points.length]!)
      })
    }
  }
  return corners
}

/** A street that comes to the river ends on the bank, not in the water. */
const shortOfWater = (points: Point[], banks: Set<Point>): Point[] => {
  if (points.length < 2) return points
  const line = [...points]
  if (banks.has(line[0]!)) line[0] = drawnBack(line[0]!, line[1]!)
  const last = line.length - 1
  if (banks.has(line[last]!)) line[last] = drawnBack(line[last]!, line[last - 1]!)
  return line
}

const drawnBack = (end: Point, before: Point): Point => {
  const length = Math.hypot(before.x - end.x, before.y - end.y)
  const part = Math.min(0.6, 11 / length)
  return { x: end.x + (before.x - end.x) * part, y: end.y + (before.y - end.y) * part }
}
