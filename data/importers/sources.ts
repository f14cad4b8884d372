import type { FileSet } from './file-set.ts'
import type { GdalEngine } from './gdal/engine.ts'
import { gdalSources } from './gdal-source.ts'
import { readGeoJson } from './geojson.ts'
import { readKml } from './kml.ts'
import type { LayerSource, RawLayer } from './layer.ts'
import type { Recognised } from './recognise.ts'
import { shapefileSources } from './shapefile-source.ts'

/** The layers of a recognised file set, in the order of the file. */
export async function sourcesOf(engine: GdalEngine, files: FileSet, found: Recognised): Promise<LayerSource[]> {
  switch (found.format) {
    case 'Shapefile':
      return shapefileSources(files)
    case 'GeoJSON':
      return found.entries.map((entry) => onceRead(readGeoJson(plainUtf8(bytesOf(files, entry)), stemOf(entry))))
    case 'KML':
      return found.entries.flatMap((entry) => readKml(bytesOf(files, entry), stemOf(entry)).map(onceRead))
    default:
      return (await eachEntry(engine, files, found)).flat()
  }
}

function eachEntry(engine: GdalEngine, files: FileSet, found: Recognised): Promise<LayerSource[][]> {
  const defaultCrs = found.format === 'TopoJSON' ? 'EPSG:4326' : null
  return Promise.all(found.entries.map((entry) => gdalSources(engine, files, entry, defaultCrs)))
}

const onceRead = (layer: RawLayer): LayerSource => ({ name: layer.name, load: async () => layer })
const bytesOf = (files: FileSet, entry: string) => files.members.find(({ name }) => name === entry)!.read()
const stemOf = (name: string) =>
  name
    .split('/')
    .at(-1)!
    .replace(/(\.[a-z]+json|\.json|\.kml|\.[a-z]{2,8})$/i, '')

/** JSON as UTF-8 without its byte order mark; UTF-16, which some spreadsheets write, is turned. */
function plainUtf8(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3)
  const mark =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  return mark ? new TextEncoder().encode(new TextDecoder(mark).decode(bytes)) : bytes
}
