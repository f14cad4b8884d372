import { asSystem, type Context, command, NotSignedIn, type Tx } from '../../../kernel/index.ts'
import {
  type ContactProvedInvitation,
  provePerson,
  selectProvedContacts,
  selectProvedPersons,
} from '../../identity/index.ts'
import { selectContactsByValue, updateContactProved } from '../queries-contact.ts'
import { contactStep, provedUntil } from '../rules.ts'

/** Persons of the town that a user turned out to be. */
export interface FoundPersons {
  linked: number[]
  renewed: number[]
}

/**
 * A user has proved a mobile or an address: entries that had proved the same are theirs, and a claim of their own is good
 * for twelve months more. An entry that only states it stays a stranger: it must be claimed with evidence.
 */
export async function linkByContact(tx: Tx, given: ContactProvedInvitation): Promise<FoundPersons> {
  const { tenant, today } = tx.context
  const mine = new Set(await selectProvedPersons(tx, tenant.tenantId, given.userId))
  const found: FoundPersons = { linked: [], renewed: [] }
  for (const contact of await selectContactsByValue(tx, tenant.tenantId, given.channel, given.value)) {
    const claim = { provedUntil: contact.proved_until, endedOn: contact.ended_on }
    const step = contactStep(claim, mine.has(contact.party_id), today)
    if (step === 'none') continue
    await updateContactProved(tx, tenant.tenantId, contact.contact_id, today, provedUntil(today))
    if (step === 'renew') found.renewed.push(contact.party_id)
    else if (await provePerson(tx, { userId: given.userId, personId: contact.party_id, verifiedBy: given.channel }))
      found.linked.push(contact.party_id)
  }
  return found
}

/**
 * One sign-in, plots in two towns: looks in this town for the persons that a signed-in user is, by the mobiles and
 * addresses that the user proved anywhere in the state.
 * @throws NotSignedIn
 */
export async function findMyself(context: Context): Promise<FoundPersons> {
  const { userId, tenant } = context
  if (!userId) throw new NotSignedIn()
  return command(asSystem(context), { name: 'people.find-myself' }, async (tx) => {
    const found: FoundPersons = { linked: [], renewed: [] }
    for (const { channel, value } of await selectProvedContacts(tx, tenant.stateId, userId)) {
      const here = await linkByContact(tx, { userId, channel, value })
      found.linked.push(...here.linked)
      found.renewed.push(...here.renewed)
    }
    const persons = [...found.linked, ...found.renewed]
    tx.journal({
      subjects: [{ kind: 'user', id: userId }, ...persons.map((id) => ({ kind: 'person', id }))],
      after: found,
    })
    return found
  })
}
