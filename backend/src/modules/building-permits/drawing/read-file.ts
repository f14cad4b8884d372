/** A drawing in a file, packed or not. */
import { gunzipSync } from 'node:zlib'
import { Invalid } from '../../../kernel/index.ts'
import { mostBytes, openGroups } from './groups.ts'
import { type Drawing, readDrawing } from './rules-drawing.ts'
import { gather } from './rules-entities.ts'

/** Reads the bytes of a DXF file. @throws Invalid or TooLarge for what is no drawing; anything else is a finding */
export function readDrawingBytes(bytes: Uint8Array): Drawing {
  const groups = openGroups(unpacked(bytes))
  const gathered = gather(groups)
  return readDrawing(gathered, groups.brokenOff())
}

function unpacked(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes })
  } catch {
    throw new Invalid('file', 'This packed file cannot be opened.', { got: 'gzip' })
  }
}
