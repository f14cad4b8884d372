import type { Db } from '../../kernel/index.ts'
import type { OutgoingMessage } from './providers.ts'
import type { Approval, Channel, Language, NoticeTexts } from './rules-templates.ts'

/** A notice to be written. */
export interface NewNotice {
  noticeId: number
  template: string
  templateFrom: string
  partyId: number | null
  userId: number | null
  postId: number | null
  texts: NoticeTexts
  link: string | null
  subjectKind: string
  subjectId: number
  urgent: boolean
  dedupeKey: string
}

/** Ids in advance, because whoever causes a notice may not read it back. */
export async function takeNoticeIds(db: Db, count: number): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    `select nextval('notifications.notices_notice_id') as id from generate_series(1, $1::int)`,
    [count],
  )
  return rows.map((row) => row.id)
}

/** Writes notices; one whose dedupe key is known is left out. No conflict target is named: it would ask for the right to read. */
export async function insertNotices(db: Db, tenantId: number, notices: readonly NewNotice[]): Promise<void> {
  await db.query(
    `insert into notifications.notices (tenant_id, notice_id, template, template_from, party_id, user_id, post_id, texts, link,
       subject_kind, subject_id, urgent, dedupe_key)
     select $1::int, n."noticeId", n.template, n."templateFrom", n."partyId", n."userId", n."postId", n.texts, n.link,
       n."subjectKind", n."subjectId", n.urgent, n."dedupeKey"
     from jsonb_to_recordset($2::jsonb) as n ("noticeId" bigint, template text, "templateFrom" date, "partyId" bigint, "userId" bigint,
       "postId" bigint, texts jsonb, link text, "subjectKind" text, "subjectId" bigint, urgent boolean, "dedupeKey" text)
     on conflict do nothing`,
    [tenantId, JSON.stringify(notices)],
  )
}

/** A notice as planning needs it. */
export interface NoticeRow {
  notice_id: number
  template: string
  template_from: string
  party_id: number | null
  user_id: number | null
  post_id: number | null
  texts: NoticeTexts
  link: string | null
  urgent: boolean
}

export function selectNoticesById(db: Db, tenantId: number, noticeIds: readonly number[]): Promise<NoticeRow[]> {
  return db.query(
    `select notice_id, template, template_from, party_id, user_id, post_id, texts, link, urgent from notifications.notices
     where tenant_id = $1::int and notice_id = any ($2::bigint[]) order by notice_id`,
    [tenantId, noticeIds],
  )
}

/** A delivery to be written: with an address and a text, or with the reason why there is none. */
export interface NewDelivery {
  noticeId: number
  channel: Channel
  language: Language
  sentTo: string | null
  subjectLine: string | null
  text: string | null
  withheldBecause: string | null
}

/** Writes deliveries; answers the ids of those that are to be sent. */
export async function insertDeliveries(
  db: Db,
  tenantId: number,
  deliveries: readonly NewDelivery[],
): Promise<number[]> {
  const rows = await db.query<{ delivery_id: number }>(
    `with written as (
       insert into notifications.deliveries (tenant_id, notice_id, channel, language, sent_to, subject_line, text, withheld_because)
       select $1::int, d."noticeId", d.channel, d.language, d."sentTo", d."subjectLine", d.text, d."withheldBecause"
       from jsonb_to_recordset($2::jsonb) as d ("noticeId" bigint, channel text, language text, "sentTo" text, "subjectLine" text, text text,
         "withheldBecause" text)
       on conflict (tenant_id, notice_id, channel) do nothing returning delivery_id, withheld_because)
     select delivery_id from written where withheld_because is null order by delivery_id`,
    [tenantId, JSON.stringify(deliveries)],
  )
  return rows.map((row) => row.delivery_id)
}

/** A delivery with what its notice says of it. */
export interface DeliveryRow {
  delivery_id: number
  notice_id: number
  template: string
  template_from: string
  urgent: boolean
  channel: Channel
  language: Language
  sent_to: string | null
  subject_line: string | null
  text: string | null
  attempts: number
  withheld_because: string | null
  accepted_at: Date | null
  delivered_at: Date | null
  failed_at: Date | null
}

export async function selectDelivery(db: Db, tenantId: number, deliveryId: number): Promise<DeliveryRow | null> {
  const rows = await db.query<DeliveryRow>(
    `select d.delivery_id, d.notice_id, n.template, n.template_from, n.urgent, d.channel, d.language, d.sent_to, d.subject_line, d.text,
       d.attempts, d.withheld_because, d.accepted_at, d.delivered_at, d.failed_at
     from notifications.deliveries d
     join notifications.notices n on n.tenant_id = d.tenant_id and n.notice_id = d.notice_id
     where d.tenant_id = $1::int and d.delivery_id = $2::bigint`,
    [tenantId, deliveryId],
  )
  return rows[0] ?? null
}

/** How much an address got from this town by all channels. */
export async function selectSentTo(
  db: Db,
  tenantId: number,
  address: string,
  now: Date,
): Promise<{ hour: number; day: number }> {
  const [row] = await db.query<{ hour: number; day: number }>(
    `select count(*) filter (where accepted_at > $3::timestamptz - interval '1 hour') as hour, count(*) as day from notifications.deliveries
     where tenant_id = $1::int and sent_to = $2::text and accepted_at > $3::timestamptz - interval '1 day'`,
    [tenantId, address, now],
  )
  return row!
}

export async function updateDeliveryPutOff(db: Db, tenantId: number, deliveryId: number, until: Date): Promise<void> {
  await db.query(
    `update notifications.deliveries set not_before = $3::timestamptz where tenant_id = $1::int and delivery_id = $2::bigint`,
    [tenantId, deliveryId, until],
  )
}

export async function updateDeliveryWithheld(
  db: Db,
  tenantId: number,
  deliveryId: number,
  because: string,
): Promise<void> {
  await db.query(
    `update notifications.deliveries set withheld_because = $3::text
     where tenant_id = $1::int and delivery_id = $2::bigint and accepted_at is null`,
    [tenantId, deliveryId, because],
  )
}

/** Counts a try before it is made, so that one that ends the process is counted too. */
export async function updateDeliveryTried(
  db: Db,
  tenantId: number,
  deliveryId: number,
  trial: { provider: string; approval: Approval | null; at: Date },
): Promise<void> {
  await db.query(
    `update notifications.deliveries set attempts = attempts + 1, last_tried_at = $5::timestamptz, provider = $3::text, approval = $4::jsonb
     where tenant_id = $1::int and delivery_id = $2::bigint`,
    [tenantId, deliveryId, trial.provider, trial.approval && JSON.stringify(trial.approval), trial.at],
  )
}

export async function updateDeliveryAccepted(
  db: Db,
  tenantId: number,
  deliveryId: number,
  accepted: { messageId: string; delivered: boolean; at: Date },
): Promise<void> {
  await db.query(
    `update notifications.deliveries set accepted_at = $4::timestamptz, provider_message_id = $3::text, failure = null,
       delivered_at = case when $5::boolean then $4::timestamptz end
     where tenant_id = $1::int and delivery_id = $2::bigint and accepted_at is null`,
    [tenantId, deliveryId, accepted.messageId, accepted.at, accepted.delivered],
  )
}

export async function updateDeliveryFailed(
  db: Db,
  tenantId: number,
  deliveryId: number,
  failure: { reason: string; final: boolean; until: Date | null; at: Date },
): Promise<void> {
  await db.query(
    `update notifications.deliveries set failure = $3::text, not_before = $5::timestamptz,
       failed_at = case when $4::boolean then $6::timestamptz end
     where tenant_id = $1::int and delivery_id = $2::bigint and accepted_at is null`,
    [tenantId, deliveryId, failure.reason, failure.final, failure.until, failure.at],
  )
}

/** Opens a dead delivery again: its tries begin anew. False when it is not dead. */
export async function reopenDelivery(db: Db, tenantId: number, deliveryId: number): Promise<boolean> {
  const rows = await db.query(
    `update notifications.deliveries set attempts = 0, failed_at = null, failure = null, not_before = null, withheld_because = null
     where tenant_id = $1::int and delivery_id = $2::bigint and accepted_at is null and text is not null and sent_to is not null
       and (failed_at is not null or withheld_because is not null) returning delivery_id`,
    [tenantId, deliveryId],
  )
  return rows.length > 0
}

/** Takes a provider's report over. A report of arrival stays; a failure after it is only late. Answers how many messages were known. */
export async function updateDeliveriesReported(
  db: Db,
  tenantId: number,
  provider: string,
  reports: readonly { messageId: string; state: string; reason?: string | undefined }[],
): Promise<number> {
  const rows = await db.query(
    `update notifications.deliveries d set
       delivered_at = case when r.state = 'delivered' then coalesce(d.delivered_at, now()) else d.delivered_at end,
       failed_at = case when r.state = 'failed' and d.delivered_at is null then coalesce(d.failed_at, now()) else d.failed_at end,
       failure = case when r.state = 'failed' and d.delivered_at is null then coalesce(r.reason, 'not said') else d.failure end
     from jsonb_to_recordset($3::jsonb) as r ("messageId" text, state text, reason text)
     where d.tenant_id = $1::int and d.provider = $2::text and d.provider_message_id = r."messageId" returning d.delivery_id`,
    [tenantId, provider, JSON.stringify(reports)],
  )
  return rows.length
}

/** Keeps a report's id. False when it is there already: the report is played again. */
export async function insertCallback(db: Db, tenantId: number, provider: string, callbackId: string): Promise<boolean> {
  const rows = await db.query(
    `insert into notifications.callbacks (tenant_id, provider, callback_id) values ($1::int, $2::text, $3::text)
     on conflict (tenant_id, provider, callback_id) do nothing returning callback_id`,
    [tenantId, provider, callbackId],
  )
  return rows.length > 0
}

/** Keeps what the local provider would have sent; the same key again is the same message. */
export async function insertLocalMessage(db: Db, stateId: number, message: OutgoingMessage): Promise<void> {
  await db.query(
    `insert into notifications.local_messages (tenant_id, idempotency_key, channel, sent_to, language, subject_line, text)
     values ($1::int, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text) on conflict (tenant_id, idempotency_key) do nothing`,
    [stateId, message.idempotencyKey, message.channel, message.to, message.language, message.subjectLine, message.text],
  )
}

/** The newest messages of the local provider. */
export function selectLocalMessages(
  db: Db,
  stateId: number,
): Promise<{ sent_to: string; channel: Channel; subject_line: string | null; text: string; sent_at: Date }[]> {
  return db.query(
    `select sent_to, channel, subject_line, text, sent_at from notifications.local_messages
     where tenant_id = $1::int order by message_id desc limit 50`,
    [stateId],
  )
}

/** Empties what was told to a person who was erased: as the owner, after the commit. Ids and times stay. */
export async function eraseNotices(db: Db, tenantId: number, partyIds: readonly number[]): Promise<void> {
  await db.query(
    `with emptied as (
       update notifications.notices set texts = '{}', link = null where tenant_id = $1::int and party_id = any ($2::bigint[]) returning notice_id),
     refused as (delete from notifications.preferences where tenant_id = $1::int and owner_kind = 'person' and owner_id = any ($2::bigint[]))
     update notifications.deliveries set sent_to = null, text = null, subject_line = null,
       withheld_because = case when accepted_at is null then coalesce(withheld_because, 'recipient-erased') end
     where tenant_id = $1::int and notice_id in (select notice_id from emptied)`,
    [tenantId, partyIds],
  )
}
