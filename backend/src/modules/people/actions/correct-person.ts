import { Conflict, type Context, command, NotFound } from '../../../kernel/index.ts'
import { inputOf, valuesOf } from '../person-values.ts'
import { selectParties, selectPersons, updateParty, updatePerson } from '../queries.ts'
import { refuseAadhaar } from '../rules.ts'
import { maskNames } from '../rules-mask.ts'
import { type CorrectPersonInput, personSchema } from '../schemas.ts'
import { suggestDuplicatesOf } from '../suggest-duplicates.ts'

/**
 * Corrects facts of a person; what is not named stays, null takes a fact out.
 * Participants of `people.name-changed` ({ partyId }) bring search up to date in the same transaction.
 * @throws NotFound, Conflict for an entry that was merged or erased, Invalid as register-person
 */
export async function correctPerson(
  context: Context,
  partyId: number,
  given: CorrectPersonInput,
): Promise<{ partyId: number; duplicates: number }> {
  refuseAadhaar(given)
  return command(context, { name: 'people.correct-person', input: { partyId, ...given } }, async (tx) => {
    const { tenantId } = context.tenant
    const [party] = await selectParties(tx, tenantId, [partyId], true)
    const [person] = await selectPersons(tx, tenantId, [partyId])
    if (!party || !person)
      throw new NotFound('partyId', 'There is no person by this id in this town.', { got: partyId })
    if (party.merged_into !== null)
      throw new Conflict('partyId', 'This entry was joined to another. Correct that one.', {
        expected: party.merged_into,
      })
    if (person.erased_at) throw new Conflict('partyId', 'This person was erased.')
    const before = inputOf(person, party.life)
    const after = { ...before, ...given.changes }
    const values = valuesOf(personSchema.parse(after), context.today)
    const masked = maskNames(values.names)
    await updateParty(tx, tenantId, partyId, after.life, masked)
    await updatePerson(tx, tenantId, partyId, values)
    const duplicates = await suggestDuplicatesOf(tx, tenantId, partyId)
    tx.journal({
      subjects: [{ kind: 'person', id: partyId }],
      before: { maskedNames: party.masked_names, life: party.life },
      after: { maskedNames: masked, life: after.life, reason: given.reason },
      private: [{ personId: partyId, before, after }],
    })
    await tx.invite('people.name-changed', { partyId })
    await tx.emit('people.person-corrected', { partyId })
    return { partyId, duplicates }
  })
}
