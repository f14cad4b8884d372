import { FONT_MEDIUM, FONT_REGULAR, FONT_STRONG } from './fonts.ts'
import { landmarkLayers } from './landmarks.ts'
import { byZoom, type DrawInput, type Expression, type Filter, type Layer, nameExpression } from './layer-group.ts'
import { NOT_COVER } from './property.ts'
import { ROAD_LOOKS, type RoadLook } from './road-classes.ts'

/** Labels from the least to the greatest: what is drawn later claims its room first. */
export function labelLayers(input: DrawInput, shown: (layer: string) => boolean): Layer[] {
  return [
    ...(shown('parcels') ? [plotNumbers(input)] : []),
    ...(shown('house-numbers') ? [houseNumbers(input)] : []),
    ...ROAD_LOOKS.map((look) => streetNames(look, input)),
    ...(shown('buildings') ? [buildingNames(input)] : []),
    ...landNames(input),
    riverNames(input),
    ...(shown('landmarks') ? landmarkLayers(input) : []),
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
/** Without the locality's code until one stands in the plot itself: the locality's name stands beside it anyway. */
const shortNumber: Expression = ['case', hasLocalityCode, ['slice', plotNumber, 5], plotNumber]

/** The same shortening for one number. */
export const shortPlotNumber = (number: string): string => number.replace(/^[A-Z]\d{3}\//, '')

/** From here on the number on the door stands on the house. */
export const HOUSE_NUMBER_ZOOM = 17.9
/** From here on a plot has room for its own number below that of the house. */
const BOTH_NUMBERS_ZOOM = 19

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
      'text-field': ['step', ['zoom'], shortNumber, 20, plotNumber],
      'text-font': FONT_REGULAR,
      'text-size': byZoom([
        [17, 9.5],
        [19, 10.5],
        [21, 14],
      ]),
      ...(input.houseNumbers
        ? { 'text-offset': ['step', ['zoom'], ['literal', [0, 0]], BOTH_NUMBERS_ZOOM, ['literal', [0, 1.25]]] }
        : {}),
      'text-padding': 2,
      'text-max-width': 6,
    } as Extract<Layer, { type: 'symbol' }>['layout'],
    paint: {
      'text-color': input.palette.text.plot,
      'text-halo-color': input.palette.halo,
      'text-halo-width': haloWidth(input) * 0.8,
    },
  }
}

/** House numbers as painted beside the door: darker and stronger than the numbers of the record. */
function houseNumbers(input: DrawInput): Layer {
  return {
    id: 'label-house',
    type: 'symbol',
    source: 'house-numbers',
    'source-layer': 'house-numbers',
    minzoom: HOUSE_NUMBER_ZOOM,
    layout: {
      'text-field': ['to-string', ['coalesce', ['get', 'number'], '']],
      'text-font': FONT_MEDIUM,
      'text-size': byZoom([
        [18, 10.5],
        [20, 14],
      ]),
      'text-padding': 1,
      'text-max-width': 5,
    },
    paint: {
      'text-color': input.palette.text.house,
      'text-halo-color': input.palette.halo,
      'text-halo-width': haloWidth(input) * 0.9,
    },
  }
}

/** Named houses of several flats or shops; public houses are named by their landmark. */
function buildingNames(input: DrawInput): Layer {
  return {
    id: 'label-building',
    type: 'symbol',
    source: 'buildings',
    'source-layer': 'buildings',
    minzoom: 16.4,
    filter: [
      'all',
      NOT_COVER as never,
      ['!', ['in', ['get', 'use'], ['literal', ['religious', 'government', 'institutional']]]],
      ['any', ['has', 'name_en'], ['has', 'name_hi'], ['has', 'name_mr']],
    ] as Filter,
    layout: {
      'text-field': nameExpression(input.language),
      'text-font': FONT_MEDIUM,
      'text-size': byZoom([
        [16.4, 10.5],
        [19, 13.5],
      ]),
      'text-max-width': 7,
      'text-padding': 4,
    },
    paint: {
      'text-color': input.palette.text.house,
      'text-halo-color': input.palette.halo,
      'text-halo-width': haloWidth(input),
    },
  }
}

/** A park is named from where it is about forty pixels wide. */
const largeEnough: Expression = ['step', ['zoom'], ...sizeByZoom()] as unknown as Expression

function sizeByZoom(): unknown[] {
  const atLeast = (metres: number) => ['>=', ['to-number', ['get', 'sizeM'], 0], metres]
  return [atLeast(640), 13, atLeast(320), 14, atLeast(160), 15, atLeast(75), 16, atLeast(38), 17, true]
}

function landNames(input: DrawInput): Layer[] {
  const { text } = input.palette
  const isPond: Expression = ['==', ['get', 'class'], 'pond']
  return [
    {
      id: 'label-land',
      type: 'symbol',
      source: 'base',
      'source-layer': 'land-names',
      minzoom: 12,
      filter: largeEnough as Filter,
      layout: {
        'text-field': nameExpression(input.language),
        'text-font': FONT_REGULAR,
        'text-size': byZoom([
          [13, 10.5],
          [18, 13.5],
        ]),
        'text-max-width': 7,
        'text-padding': 8,
        'symbol-sort-key': ['-', 0, ['to-number', ['get', 'sizeM'], 0]],
      },
      paint: {
        'text-color': ['case', isPond, text.water, text.park],
        'text-halo-color': input.palette.halo,
        'text-halo-width': haloWidth(input),
      },
    },
  ]
}

/** The name of a river runs along the middle of its water. */
function riverNames(input: DrawInput): Layer {
  return {
    id: 'label-river',
    type: 'symbol',
    source: 'base',
    'source-layer': 'water-lines',
    minzoom: 12,
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 520,
      'text-field': nameExpression(input.language),
      'text-font': FONT_MEDIUM,
      'text-size': byZoom([
        [12, 10.5],
        [15, 13],
        [18, 17],
      ]),
      'text-max-angle': 30,
      'text-padding': 10,
    },
    paint: {
      'text-color': input.palette.text.water,
      'text-halo-color': input.palette.water,
      'text-halo-width': haloWidth(input),
    },
  }
}

function localityNames(input: DrawInput): Layer {
  return {
    id: 'label-locality',
    type: 'symbol',
    source: 'boundaries',
    'source-layer': 'localities',
    minzoom: 12,
    maxzoom: 18,
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

function wardNames(input: DrawInput): Layer {
  return {
    id: 'label-ward',
    type: 'symbol',
    source: 'boundaries',
    'source-layer': 'ward-names',
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
