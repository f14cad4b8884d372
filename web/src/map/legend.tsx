import { useState } from 'react'
import { toggled, without } from './layer-choice.ts'
import { LegendSwatch } from './legend-swatch.tsx'
import type { CityMapHandle, Language, LayerLegend, LegendFilter, ThemeName } from './map-types.ts'
import { formatFigure, mapWords } from './words.ts'

export type LegendProps = {
  legend: LayerLegend
  language: Language
  theme: ThemeName
  filter: LegendFilter
  onFilterChange: (filter: LegendFilter) => void
  handle: CityMapHandle | null
}

/** A live legend: pointing at it counts what is in view, a press keeps only those classes. */
export function Legend({ legend, language, theme, filter, onFilterChange, handle }: LegendProps) {
  const [counts, setCounts] = useState<Map<string, number> | null>(null)
  const words = mapWords(language)
  const kept = filter[legend.id]?.map(String)
  // Only layers of data can be thinned out; the plan itself is always whole.
  const canFilter = legend.field !== null && !legend.usual
  const count = () => setCounts(handle?.countInView(legend) ?? null)
  return (
    <ul className="map-legend" onPointerEnter={count} onFocus={count} onPointerLeave={() => setCounts(null)}>
      {legend.entries.map((entry) => {
        const value = String(entry.value)
        const inView = counts ? words.inView(formatFigure(counts.get(value) ?? 0)) : ''
        const line = (
          <>
            <LegendSwatch entry={entry} theme={theme} />
            <span>{entry.names[language] ?? entry.names.en}</span>
            <span className="legend-count">{inView}</span>
          </>
        )
        return (
          <li key={value}>
            {canFilter ? (
              <button
                type="button"
                aria-pressed={kept ? kept.includes(value) : true}
                onClick={() => onFilterChange(toggled(legend, filter, value))}
              >
                {line}
              </button>
            ) : (
              <div className="legend-line">{line}</div>
            )}
          </li>
        )
      })}
      {kept ? (
        <li>
          <button type="button" className="legend-all" onClick={() => onFilterChange(without(filter, legend.id))}>
            {words.showAll}
          </button>
        </li>
      ) : null}
    </ul>
  )
}
