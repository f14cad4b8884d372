import type { Tx } from '../../../kernel/index.ts'
import { forgetContacts } from '../../identity/index.ts'
import { endOtherContacts, insertContact, selectContacts, updateContactProved } from '../queries-contact.ts'
import { provedUntil } from '../rules.ts'

/** What the proof of a mobile or address did. `earlier` are the ids of those that it took the place of: they are told. */
export interface ProvedContact {
  contactId: number
  provedUntil: string
  earlier: number[]
}

/**
 * A mobile or address of a party is proved today, for twelve months. Others of the same channel end, and with them the
 * sign-ins that rested on them; the earlier ones are told after the commit. `tells`: which of them, the proved ones or all.
 * In a command with the platform's powers; the caller writes the journal line.
 */
export async function proveContact(
  tx: Tx,
  given: { partyId: number; channel: 'mobile' | 'email'; value: string; tells: 'proved' | 'all' },
): Promise<ProvedContact> {
  const { tenant, today } = tx.context
  const { partyId, channel, value, tells } = given
  const live = (await selectContacts(tx, tenant.tenantId, [partyId])).filter(
    (one) => one.channel === channel && one.ended_on === null,
  )
  const contactId =
    live.find((one) => one.value === value)?.contact_id ??
    (await insertContact(tx, tenant.tenantId, partyId, { channel, value, claimedOn: today }))
  const earlier = live.filter((one) => one.contact_id !== contactId && one.value !== value)
  const until = provedUntil(today)
  await updateContactProved(tx, tenant.tenantId, contactId, today, until)
  await endOtherContacts(tx, tenant.tenantId, { party_id: partyId, channel, contact_id: contactId }, today)
  await forgetContacts(
    tx,
    partyId,
    earlier.map((one) => one.value),
  )
  await tx.invite('people.contact-changed', { partyId })
  const told = earlier.filter((one) => tells === 'all' || one.proved_on !== null).map((one) => one.contact_id)
  await tx.emit('people.contact-proved', { partyId, contactId, earlier: told })
  return { contactId, provedUntil: until, earlier: told }
}
