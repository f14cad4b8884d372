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
import type { MergeInvitation } from '../people/index.ts'
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

type Moved = MergeInvitation['moved'] & {
  'parcels.party_roles'?: number[]
  'parcels.property_claims'?: number[]
  'parcels.restrictions'?: number[]
}

/** What parcels does when people changes a party: roles, claims and orders follow a merge, an owner cannot be erased, search follows names. */
export function followPeople(participants: Participants, subscribers: Subscribers): void {
  participants.participate('people.merge', moveRoles)
  participants.participate('people.undo-merge', moveRolesBack)
  participants.participate('people.erase', keepOwners)
  participants.participate('people.name-changed', indexParty)
  // Names of the kept party are settled after the participants were asked, therefore the search rows are written by the event.
  subscribers.subscribe({ name: 'parcels.index-merged', event: 'people.parties-merged', run: indexMerged })
  subscribers.subscribe({ name: 'parcels.index-parted', event: 'people.merge-undone', run: indexMerged })
}

async function moveRoles(tx: Tx, given: MergeInvitation): Promise<string[]> {
  const moved = given.moved as Moved
  const { tenantId } = tx.context.tenant
  const [from, to] = [given.mergedPartyId, given.keptPartyId]
  moved['parcels.party_roles'] = await movePartyRoles(tx, tenantId, from, to, null)
  moved['parcels.property_claims'] = await moveClaims(tx, tenantId, from, to, null)
  moved['parcels.restrictions'] = await movePartyRestrictions(tx, tenantId, from, to, null)
  return []
}

async function moveRolesBack(tx: Tx, given: MergeInvitation): Promise<string[]> {
  const moved = given.moved as Moved
  const { tenantId } = tx.context.tenant
  const [from, to] = [given.keptPartyId, given.mergedPartyId]
  await movePartyRoles(tx, tenantId, from, to, moved['parcels.party_roles'] ?? [])
  await moveClaims(tx, tenantId, from, to, moved['parcels.property_claims'] ?? [])
  await movePartyRestrictions(tx, tenantId, from, to, moved['parcels.restrictions'] ?? [])
  return []
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
