/** Puts a signature into the room that the drawing left for it (PAdES baseline B, ETSI EN 319 142-1). */
import { createHash } from 'node:crypto'
import { rangePlaceholder } from '../letters/signature-field.ts'

/** A file with its offsets set, and what is to be signed: all of it but the room for the signature. */
export interface PreparedFile {
  bytes: Buffer
  digest: Buffer
  /** Where the hexadecimal signature goes, its brackets left out. */
  from: number
  to: number
}

/** Finds the empty signature of a file and sets its byte range. @throws Error where the file has none */
export function prepareForSigning(pdf: Uint8Array): PreparedFile {
  const bytes = Buffer.from(pdf)
  const rangeAt = bytes.indexOf('/ByteRange [')
  const contentsAt = rangeAt < 0 ? -1 : bytes.indexOf('/Contents <', rangeAt)
  if (contentsAt < 0 || bytes.indexOf('/ByteRange [', rangeAt + 1) >= 0)
    throw new Error('the file has not one place for a signature')
  const open = contentsAt + '/Contents '.length
  const close = bytes.indexOf('>', open) + 1
  const closed = bytes.indexOf(']', rangeAt)
  const range = `/ByteRange [0 ${open} ${close} ${bytes.length - close}`
  const room = closed - rangeAt
  if (range.length > room || !bytes.subarray(rangeAt, closed).includes(rangePlaceholder))
    throw new Error('the offsets of the signature do not fit')
  bytes.write(range.padEnd(room, ' '), rangeAt, 'latin1')
  const digest = createHash('sha256').update(bytes.subarray(0, open)).update(bytes.subarray(close)).digest()
  return { bytes, digest, from: open + 1, to: close - 1 }
}

/** The signed file. @throws Error when the signature is larger than its room */
export function insertSignature(file: PreparedFile, signature: Uint8Array): Buffer {
  const hex = Buffer.from(signature).toString('hex')
  const room = file.to - file.from
  if (hex.length > room) throw new Error(`the signature takes ${hex.length / 2} bytes, there is room for ${room / 2}`)
  const bytes = Buffer.from(file.bytes)
  bytes.write(hex.padEnd(room, '0'), file.from, 'latin1')
  return bytes
}
