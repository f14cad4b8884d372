import { dateOf } from './dates.ts'
import { nodeTogether } from './noding.ts'
import { organisation } from './organisations.ts'
import { enterRole } from './ownership.ts'
import { enterPerson } from './people.ts'
import { centredBox } from './place-buildings.ts'
import { areaOf, centroidOf, mainDirectionOf, type Polygon } from './plane.ts'
import { cutInto, frontOf } from './plots.ts'
import { type CellSite, enterBuilding, enterParcel, enterProperty, enterUnit } from './settle.ts'
import type { Names, Parcel } from './types.ts'

const WINGS = ['A', 'B'] as const
const FLOORS = 12
const FLATS_ON_FLOOR = 4
const FLATS = WINGS.length * FLOORS * FLATS_ON_FLOOR

const NAMES: Names = { en: 'Kalpa Heights', hi: 'कल्पा हाइट्स', mr: 'कल्पा हाइट्स' }

/** A tower of 96 flats on two plots that were merged for it; one flat belongs to an owner abroad and is let. */
export const raiseTower = (site: CellSite, land: Polygon): void => {
  const { books, todayDay, thisYear } = site
  const mergedDay = todayDay - 365 * 9
  const parts = cutInto(land, 2, site.random, 0.02)
  nodeTogether([land, ...parts], 60)
  const parents = parts.map((part) => retiredParcel(site, part, mergedDay))
  const front = frontOf(site.plan.sides, land)
  const parcel = enterParcel(site, land.points, { front, state: 'built', validFromDay: mergedDay })
  books.chunk.lineage.push({
    key: books.key('lineage'),
    kind: 'merge',
    parentKeys: parents.map((one) => one.key),
    childKeys: [parcel.key],
    instrument: `TNCP/MERGE/${dateOf(mergedDay).slice(0, 4)}/17`,
    on: dateOf(mergedDay),
    recordedOn: dateOf(mergedDay + 60),
  })
  const area = areaOf(land.points)
  const points = centredBox(
    land,
    centroidOf(land.points),
    mainDirectionOf(land.points),
    Math.min(52, Math.sqrt(area) * 0.8),
    Math.min(22, Math.sqrt(area) * 0.34),
  )
  const footprintSqm = areaOf(points)
  const builtYear = thisYear - 7
  const building = enterBuilding(
    site,
    {
      points,
      footprintSqm,
      floors: FLOORS + 1,
      heightM: 39.6,
      use: 'residential',
      construction: 'rcc',
      builtYear,
      shopBelow: false,
    },
    NAMES,
  )
  building.floorsBelowGround = 1
  books.chunk.buildingParcels.push({
    buildingKey: building.key,
    parcelKey: parcel.key,
    share: { numerator: 1, denominator: 1 },
  })
  enterUnit(site, {
    buildingKey: building.key,
    propertyKey: null,
    wing: null,
    floor: 0,
    number: 'Stilt',
    use: 'parking',
    areaSqm: footprintSqm * 0.9,
    construction: 'rcc',
    occupancy: 'self',
    builtYear,
    unauthorised: false,
    landShare: null,
  })
  const society = organisation(books, 'society', {
    en: `${NAMES.en} Co-operative Housing Society`,
    hi: `${NAMES.hi} सहकारी गृह निर्माण समिति`,
    mr: `${NAMES.mr} सहकारी गृहनिर्माण संस्था`,
  })
  const properties: number[] = []
  const share = { numerator: 1, denominator: FLATS }
  const flatSqm = (footprintSqm * 0.82) / (FLATS_ON_FLOOR * WINGS.length)
  for (const wing of WINGS) {
    for (let floor = 1; floor <= FLOORS; floor++) {
      for (let flat = 1; flat <= FLATS_ON_FLOOR; flat++) {
        const unitNumber = `${wing}-${floor}0${flat}`
        const property = enterProperty(site, {
          kind: 'residential',
          grade: 'unit',
          point: centroidOf(points),
          front,
          areaSqm: flatSqm,
          houseNumber: unitNumber,
          building: NAMES,
          wing,
          floor,
          unitNumber,
          sinceDay: todayDay - 365 * 6,
        })
        const abroad = wing === 'B' && floor === 9 && flat === 3
        enterUnit(site, {
          buildingKey: building.key,
          propertyKey: property.key,
          wing,
          floor,
          number: unitNumber,
          use: 'residential',
          areaSqm: flatSqm,
          construction: 'rcc',
          occupancy: abroad ? 'tenanted' : site.random.chance(0.7) ? 'self' : 'tenanted',
          builtYear,
          unauthorised: false,
          landShare: share,
        })
        books.chunk.propertyParcels.push({ propertyKey: property.key, parcelKey: parcel.key, share })
        books.chunk.buildingProperties.push({ buildingKey: building.key, propertyKey: property.key, share })
        enterFlatOwners(site, property, abroad)
        enterRole(site, property, { kind: 'organisation', key: society.key }, 'society', {
          fromDay: todayDay - 365 * 6,
        })
        properties.push(property.key)
      }
    }
  }
  books.inCast(
    'tower',
    `A tower of ${FLATS} flats on two merged plots; the parcels are the live one and its two parents`,
    {
      parcels: [parcel.key, ...parents.map((one) => one.key)],
      buildings: [building.key],
      properties,
      organisations: [society.key],
      localities: [site.locality.key],
    },
  )
}

export const retiredParcel = (site: CellSite, plot: Polygon, untilDay: number): Parcel => {
  const parcel = enterParcel(site, plot.points, {
    front: frontOf(site.plan.sides, plot),
    state: 'retired',
    validFromDay: untilDay - site.random.whole(2000, 6000),
  })
  parcel.validTo = dateOf(untilDay)
  parcel.recordedOn = dateOf(Math.min(untilDay - 100, site.todayDay))
  site.books.liveParcels--
  return parcel
}

const enterFlatOwners = (site: CellSite, property: Parameters<typeof enterRole>[1], abroad: boolean) => {
  const { books, random, todayDay } = site
  const fromDay = todayDay - random.whole(200, 2100)
  if (!abroad) {
    const owner = enterPerson(books, random, todayDay)
    enterRole(site, property, { kind: 'person', key: owner.key }, 'owner', {
      share: { numerator: 1, denominator: 1 },
      fromDay,
    })
    return
  }
  const owner = enterPerson(books, random, todayDay, { script: 'both', alive: 'living' })
  owner.mobile = null
  owner.mobileOn = null
  owner.email = `owner.abroad.${owner.key}@example.com`
  owner.correspondence = '221 Imaginary Avenue, Unit 9, Nowhere Heights, Ontario, Canada'
  const tenant = enterPerson(books, random, todayDay, { alive: 'living' })
  enterRole(site, property, { kind: 'person', key: owner.key }, 'owner', {
    share: { numerator: 1, denominator: 1 },
    fromDay,
  })
  enterRole(site, property, { kind: 'person', key: tenant.key }, 'tenant', { tenure: 'rent', fromDay: todayDay - 400 })
  books.inCast('nriFlat', 'A flat whose owner lives abroad (e-mail only), let to a tenant', {
    properties: [property.key],
    persons: [owner.key, tenant.key],
  })
}
