import { addressOf, houseNumberOf, LANDMARKS } from './addresses.ts'
import type { Books } from './books.ts'
import { buildHouse, type House } from './buildings.ts'
import { dateOf, dayIn } from './dates.ts'
import { enterOwners } from './ownership.ts'
import { areaOf, insidePointOf, type Point, type Polygon } from './plane.ts'
import { type Front, frontOf } from './plots.ts'
import type { Projection } from './projection.ts'
import type { Random } from './random.ts'
import type { Cell, Side, TownPlan } from './town-plan.ts'
import type {
  Building,
  DistrictKind,
  LandUseCode,
  Locality,
  Names,
  Parcel,
  ParcelLevel,
  Person,
  PlaceGrade,
  Placement,
  Property,
  PropertyKind,
  Road,
  Role,
  Share,
  Unit,
} from './types.ts'

/** What every writer of rows needs to know about the town. */
export type TownSite = {
  seed: number
  todayDay: number
  thisYear: number
  town: Names
  plan: TownPlan
  projection: Projection
  books: Books
  roadOf: (side: number) => Road | null
}

/** A cell while its rows are written: its locality, where it falls, and its running numbers. */
export type CellSite = TownSite & {
  cell: Cell
  locality: Locality
  placement: Placement
  random: Random
  series: number
  /** Every tax ward of the town. */
  taxWardKeys: readonly number[]
  /** Running house and plot numbers. */
  next: { house: number; plot: number }
}

export const LEVEL_OF: Record<DistrictKind, ParcelLevel> = {
  'old-town': 'nazul-plot',
  market: 'nazul-plot',
  'old-grid': 'municipal-plot',
  colony: 'municipal-plot',
  'new-layout': 'layout-plot',
  'open-layout': 'layout-plot',
  industrial: 'layout-plot',
  institutional: 'nazul-plot',
  'railway-colony': 'nazul-plot',
  slum: 'occupied-site',
  abadi: 'occupied-site',
  village: 'occupied-site',
  park: 'municipal-plot',
  farmland: 'revenue-khasra',
  river: 'revenue-khasra',
}

/** Part of the plots that no map shows: their properties stand on a point, or on a street only. */
export const UNMAPPED: Record<DistrictKind, number> = {
  'old-town': 0.17,
  market: 0.05,
  'old-grid': 0.08,
  colony: 0.08,
  'new-layout': 0.06,
  'open-layout': 0.3,
  industrial: 0.02,
  institutional: 0,
  'railway-colony': 0,
  slum: 0.45,
  abadi: 0.4,
  village: 0.34,
  park: 0,
  farmland: 0,
  river: 0,
}

const LAND_USE: Record<DistrictKind, LandUseCode> = {
  'old-town': 'mixed',
  market: 'commercial',
  'old-grid': 'residential',
  colony: 'residential',
  'new-layout': 'residential',
  'open-layout': 'residential',
  industrial: 'industrial',
  institutional: 'public',
  'railway-colony': 'public',
  slum: 'residential',
  abadi: 'residential',
  village: 'residential',
  park: 'recreational',
  farmland: 'agricultural',
  river: 'water-body',
}
export const landUseOf = (district: DistrictKind): LandUseCode => LAND_USE[district]

const round2 = (value: number) => Math.round(value * 100) / 100

/** A plot's own parcel row, live, on the level that its district goes by. */
export const enterParcel = (
  site: CellSite,
  points: readonly Point[],
  wish: { front?: Front | null; state: Parcel['state']; level?: ParcelLevel; number?: string; validFromDay?: number },
): Parcel => {
  const { books, cell, random, todayDay } = site
  const areaSqm = round2(areaOf(points))
  const old =
    cell.kind === 'old-town' ||
    cell.kind === 'slum' ||
    cell.kind === 'abadi' ||
    cell.kind === 'village' ||
    cell.kind === 'farmland'
  const surveyClass = random.chance(0.5)
    ? 'drone'
    : old
      ? random.pick(['chain', 'sketch', 'drone'] as const)
      : random.pick(['total-station', 'gnss', 'satellite', 'chain'] as const)
  const surveyed = todayDay - random.whole(90, 1600)
  const level = wish.level ?? LEVEL_OF[cell.kind]
  const key = books.key('parcels')
  const spread = surveyClass === 'chain' || surveyClass === 'sketch' ? 0.018 : 0.004
  const parcel: Parcel = {
    key,
    level,
    number: wish.number ?? `${site.locality.code}/${++site.next.plot}`,
    ulpin: random.chance(0.55) ? ulpinOf(random) : null,
    rings: [site.projection.toRing(points)],
    areaSqm,
    legalAreaSqm: random.chance(0.86) ? Math.round(areaSqm * (1 + random.bell(0, spread)) * 10) / 10 : null,
    surveyClass,
    surveyedOn: dateOf(surveyed),
    landUse: LAND_USE[cell.kind],
    state: wish.state,
    district: cell.kind,
    placement: site.placement,
    localityKey: site.locality.key,
    roadKey: wish.front ? (site.roadOf(wish.front.side)?.key ?? null) : null,
    frontageM: wish.front ? round2(wish.front.frontageM) : null,
    validFrom: dateOf(wish.validFromDay ?? todayDay - random.whole(1700, 9000)),
    validTo: null,
    recordedOn: dateOf(surveyed + 30),
  }
  if (parcel.legalAreaSqm !== null && parcel.legalAreaSqm <= 0) parcel.legalAreaSqm = areaSqm
  books.chunk.parcels.push(parcel)
  books.liveParcels++
  return parcel
}

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** Fourteen characters in the shape of a ULPIN, without meaning: the sample mints none. */
const ulpinOf = (random: Random) => {
  let text = 'KP'
  for (let index = 0; index < 12; index++) text += ALPHABET[Math.floor(random.next() * 34)]
  return text
}

export const enterBuilding = (site: CellSite, house: House, names: Names | null = null): Building => {
  const building: Building = {
    key: site.books.key('buildings'),
    names,
    rings: [site.projection.toRing(house.points)],
    footprintSqm: round2(house.footprintSqm),
    floorsAboveGround: house.floors,
    floorsBelowGround: 0,
    heightM: house.heightM,
    use: house.use,
    construction: house.construction,
    builtYear: house.builtYear,
  }
  site.books.chunk.buildings.push(building)
  return building
}

export const enterUnit = (site: TownSite, unit: Omit<Unit, 'key'>): Unit => {
  const entered: Unit = { key: site.books.key('units'), ...unit, areaSqm: Math.max(2, round2(unit.areaSqm)) }
  site.books.chunk.units.push(entered)
  return entered
}

/** One unit per floor, or shops below and a dwelling above. */
export const enterFloors = (site: CellSite, house: House, building: Building, propertyKey: number | null): void => {
  const { random } = site
  const inside = house.footprintSqm * 0.94
  for (let floor = 0; floor < house.floors; floor++) {
    const shops = floor === 0 && house.shopBelow ? Math.min(3, Math.max(1, Math.floor(house.footprintSqm / 32))) : 0
    const use =
      house.use === 'industrial'
        ? 'factory'
        : house.use === 'commercial'
          ? floor === 0
            ? 'shop'
            : 'office'
          : shops > 0
            ? 'shop'
            : 'residential'
    const count = Math.max(1, shops)
    for (let ordinal = 0; ordinal < count; ordinal++) {
      enterUnit(site, {
        buildingKey: building.key,
        propertyKey,
        wing: null,
        floor,
        number: `${floor === 0 ? 'G' : floor}${count > 1 ? `-${ordinal + 1}` : ''}`,
        use,
        areaSqm: inside / count,
        construction: house.construction,
        occupancy: random.chance(0.74) ? 'self' : random.chance(0.75) ? 'tenanted' : 'vacant',
        builtYear: Math.min(
          site.thisYear,
          house.builtYear + (floor > 0 && random.chance(0.3) ? random.whole(2, 15) : 0),
        ),
        unauthorised: false,
        landShare: null,
      })
    }
  }
}

export type PropertyWish = {
  kind: PropertyKind
  grade: PlaceGrade
  point: Point | null
  front: Front | null
  areaSqm: number
  houseNumber?: string
  building?: Names | null
  wing?: string
  floor?: number
  unitNumber?: string
  exemption?: Property['exemption']
  sinceDay?: number
  placement?: Placement
}

/** A property with its address and place; links and owners are the caller's. */
export const enterProperty = (site: CellSite, wish: PropertyWish): Property => {
  const { books, random, cell, locality } = site
  const key = books.key('properties')
  const since = wish.sinceDay ?? site.todayDay - random.whole(400, 11_000)
  const road = wish.front ? site.roadOf(wish.front.side) : null
  const houseNumber = wish.houseNumber ?? houseNumberOf(cell.kind, random, site.series, ++site.next.house)
  const source =
    wish.grade === 'site'
      ? 'patta-register'
      : wish.grade === 'street'
        ? 'tax-register'
        : wish.grade === 'point'
          ? 'field-visit'
          : random.chance(0.5)
            ? 'drone-map'
            : 'survey'
  const property: Property = {
    key,
    serial: key,
    kind: wish.kind,
    place: {
      grade: wish.grade,
      source,
      on: dateOf(site.todayDay - random.whole(60, 1500)),
      point: wish.point ? site.projection.toLonLat(wish.point) : null,
    },
    address: addressOf({
      houseNumber,
      building: wish.building ?? null,
      road,
      locality,
      landmark: random.chance(0.12) ? random.pick(LANDMARKS) : null,
      town: site.town,
    }),
    wing: wish.wing ?? null,
    floor: wish.floor ?? null,
    unitNumber: wish.unitNumber ?? null,
    placement: wish.placement ?? site.placement,
    assessedAreaSqm: round2(wish.areaSqm),
    assessedSince: dateOf(since),
    exemption: wish.exemption ?? null,
    validFrom: dateOf(since),
    validTo: null,
  }
  books.chunk.properties.push(property)
  return property
}

const KIND_OF = {
  residential: 'residential',
  commercial: 'commercial',
  mixed: 'mixed',
  industrial: 'industrial',
  institutional: 'institutional',
  religious: 'religious',
  government: 'government',
} as const

export type Settled = {
  owners: Person[]
  ownerRoles: Role[]
  front: Front | null

  parcel: Parcel | null
  building: Building | null
  property: Property | null
  house: House | null
  point: Point
}

/** Everything that an ordinary plot carries: its parcel (unless no map shows it), house, floors, property, owners, old numbers. */
export type PlotWish = {
  mapped?: boolean
  parcel?: Parcel
  /** The house is let go unnoticed: no property stands on it. */
  unassessed?: boolean
  /** Nobody is named as owner. */
  ownerless?: boolean
  /** One property number serves this plot too. */
  joinTo?: Property
}

export const settlePlot = (site: CellSite, plot: Polygon, wish: PlotWish = {}): Settled => {
  const { books, cell, random, plan } = site
  const front = frontOf(plan.sides, plot)
  const onMain = front ? isMain(plan.sides[front.side]!) : false
  const house = buildHouse(plot, front, cell.kind, onMain, site.thisYear, random)
  const mapped = wish.mapped ?? !random.chance(UNMAPPED[cell.kind] * needOfUnmapped(books))
  if (!mapped) books.unmapped++
  const point = insidePointOf(house ? house.points : plot.points)
  const parcel = mapped
    ? (wish.parcel ?? enterParcel(site, plot.points, { front, state: house ? 'built' : 'vacant' }))
    : null
  const building = house && (mapped || random.chance(0.8)) ? enterBuilding(site, house) : null
  const property = wish.unassessed
    ? null
    : (wish.joinTo ?? enterPlotProperty(site, plot, { parcel, house, front, point }))
  const links = books.chunk
  const share = wish.joinTo ? null : WHOLE
  if (parcel && property) links.propertyParcels.push({ propertyKey: property.key, parcelKey: parcel.key, share })
  if (building && house) {
    if (parcel) links.buildingParcels.push({ buildingKey: building.key, parcelKey: parcel.key, share: WHOLE })
    if (property) links.buildingProperties.push({ buildingKey: building.key, propertyKey: property.key, share })
    enterFloors(site, house, building, property?.key ?? null)
  }
  const before = books.chunk.roles.length
  const owners = property && !wish.joinTo && !wish.ownerless ? enterOwners(site, property) : []
  const ownerRoles = books.chunk.roles.slice(before, before + owners.length)
  return { parcel, building, property, house, point, owners, ownerRoles, front }
}

/** Of all properties 12 in 100 have no polygon: more when the town lacks some, fewer when it has too many. */
const needOfUnmapped = (books: Books) => (books.unmapped < books.counts.properties * 0.12 ? 1.4 : 0.6)

const WHOLE: Share = { numerator: 1, denominator: 1 }

const enterPlotProperty = (
  site: CellSite,
  plot: Polygon,
  found: { parcel: Parcel | null; house: House | null; front: Front | null; point: Point },
): Property => {
  const { cell, random, todayDay } = site
  const { parcel, house, front, point } = found
  const crowded = cell.kind === 'slum' || cell.kind === 'abadi' || cell.kind === 'village'
  const grade: PlaceGrade = parcel ? (crowded ? 'site' : 'parcel') : crowded || random.chance(0.68) ? 'point' : 'street'
  const sinceDay = house ? Math.min(todayDay - 30, dayIn(house.builtYear, random.next()) + 200) : undefined
  const areaSqm = house ? house.footprintSqm * house.floors : areaOf(plot.points)
  return enterProperty(site, {
    kind: house ? KIND_OF[house.use] : 'open-land',
    grade,
    point: grade === 'street' ? null : point,
    front,
    areaSqm,
    sinceDay,
  })
}

const isMain = (side: Side) =>
  side.kind === 'road' &&
  (side.main === 'spine' ||
    side.main === 'bazaar' ||
    side.main === 'old-ring' ||
    side.class === 'arterial' ||
    (side.main === 'radial' && side.class === 'collector'))
