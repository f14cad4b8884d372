/** What went wrong with a request, ready to be told to a person. `offline` means that nothing reached the server. */
export class RequestProblem extends Error {
  readonly kind: 'offline' | 'refused'
  readonly status: number
  readonly detail: string | null
  readonly field: string | null
  readonly reference: string | null
  /** What the server was sent, and what it would have taken or has now. */
  readonly got: unknown
  readonly expected: unknown

  constructor(kind: 'offline' | 'refused', status: number, body: Record<string, unknown> = {}) {
    super(text(body.title) ?? kind)
    this.kind = kind
    this.status = status
    this.detail = text(body.detail)
    this.field = text(body.field)
    this.reference = text(body.reference)
    this.got = body.got
    this.expected = body.expected
  }
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
