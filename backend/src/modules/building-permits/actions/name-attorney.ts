import { asSystem, type Context, command, Invalid, NotFound } from '../../../kernel/index.ts'
import { selectHasParty } from '../queries-land.ts'
import { lockConsent, updateAttorney } from '../queries-people.ts'
import { requireTakesPart } from '../takes-part.ts'
import { requireWaiting } from './ask-consent.ts'

/** Somebody who answers for an owner under a power of attorney: the code goes to their mobile instead. The deed is a paper of the case. */
export async function nameAttorney(
  context: Context,
  caseId: number,
  consentId: number,
  given: { attorneyPartyId: number; powerOfAttorney: string },
): Promise<{ consentId: number }> {
  await requireTakesPart(context, caseId)
  const acting = { ...asSystem(context), userId: context.userId }
  const input = { caseId, consentId, ...given }
  return command(acting, { name: 'building-permits.name-attorney', input }, async (tx) => {
    const { tenantId } = context.tenant
    const consent = await lockConsent(tx, tenantId, caseId, consentId)
    if (!consent) throw new NotFound('consentId', 'This case needs no such consent.', { got: consentId })
    requireWaiting(consent)
    const { attorneyPartyId: partyId, powerOfAttorney } = given
    if (partyId === consent.party_id || !(await selectHasParty(tx, tenantId, partyId)))
      throw new Invalid('attorneyPartyId', 'There is no such person in this town.', { got: partyId })
    await updateAttorney(tx, tenantId, consentId, { partyId, powerOfAttorney })
    tx.journal({ subjects: [{ kind: 'case', id: caseId }], after: input })
    return { consentId }
  })
}
