import { municipality, organisation, stateGovernment } from './organisations.ts'
import { enterRole } from './ownership.ts'
import { standBuildings } from './place-buildings.ts'
import { areaOf, extentAlong, insidePointOf, mainDirectionOf, type Point, type Polygon } from './plane.ts'
import { frontOf, landOf } from './plots.ts'
import { type CellSite, enterBuilding, enterParcel, enterProperty, enterUnit } from './settle.ts'
import { strewTrees } from './trees.ts'
import type {
  Building,
  BuildingUse,
  Landmark,
  Names,
  Organisation,
  Parcel,
  Placement,
  Property,
  UnitUse,
} from './types.ts'

type CampusKind = {
  names: Names
  landmark: Landmark['kind']
  use: UnitUse
  kind: 'education' | 'government'
  buildingUse: BuildingUse
}

const CAMPUSES: readonly CampusKind[] = [
  {
    names: { en: 'Government College', hi: 'शासकीय महाविद्यालय', mr: 'शासकीय महाविद्यालय' },
    landmark: 'college',
    use: 'school',
    kind: 'education',
    buildingUse: 'institutional',
  },
  {
    names: { en: 'District Hospital', hi: 'ज़िला चिकित्सालय'.normalize('NFC'), mr: 'जिल्हा रुग्णालय' },
    landmark: 'hospital',
    use: 'hospital',
    kind: 'government',
    buildingUse: 'government',
  },
  {
    names: { en: 'Collectorate', hi: 'कलेक्ट्रेट', mr: 'जिल्हाधिकारी कार्यालय' },
    landmark: 'town-hall',
    use: 'government',
    kind: 'government',
    buildingUse: 'government',
  },
  {
    names: { en: 'Kalpana Higher Secondary School', hi: 'कल्पना उच्चतर माध्यमिक शाला', mr: 'कल्पना उच्च माध्यमिक शाळा' },
    landmark: 'school',
    use: 'school',
    kind: 'education',
    buildingUse: 'institutional',
  },
]

const one = { numerator: 1, denominator: 1 }

/** One great parcel with several buildings on it, one exempt property for all. */
export const settleInstitution = (site: CellSite, ordinal: number): void => {
  const campus = CAMPUSES[ordinal % CAMPUSES.length]!
  for (const block of site.cell.blocks) {
    const land = landOf(site.plan.sides, block)
    if (!land) continue
    const names =
      ordinal < CAMPUSES.length ? campus.names : again(campus.names, Math.floor(ordinal / CAMPUSES.length) + 1)
    layCampus(site, land, { ...campus, names }, campus.kind === 'education' ? trust(site) : stateGovernment(site))
  }
}

const again = (names: Names, count: number): Names => ({
  en: `${names.en} ${count}`,
  hi: `${names.hi} ${count}`,
  mr: `${names.mr} ${count}`,
})
const trust = (site: CellSite) =>
  organisation(site.books, 'trust', { en: 'Kalpana Shiksha Samiti', hi: 'कल्पना शिक्षा समिति', mr: 'कल्पना शिक्षण समिती' })

export type Campus = { parcel: Parcel; buildings: Building[]; property: Property }

export const layCampus = (
  site: CellSite,
  land: Polygon,
  campus: CampusKind,
  owner: Organisation,
  placement?: Placement,
): Campus => {
  const { books, random } = site
  const bearing = mainDirectionOf(land.points)
  const size = Math.sqrt(areaOf(land.points))
  const reach = Math.min(70, size * 0.3)
  const wishes = [
    { shape: 'court' as const, w: reach, h: reach * 0.75 },
    { shape: 'ell' as const, w: reach * 0.8, h: reach * 0.6 },
    ...Array.from({ length: Math.min(9, Math.round(size / 22)) }, () => ({
      shape: random.pick(['bar', 'bar', 'ell'] as const),
      w: random.between(16, Math.max(18, reach * 0.7)),
      h: random.between(10, 16),
    })),
  ]
  const front = frontOf(site.plan.sides, land)
  const parcel = enterParcel(site, land.points, { front, state: 'built', level: 'nazul-plot' })
  if (placement) parcel.placement = placement
  const property = enterProperty(site, {
    kind: campus.kind === 'education' ? 'institutional' : 'government',
    grade: 'parcel',
    point: insidePointOf(land.points),
    front,
    areaSqm: 0,
    building: campus.names,
    houseNumber: '1',
    exemption: campus.kind,
    placement,
  })
  books.chunk.propertyParcels.push({ propertyKey: property.key, parcelKey: parcel.key, share: one })
  let built = 0
  const buildings = standBuildings(land, bearing, wishes, Math.max(5, size * 0.035), random).map(({ points }) => {
    const building = enterCampusBuilding(site, points, campus.buildingUse, campus.use, campus.names, property.key)
    books.chunk.buildingParcels.push({ buildingKey: building.key, parcelKey: parcel.key, share: one })
    books.chunk.buildingProperties.push({ buildingKey: building.key, propertyKey: property.key, share: one })
    built += building.footprintSqm * building.floorsAboveGround
    return building
  })
  property.assessedAreaSqm = Math.round(built * 100) / 100
  enterRole(site, property, { kind: 'organisation', key: owner.key }, 'owner', {
    share: one,
    fromDay: site.todayDay - 12_000,
  })
  books.chunk.landmarks.push({
    key: books.key('landmarks'),
    kind: campus.landmark,
    names: campus.names,
    point: site.projection.toLonLat(insidePointOf(land.points)),
    rings: null,
  })
  strewTrees(site, random, land.points, areaOf(land.points), 420, () => true)
  return { parcel, buildings, property }
}

export const enterCampusBuilding = (
  site: CellSite,
  points: Point[],
  use: BuildingUse,
  unitUse: UnitUse,
  names: Names | null,
  propertyKey: number | null,
): Building => {
  const { random } = site
  const floors = random.pick([1, 1, 2, 2, 3])
  const footprintSqm = areaOf(points)
  const construction = random.pick(['brick-slab', 'rcc', 'stone'] as const)
  const builtYear = random.whole(1925, 2012)
  const building = enterBuilding(
    site,
    {
      points,
      footprintSqm,
      floors,
      heightM: Math.round(floors * 37) / 10,
      use,
      construction,
      builtYear,
      shopBelow: false,
    },
    names,
  )
  for (let floor = 0; floor < floors; floor++) {
    enterUnit(site, {
      buildingKey: building.key,
      propertyKey,
      wing: null,
      floor,
      number: floor === 0 ? 'G' : String(floor),
      use: unitUse,
      areaSqm: footprintSqm * 0.95,
      construction,
      occupancy: 'self',
      builtYear,
      unauthorised: false,
      landShare: null,
    })
  }
  return building
}

/** Station yard and quarters of the railway: land in great pieces, many houses, all assessed and exempt. */
export const settleRailwayColony = (
  site: CellSite,
  cutHouses: (block: CellSite['cell']['blocks'][number]) => Polygon[],
  raise: (plot: Polygon) => Point[] | null,
): void => {
  const { books, random, cell } = site
  const owner = organisation(books, 'government', {
    en: 'Kalpana Central Railway',
    hi: 'कल्पना मध्य रेलवे',
    mr: 'कल्पना मध्य रेल्वे',
  })
  let station = cell.first
  const nearStation = [...cell.blocks].sort((a, b) => awayFrom(site, a.outline) - awayFrom(site, b.outline))
  for (const block of nearStation) {
    const land = landOf(site.plan.sides, block)
    if (!land) continue
    const front = frontOf(site.plan.sides, land)
    const parcel = enterParcel(site, land.points, { front, state: 'built', level: 'nazul-plot' })
    const houses = station ? [stationHall(site, land)] : cutHouses(block).map(raise)
    const keys = { parcels: [parcel.key], buildings: [] as number[], properties: [] as number[] }
    for (const points of houses) {
      if (!points) continue
      const names = station ? junction(site) : null
      const property = enterProperty(site, {
        kind: 'railway',
        grade: 'building',
        point: insidePointOf(points),
        front,
        areaSqm: areaOf(points),
        building: names,
        houseNumber: station ? '1' : `RB-${site.next.house++ + 1}`,
        exemption: 'railway',
      })
      const building = enterCampusBuilding(
        site,
        points,
        'government',
        station ? 'government' : 'residential',
        names,
        property.key,
      )
      books.chunk.propertyParcels.push({ propertyKey: property.key, parcelKey: parcel.key, share: null })
      books.chunk.buildingParcels.push({ buildingKey: building.key, parcelKey: parcel.key, share: one })
      books.chunk.buildingProperties.push({ buildingKey: building.key, propertyKey: property.key, share: one })
      enterRole(site, property, { kind: 'organisation', key: owner.key }, 'owner', {
        share: one,
        fromDay: site.todayDay - 14_000,
      })
      keys.buildings.push(building.key)
      keys.properties.push(property.key)
    }
    if (station) {
      books.inCast('station', 'The railway station', keys)
      books.chunk.landmarks.push({
        key: books.key('landmarks'),
        kind: 'station',
        names: junction(site),
        point: site.projection.toLonLat(insidePointOf(land.points)),
        rings: null,
      })
    }
    if (cell.first)
      books.inCast('railwayColony', 'Railway land: assessed in full, exempt from tax', {
        ...keys,
        organisations: station ? [owner.key] : [],
        localities: station ? [site.locality.key] : [],
      })
    strewTrees(site, random, land.points, areaOf(land.points), 380, () => true)
    station = false
  }
}

const junction = ({ town }: CellSite): Names => ({
  en: `${town.en} Junction`,
  hi: `${town.hi} जंक्शन`,
  mr: `${town.mr} जंक्शन`,
})

const awayFrom = (site: CellSite, outline: Polygon) => {
  const middle = insidePointOf(outline.points)
  return Math.hypot(middle.x - site.plan.rail.station.x, middle.y - site.plan.rail.station.y)
}

/** A long hall along the tracks. */
const stationHall = (site: CellSite, land: Polygon): Point[] => {
  const bearing = site.plan.rail.bearing
  const extent = extentAlong(land.points, Math.cos(bearing), Math.sin(bearing))
  const long = Math.min(110, (extent.high - extent.low) * 0.75)
  const stood = standBuildings(
    land,
    bearing,
    [
      { shape: 'bar', w: long, h: 17 },
      { shape: 'bar', w: long * 0.6, h: 12 },
    ],
    3,
    site.random,
  )
  return stood[0]?.points ?? land.points
}

export const townHallOwner = municipality
