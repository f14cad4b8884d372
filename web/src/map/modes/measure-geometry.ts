import proj4 from 'proj4'
import type { Measurement } from '../map-types.ts'

export type LonLat = [lon: number, lat: number]
type Plane = [eastM: number, northM: number]

/** UTM zone of a WGS 84 EPSG code (32643 → 43, north); others are refused, for an area must name its plane. */
function utmDefinition(srid: number): string {
  const zone = srid % 100
  const north = srid >= 32601 && srid <= 32660
  const south = srid >= 32701 && srid <= 32760
  if (!north && !south) throw new RangeError(`EPSG:${srid} is not a WGS 84 / UTM zone`)
  return `+proj=utm +zone=${zone}${south ? ' +south' : ''} +datum=WGS84 +units=m +no_defs`
}

/** Lon, lat in degrees to metres in the town's UTM zone. */
export function toPlane(points: readonly LonLat[], srid: number): Plane[] {
  const zone = proj4(utmDefinition(srid))
  return points.map((point) => zone.forward([point[0], point[1]]) as Plane)
}

/** Length of a line in metres in the town's UTM plane. */
export function lengthM(points: readonly LonLat[], srid: number): number {
  const plane = toPlane(points, srid)
  return plane
    .slice(1)
    .reduce((sum, point, at) => sum + Math.hypot(point[0] - plane[at]![0], point[1] - plane[at]![1]), 0)
}

/** Area of a ring (closed or not) in square metres in the town's UTM plane; never in Web Mercator, which adds a sixth. */
export function areaSqm(ring: readonly LonLat[], srid: number): number {
  if (ring.length < 3) return 0
  const plane = toPlane(ring, srid)
  const origin = plane[0]!
  // Taken from the first corner: eastings and northings of millions of metres would eat the digits.
  const local = plane.map((point) => [point[0] - origin[0], point[1] - origin[1]] as Plane)
  const twice = local.reduce((sum, point, at) => {
    const next = local[(at + 1) % local.length]!
    return sum + point[0] * next[1] - next[0] * point[1]
  }, 0)
  return Math.abs(twice) / 2
}

/** The measurement of the points tapped so far; a closed one counts its last side. */
export function measurePoints(points: LonLat[], closed: boolean, srid: number): Measurement {
  const line = closed && points.length > 2 ? [...points, points[0]!] : points
  return { points, closed, lengthM: lengthM(line, srid), areaSqm: closed ? areaSqm(points, srid) : 0 }
}
