/** Templates of letters and the notes at their foot, as they stand in data/reference/notifications. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Invalid } from '../../kernel/index.ts'
import { type LetterTemplate, letterFaults, letterKinds } from './rules-letters.ts'
import type { Words } from './rules-templates.ts'
import { codeSchema, kindSchema, readFolder, referenceFolder, wordsSchema } from './template-files.ts'

const keySchema = z.string().regex(/^[a-z]\w*$/i)
const rowSchema = z.record(keySchema, kindSchema)

const blockSchema = z.union([
  z.strictObject({ paragraph: wordsSchema }),
  z.strictObject({ heading: wordsSchema }),
  z.strictObject({
    facts: z.array(z.strictObject({ label: wordsSchema, value: z.union([wordsSchema, z.string().min(1)]) })).min(1),
  }),
  z.strictObject({
    table: z.strictObject({
      rows: keySchema,
      columns: z
        .array(
          z.strictObject({
            key: keySchema,
            label: wordsSchema,
            kind: kindSchema,
            share: z.number().positive(),
            align: z.enum(['start', 'end']).optional(),
          }),
        )
        .min(1)
        .max(8),
    }),
  }),
  z.strictObject({ list: z.strictObject({ items: keySchema, key: keySchema, kind: kindSchema }) }),
  z.strictObject({
    picture: z.strictObject({
      name: keySchema,
      heightMm: z.number().min(10).max(240),
      caption: wordsSchema.optional(),
    }),
  }),
])

const letterSchema = z.strictObject({
  code: codeSchema,
  kind: z.enum(letterKinds),
  series: z.string().regex(/^[a-z][a-z-]{1,30}$/),
  numberPattern: z.string().regex(/\{n(:\d+)?\}/, 'must hold {n} or {n:6}'),
  versions: z
    .array(
      z.strictObject({
        validFrom: z.iso.date(),
        source: z.string().min(3),
        placeholders: rowSchema,
        lists: z.record(keySchema, rowSchema),
        title: wordsSchema,
        subject: wordsSchema.optional(),
        blocks: z.array(blockSchema).min(1),
        notes: z.array(codeSchema),
        signature: z.boolean(),
      }),
    )
    .min(1),
}) satisfies z.ZodType<LetterTemplate>

let templates: Map<string, LetterTemplate> | null = null
let notes: Map<string, Words> | null = null

/** All templates of letters by code. */
export function letterTemplates(): Map<string, LetterTemplate> {
  if (templates) return templates
  const read = readFolder(join(referenceFolder, 'letters'), letterSchema)
  const faults = read.flatMap((template) => [...letterFaults(template), ...unknownNotes(template)])
  if (faults.length) throw new Error(`templates of letters: ${faults.join('; ')}`)
  templates = new Map(read.map((each) => [each.code, each]))
  return templates
}

const unknownNotes = (template: LetterTemplate) =>
  template.versions.flatMap((version) =>
    version.notes
      .filter((code) => !letterNotes().has(code))
      .map((code) => `${template.code}: no note is called ${code}`),
  )

/** @throws Invalid naming `template` */
export function letterTemplate(code: string): LetterTemplate {
  const found = letterTemplates().get(code)
  if (!found)
    throw new Invalid('template', 'There is no such template of a letter.', {
      got: code,
      expected: [...letterTemplates().keys()],
    })
  return found
}

/** Sentences that stand at the foot of letters, by code. */
export function letterNotes(): Map<string, Words> {
  notes ??= new Map(
    Object.entries(
      z
        .record(codeSchema, wordsSchema)
        .parse(JSON.parse(readFileSync(join(referenceFolder, 'letter-notes.json'), 'utf8'))),
    ),
  )
  return notes
}
