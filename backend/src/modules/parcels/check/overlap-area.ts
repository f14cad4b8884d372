import type { Bounds, Shape } from '../../../../../data/importers/feature.ts'

/**
 * Edges of two areas within a box, cut at its right side and bent at its left: from (xLow, yLow) up to (xHigh, yHigh), relative to the box's
 * lower left corner. `side` is 0 for the first area, 1 for the second.
 */
type Edges = { xLow: number[]; yLow: number[]; xHigh: number[]; yHigh: number[]; side: number[] }

/**
 * The area that two polygons (or multi-polygons) share, in square units of their coordinates; `box` is where their bounds meet.
 * The common box is cut into level slabs at every corner and crossing. In a slab no edges cross, so its shared width at mid-height times its
 * height is exact; nothing is built that could fail, and invalid rings count by the even-odd rule. NaN for a pair that is drawn to take for ever.
 */
export function overlapArea(a: Shape, b: Shape, box: Bounds): number {
  const edges: Edges = { xLow: [], yLow: [], xHigh: [], yHigh: [], side: [] }
  addEdges(edges, a, box, 0)
  addEdges(edges, b, box, 1)
  if (!edges.side.includes(0) || !edges.side.includes(1)) return 0
  const order = Uint32Array.from(edges.side.keys()).sort((i, j) => edges.yLow[i]! - edges.yLow[j]!)
  const budget = { left: mostSteps }
  const levels = levelsOf(edges, box[3] - box[1], order, budget)
  const area = sumSlabs(edges, levels, order, box[2] - box[0], budget)
  return budget.left < 0 ? Number.NaN : area
}

/** Two or three seconds of work: far more than any honest pair needs. */
const mostSteps = 50_000_000
type Budget = { left: number }

function addEdges(edges: Edges, shape: Shape, box: Bounds, side: number): void {
  for (const part of shape.parts) {
    for (const ring of part) {
      const last = ring.length - 2
      for (let i = 0, j = last; i < ring.length; j = i, i += 2) {
        // The first turn closes a ring that was left open; in a closed one its ends are equal and it adds nothing.
        addEdge(edges, ring[j]! - box[0], ring[j + 1]! - box[1], ring[i]! - box[0], ring[i + 1]! - box[1], box, side)
      }
    }
  }
}

function addEdge(edges: Edges, x1: number, y1: number, x2: number, y2: number, box: Bounds, side: number): void {
  if (y1 === y2) return
  const isUp = y1 < y2
  let xLow = isUp ? x1 : x2
  let yLow = isUp ? y1 : y2
  let xHigh = isUp ? x2 : x1
  let yHigh = isUp ? y2 : y1
  const width = box[2] - box[0]
  const height = box[3] - box[1]
  if (yHigh <= 0 || yLow >= height) return
  const slope = (xHigh - xLow) / (yHigh - yLow)
  if (yLow < 0) {
    xLow -= slope * yLow
    yLow = 0
  }
  if (yHigh > height) {
    xHigh += slope * (height - yHigh)
    yHigh = height
  }
  // What lies right of the box changes nothing inside it.
  if (xLow >= width && xHigh >= width) return
  if (xLow > width) {
    yLow += (width - xLow) / slope
    xLow = width
  } else if (xHigh > width) {
    yHigh = yLow + (width - xLow) / slope
    xHigh = width
  }
  splitAtLeft(edges, xLow, yLow, xHigh, yHigh, side)
}

/** What lies left of the box only switches inside and outside: it is pressed onto the box's left side. */
function splitAtLeft(edges: Edges, xLow: number, yLow: number, xHigh: number, yHigh: number, side: number): void {
  if (xLow < 0 !== xHigh < 0) {
    const y = Math.min(yHigh, Math.max(yLow, yLow + (-xLow * (yHigh - yLow)) / (xHigh - xLow)))
    pushEdge(edges, Math.max(xLow, 0), yLow, 0, y, side)
    pushEdge(edges, 0, y, Math.max(xHigh, 0), yHigh, side)
  } else pushEdge(edges, Math.max(xLow, 0), yLow, Math.max(xHigh, 0), yHigh, side)
}

function pushEdge(edges: Edges, xLow: number, yLow: number, xHigh: number, yHigh: number, side: number): void {
  if (yLow >= yHigh) return
  edges.xLow.push(xLow)
  edges.yLow.push(yLow)
  edges.xHigh.push(xHigh)
  edges.yHigh.push(yHigh)
  edges.side.push(side)
}

const xAt = (edges: Edges, i: number, y: number) =>
  edges.xLow[i]! + ((edges.xHigh[i]! - edges.xLow[i]!) * (y - edges.yLow[i]!)) / (edges.yHigh[i]! - edges.yLow[i]!)

/** All heights at which something changes: ends of edges, and crossings of any two. */
function levelsOf(edges: Edges, height: number, order: Uint32Array, budget: Budget): Float64Array {
  const levels = [0, height].concat(edges.yLow, edges.yHigh)
  let active: number[] = []
  for (const i of order) {
    active = active.filter((j) => edges.yHigh[j]! > edges.yLow[i]!)
    budget.left -= active.length
    if (budget.left < 0) break
    for (const j of active) {
      const y = crossingLevel(edges, i, j)
      if (y !== null) levels.push(y)
    }
    active.push(i)
  }
  return Float64Array.from(levels).sort()
}

function crossingLevel(edges: Edges, i: number, j: number): number | null {
  const from = Math.max(edges.yLow[i]!, edges.yLow[j]!)
  const to = Math.min(edges.yHigh[i]!, edges.yHigh[j]!)
  if (from >= to) return null
  const before = xAt(edges, i, from) - xAt(edges, j, from)
  const after = xAt(edges, i, to) - xAt(edges, j, to)
  if (before * after >= 0) return null
  return from + ((to - from) * before) / (before - after)
}

function sumSlabs(edges: Edges, levels: Float64Array, order: Uint32Array, width: number, budget: Budget): number {
  let active: number[] = []
  let waiting = 0
  let area = 0
  for (let k = 0; k + 1 < levels.length && budget.left >= 0; k++) {
    const from = levels[k]!
    const to = levels[k + 1]!
    if (to - from <= 0) continue
    const middle = (from + to) / 2
    while (waiting < order.length && edges.yLow[order[waiting]!]! < middle) active.push(order[waiting++]!)
    active = active.filter((i) => edges.yHigh[i]! > middle)
    budget.left -= active.length
    area += sharedWidth(edges, active, middle, width) * (to - from)
  }
  return area
}

function sharedWidth(edges: Edges, active: number[], y: number, width: number): number {
  const crossings = active.map((i) => ({ x: xAt(edges, i, y), side: edges.side[i]! }))
  crossings.sort((a, b) => a.x - b.x)
  const inside = [false, false]
  let shared = 0
  let from = 0
  for (const { x, side } of crossings) {
    if (inside[0] && inside[1]) shared += x - from
    inside[side] = !inside[side]
    from = x
  }
  return inside[0] && inside[1] ? shared + (width - from) : shared
}
