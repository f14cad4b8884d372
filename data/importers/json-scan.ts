import { ImportRefused } from './import-refused.ts'

const quote = 0x22
const backslash = 0x5c
const isSpace = (byte: number | undefined) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
const opens = (byte: number) => byte === 0x7b || byte === 0x5b
const closes = (byte: number) => byte === 0x7d || byte === 0x5d

/** Where the value that starts at `at` ends (exclusive). Depth is counted, so nesting cannot exhaust the stack. */
export function endOfValue(bytes: Uint8Array, at: number): number {
  const first = bytes[at]
  if (first === quote) return endOfString(bytes, at)
  if (first === undefined || !opens(first)) return endOfScalar(bytes, at)
  let depth = 0
  for (let i = at; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte === quote) i = endOfString(bytes, i) - 1
    else if (opens(byte)) depth++
    else if (closes(byte) && --depth === 0) return i + 1
  }
  throw cutShort(bytes)
}

function endOfString(bytes: Uint8Array, at: number): number {
  for (let i = at + 1; i < bytes.length; i++) {
    if (bytes[i] === backslash) i++
    else if (bytes[i] === quote) return i + 1
  }
  throw cutShort(bytes)
}

function endOfScalar(bytes: Uint8Array, at: number): number {
  let i = at
  while (i < bytes.length && !isSpace(bytes[i]) && bytes[i] !== 0x2c && !closes(bytes[i]!)) i++
  return i
}

const cutShort = (bytes: Uint8Array) =>
  new ImportRefused('broken-json', `broken JSON: the file ends in the middle, after ${bytes.length} bytes`)

/** The first byte at or after `at` that is no white space. */
export function skipSpace(bytes: Uint8Array, at: number): number {
  let i = at
  while (isSpace(bytes[i])) i++
  return i
}

/** Text of a slice; bytes that are no UTF-8 are taken as Windows-1252, which old exports use. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

export type Member = { key: string; start: number; end: number }

/** The members of the object at `at`, as slices. Throws ImportRefused with the byte where the JSON breaks. */
export function* membersOf(bytes: Uint8Array, at: number): Generator<Member, number> {
  let i = skipSpace(bytes, at + 1)
  if (bytes[i] === 0x7d) return i + 1
  for (;;) {
    if (bytes[i] !== quote) throw brokenAt(bytes, i)
    const keyEnd = endOfString(bytes, i)
    const colon = skipSpace(bytes, keyEnd)
    if (bytes[colon] !== 0x3a) throw brokenAt(bytes, colon)
    const start = skipSpace(bytes, colon + 1)
    const end = endOfValue(bytes, start)
    if (end === start) throw brokenAt(bytes, start)
    yield { key: String(parseSlice(bytes, i, keyEnd)), start, end }
    i = skipSpace(bytes, end)
    if (bytes[i] === 0x7d) return i + 1
    if (bytes[i] !== 0x2c) throw brokenAt(bytes, i)
    i = skipSpace(bytes, i + 1)
  }
}

/** The elements of the array at `at`, as slices. */
export function* elementsOf(bytes: Uint8Array, at: number): Generator<{ start: number; end: number }, number> {
  let i = skipSpace(bytes, at + 1)
  if (bytes[i] === 0x5d) return i + 1
  for (;;) {
    const end = endOfValue(bytes, i)
    if (end === i) throw brokenAt(bytes, i)
    yield { start: i, end }
    i = skipSpace(bytes, end)
    if (bytes[i] === 0x5d) return i + 1
    if (bytes[i] !== 0x2c) throw brokenAt(bytes, i)
    i = skipSpace(bytes, i + 1)
  }
}

/** Parses one slice. NaN and Infinity, which some programs write, become null and so surface as bad coordinates. */
export function parseSlice(bytes: Uint8Array, start: number, end: number): unknown {
  const text = textOf(bytes.subarray(start, end))
  try {
    return JSON.parse(text)
  } catch {
    const mended = text.replace(stringOrNotANumber, (found) => (found.startsWith('"') ? found : 'null'))
    try {
      return JSON.parse(mended)
    } catch (error) {
      throw new ImportRefused('broken-json', `broken JSON between bytes ${start} and ${end}: ${shortReason(error)}`)
    }
  }
}

const stringOrNotANumber = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity|nan|inf)\b/g

const shortReason = (error: unknown) => (error instanceof Error ? error.message : String(error)).split('\n')[0]!

const brokenAt = (bytes: Uint8Array, at: number) =>
  at >= bytes.length
    ? cutShort(bytes)
    : new ImportRefused(
        'broken-json',
        `broken JSON at byte ${at}: ${JSON.stringify(textOf(bytes.subarray(at, at + 12)))}`,
      )
