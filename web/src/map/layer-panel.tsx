import { legendsOf } from '../../../tiles/src/style.ts'
import { isAlwaysOn, switched } from './layer-choice.ts'
import { Legend } from './legend.tsx'
import type { CityMapHandle, Language, LayerLegend, LegendFilter, ThemeName } from './map-types.ts'
import { mapWords } from './words.ts'
import './layer-panel.css'

export type LayerPanelProps = {
  language: Language
  theme: ThemeName
  layersOn: readonly string[]
  onLayersChange: (layersOn: string[]) => void
  filter?: LegendFilter
  onFilterChange?: (filter: LegendFilter) => void
  overlays?: readonly LayerLegend[]
  handle: CityMapHandle | null
}

const GROUPS = ['services', 'land', 'quality', 'boundaries', 'base'] as const

/** The list of layers, each with its live legend once it is on. */
export function LayerPanel(props: LayerPanelProps) {
  const { language, theme, layersOn, onLayersChange, filter = {}, onFilterChange = () => {}, handle } = props
  const words = mapWords(language)
  const legends = [...legendsOf(theme), ...(props.overlays ?? [])]
  return (
    <div className="layer-panel">
      {GROUPS.map((group) => (
        <fieldset key={group}>
          <legend>{words.groups[group]}</legend>
          {legends
            .filter((legend) => legend.group === group)
            .map((legend) => (
              <div key={legend.id} className="layer-panel-layer">
                <label>
                  <input
                    type="checkbox"
                    checked={isAlwaysOn(legend) || layersOn.includes(legend.id)}
                    disabled={isAlwaysOn(legend)}
                    onChange={() => onLayersChange(switched(legends, layersOn, legend))}
                  />
                  {legend.titles[language] ?? legend.titles.en}
                </label>
                {isAlwaysOn(legend) || layersOn.includes(legend.id) ? (
                  <Legend {...{ legend, language, theme, filter, onFilterChange, handle }} />
                ) : null}
              </div>
            ))}
        </fieldset>
      ))}
    </div>
  )
}
