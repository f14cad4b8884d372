import { byZoom, type DrawInput, type Expression, type Layer, type LayerLegend } from './layer-group.ts'
import type { Palette } from './palette.ts'

const isLimit: Expression = ['==', ['get', 'class'], 'limit']

/** Ward limits as a printed map has them: a soft band and a long-dash line on it; the edge of the town is stronger. */
export const wardLayers = ({ palette, theme }: DrawInput): Layer[] => {
  const lines = { type: 'line' as const, source: 'boundaries', 'source-layer': 'ward-lines' }
  return [
    {
      id: 'ward-band',
      ...lines,
      minzoom: 11,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.wardLine,
        'line-opacity': theme === 'contrast' ? 0.2 : 0.13,
        'line-width': byZoom([
          [11, ['case', isLimit, 2.5, 0]],
          [13.5, ['case', isLimit, 5, 2]],
          [16, ['case', isLimit, 9, 5]],
          [19, ['case', isLimit, 14, 8]],
        ]),
      },
    },
    {
      id: 'ward-line',
      ...lines,
      minzoom: 10,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.wardLine,
        'line-opacity': byZoom([
          [11, ['case', isLimit, 0.8, 0.35]],
          [14, ['case', isLimit, 0.9, theme === 'contrast' ? 0.75 : 0.6]],
        ]),
        'line-width': byZoom([
          [10, ['case', isLimit, 0.7, 0.3]],
          [13, ['case', isLimit, 1.2, 0.6]],
          [15, ['case', isLimit, 1.6, 0.9]],
          [18, ['case', isLimit, 2.4, 1.4]],
        ]),
        'line-dasharray': [7, 2.5, 1.5, 2.5],
      },
    },
  ]
}

export const boundaryLegends = (palette: Palette): LayerLegend[] => [
  {
    id: 'wards',
    titles: { en: 'Wards', hi: 'वार्ड', mr: 'प्रभाग' },
    group: 'boundaries',
    source: 'boundaries',
    sourceLayer: 'ward-names',
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
    source: 'boundaries',
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
