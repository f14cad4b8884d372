import type { SettledHouse } from './cast.ts'
import { landmarkNames } from './landmark-names.ts'
import { municipality, organisation, stateGovernment } from './organisations.ts'
import { endRoles, enterRole } from './ownership.ts'
import { centroidOf, insidePointOf, type Point, type Polygon } from './plane.ts'
import { type Random, randomFrom } from './random.ts'
import type { CellSite, Settled } from './settle.ts'
import type {
  BuildingUse,
  DistrictKind,
  Landmark,
  Names,
  Organisation,
  Property,
  PropertyKind,
  UnitUse,
} from './types.ts'

type Kind = Landmark['kind']
type Owner = 'trust' | 'municipality' | 'state' | 'private'

/** How an ordinary house is turned into a landmark, and how many a cell of each kind of district has on average. */
type Manner = {
  kind: Kind
  use: BuildingUse
  unitUse: UnitUse
  property: PropertyKind
  owner: Owner
  exemption: Property['exemption']
  leastSqm: number
  perCell: Partial<Record<DistrictKind, number>>
  /** No more than so many in a town of 25,000 parcels. */
  most?: number
  onMainRoad?: boolean
}

const worship = (kind: Kind, leastSqm: number, perCell: Manner['perCell'], most?: number): Manner => ({
  kind,
  use: 'religious',
  unitUse: 'worship',
  property: 'religious',
  owner: 'trust',
  exemption: 'worship',
  leastSqm,
  perCell,
  most,
})
const office = (kind: Kind, owner: Owner, perCell: Manner['perCell'], more: Partial<Manner> = {}): Manner => ({
  kind,
  use: 'government',
  unitUse: 'government',
  property: 'government',
  owner,
  exemption: 'government',
  leastSqm: 100,
  perCell,
  ...more,
})
const rented = (kind: Kind, use: BuildingUse, unitUse: UnitUse, perCell: Manner['perCell'], most?: number): Manner => ({
  kind,
  use,
  unitUse,
  property: use === 'commercial' ? 'commercial' : 'institutional',
  owner: 'private',
  exemption: null,
  leastSqm: 110,
  perCell,
  most,
})

const MANNERS: readonly Manner[] = [
  worship('temple', 55, { 'old-town': 1.6, 'old-grid': 0.6, colony: 0.45, 'new-layout': 0.35, market: 0.6 }),
  worship('mosque', 60, { 'old-town': 0.6, 'old-grid': 0.1 }, 6),
  worship('gurudwara', 110, { 'old-grid': 0.1, colony: 0.1 }, 2),
  worship('church', 120, { 'old-grid': 0.08, colony: 0.06 }, 2),
  rented('school', 'institutional', 'school', { 'old-town': 0.4, 'old-grid': 0.35, colony: 0.3, 'new-layout': 0.3 }),
  rented('clinic', 'institutional', 'hospital', { 'old-town': 0.3, 'old-grid': 0.15, colony: 0.12 }, 9),
  rented('bank', 'commercial', 'office', { market: 1, 'old-grid': 0.15, colony: 0.08 }, 9),
  office('post-office', 'state', { market: 0.5, 'old-grid': 0.1, colony: 0.06 }, { most: 4 }),
  office('police', 'state', { 'old-town': 0.12, 'old-grid': 0.08, colony: 0.05, 'new-layout': 0.1 }, { most: 4 }),
  office('fire-station', 'municipality', { 'old-grid': 0.3, colony: 0.2 }, { most: 1, onMainRoad: true }),
  office('bus-stand', 'municipality', { market: 2, 'old-grid': 0.1 }, { most: 1, leastSqm: 90 }),
  office('community-hall', 'municipality', { 'old-grid': 0.12, colony: 0.15, 'new-layout': 0.15 }),
  {
    ...rented('petrol-pump', 'commercial', 'shop', { colony: 0.25, 'new-layout': 0.25, 'open-layout': 0.25 }, 6),
    onMainRoad: true,
  },
]

type Wish = { manner: Manner; fromPlot: number }

/** Turns suitable houses into schools, places of worship, offices …; answers true when the plot became one. */
export const landmarkingOf = (seed: number, parcels: number) => {
  const made = new Map<Kind, number>()
  const wishes = new Map<number, Wish[]>()
  const plots = new Map<number, number>()
  const allowed = ({ kind, most }: Manner) =>
    most === undefined || (made.get(kind) ?? 0) < Math.max(1, Math.round((most * parcels) / 25_000))
  return (site: CellSite, settled: Settled): boolean => {
    const { cell } = site
    if (!wishes.has(cell.index)) wishes.set(cell.index, wishesOf(seed, site))
    const seen = (plots.get(cell.index) ?? 0) + 1
    plots.set(cell.index, seen)
    const waiting = wishes.get(cell.index)!
    const at = waiting.findIndex(
      ({ manner, fromPlot }) => seen >= fromPlot && allowed(manner) && suits(site, settled, manner),
    )
    if (at < 0) return false
    const [{ manner }] = waiting.splice(at, 1) as [Wish]
    const turn = (made.get(manner.kind) ?? 0) + seed
    made.set(manner.kind, (made.get(manner.kind) ?? 0) + 1)
    turnInto(site, settled as SettledHouse, manner, landmarkNames(manner.kind, site.locality.names, site.town, turn))
    return true
  }
}

/** What a cell will have, and after how many plots each is looked for, from a stream of its own. */
const wishesOf = (seed: number, { cell }: CellSite): Wish[] => {
  const random = randomFrom(seed, 'landmarks', cell.index)
  const expected = cell.areaSqm / (cell.kind === 'old-town' ? 130 : 320)
  return MANNERS.flatMap((manner) =>
    Array.from({ length: countFor(random, manner.perCell[cell.kind] ?? 0) }, () => ({
      manner,
      fromPlot: Math.floor(random.between(0.05, 0.8) * expected),
    })),
  )
}

const countFor = (random: Random, average: number): number => Math.floor(average) + (random.chance(average % 1) ? 1 : 0)

const suits = (site: CellSite, { parcel, building, property, house, front }: Settled, manner: Manner): boolean => {
  if (!parcel || !building || !property || !house || building.names !== null) return false
  if (parcel.areaSqm < manner.leastSqm || parcel.areaSqm > 900) return false
  const side = front && site.plan.sides[front.side]
  if (manner.onMainRoad && !(side && side.kind === 'road' && side.widthM >= 15)) return false
  // A mortgaged house is nobody's temple.
  return !site.books.chunk.restrictions.some(
    (each) => each.subjectKind === 'property' && each.subjectKey === property.key,
  )
}

const turnInto = (site: CellSite, { building, property }: SettledHouse, manner: Manner, names: Names): void => {
  const { books } = site
  building.names = names
  building.use = manner.use
  property.kind = manner.property
  property.exemption = manner.exemption
  property.address.building = names
  for (const unit of books.chunk.units) if (unit.buildingKey === building.key) unit.use = manner.unitUse
  const owner = ownerOf(site, manner.owner, names)
  if (owner) {
    endRoles(site, property, site.todayDay - 9000)
    const fromDay = site.todayDay - 9000
    enterRole(site, property, { kind: 'organisation', key: owner.key }, 'owner', { share: WHOLE, fromDay })
  }
  books.chunk.landmarks.push({
    key: books.key('landmarks'),
    kind: manner.kind,
    names,
    point: property.place.point!,
    rings: null,
  })
}

const WHOLE = { numerator: 1, denominator: 1 }

const ownerOf = (site: CellSite, owner: Owner, names: Names): Organisation | null => {
  if (owner === 'municipality') return municipality(site)
  if (owner === 'state') return stateGovernment(site)
  if (owner === 'private') return null
  const at = site.locality.names
  return organisation(site.books, 'religious', {
    en: `${names.en} Trust, ${at.en}`,
    hi: `${names.hi} ट्रस्ट, ${at.hi}`,
    mr: `${names.mr} ट्रस्ट, ${at.mr}`,
  })
}

const WELLS: Partial<Record<DistrictKind, number>> = { 'old-town': 0.75, abadi: 1, village: 1 }

/** The well where lanes meet, in old quarters and villages. */
export const enterWell = (site: CellSite): void => {
  const { cell } = site
  const random = randomFrom(site.seed, 'well', cell.index)
  if (!random.chance(WELLS[cell.kind] ?? 0)) return
  const block = cell.blocks[Math.floor(cell.blocks.length * 0.4)]
  if (!block) return
  const corner = block.outline.points[0] ?? insidePointOf(block.outline.points)
  enterPoint(site, 'well', corner)
}

/** A tank on pillars in the corner of every third garden. */
export const enterWaterTank = (site: CellSite, land: Polygon): void => {
  if (!randomFrom(site.seed, 'water tank', site.cell.index).chance(0.34)) return
  const [corner, middle] = [land.points[0]!, centroidOf(land.points)]
  enterPoint(site, 'water-tank', {
    x: corner.x + (middle.x - corner.x) * 0.3,
    y: corner.y + (middle.y - corner.y) * 0.3,
  })
}

const enterPoint = (site: CellSite, kind: Kind, place: Point): void => {
  const { books, locality, town } = site
  books.chunk.landmarks.push({
    key: books.key('landmarks'),
    kind,
    names: landmarkNames(kind, locality.names, town, 0),
    point: site.projection.toLonLat(place),
    rings: null,
  })
}
