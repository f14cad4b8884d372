import { dateOf } from './dates.ts'
import { organisation } from './organisations.ts'
import { deedNumber, endRoles, enterRole } from './ownership.ts'
import { enterPerson, newFamily } from './people.ts'
import { type CellSite, enterProperty, enterUnit, type Settled } from './settle.ts'
import type { Side } from './town-plan.ts'
import type { CastName, DistrictKind } from './types.ts'

type Full = Settled & {
  parcel: NonNullable<Settled['parcel']>
  building: NonNullable<Settled['building']>
  property: NonNullable<Settled['property']>
  house: NonNullable<Settled['house']>
}
type Part = {
  name: CastName
  districts: readonly DistrictKind[]
  skip: number
  suits: (settled: Full) => boolean
  play: (site: CellSite, settled: Full) => void
}

const one = { numerator: 1, denominator: 1 }
const deadOwner = (site: CellSite, { parcel, building, property, owners }: Full) => {
  const { books, random, todayDay } = site
  const owner = owners[0]!
  const diedDay = todayDay - 520
  owner.alive = 'dead'
  owner.diedOn = dateOf(diedDay)
  owner.mobile = null
  owner.mobileOn = null
  const family = newFamily(random)
  const heirs = Array.from({ length: 5 }, () => {
    const heir = enterPerson(books, random, todayDay, { family, alive: 'living' })
    enterRole(site, property, { kind: 'person', key: heir.key }, 'heir', {
      share: { numerator: 1, denominator: 5 },
      fromDay: diedDay,
    })
    return heir.key
  })
  books.chunk.restrictions.push({
    key: books.key('restrictions'),
    kind: 'court-stay',
    scopes: ['transfer', 'recovery'],
    subjectKind: 'property',
    subjectKey: property.key,
    order: {
      authority: `Civil Judge Class I, ${site.town.en}`,
      number: `CS/${dateOf(diedDay + 150).slice(0, 4)}/114`,
      date: dateOf(diedDay + 150),
    },
    amountPaise: null,
    from: dateOf(diedDay + 150),
    to: null,
  })
  books.inCast(
    'deadOwnerHouse',
    'A house of a dead owner with five heirs and a court stay; the first person is the owner',
    { parcels: [parcel.key], buildings: [building.key], properties: [property.key], persons: [owner.key, ...heirs] },
  )
}

const temple = (site: CellSite, { parcel, building, property }: Full) => {
  const { books } = site
  const trust = organisation(books, 'religious', {
    en: 'Shri Kalpeshwar Mandir Trust',
    hi: 'श्री कल्पेश्वर मंदिर ट्रस्ट',
    mr: 'श्री कल्पेश्वर मंदिर ट्रस्ट',
  })
  const names = { en: 'Shri Kalpeshwar Temple', hi: 'श्री कल्पेश्वर मंदिर', mr: 'श्री कल्पेश्वर मंदिर' }
  building.names = names
  building.use = 'religious'
  property.kind = 'religious'
  property.exemption = 'worship'
  property.address.building = names
  for (const unit of books.chunk.units) if (unit.buildingKey === building.key) unit.use = 'worship'
  endRoles(site, property, site.todayDay - 9000)
  enterRole(site, property, { kind: 'organisation', key: trust.key }, 'owner', {
    share: one,
    fromDay: site.todayDay - 9000,
  })
  books.chunk.landmarks.push({
    key: books.key('landmarks'),
    kind: 'temple',
    names,
    point: property.place.point!,
    rings: null,
  })
  books.chunk.restrictions.push({
    key: books.key('restrictions'),
    kind: 'heritage',
    scopes: ['demolition', 'permit'],
    subjectKind: 'parcel',
    subjectKey: parcel.key,
    order: { authority: 'State Heritage Board, Kalpana Pradesh', number: 'SHB/1998/41', date: '1998-07-14' },
    amountPaise: null,
    from: '1998-07-14',
    to: null,
  })
  books.inCast('temple', 'A temple: assessed in full, exempt as a place of worship', {
    parcels: [parcel.key],
    buildings: [building.key],
    properties: [property.key],
    organisations: [trust.key],
  })
}

/** The second survey gave the same house another number; half its owner's name is spelt otherwise. */
const twoIds = (site: CellSite, { parcel, building, property, owners, front }: Full) => {
  const { books } = site
  const again = enterProperty(site, {
    kind: property.kind,
    grade: 'parcel',
    point: null,
    front,
    areaSqm: property.assessedAreaSqm! * 0.9,
    houseNumber: `${property.address.houseNumber}/A`,
  })
  again.place.point = property.place.point
  books.chunk.propertyParcels.push({ propertyKey: again.key, parcelKey: parcel.key, share: null })
  books.chunk.buildingProperties.push({ buildingKey: building.key, propertyKey: again.key, share: null })
  enterRole(site, again, { kind: 'person', key: owners[0]!.key }, 'owner', {
    share: one,
    fromDay: site.todayDay - 1500,
  })
  books.inCast('twoIdsOneHouse', 'Two property numbers for one house', {
    parcels: [parcel.key],
    buildings: [building.key],
    properties: [property.key, again.key],
    persons: [owners[0]!.key],
  })
}

const unauthorised = (site: CellSite, { parcel, building, property, house }: Full) => {
  building.floorsAboveGround++
  building.heightM = Math.round((building.heightM + 3) * 10) / 10
  enterUnit(site, {
    buildingKey: building.key,
    propertyKey: property.key,
    wing: null,
    floor: building.floorsAboveGround - 1,
    number: String(building.floorsAboveGround - 1),
    use: 'residential',
    areaSqm: house.footprintSqm * 0.9,
    construction: 'rcc',
    occupancy: 'tenanted',
    builtYear: site.thisYear - 2,
    unauthorised: true,
    landShare: null,
  })
  site.books.inCast('unauthorisedFloor', 'A house whose top floor has no permission', {
    parcels: [parcel.key],
    buildings: [building.key],
    properties: [property.key],
  })
}

const known =
  (name: CastName, title: string) =>
  (site: CellSite, { parcel, building, property, owners }: Full) =>
    site.books.inCast(name, title, {
      parcels: [parcel.key],
      buildings: [building.key],
      properties: [property.key],
      persons: owners.map((owner) => owner.key),
    })

const remeasured = (site: CellSite, { parcel, property }: Full) => {
  const { books, todayDay } = site
  const day = todayDay - 640
  books.chunk.parcelVersions.push({
    key: books.key('parcelVersions'),
    parcelKey: parcel.key,
    change: 're-measurement',
    rings: shrunk(parcel.rings),
    areaSqm: Math.round(parcel.areaSqm * 96.04) / 100,
    legalAreaSqm: parcel.legalAreaSqm,
    number: parcel.number,
    lawFrom: parcel.validFrom,
    lawTo: dateOf(day),
    recordedOn: parcel.validFrom,
    instrument: 'Chain survey of the first register',
  })
  parcel.surveyClass = 'gnss'
  parcel.surveyedOn = dateOf(day)
  parcel.validFrom = dateOf(day)
  parcel.recordedOn = dateOf(day + 21)
  if (!books.cast.remeasuredPlot)
    books.inCast('remeasuredPlot', 'A plot measured anew: the earlier ring stands in its versions', {
      parcels: [parcel.key],
      properties: [property.key],
    })
}

/** The ring drawn in by 2 % about its first corner's opposite: an older, poorer survey. */
const shrunk = (rings: Full['parcel']['rings']): Full['parcel']['rings'] =>
  rings.map((ring) => {
    const lon = ring.reduce((sum, position) => sum + position[0], 0) / ring.length
    const lat = ring.reduce((sum, position) => sum + position[1], 0) / ring.length
    return ring.map(([x, y]) => [
      Math.round((lon + (x - lon) * 0.98) * 1e8) / 1e8,
      Math.round((lat + (y - lat) * 0.98) * 1e8) / 1e8,
    ])
  })

const HOUSES: readonly DistrictKind[] = ['old-grid', 'colony']
const isHome = (settled: Full) => settled.house.use === 'residential' && settled.parcel.state === 'built'
const shares = (settled: Full) => settled.ownerRoles.map((role) => role.share)

const PARTS: readonly Part[] = [
  { name: 'temple', districts: ['old-town'], skip: 60, suits: (settled) => settled.parcel.areaSqm > 85, play: temple },
  {
    name: 'deadOwnerHouse',
    districts: ['old-grid', 'colony'],
    skip: 40,
    suits: (settled) => isHome(settled) && settled.owners.length === 1,
    play: deadOwner,
  },
  {
    name: 'thirdsHouse',
    districts: HOUSES,
    skip: 3,
    suits: (settled) => shares(settled).length === 3 && shares(settled).every((share) => share?.denominator === 3),
    play: known('thirdsHouse', 'Three owners with a third each'),
  },
  {
    name: 'andOthersHouse',
    districts: HOUSES,
    skip: 2,
    suits: (settled) => settled.ownerRoles[0]?.others === true,
    play: known('andOthersHouse', 'The register says "and others"'),
  },
  { name: 'twoIdsOneHouse', districts: HOUSES, skip: 90, suits: isHome, play: twoIds },
  {
    name: 'unauthorisedFloor',
    districts: ['colony'],
    skip: 30,
    suits: (settled) => isHome(settled) && settled.house.floors >= 2,
    play: unauthorised,
  },
  {
    name: 'soldHouse',
    districts: HOUSES,
    skip: 4,
    suits: (settled) => isHome(settled) && settled.ownerRoles[0]!.instrument !== null,
    play: known('soldHouse', "A house that was sold: the seller's role has ended"),
  },
  { name: 'remeasuredPlot', districts: HOUSES, skip: 25, suits: isHome, play: remeasured },
]

/** Waits for plots that suit the parts of the cast that are played by ordinary houses. Gives true when the plot got a part. */
export const castingOf = () => {
  const seen = new Map<CastName, number>()
  return (site: CellSite, settled: Settled): boolean => {
    if (!settled.parcel || !settled.building || !settled.property || !settled.house) return false
    const full = settled as Full
    for (const part of PARTS) {
      if (site.books.cast[part.name] || !part.districts.includes(site.cell.kind) || !part.suits(full)) continue
      const count = (seen.get(part.name) ?? 0) + 1
      seen.set(part.name, count)
      if (count <= part.skip) continue
      part.play(site, full)
      return true
    }
    if (site.random.chance(0.008)) {
      remeasured(site, full)
      return true
    }
    if (site.random.chance(0.012)) mortgage(site, full)
    return false
  }
}

/** An ordinary charge by an imaginary bank. */
const mortgage = (site: CellSite, { property }: Full) => {
  const { books, random, todayDay } = site
  const lender = organisation(books, 'company', bankNames(random.whole(1, 6)))
  const day = todayDay - random.whole(100, 3500)
  enterRole(site, property, { kind: 'organisation', key: lender.key }, 'mortgagee', {
    fromDay: day,
    instrument: deedNumber(site, day),
  })
  books.chunk.restrictions.push({
    key: books.key('restrictions'),
    kind: 'mortgage',
    scopes: ['transfer'],
    subjectKind: 'property',
    subjectKey: property.key,
    order: { authority: lender.names.en!, number: deedNumber(site, day), date: dateOf(day) },
    amountPaise: random.whole(4, 60) * 5_000_000,
    from: dateOf(day),
    to: null,
  })
}
const bankNames = (branch: number) => ({
  en: `Kalpana Gramin Bank, Branch ${branch}`,
  hi: `कल्पना ग्रामीण बैंक, शाखा ${branch}`,
  mr: `कल्पना ग्रामीण बँक, शाखा ${branch}`,
})

export type { Full as SettledHouse, Side }
