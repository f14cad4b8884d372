import { gunzipSync, inflateRawSync } from 'node:zlib'
import { ImportRefused } from './import-refused.ts'

/** A member of a zip archive that has been judged safe but not yet inflated. */
export type ArchiveMember = { name: string; size: number; read(): Uint8Array }

/** What an archive may hold before it is refused; a deflate stream cannot honestly pass 1,032 : 1. */
export const archiveLimits = { members: 20_000, totalBytes: 1_500_000_000, ratio: 600, ratioFromBytes: 16_000_000 }

const unsafe = (message: string) => new ImportRefused('unsafe-archive', message)
const broken = (message: string) => new ImportRefused('truncated', message)

/** True when the bytes begin like a zip archive (also an empty one). */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))

/** True when the bytes begin like a gzip stream. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/**
 * The members of a zip archive, folders and hidden system files left out. Sizes are checked before anything is inflated.
 * Throws ImportRefused for a cut archive, a path that leaves the archive, encryption, or a bomb.
 */
export function readArchive(bytes: Uint8Array): ArchiveMember[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const directory = findDirectory(view)
  if (directory.entries > archiveLimits.members) throw unsafe(`the archive holds ${directory.entries} files`)
  const members: ArchiveMember[] = []
  let at = directory.offset
  let total = 0
  for (let i = 0; i < directory.entries; i++) {
    const entry = readEntry(bytes, view, at)
    at = entry.next
    refuseUnsafe(entry)
    total += entry.size
    if (total > archiveLimits.totalBytes) throw unsafe('the archive would unpack to more than 1.5 GB')
    if (!isClutter(entry.name)) {
      members.push({ name: entry.name, size: entry.size, read: () => inflateEntry(bytes, view, entry) })
    }
  }
  return members
}

/** The content of a gzip stream; throws ImportRefused when it is cut, or unpacks beyond the limits. */
export function gunzip(bytes: Uint8Array): Uint8Array {
  try {
    const limit = Math.max(archiveLimits.ratioFromBytes, bytes.length * archiveLimits.ratio)
    return gunzipSync(bytes, { maxOutputLength: Math.min(archiveLimits.totalBytes, limit) })
  } catch (error) {
    throw inflateFailure(error, 'the gzip file')
  }
}

type Entry = {
  name: string
  flags: number
  method: number
  packed: number
  size: number
  offset: number
  next: number
}

function findDirectory(view: DataView): { entries: number; offset: number } {
  const last = view.byteLength - 22
  for (let at = last; at >= 0 && at > last - 65_536; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue
    const entries = view.getUint16(at + 10, true)
    const offset = view.getUint32(at + 16, true)
    if (entries !== 0xffff && offset !== 0xffffffff) return { entries, offset }
    return findZip64Directory(view, at)
  }
  throw broken('the zip archive is cut short: its list of files is missing')
}

function findZip64Directory(view: DataView, end: number): { entries: number; offset: number } {
  const locator = end - 20
  if (locator < 0 || view.getUint32(locator, true) !== 0x07064b50) throw broken('the zip archive is damaged')
  const at = Number(view.getBigUint64(locator + 8, true))
  if (at + 56 > view.byteLength || view.getUint32(at, true) !== 0x06064b50) throw broken('the zip archive is damaged')
  return { entries: Number(view.getBigUint64(at + 32, true)), offset: Number(view.getBigUint64(at + 48, true)) }
}

function readEntry(bytes: Uint8Array, view: DataView, at: number): Entry {
  if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw broken('the zip archive is damaged')
  const nameLength = view.getUint16(at + 28, true)
  const extraLength = view.getUint16(at + 30, true)
  const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true)
  if (next > bytes.length) throw broken('the zip archive is cut short')
  const entry: Entry = {
    name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
    next,
  }
  widenFromExtra(entry, view, at + 46 + nameLength, extraLength)
  return entry
}

/** Sizes and offsets over 4 GB stand in the zip64 extra field, in this order, only where the short field is full. */
function widenFromExtra(entry: Entry, view: DataView, start: number, length: number): void {
  for (let at = start; at + 4 <= start + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue
    let field = at + 4
    for (const key of ['size', 'packed', 'offset'] as const) {
      if (entry[key] !== 0xffffffff || field + 8 > start + length) continue
      entry[key] = Number(view.getBigUint64(field, true))
      field += 8
    }
  }
}

function refuseUnsafe(entry: Entry): void {
  const parts = entry.name.split(/[\\/]/)
  if (parts.includes('..') || /^([\\/]|[A-Za-z]:)/.test(entry.name) || entry.name.includes('\0')) {
    throw unsafe(`the archive holds a path that leaves it: ${JSON.stringify(entry.name)}`)
  }
  if (entry.size > archiveLimits.ratioFromBytes && entry.size > entry.packed * archiveLimits.ratio) {
    throw unsafe(`${entry.name} would unpack to ${Math.round(entry.size / Math.max(1, entry.packed))} times its size`)
  }
}

const isClutter = (name: string): boolean => /(^|\/)(__MACOSX\/|\._|\.DS_Store$)|\/$/.test(name)

function inflateEntry(bytes: Uint8Array, view: DataView, entry: Entry): Uint8Array {
  if (entry.flags & 1) throw new ImportRefused('unreadable', `${entry.name} is locked with a password`)
  const at = entry.offset
  if (at + 30 > bytes.length || view.getUint32(at, true) !== 0x04034b50) throw broken('the zip archive is damaged')
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  if (start + entry.packed > bytes.length) throw broken(`the zip archive is cut short inside ${entry.name}`)
  const packed = bytes.subarray(start, start + entry.packed)
  if (entry.method === 0) return packed
  if (entry.method !== 8) throw new ImportRefused('unreadable', `${entry.name} is packed by method ${entry.method}`)
  try {
    const content = inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) })
    if (content.length !== entry.size) throw unsafe(`${entry.name} does not unpack to the size that the archive states`)
    return content
  } catch (error) {
    throw inflateFailure(error, entry.name)
  }
}

function inflateFailure(error: unknown, what: string): ImportRefused {
  if (error instanceof ImportRefused) return error
  const code = (error as { code?: string }).code
  if (code === 'ERR_BUFFER_TOO_LARGE') return unsafe(`${what} unpacks to more than it may`)
  if (code === 'Z_BUF_ERROR') return broken(`${what} is cut short`)
  return new ImportRefused('unreadable', `${what} is damaged and cannot be unpacked`)
}
