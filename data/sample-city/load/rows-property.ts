import { normalNumber, propertyNumberOf } from '../../../backend/src/modules/parcels/rules-numbers.ts'
import type { CityChunk, Role } from '../types.ts'
import { pointHex } from './ewkb.ts'
import { groupBy } from './group-by.ts'
import type { RowTown } from './row-town.ts'
import type { Rows } from './tables.ts'

const privateSchemes = new Set(['pan', 'gstin', 'samagra-family', 'samagra-member', 'deed'])
const setCodes = ['electoralWard', 'taxWard', 'zone', 'sanitaryBeat'] as const
const setOf = {
  electoralWard: 'electoral-ward',
  taxWard: 'tax-ward',
  zone: 'administrative-zone',
  sanitaryBeat: 'sanitary-beat',
} as const
const ownerRoles = new Set(['owner', 'co-owner', 'lessee'])

/** Properties with address, place, areas and links to land and buildings. */
export function propertyRows(town: RowTown, chunk: CityChunk, rows: Rows): void {
  const { tenantId, bases } = town
  const throughUnits = new Set(chunk.units.map((unit) => unit.propertyKey))
  for (const property of chunk.properties) {
    const id = bases.property + property.key
    const address = property.address
    const recorded = town.moment(property.validFrom)
    rows['parcels.addresses'].push([
      tenantId,
      bases.address + property.key,
      address.houseNumber,
      address.roadKey && bases.road + address.roadKey,
      bases.locality + address.localityKey,
      address.landmark,
      address.pin,
      address.line,
    ])
    rows['parcels.properties'].push([tenantId, id, propertyNumberOf(bases.serial + property.key)])
    rows['parcels.property_versions'].push([
      tenantId,
      id,
      property.kind,
      property.place.grade,
      property.place.source,
      property.place.on,
      pointHex(property.place.point),
      bases.address + property.key,
      property.exemption ? [`exempt-${property.exemption}`] : [],
      town.firstChange,
      property.validFrom,
      property.validTo ?? 'infinity',
      recorded,
    ])
    for (const noun of setCodes) {
      const area = property.placement[noun]
      const set = town.sets.get(setOf[noun])
      if (!area || !set) continue
      const placedBy = set.straddler === 'main-door' ? 'main-door' : 'largest-part'
      rows['parcels.property_boundaries'].push([
        tenantId,
        id,
        set.id,
        bases.boundary + area,
        placedBy,
        property.validFrom,
        recorded,
      ])
    }
  }
  for (const link of chunk.propertyParcels) {
    rows['parcels.property_parcels'].push([
      tenantId,
      bases.property + link.propertyKey,
      bases.parcel + link.parcelKey,
      link.share?.numerator ?? null,
      link.share?.denominator ?? null,
      town.firstChange,
      town.daysFromToday(-4000),
      town.moment(town.daysFromToday(-4000)),
    ])
  }
  for (const link of chunk.buildingProperties) {
    if (throughUnits.has(link.propertyKey)) continue
    rows['parcels.building_properties'].push([
      tenantId,
      bases.building + link.buildingKey,
      null,
      bases.property + link.propertyKey,
      link.share?.numerator ?? null,
      link.share?.denominator ?? null,
      town.firstChange,
      town.daysFromToday(-4000),
      town.moment(town.daysFromToday(-4000)),
    ])
  }
}

function partyOf(town: RowTown, role: Pick<Role, 'partyKind' | 'partyKey'>): number {
  return (role.partyKind === 'person' ? town.bases.person : town.bases.organisation) + role.partyKey
}

/** Who holds what, and the statements of all owners of a property. */
export function roleRows(town: RowTown, chunk: CityChunk, rows: Rows): void {
  const { tenantId } = town
  const owned = groupBy(
    chunk.roles.filter((role) => ownerRoles.has(role.role) && !role.to),
    (role) => role.propertyKey,
  )
  const statementOf = new Map<number, number>()
  for (const [propertyKey, owners] of owned) {
    const id = town.bases.statement + ++town.statements
    statementOf.set(propertyKey, id)
    const shares = owners.map((role) => ({
      partyId: partyOf(town, role),
      numerator: role.share?.numerator ?? null,
      denominator: role.share?.denominator ?? null,
      others: role.others,
    }))
    rows['parcels.ownership_statements'].push([
      tenantId,
      id,
      town.bases.property + propertyKey,
      'import',
      shares,
      town.firstChange,
    ])
  }
  for (const role of chunk.roles) {
    const change = role.instrument
      ? town.newChange(rows, 'mutation', role.instrument, role.from, role.recordedOn)
      : town.firstChange
    const statement = ownerRoles.has(role.role) && !role.to ? (statementOf.get(role.propertyKey) ?? null) : null
    rows['parcels.party_roles'].push([
      tenantId,
      town.bases.property + role.propertyKey,
      partyOf(town, role),
      role.role,
      role.share?.numerator ?? null,
      role.share?.denominator ?? null,
      role.others,
      statement,
      change,
      role.from,
      role.to ?? 'infinity',
      town.moment(role.recordedOn),
    ])
  }
}

/** Numbers that others gave to persons and properties. */
export function numberRows(town: RowTown, chunk: CityChunk, rows: Rows): void {
  const { tenantId, bases } = town
  const propertiesOn = groupBy(chunk.propertyParcels, (link) => link.parcelKey)
  const ofProperty = (propertyKey: number, id: number) =>
    rows['parcels.property_numbers'].push([tenantId, bases.property + propertyKey, id])
  for (const number of chunk.outsideNumbers) {
    const id = bases.number + ++town.numbers
    rows['people.outside_numbers'].push([
      tenantId,
      id,
      number.scheme,
      number.value,
      normalNumber(number.value),
      number.issuer,
      privateSchemes.has(number.scheme),
      number.from,
      number.to,
      number.verified,
    ])
    for (const key of new Set(number.subjectKeys)) {
      if (number.subjectKind === 'property') ofProperty(key, id)
      else if (number.subjectKind === 'parcel')
        for (const link of propertiesOn.get(key) ?? []) ofProperty(link.propertyKey, id)
      else rows['people.party_numbers'].push([tenantId, bases[number.subjectKind] + key, id])
    }
  }
}

/** Orders that stop an action. */
export function restrictionRows(town: RowTown, chunk: CityChunk, rows: Rows): void {
  const { bases } = town
  for (const each of chunk.restrictions) {
    const is = (kind: string, base: number) => (each.subjectKind === kind ? base + each.subjectKey : null)
    rows['parcels.restrictions'].push([
      town.tenantId,
      each.kind,
      each.scopes,
      is('property', bases.property),
      is('parcel', bases.parcel),
      is('person', bases.person),
      each.order.authority,
      each.order.number,
      each.order.date,
      each.amountPaise,
      each.from,
      each.to ?? 'infinity',
    ])
  }
}
