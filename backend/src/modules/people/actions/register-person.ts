import { type Context, command } from '../../../kernel/index.ts'
import { valuesOf } from '../person-values.ts'
import { insertParty, insertPerson } from '../queries.ts'
import { insertContact } from '../queries-contact.ts'
import { readEmail, readMobileNumber, refuseAadhaar } from '../rules.ts'
import { maskNames } from '../rules-mask.ts'
import type { RegisterPersonInput } from '../schemas.ts'
import { suggestDuplicatesOf } from '../suggest-duplicates.ts'

/**
 * A new person in the register. A mobile or e-mail given with it is a claim, still to be proved.
 * Answers the id and how many entries may be the same person.
 * @throws Invalid for a name without letters, a day to come, or twelve digits in any field
 */
export async function registerPerson(
  context: Context,
  given: RegisterPersonInput,
): Promise<{ partyId: number; duplicates: number }> {
  const { mobile, email, ...person } = given
  refuseAadhaar(person)
  const values = valuesOf(person, context.today)
  const contacts = [
    ...(mobile ? [{ channel: 'mobile' as const, value: readMobileNumber(mobile) }] : []),
    ...(email ? [{ channel: 'email' as const, value: readEmail(email) }] : []),
  ]
  return command(context, { name: 'people.register-person', input: given }, async (tx) => {
    const { tenantId } = context.tenant
    const masked = maskNames(values.names)
    const partyId = await insertParty(tx, tenantId, 'person', person.life, masked)
    await insertPerson(tx, tenantId, partyId, values)
    for (const contact of contacts) await insertContact(tx, tenantId, partyId, { ...contact, claimedOn: context.today })
    const duplicates = await suggestDuplicatesOf(tx, tenantId, partyId)
    tx.journal({
      subjects: [{ kind: 'person', id: partyId }],
      after: { maskedNames: masked, life: person.life, duplicates },
      private: [{ personId: partyId, after: { ...values, contacts } }],
    })
    await tx.emit('people.person-registered', { partyId })
    return { partyId, duplicates }
  })
}
