import { byZoom, type DrawInput, type Expression, type Layer } from './layer-group.ts'

/** Property of the style's state that holds the chosen parcel's id; -1 when none is chosen. */
export const SELECTED_PARCEL_STATE = 'selectedParcel'
export const POINTED_PARCEL_STATE = 'pointedParcel'

const isParcel = (state: string): Expression => [
  '==',
  ['to-number', ['coalesce', ['get', 'id'], ['id'], -2], -2],
  ['global-state', state],
]

/** The one accent on the map: the chosen parcel, by wash, heavy line and light halo; the pointed one by line alone. */
export function selectionLayers({ palette }: DrawInput): Layer[] {
  const parcel = { source: 'parcels', 'source-layer': 'parcels', minzoom: 12 }
  const selected = { ...parcel, filter: isParcel(SELECTED_PARCEL_STATE) }
  return [
    {
      id: 'pointed-line',
      type: 'line',
      ...parcel,
      filter: isParcel(POINTED_PARCEL_STATE),
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.accent, 'line-width': 1.2, 'line-opacity': 0.8 },
    },
    {
      id: 'selected-fill',
      type: 'fill',
      ...selected,
      paint: { 'fill-color': palette.accent, 'fill-opacity': 0.16 },
    },
    outline('selected-halo', selected, palette.accentHalo, 3),
    outline('selected-line', selected, palette.accent, 0),
  ]
}

function outline(id: string, selected: object, colour: string, extraPx: number): Layer {
  return {
    id,
    type: 'line',
    ...selected,
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': colour,
      'line-width': byZoom([
        [13, 1.5 + extraPx],
        [17, 2.6 + extraPx],
        [20, 4 + extraPx],
      ]),
    },
  } as Layer
}

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
