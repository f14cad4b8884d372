import { openDbase } from './dbase.ts'
import type { Run, Shape } from './feature.ts'
import { ImportRefused } from './import-refused.ts'
import { LayerBuilder, type RawLayer } from './layer.ts'
import { groupRings } from './rings.ts'
import { BadShape } from './shape-from-geojson.ts'

/** The files of one Shapefile; only `shp` must be there. */
export type ShapefileParts = { shp: Uint8Array; dbf?: Uint8Array; prj?: string; cpg?: string }

const truncated = (message: string) => new ImportRefused('truncated', message)

/**
 * Reads a Shapefile. Heights and measures are dropped, null shapes and deleted records are skipped with the reason, shells
 * and holes are grouped. Throws ImportRefused when the .shp or the .dbf is cut short or is none.
 */
export function readShapefile(files: ShapefileParts, name: string): RawLayer {
  const { shp } = files
  const view = new DataView(shp.buffer, shp.byteOffset, shp.byteLength)
  if (shp.length < 100) throw truncated(`${name}.shp is cut short: it has ${shp.length} bytes, its header needs 100`)
  if (view.getInt32(0) !== 9994)
    throw new ImportRefused('broken-file', `${name}.shp is no Shapefile: its first bytes differ`)
  const table = files.dbf ? openDbase(files.dbf, files.cpg ?? null) : null
  const builder = new LayerBuilder(name, files.prj?.trim() ? { input: files.prj, esri: true } : null)
  const stated = view.getInt32(24) * 2
  let at = 100
  while (at < Math.min(stated, shp.length)) at = addRecord(builder, view, at, table, name)
  refuseMissing(builder.layer.count, stated, shp.length, table?.rows ?? 0, name)
  return builder.layer
}

function refuseMissing(records: number, stated: number, length: number, rows: number, name: string): void {
  const isShort = stated > length && rows !== records
  if (!isShort && (rows === 0 || records >= rows)) return
  throw truncated(`${name}.shp is cut short: ${records} shapes for ${rows} records, ${length} of ${stated} bytes`)
}

type Table = ReturnType<typeof openDbase> | null

function addRecord(builder: LayerBuilder, view: DataView, at: number, table: Table, name: string): number {
  if (at + 8 > view.byteLength) throw truncated(`${name}.shp is cut short at byte ${at}`)
  const end = at + 8 + view.getInt32(at + 4) * 2
  if (end > view.byteLength || end < at + 12) {
    throw truncated(`${name}.shp is cut short: shape ${builder.layer.count} ends at byte ${end} of ${view.byteLength}`)
  }
  const index = builder.nextIndex()
  const properties = table && index < table.rows ? table.row(index) : {}
  try {
    if (properties === null) throw new BadShape('the record is marked as deleted')
    const shape = readShape(view, at + 8, end)
    builder.keep({ index, id: null, properties, shape })
  } catch (error) {
    if (!(error instanceof BadShape)) throw error
    builder.skip(index, error.message)
  }
  return end
}

/** Shape types come in threes: plain, with height and measure (+10), with measure (+20). */
function readShape(view: DataView, at: number, end: number): Shape {
  const type = view.getInt32(at, true)
  if (type === 0) throw new BadShape('no geometry')
  switch (type === 31 ? 31 : type % 10) {
    case 1:
      return { type: 'Point', parts: [[readRun(view, at + 4, 1, end)]] }
    case 8:
      return readMultiPoint(view, at, end)
    case 3:
      return readLines(readParts(view, at, end))
    case 5:
      return readPolygons(readParts(view, at, end))
    default:
      throw new BadShape(`shape type ${type} is not known here`)
  }
}

function readMultiPoint(view: DataView, at: number, end: number): Shape {
  const run = readRun(view, at + 40, countAt(view, at + 36, end), end)
  const parts = Array.from({ length: run.length / 2 }, (_, i) => [run.slice(2 * i, 2 * i + 2)])
  if (parts.length === 0) throw new BadShape('an empty geometry')
  return { type: 'MultiPoint', parts }
}

function readLines(runs: Run[]): Shape {
  const lines = runs.filter((run) => run.length >= 4)
  if (lines.length === 0) throw new BadShape('an empty geometry')
  return { type: lines.length === 1 ? 'LineString' : 'MultiLineString', parts: lines.map((line) => [line]) }
}

function readPolygons(runs: Run[]): Shape {
  const parts = groupRings(runs)
  if (parts.length === 0) throw new BadShape('an empty geometry')
  return { type: parts.length === 1 ? 'Polygon' : 'MultiPolygon', parts }
}

function countAt(view: DataView, at: number, end: number): number {
  const count = at + 4 <= end ? view.getInt32(at, true) : -1
  if (count < 0 || count > (end - at) / 4) throw new BadShape('the shape is damaged: its counts do not fit its length')
  return count
}

function readParts(view: DataView, at: number, end: number): Run[] {
  const parts = countAt(view, at + 36, end)
  const points = countAt(view, at + 40, end)
  const firstPoint = at + 44 + parts * 4
  const starts = Array.from({ length: parts }, (_, i) => view.getInt32(at + 44 + 4 * i, true))
  return starts.map((start, i) => {
    const stop = starts[i + 1] ?? points
    if (start < 0 || stop < start || stop > points)
      throw new BadShape('the shape is damaged: its parts are out of order')
    return readRun(view, firstPoint + start * 16, stop - start, end)
  })
}

function readRun(view: DataView, at: number, points: number, end: number): Run {
  if (at + points * 16 > end) throw new BadShape('the shape is damaged: it has fewer positions than it states')
  const run = new Float64Array(points * 2)
  for (let i = 0; i < run.length; i++) {
    const value = view.getFloat64(at + i * 8, true)
    if (!Number.isFinite(value)) throw new BadShape('a coordinate is empty, infinite or not a number')
    run[i] = value
  }
  return run
}
