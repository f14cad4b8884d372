/** Rings and attributes of one polygon record; shells clockwise, as ESRI winds them. */
export type PolygonRecord = { rings: [number, number][][]; values: Record<string, string | number> }

/** The bytes of a polygon Shapefile written by hand, for tests. Text goes into the .dbf as given. */
export function polygonShapefile(records: PolygonRecord[], fields: { name: string; type: 'C' | 'N'; width: number }[]) {
  return { shp: shpBytes(records), dbf: dbfBytes(records, fields) }
}

function shpBytes(records: PolygonRecord[]): Uint8Array {
  const bodies = records.map(({ rings }) => recordBody(rings))
  const length = 100 + bodies.reduce((sum, body) => sum + 8 + body.length, 0)
  const bytes = new Uint8Array(length)
  const view = new DataView(bytes.buffer)
  view.setInt32(0, 9994)
  view.setInt32(24, length / 2)
  view.setInt32(28, 1000, true)
  view.setInt32(32, 5, true)
  let at = 100
  for (const [i, body] of bodies.entries()) {
    view.setInt32(at, i + 1)
    view.setInt32(at + 4, body.length / 2)
    bytes.set(body, at + 8)
    at += 8 + body.length
  }
  return bytes
}

function recordBody(rings: [number, number][][]): Uint8Array {
  if (rings.length === 0) return new Uint8Array(4)
  const points = rings.flat()
  const bytes = new Uint8Array(44 + rings.length * 4 + points.length * 16)
  const view = new DataView(bytes.buffer)
  view.setInt32(0, 5, true)
  view.setInt32(36, rings.length, true)
  view.setInt32(40, points.length, true)
  let start = 0
  for (const [i, ring] of rings.entries()) {
    view.setInt32(44 + i * 4, start, true)
    start += ring.length
  }
  for (const [i, [x, y]] of points.entries()) {
    view.setFloat64(44 + rings.length * 4 + i * 16, x, true)
    view.setFloat64(52 + rings.length * 4 + i * 16, y, true)
  }
  return bytes
}

function dbfBytes(records: PolygonRecord[], fields: { name: string; type: 'C' | 'N'; width: number }[]): Uint8Array {
  const header = 32 + fields.length * 32 + 1
  const row = 1 + fields.reduce((sum, { width }) => sum + width, 0)
  const bytes = new Uint8Array(header + records.length * row + 1).fill(0x20)
  const view = new DataView(bytes.buffer)
  bytes.fill(0, 0, header)
  bytes[0] = 3
  view.setUint32(4, records.length, true)
  view.setUint16(8, header, true)
  view.setUint16(10, row, true)
  const text = new TextEncoder()
  for (const [i, field] of fields.entries()) {
    bytes.set(text.encode(field.name), 32 + i * 32)
    bytes[32 + i * 32 + 11] = field.type.charCodeAt(0)
    bytes[32 + i * 32 + 16] = field.width
  }
  bytes[header - 1] = 0x0d
  for (const [r, { values }] of records.entries()) {
    let at = header + r * row + 1
    for (const { name, width } of fields) {
      bytes.set(text.encode(String(values[name] ?? '')).subarray(0, width), at)
      at += width
    }
  }
  return bytes
}
