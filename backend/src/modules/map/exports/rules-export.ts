/** Exports: which formats there are, how large they may be, and geometries as text. Pure. */
import type { Geometry, Position } from 'geojson'

/** `mostFeatures` is what one file holds: GDAL makes its files in memory. */
export const exportFormats = {
  geopackage: { mediaType: 'application/geopackage+sqlite3', ending: 'gpkg', mostFeatures: 300_000 },
  shapefile: { mediaType: 'application/zip', ending: 'zip', mostFeatures: 300_000 },
  geojson: { mediaType: 'application/geo+json', ending: 'geojson', mostFeatures: 1_000_000 },
  csv: { mediaType: 'text/csv; charset=utf-8', ending: 'csv', mostFeatures: 1_000_000 },
} as const
export type ExportFormat = keyof typeof exportFormats

/** The times of an export; its state follows from them. */
export interface ExportTimes {
  startedAt: Date | null
  finishedAt: Date | null
  cancelledAt: Date | null
  failedAt: Date | null
}
export type ExportState = 'waiting' | 'running' | 'ready' | 'cancelled' | 'failed'

export function stateOfExport(times: ExportTimes): ExportState {
  if (times.cancelledAt) return 'cancelled'
  if (times.finishedAt) return 'ready'
  if (times.failedAt) return 'failed'
  return times.startedAt ? 'running' : 'waiting'
}

const pair = (position: Position): string => `${position[0]} ${position[1]}`
const run = (positions: Position[]): string => `(${positions.map(pair).join(', ')})`
const runs = (rings: Position[][]): string => `(${rings.map(run).join(', ')})`

/** Well-known text of the kinds of geometry that collections hold; null has none. */
export function wktOf(geometry: Geometry | null): string {
  if (!geometry) return ''
  switch (geometry.type) {
    case 'Point':
      return `POINT (${pair(geometry.coordinates)})`
    case 'MultiPoint':
      return `MULTIPOINT ${run(geometry.coordinates)}`
    case 'LineString':
      return `LINESTRING ${run(geometry.coordinates)}`
    case 'MultiLineString':
      return `MULTILINESTRING ${runs(geometry.coordinates)}`
    case 'Polygon':
      return `POLYGON ${runs(geometry.coordinates)}`
    case 'MultiPolygon':
      return `MULTIPOLYGON (${geometry.coordinates.map(runs).join(', ')})`
    case 'GeometryCollection':
      return `GEOMETRYCOLLECTION (${geometry.geometries.map(wktOf).join(', ')})`
  }
}
