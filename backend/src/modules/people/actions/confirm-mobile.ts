import { asSystem, type Context, command, Invalid, NotFound, read } from '../../../kernel/index.ts'
import { selectContact } from '../queries-contact.ts'
import { claimCode } from './claim-mobile.ts'
import { proveContact } from './prove-contact.ts'
import { forOwnChange, requireOwnOr } from './record-consent.ts'

/**
 * Proves a claim with the code that was sent: good for twelve months. Earlier claims of the person to the same channel end, and the earlier
 * number is told. A code lives five to ten minutes.
 * @throws Invalid for a wrong or old code, NotFound for a claim of someone else
 */
export async function confirmMobile(
  context: Context,
  contactId: number,
  code: string,
): Promise<{ contactId: number; provedUntil: string }> {
  const { tenantId } = context.tenant
  const claim = await read(forOwnChange(context), (db) => selectContact(db, tenantId, contactId))
  if (!claim || claim.ended_on !== null || (context.roleClass === 'citizen' && claim.party_id !== context.personId))
    throw new NotFound('contactId', 'There is no such claim of yours.', { got: contactId })
  requireOwnOr(context, claim.party_id, 'people.write')
  if (code !== claimCode(context, contactId) && code !== claimCode(context, contactId, 1))
    throw new Invalid('code', 'This code is wrong or too old. Ask for a new one.')
  return command(asSystem(context), { name: 'people.confirm-mobile', input: { contactId } }, async (tx) => {
    const { party_id: partyId, channel, value } = claim
    const { provedUntil, earlier } = await proveContact(tx, { partyId, channel, value, tells: 'proved' })
    tx.journal({ subjects: [{ kind: 'person', id: partyId }], after: { contactId, provedUntil, told: earlier } })
    return { contactId, provedUntil }
  })
}
