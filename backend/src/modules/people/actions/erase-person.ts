import { Conflict, type Context, command, destroyKeyOfPerson, NotFound } from '../../../kernel/index.ts'
import { selectParties, selectPersons, updateParty } from '../queries.ts'
import { deleteContacts, deletePrivateNumbers } from '../queries-contact.ts'
import { selectEntryWithMerged, updatePersonsErased } from '../queries-erase.ts'
import { refuseAadhaar } from '../rules.ts'

/** What stands where a name stood. */
export const erasedNames = { en: 'Erased person', hi: 'मिटाया गया व्यक्ति', mr: 'पुसलेली व्यक्ती' }

/**
 * Erases a person whose data are no longer needed (DPDP Act 2023 s.8(7), s.12): names and facts go, and the person's key is destroyed, so that what the
 * journal holds about them stays closed for ever while its chain holds. Participants of `people.erase` ({ partyId }) answer why it may not
 * be: an owner's name is kept as long as the law asks for it. Entries that were merged into this one are erased with it.
 */
export async function erasePerson(context: Context, partyId: number, reason: string): Promise<{ partyId: number }> {
  refuseAadhaar(reason, 'reason')
  return command(context, { name: 'people.erase-person', input: { partyId, reason } }, async (tx) => {
    const { tenantId } = context.tenant
    const [party] = await selectParties(tx, tenantId, [partyId], true)
    const [person] = await selectPersons(tx, tenantId, [partyId])
    if (!party || !person)
      throw new NotFound('partyId', 'There is no person by this id in this town.', { got: partyId })
    if (person.erased_at) throw new Conflict('partyId', 'This person was erased already.')
    await tx.invite('people.erase', { partyId })
    const ids = await selectEntryWithMerged(tx, tenantId, partyId)
    for (const id of ids) {
      await deletePrivateNumbers(tx, tenantId, id)
      await deleteContacts(tx, tenantId, id)
      await updateParty(tx, tenantId, id, 'unknown', erasedNames)
      await destroyKeyOfPerson(tx, tenantId, id)
    }
    await updatePersonsErased(tx, tenantId, ids)
    tx.journal({ subjects: ids.map((id) => ({ kind: 'person', id })), after: { erased: true, reason } })
    await tx.invite('people.name-changed', { partyId })
    await tx.emit('people.person-erased', { partyId })
    return { partyId }
  })
}
