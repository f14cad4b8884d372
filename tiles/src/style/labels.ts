import { byZoom, type DrawInput, type Expression, type Filter, type Layer, nameExpression } from './layer-group.ts'
import { NOT_COVER } from './property.ts'
import { ROAD_LOOKS, type RoadLook } from './road-classes.ts'

/**
 * Fonts come from the page, never from a glyph server: MapLibre 6 then shapes Devanagari by whole syllables.
 * The first name only carries the weight; the two families behind it are the ones that ship.
 * No letter spacing anywhere: it would tear the headline of a Devanagari word.
 */
export const FONT_REGULAR = ['Noto Sans', 'Noto Sans Devanagari']
export const FONT_MEDIUM = ['Noto Sans Medium', 'Noto Sans', 'Noto Sans Devanagari']
export const FONT_STRONG = ['Noto Sans SemiBold', 'Noto Sans', 'Noto Sans Devanagari']

/** Labels from the least to the greatest: what is drawn later claims its room first. */
export function labelLayers(input: DrawInput, shown: (layer: string) => boolean): Layer[] {
  return [
    ...(shown('parcels') ? [plotNumbers(input)] : []),
    ...ROAD_LOOKS.map((look) => streetNames(look, input)),
    parkNames(input),
    waterNames(input),
    ...(shown('localities') ? [localityNames(input)] : []),
    ...(shown('wards') ? [wardNames(input)] : []),
  ]
}

const haloWidth = ({ theme }: DrawInput) => (theme === 'contrast' ? 2 : 1.4)

function streetNames(look: RoadLook, input: DrawInput): Layer {
  return {
    id: `label-road-${look.class}`,
    type: 'symbol',
    source: 'base',
    'source-layer': 'roads',
    minzoom: look.labelMinZoom,
    filter: ['==', ['get', 'class'], look.class],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 320,
      'text-field': nameExpression(input.language),
      'text-font': look.class === 'highway' || look.class === 'arterial' ? FONT_MEDIUM : FONT_REGULAR,
      'text-size': byZoom(look.textPx),
      'text-max-angle': 28,
      'text-padding': 6,
      'text-pitch-alignment': 'viewport',
    },
    paint: {
      'text-color': input.palette.text.street,
      'text-halo-color': input.palette.halo,
      'text-halo-width': haloWidth(input),
    },
  }
}

const plotNumber: Expression = ['to-string', ['coalesce', ['get', 'number'], '']]
/** A locality's code before the stroke, as in `L024/117`; never the stroke of a divided khasra, `304/2`. */
const hasLocalityCode: Expression = [
  'all',
  ['==', ['index-of', '/', plotNumber], 4],
  ['in', ['slice', plotNumber, 0, 1], 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  ['>=', ['to-number', ['slice', plotNumber, 1, 4], -1], 0],
]
/** Without the locality's code until there is room for it: the locality's name stands beside it anyway. */
const shortNumber: Expression = ['case', hasLocalityCode, ['slice', plotNumber, 5], plotNumber]

/** The same shortening for one number. */
export const shortPlotNumber = (number: string): string => number.replace(/^[A-Z]\d{3}\//, '')

/** Plot numbers stand in the plot they name and vanish before they crowd. */
function plotNumbers(input: DrawInput): Layer {
  return {
    id: 'label-plot',
    type: 'symbol',
    source: 'parcels',
    'source-layer': 'parcels',
    minzoom: 17,
    filter: NOT_COVER,
    layout: {
      'text-field': ['step', ['zoom'], shortNumber, 19, plotNumber],
      'text-font': FONT_REGULAR,
      'text-size': byZoom([
        [17, 9.5],
        [19, 12],
        [21, 15],
      ]),
      'text-padding': 3,
      'text-max-width': 6,
    },
    paint: {
      'text-color': input.palette.text.plot,
      'text-halo-color': input.palette.halo,
      'text-halo-width': haloWidth(input) * 0.8,
    },
  }
}

function areaNames(id: string, sourceLayer: string, minZoom: number, colour: string, input: DrawInput): Layer {
  return {
    id,
    type: 'symbol',
    source: 'base',
    'source-layer': sourceLayer,
    minzoom: minZoom,
    layout: {
      'text-field': nameExpression(input.language),
      'text-font': FONT_REGULAR,
      'text-size': byZoom([
        [minZoom, 10.5],
        [18, 14],
      ]),
      'text-max-width': 7,
      'text-padding': 8,
    },
    paint: { 'text-color': colour, 'text-halo-color': input.palette.halo, 'text-halo-width': haloWidth(input) },
  }
}

const parkNames = (input: DrawInput) => areaNames('label-park', 'parks', 15, input.palette.text.park, input)
const waterNames = (input: DrawInput) => areaNames('label-water', 'water', 12, input.palette.text.water, input)

function localityNames(input: DrawInput): Layer {
  return {
    id: 'label-locality',
    type: 'symbol',
    source: 'localities',
    'source-layer': 'localities',
    minzoom: 12,
    maxzoom: 18,
    filter: ['==', ['geometry-type'], 'Point'] as Filter,
    layout: {
      'text-field': nameExpression(input.language),
      'text-font': FONT_STRONG,
      'text-size': byZoom([
        [12, 10.5],
        [15, 13.5],
        [17, 16],
      ]),
      'text-max-width': 7,
      'text-padding': 10,
      'text-variable-anchor': ['center', 'top', 'bottom'],
      'text-radial-offset': 0.4,
    },
    paint: {
      'text-color': input.palette.text.place,
      'text-halo-color': input.palette.halo,
      'text-halo-width': haloWidth(input) + 0.3,
      'text-opacity': byZoom([
        [16.5, 1],
        [18, 0.6],
      ]),
    },
  }
}

/** Ward labels come from their own shallow copy of the tiles, so that a ward is named once and not once a tile. */
function wardNames(input: DrawInput): Layer {
  return {
    id: 'label-ward',
    type: 'symbol',
    source: 'ward-labels',
    'source-layer': 'wards',
    minzoom: 11,
    maxzoom: 15,
    layout: {
      'text-field': nameExpression(input.language),
      'text-font': FONT_MEDIUM,
      'text-size': byZoom([
        [11, 10],
        [14, 13],
      ]),
      'text-max-width': 8,
      'text-padding': 12,
    },
    paint: {
      'text-color': input.palette.text.ward,
      'text-halo-color': input.palette.halo,
      'text-halo-width': haloWidth(input) + 0.2,
    },
  }
}
