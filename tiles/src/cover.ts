import { setImmediate as nextTurn } from 'node:timers/promises'
import { type ContourOptions, cellUnits, contour, type Field } from './cover-contour.ts'
import { rasterise } from './cover-raster.ts'
import type { CoverPolygon } from './encoder.ts'
import { tileExtent, tileIndex, tileOrigin } from './mercator.ts'
import type { Segment } from './segment.ts'

/** Highest zoom that is drawn as cover; above it every feature is drawn. */
export const coverMaxZoom = 13
const cellsPerTile = tileExtent / cellUnits
const chunkCells = 256
const chunksPerTile = cellsPerTile / chunkCells
const bufferCells = 17
const warmFromZoom = 8

type Box = readonly [minX: number, minY: number, maxX: number, maxY: number]
type Chunk = Uint8Array<ArrayBuffer> | null

/**
 * The plots of a town seen from afar: how much of each half-pixel cell they cover, kept at z13 and averaged two by two
 * down to z0, outlined per tile on demand. So low zooms stay full, whatever the number of plots, and an edit repaints
 * only the chunks (256 × 256 cells, 1.2 km at z13) that it touches.
 */
export class Cover {
  private readonly segments: () => readonly Segment[]
  private readonly chunks: Map<number, Chunk>[] = Array.from({ length: coverMaxZoom + 1 }, () => new Map())

  /** @param segments the layer's segments as they now are */
  constructor(segments: () => readonly Segment[]) {
    this.segments = segments
  }

  /** Bytes held. */
  get byteLength(): number {
    let bytes = 0
    for (const level of this.chunks) for (const chunk of level.values()) bytes += 48 + (chunk?.length ?? 0)
    return bytes
  }

  /** Forgets what lies in a world-unit box, at every zoom. */
  forget(box: Box): void {
    for (let z = 0; z <= coverMaxZoom; z++) {
      const chunks = this.chunks[z]!
      if (chunks.size === 0) continue
      const [west, north, east, south] = box.map((value) => tileIndex(z + Math.log2(chunksPerTile), value)) as [
        number,
        number,
        number,
        number,
      ]
      for (let y = north; y <= south; y++) for (let x = west; x <= east; x++) chunks.delete(chunkKey(x, y))
    }
  }

  /** Outlines in one tile at z ≤ 13, in tile units. */
  polygons(z: number, x: number, y: number, options: Partial<ContourOptions> = {}): CoverPolygon[] {
    const field = this.field(z, x, y)
    return field ? contour(field, { ...contourOptions(z), ...options }) : []
  }

  /** Paints everything beforehand, so that no first look at a low zoom has to wait. The event loop is let in between. */
  async warm(): Promise<void> {
    const zoom = coverMaxZoom + Math.log2(chunksPerTile)
    for (const segment of this.segments()) {
      if (!segment.index) continue
      const { minX, minY, maxX, maxY } = segment.index
      for (let cy = tileIndex(zoom, minY); cy <= tileIndex(zoom, maxY); cy++) {
        for (let cx = tileIndex(zoom, minX); cx <= tileIndex(zoom, maxX); cx++) this.chunk(coverMaxZoom, cx, cy)
        await nextTurn()
      }
    }
    for (let z = coverMaxZoom - 1; z >= warmFromZoom; z--) {
      for (const key of [...this.chunks[z + 1]!.keys()]) {
        this.chunk(z, Math.floor(key / 2 ** 20) >> 1, (key % 2 ** 20) >> 1)
      }
      await nextTurn()
    }
  }

  private field(z: number, x: number, y: number): Field | null {
    const size = cellsPerTile + 2 * bufferCells
    const left = x * cellsPerTile - bufferCells
    const top = y * cellsPerTile - bufferCells
    let values: Uint8Array | null = null
    const first = (from: number) => Math.floor(from / chunkCells)
    for (let cy = first(top); cy <= first(top + size - 1); cy++) {
      for (let cx = first(left); cx <= first(left + size - 1); cx++) {
        const chunk = this.chunk(z, cx, cy)
        if (!chunk) continue
        values ??= new Uint8Array(size * size)
        paste(chunk, cx * chunkCells - left, cy * chunkCells - top, values, size)
      }
    }
    if (!values) return null
    clearRim(values, size)
    return { values, width: size, height: size, left: -bufferCells * cellUnits, top: -bufferCells * cellUnits }
  }

  private chunk(z: number, cx: number, cy: number): Chunk {
    const chunks = this.chunks[z]!
    const key = chunkKey(cx, cy)
    const known = chunks.get(key)
    if (known !== undefined) return known
    const made = this.isEmpty(z, cx, cy) ? null : z === coverMaxZoom ? this.paint(cx, cy) : this.shrink(z, cx, cy)
    chunks.set(key, made)
    return made
  }

  private isEmpty(z: number, cx: number, cy: number): boolean {
    const zoom = z + Math.log2(chunksPerTile)
    const [west, north] = [tileOrigin(zoom, cx), tileOrigin(zoom, cy)]
    const size = 2 ** (32 - zoom)
    return !this.segments().some((segment) => segment.index?.collides(west, north, west + size, north + size))
  }

  private paint(cx: number, cy: number): Chunk {
    const cell = 2 ** (32 - coverMaxZoom) / cellsPerTile
    const zoom = coverMaxZoom + Math.log2(chunksPerTile)
    const window = { originX: tileOrigin(zoom, cx), originY: tileOrigin(zoom, cy), cell, size: chunkCells }
    return rasterise(this.segments(), window)
  }

  private shrink(z: number, cx: number, cy: number): Chunk {
    let result: Chunk = null
    for (const [dx, dy] of quarters) {
      const child = this.chunk(z + 1, cx * 2 + dx, cy * 2 + dy)
      if (!child) continue
      result ??= new Uint8Array(chunkCells * chunkCells)
      average(child, result, dx * (chunkCells / 2), dy * (chunkCells / 2))
    }
    return result
  }
}

const quarters = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
] as const

const chunkKey = (x: number, y: number): number => x * 2 ** 20 + y

/** The farther off, the less cover makes a cell count as built, so that thin settlements do not vanish. */
export const contourOptions = (z: number): ContourOptions => ({
  threshold: Math.max(64, 128 - (coverMaxZoom - z) * 13),
  toleranceUnits: 1.5,
  minAreaUnits: 10,
  minHoleUnits: z >= 12 ? 24 : 48,
})

function average(child: Uint8Array, into: Uint8Array, left: number, top: number): void {
  for (let y = 0; y < chunkCells / 2; y++) {
    let from = y * 2 * chunkCells
    let to = (top + y) * chunkCells + left
    for (let x = 0; x < chunkCells / 2; x++, from += 2, to++) {
      const sum = child[from]! + child[from + 1]! + child[from + chunkCells]! + child[from + chunkCells + 1]!
      into[to] = (sum + 2) >> 2
    }
  }
}

function paste(chunk: Uint8Array, left: number, top: number, into: Uint8Array, size: number): void {
  const from = Math.max(0, -left)
  const to = Math.min(chunkCells, size - left)
  for (let y = Math.max(0, -top); y < Math.min(chunkCells, size - top); y++) {
    into.set(chunk.subarray(y * chunkCells + from, y * chunkCells + to), (top + y) * size + left + from)
  }
}

/** Zeros round the edge close every outline inside the buffer. */
function clearRim(values: Uint8Array, size: number): void {
  values.fill(0, 0, size)
  values.fill(0, (size - 1) * size)
  for (let y = 0; y < size; y++) {
    values[y * size] = 0
    values[y * size + size - 1] = 0
  }
}
