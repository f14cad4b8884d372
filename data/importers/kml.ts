import type { Properties, Run, Shape, ShapeType } from './feature.ts'
import { LayerBuilder, type RawLayer } from './layer.ts'
import { BadShape } from './shape-from-geojson.ts'
import { attributeOf, decodeXml, type XmlEvent, xmlEvents } from './xml-events.ts'

/** The KML geometries of one placemark, by kind; polygons are shells with holes. */
type Geometries = { Point: Run[][]; LineString: Run[][]; Polygon: Run[][]; problem: string | null }

type Placemark = {
  id: string | null
  properties: Properties
  geometries: Geometries
  rings: Run[]
  field: string | null
}

const newPlacemark = (attributes: string): Placemark => ({
  id: attributeOf(attributes, 'id'),
  properties: {},
  geometries: { Point: [], LineString: [], Polygon: [], problem: null },
  rings: [],
  field: null,
})

/**
 * Reads KML: each folder that holds placemarks is a layer, named by its path. Names, descriptions and extended data become properties.
 * Of a placemark that mixes kinds (a plot with its label point) the areas are kept, else the lines, else the points.
 */
export function readKml(bytes: Uint8Array, fallbackName: string): RawLayer[] {
  const reader = new KmlReader(fallbackName)
  for (const event of xmlEvents(decodeXml(bytes))) reader.take(event)
  return [...reader.layers.values()].map((builder) => builder.layer)
}

/** Follows the events of one document; `path` is the stack of open tags. */
class KmlReader {
  readonly layers = new Map<string, LayerBuilder>()
  private readonly path: string[] = []
  private readonly folders: string[] = []
  private readonly fallbackName: string
  private placemark: Placemark | null = null
  private text = ''

  constructor(fallbackName: string) {
    this.fallbackName = fallbackName
  }

  take(event: XmlEvent): void {
    if (event.kind === 'text') this.text += event.text
    else if (event.kind === 'open') this.open(event.name, event.attributes)
    else this.close(event.name)
  }

  private open(name: string, attributes: string): void {
    this.path.push(name)
    this.text = ''
    if (name === 'Folder' || name === 'Document') this.folders.push('')
    else if (name === 'Placemark') this.placemark = newPlacemark(attributes)
    else if (this.placemark && (name === 'Data' || name === 'SimpleData')) {
      this.placemark.field = attributeOf(attributes, 'name')
    } else if (this.placemark && name === 'Polygon') this.placemark.rings = []
  }

  private close(name: string): void {
    this.path.pop()
    const parent = this.path.at(-1)
    if (name === 'Folder' || name === 'Document') this.folders.pop()
    else if (name === 'Placemark' && this.placemark) this.finish(this.placemark)
    else if (this.placemark) this.closeInside(this.placemark, name, parent)
    else if (name === 'name' && (parent === 'Folder' || parent === 'Document')) {
      this.folders[this.folders.length - 1] = this.text.trim()
    }
    this.text = ''
  }

  private closeInside(placemark: Placemark, name: string, parent: string | undefined): void {
    const text = this.text.trim()
    if (parent === 'Placemark' && (name === 'name' || name === 'description')) {
      if (text) placemark.properties[name] = text
    } else if ((name === 'value' && parent === 'Data') || name === 'SimpleData') {
      if (placemark.field) placemark.properties[placemark.field] = text || null
    } else if (name === 'coordinates') this.addRun(placemark, parent, text)
    else if (name === 'Polygon' && placemark.rings.length > 0) placemark.geometries.Polygon.push(placemark.rings)
  }

  private addRun(placemark: Placemark, parent: string | undefined, text: string): void {
    try {
      const run = runFrom(text)
      if (run.length === 0) return
      if (parent === 'LinearRing') {
        // The outer ring comes first whatever the order in the file.
        if (this.path.includes('outerBoundaryIs')) placemark.rings.unshift(run)
        else placemark.rings.push(run)
      } else if (parent === 'Point' || parent === 'LineString') placemark.geometries[parent].push([run])
    } catch (error) {
      if (!(error instanceof BadShape)) throw error
      placemark.geometries.problem = error.message
    }
  }

  private finish(placemark: Placemark): void {
    this.placemark = null
    const builder = this.layer()
    const index = builder.nextIndex()
    const shape = shapeOf(placemark.geometries)
    if (placemark.geometries.problem) builder.skip(index, placemark.geometries.problem)
    else if (!shape) builder.skip(index, 'no geometry')
    else builder.keep({ index, id: placemark.id, properties: placemark.properties, shape })
  }

  private layer(): LayerBuilder {
    // The name of the document itself is dropped where folders say more.
    const names = this.folders.filter(Boolean)
    const name = (names.length > 1 ? names.slice(1) : names).join('/') || this.fallbackName
    const found = this.layers.get(name) ?? new LayerBuilder(name, { input: 'EPSG:4326' })
    this.layers.set(name, found)
    return found
  }
}

function shapeOf(geometries: Geometries): Shape | null {
  for (const kind of ['Polygon', 'LineString', 'Point'] as const) {
    const parts = geometries[kind]
    if (parts.length === 0) continue
    return { type: (parts.length === 1 ? kind : `Multi${kind}`) as ShapeType, parts }
  }
  return null
}

/** "lon,lat[,height]" tuples between blanks; blanks after commas, which some hands type, are forgiven. */
function runFrom(text: string): Run {
  const tuples = text
    .replace(/\s*,\s*/g, ',')
    .split(/\s+/)
    .filter(Boolean)
  const run = new Float64Array(tuples.length * 2)
  for (const [i, tuple] of tuples.entries()) {
    const [lon, lat] = tuple.split(',').map(Number)
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) throw new BadShape(`${JSON.stringify(tuple)} is no coordinate`)
    run[2 * i] = lon!
    run[2 * i + 1] = lat!
  }
  return run
}
