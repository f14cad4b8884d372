/** Tables of a pack file (or of a case, for tables that a town must bring) made ready and proved whole. */
import { didYouMean, packFault, plain, TaxFault } from './rules-fault.ts'
import type { Formula } from './rules-formula.ts'
import { exactNumber } from './rules-number.ts'
import { datesOf, type LoadedTable, readFormula } from './rules-pack-parts.ts'
import type { PackFile } from './rules-pack-schema.ts'
import type { Domain } from './rules-ranges.ts'
import { faultsOf, indexRows, readCell, readRangeCell, type TableKey, type TableRow } from './rules-tables.ts'

const reserved = new Set(['from', 'to', 'instrument', 'note'])

type PackTable = PackFile['tables'][number]

/** A table with its rows; rows may also come from the case, for a table that the pack requires. */
export function loadTable(file: PackFile, table: PackTable, path: string, isGiven = false): LoadedTable {
  const keys = table.keys.map((key): TableKey & { of: Formula | null } =>
    typeof key === 'string'
      ? { name: key, isRange: false, domain: { least: null, most: null, isWhole: false }, of: null }
      : {
          name: key.key,
          isRange: key.range,
          domain: domainOf(key),
          of: key.of === undefined ? null : readFormula(key.of, `${path}.keys`),
        },
  )
  const ranges = keys.filter((key) => key.isRange)
  const reading = typeof table.reading === 'string' ? table.reading : 'lookup'
  if (table.reading !== 'lookup' && ranges.length !== 1)
    throw packFault(
      `${path}.keys`,
      `slab table ${table.name} needs exactly one range key: {"key": "amount", "range": true}`,
    )
  const rows = table.rows.flatMap((row, index) => loadRows(file, table, keys, row, index, `${path}.rows[${index}]`))
  if (rows.length === 0 && !table.required)
    throw packFault(`${path}.rows`, `table ${table.name} has no rows; say "required": true if the town brings them`)
  const loaded: LoadedTable = {
    name: table.name,
    keys,
    reading,
    rows,
    byWords: indexRows(keys, rows),
    of: new Map(keys.flatMap((key) => (key.of ? [[key.name, key.of] as const] : []))),
    readingSetting: typeof table.reading === 'object' ? table.reading.setting : null,
    required: table.required,
  }
  const [fault] = faultsOf(loaded)
  if (fault) throw new TaxFault(isGiven ? 'case' : 'pack', path, `table ${table.name}: ${fault}`)
  return loaded
}

function domainOf(key: Exclude<PackTable['keys'][number], string>): Domain {
  return {
    least: key.least === null ? null : exactNumber(key.least),
    most: key.most === null ? null : exactNumber(key.most),
    isWhole: key.whole,
  }
}

function loadRows(
  file: PackFile,
  table: PackTable,
  keys: TableKey[],
  row: Record<string, unknown>,
  index: number,
  path: string,
): TableRow[] {
  const dated = datesOf(file, row, path, table.instrument ?? file.instrument)
  const keyNames = new Set(keys.map((key) => key.name))
  const ranges = new Map<string, ReturnType<typeof readRangeCell>>()
  let words: Map<string, string>[] = [new Map()]
  for (const key of keys) {
    const cell = row[key.name]
    if (cell === undefined || cell === null)
      throw packFault(
        path,
        `row ${index} of table ${table.name} does not say its ${key.name} ("*" for any)${didYouMean(
          key.name,
          Object.keys(row).filter((name) => !keyNames.has(name)),
        )}`,
      )
    if (key.isRange) ranges.set(key.name, rangeAt(cell, `${path}.${key.name}`))
    else {
      const said = [
        ...new Set((Array.isArray(cell) ? cell : [cell]).map((word) => (isAny(word) ? '*' : plain(String(word))))),
      ]
      words = words.flatMap((before) => said.map((word) => new Map([...before, [key.name, word]])))
    }
  }
  const cells = new Map(
    Object.entries(row).flatMap(([name, cell]) =>
      keyNames.has(name) || reserved.has(name) || cell === null ? [] : [[name, readCell(cell)] as const],
    ),
  )
  if (cells.size === 0) throw packFault(path, `row ${index} of table ${table.name} has no value`)
  if (table.reading === 'telescopic' && cells.has('plus'))
    throw packFault(`${path}.plus`, 'a telescopic table has no fixed sum on top')
  if (table.reading !== 'lookup' && typeof cells.get('value') !== 'object')
    throw packFault(`${path}.value`, `row ${index} of slab table ${table.name} needs its rate as "value": "6%"`)
  return words.map((word) => ({ index, words: word, ranges, cells, ...dated }))
}

const isAny = (word: unknown) => /^(\*|all|any)$/i.test(String(word).trim())

function rangeAt(cell: unknown, path: string) {
  try {
    return readRangeCell(cell)
  } catch (error) {
    throw packFault(path, (error as Error).message)
  }
}

/** Bands of an amnesty as a table: total like any other. */
export function loadBands(file: PackFile, bands: Record<string, unknown>[], path: string): LoadedTable {
  const rows = bands.map(({ share, ...range }) => ({ dues: range, value: share as string }))
  const keys = [{ key: 'dues', range: true, whole: false, least: 0, most: null }]
  return loadTable(file, { name: 'bands', keys, reading: 'lookup', required: false, rows }, path)
}
