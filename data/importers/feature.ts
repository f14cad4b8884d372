import type { Geometry, Position } from 'geojson'

/** The simple geometry types of OGC; collections are taken apart or skipped while reading. */
export type ShapeType = 'Point' | 'MultiPoint' | 'LineString' | 'MultiLineString' | 'Polygon' | 'MultiPolygon'

/** A run of positions, flat: x0, y0, x1, y1 … Heights and measures are dropped. */
export type Run = Float64Array

/**
 * A geometry as flat runs. `parts` holds one entry per point, line or polygon; a polygon's entry is its shell and then its
 * holes. Rings are kept exactly as the file has them, closed or not, so that faults can be shown.
 */
export type Shape = { type: ShapeType; parts: Run[][] }

export type PropertyValue = string | number | boolean | null | PropertyValue[] | { [name: string]: PropertyValue }
export type Properties = Record<string, PropertyValue>

/** A feature in the coordinates of its file. `index` counts every feature of the layer, skipped ones too. */
export type RawFeature = { index: number; id: string | number | null; properties: Properties; shape: Shape }

/** A feature ready for use: `lonLat` in EPSG:4326 on the 1e-8° grid, `metres` in the layer's measuring CRS. */
export type ImportedFeature = RawFeature & { lonLat: Shape; metres: Shape }

/** Bounds as [minX, minY, maxX, maxY]; infinite and reversed when nothing was added. */
export type Bounds = [number, number, number, number]

export const emptyBounds = (): Bounds => [Infinity, Infinity, -Infinity, -Infinity]

/** Grows `bounds` in place by every position of the shape. */
export function growBounds(bounds: Bounds, shape: Shape): Bounds {
  for (const part of shape.parts) {
    for (const run of part) {
      for (let i = 0; i < run.length; i += 2) {
        const x = run[i]!
        const y = run[i + 1]!
        if (x < bounds[0]) bounds[0] = x
        if (y < bounds[1]) bounds[1] = y
        if (x > bounds[2]) bounds[2] = x
        if (y > bounds[3]) bounds[3] = y
      }
    }
  }
  return bounds
}

/** How many positions a shape has. */
export function countVertices(shape: Shape): number {
  let count = 0
  for (const part of shape.parts) for (const run of part) count += run.length / 2
  return count
}

const positionsOf = (run: Run): Position[] =>
  Array.from({ length: run.length / 2 }, (_, i) => [run[2 * i]!, run[2 * i + 1]!])

/** The shape as a GeoJSON geometry, rings as they are. */
export function toGeoJson(shape: Shape): Geometry {
  const parts = shape.parts.map((part) => part.map(positionsOf))
  const first = parts[0] ?? []
  switch (shape.type) {
    case 'Point':
      return { type: 'Point', coordinates: first[0]?.[0] ?? [] }
    case 'MultiPoint':
      return { type: 'MultiPoint', coordinates: parts.map((part) => part[0]?.[0] ?? []) }
    case 'LineString':
      return { type: 'LineString', coordinates: first[0] ?? [] }
    case 'MultiLineString':
      return { type: 'MultiLineString', coordinates: parts.map((part) => part[0] ?? []) }
    case 'Polygon':
      return { type: 'Polygon', coordinates: first }
    case 'MultiPolygon':
      return { type: 'MultiPolygon', coordinates: parts }
  }
}
