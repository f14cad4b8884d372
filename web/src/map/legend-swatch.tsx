import { useId } from 'react'
import { PATTERNS } from '../../../tiles/src/style/patterns.ts'
import type { LegendEntry } from '../../../tiles/src/style.ts'
import { PALETTES } from '../../../tiles/src/style.ts'
import type { ThemeName } from './map-types.ts'

/** A class as the map draws it: its colour, edge and pattern, from the same data. */
export function LegendSwatch({ entry, theme }: { entry: LegendEntry; theme: ThemeName }) {
  const id = useId()
  const ink = PALETTES[theme].hatch
  const pattern = entry.pattern && entry.pattern !== 'plain' ? PATTERNS[entry.pattern] : null
  return (
    <svg className="legend-swatch" viewBox="0 0 28 18" aria-hidden="true">
      {pattern ? (
        <pattern id={id} width={pattern.sizePx} height={pattern.sizePx} patternUnits="userSpaceOnUse">
          <path
            d={pattern.path}
            fill={pattern.filled ? ink : 'none'}
            stroke={pattern.filled ? 'none' : ink}
            strokeWidth={pattern.strokePx}
          />
        </pattern>
      ) : null}
      <SwatchShape entry={entry} />
      {pattern ? <rect x="1" y="1" width="26" height="16" fill={`url(#${id})`} opacity="0.6" /> : null}
    </svg>
  )
}

function SwatchShape({ entry: { shape, colour, edge } }: { entry: LegendEntry }) {
  if (shape === 'point') return <circle cx="14" cy="9" r="5" fill={colour} stroke={edge ?? 'none'} />
  if (shape === 'fill') return <rect x="1" y="1" width="26" height="16" fill={colour} stroke={edge ?? 'currentColor'} />
  return (
    <>
      <path d="M1 13L27 5" stroke={edge ?? colour} strokeWidth={edge ? 6 : 2.5} fill="none" />
      {edge ? <path d="M1 13L27 5" stroke={colour} strokeWidth="3.6" fill="none" /> : null}
    </>
  )
}
