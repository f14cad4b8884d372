import { z } from 'zod'
import {
  asSystem,
  type Context,
  defineRoute,
  Invalid,
  idSchema,
  NotFound,
  type Route,
  read,
} from '../../kernel/index.ts'
import { maskEmail, maskMobile } from '../people/index.ts'
import { markRead } from './actions/mark-read.ts'
import { retryDelivery } from './actions/retry-delivery.ts'
import { setPreference } from './actions/set-preference.ts'
import { takeCallback } from './actions/take-callback.ts'
import { readInbox, readPreference, readUnread } from './inbox.ts'
import type { Providers } from './providers.ts'
import { selectLocalMessages } from './queries.ts'
import { type DeliveryLine, selectDeliveries } from './queries-inbox.ts'
import { deliveryState } from './rules-delivery.ts'
import * as schemas from './schemas.ts'

const largestCallbackBytes = 300_000

/** The URL table of notices; letters and their verification have tables of their own. */
export function noticeRoutes(providers: Providers): Route[] {
  return [...ownRoutes, ...officerRoutes, ...providerRoutes(providers)]
}

const ownRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/notices',
    permission: null,
    summary: "The caller's own notices in three languages, newest first. Example: /api/nayapur/notices?before=812",
    query: z.strictObject({ before: idSchema.default(Number.MAX_SAFE_INTEGER) }),
    response: schemas.noticesSchema,
    run: (context, { query }) => readInbox(context, query.before),
  }),
  defineRoute({
    method: 'get',
    path: '/notices/unread',
    permission: null,
    summary: 'How many are unread, at most a hundred; for the bell. Example: /api/nayapur/notices/unread',
    response: schemas.unreadSchema,
    run: (context) => readUnread(context),
  }),
  defineRoute({
    method: 'post',
    path: '/notices/read',
    permission: null,
    summary: 'Marks notices as read; null for all. Example: POST /api/nayapur/notices/read {"noticeIds":[812]}',
    body: schemas.readBodySchema,
    response: z.object({ read: z.number() }),
    run: (context, { body }) => markRead(context, body.noticeIds),
  }),
  defineRoute({
    method: 'get',
    path: '/notices/preferences',
    permission: null,
    summary: 'In which language and by which ways the caller wants to be told',
    response: schemas.preferenceSchema,
    run: (context) => readPreference(context),
  }),
  defineRoute({
    method: 'put',
    path: '/notices/preferences',
    permission: null,
    summary:
      'Chooses language and ways; the inbox inside the application stays. Example: {"language":"hi","refusedChannels":["email"]}',
    body: schemas.preferenceSchema,
    response: schemas.preferenceSchema,
    run: (context, { body }) => setPreference(context, body),
  }),
]

const officerRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/deliveries',
    permission: 'notifications.read',
    summary: 'How messages about something went out, or those that did not. Example: ?subjectKind=case&subjectId=12',
    query: z.strictObject({
      before: idSchema.default(Number.MAX_SAFE_INTEGER),
      subjectKind: z.string().max(40).optional(),
      subjectId: idSchema.optional(),
    }),
    response: schemas.deliveriesSchema,
    run: async (context, { query }) => {
      if ((query.subjectKind === undefined) !== (query.subjectId === undefined))
        throw new Invalid('subjectId', 'Give subjectKind and subjectId together, or neither.')
      const wanted = {
        subjectKind: query.subjectKind ?? null,
        subjectId: query.subjectId ?? null,
        before: query.before,
      }
      const rows = await read(context, (db) => selectDeliveries(db, context.tenant.tenantId, wanted))
      return { deliveries: rows.map(lineOf), nextBefore: rows.length === 50 ? rows.at(-1)!.delivery_id : null }
    },
  }),
  defineRoute({
    method: 'post',
    path: '/deliveries/:deliveryId/retry',
    permission: 'notifications.retry',
    summary: 'Sends a failed or withheld message again. Example: POST /api/nayapur/deliveries/17/retry',
    params: z.strictObject({ deliveryId: idSchema }),
    response: z.object({ deliveryId: z.number() }),
    run: (context, { params }) => retryDelivery(context, params.deliveryId),
  }),
]

function lineOf(row: DeliveryLine) {
  return {
    deliveryId: row.delivery_id,
    noticeId: row.notice_id,
    template: row.template,
    subject: { kind: row.subject_kind, id: row.subject_id },
    channel: row.channel,
    sentTo: row.sent_to && (row.channel === 'email' ? maskEmail(row.sent_to) : maskMobile(row.sent_to)),
    state: deliveryState({
      withheldBecause: row.withheld_because,
      acceptedAt: row.accepted_at,
      deliveredAt: row.delivered_at,
      failedAt: row.failed_at,
      attempts: row.attempts,
    }),
    because: row.withheld_because ?? row.failure,
    attempts: row.attempts,
    plannedAt: row.planned_at.toISOString(),
    notBefore: row.not_before?.toISOString() ?? null,
  }
}

function providerRoutes(providers: Providers): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/inbox',
      permission: null,
      summary: 'Messages that the local provider did not send',
      response: schemas.localInboxSchema,
      run: (context) => localInbox(context),
    }),
    defineRoute({
      method: 'post',
      path: '/notifications/callbacks/:provider',
      permission: null,
      withoutCsrf: true,
      perMinute: 600,
      uploadBytes: largestCallbackBytes,
      summary: 'Reports of a provider, signed; the same one again is refused with 409',
      params: z.strictObject({ provider: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/) }),
      response: z.object({ known: z.number() }),
      run: (context, { params, body, reply }) => {
        const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
        return takeCallback(context, providers, params.provider, { header: reply.header, body: bytes })
      },
    }),
  ]
}

async function localInbox(context: Context) {
  if (context.platform.config.sender !== 'development')
    throw new NotFound('inbox', 'Messages are really sent here: there is no inbox page.')
  // Codes belong to the state: who signs in is not yet known in any town.
  const rows = await read(asSystem(context), (db) => selectLocalMessages(db, context.tenant.stateId))
  return {
    messages: rows.map((row) => ({
      to: row.sent_to,
      channel: row.channel,
      subjectLine: row.subject_line,
      text: row.text,
      sentAt: row.sent_at.toISOString(),
    })),
  }
}
