import { CrsBook, type NamedCrs, wgs84 } from './crs.ts'
import type { Bounds, ImportedFeature, RawFeature, Run, Shape } from './feature.ts'
import { gatherBytes, gatherPath } from './file-set.ts'
import { GdalEngine } from './gdal/engine.ts'
import { ImportRefused, type SkippedFeature } from './import-refused.ts'
import type { LayerSource, RawLayer } from './layer.ts'
import { localCrsAt, measuringCrs, utmZoneAt } from './measuring-crs.ts'
import { placeLayer } from './placement.ts'
import { type Format, recognise } from './recognise.ts'
import { sourcesOf } from './sources.ts'

export type OpenOptions = {
  /** Overrides what the file says of its CRS, e.g. `EPSG:32643`. */
  crs?: string
  /** Where the town lies, in degrees; helps to recognise swapped axes. */
  area?: Bounds
  /** The name to judge bytes by, when no path is given. */
  name?: string
  /** A thread to share between files; without it each file starts and ends its own. */
  engine?: GdalEngine
}

/** A file that has been recognised. `read` may be called for each layer; `close` ends the thread behind it. */
export type OpenedFile = {
  format: Format
  layers: { name: string }[]
  read(layer?: string): Promise<LayerReading>
  close(): Promise<void>
}

/** One layer, read and placed. `features` counts the skipped too; `pages` may be walked more than once. */
export type LayerReading = {
  name: string
  features: number
  /** `EPSG:n` where it is known, else the name that the file gives. */
  crs: string
  /** The projected CRS of `metres` in every feature. */
  measuredIn: string
  skipped: SkippedFeature[]
  notes: string[]
  pages(): AsyncIterable<ImportedFeature[]>
}

const pageSize = 2_000

/**
 * Opens any map file by path (siblings and folders come along) or from bytes. Throws ImportRefused with a code and one clear sentence
 * for what cannot be read or would land in the wrong place; single bad features are skipped with their reason.
 */
export async function openFile(input: string | Uint8Array, options: OpenOptions = {}): Promise<OpenedFile> {
  const engine = options.engine ?? new GdalEngine()
  const close = async () => {
    if (!options.engine) await engine.close()
  }
  try {
    const files = typeof input === 'string' ? gatherPath(input) : gatherBytes(input, options.name ?? 'file')
    const found = recognise(files)
    const sources = await sourcesOf(engine, files, found)
    if (sources.length === 0) throw new ImportRefused('not-features', `${files.name} holds no layer with geometry`)
    return {
      format: found.format,
      layers: sources.map(({ name }) => ({ name })),
      read: async (layer) => readLayer(new CrsBook(engine), await pickLayer(sources, layer), options),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** The layer of that name, or, when none is named, the one with the most areas. */
async function pickLayer(sources: LayerSource[], name: string | undefined): Promise<RawLayer> {
  if (name !== undefined) {
    const source = sources.find((candidate) => candidate.name === name)
    if (source) return source.load()
    const names = sources.map((candidate) => candidate.name).join(', ')
    throw new ImportRefused('no-such-layer', `there is no layer ${JSON.stringify(name)}; the file has: ${names}`)
  }
  let best: RawLayer | null = null
  for (const source of sources) {
    const layer = await source.load()
    if (!best || weight(layer) > weight(best)) best = layer
  }
  return best!
}

const weight = (layer: RawLayer) =>
  layer.features.filter(({ shape }) => shape.type.endsWith('Polygon')).length * 1_000_000 + layer.count

async function readLayer(book: CrsBook, layer: RawLayer, options: OpenOptions): Promise<LayerReading> {
  const { crs, centre, notes } = await placeLayer(book, layer, options)
  const measured = await measuringCrs(book, crs, centre)
  const [crsName, measuredIn] = await Promise.all([nameOf(book, crs, centre), nameOf(book, measured, centre)])
  const lostOnTheWay: SkippedFeature[] = []
  return {
    name: layer.name,
    features: layer.count,
    crs: crsName,
    measuredIn,
    notes,
    get skipped() {
      return [...layer.skipped, ...lostOnTheWay].sort((a, b) => a.index - b.index)
    },
    async *pages() {
      lostOnTheWay.length = 0
      for (let at = 0; at < layer.features.length; at += pageSize) {
        const page = layer.features.slice(at, at + pageSize)
        yield await placePage(book, page, crs, measured, lostOnTheWay)
      }
    },
  }
}

/** Gives each feature its two geometries; one that has no image in either is skipped. */
async function placePage(
  book: CrsBook,
  page: RawFeature[],
  crs: NamedCrs,
  measured: NamedCrs,
  lost: SkippedFeature[],
): Promise<ImportedFeature[]> {
  const positions = flatten(page)
  const from = crs.code === wgs84 ? wgs84 : crs.wkt
  const lonLat = await book.transform(from, wgs84, positions)
  const metres = crs === measured ? positions : await book.transform(from, measured.wkt, positions)
  const cursor = { at: 0 }
  return page.flatMap((feature) => {
    const start = cursor.at
    const placed = rebuild(feature.shape, lonLat, cursor, onGrid)
    cursor.at = start
    const drawn = rebuild(feature.shape, metres, cursor, (value) => value * measured.metresPerUnit)
    const problem = problemOf(placed)
    if (problem === null) return [{ ...feature, lonLat: placed, metres: drawn }]
    lost.push({ index: feature.index, reason: problem })
    return []
  })
}

/** Coordinates are stored on a grid of 1e-8 degrees (about a millimetre), so that shared corners are bit-equal. */
const onGrid = (degrees: number) => Math.round(degrees * 1e8) / 1e8

function problemOf(shape: Shape): string | null {
  for (const part of shape.parts) {
    for (const run of part) {
      for (let i = 0; i < run.length; i += 2) {
        const lon = run[i]!
        const lat = run[i + 1]!
        if (i > 0 && Math.abs(lon - run[i - 2]!) > 180) return 'it crosses the line of 180° longitude'
        if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) continue
        return Number.isNaN(lon)
          ? 'a position has no place on the earth'
          : `a position outside the world (${lon}, ${lat})`
      }
    }
  }
  return null
}

function flatten(page: RawFeature[]): Float64Array {
  const runs = page.flatMap(({ shape }) => shape.parts.flat())
  const all = new Float64Array(runs.reduce((sum, run) => sum + run.length, 0))
  let at = 0
  for (const run of runs) {
    all.set(run, at)
    at += run.length
  }
  return all
}

function rebuild(
  shape: Shape,
  positions: Float64Array,
  cursor: { at: number },
  adjust: (value: number) => number,
): Shape {
  const take = (run: Run): Run => {
    const start = cursor.at
    cursor.at += run.length
    return positions.slice(start, cursor.at).map(adjust)
  }
  return { type: shape.type, parts: shape.parts.map((part) => part.map(take)) }
}

/** The code of a CRS; where the file leaves it out, the local one if it places corners alike to 5 mm, else its name. */
async function nameOf(book: CrsBook, crs: NamedCrs, [lon, lat]: [number, number]): Promise<string> {
  if (crs.code) return crs.code
  const corners = Float64Array.from([lon, lat, lon + 0.05, lat + 0.05])
  const own = await book.transform(wgs84, crs.wkt, corners)
  for (const code of crs.isGeographic ? [wgs84] : [localCrsAt(lon, lat), utmZoneAt(lon, lat)]) {
    const theirs = await book.transform(wgs84, (await book.describe(code)).wkt, corners)
    if (own.every((value, i) => Math.abs(value - theirs[i]!) < (crs.isGeographic ? 5e-8 : 0.005))) return code
  }
  return crs.name
}
