import type { Point } from './plane.ts'
import type { TownPlan } from './town-plan.ts'

export type Stretches = { land: Point[][]; bridges: Point[][] }

/** The middle lines of every road and track, walked along the outlines' sides; corners are those of the blocks. */
export const linesBySide = (plan: TownPlan): Map<number, Stretches> => {
  const edges = new Map<number, { land: Map<Point, Point[]>; water: Map<Point, Point[]> }>()
  const wetPairs = new Map<Point, Set<Point>>()
  for (const cell of plan.cells) {
    if (cell.kind !== 'river') continue
    for (const { outline } of cell.blocks) eachSide(outline.points, (a, b) => remember(wetPairs, a, b))
  }
  for (const cell of plan.cells) {
    for (const { outline } of cell.blocks) {
      eachSide(outline.points, (a, b, index) => {
        const side = outline.sides[index]!
        const kind = plan.sides[side]?.kind
        if (kind !== 'road' && kind !== 'rail') return
        const table = edges.get(side) ?? { land: new Map(), water: new Map() }
        edges.set(side, table)
        const wet = cell.kind === 'river' && (wetPairs.get(b)?.has(a) ?? false)
        if (cell.kind === 'river' && !wet) return
        join(wet ? table.water : table.land, a, b)
      })
    }
  }
  return new Map([...edges].map(([side, table]) => [side, { land: chains(table.land), bridges: chains(table.water) }]))
}

const eachSide = (points: readonly Point[], visit: (a: Point, b: Point, index: number) => void) => {
  for (let index = 0; index < points.length; index++) visit(points[index]!, points[(index + 1) % points.length]!, index)
}

const remember = (pairs: Map<Point, Set<Point>>, a: Point, b: Point) => {
  const known = pairs.get(a)
  if (known) known.add(b)
  else pairs.set(a, new Set([b]))
}

const join = (table: Map<Point, Point[]>, a: Point, b: Point) => {
  link(table, a, b)
  link(table, b, a)
}
const link = (table: Map<Point, Point[]>, a: Point, b: Point) => {
  const list = table.get(a)
  if (!list) table.set(a, [b])
  else if (!list.includes(b)) list.push(b)
}

/** Walks from ends and forks first, then round what is left (a ring road). */
const chains = (table: Map<Point, Point[]>): Point[][] => {
  const lines: Point[][] = []
  const starts = [...table.keys()].filter((point) => table.get(point)!.length !== 2)
  for (const start of [...starts, ...table.keys()]) {
    while ((table.get(start)?.length ?? 0) > 0) lines.push(walkFrom(table, start))
  }
  return lines
}

const walkFrom = (table: Map<Point, Point[]>, start: Point): Point[] => {
  const line = [start]
  let at = start
  for (;;) {
    const ways = table.get(at)!
    const before = line[line.length - 2]
    const next = ways.length > 1 && before ? straightest(before, at, ways) : ways[0]
    if (!next) return line
    ways.splice(ways.indexOf(next), 1)
    const back = table.get(next)!
    back.splice(back.indexOf(at), 1)
    line.push(next)
    at = next
    if (at === start) return line
  }
}

const straightest = (before: Point, at: Point, ways: readonly Point[]): Point | undefined => {
  let best: Point | undefined
  let most = 0.4
  const length = Math.hypot(at.x - before.x, at.y - before.y)
  for (const way of ways) {
    const reach = Math.hypot(way.x - at.x, way.y - at.y)
    const along = ((at.x - before.x) * (way.x - at.x) + (at.y - before.y) * (way.y - at.y)) / (length * reach)
    if (along > most) {
      most = along
      best = way
    }
  }
  return best
}
