import { formatNumber } from './money.ts'
import { type Names, pickName } from './names.ts'

/** The languages in which the platform itself speaks. */
export const languages = ['en', 'hi', 'mr'] as const
export type Language = (typeof languages)[number]

/** What stands in the braces of a sentence. Numbers are grouped; a year, an id or a code goes as text. */
export type Parameter = string | number | Names | Sentence
export type Parameters = Readonly<Record<string, Parameter>>

/** An English sentence, with parameters in braces: 'Take between 1 and {most} numbers.' */
export interface Sentence {
  text: string
  parameters?: Parameters
}

/** A sentence with parameters, for reasons and for parameters that are sentences themselves. */
export const sentence = (text: string, parameters: Parameters = {}): Sentence => ({ text, parameters })

/** What a room says in each language, by a key that never changes: 'identity.code-wrong'. The English is what the code throws. */
export type Messages = Readonly<Record<string, Readonly<Record<Language, string>>>>

/** All messages of a process, found by their English. */
export interface MessageBook {
  /** The key of a sentence, null for one that no catalogue has. */
  codeOf(text: string): string | null
  /** The sentence in a language, its parameters filled in; in English when it has no translation. */
  say(given: Sentence | string, language: Language): string
}

/** A book of the catalogues of rooms, the lowest floor first: what two rooms say alike is the lower one's. */
export function newMessageBook(catalogues: readonly Messages[]): MessageBook {
  const known = new Map<string, { code: string; words: Readonly<Record<Language, string>> }>()
  for (const catalogue of catalogues)
    for (const [code, words] of Object.entries(catalogue))
      if (!known.has(words.en)) known.set(words.en, { code, words })
  const book: MessageBook = {
    codeOf: (text) => known.get(text)?.code ?? null,
    say(given, language) {
      const { text, parameters = {} } = typeof given === 'string' ? { text: given } : given
      const words = known.get(text)?.words[language] ?? text
      return words.replace(/\{(\w+)\}/g, (whole, name: string) => {
        const value = parameters[name]
        return value === undefined ? whole : wordOf(value, language, book)
      })
    },
  }
  return book
}

function wordOf(value: Parameter, language: Language, book: MessageBook): string {
  if (typeof value === 'number') return formatNumber(value, language, Number.isInteger(value) ? 0 : 2)
  if (typeof value === 'string') return value
  return isSentence(value) ? book.say(value, language) : pickName(value, language)
}

/** Labels are keyed by language, so none of them has a `text`. */
const isSentence = (value: Names | Sentence): value is Sentence => typeof value.text === 'string'

const englishOnly = newMessageBook([])

/** A sentence in English, for logs, tests and the command line. */
export const inEnglish = (given: Sentence | string): string => englishOnly.say(given, 'en')

const isLanguage = (text: string): text is Language => (languages as readonly string[]).includes(text)

/** 'hi' of 'hi-IN', when it is one of ours. */
function languageOfTag(tag: string): Language | null {
  const primary = tag.trim().toLowerCase().split('-')[0]!
  return isLanguage(primary) ? primary : null
}

/**
 * The language of a caller: what the address asks for, else what the session's browser was set to, else what the browser
 * prefers (RFC 9110 §12.5.4). Null when none of them is one of ours.
 */
export function chooseLanguage(asked: {
  lang?: string | undefined
  kept?: string | undefined
  accepted?: string | undefined
}): Language | null {
  for (const tag of [asked.lang, asked.kept]) {
    const language = tag ? languageOfTag(tag) : null
    if (language) return language
  }
  const wished = (asked.accepted ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...rest] = part.split(';')
      const weight = /^\s*q=([\d.]+)\s*$/.exec(rest.join(';'))
      return { language: languageOfTag(tag), weight: weight ? Number(weight[1]) : 1 }
    })
    .filter((each) => each.language && each.weight > 0)
  // The first of equals: sorting keeps their order.
  return wished.sort((a, b) => b.weight - a.weight)[0]?.language ?? null
}
