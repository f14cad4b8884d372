import { type LandmarkClass, landmarkClasses } from '../../layers/landmark-classes.ts'
import { FONT_MEDIUM } from './fonts.ts'
import { signImageId } from './landmark-icons.ts'
import { byZoom, type DrawInput, type Expression, type Layer, type LayerLegend, nameExpression } from './layer-group.ts'
import type { Palette } from './palette.ts'

type Rank = LandmarkClass['rank']

/** From which zoom the sign of each rank stands, and from which its name stands beside it. */
export const LANDMARK_ZOOMS: Record<Rank, readonly [sign: number, name: number]> = {
  1: [12.6, 13.6],
  2: [13.8, 14.8],
  3: [14.8, 15.8],
  4: [15.8, 16.6],
  5: [16.8, 18],
}

/** Size of a sign on the map in pixels, by zoom. */
export const SIGN_PX: readonly (readonly [zoom: number, px: number])[] = [
  [13, 13],
  [16, 17],
  [18, 20],
]
/** Images of signs are made at this size. */
export const SIGN_IMAGE_PX = 20

/** Signs and names of landmarks, the least asked for first: what comes later claims its room first. */
export const landmarkLayers = (input: DrawInput): Layer[] =>
  ([5, 4, 3, 2, 1] as const).map((rank) => signsOfRank(rank, input))

function signsOfRank(rank: Rank, input: DrawInput): Layer {
  const [sign, name] = LANDMARK_ZOOMS[rank]
  const classes = landmarkClasses.filter((each) => each.rank === rank).map((each) => each.value)
  return {
    id: `landmark-${rank}`,
    type: 'symbol',
    source: 'base',
    'source-layer': 'landmarks',
    minzoom: sign,
    filter: ['in', ['get', 'class'], ['literal', classes]],
    layout: {
      'icon-image': ['concat', signImageId(input.theme, ''), ['get', 'class']],
      'icon-size': byZoom(SIGN_PX.map(([zoom, px]) => [zoom, px / SIGN_IMAGE_PX] as const)),
      'icon-padding': 1,
      'text-field': ['step', ['zoom'], '', name, nameExpression(input.language)],
      'text-font': FONT_MEDIUM,
      'text-size': byZoom([
        [13, 10.5],
        [18, rank <= 2 ? 13.5 : 12.5],
      ]),
      // The sign says what it is; its name may be left out where there is no room.
      'text-optional': true,
      'text-variable-anchor': ['top', 'left', 'right', 'bottom'],
      'text-radial-offset': 0.95,
      'text-justify': 'auto',
      'text-max-width': 8,
      'text-padding': 3,
    },
    paint: {
      'text-color': byFamily(input.palette),
      'text-halo-color': input.palette.halo,
      'text-halo-width': input.theme === 'contrast' ? 2 : 1.5,
    },
  }
}

function byFamily(palette: Palette): Expression {
  const pairs = landmarkClasses.flatMap(({ value, family }) => [value, palette.landmark[family]])
  return ['match', ['get', 'class'], ...pairs, palette.text.place] as unknown as Expression
}

/** The legend of landmarks: every sign with its word. */
export const landmarkLegends = (palette: Palette): LayerLegend[] => [
  {
    id: 'landmarks',
    titles: { en: 'Landmarks', hi: 'प्रमुख स्थान', mr: 'महत्त्वाची ठिकाणे' },
    group: 'base',
    source: 'base',
    sourceLayer: 'landmarks',
    field: 'class',
    minZoom: 13,
    usual: true,
    entries: landmarkClasses.map(({ value, names, family }) => ({
      value,
      names,
      colour: palette.landmark[family],
      sign: value,
      shape: 'point',
    })),
  },
]
