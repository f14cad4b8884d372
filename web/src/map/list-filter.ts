import { OVERLAYS } from '../../../tiles/src/style/overlays.ts'
import type { LayerLegend, LegendFilter } from './map-types.ts'

/** Which question of the list each legend's classes answer to. A legend that is not here colours ground that has no list. */
const QUESTIONS: Record<string, string> = {
  'parcel-use': 'plotUse',
  'parcel-level': 'plotLevel',
  'parcel-properties': 'plotProperties',
  'building-use': 'buildingUse',
  'building-floors': 'buildingFloors',
}

/**
 * The classes that legends keep, as the server's list is asked for them: `{ plotUse: 'residential', buildingFloors: '3-4,9-' }`.
 * A legend whose layer is off keeps nothing back on the map, and so not in the list.
 */
export function listFilter(filter: LegendFilter, layersOn: readonly string[]): Record<string, string> {
  const questions: Record<string, string> = {}
  for (const legend of OVERLAYS) {
    const question = QUESTIONS[legend.id]
    const kept = filter[legend.id]?.map(String)
    if (question && kept && layersOn.includes(legend.id)) questions[question] = wordsOf(legend, kept)
  }
  return questions
}

function wordsOf(legend: LayerLegend, kept: string[]): string {
  return legend.entries
    .filter((entry) => kept.includes(String(entry.value)))
    .map((entry) => ('from' in entry && entry.from !== undefined ? spanOf(entry.from, entry.to) : String(entry.value)))
    .join(',')
}

const spanOf = (from: number, to: number | undefined) =>
  to === undefined ? `${from}-` : from === to ? String(from) : `${from}-${to}`
