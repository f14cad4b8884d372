/** P1 and the shared boundary: valid polygons on the grid, areas in the town's UTM zone, vertices where neighbours meet. Pure. */
import type { MultiPolygon, Polygon, Position } from 'geojson'
import proj4 from 'proj4'
import { Invalid, onGrid, sentence, toMultiPolygon } from '../../kernel/pure.ts'
import { type Fault, findFault } from './check/validity.ts'

/** Beyond this a polygon is a mistake or an attack: the largest khasra of a town has some thousand corners. */
const mostPositions = 20_000

/** About a centimetre: nearer than this, two corners are one corner. */
export const snapDegrees = 1e-7

/**
 * A polygon as it is stored: MultiPolygon on the 1e-8° grid, shells counter-clockwise, holes clockwise.
 * @throws Invalid naming `geometry`, with the reason and the place [lon, lat] of the first fault
 */
export function requireValidPolygon(given: Polygon | MultiPolygon): MultiPolygon {
  const positions = (given.type === 'Polygon' ? [given.coordinates] : given.coordinates).flat(2)
  if (!positions.length) throw new Invalid('geometry', 'The polygon is empty. Draw at least three corners.')
  if (positions.length > mostPositions)
    throw new Invalid('geometry', 'The polygon has too many corners.', {
      got: positions.length,
      expected: `at most ${mostPositions}`,
    })
  const lost = positions.find(([lon, lat]) => !(Math.abs(lon!) <= 180 && Math.abs(lat!) <= 90))
  if (lost)
    throw new Invalid('geometry', 'A corner does not lie on the earth. Send longitude and latitude in degrees.', {
      got: lost,
    })
  const polygon = wound(toMultiPolygon(given))
  const parts = polygon.coordinates.map((rings) => rings.map((ring) => Float64Array.from(ring.flat())))
  const fault = findFault({ type: 'MultiPolygon', parts })
  if (fault)
    throw new Invalid(
      'geometry',
      'The polygon is not valid: {fault}. Move the corner that is marked and draw it again.',
      {
        parameters: { fault: sentence(fault.reason) },
        got: { reason: fault.reason, point: pointOf(polygon, fault) },
      },
    )
  return polygon
}

function pointOf(polygon: MultiPolygon, { place }: Fault): Position {
  const ring = polygon.coordinates[place.part]![place.ring]!
  const from = ring[place.corner] ?? ring[0]!
  const to = ring[place.corner + 1] ?? from
  return [from[0]! + (to[0]! - from[0]!) * place.along, from[1]! + (to[1]! - from[1]!) * place.along]
}

function wound(polygon: MultiPolygon): MultiPolygon {
  const turn = (ring: Position[], shell: boolean) => (doubleArea(ring) > 0 === shell ? ring : [...ring].reverse())
  return {
    type: 'MultiPolygon',
    coordinates: polygon.coordinates.map((rings) => rings.map((ring, at) => turn(ring, at === 0))),
  }
}

/** Twice the signed area, positive counter-clockwise. Taken from the first corner, so that nothing cancels. */
function doubleArea(ring: Position[]): number {
  const [x0, y0] = ring[0] as [number, number]
  let sum = 0
  for (let at = 0; at + 1 < ring.length; at++) {
    const [x1, y1] = ring[at] as [number, number]
    const [x2, y2] = ring[at + 1] as [number, number]
    sum += (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
  }
  return sum
}

type Projection = (position: Position) => Position

const projections = new Map<number, Projection>()

/**
 * The projection of a town's UTM zone (EPSG:326nn north, 327nn south), metres.
 * @throws RangeError for any other code
 */
export function projectionOf(srid: number): Projection {
  const known = projections.get(srid)
  if (known) return known
  const zone = srid % 100
  if (![326, 327].includes(Math.floor(srid / 100)) || zone < 1 || zone > 60)
    throw new RangeError(`EPSG:${srid} is no UTM zone`)
  const south = srid >= 32700 ? ' +south' : ''
  const projection = proj4('EPSG:4326', `+proj=utm +zone=${zone}${south} +datum=WGS84 +units=m +no_defs`)
  const project: Projection = (position) => projection.forward(position.slice(0, 2))
  projections.set(srid, project)
  return project
}

/** Area of a polygon in m², in the town's UTM zone, to the square millimetre. Never in Web Mercator, never by geodesic. */
export function areaSqm(polygon: MultiPolygon, srid: number): number {
  const project = projectionOf(srid)
  let double = 0
  for (const rings of polygon.coordinates)
    for (const [at, ring] of rings.entries()) double += Math.abs(doubleArea(ring.map(project))) * (at === 0 ? 1 : -1)
  return Math.round((double / 2) * 1e6) / 1e6
}

/** The corners of a polygon, each once, without the closing one. */
export function cornersOf(polygon: MultiPolygon): Position[] {
  const seen = new Map<string, Position>()
  for (const ring of polygon.coordinates.flat()) for (const corner of ring) seen.set(corner.join(), corner)
  return [...seen.values()]
}

/**
 * The polygon with the neighbours' corners taken over: a corner within a centimetre becomes theirs bit by bit, and an edge that passes
 * one gets it as a corner (a T-junction). The same polygon when nothing is near.
 */
export function joinToCorners(polygon: MultiPolygon, corners: readonly Position[]): MultiPolygon {
  if (!corners.length) return polygon
  return {
    type: 'MultiPolygon',
    coordinates: polygon.coordinates.map((rings) => rings.map((ring) => joinRing(ring, corners))),
  }
}

function joinRing(ring: Position[], corners: readonly Position[]): Position[] {
  const snapped = ring.map((corner) => nearest(corner, corners) ?? corner)
  const joined: Position[] = []
  for (let at = 0; at + 1 < snapped.length; at++) {
    const from = snapped[at]!
    const to = snapped[at + 1]!
    if (isSame(from, to)) continue
    joined.push(from, ...passedBy(from, to, corners))
  }
  if (joined.length) joined.push(joined[0]!)
  return joined
}

function nearest(corner: Position, corners: readonly Position[]): Position | undefined {
  let best: Position | undefined
  let least = snapDegrees
  for (const other of corners) {
    const distance = Math.hypot(other[0]! - corner[0]!, other[1]! - corner[1]!)
    if (distance <= least) {
      least = distance
      best = other
    }
  }
  return best
}

function isSame(one: Position, other: Position): boolean {
  return one[0] === other[0] && one[1] === other[1]
}

/** Corners that lie on the edge without being its ends, in the order of the edge. */
function passedBy(from: Position, to: Position, corners: readonly Position[]): Position[] {
  const dx = to[0]! - from[0]!
  const dy = to[1]! - from[1]!
  const length = Math.hypot(dx, dy)
  const on: { along: number; corner: Position }[] = []
  for (const corner of corners) {
    const px = corner[0]! - from[0]!
    const py = corner[1]! - from[1]!
    const along = (px * dx + py * dy) / length
    const beside = Math.abs(px * dy - py * dx) / length
    if (beside <= snapDegrees && along > snapDegrees && along < length - snapDegrees) on.push({ along, corner })
  }
  const ordered = on.sort((one, two) => one.along - two.along).map(({ corner }) => corner.map(onGrid))
  return ordered.filter((corner, at) => at === 0 || !isSame(corner, ordered[at - 1]!))
}

/** Whether two stored polygons have the same corners in the same order. */
export function isSamePolygon(one: MultiPolygon, other: MultiPolygon): boolean {
  return JSON.stringify(one.coordinates) === JSON.stringify(other.coordinates)
}
