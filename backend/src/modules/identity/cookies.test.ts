import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import type { Tenant } from '../../kernel/index.ts'
import { anApi, aStaffUser, goodPassword } from './test-callers.ts'

let db: TestDatabase
let api: Awaited<ReturnType<typeof anApi>>
let town: Tenant

before(async () => {
  db = await testDatabase()
  api = await anApi()
  town = (await db.newTenant()).town
})
after(() => api?.close())

test('a cookie that was planted before a sign-in is not the one after it, and the session of the old one ends', async () => {
  const [first, second] = [await aStaffUser(db, town, ['tax-assessor']), await aStaffUser(db, town, ['tax-assessor'])]
  const browser = api.browser()
  browser.cookie = 'khasra_session=planted-by-somebody-else-0000000000000000000'
  await browser.signIn(town, first.username)
  const attacker = api.browser()
  attacker.cookie = browser.cookie
  assert.notEqual(browser.cookie, 'khasra_session=planted-by-somebody-else-0000000000000000000')
  await browser.signIn(town, second.username)
  assert.notEqual(browser.cookie, attacker.cookie)
  assert.equal((await attacker.send('GET', `/${town.code}/session`)).body.user, null)
  const user = (await browser.send('GET', `/${town.code}/session`)).body.user as unknown as { userId: number }
  assert.equal(user.userId, second.userId)
})

test('a failed sign-in leaves the session that stands', async () => {
  const { username } = await aStaffUser(db, town, ['tax-assessor'])
  const browser = api.browser()
  await browser.signIn(town, username)
  assert.equal((await browser.signIn(town, username, 'not the right words')).status, 401)
  assert.ok((await browser.send('GET', `/${town.code}/session`)).body.user)
})

test('over TLS the cookie is never sent in clear afterwards; over plain http, as in a town office, it still works', async () => {
  const { username } = await aStaffUser(db, town, ['tax-assessor'])
  const body = { username, password: goodPassword }
  const path = `/${town.code}/session/password`
  const plain = await api.browser().send('POST', path, body)
  assert.ok(!/secure/i.test(plain.cookie!))
  const secure = await api.browser().send('POST', path, body, { 'x-forwarded-proto': 'https' })
  assert.match(secure.cookie!, /; Secure/)
})

test('a sign-in from a page of another site is refused, by either header that a browser sends', async () => {
  const { username } = await aStaffUser(db, town, ['tax-assessor'])
  const body = { username, password: goodPassword }
  const path = `/${town.code}/session/password`
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
  ]
  for (const headers of foreign) {
    const refused = await api.browser().send('POST', path, body, headers)
    assert.deepEqual([refused.status, refused.body.field, refused.cookie], [403, 'origin', null])
  }
})
