import { type Context, command, Invalid, NotFound } from '../../../kernel/index.ts'
import { insertHouseholdMembers, insertParty, selectParties } from '../queries.ts'
import { readNames, refuseAadhaar } from '../rules.ts'
import { maskNames } from '../rules-mask.ts'
import type { HouseholdInput } from '../schemas.ts'

/** A family (as a Samagra family) with its members, each from a day on. @throws NotFound for a member that is no standing person */
export async function registerHousehold(
  context: Context,
  given: HouseholdInput,
): Promise<{ partyId: number; duplicates: number }> {
  refuseAadhaar(given)
  const masked = maskNames(readNames(given.names))
  const ids = given.members.map((member) => member.personId)
  if (new Set(ids).size !== ids.length) throw new Invalid('members', 'A person is named twice.')
  return command(context, { name: 'people.register-household', input: given }, async (tx) => {
    const { tenantId } = context.tenant
    const standing = (await selectParties(tx, tenantId, ids)).filter(
      (party) => party.kind === 'person' && party.merged_into === null,
    )
    const missing = ids.find((id) => !standing.some((party) => party.party_id === id))
    if (missing) throw new NotFound('members', 'This member is not a standing person of this town.', { got: missing })
    const partyId = await insertParty(tx, tenantId, 'household', 'living', masked)
    await insertHouseholdMembers(tx, tenantId, partyId, given.members, given.from ?? context.today)
    const subjects = [{ kind: 'household', id: partyId }, ...ids.map((id) => ({ kind: 'person', id }))]
    tx.journal({ subjects, after: { maskedNames: masked, members: given.members } })
    return { partyId, duplicates: 0 }
  })
}
