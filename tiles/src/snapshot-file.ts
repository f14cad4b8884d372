import { open, readFile, rename } from 'node:fs/promises'
import Flatbush from 'flatbush'
import { type Dictionary, largestMap, type TileValue } from './dictionary.ts'
import type { Segment } from './segment.ts'
import { LayerSnapshot, type SnapshotShape } from './snapshot.ts'

/** Raised when the layout below changes: an older file is then simply built anew. */
const formatNumber = 1

/** What stands in front of the arrays, as JSON: lengths in bytes, in order, and what the columns are of. */
type Header = {
  format: number
  shape: SnapshotShape
  note: unknown
  count: number
  dictionaryCounts: number[]
  /** Values of the small dictionaries with their codes; a large one starts without. */
  dictionaryCodes: [TileValue, number][][]
  lengths: number[]
}

const arraysOf = (base: Segment, dictionaries: readonly Dictionary[]): ArrayBufferView[] => [
  base.ids,
  base.xy,
  base.partEnds,
  base.partIsHole,
  base.firstPart,
  base.defects,
  ...base.codes,
  ...dictionaries.flatMap((dictionary) => [dictionary.ends, dictionary.bytes]),
  new Uint8Array(base.index?.data ?? new ArrayBuffer(0)),
]

const padded = (length: number): number => Math.ceil(length / 8) * 8

/**
 * Writes a snapshot to a file, whole or not at all. `note` (small JSON: day, change counter) is given back on reading.
 */
export async function saveSnapshot(path: string, snapshot: LayerSnapshot, note: unknown): Promise<void> {
  const base = await snapshot.settled()
  const arrays = arraysOf(base, snapshot.dictionaries)
  const header: Header = {
    format: formatNumber,
    shape: snapshot.shape,
    note,
    count: base.count,
    dictionaryCounts: snapshot.dictionaries.map((dictionary) => dictionary.count),
    dictionaryCodes: snapshot.dictionaries.map(({ codes }) => (codes.size <= largestMap ? [...codes] : [[null, 0]])),
    lengths: arrays.map((array) => array.byteLength),
  }
  const text = Buffer.from(JSON.stringify(header))
  const start = Buffer.alloc(padded(text.length + 8), 0x20)
  start.writeUInt32LE(text.length, 0)
  text.copy(start, 8)
  const file = await open(`${path}.part`, 'w')
  try {
    await file.write(start)
    for (const array of arrays) {
      await file.write(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
      await file.write(Buffer.alloc(padded(array.byteLength) - array.byteLength))
    }
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.part`, path)
}

/**
 * Reads a snapshot back without copying its arrays. Null when there is no such file, or when it is of another format
 * or shape, or cut short: then the layer is read from the database instead.
 */
export async function readSnapshot(
  path: string,
  shape: SnapshotShape,
): Promise<{ snapshot: LayerSnapshot; note: unknown } | null> {
  const file = await readFile(path).catch(() => null)
  if (!file || file.length < 8) return null
  // A fresh buffer, so that every array starts at a multiple of eight.
  const buffer = new Uint8Array(file).buffer
  const length = file.readUInt32LE(0)
  const header = parseHeader(file.subarray(8, 8 + length))
  if (!header || header.format !== formatNumber || JSON.stringify(header.shape) !== JSON.stringify(shape)) return null
  let at = padded(length + 8)
  if (header.lengths.reduce((sum, bytes) => sum + padded(bytes), at) > buffer.byteLength) return null
  const take = (bytes: number): [ArrayBuffer, number, number] => {
    const from = at
    at += padded(bytes)
    return [buffer, from, bytes]
  }
  return { snapshot: rebuilt(header, header.lengths.map(take)), note: header.note }
}

function parseHeader(bytes: Uint8Array): Header | null {
  try {
    return JSON.parse(Buffer.from(bytes).toString())
  } catch {
    return null
  }
}

function rebuilt(header: Header, pieces: [ArrayBuffer, number, number][]): LayerSnapshot {
  let next = 0
  const bytes = () => new Uint8Array(...pieces[next++]!)
  const words = () => {
    const [buffer, from, length] = pieces[next++]!
    return new Uint32Array(buffer, from, length / 4)
  }
  const idsPiece = pieces[next++]!
  const xyPiece = pieces[next++]!
  const base: Segment = {
    geometry: header.shape.geometry,
    count: header.count,
    ids: new Float64Array(idsPiece[0], idsPiece[1], idsPiece[2] / 8),
    xy: new Int32Array(xyPiece[0], xyPiece[1], xyPiece[2] / 4),
    partEnds: words(),
    partIsHole: bytes(),
    firstPart: words(),
    defects: words(),
    codes: header.shape.columns.map(words),
    index: null,
    removed: null,
    removedCount: 0,
    byId: null,
  }
  const dictionaries = header.dictionaryCounts.map(
    (count, i): Dictionary => ({ count, ends: words(), bytes: bytes(), codes: new Map(header.dictionaryCodes[i]) }),
  )
  const index = bytes()
  if (index.byteLength > 0) base.index = Flatbush.from(index.slice().buffer)
  return LayerSnapshot.restored(header.shape, dictionaries, base)
}
