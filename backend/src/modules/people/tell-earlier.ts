import { type Context, type Participants, read, type Subscribers, type Tx } from '../../kernel/index.ts'
import type { ContactProvedInvitation } from '../identity/index.ts'
import { linkByContact } from './actions/link-by-contact.ts'
import { selectPersons } from './queries.ts'
import { selectContact, selectContactsById } from './queries-contact.ts'
import { maskEmail, maskMobile } from './rules-mask.ts'

/** What `people.contact-proved` tells: ids alone. */
export type ContactProved = { partyId: number; contactId: number; earlier: number[] }

const wording: Record<string, (shown: string) => string> = {
  en: (shown) => `Your property record now answers to ${shown}. Not you? Tell the municipality at once.`,
  hi: (shown) => `आपका संपत्ति रिकॉर्ड अब ${shown} से जुड़ा है। यदि यह आप नहीं हैं तो तुरंत नगर निकाय को बताएँ।`,
  mr: (shown) => `तुमची मालमत्ता नोंद आता ${shown} शी जोडली आहे. हे तुम्ही नसाल तर लगेच नगरपालिकेला कळवा.`,
}

/**
 * The earlier mobile is told, in the language of its person, of what took its place. After the commit, as a delivery of
 * its own: a sender that is down is tried again.
 */
export async function tellEarlier(context: Context, given: ContactProved): Promise<void> {
  if (!given.earlier.length) return
  const { tenantId, stateId } = context.tenant
  const { present, earlier, language } = await read(context, async (db) => ({
    present: await selectContact(db, tenantId, given.contactId),
    earlier: await selectContactsById(db, tenantId, given.earlier),
    language: (await selectPersons(db, tenantId, [given.partyId]))[0]?.language ?? 'hi',
  }))
  if (!present) return
  const shown = present.channel === 'mobile' ? maskMobile(present.value) : maskEmail(present.value)
  const text = (wording[language] ?? wording.hi!)(shown)
  for (const { value, channel } of earlier) await context.platform.sender.send({ stateId, to: value, channel, text })
}

/** What people does when a sign-in proves a mobile, and when one takes the place of another. */
export function followContacts(participants: Participants, subscribers: Subscribers): void {
  participants.participate('identity.contact-proved', async (tx: Tx, given: ContactProvedInvitation) => {
    await linkByContact(tx, given)
    return []
  })
  subscribers.subscribe({ name: 'people.tell-earlier', event: 'people.contact-proved', run: tellEarlier })
}
