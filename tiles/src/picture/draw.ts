import type { GeoJSON, Geometry, Position } from 'geojson'
import { type LandUseCode, PALETTES, type Palette, type ThemeName } from '../style/palette.ts'
import { PUBLIC_USES } from '../style/property.ts'
import { ROAD_LOOKS, type RoadLook, roadWidthPx } from '../style/road-classes.ts'
import type { Pixel, Shape, Shapes } from './decode.ts'
import { type Frame, project } from './frame.ts'
import { element, pathOf, paths } from './svg.ts'

export type Drawing = { frame: Frame; shapes: Shapes; theme: ThemeName }

/** Everything below the labels, in the order and colours of the live map. */
export function drawMap(drawing: Drawing): string {
  const { frame, theme } = drawing
  const palette = PALETTES[theme]
  const { widthPx: width, heightPx: height } = frame
  return [
    element('rect', { width, height, fill: palette.land }),
    cover(layer(drawing, 'parcels'), palette.builtUp),
    ground(drawing, palette),
    cover(layer(drawing, 'buildings'), palette.block),
    fills(layer(drawing, 'parks'), palette.park, palette.parkEdge, 0.6),
    fills(layer(drawing, 'water'), palette.water, palette.shore, shoreWidth(frame.zoom)),
    strokes(lines(layer(drawing, 'water')), palette.shore, 1.2),
    // Below z15 the houses give the texture: 25,000 hairlines would cost a second and show as grey.
    frame.zoom >= 15
      ? strokes(own(layer(drawing, 'parcels')), palette.parcelLine, frame.zoom >= 16.5 ? 0.8 : 0.45)
      : '',
    roads(drawing, palette),
    railBridges(drawing, palette),
    railway(drawing, palette),
    roadBridges(drawing, palette),
    buildings(drawing, palette),
    trees(drawing, palette),
    wards(drawing, palette),
  ].join('')
}

const layer = ({ shapes }: Drawing, name: string): Shape[] => shapes.get(name) ?? []
const lines = (shapes: Shape[]): Shape[] => shapes.filter((shape) => shape.kind === 'line')
/** Features proper: not the smoothed cover that stands for them from afar. */
const own = (shapes: Shape[]): Shape[] => shapes.filter((shape) => shape.properties.generalised !== true)
const shoreWidth = (zoom: number): number => Math.min(1.4, Math.max(0.4, (zoom - 8) * 0.15))

function fills(shapes: Shape[], fill: string, edge: string, edgePx: number): string {
  const areas = shapes.filter((shape) => shape.kind === 'polygon')
  return (
    paths(
      areas.map((shape) => pathOf(shape.parts, true)),
      { fill, 'fill-rule': 'nonzero' },
    ) + strokes(areas, edge, edgePx)
  )
}

const strokes = (shapes: Shape[], colour: string, widthPx: number, more: Record<string, string> = {}): string =>
  paths(
    shapes.map((shape) => pathOf(shape.kept, false)),
    {
      fill: 'none',
      stroke: colour,
      'stroke-width': widthPx,
      'stroke-linejoin': 'round',
      ...more,
    },
  )

function ground(drawing: Drawing, palette: Palette): string {
  const zones = layer(drawing, 'landuse').filter((shape) => shape.kind === 'polygon')
  return (Object.keys(palette.ground) as LandUseCode[])
    .map((code) => {
      const areas = zones.filter((shape) => shape.properties.code === code).map((shape) => pathOf(shape.parts, true))
      return paths(areas, { fill: palette.ground[code], 'fill-rule': 'nonzero' })
    })
    .join('')
}

/** From afar the tiles carry one cover for all plots or houses: the town's shape. */
function cover(shapes: Shape[], colour: string): string {
  const areas = shapes.filter((shape) => shape.properties.generalised === true)
  return paths(
    areas.map((shape) => pathOf(shape.parts, true)),
    { fill: colour, 'fill-rule': 'nonzero' },
  )
}

function roads(drawing: Drawing, palette: Palette): string {
  const { zoom } = drawing.frame
  const all = lines(layer(drawing, 'roads'))
  const drawn = ROAD_LOOKS.filter((look) => zoom >= look.minZoom)
  const one = (look: RoadLook, casingPx: number) => {
    const colours = look.colours(palette)
    const ofClass = all.filter((shape) => shape.properties.class === look.class)
    const dashes: Record<string, string> =
      look.casingPx === 0 ? { 'stroke-dasharray': '3 2' } : { 'stroke-linecap': 'round' }
    return byWidth(
      ofClass,
      (shape) => roadWidthPx(look, zoom, shape.properties.widthM, drawing.frame.lat) + 2 * casingPx,
    )
      .map(([widthPx, group]) => strokes(group, casingPx > 0 ? colours.casing : colours.fill, widthPx, dashes))
      .join('')
  }
  const cased = drawn.filter((look) => look.casingPx > 0)
  return [
    ...drawn.filter((look) => look.casingPx === 0).map((look) => one(look, 0)),
    ...cased.filter((look) => zoom >= look.minZoom + 0.7).map((look) => one(look, look.casingPx)),
    ...cased.map((look) => one(look, 0)),
  ].join('')
}

/** Streets of the same width go into one path; widths are kept to a quarter pixel. */
function byWidth(shapes: Shape[], widthOf: (shape: Shape) => number): [number, Shape[]][] {
  const groups = new Map<number, Shape[]>()
  for (const shape of shapes) {
    const width = Math.max(0.25, Math.round(widthOf(shape) * 4) / 4)
    const group = groups.get(width)
    if (group) group.push(shape)
    else groups.set(width, [shape])
  }
  return [...groups].sort((a, b) => a[0] - b[0])
}

function railway(drawing: Drawing, palette: Palette): string {
  const track = lines(layer(drawing, 'railways'))
  const { zoom } = drawing.frame
  const widthPx = Math.min(5, Math.max(0.7, (zoom - 9) * 0.5))
  const sleepers = { 'stroke-dasharray': `${widthPx * 2.4} ${widthPx * 2.4}` }
  const sidings = track.filter((shape) => shape.properties.class === 'siding')
  const main = track.filter((shape) => shape.properties.class !== 'siding')
  return [
    zoom >= 14 ? strokes(sidings, palette.railway, Math.max(0.5, widthPx * 0.28)) : '',
    strokes(main, palette.railway, widthPx),
    strokes(main, palette.railwayGap, widthPx * 0.6, sleepers),
  ].join('')
}

/** Streets over river and railway: dark parapets, square ends, the road on top. */
function roadBridges(drawing: Drawing, palette: Palette): string {
  const { zoom, lat } = drawing.frame
  const spans = layer(drawing, 'bridges')
  return ROAD_LOOKS.filter((look) => zoom >= Math.max(12, look.minZoom))
    .flatMap((look) =>
      byWidth(
        spans.filter((shape) => shape.properties.class === look.class),
        (shape) => roadWidthPx(look, zoom, shape.properties.widthM, lat),
      ).flatMap(([widthPx, group]) => [
        strokes(group, palette.bridge, widthPx + 3),
        strokes(group, look.colours(palette).fill, widthPx, { 'stroke-linecap': 'square' }),
      ]),
    )
    .join('')
}

function railBridges(drawing: Drawing, palette: Palette): string {
  const { zoom } = drawing.frame
  if (zoom < 12) return ''
  const spans = layer(drawing, 'bridges').filter((shape) => shape.properties.class === 'railway')
  const widthPx = Math.min(26, 3 * 2 ** ((zoom - 12) * 0.4))
  return strokes(spans, palette.bridge, widthPx) + strokes(spans, palette.land, widthPx * 0.7)
}

function trees({ frame, shapes }: Drawing, palette: Palette): string {
  if (frame.zoom < 15.8) return ''
  const radiusPx = Math.min(14, 1.3 * 2 ** ((frame.zoom - 15.8) * 0.85))
  const crowns = (shapes.get('trees') ?? []).flatMap(({ parts }) => parts.flat())
  const d = crowns.map(([x, y]) => `M${x.toFixed(1)} ${y.toFixed(1)}h0`).join('')
  return element('path', {
    d,
    fill: 'none',
    stroke: palette.tree,
    'stroke-width': (2 * radiusPx).toFixed(1),
    'stroke-linecap': 'round',
    'stroke-opacity': 0.55,
  })
}

function buildings(drawing: Drawing, palette: Palette): string {
  const { zoom } = drawing.frame
  if (zoom < 13.8) return ''
  const all = own(layer(drawing, 'buildings')).filter((shape) => shape.kind === 'polygon')
  const edgePx = zoom >= 15.5 ? 0.6 : 0
  const shadow = zoom >= 15.5 ? shadows(all, zoom, palette) : ''
  const isPublic = (shape: Shape) => PUBLIC_USES.includes(String(shape.properties.use))
  return [
    shadow,
    fills(
      all.filter((shape) => !isPublic(shape)),
      palette.building,
      palette.buildingEdge,
      edgePx,
    ),
    fills(all.filter(isPublic), palette.buildingPublic, palette.buildingEdge, edgePx),
  ].join('')
}

/** Shadow to the south-east, longer for a taller house. */
function shadows(all: Shape[], zoom: number, palette: Palette): string {
  const moved = all.map(({ parts, properties }) => {
    const px = Math.min(14, Number(properties.heightM ?? 6) * 0.16) * 2 ** (zoom - 16)
    return pathOf(
      parts.map((part) => part.map(([x, y]): Pixel => [x + px, y + px])),
      true,
    )
  })
  return paths(moved, { fill: palette.buildingShadow })
}

/** The edge of the town is drawn stronger than the limits between its wards. */
function wards(drawing: Drawing, palette: Palette): string {
  const { zoom } = drawing.frame
  if (zoom < 10) return ''
  const isLimit = (shape: Shape) => shape.properties.class === 'limit'
  const all = layer(drawing, 'ward-lines')
  const widthPx = Math.min(1.4, Math.max(0.4, (zoom - 9) * 0.15))
  const one = (shapes: Shape[], factor: number, opacity: number) =>
    strokes(shapes, palette.wardLine, widthPx * factor, {
      'stroke-dasharray': [7, 2.5, 1.5, 2.5].map((dash) => dash * widthPx * factor).join(' '),
      'stroke-opacity': String(opacity),
    })
  return (
    one(
      all.filter((shape) => !isLimit(shape)),
      1,
      0.6,
    ) + one(all.filter(isLimit), 1.7, 0.9)
  )
}

/** What the page wants seen: outline in the accent on a light halo, with a wash inside. */
export function drawHighlight(shape: GeoJSON | undefined, { frame, theme }: Drawing): string {
  const palette = PALETTES[theme]
  const line = { fill: 'none', 'stroke-linejoin': 'round', 'stroke-linecap': 'round' }
  const marked = geometriesOf(shape).map((geometry) => {
    const { rings, runs, points } = partsOf(geometry, frame)
    const outline = pathOf(rings, true) + pathOf(runs, false)
    return [
      element('path', { d: pathOf(rings, true), fill: palette.accent, 'fill-opacity': 0.16, 'fill-rule': 'evenodd' }),
      element('path', { d: outline, ...line, stroke: palette.accentHalo, 'stroke-width': 6 }),
      element('path', { d: outline, ...line, stroke: palette.accent, 'stroke-width': 3 }),
      ...points.map(([cx, cy]) =>
        element('circle', { cx, cy, r: 8, fill: palette.accent, stroke: palette.accentHalo, 'stroke-width': 3 }),
      ),
    ].join('')
  })
  return marked.join('')
}

function geometriesOf(shape: GeoJSON | undefined): Geometry[] {
  if (!shape) return []
  if (shape.type === 'FeatureCollection') return shape.features.flatMap(geometriesOf)
  if (shape.type === 'Feature') return shape.geometry ? geometriesOf(shape.geometry) : []
  return shape.type === 'GeometryCollection' ? shape.geometries.flatMap(geometriesOf) : [shape]
}

type Parts = { rings: Pixel[][]; runs: Pixel[][]; points: Pixel[] }

function partsOf(geometry: Geometry, frame: Frame): Parts {
  const at = (position: Position): Pixel => project(frame, position[0] ?? 0, position[1] ?? 0)
  const none: Parts = { rings: [], runs: [], points: [] }
  switch (geometry.type) {
    case 'Polygon':
      return { ...none, rings: geometry.coordinates.map((ring) => ring.map(at)) }
    case 'MultiPolygon':
      return { ...none, rings: geometry.coordinates.flat().map((ring) => ring.map(at)) }
    case 'LineString':
      return { ...none, runs: [geometry.coordinates.map(at)] }
    case 'MultiLineString':
      return { ...none, runs: geometry.coordinates.map((line) => line.map(at)) }
    case 'Point':
      return { ...none, points: [at(geometry.coordinates)] }
    case 'MultiPoint':
      return { ...none, points: geometry.coordinates.map(at) }
    default:
      return none
  }
}
