/** One try of one delivery: held in quiet hours and by limits, judged by the register of texts, given to the provider once. */
import { asOwner, type Context, type Db, log, type Platform, read, systemContext } from '../../kernel/index.ts'
import { approvalsOf, sendingPolicy } from './masters.ts'
import { scheduleDeliveries } from './plan-notices.ts'
import { type MessageProvider, NotAccepted, type Providers } from './providers.ts'
import {
  type DeliveryRow,
  selectDelivery,
  selectSentTo,
  updateDeliveryAccepted,
  updateDeliveryFailed,
  updateDeliveryPutOff,
  updateDeliveryTried,
  updateDeliveryWithheld,
} from './queries.ts'
import { judgeText, needsApproval } from './rules-approval.ts'
import { isOpen, releaseAt, retrySeconds, type SendingPolicy } from './rules-delivery.ts'
import type { Approval } from './rules-templates.ts'

/** The job `send-delivery`. What is sent already is left alone, so a job that comes twice sends once. */
export async function sendDelivery(
  platform: Platform,
  providers: Providers,
  job: { tenantId: number; deliveryId: number },
): Promise<void> {
  const context = await systemContext(platform, job.tenantId)
  const delivery = await read(context, (db) => selectDelivery(db, job.tenantId, job.deliveryId))
  if (!delivery || !isOpen(timesOf(delivery)) || delivery.text === null || delivery.sent_to === null) return
  const policy = await sendingPolicy(context)
  const until = await mustWaitUntil(context, delivery, policy)
  if (until) return putOff(context, delivery, until)
  const provider = providers.get(delivery.channel)
  if (!provider) return withhold(context, delivery, 'no-provider')
  const verdict = needsApproval[delivery.channel]
    ? judgeText(delivery.text, await approvalsOf(context, delivery.template), {
        channel: delivery.channel,
        language: delivery.language,
        sandboxToo: !provider.real,
      })
    : { approval: null, because: null }
  if (verdict.because) return withhold(context, delivery, verdict.because)
  await give(context, provider, delivery, verdict.approval, policy)
}

const timesOf = (row: DeliveryRow) => ({
  withheldBecause: row.withheld_because,
  acceptedAt: row.accepted_at,
  deliveredAt: row.delivered_at,
  failedAt: row.failed_at,
  attempts: row.attempts,
})

/** The end of the quiet hours, or of the hour in which an address has had enough; null when it may go now. */
async function mustWaitUntil(context: Context, row: DeliveryRow, policy: SendingPolicy): Promise<Date | null> {
  const now = context.platform.now()
  const release = releaseAt(now, context.tenant.timeZone, policy, row.urgent)
  if (release > now) return release
  if (row.urgent) return null
  const sent = await read(context, (db) => selectSentTo(db, context.tenant.tenantId, row.sent_to!, now))
  const isFull = sent.hour >= policy.perAddressPerHour || sent.day >= policy.perAddressPerDay
  return isFull ? new Date(now.getTime() + 3_600_000) : null
}

/** Bookkeeping of a delivery: as the owner, like all delivery, without a line in the journal for every try. */
const keep = (context: Context, work: (db: Db, tenantId: number) => Promise<unknown>) =>
  asOwner(context.platform.database, (db) => work(db, context.tenant.tenantId))

async function putOff(context: Context, row: DeliveryRow, until: Date): Promise<void> {
  await keep(context, (db, tenantId) => updateDeliveryPutOff(db, tenantId, row.delivery_id, until))
  await scheduleDeliveries(context, [row.delivery_id], until)
}

async function withhold(context: Context, row: DeliveryRow, because: string): Promise<void> {
  log.warn({ tenant: context.tenant.code, delivery: row.delivery_id, because }, 'a message was not sent')
  await keep(context, (db, tenantId) => updateDeliveryWithheld(db, tenantId, row.delivery_id, because))
}

async function give(
  context: Context,
  provider: MessageProvider,
  row: DeliveryRow,
  approval: Approval | null,
  policy: SendingPolicy,
): Promise<void> {
  const { platform, tenant } = context
  const trial = { provider: provider.name, approval, at: platform.now() }
  await keep(context, (db, tenantId) => updateDeliveryTried(db, tenantId, row.delivery_id, trial))
  try {
    const answer = await provider.send({
      // The same in every try: a provider that took it and was not heard does not send it again.
      idempotencyKey: `${tenant.code}-delivery-${row.delivery_id}`,
      stateId: tenant.stateId,
      channel: row.channel,
      to: row.sent_to!,
      language: row.language,
      subjectLine: row.subject_line,
      text: row.text!,
      approval,
    })
    const accepted = { ...answer, at: platform.now() }
    await keep(context, (db, tenantId) => updateDeliveryAccepted(db, tenantId, row.delivery_id, accepted))
  } catch (error) {
    if (!(error instanceof NotAccepted)) throw error
    await noteFailure(context, row, error, policy)
  }
}

/** Tried again later, or dead when the provider refused for good or the tries are used up. */
async function noteFailure(
  context: Context,
  row: DeliveryRow,
  error: NotAccepted,
  policy: SendingPolicy,
): Promise<void> {
  const attempts = row.attempts + 1
  const final = error.permanent || attempts >= policy.maximumAttempts
  const at = context.platform.now()
  const wait = error.retryAfterSeconds ?? retrySeconds(attempts, policy)
  const until = final ? null : new Date(at.getTime() + wait * 1000)
  const failure = { reason: error.message.slice(0, 300), final, until, at }
  await keep(context, (db, tenantId) => updateDeliveryFailed(db, tenantId, row.delivery_id, failure))
  if (until) await scheduleDeliveries(context, [row.delivery_id], until)
}
