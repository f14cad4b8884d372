import Flatbush from 'flatbush'
import type { Bounds, Shape } from '../../../../../data/importers/feature.ts'
import { signedDoubleArea } from '../../../../../data/importers/rings.ts'
import { overlapArea } from './overlap-area.ts'
import type { CheckedFeature, Overlap } from './report.ts'

/** Overlaps up to this are drawing noise, in m². */
export const leastOverlapSqm = 0.01

/** Beyond this many pairs a layer is stacked rather than faulty, and the list stops. */
const mostPairs = 500_000

/** Area of a shape in square units: shells less holes, whichever way they wind. */
export function areaOf(shape: Shape): number {
  let area = 0
  for (const part of shape.parts) {
    for (const [i, ring] of part.entries()) area += (Math.abs(signedDoubleArea(ring)) / 2) * (i === 0 ? 1 : -1)
  }
  return area
}

/** What pairs of areas do to one another; areas in m², indexes of features. */
export type PairFindings = {
  overlaps: Overlap[]
  duplicates: { a: number; b: number }[]
  /** Pairs too intricate to be measured. */
  unjudged: { a: number; b: number }[]
  /** The list stopped at its limit. */
  isCut: boolean
}

/**
 * Overlapping and duplicate pairs of areas. A duplicate covers the same ground as its twin (their difference is below 0.01 m² and a
 * ten-thousandth), whatever its first corner or direction; it is listed as an overlap too.
 */
export function findOverlaps(features: CheckedFeature[]): PairFindings {
  const found: PairFindings = { overlaps: [], duplicates: [], unjudged: [], isCut: false }
  if (features.length < 2) return found
  const bounds = features.map((feature) => boundsOf(feature.metres))
  const areas = features.map((feature) => areaOf(feature.metres))
  const index = new Flatbush(features.length, 16, Float64Array)
  for (const box of bounds) index.add(...box)
  index.finish()
  for (let i = 0; i < features.length && !found.isCut; i++) {
    for (const j of index.search(...bounds[i]!, (other) => other > i)) {
      const area = sharedArea(features[i]!, features[j]!, bounds[i]!, bounds[j]!)
      if (Number.isNaN(area)) found.unjudged.push({ a: features[i]!.index, b: features[j]!.index })
      if (!(area > leastOverlapSqm)) continue
      note(found, features[i]!, features[j]!, area, Math.max(areas[i]!, areas[j]!))
    }
    found.isCut = found.overlaps.length > mostPairs
  }
  return found
}

function note(found: PairFindings, p: CheckedFeature, q: CheckedFeature, areaSqm: number, largerSqm: number): void {
  const a = Math.min(p.index, q.index)
  const b = Math.max(p.index, q.index)
  found.overlaps.push({ a, b, areaSqm: Math.round(areaSqm * 1e4) / 1e4 })
  const rest = largerSqm - areaSqm
  const isSameGround = Math.abs(rest) < Math.min(0.01, largerSqm * 1e-4)
  if (isSameGround || isSameDrawing(p.shape, q.shape)) found.duplicates.push({ a, b })
}

function isSameDrawing(a: Shape, b: Shape): boolean {
  const p = a.parts.flat()
  const q = b.parts.flat()
  return (
    p.length === q.length && p.every((run, r) => run.length === q[r]!.length && run.every((v, i) => v === q[r]![i]))
  )
}

function sharedArea(a: CheckedFeature, b: CheckedFeature, p: Bounds, q: Bounds): number {
  const box: Bounds = [Math.max(p[0], q[0]), Math.max(p[1], q[1]), Math.min(p[2], q[2]), Math.min(p[3], q[3])]
  if ((box[2] - box[0]) * (box[3] - box[1]) <= leastOverlapSqm) return 0
  return overlapArea(a.metres, b.metres, box)
}

function boundsOf(shape: Shape): Bounds {
  const box: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  for (const part of shape.parts) {
    const shell = part[0]!
    for (let i = 0; i < shell.length; i += 2) {
      box[0] = Math.min(box[0], shell[i]!)
      box[1] = Math.min(box[1], shell[i + 1]!)
      box[2] = Math.max(box[2], shell[i]!)
      box[3] = Math.max(box[3], shell[i + 1]!)
    }
  }
  return box
}
