import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { type Frame, type Tile, tileToPixels } from './frame.ts'

export type Pixel = [x: number, y: number]

/** A feature of one tile in pixels of the picture. `kept` parts leave out what only lies in the tile's buffer. */
export type Shape = {
  kind: 'point' | 'line' | 'polygon'
  properties: Record<string, unknown>
  /** Rings, lines or single points, whole. */
  parts: Pixel[][]
  /** Strokes to be drawn for this tile, so that a neighbour's copy is not drawn twice and no tile edge shows. */
  kept: Pixel[][]
}

/** Shapes by MVT layer name. */
export type Shapes = Map<string, Shape[]>

const KINDS = ['point', 'line', 'polygon'] as const

/** Reads a tile's layers into pixels and adds them to `shapes`. Throws on bytes that are no vector tile. */
export function addTile(shapes: Shapes, bytes: Uint8Array, frame: Frame, tile: Tile): void {
  const decoded = new VectorTile(new PbfReader(bytes))
  for (const [name, layer] of Object.entries(decoded.layers)) {
    const toPixels = tileToPixels(frame, tile, layer.extent)
    const list = shapes.get(name) ?? []
    shapes.set(name, list)
    for (let index = 0; index < layer.length; index++) {
      const feature = layer.feature(index)
      const kind = KINDS[feature.type - 1]
      if (!kind) continue
      const units = feature.loadGeometry()
      const own = kind === 'point' ? units.filter((part) => part[0] && isInside(part[0], layer.extent)) : units
      const parts = own.map((part) => part.map(({ x, y }) => toPixels(x, y)))
      if (!isSeen(parts, kind, frame)) continue
      list.push({
        kind,
        properties: feature.properties,
        parts,
        kept: kind === 'point' ? [] : own.flatMap((part) => strokesInside(part, layer.extent, toPixels)),
      })
    }
  }
}

/** Pixels beyond the picture that a stroke or a shadow still reaches in from. */
const REACH_PX = 60
/** An area smaller than this is less than a speck. */
const SPECK_PX = 0.7

/** Most of a tile may lie outside the picture; drawing that would cost more than all the rest. */
function isSeen(parts: readonly Pixel[][], kind: Shape['kind'], { widthPx, heightPx }: Frame): boolean {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const part of parts) {
    for (const [x, y] of part) {
      if (x < left) left = x
      if (x > right) right = x
      if (y < top) top = y
      if (y > bottom) bottom = y
    }
  }
  if (kind === 'polygon' && right - left < SPECK_PX && bottom - top < SPECK_PX) return false
  return right >= -REACH_PX && bottom >= -REACH_PX && left <= widthPx + REACH_PX && top <= heightPx + REACH_PX
}

type Unit = { x: number; y: number }

const isInside = ({ x, y }: Unit, extent: number): boolean => x >= 0 && y >= 0 && x < extent && y < extent

/** Runs of segments that are not wholly beyond one edge of the tile. */
function strokesInside(part: Unit[], extent: number, toPixels: (x: number, y: number) => Pixel): Pixel[][] {
  const runs: Pixel[][] = []
  let run: Pixel[] = []
  for (let at = 1; at < part.length; at++) {
    const [a, b] = [part[at - 1]!, part[at]!]
    const beyond =
      (a.x < 0 && b.x < 0) || (a.y < 0 && b.y < 0) || (a.x > extent && b.x > extent) || (a.y > extent && b.y > extent)
    if (beyond) {
      if (run.length > 1) runs.push(run)
      run = []
      continue
    }
    if (run.length === 0) run.push(toPixels(a.x, a.y))
    run.push(toPixels(b.x, b.y))
  }
  if (run.length > 1) runs.push(run)
  return runs
}
