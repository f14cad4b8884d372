import { byZoom, type DrawInput, type Layer, type LayerLegend } from './layer-group.ts'
import type { LandUseCode, Palette } from './palette.ts'

/** The paper. */
export const landLayers = ({ palette }: DrawInput): Layer[] => [
  { id: 'land', type: 'background', paint: { 'background-color': palette.land } },
]

/** The quiet tint of each zone. */
export const zoneLayers = ({ palette }: DrawInput): Layer[] => [
  {
    id: 'ground-tint',
    type: 'fill',
    source: 'base',
    'source-layer': 'landuse',
    paint: { 'fill-color': tintByCode(palette), 'fill-antialias': false },
  },
]

/** Parks and water: what lies on the zones and under the streets. */
export function groundLayers({ palette }: DrawInput): Layer[] {
  return [
    {
      id: 'park',
      type: 'fill',
      source: 'base',
      'source-layer': 'parks',
      paint: { 'fill-color': palette.park, 'fill-outline-color': palette.parkEdge },
    },
    {
      id: 'water',
      type: 'fill',
      source: 'base',
      'source-layer': 'water',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': palette.water },
    },
    {
      id: 'shore',
      type: 'line',
      source: 'base',
      'source-layer': 'water',
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: {
        'line-color': palette.shore,
        'line-width': byZoom([
          [9, 0.3],
          [13, 0.7],
          [17, 1.4],
        ]),
      },
    },
  ]
}

function tintByCode(palette: Palette): NonNullable<Extract<Layer, { type: 'fill' }>['paint']>['fill-color'] {
  const pairs = Object.entries(palette.ground).flat()
  return ['match', ['get', 'code'], ...pairs, palette.land] as never
}

/** Tree crowns as soft dots, true to about four metres across. */
export const treeLayers = ({ palette }: DrawInput): Layer[] => [
  {
    id: 'trees',
    type: 'circle',
    source: 'base',
    'source-layer': 'trees',
    minzoom: 15.5,
    paint: {
      'circle-color': palette.tree,
      'circle-radius': byZoom(
        [
          [15.5, 1],
          [18, 5.5],
          [20, 18],
        ],
        2,
      ),
      'circle-opacity': byZoom([
        [15.5, 0],
        [16.2, 0.55],
      ]),
      'circle-pitch-alignment': 'map',
    },
  },
]

/** Legends of the ground, in the colours it is drawn in. */
export function groundLegends(palette: Palette): LayerLegend[] {
  return [
    {
      id: 'water',
      titles: { en: 'Water', hi: 'जल', mr: 'पाणी' },
      group: 'base',
      source: 'base',
      sourceLayer: 'water',
      field: 'class',
      minZoom: 8,
      usual: true,
      entries: [
        water(palette, 'river', { en: 'River', hi: 'नदी', mr: 'नदी' }),
        water(palette, 'pond', { en: 'Pond or tank', hi: 'तालाब', mr: 'तलाव' }),
        water(palette, 'drain', { en: 'Drain', hi: 'नाला', mr: 'नाला' }),
      ],
    },
    {
      id: 'parks',
      titles: { en: 'Parks and grounds', hi: 'उद्यान और मैदान', mr: 'उद्याने आणि मैदाने' },
      group: 'base',
      source: 'base',
      sourceLayer: 'parks',
      field: 'class',
      minZoom: 11,
      usual: true,
      entries: [
        park(palette, 'park', { en: 'Park', hi: 'पार्क', mr: 'उद्यान' }),
        park(palette, 'garden', { en: 'Garden', hi: 'बगीचा', mr: 'बाग' }),
        park(palette, 'ground', { en: 'Ground', hi: 'मैदान', mr: 'मैदान' }),
      ],
    },
    {
      id: 'trees',
      titles: { en: 'Trees', hi: 'पेड़', mr: 'झाडे' },
      group: 'base',
      source: 'base',
      sourceLayer: 'trees',
      field: null,
      minZoom: 16,
      usual: true,
      entries: [{ value: 'tree', names: { en: 'Tree', hi: 'पेड़', mr: 'झाड' }, colour: palette.tree, shape: 'point' }],
    },
  ]
}

const water = (palette: Palette, value: string, names: LayerLegend['titles']) =>
  ({ value, names, colour: palette.water, edge: palette.shore, shape: 'fill' }) as const
const park = (palette: Palette, value: string, names: LayerLegend['titles']) =>
  ({ value, names, colour: palette.park, edge: palette.parkEdge, shape: 'fill' }) as const

/** Names of the zones, shared by the legend of the plan and by the page of a parcel. */
export const LAND_USE_NAMES: Record<LandUseCode, LayerLegend['titles']> = {
  residential: { en: 'Residential', hi: 'आवासीय', mr: 'निवासी' },
  commercial: { en: 'Commercial', hi: 'वाणिज्यिक', mr: 'वाणिज्य' },
  mixed: { en: 'Mixed', hi: 'मिश्रित', mr: 'मिश्र' },
  industrial: { en: 'Industrial', hi: 'औद्योगिक', mr: 'औद्योगिक' },
  public: { en: 'Public and semi-public', hi: 'सार्वजनिक एवं अर्ध-सार्वजनिक', mr: 'सार्वजनिक व निमसार्वजनिक' },
  recreational: { en: 'Recreational', hi: 'आमोद-प्रमोद', mr: 'मनोरंजन' },
  agricultural: { en: 'Agricultural', hi: 'कृषि', mr: 'शेती' },
  'water-body': { en: 'Water body', hi: 'जलाशय', mr: 'जलाशय' },
  transport: { en: 'Transport', hi: 'परिवहन', mr: 'वाहतूक' },
}
