import type { RawFeature } from './feature.ts'
import { countVertices } from './feature.ts'
import { ImportRefused, type SkippedFeature } from './import-refused.ts'

/**
 * The CRS that a file states for itself: `input` is anything PROJ takes (`EPSG:n`, WKT), or null when the file says nothing.
 */
export type DeclaredCrs = { input: string; esri?: boolean } | null

/** One layer as read from its file, still in the file's own coordinates. `count` includes the skipped features. */
export type RawLayer = {
  name: string
  count: number
  crs: DeclaredCrs
  /** The format itself says degrees when the file states no CRS (RFC 7946). */
  isDegrees?: boolean
  features: RawFeature[]
  skipped: SkippedFeature[]
}

/** A layer that has been found but not yet read. */
export type LayerSource = { name: string; load(): Promise<RawLayer> }

/** More positions than this in one layer are refused before memory is in danger. */
export const maxVertices = 10_000_000

/** Collects features and reasons in order, and stops at the vertex limit. */
export class LayerBuilder {
  readonly layer: RawLayer
  private vertices = 0

  constructor(name: string, crs: DeclaredCrs, isDegrees = false) {
    this.layer = { name, count: 0, crs, isDegrees, features: [], skipped: [] }
  }

  /** The index of the next feature; each feature takes one, kept or skipped. */
  nextIndex(): number {
    return this.layer.count++
  }

  keep(feature: RawFeature): void {
    this.vertices += countVertices(feature.shape)
    if (this.vertices > maxVertices) {
      throw new ImportRefused('too-many-vertices', `the layer ${this.layer.name} has more than 10 million vertices`)
    }
    this.layer.features.push(feature)
  }

  skip(index: number, reason: string): void {
    this.layer.skipped.push({ index, reason })
  }
}
