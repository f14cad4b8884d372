import { dateOf } from './dates.ts'
import { nodeTogether } from './noding.ts'
import { areaOf, type Polygon } from './plane.ts'
import { cutInto } from './plots.ts'
import { type CellSite, settlePlot } from './settle.ts'
import { retiredParcel } from './tower.ts'

/** Part of the greater plots that were once split between heirs or buyers. */
const SPLIT = 0.006

/** Splits a plot in two with its lineage, and settles both parts. False when the plot stays whole. */
export const settleSplit = (site: CellSite, plot: Polygon): boolean => {
  const { books, random, cell, todayDay } = site
  if ((cell.kind !== 'old-grid' && cell.kind !== 'colony') || areaOf(plot.points) < 105 || !random.chance(SPLIT))
    return false
  const parts = cutInto(plot, 2, random, 0)
  if (parts.length < 2) return false
  nodeTogether([plot, ...parts], 30)
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
  return true
}
