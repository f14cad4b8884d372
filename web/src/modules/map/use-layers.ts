import { formatMapLink, type LegendFilter, parseMapLink, USUAL_LAYERS } from '../../map/index.ts'
import { useSetView, useView, writeSearch } from '../../state/view.ts'

/** Which layers are on and what is kept of each, read from the address and written back into it. */
export function useLayers() {
  const view = useView()
  const setView = useSetView()
  const link = parseMapLink(writeSearch({ layers: view.layers, only: view.only }))
  const filter = (link.filter ?? {}) as LegendFilter
  const setFilter = (next: LegendFilter) => {
    const kept = Object.fromEntries(Object.entries(next).filter(([, values]) => values && values.length > 0))
    const only = new URLSearchParams(formatMapLink({ filter: kept as Record<string, string[]> })).get('only')
    setView({ only: only ?? undefined }, true)
  }
  return {
    on: link.layersOn ?? USUAL_LAYERS,
    setOn: (layers: string[]) => setView({ layers: layers.join(',') }, true),
    filter,
    setFilter,
  }
}
