import { useId } from 'react'
import { LANDMARK_PATHS, SIGN_UNITS, signShape } from '../../../tiles/src/style/landmark-icons.ts'
import { PATTERNS } from '../../../tiles/src/style/patterns.ts'
import type { LegendEntry } from '../../../tiles/src/style.ts'
import { INK_ON_DATA, PALETTES } from '../../../tiles/src/style.ts'
import type { ThemeName } from './map-types.ts'

const SIGN_PX = 18

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
      {entry.sign ? <Sign sign={entry.sign} colour={entry.colour} theme={theme} /> : <SwatchShape entry={entry} />}
      {pattern && entry.shape !== 'point' ? (
        <rect x="1" y="1" width="26" height="16" fill={`url(#${id})`} opacity="0.6" />
      ) : null}
    </svg>
  )
}

/** A landmark's sign as it stands on the map. */
function Sign({ sign, colour, theme }: { sign: string; colour: string; theme: ThemeName }) {
  const { badge, scale } = signShape(SIGN_PX)
  const corner = (SIGN_UNITS * scale) / 2
  return (
    <g transform="translate(14 9)">
      <circle r={badge} fill={colour} />
      <path
        transform={`translate(${-corner} ${-corner}) scale(${scale})`}
        d={LANDMARK_PATHS[sign]}
        fill={PALETTES[theme].sign}
        fillRule="evenodd"
      />
    </g>
  )
}

function SwatchShape({ entry: { shape, colour, edge, letter } }: { entry: LegendEntry }) {
  if (shape === 'point' && letter)
    return (
      <g transform="translate(14 9)">
        <circle r="7.5" fill={colour} stroke={INK_ON_DATA} />
        <text textAnchor="middle" dominantBaseline="central" fontSize="12" fontWeight="600" fill={INK_ON_DATA}>
          {letter}
        </text>
      </g>
    )
  if (shape === 'point') return <circle cx="14" cy="9" r="5" fill={colour} stroke={edge ?? 'none'} />
  if (shape === 'fill') return <rect x="1" y="1" width="26" height="16" fill={colour} stroke={edge ?? 'currentColor'} />
  return (
    <>
      <path d="M1 13L27 5" stroke={edge ?? colour} strokeWidth={edge ? 6 : 2.5} fill="none" />
      {edge ? <path d="M1 13L27 5" stroke={colour} strokeWidth="3.6" fill="none" /> : null}
    </>
  )
}
