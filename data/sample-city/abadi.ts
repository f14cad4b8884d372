import { dissolve } from './coverage.ts'
import { nodeTogether } from './noding.ts'
import { stateGovernment } from './organisations.ts'
import { areaOf, centroidOf, insidePointOf, type Polygon } from './plane.ts'
import { cutInto, cutPlots, frontOf, PLOT_MANNERS } from './plots.ts'
import { type CellSite, enterParcel, settlePlot } from './settle.ts'
import type { CityBlock, Names, Parcel } from './types.ts'

/** Houses of the abadi in the cast. */
const ABADI_HOUSES = 300

/**
 * Crowded settlements where houses are known as occupied sites: all stand on one khasra (or one nazul plot), some sites are
 * mapped, others are points. The first abadi has 300 houses exactly.
 */
export function* settleSites(site: CellSite, full: number): Generator<CityBlock> {
  const { cell, books, random } = site
  const outer = dissolve(cell.blocks.map((block) => block.outline))[0]?.[0]
  const level = cell.kind === 'slum' ? 'nazul-plot' : 'revenue-khasra'
  const ground = outer ? enterGround(site, { points: outer, sides: outer.map(() => -1) }, level) : null
  const plots = cell.blocks.flatMap((block) => cutPlots(site.plan.sides, cell, block, PLOT_MANNERS[cell.kind]!, random))
  const houses = cell.kind === 'abadi' && cell.first ? exactly(plots, ABADI_HOUSES, site) : plots
  const keys: Keys = {
    parcels: ground ? [ground.key] : [],
    properties: [],
    buildings: [],
    persons: [],
    localities: [site.locality.key],
    organisations: [],
  }
  for (const plot of houses) {
    const { parcel, property, building } = settlePlot(site, plot)
    if (parcel) {
      keys.parcels.push(parcel.key)
      if (ground) books.chunk.levelLinks.push({ upperKey: parcel.key, lowerKey: ground.key, share: null })
    }
    if (property) keys.properties.push(property.key)
    if (building) keys.buildings.push(building.key)
    if (books.chunk.parcels.length >= full) yield { part: 'chunk', ...books.take() }
  }
  if (cell.kind === 'slum') standpost(site)
  remember(site, keys)
}

type Keys = {
  parcels: number[]
  properties: number[]
  buildings: number[]
  persons: number[]
  localities: number[]
  organisations: number[]
}

const remember = (site: CellSite, keys: Keys) => {
  const { cell, books } = site
  if (!cell.first) return
  if (cell.kind === 'abadi')
    books.inCast('abadi', `An abadi of ${ABADI_HOUSES} houses on one khasra: the first parcel is the khasra`, keys)
  if (cell.kind === 'village') books.inCast('joinedVillage', 'The village that joined the town three years ago', keys)
  if (cell.kind === 'slum')
    books.inCast('slum', 'A notified slum: patta holders as lessees of the State, and a standpost', {
      ...keys,
      organisations: [stateGovernment(site).key],
    })
}

/** The land below all the houses, lanes and all. */
const enterGround = (site: CellSite, outline: Polygon, level: Parcel['level']): Parcel => {
  const parcel = enterParcel(site, outline.points, {
    front: frontOf(site.plan.sides, outline),
    state: 'built',
    level,
    number: `${site.locality.code}-${level === 'nazul-plot' ? 'N' : 'A'}1`,
  })
  parcel.surveyClass = 'chain'
  return parcel
}

/** Chooses or cuts plots so that there are just as many as wished; what is left over stays common ground. */
const exactly = (plots: Polygon[], count: number, site: CellSite): Polygon[] => {
  const houses = [...plots]
  while (houses.length < count) {
    houses.sort((a, b) => areaOf(b.points) - areaOf(a.points))
    const parts = cutInto(houses.shift()!, 2, site.random, 0.1)
    houses.push(...parts)
    if (parts.length < 2) break
  }
  nodeTogether(houses, 30)
  while (houses.length > count) houses.splice(site.random.whole(0, houses.length - 1), 1)
  return houses
}

const STANDPOST: Names = { en: 'Public standpost', hi: 'सार्वजनिक नल', mr: 'सार्वजनिक नळ' }
/** A public tap where lanes meet. */
const standpost = (site: CellSite) => {
  const { cell, books } = site
  const block = cell.blocks[Math.floor(cell.blocks.length / 2)]
  if (!block) return
  const corner = block.outline.points[0] ?? insidePointOf(block.outline.points)
  const middle = centroidOf(block.outline.points)
  const point = { x: corner.x + (middle.x - corner.x) * 0.05, y: corner.y + (middle.y - corner.y) * 0.05 }
  books.chunk.landmarks.push({
    key: books.key('landmarks'),
    kind: 'standpost',
    names: STANDPOST,
    point: site.projection.toLonLat(point),
    rings: null,
  })
}
