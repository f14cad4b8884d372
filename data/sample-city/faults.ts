import { enterRole } from './ownership.ts'
import { enterPerson } from './people.ts'
import { areaOf, INNER, type Point, type Polygon } from './plane.ts'
import type { CellSite, Settled } from './settle.ts'
import { enterProperty } from './settle.ts'
import type { Fault, FaultKind } from './types.ts'

/** Part of the plots that get a fault. */
const RATE = 0.016
const KINDS: readonly FaultKind[] = [
  'unassessed-building',
  'unassessed-building',
  'wrong-area',
  'wrong-area',
  'wrong-area',
  'overlapping-plots',
  'missing-owner',
  'duplicate-property',
  'duplicate-person',
  'building-across-plots',
  'shares-not-one',
  'wrong-ward',
]

/** The fault that the next plot is to carry, if any. */
export const drawFault = (site: CellSite): FaultKind | null => {
  const { kind } = site.cell
  if (kind === 'slum' || kind === 'abadi' || kind === 'village') return null
  return site.random.chance(RATE) ? site.random.pick(KINDS) : null
}

const record = (site: CellSite, kind: FaultKind, note: string, settled: Settled, more: Partial<Fault> = {}) => {
  site.books.faults.push({
    kind,
    parcels: settled.parcel ? [settled.parcel.key] : [],
    buildings: settled.building ? [settled.building.key] : [],
    properties: settled.property ? [settled.property.key] : [],
    persons: [],
    note,
    ...more,
  })
}

type Planter = (site: CellSite, settled: Settled, plot: Polygon) => void

const plantDouble: Planter = (site, settled) => {
  const { parcel, property, owners, front, point } = settled
  if (!parcel || !property || !settled.building) return
  const again = enterProperty(site, {
    kind: property.kind,
    grade: 'parcel',
    point,
    front,
    areaSqm: property.assessedAreaSqm ?? 0,
    houseNumber: property.address.houseNumber,
  })
  const share = { numerator: 1, denominator: 1 }
  site.books.chunk.propertyParcels.push({ propertyKey: again.key, parcelKey: parcel.key, share })
  if (owners[0])
    enterRole(site, again, { kind: 'person', key: owners[0].key }, 'owner', {
      share,
      fromDay: site.todayDay - site.random.whole(300, 2000),
    })
  record(site, 'duplicate-property', 'The same plot was entered a second time', settled, {
    properties: [property.key, again.key],
  })
}

const plantShares: Planter = (site, settled) => {
  const { ownerRoles } = settled
  if (ownerRoles.length === 0) return
  for (const role of ownerRoles) {
    role.share = { numerator: 1, denominator: ownerRoles.length + 2 }
    role.others = false
  }
  record(site, 'shares-not-one', 'The shares do not add up to one', settled)
}

const plantWard: Planter = (site, settled) => {
  const wards = site.taxWardKeys.filter((key) => key !== site.placement.taxWard)
  if (wards.length === 0 || !settled.property) return
  settled.property.placement = { ...settled.property.placement, taxWard: site.random.pick(wards) }
  record(site, 'wrong-ward', 'The register has the property in a tax ward where it does not lie', settled)
}

const plantWrongArea: Planter = (site, settled) => {
  const { parcel, property } = settled
  if (!parcel || !settled.building) return
  if (site.random.chance(0.6) && property?.assessedAreaSqm) {
    property.assessedAreaSqm = Math.round(property.assessedAreaSqm * site.random.between(0.25, 0.6) * 100) / 100
    record(site, 'wrong-area', 'The built area assessed is far below what stands', settled)
    return
  }
  parcel.legalAreaSqm = Math.round(parcel.areaSqm * site.random.pick([0.5, 0.62, 1.45, 1.8]) * 10) / 10
  record(site, 'wrong-area', 'The legal area is far from the drawn one', settled)
}

/** Moves one wall line into the neighbour. */
const plantOverlap: Planter = (site, settled, plot) => {
  if (!settled.parcel) return
  const pushed = pushOut(plot.points, plot.sides, site.random.between(0.8, 1.6))
  if (!pushed) return
  settled.parcel.rings = [site.projection.toRing(pushed)]
  settled.parcel.areaSqm = Math.round(areaOf(pushed) * 100) / 100
  record(site, 'overlapping-plots', 'The plot reaches into its neighbour', settled)
}

const plantAcross: Planter = (site, settled, plot) => {
  if (!settled.building) return
  const pushed = pushOut(plot.points, plot.sides, site.random.between(1.8, 3))
  if (!pushed) return
  settled.building.rings = [site.projection.toRing(pushed)]
  settled.building.footprintSqm = Math.round(areaOf(pushed) * 100) / 100
  record(site, 'building-across-plots', 'The house stands on the neighbour too, without a link', settled)
}

/** The polygon with its longest inner side moved outward; null when it has none worth moving. */
const pushOut = (points: readonly Point[], sides: readonly number[], awayM: number): Point[] | null => {
  let best = -1
  let longest = 5
  points.forEach((a, index) => {
    const b = points[(index + 1) % points.length]!
    const length = Math.hypot(b.x - a.x, b.y - a.y)
    if (sides[index] === INNER && length > longest) {
      longest = length
      best = index
    }
  })
  if (best < 0) return null
  const next = (best + 1) % points.length
  const a = points[best]!
  const b = points[next]!
  const nx = ((b.y - a.y) / longest) * awayM
  const ny = (-(b.x - a.x) / longest) * awayM
  const moved = [...points]
  moved[best] = { x: a.x + nx, y: a.y + ny }
  moved[next] = { x: b.x + nx, y: b.y + ny }
  return moved
}

/** The owner once more, as a clerk of another year wrote them down. */
const plantTwin: Planter = (site, settled) => {
  const owner = settled.owners[0]
  if (!owner || !settled.property) return
  const twin = enterPerson(site.books, site.random, site.todayDay, { gender: owner.gender, alive: 'living' })
  twin.names = { ...owner.names }
  if (twin.names.en) twin.names.en = respelt(twin.names.en)
  twin.relation = owner.relation
  twin.mobile = owner.mobile
  twin.mobileOn = owner.mobileOn
  twin.birthYear = owner.birthYear
  twin.email = null
  enterRole(site, settled.property, { kind: 'person', key: twin.key }, 'person-liable', {
    fromDay: site.todayDay - site.random.whole(100, 2500),
  })
  record(site, 'duplicate-person', 'One person stands in the register twice', settled, {
    persons: [owner.key, twin.key],
  })
}

const RESPELLINGS: readonly (readonly [string, string])[] = [
  ['sh', 's'],
  ['ee', 'i'],
  ['ksh', 'x'],
  ['oo', 'u'],
  ['v', 'w'],
  ['ya', 'ia'],
  ['a ', ' '],
]
const respelt = (name: string) => {
  for (const [from, to] of RESPELLINGS) if (name.includes(from)) return name.replace(from, to)
  return name
}

const PLANTERS: Record<FaultKind, Planter> = {
  'unassessed-building': (site, settled) => {
    if (settled.parcel && settled.building)
      record(site, 'unassessed-building', 'A house stands here that no property row knows', settled)
  },
  'missing-owner': (site, settled) => {
    if (settled.property) record(site, 'missing-owner', 'Nobody is named as owner', settled)
  },
  'wrong-area': plantWrongArea,
  'overlapping-plots': plantOverlap,
  'building-across-plots': plantAcross,
  'duplicate-property': plantDouble,
  'duplicate-person': plantTwin,
  'shares-not-one': plantShares,
  'wrong-ward': plantWard,
}

/** Spoils the rows of a plot just settled; a plot that cannot carry the fault is left sound. */
export const plantFault = (site: CellSite, kind: FaultKind, plot: Polygon, settled: Settled): void =>
  PLANTERS[kind](site, settled, plot)
