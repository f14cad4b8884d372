/**
 * Cutting and joining plots without a gap: everything happens on the 1e-8° grid in whole numbers, so that what two plots share is bit-equal
 * in both, and joining what was cut gives the outline back. Pure. Law of the chain: no gap or overlap, however long (P3, domain.md §11).
 */
import type { MultiPolygon, Position } from 'geojson'
import { Conflict, Invalid } from '../../kernel/pure.ts'
import { areaSqm, requireValidPolygon, snapDegrees } from './rules-geometry.ts'

/** A corner in grid units from an origin: differences of neighbours' corners are exact in a double. */
type Corner = { x: number; y: number }
type Edge = { from: Corner; to: Corner }

const gridPerDegree = 1e8
const snap = Math.round(snapDegrees * gridPerDegree)
/** Grid units within which products of differences stay exact: some fifty kilometres. */
const farthest = 4.5e7

const keyOf = ({ x, y }: Corner): string => `${x} ${y}`
const isSame = (a: Corner, b: Corner): boolean => a.x === b.x && a.y === b.y
/** Twice the area of the triangle; positive when c lies left of a→b. Exact. */
const turn = (a: Corner, b: Corner, c: Corner): number => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)

/** Grid units round one place. */
class Grid {
  private readonly origin: Corner
  constructor(position: Position) {
    this.origin = { x: Math.round(position[0]! * gridPerDegree), y: Math.round(position[1]! * gridPerDegree) }
  }
  corner = (position: Position, field = 'geometry'): Corner => {
    const x = Math.round(position[0]! * gridPerDegree) - this.origin.x
    const y = Math.round(position[1]! * gridPerDegree) - this.origin.y
    if (Math.abs(x) > farthest || Math.abs(y) > farthest)
      throw new Invalid(field, 'This reaches too far: a plot is at most some fifty kilometres across.')
    return { x, y }
  }
  position = ({ x, y }: Corner): Position => [(x + this.origin.x) / gridPerDegree, (y + this.origin.y) / gridPerDegree]
}

function edgesOf(polygon: MultiPolygon, grid: Grid): Edge[] {
  return polygon.coordinates.flat().flatMap((ring) => {
    const corners = ring.map((position) => grid.corner(position))
    return corners.slice(1).map((to, at) => ({ from: corners[at]!, to }))
  })
}

/** Where the line meets an edge, on the grid; an end of the edge where that is within a centimetre. Null when they do not meet. */
function meeting(edge: Edge, line: Edge): Corner | null {
  const { from: a, to: b } = edge
  const { from: c, to: d } = line
  const [ca, cb] = [turn(c, d, a), turn(c, d, b)]
  const [ac, ad] = [turn(a, b, c), turn(a, b, d)]
  if ((ca > 0 && cb > 0) || (ca < 0 && cb < 0) || (ac > 0 && ad > 0) || (ac < 0 && ad < 0)) return null
  if (ca === cb) return null
  const along = ca / (ca - cb)
  const at = { x: Math.round(a.x + (b.x - a.x) * along), y: Math.round(a.y + (b.y - a.y) * along) }
  return [a, b].find((end) => Math.hypot(end.x - at.x, end.y - at.y) <= snap) ?? at
}

/** Parts of an edge between the corners that lie on it, in order. */
function parted({ from, to }: Edge, corners: readonly Corner[]): Edge[] {
  const along = (corner: Corner) => (corner.x - from.x) * (to.x - from.x) + (corner.y - from.y) * (to.y - from.y)
  const ordered = [from, ...corners.filter((each) => !isSame(each, from) && !isSame(each, to)), to]
  ordered.sort((one, two) => along(one) - along(two))
  return ordered.slice(1).flatMap((end, at) => (isSame(end, ordered[at]!) ? [] : [{ from: ordered[at]!, to: end }]))
}

/** Whether a point lies inside the outline (even-odd). `doubled` coordinates, so that midpoints are whole. */
function isInside(doubled: Corner, outline: readonly Edge[]): boolean {
  let inside = false
  for (const { from, to } of outline) {
    const [fy, ty] = [2 * from.y, 2 * to.y]
    if (fy > doubled.y === ty > doubled.y) continue
    const side = turn({ x: 2 * from.x, y: fy }, { x: 2 * to.x, y: ty }, doubled)
    if (side > 0 === ty > fy) inside = !inside
  }
  return inside
}

const middle = ({ from, to }: Edge): Corner => ({ x: from.x + to.x, y: from.y + to.y })
const bothWays = (edge: Edge): string => [keyOf(edge.from), keyOf(edge.to)].sort().join('|')

/** Corners that an edit put into an edge of the old outline, in its order: the neighbour's same edge takes them too. */
export type PutIn = { from: Position; to: Position; corners: Position[] }

/** What a cut made. */
export type Cut = { pieces: MultiPolygon[]; putIn: PutIn[] }

/**
 * Cuts a plot along a line of two or more corners that runs from outside it, or from its edge, to the other side.
 * @param polygon on the grid, shells counter-clockwise, as stored
 * @returns the pieces, largest first; corners that the line puts on the outline are in both pieces
 * @throws Invalid (field `line`) when the line does not part the plot, ends inside it, crosses itself, or passes a corner too closely
 */
export function cutByLine(polygon: MultiPolygon, line: readonly Position[]): Cut {
  const grid = new Grid(polygon.coordinates[0]![0]![0]!)
  const outline = edgesOf(polygon, grid)
  const cut = simpleLine(line, grid)
  const meetings = cut.map((part) => outline.map((edge) => meeting(edge, part)))
  const parts = outline.map((edge, at) =>
    parted(
      edge,
      meetings.flatMap((each) => each[at] ?? []),
    ),
  )
  const outer = parts.flat()
  const known = new Set(outer.map(bothWays))
  const inner = cut
    .flatMap((part, at) =>
      parted(
        part,
        meetings[at]!.flatMap((each) => each ?? []),
      ),
    )
    .filter((edge) => isInside(middle(edge), outer) && !known.has(bothWays(edge)))
  refuseLooseEnds(inner, outer, grid)
  refuseNarrow(inner, outer, new Set(outline.map(({ from }) => keyOf(from))), grid)
  const back = inner.map(({ from, to }) => ({ from: to, to: from }))
  const pieces = assemble(traceRings([...outer, ...inner, ...back]), grid)
  if (pieces.length < 2) throw new Invalid('line', 'The line does not part the plot. Draw it from edge to edge.')
  const putIn = outline.flatMap(({ from, to }, at) => {
    const corners = parts[at]!.slice(1).map((edge) => grid.position(edge.from))
    return corners.length ? [{ from: grid.position(from), to: grid.position(to), corners }] : []
  })
  return { pieces: pieces.map(requireValidPolygon).sort((one, two) => roughArea(two) - roughArea(one)), putIn }
}

/**
 * A cut keeps a centimetre from every corner and edge that it does not meet: rounding to the grid, a millimetre, can then never make
 * two lines cross, however often plots are cut.
 */
function refuseNarrow(inner: readonly Edge[], outer: readonly Edge[], old: ReadonlySet<string>, grid: Grid): void {
  const edges = [...outer, ...inner]
  const corners = new Map(edges.flatMap(({ from, to }) => [from, to]).map((corner) => [keyOf(corner), corner]))
  const tooClose = (corner: Corner, edge: Edge) =>
    !isSame(corner, edge.from) && !isSame(corner, edge.to) && distance(corner, edge) <= snap
  for (const corner of corners.values()) {
    const isNew = !old.has(keyOf(corner))
    const near = (isNew ? edges : inner).find((edge) => tooClose(corner, edge))
    if (near)
      throw new Invalid(
        'line',
        'The line passes within a centimetre of a corner or an edge. Move it away, or through the corner.',
        {
          got: grid.position(corner),
        },
      )
  }
}

/** From a corner to the nearest point of an edge, in grid units. */
function distance(corner: Corner, { from, to }: Edge): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const along = ((corner.x - from.x) * dx + (corner.y - from.y) * dy) / (dx * dx + dy * dy)
  const share = Math.max(0, Math.min(1, along))
  return Math.hypot(corner.x - from.x - share * dx, corner.y - from.y - share * dy)
}

/**
 * A neighbour with the corners that an edit put into an edge which it shares, bit by bit.
 * @returns the polygon (the same one when it shares none) and which of the edges it shared
 */
export function takeCorners(
  polygon: MultiPolygon,
  putIn: readonly PutIn[],
): { polygon: MultiPolygon; taken: Set<PutIn> } {
  const byEdge = new Map(putIn.map((each) => [`${each.to}|${each.from}`, each]))
  const taken = new Set<PutIn>()
  const coordinates = polygon.coordinates.map((rings) =>
    rings.map((ring) =>
      ring.flatMap((corner, at) => {
        const found = byEdge.get(`${corner}|${ring[at + 1]}`)
        if (!found) return [corner]
        taken.add(found)
        return [corner, ...[...found.corners].reverse()]
      }),
    ),
  )
  return { polygon: taken.size ? { type: 'MultiPolygon', coordinates } : polygon, taken }
}

function simpleLine(line: readonly Position[], grid: Grid): Edge[] {
  const corners = line
    .map((position) => grid.corner(position, 'line'))
    .filter((corner, at, all) => at === 0 || !isSame(corner, all[at - 1]!))
  if (corners.length < 2) throw new Invalid('line', 'A line has two corners or more.')
  const parts = corners.slice(1).map((to, at) => ({ from: corners[at]!, to }))
  for (const [at, part] of parts.entries())
    for (const other of parts.slice(at + 2))
      if (meeting(part, other)) throw new Invalid('line', 'The line crosses itself.')
  return parts
}

/** Every end of the line inside the plot must go on: in the line or in the outline. */
function refuseLooseEnds(inner: readonly Edge[], outer: readonly Edge[], grid: Grid): void {
  const ends = new Map<string, number>()
  for (const edge of inner)
    for (const corner of [edge.from, edge.to]) ends.set(keyOf(corner), (ends.get(keyOf(corner)) ?? 0) + 1)
  const onOutline = new Set(outer.map(({ from }) => keyOf(from)))
  for (const edge of inner)
    for (const corner of [edge.from, edge.to])
      if (ends.get(keyOf(corner)) === 1 && !onOutline.has(keyOf(corner)))
        throw new Invalid('line', 'The line ends inside the plot. Draw it from edge to edge.', {
          got: grid.position(corner),
        })
}

/** Closed walks along directed edges that keep their inside on the left; at a crossing the sharpest turn to the left's end is taken. */
function traceRings(edges: readonly Edge[]): Corner[][] {
  const leaving = new Map<string, Edge[]>()
  for (const edge of edges) leaving.set(keyOf(edge.from), [...(leaving.get(keyOf(edge.from)) ?? []), edge])
  const unused = new Set(edges)
  const rings: Corner[][] = []
  for (const first of edges) {
    if (!unused.has(first)) continue
    const ring: Corner[] = [first.from]
    for (let edge: Edge | undefined = first; edge; edge = nextEdge(edge, leaving, unused)) {
      unused.delete(edge)
      ring.push(edge.to)
      if (isSame(edge.to, first.from) && !nextIsBetter(edge, first, leaving, unused)) break
    }
    rings.push(...withoutPinches(ring))
  }
  return rings
}

/** A walk that passes a corner twice is two rings that touch there. */
function withoutPinches(walk: readonly Corner[]): Corner[][] {
  const rings: Corner[][] = []
  const way: Corner[] = []
  const placeOf = new Map<string, number>()
  for (const corner of walk) {
    const before = placeOf.get(keyOf(corner))
    if (before === undefined) {
      placeOf.set(keyOf(corner), way.length)
      way.push(corner)
      continue
    }
    const loop = way.splice(before + 1)
    for (const each of loop) placeOf.delete(keyOf(each))
    rings.push([way[before]!, ...loop, corner])
  }
  return rings
}

/** Angle from going back to the way on, clockwise: the least keeps to the left-hand face. */
function turnOf(edge: Edge, next: Edge): number {
  const back = Math.atan2(edge.from.y - edge.to.y, edge.from.x - edge.to.x)
  const on = Math.atan2(next.to.y - next.from.y, next.to.x - next.from.x)
  const angle = back - on
  return angle <= 1e-15 ? angle + 2 * Math.PI : angle
}

function nextEdge(edge: Edge, leaving: Map<string, Edge[]>, unused: ReadonlySet<Edge>): Edge | undefined {
  const ways = (leaving.get(keyOf(edge.to)) ?? []).filter((each) => unused.has(each))
  return ways.sort((one, two) => turnOf(edge, one) - turnOf(edge, two))[0]
}

/** A walk that passes its first corner closes there only when no sharper way leads on. */
function nextIsBetter(edge: Edge, first: Edge, leaving: Map<string, Edge[]>, unused: ReadonlySet<Edge>): boolean {
  const next = nextEdge(edge, leaving, unused)
  return next !== undefined && turnOf(edge, next) < turnOf(edge, first)
}

const doubleArea = (ring: readonly Corner[]): number => {
  let sum = 0
  for (let at = 1; at < ring.length; at++) sum += turn(ring[0]!, ring[at - 1]!, ring[at]!)
  return sum
}

/** Shells with the holes that lie in them, each a polygon of its own. */
function assemble(rings: readonly Corner[][], grid: Grid): MultiPolygon[] {
  const shells = rings.filter((ring) => doubleArea(ring) > 0)
  const holes = rings.filter((ring) => doubleArea(ring) < 0)
  const edgesOfRing = (ring: readonly Corner[]) => ring.slice(1).map((to, at) => ({ from: ring[at]!, to }))
  const inShell = new Map(shells.map((shell) => [shell, [shell]]))
  for (const hole of holes) {
    const probe = middle({ from: hole[0]!, to: hole[1]! })
    const around = shells.filter((shell) => isInside(probe, edgesOfRing(shell)))
    const home = around.sort((one, two) => doubleArea(one) - doubleArea(two))[0]
    if (home) inShell.get(home)!.push(hole)
  }
  return [...inShell.values()].map((list) => ({
    type: 'MultiPolygon',
    coordinates: [list.map((ring) => ring.map(grid.position))],
  }))
}

const roughArea = (polygon: MultiPolygon): number => {
  const grid = new Grid(polygon.coordinates[0]![0]![0]!)
  return polygon.coordinates
    .flat()
    .reduce((sum, ring) => sum + doubleArea(ring.map((position) => grid.corner(position))), 0)
}

/**
 * Joins plots that share edges bit by bit: edges that two of them have are left out, the rest is the outline. No corner is made.
 * @throws Conflict (field `parcels`, P6) when they do not hang together by an edge
 */
export function joinPlots(polygons: readonly MultiPolygon[]): MultiPolygon {
  if (polygons.length < 2) throw new Invalid('parcels', 'Name two plots or more.')
  const grid = new Grid(polygons[0]!.coordinates[0]![0]![0]!)
  const edges = new Map<string, Edge>()
  for (const edge of noded(polygons.map((polygon) => edgesOf(polygon, grid)))) {
    const back = `${keyOf(edge.to)}|${keyOf(edge.from)}`
    if (!edges.delete(back)) edges.set(`${keyOf(edge.from)}|${keyOf(edge.to)}`, edge)
  }
  const joined = assemble(traceRings([...edges.values()]), grid)
  if (joined.length !== 1)
    throw new Conflict('parcels', 'These plots do not hang together: each must share an edge with another of them.', {
      got: `${joined.length} separate parts`,
    })
  return requireValidPolygon(joined[0]!)
}

/** A corner of one plot on the edge of another is put into that edge: what came from a load may lack it. */
function noded(plots: readonly Edge[][]): Edge[] {
  const corners = new Map(plots.flat().map(({ from }) => [keyOf(from), from]))
  return plots.flat().flatMap((edge) => {
    const on = [...corners.values()].filter((corner) => isOn(corner, edge))
    return on.length ? parted(edge, on) : [edge]
  })
}

function isOn(corner: Corner, { from, to }: Edge): boolean {
  if (isSame(corner, from) || isSame(corner, to)) return false
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const along = ((corner.x - from.x) * (to.x - from.x) + (corner.y - from.y) * (to.y - from.y)) / length
  // A grid unit at most: what lies further away is another line.
  return along > 0 && along < length && Math.abs(turn(from, to, corner)) / length <= 1
}

/**
 * The line that parts `wantedSqm` from a plot, running at a bearing (degrees from north, the piece lies on its left).
 * Found by halving: within a hundredth of a square metre, or as near as the grid lets.
 * @throws Invalid when the plot is not larger than what is wanted
 */
export function lineForArea(
  polygon: MultiPolygon,
  wantedSqm: number,
  bearingDegrees: number,
  srid: number,
): Position[] {
  const whole = areaSqm(polygon, srid)
  if (!(wantedSqm > 0 && wantedSqm < whole))
    throw new Invalid('areaSqm', 'The piece must be smaller than the plot.', {
      got: wantedSqm,
      expected: `below ${whole}`,
    })
  const corners = polygon.coordinates.flat(2)
  const narrow = Math.cos((corners[0]![1]! * Math.PI) / 180)
  const angle = (bearingDegrees * Math.PI) / 180
  // Along the line, and across it to the right, in degrees of latitude.
  const along = [Math.sin(angle), Math.cos(angle)] as const
  const right = [along[1], -along[0]] as const
  const across = corners.map(([lon, lat]) => lon! * narrow * right[0] + lat! * right[1])
  const reach = Math.max(...across) - Math.min(...across) + 0.001
  const lineAt = (offset: number): Position[] => {
    const [x, y] = [offset * right[0], offset * right[1]]
    const middleAlong =
      corners.reduce((sum, [lon, lat]) => sum + lon! * narrow * along[0] + lat! * along[1], 0) / corners.length
    return [-1, 1].map((way) => {
      const far = middleAlong + way * (reach + extent(corners))
      return [(x + far * along[0]) / narrow, y + far * along[1]]
    })
  }
  let [low, high] = [Math.min(...across), Math.max(...across)]
  for (let step = 0; step < 60; step++) {
    const offset = (low + high) / 2
    const left = leftOf(polygon, lineAt(offset), srid)
    if (Math.abs(left - wantedSqm) < 0.005) return lineAt(offset)
    if (left > wantedSqm) high = offset
    else low = offset
  }
  return lineAt((low + high) / 2)
}

const extent = (corners: readonly Position[]): number => {
  const lons = corners.map(([lon]) => lon!)
  const lats = corners.map(([, lat]) => lat!)
  return Math.max(Math.max(...lons) - Math.min(...lons), Math.max(...lats) - Math.min(...lats))
}

/** Area on the left of a line that runs right across. */
function leftOf(polygon: MultiPolygon, line: Position[], srid: number): number {
  const [from, to] = line as [Position, Position]
  const isLeft = ([lon, lat]: Position) =>
    (to[0]! - from[0]!) * (lat! - from[1]!) - (to[1]! - from[1]!) * (lon! - from[0]!) > 0
  let pieces: MultiPolygon[]
  try {
    pieces = cutByLine(polygon, line).pieces
  } catch {
    // The line only grazes the plot: all of it lies on one side.
    pieces = [polygon]
  }
  return pieces.filter((piece) => isLeft(insidePoint(piece))).reduce((sum, piece) => sum + areaSqm(piece, srid), 0)
}

/** The corner's mean of the largest triangle at a shell's corners: good enough to tell a side of a straight cut. */
function insidePoint(piece: MultiPolygon): Position {
  const ring = piece.coordinates[0]![0]!
  const grid = new Grid(ring[0]!)
  const corners = ring.map((position) => grid.corner(position))
  const outline = edgesOf(piece, grid)
  let best: { size: number; at: Corner } | null = null
  for (let at = 1; at + 1 < corners.length; at++) {
    const [a, b, c] = [corners[at - 1]!, corners[at]!, corners[at + 1]!]
    const size = turn(a, b, c)
    const centre = { x: (a.x + b.x + c.x) / 3, y: (a.y + b.y + c.y) / 3 }
    if (size > (best?.size ?? 0) && isInside({ x: 2 * centre.x, y: 2 * centre.y }, outline)) best = { size, at: centre }
  }
  return best ? grid.position(best.at) : ring[0]!
}
