import { boundaryLegends } from './boundaries.ts'
import { groundLegends } from './ground.ts'
import { landmarkLegends } from './landmarks.ts'
import type { LayerLegend } from './layer-group.ts'
import { OVERLAYS } from './overlays.ts'
import { PALETTES, type ThemeName } from './palette.ts'
import { propertyLegends } from './property.ts'
import { streetLegends } from './streets.ts'

/** Legends of all layers in one theme, in the order a person reads them: what is asked for most comes first. */
export function legendsOf(theme: ThemeName): LayerLegend[] {
  const palette = PALETTES[theme]
  return [
    ...propertyLegends(palette),
    ...OVERLAYS,
    ...boundaryLegends(palette),
    ...landmarkLegends(palette),
    ...streetLegends(palette),
    ...groundLegends(palette),
  ]
}

/** Layers drawn before anyone has chosen. */
export const usualLayers = (): string[] => legendsOf('light').flatMap((legend) => (legend.usual ? [legend.id] : []))
