import { localities, wardLines, wardNames, wards } from './boundaries.ts'
import { bridges } from './bridges.ts'
import { buildings } from './buildings.ts'
import { grievances } from './grievances.ts'
import { houseNumbers } from './house-numbers.ts'
import { parks, railways, trees, water } from './land-features.ts'
import { landNames, waterLines } from './land-names.ts'
import { landmarks } from './landmarks.ts'
import { landuse } from './landuse.ts'
import type { TileLayer } from './layer.ts'
import { parcels } from './parcels.ts'
import { quality } from './quality.ts'
import { roads } from './roads.ts'
import { wasteBeats } from './waste.ts'
import { waterConnections, waterPipes } from './water.ts'

export type { LayerField, LayerLegend, LegendValue, TileLayer } from './layer.ts'

/** The one register of map layers, in the order they lie on the ground. A layer that is not here has no tiles. */
export const tileLayers: readonly TileLayer[] = [
  landuse,
  water,
  parks,
  railways,
  roads,
  bridges,
  trees,
  parcels,
  buildings,
  wards,
  wardLines,
  houseNumbers,
  waterLines,
  landNames,
  landmarks,
  localities,
  wardNames,
  wasteBeats,
  waterPipes,
  waterConnections,
  grievances,
  quality,
]

/** Several layers in one tile, under one address. */
export const layerGroups: Readonly<Record<string, readonly string[]>> = {
  base: [
    'landuse',
    'water',
    'parks',
    'railways',
    'roads',
    'bridges',
    'trees',
    'water-lines',
    'land-names',
    'landmarks',
  ],
  boundaries: ['ward-lines', 'localities', 'ward-names'],
}
