import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { parse as parseCookies } from 'cookie'
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express'
import helmet from 'helmet'
import { addressOf, type CallCounts, newCallCounts } from './call-counts.ts'
import { anonymousCaller, type Caller, type CallerResolver, type HeldPost } from './callers.ts'
import type { Context, Platform, Tenant } from './context.ts'
import { Forbidden, Invalid, NotFound, NotSignedIn, Problem, problemBody, TooLarge, TooMany } from './errors.ts'
import { type Limiter, newLimiter } from './http-limits.ts'
import { newRequestId } from './ids.ts'
import { log } from './log.ts'
import { kernelMessages } from './messages.ts'
import { openApiOf } from './openapi.ts'
import { type Reply, type Route, readInput } from './routes.ts'
import { chooseLanguage, type Language, type MessageBook, newMessageBook } from './sentences.ts'
import { contextFor, noTown, tenantByCode } from './tenants.ts'

/** What the API is built of. */
export interface ApiParts {
  platform: Platform
  routes: Route[]
  resolveCaller: CallerResolver
  version: string
  /** The count that all doors of the process share; of its own unless told. */
  counts?: CallCounts
}

const largestJsonBytes = 1_000_000

/** Six hexadecimal pairs: what a citizen can read over the telephone, and what the log carries. */
export function newReference(): string {
  return randomBytes(6).toString('hex')
}

/** The language that a request asks for: `?lang=hi`, else the cookie of the language switch, else Accept-Language. */
export function languageOf(request: IncomingMessage & { originalUrl?: string }): Language | null {
  const { headers } = request
  const url = request.originalUrl ?? request.url ?? ''
  const query = url.indexOf('?')
  return chooseLanguage({
    lang: query < 0 ? undefined : (new URLSearchParams(url.slice(query + 1)).get('lang') ?? undefined),
    kept: parseCookies(headers.cookie ?? '').khasra_language,
    accepted: headers['accept-language'],
  })
}

/** Answers an error as problem+json; a 500 is logged whole and tells the caller its reference alone. */
export function sendProblem(
  response: { statusCode: number; setHeader(name: string, value: string): unknown; end(body: string): unknown },
  error: unknown,
  asked?: { request: IncomingMessage; book: MessageBook },
): void {
  const reference = newReference()
  const language = (asked && languageOf(asked.request)) ?? 'en'
  const body = problemBody(error, reference, language, asked?.book)
  if (body.status >= 500) log.error({ err: error, reference }, 'a request failed')
  response.statusCode = body.status
  response.setHeader('content-type', 'application/problem+json; charset=utf-8')
  response.setHeader('content-language', language)
  response.setHeader('cache-control', 'no-store')
  if (error instanceof TooMany) response.setHeader('retry-after', String(error.retryAfterSeconds))
  response.end(JSON.stringify(body))
}

/**
 * The tenant of a code and the caller in it, each kept for a few seconds: tiles ask by the hundred. `writer` is for doors
 * that write beside the API: the same questions of origin, session token, permission, post and request id are asked.
 */
export function newRequestReader(parts: Pick<ApiParts, 'platform' | 'resolveCaller' | 'counts'>) {
  const tenants = new Map<string, { tenant: Tenant; until: number }>()
  return {
    async tenant(code: string): Promise<Tenant> {
      const kept = tenants.get(code)
      if (kept && kept.until > Date.now()) return kept.tenant
      const tenant = await tenantByCode(parts.platform, code)
      // Half a town is shown to nobody.
      if (tenant.settings.loading) throw noTown(code)
      tenants.set(code, { tenant, until: Date.now() + 5_000 })
      return tenant
    },
    async caller(tenant: Tenant, request: IncomingMessage): Promise<Caller> {
      const cookies = parseCookies(request.headers.cookie ?? '')
      if (!Object.keys(cookies).length) return anonymousCaller
      const caller = await parts.resolveCaller(parts.platform, tenant, cookies)
      parts.counts?.prove(request, caller)
      return caller
    },
    async writer(request: Request, permission: string): Promise<Context> {
      checkOrigin(request)
      return contextOf(parts, { method: 'post', permission }, request, this)
    },
  }
}

export type RequestReader = ReturnType<typeof newRequestReader>

/** What a door asks of its callers. */
type Guard = Pick<Route, 'method' | 'permission'> & Partial<Pick<Route, 'withoutCsrf' | 'global'>>

/** A writing request must carry the session's token: a page of another site cannot read it. */
function checkCsrf(request: Request, route: Guard, caller: Caller): void {
  if (route.method === 'get' || route.withoutCsrf || !caller.csrfToken) return
  const given = Buffer.from(String(request.headers['x-csrf-token'] ?? ''))
  const wanted = Buffer.from(caller.csrfToken)
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    throw new Forbidden('The page is out of date. Load it again and repeat what you did.', { field: 'x-csrf-token' })
  }
}

/**
 * Sign-in has no token yet, so it must come from our own pages (or from no browser at all). Browsers say where a request
 * comes from in `sec-fetch-site`; over plain http, as in many town offices, in `origin` alone.
 */
function checkOrigin(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers['sec-fetch-site']
  if (site ? site === 'same-origin' || site === 'none' : isOwnOrigin(request)) return
  throw new Forbidden('This request came from another site.', { field: 'origin' })
}

function isOwnOrigin({ headers }: Request): boolean {
  if (headers.origin === undefined) return true
  const host = URL.canParse(headers.origin) ? new URL(headers.origin).host : null
  // A proxy in front may have its own name for us and tell ours apart; no page can set that header across sites.
  return host !== null && (host === headers.host || host === headers['x-forwarded-host'])
}

function checkPermission(route: Guard, caller: Caller): void {
  if (!route.permission || caller.permissions.has(route.permission)) return
  if (caller.roleClass === 'anonymous') throw new NotSignedIn()
  throw new Forbidden('Your role does not allow this.', { expected: route.permission })
}

/** An officer with several posts says by which of them they act; the journal names it. */
function actingPost(request: Request, posts: readonly HeldPost[]): Partial<HeldPost> {
  const named = request.headers['x-post']
  if (named === undefined) return {}
  const post = posts.find(({ postId }) => String(postId) === named)
  if (!post) throw new Forbidden('You do not hold this post today.', { field: 'x-post', got: String(named) })
  return post
}

function requestIdOf(request: Request): string {
  const given = request.headers['idempotency-key']
  if (given === undefined) return newRequestId()
  if (typeof given !== 'string' || !/^[\w-]{8,100}$/.test(given)) {
    throw new Invalid('idempotency-key', 'Send 8 to 100 letters, digits, - or _, made anew for every action.')
  }
  return given
}

function replyOf(request: Request, response: Response): Reply {
  return {
    setHeader: (name, value) => void response.setHeader(name, value),
    bytes: (mediaType, body) => void response.type(mediaType).send(Buffer.from(body)),
    cookies: parseCookies(request.headers.cookie ?? ''),
    userAgent: String(request.headers['user-agent'] ?? '').slice(0, 300),
    language: languageOf(request),
    // Whoever forges this header only keeps the own cookie off plain http.
    overTls: request.secure || request.headers['x-forwarded-proto'] === 'https',
    header: (name) => request.get(name),
  }
}

async function contextOf(
  parts: Pick<ApiParts, 'platform'>,
  route: Guard,
  request: Request,
  reader: RequestReader,
): Promise<Context> {
  // Routes outside a town speak for nobody: their context has the platform alone.
  if (route.global)
    return { platform: parts.platform, ...anonymousCaller, requestId: newRequestId() } as unknown as Context
  const tenant = await reader.tenant(String(request.params.city))
  const caller = await reader.caller(tenant, request)
  checkCsrf(request, route, caller)
  checkPermission(route, caller)
  const { csrfToken: _, posts, ...who } = caller
  const address = addressOf(request, parts.platform.config.proxies)
  const acting = actingPost(request, posts)
  return contextFor(parts.platform, tenant, { ...who, ...acting, requestId: requestIdOf(request), address })
}

/** Every address may ask for a language; only schemas that have `lang` themselves see it. */
function queryOf(request: Request, route: Route): object {
  if ('lang' in ((route.query as { shape?: object }).shape ?? {})) return request.query
  const { lang: _, ...query } = request.query
  return query
}

function handlerOf(parts: ApiParts & { counts: CallCounts }, route: Route, reader: RequestReader): RequestHandler {
  const { counts } = parts
  const { proxies } = parts.platform.config
  const limiter: Limiter | null = route.perMinute ? newLimiter(route.perMinute) : null
  return async (request, response) => {
    checkOrigin(request)
    // Who signs in is counted by address: else one session could guess at the passwords of others.
    if (limiter) await limiter(route.withoutCsrf ? addressOf(request, proxies) : counts.keyOf(request))
    const context = await contextOf(parts, route, request, reader)
    const { city: _, ...params } = request.params
    const input = {
      params: readInput(route.params, params, 'path'),
      query: readInput(route.query, queryOf(request, route), 'query'),
      body: route.uploadBytes ? request.body : route.body ? readInput(route.body, request.body, 'body') : {},
      reply: replyOf(request, response),
    }
    const answer = await route.run(context, input as never)
    if (response.headersSent) return
    if (!response.hasHeader('cache-control')) response.setHeader('cache-control', 'private, no-cache')
    response.json(answer ?? {})
  }
}

/** body-parser's errors in our words. */
function ofBodyParser(error: { type?: string; limit?: number; status?: number }): unknown {
  if (error.type === 'entity.too.large')
    return new TooLarge('body', 'This request is too large.', { expected: error.limit })
  if (error.type === 'entity.parse.failed') return new Invalid('body', 'The body is not valid JSON.')
  if (error.type === 'charset.unsupported' || error.type === 'encoding.unsupported')
    return new Invalid('content-type', 'Send UTF-8.')
  if (error instanceof URIError || (error.status && error.status >= 400 && error.status < 500))
    return new Invalid('request', 'This request cannot be read.')
  return error
}

const onErrorIn =
  (book: MessageBook): ErrorRequestHandler =>
  (error, request, response, next) => {
    if (response.headersSent) return next(error)
    sendProblem(response, error instanceof Problem ? error : ofDatabase(ofBodyParser(error)), { request, book })
  }

/** What PostgreSQL refuses although the schemas let it pass is still the caller's input, not our fault. */
function ofDatabase(error: unknown): unknown {
  const code = (error as { code?: unknown }).code
  if (code === '22021' || code === '22P05')
    return new Invalid('request', 'A text holds a character that cannot be stored.')
  return error
}

const policy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    workerSrc: ["'self'", 'blob:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
    formAction: ["'self'"],
  },
}

/** The Express app of every route: security headers, schemas, permissions, problems, OpenAPI. */
export function buildApi(given: ApiParts): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(helmet({ contentSecurityPolicy: policy, crossOriginEmbedderPolicy: false, strictTransportSecurity: false }))
  const counts = given.counts ?? newCallCounts(given.platform.config)
  const parts = { ...given, counts }
  app.use('/api', (request, _response, next) => {
    counts.count('api', request)
    next()
  })
  const openApi = openApiOf(parts.routes, parts.version)
  app.get('/api/openapi.json', (_request, response) => void response.json(openApi))
  app.get('/api/docs', (_request, response) => void response.type('html').send(docsPage(parts.routes, parts.version)))
  const json = express.json({ limit: largestJsonBytes, strict: true, type: ['application/json', 'application/*+json'] })
  const reader = newRequestReader(parts)
  // Fixed paths before parameters: '/parcels/at' must not be read as '/parcels/:id', nor '/verify/keys' as the keys of a town.
  const isOpen = (route: Route) => Number(route.path.includes(':')) * 2 + Number(!route.global)
  const ordered = [...parts.routes].sort((a, b) => isOpen(a) - isOpen(b))
  for (const route of ordered) {
    const body = route.uploadBytes ? express.raw({ limit: route.uploadBytes, type: () => true }) : json
    app[route.method](`/api${route.global ? '' : '/:city'}${route.path}`, body, handlerOf(parts, route, reader))
  }
  app.use('/api', (request) => {
    throw new NotFound('path', 'There is no such address. GET /api/openapi.json lists them.', {
      got: `${request.method} ${request.originalUrl.slice(0, 200)}`,
    })
  })
  return app
}

/** Must be the last handler of the app: turns whatever was thrown into problem+json. */
export function mountErrors(app: Express, book: MessageBook = newMessageBook([kernelMessages])): void {
  app.use(onErrorIn(book))
}

function docsPage(routes: Route[], version: string): string {
  const rows = routes.map(
    (route) =>
      `<tr><td><code>${route.method.toUpperCase()}</code></td><td><code>/api${route.global ? '' : '/{city}'}${route.path}</code></td><td>${route.summary}</td><td>${route.permission ?? 'everyone'}</td></tr>`,
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Khasra API</title>
<style>body{font:16px/1.5 system-ui;margin:2rem;max-width:70rem}td,th{padding:.4rem .8rem;text-align:start;border-block-end:1px solid #ccc}</style>
<h1>Khasra API ${version}</h1><p>Machine-readable: <a href="/api/openapi.json">OpenAPI 3.1</a>. Errors are problem+json (RFC 9457).</p>
<table><thead><tr><th>Method</th><th>Address</th><th>What it does</th><th>Permission</th></tr></thead><tbody>${rows.join('')}</tbody></table></html>`
}
