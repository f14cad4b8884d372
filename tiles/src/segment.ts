import { setImmediate as nextTurn } from 'node:timers/promises'
import Flatbush from 'flatbush'
import { codeOf, type Dictionary, type TileValue } from './dictionary.ts'
import { latToWorld, lonToWorld, maxZoom, snapBits } from './mercator.ts'
import { doubleArea, isSimple } from './valid-polygon.ts'

export type GeometryKind = 'point' | 'line' | 'polygon'

/**
 * Features of one layer in columns: the whole of it, or the small tail of recent edits.
 * Parts are points runs of `xy`: rings of polygons (open, outer positive and holes negative by shoelace sum),
 * lines, or single points. Features lie in Hilbert order, so that a tile reads memory forwards.
 */
export type Segment = {
  geometry: GeometryKind
  count: number
  ids: Float64Array
  /** World units (see mercator.ts), x and y by turns. */
  xy: Int32Array
  /** Index in `xy` just past each part. */
  partEnds: Uint32Array
  /** 1 where a part is a hole. */
  partIsHole: Uint8Array
  /** First part of each feature; one more entry than features. */
  firstPart: Uint32Array
  /** Bit z is set when the polygon snapped to zoom z crosses or touches itself and must be repaired there. */
  defects: Uint32Array
  /** Value codes, one array per column of the layer. */
  codes: Uint32Array[]
  index: Flatbush | null
  /** 1 where a feature was edited or deleted since. */
  removed: Uint8Array | null
  removedCount: number
  /** Places by ascending id, made when first asked for. */
  byId: Uint32Array | null
}

/** One feature as it comes from a database page or a test. Rings may be closed or open and wind either way. */
export type FeatureInput = {
  id: number
  /** Polygons: lists of rings, outer first; lines: lists of lines in one list; points: likewise. lon,lat degrees, flat. */
  polygons: ArrayLike<number>[][]
  values: readonly (TileValue | undefined)[]
}

/** Not looked for yet; no real set of defects has bit 31. */
const unknownDefects = 0xffffffff

/** A growable typed array. */
class Column<T extends Int32Array | Uint32Array | Uint8Array | Float64Array> {
  length = 0
  array: T
  constructor(array: T) {
    this.array = array
  }
  push(value: number): void {
    if (this.length === this.array.length) this.grow()
    this.array[this.length++] = value
  }
  private grow(): void {
    const Type = this.array.constructor as new (length: number) => T
    const larger = new Type(Math.max(64, this.length * 2))
    larger.set(this.array as never)
    this.array = larger
  }
  trimmed(): T {
    return this.array.slice(0, this.length) as T
  }
}

/** Collects features and makes a segment of them. */
export class SegmentBuilder {
  private readonly ids = new Column(new Float64Array(64))
  private readonly xy = new Column(new Int32Array(256))
  private readonly partEnds = new Column(new Uint32Array(64))
  private readonly partIsHole = new Column(new Uint8Array(64))
  private readonly firstPart = new Column(new Uint32Array(65))
  private readonly defects = new Column(new Uint32Array(64))
  private readonly codes: Column<Uint32Array>[]
  private readonly geometry: GeometryKind
  private readonly dictionaries: readonly Dictionary[]

  constructor(geometry: GeometryKind, dictionaries: readonly Dictionary[]) {
    this.geometry = geometry
    this.dictionaries = dictionaries
    this.codes = dictionaries.map(() => new Column(new Uint32Array(64)))
  }

  get count(): number {
    return this.ids.length
  }

  /** Adds a feature; one with no usable geometry is left out. @returns whether it was taken */
  add(feature: FeatureInput): boolean {
    const parts = this.partEnds.length
    for (const rings of feature.polygons) this.addPolygon(rings)
    if (this.partEnds.length === parts) return false
    this.firstPart.push(parts)
    this.ids.push(feature.id)
    this.defects.push(unknownDefects)
    this.codes.forEach((column, i) => {
      column.push(codeOf(this.dictionaries[i]!, feature.values[i]))
    })
    return true
  }

  /** Adds a feature out of another segment of the same layer, without unpacking it. */
  copy(from: Segment, feature: number): void {
    this.firstPart.push(this.partEnds.length)
    for (let part = from.firstPart[feature]!; part < from.firstPart[feature + 1]!; part++) {
      const end = from.partEnds[part]!
      for (let i = part === 0 ? 0 : from.partEnds[part - 1]!; i < end; i++) this.xy.push(from.xy[i]!)
      this.partEnds.push(this.xy.length)
      this.partIsHole.push(from.partIsHole[part]!)
    }
    this.ids.push(from.ids[feature]!)
    this.defects.push(from.defects[feature]!)
    this.codes.forEach((column, i) => {
      column.push(from.codes[i]![feature]!)
    })
  }

  private addPolygon(rings: ArrayLike<number>[]): void {
    for (let r = 0; r < rings.length; r++) {
      const taken = this.addPart(rings[r]!, this.geometry === 'polygon' && r > 0)
      if (!taken && r === 0 && this.geometry === 'polygon') return
    }
  }

  /** Projects one ring, line or point, without repeated points; a ring is opened and turned the right way round. */
  private addPart(lonLat: ArrayLike<number>, isHole: boolean): boolean {
    const { xy } = this
    const start = xy.length
    for (let i = 0; i + 1 < lonLat.length; i += 2) {
      if (!Number.isFinite(lonLat[i]) || !Number.isFinite(lonLat[i + 1])) continue
      const x = lonToWorld(lonLat[i]!)
      const y = latToWorld(lonLat[i + 1]!)
      if (xy.length > start && xy.array[xy.length - 2] === x && xy.array[xy.length - 1] === y) continue
      xy.push(x)
      xy.push(y)
    }
    if (!this.closePart(start, isHole)) {
      xy.length = start
      return false
    }
    this.partEnds.push(xy.length)
    this.partIsHole.push(isHole ? 1 : 0)
    return true
  }

  private closePart(start: number, isHole: boolean): boolean {
    const { xy, geometry } = this
    if (geometry !== 'polygon') return xy.length - start >= (geometry === 'line' ? 4 : 2)
    const { array } = xy
    if (array[start] === array[xy.length - 2] && array[start + 1] === array[xy.length - 1]) xy.length -= 2
    if (xy.length - start < 6) return false
    const area = doubleArea(array, start, xy.length)
    if (area === 0) return false
    if (area > 0 === isHole) reversePoints(array, start, xy.length)
    return true
  }

  /**
   * The finished segment, sorted, indexed and with its defects found.
   * @param fromZoom lowest zoom at which features are drawn one by one; below it no defects are looked for
   */
  finish(fromZoom = 0): Segment {
    this.firstPart.push(this.partEnds.length)
    const raw: Segment = {
      geometry: this.geometry,
      count: this.ids.length,
      ids: this.ids.trimmed(),
      xy: this.xy.trimmed(),
      partEnds: this.partEnds.trimmed(),
      partIsHole: this.partIsHole.trimmed(),
      firstPart: this.firstPart.trimmed(),
      defects: this.defects.trimmed(),
      codes: this.codes.map((column) => column.trimmed()),
      index: null,
      removed: null,
      removedCount: 0,
      byId: null,
    }
    if (raw.count === 0) return raw
    const sorted = inOrder(raw, hilbertOrder(raw))
    sorted.index = indexOf(sorted)
    if (sorted.geometry === 'polygon') findDefects(sorted, fromZoom)
    else sorted.defects.fill(0)
    return sorted
  }
}

function reversePoints(xy: Int32Array, start: number, end: number): void {
  for (let i = start, j = end - 2; i < j; i += 2, j -= 2) {
    const x = xy[i]!
    const y = xy[i + 1]!
    xy[i] = xy[j]!
    xy[i + 1] = xy[j + 1]!
    xy[j] = x
    xy[j + 1] = y
  }
}

/** First index in `xy` of a part. */
export const partStart = (segment: Segment, part: number): number => (part === 0 ? 0 : segment.partEnds[part - 1]!)

/** Place of a feature, live or removed, or -1. */
export function featureById(segment: Segment, id: number): number {
  const { ids, count } = segment
  if (count === 0) return -1
  segment.byId ??= Uint32Array.from({ length: count }, (_, f) => f).sort((a, b) => ids[a]! - ids[b]!)
  let low = 0
  let high = count - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (ids[segment.byId[middle]!]! < id) low = middle + 1
    else high = middle
  }
  const place = segment.byId[low]!
  return ids[place] === id ? place : -1
}

/** Puts a tombstone on a feature. */
export function removeFeature(segment: Segment, feature: number): void {
  segment.removed ??= new Uint8Array(segment.count)
  if (segment.removed[feature]) return
  segment.removed[feature] = 1
  segment.removedCount++
}

/** Copies live features into a builder, letting other work in between slices. */
export async function copyLiveInSlices(segment: Segment, builder: SegmentBuilder): Promise<void> {
  for (let f = 0; f < segment.count; f++) {
    if (!segment.removed?.[f]) builder.copy(segment, f)
    if (f % 5000 === 4999) await nextTurn()
  }
}

/** Bytes of a segment's arrays and index. */
export function segmentBytes(segment: Segment): number {
  const { ids, xy, partEnds, partIsHole, firstPart, defects, codes, removed, byId, index } = segment
  const arrays = [ids, xy, partEnds, partIsHole, firstPart, defects, ...codes]
  const sum = arrays.reduce(
    (bytes, array) => bytes + array.byteLength,
    (removed?.byteLength ?? 0) + (byId?.byteLength ?? 0),
  )
  return sum + (index?.data.byteLength ?? 0)
}

/** World-unit box of a feature: [minX, minY, maxX, maxY]. */
export function featureBox(segment: Segment, feature: number): [number, number, number, number] {
  const start = partStart(segment, segment.firstPart[feature]!)
  const end = segment.partEnds[segment.firstPart[feature + 1]! - 1]!
  let minX = 2 ** 31
  let minY = 2 ** 31
  let maxX = -(2 ** 31)
  let maxY = -(2 ** 31)
  for (let i = start; i < end; i += 2) {
    const x = segment.xy[i]!
    const y = segment.xy[i + 1]!
    if (x < minX) minX = x
    if (x > maxX) maxX = x
    if (y < minY) minY = y
    if (y > maxY) maxY = y
  }
  return [minX, minY, maxX, maxY]
}

/** Hilbert-curve distance of a 16-bit point (the well-known rotate-and-reflect loop). */
function hilbert(px: number, py: number): number {
  let x = px
  let y = py
  let distance = 0
  for (let side = 1 << 15; side > 0; side >>= 1) {
    const rx = (x & side) > 0 ? 1 : 0
    const ry = (y & side) > 0 ? 1 : 0
    distance = distance * 4 + ((3 * rx) ^ ry)
    if (ry === 0) {
      if (rx === 1) {
        x = 65535 - x
        y = 65535 - y
      }
      const swap = x
      x = y
      y = swap
    }
  }
  return distance
}

function hilbertOrder(segment: Segment): Uint32Array {
  const { count } = segment
  const centres = new Float64Array(count * 2)
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let f = 0; f < count; f++) {
    const box = featureBox(segment, f)
    const x = (box[0] + box[2]) / 2
    const y = (box[1] + box[3]) / 2
    centres[f * 2] = x
    centres[f * 2 + 1] = y
    minX = Math.min(minX, x)
    minY = Math.min(minY, y)
    maxX = Math.max(maxX, x)
    maxY = Math.max(maxY, y)
  }
  const scale = 65535 / Math.max(maxX - minX, maxY - minY, 1)
  const keys = new Float64Array(count)
  const indexSpace = 2 ** Math.max(21, Math.ceil(Math.log2(count + 1)))
  const spare = indexSpace / 2 ** 21
  for (let f = 0; f < count; f++) {
    const key = hilbert(Math.floor((centres[f * 2]! - minX) * scale), Math.floor((centres[f * 2 + 1]! - minY) * scale))
    // 32 bits of curve and 21 bits of index make one sortable double; a larger layer gives up curve bits.
    keys[f] = Math.floor(key / spare) * indexSpace + f
  }
  keys.sort()
  return Uint32Array.from(keys, (key) => key % indexSpace)
}

/** Copies a segment with its features in the given order. */
function inOrder(from: Segment, order: Uint32Array): Segment {
  const to: Segment = {
    ...from,
    ids: new Float64Array(from.count),
    defects: order.map((f) => from.defects[f]!),
    xy: new Int32Array(from.xy.length),
    partEnds: new Uint32Array(from.partEnds.length),
    partIsHole: new Uint8Array(from.partIsHole.length),
    firstPart: new Uint32Array(from.count + 1),
    codes: from.codes.map((codes) => order.map((f) => codes[f]!)),
  }
  let at = 0
  let part = 0
  for (let i = 0; i < order.length; i++) {
    const f = order[i]!
    to.ids[i] = from.ids[f]!
    to.firstPart[i] = part
    for (let p = from.firstPart[f]!; p < from.firstPart[f + 1]!; p++) {
      const points = from.xy.subarray(partStart(from, p), from.partEnds[p]!)
      to.xy.set(points, at)
      at += points.length
      to.partEnds[part] = at
      to.partIsHole[part++] = from.partIsHole[p]!
    }
  }
  to.firstPart[order.length] = part
  return to
}

/** Index of the features' boxes. */
export function indexOf(segment: Segment): Flatbush {
  const index = new Flatbush(segment.count, 16, Int32Array)
  for (let f = 0; f < segment.count; f++) index.add(...featureBox(segment, f))
  index.finish()
  return index
}

/** Snaps each polygon to each zoom's grid once, so that the encoder knows beforehand where it must repair. */
function findDefects(segment: Segment, fromZoom: number): void {
  const points = { array: new Int32Array(256), length: 0 }
  const ends: number[] = []
  for (let f = 0; f < segment.count; f++) {
    if (segment.defects[f] !== unknownDefects) continue
    let defects = 0
    for (let zoom = Math.max(fromZoom, 0); zoom <= maxZoom; zoom++) {
      points.length = 0
      ends.length = 0
      for (let part = segment.firstPart[f]!; part < segment.firstPart[f + 1]!; part++) {
        if (!segment.partIsHole[part] && points.length > 0) {
          if (!isSimple(points.array, ends)) defects |= 1 << zoom
          points.length = 0
          ends.length = 0
        }
        snapRing(segment, part, zoom, points)
        if (points.length > (ends[ends.length - 1] ?? 0)) ends.push(points.length)
      }
      if (points.length > 0 && !isSimple(points.array, ends)) defects |= 1 << zoom
    }
    segment.defects[f] = defects
  }
}

/** Appends a ring snapped to a zoom's grid; nothing when it has shrunk below three points. */
function snapRing(segment: Segment, part: number, zoom: number, into: { array: Int32Array; length: number }): void {
  const { shift } = snapBits(zoom)
  const half = shift > 0 ? 2 ** (shift - 1) : 0
  const start = into.length
  const from = partStart(segment, part)
  const end = segment.partEnds[part]!
  if (start + end - from > into.array.length) {
    const larger = new Int32Array((start + end - from) * 2)
    larger.set(into.array)
    into.array = larger
  }
  const { array } = into
  const { xy } = segment
  let to = start
  for (let i = from; i < end; i += 2) {
    const x = (xy[i]! + half) >> shift
    const y = (xy[i + 1]! + half) >> shift
    if (to > start && array[to - 2] === x && array[to - 1] === y) continue
    array[to++] = x
    array[to++] = y
  }
  if (to - start > 2 && array[start] === array[to - 2] && array[start + 1] === array[to - 1]) to -= 2
  into.length = to - start < 6 ? start : to
}
