import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { generateCityInBlocks } from '../../data/sample-city/index.ts'
import { loadCity } from '../../data/sample-city/load/index.ts'
import type { Route } from '../src/kernel/index.ts'
import { type RunningServer, startServer } from '../src/main.ts'
import { addStaff } from '../src/modules/identity/index.ts'
import { type TestDatabase, testDatabase } from './database.ts'

let db: TestDatabase
let server: RunningServer
let session: { cookie: string; csrf: string }
const city = 'hostile-town'

before(async () => {
  db = await testDatabase()
  const today = '2026-11-22'
  const { tenant } = await loadCity(
    db.platform,
    generateCityInBlocks({ seed: 3, parcels: 200, code: city, names: { en: 'Hostile' }, today }),
    200,
    today,
  )
  const config = { ...db.platform.config, port: 0, host: '127.0.0.1', callsPerMinute: 1_000_000 }
  server = await startServer({ config, database: db.database, withJobs: false })
  const password = 'seven words are better than one'
  await addStaff(db.context(tenant, { roleClass: 'system' }), {
    username: 'boss',
    password,
    names: { en: 'Boss' },
    roles: ['commissioner', 'state-administrator'],
    instrument: 'Test',
  })
  const answer = await fetch(`${server.address}/api/${city}/session/password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'boss', password }),
  })
  session = {
    cookie: answer.headers.get('set-cookie')!.split(';')[0]!,
    csrf: ((await answer.json()) as { csrfToken: string }).csrfToken,
  }
})
after(() => server?.close())

const nasty = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '0',
    '-1',
    '1e309',
    'NaN',
    'Infinity',
    '9223372036854775808',
    'null',
    'undefined',
    '[object Object]',
    "' or 1=1 --",
    '%',
    '\u0000',
    '\u202e',
    '../../etc/passwd',
    '<script>',
    '2026-02-30',
    '9999999-01-01',
    '77.9,23.1',
    '999,999',
    'NaN,NaN',
    '-181,91',
    '1,2,3,4',
    '78,23,77,22',
    '०१२३४५६७८९',
    'क्ष्म्य',
    '🏠',
    'a'.repeat(5000),
    '{}',
    '$\u007b7*7}',
    '\\x00',
    '=cmd()',
    '00000000000000',
  ),
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.integer().map(String),
  fc.double().map(String),
)
const value = fc.oneof(
  nasty,
  fc.integer(),
  fc.double(),
  fc.constant(null),
  fc.boolean(),
  fc.array(nasty, { maxLength: 3 }),
  fc.jsonValue({ maxDepth: 2 }),
)

function keysOf(schema: unknown): string[] {
  return Object.keys((schema as { shape?: object } | null)?.shape ?? {})
}

interface Call {
  route: Route
  params: string[]
  query: Record<string, string>
  body: unknown
  raw: string | null
  signedIn: boolean
}

const methods = new Set(['get', 'post', 'put', 'delete'])

function callsOf(routes: Route[]): fc.Arbitrary<Call> {
  return fc
    .constantFrom(...routes.filter((route) => methods.has(route.method) && !route.path.startsWith('/session')))
    .chain((route) => {
      const names = keysOf(route.query)
      const body = fc.oneof(
        fc.record(Object.fromEntries(keysOf(route.body).map((key) => [key, value])), { requiredKeys: [] }),
        value,
      )
      return fc.record({
        route: fc.constant(route),
        params: fc.array(fc.oneof(nasty, fc.constantFrom('1', '2', '199', '999999')), { minLength: 4, maxLength: 4 }),
        query: fc.dictionary(
          names.length
            ? fc.oneof(
                { weight: 5, arbitrary: fc.constantFrom(...names) },
                { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 10 }) },
              )
            : fc.string({ minLength: 1, maxLength: 10 }),
          nasty,
          { maxKeys: 3 },
        ),
        body,
        raw: fc.option(fc.constantFrom('{', '[[[[', '"', '{"a":}', '\u0000', 'a=b'), { freq: 12 }),
        signedIn: fc.boolean(),
      })
    })
}

function urlOf({ route, params, query }: Call): string {
  let at = 0
  const path = route.path.replace(/:\w+/g, () => encodeURIComponent(params[at++] || '0'))
  const search = new URLSearchParams(query).toString()
  return `${server.address}/api${route.global ? '' : `/${city}`}${path}${search ? `?${search}` : ''}`
}

async function send(call: Call): Promise<Response> {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (call.signedIn) Object.assign(headers, { cookie: session.cookie, 'x-csrf-token': session.csrf })
  const body = call.route.method === 'get' ? undefined : (call.raw ?? JSON.stringify(call.body))
  return fetch(urlOf(call), { method: call.route.method.toUpperCase(), headers, body })
}

async function check(answer: Response, what: string): Promise<void> {
  const text = await answer.text()
  assert.ok(answer.status < 500, `${what} → ${answer.status} ${text.slice(0, 300)}`)
  if (answer.status < 400) return
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/, what)
  const problem = JSON.parse(text) as Record<string, unknown>
  assert.equal(problem.status, answer.status)
  assert.ok(problem.detail && problem.reference && problem.title, `${what} → ${text}`)
  assert.ok(
    !/node_modules|at async|\.ts:\d|pg_|syntax error|violates/.test(text),
    `${what} tells of its insides: ${text}`,
  )
}

test('thousands of hostile calls to every route get an answer or a problem that names what to do, never a 500', async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(callsOf(server.house.routes), async (call) => {
      seen.add(`${call.route.method} ${call.route.path}`)
      await check(
        await send(call),
        `${call.route.method} ${urlOf(call).slice(0, 300)} ${JSON.stringify(call.body)?.slice(0, 200)}`,
      )
    }),
    { numRuns: 3000, endOnFailure: true },
  )
  assert.ok(seen.size >= server.house.routes.filter((route) => !route.path.startsWith('/session')).length - 3)
})

test('sign-in routes refuse what they cannot read, and only five times in a row', async () => {
  const post = (path: string, body: unknown) =>
    fetch(`${server.address}/api/${city}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  for (const body of [
    null,
    [],
    {},
    { username: 1 },
    { username: 'x', password: {} },
    { username: 'x'.repeat(999), password: 'y' },
    { username: 'x', password: 'y', more: 1 },
  ]) {
    const answer = await post('/session/password', body)
    assert.equal(answer.status, 400)
    await check(answer, JSON.stringify(body))
  }
  const tries = []
  for (let at = 0; at < 7; at++)
    tries.push((await post('/session/password', { username: 'boss', password: `wrong ${at} wrong` })).status)
  assert.deepEqual(tries, [401, 401, 401, 401, 401, 429, 429])
})

test('bodies over the limit, odd content types and broken addresses are refused by name', async () => {
  const large = await fetch(`${server.address}/api/${city}/session/code`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: 'x'.repeat(2_000_000) }),
  })
  assert.equal(large.status, 413)
  await check(large, 'large body')
  const bomb = await fetch(`${server.address}/api/${city}/session/code`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-encoding': 'bogus' },
    body: '{}',
  })
  assert.equal(bomb.status, 400)
  for (const path of [
    '/api/%E0%A4%A/session',
    `/api/${city}/parcels/%00`,
    '/api/nowhere/parcels',
    `/api/${city}/nothing`,
  ]) {
    const answer = await fetch(server.address + path)
    assert.ok(answer.status === 400 || answer.status === 404, `${path} → ${answer.status}`)
    await check(answer, path)
  }
})

test('hostile tile addresses are refused in the same words', async () => {
  const tail = fc.oneof(
    fc.constantFrom(
      'parcels/99/0/0.mvt',
      'parcels/-1/0/0.mvt',
      'parcels/14/99999999/3.mvt',
      'nothing/14/1/1.mvt',
      'parcels/1.5/1/1.mvt',
      'parcels/14/1.mvt',
      '%00/1/1/1.mvt',
      'constructor/14/1/1.mvt',
      '__proto__/14/1/1.mvt',
      'toString.json',
      'parcels.json/x',
    ),
    nasty.map((text) => `${encodeURIComponent(text)}/14/1/1.mvt`),
  )
  await fc.assert(
    fc.asyncProperty(tail, async (path) => {
      const answer = await fetch(`${server.address}/tiles/${city}/${path}`)
      if (answer.status >= 400) await check(answer, path)
      else await answer.arrayBuffer()
    }),
    { numRuns: 200 },
  )
})
