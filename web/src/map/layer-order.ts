import type { StyleSpecification } from 'maplibre-gl'
import type { LayerLegend } from './map-types.ts'

/** Which tile layer a tap means when several lie under it: the plot before the house on it, both before the street. */
export const PICK_ORDER = ['parcels', 'buildings', 'roads', 'parks', 'water', 'localities', 'wards'] as const

/** Style layers that a tap looks at: areas and lines of the pickable tile layers, no labels, nothing of our own marks. */
export function pickableLayerIds(style: StyleSpecification): string[] {
  return style.layers.flatMap((layer) => {
    if (!('source-layer' in layer) || layer.type === 'symbol' || /^(selected|pointed)-/.test(layer.id)) return []
    return (PICK_ORDER as readonly string[]).includes(layer['source-layer'] ?? '') ? [layer.id] : []
  })
}

/** Tile layers that are drawn as signs and words alone. */
const SEEN_BY_SIGN = ['localities', 'landmarks', 'ward-names', 'house-numbers']

/** Style layers in which the features of a legend are found: its own data layer if drawn, else all of its tile layer. */
export function layerIdsOfLegend(style: StyleSpecification, legend: LayerLegend): string[] {
  const own = style.layers.filter((layer) => layer.id === `data-${legend.id}`)
  const all = style.layers.filter(
    (layer) =>
      'source-layer' in layer &&
      layer.source === legend.source &&
      layer['source-layer'] === legend.sourceLayer &&
      (layer.type !== 'symbol' || SEEN_BY_SIGN.includes(legend.sourceLayer)) &&
      !/^(selected|pointed|data)-/.test(layer.id),
  )
  return (own.length > 0 ? own : all).map((layer) => layer.id)
}

/** The best of the features under a tap; null when none of them can be picked. */
export function bestPick<T extends { sourceLayer?: string }>(features: readonly T[]): T | null {
  for (const wanted of PICK_ORDER) {
    const found = features.find((feature) => feature.sourceLayer === wanted)
    if (found) return found
  }
  return null
}
