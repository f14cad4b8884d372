import type { SourceSpecification, StyleSpecification } from 'maplibre-gl'
import { wardLayers } from './style/boundaries.ts'
import { editingLayers } from './style/editing.ts'
import { groundLayers, landLayers, treeLayers, zoneLayers } from './style/ground.ts'
import { labelLayers } from './style/labels.ts'
import type { DrawInput, Language, Layer, LayerLegend } from './style/layer-group.ts'
import { usualLayers } from './style/legend.ts'
import { type LegendFilter, OVERLAYS, overlayLayers } from './style/overlays.ts'
import { PALETTES, type ThemeName } from './style/palette.ts'
import { blockLayers, buildingLayers, parcelLayers, plottedLayers } from './style/property.ts'
import { highlightLayers, measureLayers, selectionLayers } from './style/selection.ts'
import { laneMarkLayers, railBridgeLayers, railwayLayers, roadBridgeLayers, streetLayers } from './style/streets.ts'

export type { EditLook } from './style/editing.ts'
export type { Language, LayerLegend, LegendEntry, Names } from './style/layer-group.ts'
export { entryMatches, LANGUAGES, pickTileName } from './style/layer-group.ts'
export { legendsOf, usualLayers } from './style/legend.ts'
export type { LegendFilter } from './style/overlays.ts'
export { INK_ON_DATA, PALETTES, THEME_NAMES, type ThemeName } from './style/palette.ts'
export { lookOfKey } from './style/palette-keys.ts'
export { POINTED_STATE, SELECTED_STATE } from './style/selection.ts'

/** What a style needs to know of a town: its code in tile addresses, and its extent (lon, lat) when it has a map. */
export type StyleTown = { code: string; bounds: readonly [number, number, number, number] | null }

export type StyleInput = {
  town: StyleTown
  theme: ThemeName
  language: Language
  /** Origin of the tile addresses, without a slash at the end; empty for the same origin. */
  tileBase?: string
  /** Layer ids to draw; the usual ones unless told. */
  layersOn?: readonly string[]
  /** Kept classes by layer id. */
  filter?: LegendFilter
  /** Further layers of data, from rooms that publish tiles of their own. */
  overlays?: readonly LayerLegend[]
  /** A picture from above that lies under plots and streets. */
  photo?: StylePhoto
}

/** Tiles of a picture from above: `tiles` is their address with {z}, {x} and {y}. */
export type StylePhoto = {
  tiles: string
  minZoom: number
  maxZoom: number
  bounds: readonly [number, number, number, number]
}

/** Middle of India, for a town whose extent is unknown: road widths are then within a few per cent. */
const USUAL_LATITUDE = 23

/**
 * The map of a town as a MapLibre 6 style, e.g. for `/tiles/nayapur/style.json?theme=dark&language=hi`.
 * Pure: the same input gives the same style. Has no `glyphs`, so that labels are set in the page's own fonts.
 */
export function buildStyle(input: StyleInput): StyleSpecification {
  const { town, theme, language } = input
  const on = new Set(input.layersOn ?? usualLayers())
  const lat = town.bounds ? (town.bounds[1] + town.bounds[3]) / 2 : USUAL_LATITUDE
  const draw: DrawInput = { palette: PALETTES[theme], theme, language, lat, houseNumbers: on.has('house-numbers') }
  const overlays = [...OVERLAYS, ...(input.overlays ?? [])]
  return {
    version: 8,
    name: `Khasra ${town.code} ${theme} ${language}`,
    metadata: { 'khasra:theme': theme, 'khasra:language': language },
    transition: { duration: 0, delay: 0 },
    ...(town.bounds ? { center: middle(town.bounds), zoom: 13 } : {}),
    sources: sources(input, overlays),
    layers: stack(draw, on, overlays, input.filter ?? {}, input.photo !== undefined),
  }
}

/** From the ground up; the order is told once here and nowhere else. */
function stack(
  draw: DrawInput,
  on: Set<string>,
  overlays: LayerLegend[],
  filter: LegendFilter,
  hasPhoto: boolean,
): Layer[] {
  const shown = (id: string) => on.has(id)
  const data = (covers: LayerLegend['covers']) =>
    overlays
      .filter((legend) => on.has(legend.id) && legend.covers === covers)
      .flatMap((legend) => overlayLayers(legend, draw.theme, filter))
  return [
    ...landLayers(draw),
    ...plottedLayers(draw),
    ...zoneLayers(draw),
    ...(shown('buildings') ? blockLayers(draw) : []),
    ...groundLayers(draw),
    ...(hasPhoto ? [{ id: 'photo', type: 'raster' as const, source: 'photo' }] : []),
    ...data('ground'),
    ...data('parcels'),
    ...(shown('parcels') ? parcelLayers(draw) : []),
    ...streetLayers(draw),
    ...railBridgeLayers(draw),
    ...railwayLayers(draw),
    ...roadBridgeLayers(draw),
    ...laneMarkLayers(draw),
    ...(shown('buildings') ? buildingLayers(draw, data('parcels').length + data('ground').length > 0) : []),
    ...data('buildings'),
    ...(shown('trees') ? treeLayers(draw) : []),
    ...(shown('wards') ? wardLayers(draw) : []),
    ...data(undefined),
    ...selectionLayers(draw),
    ...highlightLayers(draw),
    ...labelLayers(draw, shown),
    ...editingLayers(draw),
    ...measureLayers(draw),
  ]
}

/** Tiles are kept to the zoom at which a coordinate is finer than a hand's breadth, then enlarged. */
function sources(
  { town, tileBase = '', photo }: StyleInput,
  overlays: LayerLegend[],
): Record<string, SourceSpecification> {
  const tiles = (layer: string, minzoom: number, maxzoom: number): SourceSpecification => ({
    type: 'vector',
    tiles: [`${tileBase}/tiles/${encodeURIComponent(town.code)}/${layer}/{z}/{x}/{y}.mvt`],
    minzoom,
    maxzoom,
    // Feature states are kept by our own ids, whatever the tile's feature ids are.
    promoteId: 'id',
    ...(town.bounds ? { bounds: [...town.bounds] as [number, number, number, number] } : {}),
  })
  const empty: SourceSpecification = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } }
  const own = ['base', 'parcels', 'buildings', 'house-numbers', 'boundaries']
  const further = overlays.map((legend) => legend.source).filter((source) => !own.includes(source))
  return {
    base: tiles('base', 8, 16),
    parcels: tiles('parcels', 8, 17),
    buildings: tiles('buildings', 10, 17),
    'house-numbers': tiles('house-numbers', 17, 17),
    boundaries: tiles('boundaries', 8, 15),
    ...Object.fromEntries(further.map((source) => [source, tiles(source, 8, 17)])),
    ...(photo && {
      photo: {
        type: 'raster',
        tiles: [`${tileBase}${photo.tiles}`],
        tileSize: 256,
        minzoom: photo.minZoom,
        maxzoom: photo.maxZoom,
        bounds: [...photo.bounds] as [number, number, number, number],
      },
    }),
    highlight: empty,
    edit: empty,
    measure: empty,
  }
}

const middle = ([west, south, east, north]: readonly [number, number, number, number]): [number, number] => [
  (west + east) / 2,
  (south + north) / 2,
]
