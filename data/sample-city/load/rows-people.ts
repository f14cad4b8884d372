import { maskNames } from '../../../backend/src/modules/people/rules-mask.ts'
import { nameKeyOf } from '../../../backend/src/modules/people/rules-names.ts'
import type { CityChunk } from '../types.ts'
import type { RowTown } from './row-town.ts'
import type { Rows } from './tables.ts'

/** Persons, organisations and households, with their contacts. */
export function partyRows(town: RowTown, chunk: CityChunk, rows: Rows): void {
  const { tenantId, bases } = town
  const contact = (partyId: number, channel: string, value: string, on: string) =>
    rows['people.contacts'].push([tenantId, partyId, channel, value, on, on, town.yearAfter(on)])
  for (const person of chunk.persons) {
    const id = bases.person + person.key
    rows['people.parties'].push([tenantId, id, 'person', person.alive, maskNames(person.names)])
    rows['people.persons'].push([
      tenantId,
      id,
      person.names,
      person.relation?.names ?? null,
      person.relation?.kind ?? null,
      person.gender,
      person.birthYear && `${person.birthYear}-01-01`,
      person.diedOn,
      person.correspondence && { line: person.correspondence },
      nameKeyOf(person.names),
    ])
    if (person.mobile) contact(id, 'mobile', person.mobile, person.mobileOn ?? town.daysFromToday(-200))
    if (person.email) contact(id, 'email', person.email, person.mobileOn ?? town.daysFromToday(-200))
    if (person.householdKey)
      rows['people.household_members'].push([
        tenantId,
        bases.household + person.householdKey,
        id,
        'member',
        town.daysFromToday(-2000),
      ])
  }
  for (const organisation of chunk.organisations) {
    const id = bases.organisation + organisation.key
    rows['people.parties'].push([tenantId, id, 'organisation', 'living', organisation.names])
    rows['people.organisations'].push([
      tenantId,
      id,
      organisation.names,
      organisation.kind,
      nameKeyOf(organisation.names),
    ])
    if (organisation.mobile) contact(id, 'mobile', organisation.mobile, town.daysFromToday(-200))
  }
  for (const household of chunk.households)
    rows['people.parties'].push([tenantId, bases.household + household.key, 'household', 'living', {}])
}
