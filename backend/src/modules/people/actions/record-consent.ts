import { asSystem, type Context, command, Forbidden, NotFound } from '../../../kernel/index.ts'
import { selectParties } from '../queries.ts'
import { insertConsent } from '../queries-contact.ts'
import { refuseAadhaar } from '../rules.ts'

/** Throws Forbidden unless the caller is the person or an officer who may write people. */
export function requireOwnOr(context: Context, partyId: number, permission: string): void {
  if (context.personId === partyId || context.permissions.has(permission)) return
  throw new Forbidden('Only the person or an officer of the register may do this.')
}

/** The caller's own change, written with the platform's powers: a citizen owns facts but no table. */
export function forOwnChange(context: Context): Context {
  return context.roleClass === 'citizen' ? asSystem(context) : context
}

/** Consent of a person to one purpose, with the notice as it was shown (DPDP Act 2023 s.5, s.6). */
export async function recordConsent(
  context: Context,
  partyId: number,
  given: { purpose: string; noticeText: string; noticeLanguage: string },
): Promise<{ consentId: number }> {
  requireOwnOr(context, partyId, 'people.write')
  refuseAadhaar(given)
  return command(forOwnChange(context), { name: 'people.record-consent', input: { partyId, ...given } }, async (tx) => {
    const { tenantId } = context.tenant
    const [party] = await selectParties(tx, tenantId, [partyId])
    if (party?.kind !== 'person' || party.merged_into !== null)
      throw new NotFound('partyId', 'There is no such person in this town.', { got: partyId })
    const consentId = await insertConsent(tx, tenantId, partyId, given)
    tx.journal({ subjects: [{ kind: 'person', id: partyId }], after: { consentId, purpose: given.purpose } })
    await tx.emit('people.consent-given', { partyId, purpose: given.purpose })
    return { consentId }
  })
}
