import { dateOf } from './dates.ts'
import { nodeTogether } from './noding.ts'
import { areaOf, type Polygon } from './plane.ts'
import { cutInto } from './plots.ts'
import { type CellSite, settlePlot } from './settle.ts'
import { retiredParcel } from './tower.ts'

/** Part of the greater plots that were once split between heirs or buyers. */
const SPLIT = 0.006

/** Chooses plots to split and gives all plots of the block their new common corners; the parts by plot. */
export const withSplits = (site: CellSite, plots: Polygon[]) => {
  const splits = new Map<Polygon, Polygon[]>()
  if (site.cell.kind !== 'old-grid' && site.cell.kind !== 'colony') return { plots, splits }
  for (const plot of plots) {
    const isFirst = !site.books.cast.splitPlot && splits.size === 0 && site.next.plot > 12
    if (areaOf(plot.points) < 105 || !(isFirst || site.random.chance(SPLIT))) continue
    const parts = cutInto(plot, 2, site.random, 0)
    if (parts.length === 2) splits.set(plot, parts)
  }
  if (splits.size > 0) nodeTogether([...plots, ...[...splits.values()].flat()], 30)
  return { plots, splits }
}

/** Settles the parts of a plot that was split, with its lineage. */
export const settleSplit = (site: CellSite, plot: Polygon, parts: readonly Polygon[]): void => {
  const { books, random, todayDay } = site
  const day = todayDay - random.whole(400, 3600)
  const parent = retiredParcel(site, plot, day)
  const children = parts.map((part) => settlePlot(site, part, { mapped: true }))
  const childKeys = children.map((child) => {
    child.parcel!.validFrom = dateOf(day)
    child.parcel!.recordedOn = dateOf(day + 40)
    child.parcel!.number = `${parent.number}/${child.parcel!.key % 2 === 0 ? 'A' : 'B'}${child.parcel!.key}`
    return child.parcel!.key
  })
  books.chunk.lineage.push({
    key: books.key('lineage'),
    kind: 'split',
    parentKeys: [parent.key],
    childKeys,
    instrument: `SDO/SPLIT/${dateOf(day).slice(0, 4)}/${random.whole(10, 900)}`,
    on: dateOf(day),
    recordedOn: dateOf(day + 40),
  })
  if (!books.cast.splitPlot)
    books.inCast('splitPlot', 'A plot that was split: the first parcel is the parent', {
      parcels: [parent.key, ...childKeys],
    })
}
