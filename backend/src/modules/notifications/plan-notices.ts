/** From a notice to its ways out: who is reached by which channel, in which language, or why not. */
import { asOwner, asSystem, type Context, command, jobQueue, type Tx } from '../../kernel/index.ts'
import { selectUserReach, type UserReach } from '../identity/index.ts'
import { type PartyReach, selectReach } from '../people/index.ts'
import { insertDeliveries, type NewDelivery, type NoticeRow, selectNoticesById } from './queries.ts'
import { type PreferenceRow, selectPreferences } from './queries-inbox.ts'
import { planChannel, type Reachable } from './rules-delivery.ts'
import { type Channel, type Language, languages, type MessageVersion } from './rules-templates.ts'
import { messageTemplate } from './template-files.ts'

/** The subscriber of `notifications.notices-queued`: writes deliveries, then puts each into the queue. Twice is harmless. */
export async function planNotices(context: Context, { noticeIds }: { noticeIds: number[] }): Promise<void> {
  const system = { ...asSystem(context), requestId: context.requestId }
  const deliveryIds = await command(system, { name: 'notifications.plan', input: { noticeIds } }, async (tx) => {
    const ids = await writeDeliveries(tx, noticeIds)
    tx.journal({ subjects: [], after: { notices: noticeIds.length, deliveries: ids.length } })
    return ids
  })
  await scheduleDeliveries(context, deliveryIds)
}

/** Puts deliveries into the queue, now or at a moment. */
export async function scheduleDeliveries(context: Context, deliveryIds: number[], at?: Date): Promise<void> {
  const { tenantId } = context.tenant
  if (!deliveryIds.length) return
  await asOwner(context.platform.database, async (db) => {
    for (const deliveryId of deliveryIds)
      await jobQueue.addJob(
        db,
        'send-delivery',
        { tenantId, deliveryId },
        `delivery:${tenantId}:${deliveryId}`,
        undefined,
        at ?? null,
      )
  })
}

async function writeDeliveries(tx: Tx, noticeIds: readonly number[]): Promise<number[]> {
  const { tenantId } = tx.context.tenant
  const notices = await selectNoticesById(tx, tenantId, noticeIds)
  const reach = await reachOf(tx, notices)
  const deliveries = notices.flatMap((notice) => deliveriesOf(tx.context, notice, reach(notice)))
  return deliveries.length ? insertDeliveries(tx, tenantId, deliveries) : []
}

/** One way out by each channel of the template. A post has none: its notices wait in the inbox of whoever holds it. */
function deliveriesOf(context: Context, notice: NoticeRow, who: Reachable | null): NewDelivery[] {
  if (!who) return []
  const version = versionOf(notice)
  return version.channels.map((channel) => {
    const plan = planChannel(who, channel, version)
    const base = { noticeId: notice.notice_id, channel, language: who.language }
    if (plan.address === null)
      return { ...base, sentTo: null, subjectLine: null, text: null, withheldBecause: plan.because }
    return { ...base, ...wordsOf(context, notice, channel, who.language), sentTo: plan.address, withheldBecause: null }
  })
}

function versionOf(notice: NoticeRow): MessageVersion {
  const { versions } = messageTemplate(notice.template)
  return versions.find((each) => each.validFrom === notice.template_from) ?? versions.at(-1)!
}

/** A text message is short, an e-mail carries a subject and the link. */
function wordsOf({ platform, tenant }: Context, notice: NoticeRow, channel: Channel, language: Language) {
  const words = notice.texts[language]
  if (channel === 'sms') return { subjectLine: null, text: words.short ?? words.text }
  if (channel === 'whatsapp') return { subjectLine: null, text: words.text }
  const link = notice.link ? `\n\n${platform.config.publicUrl}/${tenant.code}${notice.link}` : ''
  return { subjectLine: words.title, text: `${words.text}${link}` }
}

const languageOr = (language: string | null | undefined, otherwise: Language): Language =>
  languages.find((each) => each === language) ?? otherwise

/** Reads all recipients at once; answers how to reach the one of a notice, null for a post or somebody unknown. */
async function reachOf(tx: Tx, notices: readonly NoticeRow[]): Promise<(notice: NoticeRow) => Reachable | null> {
  const { tenant, today } = tx.context
  const partyIds = notices.flatMap((notice) => notice.party_id ?? [])
  const userIds = notices.flatMap((notice) => notice.user_id ?? [])
  const parties = partyIds.length ? await selectReach(tx, tenant.tenantId, partyIds, today) : []
  const personIds = parties.map((party) => party.standingId)
  const users = await selectUserReach(tx, tenant.stateId, tenant.tenantId, { userIds, personIds })
  const preferences = await selectPreferences(tx, tenant.tenantId, { personIds, userIds })
  return (notice) => {
    if (notice.user_id !== null)
      return ofUser(
        users.find((user) => user.userId === notice.user_id),
        preferences,
      )
    const party = parties.find((each) => each.partyId === notice.party_id)
    return party ? ofParty(party, users, preferences) : null
  }
}

function ofParty(party: PartyReach, users: readonly UserReach[], preferences: readonly PreferenceRow[]): Reachable {
  const chosen = preferences.find((each) => each.owner_kind === 'person' && each.owner_id === party.standingId)
  const signIns = users.filter((user) => user.active && user.personId === party.standingId)
  return {
    life: party.life,
    erased: party.erased,
    language: languageOr(chosen?.language ?? party.language, 'hi'),
    // A claim that was proved comes first, then what the person signs in with, then a bare claim.
    addresses: [
      ...party.addresses.filter((address) => address.proved),
      ...signIns.flatMap((user) => user.addresses),
      ...party.addresses.filter((address) => !address.proved),
    ],
    consents: party.consents,
    refusedChannels: chosen?.refused_channels ?? [],
  }
}

function ofUser(user: UserReach | undefined, preferences: readonly PreferenceRow[]): Reachable | null {
  if (!user?.active) return null
  const chosen = preferences.find((each) => each.owner_kind === 'user' && each.owner_id === user.userId)
  return {
    life: 'living',
    erased: false,
    language: languageOr(chosen?.language ?? user.language, 'hi'),
    addresses: user.addresses,
    consents: [],
    refusedChannels: chosen?.refused_channels ?? [],
  }
}
