/** Hears the events of the table data/reference/notifications/events.json and queues what is told. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Context, command, contextFor, log, type Subscribers, tenantByCode } from '../../kernel/index.ts'
import { queueNotice } from './queue-notice.ts'
import { type EventRule, type LabelOf, noticesOf, type ToldNotice } from './rules-events.ts'
import { codeSchema, messageTemplates, referenceFolder } from './template-files.ts'

const field = z.string().regex(/^[a-z]\w*$/i)

const rulesSchema = z.array(
  z.strictObject({
    event: z.string().regex(/^[a-z-]+\.[a-z-]+$/),
    when: z.record(field, z.union([z.string(), z.number(), z.boolean()])).optional(),
    template: codeSchema,
    to: z.strictObject({
      partyIds: field.optional(),
      userIds: field.optional(),
      post: field.optional(),
      postIds: field.optional(),
    }),
    values: z.record(field, z.union([field, z.strictObject({ label: field, code: field })])),
    subject: z.strictObject({ kind: z.string().regex(/^[a-z-]{2,40}$/), id: field }),
    urgent: z.boolean().optional(),
  }),
) satisfies z.ZodType<EventRule[]>

/** The table, checked: every template is there and gets exactly the values that it needs. @throws Error naming what is wrong */
export function eventRules(): EventRule[] {
  const rules = rulesSchema.parse(JSON.parse(readFileSync(join(referenceFolder, 'events.json'), 'utf8')))
  for (const { event, template, values } of rules) {
    const versions = messageTemplates().get(template)?.versions
    if (!versions) throw new Error(`${event}: there is no template ${template}`)
    for (const version of versions)
      if (Object.keys(version.placeholders).sort().join() !== Object.keys(values).sort().join())
        throw new Error(`${event}: ${template} takes ${Object.keys(version.placeholders).join(', ')}`)
  }
  return rules
}

/** Subscribes to every event of the table. `labelOf` is the roof's: names of services and statuses belong to the rooms above. */
export function followEvents(
  subscribers: Subscribers,
  labelOf: LabelOf,
  rules: readonly EventRule[] = eventRules(),
): void {
  for (const event of new Set(rules.map((rule) => rule.event)))
    subscribers.subscribe({
      name: `notifications.tell-${event}`,
      event,
      run: (context: Context, payload: Record<string, unknown>) =>
        tell(
          context,
          event,
          payload,
          rules.filter((rule) => rule.event === event),
          labelOf,
        ),
    })
}

async function tell(
  context: Context,
  event: string,
  payload: Record<string, unknown>,
  rules: readonly EventRule[],
  labelOf: LabelOf,
): Promise<void> {
  const read = rules.map((rule) => noticesOf(rule, payload, labelOf))
  // A payload that lacks something is a mistake of the table: trying again would not mend it.
  for (const { lacking } of read) if (lacking.length) log.error({ event, lacking }, 'an event could not be told')
  const notices = read.flatMap((each) => each.notices)
  for (const town of new Set(notices.map((notice) => notice.town)))
    await queueIn(
      await contextOf(context, town),
      event,
      notices.filter((notice) => notice.town === town),
    )
}

/** Posts of a pool may lie in a sister town: their notices belong there. */
async function contextOf(context: Context, town: string | null): Promise<Context> {
  if (town === null || town === context.tenant.code) return context
  const tenant = await tenantByCode(context.platform, town)
  return contextFor(context.platform, tenant, { roleClass: 'system', requestId: context.requestId })
}

async function queueIn(context: Context, event: string, notices: readonly ToldNotice[]): Promise<void> {
  await command(context, { name: 'notifications.tell', input: { event, notices } }, async (tx) => {
    await queueNotice(
      tx,
      notices.map(({ town: _, ...notice }) => notice),
    )
    const subject = notices[0]?.subject
    tx.journal({ subjects: subject ? [subject] : [], after: { event, notices: notices.length } })
  })
}
