import type { LonLat } from './types.ts'

/** Points and polygons in the town's own plane: metres east and north of the town's middle. */

/** Never moved once made; two polygons that share a corner share this very object after `nodeTogether`. `position` is kept by the projection. */
export type Point = { readonly x: number; readonly y: number; position?: LonLat | undefined }

/** A simple polygon, counter-clockwise, not closed. `sides[i]` tells what lies along points[i] → points[i + 1]: a side number, or INNER. */
export type Polygon = { points: Point[]; sides: number[] }

/** The side lies against another plot of the same block. */
export const INNER = -1

export const pointAt = (x: number, y: number): Point => ({ x, y, position: undefined })
export const distanceBetween = (a: Point, b: Point) => Math.hypot(b.x - a.x, b.y - a.y)
export const between = (a: Point, b: Point, part: number): Point => ({
  x: a.x + (b.x - a.x) * part,
  y: a.y + (b.y - a.y) * part,
})

/** Square metres; positive when counter-clockwise. */
export const areaOf = (points: readonly Point[]) => {
  let twice = 0
  const count = points.length
  const first = points[0]
  if (!first) return 0
  for (let index = 1; index + 1 < count; index++) {
    const a = points[index]!
    const b = points[index + 1]!
    twice += (a.x - first.x) * (b.y - first.y) - (b.x - first.x) * (a.y - first.y)
  }
  return twice / 2
}

export const centroidOf = (points: readonly Point[]): Point => {
  const first = points[0]!
  let twice = 0
  let x = 0
  let y = 0
  for (let index = 1; index + 1 < points.length; index++) {
    const a = points[index]!
    const b = points[index + 1]!
    const cross = (a.x - first.x) * (b.y - first.y) - (b.x - first.x) * (a.y - first.y)
    twice += cross
    x += cross * (a.x + b.x - 2 * first.x)
    y += cross * (a.y + b.y - 2 * first.y)
  }
  if (twice === 0) return first
  return { x: first.x + x / (3 * twice), y: first.y + y / (3 * twice) }
}

export const isInside = (points: readonly Point[], x: number, y: number) => {
  let inside = false
  for (let index = 0, before = points.length - 1; index < points.length; before = index++) {
    const a = points[index]!
    const b = points[before]!
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside
  }
  return inside
}

/** A point surely inside: the centroid if it is, else the middle of the longest horizontal run through the polygon. */
export const insidePointOf = (points: readonly Point[]): Point => {
  const middle = centroidOf(points)
  if (isInside(points, middle.x, middle.y)) return middle
  let best = middle
  let width = -1
  for (const part of [0.5, 0.3, 0.7, 0.15, 0.85]) {
    const ys = points.map((point) => point.y)
    const low = Math.min(...ys)
    const y = low + (Math.max(...ys) - low) * part
    const xs: number[] = []
    for (let index = 0, before = points.length - 1; index < points.length; before = index++) {
      const a = points[index]!
      const b = points[before]!
      if (a.y > y !== b.y > y) xs.push(((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x)
    }
    xs.sort((a, b) => a - b)
    for (let index = 0; index + 1 < xs.length; index += 2) {
      if (xs[index + 1]! - xs[index]! > width) {
        width = xs[index + 1]! - xs[index]!
        best = { x: (xs[index]! + xs[index + 1]!) / 2, y }
      }
    }
  }
  return best
}

export type Extent = { low: number; high: number }
/** How far the polygon reaches along the direction (dx, dy), a unit vector. */
export const extentAlong = (points: readonly Point[], dx: number, dy: number): Extent => {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const point of points) {
    const along = point.x * dx + point.y * dy
    if (along < low) low = along
    if (along > high) high = along
  }
  return { low, high }
}

/** Direction (radians) of the longest side of the smallest box among those that lie along one of the polygon's own sides. */
export const mainDirectionOf = (points: readonly Point[]) => {
  let best = Number.POSITIVE_INFINITY
  let angle = 0
  for (let index = 0; index < points.length; index++) {
    const a = points[index]!
    const b = points[(index + 1) % points.length]!
    const length = Math.hypot(b.x - a.x, b.y - a.y)
    if (length < 1) continue
    const dx = (b.x - a.x) / length
    const dy = (b.y - a.y) / length
    const along = extentAlong(points, dx, dy)
    const across = extentAlong(points, -dy, dx)
    const w = along.high - along.low
    const h = across.high - across.low
    if (w * h < best) {
      best = w * h
      angle = Math.atan2(dy, dx) + (w >= h ? 0 : Math.PI / 2)
    }
  }
  return angle
}

/** Corners nearer than this to a cut become the cut's end, so that no hair-thin side is born. */
const SNAP_M = 0.08

/**
 * Cuts a simple polygon in two along the chord that the line through (px, py) in direction (dx, dy) makes nearest to that point.
 * Left piece first. Null when the line misses, or only grazes a side.
 */
export const splitByLine = (
  polygon: Polygon,
  px: number,
  py: number,
  dx: number,
  dy: number,
  side: number,
): [Polygon, Polygon] | null => {
  const { points, sides } = polygon
  const count = points.length
  const hits: { index: number; along: number; x: number; y: number }[] = []
  let before = points[0]!
  let beforeAway = dx * (before.y - py) - dy * (before.x - px)
  if (beforeAway > -1e-7 && beforeAway < 1e-7) beforeAway = 1e-7
  for (let index = 0; index < count; index++) {
    const after = points[index + 1 === count ? 0 : index + 1]!
    let afterAway = dx * (after.y - py) - dy * (after.x - px)
    if (afterAway > -1e-7 && afterAway < 1e-7) afterAway = 1e-7
    if (beforeAway > 0 !== afterAway > 0) {
      const part = beforeAway / (beforeAway - afterAway)
      const x = before.x + (after.x - before.x) * part
      const y = before.y + (after.y - before.y) * part
      hits.push({ index, along: (x - px) * dx + (y - py) * dy, x, y })
    }
    before = after
    beforeAway = afterAway
  }
  if (hits.length < 2) return null
  let from = hits[0]!
  let to = hits[1]!
  if (hits.length > 2) {
    hits.sort((a, b) => a.along - b.along)
    let nearest = Number.POSITIVE_INFINITY
    for (let index = 0; index + 1 < hits.length; index += 2) {
      const a = hits[index]!
      const b = hits[index + 1]!
      const away = a.along > 0 ? a.along : b.along < 0 ? -b.along : 0
      if (away < nearest) {
        nearest = away
        from = a
        to = b
      }
    }
  }
  if (from.index > to.index) [from, to] = [to, from]
  const start = landOn(points, from)
  const end = landOn(points, to)
  if (start.point === end.point) return null
  const one = walk(points, sides, start, end, side)
  const other = walk(points, sides, end, start, side)
  if (one.points.length < 3 || other.points.length < 3) return null
  const oneIsLeft = leans(one.points, px, py, dx, dy)
  return oneIsLeft ? [one, other] : [other, one]
}

type Landing = { index: number; point: Point; corner: boolean }
const landOn = (points: readonly Point[], hit: { index: number; x: number; y: number }): Landing => {
  const a = points[hit.index]!
  const next = hit.index + 1 === points.length ? 0 : hit.index + 1
  const b = points[next]!
  if (Math.abs(a.x - hit.x) < SNAP_M && Math.abs(a.y - hit.y) < SNAP_M)
    return { index: hit.index, point: a, corner: true }
  if (Math.abs(b.x - hit.x) < SNAP_M && Math.abs(b.y - hit.y) < SNAP_M) return { index: next, point: b, corner: true }
  return { index: hit.index, point: pointAt(hit.x, hit.y), corner: false }
}

/** The piece from `start` round to `end` along the old outline, closed by the cut. */
const walk = (
  points: readonly Point[],
  sides: readonly number[],
  start: Landing,
  end: Landing,
  side: number,
): Polygon => {
  const piece: Polygon = { points: [start.point], sides: [sides[start.index]!] }
  const count = points.length
  let index = start.index + 1 === count ? 0 : start.index + 1
  const stop = end.corner ? end.index : end.index + 1 === count ? 0 : end.index + 1
  // start and end on one side of the outline, end ahead: nothing lies between
  const direct = start.index === end.index && !end.corner && isAhead(points[start.index]!, start.point, end.point)
  if (!direct) {
    while (index !== stop) {
      piece.points.push(points[index]!)
      piece.sides.push(sides[index]!)
      index = index + 1 === count ? 0 : index + 1
    }
  }
  piece.points.push(end.point)
  piece.sides.push(side)
  return piece
}

const isAhead = (corner: Point, a: Point, b: Point) => distanceBetween(corner, a) <= distanceBetween(corner, b)

const leans = (points: readonly Point[], px: number, py: number, dx: number, dy: number) => {
  let most = 0
  for (const point of points) {
    const away = dx * (point.y - py) - dy * (point.x - px)
    if (Math.abs(away) > Math.abs(most)) most = away
  }
  return most > 0
}

/**
 * The polygon drawn in by a distance of its own for each side; corners that would turn inside out are dropped.
 * Null when nothing sound is left.
 */
export const inset = (polygon: Polygon, distanceM: (side: number, index: number) => number): Polygon | null => {
  const lines = offsetLines(polygon, distanceM)
  for (let round = 0; round < 40 && lines.length >= 3; round++) {
    const corners: Point[] = []
    for (let index = 0; index < lines.length; index++)
      corners.push(meet(lines[(index || lines.length) - 1]!, lines[index]!))
    let worst = -1
    let worstTurn = 0
    for (let index = 0; index < lines.length; index++) {
      const line = lines[index]!
      const a = corners[index]!
      const b = corners[(index + 1) % lines.length]!
      const along = (b.x - a.x) * line.dx + (b.y - a.y) * line.dy
      if (along <= 1e-3 && along - line.length < worstTurn) {
        worstTurn = along - line.length
        worst = index
      }
    }
    if (worst < 0) {
      const points = corners
      if (areaOf(points) < 1) return null
      return { points, sides: lines.map((line) => line.side) }
    }
    lines.splice(worst, 1)
  }
  return null
}

type OffsetLine = {
  x: number
  y: number
  endX: number
  endY: number
  dx: number
  dy: number
  length: number
  away: number
  side: number
}
const offsetLines = (polygon: Polygon, distanceM: (side: number, index: number) => number): OffsetLine[] => {
  const lines: OffsetLine[] = []
  const { points, sides } = polygon
  for (let index = 0; index < points.length; index++) {
    const a = points[index]!
    const b = points[index + 1 === points.length ? 0 : index + 1]!
    const length = Math.hypot(b.x - a.x, b.y - a.y)
    if (length < 1e-3) continue
    const dx = (b.x - a.x) / length
    const dy = (b.y - a.y) / length
    const away = distanceM(sides[index]!, index)
    const last = lines[lines.length - 1]
    if (last && last.side === sides[index] && last.away === away && Math.abs(last.dx * dy - last.dy * dx) < 0.003) {
      last.endX = b.x - dy * away
      last.endY = b.y + dx * away
      last.length += length
      continue
    }
    lines.push({
      x: a.x - dy * away,
      y: a.y + dx * away,
      endX: b.x - dy * away,
      endY: b.y + dx * away,
      dx,
      dy,
      length,
      away,
      side: sides[index]!,
    })
  }
  return lines
}

/** Where two neighbouring offset sides meet; nearly straight corners take the middle of the two ends. */
const meet = (before: OffsetLine, after: OffsetLine): Point => {
  const cross = before.dx * after.dy - before.dy * after.dx
  if (Math.abs(cross) < 0.02) return pointAt((before.endX + after.x) / 2, (before.endY + after.y) / 2)
  const part = ((after.x - before.x) * after.dy - (after.y - before.y) * after.dx) / cross
  return pointAt(before.x + before.dx * part, before.y + before.dy * part)
}

/** True when no two sides cross or touch save neighbours at their common corner. */
export const isSimple = (points: readonly Point[]) => {
  const count = points.length
  for (let i = 0; i < count; i++) {
    const a = points[i]!
    const b = points[(i + 1) % count]!
    for (let j = i + 1; j < count; j++) {
      if (j === i + 1 || (i === 0 && j === count - 1)) continue
      if (segmentsMeet(a, b, points[j]!, points[(j + 1) % count]!)) return false
    }
  }
  return true
}

const turn = (a: Point, b: Point, c: Point) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
export const segmentsMeet = (a: Point, b: Point, c: Point, d: Point) => {
  if (Math.max(a.x, b.x) < Math.min(c.x, d.x) || Math.max(c.x, d.x) < Math.min(a.x, b.x)) return false
  if (Math.max(a.y, b.y) < Math.min(c.y, d.y) || Math.max(c.y, d.y) < Math.min(a.y, b.y)) return false
  return turn(a, b, c) * turn(a, b, d) <= 0 && turn(c, d, a) * turn(c, d, b) <= 0
}

/** Adds corners so that no side is longer than `longestM`; the new corners lie on the side. */
export const densify = (points: readonly Point[], longestM: number, closed: boolean): Point[] => {
  const dense: Point[] = []
  const last = closed ? points.length : points.length - 1
  for (let index = 0; index < last; index++) {
    const a = points[index]!
    const b = points[(index + 1) % points.length]!
    const parts = Math.max(1, Math.ceil(distanceBetween(a, b) / longestM))
    for (let part = 0; part < parts; part++) dense.push(part === 0 ? a : between(a, b, part / parts))
  }
  if (!closed) dense.push(points[points.length - 1]!)
  return dense
}

/** Distance from a point to the segment a–b. */
export const distanceToSegment = (p: Point, a: Point, b: Point) => {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const squared = dx * dx + dy * dy
  const part = squared === 0 ? 0 : Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / squared))
  return Math.hypot(p.x - a.x - dx * part, p.y - a.y - dy * part)
}
