import { SERIES } from '../../../tiles/src/style/palette.ts'

/** Which colour of the series a floor's use takes; uses that belong together share one. */
const USE_SERIES: Record<string, number> = {
  residential: 0,
  school: 1,
  hospital: 1,
  institutional: 1,
  shop: 2,
  commercial: 2,
  mixed: 2,
  government: 3,
  worship: 4,
  religious: 4,
  godown: 5,
  workshop: 5,
  factory: 5,
  industrial: 5,
  office: 6,
  parking: 8,
}

/** Colour (`#rrggbb`) of a floor by its use; grey when none is recorded. */
export const colourOfUse = (use: string): string => SERIES[USE_SERIES[use] ?? 8]!.colour
