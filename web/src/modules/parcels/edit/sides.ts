import { placeOnGrid } from '../../../../../backend/src/kernel/geojson.ts'
import type { LonLat } from '../../../map/index.ts'

type Ring = readonly LonLat[]
/** One side of an outline: where it starts and ends, and its length on the ground in metres. */
export type Side = { from: LonLat; to: LonLat; lengthM: number }

/** A pen that was drawn to a side lies within some grid units of it. */
const NEAR_M = 0.01
const BEYOND_M = 0.2

/** Metres that a degree spans at a latitude, east and north, on the WGS 84 ellipsoid. */
function metresPerDegree(latitude: number): { east: number; north: number } {
  const angle = (latitude * Math.PI) / 180
  return {
    east: 111_412.84 * Math.cos(angle) - 93.5 * Math.cos(3 * angle) + 0.118 * Math.cos(5 * angle),
    north: 111_132.954 - 559.822 * Math.cos(2 * angle) + 1.175 * Math.cos(4 * angle),
  }
}

const ground = (from: LonLat, to: LonLat): { east: number; north: number } => {
  const metres = metresPerDegree(from[1])
  return { east: (to[0] - from[0]) * metres.east, north: (to[1] - from[1]) * metres.north }
}
const length = ({ east, north }: { east: number; north: number }) => Math.hypot(east, north)

export const ringsOf = (polygon: GeoJSON.MultiPolygon): LonLat[][] => polygon.coordinates.flat() as LonLat[][]

/** The sides of an outline in order, so that a point can be named as "on side 3, 4.50 m from its start". */
export const sidesOf = (rings: readonly Ring[]): Side[] =>
  rings.flatMap((ring) =>
    ring.slice(1).map((to, at) => ({ from: ring[at]!, to, lengthM: length(ground(ring[at]!, to)) })),
  )

/** The place so many metres along a side; its ends bit by bit. */
export function alongSide({ from, to, lengthM }: Side, metres: number): LonLat {
  if (metres <= 0.005) return from
  if (metres >= lengthM - 0.005) return to
  const share = metres / lengthM
  return placeOnGrid([from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share])
}

/**
 * A line whose ends lie on a side, and on no corner, is led a hand's breadth beyond: rounding to the grid may have left
 * an end just inside, where a cut may not end.
 */
export function reachOut(line: readonly LonLat[], rings: readonly Ring[]): LonLat[] {
  if (line.length < 2) return [...line]
  const first = beyond(line[1]!, line[0]!, rings)
  const last = beyond(line[line.length - 2]!, line[line.length - 1]!, rings)
  return [first, ...line.slice(1, -1), last]
}

function beyond(before: LonLat, end: LonLat, rings: readonly Ring[]): LonLat {
  const isCorner = rings.some((ring) => ring.some(([lon, lat]) => lon === end[0] && lat === end[1]))
  if (isCorner || !sidesOf(rings).some((side) => distanceM(end, side) <= NEAR_M)) return end
  const way = ground(before, end)
  const long = length(way)
  if (long === 0) return end
  const metres = metresPerDegree(end[1])
  const step = BEYOND_M / long
  return placeOnGrid([end[0] + (way.east * step) / metres.east, end[1] + (way.north * step) / metres.north])
}

function distanceM(place: LonLat, { from, to }: Side): number {
  const [side, off] = [ground(from, to), ground(from, place)]
  const long = side.east ** 2 + side.north ** 2
  const share = long === 0 ? 0 : Math.max(0, Math.min(1, (off.east * side.east + off.north * side.north) / long))
  return Math.hypot(off.east - share * side.east, off.north - share * side.north)
}

/** Middle of the corners of the first ring: where its words stand. */
export function middleOf(polygon: GeoJSON.MultiPolygon): LonLat {
  const ring = (polygon.coordinates[0]![0] as LonLat[]).slice(1)
  const mean = (axis: 0 | 1) => ring.reduce((sum, corner) => sum + corner[axis], 0) / ring.length
  return [mean(0), mean(1)]
}

/** West, south, east, north. */
export function boundsOf(polygon: GeoJSON.MultiPolygon): [number, number, number, number] {
  const corners = ringsOf(polygon).flat()
  const lons = corners.map(([lon]) => lon)
  const lats = corners.map(([, lat]) => lat)
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}
