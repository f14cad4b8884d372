import type { StyleSpecification } from 'maplibre-gl'
import { buildStyle } from '../../../tiles/src/style.ts'
import type { CityMapProps } from './map-types.ts'

/** The part of the map's properties that decides its style. */
export type StyleProps = Pick<
  CityMapProps,
  'town' | 'language' | 'theme' | 'layersOn' | 'filter' | 'overlays' | 'photo'
>

/** Tiles come from the page's own origin; MapLibre's worker wants the address whole. */
export const styleOf = (props: StyleProps): StyleSpecification => buildStyle({ ...props, tileBase: location.origin })
