import { type Context, command } from '../../../kernel/index.ts'
import { insertOrganisation, insertParty } from '../queries.ts'
import { readNames, refuseAadhaar } from '../rules.ts'
import { nameKeyOf } from '../rules-names.ts'
import type { OrganisationInput } from '../schemas.ts'

/** A society, firm, department or trust that may hold roles. Its name is public, so it is not masked. */
export async function registerOrganisation(
  context: Context,
  given: OrganisationInput,
): Promise<{ partyId: number; duplicates: number }> {
  refuseAadhaar(given)
  const names = readNames(given.names)
  return command(context, { name: 'people.register-organisation', input: given }, async (tx) => {
    const { tenantId } = context.tenant
    const partyId = await insertParty(tx, tenantId, 'organisation', 'living', names)
    const address = given.correspondenceAddress ?? null
    await insertOrganisation(tx, tenantId, partyId, { names, kind: given.kind, address, nameKey: nameKeyOf(names) })
    tx.journal({ subjects: [{ kind: 'organisation', id: partyId }], after: { names, kind: given.kind, address } })
    await tx.emit('people.organisation-registered', { partyId })
    return { partyId, duplicates: 0 }
  })
}
