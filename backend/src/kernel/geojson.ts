import type { MultiPolygon, Polygon } from 'geojson'

/** Coordinates lie on a grid of 1e-8 degrees (about a millimetre), so that shared vertices are bit-equal on both engines. */
export const gridDegrees = 1e-8

/** A longitude or latitude on the grid. */
export function onGrid(degrees: number): number {
  return Math.round(degrees * 1e8) / 1e8
}

/** A place on the grid: longitude and latitude. */
export function placeOnGrid([lon, lat]: readonly number[]): [number, number] {
  return [onGrid(lon!), onGrid(lat!)]
}

/** A polygon as a MultiPolygon, all coordinates on the grid. */
export function toMultiPolygon(geometry: Polygon | MultiPolygon): MultiPolygon {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return { type: 'MultiPolygon', coordinates: polygons.map((rings) => rings.map((ring) => ring.map(placeOnGrid))) }
}

/** [west, south, east, north] in degrees, EPSG:4326. */
export type Bounds = [number, number, number, number]

/** Reads 'w,s,e,n'; null when it is no sensible box. */
export function parseBounds(text: string): Bounds | null {
  const parts = text.split(',').map(Number)
  if (parts.length !== 4 || parts.some((part) => !Number.isFinite(part))) return null
  const [west, south, east, north] = parts as Bounds
  if (west < -180 || east > 180 || south < -90 || north > 90 || west >= east || south >= north) return null
  return [west, south, east, north]
}
