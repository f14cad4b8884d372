import type { Shape } from '../../../../../data/importers/feature.ts'
import { findNestingFault } from './nesting.ts'
import { orientation } from './orientation.ts'
import { type Ring, ringsOf, tooIntricate, visitSegmentPairs } from './segments.ts'

/** Where a fault is: part, ring, and how far along the segment that begins at this corner of the file's ring (0 to 1). */
export type FaultPlace = { part: number; ring: number; corner: number; along: number }

/** Why an area is not valid after OGC Simple Features, in the words that PostGIS uses, and where. */
export type Fault = { reason: string; place: FaultPlace }

/** Two rings of one part that meet in a point without crossing. */
export type Touch = { a: Ring; b: Ring; x: number; y: number }

/**
 * The first fault of a polygon or multi-polygon, or null when it is valid: rings that are not closed or have too few corners, cross or touch
 * themselves, cross another ring, double a ring, holes outside shells, nested holes and shells, an interior in two pieces.
 */
export function findFault(shape: Shape): Fault | null {
  const rings = ringsOf(shape)
  const simple = findRingFault(shape, rings)
  if (simple) return simple
  const touches: Touch[] = []
  const found = visitSegmentPairs(rings, (a, i, b, j) => judgePair(a, i, b, j, touches))
  if (found === tooIntricate) return { reason: 'Too intricate to be judged', place: atCorner(rings[0]!, 0) }
  return found ?? findNestingFault(rings, touches)
}

/** A place at a corner of a ring. */
export const atCorner = (ring: Ring, i: number): FaultPlace => ({
  part: ring.part,
  ring: ring.ring,
  corner: ring.source[i] ?? 0,
  along: 0,
})

function findRingFault(shape: Shape, rings: Ring[]): Fault | null {
  for (const ring of rings) {
    const run = shape.parts[ring.part]![ring.ring]!
    const last = run.length - 2
    const isClosed = run.length > 2 && run[0] === run[last] && run[1] === run[last + 1]
    if (!isClosed && run.length > 2) return { reason: 'Ring is not closed', place: atCorner(ring, ring.xs.length - 1) }
    if (ring.xs.length < 3) return { reason: 'Too few points in a ring', place: atCorner(ring, 0) }
  }
  return null
}

const next = (ring: Ring, i: number) => (i + 1 === ring.xs.length ? 0 : i + 1)
const before = (ring: Ring, i: number) => (i === 0 ? ring.xs.length - 1 : i - 1)

function judgePair(a: Ring, i: number, b: Ring, j: number, touches: Touch[]): Fault | null {
  const i1 = next(a, i)
  const j1 = next(b, j)
  const ax = a.xs[i]!
  const ay = a.ys[i]!
  const bx = a.xs[i1]!
  const by = a.ys[i1]!
  const cx = b.xs[j]!
  const cy = b.ys[j]!
  const dx = b.xs[j1]!
  const dy = b.ys[j1]!
  const c = Math.sign(orientation(ax, ay, bx, by, cx, cy))
  const d = Math.sign(orientation(ax, ay, bx, by, dx, dy))
  if (c === d && c !== 0) return null
  const p = Math.sign(orientation(cx, cy, dx, dy, ax, ay))
  const q = Math.sign(orientation(cx, cy, dx, dy, bx, by))
  if (p === q && p !== 0) return null
  if (c * d < 0 && p * q < 0) return { reason: 'Self-intersection', place: crossingPlace(a, i, b, j) }
  if (c === 0 && d === 0) return judgeCollinear(a, i, b, j, touches)
  if (a === b && (i1 === j || j1 === i)) return null
  return judgeTouch(a, i, b, j, touches)
}

function crossingPlace(a: Ring, i: number, b: Ring, j: number): FaultPlace {
  const i1 = next(a, i)
  const j1 = next(b, j)
  const dx = a.xs[i1]! - a.xs[i]!
  const dy = a.ys[i1]! - a.ys[i]!
  const ex = b.xs[j1]! - b.xs[j]!
  const ey = b.ys[j1]! - b.ys[j]!
  const along = ((b.xs[j]! - a.xs[i]!) * ey - (b.ys[j]! - a.ys[i]!) * ex) / (dx * ey - dy * ex)
  return { ...atCorner(a, i), along: Math.min(1, Math.max(0, along)) }
}

/** Segments on one line: sharing a stretch is a fault, sharing an end is a touch (or the ordinary join of neighbours). */
function judgeCollinear(a: Ring, i: number, b: Ring, j: number, touches: Touch[]): Fault | null {
  const i1 = next(a, i)
  const j1 = next(b, j)
  const isSteep = Math.abs(a.ys[i1]! - a.ys[i]!) > Math.abs(a.xs[i1]! - a.xs[i]!)
  const [first, second] = isSteep ? [a.ys, b.ys] : [a.xs, b.xs]
  const from = Math.max(Math.min(first[i]!, first[i1]!), Math.min(second[j]!, second[j1]!))
  const to = Math.min(Math.max(first[i]!, first[i1]!), Math.max(second[j]!, second[j1]!))
  if (from > to) return null
  if (from < to) {
    const along = (from - first[i]!) / (first[i1]! - first[i]!)
    return { reason: isSameRing(a, b) ? 'Duplicate rings' : 'Self-intersection', place: { ...atCorner(a, i), along } }
  }
  return a === b && (i1 === j || j1 === i) ? null : judgeTouch(a, i, b, j, touches)
}

function isSameRing(a: Ring, b: Ring): boolean {
  if (a === b || a.xs.length !== b.xs.length) return false
  const corners = new Set(Array.from(a.xs, (x, i) => `${x},${a.ys[i]}`))
  return b.xs.every((x, i) => corners.has(`${x},${b.ys[i]}`))
}

/** An end of one segment lies on the other. In one ring that is a fault; between rings only when they cross there. */
function judgeTouch(a: Ring, i: number, b: Ring, j: number, touches: Touch[]): Fault | null {
  for (const corner of [j, next(b, j)]) {
    if (!isOnSegment(a, i, b.xs[corner]!, b.ys[corner]!)) continue
    const found = judgeMeeting(a, i, b, corner, touches)
    if (found) return found
  }
  for (const corner of [i, next(a, i)]) {
    if (!isOnSegment(b, j, a.xs[corner]!, a.ys[corner]!)) continue
    const found = judgeMeeting(b, j, a, corner, touches)
    if (found) return found
  }
  return null
}

function isOnSegment(ring: Ring, i: number, x: number, y: number): boolean {
  const i1 = next(ring, i)
  const ax = ring.xs[i]!
  const ay = ring.ys[i]!
  const bx = ring.xs[i1]!
  const by = ring.ys[i1]!
  if (x < Math.min(ax, bx) || x > Math.max(ax, bx) || y < Math.min(ay, by) || y > Math.max(ay, by)) return false
  return orientation(ax, ay, bx, by, x, y) === 0
}

/** `corner` of ring `b` lies on segment i of ring `a`. */
function judgeMeeting(a: Ring, i: number, b: Ring, corner: number, touches: Touch[]): Fault | null {
  if (a === b) return { reason: 'Ring Self-intersection', place: atCorner(b, corner) }
  const x = b.xs[corner]!
  const y = b.ys[corner]!
  const i1 = next(a, i)
  const isAtStart = a.xs[i] === x && a.ys[i] === y
  const isAtEnd = a.xs[i1] === x && a.ys[i1] === y
  const from = isAtStart ? before(a, i) : i
  const to = isAtEnd ? next(a, i1) : i1
  const isLeft = (k: number) => isLeftOfPath(a, from, x, y, to, b.xs[k]!, b.ys[k]!)
  if (isLeft(before(b, corner)) !== isLeft(next(b, corner))) {
    return { reason: 'Self-intersection', place: atCorner(b, corner) }
  }
  touches.push({ a, b, x, y })
  return null
}

/** Whether a point lies left of the path that comes from corner `from` through (x, y) to corner `to`. */
function isLeftOfPath(ring: Ring, from: number, x: number, y: number, to: number, px: number, py: number): boolean {
  const ax = ring.xs[from]!
  const ay = ring.ys[from]!
  const bx = ring.xs[to]!
  const by = ring.ys[to]!
  const onFirst = orientation(ax, ay, x, y, px, py) > 0
  const onSecond = orientation(x, y, bx, by, px, py) > 0
  return orientation(ax, ay, x, y, bx, by) > 0 ? onFirst && onSecond : onFirst || onSecond
}
