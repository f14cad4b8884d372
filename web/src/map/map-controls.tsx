import { useEffect, useState } from 'react'
import type { LiveMap } from './live-map.ts'
import type { Language } from './map-types.ts'
import { scaleBar } from './scale-bar.ts'
import { mapWords } from './words.ts'

/** Zoom and north buttons and the scale bar, drawn on the map's corner. */
export function MapControls({ live, language }: { live: LiveMap; language: Language }) {
  const words = mapWords(language)
  const [state, setState] = useState(() => read(live))
  useEffect(() => live.onMove(() => setState(read(live))), [live])
  const bar = scaleBar(state.metresPer100Px)
  return (
    <>
      <div className="map-buttons">
        <button type="button" title={words.zoomIn} aria-label={words.zoomIn} onClick={() => live.zoomBy(1)}>
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d="M10 4v12M4 10h12" />
          </svg>
        </button>
        <button type="button" title={words.zoomOut} aria-label={words.zoomOut} onClick={() => live.zoomBy(-1)}>
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d="M4 10h12" />
          </svg>
        </button>
        {state.turned ? (
          <button type="button" title={words.north} aria-label={words.north} onClick={() => live.resetNorth()}>
            <svg viewBox="0 0 20 20" aria-hidden="true" style={{ rotate: `${-state.bearing}deg` }}>
              <path d="M10 3l4 8H6z" fill="currentColor" />
              <path d="M10 17l-4-6h8z" />
            </svg>
          </button>
        ) : null}
      </div>
      <div className="map-scale" aria-hidden="true">
        <span style={{ inlineSize: `${bar.px}px` }} />
        {bar.metres >= 1000 ? `${bar.metres / 1000} ${words.kilometres}` : `${bar.metres} ${words.metres}`}
      </div>
    </>
  )
}

const read = (live: LiveMap) => {
  const { bearing, pitch } = live.view()
  return { metresPer100Px: live.metresPer100Px(), bearing, turned: Math.abs(bearing) > 0.5 || pitch > 0.5 }
}
