import type { z } from 'zod'
import { type Sentence, sentence } from './sentences.ts'

type Issue = z.core.$ZodIssue
/** What may be asked of an issue of any code. */
type Facts = {
  origin?: string
  minimum?: unknown
  maximum?: unknown
  format?: string
  expected?: string
  values?: unknown[]
  divisor?: unknown
}

const kinds = {
  string: 'must be a text',
  number: 'must be a number',
  int: 'must be a whole number',
  boolean: 'must be yes or no (true or false)',
  date: 'must be a day as YYYY-MM-DD',
  array: 'must be a list',
  tuple: 'must be a list',
  object: 'must be an object',
  record: 'must be an object',
  other: 'is not of the right kind',
} as const
const formats = {
  date: 'must be a day as YYYY-MM-DD',
  datetime: 'must be a moment as YYYY-MM-DDTHH:MM:SS with its zone',
  email: 'must be an e-mail address',
  url: 'must be an address that begins with https://',
  other: 'is not written as it must be',
} as const

/**
 * What a schema refuses, as one of our sentences. A schema's own words ('must be six digits') are kept: they stand in the
 * catalogue of their room. The schema library's words are not, for they come in English alone.
 */
export function sentenceOfIssue(issue: Issue): Sentence {
  return isOwnWords(issue) ? { text: issue.message } : ofCode(issue)
}

/** Zod's own messages begin like this; whoever writes words of the own begins with a small letter or says what to do. */
function isOwnWords({ code, message }: Issue): boolean {
  return code === 'custom' ? message !== 'Invalid input' : !/^(Invalid|Too (small|big)|Unrecognized key)/.test(message)
}

function ofCode(issue: Issue): Sentence {
  const facts = issue as Facts
  switch (issue.code) {
    case 'invalid_type':
      // A missing field is an undefined one; its input is not told, but the message is.
      if (/received undefined$/.test(issue.message)) return sentence('must be given')
      return sentence(kinds[keyIn(kinds, facts.expected)])
    case 'unrecognized_keys':
      return sentence('is not known here')
    case 'invalid_value':
      return sentence('must be one of: {choices}', { choices: (facts.values ?? []).slice(0, 30).join(', ') })
    case 'invalid_format':
      return sentence(formats[keyIn(formats, facts.format)])
    case 'too_small':
      return ofSize(facts, 'least', Number(facts.minimum))
    case 'too_big':
      return ofSize(facts, 'most', Number(facts.maximum))
    case 'not_multiple_of':
      return sentence('must be a multiple of {divisor}', { divisor: String(facts.divisor) })
    default:
      return sentence('does not fit')
  }
}

/** The key when the table has it, else 'other'. */
function keyIn<T extends { other: string }>(table: T, key: string | undefined): keyof T {
  return key !== undefined && Object.hasOwn(table, key) ? (key as keyof T) : 'other'
}

const sizes = {
  least: {
    string: 'must have at least {least} characters',
    array: 'must hold at least {least}',
    other: 'must be at least {least}',
  },
  most: {
    string: 'must have at most {most} characters',
    array: 'must hold at most {most}',
    other: 'must be at most {most}',
  },
} as const

function ofSize({ origin }: Facts, end: 'least' | 'most', bound: number): Sentence {
  const kind = origin === 'string' ? 'string' : origin === 'array' || origin === 'set' ? 'array' : 'other'
  // Bounds of ids and the like are written plain: nobody groups 9007199254740991.
  return sentence(sizes[end][kind], { [end]: bound > 1e9 ? String(bound) : bound })
}
