import { z } from 'zod'
import { type Context, type Db, log, read } from '../../kernel/index.ts'
import { selectMaster } from '../identity/index.ts'
import type { SendingPolicy } from './rules-delivery.ts'
import { carefulRule, type ServiceRule, serviceModes, serviceOutcomes } from './rules-service.ts'
import { type Approval, versionOn } from './rules-templates.ts'
import { approvalSchema, messageTemplates, policySchema, standardPolicy } from './template-files.ts'

/** A master's value through its schema; null where nobody set it. What cannot be read counts as not set, and is logged. */
async function masterIn<T>(
  db: Db,
  context: Context,
  register: string,
  key: string,
  schema: z.ZodType<T>,
): Promise<T | null> {
  const level = await selectMaster(db, { register, key }, context.today)
  if (!level) return null
  const parsed = schema.safeParse(level.value)
  if (parsed.success) return parsed.data
  log.error({ register, key, tenant: context.tenant.code, issues: parsed.error.issues }, 'a master cannot be read')
  return null
}

const masterOf = <T>(context: Context, register: string, key: string, schema: z.ZodType<T>) =>
  read(context, (db) => masterIn(db, context, register, key, schema))

const wayOfServing = { mode: z.enum(serviceModes), outcome: z.enum(serviceOutcomes) }
const serviceRuleSchema = z.strictObject({
  source: z.string().min(3),
  counts: z.array(z.strictObject(wayOfServing)),
  afterFailedVisits: z.array(z.strictObject({ ...wayOfServing, visits: z.number().int().min(1) })),
}) satisfies z.ZodType<ServiceRule>

/** What counts as served in this body (master `notifications.service`, key `rule`), else the careful reading. Inside a read or a command. */
export async function serviceRule(db: Db, context: Context): Promise<ServiceRule> {
  return (await masterIn(db, context, 'notifications.service', 'rule', serviceRuleSchema)) ?? carefulRule
}

/** How the town sends on its day: its own policy (master `notifications.policy`, key `sending`) or the standard one. */
export async function sendingPolicy(context: Context): Promise<SendingPolicy> {
  return (await masterOf(context, 'notifications.policy', 'sending', policySchema)) ?? standardPolicy()
}

/** Approved texts of a template: what the town or state registered (master `notifications.approvals`, by template) and what is made up for trying. */
export async function approvalsOf(context: Context, template: string): Promise<Approval[]> {
  const own = await masterOf(context, 'notifications.approvals', template, z.array(approvalSchema))
  const known = messageTemplates().get(template)
  return [...(own ?? []), ...(known ? versionOn(known, context.today).approvals : [])]
}
