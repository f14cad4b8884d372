import type { Run } from './feature.ts'

/** Twice the signed area of a ring, closed or not: positive when it runs counter-clockwise. */
export function signedDoubleArea(ring: Run): number {
  const n = ring.length
  if (n < 6) return 0
  const x0 = ring[0]!
  const y0 = ring[1]!
  let sum = 0
  for (let i = 2; i + 3 < n; i += 2) {
    sum += (ring[i]! - x0) * (ring[i + 3]! - y0) - (ring[i + 2]! - x0) * (ring[i + 1]! - y0)
  }
  return sum
}

/** Whether a position lies inside a ring (even-odd). A position on the ring itself may be told either way. */
export function isInsideRing(ring: Run, x: number, y: number): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const yi = ring[i + 1]!
    const yj = ring[j + 1]!
    if (yi > y !== yj > y && x < ((ring[j]! - ring[i]!) * (y - yi)) / (yj - yi) + ring[i]!) inside = !inside
  }
  return inside
}

/**
 * Groups the rings of a Shapefile polygon into shells with their holes. ESRI winds shells clockwise; a counter-clockwise
 * ring goes into the smallest shell that holds most of its corners, and stands as a shell of its own when none does.
 */
export function groupRings(rings: Run[]): Run[][] {
  const filled = rings.filter((ring) => ring.length > 0)
  if (filled.length < 2) return filled.map((ring) => [ring])
  const shells = filled.filter((ring) => signedDoubleArea(ring) <= 0)
  if (shells.length === 0) return filled.map((ring) => [ring])
  const parts = shells.map((shell) => [shell])
  for (const hole of filled) {
    if (signedDoubleArea(hole) <= 0) continue
    const home = smallestAround(shells, hole)
    if (home < 0) parts.push([hole])
    else parts[home]!.push(hole)
  }
  return parts
}

function smallestAround(shells: Run[], hole: Run): number {
  let best = -1
  let bestArea = Infinity
  for (const [i, shell] of shells.entries()) {
    const area = -signedDoubleArea(shell)
    if (area < bestArea && holdsMostOf(shell, hole)) {
      best = i
      bestArea = area
    }
  }
  return best
}

function holdsMostOf(shell: Run, hole: Run): boolean {
  let inside = 0
  let seen = 0
  for (let i = 0; i + 3 < hole.length; i += 2, seen++) {
    // The middle of an edge decides better than a corner, which a hole often shares with its shell.
    if (isInsideRing(shell, (hole[i]! + hole[i + 2]!) / 2, (hole[i + 1]! + hole[i + 3]!) / 2)) inside++
  }
  return inside * 2 > seen
}
