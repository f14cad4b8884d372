import type { CoverPolygon } from './encoder.ts'
import { doubleArea, type Ring } from './valid-polygon.ts'

/** Tile units per cell: half a CSS pixel of a 512-pixel tile, so that the steps of the raster are never seen. */
export const cellUnits = 4

/** A field of cover values 0…255 with a rim of zeros, and where its cell 0,0 lies in tile units. */
export type Field = { values: Uint8Array; width: number; height: number; left: number; top: number }

export type ContourOptions = { threshold: number; toleranceUnits: number; minAreaUnits: number; minHoleUnits: number }

/** A contour as the gates it passes: points on the lines between neighbouring cell centres. */
type Contour = { x: number[]; y: number[]; alongX: boolean[]; isHole: boolean; parent: number }

let ringAt = new Int32Array(0)

/**
 * Outlines of everything at or above the threshold, as polygons in tile units.
 * Marching squares with interpolated points, kept strictly between cell centres: rings never touch. Simplifying pulls
 * each ring straight inside its own gates, so that it cannot cross itself or another ring either.
 */
export function contour(field: Field, options: ContourOptions): CoverPolygon[] {
  const contours = traceAll(field, options.threshold)
  const polygons = new Map<number, Ring[]>()
  contours.forEach((found, i) => {
    const ring = simplify(found, options.toleranceUnits)
    const area = doubleArea(ring) / 2
    if (!found.isHole) {
      if (Math.abs(area) >= options.minAreaUnits) polygons.set(i, [area > 0 ? ring : turned(ring)])
    } else if (Math.abs(area) >= options.minHoleUnits) polygons.get(found.parent)?.push(area < 0 ? ring : turned(ring))
  })
  return [...polygons.values()]
}

function turned(ring: Ring): Ring {
  const result: Ring = []
  for (let i = ring.length - 2; i >= 0; i -= 2) result.push(ring[i]!, ring[i + 1]!)
  return result
}

function traceAll(field: Field, threshold: number): Contour[] {
  const { values, width, height } = field
  if (ringAt.length < width * height) ringAt = new Int32Array(width * height)
  ringAt.fill(0, 0, width * height)
  const contours: Contour[] = []
  for (let row = 1; row < height - 1; row++) {
    // The last contour crossed on this row tells whose hole begins here.
    let crossed = 0
    const start = row * width
    let before = values[start]! >= threshold
    for (let column = 0; column < width - 1; column++) {
      const after = values[start + column + 1]! >= threshold
      if (before !== after) {
        if (ringAt[start + column] === 0) {
          const outerOf = crossed > 0 ? contours[crossed - 1]! : null
          const parent = outerOf ? (outerOf.isHole ? outerOf.parent : crossed - 1) : -1
          contours.push(trace(field, threshold, column, row, contours.length + 1, before, parent))
        }
        crossed = ringAt[start + column]!
      }
      before = after
    }
  }
  return contours
}

/** Follows one contour from the gate right of a cell, entering the square below, until it is back. */
function trace(
  field: Field,
  threshold: number,
  column: number,
  row: number,
  ring: number,
  isHole: boolean,
  parent: number,
): Contour {
  const { values, width } = field
  const found: Contour = { x: [], y: [], alongX: [], isHole, parent }
  let [i, j, entry] = [column, row, 0]
  do {
    const at = j * width + i
    passGate(found, field, threshold, i, j, entry, ring)
    const inside =
      (values[at]! >= threshold ? 8 : 0) |
      (values[at + 1]! >= threshold ? 4 : 0) |
      (values[at + width + 1]! >= threshold ? 2 : 0) |
      (values[at + width]! >= threshold ? 1 : 0)
    const exit = exits[inside * 4 + entry]!
    if (exit === 0) j--
    else if (exit === 1) i++
    else if (exit === 2) j++
    else i--
    entry = (exit + 2) & 3
  } while (i !== column || j !== row || entry !== 0)
  return found
}

/**
 * Side by which a contour leaves a square, by its corners (8 top left, 4 top right, 2 bottom right, 1 bottom left) and
 * the side it came in by (0 top, 1 right, 2 bottom, 3 left). Corners that meet only diagonally stay apart.
 */
const exits = (() => {
  const table = new Uint8Array(64)
  for (let inside = 0; inside < 16; inside++) {
    const corner = [(inside & 8) > 0, (inside & 4) > 0, (inside & 2) > 0, (inside & 1) > 0]
    const cut = [0, 1, 2, 3].filter((side) => corner[side] !== corner[(side + 1) % 4])
    for (const side of cut) {
      const others = cut.filter((other) => other !== side)
      // A saddle isolates its two inside corners: corner c lies between side c-1 and side c.
      const around = corner[side] ? (side + 3) % 4 : (side + 1) % 4
      table[inside * 4 + side] = others.length === 1 ? others[0]! : around
    }
  }
  return table
})()

/** Records the point at which the contour comes through one side of a square. */
function passGate(
  found: Contour,
  field: Field,
  threshold: number,
  i: number,
  j: number,
  side: number,
  ring: number,
): void {
  const column = side === 1 ? i + 1 : i
  const row = side === 2 ? j + 1 : j
  const alongX = side === 0 || side === 2
  const at = row * field.width + column
  const a = field.values[at]!
  const b = field.values[at + (alongX ? 1 : field.width)]!
  const offset = Math.max(1, Math.min(cellUnits - 1, Math.round(((threshold - 0.5 - a) / (b - a)) * cellUnits)))
  if (alongX) ringAt[at] = ring
  found.x.push(field.left + column * cellUnits + cellUnits / 2 + (alongX ? offset : 0))
  found.y.push(field.top + row * cellUnits + cellUnits / 2 + (alongX ? 0 : offset))
  found.alongX.push(alongX)
}

/**
 * Fewest points that still pass every gate near the contour's own point (sleeve fitting, Zhao and Saalfeld 1997):
 * from an anchor the directions that pass all gates so far narrow to nothing, then the last point seen is kept.
 */
function simplify(found: Contour, tolerance: number): Ring {
  const { x, y, alongX } = found
  const n = x.length
  const result: Ring = [x[0]!, y[0]!]
  let anchor = 0
  while (anchor < n) {
    anchor = farthestSeen(x, y, alongX, n, anchor, tolerance)
    if (anchor < n) result.push(x[anchor]!, y[anchor]!)
  }
  return result.length >= 6 ? result : x.flatMap((value, i) => [value, y[i]!])
}

/** How far a gate may be passed from its point: within the tolerance and half a unit off the two cell centres. */
const below = [0, 1, 2, 3].map((offset) => 0.5 - offset)
const above = [0, 1, 2, 3].map((offset) => cellUnits - 0.5 - offset)

/**
 * Last point (up to n, which is the start again) in a straight line from the anchor through all gates between.
 * Long, and in plain scalars, because it is run for every gate of a tile's contours (some 200,000).
 */
function farthestSeen(
  x: number[],
  y: number[],
  alongX: boolean[],
  n: number,
  anchor: number,
  tolerance: number,
): number {
  const ax = x[anchor]!
  const ay = y[anchor]!
  let lx = 0
  let ly = 0
  let rx = 0
  let ry = 0
  let candidate = anchor + 1
  for (let k = anchor + 1; k <= n; k++) {
    const at = k === n ? 0 : k
    const vx = x[at]! - ax
    const vy = y[at]! - ay
    const first = k === anchor + 1
    if (!first) {
      if (vx * (lx + rx) + vy * (ly + ry) <= 0) break
      if (lx * vy - ly * vx >= 0 && vx * ry - vy * rx >= 0) candidate = k
    }
    if (k === n) break
    const across = alongX[k]!
    const offset = ((across ? x[k]! : y[k]!) - cellUnits / 2) & (cellUnits - 1)
    const low = below[offset]! > -tolerance ? below[offset]! : -tolerance
    const high = above[offset]! < tolerance ? above[offset]! : tolerance
    let px = across ? vx + low : vx
    let py = across ? vy : vy + low
    let qx = across ? vx + high : vx
    let qy = across ? vy : vy + high
    const turn = px * qy - py * qx
    if (turn === 0) break
    if (turn < 0) {
      const sx = px
      const sy = py
      px = qx
      py = qy
      qx = sx
      qy = sy
    }
    if (first || lx * py - ly * px > 0) {
      lx = px
      ly = py
    }
    if (first || qx * ry - qy * rx > 0) {
      rx = qx
      ry = qy
    }
    if (lx * ry - ly * rx <= 0) break
  }
  return candidate
}
