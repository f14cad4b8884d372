/** Who carries messages out of the house: one interface, the local inbox page by default, a gateway for real ones. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Config, Conflict, type Database, Forbidden, Invalid, transact } from '../../kernel/index.ts'
import { insertLocalMessage } from './queries.ts'
import type { Approval, Channel } from './rules-templates.ts'

/** A message ready to go. The same key twice is one message, whatever happened between. */
export interface OutgoingMessage {
  idempotencyKey: string
  stateId: number
  channel: Channel
  to: string
  language: string | null
  subjectLine: string | null
  text: string
  approval: Approval | null
}

/** A report of a provider about a message that it had accepted. */
export interface DeliveryReport {
  messageId: string
  state: 'delivered' | 'failed'
  reason?: string | undefined
}

/** What a provider posts to us, as it came. */
export interface RawCallback {
  header(name: string): string | undefined
  body: Buffer
  now: Date
}

/** Carries messages of some channels. */
export interface MessageProvider {
  name: string
  /** False when nothing reaches anyone: texts that no operator approved may then be tried. */
  real: boolean
  channels: readonly Channel[]
  /** @throws NotAccepted */
  send(message: OutgoingMessage): Promise<{ messageId: string; delivered: boolean }>
  /** Reads and checks what the provider posts; null where it posts nothing. @throws Forbidden, Invalid */
  readCallback: ((callback: RawCallback) => { callbackId: string; reports: DeliveryReport[] }) | null
}

/** Why a provider did not take a message. `permanent` ones are not tried again. */
export class NotAccepted extends Error {
  readonly permanent: boolean
  readonly retryAfterSeconds: number | null
  constructor(reason: string, permanent: boolean, retryAfterSeconds: number | null = null) {
    super(reason)
    this.permanent = permanent
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** The provider of each channel. */
export type Providers = ReadonlyMap<Channel, MessageProvider>

/** Providers as the settings name them; none where nothing is set up. */
export function providersOf(config: Config, database: Database): Providers {
  const chosen =
    config.sender === 'development'
      ? localProvider(database)
      : config.sender === 'gateway' && config.gateway
        ? gatewayProvider(config.gateway)
        : null
  return new Map(chosen ? chosen.channels.map((channel) => [channel, chosen]) : [])
}

/** Sends nothing: keeps each message for the local inbox page. For development and demonstrations. */
export function localProvider(database: Database): MessageProvider {
  return {
    name: 'local',
    real: false,
    channels: ['sms', 'whatsapp', 'email'],
    readCallback: null,
    async send(message) {
      const { stateId } = message
      const settings = { role: 'khasra_app', readOnly: false, tenantId: stateId, stateId, roleClass: 'system' } as const
      await transact(database, settings, (db) => insertLocalMessage(db, stateId, message))
      return { messageId: message.idempotencyKey, delivered: true }
    },
  }
}

const gatewaySeconds = 10

/**
 * A gateway in front of operators, reached by HTTPS: `POST {url}/messages` with the key in `Idempotency-Key`. 4xx is final, anything else
 * is tried again. Its reports come to `/api/{city}/notifications/callbacks/gateway`, signed by HMAC-SHA256 over `id.time.body`.
 */
export function gatewayProvider(settings: { url: string; token: string; secret: string }): MessageProvider {
  return {
    name: 'gateway',
    real: true,
    channels: ['sms', 'whatsapp', 'email'],
    readCallback: (callback) => readSigned(settings.secret, callback),
    async send({ idempotencyKey, channel, to, language, subjectLine, text, approval }) {
      const registered = approval && {
        entityId: approval.entityId,
        header: approval.header,
        templateId: approval.templateId,
        category: approval.category,
      }
      const answer = await fetch(`${settings.url}/messages`, {
        method: 'POST',
        signal: AbortSignal.timeout(gatewaySeconds * 1000),
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${settings.token}`,
          'idempotency-key': idempotencyKey,
        },
        body: JSON.stringify({ channel, to, language, subject: subjectLine, text, ...registered }),
      }).catch((error: Error) => {
        throw new NotAccepted(`the gateway did not answer: ${error.message}`, false)
      })
      if (!answer.ok) throw refusalOf(answer.status, answer.headers.get('retry-after'), await answer.text())
      const body = (await answer.json().catch(() => ({}))) as { messageId?: unknown }
      if (typeof body.messageId !== 'string') throw new NotAccepted('the gateway answered without a messageId', false)
      return { messageId: body.messageId, delivered: false }
    },
  }
}

function refusalOf(status: number, retryAfter: string | null, body: string): NotAccepted {
  const permanent = status >= 400 && status < 500 && status !== 408 && status !== 429
  const seconds = Number(retryAfter)
  return new NotAccepted(
    `the gateway answered ${status}: ${body.slice(0, 200)}`,
    permanent,
    retryAfter && Number.isFinite(seconds) ? Math.min(seconds, 86_400) : null,
  )
}

const callbackMinutes = 5

/** What a callback is signed with; also used by those who try it. */
export function signCallback(secret: string, id: string, time: string, body: Buffer | string): string {
  return createHmac('sha256', secret).update(`${id}.${time}.`).update(body).digest('hex')
}

function readSigned(secret: string, { header, body, now }: RawCallback) {
  const id = header('x-callback-id') ?? ''
  const time = header('x-callback-time') ?? ''
  const given = Buffer.from(header('x-callback-signature') ?? '')
  const wanted = Buffer.from(signCallback(secret, id, time, body))
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
    throw new Forbidden('The signature does not fit what was sent.', { field: 'x-callback-signature' })
  if (!/^[\w-]{8,100}$/.test(id)) throw new Invalid('x-callback-id', 'Send 8 to 100 letters, digits, - or _.')
  const age = Math.abs(now.getTime() - Number(time) * 1000)
  if (!(age <= callbackMinutes * 60_000))
    throw new Conflict('x-callback-time', 'This report is too old or from a wrong clock.', { got: time })
  return { callbackId: id, reports: readReports(body) }
}

function readReports(body: Buffer): DeliveryReport[] {
  let read: unknown
  try {
    read = JSON.parse(body.toString('utf8'))
  } catch {
    throw new Invalid('body', 'The body is not valid JSON.')
  }
  const reports = (read as { reports?: unknown } | null)?.reports
  if (!Array.isArray(reports) || reports.length > 1000)
    throw new Invalid('reports', 'Send at most 1,000 reports in a list.')
  return reports.map((report: { messageId?: unknown; state?: unknown; reason?: unknown } | null, index) => {
    const { messageId, state, reason } = report ?? {}
    if (typeof messageId !== 'string' || messageId.length > 200 || (state !== 'delivered' && state !== 'failed'))
      throw new Invalid(`reports.${index}`, 'Name the messageId and whether it was delivered or failed.')
    return { messageId, state, reason: typeof reason === 'string' ? reason.slice(0, 300) : undefined }
  })
}
