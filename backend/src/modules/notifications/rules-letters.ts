/** What a letter says, before it is drawn: blocks of a template with their placeholders filled, in all languages. Pure. */
import { type Day, Invalid, type Names } from '../../kernel/pure.ts'
import {
  checkValues,
  fillText,
  type Language,
  languages,
  type PlaceholderKind,
  type Values,
  type Words,
} from './rules-templates.ts'

/** Kinds of letters; the verify page has words for each. */
export const letterKinds = ['letter', 'notice', 'order', 'permit', 'certificate', 'extract', 'bill', 'receipt'] as const
export type LetterKind = (typeof letterKinds)[number]

/** A part of a template. `rows` of a table and `items` of a list name a list given with the values. */
export type TemplateBlock =
  | { paragraph: Words }
  | { heading: Words }
  | { facts: { label: Words; value: Words | string }[] }
  | {
      table: {
        rows: string
        columns: {
          key: string
          label: Words
          kind: PlaceholderKind
          share: number
          align?: 'start' | 'end' | undefined
        }[]
      }
    }
  | { list: { items: string; key: string; kind: PlaceholderKind } }
  | { picture: { name: string; heightMm: number; caption?: Words | undefined } }

/** One dated version of a letter. */
export interface LetterVersion {
  validFrom: Day
  source: string
  placeholders: Record<string, PlaceholderKind>
  /** Lists of rows: the placeholders of a row by list. */
  lists: Record<string, Record<string, PlaceholderKind>>
  title: Words
  subject?: Words | undefined
  blocks: TemplateBlock[]
  /** Codes of letter-notes.json at the foot: 'not-a-record-of-rights'. */
  notes: string[]
  signature: boolean
}

export interface LetterTemplate {
  code: string
  kind: LetterKind
  /** The running series and how its numbers are printed: 'ORD/{fy}/{n:6}'. */
  series: string
  numberPattern: string
  versions: LetterVersion[]
}

/** A part of a letter with nothing left to fill. */
export type LetterBlock =
  | { paragraph: Words }
  | { heading: Words }
  | { facts: { label: Words; value: Words }[] }
  | { table: { columns: { label: Words; share: number; align: 'start' | 'end' }[]; rows: Words[][] } }
  | { list: Words[] }
  | { picture: { name: string; heightMm: number; caption: Words | null } }

/** Who signs: the post, its office and the one who holds it. */
export interface LetterSignature {
  post: Names
  office: Names
  holder: Names
}

/** All that is drawn. The first language leads, the others stand under it. */
export interface LetterContent {
  languages: Language[]
  head: { names: Names; act: string; address: Names | null }
  number: string
  day: Day
  title: Words
  addressee: Names[]
  subject: Words | null
  blocks: LetterBlock[]
  signature: LetterSignature | null
  notes: Words[]
}

/** What a template is filled with. */
export interface LetterValues {
  values: Values
  lists?: Record<string, Values[]>
}

const mostRows = 2000

/** Title, subject and blocks of a version with these values. @throws Invalid naming `values.x`, `lists.x` or a row of it */
export function composeLetter(
  version: LetterVersion,
  given: LetterValues,
): Pick<LetterContent, 'title' | 'subject' | 'blocks'> {
  checkValues(version.placeholders, given.values)
  checkLists(version, given.lists ?? {})
  const fill = (words: Words) =>
    everyLanguage((language) => fillText(words[language], version.placeholders, given.values, language))
  return {
    title: fill(version.title),
    subject: version.subject ? fill(version.subject) : null,
    blocks: version.blocks.map((block) => composeBlock(block, version, given, fill)),
  }
}

function everyLanguage(work: (language: Language) => string): Words {
  return { en: work('en'), hi: work('hi'), mr: work('mr') }
}

function checkLists(version: LetterVersion, lists: Record<string, Values[]>): void {
  for (const key of Object.keys(lists))
    if (!Object.hasOwn(version.lists, key))
      throw new Invalid(`lists.${key}`, 'The template has no such list.', { expected: Object.keys(version.lists) })
  for (const [key, row] of Object.entries(version.lists)) {
    const rows = lists[key]
    if (!rows) throw new Invalid(`lists.${key}`, 'The template needs this list.')
    if (rows.length > mostRows)
      throw new Invalid(`lists.${key}`, 'A list of a letter has too many rows.', {
        got: rows.length,
        expected: mostRows,
      })
    for (const values of rows) checkValues(row, values)
  }
}

function composeBlock(
  block: TemplateBlock,
  version: LetterVersion,
  given: LetterValues,
  fill: (words: Words) => Words,
): LetterBlock {
  if ('paragraph' in block) return { paragraph: fill(block.paragraph) }
  if ('heading' in block) return { heading: fill(block.heading) }
  if ('facts' in block)
    return { facts: block.facts.map(({ label, value }) => ({ label: fill(label), value: fill(wordsOf(value)) })) }
  if ('picture' in block) {
    const { name, heightMm, caption } = block.picture
    return { picture: { name, heightMm, caption: caption ? fill(caption) : null } }
  }
  const cell = (list: string, key: string, kind: PlaceholderKind, row: Values): Words =>
    everyLanguage((language) => fillText(`{${key}}`, { ...version.lists[list], [key]: kind }, row, language))
  if ('list' in block) {
    const { items, key, kind } = block.list
    return { list: given.lists![items]!.map((row) => cell(items, key, kind, row)) }
  }
  const { rows, columns } = block.table
  return {
    table: {
      columns: columns.map(({ label, share, align }) => ({ label: fill(label), share, align: align ?? 'start' })),
      rows: given.lists![rows]!.map((row) => columns.map(({ key, kind }) => cell(rows, key, kind, row))),
    },
  }
}

const wordsOf = (value: Words | string): Words =>
  typeof value === 'string' ? { en: value, hi: value, mr: value } : value

/** What is wrong with a letter's template; empty when it may be used. */
export function letterFaults(template: LetterTemplate): string[] {
  return template.versions.flatMap((version) => {
    const at = `${template.code} of ${version.validFrom}`
    const words = [version.title, ...(version.subject ? [version.subject] : []), ...version.blocks.flatMap(wordsIn)]
    const undeclared = words.flatMap((each) =>
      languages.flatMap((language) =>
        [...each[language].matchAll(/\{([a-z]\w*)\}/gi)]
          .map((match) => match[1]!)
          .filter((key) => !Object.hasOwn(version.placeholders, key))
          .map((key) => `${at}: {${key}} in ${language} is not declared`),
      ),
    )
    return [...new Set([...undeclared, ...version.blocks.flatMap((block) => listFaults(block, version, at))])]
  })
}

function wordsIn(block: TemplateBlock): Words[] {
  if ('paragraph' in block) return [block.paragraph]
  if ('heading' in block) return [block.heading]
  if ('facts' in block) return block.facts.flatMap(({ label, value }) => [label, wordsOf(value)])
  if ('table' in block) return block.table.columns.map((column) => column.label)
  if ('picture' in block) return block.picture.caption ? [block.picture.caption] : []
  return []
}

function listFaults(block: TemplateBlock, version: LetterVersion, at: string): string[] {
  const wanted: [list: string, key: string, kind: PlaceholderKind][] =
    'table' in block
      ? block.table.columns.map(({ key, kind }) => [block.table.rows, key, kind])
      : 'list' in block
        ? [[block.list.items, block.list.key, block.list.kind]]
        : []
  return wanted
    .filter(([list, key, kind]) => version.lists[list]?.[key] !== kind)
    .map(([list, key]) => `${at}: ${list}.${key} is not declared so`)
}
