import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { parentPort } from 'node:worker_threads'
import init, { type Dataset, type Gdal } from 'gdal3.js/node.js'
import type { GdalLayer, GdalRaster, GdalRequest, GdalResponse, VirtualFile } from './protocol.ts'
import { describeCrs, transformPositions } from './spatial-reference.ts'

// gdal3.js puts './' before its data file, so only a path relative to the working directory is found.
const packageFolder = join(dirname(createRequire(import.meta.url).resolve('gdal3.js/node.js')), 'dist/package')
const warnings: string[] = []
const gdal: Gdal = await init({
  path: relative(process.cwd(), packageFolder) || '.',
  useWorker: false,
  logHandler: () => {},
  errorHandler: (message) => warnings.push(message),
})
const datasets = new Map<string, Dataset>()

type LayerInfo = {
  name: string
  featureCount?: number
  geometryFields?: { coordinateSystem?: { wkt?: string } }[]
}

function putFiles(files: VirtualFile[]): void {
  for (const file of files) {
    const path = `/input/${file.path}`
    gdal.Module.FS.mkdirTree(path.slice(0, path.lastIndexOf('/')))
    gdal.Module.FS.writeFile(path, file.bytes)
  }
}

async function open(files: VirtualFile[], entry: string, openOptions: string[]) {
  putFiles(files)
  const opened = (await gdal.open(`/input/${entry}`, openOptions)).datasets[0]
  if (!opened) throw new Error('GDAL does not recognise the file')
  datasets.set(entry, opened)
  const info = (await gdal.ogrinfo(opened)) as { driverShortName: string; layers?: LayerInfo[] }
  const layers: GdalLayer[] = (info.layers ?? [])
    .filter((layer) => layer.geometryFields?.length)
    .map((layer) => ({
      name: layer.name,
      count: layer.featureCount ?? 0,
      wkt: layer.geometryFields?.[0]?.coordinateSystem?.wkt ?? null,
    }))
  return { driver: info.driverShortName, layers }
}

async function readLayer(entry: string, layer: string): Promise<Uint8Array> {
  const dataset = datasets.get(entry)
  if (!dataset) throw new Error(`${entry} is not open`)
  // Declaring EPSG:4326 on the way out keeps the writer from reprojecting: the numbers stay those of the file.
  const options = ['-f', 'GeoJSONSeq', '-a_srs', 'EPSG:4326', '-dim', 'XY', '-lco', 'SIGNIFICANT_FIGURES=17', layer]
  const output = await gdal.ogr2ogr(dataset, options, 'layer')
  const bytes = gdal.Module.FS.readFile(output.local)
  gdal.Module.FS.unlink(output.local)
  return bytes
}

async function readTable(files: VirtualFile[], entry: string): Promise<Uint8Array> {
  putFiles(files)
  const opened = (await gdal.open(`/input/${entry}`, ['HEADERS=FORCE', 'FIELD_TYPES=STRING'])).datasets[0]
  if (!opened) throw new Error('it is no workbook')
  const info = (await gdal.ogrinfo(opened)) as { layers?: LayerInfo[] }
  const layer = info.layers?.[0]?.name
  if (layer === undefined) throw new Error('it has no sheet')
  const output = await gdal.ogr2ogr(opened, ['-f', 'CSV', layer], 'table')
  const bytes = gdal.Module.FS.readFile(output.local)
  gdal.Module.FS.unlink(output.local)
  await gdal.close(opened)
  return bytes
}

async function writeLayer(
  ndjson: Uint8Array,
  layer: string,
  driver: string,
  crs: string,
  options: string[],
): Promise<VirtualFile[]> {
  const { FS } = gdal.Module
  FS.mkdirTree('/input')
  FS.writeFile('/input/export.geojsonl', ndjson)
  const dataset = (await gdal.open('/input/export.geojsonl')).datasets[0]
  if (!dataset) throw new Error('the features cannot be read back')
  const output = await gdal.ogr2ogr(dataset, ['-f', driver, '-nln', layer, '-a_srs', crs, ...options], layer)
  await gdal.close(dataset)
  FS.unlink('/input/export.geojsonl')
  return output.all.map(({ local }) => {
    const bytes = FS.readFile(local)
    FS.unlink(local)
    return { path: local.slice(local.lastIndexOf('/') + 1), bytes }
  })
}

type RasterInfo = {
  driverShortName: string
  size: [number, number]
  bands: { type: string }[]
  geoTransform?: number[]
  coordinateSystem?: { wkt?: string }
}

async function openRaster(files: VirtualFile[], entry: string): Promise<GdalRaster> {
  putFiles(files)
  const opened = (await gdal.open(`/input/${entry}`)).datasets[0]
  if (!opened) throw new Error('GDAL does not recognise the picture')
  datasets.set(entry, opened)
  const info = (await gdal.gdalinfo(opened)) as RasterInfo
  return {
    driver: info.driverShortName,
    width: info.size[0],
    height: info.size[1],
    bands: info.bands.length,
    isByte: info.bands.every(({ type }) => type === 'Byte'),
    // Without a place GDAL counts pixels from the corner.
    transform: isPlaced(info.geoTransform) ? info.geoTransform : null,
    wkt: info.coordinateSystem?.wkt || null,
  }
}

const isPlaced = (transform: number[] | undefined): transform is number[] =>
  transform !== undefined && transform.join() !== '0,1,0,0,0,1' && transform.join() !== '0,1,0,0,0,-1'

async function warpSquare(entry: string, crs: string | null, grid: number[], pixels: number): Promise<Uint8Array> {
  const dataset = datasets.get(entry)
  if (!dataset) throw new Error(`${entry} is not open`)
  const options = [
    ...['-t_srs', 'EPSG:3857', ...(crs ? ['-s_srs', crs] : [])],
    ...['-te', ...grid.map(String), '-ts', String(pixels), String(pixels)],
    ...['-r', 'bilinear', '-dstalpha', '-of', 'GTiff', '-ot', 'Byte', '-co', 'COMPRESS=NONE'],
  ]
  const output = await gdal.gdalwarp(dataset, options, 'square')
  const bytes = gdal.Module.FS.readFile(output.local)
  gdal.Module.FS.unlink(output.local)
  return bytes
}

async function answer({ name, values }: GdalRequest): Promise<unknown> {
  switch (name) {
    case 'open':
      return open(...(values as [VirtualFile[], string, string[]]))
    case 'readLayer':
      return readLayer(...(values as [string, string]))
    case 'readTable':
      return readTable(...(values as [VirtualFile[], string]))
    case 'writeLayer':
      return writeLayer(...(values as [Uint8Array, string, string, string, string[]]))
    case 'openRaster':
      return openRaster(...(values as [VirtualFile[], string]))
    case 'warpSquare':
      return warpSquare(...(values as [string, string | null, number[], number]))
    case 'describeCrs':
      return describeCrs(gdal, ...(values as [string, boolean]))
    case 'transform':
      return transformPositions(gdal.Module, ...(values as [string, string, Float64Array]))
  }
}

/**
 * gdal3.js rejects with Errors, plain objects or lists of them, often empty or about its own pointers; then the last words on stderr
 * tell the most.
 */
function reasonOf(error: unknown): string {
  const first = Array.isArray(error) ? error[0] : error
  const said = [(first as { message?: unknown } | undefined)?.message, ...warnings.toReversed()]
  const reason = said.find((words) => typeof words === 'string' && words.trim() !== '' && !/is NULL in/.test(words))
  if (typeof reason !== 'string') return 'it is damaged or cut short'
  if (/sqlite|malformed/i.test(reason)) return 'the database in it is damaged or cut short'
  return reason.replace(/\s+/g, ' ').trim().slice(0, 200)
}

parentPort!.on('message', async (request: GdalRequest) => {
  const response: GdalResponse = { id: request.id }
  warnings.length = 0
  try {
    response.value = await answer(request)
  } catch (error) {
    response.error = reasonOf(error)
  }
  const value = response.value
  parentPort!.postMessage(response, ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : [])
})
