import type { Properties, Shape } from '../../../../../data/importers/feature.ts'
import type { SkippedFeature } from '../../../../../data/importers/import-refused.ts'

/**
 * A feature to be checked: `shape` in the coordinates of its file, where validity is judged; `lonLat` for places on the map;
 * `metres` in a projected CRS, where areas are taken. All three have the same parts, rings and corners.
 */
export type CheckedFeature = {
  index: number
  id: string | number | null
  properties: Properties
  shape: Shape
  lonLat: Shape
  metres: Shape
}

/** A feature whose geometry is not valid after OGC Simple Features; `point` is [lon, lat] of the fault. */
export type InvalidFeature = { index: number; id: string | null; reason: string; point: [number, number] | null }

/** Two features that share more than 0.01 m². */
export type Overlap = { a: number; b: number; areaSqm: number }

/** Legal area against drawn area, apart by more than 1 % of the legal; `ratio` is drawn over legal. */
export type AreaMismatch = { id: string | null; index: number; legalSqm: number; drawnSqm: number; ratio: number }

/** What a check finds. `a`, `b` and `index` are feature indexes from 0 as in the file, skipped features counted. */
export type CheckReport = {
  layer: string
  crs: string
  features: number
  read: number
  skipped: SkippedFeature[]
  invalid: InvalidFeature[]
  overlaps: Overlap[]
  duplicates: { a: number; b: number }[]
  repeatedIds: { id: string; count: number }[]
  multiparts: number
  holes: number
  areaMismatches: AreaMismatch[]
  totalAreaSqm: number
  /** The projected CRS in which areas were taken. */
  areaCrs: string
  idField: string | null
  areaField: string | null
  /** The unit of the area field: m², ha, km², acre, sq ft or sq yd. */
  areaUnit: string | null
  /** How many features state a legal area. */
  areasCompared: number
  overlapAreaSqm: number
  notes: string[]
}
