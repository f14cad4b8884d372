import { municipality, organisation } from './organisations.ts'
import { deedNumber, enterRole } from './ownership.ts'
import { enterPerson } from './people.ts'
import { areaOf, inset, insidePointOf, type Polygon } from './plane.ts'
import { cutInto, frontOf } from './plots.ts'
import { type CellSite, enterBuilding, enterParcel, enterProperty, enterUnit } from './settle.ts'
import type { Names } from './types.ts'

const SHOPS = 140
const HALLS = 4
const NAMES: Names = { en: 'Nagar Palika Market', hi: 'नगर पालिका मार्केट', mr: 'नगरपालिका मंडई' }
const one = { numerator: 1, denominator: 1 }

/** 140 shops in four halls on one plot that the municipality leases to the traders' association. */
export const raiseMarket = (site: CellSite, land: Polygon): void => {
  const { books, random, todayDay } = site
  const front = frontOf(site.plan.sides, land)
  const parcel = enterParcel(site, land.points, { front, state: 'built' })
  const city = municipality(site)
  const traders = organisation(books, 'other', {
    en: `${NAMES.en} Traders' Association`,
    hi: `${NAMES.hi} व्यापारी संघ`,
    mr: `${NAMES.mr} व्यापारी संघ`,
  })
  const leaseDay = todayDay - 365 * 14
  const lease = deedNumber(site, leaseDay)
  const keys = {
    parcels: [parcel.key],
    buildings: [] as number[],
    properties: [] as number[],
    organisations: [city.key, traders.key],
    localities: [site.locality.key],
  }
  const halls = cutInto(land, HALLS, random, 0.01)
  halls.forEach((hall, index) => {
    const points = (inset(hall, () => 2.2) ?? hall).points
    const footprintSqm = areaOf(points)
    const builtYear = site.thisYear - 13
    const building = enterBuilding(
      site,
      {
        points,
        footprintSqm,
        floors: 2,
        heightM: 7.4,
        use: 'commercial',
        construction: 'rcc',
        builtYear,
        shopBelow: true,
      },
      hallNames(index),
    )
    keys.buildings.push(building.key)
    books.chunk.buildingParcels.push({ buildingKey: building.key, parcelKey: parcel.key, share: one })
    const count = SHOPS / HALLS
    for (let shop = 1; shop <= count; shop++) {
      const floor = shop <= Math.ceil(count / 2) ? 0 : 1
      const unitNumber = `${String.fromCharCode(65 + index)}-${shop}`
      const areaSqm = (footprintSqm * 2 * 0.8) / count
      const property = enterProperty(site, {
        kind: 'commercial',
        grade: 'unit',
        point: insidePointOf(points),
        front,
        areaSqm,
        houseNumber: unitNumber,
        building: NAMES,
        floor,
        unitNumber,
        sinceDay: leaseDay + 200,
      })
      enterUnit(site, {
        buildingKey: building.key,
        propertyKey: property.key,
        wing: null,
        floor,
        number: unitNumber,
        use: 'shop',
        areaSqm,
        construction: 'rcc',
        occupancy: 'tenanted',
        builtYear,
        unauthorised: false,
        landShare: { numerator: 1, denominator: SHOPS },
      })
      books.chunk.propertyParcels.push({
        propertyKey: property.key,
        parcelKey: parcel.key,
        share: { numerator: 1, denominator: SHOPS },
      })
      books.chunk.buildingProperties.push({
        buildingKey: building.key,
        propertyKey: property.key,
        share: { numerator: 1, denominator: count },
      })
      enterRole(site, property, { kind: 'organisation', key: city.key }, 'owner', { share: one, fromDay: leaseDay })
      enterRole(site, property, { kind: 'organisation', key: traders.key }, 'lessee', {
        tenure: 'municipal-lease',
        fromDay: leaseDay,
        instrument: lease,
      })
      const keeper = enterPerson(books, random, todayDay)
      enterRole(site, property, { kind: 'person', key: keeper.key }, 'tenant', {
        tenure: 'rent',
        fromDay: todayDay - random.whole(100, 4000),
      })
      keys.properties.push(property.key)
    }
  })
  books.chunk.landmarks.push({
    key: books.key('landmarks'),
    kind: 'market',
    names: NAMES,
    point: site.projection.toLonLat(insidePointOf(land.points)),
    rings: null,
  })
  books.inCast('market', `${SHOPS} shops on one municipal lease`, keys)
}

const hallNames = (index: number): Names => {
  const letter = String.fromCharCode(65 + index)
  return { en: `${NAMES.en}, Hall ${letter}`, hi: `${NAMES.hi}, खंड ${letter}`, mr: `${NAMES.mr}, दालन ${letter}` }
}
