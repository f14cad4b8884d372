import { createHmac, randomInt } from 'node:crypto'
import { asSystem, Conflict, type Context, command, NotFound, read } from '../../../kernel/index.ts'
import { maskMobile, selectReach } from '../../people/index.ts'
import { type ConsentRow, lockConsent, selectConsents, updateConsentAsked } from '../queries-people.ts'
import { requireTakesPart } from '../takes-part.ts'

/** How long a code for a consent works: owners are often not in the room. */
export const codeSeconds = 30 * 60

/** The code is never kept, only this. */
export function hashOfCode(context: Context, consentId: number, code: string): string {
  const text = `building-permits.consent ${context.tenant.tenantId} ${consentId} ${code}`
  return createHmac('sha256', context.platform.config.masterKey).update(text).digest('hex')
}

/**
 * Sends a code to the proved mobile of an owner, or of their attorney: reading it out, or typing it in, is the consent.
 * @throws Conflict when no mobile of theirs is proved, or they have answered already
 */
export async function askConsent(
  context: Context,
  caseId: number,
  consentId: number,
): Promise<{ consentId: number; sentTo: string; expiresInSeconds: number }> {
  await requireTakesPart(context, caseId)
  const { tenantId } = context.tenant
  const found = await read(asSystem(context), async (db) => {
    const consent = (await selectConsents(db, tenantId, caseId)).find((each) => each.consent_id === consentId)
    if (!consent) throw new NotFound('consentId', 'This case needs no such consent.', { got: consentId })
    const [reach] = await selectReach(db, tenantId, [consent.attorney_party_id ?? consent.party_id], context.today)
    return { consent, mobile: reach?.addresses.find((each) => each.kind === 'mobile' && each.proved)?.value ?? null }
  })
  requireWaiting(found.consent)
  if (found.mobile === null)
    throw new Conflict('consentId', 'No mobile of {owner} is proved. They prove one first, or name an attorney.', {
      parameters: { owner: found.consent.names },
    })
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const acting = { ...asSystem(context), userId: context.userId }
  await command(acting, { name: 'building-permits.ask-consent', input: { caseId, consentId } }, async (tx) => {
    const consent = await lockConsent(tx, tenantId, caseId, consentId)
    requireWaiting(consent!)
    const at = context.platform.now()
    await updateConsentAsked(tx, tenantId, consentId, { hash: hashOfCode(context, consentId, code), at })
    tx.journal({ subjects: [{ kind: 'case', id: caseId }], after: { consentId, asked: true } })
    return { consentId }
  })
  await context.platform.sender.send({
    stateId: context.tenant.stateId,
    to: found.mobile,
    channel: 'mobile',
    text: `${code} is your code to agree to a building application on your land. Tell it only if you agree. ${code} आपकी भूमि पर भवन आवेदन की सहमति का कोड है। सहमत हों तभी बताएँ।`,
  })
  return { consentId, sentTo: maskMobile(found.mobile), expiresInSeconds: codeSeconds }
}

/** @throws Conflict when the owner has answered */
export function requireWaiting(consent: ConsentRow): void {
  if (consent.given_on !== null || consent.refused_on !== null)
    throw new Conflict('consentId', 'This owner has answered already.', { got: consent.given_on ? 'yes' : 'no' })
}
