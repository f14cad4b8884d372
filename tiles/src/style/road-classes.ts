import type { Palette, RoadColours } from './palette.ts'

export type RoadClass = 'highway' | 'arterial' | 'collector' | 'local' | 'lane' | 'footpath'

/**
 * How one class of road is drawn, on the live map and in still pictures alike.
 * `widthsPx` are drawn widths by zoom until z16, from where the surveyed `widthM` is drawn true to scale.
 */
export type RoadLook = {
  class: RoadClass
  colours: (palette: Palette) => RoadColours
  minZoom: number
  widthsPx: readonly (readonly [zoom: number, px: number])[]
  usualWidthM: number
  casingPx: number
  labelMinZoom: number
  textPx: readonly (readonly [zoom: number, px: number])[]
}

/** Lowest class first: later entries are drawn over earlier ones. */
export const ROAD_LOOKS: readonly RoadLook[] = [
  {
    class: 'footpath',
    colours: (palette) => ({ fill: palette.footpath, casing: palette.land }),
    minZoom: 15,
    widthsPx: [[15, 0.6]],
    usualWidthM: 1.2,
    casingPx: 0,
    labelMinZoom: 18,
    textPx: [[18, 11]],
  },
  {
    class: 'lane',
    colours: (palette) => palette.roadMinor,
    minZoom: 13,
    widthsPx: [
      [13, 0.4],
      [14, 0.8],
      [15, 1.8],
    ],
    usualWidthM: 3,
    casingPx: 0.7,
    labelMinZoom: 17,
    textPx: [
      [17, 10.5],
      [19, 13],
    ],
  },
  {
    class: 'local',
    colours: (palette) => palette.roadMinor,
    minZoom: 12,
    widthsPx: [
      [12, 0.5],
      [13, 0.9],
      [14, 1.8],
      [15, 3.6],
    ],
    usualWidthM: 7.5,
    casingPx: 0.8,
    labelMinZoom: 15.6,
    textPx: [
      [15.6, 10.5],
      [18, 13],
    ],
  },
  {
    class: 'collector',
    colours: (palette) => palette.roadMiddle,
    minZoom: 11,
    widthsPx: [
      [11, 0.6],
      [12, 1.1],
      [13, 1.8],
      [14, 3.2],
      [15, 5.4],
    ],
    usualWidthM: 12,
    casingPx: 0.9,
    labelMinZoom: 14.6,
    textPx: [
      [14.6, 10.5],
      [18, 14],
    ],
  },
  {
    class: 'arterial',
    colours: (palette) => palette.roadArterial,
    minZoom: 8,
    widthsPx: [
      [8, 0.6],
      [11, 1.3],
      [12, 2.1],
      [13, 3.2],
      [14, 5],
      [15, 8.4],
    ],
    usualWidthM: 18,
    casingPx: 1,
    labelMinZoom: 13,
    textPx: [
      [13, 10.5],
      [18, 15],
    ],
  },
  {
    class: 'highway',
    colours: (palette) => palette.roadMajor,
    minZoom: 6,
    widthsPx: [
      [6, 0.8],
      [10, 1.8],
      [12, 3],
      [13, 4.4],
      [14, 6.8],
      [15, 11],
    ],
    usualWidthM: 30,
    casingPx: 1.1,
    labelMinZoom: 12,
    textPx: [
      [12, 10.5],
      [18, 16],
    ],
  },
]

/** From this zoom a road is as wide on the map as on the ground. */
export const TRUE_WIDTH_ZOOM = 16

const EARTH_AROUND_M = 40_075_016.686

/** Pixels that a metre takes at `zoom` (512-pixel tiles) on the latitude `lat`. */
export const pixelsPerMetre = (zoom: number, lat: number): number =>
  (512 * 2 ** zoom) / (EARTH_AROUND_M * Math.cos((lat * Math.PI) / 180))

/** Width in pixels of one road at one zoom, by the same stops that the live map interpolates. */
export function roadWidthPx(look: RoadLook, zoom: number, widthM: unknown, lat: number): number {
  const metres = Number(widthM) > 0 ? Number(widthM) : look.usualWidthM
  const trueWidth = Math.max(1.4, metres * pixelsPerMetre(Math.max(zoom, TRUE_WIDTH_ZOOM), lat))
  const stops = [...look.widthsPx, [TRUE_WIDTH_ZOOM, trueWidth] as const]
  const above = stops.findIndex(([stop]) => stop >= zoom)
  if (above < 0) return trueWidth
  if (above === 0) return stops[0]![1]
  const [[z0, w0], [z1, w1]] = [stops[above - 1]!, stops[above]!]
  return w0 + ((w1 - w0) * (2 ** (zoom - z0) - 1)) / (2 ** (z1 - z0) - 1)
}
