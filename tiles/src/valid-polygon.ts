/**
 * Validity of polygons on the whole-number grid of a tile. Snapping or clipping may make a ring cross, touch or fold
 * back on itself; `repairPolygons` rebuilds the same even-odd area out of simple rings. Both are exact on integers.
 * A ring is flat, x,y,x,y…, open (no closing point). Positive shoelace sum = outer ring, as MVT 2.1 wants it.
 */
export type Ring = number[]

const cross = (ax: number, ay: number, bx: number, by: number, px: number, py: number): number =>
  (bx - ax) * (py - ay) - (by - ay) * (px - ax)

/** Twice the signed area of a flat ring. */
export function doubleArea(ring: ArrayLike<number>, start = 0, end = ring.length): number {
  let sum = 0
  const x0 = ring[start]!
  const y0 = ring[start + 1]!
  for (let i = start + 2; i + 3 < end; i += 2) sum += cross(x0, y0, ring[i]!, ring[i + 1]!, ring[i + 2]!, ring[i + 3]!)
  return sum
}

/** Do segments ab and cd share any point? Eight plain numbers, because this is asked millions of times. */
function segmentsMeet(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): boolean {
  if ((ax < bx ? bx : ax) < (cx < dx ? cx : dx) || (cx < dx ? dx : cx) < (ax < bx ? ax : bx)) return false
  if ((ay < by ? by : ay) < (cy < dy ? cy : dy) || (cy < dy ? dy : cy) < (ay < by ? ay : by)) return false
  const c1 = cross(ax, ay, bx, by, cx, cy)
  const c2 = cross(ax, ay, bx, by, dx, dy)
  if ((c1 > 0 && c2 > 0) || (c1 < 0 && c2 < 0)) return false
  const c3 = cross(cx, cy, dx, dy, ax, ay)
  const c4 = cross(cx, cy, dx, dy, bx, by)
  return !((c3 > 0 && c4 > 0) || (c3 < 0 && c4 < 0))
}

/** A convex ring that goes round once needs no pairwise test; most plots are such, or nearly. */
function isConvex(points: ArrayLike<number>, end: number): boolean {
  let sign = 0
  let flips = 0
  let ax = points[end - 2]!
  let ay = points[end - 1]!
  let bx = points[0]!
  let by = points[1]!
  let previousDx = bx - ax
  for (let i = 2; i <= end; i += 2) {
    const at = i < end ? i : 0
    const cx = points[at]!
    const cy = points[at + 1]!
    const dx = cx - bx
    const turn = (bx - ax) * (cy - by) - (by - ay) * dx
    if (turn === 0) {
      // Straight on is harmless, back the same way is a fold.
      if ((bx - ax) * dx + (by - ay) * (cy - by) <= 0) return false
    } else if (sign === 0) sign = turn
    else if (turn > 0 !== sign > 0) return false
    if (dx !== 0) {
      if (previousDx !== 0 && dx > 0 !== previousDx > 0) flips++
      previousDx = dx
    }
    ax = bx
    ay = by
    bx = cx
    by = cy
  }
  return flips <= 2
}

/** All edges of one ring against each other, without lists. */
function ringApart(points: ArrayLike<number>, end: number): boolean {
  for (let i = 0; i < end; i += 2) {
    const a = i + 2 < end ? i + 2 : 0
    for (let j = i + 2; j < end; j += 2) if (!pairApart(points, i, a, j, j + 2 < end ? j + 2 : 0)) return false
  }
  return true
}

/**
 * True when no two edges of a polygon's rings meet except neighbours at their shared vertex.
 * @param points flat coordinates of all rings, one after another
 * @param ends index in `points` just past each ring; rings have at least three points
 */
export function isSimple(points: ArrayLike<number>, ends: ArrayLike<number>): boolean {
  if (ends.length === 1) {
    const end = ends[0]!
    if (isConvex(points, end)) return true
    if (end <= 64) return ringApart(points, end)
  }
  const from: number[] = []
  const to: number[] = []
  let start = 0
  for (let r = 0; r < ends.length; r++) {
    const end = ends[r]!
    for (let i = start; i < end; i += 2) {
      from.push(i)
      to.push(i + 2 < end ? i + 2 : start)
    }
    start = end
  }
  return sweepApart(points, from, to)
}

/** Neighbouring edges may only share their vertex, without folding back; other edges may not meet. */
function pairApart(p: ArrayLike<number>, a: number, b: number, c: number, d: number): boolean {
  if (b === c || d === a) {
    const tail = b === c ? a : c
    const pivot = b === c ? b : d
    const tip = b === c ? d : b
    const px = p[pivot]!
    const py = p[pivot + 1]!
    const turn = cross(p[tail]!, p[tail + 1]!, px, py, p[tip]!, p[tip + 1]!)
    return turn !== 0 || (px - p[tail]!) * (p[tip]! - px) + (py - p[tail + 1]!) * (p[tip + 1]! - py) > 0
  }
  return !segmentsMeet(p[a]!, p[a + 1]!, p[b]!, p[b + 1]!, p[c]!, p[c + 1]!, p[d]!, p[d + 1]!)
}

function sweepApart(points: ArrayLike<number>, from: number[], to: number[]): boolean {
  const left = from.map((a, i) => Math.min(points[a]!, points[to[i]!]!))
  const right = from.map((a, i) => Math.max(points[a]!, points[to[i]!]!))
  const order = from.map((_, i) => i).sort((i, j) => left[i]! - left[j]!)
  for (let o = 0; o < order.length; o++) {
    const i = order[o]!
    for (let q = o + 1; q < order.length && left[order[q]!]! <= right[i]!; q++) {
      const j = order[q]!
      if (!pairApart(points, from[i]!, to[i]!, from[j]!, to[j]!)) return false
    }
  }
  return true
}

/**
 * Rebuilds the even-odd area of crossing, touching or folded rings as valid polygons.
 * @returns polygons, each `[outer, …holes]` with outer rings positive and holes negative; empty when no area is left
 */
export function repairPolygons(rings: readonly Ring[]): Ring[][] {
  const edges = cancelPairs(nodeSegments(rings))
  return edges.length === 0 ? [] : assemble(traceWalks(edges))
}

type Segment = readonly [number, number, number, number]

function ringSegments(rings: readonly Ring[]): Segment[] {
  const segments: Segment[] = []
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const j = (i + 2) % ring.length
      const segment: Segment = [ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!]
      if (segment[0] !== segment[2] || segment[1] !== segment[3]) segments.push(segment)
    }
  }
  return segments
}

/** Splits segments where they meet, rounding to the grid, until none meet inside. Rounding may need a few passes. */
function nodeSegments(rings: readonly Ring[]): Segment[] {
  let segments = ringSegments(rings)
  for (let pass = 0; pass < 16; pass++) {
    const splits = findSplits(segments)
    if (splits.size === 0) break
    segments = segments.flatMap((segment, i) => splitSegment(segment, splits.get(i)))
  }
  return segments
}

function findSplits(segments: readonly Segment[]): Map<number, [number, number][]> {
  const splits = new Map<number, [number, number][]>()
  const add = (index: number, x: number, y: number) => {
    const s = segments[index]!
    if ((x === s[0] && y === s[1]) || (x === s[2] && y === s[3])) return
    const list = splits.get(index)
    if (list) list.push([x, y])
    else splits.set(index, [[x, y]])
  }
  const order = segments
    .map((_, i) => i)
    .sort((i, j) => Math.min(segments[i]![0], segments[i]![2]) - Math.min(segments[j]![0], segments[j]![2]))
  for (let o = 0; o < order.length; o++) {
    const i = order[o]!
    const right = Math.max(segments[i]![0], segments[i]![2])
    for (let q = o + 1; q < order.length; q++) {
      const j = order[q]!
      const other = segments[j]!
      if (Math.min(other[0], other[2]) > right) break
      meet(segments[i]!, other, (x, y) => {
        add(i, x, y)
        add(j, x, y)
      })
    }
  }
  return splits
}

/** Calls back with each grid point at which two segments must both be split. */
function meet(s: Segment, t: Segment, at: (x: number, y: number) => void): void {
  if (!segmentsMeet(...s, ...t)) return
  const [ax, ay, bx, by] = s
  const [cx, cy, dx, dy] = t
  const c1 = cross(ax, ay, bx, by, cx, cy)
  const c2 = cross(ax, ay, bx, by, dx, dy)
  const c3 = cross(cx, cy, dx, dy, ax, ay)
  const c4 = cross(cx, cy, dx, dy, bx, by)
  const within = (lx: number, ly: number, hx: number, hy: number, x: number, y: number) =>
    x >= Math.min(lx, hx) && x <= Math.max(lx, hx) && y >= Math.min(ly, hy) && y <= Math.max(ly, hy)
  if (c1 === 0 && within(ax, ay, bx, by, cx, cy)) at(cx, cy)
  if (c2 === 0 && within(ax, ay, bx, by, dx, dy)) at(dx, dy)
  if (c3 === 0 && within(cx, cy, dx, dy, ax, ay)) at(ax, ay)
  if (c4 === 0 && within(cx, cy, dx, dy, bx, by)) at(bx, by)
  if (c1 !== 0 && c2 !== 0 && c3 !== 0 && c4 !== 0) {
    const t1 = c3 / (c3 - c4)
    at(Math.round(ax + t1 * (bx - ax)), Math.round(ay + t1 * (by - ay)))
  }
}

function splitSegment(segment: Segment, points: [number, number][] | undefined): Segment[] {
  if (!points) return [segment]
  const [ax, ay, bx, by] = segment
  const along = ([x, y]: [number, number]) => (x - ax) * (bx - ax) + (y - ay) * (by - ay)
  const path = [
    [ax, ay] as [number, number],
    ...points.sort((p, q) => along(p) - along(q)),
    [bx, by] as [number, number],
  ]
  const pieces: Segment[] = []
  for (let i = 1; i < path.length; i++) {
    const [px, py] = path[i - 1]!
    const [qx, qy] = path[i]!
    if (px !== qx || py !== qy) pieces.push([px, py, qx, qy])
  }
  return pieces
}

/** An edge that is there twice bounds nothing under the even-odd rule: this removes spikes and bridges. */
function cancelPairs(segments: readonly Segment[]): Segment[] {
  const kept = new Map<string, Segment>()
  for (const s of segments) {
    const forward = s[0] < s[2] || (s[0] === s[2] && s[1] < s[3])
    const key = forward ? `${s[0]},${s[1]},${s[2]},${s[3]}` : `${s[2]},${s[3]},${s[0]},${s[1]}`
    if (!kept.delete(key)) kept.set(key, s)
  }
  return [...kept.values()]
}

/** Is a point (not on any edge) inside, by the even-odd rule? */
function isInside(edges: readonly Segment[], x: number, y: number): boolean {
  let inside = false
  for (const [ax, ay, bx, by] of edges) {
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside
  }
  return inside
}

/** Walks round every face whose inside lies on the positive side, always taking the sharpest turn towards it. */
function traceWalks(edges: readonly Segment[]): Ring[] {
  const vertices = new Map<string, number[]>()
  const halves: Segment[] = edges.flatMap((s): Segment[] => [s, [s[2], s[3], s[0], s[1]]])
  halves.forEach((h, i) => {
    const key = `${h[0]},${h[1]}`
    const list = vertices.get(key)
    if (list) list.push(i)
    else vertices.set(key, [i])
  })
  const angle = halves.map((h) => Math.atan2(h[3] - h[1], h[2] - h[0]))
  for (const list of vertices.values()) list.sort((i, j) => angle[i]! - angle[j]!)
  const next = (half: number): number => {
    const list = vertices.get(`${halves[half]![2]},${halves[half]![3]}`)!
    return list[(list.indexOf(half ^ 1) + list.length - 1) % list.length]!
  }
  const seen = new Uint8Array(halves.length)
  const walks: Ring[] = []
  for (let first = 0; first < halves.length; first++) {
    if (seen[first]) continue
    const walk: Ring = []
    for (let half = first; !seen[half]; half = next(half)) {
      seen[half] = 1
      walk.push(halves[half]![0], halves[half]![1])
    }
    const [ax, ay, bx, by] = halves[first]!
    const nudge = 1e-4 / Math.hypot(bx - ax, by - ay)
    if (isInside(edges, (ax + bx) / 2 - (by - ay) * nudge, (ay + by) / 2 + (bx - ax) * nudge)) walks.push(walk)
  }
  return walks
}

/** Cuts a walk at vertices that it visits twice, so that every ring is simple. */
function splitWalk(walk: Ring): Ring[] {
  const rings: Ring[] = []
  const path: Ring = []
  const position = new Map<string, number>()
  for (let i = 0; i < walk.length; i += 2) {
    const key = `${walk[i]},${walk[i + 1]}`
    const earlier = position.get(key)
    if (earlier !== undefined) {
      const loop = path.splice(earlier)
      for (let k = 0; k < loop.length; k += 2) position.delete(`${loop[k]},${loop[k + 1]}`)
      rings.push(loop)
    }
    position.set(key, path.length)
    path.push(walk[i]!, walk[i + 1]!)
  }
  rings.push(path)
  return rings.filter((ring) => ring.length >= 6)
}

/** Is any vertex of `ring` strictly inside `outer`? A hole may touch its outer ring at single vertices. */
function liesIn(outer: Ring, ring: Ring): boolean {
  const edges = ringSegments([outer])
  for (let i = 0; i < ring.length; i += 2) {
    const x = ring[i]!
    const y = ring[i + 1]!
    const onEdge = edges.some((e) => segmentsMeet(...e, x, y, x, y))
    if (!onEdge) return isInside(edges, x, y)
  }
  return false
}

function assemble(walks: readonly Ring[]): Ring[][] {
  const polygons: Ring[][] = []
  const holes: { ring: Ring; home: Ring[] | undefined }[] = []
  for (const walk of walks) {
    const rings = splitWalk(walk)
    const home = rings.filter((ring) => doubleArea(ring) > 0).map((ring): Ring[] => [ring])
    polygons.push(...home)
    for (const ring of rings) {
      if (doubleArea(ring) < 0) holes.push({ ring, home: home.length === 1 ? home[0] : undefined })
    }
  }
  for (const { ring, home } of holes) (home ?? smallestAround(polygons, ring))?.push(ring)
  return polygons
}

function smallestAround(polygons: readonly Ring[][], hole: Ring): Ring[] | undefined {
  return polygons
    .filter((polygon) => liesIn(polygon[0]!, hole))
    .sort((a, b) => doubleArea(a[0]!) - doubleArea(b[0]!))[0]
}
