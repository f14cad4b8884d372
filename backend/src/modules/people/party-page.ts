import type { z } from 'zod'
import { type Context, type Db, Forbidden, look, NotFound, read } from '../../kernel/index.ts'
import * as queries from './queries.ts'
import { selectConsents, selectContacts, selectNumbersOf, selectPartiesByContact } from './queries-contact.ts'
import { claimState, readMobileNumber } from './rules.ts'
import { nameScorer } from './rules-name-score.ts'
import { nameKeysNear } from './rules-names.ts'
import type { partyPageSchema } from './schemas.ts'

type PartyPage = z.input<typeof partyPageSchema>
type Labels = Record<string, string>

/** An entry as a page shows it, unmasked: for the person and for officers who may see private facts; an officer's look is journaled. */
export async function partyPage(context: Context, partyId: number): Promise<PartyPage> {
  const own = context.personId === partyId
  if (!own && !context.permissions.has('people.read-private'))
    throw new Forbidden('Only the person or an officer of the register may see this.')
  const show = (db: Db) => pageOf(db, context, partyId)
  return own
    ? read(context, show)
    : look(context, 'people.see-party', { subjects: [{ kind: 'person', id: partyId }] }, show)
}

async function pageOf(db: Db, context: Context, partyId: number): Promise<PartyPage> {
  const { tenantId } = context.tenant
  const [party] = await queries.selectParties(db, tenantId, [partyId])
  if (!party) throw new NotFound('partyId', 'There is no entry by this id in this town.', { got: partyId })
  const base = {
    partyId,
    kind: party.kind,
    life: party.life,
    names: party.masked_names as Labels,
    masked: true,
    erased: false,
    person: null,
    contacts: [],
    consents: [],
    members: [],
    numbers: [],
    memberOf: [],
  }
  if (party.merged_into !== null) return { ...base, movedTo: await queries.selectStandingParty(db, tenantId, partyId) }
  if (party.kind === 'person') return { ...base, movedTo: null, ...(await personPart(db, context, partyId)) }
  if (party.kind === 'household') return { ...base, movedTo: null, members: await membersOf(db, tenantId, partyId) }
  const organisation = await queries.selectOrganisation(db, tenantId, partyId)
  return { ...base, movedTo: null, names: (organisation?.names ?? party.masked_names) as Labels, masked: false }
}

async function personPart(db: Db, context: Context, partyId: number): Promise<Partial<PartyPage>> {
  const { tenantId } = context.tenant
  const [person] = await queries.selectPersons(db, tenantId, [partyId])
  if (!person) return {}
  if (person.erased_at) return { erased: true }
  const contacts = await selectContacts(db, tenantId, [partyId])
  const consents = await selectConsents(db, tenantId, partyId)
  const numbers = await selectNumbersOf(db, tenantId, [partyId])
  const memberships = await queries.selectMemberships(db, tenantId, partyId)
  return {
    names: person.names as Labels,
    masked: false,
    person: {
      guardianNames: person.guardian_names as Labels | null,
      guardianRelation: person.guardian_relation,
      gender: person.gender,
      bornOn: person.born_on,
      diedOn: person.died_on,
      language: person.language,
      aadhaarLastFour: person.aadhaar_last_four,
      correspondenceAddress: person.correspondence_address,
    },
    contacts: contacts.map((one) => ({
      contactId: one.contact_id,
      channel: one.channel,
      value: one.value,
      state: claimState({ provedUntil: one.proved_until, endedOn: one.ended_on }, context.today),
      provedUntil: one.proved_until,
    })),
    consents: consents.map((one) => ({
      consentId: one.consent_id,
      purpose: one.purpose,
      givenAt: one.given_at.toISOString(),
      withdrawnAt: one.withdrawn_at?.toISOString() ?? null,
    })),
    numbers: numbers.map((one) => ({ numberId: one.number_id, scheme: one.scheme, value: one.value_normal })),
    memberOf: memberships.map((row) => ({
      householdId: row.household_id,
      names: row.names as Labels,
      relation: row.relation,
      from: row.valid_from,
      to: row.valid_to === 'infinity' ? null : row.valid_to,
    })),
  }
}

async function membersOf(db: Db, tenantId: number, householdId: number): Promise<PartyPage['members']> {
  const rows = await queries.selectHouseholdMembers(db, tenantId, householdId)
  return rows.map((row) => ({
    personId: row.person_id,
    relation: row.relation,
    from: row.valid_from,
    to: row.valid_to === 'infinity' ? null : row.valid_to,
  }))
}

/** Entries for an officer, by mobile or by name in any spelling with at most one consonant wrong; best first. The look is journaled. */
export async function findParties(
  context: Context,
  query: { search?: string | undefined; mobile?: string | undefined; limit: number },
) {
  const { tenantId } = context.tenant
  const mobile = query.mobile === undefined ? null : readMobileNumber(query.mobile)
  return look(context, 'people.search', { subjects: [], after: { by: mobile ? 'mobile' : 'name' } }, async (db) => {
    const results = mobile ? await byMobile(db, tenantId, mobile) : await byName(db, tenantId, query.search ?? '')
    return {
      results: results.sort((one, two) => two.score - one.score || one.partyId - two.partyId).slice(0, query.limit),
    }
  })
}

async function byMobile(db: Db, tenantId: number, mobile: string) {
  const ids = (await selectPartiesByContact(db, tenantId, [mobile])).map((row) => row.party_id)
  const persons = await queries.selectPersons(db, tenantId, ids)
  return persons.map((row) => ({
    partyId: row.party_id,
    kind: 'person',
    names: row.names as Labels,
    guardianNames: row.guardian_names as Labels | null,
    score: 1,
  }))
}

async function byName(db: Db, tenantId: number, text: string) {
  const rows = await queries.selectPartiesByNameKey(db, tenantId, nameKeysNear({ x: text }, true), 1000)
  const scorer = nameScorer(text)
  return rows.map((row) => ({
    partyId: row.party_id,
    kind: row.kind,
    names: row.names as Labels,
    guardianNames: row.guardian_names as Labels | null,
    score: scorer(row.names, row.guardian_names ?? undefined),
  }))
}
