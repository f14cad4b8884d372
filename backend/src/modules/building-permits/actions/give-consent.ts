import { timingSafeEqual } from 'node:crypto'
import { asSystem, type Context, command, Invalid, NotFound, newRequestId, type Tx } from '../../../kernel/index.ts'
import { lockConsent, selectConsents, updateConsentAnswered, updateConsentTried } from '../queries-people.ts'
import { requireTakesPart } from '../takes-part.ts'
import { codeSeconds, hashOfCode, requireWaiting } from './ask-consent.ts'

const mostTries = 5

/**
 * An owner's or attorney's yes or no, proved by the code. The one who types it is the applicant, the architect or an officer whom the owner tells it.
 * @throws Invalid for a wrong or old code; after five wrong ones a new code is needed
 */
export async function giveConsent(
  context: Context,
  caseId: number,
  consentId: number,
  given: { code: string; answer: 'yes' | 'no' },
): Promise<{ consentId: number; given: boolean; waiting: number }> {
  await requireTakesPart(context, caseId)
  // A wrong try is counted even though the answer is refused: it has a command of its own.
  const right = await command(
    { ...asSystem(context), requestId: newRequestId() },
    { name: 'building-permits.try-consent' },
    (tx) => tryCode(tx, caseId, consentId, given.code),
  )
  if (!right) throw new Invalid('code', 'The code is wrong or too old. Ask for a new one.')
  const acting = { ...asSystem(context), userId: context.userId }
  const { answer } = given
  return command(
    acting,
    { name: 'building-permits.give-consent', input: { caseId, consentId, answer } },
    async (tx) => {
      const { tenantId } = context.tenant
      const consent = await lockConsent(tx, tenantId, caseId, consentId)
      requireWaiting(consent!)
      await updateConsentAnswered(tx, tenantId, consentId, { given: answer === 'yes', on: context.today })
      await tx.emit('building-permits.consent-answered', { caseId, consentId, given: answer === 'yes' })
      tx.journal({
        subjects: [{ kind: 'case', id: caseId }],
        after: { consentId, answer, byAttorney: consent!.attorney_party_id !== null },
      })
      const rest = (await selectConsents(tx, tenantId, caseId)).filter((each) => each.given_on === null)
      return { consentId, given: answer === 'yes', waiting: rest.length }
    },
  )
}

async function tryCode(tx: Tx, caseId: number, consentId: number, code: string): Promise<boolean> {
  const { context } = tx
  const consent = await lockConsent(tx, context.tenant.tenantId, caseId, consentId)
  if (!consent) throw new NotFound('consentId', 'This case needs no such consent.', { got: consentId })
  requireWaiting(consent)
  tx.journal({ subjects: [{ kind: 'case', id: caseId }], after: { consentId, tried: true } })
  const { code_hash: hash, asked_at: at } = consent
  if (hash === null || at === null || consent.tries >= mostTries) return false
  await updateConsentTried(tx, context.tenant.tenantId, consentId)
  if (context.platform.now().getTime() - new Date(at).getTime() > codeSeconds * 1000) return false
  return timingSafeEqual(Buffer.from(hash), Buffer.from(hashOfCode(context, consentId, code)))
}
