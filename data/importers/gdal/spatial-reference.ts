import type { Gdal, WasmModule } from 'gdal3.js/node.js'
import type { CrsDescription } from './protocol.ts'

/** OAMS_TRADITIONAL_GIS_ORDER: east before north, whatever the authority says. */
const eastFirst = 0

/** Opens a spatial reference from EPSG:n, a URN, WKT or a PROJ string; throws when PROJ does not know it. */
function referenceFrom(module: WasmModule, input: string): number {
  const reference = module.ccall('OSRNewSpatialReference', 'number', ['number'], [0])
  const failed = module.ccall('OSRSetFromUserInput', 'number', ['number', 'string'], [reference, input])
  if (failed !== 0) {
    module.ccall('OSRDestroySpatialReference', null, ['number'], [reference])
    throw new Error(`the coordinate reference system ${JSON.stringify(input.slice(0, 60))} is not known`)
  }
  module.ccall('OSRSetAxisMappingStrategy', null, ['number', 'number'], [reference, eastFirst])
  return reference
}

function withReference<T>(module: WasmModule, input: string, use: (reference: number) => T): T {
  const reference = referenceFrom(module, input)
  try {
    return use(reference)
  } finally {
    module.ccall('OSRDestroySpatialReference', null, ['number'], [reference])
  }
}

function exportWkt(module: WasmModule, reference: number): string {
  const slot = module._malloc(4)
  try {
    const failed = module.ccall('OSRExportToWkt', 'number', ['number', 'number'], [reference, slot])
    const pointer = module.HEAP32[slot >> 2]!
    return failed === 0 && pointer ? module.UTF8ToString(pointer) : ''
  } finally {
    module._free(slot)
  }
}

/**
 * Describes a CRS. ESRI's dialect of WKT is read by GDAL's own Shapefile driver, which also looks up its EPSG code, so an
 * empty Shapefile carries it there.
 */
export async function describeCrs(gdal: Gdal, input: string, esri: boolean): Promise<CrsDescription> {
  const normal = esri ? await throughShapefile(gdal, input) : input
  const code = esri ? endingCode(normal) : null
  const wkt1 = withReference(gdal.Module, normal, (reference) => exportWkt(gdal.Module, reference))
  const isGeographic = /^(GEOGCS|GEOGCRS|GEODCRS)/.test(wkt1 || normal)
  return {
    code: code ?? endingCode(wkt1),
    name: /^\w+\s*\[\s*"([^"]*)"/.exec(wkt1)?.[1] || 'unnamed',
    wkt: wkt1 === '' || esri ? normal : wkt1,
    isGeographic,
    metresPerUnit: isGeographic ? 1 : lengthUnitOf(wkt1),
  }
}

/** The authority code of the whole system, which stands last in both dialects of WKT. */
function endingCode(wkt: string): string | null {
  const found = /(?:AUTHORITY|ID)\s*\[\s*"EPSG"\s*,\s*"?(\d+)"?\s*\]\s*\]\s*$/.exec(wkt)
  return found ? `EPSG:${found[1]}` : null
}

/** Metres per unit: the last unit before any vertical system is that of the projection. */
function lengthUnitOf(wkt1: string): number {
  const units = [...wkt1.split('VERT_CS')[0]!.matchAll(/UNIT\["[^"]*",([\d.eE+-]+)/g)]
  return Number(units.at(-1)?.[1] ?? 1)
}

async function throughShapefile(gdal: Gdal, prj: string): Promise<string> {
  const header = new Uint8Array(100)
  const view = new DataView(header.buffer)
  view.setInt32(0, 9994)
  view.setInt32(24, 50)
  view.setInt32(28, 1000, true)
  view.setInt32(32, 5, true)
  const files = { shp: header, shx: header, prj: new TextEncoder().encode(prj) }
  for (const [extension, bytes] of Object.entries(files)) gdal.Module.FS.writeFile(`/input/crs.${extension}`, bytes)
  const { datasets } = await gdal.open('/input/crs.shp')
  const dataset = datasets[0]
  if (!dataset) throw new Error('the .prj file cannot be read')
  const info = (await gdal.ogrinfo(dataset)) as {
    layers?: { geometryFields?: { coordinateSystem?: { wkt?: string } }[] }[]
  }
  await gdal.close(dataset)
  const wkt = info.layers?.[0]?.geometryFields?.[0]?.coordinateSystem?.wkt
  if (!wkt) throw new Error('the .prj file holds no coordinate reference system')
  return wkt
}

/** Transforms positions from one CRS to another with PROJ; what has no image comes back as NaN. */
export function transformPositions(
  module: WasmModule,
  from: string,
  to: string,
  positions: Float64Array,
): Float64Array {
  return withReference(module, from, (source) =>
    withReference(module, to, (target) => {
      const handle = module.ccall('OCTNewCoordinateTransformation', 'number', ['number', 'number'], [source, target])
      if (!handle) throw new Error('there is no transformation between the two coordinate reference systems')
      try {
        return runTransformation(module, handle, positions)
      } finally {
        module.ccall('OCTDestroyCoordinateTransformation', null, ['number'], [handle])
      }
    }),
  )
}

function runTransformation(module: WasmModule, handle: number, positions: Float64Array): Float64Array {
  const count = positions.length / 2
  const buffer = module._malloc(count * 24)
  try {
    const xs = buffer >> 3
    for (let i = 0; i < count; i++) {
      module.HEAPF64[xs + i] = positions[2 * i]!
      module.HEAPF64[xs + count + i] = positions[2 * i + 1]!
    }
    module.HEAPF64.fill(0, xs + 2 * count, xs + 3 * count)
    const types = ['number', 'number', 'number', 'number', 'number']
    module.ccall('OCTTransform', 'number', types, [handle, count, buffer, buffer + count * 8, buffer + count * 16])
    const result = new Float64Array(positions.length)
    for (let i = 0; i < count; i++) {
      const x = module.HEAPF64[xs + i]!
      const y = module.HEAPF64[xs + count + i]!
      const isPlace = Number.isFinite(x) && Number.isFinite(y)
      result[2 * i] = isPlace ? x : Number.NaN
      result[2 * i + 1] = isPlace ? y : Number.NaN
    }
    return result
  } finally {
    module._free(buffer)
  }
}
