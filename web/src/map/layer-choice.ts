import type { LayerLegend, LegendFilter } from './map-types.ts'

/** Streets, water and parks are the paper itself. */
export const isAlwaysOn = (legend: LayerLegend): boolean => ['roads', 'railways', 'water', 'parks'].includes(legend.id)

/** Switches a layer; two that colour the same ground are never on together. */
export function switched(legends: readonly LayerLegend[], layersOn: readonly string[], legend: LayerLegend): string[] {
  if (layersOn.includes(legend.id)) return layersOn.filter((id) => id !== legend.id)
  const rivals = legends.filter((other) => legend.covers && other.covers === legend.covers).map((other) => other.id)
  return [...layersOn.filter((id) => !rivals.includes(id)), legend.id]
}

/** The first press keeps that class alone, further ones add and take away; keeping all or none lifts the filter. */
export function toggled(legend: LayerLegend, filter: LegendFilter, value: string): LegendFilter {
  const kept = filter[legend.id]?.map(String)
  if (!kept) return { ...filter, [legend.id]: [value] }
  const next = kept.includes(value) ? kept.filter((each) => each !== value) : [...kept, value]
  if (next.length === 0 || next.length === legend.entries.length) return without(filter, legend.id)
  return { ...filter, [legend.id]: next }
}

/** A filter that keeps all of a layer again. */
export const without = (filter: LegendFilter, id: string): LegendFilter =>
  Object.fromEntries(Object.entries(filter).filter(([key]) => key !== id))
