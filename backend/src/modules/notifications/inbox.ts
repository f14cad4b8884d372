import { asSystem, type Context, NotSignedIn, read } from '../../kernel/index.ts'
import { selectHeldPosts } from '../identity/index.ts'
import { selectEntryWithMerged } from '../people/index.ts'
import { ownerOf } from './actions/set-preference.ts'
import { countUnread, type InboxOwner, type InboxRow, selectInbox, selectPreferences } from './queries-inbox.ts'

/** Whose inbox the caller's is. @throws NotSignedIn */
export async function inboxOwner(context: Context): Promise<InboxOwner> {
  const { userId, personId, tenant, today } = context
  if (userId === null) throw new NotSignedIn()
  return read(asSystem(context), async (db) => ({
    userId,
    partyIds: personId === null ? [] : await selectEntryWithMerged(db, tenant.tenantId, personId),
    postIds: context.roleClass === 'citizen' ? [] : await selectHeldPosts(db, tenant.tenantId, userId, today),
  }))
}

const pageSize = 30

/** A page of the caller's own notices, newest first. */
export async function readInbox(context: Context, before: number) {
  const owner = await inboxOwner(context)
  const { tenantId } = context.tenant
  const [rows, unread] = await read(asSystem(context), async (db) => [
    await selectInbox(db, tenantId, owner, { before, limit: pageSize }),
    await countUnread(db, tenantId, owner),
  ])
  return {
    notices: rows.map(noticeOf),
    unread,
    nextBefore: rows.length === pageSize ? rows.at(-1)!.notice_id : null,
  }
}

function noticeOf(row: InboxRow) {
  const words = Object.entries(row.texts)
  return {
    noticeId: row.notice_id,
    template: row.template,
    titles: Object.fromEntries(words.map(([language, { title }]) => [language, title])),
    texts: Object.fromEntries(words.map(([language, { text }]) => [language, text])),
    link: row.link,
    subject: { kind: row.subject_kind, id: row.subject_id },
    urgent: row.urgent,
    sentAt: row.created_at.toISOString(),
    read: row.read_at !== null,
  }
}

/** How many of the caller's notices are unread; up to a hundred. */
export async function readUnread(context: Context): Promise<{ unread: number }> {
  const owner = await inboxOwner(context)
  return { unread: await read(asSystem(context), (db) => countUnread(db, context.tenant.tenantId, owner)) }
}

/** What the caller chose about messages. */
export async function readPreference(context: Context) {
  const owner = ownerOf(context)
  const ids = { personIds: [] as number[], userIds: [] as number[] }
  ids[owner.owner_kind === 'person' ? 'personIds' : 'userIds'].push(owner.owner_id)
  const [row] = await read(asSystem(context), (db) => selectPreferences(db, context.tenant.tenantId, ids))
  return { language: row?.language ?? null, refusedChannels: row?.refused_channels ?? [] }
}
