import {
  inEnglish,
  type Language,
  type MessageBook,
  newMessageBook,
  type Parameters,
  type Sentence,
} from './sentences.ts'

/** What went wrong, as RFC 9457 problem+json tells it: which field, what was got, what was expected. */
export interface ProblemDetails {
  field?: string
  got?: unknown
  expected?: unknown
  /** Reasons of rules or participants that refused, one sentence each. */
  reasons?: string[]
}

/** Details as a thrower gives them: reasons may have parameters of their own. */
export interface GivenDetails extends Omit<ProblemDetails, 'reasons'> {
  reasons?: readonly (string | Sentence)[]
  /** What stands in the braces of the sentence: `new Invalid('count', 'Take at most {most}.', { parameters: { most: 9 } })`. */
  parameters?: Parameters
}

/**
 * Base of every refusal that a caller can act on. `detail` is an English sentence that says what to do; the catalogue of
 * its room (`messages.ts`) has it in the other languages, and `message` is it in English with its parameters filled in.
 */
export class Problem extends Error {
  readonly status: number
  readonly title: string
  readonly details: ProblemDetails
  readonly sentence: Sentence
  readonly reasons: readonly (string | Sentence)[] | undefined
  constructor(status: number, title: string, detail: string, details: GivenDetails = {}) {
    const { parameters, reasons, ...rest } = details
    const given = { text: detail, ...(parameters && { parameters }) }
    super(inEnglish(given))
    this.status = status
    this.title = title
    this.sentence = given
    this.reasons = reasons
    this.details = { ...rest, ...(reasons && { reasons: reasons.map(inEnglish) }) }
  }
}

/** 404: nothing by that id in this town. */
export class NotFound extends Problem {
  constructor(field: string, detail: string, details: GivenDetails = {}) {
    super(404, 'Not found', detail, { field, ...details })
  }
}

/** 400: the input does not say what is needed; names the field. */
export class Invalid extends Problem {
  constructor(field: string, detail: string, details: GivenDetails = {}) {
    super(400, 'Invalid input', detail, { field, ...details })
  }
}

/** 401: sign in first. */
export class NotSignedIn extends Problem {
  constructor(detail = 'Sign in to do this.') {
    super(401, 'Not signed in', detail)
  }
}

/** 403: signed in, but not allowed. */
export class Forbidden extends Problem {
  constructor(detail: string, details: GivenDetails = {}) {
    super(403, 'Not allowed', detail, details)
  }
}

/** 409: true input, but what stands already says otherwise. */
export class Conflict extends Problem {
  constructor(field: string, detail: string, details: GivenDetails = {}) {
    super(409, 'Conflict', detail, { field, ...details })
  }
}

/** 412: the caller saw an earlier state than what stands now. */
export class Outdated extends Problem {
  constructor(field: string, detail: string, details: GivenDetails = {}) {
    super(412, 'Precondition failed', detail, { field, ...details })
  }
}

/** 413: larger than the limit that `expected` names. */
export class TooLarge extends Problem {
  constructor(field: string, detail: string, details: GivenDetails = {}) {
    super(413, 'Too large', detail, { field, ...details })
  }
}

/** 429: too many tries; `retryAfterSeconds` goes into the Retry-After header. */
export class TooMany extends Problem {
  readonly retryAfterSeconds: number
  constructor(detail: string, retryAfterSeconds: number, details: GivenDetails = {}) {
    super(429, 'Too many requests', detail, { expected: `try again in ${retryAfterSeconds} s`, ...details })
    this.retryAfterSeconds = retryAfterSeconds
  }
}

const englishBook = newMessageBook([])

/**
 * The body of a problem+json answer in the caller's language: `code` and `parameters` say the same to a program. Unknown
 * errors become a 500 that says nothing but its reference.
 */
export function problemBody(
  error: unknown,
  reference: string,
  language: Language = 'en',
  book: MessageBook = englishBook,
): Record<string, unknown> & { status: number } {
  if (!(error instanceof Problem)) {
    return {
      type: 'about:blank',
      title: book.say('Something broke here', language),
      status: 500,
      code: 'kernel.broken',
      detail: book.say('Nothing was saved. Give this reference when you ask for help.', language),
      reference,
    }
  }
  const { sentence, reasons } = error
  const code = book.codeOf(sentence.text)
  return {
    type: 'about:blank',
    title: book.say(error.title, language),
    status: error.status,
    ...(code && { code }),
    detail: book.say(sentence, language),
    ...(sentence.parameters && { parameters: sentence.parameters }),
    ...error.details,
    ...(reasons && { reasons: reasons.map((reason) => book.say(reason, language)) }),
    reference,
  }
}
