import type { FileSet } from './file-set.ts'
import type { GdalEngine } from './gdal/engine.ts'
import type { VirtualFile } from './gdal/protocol.ts'
import { addFeature } from './geojson.ts'
import { ImportRefused } from './import-refused.ts'
import { parseSlice } from './json-scan.ts'
import { LayerBuilder, type LayerSource, type RawLayer } from './layer.ts'

/**
 * The layers of a file that GDAL opens: GeoPackage, FlatGeobuf, GML, FileGDB, MapInfo, TopoJSON, ESRI JSON. `entry` is the member
 * (or the .gdb folder) to open; all other members of the set stand beside it. `defaultCrs` holds where the format fixes one.
 */
export async function gdalSources(
  engine: GdalEngine,
  files: FileSet,
  entry: string,
  defaultCrs: string | null = null,
): Promise<LayerSource[]> {
  const folder = `set${++opened}`
  const virtual: VirtualFile[] = files.members.map(({ name, read }) => ({ path: `${folder}/${name}`, bytes: read() }))
  const path = `${folder}/${entry}`
  const { layers } = await orRefuse(() => engine.call('open', virtual, path, []), entry)
  return layers.map((layer) => {
    const crs = layer.wkt ? { input: layer.wkt } : defaultCrs ? { input: defaultCrs } : null
    return {
      name: layer.name,
      load: async () => {
        const lines = await orRefuse(() => engine.call('readLayer', path, layer.name), entry)
        return refuseMissing(readLines(lines, new LayerBuilder(layer.name, crs)), layer.count, entry)
      },
    }
  })
}

/** GDAL stops quietly where a file is damaged; the count in the file's own header tells. */
function refuseMissing(layer: RawLayer, stated: number, entry: string): RawLayer {
  if (layer.count >= stated) return layer
  throw new ImportRefused('truncated', `${entry} is damaged: ${layer.count} of its ${stated} features can be read`)
}

let opened = 0

function readLines(bytes: Uint8Array, builder: LayerBuilder): RawLayer {
  for (let at = 0; at < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, at)
    const end = newline < 0 ? bytes.length : newline
    if (end > at) addFeature(builder, parseSlice(bytes, at, end))
    at = end + 1
  }
  return builder.layer
}

async function orRefuse<T>(ask: () => Promise<T>, entry: string): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof ImportRefused) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new ImportRefused('broken-file', `${entry} cannot be read: ${reason}`)
  }
}
