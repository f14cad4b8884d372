import { brotliDecompressSync } from 'node:zlib'

/**
 * Opens WOFF2 fonts (W3C Recommendation, 2022) into TrueType. The fonts that ship are WOFF2 only, and the text engine
 * inside sharp was built without Brotli: it draws boxes for them. Refuses with RangeError what is no such font.
 */
export function openWoff2(file: Uint8Array): Uint8Array {
  const reader = new Reader(file)
  if (reader.u32() !== 0x774f4632) throw new RangeError('not a WOFF2 file')
  const flavor = reader.u32()
  if (flavor === 0x74746366) throw new RangeError('a font collection is not one font')
  reader.at = 12
  const count = reader.u16()
  reader.at = 20
  const compressedSize = reader.u32()
  reader.at = 48
  const entries = Array.from({ length: count }, () => readEntry(reader))
  const body = brotliDecompressSync(file.subarray(reader.at, reader.at + compressedSize))
  return assemble(flavor, rebuildTables(entries, body))
}

type Entry = { tag: string; transformed: boolean; length: number }
type Table = { tag: string; bytes: Uint8Array }

const TAGS =
  'cmap head hhea hmtx maxp name OS/2 post cvt  fpgm glyf loca prep CFF  VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG  sbix acnt avar bdat bloc bsln cvar fdsc feat fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill'
const knownTag = (index: number): string => TAGS.slice(index * 5, index * 5 + 4)

function readEntry(reader: Reader): Entry {
  const flags = reader.u8()
  const tag = (flags & 63) === 63 ? String.fromCharCode(...reader.bytes(4)) : knownTag(flags & 63)
  const version = flags >> 6
  const original = reader.base128()
  // glyf and loca count their plain form as version 3; every other table counts it as 0.
  const transformed = tag === 'glyf' || tag === 'loca' ? version !== 3 : version !== 0
  return { tag, transformed, length: transformed ? reader.base128() : original }
}

function rebuildTables(entries: Entry[], body: Uint8Array): Table[] {
  const parts = new Map<string, Entry & { bytes: Uint8Array }>()
  let at = 0
  for (const entry of entries) {
    parts.set(entry.tag, { ...entry, bytes: body.subarray(at, at + entry.length) })
    at += entry.length
  }
  const glyf = parts.get('glyf')
  if (parts.get('hmtx')?.transformed) throw new RangeError('a transformed hmtx table is not supported')
  const outlines = glyf?.transformed ? rebuildOutlines(glyf.bytes) : null
  return [...parts.values()].map(({ tag, bytes }) => {
    if (outlines && tag === 'glyf') return { tag, bytes: outlines.glyf }
    if (outlines && tag === 'loca') return { tag, bytes: outlines.loca }
    if (outlines && tag === 'head') return { tag, bytes: withLongOffsets(bytes) }
    return { tag, bytes }
  })
}

/** Rebuilt outlines use 32-bit offsets whatever the file had. */
function withLongOffsets(head: Uint8Array): Uint8Array {
  // Not `slice`: on a Buffer that is a view of the same memory.
  const copy = new Uint8Array(head)
  new DataView(copy.buffer).setInt16(50, 1)
  return copy
}

type Streams = Record<'contours' | 'points' | 'flags' | 'glyphs' | 'composites' | 'boxes' | 'instructions', Reader>

function rebuildOutlines(table: Uint8Array): { glyf: Uint8Array; loca: Uint8Array } {
  const header = new Reader(table)
  header.at = 2
  const optionFlags = header.u16()
  const glyphCount = header.u16()
  header.at = 8
  const sizes = Array.from({ length: 7 }, () => header.u32())
  let at = header.at
  const [contours, points, flags, glyphs, composites, boxes, instructions] = sizes.map((size) => {
    at += size
    return new Reader(table.subarray(at - size, at))
  }) as [Reader, Reader, Reader, Reader, Reader, Reader, Reader]
  const streams: Streams = { contours, points, flags, glyphs, composites, boxes, instructions }
  const boxBits = boxes.bytes(((glyphCount + 31) >> 5) << 2)
  const overlapBits = optionFlags & 1 ? table.subarray(at) : null
  const hasBit = (bits: Uint8Array | null, glyph: number) =>
    !!bits && ((bits[glyph >> 3] ?? 0) & (128 >> (glyph & 7))) !== 0
  const out = new Writer()
  const loca = new Writer()
  for (let glyph = 0; glyph < glyphCount; glyph++) {
    loca.u32(out.length)
    writeGlyph(out, streams, hasBit(boxBits, glyph), hasBit(overlapBits, glyph))
    out.align()
  }
  loca.u32(out.length)
  return { glyf: out.take(), loca: loca.take() }
}

function writeGlyph(out: Writer, streams: Streams, hasBox: boolean, overlaps: boolean): void {
  const contours = streams.contours.i16()
  if (contours === 0) return
  if (contours < 0) writeComposite(out, streams)
  else writeSimple(out, streams, contours, hasBox, overlaps)
}

function writeComposite(out: Writer, { composites, boxes, glyphs, instructions }: Streams): void {
  out.u16(0xffff)
  out.put(boxes.bytes(8))
  let flags = 0
  let instructed = false
  do {
    const start = composites.at
    flags = composites.u16()
    // Glyph index, two arguments of one or two bytes, then no scale, one, two or four of them.
    composites.at += 2 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 64 ? 4 : flags & 128 ? 8 : 0)
    out.put(composites.since(start))
    instructed ||= (flags & 0x100) !== 0
  } while (flags & 0x20)
  if (!instructed) return
  const length = glyphs.short255()
  out.u16(length)
  out.put(instructions.bytes(length))
}

type Outline = { dx: number[]; dy: number[]; onCurve: boolean[] }

function writeSimple(out: Writer, streams: Streams, contours: number, hasBox: boolean, overlaps: boolean): void {
  const ends: number[] = []
  let total = 0
  for (let contour = 0; contour < contours; contour++) {
    total += streams.points.short255()
    ends.push(total - 1)
  }
  const outline = readOutline(streams, total)
  const instructionLength = streams.glyphs.short255()
  out.u16(contours)
  if (hasBox) out.put(streams.boxes.bytes(8))
  else for (const edge of boxOf(outline)) out.u16(edge & 0xffff)
  for (const end of ends) out.u16(end)
  out.u16(instructionLength)
  out.put(streams.instructions.bytes(instructionLength))
  writePoints(out, outline, overlaps)
}

/** Points as 16-bit steps: larger than need be, and simple. */
function writePoints(out: Writer, { dx, dy, onCurve }: Outline, overlaps: boolean): void {
  for (const [index, on] of onCurve.entries()) out.u8((on ? 1 : 0) | (overlaps && index === 0 ? 64 : 0))
  for (const step of dx) out.u16(step & 0xffff)
  for (const step of dy) out.u16(step & 0xffff)
}

function boxOf({ dx, dy }: Outline): number[] {
  const along = (steps: number[]) => {
    let sum = 0
    return steps.map((step) => {
      sum += step
      return sum
    })
  }
  const [xs, ys] = [along(dx), along(dy)]
  const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b), values[0] ?? 0)
  const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b), values[0] ?? 0)
  return [least(xs), least(ys), most(xs), most(ys)]
}

/** Section 5.2 of the Recommendation: one flag byte tells how many bytes, and how they split into the two steps. */
function readOutline({ flags, glyphs }: Streams, total: number): Outline {
  const outline: Outline = { dx: [], dy: [], onCurve: [] }
  for (let point = 0; point < total; point++) {
    const flag = flags.u8()
    const [dx, dy] = readStep(glyphs, flag & 127)
    outline.onCurve.push(flag < 128)
    outline.dx.push(dx)
    outline.dy.push(dy)
  }
  return outline
}

function readStep(data: Reader, flag: number): [number, number] {
  const signed = (bit: number, value: number) => (bit & 1 ? value : -value)
  if (flag < 10) return [0, signed(flag, ((flag & 14) << 7) + data.u8())]
  if (flag < 20) return [signed(flag, (((flag - 10) & 14) << 7) + data.u8()), 0]
  if (flag < 84) {
    const base = flag - 20
    const both = data.u8()
    return [signed(flag, 1 + (base & 0x30) + (both >> 4)), signed(flag >> 1, 1 + ((base & 0x0c) << 2) + (both & 15))]
  }
  if (flag < 120) {
    const base = flag - 84
    const dx = 1 + (Math.floor(base / 12) << 8) + data.u8()
    return [signed(flag, dx), signed(flag >> 1, 1 + (((base % 12) >> 2) << 8) + data.u8())]
  }
  if (flag < 124) {
    const [a, b, c] = data.bytes(3) as unknown as [number, number, number]
    return [signed(flag, (a << 4) + (b >> 4)), signed(flag >> 1, ((b & 15) << 8) + c)]
  }
  return [signed(flag, data.u16()), signed(flag >> 1, data.u16())]
}

/** An sfnt file with its table directory; checksums are written because some readers ask for them. */
function assemble(flavor: number, tables: Table[]): Uint8Array {
  const sorted = [...tables].sort((a, b) => (a.tag < b.tag ? -1 : 1))
  const power = 31 - Math.clz32(sorted.length)
  const out = new Writer()
  out.u32(flavor)
  for (const value of [sorted.length, 16 << power, power, sorted.length * 16 - (16 << power)]) out.u16(value)
  let offset = 12 + 16 * sorted.length
  for (const { tag, bytes } of sorted) {
    for (const letter of tag) out.u8(letter.charCodeAt(0))
    out.u32(checksum(bytes))
    out.u32(offset)
    out.u32(bytes.length)
    offset += (bytes.length + 3) & ~3
  }
  for (const { bytes } of sorted) {
    out.put(bytes)
    out.align()
  }
  return out.take()
}

function checksum(bytes: Uint8Array): number {
  let sum = 0
  for (let at = 0; at < bytes.length; at += 4) {
    sum += (bytes[at]! << 24) + ((bytes[at + 1] ?? 0) << 16) + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0)
  }
  return sum >>> 0
}

/** Big-endian bytes read forwards. */
class Reader {
  at = 0
  private readonly data: Uint8Array
  private readonly view: DataView
  constructor(data: Uint8Array) {
    this.data = data
    this.view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  }
  private skip(bytes: number): number {
    this.at += bytes
    return this.at - bytes
  }
  u8 = () => this.view.getUint8(this.skip(1))
  u16 = () => this.view.getUint16(this.skip(2))
  i16 = () => this.view.getInt16(this.skip(2))
  u32 = () => this.view.getUint32(this.skip(4))
  bytes(length: number): Uint8Array {
    const start = this.skip(length)
    return this.data.subarray(start, this.at)
  }
  since = (start: number) => this.data.subarray(start, this.at)

  /** UIntBase128: seven bits a byte, at most five bytes. */
  base128(): number {
    let value = 0
    for (let count = 0; count < 5; count++) {
      const byte = this.u8()
      value = value * 128 + (byte & 127)
      if (byte < 128) return value
    }
    throw new RangeError('a length in the font file does not end')
  }

  /** 255UInt16. */
  short255(): number {
    const first = this.u8()
    if (first === 253) return this.u16()
    if (first === 254) return this.u8() + 506
    if (first === 255) return this.u8() + 253
    return first
  }
}

/** Big-endian bytes written forwards into a buffer that grows. */
class Writer {
  length = 0
  private data = new Uint8Array(1 << 16)
  private room(bytes: number): void {
    if (this.length + bytes <= this.data.length) return
    const grown = new Uint8Array(Math.max(this.data.length * 2, this.length + bytes))
    grown.set(this.data)
    this.data = grown
  }
  u8(value: number): void {
    this.room(1)
    this.data[this.length++] = value
  }
  u16(value: number): void {
    this.u8(value >> 8)
    this.u8(value & 255)
  }
  u32(value: number): void {
    this.u16(value >>> 16)
    this.u16(value & 0xffff)
  }
  put(bytes: Uint8Array): void {
    this.room(bytes.length)
    this.data.set(bytes, this.length)
    this.length += bytes.length
  }
  align(): void {
    while (this.length & 3) this.u8(0)
  }
  take(): Uint8Array {
    return this.data.slice(0, this.length)
  }
}
