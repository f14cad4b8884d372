/** Consent by purpose (Digital Personal Data Protection Act 2023, sections 6 and 7). Pure. */

/**
 * What personal data may be used for. `consent`: only while a consent stands. `lawful-use`: a duty of the municipality (section 7), which
 * the withdrawal of any consent does not touch.
 */
export const purposes = {
  'tax-demand': 'lawful-use',
  'statutory-notice': 'lawful-use',
  'service-delivery': 'lawful-use',
  'grievance-redress': 'lawful-use',
  'sms-alerts': 'consent',
  'whatsapp-alerts': 'consent',
  'email-alerts': 'consent',
  photograph: 'consent',
  'survey-and-research': 'consent',
  'family-linking': 'consent',
} as const

export type Purpose = keyof typeof purposes
/** Purposes that a person may give and withdraw consent for. */
export const consentPurposes = (Object.keys(purposes) as Purpose[]).filter((purpose) => purposes[purpose] === 'consent')

/** Consents of one person as they stand: a withdrawn one carries the time. */
export type StandingConsent = { purpose: string; withdrawnAt: Date | null }

/** Whether a person's data may be used for a purpose now. A withdrawal ends its own purpose and no other. */
export function mayUseFor(purpose: Purpose, consents: readonly StandingConsent[]): boolean {
  if (purposes[purpose] === 'lawful-use') return true
  return consents.some((consent) => consent.purpose === purpose && consent.withdrawnAt === null)
}
