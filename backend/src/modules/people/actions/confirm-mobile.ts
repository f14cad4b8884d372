import { type Context, command, Invalid, NotFound, read } from '../../../kernel/index.ts'
import {
  type ContactRow,
  endOtherContacts,
  selectContact,
  selectContacts,
  updateContactProved,
} from '../queries-contact.ts'
import { provedUntil } from '../rules.ts'
import { maskMobile } from '../rules-mask.ts'
import { claimCode } from './claim-mobile.ts'
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
  const until = provedUntil(context.today)
  const earlier = await command(
    forOwnChange(context),
    { name: 'people.confirm-mobile', input: { contactId } },
    async (tx) => {
      const others = (await selectContacts(tx, tenantId, [claim.party_id])).filter((one) => isEarlier(one, claim))
      await updateContactProved(tx, tenantId, contactId, context.today, until)
      await endOtherContacts(tx, tenantId, claim, context.today)
      tx.journal({
        subjects: [{ kind: 'person', id: claim.party_id }],
        after: { contactId, provedUntil: until, ended: others.map((one) => one.contact_id) },
      })
      await tx.invite('people.contact-changed', { partyId: claim.party_id })
      await tx.emit('people.contact-proved', { partyId: claim.party_id, contactId })
      return others.filter((one) => one.proved_on !== null).map((one) => one.contact_id)
    },
  )
  await tellEarlier(context, claim, earlier)
  return { contactId, provedUntil: until }
}

function isEarlier(one: ContactRow, claim: ContactRow): boolean {
  return one.channel === claim.channel && one.contact_id !== claim.contact_id && one.ended_on === null
}

async function tellEarlier(context: Context, claim: ContactRow, contactIds: number[]): Promise<void> {
  if (contactIds.length === 0) return
  const shown = claim.channel === 'mobile' ? maskMobile(claim.value) : claim.value.replace(/^[^@]+/, '•••••')
  const contacts = await read(forOwnChange(context), (db) =>
    selectContacts(db, context.tenant.tenantId, [claim.party_id]),
  )
  for (const { contact_id: id, value, channel } of contacts)
    if (contactIds.includes(id))
      await context.platform.sender.send({
        stateId: context.tenant.stateId,
        to: value,
        channel,
        text: `Your property record now answers to ${shown}. Not you? Tell the municipality. आपका संपत्ति रिकॉर्ड अब ${shown} से जुड़ा है। यदि यह आप नहीं हैं तो नगर निकाय को बताएं।`,
      })
}
