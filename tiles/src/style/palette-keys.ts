import type { LandmarkFamily } from '../../layers/landmark-classes.ts'
import { type DataLook, LAND_USE_LOOK, type LandUseCode, PALETTES, SERIES, type ThemeName } from './palette.ts'
import { ROAD_LOOKS } from './road-classes.ts'

/**
 * Colour and pattern of a key that the register of layers uses (`use.residential`, `series.2`, `road.lane`, `water.river`,
 * `park.garden`, `landmark.health`, `railway`, `tree`, `ward`, `place`, `parcel`, `building`); null for a key nobody drew yet.
 */
export function lookOfKey(key: string, theme: ThemeName): DataLook | null {
  const palette = PALETTES[theme]
  const [family, name = ''] = key.split('.')
  const plain = (colour: string): DataLook => ({ colour, pattern: 'plain' })
  switch (family) {
    case 'use':
      return LAND_USE_LOOK[name as LandUseCode] ?? null
    case 'series':
      return SERIES[Number(name) - 1] ?? null
    case 'road': {
      const look = ROAD_LOOKS.find((each) => each.class === name)
      return look ? plain(look.colours(palette).fill) : null
    }
    case 'water':
      return plain(palette.water)
    case 'park':
      return plain(palette.park)
    case 'landmark': {
      const colour = palette.landmark[name as LandmarkFamily]
      return colour ? plain(colour) : null
    }
    case 'railway':
      return plain(palette.railway)
    case 'tree':
      return plain(palette.tree)
    case 'ward':
      return plain(palette.wardLine)
    case 'place':
      return plain(palette.text.place)
    case 'parcel':
      return plain(palette.parcelLine)
    case 'building':
      return plain(palette.building)
    default:
      return null
  }
}
