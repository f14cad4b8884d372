import type { GeoJSON } from 'geojson'
import type { Language, LayerLegend, LegendFilter, StylePhoto, ThemeName } from '../../../tiles/src/style.ts'

export type { Language, LayerLegend, LegendFilter, StylePhoto, ThemeName }

/** What the map needs to know of a town. `srid` is the UTM zone it measures in; `bounds` are lon, lat. */
export type MapTown = {
  code: string
  bounds: readonly [west: number, south: number, east: number, north: number] | null
  srid?: number
}

/** Where the map looks: degrees, 512-pixel zoom, bearing and pitch in degrees. */
export type MapView = { lon: number; lat: number; zoom: number; bearing: number; pitch: number }

/** What was tapped. `layer` is the tile layer (`parcels`, `buildings`, …), `id` its own id, `properties` as in the tile. */
export type PickedFeature = {
  layer: string
  id: number
  properties: Record<string, unknown>
  lngLat: { lng: number; lat: number }
}

/** In `draw` a tap belongs to whoever draws. */
export type MapMode = 'browse' | 'measure' | 'draw'

export type LonLat = [lon: number, lat: number]

/** What is to be drawn, and the rings whose corners and sides the pen is drawn to. */
export type DrawWish = {
  shape: 'line' | 'polygon'
  start: readonly LonLat[]
  snapTo: readonly (readonly LonLat[])[]
  colours: { pen: string; halo: string }
  /** Every corner that is set or moved; a polygon does not repeat its first corner. `done` once the shape is closed. */
  onChange: (corners: LonLat[], done: boolean) => void
}

/** A drawing under way. */
export type Drawing = {
  /** Puts other corners in their place: undone, typed, or taken from a list. None starts anew. */
  set: (corners: readonly LonLat[]) => void
  stop: () => void
}

/** What has been measured so far, in the plane of the town's UTM zone; areas in square metres. */
export type Measurement = {
  points: [lon: number, lat: number][]
  closed: boolean
  lengthM: number
  areaSqm: number
}

/** What the page may ask of a map that is ready. */
export type CityMapHandle = {
  /** Flies there, or jumps when the device asks for less motion. */
  goTo(target: Partial<MapView> & { lon: number; lat: number }): void
  /** Shows the whole box (lon, lat), and comes no nearer than `maxZoom`, 19 unless told. */
  fit(bounds: readonly [number, number, number, number], paddingPx?: number, maxZoom?: number): void
  zoomBy(steps: number): void
  resetNorth(): void
  /** Picks what lies under the cross in the middle, as Enter does. */
  pickCentre(): void
  /** Features in view by legend value; a feature that two tiles share counts once. */
  countInView(legend: LayerLegend): Map<string, number>
  /** Asks for the tiles of a layer again, after an edit. */
  refresh(layer: string): void
  /** The map as it stands, as a PNG data address. */
  snapshot(): Promise<string>
  view(): MapView
  /** Calls back on every change of the measurement; answers how to stop. */
  onMeasure(listener: (measurement: Measurement) => void): () => void
  undoMeasure(): void
  clearMeasure(): void
  /** Lays outlines and findings of an edit on the map; features carry `look` and `words`. */
  setEditShapes(shapes: GeoJSON | undefined): void
  /** Drawing with the pointer; its code comes over the network when first used. The map should be in mode `draw`. */
  startDrawing(wish: DrawWish): Promise<Drawing>
}

export type CityMapProps = {
  town: MapTown
  language: Language
  theme: ThemeName
  selection: { parcelId?: number } | null
  onPick: (feature: PickedFeature) => void
  /** A tap on nothing. */
  onPickNothing?: (lngLat: { lng: number; lat: number }) => void
  view: MapView
  onViewChange: (view: MapView) => void
  /** Layer ids as in `legendsOf`. */
  layersOn: readonly string[]
  filter?: LegendFilter
  overlays?: readonly LayerLegend[]
  /** A picture from above under plots and streets. */
  photo?: StylePhoto
  highlight?: GeoJSON
  mode: MapMode
  onReady?: (handle: CityMapHandle) => void
  /** Zoom buttons and scale bar drawn on the map; on unless told. */
  controls?: boolean
}
