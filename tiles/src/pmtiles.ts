import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { gzipSync } from 'node:zlib'
import { varint } from './dictionary.ts'
import { tileIndex, worldToLat, worldToLon } from './mercator.ts'

/** What goes into an archive. Bounds are world units; `metadata` is free JSON with `vector_layers`. */
export type ArchiveInput = {
  minZoom: number
  maxZoom: number
  bounds: readonly [minX: number, minY: number, maxX: number, maxY: number]
  metadata: { name: string; description?: string; attribution?: string; vector_layers: object[] }
  /** Bytes of one tile, uncompressed; empty when there is nothing. */
  tile(z: number, x: number, y: number): Uint8Array
}

/** What became of it: tiles asked for, tiles with something in them, different ones, and bytes of the file. */
export type ArchiveReport = {
  addressed: number
  filled: number
  distinct: number
  bytes: number
  largestTileBytes: number
}

type Entry = { tileId: number; offset: number; length: number; runLength: number }

const headerBytes = 127
/** The specification wants header and root directory within the first 16 KiB. */
const rootLimit = 16_384 - headerBytes
const gzipKind = 2
const mvtKind = 1

/** Number of a tile along the curve that PMTiles orders by: all of one zoom, Hilbert order within. */
export function tileIdOf(z: number, x: number, y: number): number {
  let id = (4 ** z - 1) / 3
  let [cx, cy] = [x, y]
  for (let side = 2 ** (z - 1); side >= 1; side /= 2) {
    const rx = (cx & side) > 0 ? 1 : 0
    const ry = (cy & side) > 0 ? 1 : 0
    id += side * side * ((3 * rx) ^ ry)
    if (ry === 0) {
      if (rx === 1) [cx, cy] = [side - 1 - (cx & (side - 1)), side - 1 - (cy & (side - 1))]
      else [cx, cy] = [cx & (side - 1), cy & (side - 1)]
      ;[cx, cy] = [cy, cx]
    } else [cx, cy] = [cx & (side - 1), cy & (side - 1)]
  }
  return id
}

/** A directory: counts, then ids as steps, run lengths, lengths, offsets (0 = right after the one before). */
function directory(entries: readonly Entry[]): Buffer {
  const bytes: number[] = [...varint(entries.length)]
  const push = (value: number) => {
    for (const byte of varint(value)) bytes.push(byte)
  }
  entries.forEach((entry, i) => {
    push(entry.tileId - (entries[i - 1]?.tileId ?? 0))
  })
  for (const entry of entries) push(entry.runLength)
  for (const entry of entries) push(entry.length)
  entries.forEach((entry, i) => {
    const before = entries[i - 1]
    push(before && entry.offset === before.offset + before.length ? 0 : entry.offset + 1)
  })
  return gzipSync(Uint8Array.from(bytes))
}

/** Root and leaf directories; leaves grow until the root fits. */
function directories(entries: readonly Entry[]): { root: Buffer; leaves: Buffer } {
  const whole = directory(entries)
  if (whole.length <= rootLimit) return { root: whole, leaves: Buffer.alloc(0) }
  for (let size = 4096; ; size *= 2) {
    const leaves: Buffer[] = []
    const pointers: Entry[] = []
    let offset = 0
    for (let from = 0; from < entries.length; from += size) {
      const leaf = directory(entries.slice(from, from + size))
      pointers.push({ tileId: entries[from]!.tileId, offset, length: leaf.length, runLength: 0 })
      leaves.push(leaf)
      offset += leaf.length
    }
    const root = directory(pointers)
    if (root.length <= rootLimit) return { root, leaves: Buffer.concat(leaves) }
  }
}

/** Every tile address of the bounds in the archive's order. */
function addresses({ minZoom, maxZoom, bounds }: ArchiveInput): { tileId: number; z: number; x: number; y: number }[] {
  const list: { tileId: number; z: number; x: number; y: number }[] = []
  for (let z = minZoom; z <= maxZoom; z++) {
    for (let y = tileIndex(z, bounds[1]); y <= tileIndex(z, bounds[3]); y++) {
      for (let x = tileIndex(z, bounds[0]); x <= tileIndex(z, bounds[2]); x++) {
        list.push({ tileId: tileIdOf(z, x, y), z, x, y })
      }
    }
  }
  return list.sort((a, b) => a.tileId - b.tileId)
}

/**
 * Writes a PMTiles v3 archive: clustered, gzipped, equal tiles once, equal neighbours as one run. Tile bytes pass
 * through a file beside it, so memory holds the directory alone. An unfinished archive never stands under its name.
 */
export async function writeArchive(path: string, input: ArchiveInput): Promise<ArchiveReport> {
  const data = `${path}.tiles`
  const report: ArchiveReport = { addressed: 0, filled: 0, distinct: 0, bytes: 0, largestTileBytes: 0 }
  try {
    const entries = await writeTiles(data, input, report)
    const { root, leaves } = directories(entries)
    const metadata = gzipSync(JSON.stringify({ type: 'overlay', version: '1', ...input.metadata }))
    const sizes = { root: root.length, metadata: metadata.length, leaves: leaves.length, tiles: report.bytes }
    const out = createWriteStream(`${path}.part`)
    for (const piece of [header(input, sizes, entries.length, report), root, metadata, leaves]) out.write(piece)
    await pipeline(createReadStream(data), out)
    await rename(`${path}.part`, path)
    report.bytes += headerBytes + root.length + metadata.length + leaves.length
    return report
  } finally {
    await rm(data, { force: true })
    await rm(`${path}.part`, { force: true })
  }
}

async function writeTiles(path: string, input: ArchiveInput, report: ArchiveReport): Promise<Entry[]> {
  const out = createWriteStream(path)
  try {
    const entries = await writeBodies(out, input, report)
    out.end()
    await once(out, 'close')
    return entries
  } catch (error) {
    // A file that is still being opened would come into being after it was taken away.
    out.destroy()
    if (!out.closed) await once(out, 'close').catch(() => {})
    throw error
  }
}

async function writeBodies(out: WriteStream, input: ArchiveInput, report: ArchiveReport): Promise<Entry[]> {
  const entries: Entry[] = []
  const known = new Map<string, { offset: number; length: number }>()
  for (const { tileId, z, x, y } of addresses(input)) {
    const raw = input.tile(z, x, y)
    if (raw.length === 0) continue
    report.addressed++
    report.largestTileBytes = Math.max(report.largestTileBytes, raw.length)
    const hash = createHash('sha1').update(raw).digest('base64')
    let place = known.get(hash)
    if (!place) {
      const body = gzipSync(raw)
      place = { offset: report.bytes, length: body.length }
      known.set(hash, place)
      report.bytes += body.length
      if (!out.write(body)) await once(out, 'drain')
    }
    const last = entries[entries.length - 1]
    if (last && last.offset === place.offset && last.tileId + last.runLength === tileId) last.runLength++
    else entries.push({ tileId, ...place, runLength: 1 })
  }
  report.filled = report.addressed
  report.distinct = known.size
  return entries
}

type Sizes = { root: number; metadata: number; leaves: number; tiles: number }

function header(input: ArchiveInput, sizes: Sizes, entryCount: number, report: ArchiveReport): Buffer {
  const bytes = Buffer.alloc(headerBytes)
  bytes.write('PMTiles', 0, 'latin1')
  bytes[7] = 3
  let at = 8
  const put = (value: number) => {
    bytes.writeBigUInt64LE(BigInt(value), at)
    at += 8
  }
  let offset = headerBytes
  for (const size of [sizes.root, sizes.metadata, sizes.leaves, sizes.tiles]) {
    put(offset)
    put(size)
    offset += size
  }
  for (const count of [report.addressed, entryCount, report.distinct]) put(count)
  const [west, north, east, south] = input.bounds
  const centre = [(west + east) / 2, (north + south) / 2] as const
  bytes.set([1, gzipKind, gzipKind, mvtKind, input.minZoom, input.maxZoom], 96)
  const degrees = [worldToLon(west), worldToLat(south), worldToLon(east), worldToLat(north)]
  degrees.forEach((value, i) => {
    bytes.writeInt32LE(Math.round(value * 1e7), 102 + i * 4)
  })
  bytes[118] = Math.max(input.minZoom, Math.min(13, input.maxZoom))
  bytes.writeInt32LE(Math.round(worldToLon(centre[0]) * 1e7), 119)
  bytes.writeInt32LE(Math.round(worldToLat(centre[1]) * 1e7), 123)
  return bytes
}
