import {
  type Context,
  command,
  look,
  type Participants,
  type Sentence,
  type Subscribers,
  sentence,
  type Tx,
} from '../../kernel/index.ts'
import { followMerge } from '../people/index.ts'
import { indexProperties } from './acts.ts'
import { moveClaims } from './queries-claims.ts'
import {
  movePartyRestrictions,
  movePartyRoles,
  selectOrderOnParty,
  selectPropertiesOfParty,
  selectPropertyHeld,
  selectRolesOfParty,
} from './queries-parties.ts'
import { printPropertyNumber } from './rules-numbers.ts'
import { definedNames } from './search.ts'

/** What parcels does when people changes a party: roles, claims and orders follow a merge, an owner cannot be erased, search follows names. */
export function followPeople(participants: Participants, subscribers: Subscribers): void {
  followMerge(participants, 'parcels.party_roles', movePartyRoles)
  followMerge(participants, 'parcels.property_claims', moveClaims)
  followMerge(participants, 'parcels.restrictions', movePartyRestrictions)
  participants.participate('people.erase', keepOwners)
  participants.participate('people.name-changed', indexParty)
  // Names of the kept party are settled after the participants were asked, therefore the search rows are written by the event.
  subscribers.subscribe({ name: 'parcels.index-merged', event: 'people.parties-merged', run: indexMerged })
  subscribers.subscribe({ name: 'parcels.index-parted', event: 'people.merge-undone', run: indexMerged })
}

async function keepOwners(tx: Tx, given: { partyId: number }): Promise<Sentence[]> {
  const { tenant, today } = tx.context
  const held = await selectPropertyHeld(tx, tenant.tenantId, given.partyId, today)
  const order = await selectOrderOnParty(tx, tenant.tenantId, given.partyId, today)
  const reasons: Sentence[] = []
  if (held)
    reasons.push(
      sentence('This person still owns or is liable for property {number}: the register must keep the name.', {
        number: printPropertyNumber(held),
      }),
    )
  if (order)
    reasons.push(
      sentence('An order of {authority}, number {number} of {date}, names this person.', {
        authority: order.authority,
        number: order.order_number,
        date: order.order_date,
      }),
    )
  return reasons
}

async function indexParty(tx: Tx, given: { partyId: number }): Promise<string[]> {
  await indexProperties(tx, await selectPropertiesOfParty(tx, tx.context.tenant.tenantId, given.partyId))
  return []
}

async function indexMerged(context: Context, given: { keptPartyId: number; mergedPartyId: number }): Promise<void> {
  await command(context, { name: 'parcels.index-parties', input: given }, async (tx) => {
    const { tenantId } = context.tenant
    const ids = [
      ...(await selectPropertiesOfParty(tx, tenantId, given.keptPartyId)),
      ...(await selectPropertiesOfParty(tx, tenantId, given.mergedPartyId)),
    ]
    await indexProperties(tx, [...new Set(ids)])
    tx.journal({ subjects: [], after: { properties: ids.length } })
  })
}

/** What a party holds, for officers who may see people; the look is journaled. */
export async function readHeld(context: Context, partyId: number) {
  const { tenantId } = context.tenant
  const line = { subjects: [{ kind: 'person', id: partyId }] }
  const rows = await look(context, 'parcels.see-holdings', line, (db) =>
    selectRolesOfParty(db, tenantId, partyId, context.today),
  )
  return {
    held: rows.map((row) => ({
      roleId: row.role_id,
      propertyId: row.property_id,
      propertyNumber: row.property_number,
      address: definedNames(row.address ?? {}),
      role: row.role,
      share:
        row.numerator === null || row.denominator === null
          ? null
          : { numerator: row.numerator, denominator: row.denominator },
      from: row.valid_from,
      to: row.valid_to,
    })),
  }
}
