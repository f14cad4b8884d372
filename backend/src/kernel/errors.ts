/** What went wrong, as RFC 9457 problem+json tells it: which field, what was got, what was expected. */
export interface ProblemDetails {
  field?: string
  got?: unknown
  expected?: unknown
  /** Reasons of rules or participants that refused, one sentence each. */
  reasons?: string[]
}

/** Base of every refusal that a caller can act on. `detail` is a sentence that says what to do. */
export class Problem extends Error {
  readonly status: number
  readonly title: string
  readonly details: ProblemDetails
  constructor(status: number, title: string, detail: string, details: ProblemDetails = {}) {
    super(detail)
    this.status = status
    this.title = title
    this.details = details
  }
}

/** 404: nothing by that id in this town. */
export class NotFound extends Problem {
  constructor(field: string, detail: string, details: ProblemDetails = {}) {
    super(404, 'Not found', detail, { field, ...details })
  }
}

/** 400: the input does not say what is needed; names the field. */
export class Invalid extends Problem {
  constructor(field: string, detail: string, details: ProblemDetails = {}) {
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
  constructor(detail: string, details: ProblemDetails = {}) {
    super(403, 'Not allowed', detail, details)
  }
}

/** 409: true input, but what stands already says otherwise. */
export class Conflict extends Problem {
  constructor(field: string, detail: string, details: ProblemDetails = {}) {
    super(409, 'Conflict', detail, { field, ...details })
  }
}

/** 413: larger than the limit that `expected` names. */
export class TooLarge extends Problem {
  constructor(field: string, detail: string, details: ProblemDetails = {}) {
    super(413, 'Too large', detail, { field, ...details })
  }
}

/** 429: too many tries; `retryAfterSeconds` goes into the Retry-After header. */
export class TooMany extends Problem {
  readonly retryAfterSeconds: number
  constructor(detail: string, retryAfterSeconds: number) {
    super(429, 'Too many requests', detail, { expected: `try again in ${retryAfterSeconds} s` })
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** The body of a problem+json answer. Unknown errors become a 500 that says nothing but its reference. */
export function problemBody(error: unknown, reference: string): Record<string, unknown> & { status: number } {
  if (error instanceof Problem) {
    return {
      type: 'about:blank',
      title: error.title,
      status: error.status,
      detail: error.message,
      ...error.details,
      reference,
    }
  }
  return {
    type: 'about:blank',
    title: 'Something broke here',
    status: 500,
    detail: 'Nothing was saved. Give this reference when you ask for help.',
    reference,
  }
}
