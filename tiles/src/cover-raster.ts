import { partStart, type Segment } from './segment.ts'

/** A square window of the world cut into cells, in world units. */
export type RasterWindow = { originX: number; originY: number; cell: number; size: number }

let sums = new Float32Array(0)

/**
 * How much of each cell the polygons cover, 0…255, by exact signed areas: every edge adds its share to the cells it
 * passes and a running sum along the row fills the inside. Touching plots add up without seams; overlaps count once.
 * @param only leaves out features that it says no to
 */
export function rasterise(
  segments: readonly Segment[],
  window: RasterWindow,
  only?: (segment: Segment, feature: number) => boolean,
): Uint8Array<ArrayBuffer> | null {
  const { originX, originY, cell, size } = window
  const stride = size + 2
  if (sums.length < stride * size) sums = new Float32Array(stride * size)
  sums.fill(0, 0, stride * size)
  let any = false
  for (const segment of segments) {
    const found = segment.index?.search(originX, originY, originX + cell * size, originY + cell * size) ?? []
    for (const feature of found) {
      if (segment.removed?.[feature] || (only && !only(segment, feature))) continue
      any = true
      addFeature(segment, feature, window)
    }
  }
  return any ? runningSums(size, stride) : null
}

function addFeature(segment: Segment, feature: number, { originX, originY, cell, size }: RasterWindow): void {
  const scale = 1 / cell
  const { xy } = segment
  for (let part = segment.firstPart[feature]!; part < segment.firstPart[feature + 1]!; part++) {
    const end = segment.partEnds[part]!
    let ax = (xy[end - 2]! - originX) * scale
    let ay = (xy[end - 1]! - originY) * scale
    for (let i = partStart(segment, part); i < end; i += 2) {
      const bx = (xy[i]! - originX) * scale
      const by = (xy[i + 1]! - originY) * scale
      if (ay < by) addEdge(ax, ay, bx, by, -1, size)
      else if (by < ay) addEdge(bx, by, ax, ay, 1, size)
      ax = bx
      ay = by
    }
  }
}

/** An edge going down from a to b, row by row. */
function addEdge(ax: number, ay: number, bx: number, by: number, sign: number, size: number): void {
  if (by <= 0 || ay >= size || (ax >= size && bx >= size)) return
  const slope = (bx - ax) / (by - ay)
  let y = ay < 0 ? 0 : ay
  let x = ax + (y - ay) * slope
  const stop = by > size ? size : by
  for (let row = Math.floor(y); y < stop; row++) {
    const nextY = row + 1 < stop ? row + 1 : stop
    const nextX = x + (nextY - y) * slope
    addSpan(row * (size + 2), x < nextX ? x : nextX, x < nextX ? nextX : x, (nextY - y) * sign, size)
    y = nextY
    x = nextX
  }
}

/** One row's piece of an edge, from x = low to high, `height` of the row high. What lies left of the window fills it whole. */
function addSpan(row: number, low: number, high: number, height: number, size: number): void {
  let from = low
  let to = high
  let left = height
  if (from < 0) {
    const beyond = to <= 0 ? left : (left * -from) / (to - from)
    sums[row] = sums[row]! + beyond
    if (to <= 0) return
    left -= beyond
    from = 0
  }
  if (to > size) {
    if (from >= size) return
    left *= (size - from) / (to - from)
    to = size
  }
  const first = Math.floor(from)
  if (to <= first + 1) {
    const share = left * ((from + to) / 2 - first)
    sums[row + first] = sums[row + first]! + left - share
    sums[row + first + 1] = sums[row + first + 1]! + share
    return
  }
  // The piece passes several cells: each gets the part of the height that falls into it.
  const perCell = left / (to - from)
  for (let cell = first; cell < to; cell++) {
    const a = cell > from ? cell : from
    const b = cell + 1 < to ? cell + 1 : to
    const part = perCell * (b - a)
    const share = part * ((a + b) / 2 - cell)
    sums[row + cell] = sums[row + cell]! + part - share
    sums[row + cell + 1] = sums[row + cell + 1]! + share
  }
}

function runningSums(size: number, stride: number): Uint8Array<ArrayBuffer> {
  const cover = new Uint8Array(size * size)
  for (let row = 0; row < size; row++) {
    let sum = 0
    for (let i = row * stride, to = row * size, end = to + size; to < end; i++, to++) {
      sum += sums[i]!
      cover[to] = sum <= 0 ? 0 : sum >= 1 ? 255 : sum * 255 + 0.5
    }
  }
  return cover
}
