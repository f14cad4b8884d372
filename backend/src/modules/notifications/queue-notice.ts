import { Invalid, type Subject, type Tx } from '../../kernel/index.ts'
import { insertNotices, type NewNotice, takeNoticeIds } from './queries.ts'
import { noticeLink, noticeTexts, type Values, versionOn } from './rules-templates.ts'
import { messageTemplate } from './template-files.ts'

/** Who is told. A party is followed through merges; a post is whoever holds it when the notice is read. */
export type Recipient = { partyId: number } | { userId: number } | { postId: number }

/** Something to be told by a template of data/reference/notifications/messages. */
export interface NoticeRequest {
  template: string
  to: Recipient
  values: Values
  /** What it is about: the officer who opens that sees what was told. */
  subject: Subject
  /** Goes out in quiet hours although the template does not say so. */
  urgent?: boolean
  /** The same key is told once in a town; unsaid, once for this request, template, recipient and subject. */
  dedupeKey?: string
}

const noticesInOneEvent = 500

/**
 * Tells somebody something, in the transaction that it tells of: rolled back with it, sent after it. Many at once are one
 * statement. The words are fixed now; the way out is chosen after the commit by consent, preference and quiet hours.
 * @throws Invalid naming the template or value at fault
 */
export async function queueNotice(tx: Tx, given: NoticeRequest | readonly NoticeRequest[]): Promise<void> {
  const requests = Array.isArray(given) ? (given as readonly NoticeRequest[]) : [given as NoticeRequest]
  if (!requests.length) return
  const ids = await takeNoticeIds(tx, requests.length)
  const rows = requests.map((request, at) => rowOf(tx, request, ids[at]!))
  await insertNotices(tx, tx.context.tenant.tenantId, rows)
  for (let from = 0; from < ids.length; from += noticesInOneEvent)
    await tx.emit('notifications.notices-queued', { noticeIds: ids.slice(from, from + noticesInOneEvent) })
}

function rowOf(tx: Tx, request: NoticeRequest, noticeId: number): NewNotice {
  const version = versionOn(messageTemplate(request.template), tx.context.today)
  const to = request.to as { partyId?: number; userId?: number; postId?: number }
  const recipient = Object.entries(to)[0]?.join(':')
  if (!recipient) throw new Invalid('to', 'Name the party, the user or the post that is told.')
  const { kind, id } = request.subject
  return {
    noticeId,
    template: request.template,
    templateFrom: version.validFrom,
    partyId: to.partyId ?? null,
    userId: to.userId ?? null,
    postId: to.postId ?? null,
    texts: noticeTexts(version, request.values),
    link: noticeLink(version, request.values),
    subjectKind: kind,
    subjectId: id,
    urgent: version.urgent || (request.urgent ?? false),
    dedupeKey: request.dedupeKey ?? `${tx.context.requestId}/${request.template}/${recipient}/${kind}:${id}`,
  }
}
