/** Turns pages of a collection into one file. */
import { zipSync } from 'fflate'
import { GdalEngine } from '../../../../../data/importers/gdal/engine.ts'
import { csvLine, csvMark } from '../../../kernel/index.ts'
import { featureText } from '../ogc/items.ts'
import { type Collection, fieldsFor, type ItemRow } from '../ogc/queries-collections.ts'
import { type ExportFormat, wktOf } from './rules-export.ts'

/** Reads page after page until `null`. */
export type Pages = AsyncIterable<readonly ItemRow[]>

/** The bytes of the whole export. Geometries are in the reference system of `srid`; GeoJSON is always longitude and latitude. */
export async function writeFile(
  collection: Collection,
  format: ExportFormat,
  srid: number,
  pages: Pages,
): Promise<Buffer> {
  if (format === 'csv') return writeCsv(collection, pages)
  if (format === 'geojson') return writeGeoJson(collection, pages)
  const lines: Buffer[] = []
  for await (const rows of pages)
    lines.push(Buffer.from(rows.map((row) => `${featureText(collection, row, true)}\n`).join('')))
  return writeByGdal(collection.id, format, srid, Buffer.concat(lines))
}

async function writeCsv(collection: Collection, pages: Pages): Promise<Buffer> {
  const fields = fieldsFor(collection, true).map(({ name }) => name)
  const parts: Buffer[] = [Buffer.from(`${csvMark}${csvLine(['id', ...fields, 'wkt'])}`)]
  for await (const rows of pages) {
    const lines = rows.map((row) =>
      csvLine([row.id, ...fields.map((name) => row[name]), wktOf(row.geometry ? JSON.parse(row.geometry) : null)]),
    )
    parts.push(Buffer.from(lines.join('')))
  }
  return Buffer.concat(parts)
}

async function writeGeoJson(collection: Collection, pages: Pages): Promise<Buffer> {
  const parts: Buffer[] = [Buffer.from(`{"type":"FeatureCollection","name":"${collection.id}","features":[`)]
  let between = '\n'
  for await (const rows of pages) {
    if (!rows.length) continue
    const text = rows.map((row) => featureText(collection, row, true)).join(',\n')
    parts.push(Buffer.from(`${between}${text}`))
    between = ',\n'
  }
  parts.push(Buffer.from('\n]}\n'))
  return Buffer.concat(parts)
}

async function writeByGdal(
  layer: string,
  format: 'geopackage' | 'shapefile',
  srid: number,
  ndjson: Buffer,
): Promise<Buffer> {
  const engine = new GdalEngine()
  try {
    const [driver, options] =
      format === 'geopackage'
        ? ['GPKG', []]
        : ['ESRI Shapefile', ['-lco', 'ENCODING=UTF-8', '-nlt', 'PROMOTE_TO_MULTI']]
    const files = await engine.call('writeLayer', ndjson, layer, driver, `EPSG:${srid}`, options)
    const whole = files.filter(({ path }) => !/-(wal|shm|journal)$/.test(path))
    if (format === 'geopackage') return Buffer.from(whole[0]!.bytes)
    return Buffer.from(zipSync(Object.fromEntries(whole.map(({ path, bytes }) => [path, bytes])), { level: 6 }))
  } finally {
    await engine.close()
  }
}
