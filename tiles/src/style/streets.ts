import { arrowImageId } from './landmark-icons.ts'
import { byZoom, type DrawInput, type Expression, type Layer, type LayerLegend } from './layer-group.ts'
import type { Palette } from './palette.ts'
import {
  pixelsPerMetre,
  ROAD_LOOKS,
  type RoadClass,
  type RoadLook,
  roadWidthPx,
  TRUE_WIDTH_ZOOM,
} from './road-classes.ts'

/** All casings, then all fills, lowest class first: junctions stay open and the greater street runs through. */
export function streetLayers(input: DrawInput): Layer[] {
  const cased = ROAD_LOOKS.filter((look) => look.casingPx > 0)
  const bare = ROAD_LOOKS.filter((look) => look.casingPx === 0)
  return [
    ...bare.map((look) => footpath(look, input)),
    ...cased.map((look) => casing(look, input)),
    ...cased.map((look) => fill(look, input)),
  ]
}

const road = (look: RoadLook) => ({
  type: 'line' as const,
  source: 'base',
  'source-layer': 'roads',
  minzoom: look.minZoom,
  filter: ['==', ['get', 'class'], look.class] as Expression,
})

function fill(look: RoadLook, input: DrawInput): Layer {
  return {
    id: `road-${look.class}`,
    ...road(look),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': look.colours(input.palette).fill, 'line-width': widthByZoom(look, input.lat, 0) },
  }
}

function casing(look: RoadLook, input: DrawInput): Layer {
  return {
    id: `road-${look.class}-casing`,
    ...road(look),
    minzoom: look.minZoom + 0.5,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': look.colours(input.palette).casing,
      'line-width': widthByZoom(look, input.lat, look.casingPx * (input.theme === 'contrast' ? 1.5 : 1)),
      'line-opacity': byZoom([
        [look.minZoom + 0.5, 0],
        [look.minZoom + 1.5, 1],
      ]),
    },
  }
}

function footpath(look: RoadLook, input: DrawInput): Layer {
  return {
    id: `road-${look.class}`,
    ...road(look),
    paint: {
      'line-color': look.colours(input.palette).fill,
      'line-width': byZoom([
        [15, 0.6],
        [18, 1.6],
        [20, 3],
      ]),
      'line-dasharray': [3, 2],
    },
  }
}

/** Drawn widths below z16, the surveyed width true to scale above; a casing adds itself on both sides. */
export function widthByZoom(look: RoadLook, lat: number, casingPx: number): Expression {
  const metres: Expression = ['to-number', ['get', 'widthM'], look.usualWidthM]
  const trueAt = (zoom: number): Expression => [
    '+',
    ['max', 1.4, ['*', metres, pixelsPerMetre(zoom, lat)]],
    2 * casingPx * (zoom > TRUE_WIDTH_ZOOM ? 2 : 1.2),
  ]
  return byZoom(
    [
      ...look.widthsPx.map(([zoom, px]) => [zoom, px + 2 * casingPx] as const),
      [TRUE_WIDTH_ZOOM, trueAt(TRUE_WIDTH_ZOOM)],
      [22, trueAt(22)],
    ],
    2,
  )
}

/** Drawn widths of whatever class of road the feature is; `extraPx` on both sides. */
function widthOfAnyClass(lat: number, extraPx: number): Expression {
  const zooms = [12, 13, 14, 15]
  const metres: Expression = ['to-number', ['get', 'widthM'], 6]
  const drawn = (zoom: number) => [
    'match',
    ['get', 'class'],
    ...ROAD_LOOKS.flatMap((look) => [look.class, roadWidthPx(look, zoom, null, lat) + 2 * extraPx]),
    1 + 2 * extraPx,
  ]
  const trueAt = (zoom: number): Expression => [
    '+',
    ['max', 1.4, ['*', metres, pixelsPerMetre(zoom, lat)]],
    2 * extraPx * (zoom > TRUE_WIDTH_ZOOM ? 2 : 1.2),
  ]
  const stops = zooms.map((zoom) => [zoom, drawn(zoom) as unknown as Expression] as const)
  return byZoom([...stops, [TRUE_WIDTH_ZOOM, trueAt(TRUE_WIDTH_ZOOM)], [22, trueAt(22)]], 2)
}

const bridge = (filter: Expression) => ({
  type: 'line' as const,
  source: 'base',
  'source-layer': 'bridges',
  minzoom: 12,
  filter,
})
const isRail: Expression = ['==', ['get', 'class'], 'railway']

/** A bridge lies over river and railway: dark parapets, square ends, and its road on top. */
export function roadBridgeLayers({ palette, lat }: DrawInput): Layer[] {
  const fills = ROAD_LOOKS.flatMap((look) => [look.class, look.colours(palette).fill])
  const roads = bridge(['!', isRail])
  return [
    {
      id: 'bridge-parapet',
      ...roads,
      paint: { 'line-color': palette.bridge, 'line-width': widthOfAnyClass(lat, 1.5) },
    },
    {
      id: 'bridge-road',
      ...roads,
      layout: { 'line-cap': 'square' },
      paint: {
        'line-color': ['match', ['get', 'class'], ...fills, palette.roadMinor.fill] as never,
        'line-width': widthOfAnyClass(lat, 0),
      },
    },
  ]
}

/** Two girders under the track. */
export const railBridgeLayers = ({ palette }: DrawInput): Layer[] => [
  {
    id: 'bridge-girder',
    ...bridge(isRail),
    paint: {
      'line-color': palette.bridge,
      'line-width': byZoom([
        [12, 3],
        [16, 8],
        [20, 26],
      ]),
    },
  },
  {
    id: 'bridge-deck',
    ...bridge(isRail),
    layout: { 'line-cap': 'square' },
    paint: {
      'line-color': palette.land,
      'line-width': byZoom([
        [12, 2],
        [16, 5.6],
        [20, 21],
      ]),
    },
  },
]

/** The line between the two ways of a broad road, and arrows where traffic runs one way. */
export function laneMarkLayers({ palette, theme }: DrawInput): Layer[] {
  const roads = { source: 'base', 'source-layer': 'roads' }
  return [
    {
      id: 'road-median',
      type: 'line',
      ...roads,
      minzoom: 15.5,
      filter: ['all', ['in', ['get', 'class'], ['literal', ['highway', 'arterial']]], ['>=', ['get', 'widthM'], 24]],
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.roadMajor.casing,
        'line-opacity': byZoom([
          [15.5, 0],
          [16.2, 0.7],
        ]),
        'line-width': byZoom([
          [16, 0.8],
          [20, 3],
        ]),
      },
    },
    {
      id: 'one-way',
      type: 'symbol',
      ...roads,
      minzoom: 17,
      filter: ['==', ['get', 'oneWay'], true],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 110,
        'icon-image': arrowImageId(theme),
        'icon-size': byZoom([
          [17, 0.7],
          [20, 1.2],
        ]),
        'icon-padding': 2,
        'icon-rotation-alignment': 'map',
      },
    },
  ]
}

/** A printed map's railway: a dark line with light sleepers laid over it; sidings are thin lines beside it. */
export function railwayLayers({ palette }: DrawInput): Layer[] {
  const track = { type: 'line' as const, source: 'base', 'source-layer': 'railways' }
  const isSiding: Expression = ['==', ['get', 'class'], 'siding']
  return [
    {
      id: 'railway-siding',
      ...track,
      minzoom: 14,
      filter: isSiding,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.railway,
        'line-width': byZoom([
          [14, 0.5],
          [16, 1],
          [20, 3.5],
        ]),
      },
    },
    {
      id: 'railway',
      ...track,
      minzoom: 8,
      filter: ['!', isSiding],
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.railway,
        'line-width': byZoom([
          [8, 0.6],
          [12, 1.5],
          [14, 2.6],
          [16, 3.4],
          [20, 8],
        ]),
      },
    },
    {
      id: 'railway-hatch',
      ...track,
      minzoom: 11.5,
      filter: ['!', isSiding],
      paint: {
        'line-color': palette.railwayGap,
        'line-width': byZoom([
          [12, 0.8],
          [14, 1.5],
          [16, 2],
          [20, 5.6],
        ]),
        'line-dasharray': [4, 4],
      },
    },
  ]
}

const ROAD_NAMES: Record<RoadClass, LayerLegend['titles']> = {
  highway: { en: 'Highway', hi: 'राजमार्ग', mr: 'महामार्ग' },
  arterial: { en: 'Main road', hi: 'मुख्य मार्ग', mr: 'मुख्य रस्ता' },
  collector: { en: 'Feeder road', hi: 'संपर्क मार्ग', mr: 'जोडरस्ता' },
  local: { en: 'Street', hi: 'सड़क', mr: 'रस्ता' },
  lane: { en: 'Lane', hi: 'गली', mr: 'गल्ली' },
  footpath: { en: 'Footpath', hi: 'पगडंडी', mr: 'पायवाट' },
}

/** Legends of streets and railways, greatest first. */
export function streetLegends(palette: Palette): LayerLegend[] {
  return [
    {
      id: 'roads',
      titles: { en: 'Streets', hi: 'सड़कें', mr: 'रस्ते' },
      group: 'base',
      source: 'base',
      sourceLayer: 'roads',
      field: 'class',
      minZoom: 8,
      usual: true,
      entries: [...ROAD_LOOKS].reverse().map((look) => ({
        value: look.class,
        names: ROAD_NAMES[look.class],
        colour: look.colours(palette).fill,
        edge: look.casingPx > 0 ? look.colours(palette).casing : undefined,
        shape: 'line' as const,
      })),
    },
    {
      id: 'railways',
      titles: { en: 'Railway', hi: 'रेलमार्ग', mr: 'रेल्वेमार्ग' },
      group: 'base',
      source: 'base',
      sourceLayer: 'railways',
      field: null,
      minZoom: 8,
      usual: true,
      entries: [
        {
          value: 'railway',
          names: { en: 'Railway', hi: 'रेलमार्ग', mr: 'रेल्वेमार्ग' },
          colour: palette.railwayGap,
          edge: palette.railway,
          shape: 'line',
        },
      ],
    },
  ]
}
