/** The map's colours for the pages: legends, charts and chips name a colour of the map only through this file. */
export { contrastRatio } from '../../../tiles/src/style/colour-sight.ts'
export { LAND_USE_LOOK, PALETTES, type Palette, RAMP, SERIES } from '../../../tiles/src/style/palette.ts'
