import { createHmac } from 'node:crypto'
import { type Context, command, NotFound } from '../../../kernel/index.ts'
import { selectParties } from '../queries.ts'
import { insertContact, selectContacts } from '../queries-contact.ts'
import { readEmail, readMobileNumber } from '../rules.ts'
import { forOwnChange, requireOwnOr } from './record-consent.ts'

const codeSeconds = 300

/** The six digits that prove a claim in one window of five minutes. Nothing is stored: the key and the window make the code. */
export function claimCode(context: Context, contactId: number, windowsAgo = 0): string {
  const window = Math.floor(context.platform.now().getTime() / 1000 / codeSeconds) - windowsAgo
  const text = `people.claim ${context.tenant.tenantId} ${contactId} ${window}`
  const digest = createHmac('sha256', context.platform.config.masterKey).update(text).digest()
  return String(digest.readUInt32BE(0) % 1_000_000).padStart(6, '0')
}

/**
 * A person says that a mobile (or e-mail, for owners abroad) is theirs: a dated claim, and a code to prove it. A live claim to the same value gets
 * a new code. The message goes out after the commit.
 */
export async function claimMobile(
  context: Context,
  partyId: number,
  given: { channel: 'mobile' | 'email'; value: string },
): Promise<{ contactId: number; expiresInSeconds: number }> {
  requireOwnOr(context, partyId, 'people.write')
  const value = given.channel === 'mobile' ? readMobileNumber(given.value) : readEmail(given.value)
  const contactId = await command(
    forOwnChange(context),
    { name: 'people.claim-mobile', input: { partyId, ...given } },
    async (tx) => {
      const { tenantId } = context.tenant
      const [party] = await selectParties(tx, tenantId, [partyId])
      if (party?.kind !== 'person' || party.merged_into !== null)
        throw new NotFound('partyId', 'There is no such person in this town.', { got: partyId })
      const live = (await selectContacts(tx, tenantId, [partyId])).find(
        (one) => one.value === value && one.ended_on === null,
      )
      const id =
        live?.contact_id ??
        (await insertContact(tx, tenantId, partyId, { channel: given.channel, value, claimedOn: context.today }))
      tx.journal({
        subjects: [{ kind: 'person', id: partyId }],
        after: { contactId: id, channel: given.channel },
        private: [{ personId: partyId, after: { value } }],
      })
      return id
    },
  )
  const code = claimCode(context, contactId)
  await context.platform.sender.send({
    stateId: context.tenant.stateId,
    to: value,
    channel: given.channel,
    text: `${code} is your Khasra code. ${code} आपका खसरा कोड है।`,
  })
  return { contactId, expiresInSeconds: codeSeconds }
}
