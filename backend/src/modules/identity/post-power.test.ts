import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { addDays, asOwner, newParticipants, type Tenant, todayOf } from '../../kernel/index.ts'
import { createPost } from './actions/create-post.ts'
import { type PostTransferInvitation, transferPost } from './actions/transfer-post.ts'
import { capacityFault } from './rules.ts'
import { anApi, aPost, aStaffUser, type Browser, system } from './test-callers.ts'

let db: TestDatabase
let api: Awaited<ReturnType<typeof anApi>>
let state: Tenant
let town: Tenant
let today: string

before(async () => {
  db = await testDatabase()
  api = await anApi()
  ;({ state, town } = await db.newTenant())
  today = todayOf(db.platform, town)
})
after(() => api?.close())

async function signedIn(roles: string[], at = town) {
  const user = await aStaffUser(db, at, roles)
  const browser = api.browser()
  assert.equal((await browser.signIn(at, user.username)).status, 200)
  return { ...user, browser }
}

const lineOf = (entity: { command: string; userId: number }) =>
  asOwner(db.database, async (owner) => {
    const [line] = await owner.query<{
      post_id: number
      holder_id: number
      designation: string
      user_id: number
      capacity: string
    }>(
      `select e.post_id, e.holder_id, p.designation, h.user_id, h.capacity from kernel.journal_entries e
       left join identity.posts p on p.tenant_id = e.tenant_id and p.post_id = e.post_id
       left join identity.post_holdings h on h.tenant_id = e.tenant_id and h.holding_id = e.holder_id
       where e.tenant_id = $1::int and e.command = $2::text and e.user_id = $3::bigint order by e.entry_id desc limit 1`,
      [town.tenantId, entity.command, entity.userId],
    )
    return line!
  })

const allow = { allowed: true, instrument: 'Resolution 4' }
const change = (browser: Browser, headers = {}) =>
  browser.send('PUT', `/${town.code}/permissions/bill-collector/people.write`, allow, headers)

test('journal lines name the post and its holder, with the capacity in which it was held', async () => {
  const { browser, userId } = await signedIn(['kiosk-operator'])
  const postId = await aPost(db, town, 'commissioner', userId)
  assert.equal((await change(browser)).status, 200)
  const line = await lineOf({ command: 'identity.set-permission', userId })
  assert.deepEqual(
    [line.post_id, line.designation, line.user_id, line.capacity],
    [postId, 'commissioner', userId, 'substantive'],
  )
})

test('who holds two posts says by which one they act, and nobody names a post that is not theirs', async () => {
  const { browser, userId } = await signedIn(['kiosk-operator'])
  await aPost(db, town, 'commissioner', userId)
  const second = await aPost(db, town, 'tax-assessor', userId)
  const strangers = await aPost(db, town, 'commissioner', null)
  assert.equal((await change(browser, { 'x-post': String(second) })).status, 200)
  assert.equal((await lineOf({ command: 'identity.set-permission', userId })).post_id, second)
  for (const named of [String(strangers), 'x', '-1', '']) {
    const refused = await change(browser, { 'x-post': named })
    assert.deepEqual([refused.status, refused.body.field], [403, 'x-post'], named)
  }
})

test('a transfer is one command that moves open work and ends sessions; a room may refuse it', async () => {
  const leaver = await signedIn(['kiosk-operator'])
  const comer = await aStaffUser(db, town, ['kiosk-operator'])
  const postId = await aPost(db, town, 'grievance-officer', leaver.userId)
  const before = db.platform.participants
  let reasons = ['case 7 is under a hearing today']
  const heard: PostTransferInvitation[] = []
  db.platform.participants = newParticipants()
  db.platform.participants.participate('identity.post-transfer', async (_tx, given: PostTransferInvitation) => {
    heard.push(given)
    given.moved['workflow.cases'] = 12
    return reasons
  })
  try {
    const order = { toUserId: comer.userId, on: today, capacity: 'substantive', instrument: 'Order 7' }
    await assert.rejects(transferPost(system(db, town), postId, order), { status: 409, message: /under a hearing/ })
    assert.notEqual((await leaver.browser.send('GET', `/${town.code}/session`)).body.user, null)
    reasons = []
    const answer = await transferPost(system(db, town), postId, order)
    assert.deepEqual(answer.moved, { 'workflow.cases': 12 })
    assert.deepEqual(
      { ...heard.at(-1), moved: null },
      { postId, fromUserId: leaver.userId, toUserId: comer.userId, on: today, moved: null },
    )
    assert.equal((await leaver.browser.send('GET', `/${town.code}/session`)).body.user, null)
  } finally {
    db.platform.participants = before
  }
})

test('an administrator may hold the powers of the council, only so, and only by the state', async () => {
  assert.equal(capacityFault('council', 'administrator'), null)
  assert.equal(capacityFault('tax-assessor', 'acting'), null)
  assert.match(capacityFault('council', 'substantive')!, /administrator alone/)
  assert.match(capacityFault('tax-assessor', 'administrator')!, /council/)
  const officer = await signedIn(['state-administrator'], state)
  const boss = await signedIn(['commissioner'])
  const post = {
    designation: 'council',
    names: { en: 'Council', hi: 'परिषद' },
    office: { en: 'Town hall' },
    from: '2024-01-01',
    instrument: 'Act s.5',
  }
  assert.equal((await boss.browser.send('POST', `/${town.code}/posts`, post)).status, 403)
  const { body } = await officer.browser.send('POST', `/${town.code}/posts`, post)
  const path = `/${town.code}/posts/${body.postId}/transfer`
  const order = { toUserId: boss.userId, on: today, capacity: 'administrator', instrument: 'Notification F-4' }
  assert.equal((await boss.browser.send('POST', path, order)).status, 403)
  const wrong = await officer.browser.send('POST', path, { ...order, capacity: 'acting' })
  assert.deepEqual([wrong.status, wrong.body.field], [400, 'capacity'])
  assert.equal((await officer.browser.send('POST', path, order)).status, 200)
  const session = await boss.browser.send('GET', `/${town.code}/session`)
  const user = session.body.user as unknown as { roles: string[]; permissions: string[]; posts: { capacity: string }[] }
  assert.ok(user.roles.includes('council') && user.permissions.includes('identity.act-for-council'))
  assert.deepEqual(
    user.posts.map((each) => each.capacity),
    ['administrator'],
  )
})

test('a post is made by an order with its area, stands vacant, and is abolished when nobody holds it', async () => {
  await asOwner(db.database, (owner) =>
    owner.query(
      `with made as (insert into identity.boundary_sets (tenant_id, code, names, straddler_rule) values ($1::int, 'tax-ward', '{"en":"Tax ward"}', 'largest-part') returning boundary_set_id)
       insert into identity.boundaries (tenant_id, boundary_set_id, code, names, instrument, valid_from)
       select $1::int, boundary_set_id, 'T-3', '{"en":"Tax ward 3"}', 'Gazette', '2020-01-01' from made`,
      [town.tenantId],
    ),
  )
  const boss = await signedIn(['commissioner'])
  const post = {
    designation: 'bill-collector',
    names: { en: 'Collector, ward 3' },
    office: { en: 'Zone 1' },
    area: { set: 'tax-ward', code: 'T-3' },
    from: today,
    instrument: 'Order 21',
  }
  const nowhere = await boss.browser.send('POST', `/${town.code}/posts`, {
    ...post,
    area: { set: 'tax-ward', code: 'T-99' },
  })
  assert.deepEqual([nowhere.status, nowhere.body.field], [404, 'area'])
  assert.equal((await boss.browser.send('POST', `/${town.code}/posts`, { ...post, designation: 'king' })).status, 400)
  const made = (await boss.browser.send('POST', `/${town.code}/posts`, post)).body.postId as unknown as number
  const list = async (on = today) =>
    (
      (await boss.browser.send('GET', `/${town.code}/posts?on=${on}`)).body.posts as unknown as {
        postId: number
        holder: object | null
        area: object
      }[]
    ).find((each) => each.postId === made)
  const vacant = await list()
  assert.deepEqual(
    [vacant?.holder, vacant?.area],
    [null, { set: 'tax-ward', code: 'T-3', names: { en: 'Tax ward 3' } }],
  )
  const holder = await aStaffUser(db, town, ['kiosk-operator'])
  const hand = (toUserId: number | null, on: string) =>
    boss.browser.send('POST', `/${town.code}/posts/${made}/transfer`, { toUserId, on, instrument: 'Order 22' })
  assert.equal((await hand(holder.userId, today)).status, 200)
  const end = { on: addDays(today, 30), instrument: 'Order 30' }
  assert.equal((await boss.browser.send('POST', `/${town.code}/posts/${made}/abolition`, end)).status, 409)
  assert.equal((await hand(null, addDays(today, 10))).status, 200)
  assert.equal((await boss.browser.send('POST', `/${town.code}/posts/${made}/abolition`, end)).status, 200)
  assert.ok(await list(addDays(today, 29)))
  assert.equal(await list(addDays(today, 30)), undefined)
  const { holdings } = (await boss.browser.send('GET', `/${town.code}/posts/${made}`)).body as unknown as {
    holdings: { userId: number; instrument: string; from: string; to: string }[]
  }
  assert.deepEqual(
    holdings.map((each) => [each.userId, each.instrument, each.from, each.to]),
    [[holder.userId, 'Order 22', today, addDays(today, 10)]],
  )
})

test('a holding that has begun is never taken back, because the journal names it; one that has not begun gives way', async () => {
  const [now, next, other] = [
    await aStaffUser(db, town, ['kiosk-operator']),
    await aStaffUser(db, town, ['kiosk-operator']),
    await aStaffUser(db, town, ['kiosk-operator']),
  ]
  const { postId } = await createPost(system(db, town), {
    designation: 'water-engineer',
    names: { en: 'Engineer' },
    office: { en: 'Works' },
    area: null,
    from: '2024-01-01',
    instrument: 'Order 1',
  })
  const hand = (toUserId: number, on: string) =>
    transferPost(system(db, town), postId, { toUserId, on, capacity: 'substantive', instrument: 'Order 2' })
  await hand(now.userId, addDays(today, -20))
  for (const on of [addDays(today, -20), addDays(today, -30)])
    await assert.rejects(hand(next.userId, on), { status: 409 })
  await hand(next.userId, addDays(today, 20))
  const answer = await hand(other.userId, addDays(today, 10))
  assert.equal(answer.leftUserId, now.userId)
  const rows = await asOwner(db.database, (owner) =>
    owner.query(
      `select user_id, valid_from, valid_to from identity.post_holdings where tenant_id = $1::int and post_id = $2::bigint order by valid_from`,
      [town.tenantId, postId],
    ),
  )
  assert.deepEqual(rows, [
    { user_id: now.userId, valid_from: addDays(today, -20), valid_to: addDays(today, 10) },
    { user_id: other.userId, valid_from: addDays(today, 10), valid_to: 'infinity' },
  ])
})
