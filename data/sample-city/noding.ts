import type { Point, Polygon } from './plane.ts'

/** Two corners nearer than this are one corner; a corner nearer than this to a side lies on it. A few times the 1e-8° grid. */
const WELD_M = 0.006

type Bins = Map<number, Point[]>
const binOf = (x: number, y: number) => Math.imul(x, 73856093) ^ Math.imul(y, 19349663)

/**
 * Makes polygons that lie edge to edge share their corners as the very same objects, and gives each side the corners
 * of its neighbours that lie on it (a T-junction has its vertex on both sides of the road or wall).
 */
export const nodeTogether = (polygons: readonly Polygon[], cellM: number): void => {
  const corners = weld(polygons)
  const bins: Bins = new Map()
  for (const corner of corners) {
    const bin = binOf(Math.floor(corner.x / cellM), Math.floor(corner.y / cellM))
    const list = bins.get(bin)
    if (list) list.push(corner)
    else bins.set(bin, [corner])
  }
  for (const polygon of polygons) insertCorners(polygon, bins, cellM)
}

const weld = (polygons: readonly Polygon[]): Point[] => {
  const bins: Bins = new Map()
  const known = new Map<Point, Point>()
  const unique: Point[] = []
  for (const polygon of polygons) {
    const { points } = polygon
    let clash = false
    for (let index = 0; index < points.length; index++) {
      const point = points[index]!
      let one = known.get(point)
      if (!one) {
        one = findNear(bins, unique, point)
        known.set(point, one)
      }
      points[index] = one
      if (index > 0 && points[index - 1] === one) clash = true
    }
    if (clash || points[0] === points[points.length - 1]) dropRepeats(polygon)
  }
  return unique
}

const WELD_CELL_M = WELD_M * 4
/** The corner already known within reach, or this one, now known. */
const findNear = (bins: Bins, unique: Point[], point: Point): Point => {
  const x = Math.floor(point.x / WELD_CELL_M)
  const y = Math.floor(point.y / WELD_CELL_M)
  const fx = point.x / WELD_CELL_M - x
  const fy = point.y / WELD_CELL_M - y
  for (let ix = fx < 0.25 ? x - 1 : x; ix <= (fx > 0.75 ? x + 1 : x); ix++) {
    for (let iy = fy < 0.25 ? y - 1 : y; iy <= (fy > 0.75 ? y + 1 : y); iy++) {
      const near = bins.get(binOf(ix, iy))
      if (!near) continue
      for (const other of near) {
        if (Math.abs(other.x - point.x) < WELD_M && Math.abs(other.y - point.y) < WELD_M) return other
      }
    }
  }
  const bin = binOf(x, y)
  const list = bins.get(bin)
  if (list) list.push(point)
  else bins.set(bin, [point])
  unique.push(point)
  return point
}

const dropRepeats = (polygon: Polygon) => {
  for (let index = polygon.points.length - 1; index >= 0 && polygon.points.length > 3; index--) {
    const next = (index + 1) % polygon.points.length
    if (polygon.points[index] !== polygon.points[next]) continue
    polygon.points.splice(index, 1)
    polygon.sides.splice(index, 1)
  }
}

const insertCorners = (polygon: Polygon, bins: Bins, cellM: number) => {
  const points: Point[] = []
  const sides: number[] = []
  let grew = false
  for (let index = 0; index < polygon.points.length; index++) {
    const a = polygon.points[index]!
    const b = polygon.points[index + 1 === polygon.points.length ? 0 : index + 1]!
    const side = polygon.sides[index]!
    points.push(a)
    sides.push(side)
    for (const corner of cornersOn(a, b, bins, cellM)) {
      grew = true
      points.push(corner)
      sides.push(side)
    }
  }
  if (!grew) return
  polygon.points = points
  polygon.sides = sides
}

const NONE: readonly Point[] = []
type Found = { along: number; corner: Point }

const cornersOn = (a: Point, b: Point, bins: Bins, cellM: number): readonly Point[] => {
  const x0 = Math.floor((Math.min(a.x, b.x) - WELD_M) / cellM)
  const x1 = Math.floor((Math.max(a.x, b.x) + WELD_M) / cellM)
  const y0 = Math.floor((Math.min(a.y, b.y) - WELD_M) / cellM)
  const y1 = Math.floor((Math.max(a.y, b.y) + WELD_M) / cellM)
  const found: Found[] = []
  for (let x = x0; x <= x1; x++) {
    for (let y = y0; y <= y1; y++) {
      const near = bins.get(binOf(x, y))
      if (near) gatherOn(a, b, near, found)
    }
  }
  if (found.length === 0) return NONE
  found.sort((p, q) => p.along - q.along)
  // two cells may share a bin, and then a corner is met twice
  return found.map((entry) => entry.corner).filter((corner, index, all) => index === 0 || corner !== all[index - 1])
}

const gatherOn = (a: Point, b: Point, near: readonly Point[], found: Found[]) => {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const squared = dx * dx + dy * dy
  const reach = WELD_M * Math.sqrt(squared)
  for (let index = 0; index < near.length; index++) {
    const corner = near[index]!
    const px = corner.x - a.x
    const py = corner.y - a.y
    const away = px * dy - py * dx
    if (away > reach || away < -reach) continue
    const along = px * dx + py * dy
    if (along > 0 && along < squared && corner !== a && corner !== b) found.push({ along, corner })
  }
}
