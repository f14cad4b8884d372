import proj4 from 'proj4'
import type { Point } from './plane.ts'
import type { LonLat, Ring } from './types.ts'

/** Turns the town's metres into lon, lat on the 1e-8° grid. One corner object is turned once, so neighbours get equal numbers. */
export type Projection = {
  toLonLat(point: Point): LonLat
  /** Closed, counter-clockwise if the points are. */
  toRing(points: readonly Point[]): Ring
  toLine(points: readonly Point[]): LonLat[]
  toPlane(position: LonLat): Point
}

const onGrid = (degrees: number) => Math.round(degrees * 1e8) / 1e8

/** Metres are UTM metres (zone of `srid`, 32601–32660), counted from the UTM position of `origin`. Throws for another srid. */
export const projectionAt = (origin: LonLat, srid: number): Projection => {
  const zone = srid - 32600
  if (zone < 1 || zone > 60) throw new RangeError(`srid ${srid} is not a northern UTM zone (32601 to 32660)`)
  const utm = proj4(`+proj=utm +zone=${zone} +datum=WGS84 +units=m +no_defs`, 'EPSG:4326')
  const [east, north] = utm.inverse([origin[0], origin[1]]) as [number, number]
  const toLonLat = (point: Point): LonLat => {
    if (point.position) return point.position
    const [lon, lat] = utm.forward([east + point.x, north + point.y]) as [number, number]
    const position: LonLat = [onGrid(lon), onGrid(lat)]
    point.position = position
    return position
  }
  return {
    toLonLat,
    toLine: (points) => points.map(toLonLat),
    toRing: (points) => {
      const ring = points.map(toLonLat)
      ring.push(ring[0]!)
      return ring
    },
    toPlane: (position) => {
      const [x, y] = utm.inverse([position[0], position[1]]) as [number, number]
      return { x: x - east, y: y - north }
    },
  }
}
