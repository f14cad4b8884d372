import { byZoom, type DrawInput, type Expression, type Layer, type LayerLegend } from './layer-group.ts'
import type { Palette } from './palette.ts'
import { pixelsPerMetre, ROAD_LOOKS, type RoadClass, type RoadLook, TRUE_WIDTH_ZOOM } from './road-classes.ts'

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

/** A printed map's railway: a dark line with light sleepers laid over it. */
export function railwayLayers({ palette }: DrawInput): Layer[] {
  const track = { type: 'line' as const, source: 'base', 'source-layer': 'railways' }
  return [
    {
      id: 'railway',
      ...track,
      minzoom: 8,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.railway,
        'line-width': byZoom([
          [8, 0.6],
          [12, 1.4],
          [14, 2.6],
          [16, 3.6],
          [20, 9],
        ]),
      },
    },
    {
      id: 'railway-hatch',
      ...track,
      minzoom: 11.5,
      paint: {
        'line-color': palette.railwayGap,
        'line-width': byZoom([
          [12, 0.8],
          [14, 1.5],
          [16, 2.2],
          [20, 6.4],
        ]),
        'line-dasharray': [5, 5],
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
