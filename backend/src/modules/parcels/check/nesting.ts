import { orientation } from './orientation.ts'
import type { Ring } from './segments.ts'
import { atCorner, type Fault, type Touch } from './validity.ts'

/**
 * Faults between rings that do not cross: a hole outside its shell, a hole in a hole, a shell inside another part, and holes that
 * cut the interior in two by touching in a circle.
 */
export function findNestingFault(rings: Ring[], touches: Touch[]): Fault | null {
  if (rings.length < 2) return null
  const parts = new Map<number, Ring[]>()
  for (const ring of rings) parts.set(ring.part, [...(parts.get(ring.part) ?? []), ring])
  for (const [shell, ...holes] of parts.values()) {
    const fault = findHoleFault(shell!, holes)
    if (fault) return fault
  }
  return findNestedShell([...parts.values()]) ?? findDisconnection([...parts.values()], touches)
}

type Box = { minX: number; minY: number; maxX: number; maxY: number }
const boxes = new WeakMap<Ring, Box>()

function boxOf(ring: Ring): Box {
  const known = boxes.get(ring)
  if (known) return known
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity }
  for (let i = 0; i < ring.xs.length; i++) {
    box.minX = Math.min(box.minX, ring.xs[i]!)
    box.maxX = Math.max(box.maxX, ring.xs[i]!)
    box.minY = Math.min(box.minY, ring.ys[i]!)
    box.maxY = Math.max(box.maxY, ring.ys[i]!)
  }
  boxes.set(ring, box)
  return box
}

function findHoleFault(shell: Ring, holes: Ring[]): Fault | null {
  for (const hole of holes) {
    if (!isRingInside(hole, shell)) return { reason: 'Hole lies outside shell', place: atCorner(hole, 0) }
  }
  for (const hole of holes) {
    const around = holes.find((other) => other !== hole && isRingInside(hole, other))
    if (around) return { reason: 'Holes are nested', place: atCorner(hole, 0) }
  }
  return null
}

function findNestedShell(parts: Ring[][]): Fault | null {
  for (const [shell] of parts) {
    for (const [outer, ...holes] of parts) {
      if (shell === outer || !isRingInside(shell!, outer!)) continue
      if (!holes.some((hole) => isRingInside(shell!, hole))) {
        return { reason: 'Nested shells', place: atCorner(shell!, 0) }
      }
    }
  }
  return null
}

/** Whether a ring that does not cross `outer` lies inside it, told by its first corner or middle that is not on the line. */
function isRingInside(inner: Ring, outer: Ring): boolean {
  const a = boxOf(inner)
  const b = boxOf(outer)
  if (a.minX < b.minX || a.maxX > b.maxX || a.minY < b.minY || a.maxY > b.maxY) return false
  for (let i = 0; i < inner.xs.length; i++) {
    const side = locate(outer, inner.xs[i]!, inner.ys[i]!)
    if (side !== 0) return side > 0
  }
  for (let i = 0; i < inner.xs.length; i++) {
    const next = i + 1 === inner.xs.length ? 0 : i + 1
    const side = locate(outer, (inner.xs[i]! + inner.xs[next]!) / 2, (inner.ys[i]! + inner.ys[next]!) / 2)
    if (side !== 0) return side > 0
  }
  return true
}

/** 1 inside the ring, -1 outside, 0 on its line; exact. */
function locate(ring: Ring, x: number, y: number): number {
  let inside = false
  for (let i = 0, j = ring.xs.length - 1; i < ring.xs.length; j = i++) {
    const yi = ring.ys[i]!
    const yj = ring.ys[j]!
    const xi = ring.xs[i]!
    const xj = ring.xs[j]!
    if (x > xi && x > xj) continue
    if (Math.min(yi, yj) > y || Math.max(yi, yj) < y) continue
    const side = orientation(xj, yj, xi, yi, x, y)
    if (side === 0 && x >= Math.min(xi, xj)) return 0
    if (yi > y !== yj > y && side > 0 === yi > yj) inside = !inside
  }
  return inside ? 1 : -1
}

/** Rings of one part and the points where they touch form a graph; a circle in it encloses a piece of the interior. */
function findDisconnection(parts: Ring[][], touches: Touch[]): Fault | null {
  for (const part of parts) {
    const group = new Map<unknown, unknown>()
    const find = (node: unknown): unknown => {
      const parent = group.get(node) ?? node
      return parent === node ? node : find(parent)
    }
    for (const { ring, point, place } of linksOf(part, touches)) {
      const [a, b] = [find(ring), find(point)]
      if (a === b) return { reason: 'Interior is disconnected', place }
      group.set(a, b)
    }
  }
  return null
}

function linksOf(part: Ring[], touches: Touch[]) {
  const links = new Map<string, { ring: Ring; point: string; place: Fault['place'] }>()
  for (const { a, b, x, y } of touches) {
    if (!part.includes(a) || !part.includes(b)) continue
    const point = `${x},${y}`
    for (const ring of [a, b]) {
      const corner = ring.xs.findIndex((value, i) => value === x && ring.ys[i] === y)
      links.set(`${ring.ring} ${point}`, { ring, point, place: atCorner(corner < 0 ? b : ring, Math.max(0, corner)) })
    }
  }
  return links.values()
}
