import { z } from 'zod'
import type { Context } from './context.ts'
import { Invalid } from './errors.ts'
import { sentenceOfIssue } from './issues.ts'
import { type Language, sentence } from './sentences.ts'

/** What a route gets, after its schemas have read it. */
export interface RouteInput<P, Q, B> {
  params: P
  query: Q
  body: B
  /** Set by routes that sign in and out; kept apart from the answer. */
  reply: Reply
}

/** How a route may speak besides its JSON answer. */
export interface Reply {
  setHeader(name: string, value: string | string[]): void
  /** Sends bytes instead of JSON. */
  bytes(mediaType: string, body: Uint8Array): void
  /** The request's cookies. */
  cookies: Record<string, string | undefined>
  userAgent: string
  /** The caller's language, null when none of ours was asked for. */
  language: Language | null
  /** The request came over TLS, here or at the proxy in front. */
  overTls: boolean
  /** A header of the request, for callers that sign what they send. */
  header(name: string): string | undefined
}

/** One line of a room's URL table. `path` is below /api/{city}; `permission` null is open to everyone. */
export interface Route {
  method: 'get' | 'post' | 'put' | 'delete'
  path: string
  summary: string
  permission: string | null
  params: z.ZodType
  query: z.ZodType
  body: z.ZodType | null
  response: z.ZodType
  /** True for routes outside a town: /api/towns. */
  global: boolean
  /** Sign-in routes have no session yet, therefore no CSRF token either. */
  withoutCsrf: boolean
  /** Calls per minute and address, below the limit for all. */
  perMinute: number | null
  /** Set for uploads: the body is bytes (a Buffer) of at most so many; `body` stays null. */
  uploadBytes: number | null
  run(context: Context, input: RouteInput<never, never, never>): Promise<unknown>
}

interface RouteGiven<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> {
  method: Route['method']
  path: string
  summary: string
  permission: string | null
  params?: P
  query?: Q
  body?: B
  response: R
  global?: boolean
  withoutCsrf?: boolean
  perMinute?: number
  uploadBytes?: number
  run(context: Context, input: RouteInput<z.output<P>, z.output<Q>, z.output<B>>): Promise<z.input<R> | undefined>
}

const nothing = z.strictObject({})

/** Declares a route; types of params, query and body follow from the schemas. */
export function defineRoute<
  P extends z.ZodType = typeof nothing,
  Q extends z.ZodType = typeof nothing,
  B extends z.ZodType = typeof nothing,
  R extends z.ZodType = z.ZodType,
>(given: RouteGiven<P, Q, B, R>): Route {
  return {
    method: given.method,
    path: given.path,
    summary: given.summary,
    permission: given.permission,
    params: given.params ?? nothing,
    query: given.query ?? nothing,
    body: given.body ?? null,
    response: given.response,
    global: given.global ?? false,
    withoutCsrf: given.withoutCsrf ?? false,
    perMinute: given.perMinute ?? null,
    uploadBytes: given.uploadBytes ?? null,
    run: given.run as unknown as Route['run'],
  }
}

/** Reads a value by its schema or throws Invalid that names the first wrong field. */
export function readInput<T>(schema: z.ZodType<T>, value: unknown, where: 'path' | 'query' | 'body'): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  const unknownKeys = issue.code === 'unrecognized_keys' ? issue.keys : []
  const field = [...issue.path.map(String), ...unknownKeys.slice(0, 1)].join('.') || where
  throw new Invalid(field.slice(0, 200), places[where], {
    parameters: { what: sentenceOfIssue(issue) },
    reasons: parsed.error.issues
      .slice(0, 10)
      .map((each) => sentence('{field}: {what}', { field: each.path.join('.') || where, what: sentenceOfIssue(each) })),
  })
}

const places = { path: '{what} (in the path)', query: '{what} (in the query)', body: '{what} (in the body)' } as const

/** An id in a path or query: a whole number from 1 to 2^53 − 1. */
export const idSchema = z.coerce
  .number({ message: 'must be a whole number' })
  .int('must be a whole number')
  .min(1)
  .max(Number.MAX_SAFE_INTEGER)

/** Labels in several languages. */
export const namesSchema = z
  .record(z.string().regex(/^[a-z]{2,3}$/), z.string().max(300))
  .meta({ description: 'Labels by language code' })

/** A day that the calendar has. */
export const daySchema = z.iso.date('must be a day as YYYY-MM-DD')
