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
  const ends = endsAt(plan)
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
    const land =
      stretches?.land.flatMap((points) => [shortOf(points, ends) ?? []].filter((line) => line.length > 0)) ?? []
    const all = deadEnd ? [deadEnd] : [...land, ...stretches!.bridges]
    if (all.length === 0) return
    const row: Road = {
      key: books.key('roads'),
      class: side.class!,
      widthM: side.widthM,
      names: side.names,
      localityKey,
      lines: all.map((points) => projection.toLine(points)),
      deadEnd: deadEnd !== undefined,
      bridge: (stretches?.bridges.length ?? 0) > 0,
      surface: random ? random.pick(SURFACES[side.class!]) : side.class === 'lane' ? 'earth' : 'asphalt',
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

type Ends = { corners: Set<Point>; backM: number }

/** Corners of the blocks at the water's edge and beside the tracks, and how far short of them a street ends. */
const endsAt = (plan: TownPlan): Ends[] => [
  { corners: cornersOn(plan, 'bank'), backM: 11 },
  { corners: cornersOn(plan, 'rail'), backM: 18 },
]

const cornersOn = (plan: TownPlan, kind: Side['kind']): Set<Point> => {
  const corners = new Set<Point>()
  for (const cell of plan.cells) {
    if (cell.kind === 'river') continue
    for (const { outline } of cell.blocks) {
      outline.points.forEach((point, index) => {
        if (plan.sides[outline.sides[index]!]?.kind !== kind) return
        corners.add(point)
        corners.add(outline.points[(index + 1) % outline.points.length]!)
      })
    }
  }
  return corners
}

/** What is left of a street between a road and the bank or the tracks beside it is no street. */
const STUB_M = 24

/** A street that comes to the river or to the railway ends before it; null where nothing worth the name is left. */
const shortOf = (points: Point[], ends: readonly Ends[]): Point[] | null => {
  if (points.length < 2) return points
  const line = [...points]
  const last = line.length - 1
  let drawn = false
  for (const { corners, backM } of ends) {
    for (const [end, before] of [
      [0, 1],
      [last, last - 1],
    ] as const) {
      if (!corners.has(points[end]!)) continue
      line[end] = drawnBack(points[end]!, line[before]!, backM)
      drawn = true
    }
  }
  return drawn && lengthOf(line) < STUB_M ? null : line
}

const lengthOf = (line: readonly Point[]): number =>
  line.reduce((sum, point, index) => {
    const before = line[Math.max(0, index - 1)]!
    return sum + Math.hypot(point.x - before.x, point.y - before.y)
  }, 0)

const drawnBack = (end: Point, before: Point, backM: number): Point => {
  const length = Math.hypot(before.x - end.x, before.y - end.y)
  const part = Math.min(0.6, backM / length)
  return { x: end.x + (before.x - end.x) * part, y: end.y + (before.y - end.y) * part }
}
