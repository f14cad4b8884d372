import type { ArchiveMember } from './archive.ts'
import type { FileSet } from './file-set.ts'
import { ImportRefused } from './import-refused.ts'

/** The formats that are read, as they are named in reports. */
export type Format =
  | 'Shapefile'
  | 'GeoJSON'
  | 'KML'
  | 'GeoPackage'
  | 'FlatGeobuf'
  | 'GML'
  | 'FileGDB'
  | 'MapInfo'
  | 'TopoJSON'
  | 'ESRI JSON'

/** What to open in a file set; one format at a time, `entries` are the members (or .gdb folders) that start it. */
export type Recognised = { format: Format; entries: string[] }

const byName: [Format, RegExp][] = [
  ['Shapefile', /\.shp$/i],
  ['FileGDB', /\.gdb\/[^/]+$/i],
  ['GeoPackage', /\.gpkg$/i],
  ['FlatGeobuf', /\.fgb$/i],
  ['MapInfo', /\.(tab|mif)$/i],
  ['GML', /\.gml$/i],
  ['KML', /\.kml$/i],
  ['TopoJSON', /\.topojson$/i],
  ['GeoJSON', /\.(geo)?json[ls]?$|\.ndjson$|\.geojsonseq$/i],
]

/** Says what a file set holds, by content when it is one file and by names in an archive. Throws ImportRefused when nothing fits. */
export function recognise(files: FileSet): Recognised {
  const first = files.members[0]
  if (!first) throw new ImportRefused('empty-archive', `${files.name} holds no files`)
  if (files.members.length === 1) {
    const format = formatOfContent(first)
    if (format) return { format, entries: [first.name] }
  }
  for (const [format, pattern] of byName) {
    const names = files.members.map(({ name }) => name).filter((name) => pattern.test(name))
    if (names.length > 0) return refined(format, names, files.members)
  }
  throw unknown(files)
}

function refined(format: Format, names: string[], members: ArchiveMember[]): Recognised {
  if (format === 'FileGDB') {
    return { format, entries: [...new Set(names.map((name) => name.replace(/(\.gdb)\/[^/]+$/i, '$1')))] }
  }
  if (format !== 'GeoJSON' || names.length !== 1) return { format, entries: names }
  const member = members.find(({ name }) => name === names[0])!
  return { format: formatOfContent(member) ?? format, entries: names }
}

function unknown(files: FileSet): ImportRefused {
  const names = files.members.slice(0, 3).map(({ name }) => name.split('/').at(-1))
  const held =
    files.members.length === 1
      ? `${files.name} is no map file that is known here`
      : `${files.name} holds no map file (${names.join(', ')} …)`
  return new ImportRefused(
    'unknown-format',
    `${held}: Shapefile, GeoJSON, GeoPackage, KML, KMZ, GML, FlatGeobuf, FileGDB, MapInfo and TopoJSON are read`,
  )
}

function formatOfContent(member: ArchiveMember): Format | null {
  const head = member.read().subarray(0, 4096)
  if (head.length === 0) throw new ImportRefused('broken-file', `${member.name} is empty`)
  const text = new TextDecoder('latin1').decode(head)
  if (text.startsWith('SQLite format 3')) return 'GeoPackage'
  if (text.startsWith('fgb')) return 'FlatGeobuf'
  if (head[0] === 0 && head[1] === 0 && head[2] === 0x27 && head[3] === 0x0a) return 'Shapefile'
  if (/^!table/i.test(text) || /^\s*version\s+\d+/i.test(text)) return 'MapInfo'
  return formatOfText(text.replace(/^(\u00ef\u00bb\u00bf|\u00fe\u00ff|\u00ff\u00fe)/, '').replaceAll('\0', ''))
}

/** Begins each record of GeoJSON text sequences (RFC 8142). */
const recordSeparator = 0x1e

function formatOfText(text: string): Format | null {
  const start = text.trimStart()
  if (start.startsWith('<')) {
    if (/<(\w+:)?kml[\s>]/i.test(start)) return 'KML'
    return /opengis\.net\/gml|<(\w+:)?FeatureCollection/.test(start) ? 'GML' : null
  }
  if (/^\{[^{[]*"type"\s*:\s*"Topology"/.test(start)) return 'TopoJSON'
  if (/^\{[\s\S]*"geometryType"\s*:\s*"esriGeometry/.test(start)) return 'ESRI JSON'
  return start.charCodeAt(0) === recordSeparator || /^[[{"]|^(null|true|false|-?[\d.]+)\s*$/.test(start)
    ? 'GeoJSON'
    : null
}
