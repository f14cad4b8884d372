import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { addDays, asOwner, type Tenant, todayOf } from '../../kernel/index.ts'
import { sendCode } from './actions/sign-in-by-code.ts'
import { transferPost } from './actions/transfer-post.ts'
import { hashToken } from './session.ts'
import { anApi, aPost, aStaffUser, type Browser, everythingKept, goodPassword, system } from './test-callers.ts'

let db: TestDatabase
let api: Awaited<ReturnType<typeof anApi>>
let state: Tenant
let town: Tenant
let sister: Tenant
let abroad: Tenant

before(async () => {
  db = await testDatabase()
  api = await anApi()
  ;({ state, town } = await db.newTenant())
  sister = (await db.newTenant({ into: state })).town
  abroad = (await db.newTenant()).town
})
after(() => api?.close())

type Session = { roles: string[]; permissions: string[]; posts: { postId: number }[]; roleClass: string } | null
async function sessionOf(browser: Browser, at = town): Promise<Session> {
  return (await browser.send('GET', `/${at.code}/session`)).body.user as unknown as Session
}

/** A browser in which a new staff user with these roles is signed in. */
async function signedIn(roles: string[], at = town) {
  const user = await aStaffUser(db, at, roles)
  const browser = api.browser()
  assert.equal((await browser.signIn(at, user.username)).status, 200)
  return { ...user, browser }
}

test('the cookie is kept from scripts and from other sites, and holds 256 random bits', async () => {
  const { username } = await aStaffUser(db, town, ['tax-assessor'])
  const { cookie, body } = await api.browser().signIn(town, username)
  assert.match(cookie!, /^khasra_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax/)
  assert.ok(!JSON.stringify(body).includes(cookie!.slice(15, 58)))
})

test('the table keeps a hash of the cookie and nothing else of it', async () => {
  const { browser } = await signedIn(['tax-assessor'])
  const token = browser.cookie!.split('=')[1]!
  const rows = await asOwner(db.database, (owner) =>
    owner.query<{ all: string }>(
      `select s::text as all from identity.sessions s where token_hash = $1::text or s::text like '%' || $2::text || '%'`,
      [hashToken(token), token],
    ),
  )
  assert.equal(rows.length, 1)
  assert.ok(!rows[0]!.all.includes(token))
})

test('signing out ends the session at once, for every copy of its cookie', async () => {
  const { browser } = await signedIn(['tax-assessor'])
  const copy = api.browser()
  copy.cookie = browser.cookie
  assert.ok(await sessionOf(copy))
  assert.equal((await browser.send('DELETE', `/${town.code}/session`)).body.user, null)
  assert.equal(await sessionOf(copy), null)
  assert.equal((await copy.send('GET', `/${town.code}/posts`)).status, 401)
})

test('a session ends when its hours are over', async () => {
  const { browser } = await signedIn(['tax-assessor'])
  const hash = hashToken(browser.cookie!.split('=')[1]!)
  await asOwner(db.database, (owner) =>
    owner.query(`update identity.sessions set expires_at = now() - interval '1 second' where token_hash = $1::text`, [
      hash,
    ]),
  )
  assert.equal(await sessionOf(browser), null)
})

test('a forged or hostile cookie is nobody', async () => {
  for (const cookie of [
    'khasra_session=guess',
    `khasra_session=${'x'.repeat(5000)}`,
    "khasra_session='or 1=1--",
    'khasra_session=',
  ]) {
    const browser = api.browser()
    browser.cookie = cookie
    assert.equal(await sessionOf(browser), null)
  }
})

test('handing a post over ends the sessions of the one who leaves, and the post’s power goes with it', async () => {
  const leaver = await signedIn(['kiosk-operator'])
  const comer = await signedIn(['kiosk-operator'])
  const postId = await aPost(db, town, 'town-planner', leaver.userId)
  const boss = await signedIn(['commissioner'])
  const planner = await sessionOf(leaver.browser)
  assert.deepEqual(
    planner?.posts.map((post) => post.postId),
    [postId],
  )
  assert.ok(planner?.permissions.includes('parcels.place'))
  const on = todayOf(db.platform, town)
  const order = { toUserId: comer.userId, on, instrument: 'Order 7 of 2026' }
  const answer = await boss.browser.send('POST', `/${town.code}/posts/${postId}/transfer`, order)
  const { holdingId, ...handed } = answer.body as unknown as { holdingId: number }
  assert.ok(holdingId > 0)
  assert.deepEqual(handed, { postId, leftUserId: leaver.userId, moved: {} })
  assert.equal(await sessionOf(leaver.browser), null)
  assert.ok((await sessionOf(comer.browser))?.permissions.includes('parcels.place'))
  assert.equal((await leaver.browser.signIn(town, leaver.username)).status, 200)
  assert.ok(!(await sessionOf(leaver.browser))?.permissions.includes('parcels.place'))
})

test('a post may stand vacant: nobody has its power, and the list says so', async () => {
  const holder = await signedIn(['kiosk-operator'])
  const postId = await aPost(db, town, 'tax-assessor', holder.userId)
  const boss = await signedIn(['commissioner'])
  const on = todayOf(db.platform, town)
  const order = { toUserId: null, on, instrument: 'Order 8 of 2026' }
  assert.equal((await boss.browser.send('POST', `/${town.code}/posts/${postId}/transfer`, order)).status, 200)
  const { posts } = (await boss.browser.send('GET', `/${town.code}/posts`)).body as unknown as {
    posts: { postId: number; holder: object | null }[]
  }
  assert.equal(posts.find((post) => post.postId === postId)?.holder, null)
  await holder.browser.signIn(town, holder.username)
  assert.deepEqual((await sessionOf(holder.browser))?.roles, ['kiosk-operator'])
})

test('a post passes on its day: until then the present holder keeps its power', async () => {
  const today = todayOf(db.platform, town)
  const [now, next] = [await aStaffUser(db, town, ['kiosk-operator']), await aStaffUser(db, town, ['kiosk-operator'])]
  const postId = await aPost(db, town, 'water-engineer', now.userId)
  const order = { toUserId: next.userId, on: addDays(today, 10), capacity: 'acting', instrument: 'Order 9' }
  await transferPost(system(db, town), postId, order)
  const rolesOf = async (username: string) => {
    const browser = api.browser()
    await browser.signIn(town, username)
    return (await sessionOf(browser))?.roles
  }
  assert.ok((await rolesOf(now.username))?.includes('water-engineer'))
  assert.ok(!(await rolesOf(next.username))?.includes('water-engineer'))
})

test('a post goes to a user of the same state alone, and a post of another town cannot be handed over', async () => {
  const postId = await aPost(db, town, 'tax-assessor', null)
  const stranger = await aStaffUser(db, abroad, ['kiosk-operator'])
  const boss = await signedIn(['commissioner'])
  const order = { toUserId: stranger.userId, on: todayOf(db.platform, town), instrument: 'Order 9' }
  const refused = await boss.browser.send('POST', `/${town.code}/posts/${postId}/transfer`, order)
  assert.equal(refused.status, 404)
  const far = await aPost(db, sister, 'tax-assessor', null)
  const given = { ...order, toUserId: boss.userId }
  assert.equal((await boss.browser.send('POST', `/${town.code}/posts/${far}/transfer`, given)).status, 404)
  assert.equal((await boss.browser.send('POST', `/${sister.code}/posts/${far}/transfer`, given)).status, 403)
})

test('one person holds posts in two towns, with the power of each in its own town', async () => {
  const both = await signedIn(['kiosk-operator'])
  await aPost(db, town, 'tax-assessor', both.userId)
  await aPost(db, sister, 'water-engineer', both.userId)
  assert.deepEqual((await sessionOf(both.browser, town))?.roles, ['kiosk-operator', 'tax-assessor'])
  assert.deepEqual((await sessionOf(both.browser, sister))?.roles, ['water-engineer'])
})

test('a staff user has no power in a sister town, and does not exist in another state', async () => {
  const { browser } = await signedIn(['commissioner'])
  const there = await sessionOf(browser, sister)
  assert.deepEqual([there?.roles, there?.permissions], [[], []])
  assert.notEqual(there?.roleClass, 'staff')
  assert.equal((await browser.send('GET', `/${sister.code}/permissions`)).status, 403)
  assert.equal(await sessionOf(browser, abroad), null)
  assert.equal((await browser.send('GET', `/${abroad.code}/permissions`)).status, 401)
})

test('an officer of the state has the state’s role in every town of it, and none in another state', async () => {
  const officer = await aStaffUser(db, state, ['state-administrator'])
  const browser = api.browser()
  await browser.signIn(town, officer.username)
  for (const at of [town, sister, state])
    assert.ok((await sessionOf(browser, at))?.permissions.includes('identity.manage-towns'))
  assert.equal(await sessionOf(browser, abroad), null)
  assert.equal((await api.browser().signIn(abroad, officer.username)).status, 401)
})

const line = '/permissions/bill-collector/people.write'
const allow = (allowed: boolean) => ({ allowed, instrument: 'Resolution 12 of 2026' })

test('an order of the town widens and narrows what a role may do, there and nowhere else, at once', async () => {
  const boss = await signedIn(['commissioner'])
  const collector = await signedIn(['bill-collector'])
  const ofRegisters = (session: Session) => session?.permissions.filter((each) => /^(people|parcels)\./.test(each))
  const may = async () => ofRegisters(await sessionOf(collector.browser))
  assert.deepEqual(await may(), ['parcels.search-mobile', 'parcels.visit', 'people.read-private'])
  assert.equal((await boss.browser.send('PUT', `/${town.code}${line}`, allow(true))).status, 200)
  const narrow = `/${town.code}/permissions/bill-collector/parcels.search-mobile`
  assert.equal((await boss.browser.send('PUT', narrow, allow(false))).status, 200)
  assert.deepEqual(await may(), ['parcels.visit', 'people.read-private', 'people.write'])
  const there = await signedIn(['bill-collector'], sister)
  assert.deepEqual(ofRegisters(await sessionOf(there.browser, sister)), [
    'parcels.search-mobile',
    'parcels.visit',
    'people.read-private',
  ])
  const table = (await boss.browser.send('GET', `/${town.code}/permissions`)).body as unknown as {
    allowed: { role: string; permission: string; fromTown: boolean; instrument: string | null }[]
  }
  const own = table.allowed.filter((row) => row.role === 'bill-collector' && row.permission.startsWith('people.'))
  assert.deepEqual(own, [
    { role: 'bill-collector', permission: 'people.read-private', fromTown: false, instrument: null },
    { role: 'bill-collector', permission: 'people.write', fromTown: true, instrument: 'Resolution 12 of 2026' },
  ])
})

test('changing permissions needs the permission, the token of the page, and a line that exists', async () => {
  const boss = await signedIn(['commissioner'])
  const path = `/${town.code}${line}`
  assert.equal((await api.browser().send('PUT', path, allow(true))).status, 401)
  const assessor = await signedIn(['tax-assessor'])
  assert.equal((await assessor.browser.send('PUT', path, allow(true))).status, 403)
  const tokenless = await boss.browser.send('PUT', path, allow(true), { 'x-csrf-token': 'guessed' })
  assert.deepEqual([tokenless.status, tokenless.body.field], [403, 'x-csrf-token'])
  const foreign = await boss.browser.send('PUT', path, allow(true), { 'sec-fetch-site': 'cross-site' })
  assert.deepEqual([foreign.status, foreign.body.field], [403, 'origin'])
  for (const [wrong, field] of [
    ['/permissions/king/people.write', 'role'],
    ['/permissions/bill-collector/people.rule', 'permission'],
  ] as const)
    assert.deepEqual((await boss.browser.send('PUT', `/${town.code}${wrong}`, allow(true))).body.field, field)
  assert.equal((await boss.browser.send('PUT', path, { allowed: true })).body.field, 'instrument')
})

test('nobody hands out more than they hold: not by a permission, not by a role', async () => {
  const boss = await signedIn(['commissioner'])
  const more = `/${town.code}/permissions/commissioner/identity.manage-towns`
  assert.equal((await boss.browser.send('PUT', more, allow(true))).status, 403)
  const staff = { username: 'new.user', password: goodPassword, names: { en: 'New' }, instrument: 'Order 1' }
  const add = (roles: string[]) => boss.browser.send('POST', `/${town.code}/staff`, { ...staff, roles })
  assert.equal((await add(['state-administrator'])).status, 403)
  assert.deepEqual((await add(['king'])).body.field, 'roles')
  assert.equal((await add(['bill-collector', 'bill-collector', 'kiosk-operator'])).status, 200)
  assert.equal((await add(['bill-collector'])).status, 409)
})

test('a repeated request changes nothing and answers the same; the same id for something else is refused', async () => {
  const boss = await signedIn(['commissioner'])
  const postId = await aPost(db, town, 'tax-assessor', boss.userId)
  const key = { 'idempotency-key': 'one-and-the-same-request' }
  const path = `/${town.code}/posts/${postId}/transfer`
  const order = { toUserId: null, on: addDays(todayOf(db.platform, town), 1), instrument: 'Order 3' }
  const first = await boss.browser.send('POST', path, order, key)
  assert.equal(first.status, 200)
  await boss.browser.signIn(town, boss.username)
  assert.deepEqual((await boss.browser.send('POST', path, order, key)).body, first.body)
  assert.equal((await boss.browser.send('POST', path, { ...order, instrument: 'Order 4' }, key)).status, 409)
})

test('a citizen who signs in may do nothing that is the staff’s', async () => {
  await sendCode(db.context(town), '5559990001', 'en')
  const code = /\d{6}/.exec(db.sent.at(-1)!.text)![0]
  const browser = api.browser()
  const answer = await browser.send('POST', `/${town.code}/session/code/confirm`, { to: '5559990001', code })
  browser.cookie = answer.cookie!.split(';')[0]!
  browser.csrf = answer.body.csrfToken as unknown as string
  assert.match(answer.cookie!, /Max-Age=1209600/)
  for (const path of ['/posts', '/permissions'])
    assert.equal((await browser.send('GET', `/${town.code}${path}`)).status, 403)
  const kept = await everythingKept(db)
  for (const word of ['5559990001', browser.cookie.split('=')[1]!, browser.csrf!, goodPassword])
    assert.ok(!kept.includes(word))
})
