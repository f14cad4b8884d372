import type { LandmarkFamily } from '../../layers/landmark-classes.ts'

/**
 * Every colour of the map, for three themes. Nothing else in the product names a map colour.
 * `light` is a printed town plan on warm paper, `dark` is for night crews, `contrast` for sun and weak eyes.
 * Data colours follow Paul Tol's light scheme, which stays apart under red, green and blue blindness; patterns carry the rest.
 */

export type ThemeName = 'light' | 'dark' | 'contrast'
export const THEME_NAMES: readonly ThemeName[] = ['light', 'dark', 'contrast']

/** Land-use zones of a development plan, as the tiles carry them in `code` and `use`. */
export type LandUseCode =
  | 'residential'
  | 'commercial'
  | 'mixed'
  | 'industrial'
  | 'public'
  | 'recreational'
  | 'agricultural'
  | 'water-body'
  | 'transport'

export type RoadColours = { fill: string; casing: string }

/** One theme's colours, `#rrggbb`; text colours reach 4.5:1 on their halo and on the land they lie on. */
export type Palette = {
  land: string
  /** The town's shape from afar, before plots can be seen. */
  builtUp: string
  /** Blocks of houses from afar, before single ones can be seen. */
  block: string
  water: string
  shore: string
  park: string
  parkEdge: string
  building: string
  /** Houses of public use: schools, offices, places of worship. */
  buildingPublic: string
  buildingEdge: string
  buildingShadow: string
  parcelLine: string
  wardLine: string
  railway: string
  railwayGap: string
  tree: string
  roadMajor: RoadColours
  roadArterial: RoadColours
  roadMiddle: RoadColours
  roadMinor: RoadColours
  footpath: string
  /** Parapets of a bridge. */
  bridge: string
  /** Quiet ground tint of each zone, so that z12 is full and still calm. */
  ground: Record<LandUseCode, string>
  accent: string
  accentHalo: string
  measure: string
  text: { place: string; ward: string; street: string; plot: string; house: string; water: string; park: string }
  /** Badges of landmarks by family, which are the colours of their names too, and the sign on every badge. */
  landmark: Record<LandmarkFamily, string>
  sign: string
  halo: string
  hatch: string
}

const light: Palette = {
  land: '#f4f0e7',
  builtUp: '#e9dfce',
  block: '#ddd1be',
  water: '#bcd7e5',
  shore: '#8cb3c7',
  park: '#d5e5c4',
  parkEdge: '#b3cda0',
  building: '#e0d6c6',
  buildingPublic: '#d8c7b9',
  buildingEdge: '#bdb09b',
  buildingShadow: '#cfc5b5',
  parcelLine: '#c2b59f',
  wardLine: '#8a6f9a',
  railway: '#8b857c',
  railwayGap: '#f7f4ee',
  tree: '#a9c495',
  roadMajor: { fill: '#fae3a6', casing: '#bd9350' },
  roadArterial: { fill: '#fcf4d9', casing: '#c4ae7d' },
  roadMiddle: { fill: '#ffffff', casing: '#c7bca8' },
  roadMinor: { fill: '#ffffff', casing: '#d8cfbf' },
  footpath: '#b7a892',
  bridge: '#8a7c66',
  ground: {
    residential: '#efe9dc',
    commercial: '#f3e4d0',
    mixed: '#f0e5d9',
    industrial: '#e7e5e8',
    public: '#efe8cf',
    recreational: '#dcead0',
    agricultural: '#eef0da',
    'water-body': '#bcd7e5',
    transport: '#e9e6e1',
  },
  accent: '#b23c00',
  accentHalo: '#fffdf8',
  measure: '#7a1f6d',
  text: {
    place: '#3d372f',
    ward: '#5c4a66',
    street: '#4b4439',
    plot: '#655a49',
    house: '#3a332a',
    water: '#23566f',
    park: '#365d2b',
  },
  landmark: {
    travel: '#2b5a8a',
    health: '#a32f3c',
    learning: '#77540d',
    office: '#46525b',
    trade: '#97470f',
    worship: '#6f3d80',
    heritage: '#6a4934',
    water: '#1d677c',
  },
  sign: '#ffffff',
  halo: '#fbf9f3',
  hatch: '#6b6152',
}

const dark: Palette = {
  land: '#171b1d',
  builtUp: '#222829',
  block: '#2c3335',
  water: '#14303d',
  shore: '#2b5669',
  park: '#1b2c21',
  parkEdge: '#2d4735',
  building: '#2b3235',
  buildingPublic: '#383437',
  buildingEdge: '#434d51',
  buildingShadow: '#0d1011',
  parcelLine: '#39423f',
  wardLine: '#9c86ad',
  railway: '#7d7b76',
  railwayGap: '#1b1f21',
  tree: '#2f4c37',
  roadMajor: { fill: '#5c5139', casing: '#0e1112' },
  roadArterial: { fill: '#524d40', casing: '#0e1112' },
  roadMiddle: { fill: '#434b4e', casing: '#0e1112' },
  roadMinor: { fill: '#343b3e', casing: '#101314' },
  footpath: '#5b605d',
  bridge: '#8d8a80',
  ground: {
    residential: '#1d2224',
    commercial: '#272120',
    mixed: '#252121',
    industrial: '#20222b',
    public: '#25241b',
    recreational: '#1a2820',
    agricultural: '#1c231b',
    'water-body': '#14303d',
    transport: '#1f2324',
  },
  accent: '#ffb35c',
  accentHalo: '#0d1011',
  measure: '#f0a8e4',
  text: {
    place: '#ece7dc',
    ward: '#cbb8d6',
    street: '#d5d1c7',
    plot: '#b0b0a8',
    house: '#e4e0d6',
    water: '#9cc9de',
    park: '#a8cfa6',
  },
  landmark: {
    travel: '#93bde6',
    health: '#f2a3ab',
    learning: '#e0c27c',
    office: '#bcc8d0',
    trade: '#edb486',
    worship: '#d3addf',
    heritage: '#d9baa2',
    water: '#88d0e0',
  },
  sign: '#101415',
  halo: '#111415',
  hatch: '#a9a79f',
}

const contrast: Palette = {
  land: '#ffffff',
  builtUp: '#e8e6e2',
  block: '#d2d0cc',
  water: '#c4e5fb',
  shore: '#00446f',
  park: '#dcf3d2',
  parkEdge: '#145214',
  building: '#dedede',
  buildingPublic: '#cdbfd0',
  buildingEdge: '#3c3c3c',
  buildingShadow: '#a8a8a8',
  parcelLine: '#6e6e6e',
  wardLine: '#5a007a',
  railway: '#000000',
  railwayGap: '#ffffff',
  tree: '#3f7d3f',
  roadMajor: { fill: '#ffe07a', casing: '#000000' },
  roadArterial: { fill: '#fff1b8', casing: '#000000' },
  roadMiddle: { fill: '#ffffff', casing: '#000000' },
  roadMinor: { fill: '#ffffff', casing: '#595959' },
  footpath: '#333333',
  bridge: '#000000',
  ground: {
    residential: '#fbfaf6',
    commercial: '#fdeee2',
    mixed: '#fbefea',
    industrial: '#eeeef4',
    public: '#fbf6db',
    recreational: '#e4f6dc',
    agricultural: '#f4f7e2',
    'water-body': '#c4e5fb',
    transport: '#efefef',
  },
  accent: '#b0006d',
  accentHalo: '#ffffff',
  measure: '#5a007a',
  text: {
    place: '#000000',
    ward: '#3d0054',
    street: '#000000',
    plot: '#1f1f1f',
    house: '#000000',
    water: '#00304f',
    park: '#0c3b0c',
  },
  landmark: {
    travel: '#003a75',
    health: '#8a0015',
    learning: '#4d3700',
    office: '#1d2b36',
    trade: '#6b2c00',
    worship: '#4a0f5f',
    heritage: '#46291a',
    water: '#003f52',
  },
  sign: '#ffffff',
  halo: '#ffffff',
  hatch: '#000000',
}

export const PALETTES: Record<ThemeName, Palette> = { light, dark, contrast }

/** Fill patterns that say by shape what a colour says by hue. `plain` is no pattern. */
export type PatternName = 'plain' | 'slash' | 'backslash' | 'cross' | 'dots' | 'level' | 'upright' | 'rings' | 'sparse'

/** A data value's look: one colour for all themes (opacity differs by theme) and a pattern. */
export type DataLook = { colour: string; pattern: PatternName }

const YELLOW = '#eedd88'
const ORANGE = '#ee8866'
const PINK = '#ffaabb'
const BLUE = '#77aadd'
const OLIVE = '#aaaa00'
const MINT = '#44bb99'
const PEAR = '#bbcc33'
const CYAN = '#99ddff'
const GREY = '#c9c9c9'

export const LAND_USE_LOOK: Record<LandUseCode, DataLook> = {
  residential: { colour: YELLOW, pattern: 'plain' },
  commercial: { colour: ORANGE, pattern: 'slash' },
  mixed: { colour: PINK, pattern: 'backslash' },
  industrial: { colour: BLUE, pattern: 'cross' },
  public: { colour: OLIVE, pattern: 'dots' },
  recreational: { colour: MINT, pattern: 'rings' },
  agricultural: { colour: PEAR, pattern: 'level' },
  'water-body': { colour: CYAN, pattern: 'sparse' },
  transport: { colour: GREY, pattern: 'upright' },
}

/** Looks by number, for values that come as a list: levels, grades, uses of buildings and floors. */
export const SERIES: readonly DataLook[] = [
  { colour: YELLOW, pattern: 'plain' },
  { colour: BLUE, pattern: 'slash' },
  { colour: ORANGE, pattern: 'dots' },
  { colour: MINT, pattern: 'backslash' },
  { colour: PINK, pattern: 'cross' },
  { colour: OLIVE, pattern: 'level' },
  { colour: CYAN, pattern: 'rings' },
  { colour: PEAR, pattern: 'upright' },
  { colour: GREY, pattern: 'sparse' },
]

/** From few to many in one hue, light to deep; lightness alone orders it, so it reads in grey too. */
export const RAMP: readonly string[] = ['#f3e4b8', '#e6b877', '#cf8248', '#a3532f', '#6d2c22']

/** What is written on a data colour, the same in every theme as they are. */
export const INK_ON_DATA = '#14181a'

/** How strongly data colours cover the ground in each theme. */
export const DATA_OPACITY: Record<ThemeName, number> = { light: 0.62, dark: 0.44, contrast: 0.85 }
