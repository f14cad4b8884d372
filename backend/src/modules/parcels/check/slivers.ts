import type { Shape } from '../../../../../data/importers/feature.ts'
import { areaOf } from './overlaps.ts'

/** Narrower than this on the whole, an area is the leftover of a drawing and no land that anyone holds. */
export const sliverWidthMetres = 0.5

/** Mean width of a shape in metres: twice its area over its outline. */
export function meanWidthOf(shape: Shape): number {
  let outline = 0
  for (const part of shape.parts) for (const ring of part) outline += lengthOf(ring)
  return outline === 0 ? 0 : (2 * areaOf(shape)) / outline
}

/** Places in the list of the shapes that are slivers. */
export const findSlivers = (shapes: readonly Shape[]): number[] =>
  shapes.flatMap((shape, at) => (meanWidthOf(shape) < sliverWidthMetres ? [at] : []))

function lengthOf(ring: Float64Array): number {
  let length = 0
  for (let i = 0; i + 3 < ring.length; i += 2)
    length += Math.hypot(ring[i + 2]! - ring[i]!, ring[i + 3]! - ring[i + 1]!)
  return length
}
