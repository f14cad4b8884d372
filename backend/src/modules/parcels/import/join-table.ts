import {
  type ImportedFeature,
  ImportRefused,
  type Properties,
  type Table,
} from '../../../../../data/importers/index.ts'

/** How a table fitted to its map file. */
export type JoinCounts = {
  mapColumn: string
  tableColumn: string
  matched: number
  /** Features that the table says nothing of. */
  withoutRow: number
  /** Rows of the table that no feature has. */
  withoutFeature: number
  /** Keys that stand in the table twice: the first row is taken. */
  repeatedKeys: number
}

/** "12/1 " and "0012/1" of a spreadsheet are the "12/1" of the map. */
const keyOf = (value: unknown): string =>
  String(value ?? '')
    .trim()
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/\.0+$/, '')
    .replace(/^0+(?=.)/, '')

const mostSampled = 2_000

/**
 * Gives every feature the row of the table that has its key; a column that the map has too keeps the map's value under its name and the
 * table's under "name (table)". Without `wish` the pair of columns is taken whose values agree most. Changes the features in place.
 * @throws ImportRefused when no column fits
 */
export function joinTable(
  features: ImportedFeature[],
  table: Table,
  wish: { mapColumn: string; tableColumn: string } | null,
): JoinCounts {
  const pair = wish ?? bestPair(features, table)
  if (!pair)
    throw new ImportRefused(
      'no-such-column',
      'no column of the table has values like a column of the map: say which belong together',
    )
  if (!table.columns.includes(pair.tableColumn))
    throw new ImportRefused('no-such-column', `the table has no column ${JSON.stringify(pair.tableColumn)}`)
  const rows = new Map<string, Properties>()
  let repeatedKeys = 0
  for (const row of table.rows) {
    const key = keyOf(row[pair.tableColumn])
    if (key === '') continue
    if (rows.has(key)) repeatedKeys++
    else rows.set(key, row)
  }
  const used = new Set<string>()
  let matched = 0
  for (const feature of features) {
    const key = keyOf(feature.properties[pair.mapColumn])
    const row = rows.get(key)
    if (!row) continue
    matched++
    used.add(key)
    feature.properties = { ...renamed(row, feature.properties, pair.tableColumn), ...feature.properties }
  }
  return {
    ...pair,
    matched,
    withoutRow: features.length - matched,
    withoutFeature: rows.size - used.size,
    repeatedKeys,
  }
}

function renamed(row: Properties, own: Properties, key: string): Properties {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => name !== key || !(name in own))
      .map(([name, value]) => [name in own ? `${name} (table)` : name, value]),
  )
}

function bestPair(
  features: readonly ImportedFeature[],
  table: Table,
): { mapColumn: string; tableColumn: string } | null {
  const step = Math.max(1, Math.floor(features.length / mostSampled))
  const sample = features.filter((_, at) => at % step === 0)
  const mapColumns = [...new Set(sample.flatMap(({ properties }) => Object.keys(properties)))].slice(0, 100)
  let best: { mapColumn: string; tableColumn: string; score: number } | null = null
  for (const tableColumn of table.columns.slice(0, 100)) {
    const keys = new Set(table.rows.map((row) => keyOf(row[tableColumn])))
    keys.delete('')
    for (const mapColumn of mapColumns) {
      const values = sample.map(({ properties }) => keyOf(properties[mapColumn])).filter(Boolean)
      // A column of few different values ("yes", "ward 3") agrees with much and means nothing.
      const distinct = new Set(values)
      const found = [...distinct].filter((value) => keys.has(value)).length
      const score = found * (distinct.size / Math.max(1, values.length))
      if (found >= 2 && found * 4 >= distinct.size && score > (best?.score ?? 0))
        best = { mapColumn, tableColumn, score }
    }
  }
  return best && { mapColumn: best.mapColumn, tableColumn: best.tableColumn }
}
