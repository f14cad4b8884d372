/**
 * Vector tiles (MVT 2.1) straight from columns to bytes: the hot path of the map.
 * One file on purpose, with its test (encoder.test.ts) and its bench (infra/bench/tiles.ts): the loops over points,
 * the clipping and the protobuf writing share one output buffer and a few scratch arrays, and allocate nothing for a
 * feature that lies inside the tile. Not re-entrant; encoding never awaits.
 */
import { codeOf, createDictionary, type Dictionary } from './dictionary.ts'
import { maxZoom, snapBits, tileExtent, tileOrigin } from './mercator.ts'
import { partStart, type Segment } from './segment.ts'
import { doubleArea, isSimple, type Ring, repairPolygons } from './valid-polygon.ts'

/**
 * One attribute of a layer as the encoder sees it: `column` is its place in `Segment.codes`.
 * A column without a dictionary is the feature's id once more, as an attribute.
 */
export type TileColumn = { key: string; column: number; dictionary: Dictionary | null }

/** One MVT layer to be written: the base snapshot and the tail of edits, with the attributes this reader may see. */
export type TileSource = { name: string; segments: readonly Segment[]; columns: readonly TileColumn[] }

/** A polygon without a feature of its own, in tile units: `[outer, …holes]`, flat open rings. */
export type CoverPolygon = Ring[]

export type EncodeOptions = {
  /** Units of 1/4096 drawn beyond the tile's edge. */
  buffer?: number
  /** Coarser grid than the zoom's own, in bits; used only to keep a crowded tile within its budget. */
  extraCoarse?: number
  /** Polygons drawn below the features of every source, with the attribute `generalised: true` and no id. */
  cover?: readonly CoverPolygon[]
  /** Only features that this says yes to. */
  only?: (segment: Segment, feature: number) => boolean
}

export const defaultBuffer = 64
const coverKey = 'generalised'
const text = new TextEncoder()
/** Names of layers and attributes as bytes; there are few, and every tile writes them. */
const names = new Map<string, Uint8Array>()

function nameBytes(name: string): Uint8Array {
  const known = names.get(name)
  if (known) return known
  const bytes = text.encode(name)
  if (names.size < 1000) names.set(name, bytes)
  return bytes
}

let out = new Uint8Array(1 << 20)
let pos = 0
let points = new Int32Array(1 << 12)

let originX = 0
let originY = 0
let shift = 0
let coarse = 0
let half = 0
let lo = 0
let hi = 0
let zoomBit = 0
let farView = false
let cursorX = 0
let cursorY = 0
let featureCount = 0
/** The grid is not the zoom's own, so the columns' defect bits say nothing about it. */
let unchecked = false

function reserve(bytes: number): void {
  if (pos + bytes <= out.length) return
  const larger = new Uint8Array(Math.max(out.length * 2, pos + bytes))
  larger.set(out)
  out = larger
}

function writeVarint(value: number): void {
  let rest = value
  while (rest > 0x7fffffff) {
    out[pos++] = (rest % 128) | 128
    rest = Math.floor(rest / 128)
  }
  while (rest > 127) {
    out[pos++] = (rest & 127) | 128
    rest >>>= 7
  }
  out[pos++] = rest
}

const varintSize = (value: number): number => (value < 128 ? 1 : 1 + varintSize(Math.floor(value / 128)))

/** Fills in a length that was left one byte of room, moving the body when the length needs more. */
function patchLength(at: number): void {
  const length = pos - at - 1
  if (length < 128) {
    out[at] = length
    return
  }
  const extra = varintSize(length) - 1
  reserve(extra)
  out.copyWithin(at + 1 + extra, at + 1, pos)
  const end = pos + extra
  pos = at
  writeVarint(length)
  pos = end
}

function moveBy(x: number, y: number): void {
  const dx = x - cursorX
  const dy = y - cursorY
  cursorX = x
  cursorY = y
  let value = ((dx << 1) ^ (dx >> 31)) >>> 0
  while (value > 127) {
    out[pos++] = (value & 127) | 128
    value >>>= 7
  }
  out[pos++] = value
  value = ((dy << 1) ^ (dy >> 31)) >>> 0
  while (value > 127) {
    out[pos++] = (value & 127) | 128
    value >>>= 7
  }
  out[pos++] = value
}

/** Writes the first `end` numbers of `points` as one line: MoveTo, LineTo. */
function writeLine(end: number): void {
  reserve(end * 5 + 16)
  out[pos++] = 9
  moveBy(points[0]!, points[1]!)
  writeVarint(((end / 2 - 1) << 3) | 2)
  for (let i = 2; i < end; i += 2) moveBy(points[i]!, points[i + 1]!)
}

/** The same, closed. */
function writeRing(end: number): void {
  writeLine(end)
  out[pos++] = 15
}

/** Brings a ring or line from the slow path into `points`, so that the fast loops only ever see one kind of array. */
function load(ring: Ring): number {
  growPoints(ring.length)
  for (let i = 0; i < ring.length; i++) points[i] = ring[i]!
  return ring.length
}

function growPoints(length: number): void {
  if (length <= points.length) return
  const larger = new Int32Array(length * 2)
  larger.set(points)
  points = larger
}

let strays = 0
/** Snaps one part into `points`, dropping repeats. `strays` turns negative when a point lies beyond the buffer. */
function snapPart(segment: Segment, part: number): number {
  const { xy } = segment
  const start = partStart(segment, part)
  const end = segment.partEnds[part]!
  growPoints(end - start)
  if (farView) return snapFar(xy, start, end)
  const ring = points
  const [west, north, bitsOut, bitsBack, low, high] = [originX - half, originY - half, shift, coarse, lo, hi]
  let to = 0
  let flag = 0
  let lastX = -0x80000000
  let lastY = 0
  for (let i = start; i < end; i += 2) {
    const x = ((xy[i]! - west) >> bitsOut) << bitsBack
    const y = ((xy[i + 1]! - north) >> bitsOut) << bitsBack
    if (x === lastX && y === lastY) continue
    lastX = x
    lastY = y
    ring[to] = x
    ring[to + 1] = y
    to += 2
    flag |= (x - low) | (high - x) | (y - low) | (high - y)
  }
  strays |= flag
  return to
}

/** The same for z0 to z2, where differences pass 31 bits. */
function snapFar(xy: Int32Array, start: number, end: number): number {
  const scale = 2 ** -shift
  let to = 0
  for (let i = start; i < end; i += 2) {
    const x = Math.floor((xy[i]! - originX + half) * scale) * 2 ** coarse
    const y = Math.floor((xy[i + 1]! - originY + half) * scale) * 2 ** coarse
    if (to > 0 && points[to - 2] === x && points[to - 1] === y) continue
    points[to++] = x
    points[to++] = y
    strays |= (x - lo) | (hi - x) | (y - lo) | (hi - y)
  }
  return to
}

/** Takes the closing repeat off the ring in `points`; 0 when fewer than three points are left. */
function openRing(end: number): number {
  const last = end > 2 && points[0] === points[end - 2] && points[1] === points[end - 1] ? end - 2 : end
  return last < 6 ? 0 : last
}

/** Twice the signed area of the ring in `points`. */
function ringArea(end: number): number {
  const x0 = points[0]!
  const y0 = points[1]!
  let sum = 0
  let ax = points[2]! - x0
  let ay = points[3]! - y0
  for (let i = 4; i < end; i += 2) {
    const bx = points[i]! - x0
    const by = points[i + 1]! - y0
    sum += ax * by - ay * bx
    ax = bx
    ay = by
  }
  return sum
}

/** Writes a polygon feature's rings. @returns false when nothing of it is left in this tile */
function writePolygons(segment: Segment, feature: number): boolean {
  const first = segment.firstPart[feature]!
  strays = 0
  if (segment.firstPart[feature + 1]! - first > 1 || (segment.defects[feature]! & zoomBit) !== 0) {
    return writeSlowly(segment, feature)
  }
  const last = openRing(snapPart(segment, first))
  if (last === 0) return false
  oneEnd[0] = last
  if (unchecked && !isSimple(points, oneEnd)) return writeSlowly(segment, feature)
  if (ringArea(last) <= 0) return false
  if (strays < 0) return writeClippedRing(last)
  writeRing(last)
  return true
}

let other = new Int32Array(1 << 12)
const oneEnd = [0]

/**
 * Clips the one ring in `points`, which is simple, without leaving the scratch arrays. A side crossed more than twice
 * leaves bridges: such a ring, and one that rounding broke, goes the slow way.
 */
function writeClippedRing(end: number): boolean {
  let minX = points[0]!
  let maxX = minX
  let minY = points[1]!
  let maxY = minY
  for (let i = 2; i < end; i += 2) {
    const x = points[i]!
    const y = points[i + 1]!
    if (x < minX) minX = x
    else if (x > maxX) maxX = x
    if (y < minY) minY = y
    else if (y > maxY) maxY = y
  }
  if (maxX <= lo || minX >= hi || maxY <= lo || minY >= hi) return false
  const whole = end > 64 ? points.slice(0, end) : null
  if (!whole) for (let i = 0; i < end; i++) original[i] = points[i]!
  let last = end
  crossings = 0
  if (minX < lo) last = clipScratch(last, 0, lo, true)
  if (maxX > hi && crossings <= 2) last = clipScratch(last, 0, hi, false)
  if (minY < lo && crossings <= 2) last = clipScratch(last, 1, lo, true)
  if (maxY > hi && crossings <= 2) last = clipScratch(last, 1, hi, false)
  if (last === 0) return false
  oneEnd[0] = last
  if (crossings > 2 || !isSimple(points, oneEnd))
    return writeClipped([Array.from(whole ?? original.subarray(0, end))], false)
  if (ringArea(last) <= 0) return false
  writeRing(last)
  return true
}

const original = new Int32Array(64)

/** One side of Sutherland–Hodgman on `points`; counts the crossings of this side. @returns the new end, 0 for nothing */
function clipScratch(end: number, axis: 0 | 1, line: number, keepAbove: boolean): number {
  if (other.length < end * 2 + 8) other = new Int32Array(end * 4)
  const [from, into] = [points, other]
  let to = 0
  let a = from[end - 2 + axis]!
  let b = from[end - 1 - axis]!
  let aIn = keepAbove ? a >= line : a <= line
  crossings = 0
  for (let i = 0; i < end; i += 2) {
    const c = from[i + axis]!
    const d = from[i + 1 - axis]!
    const cIn = keepAbove ? c >= line : c <= line
    if (cIn !== aIn) {
      crossings++
      const across = meetAt(line, a, b, c, d)
      if (to === 0 || into[to - 2 + axis] !== line || into[to - 1 - axis] !== across) {
        into[to + axis] = line
        into[to + 1 - axis] = across
        to += 2
      }
    }
    if (cIn && (to === 0 || into[to - 2 + axis] !== c || into[to - 1 - axis] !== d)) {
      into[to + axis] = c
      into[to + 1 - axis] = d
      to += 2
    }
    a = c
    b = d
    aIn = cIn
  }
  points = into
  other = from
  return openRing(to)
}

/** Several rings, or a ring that snapping broke: polygon by polygon, each clipped and repaired as it needs. */
function writeSlowly(segment: Segment, feature: number): boolean {
  const broken = unchecked || (segment.defects[feature]! & zoomBit) !== 0
  const end = segment.firstPart[feature + 1]!
  let written = false
  for (let part = segment.firstPart[feature]!; part < end; ) {
    const outer = takeRing(segment, part, broken)
    const rings = outer ? [outer] : []
    for (part++; part < end && segment.partIsHole[part]; part++) {
      const hole = outer && takeRing(segment, part, broken)
      if (hole) rings.push(hole)
    }
    if (rings.length > 0 && writeClipped(rings, broken)) written = true
  }
  return written
}

/** A snapped ring as an array. One known to be broken is kept whatever its turn: the repair makes sense of it. */
function takeRing(segment: Segment, part: number, broken: boolean): Ring | null {
  const last = openRing(snapPart(segment, part))
  if (last === 0) return null
  const turn = ringArea(last)
  if (!broken && (segment.partIsHole[part] ? turn >= 0 : turn <= 0)) return null
  return Array.from(points.subarray(0, last))
}

let crossings = 0

/** Where an edge meets a clip line, the same whichever way round the edge is walked, so that neighbours agree. */
function meetAt(line: number, a: number, b: number, c: number, d: number): number {
  const forward = a < c || (a === c && b < d)
  const t = forward ? (line - a) / (c - a) : (line - c) / (a - c)
  return Math.round(forward ? b + t * (d - b) : d + t * (b - d))
}

/** Sutherland–Hodgman against one side of the buffered tile. `axis` 0 = x, 1 = y; `keepAbove` keeps values ≥ line. */
function clipSide(ring: Ring, axis: 0 | 1, line: number, keepAbove: boolean): Ring {
  const result: Ring = []
  const n = ring.length
  let a = ring[n - 2 + axis]!
  let b = ring[n - 1 - axis]!
  let aIn = keepAbove ? a >= line : a <= line
  for (let i = 0; i < n; i += 2) {
    const c = ring[i + axis]!
    const d = ring[i + 1 - axis]!
    const cIn = keepAbove ? c >= line : c <= line
    if (cIn !== aIn) {
      crossings++
      addPoint(result, axis, line, meetAt(line, a, b, c, d))
    }
    if (cIn) addPoint(result, axis, c, d)
    a = c
    b = d
    aIn = cIn
  }
  return dropClosing(result)
}

function addPoint(ring: Ring, axis: 0 | 1, along: number, across: number): void {
  const x = axis === 0 ? along : across
  const y = axis === 0 ? across : along
  const n = ring.length
  if (n > 0 && ring[n - 2] === x && ring[n - 1] === y) return
  ring.push(x, y)
}

function dropClosing(ring: Ring): Ring {
  const n = ring.length
  if (n > 2 && ring[0] === ring[n - 2] && ring[1] === ring[n - 1]) ring.length = n - 2
  return ring.length < 6 ? [] : ring
}

/**
 * Clips one polygon (outer and holes) to the buffered tile and writes what is left.
 * A side crossed more than twice leaves bridges along the edge: those, and anything that rounding broke, are rebuilt
 * by `repairPolygons`, under whose even-odd rule bridges cancel out.
 */
function writeClipped(rings: Ring[], mayBeBroken: boolean): boolean {
  let clipped = rings
  let needsRepair = false
  for (const side of [0, 1, 2, 3] as const) {
    crossings = 0
    const axis = (side & 1) as 0 | 1
    clipped = clipped
      .map((ring) => clipSide(ring, axis, side < 2 ? lo : hi, side < 2))
      .filter((ring) => ring.length > 0)
    if (crossings > 2) needsRepair = true
    if (clipped.length === 0) return false
  }
  if (!needsRepair) needsRepair = (mayBeBroken || strays < 0) && !isWhole(clipped)
  if (!needsRepair) {
    if (doubleArea(clipped[0]!) <= 0) return false
    for (const ring of clipped) writeRing(load(ring))
    return true
  }
  const polygons = repairPolygons(clipped)
  for (const polygon of polygons) for (const ring of polygon) writeRing(load(ring))
  return polygons.length > 0
}

const flat: number[] = []
const flatEnds: number[] = []
/** Simple rings, the first of them outer and the rest holes by their turn. */
function isWhole(rings: readonly Ring[]): boolean {
  flat.length = 0
  flatEnds.length = 0
  for (let r = 0; r < rings.length; r++) {
    const ring = rings[r]!
    if (doubleArea(ring) > 0 !== (r === 0)) return false
    for (const value of ring) flat.push(value)
    flatEnds.push(flat.length)
  }
  return isSimple(flat, flatEnds)
}

function writeLines(segment: Segment, feature: number): boolean {
  let written = false
  for (let part = segment.firstPart[feature]!; part < segment.firstPart[feature + 1]!; part++) {
    strays = 0
    const end = snapPart(segment, part)
    if (end < 4) continue
    if (strays >= 0) {
      writeLine(end)
      written = true
    } else if (writeClippedLine(end)) written = true
  }
  return written
}

/** Clips the snapped line in `points` by Liang–Barsky, edge by edge, into as many pieces as lie inside. */
function writeClippedLine(end: number): boolean {
  let piece: Ring = []
  let written = false
  const flush = () => {
    if (piece.length >= 4) {
      writeLine(load(piece))
      written = true
    }
    piece = []
  }
  const line = points.slice(0, end)
  for (let i = 2; i < end; i += 2) {
    const cut = clipEdge(line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!)
    if (!cut) {
      flush()
      continue
    }
    if (piece.length > 0 && (piece[piece.length - 2] !== cut[0] || piece[piece.length - 1] !== cut[1])) flush()
    addPoint(piece, 0, cut[0], cut[1])
    addPoint(piece, 0, cut[2], cut[3])
  }
  flush()
  return written
}

function clipEdge(ax: number, ay: number, bx: number, by: number): [number, number, number, number] | null {
  let enter = 0
  let leave = 1
  const dx = bx - ax
  const dy = by - ay
  for (const [p, q] of [
    [-dx, ax - lo],
    [dx, hi - ax],
    [-dy, ay - lo],
    [dy, hi - ay],
  ] as const) {
    if (p === 0) {
      if (q < 0) return null
    } else if (p < 0) enter = Math.max(enter, q / p)
    else leave = Math.min(leave, q / p)
  }
  if (enter > leave) return null
  const start: [number, number] = enter === 0 ? [ax, ay] : [Math.round(ax + enter * dx), Math.round(ay + enter * dy)]
  const stop: [number, number] = leave === 1 ? [bx, by] : [Math.round(ax + leave * dx), Math.round(ay + leave * dy)]
  return [...start, ...stop]
}

function writePoints(segment: Segment, feature: number): boolean {
  const kept: number[] = []
  for (let part = segment.firstPart[feature]!; part < segment.firstPart[feature + 1]!; part++) {
    strays = 0
    if (snapPart(segment, part) > 0 && strays >= 0) kept.push(points[0]!, points[1]!)
  }
  if (kept.length === 0) return false
  reserve(kept.length * 5 + 16)
  writeVarint(((kept.length / 2) << 3) | 1)
  for (let i = 0; i < kept.length; i += 2) moveBy(kept[i]!, kept[i + 1]!)
  return true
}

/** Which value codes this tile has used: index in the tile's value table, counted on from tile to tile. */
let seenIn = new WeakMap<Dictionary, Int32Array>()
let valueBase = 0
let valueCount = 0
let valueOwners: (Dictionary | null)[] = []
let valueCodes: number[] = []

function seenArray(dictionary: Dictionary): Int32Array {
  let seen = seenIn.get(dictionary)
  if (!seen || seen.length < dictionary.count) {
    seen = new Int32Array(dictionary.count + 256)
    seenIn.set(dictionary, seen)
  }
  return seen
}

let seenArrays: Int32Array[] = []
const noneSeen = new Int32Array(0)

/** Writes id, tags and type of a feature, leaves the geometry's length open, and returns where that is. */
function openFeature(segment: Segment, feature: number, columns: readonly TileColumn[], type: number): number {
  const id = segment.ids[feature]!
  if (id >= 0) {
    out[pos++] = 0x08
    writeVarint(id)
  }
  const tagsAt = pos + 1
  out[pos] = 0x12
  pos += 2
  for (let k = 0; k < columns.length; k++) {
    const { column, dictionary } = columns[k]!
    if (!dictionary) {
      out[pos++] = k
      writeVarint(valueCount++)
      valueOwners.push(null)
      valueCodes.push(id)
      continue
    }
    const code = segment.codes[column]![feature]!
    if (code === 0) continue
    const seen = seenArrays[k]!
    let local = seen[code]! - valueBase
    if (local < 0) {
      local = valueCount++
      seen[code] = valueBase + local
      valueOwners.push(dictionary)
      valueCodes.push(code)
    }
    out[pos++] = k
    writeVarint(local)
  }
  if (pos === tagsAt + 1) pos -= 2
  else out[tagsAt] = pos - tagsAt - 1
  out[pos++] = 0x18
  out[pos++] = type
  out[pos++] = 0x22
  return pos++
}

function writeFeature(segment: Segment, feature: number, columns: readonly TileColumn[], type: number): void {
  reserve(256)
  const start = pos
  const values = valueCount
  out[pos++] = 0x12
  const lengthAt = pos++
  const geometryAt = openFeature(segment, feature, columns, type)
  cursorX = 0
  cursorY = 0
  const written =
    type === 3
      ? writePolygons(segment, feature)
      : type === 2
        ? writeLines(segment, feature)
        : writePoints(segment, feature)
  if (!written) {
    pos = start
    forgetValues(values)
    return
  }
  patchLength(geometryAt)
  patchLength(lengthAt)
  featureCount++
}

/** Takes back values that only a dropped feature used. */
function forgetValues(count: number): void {
  while (valueCount > count) {
    valueCount--
    const code = valueCodes.pop()!
    const owner = valueOwners.pop()
    if (owner) seenIn.get(owner)![code] = 0
  }
}

const typeNumber = { point: 1, line: 2, polygon: 3 } as const

function startLayer(columns: readonly TileColumn[]): void {
  if (columns.length > 20) throw new RangeError('A tile layer holds at most 20 attributes')
  if (valueBase > 2 ** 30) {
    seenIn = new WeakMap()
    valueBase = 0
  }
  // Zero means "never seen", so a base is never zero.
  valueBase += valueCount + 1
  valueCount = 0
  valueOwners = []
  valueCodes = []
  seenArrays = columns.map(({ dictionary }) => (dictionary ? seenArray(dictionary) : noneSeen))
  featureCount = 0
}

/** Room for the layer's own tag and length, written when its length is known. */
const headerRoom = 8

function openLayer(name: string): number {
  const bytes = nameBytes(name)
  reserve(headerRoom + bytes.length + 16)
  const start = pos
  pos += headerRoom
  out[pos++] = 0x78
  out[pos++] = 2
  out[pos++] = 0x0a
  writeVarint(bytes.length)
  out.set(bytes, pos)
  pos += bytes.length
  return start
}

/** An id as a `Value`: uint_value. */
function writeIdValue(id: number): void {
  reserve(16)
  out[pos++] = 0x22
  const lengthAt = pos++
  out[pos++] = 0x28
  writeVarint(id)
  out[lengthAt] = pos - lengthAt - 1
}

/** Writes keys, values and extent, then the length in front. Gives back nothing at all for a layer with no features. */
function closeLayer(start: number, keys: readonly string[]): void {
  if (featureCount === 0) {
    pos = start
    return
  }
  for (const key of keys) {
    const bytes = nameBytes(key)
    reserve(bytes.length + 8)
    out[pos++] = 0x1a
    writeVarint(bytes.length)
    out.set(bytes, pos)
    pos += bytes.length
  }
  for (let i = 0; i < valueCount; i++) {
    const owner = valueOwners[i]
    if (!owner) {
      writeIdValue(valueCodes[i]!)
      continue
    }
    const { bytes, ends } = owner
    const from = ends[valueCodes[i]! - 1]!
    const to = ends[valueCodes[i]!]!
    reserve(to - from)
    for (let b = from; b < to; b++) out[pos++] = bytes[b]!
  }
  reserve(8)
  out[pos++] = 0x28
  writeVarint(tileExtent)
  const length = pos - start - headerRoom
  const header = 1 + varintSize(length)
  const end = pos
  pos = start
  out[pos++] = 0x1a
  writeVarint(length)
  out.copyWithin(pos, start + headerRoom, end)
  pos = end - headerRoom + header
}

function startTile(z: number, x: number, y: number, options: EncodeOptions): void {
  if (!(z >= 0 && z <= maxZoom)) throw new RangeError(`Tiles are made for zooms 0 to ${maxZoom}`)
  const bits = snapBits(z)
  coarse = bits.coarse + (options.extraCoarse ?? 0)
  shift = bits.shift + (options.extraCoarse ?? 0)
  half = shift > 0 ? 2 ** (shift - 1) : 0
  originX = tileOrigin(z, x)
  originY = tileOrigin(z, y)
  farView = z < 3
  const buffer = options.buffer ?? defaultBuffer
  lo = -buffer
  hi = tileExtent + buffer
  zoomBit = 1 << z
  unchecked = (options.extraCoarse ?? 0) > 0
}

export type TileBox = [minX: number, minY: number, maxX: number, maxY: number]

/** World-unit box of a tile with its buffer, half a grid step wider so that what snaps onto its edge is found. */
export function tileBox(z: number, x: number, y: number, buffer = defaultBuffer): TileBox {
  const size = 2 ** (32 - z)
  const margin = ((buffer + 1) * size) / tileExtent
  const west = tileOrigin(z, x)
  const north = tileOrigin(z, y)
  return [west - margin, north - margin, west + size + margin, north + size + margin]
}

function writeSegment(
  segment: Segment,
  columns: readonly TileColumn[],
  box: TileBox,
  only: EncodeOptions['only'],
): void {
  if (!segment.index) return
  const type = typeNumber[segment.geometry]
  const found = segment.index.search(...box)
  const { removed } = segment
  for (let i = 0; i < found.length; i++) {
    const feature = found[i]!
    if (removed?.[feature] || (only && !only(segment, feature))) continue
    writeFeature(segment, feature, columns, type)
  }
}

/**
 * Bytes of one vector tile, uncompressed; empty when nothing is in it.
 * Deterministic: the same columns give the same bytes. Feature ids are the MVT ids.
 */
export function encodeTile(
  sources: readonly TileSource[],
  z: number,
  x: number,
  y: number,
  options: EncodeOptions = {},
): Uint8Array {
  startTile(z, x, y, options)
  pos = 0
  const box = tileBox(z, x, y, options.buffer)
  for (const source of sources) {
    const start = openLayer(source.name)
    startLayer(source.columns)
    const keys = source.columns.map((column) => column.key)
    if (options.cover && options.cover.length > 0) {
      writeCover(options.cover, keys.length)
      keys.push(coverKey)
    }
    for (const segment of source.segments) writeSegment(segment, source.columns, box, options.only)
    closeLayer(start, keys)
  }
  return out.slice(0, pos)
}

/** The one value of covers: `generalised: true`. */
const yes = createDictionary()
const yesCode = codeOf(yes, true)

/** Writes polygons that belong to no feature; their one attribute is the layer's last key. */
function writeCover(polygons: readonly CoverPolygon[], key: number): void {
  const value = valueCount++
  valueOwners.push(yes)
  valueCodes.push(yesCode)
  for (const polygon of polygons) {
    reserve(64)
    out[pos++] = 0x12
    const lengthAt = pos++
    out.set([0x12, 2, key, value, 0x18, 3, 0x22], pos)
    pos += 7
    const geometryAt = pos++
    cursorX = 0
    cursorY = 0
    for (const ring of polygon) writeRing(load(ring))
    patchLength(geometryAt)
    patchLength(lengthAt)
    featureCount++
  }
}

/** Bytes of a tile with one layer of cover polygons and nothing else. */
export const encodeCover = (name: string, cover: readonly CoverPolygon[]): Uint8Array =>
  encodeTile([{ name, segments: [], columns: [] }], 0, 0, 0, { cover })
