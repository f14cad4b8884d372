import { areaOf, isInside, type Point, type Polygon } from './plane.ts'

/** Rings of the land that polygons lying edge to edge cover together: outer rings counter-clockwise, each with its holes. */
export const dissolve = (polygons: readonly Polygon[]): Point[][][] => {
  const rings = trace(openEdges(polygons))
  const outers = rings.filter((ring) => areaOf(ring) > 0).map((ring) => [ring])
  for (const hole of rings) {
    if (areaOf(hole) > 0) continue
    const home = outers.length === 1 ? outers[0] : outers.find((outer) => holds(outer[0]!, hole))
    home?.push(hole)
  }
  return outers
}

/** A hole may touch its outer ring in corners: its sides' middles decide. */
const holds = (outer: readonly Point[], hole: readonly Point[]) => {
  let inside = 0
  const step = Math.max(1, Math.floor(hole.length / 7))
  let asked = 0
  for (let index = 0; index < hole.length; index += step) {
    const a = hole[index]!
    const b = hole[(index + 1) % hole.length]!
    asked++
    if (isInside(outer, (a.x + b.x) / 2, (a.y + b.y) / 2)) inside++
  }
  return inside * 2 > asked
}

const openEdges = (polygons: readonly Polygon[]): Map<Point, Point[]> => {
  const next = new Map<Point, Point[]>()
  for (const { points } of polygons) {
    for (let index = 0; index < points.length; index++) {
      const a = points[index]!
      const b = points[index + 1 === points.length ? 0 : index + 1]!
      const back = next.get(b)
      const at = back ? back.indexOf(a) : -1
      if (back && at >= 0) {
        back.splice(at, 1)
        if (back.length === 0) next.delete(b)
      } else {
        const list = next.get(a)
        if (list) list.push(b)
        else next.set(a, [b])
      }
    }
  }
  return next
}

const trace = (next: Map<Point, Point[]>): Point[][] => {
  const rings: Point[][] = []
  for (const start of [...next.keys()]) {
    while (next.has(start)) {
      const ring: Point[] = []
      let before: Point | null = null
      let at = start
      do {
        ring.push(at)
        const ways: Point[] | undefined = next.get(at)
        if (!ways) break
        const way: Point = ways.length === 1 || !before ? ways[0]! : leftmost(before, at, ways)
        ways.splice(ways.indexOf(way), 1)
        if (ways.length === 0) next.delete(at)
        before = at
        at = way
      } while (at !== start)
      if (ring.length >= 3) rings.push(ring)
    }
  }
  return rings
}

/** At a corner where the land touches itself, the sharpest turn to the left keeps rings apart. */
const leftmost = (before: Point, at: Point, ways: readonly Point[]): Point => {
  const came = Math.atan2(at.y - before.y, at.x - before.x)
  let best = ways[0]!
  let most = Number.NEGATIVE_INFINITY
  for (const way of ways) {
    let turn = Math.atan2(way.y - at.y, way.x - at.x) - came
    while (turn > Math.PI) turn -= 2 * Math.PI
    while (turn <= -Math.PI) turn += 2 * Math.PI
    if (turn > most) {
      most = turn
      best = way
    }
  }
  return best
}
