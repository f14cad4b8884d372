import { useEffect, useId, useRef, useState } from 'react'
import './map.css'
import { loadMapFonts } from './fonts.ts'
import { LiveMap } from './live-map.ts'
import { MapControls } from './map-controls.tsx'
import type { CityMapProps, MapView } from './map-types.ts'
import { listenToKeys } from './modes/browse.ts'
import type { MeasureMode } from './modes/measure.ts'
import { styleOf } from './style.ts'
import { mapWords } from './words.ts'

/** A town whose zone is not told is measured in 43N, which holds most of central India. */
const USUAL_SRID = 32643

/** The live map of a town. Fills its parent; needs WebGL 2 (ask `hasWebGl()` first). */
export function CityMap(props: CityMapProps) {
  const container = useRef<HTMLDivElement>(null)
  const [live, setLive] = useState<LiveMap | null>(null)
  const latest = useRef(props)
  latest.current = props
  const tapped = useRef<((lngLat: { lng: number; lat: number }) => void) | null>(null)
  const told = useRef<MapView>(props.view)
  const descriptionId = useId()
  const words = mapWords(props.language)

  useEffect(() => {
    let gone = false
    let made: LiveMap | null = null
    void loadMapFonts().then(() => {
      if (gone || !container.current) return
      const { language, view, town } = latest.current
      const events = () => ({
        picked: latest.current.onPick,
        pickedNothing: (lngLat: { lng: number; lat: number }) => latest.current.onPickNothing?.(lngLat),
        moved: (moved: MapView) => {
          told.current = moved
          latest.current.onViewChange(moved)
        },
        tapped: tapped.current,
      })
      const style = styleOf(latest.current)
      made = new LiveMap({ container: container.current, style, view, language, bounds: town.bounds, events })
      setLive(made)
      const ready = made
      made.whenLoaded(() => !gone && latest.current.onReady?.(ready))
    })
    return () => {
      gone = true
      made?.remove()
    }
  }, [])

  useStyle(live, props)
  useEffect(() => live?.setSelected(props.selection?.parcelId ?? null), [live, props.selection?.parcelId])
  useEffect(() => live?.setShape('highlight', props.highlight), [live, props.highlight])
  useView(live, props.view, told)
  useMeasuring(live, props, tapped)
  useEffect(() => (live ? listenToKeys(live) : undefined), [live])
  useEffect(() => {
    live?.canvas.setAttribute('aria-label', words.map)
    live?.canvas.setAttribute('aria-describedby', descriptionId)
  }, [live, words, descriptionId])

  return (
    <div className="city-map" data-theme={props.theme} data-mode={props.mode}>
      <div ref={container} className="city-map-canvas" />
      <span id={descriptionId} className="city-map-description">
        {words.keys}
      </span>
      <span className="city-map-cross" aria-hidden="true" />
      {live && props.controls !== false ? <MapControls live={live} language={props.language} /> : null}
    </div>
  )
}

/** Lays a new style when theme, language or layers change; the first one came with the map. */
function useStyle(
  live: LiveMap | null,
  { town, language, theme, layersOn, filter, overlays, photo }: CityMapProps,
): void {
  const wanted = JSON.stringify([
    town.code,
    town.bounds,
    language,
    theme,
    layersOn,
    filter,
    overlays?.map((each) => each.id),
    photo?.tiles,
  ])
  const drawn = useRef({ live, wanted })
  useEffect(() => {
    if (!live) return
    const first = drawn.current.live !== live
    if (!first && drawn.current.wanted === wanted) return
    const changedMeanwhile = drawn.current.wanted !== wanted
    drawn.current = { live, wanted }
    if (!first || changedMeanwhile)
      live.setStyle(styleOf({ town, language, theme, layersOn, filter, overlays, photo }), language)
  }, [live, wanted, town, language, theme, layersOn, filter, overlays, photo])
}

/** Follows the page's view, but not the echo of the map's own moves. */
function useView(live: LiveMap | null, view: MapView, told: { current: MapView }): void {
  useEffect(() => {
    if (!live || isSameView(view, told.current)) return
    told.current = view
    live.goTo(view)
  }, [live, view, told])
}

const isSameView = (a: MapView, b: MapView): boolean =>
  Math.abs(a.lon - b.lon) < 1e-5 &&
  Math.abs(a.lat - b.lat) < 1e-5 &&
  Math.abs(a.zoom - b.zoom) < 0.01 &&
  Math.abs(a.bearing - b.bearing) < 0.1 &&
  Math.abs(a.pitch - b.pitch) < 0.1

/** The measuring mode and its projection come over the network only when somebody measures. */
function useMeasuring(
  live: LiveMap | null,
  { mode, town }: CityMapProps,
  tapped: { current: ((lngLat: { lng: number; lat: number }) => void) | null },
): void {
  useEffect(() => {
    if (live && mode === 'draw') {
      tapped.current = () => {}
      return () => {
        tapped.current = null
      }
    }
    if (!live || mode !== 'measure') return
    let stopped = false
    let measuring: MeasureMode | null = null
    tapped.current = () => {}
    void import('./modes/measure.ts').then(({ MeasureMode }) => {
      if (stopped) return
      const started = new MeasureMode(live, town.srid ?? USUAL_SRID)
      measuring = started
      tapped.current = (lngLat) => started.tap(lngLat)
    })
    return () => {
      stopped = true
      tapped.current = null
      measuring?.stop()
    }
  }, [live, mode, town.srid, tapped])
}
