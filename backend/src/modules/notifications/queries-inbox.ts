import type { Db } from '../../kernel/index.ts'
import type { Channel, Language, NoticeTexts } from './rules-templates.ts'

/** Whose inbox is read: the person with all entries that were merged into it, the user, the posts that the user holds. */
export interface InboxOwner {
  userId: number
  partyIds: readonly number[]
  postIds: readonly number[]
}

const ofOwner = `n.tenant_id = $1::int and (n.party_id = any ($2::bigint[]) or n.user_id = $3::bigint or n.post_id = any ($4::bigint[]))`
const valuesOf = (tenantId: number, owner: InboxOwner) => [tenantId, owner.partyIds, owner.userId, owner.postIds]

export interface InboxRow {
  notice_id: number
  template: string
  texts: Partial<NoticeTexts>
  link: string | null
  subject_kind: string
  subject_id: number
  urgent: boolean
  created_at: Date
  read_at: Date | null
}

/** Notices of an inbox, newest first. */
export function selectInbox(
  db: Db,
  tenantId: number,
  owner: InboxOwner,
  page: { before: number; limit: number },
): Promise<InboxRow[]> {
  return db.query(
    `select n.notice_id, n.template, n.texts, n.link, n.subject_kind, n.subject_id, n.urgent, n.created_at, r.read_at
     from notifications.notices n
     left join notifications.readings r on r.tenant_id = n.tenant_id and r.notice_id = n.notice_id and r.user_id = $3::bigint
     where ${ofOwner} and n.notice_id < $5::bigint order by n.notice_id desc limit $6::int`,
    [...valuesOf(tenantId, owner), page.before, page.limit],
  )
}

/** How many are unread; counting ends at a hundred, the bell shows no more. */
export async function countUnread(db: Db, tenantId: number, owner: InboxOwner): Promise<number> {
  const [row] = await db.query<{ unread: number }>(
    `select count(*) as unread from (
       select 1 from notifications.notices n where ${ofOwner} and not exists (
         select 1 from notifications.readings r where r.tenant_id = n.tenant_id and r.notice_id = n.notice_id and r.user_id = $3::bigint)
       limit 100) as unread_rows`,
    valuesOf(tenantId, owner),
  )
  return row!.unread
}

/** Marks notices of an inbox as read: those named, or all. Answers how many were not read before. */
export async function insertReadings(
  db: Db,
  tenantId: number,
  owner: InboxOwner,
  noticeIds: readonly number[] | null,
): Promise<number> {
  const rows = await db.query(
    `insert into notifications.readings (tenant_id, notice_id, user_id)
     select n.tenant_id, n.notice_id, $3::bigint from notifications.notices n
     where ${ofOwner} and ($5::bigint[] is null or n.notice_id = any ($5::bigint[]))
     on conflict (tenant_id, notice_id, user_id) do nothing returning notice_id`,
    [...valuesOf(tenantId, owner), noticeIds],
  )
  return rows.length
}

export interface PreferenceRow {
  owner_kind: 'person' | 'user'
  owner_id: number
  language: Language | null
  refused_channels: Channel[]
}

/** What was chosen by persons and users; who chose nothing is not in the answer. */
export function selectPreferences(
  db: Db,
  tenantId: number,
  owners: { personIds: readonly number[]; userIds: readonly number[] },
): Promise<PreferenceRow[]> {
  return db.query(
    `select owner_kind, owner_id, language, refused_channels from notifications.preferences
     where tenant_id = $1::int and ((owner_kind = 'person' and owner_id = any ($2::bigint[])) or (owner_kind = 'user' and owner_id = any ($3::bigint[])))`,
    [tenantId, owners.personIds, owners.userIds],
  )
}

export async function upsertPreference(db: Db, tenantId: number, row: PreferenceRow): Promise<void> {
  await db.query(
    `insert into notifications.preferences (tenant_id, owner_kind, owner_id, language, refused_channels)
     values ($1::int, $2::text, $3::bigint, $4::text, $5::text[])
     on conflict (tenant_id, owner_kind, owner_id) do update set language = excluded.language,
       refused_channels = excluded.refused_channels, set_at = now()`,
    [tenantId, row.owner_kind, row.owner_id, row.language, row.refused_channels],
  )
}

/** A delivery as an officer sees it. */
export interface DeliveryLine {
  delivery_id: number
  notice_id: number
  template: string
  subject_kind: string
  subject_id: number
  channel: Channel
  sent_to: string | null
  attempts: number
  withheld_because: string | null
  failure: string | null
  planned_at: Date
  not_before: Date | null
  accepted_at: Date | null
  delivered_at: Date | null
  failed_at: Date | null
}

/** Deliveries about one subject, or those that did not go through; newest first. */
export function selectDeliveries(
  db: Db,
  tenantId: number,
  wanted: { subjectKind: string | null; subjectId: number | null; before: number },
): Promise<DeliveryLine[]> {
  return db.query(
    `select d.delivery_id, d.notice_id, n.template, n.subject_kind, n.subject_id, d.channel, d.sent_to, d.attempts, d.withheld_because, d.failure,
       d.planned_at, d.not_before, d.accepted_at, d.delivered_at, d.failed_at
     from notifications.deliveries d
     join notifications.notices n on n.tenant_id = d.tenant_id and n.notice_id = d.notice_id
     where d.tenant_id = $1::int and d.delivery_id < $4::bigint
       and (case when $2::text is null then d.failed_at is not null or d.withheld_because is not null
            else n.subject_kind = $2::text and n.subject_id = $3::bigint end)
     order by d.delivery_id desc limit 50`,
    [tenantId, wanted.subjectKind, wanted.subjectId, wanted.before],
  )
}
