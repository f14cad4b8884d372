import { isZip, readArchive } from './archive.ts'
import type { Properties } from './feature.ts'
import type { GdalEngine } from './gdal/engine.ts'
import { ImportRefused } from './import-refused.ts'

/** A table without places: what a CSV or a workbook holds. Every value is text, as written; an empty cell is null. */
export type Table = { columns: string[]; rows: Properties[] }

/** More than this is no list of a town's plots. */
export const tableLimits = { rows: 1_000_000, columns: 500, cellCharacters: 100_000 }

/** Whether a file name is a table's. */
export const isTableName = (name: string): boolean => /\.(csv|tsv|txt|xlsx|xlsm|ods)$/i.test(name)

/**
 * Reads a CSV (comma, semicolon, tab or bar; UTF-8, UTF-16 or Windows-1252) or the first sheet of a workbook (XLSX, ODS) through GDAL.
 * Formulas are never run: a workbook's cell gives the value that was saved with it. Throws ImportRefused.
 */
export async function readTable(bytes: Uint8Array, name: string, engine: GdalEngine): Promise<Table> {
  if (bytes.length === 0) throw new ImportRefused('broken-file', `${name} is empty`)
  if (!isZip(bytes)) return tableOf(textOf(bytes), name)
  // Judges sizes and paths before anything is unpacked.
  readArchive(bytes)
  try {
    const path = `table${++opened}/${name.replace(/[^\w.-]/g, '_')}`
    const csv = await engine.call('readTable', [{ path, bytes }], path)
    return tableOf(textOf(csv), name)
  } catch (error) {
    if (error instanceof ImportRefused) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new ImportRefused('broken-file', `${name} cannot be read as a workbook: ${reason}`)
  }
}

let opened = 0

function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

function tableOf(text: string, name: string): Table {
  const separator = separatorOf(text)
  const lines = cellsOf(text, separator, name)
  const head = lines.next().value ?? []
  const columns = head.map((cell, at) => cell.trim() || `column ${at + 1}`)
  if (columns.length < 2) throw new ImportRefused('not-features', `${name} is no table: its first line has one column`)
  if (columns.length > tableLimits.columns)
    throw new ImportRefused('too-large', `${name} has ${columns.length} columns`)
  const rows: Properties[] = []
  for (const cells of lines) {
    if (cells.length === 1 && cells[0] === '') continue
    if (rows.length >= tableLimits.rows)
      throw new ImportRefused('too-large', `${name} has more than ${tableLimits.rows} rows`)
    rows.push(Object.fromEntries(columns.map((column, at) => [column, cells[at] === '' ? null : (cells[at] ?? null)])))
  }
  return { columns, rows }
}

/** The sign that parts the first line into most cells. */
function separatorOf(text: string): string {
  const line = text.slice(0, 20_000).split(/\r?\n/, 1)[0]!
  const counts = [',', ';', '\t', '|'].map((sign) => [sign, line.split(sign).length] as const)
  return counts.sort((a, b) => b[1] - a[1])[0]![0]
}

/** Cells after RFC 4180: quotes may hold separators and ends of lines, a quote in quotes is doubled. */
function* cellsOf(text: string, separator: string, name: string): Generator<string[], undefined> {
  let cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!
    if (isQuoted) {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') cell += text[at++]
      else isQuoted = false
    } else if (sign === '"' && cell === '') isQuoted = true
    else if (sign === separator) {
      cells.push(cell)
      cell = ''
    } else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[at + 1] === '\n') at++
      yield [...cells, cell]
      cells = []
      cell = ''
    } else cell += sign
    if (cell.length > tableLimits.cellCharacters)
      throw new ImportRefused('broken-file', `${name} has a cell that never ends: is a quote left open?`)
  }
  if (isQuoted) throw new ImportRefused('truncated', `${name} is cut short inside a quoted cell`)
  if (cell !== '' || cells.length > 0) yield [...cells, cell]
}
