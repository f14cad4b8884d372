/** What the tests of this room share: users, sessions as a browser has them, and what the platform keeps of a request. */
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { URI } from 'otpauth'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import {
  asOwner,
  buildApi,
  type Context,
  mountErrors,
  newRequestId,
  type Route,
  type Tenant,
} from '../../kernel/index.ts'
import { addStaff } from './actions/add-staff.ts'
import { identityRoutes } from './routes.ts'
import { newCallerResolver } from './session.ts'

export const goodPassword = 'seven words are better than one'

/** The platform's own context in a town, with a request id of its own. */
export function system(db: TestDatabase, town: Tenant, given: Partial<Context> = {}): Context {
  return db.context(town, { roleClass: 'system', ...given })
}

/** A staff user with roles in a town. */
export async function aStaffUser(db: TestDatabase, town: Tenant, roles: string[], username?: string) {
  const name = username ?? `user${newRequestId().replaceAll('-', '').slice(0, 12)}`
  const { userId } = await addStaff(system(db, town), {
    username: name,
    password: goodPassword,
    names: { en: name },
    roles,
    instrument: 'Order 1 of a test',
  })
  return { userId, username: name }
}

/** A post in a town, held by a user from a day on or vacant; answers its id. */
export function aPost(db: TestDatabase, town: Tenant, designation: string, holder: number | null, from = '2020-01-01') {
  return asOwner(db.database, async (owner) => {
    const [row] = await owner.query<{ post_id: number }>(
      `insert into identity.posts (tenant_id, designation, names, office, valid_from)
       values ($1::int, $2::text, '{"en":"Post"}', '{"en":"Office"}', '2020-01-01') returning post_id`,
      [town.tenantId, designation],
    )
    if (holder !== null)
      await owner.query(
        `insert into identity.post_holdings (tenant_id, post_id, user_id, capacity, instrument, valid_from)
         values ($1::int, $2::bigint, $3::bigint, 'substantive', 'Order 2 of a test', $4::date)`,
        [town.tenantId, row!.post_id, holder, from],
      )
    return row!.post_id
  })
}

/** Everything that the platform keeps about requests, as one text: answers, journal and events of all towns. */
export async function everythingKept(db: TestDatabase): Promise<string> {
  const [row] = await asOwner(db.database, (owner) =>
    owner.query<{ kept: string }>(
      `select concat((select string_agg(r::text, ' ') from kernel.requests r), (select string_agg(j::text, ' ') from kernel.journal_entries j),
        (select string_agg(e::text, ' ') from kernel.events e)) as kept`,
    ),
  )
  return row!.kept
}

/** An answer of the API under test. */
export type Answer = { status: number; body: Record<string, never> & { detail?: string }; cookie: string | null }

/** A browser: keeps its cookie and CSRF token. */
export type Browser = {
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  signIn(town: Tenant, username: string, password?: string, totp?: string): Promise<Answer>
  csrf: string | null
  cookie: string | null
}

/** The routes of this room, and others, behind a real HTTP server. */
export async function anApi(more: Route[] = []): Promise<{ browser(): Browser; close(): void }> {
  const db = await testDatabase()
  const resolver = newCallerResolver()
  const routes = [...identityRoutes(resolver), ...more].map((route) => ({ ...route, perMinute: null }))
  const api = buildApi({ platform: db.platform, routes, resolveCaller: resolver, version: 'test' })
  mountErrors(api)
  const server: Server = createServer(api)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`
  return {
    browser: () => newBrowser(address),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

function newBrowser(address: string): Browser {
  const browser: Browser = {
    csrf: null,
    cookie: null,
    async send(method, path, body, headers = {}) {
      const answer = await fetch(address + path, {
        method,
        headers: {
          'content-type': 'application/json',
          ...(browser.cookie && { cookie: browser.cookie }),
          ...(browser.csrf && { 'x-csrf-token': browser.csrf }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      })
      return { status: answer.status, body: await answer.json(), cookie: answer.headers.get('set-cookie') }
    },
    async signIn(town, username, password = goodPassword, totp) {
      const answer = await browser.send('POST', `/${town.code}/session/password`, { username, password, totp })
      if (answer.status === 200) {
        browser.cookie = answer.cookie!.split(';')[0]!
        browser.csrf = answer.body.csrfToken as unknown as string
      }
      return answer
    },
  }
  return browser
}

/** A staff user signed in, in a browser of their own. */
export async function someone(db: TestDatabase, api: { browser(): Browser }, roles: string[], where: Tenant) {
  const user = await aStaffUser(db, where, roles)
  const browser = api.browser()
  await browser.signIn(where, user.username)
  return { ...user, browser, where }
}
export type Someone = Awaited<ReturnType<typeof someone>>

/** What makes digits from the address in a QR code. */
export const authenticatorOf = (uri: string) => URI.parse(uri) as { generate(at?: object): string }

/** Enrols an authenticator through the routes; answers its digits of now and the recovery codes. */
export async function enrol(who: Someone, given: object = { password: goodPassword }) {
  const begun = await who.browser.send('POST', `/${who.where.code}/session/totp`, given)
  assert.equal(begun.status, 200, begun.body.detail)
  const { uri, proof } = begun.body as unknown as { uri: string; proof: string }
  const digits = () => authenticatorOf(uri).generate()
  const confirmed = { proof, totp: digits() }
  const done = await who.browser.send('POST', `/${who.where.code}/session/totp/confirm`, confirmed)
  assert.equal(done.status, 200, done.body.detail)
  return { digits, codes: done.body.recoveryCodes as unknown as string[], uri }
}
