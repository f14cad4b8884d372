import { byZoom, type DrawInput, type Expression, type Layer } from './layer-group.ts'
import { NOT_COVER } from './property.ts'

/** Feature states of the `parcels` source that the map sets: the chosen parcel and the one under the pointer. */
export const SELECTED_STATE = 'selected'
export const POINTED_STATE = 'pointed'

const whenState = (state: string, value: number): Expression => [
  'case',
  ['boolean', ['feature-state', state], false],
  value,
  0,
]

/** The one accent on the map: the chosen parcel, by wash, heavy line and light halo; the pointed one by line alone. */
export function selectionLayers({ palette }: DrawInput): Layer[] {
  return [
    {
      id: 'selected-fill',
      type: 'fill',
      source: 'parcels',
      'source-layer': 'parcels',
      minzoom: 13,
      filter: NOT_COVER,
      paint: { 'fill-color': palette.accent, 'fill-opacity': whenState(SELECTED_STATE, 0.16) },
    },
    outline('pointed-line', palette.accent, POINTED_STATE, -1.2),
    outline('selected-halo', palette.accentHalo, SELECTED_STATE, 3),
    outline('selected-line', palette.accent, SELECTED_STATE, 0),
  ]
}

/** Same layout for all three, so that the tile worker lays the lines out once. */
const outline = (id: string, colour: string, state: string, extraPx: number): Layer => ({
  id,
  type: 'line',
  source: 'parcels',
  'source-layer': 'parcels',
  minzoom: 13,
  filter: NOT_COVER,
  layout: { 'line-join': 'round' },
  paint: {
    'line-color': colour,
    'line-opacity': whenState(state, 1),
    'line-width': byZoom([
      [13, 1.5 + extraPx],
      [17, 2.6 + extraPx],
      [20, 4 + extraPx],
    ]),
  },
})

/** Shapes handed over by the page (a search result, a drawn box): accent outline, dashed where it is not a polygon. */
export function highlightLayers({ palette }: DrawInput): Layer[] {
  return [
    {
      id: 'highlight-fill',
      type: 'fill',
      source: 'highlight',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': palette.accent, 'fill-opacity': 0.12 },
    },
    {
      id: 'highlight-halo',
      type: 'line',
      source: 'highlight',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.accentHalo, 'line-width': 5 },
    },
    {
      id: 'highlight-line',
      type: 'line',
      source: 'highlight',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.accent, 'line-width': 2.2, 'line-dasharray': [3, 1.5] },
    },
    {
      id: 'highlight-point',
      type: 'circle',
      source: 'highlight',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-color': palette.accent,
        'circle-radius': 7,
        'circle-stroke-color': palette.accentHalo,
        'circle-stroke-width': 2.5,
      },
    },
  ]
}

/** The measuring tape: line, corner marks. Its source is filled by the measure mode. */
export const measureLayers = ({ palette }: DrawInput): Layer[] => [
  {
    id: 'measure-fill',
    type: 'fill',
    source: 'measure',
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': palette.measure, 'fill-opacity': 0.12 },
  },
  {
    id: 'measure-line',
    type: 'line',
    source: 'measure',
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-color': palette.measure, 'line-width': 2.5, 'line-dasharray': [2, 1.6] },
  },
  {
    id: 'measure-point',
    type: 'circle',
    source: 'measure',
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-color': palette.halo,
      'circle-radius': 4.5,
      'circle-stroke-color': palette.measure,
      'circle-stroke-width': 2.5,
    },
  },
]
