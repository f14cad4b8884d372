import { lazy } from 'react'

/**
 * The door of the map. It weighs next to nothing: MapLibre, deck.gl and the panels come when they are first drawn,
 * so put each inside a `<Suspense>`.
 */

/** The live map; ask `hasWebGl()` first and show the still picture otherwise. */
export const CityMap = lazy(async () => ({ default: (await import('./city-map.tsx')).CityMap }))
/** The list of layers with live legends. */
export const LayerPanel = lazy(async () => ({ default: (await import('./layer-panel.tsx')).LayerPanel }))
/** One layer's live legend. */
export const Legend = lazy(async () => ({ default: (await import('./legend.tsx')).Legend }))
/** Length and area of what is measured; the map must be in mode `measure`. */
export const MeasureTool = lazy(async () => ({ default: (await import('./measure-tool.tsx')).MeasureTool }))
/** A parcel's buildings in 3D, with the floors as a list. */
export const BuildingScene = lazy(async () => ({ default: (await import('./building-scene.tsx')).BuildingScene }))

/** Prints the map on one sheet. */
export const printMap = async (input: PrintInput): Promise<void> => (await import('./print.ts')).printMap(input)

export { boxOfView, placeInBox, viewOfBox } from './box.ts'
export type { BuildingSceneProps } from './building-scene.tsx'
export type { LayerPanelProps } from './layer-panel.tsx'
export type { LegendProps } from './legend.tsx'
export type {
  CityMapHandle,
  CityMapProps,
  Drawing,
  DrawWish,
  LayerLegend,
  LegendFilter,
  LonLat,
  MapMode,
  MapTown,
  MapView,
  Measurement,
  PickedFeature,
} from './map-types.ts'
export type { MeasureToolProps } from './measure-tool.tsx'
export { formatMapLink, type MapLink, parseMapLink } from './url-state.ts'
export { type MapScreen, useMapScreen } from './use-map-screen.ts'
export { USUAL_LAYERS } from './usual-layers.ts'
export { hasWebGl } from './web-gl.ts'

import type { PrintInput } from './print.ts'

export type { PrintInput }
