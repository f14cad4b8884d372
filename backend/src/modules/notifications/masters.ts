import { z } from 'zod'
import { type Context, log, read } from '../../kernel/index.ts'
import { selectMaster } from '../identity/index.ts'
import type { SendingPolicy } from './rules-delivery.ts'
import { type Approval, versionOn } from './rules-templates.ts'
import { approvalSchema, messageTemplates, policySchema, standardPolicy } from './template-files.ts'

/** A master's value through its schema; null where nobody set it. What cannot be read counts as not set, and is logged. */
async function masterOf<T>(context: Context, register: string, key: string, schema: z.ZodType<T>): Promise<T | null> {
  const level = await read(context, (db) => selectMaster(db, { register, key }, context.today))
  if (!level) return null
  const read_ = schema.safeParse(level.value)
  if (read_.success) return read_.data
  log.error({ register, key, tenant: context.tenant.code, issues: read_.error.issues }, 'a master cannot be read')
  return null
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
