import type { Line, LonLat, MultiPolygonRings, PolygonRings } from '../types.ts'

/** EWKB in hexadecimal, EPSG:4326, as COPY and casts to geometry take it. One growing buffer, one pass, no strings between. */
let bytes = Buffer.alloc(1 << 16)
let at = 0

function room(size: number): void {
  if (at + size <= bytes.length) return
  const larger = Buffer.alloc(Math.max(bytes.length * 2, at + size))
  bytes.copy(larger, 0, 0, at)
  bytes = larger
}

const hasSrid = 0x20000000

function head(type: number, srid: boolean): void {
  room(9)
  bytes[at] = 1
  bytes.writeUInt32LE(srid ? (type | hasSrid) >>> 0 : type, at + 1)
  at += 5
  if (srid) at = bytes.writeUInt32LE(4326, at)
}

function count(value: number): void {
  room(4)
  at = bytes.writeUInt32LE(value, at)
}

function points(line: readonly LonLat[]): void {
  count(line.length)
  room(line.length * 16)
  for (const point of line) {
    at = bytes.writeDoubleLE(point[0], at)
    at = bytes.writeDoubleLE(point[1], at)
  }
}

function polygon(rings: PolygonRings): void {
  head(3, false)
  count(rings.length)
  for (const ring of rings) points(ring)
}

function finish(write: () => void): string {
  at = 0
  write()
  return bytes.toString('hex', 0, at)
}

/** A point, or null as it came. */
export function pointHex(point: LonLat | null): string | null {
  if (!point) return null
  return finish(() => {
    head(1, true)
    room(16)
    at = bytes.writeDoubleLE(point[0], at)
    at = bytes.writeDoubleLE(point[1], at)
  })
}

/** Polygons as a MultiPolygon; null as it came. */
export function multiPolygonHex(polygons: MultiPolygonRings | null): string | null {
  if (!polygons) return null
  return finish(() => {
    head(6, true)
    count(polygons.length)
    for (const rings of polygons) polygon(rings)
  })
}

/** A line as a LineString. */
export const lineHex = (line: Line): string =>
  finish(() => {
    head(2, true)
    points(line)
  })

/** Lines as a MultiLineString; null when there is none. */
export function multiLineHex(lines: readonly Line[]): string | null {
  if (!lines.length) return null
  return finish(() => {
    head(5, true)
    count(lines.length)
    for (const line of lines) {
      head(2, false)
      points(line)
    }
  })
}
