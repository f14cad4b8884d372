import type { Context, Platform } from './context.ts'
import { asOwner } from './db.ts'
import type { JobQueue } from './jobs.ts'
import { systemContext } from './tenants.ts'

interface WaitingEvent {
  tenant_id: number
  event_id: number
  name: string
}

/**
 * Hands waiting events to the job queue, one job per subscriber, in the transaction that marks them:
 * delivered at least once, each with its own retries and dead letter. Answers how many events it handled.
 */
export async function dispatchEvents(platform: Platform, queue: JobQueue): Promise<number> {
  const subscribers = platform.subscribers.all()
  return asOwner(platform.database, async (db) => {
    const events = await db.query<WaitingEvent>(
      `select tenant_id, event_id, name from kernel.events where dispatched_at is null order by event_id limit 200 for update`,
    )
    if (!events.length) return 0
    for (const event of events) {
      for (const subscriber of subscribers.filter((candidate) => candidate.event === event.name)) {
        const payload = { tenantId: event.tenant_id, eventId: event.event_id, subscriber: subscriber.name }
        await queue.addJob(db, 'deliver-event', payload, `${event.tenant_id}:${event.event_id}:${subscriber.name}`)
      }
    }
    await db.query(
      `update kernel.events set dispatched_at = now() from unnest($1::int[], $2::bigint[]) as done (tenant_id, event_id)
       where events.tenant_id = done.tenant_id and events.event_id = done.event_id`,
      [events.map((event) => event.tenant_id), events.map((event) => event.event_id)],
    )
    return events.length
  })
}

/** Runs one subscriber on one event; its command's request id is made of both, so a repeat is harmless. */
export async function deliverEvent(
  platform: Platform,
  job: { tenantId: number; eventId: number; subscriber: string },
): Promise<void> {
  const subscriber = platform.subscribers.all().find((candidate) => candidate.name === job.subscriber)
  if (!subscriber) throw new Error(`no subscriber is called ${job.subscriber}`)
  const context: Context = await systemContext(platform, job.tenantId, `event-${job.eventId}-${job.subscriber}`)
  const [event] = await asOwner(platform.database, (db) =>
    db.query<{ payload: unknown }>(
      `select payload from kernel.events where tenant_id = $1::int and event_id = $2::bigint`,
      [job.tenantId, job.eventId],
    ),
  )
  if (!event) throw new Error(`event ${job.eventId} is not there`)
  await subscriber.run(context, event.payload as never)
}
