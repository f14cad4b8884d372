import Flatbush from 'flatbush'
import type { Shape } from '../../../../../data/importers/feature.ts'
import { signedDoubleArea } from '../../../../../data/importers/rings.ts'

/** A piece of land that areas of a layer enclose and none of them covers. `around` are the features on its edge. */
export type Gap = { ring: Float64Array; areaSqm: number; around: number[] }

/**
 * Which enclosed land is a fault: small pieces, and strips narrower than a lane. Larger ones are courtyards, parks and blocks between
 * streets.
 */
export type GapLimits = { leastSqm: number; mostSqm: number; narrowM: number }

export const usualGaps: GapLimits = { leastSqm: 0.05, mostSqm: 25, narrowM: 2.5 }

/** Vertices are one when they fall on one millimetre, as long as the layer is not wider than 60 km. */
const steps = 2 ** 26
const usualStepMetres = 0.001

/**
 * Gaps of a layer of areas in metres. Every edge that two areas share in opposite directions is inside of the layer; what is left is its
 * outline, and the small rings of it that go clockwise are gaps. Needs no union, so its time grows with the number of corners alone.
 * Gaps that open to a street are part of the outline and are not seen.
 */
export function findGaps(shapes: readonly Shape[], limits: GapLimits = usualGaps): Gap[] {
  const outline = outlineOf(shapes)
  const gaps: Gap[] = []
  for (const { ring, around } of ringsOf(outline)) {
    const area = signedDoubleArea(ring) / 2
    if (area >= 0 || -area < limits.leastSqm) continue
    if (-area > limits.mostSqm && (-2 * area) / lengthOf(ring) > limits.narrowM) continue
    gaps.push({ ring, areaSqm: Math.round(-area * 1e4) / 1e4, around })
  }
  return gaps
}

function lengthOf(ring: Float64Array): number {
  let length = 0
  for (let i = 0; i + 3 < ring.length; i += 2)
    length += Math.hypot(ring[i + 2]! - ring[i]!, ring[i + 3]! - ring[i + 1]!)
  return length
}

type Outline = {
  xs: number[]
  ys: number[]
  /** Edges from a vertex, as far as no neighbour goes them the other way. */
  from: Map<number, { to: number; owner: number }[]>
}

function outlineOf(shapes: readonly Shape[]): Outline {
  const name = vertexNamer(shapes)
  const edges = new Map<number, number[]>()
  const outline: Outline = { xs: [], ys: [], from: new Map() }
  for (const [owner, shape] of shapes.entries()) {
    for (const part of shape.parts) {
      for (const [at, ring] of part.entries()) {
        const corners = cornersOf(ring, at === 0, name, outline)
        for (let i = 0; i < corners.length; i++) {
          const a = corners[i]!
          const b = corners[(i + 1) % corners.length]!
          if (a !== b) addEdge(edges, a, b, owner)
        }
      }
    }
  }
  for (const [key, owners] of splitAtCorners(edges, outline)) {
    const a = Math.floor(key / steps)
    for (const owner of owners) outline.from.set(a, [...(outline.from.get(a) ?? []), { to: key % steps, owner }])
  }
  return outline
}

/** Nearer than this to an edge, a corner lies on it: boundaries are shared to the centimetre. */
const onEdgeMetres = 0.01

/**
 * Edges that no neighbour has in the same length are cut where a corner lies on them (a T-junction), and then taken away in pairs
 * once more. Only what the first pass left is looked at: the rim of the layer, and its faults.
 */
function splitAtCorners(edges: Map<number, number[]>, { xs, ys }: Outline): Map<number, number[]> {
  const corners = [...new Set([...edges.keys()].flatMap((key) => [Math.floor(key / steps), key % steps]))]
  if (corners.length === 0) return edges
  const index = new Flatbush(corners.length, 16, Float64Array)
  for (const corner of corners) index.add(xs[corner]!, ys[corner]!, xs[corner]!, ys[corner]!)
  index.finish()
  const split = new Map<number, number[]>()
  for (const [key, owners] of edges) {
    const [a, b] = [Math.floor(key / steps), key % steps]
    const [dx, dy] = [xs[b]! - xs[a]!, ys[b]! - ys[a]!]
    const length = Math.hypot(dx, dy)
    const along = (corner: number) => ((xs[corner]! - xs[a]!) * dx + (ys[corner]! - ys[a]!) * dy) / length
    const beside = (corner: number) => Math.abs((xs[corner]! - xs[a]!) * dy - (ys[corner]! - ys[a]!) * dx) / length
    const on = index
      .search(...grown(xs[a]!, ys[a]!, xs[b]!, ys[b]!))
      .map((at) => corners[at]!)
      .filter((corner) => corner !== a && corner !== b && beside(corner) <= onEdgeMetres)
      .filter((corner) => along(corner) > onEdgeMetres && along(corner) < length - onEdgeMetres)
      .sort((one, other) => along(one) - along(other))
    for (const owner of owners) {
      let from = a
      for (const to of [...on, b]) {
        addEdge(split, from, to, owner)
        from = to
      }
    }
  }
  return split
}

const grown = (x0: number, y0: number, x1: number, y1: number): [number, number, number, number] => [
  Math.min(x0, x1) - onEdgeMetres,
  Math.min(y0, y1) - onEdgeMetres,
  Math.max(x0, x1) + onEdgeMetres,
  Math.max(y0, y1) + onEdgeMetres,
]

/** An edge and its opposite take one another away. */
function addEdge(edges: Map<number, number[]>, a: number, b: number, owner: number): void {
  const opposite = b * steps + a
  const others = edges.get(opposite)
  if (others) {
    others.pop()
    if (others.length === 0) edges.delete(opposite)
    return
  }
  const key = a * steps + b
  const same = edges.get(key)
  if (same) same.push(owner)
  else edges.set(key, [owner])
}

type Namer = (x: number, y: number) => number

/** Numbers of places on a grid of millimetres, coarser where the layer is wider than the grid. */
function vertexNamer(shapes: readonly Shape[]): Namer {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const shape of shapes)
    for (const part of shape.parts)
      for (const ring of part)
        for (let i = 0; i < ring.length; i += 2) {
          minX = Math.min(minX, ring[i]!)
          maxX = Math.max(maxX, ring[i]!)
          minY = Math.min(minY, ring[i + 1]!)
          maxY = Math.max(maxY, ring[i + 1]!)
        }
  const step = Math.max(usualStepMetres, Math.max(maxX - minX, maxY - minY) / (steps - 2))
  const known = new Map<number, number>()
  return (x, y) => {
    const place = Math.round((x - minX) / step) * steps + Math.round((y - minY) / step)
    const found = known.get(place)
    if (found !== undefined) return found
    known.set(place, known.size)
    return known.size - 1
  }
}

/** The corners of a ring by number, shells counter-clockwise and holes clockwise, so that the land lies to the left. */
function cornersOf(ring: Float64Array, isShell: boolean, name: Namer, outline: Outline): number[] {
  const corners: number[] = []
  for (let i = 0; i < ring.length; i += 2) {
    const vertex = name(ring[i]!, ring[i + 1]!)
    if (outline.xs[vertex] === undefined) {
      outline.xs[vertex] = ring[i]!
      outline.ys[vertex] = ring[i + 1]!
    }
    if (corners.at(-1) !== vertex) corners.push(vertex)
  }
  if (corners.length > 1 && corners[0] === corners.at(-1)) corners.pop()
  const turnsLeft = signedDoubleArea(ring) > 0
  return turnsLeft === isShell ? corners : corners.reverse()
}

/** Follows the outline, at every corner as far to the right as it goes: so each ring encloses one piece and no more. */
function* ringsOf(outline: Outline): Iterable<{ ring: Float64Array; around: number[] }> {
  for (const start of [...outline.from.keys()]) {
    while (outline.from.get(start)?.length) {
      const path: number[] = [start]
      const owners: number[] = []
      let at = start
      let before: number | null = null
      for (let next = takeNext(outline, at, before); next; next = takeNext(outline, at, before)) {
        owners.push(next.owner)
        before = at
        at = next.to
        const again = path.lastIndexOf(at)
        if (again < 0) {
          path.push(at)
          continue
        }
        // The path met itself: that loop is a ring, the rest goes on.
        const loop = path.splice(again)
        const around = owners.splice(again)
        if (loop.length > 2) yield { ring: ringOf(outline, loop), around: [...new Set(around)] }
        path.push(at)
        before = path.at(-2) ?? null
      }
    }
  }
}

function takeNext(outline: Outline, at: number, before: number | null): { to: number; owner: number } | null {
  const edges = outline.from.get(at)
  if (!edges?.length) return null
  let best = 0
  if (before !== null && edges.length > 1) {
    let least = Infinity
    for (const [i, { to }] of edges.entries()) {
      const turn = turnAt(outline, before, at, to)
      if (turn < least) {
        least = turn
        best = i
      }
    }
  }
  const [taken] = edges.splice(best, 1)
  if (edges.length === 0) outline.from.delete(at)
  return taken!
}

/** The angle from the way back to the way on, counter-clockwise in 0 … 2π: the least is the sharpest turn to the right. */
function turnAt({ xs, ys }: Outline, before: number, at: number, next: number): number {
  const back = Math.atan2(ys[before]! - ys[at]!, xs[before]! - xs[at]!)
  const on = Math.atan2(ys[next]! - ys[at]!, xs[next]! - xs[at]!)
  const turn = on - back
  return turn <= 1e-12 ? turn + 2 * Math.PI : turn
}

function ringOf({ xs, ys }: Outline, loop: readonly number[]): Float64Array {
  const ring = new Float64Array(loop.length * 2 + 2)
  for (const [i, vertex] of [...loop, loop[0]!].entries()) {
    ring[2 * i] = xs[vertex]!
    ring[2 * i + 1] = ys[vertex]!
  }
  return ring
}
