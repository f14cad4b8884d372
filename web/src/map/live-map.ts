import type { GeoJSON } from 'geojson'
import {
  type GeoJSONSource,
  type MapGeoJSONFeature,
  Map as MapLibreMap,
  type MapMouseEvent,
  type PointLike,
  type StyleSpecification,
  setWorkerUrl,
} from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { entryMatches, POINTED_STATE, SELECTED_STATE } from '../../../tiles/src/style.ts'
import { bestPick, layerIdsOfLegend, pickableLayerIds } from './layer-order.ts'
import { mapImage } from './map-images.ts'
import type {
  CityMapHandle,
  Drawing,
  DrawWish,
  LayerLegend,
  MapTown,
  MapView,
  Measurement,
  PickedFeature,
} from './map-types.ts'

// Vite gives the worker its own address; MapLibre 6 would look for it beside the bundle.
setWorkerUrl(workerUrl)

/** What the page hears from the map. Read at call time, so that a new render needs no new map. */
export type MapEvents = {
  picked: (feature: PickedFeature) => void
  pickedNothing: (lngLat: { lng: number; lat: number }) => void
  moved: (view: MapView) => void
  tapped: ((lngLat: { lng: number; lat: number }) => void) | null
}

export type LiveMapOptions = {
  container: HTMLElement
  style: StyleSpecification
  view: MapView
  language: string
  bounds: MapTown['bounds']
  events: () => MapEvents
}

/** Sources of the style that the page fills itself. */
type ShapeSource = 'highlight' | 'measure' | 'edit'

const NOTHING: GeoJSON = { type: 'FeatureCollection', features: [] }
/** A finger is wider than a point: what lies within this many pixels counts as hit when nothing lies right under it. */
const FINGER_PX = 6

/** One map on the page, from its making to `remove()`. Everything that touches MapLibre goes through here. */
export class LiveMap implements CityMapHandle {
  readonly events: () => MapEvents
  private readonly map: MapLibreMap
  private style: StyleSpecification
  private shapes: Record<ShapeSource, GeoJSON> = { highlight: NOTHING, measure: NOTHING, edit: NOTHING }
  private selectedId: number | null = null
  private pointedId: number | null = null
  private measureListeners = new Set<(measurement: Measurement) => void>()
  private measurement: Measurement | null = null
  /** Set by the measure mode while it runs. */
  measureKeys: { undo: () => void; clear: () => void } | null = null

  constructor({ container, style, view, language, bounds, events }: LiveMapOptions) {
    this.events = events
    this.style = style
    // The language chooses among the font's local forms: Marathi writes ल and श differently.
    container.lang = language
    this.map = new MapLibreMap({
      container,
      style,
      center: [view.lon, view.lat],
      zoom: view.zoom,
      bearing: view.bearing,
      pitch: view.pitch,
      attributionControl: false,
      maplibreLogo: false,
      minZoom: 7,
      ...(bounds ? { maxBounds: widened(bounds) } : {}),
      maxZoom: 21.5,
      maxPitch: 60,
      renderWorldCopies: false,
      // Enlarged tiles are not split further: a ward that was split would be named once a piece.
      zoomLevelsToOverscale: undefined,
      fadeDuration: reducedMotion() ? 0 : 150,
      localIdeographFontFamily: false,
    })
    this.map.setMissingStyleImageResolver((id) => {
      const made = mapImage(id)
      if (made) this.map.addImage(id, made.image, { pixelRatio: made.pixelRatio })
    })
    this.map.on('style.load', () => this.restoreState())
    this.map.on('moveend', () => this.events().moved(this.view()))
    this.map.on('click', (event) => this.clicked(event))
    this.map.on('mousemove', (event) => this.pointAt(event))
    this.map.on('mouseout', () => this.setPointed(null))
  }

  get canvas(): HTMLCanvasElement {
    return this.map.getCanvas()
  }

  whenLoaded(then: () => void): void {
    if (this.map.isStyleLoaded()) then()
    else this.map.once('style.load', then)
  }

  remove(): void {
    this.map.remove()
  }

  resize(): void {
    this.map.resize()
  }

  /** Another style; the view and the marks stay. A new language makes the letters anew. */
  setStyle(style: StyleSpecification, language: string): void {
    this.style = style
    const container = this.map.getContainer()
    const sameLanguage = container.lang === language
    container.lang = language
    this.map.setStyle(style, { diff: sameLanguage })
    if (this.map.isStyleLoaded()) this.restoreState()
    else this.map.once('idle', () => this.restoreState())
  }

  setShape(source: ShapeSource, shape: GeoJSON | undefined): void {
    this.shapes[source] = shape ?? NOTHING
    this.map.getSource<GeoJSONSource>(source)?.setData(this.shapes[source])
  }

  setEditShapes(shapes: GeoJSON | undefined): void {
    this.setShape('edit', shapes)
  }

  async startDrawing(wish: DrawWish): Promise<Drawing> {
    const { drawOn } = await import('./modes/draw.ts')
    return drawOn(this.map, wish)
  }

  setSelected(parcelId: number | null): void {
    this.mark(SELECTED_STATE, this.selectedId, parcelId)
    this.selectedId = parcelId
  }

  setCursor(cursor: string): void {
    this.map.getCanvas().style.cursor = cursor
  }

  private setPointed(parcelId: number | null): void {
    if (parcelId === this.pointedId) return
    this.mark(POINTED_STATE, this.pointedId, parcelId)
    this.pointedId = parcelId
  }

  private mark(state: string, before: number | null, now: number | null): void {
    if (!this.map.getSource('parcels')) return
    const parcel = (id: number) => ({ source: 'parcels', sourceLayer: 'parcels', id })
    if (before !== null) this.map.removeFeatureState(parcel(before), state)
    if (now !== null) this.map.setFeatureState(parcel(now), { [state]: true })
  }

  /** A style that was replaced whole has lost its feature states and the shapes laid on it. */
  private restoreState(): void {
    this.mark(SELECTED_STATE, null, this.selectedId)
    for (const source of ['highlight', 'measure', 'edit'] as const) {
      if (this.shapes[source] !== NOTHING) this.setShape(source, this.shapes[source])
    }
  }

  private clicked(event: MapMouseEvent): void {
    const tapped = this.events().tapped
    if (tapped) tapped(event.lngLat)
    else this.pick([event.point.x, event.point.y], event.lngLat)
  }

  private pick([x, y]: [number, number], lngLat: { lng: number; lat: number }): void {
    const around: [PointLike, PointLike] = [
      [x - FINGER_PX, y - FINGER_PX],
      [x + FINGER_PX, y + FINGER_PX],
    ]
    const found = this.bestAt([x, y]) ?? this.bestAt(around)
    if (!found) {
      this.events().pickedNothing(lngLat)
      return
    }
    const { properties, sourceLayer } = found
    const id = Number(properties.id ?? found.id)
    this.events().picked({ layer: sourceLayer ?? '', id, properties, lngLat: { lng: lngLat.lng, lat: lngLat.lat } })
  }

  private bestAt(where: PointLike | [PointLike, PointLike]): MapGeoJSONFeature | null {
    const layers = pickableLayerIds(this.style).filter((id) => this.map.getLayer(id))
    return bestPick(this.map.queryRenderedFeatures(where, { layers }))
  }

  private pointAt(event: MapMouseEvent): void {
    if (this.events().tapped || this.map.isMoving()) return
    const found = this.map.getLayer('parcel-area')
      ? this.map.queryRenderedFeatures(event.point, { layers: ['parcel-area'] })[0]
      : undefined
    this.setPointed(found ? Number(found.properties.id) : null)
    this.setCursor(found ? 'pointer' : '')
  }

  view(): MapView {
    const { lng, lat } = this.map.getCenter()
    return { lon: lng, lat, zoom: this.map.getZoom(), bearing: this.map.getBearing(), pitch: this.map.getPitch() }
  }

  goTo({ lon, lat, ...rest }: Partial<MapView> & { lon: number; lat: number }): void {
    const camera = { center: [lon, lat] as [number, number], ...rest }
    if (reducedMotion()) this.map.jumpTo(camera)
    else this.map.flyTo({ ...camera, maxDuration: 1800 })
  }

  fit([west, south, east, north]: readonly [number, number, number, number], paddingPx = 40, maxZoom = 19): void {
    const box: [number, number, number, number] = [west, south, east, north]
    this.map.fitBounds(box, { padding: paddingPx, maxZoom, animate: !reducedMotion() })
  }

  zoomBy(steps: number): void {
    this.map.easeTo({ zoom: this.map.getZoom() + steps, duration: reducedMotion() ? 0 : 200 })
  }

  resetNorth(): void {
    this.map.easeTo({ bearing: 0, pitch: 0, duration: reducedMotion() ? 0 : 300 })
  }

  pickCentre(): void {
    const middle = this.map.project(this.map.getCenter())
    const tapped = this.events().tapped
    if (tapped) tapped(this.map.getCenter())
    else this.pick([middle.x, middle.y], this.map.getCenter())
  }

  countInView(legend: LayerLegend): Map<string, number> {
    const layers = layerIdsOfLegend(this.style, legend).filter((id) => this.map.getLayer(id))
    const counts = new Map<string, number>()
    if (layers.length === 0) return counts
    const seen = new Set<unknown>()
    for (const feature of this.map.queryRenderedFeatures({ layers })) {
      const id = feature.properties.id ?? feature.id
      if (id !== undefined && seen.has(id)) continue
      seen.add(id)
      const value = legend.field === null ? null : feature.properties[legend.field]
      const entry = legend.field === null ? legend.entries[0] : legend.entries.find((each) => entryMatches(each, value))
      if (entry) counts.set(String(entry.value), (counts.get(String(entry.value)) ?? 0) + 1)
    }
    return counts
  }

  refresh(layer: string): void {
    const source = this.map.getSource(layer) ? layer : 'base'
    this.map.refreshTiles(source)
  }

  snapshot(): Promise<string> {
    return new Promise((resolve) => {
      // The drawing buffer is readable only within the frame that drew it.
      this.map.once('render', () => resolve(this.map.getCanvas().toDataURL('image/png')))
      this.map.triggerRepaint()
    })
  }

  onMeasure(listener: (measurement: Measurement) => void): () => void {
    this.measureListeners.add(listener)
    if (this.measurement) listener(this.measurement)
    return () => this.measureListeners.delete(listener)
  }

  tellMeasure(measurement: Measurement): void {
    this.measurement = measurement
    for (const listener of this.measureListeners) listener(measurement)
  }

  /** Pixels between two places, to tell a tap on the first corner. */
  pixelsBetween(a: [number, number], b: [number, number]): number {
    const [from, to] = [this.map.project(a), this.map.project(b)]
    return Math.hypot(from.x - to.x, from.y - to.y)
  }

  /** Metres that 100 pixels span in the middle of the map, for the scale bar. */
  metresPer100Px(): number {
    const { lat } = this.map.getCenter()
    return (100 * 40_075_016.686 * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** this.map.getZoom())
  }

  onMove(listener: () => void): () => void {
    this.map.on('move', listener)
    return () => this.map.off('move', listener)
  }

  undoMeasure(): void {
    this.measureKeys?.undo()
  }

  clearMeasure(): void {
    this.measureKeys?.clear()
  }
}

/** True when the person has asked the device for less motion. */
export const reducedMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

/** The town and as much again around it: beyond that there is nothing to see. */
function widened([west, south, east, north]: readonly [number, number, number, number]): [
  number,
  number,
  number,
  number,
] {
  const [aside, above] = [east - west, north - south]
  return [west - aside, south - above, east + aside, north + above]
}
