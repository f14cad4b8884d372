import { byZoom, type DrawInput, type Filter, type Layer, type LayerLegend } from './layer-group.ts'
import type { Palette } from './palette.ts'

/** From afar the tiles carry one smoothed cover instead of plots, without ids: the town's shape, and nothing to pick. */
export const NOT_COVER: Filter = ['!=', ['get', 'generalised'], true]

const IS_COVER: Filter = ['==', ['get', 'generalised'], true]

/** All plots from afar, under the zones' tints: the ground of a town that has no development plan. */
export const plottedLayers = ({ palette }: DrawInput): Layer[] => [
  {
    id: 'plotted',
    type: 'fill',
    source: 'parcels',
    'source-layer': 'parcels',
    minzoom: 8,
    maxzoom: 14,
    filter: IS_COVER,
    paint: { 'fill-color': palette.builtUp, 'fill-antialias': false },
  },
]

/** Blocks of houses while single ones cannot be seen yet, over the zones' tints: the town's shape from z10 on. */
export const blockLayers = ({ palette }: DrawInput): Layer[] => [
  {
    id: 'built-block',
    type: 'fill',
    source: 'buildings',
    'source-layer': 'buildings',
    minzoom: 10,
    maxzoom: 14,
    filter: IS_COVER,
    paint: { 'fill-color': palette.block, 'fill-antialias': false },
  },
]

/** Thin plot lines under the streets; they fade in so that z14 is a texture and z18 a survey sheet. */
export const parcelLayers = ({ palette, theme }: DrawInput): Layer[] => [
  {
    id: 'parcel-area',
    type: 'fill',
    source: 'parcels',
    'source-layer': 'parcels',
    minzoom: 13,
    filter: NOT_COVER,
    // Never seen; it is what a tap on open ground inside a plot finds.
    paint: { 'fill-color': palette.land, 'fill-opacity': 0 },
  },
  {
    id: 'parcel-line',
    type: 'line',
    source: 'parcels',
    'source-layer': 'parcels',
    minzoom: 13,
    filter: NOT_COVER,
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': palette.parcelLine,
      'line-width': byZoom([
        [13, 0.25],
        [15, 0.5],
        [17, 0.8],
        [20, 1.8],
      ]),
      'line-opacity': byZoom([
        [13, 0.25],
        [15, theme === 'contrast' ? 0.5 : 0.65],
        [17, 1],
      ]),
    },
  },
]

/** Uses of houses that everyone goes to. */
export const PUBLIC_USES = ['institutional', 'religious', 'government']

type HeightBand = { id: string; above: number; upTo: number; px: number }

/** A fill cannot be moved by an attribute, so shadows come in three lengths. Pixels at z16. */
const SHADOWS: readonly HeightBand[] = [
  { id: 'low', above: 0, upTo: 5, px: 0.5 },
  { id: 'middle', above: 5, upTo: 12, px: 1.1 },
  { id: 'tall', above: 12, upTo: 1000, px: 2.3 },
]

/**
 * Buildings with a shadow to the south-east, as on a hand-drawn plan lit from the north-west.
 * `sheer` ones let the colours of the plots below be read, and cast no shadow on them.
 */
export function buildingLayers({ palette }: DrawInput, sheer = false): Layer[] {
  const building = { source: 'buildings', 'source-layer': 'buildings' }
  return [
    ...(sheer ? [] : SHADOWS).map(
      (band): Layer => ({
        id: `building-shadow-${band.id}`,
        type: 'fill',
        ...building,
        minzoom: 15.5,
        filter: ['all', NOT_COVER as never, ['>', heightM, band.above], ['<=', heightM, band.upTo]],
        paint: {
          'fill-color': palette.buildingShadow,
          'fill-translate': shadowByZoom(band.px) as never,
          'fill-opacity': byZoom([
            [15.5, 0],
            [16.2, 1],
          ]),
        },
      }),
    ),
    {
      id: 'building',
      type: 'fill',
      ...building,
      minzoom: 13.5,
      filter: NOT_COVER,
      paint: {
        'fill-color': ['match', ['get', 'use'], PUBLIC_USES, palette.buildingPublic, palette.building] as never,
        // From afar an edge would be all one sees of a small house.
        'fill-outline-color': ['interpolate', ['linear'], ['zoom'], 14.3, palette.building, 15.8, palette.buildingEdge],
        'fill-opacity': byZoom([
          [13.5, 0],
          [14.5, sheer ? 0.2 : 0.75],
          [16, sheer ? 0.3 : 1],
        ]),
      },
    },
  ]
}

const heightM = [
  'to-number',
  ['coalesce', ['get', 'heightM'], ['*', 3.1, ['coalesce', ['get', 'floors'], 1]]],
  3,
] as never

const shadowByZoom = (px: number) => [
  'interpolate',
  ['exponential', 2],
  ['zoom'],
  15.5,
  ['literal', [px * 0.7, px * 0.7]],
  20,
  ['literal', [px * 16, px * 16]],
]

/** Legends of plots and buildings as the plain map draws them. */
export const propertyLegends = (palette: Palette): LayerLegend[] => [
  {
    id: 'parcels',
    titles: { en: 'Plots', hi: 'भूखंड', mr: 'भूखंड' },
    group: 'land',
    source: 'parcels',
    sourceLayer: 'parcels',
    field: null,
    minZoom: 13,
    usual: true,
    entries: [
      {
        value: 'parcel',
        names: { en: 'Plot boundary', hi: 'भूखंड की सीमा', mr: 'भूखंडाची हद्द' },
        colour: palette.land,
        edge: palette.parcelLine,
        shape: 'fill',
      },
    ],
  },
  {
    id: 'buildings',
    titles: { en: 'Buildings', hi: 'भवन', mr: 'इमारती' },
    group: 'land',
    source: 'buildings',
    sourceLayer: 'buildings',
    field: null,
    minZoom: 14,
    usual: true,
    entries: [
      {
        value: 'building',
        names: { en: 'Building', hi: 'भवन', mr: 'इमारत' },
        colour: palette.building,
        edge: palette.buildingEdge,
        shape: 'fill',
      },
    ],
  },
  {
    id: 'house-numbers',
    titles: { en: 'House numbers', hi: 'मकान नंबर', mr: 'घर क्रमांक' },
    group: 'land',
    source: 'house-numbers',
    sourceLayer: 'house-numbers',
    field: null,
    minZoom: 18,
    usual: true,
    entries: [
      {
        value: 'house',
        names: { en: 'Number on the door', hi: 'दरवाज़े का नंबर', mr: 'दारावरील क्रमांक' },
        colour: palette.text.house,
        shape: 'point',
      },
    ],
  },
]
