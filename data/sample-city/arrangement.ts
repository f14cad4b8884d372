import { areaOf, type Point, type Polygon } from './plane.ts'

/** A line of the town's skeleton: a road, a river bank, a railway, the town limit. `side` names it on the faces beside it. */
export type Curve = { points: readonly Point[]; side: number }

const GRID_M = 0.01
const BIN_M = 120

type Segment = { a: Point; b: Point; side: number; cuts: Point[] }
type Edge = { from: Point; to: Point; side: number; angle: number; used: boolean }

/** Corners on a 1 cm grid, one object each. */
const cornerBook = () => {
  const known = new Map<number, Point>()
  return (x: number, y: number): Point => {
    const ix = Math.round(x / GRID_M)
    const iy = Math.round(y / GRID_M)
    const key = (ix + 4e6) * 1e7 + (iy + 4e6)
    let corner = known.get(key)
    if (!corner) {
      corner = { x: ix * GRID_M, y: iy * GRID_M }
      known.set(key, corner)
    }
    return corner
  }
}

/**
 * Cuts curves wherever they meet and gives the faces between them, each once, counter-clockwise, corners shared.
 * Earlier curves win where two run along one another. Curves must hang together, or a face would have a hole.
 */
export const facesBetween = (curves: readonly Curve[]): Polygon[] => {
  const corner = cornerBook()
  const segments = toSegments(curves, corner)
  cutWhereTheyMeet(segments, corner)
  const edges = toEdges(segments)
  return traceFaces(edges)
}

const toSegments = (curves: readonly Curve[], corner: (x: number, y: number) => Point): Segment[] => {
  const segments: Segment[] = []
  for (const { points, side } of curves) {
    for (let index = 0; index + 1 < points.length; index++) {
      const a = corner(points[index]!.x, points[index]!.y)
      const b = corner(points[index + 1]!.x, points[index + 1]!.y)
      if (a !== b) segments.push({ a, b, side, cuts: [] })
    }
  }
  return segments
}

const cutWhereTheyMeet = (segments: Segment[], corner: (x: number, y: number) => Point) => {
  const bins = new Map<number, number[]>()
  segments.forEach((segment, index) => {
    const x0 = Math.floor(Math.min(segment.a.x, segment.b.x) / BIN_M)
    const x1 = Math.floor(Math.max(segment.a.x, segment.b.x) / BIN_M)
    const y0 = Math.floor(Math.min(segment.a.y, segment.b.y) / BIN_M)
    const y1 = Math.floor(Math.max(segment.a.y, segment.b.y) / BIN_M)
    for (let x = x0; x <= x1; x++) {
      for (let y = y0; y <= y1; y++) {
        const key = (x + 10000) * 100000 + y + 10000
        const list = bins.get(key)
        if (list) list.push(index)
        else bins.set(key, [index])
      }
    }
  })
  for (const list of bins.values()) {
    for (let i = 0; i < list.length; i++) {
      for (let j = i + 1; j < list.length; j++) cutPair(segments[list[i]!]!, segments[list[j]!]!, corner)
    }
  }
}

const cutPair = (one: Segment, other: Segment, corner: (x: number, y: number) => Point) => {
  const rx = one.b.x - one.a.x
  const ry = one.b.y - one.a.y
  const sx = other.b.x - other.a.x
  const sy = other.b.y - other.a.y
  const cross = rx * sy - ry * sx
  touch(one, other.a)
  touch(one, other.b)
  touch(other, one.a)
  touch(other, one.b)
  if (Math.abs(cross) < 1e-9) return
  const t = ((other.a.x - one.a.x) * sy - (other.a.y - one.a.y) * sx) / cross
  const u = ((other.a.x - one.a.x) * ry - (other.a.y - one.a.y) * rx) / cross
  if (t <= 0 || t >= 1 || u <= 0 || u >= 1) return
  const point = corner(one.a.x + rx * t, one.a.y + ry * t)
  addCut(one, point)
  addCut(other, point)
}

const addCut = (segment: Segment, point: Point) => {
  if (point !== segment.a && point !== segment.b && !segment.cuts.includes(point)) segment.cuts.push(point)
}

const touch = (segment: Segment, point: Point) => {
  if (point === segment.a || point === segment.b) return
  const dx = segment.b.x - segment.a.x
  const dy = segment.b.y - segment.a.y
  const length = Math.hypot(dx, dy)
  const away = Math.abs((point.x - segment.a.x) * dy - (point.y - segment.a.y) * dx) / length
  if (away > GRID_M * 1.5) return
  const along = ((point.x - segment.a.x) * dx + (point.y - segment.a.y) * dy) / length
  if (along > 0 && along < length) addCut(segment, point)
}

const toEdges = (segments: readonly Segment[]): Map<Point, Edge[]> => {
  const around = new Map<Point, Edge[]>()
  const seen = new Map<Point, Set<Point>>()
  const add = (from: Point, to: Point, side: number) => {
    const edge: Edge = { from, to, side, angle: Math.atan2(to.y - from.y, to.x - from.x), used: false }
    const list = around.get(from)
    if (list) list.push(edge)
    else around.set(from, [edge])
  }
  for (const segment of segments) {
    const { a, b, side, cuts } = segment
    const dx = b.x - a.x
    const dy = b.y - a.y
    cuts.sort((p, q) => (p.x - q.x) * dx + (p.y - q.y) * dy)
    let from = a
    for (const to of [...cuts, b]) {
      if (to === from) continue
      const known = seen.get(from) ?? new Set()
      seen.set(from, known)
      const back = seen.get(to) ?? new Set()
      seen.set(to, back)
      if (!known.has(to)) {
        known.add(to)
        back.add(from)
        add(from, to, side)
        add(to, from, side)
      }
      from = to
    }
  }
  prune(around)
  for (const list of around.values()) list.sort((p, q) => p.angle - q.angle)
  return around
}

/** Dead ends bound no face. */
const prune = (around: Map<Point, Edge[]>) => {
  const ends = [...around.keys()].filter((point) => around.get(point)!.length === 1)
  for (let point = ends.pop(); point; point = ends.pop()) {
    const edge = around.get(point)?.[0]
    if (!edge || around.get(point)!.length !== 1) continue
    around.set(point, [])
    const rest = around.get(edge.to)!.filter((other) => other.to !== point)
    around.set(edge.to, rest)
    if (rest.length === 1) ends.push(edge.to)
  }
}

const traceFaces = (around: Map<Point, Edge[]>): Polygon[] => {
  const faces: Polygon[] = []
  for (const list of around.values()) {
    for (const start of list) {
      if (start.used) continue
      const face: Polygon = { points: [], sides: [] }
      let edge = start
      while (!edge.used) {
        edge.used = true
        face.points.push(edge.from)
        face.sides.push(edge.side)
        edge = nextAround(around.get(edge.to)!, edge.from)
      }
      if (areaOf(face.points) > 1) faces.push(face)
    }
  }
  return faces
}

/** The edge just clockwise of the way back: keeps the face on the left. */
const nextAround = (list: readonly Edge[], back: Point): Edge => {
  const index = list.findIndex((edge) => edge.to === back)
  return list[(index - 1 + list.length) % list.length]!
}
