/** Reads the files of an import and writes what the rest needs beside them: the reading, a preview, the findings, the rows by page. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Bounds,
  GdalEngine,
  type ImportedFeature,
  ImportRefused,
  isTableName,
  openFile,
  readTable,
  toGeoJson,
} from '../../../../../data/importers/index.ts'
import { areaUnitSqm, describeAreaField, guessAreaField, guessIdField, guessNumberField } from '../check/fields.ts'
import { checkLayer } from '../check/layer-check.ts'
import { areaOf } from '../check/overlaps.ts'
import type { CheckReport } from '../check/report.ts'
import { importRowsOf } from '../import-rows.ts'
import { type JoinCounts, joinTable } from './join-table.ts'
import { findingsOf } from './reading-findings.ts'
import {
  type AreaUnit,
  type Box,
  type ColumnChoice,
  type FileColumn,
  farDegrees,
  gapBetween,
  guessColumns,
  type ImportTarget,
  importLimits,
  isFormula,
  isMeasurable,
  noColumns,
} from './rules.ts'

/** What is wanted of a reading. */
export type ReadingRequest = {
  folder: string
  target: ImportTarget
  crs?: string
  layer?: string
  columns?: Partial<ColumnChoice>
  join?: { mapColumn: string; tableColumn: string }
  /** The limit of the town in degrees, and the CRS in which it measures. */
  town: { bounds: Bounds | null; srid: number }
}

/** What a reading tells the wizard; rows, findings and preview stand in files of their own. */
export type Reading = {
  format: string
  layers: string[]
  layer: string
  crs: string
  measuredIn: string
  notes: string[]
  features: number
  rows: number
  pages: number
  bounds: Bounds | null
  columns: FileColumn[]
  choice: ColumnChoice
  join: JoinCounts | null
  /** How many of each finding there are, and their areas. */
  counts: Record<string, number>
  formulas: number
  preview: { shown: number; of: number }
  /** The first rows as they would be written. */
  sample: { number: string | null; legalAreaSqm: number | null; drawnSqm: number; use: string | null }[]
}

export const rowsPerPage = 500
export const pageFile = (folder: string, page: number): string => join(folder, `rows-${page}.json`)
export const findingsFile = (folder: string): string => join(folder, 'findings.json')
export const previewFile = (folder: string): string => join(folder, 'preview.json')
export const filesFolder = (folder: string): string => join(folder, 'files')

type Say = (step: string, done: number, total: number) => void

/** @throws ImportRefused when the file cannot be read or would land in the wrong place */
export async function readForImport(request: ReadingRequest, say: Say): Promise<Reading> {
  const engine = new GdalEngine()
  try {
    const { map, tables } = sortFiles(filesFolder(request.folder))
    say('opening', 0, 1)
    const file = await openFile(map, {
      ...(request.crs && { crs: request.crs }),
      ...(request.town.bounds && { area: request.town.bounds }),
      engine,
    })
    const reading = await file.read(request.layer)
    const areas: ImportedFeature[] = []
    const skipped = [...reading.skipped]
    for await (const page of reading.pages()) {
      for (const feature of page)
        if (feature.shape.type.endsWith('Polygon')) areas.push(feature)
        else skipped.push({ index: feature.index, reason: `a ${feature.shape.type}, where areas are wanted` })
      say('reading', areas.length + skipped.length, reading.features)
    }
    if (areas.length === 0)
      throw new ImportRefused('not-features', `the layer ${reading.name} holds no areas, only points, lines or nothing`)
    const bounds = boundsOf(areas)
    refuseElsewhere(bounds, request.town)
    const table = tables[0] ? await readTable(readFileSync(tables[0].path), tables[0].name, engine) : null
    const joined = table ? joinTable(areas, table, request.join ?? null) : null
    say('checking', 0, areas.length)
    const columns = columnsOf(areas)
    const choice = chooseColumns(areas, columns, request.columns ?? {})
    const report = checkLayer(areas, {
      layer: reading.name,
      crs: reading.crs,
      areaCrs: reading.measuredIn,
      ...(choice.number && request.target === 'parcels' && { idField: choice.number }),
      ...(choice.code && request.target === 'boundaries' && { idField: choice.code }),
      ...(choice.area && { areaField: choice.area }),
    })
    const { findings, counts } = findingsOf(areas, { ...report, features: reading.features, skipped }, choice)
    say('keeping', 0, areas.length)
    writeFileSync(findingsFile(request.folder), JSON.stringify(findings.slice(0, importLimits.findings)))
    const preview = writePreview(request.folder, areas)
    const written = writeRows(request.folder, areas, choice, say)
    return {
      format: file.format,
      layers: file.layers.map(({ name }) => name),
      layer: reading.name,
      crs: reading.crs,
      measuredIn: reading.measuredIn,
      notes: [...reading.notes, ...report.notes],
      features: reading.features,
      rows: written.rows,
      pages: written.pages,
      bounds,
      columns,
      choice,
      join: joined,
      counts: { ...counts, overlapAreaSqm: report.overlapAreaSqm, totalAreaSqm: report.totalAreaSqm },
      formulas: countFormulas(areas),
      preview,
      sample: written.sample,
    }
  } finally {
    await engine.close()
  }
}

type NamedFile = { name: string; path: string }

/** The one map among the files, and the tables beside it. Siblings of a Shapefile are found by its name. */
function sortFiles(folder: string): { map: string; tables: NamedFile[] } {
  const all = readdirSync(folder).map((name) => ({ name, path: join(folder, name) }))
  const tables = all.filter(({ name }) => isTableName(name))
  const maps = all.filter(({ name }) => !isTableName(name))
  if (maps.length === 0)
    throw new ImportRefused('not-features', 'a table alone has no places: add the map file that it belongs to')
  if (tables.length > 1)
    throw new ImportRefused('unknown-format', 'more than one table: bring in one beside the map file')
  const heads = maps.filter(({ name }) => /\.(shp|tab|mif|gml)$/i.test(name))
  const siblings = /\.(shx|dbf|prj|cpg|cst|sbn|sbx|qix|qpj|dat|map|id|ind|mid|xsd|gfs|xml)$/i
  const others = maps.filter(({ name }) => !siblings.test(name) && !heads.some((head) => head.name === name))
  const candidates = [...heads, ...others]
  if (candidates.length === 1) return { map: candidates[0]!.path, tables }
  if (candidates.length === 0)
    throw new ImportRefused('not-features', `${maps[0]!.name} alone is no map: its .shp file is missing`)
  const names = candidates.map(({ name }) => name).join(', ')
  throw new ImportRefused('unknown-format', `more than one map file (${names}): bring in one at a time`)
}

/** A layer that lies far from the town, or cannot be measured in the town's system, is in the wrong place. */
function refuseElsewhere(bounds: Bounds, town: ReadingRequest['town']): void {
  const at = `${((bounds[0] + bounds[2]) / 2).toFixed(3)}, ${((bounds[1] + bounds[3]) / 2).toFixed(3)}`
  if (town.bounds && gapBetween(bounds, town.bounds as Box) > farDegrees)
    throw new ImportRefused('elsewhere', `the layer lies at ${at} (lon, lat), far from this town: is its CRS right?`)
  if (!isMeasurable(bounds, town.srid))
    throw new ImportRefused(
      'elsewhere',
      `the layer lies at ${at} (lon, lat), where EPSG:${town.srid}, in which this town measures, does not reach`,
    )
}

function boundsOf(areas: readonly ImportedFeature[]): Bounds {
  const box: Bounds = [180, 90, -180, -90]
  for (const { lonLat } of areas)
    for (const part of lonLat.parts) {
      const shell = part[0] ?? new Float64Array()
      for (let i = 0; i < shell.length; i += 2) {
        box[0] = Math.min(box[0], shell[i]!)
        box[1] = Math.min(box[1], shell[i + 1]!)
        box[2] = Math.max(box[2], shell[i]!)
        box[3] = Math.max(box[3], shell[i + 1]!)
      }
    }
  return box
}

/** Columns with some of their values; how many differ is counted among the first twenty thousand features. */
function columnsOf(areas: readonly ImportedFeature[]): FileColumn[] {
  const columns = new Map<string, { filled: number; values: Set<string>; isText: boolean }>()
  for (const { properties } of areas)
    for (const [name, value] of Object.entries(properties)) {
      let column = columns.get(name)
      if (!column) {
        if (columns.size >= 500) continue
        column = { filled: 0, values: new Set(), isText: false }
        columns.set(name, column)
      }
      if (value === null || value === '') continue
      column.filled++
      if (typeof value !== 'number') column.isText = true
      if (column.values.size < 20_000)
        column.values.add(typeof value === 'object' ? JSON.stringify(value) : String(value))
    }
  return [...columns].map(([name, { filled, values, isText }]) => ({
    name,
    filled,
    distinct: values.size,
    samples: [...values].slice(0, 4).map((value) => value.slice(0, 80)),
    isText,
  }))
}

function chooseColumns(
  areas: ImportedFeature[],
  columns: readonly FileColumn[],
  given: Partial<ColumnChoice>,
): ColumnChoice {
  const drawnSqm = areas.map(({ metres }) => areaOf(metres))
  const area =
    given.area === undefined
      ? guessAreaField(areas, drawnSqm)
      : given.area === null
        ? null
        : describeAreaField(areas, drawnSqm, given.area)
  const guessed: ColumnChoice = {
    ...noColumns,
    ...guessColumns(columns, areas.length),
    number: guessNumberField(areas) ?? guessIdField(areas),
    area: area?.field ?? null,
    areaUnit: (area?.unit as AreaUnit | undefined) ?? null,
  }
  const names = new Set(columns.map(({ name }) => name))
  const chosen = { ...guessed, ...given }
  if (given.area !== undefined && given.areaUnit == null) chosen.areaUnit = guessed.areaUnit
  for (const key of ['number', 'area', 'use', 'code', 'nameEn', 'nameHi', 'nameMr'] as const)
    if (chosen[key] !== null && !names.has(chosen[key]!))
      throw new ImportRefused('no-such-column', `no feature has a column ${JSON.stringify(chosen[key])}`)
  return chosen
}

const previewLimits = { features: 4_000, vertices: 80_000 }

/** Outlines for the map of the wizard: every n-th feature of a large layer, every n-th corner of a large outline. */
function writePreview(folder: string, areas: readonly ImportedFeature[]): Reading['preview'] {
  const step = Math.max(1, Math.ceil(areas.length / previewLimits.features))
  const shown = areas.filter((_, at) => at % step === 0)
  const vertices = shown.reduce(
    (sum, { lonLat }) => sum + lonLat.parts.flat().reduce((n, run) => n + run.length / 2, 0),
    0,
  )
  const thin = Math.max(1, Math.ceil(vertices / previewLimits.vertices))
  const features = shown.map(({ index, lonLat }) => ({
    type: 'Feature' as const,
    properties: { index },
    geometry: toGeoJson({
      type: lonLat.type,
      parts: lonLat.parts.map((part) => part.map((run) => thinned(run, thin))),
    }),
  }))
  writeFileSync(previewFile(folder), JSON.stringify({ type: 'FeatureCollection', features }))
  return { shown: shown.length, of: areas.length }
}

function thinned(run: Float64Array, step: number): Float64Array {
  const corners = run.length / 2
  if (step === 1 || corners <= 8) return run
  const kept: number[] = []
  for (let i = 0; i < corners - 1; i += step) kept.push(run[2 * i]!, run[2 * i + 1]!)
  kept.push(kept[0]!, kept[1]!)
  return Float64Array.from(kept)
}

function writeRows(folder: string, areas: ImportedFeature[], choice: ColumnChoice, say: Say) {
  const { rows, skipped, repeated } = importRowsOf(areas, {
    numberField: choice.number,
    areaField: choice.area,
    sqmPerUnit: areaUnitSqm(choice.areaUnit),
    useField: choice.use,
    names: { code: choice.code, en: choice.nameEn, hi: choice.nameHi, mr: choice.nameMr },
  })
  let pages = 0
  for (let at = 0; at < rows.length; at += rowsPerPage) {
    writeFileSync(pageFile(folder, pages++), JSON.stringify(rows.slice(at, at + rowsPerPage)))
    if (pages % 20 === 0) say('keeping', at, rows.length)
  }
  const drawn = new Map(areas.slice(0, 20).map(({ index, metres }) => [index, areaOf(metres)]))
  const sample = rows.slice(0, 12).map((row) => ({
    number: row.number ?? row.numberPrinted,
    legalAreaSqm: row.legalAreaSqm,
    drawnSqm: Math.round((drawn.get(row.index) ?? 0) * 100) / 100,
    use: row.use ?? null,
    code: row.code ?? null,
    names: row.names ?? null,
  }))
  return { rows: rows.length, pages, skipped: skipped.length, repeated: repeated.length, sample }
}

const countFormulas = (areas: readonly ImportedFeature[]): number =>
  areas.reduce((sum, { properties }) => sum + Object.values(properties).filter(isFormula).length, 0)

export type { CheckReport }
