/** Templates of messages: which version holds on a day, and how placeholders are filled. Pure. */
import { type Day, formatNumber, formatRupees, Invalid, isDay, type Names, pickName } from '../../kernel/pure.ts'
import type { Purpose } from '../people/rules-consent.ts'

export const languages = ['en', 'hi', 'mr'] as const
export type Language = (typeof languages)[number]
export const channels = ['sms', 'whatsapp', 'email'] as const
export type Channel = (typeof channels)[number]

/** What a placeholder takes; `rupees` is whole paise, `day` is 'YYYY-MM-DD', `names` a label by language. */
export type PlaceholderKind = 'text' | 'names' | 'number' | 'rupees' | 'day'
export type PlaceholderValue = string | number | Names
export type Values = Record<string, PlaceholderValue>
export type Words = Record<Language, string>

/** Wording by the operators' register (TRAI DLT): `{#var#}` marks what may differ. `sandbox` is made up and counts for the local provider alone. */
export interface Approval {
  register: 'sandbox' | 'operator'
  channel: Channel
  language: Language
  entityId: string
  header: string
  templateId: string
  category: string
  text: string
  /** Letters that one `{#var#}` may hold. */
  variableMaxChars: number
}

/** One dated version of a template. */
export interface MessageVersion {
  validFrom: Day
  source: string
  purpose: Purpose
  /** Goes out in quiet hours too: codes, water cut now, a hearing tomorrow. */
  urgent: boolean
  /** Holds private facts: only to a mobile or e-mail that was proved. */
  provedOnly: boolean
  channels: readonly Channel[]
  placeholders: Record<string, PlaceholderKind>
  title: Words
  text: Words
  /** What a text message says, where that is shorter than `text`. */
  short?: Words | undefined
  /** Where the notice leads inside the application, below the town: '/property/{propertyId}'. */
  link?: string | undefined
  approvals: readonly Approval[]
}

export interface MessageTemplate {
  code: string
  versions: readonly MessageVersion[]
}

/** The version in force on a day. @throws Invalid before the first */
export function versionOn(template: MessageTemplate, day: Day): MessageVersion {
  const version = template.versions
    .filter((each) => each.validFrom <= day)
    .reduce<MessageVersion | null>((last, each) => (last && last.validFrom > each.validFrom ? last : each), null)
  if (!version)
    throw new Invalid('template', 'No version of this template is in force on this day.', {
      got: `${template.code} on ${day}`,
    })
  return version
}

const longestValue = 500
const locales: Record<Language, string> = { en: 'en-IN', hi: 'hi-IN', mr: 'mr-IN' }

/** '2026-04-01' as 1 April 2026 · 1 अप्रैल 2026 · १ एप्रिल, २०२६. */
export function formatDay(day: Day, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`))
}

/** A value as it stands in a sentence. @throws Invalid naming `values.<key>` */
export function formatValue(key: string, kind: PlaceholderKind, value: PlaceholderValue, language: Language): string {
  const field = `values.${key}`
  const text = formatters[kind](value, language)
  if (text === null)
    throw new Invalid(field, 'This placeholder takes another kind of value.', { got: value, expected: wanted[kind] })
  const plain = text
    .normalize('NFC')
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
  if (!plain) throw new Invalid(field, 'This placeholder is empty.')
  if (plain.length > longestValue)
    throw new Invalid(field, 'This value is too long for its placeholder.', {
      got: plain.length,
      expected: longestValue,
    })
  return plain
}

const wanted: Record<PlaceholderKind, string> = {
  text: 'a text',
  names: 'labels by language',
  number: 'a number',
  rupees: 'a whole number of paise',
  day: 'a day as YYYY-MM-DD',
}

const formatters: Record<PlaceholderKind, (value: PlaceholderValue, language: Language) => string | null> = {
  text: (value) => (typeof value === 'string' ? value : null),
  names: (value, language) => (typeof value === 'object' && value !== null ? pickName(value, language) : null),
  number: (value, language) =>
    typeof value === 'number' && Number.isFinite(value)
      ? formatNumber(value, language, Number.isInteger(value) ? 0 : 2)
      : null,
  rupees: (value, language) => (Number.isSafeInteger(value) ? formatRupees(value as number, language) : null),
  day: (value, language) => (typeof value === 'string' && isDay(value) ? formatDay(value, language) : null),
}

/** Names of the placeholders in a text, as often as they stand there. */
export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(/\{([a-z]\w*)\}/gi)].map((match) => match[1]!)
}

/**
 * Fills the placeholders of a text. Values never become placeholders themselves.
 * @throws Invalid naming a value that is missing, unknown or of another kind
 */
export function fillText(
  text: string,
  placeholders: Record<string, PlaceholderKind>,
  values: Values,
  language: Language,
): string {
  return text.replace(/\{([a-z]\w*)\}/gi, (_, key: string) => {
    const kind = placeholders[key]
    const value = values[key]
    if (!kind || value === undefined)
      throw new Invalid(`values.${key}`, 'The template needs this value.', {
        expected: kind ?? 'a declared placeholder',
      })
    return formatValue(key, kind, value, language)
  })
}

/** @throws Invalid for a value that the template does not know, or one that it knows and that is missing */
export function checkValues(placeholders: Record<string, PlaceholderKind>, values: Values): void {
  for (const key of Object.keys(values))
    if (!Object.hasOwn(placeholders, key))
      throw new Invalid(`values.${key}`, 'The template has no such placeholder.', {
        expected: Object.keys(placeholders),
      })
  for (const key of Object.keys(placeholders))
    if (values[key] === undefined) throw new Invalid(`values.${key}`, 'The template needs this value.')
}

/** Title and text of a notice in all three languages, and the short text where there is one. */
export type NoticeTexts = Record<Language, { title: string; text: string; short?: string }>

/** What a template says with these values, in every language. @throws Invalid naming the value */
export function noticeTexts(version: MessageVersion, values: Values): NoticeTexts {
  checkValues(version.placeholders, values)
  const fill = (text: string, language: Language) => fillText(text, version.placeholders, values, language)
  return Object.fromEntries(
    languages.map((language) => [
      language,
      {
        title: fill(version.title[language], language),
        text: fill(version.text[language], language),
        ...(version.short && { short: fill(version.short[language], language) }),
      },
    ]),
  ) as NoticeTexts
}

/** Where a notice leads, values put into the path as one part each. */
export function noticeLink(version: MessageVersion, values: Values): string | null {
  if (!version.link) return null
  return version.link.replace(/\{([a-z]\w*)\}/gi, (_, key: string) => encodeURIComponent(String(values[key] ?? '')))
}

/** What is wrong with a template, in words; empty when it may be used. Both languages and all placeholders are looked at. */
export function templateFaults(template: MessageTemplate): string[] {
  const faults: string[] = []
  const days = new Set<string>()
  for (const version of template.versions) {
    const at = `${template.code} of ${version.validFrom}`
    if (days.has(version.validFrom)) faults.push(`${at}: two versions begin on one day`)
    days.add(version.validFrom)
    for (const language of languages)
      for (const words of [version.title, version.text, ...(version.short ? [version.short] : [])])
        for (const key of placeholdersIn(words[language]))
          if (!Object.hasOwn(version.placeholders, key)) faults.push(`${at}: {${key}} in ${language} is not declared`)
    for (const key of placeholdersIn(version.link ?? ''))
      if (!Object.hasOwn(version.placeholders, key)) faults.push(`${at}: {${key}} in the link is not declared`)
  }
  return faults
}
