import type { Bounds, ParcelPage } from './contract.ts'

/** Degrees round a lone point: about 60 m, a few houses. */
const AROUND_POINT = 0.0006

/** Box of a place with a margin, EPSG:4326; `null` when it is known by street only. */
export function extentOf(page: ParcelPage): Bounds | null {
  const shapes = [...page.parcels, ...page.buildings].map((part) => part.geometry)
  const points = shapes.flatMap((shape) => (shape ? positionsOf(shape) : []))
  const point = page.property?.place.point
  if (points.length === 0 && point) points.push(point)
  if (points.length === 0) return null
  const lons = points.map(([lon]) => lon)
  const lats = points.map(([, lat]) => lat)
  const [west, south, east, north] = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
  const margin = Math.max((east - west) * 0.8, (north - south) * 0.8, AROUND_POINT / 2)
  return [west - margin, south - margin, east + margin, north + margin]
}

const positionsOf = (shape: GeoJSON.MultiPolygon | GeoJSON.Polygon): [number, number][] =>
  (shape.type === 'Polygon' ? shape.coordinates.flat() : shape.coordinates.flat(2)) as [number, number][]

/** True when the middle of `inner` lies in `outer`. */
export const isMiddleIn = (inner: Bounds, outer: Bounds) => {
  const [lon, lat] = [(inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2]
  return lon >= outer[0] && lon <= outer[2] && lat >= outer[1] && lat <= outer[3]
}
