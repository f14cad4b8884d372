import { type SearchSubject, searchTokensOf } from '../../../backend/src/modules/parcels/rules-search.ts'
import type { CityChunk, Property, Role } from '../types.ts'
import { groupBy } from './group-by.ts'
import type { RowTown } from './row-town.ts'
import type { Rows } from './tables.ts'

/** Who is found by name. */
const namedRoles = new Set(['owner', 'co-owner', 'lessee', 'society', 'heir', 'person-liable', 'occupier'])

/** The rows by which the search box finds the properties of a chunk. */
export function searchRows(town: RowTown, chunk: CityChunk, rows: Rows): void {
  const { tenantId, bases } = town
  const finder = new Subjects(town, chunk)
  const sheet = rows['parcels.search_tokens']
  for (const property of chunk.properties) {
    const propertyId = bases.property + property.key
    for (const [token, kind] of searchTokensOf(finder.subjectOf(property)))
      sheet.push([tenantId, token, kind, propertyId])
  }
}

/** What a chunk says about its properties, by key. */
class Subjects {
  private readonly names = new Map<string, SearchSubject['owners'][number]>()
  private readonly roles: Map<number, Role[]>
  private readonly numbers = new Map<number, string>()
  private readonly standsOn: Map<number, CityChunk['propertyParcels']>
  /** Units of buildings that have a name, by property. */
  private readonly units: Map<number, CityChunk['units']>
  private readonly town: RowTown

  constructor(town: RowTown, chunk: CityChunk) {
    this.town = town
    for (const { key, names, relation } of chunk.persons)
      this.names.set(`person ${key}`, { names, relatives: relation?.names ?? null })
    for (const { key, names } of chunk.organisations) this.names.set(`organisation ${key}`, { names })
    this.roles = groupBy(
      chunk.roles.filter((role) => !role.to && namedRoles.has(role.role)),
      (role) => role.propertyKey,
    )
    for (const { key, number } of chunk.parcels) if (number) this.numbers.set(key, number)
    this.standsOn = groupBy(chunk.propertyParcels, (link) => link.propertyKey)
    const named = new Set(chunk.buildings.filter((building) => building.names).map((building) => building.key))
    this.units = groupBy(
      chunk.units.filter((unit) => unit.propertyKey && named.has(unit.buildingKey)),
      (unit) => unit.propertyKey!,
    )
  }

  subjectOf({ key, placement, address }: Property): SearchSubject {
    const { bases } = this.town
    return {
      propertyId: bases.property + key,
      wardId: placement.electoralWard && bases.boundary + placement.electoralWard,
      owners: this.ownersOf(key),
      address: {
        houseNumber: address.houseNumber,
        roadId: address.roadKey && bases.road + address.roadKey,
        localityId: bases.locality + address.localityKey,
      },
      buildings: (this.units.get(key) ?? []).map((unit) => ({
        buildingId: bases.building + unit.buildingKey,
        unitNumber: unit.number,
      })),
      parcelNumbers: this.numbersOf(key),
    }
  }

  private ownersOf(propertyKey: number): SearchSubject['owners'] {
    const owners: SearchSubject['owners'] = []
    for (const { partyKind, partyKey } of this.roles.get(propertyKey) ?? []) {
      const owner = this.names.get(`${partyKind} ${partyKey}`)
      if (owner) owners.push(owner)
    }
    return owners
  }

  private numbersOf(propertyKey: number): string[] {
    const numbers: string[] = []
    for (const { parcelKey } of this.standsOn.get(propertyKey) ?? []) {
      const number = this.numbers.get(parcelKey)
      if (number) numbers.push(number)
    }
    return numbers
  }
}
