import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'

/** What two encodings of one tile have in common. `worstUnits`: the largest distance between their outlines. */
export type Comparison = {
  features: number
  onlyOurs: number
  onlyTheirs: number
  worstUnits: number
  /** Id of the feature whose outlines lie farthest apart. */
  worstId: number | null
  attributes: number
}

const buffer = 64

type Point = { x: number; y: number }
type Rings = Point[][]

function featuresOf(bytes: Uint8Array): Map<number, VectorTileFeature> {
  const layer = new VectorTile(new PbfReader(bytes)).layers.parcels
  const features = new Map<number, VectorTileFeature>()
  for (let i = 0; i < (layer?.length ?? 0); i++) {
    const feature = layer!.feature(i)
    features.set(feature.id!, feature)
  }
  return features
}

const areaOf = (rings: Rings): number =>
  Math.abs(
    rings.reduce((sum, ring) => {
      let area = 0
      for (let i = 1; i < ring.length; i++) area += ring[i - 1]!.x * ring[i]!.y - ring[i]!.x * ring[i - 1]!.y
      return sum + area / 2
    }, 0),
  )

/** The larger of the distances along the two axes, at the point of the segment where that is least. */
function distanceToSegment(p: Point, a: Point, b: Point): number {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const apart = (t: number) => Math.max(Math.abs(p.x - a.x - t * dx), Math.abs(p.y - a.y - t * dy))
  const length = dx * dx + dy * dy
  const nearest = length === 0 ? 0 : Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length))
  const first = apart(nearest)
  if (first <= 1) return first
  // The least of a function that falls and then rises.
  let [low, high] = [0, 1]
  for (let i = 0; i < 40; i++) {
    const third = (high - low) / 3
    if (apart(low + third) < apart(high - third)) high -= third
    else low += third
  }
  return Math.min(first, apart((low + high) / 2))
}

/**
 * Near the edge of the buffered tile outlines are cut, not surveyed: half a unit of rounding on a slanting side moves a
 * corner many units along the edge, and ST_AsMVTGeom drops vertices there. So the outer half of the buffer, which is
 * never drawn, is not compared.
 */
const isCut = ({ x, y }: Point): boolean => Math.min(x, y) < -buffer / 2 || Math.max(x, y) > 4096 + buffer / 2

/** The farthest that any vertex of one lies from the outline of the other. */
function farthest(from: Rings, to: Rings): number {
  let worst = 0
  for (const point of from.flat()) {
    if (isCut(point)) continue
    let nearest = Number.POSITIVE_INFINITY
    for (const ring of to) {
      for (let i = 1; i < ring.length; i++)
        nearest = Math.min(nearest, distanceToSegment(point, ring[i - 1]!, ring[i]!))
    }
    worst = Math.max(worst, nearest)
  }
  return worst
}

/** More than a square unit, and not only in the part that is not compared. */
const isRegion = (rings: Rings): boolean => areaOf(rings) >= 1 && !rings.flat().every(isCut)

/** Compares our tile with ST_AsMVT's: features, outlines, attributes. One under a square unit may be absent. */
export function compareTiles(ours: Uint8Array, theirs: Uint8Array): Comparison {
  const [mine, other] = [featuresOf(ours), featuresOf(theirs)]
  const result: Comparison = {
    features: mine.size,
    onlyOurs: 0,
    onlyTheirs: 0,
    worstUnits: 0,
    worstId: null,
    attributes: 0,
  }
  for (const [id, feature] of mine) {
    const match = other.get(id)
    const rings = feature.loadGeometry()
    if (!match) {
      if (isRegion(rings)) result.onlyOurs++
      continue
    }
    const theirRings = match.loadGeometry()
    const apart = Math.max(farthest(rings, theirRings), farthest(theirRings, rings))
    if (apart > result.worstUnits) {
      result.worstUnits = apart
      result.worstId = id
    }
    const keys = new Set([...Object.keys(feature.properties), ...Object.keys(match.properties)])
    for (const key of keys) if (feature.properties[key] !== match.properties[key]) result.attributes++
  }
  for (const [id, feature] of other) if (!mine.has(id) && isRegion(feature.loadGeometry())) result.onlyTheirs++
  return result
}
