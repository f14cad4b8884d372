import { coverMaxZoom } from './cover.ts'
import { type ContourOptions, cellUnits, contour } from './cover-contour.ts'
import { rasterise } from './cover-raster.ts'
import { type CoverPolygon, defaultBuffer, encodeCover, encodeTile, type TileColumn, tileBox } from './encoder.ts'
import { tileExtent } from './mercator.ts'
import { featureBox, type Segment } from './segment.ts'
import type { Audience, LayerSnapshot } from './snapshot.ts'

/** No layer of a tile may be larger than this, uncompressed. */
export const tileBudgetBytes = 500_000

/** Attributes that stay when a tile is crowded: what the map colours by. */
const essential = new Set(['id', 'use', 'class', 'code'])

/**
 * Bytes of one layer in one tile, for an audience; empty when nothing is there.
 * Far off (z ≤ 13) a layer with a cover is drawn as built-up blocks, `generalised: true`, without ids. Nearer, each
 * feature is drawn; a tile that would pass the budget gives up detail in steps, never area: first the finest grid, then
 * attributes, then its smallest features become blocks.
 */
export function layerTile(snapshot: LayerSnapshot, name: string, z: number, x: number, y: number, audience: Audience) {
  if (snapshot.cover && z < snapshot.shape.detailFromZoom && z <= coverMaxZoom) {
    const { cover } = snapshot
    return fitting(
      (options) => cover.polygons(z, x, y, options),
      (polygons) => encodeCover(name, polygons),
    )
  }
  const columns = snapshot.columnsFor(audience, z)
  const { segments } = snapshot
  const only = snapshot.filterFor(z)
  const whole = encodeTile([{ name, segments, columns }], z, x, y, { only })
  if (whole.length <= tileBudgetBytes) return whole
  const fewer = columns.filter((column) => essential.has(column.key))
  for (const kept of [columns, fewer]) {
    const coarse = encodeTile([{ name, segments, columns: kept }], z, x, y, { extraCoarse: 1, only })
    if (coarse.length <= tileBudgetBytes) return coarse
  }
  return crowded(segments, name, fewer, z, x, y, only)
}

type Filter = (segment: Segment, feature: number) => boolean
type Outlines = (options: Partial<ContourOptions>) => CoverPolygon[]

/** Outlines a cover, ever more smoothly until it fits. */
function fitting(outlines: Outlines, encode: (cover: CoverPolygon[]) => Uint8Array): Uint8Array {
  let bytes = encode(outlines({}))
  for (let least = 40; bytes.length > tileBudgetBytes && least < 10_000; least *= 4) {
    bytes = encode(outlines({ minAreaUnits: least, minHoleUnits: least, toleranceUnits: 2, threshold: 64 }))
  }
  return bytes
}

/** The largest features one by one, as many as fit in half the budget, and a cover of the rest below them. */
function crowded(
  segments: readonly Segment[],
  name: string,
  columns: TileColumn[],
  z: number,
  x: number,
  y: number,
  visible: Filter = () => true,
): Uint8Array {
  const sizes: number[] = []
  const size = (segment: Segment, feature: number) => {
    const [minX, minY, maxX, maxY] = featureBox(segment, feature)
    return (maxX - minX) * (maxY - minY)
  }
  const box = tileBox(z, x, y)
  for (const segment of segments) {
    for (const f of segment.index?.search(...box) ?? []) if (visible(segment, f)) sizes.push(size(segment, f))
  }
  sizes.sort((a, b) => b - a)
  for (let keep = Math.min(sizes.length, 6000); ; keep = Math.floor(keep / 2)) {
    const smallest = sizes[keep] ?? 0
    const only: Filter = (segment, feature) => visible(segment, feature) && size(segment, feature) > smallest
    const bytes = encodeTile([{ name, segments, columns }], z, x, y, { extraCoarse: 1, only })
    if (bytes.length > tileBudgetBytes / 2 && keep > 0) continue
    if (segments[0]?.geometry !== 'polygon') return bytes
    const rest = coverHere(
      segments,
      z,
      x,
      y,
      (segment, feature) => visible(segment, feature) && !only(segment, feature),
    )
    return fitting(rest, (cover) => encodeTile([{ name, segments, columns }], z, x, y, { extraCoarse: 1, only, cover }))
  }
}

/** A cover of some features at the tile's own zoom. */
function coverHere(segments: readonly Segment[], z: number, x: number, y: number, only: Filter): Outlines {
  const cells = tileExtent / cellUnits + 2 * rimCells
  const [minX, minY] = tileBox(z, x, y, rimCells * cellUnits - 1)
  const cell = 2 ** (32 - z) / (tileExtent / cellUnits)
  const values = rasterise(segments, { originX: minX, originY: minY, cell, size: cells }, only)
  if (!values) return () => []
  for (let i = 0; i < cells; i++) {
    values[i] = 0
    values[values.length - 1 - i] = 0
    values[i * cells] = 0
    values[i * cells + cells - 1] = 0
  }
  const field = { values, width: cells, height: cells, left: -rimCells * cellUnits, top: -rimCells * cellUnits }
  return (options) =>
    contour(field, { threshold: 100, toleranceUnits: 1.5, minAreaUnits: 10, minHoleUnits: 24, ...options })
}

const rimCells = defaultBuffer / cellUnits + 1
