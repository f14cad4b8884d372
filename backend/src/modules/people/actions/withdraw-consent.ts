import { type Context, command, NotFound, read } from '../../../kernel/index.ts'
import { selectConsent, updateConsentWithdrawn } from '../queries-contact.ts'
import { forOwnChange, requireOwnOr } from './record-consent.ts'

/** Ends a consent, as easily as it was given. Withdrawing twice is harmless. Services owed by law go on (ID-09). */
export async function withdrawConsent(context: Context, consentId: number): Promise<{ consentId: number }> {
  const known = await read(forOwnChange(context), (db) => selectConsent(db, context.tenant.tenantId, consentId))
  if (!known || (context.roleClass === 'citizen' && known.party_id !== context.personId))
    throw new NotFound('consentId', 'There is no such consent of yours.', { got: consentId })
  requireOwnOr(context, known.party_id, 'people.write')
  return command(forOwnChange(context), { name: 'people.withdraw-consent', input: { consentId } }, async (tx) => {
    if (known.withdrawn_at === null) await updateConsentWithdrawn(tx, context.tenant.tenantId, consentId)
    const { party_id: partyId, purpose } = known
    tx.journal({
      subjects: [{ kind: 'person', id: partyId }],
      before: { consentId, purpose },
      after: { consentId, withdrawn: true },
    })
    await tx.emit('people.consent-withdrawn', { partyId, purpose })
    return { consentId }
  })
}
