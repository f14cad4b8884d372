import { FONT_STRONG } from './fonts.ts'
import type { DrawInput, Expression, Layer } from './layer-group.ts'

/**
 * What lies on the map while plots are edited, by the `look` of each feature: `old` and `new` outlines, `theirs` (what another editor
 * did meanwhile), `chosen` plots, and places where a rule `refusal` or `warning` found something, named by their `words`.
 */
export type EditLook = 'old' | 'new' | 'theirs' | 'chosen' | 'refusal' | 'warning'

const isLook = (...looks: EditLook[]): Expression => ['in', ['get', 'look'], ['literal', looks]]
const isPoint: Expression = ['==', ['geometry-type'], 'Point']
const words: Expression = ['coalesce', ['get', 'words'], '']

/** Outlines below, places of findings above them; a refusal is a full disc and a warning a ring, never told by colour alone. */
export function editingLayers({ palette }: DrawInput): Layer[] {
  return [
    {
      id: 'edit-fill',
      type: 'fill',
      source: 'edit',
      filter: ['all', isLook('new', 'theirs', 'chosen'), ['==', ['geometry-type'], 'Polygon']],
      paint: {
        'fill-color': ['match', ['get', 'look'], 'theirs', palette.measure, palette.accent],
        'fill-opacity': ['match', ['get', 'look'], 'chosen', 0.24, 0.14],
      },
    },
    {
      id: 'edit-halo',
      type: 'line',
      source: 'edit',
      filter: ['!', isPoint],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.accentHalo, 'line-width': 5.5 },
    },
    line('edit-line', isLook('new', 'chosen'), palette.accent, undefined),
    line('edit-line-old', isLook('old'), palette.hatch, [2, 2]),
    line('edit-line-theirs', isLook('theirs'), palette.measure, [4, 2]),
    {
      id: 'edit-words',
      type: 'symbol',
      source: 'edit',
      filter: ['all', isLook('new', 'theirs'), isPoint],
      layout: {
        'text-field': words,
        'text-font': FONT_STRONG,
        'text-size': 14,
        // Two small plots beside one another: their words give way to each other, not to the map's.
        'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
        'text-radial-offset': 0.6,
      },
      paint: { 'text-color': palette.accent, 'text-halo-color': palette.accentHalo, 'text-halo-width': 2 },
    },
    {
      id: 'edit-finding',
      type: 'circle',
      source: 'edit',
      filter: ['all', isLook('refusal', 'warning'), isPoint],
      paint: {
        'circle-radius': 13,
        'circle-color': ['match', ['get', 'look'], 'refusal', palette.accent, palette.accentHalo],
        'circle-stroke-color': ['match', ['get', 'look'], 'refusal', palette.accentHalo, palette.accent],
        'circle-stroke-width': 2.5,
      },
    },
    {
      id: 'edit-finding-words',
      type: 'symbol',
      source: 'edit',
      filter: ['all', isLook('refusal', 'warning'), isPoint],
      layout: { 'text-field': words, 'text-font': FONT_STRONG, 'text-size': 11, 'text-allow-overlap': true },
      paint: { 'text-color': ['match', ['get', 'look'], 'refusal', palette.accentHalo, palette.accent] },
    },
  ]
}

const line = (id: string, filter: Expression, colour: string, dashes: number[] | undefined): Layer => ({
  id,
  type: 'line',
  source: 'edit',
  filter: ['all', filter, ['!', isPoint]],
  layout: { 'line-join': 'round' },
  paint: { 'line-color': colour, 'line-width': 2.6, ...(dashes ? { 'line-dasharray': dashes } : {}) },
})
