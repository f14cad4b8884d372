import { attributeTextReader, type TextReader } from './attribute-text.ts'
import type { Properties, PropertyValue } from './feature.ts'
import { ImportRefused } from './import-refused.ts'

type Field = { name: string; type: string; offset: number; width: number; decimals: number }

/** A dBASE table: `row` gives the attributes of a record, or null when the record is marked as deleted. */
export type DbaseTable = { rows: number; row(index: number): Properties | null }

/**
 * Opens the attribute table of a Shapefile. Texts are decoded by the `.cpg` or the language driver; dates stay as the
 * eight digits of the file; empty and starred numbers are null. Throws ImportRefused when the table is cut short.
 */
export function openDbase(bytes: Uint8Array, cpg: string | null): DbaseTable {
  if (bytes.length < 32) throw new ImportRefused('truncated', 'the attribute table (.dbf) is cut short')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const rows = view.getUint32(4, true)
  const headerLength = view.getUint16(8, true)
  const rowLength = view.getUint16(10, true)
  const text = attributeTextReader(cpg, bytes[29]!)
  const fields = readFields(bytes, view, headerLength, text)
  if (rowLength === 0 || headerLength + rows * rowLength > bytes.length + 1) {
    throw new ImportRefused('truncated', `the attribute table (.dbf) is cut short: it should hold ${rows} records`)
  }
  return {
    rows,
    row(index) {
      const start = headerLength + index * rowLength
      return bytes[start] === 0x2a ? null : readRow(bytes.subarray(start, start + rowLength), fields, text)
    },
  }
}

function readFields(bytes: Uint8Array, view: DataView, headerLength: number, text: TextReader): Field[] {
  const fields: Field[] = []
  let offset = 1
  for (let at = 32; at + 32 <= headerLength && at + 32 <= bytes.length && bytes[at] !== 0x0d; at += 32) {
    const nameBytes = bytes.subarray(at, at + 11)
    const end = nameBytes.indexOf(0)
    const type = String.fromCharCode(bytes[at + 11]!)
    // Character fields may be wider than 255: the high byte then stands where the decimals are.
    const width = type === 'C' ? view.getUint16(at + 16, true) : bytes[at + 16]!
    const decimals = type === 'C' ? 0 : bytes[at + 17]!
    fields.push({ name: text(end < 0 ? nameBytes : nameBytes.subarray(0, end)), type, offset, width, decimals })
    offset += width
  }
  return fields
}

function readRow(row: Uint8Array, fields: Field[], text: TextReader): Properties {
  const properties: Properties = {}
  for (const field of fields) properties[field.name] = readValue(row, field, text)
  return properties
}

function readValue(row: Uint8Array, field: Field, text: TextReader): PropertyValue {
  const bytes = row.subarray(field.offset, field.offset + field.width)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  switch (field.type) {
    case 'N':
    case 'F':
      return numberOf(text(bytes))
    case 'L':
      return logicalOf(bytes[0])
    case 'D':
      return text(bytes).trim().replace(/^0*$/, '') || null
    case 'I':
    case '+':
      return bytes.length === 4 ? view.getInt32(0, true) : null
    case 'O':
      return bytes.length === 8 ? view.getFloat64(0, true) : null
    case 'B':
      return bytes.length === 8 ? view.getFloat64(0, true) : null
    default:
      return text(bytes) || null
  }
}

/** Numbers beyond exact integers stay text, so that a long parcel number keeps its last digits. */
function numberOf(text: string): PropertyValue {
  const trimmed = text.trim().replace(',', '.')
  if (trimmed === '' || trimmed.startsWith('*')) return null
  const value = Number(trimmed)
  if (!Number.isFinite(value)) return null
  return /^-?\d+$/.test(trimmed) && !Number.isSafeInteger(value) ? trimmed : value
}

function logicalOf(byte: number | undefined): PropertyValue {
  const letter = String.fromCharCode(byte ?? 0x20)
  if (/[TtYy1]/.test(letter)) return true
  return /[FfNn0]/.test(letter) ? false : null
}
