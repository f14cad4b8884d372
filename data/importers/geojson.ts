import type { Properties, RawFeature } from './feature.ts'
import { ImportRefused } from './import-refused.ts'
import { elementsOf, endOfValue, type Member, membersOf, parseSlice, skipSpace, textOf } from './json-scan.ts'
import { type DeclaredCrs, LayerBuilder, type RawLayer } from './layer.ts'
import { BadShape, refuseBadBox, shapeFromGeoJson } from './shape-from-geojson.ts'

const geometryTypes = /^(Multi)?(Point|LineString|Polygon)$|^GeometryCollection$/

/**
 * Reads GeoJSON (RFC 7946, and the `crs` member of its forerunner) or newline-delimited GeoJSON. A feature that cannot be
 * read is skipped with its reason; a text that is no GeoJSON at all throws ImportRefused.
 */
export function readGeoJson(bytes: Uint8Array, name: string): RawLayer {
  const start = skipSpace(bytes, 0)
  if (start >= bytes.length) throw new ImportRefused('broken-json', 'the file is empty')
  if (bytes[start] === 0x1e) return readLines(bytes, name)
  const end = endOfValue(bytes, start)
  if (bytes[start] !== 0x7b) throw notGeoJson(textOf(bytes.subarray(start, Math.min(end, start + 20))))
  const rest = skipSpace(bytes, end)
  if (rest < bytes.length) {
    if (bytes[rest] === 0x7b || bytes[rest] === 0x1e) return readLines(bytes, name)
    throw new ImportRefused('broken-json', `broken JSON: something follows the end of the document at byte ${rest}`)
  }
  return readDocument(bytes, start, name)
}

const notGeoJson = (found: string) =>
  new ImportRefused('not-features', `not GeoJSON: a FeatureCollection, Feature or geometry is wanted, found ${found}`)

function readDocument(bytes: Uint8Array, start: number, name: string): RawLayer {
  const members = rootMembers(bytes, start)
  const value = (key: string) => {
    const member = members.get(key)
    return member && parseSlice(bytes, member.start, member.end)
  }
  const type = members.has('type') ? value('type') : undefined
  if (type === 'FeatureCollection') return readCollection(bytes, members, name, crsOf(value('crs')), value)
  if (typeof type !== 'string') throw notGeoJson(type === undefined ? 'no "type"' : `type ${JSON.stringify(type)}`)
  const builder = new LayerBuilder(name, crsOf(value('crs')), true)
  const end = endOfValue(bytes, start)
  if (type === 'Feature') addFeature(builder, parseSlice(bytes, start, end))
  else if (geometryTypes.test(type)) addGeometry(builder, parseSlice(bytes, start, end))
  else throw notGeoJson(`type ${JSON.stringify(type)}`)
  return builder.layer
}

function rootMembers(bytes: Uint8Array, start: number): Map<string, Member> {
  const members = new Map<string, Member>()
  for (const member of membersOf(bytes, start)) {
    if (members.has(member.key)) {
      throw new ImportRefused('broken-json', `the member ${JSON.stringify(member.key)} stands twice in the document`)
    }
    members.set(member.key, member)
  }
  return members
}

function readCollection(
  bytes: Uint8Array,
  members: Map<string, Member>,
  fallbackName: string,
  crs: DeclaredCrs,
  value: (key: string) => unknown,
): RawLayer {
  for (const key of ['coordinates', 'geometry', 'geometries']) {
    if (members.has(key)) throw notGeoJson(`a FeatureCollection with a member ${JSON.stringify(key)} (RFC 7946, 7.1)`)
  }
  const features = members.get('features')
  if (!features) throw notGeoJson('a FeatureCollection without "features"')
  if (bytes[features.start] !== 0x5b) throw notGeoJson('a FeatureCollection whose "features" is no list')
  const title = value('name')
  const builder = new LayerBuilder(typeof title === 'string' && title ? title : fallbackName, crs, true)
  for (const { start, end } of elementsOf(bytes, features.start)) addFeature(builder, parseSlice(bytes, start, end))
  return builder.layer
}

function readLines(bytes: Uint8Array, name: string): RawLayer {
  const builder = new LayerBuilder(name, null, true)
  for (let at = 0; at < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, at)
    const end = newline < 0 ? bytes.length : newline
    const from = skipSpace(bytes, bytes[at] === 0x1e ? at + 1 : at)
    if (from < end) addLine(builder, bytes, from, end)
    at = end + 1
  }
  return builder.layer
}

function addLine(builder: LayerBuilder, bytes: Uint8Array, start: number, end: number): void {
  try {
    const value = parseSlice(bytes, start, end)
    if (geometryTypes.test(String((value as { type?: unknown } | null)?.type))) addGeometry(builder, value)
    else addFeature(builder, value)
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error
    builder.skip(builder.nextIndex(), `line ${builder.layer.count}: ${error.message}`)
  }
}

function addGeometry(builder: LayerBuilder, geometry: unknown): void {
  addFeature(builder, { type: 'Feature', properties: {}, geometry })
}

/** Adds one parsed feature, or skips it and says why. Shared with the readers that go through GDAL. */
export function addFeature(builder: LayerBuilder, value: unknown): void {
  const index = builder.nextIndex()
  try {
    builder.keep(featureFrom(value, index))
  } catch (error) {
    if (!(error instanceof BadShape)) throw error
    builder.skip(index, error.message)
  }
}

function featureFrom(value: unknown, index: number): RawFeature {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadShape('a feature must be an object')
  const feature = value as Record<string, unknown>
  if (feature.type !== 'Feature') throw new BadShape(`type ${JSON.stringify(feature.type)} where "Feature" is wanted`)
  for (const key of ['coordinates', 'geometries', 'features']) {
    if (key in feature) throw new BadShape(`a feature may not have a member ${JSON.stringify(key)} (RFC 7946, 7.1)`)
  }
  refuseBadBox(feature.bbox)
  const id = idOf(feature.id)
  const properties = propertiesOf(feature.properties)
  if (feature.geometry === null || feature.geometry === undefined) throw new BadShape('no geometry')
  const shape = shapeFromGeoJson(feature.geometry)
  if (shape.parts.length === 0) throw new BadShape('an empty geometry')
  return { index, id, properties, shape }
}

function idOf(id: unknown): string | number | null {
  if (id === undefined || id === null) return null
  if (typeof id === 'string' || typeof id === 'number') return id
  throw new BadShape('the id of a feature must be a text or a number')
}

function propertiesOf(properties: unknown): Properties {
  if (properties === undefined || properties === null) return {}
  if (typeof properties === 'object' && !Array.isArray(properties)) return properties as Properties
  throw new BadShape('the properties of a feature must be an object')
}

/** The CRS of a legacy `crs` member: a name, or an EPSG code; `null` and a missing member leave RFC 7946 in force. */
function crsOf(crs: unknown): DeclaredCrs {
  if (crs === undefined || crs === null) return null
  const { type, properties } = crs as { type?: unknown; properties?: { name?: unknown; code?: unknown } }
  if (String(type).toUpperCase() === 'EPSG' && properties?.code) return { input: `EPSG:${String(properties.code)}` }
  if (type === 'name' && typeof properties?.name === 'string') return { input: properties.name }
  throw new ImportRefused('unknown-crs', 'the "crs" member is not understood: say --crs EPSG:n')
}
