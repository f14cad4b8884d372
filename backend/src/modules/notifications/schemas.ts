import { z } from 'zod'

const namesSchema = z.record(z.string(), z.string())
const channelSchema = z.enum(['sms', 'whatsapp', 'email'])

/** `GET /inbox`: what the local provider did not send. */
export const localInboxSchema = z.object({
  messages: z.array(
    z.object({
      to: z.string(),
      channel: channelSchema,
      subjectLine: z.nullable(z.string()),
      text: z.string(),
      sentAt: z.string(),
    }),
  ),
})

/** `GET /notices`: the caller's own, newest first. */
export const noticesSchema = z.object({
  notices: z.array(
    z.object({
      noticeId: z.number(),
      template: z.string(),
      titles: namesSchema,
      texts: namesSchema,
      link: z.nullable(z.string()),
      subject: z.object({ kind: z.string(), id: z.number() }),
      urgent: z.boolean(),
      sentAt: z.string(),
      read: z.boolean(),
    }),
  ),
  unread: z.number(),
  nextBefore: z.nullable(z.number()),
})

export const unreadSchema = z.object({ unread: z.number() })
export const readBodySchema = z.strictObject({
  noticeIds: z.nullable(z.array(z.number().int().positive().max(Number.MAX_SAFE_INTEGER)).min(1).max(200)),
})

export const preferenceSchema = z.strictObject({
  language: z.nullable(z.enum(['en', 'hi', 'mr'])),
  refusedChannels: z.array(channelSchema).max(3),
})

/** `GET /deliveries`: how messages went out, for officers; addresses are masked. */
export const deliveriesSchema = z.object({
  deliveries: z.array(
    z.object({
      deliveryId: z.number(),
      noticeId: z.number(),
      template: z.string(),
      subject: z.object({ kind: z.string(), id: z.number() }),
      channel: channelSchema,
      sentTo: z.nullable(z.string()),
      state: z.enum(['waiting', 'retrying', 'withheld', 'sent', 'delivered', 'failed']),
      because: z.nullable(z.string()),
      attempts: z.number(),
      plannedAt: z.string(),
      notBefore: z.nullable(z.string()),
    }),
  ),
  nextBefore: z.nullable(z.number()),
})
