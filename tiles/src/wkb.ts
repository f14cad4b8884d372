/** A geometry as flat lon,lat lists: polygons as lists of rings (outer first); lines and points as one list of parts. */
export type FlatGeometry = Float64Array[][]

/**
 * Reads WKB or EWKB (two dimensions kept, further ones skipped) of points, lines, polygons and their multis.
 * Throws RangeError on anything cut short or of another kind.
 */
export function readWkb(bytes: Uint8Array): FlatGeometry {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0 }
  const result: FlatGeometry = []
  readGeometry(reader, result)
  return result
}

type Reader = { view: DataView; at: number }

function readGeometry(reader: Reader, into: FlatGeometry): void {
  const little = reader.view.getUint8(reader.at++) === 1
  const type = uint(reader, little)
  if (type & 0x20000000) reader.at += 4
  const plain = type & 0xffff
  const dimensions = 2 + dimensionsBeyond(type, plain)
  const kind = plain % 1000
  if (kind === 1) parts(into).push(coordinates(reader, 1, dimensions, little))
  else if (kind === 2) parts(into).push(coordinates(reader, uint(reader, little), dimensions, little))
  else if (kind === 3) {
    const rings: Float64Array[] = []
    for (let left = uint(reader, little); left > 0; left--) {
      rings.push(coordinates(reader, uint(reader, little), dimensions, little))
    }
    if (rings.length > 0) into.push(rings)
  } else if (kind >= 4 && kind <= 7) {
    for (let left = uint(reader, little); left > 0; left--) readGeometry(reader, into)
  } else throw new RangeError(`WKB of type ${type} is no point, line or polygon`)
}

/** Lines and points gather in the first list, whatever their number. */
function parts(into: FlatGeometry): Float64Array[] {
  if (into.length === 0) into.push([])
  return into[0]!
}

/** Z and M, flagged as PostGIS does or numbered as ISO does. */
function dimensionsBeyond(type: number, plain: number): number {
  const flagged = (type & 0x80000000 ? 1 : 0) + (type & 0x40000000 ? 1 : 0)
  const thousands = Math.floor(plain / 1000)
  return flagged + (thousands === 3 ? 2 : thousands > 0 ? 1 : 0)
}

function uint(reader: Reader, little: boolean): number {
  const value = reader.view.getUint32(reader.at, little)
  reader.at += 4
  return value
}

function coordinates(reader: Reader, count: number, dimensions: number, little: boolean): Float64Array {
  if (reader.at + count * dimensions * 8 > reader.view.byteLength) throw new RangeError('WKB ends too early')
  const flat = new Float64Array(count * 2)
  for (let i = 0; i < count; i++) {
    flat[i * 2] = reader.view.getFloat64(reader.at, little)
    flat[i * 2 + 1] = reader.view.getFloat64(reader.at + 8, little)
    reader.at += dimensions * 8
  }
  return flat
}
