/** Templates and the sending policy as they stand in data/reference/notifications, read and checked once. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { Invalid } from '../../kernel/index.ts'
import { purposes } from '../people/rules-consent.ts'
import type { SendingPolicy } from './rules-delivery.ts'
import { type Approval, channels, languages, type MessageTemplate, templateFaults } from './rules-templates.ts'

/** The folder of this room's reference data. */
export const referenceFolder = fileURLToPath(new URL('../../../../data/reference/notifications', import.meta.url))

export const wordsSchema = z.strictObject({ en: z.string().min(1), hi: z.string().min(1), mr: z.string().min(1) })
export const codeSchema = z.string().regex(/^[a-z][a-z-]{2,60}$/)
export const kindSchema = z.enum(['text', 'names', 'number', 'rupees', 'day'])

/** An approval as an operator's register has it; also what a body enters as the master `notifications.approvals`. */
export const approvalSchema = z.strictObject({
  register: z.enum(['sandbox', 'operator']),
  channel: z.enum(channels),
  language: z.enum(languages),
  entityId: z.string().min(1).max(40),
  header: z.string().min(1).max(20),
  templateId: z.string().min(1).max(80),
  category: z.string().min(1).max(40),
  text: z.string().min(1).max(2000),
  variableMaxChars: z.number().int().min(1).max(500),
}) satisfies z.ZodType<Approval>

const versionSchema = z.strictObject({
  validFrom: z.iso.date(),
  source: z.string().min(3),
  purpose: z.enum(Object.keys(purposes) as [keyof typeof purposes, ...(keyof typeof purposes)[]]),
  urgent: z.boolean(),
  provedOnly: z.boolean(),
  channels: z.array(z.enum(channels)),
  placeholders: z.record(z.string().regex(/^[a-z]\w*$/i), kindSchema),
  title: wordsSchema,
  text: wordsSchema,
  short: wordsSchema.optional(),
  link: z.string().startsWith('/').optional(),
  approvals: z.array(approvalSchema),
})

const templateSchema = z.strictObject({ code: codeSchema, versions: z.array(versionSchema).min(1) })

/** How a body sends; a body's own stands in the master `notifications.policy`. */
export const policySchema = z.strictObject({
  source: z.string().min(3),
  quietFrom: z.iso.time({ precision: -1 }),
  quietTo: z.iso.time({ precision: -1 }),
  perAddressPerHour: z.number().int().min(1),
  perAddressPerDay: z.number().int().min(1),
  maximumAttempts: z.number().int().min(1).max(50),
  firstRetrySeconds: z.number().int().min(1),
  longestRetrySeconds: z.number().int().min(1),
}) satisfies z.ZodType<SendingPolicy>

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

/** Every JSON file of a folder through a schema. @throws Error naming the file */
export function readFolder<T>(folder: string, schema: z.ZodType<T>): T[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const read = schema.safeParse(readJson(join(folder, file)))
      if (!read.success) throw new Error(`${file}: ${z.prettifyError(read.error)}`)
      return read.data
    })
}

let templates: Map<string, MessageTemplate> | null = null
let policy: SendingPolicy | null = null

/** All templates of messages by code. */
export function messageTemplates(): Map<string, MessageTemplate> {
  if (templates) return templates
  const read = readFolder(join(referenceFolder, 'messages'), templateSchema)
  const faults = read.flatMap(templateFaults)
  if (faults.length) throw new Error(`templates of messages: ${faults.join('; ')}`)
  templates = new Map(read.map((each) => [each.code, each]))
  return templates
}

/** @throws Invalid naming `template` */
export function messageTemplate(code: string): MessageTemplate {
  const found = messageTemplates().get(code)
  if (!found)
    throw new Invalid('template', 'There is no such template of a message.', {
      got: code,
      expected: [...messageTemplates().keys()],
    })
  return found
}

/** The policy that holds unless a body has its own. */
export function standardPolicy(): SendingPolicy {
  policy ??= policySchema.parse(readJson(join(referenceFolder, 'sending-policy.json')))
  return policy
}
