import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import type { Tenant } from '../../kernel/index.ts'
import { setMaster } from './actions/set-master.ts'
import { anApi, aPost, aStaffUser, system } from './test-callers.ts'

let db: TestDatabase
let api: Awaited<ReturnType<typeof anApi>>
let state: Tenant
let town: Tenant
let abroad: Tenant

before(async () => {
  db = await testDatabase()
  api = await anApi()
  ;({ state, town } = await db.newTenant())
  abroad = (await db.newTenant()).town
})
after(() => api?.close())

/** A browser in which someone with these roles is signed in. */
async function signedIn(roles: string[], at = town) {
  const user = await aStaffUser(db, at, roles)
  const browser = api.browser()
  assert.equal((await browser.signIn(at, user.username)).status, 200)
  return { ...user, browser }
}

test('a post tells who held it, what else the holder keeps, and how many browsers a transfer signs out', async () => {
  const boss = await signedIn(['commissioner'])
  const holder = await signedIn(['tax-assessor'])
  const second = api.browser()
  await second.signIn(town, holder.username)
  const postId = await aPost(db, town, 'tax-assessor', holder.userId)
  const kept = await aPost(db, town, 'bill-collector', holder.userId)
  const { status, body } = await boss.browser.send('GET', `/${town.code}/posts/${postId}`)
  assert.equal(status, 200)
  const post = body as unknown as {
    sessions: number
    otherPosts: { postId: number }[]
    holdings: { userId: number; instrument: string; to: string | null }[]
  }
  assert.equal(post.sessions, 2)
  assert.deepEqual(
    post.otherPosts.map((one) => one.postId),
    [kept],
  )
  assert.deepEqual(
    post.holdings.map((one) => [one.userId, one.instrument, one.to]),
    [[holder.userId, 'Order 2 of a test', null]],
  )
  const order = { toUserId: null, on: db.context(town).today, capacity: 'substantive', instrument: 'Order 9' }
  assert.equal((await boss.browser.send('POST', `/${town.code}/posts/${postId}/transfer`, order)).status, 200)
  const after = (await boss.browser.send('GET', `/${town.code}/posts/${postId}`)).body as unknown as typeof post
  assert.deepEqual([after.sessions, after.otherPosts, after.holdings[0]?.to], [0, [], order.on])
})

test('a post of another town is not found, and who may not fill posts is refused', async () => {
  const boss = await signedIn(['commissioner'])
  const far = await aPost(db, abroad, 'tax-assessor', null)
  assert.equal((await boss.browser.send('GET', `/${town.code}/posts/${far}`)).status, 404)
  const clerk = await signedIn(['bill-collector'])
  assert.equal((await clerk.browser.send('GET', `/${town.code}/posts/${far}`)).status, 403)
})

test('staff are listed with roles and posts of this town, found by a part of the name, and never of another state', async () => {
  const boss = await signedIn(['commissioner'])
  const stranger = await aStaffUser(db, abroad, ['commissioner'])
  const { userId } = await aStaffUser(db, town, ['tax-assessor'], 'meera-joshi')
  await aPost(db, town, 'tax-assessor', userId)
  const list = async (search = '') =>
    (await boss.browser.send('GET', `/${town.code}/staff${search}`)).body as unknown as {
      staff: { userId: number; roles: string[]; posts: object[] }[]
    }
  const all = (await list()).staff
  assert.ok(!all.some((one) => one.userId === stranger.userId))
  const found = (await list('?search=eera-jo')).staff
  assert.deepEqual(
    found.map((one) => [one.userId, one.roles, one.posts.length]),
    [[userId, ['tax-assessor'], 1]],
  )
  assert.deepEqual((await list(`?search=${encodeURIComponent('%')}`)).staff, [], 'a sign of the pattern is a letter')
})

test('the list of staff is for who fills posts, adds staff or reads the journal', async () => {
  const status = async (role: string) =>
    (await (await signedIn([role])).browser.send('GET', `/${town.code}/staff`)).status
  assert.deepEqual([await status('auditor'), await status('bill-collector')], [200, 403])
  assert.equal((await api.browser().send('GET', `/${town.code}/staff`)).status, 403)
})

test('registers are listed with how many keys differ, and at the state’s address how many towns do', async () => {
  const say = (at: Tenant, key: string, value: unknown) =>
    setMaster(system(db, at, { requestId: `${at.code}-${key}` }), {
      register: 'services.days',
      key,
      value,
      instrument: 'Order',
      from: '2020-04-01',
      to: null,
      townClass: null,
    })
  await say(state, 'water', 15)
  await say(state, 'permit', 30)
  await say(town, 'water', 7)
  await say(town, 'permit', 30)
  await say(town, 'of-its-own', 3)
  const registers = async (at: Tenant) =>
    (
      (await api.browser().send('GET', `/${at.code}/masters`)).body as unknown as {
        registers: { register: string; keys: number; differing: number; townsDiffering: number }[]
      }
    ).registers.filter((one) => one.register === 'services.days')
  assert.deepEqual(await registers(town), [{ register: 'services.days', keys: 3, differing: 1, townsDiffering: 0 }])
  const admin = await signedIn(['state-administrator'], state)
  const seen = (await admin.browser.send('GET', `/${state.code}/masters`)).body as unknown as {
    registers: { register: string; keys: number; townsDiffering: number }[]
  }
  const own = seen.registers.find((one) => one.register === 'services.days')
  assert.deepEqual([own?.keys, own?.townsDiffering], [2, 1])
})
