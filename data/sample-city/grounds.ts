import { municipality } from './organisations.ts'
import { enterRole } from './ownership.ts'
import { areaOf, centroidOf, insidePointOf, isInside, type Point, type Polygon } from './plane.ts'
import { frontOf, landOf } from './plots.ts'
import { pondOf } from './ponds.ts'
import { type CellSite, enterParcel, enterProperty } from './settle.ts'
import type { Block } from './town-plan.ts'
import { strewTrees } from './trees.ts'
import type { Names, Park } from './types.ts'

const round2 = (value: number) => Math.round(value * 100) / 100

/** Turns a block into a public park, ground or garden of the municipality: parcel, exempt property, trees. */
export const layPark = (site: CellSite, land: Polygon, kind: Park['class'], names: Names) => {
  const { books, random, projection } = site
  const park: Park = {
    key: books.key('parks'),
    class: kind,
    rings: [projection.toRing(land.points)],
    names,
    areaSqm: round2(areaOf(land.points)),
  }
  books.chunk.parks.push(park)
  const front = frontOf(site.plan.sides, land)
  const parcel = enterParcel(site, land.points, { front, state: 'open', level: 'municipal-plot' })
  parcel.landUse = 'recreational'
  const property = enterProperty(site, {
    kind: 'government',
    grade: 'parcel',
    point: insidePointOf(land.points),
    front,
    areaSqm: 0,
    building: names,
    exemption: 'government',
  })
  books.chunk.propertyParcels.push({
    propertyKey: property.key,
    parcelKey: parcel.key,
    share: { numerator: 1, denominator: 1 },
  })
  enterRole(site, property, { kind: 'organisation', key: municipality(site).key }, 'owner', {
    share: { numerator: 1, denominator: 1 },
    fromDay: site.todayDay - 9000,
  })
  const pond = pondOf(site.seed, site.cell)
  const bare = kind === 'ground' ? inner(land.points, 0.72) : null
  strewTrees(
    site,
    random,
    land.points,
    park.areaSqm,
    kind === 'ground' ? 260 : 95,
    (x, y) =>
      (bare === null || !isInside(bare, x, y)) &&
      (pond === null || Math.hypot(x - pond.middle.x, y - pond.middle.y) > pond.radiusM),
  )
  return { park, parcel, property }
}

const inner = (points: readonly Point[], part: number): Point[] => {
  const middle = centroidOf(points)
  return points.map((point) => ({
    x: middle.x + (point.x - middle.x) * part,
    y: middle.y + (point.y - middle.y) * part,
  }))
}

export const gardenNames = (site: CellSite, kind: Park['class']): Names => {
  const word =
    kind === 'ground'
      ? ['Ground', 'मैदान', 'मैदान']
      : kind === 'garden'
        ? ['Garden', 'बगीचा', 'बाग']
        : ['Park', 'पार्क', 'उद्यान']
  const { names } = site.locality
  return { en: `${names.en} ${word[0]}`, hi: `${names.hi} ${word[1]}`, mr: `${names.mr} ${word[2]}` }
}

/** The town park with a pond in it; first of its kind is in the cast. */
export const settlePark = (site: CellSite): void => {
  const { cell } = site
  for (const block of cell.blocks) {
    const land = landOf(site.plan.sides, block)
    if (!land) continue
    const { parcel, property } = layPark(site, land, 'park', site.locality.names)
    if (cell.first)
      site.books.inCast('park', 'The town park, open land of the municipality', {
        parcels: [parcel.key],
        properties: [property.key],
        localities: [site.locality.key],
      })
  }
}

/** Chooses which block of a layout stays open, if any. */
export const parkBlockOf = (site: CellSite): Block | null => {
  const { cell, random } = site
  const chance =
    cell.kind === 'new-layout' || cell.kind === 'open-layout'
      ? 0.95
      : cell.kind === 'colony'
        ? 0.6
        : cell.kind === 'old-grid'
          ? 0.25
          : 0
  if (!random.chance(chance) || cell.blocks.length < 5) return null
  const fair = cell.blocks.filter((block) => {
    const area = areaOf(block.outline.points)
    return block.deadEnds.length === 0 && area > 1400 && area < 9000 && block !== cell.blocks[0]
  })
  return fair.length > 0 ? random.pick(fair) : null
}
