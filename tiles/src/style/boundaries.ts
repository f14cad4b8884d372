import { byZoom, type DrawInput, type Layer, type LayerLegend } from './layer-group.ts'
import type { Palette } from './palette.ts'

/** Ward limits as a printed map has them: a soft band and a long-dash line on it. */
export const wardLayers = ({ palette, theme }: DrawInput): Layer[] => [
  {
    id: 'ward-band',
    type: 'line',
    source: 'wards',
    'source-layer': 'wards',
    minzoom: 13.5,
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': palette.wardLine,
      // Both neighbours draw their common limit, so it is seen twice.
      'line-opacity': theme === 'contrast' ? 0.16 : 0.09,
      'line-width': byZoom([
        [13.5, 3],
        [16, 7],
        [19, 12],
      ]),
    },
  },
  {
    id: 'ward-line',
    type: 'line',
    source: 'wards',
    'source-layer': 'wards',
    minzoom: 10,
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': palette.wardLine,
      'line-opacity': theme === 'contrast' ? 0.6 : 0.5,
      'line-width': byZoom([
        [10, 0.4],
        [13, 0.7],
        [15, 1],
        [18, 1.6],
      ]),
      'line-dasharray': [7, 2.5, 1.5, 2.5],
    },
  },
]

export const boundaryLegends = (palette: Palette): LayerLegend[] => [
  {
    id: 'wards',
    titles: { en: 'Wards', hi: 'वार्ड', mr: 'प्रभाग' },
    group: 'boundaries',
    source: 'wards',
    sourceLayer: 'wards',
    field: null,
    minZoom: 10,
    usual: true,
    entries: [
      {
        value: 'ward',
        names: { en: 'Ward limit', hi: 'वार्ड की सीमा', mr: 'प्रभागाची हद्द' },
        colour: palette.wardLine,
        shape: 'line',
      },
    ],
  },
  {
    id: 'localities',
    titles: { en: 'Locality names', hi: 'मोहल्लों के नाम', mr: 'वस्त्यांची नावे' },
    group: 'boundaries',
    source: 'localities',
    sourceLayer: 'localities',
    field: null,
    minZoom: 12,
    usual: true,
    entries: [
      {
        value: 'locality',
        names: { en: 'Locality', hi: 'मोहल्ला', mr: 'वस्ती' },
        colour: palette.text.place,
        shape: 'point',
      },
    ],
  },
]
