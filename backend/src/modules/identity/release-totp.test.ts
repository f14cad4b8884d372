import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { asOwner, type Tenant } from '../../kernel/index.ts'
import { anApi, enrol, goodPassword, type Someone, someone as signedIn } from './test-callers.ts'

let db: TestDatabase
let api: Awaited<ReturnType<typeof anApi>>
let state: Tenant
let town: Tenant
let sister: Tenant

before(async () => {
  db = await testDatabase()
  api = await anApi()
  ;({ state, town } = await db.newTenant())
  sister = (await db.newTenant({ into: state })).town
})
after(() => api?.close())

const at = (path: string, where = town) => `/${where.code}${path}`
const someone = (roles: string[], where = town) => signedIn(db, api, roles, where)
const signInWith = (username: string, factor: object) =>
  api.browser().send('POST', at('/session/password'), { username, password: goodPassword, ...factor })

const release = (by: Someone, userId: number, where = town) =>
  by.browser.send('POST', at(`/staff/${userId}/totp/release`, where), { instrument: 'Order 5: telephone lost' })

test('an administrator releases a lost authenticator by an order; it is in the journal and the sessions end', async () => {
  const boss = await someone(['commissioner'])
  const who = await someone(['tax-assessor'])
  assert.equal((await release(boss, who.userId)).status, 409, 'there is none yet')
  const { codes } = await enrol(who)
  const told = await boss.browser.send('GET', at(`/staff/${who.userId}/totp`))
  assert.deepEqual([told.body.enrolled, told.body.recoveryCodesLeft], [true, 10])
  assert.equal((await who.browser.send('GET', at(`/staff/${who.userId}/totp`))).status, 403)
  assert.equal((await boss.browser.send('GET', at('/staff/999999999/totp'))).status, 404)
  assert.equal((await release(who, who.userId)).status, 403)
  assert.deepEqual((await release(boss, who.userId)).body, { userId: who.userId, released: true })
  assert.equal((await who.browser.send('GET', at('/session'))).body.user, null)
  assert.equal((await signInWith(who.username, { recoveryCode: codes[0] })).status, 200, 'the password is enough now')
  const lines = await asOwner(db.database, (owner) =>
    owner.query<{ user_id: number; after: object }>(
      `select user_id, after from kernel.journal_entries where tenant_id = $1::int and command = 'identity.release-totp'`,
      [town.tenantId],
    ),
  )
  assert.deepEqual(lines, [{ user_id: boss.userId, after: { instrument: 'Order 5: telephone lost', totp: false } }])
})

test('nobody releases themselves, the mightier, or who works in another town too; the state does', async () => {
  const boss = await someone(['commissioner'])
  await enrol(boss)
  assert.equal((await release(boss, boss.userId)).status, 403)
  const mighty = await someone(['state-administrator'])
  await enrol(mighty)
  assert.equal((await release(boss, mighty.userId)).status, 403)
  const both = await someone(['tax-assessor'])
  await enrol(both)
  await asOwner(db.database, (owner) =>
    owner.query(
      `insert into identity.role_grants (tenant_id, user_id, role, instrument, valid_from) values ($1::int, $2::bigint, 'commissioner', 'Order 6', '2020-01-01')`,
      [sister.tenantId, both.userId],
    ),
  )
  assert.equal((await release(boss, both.userId)).status, 403)
  const far = await someone(['tax-assessor'], sister)
  await enrol(far)
  assert.equal((await release(boss, far.userId)).status, 404, 'of another town')
  const officer = await someone(['state-administrator'], state)
  for (const userId of [both.userId, far.userId]) assert.equal((await release(officer, userId)).status, 200)
  const peer = await someone(['state-administrator'], state)
  await enrol(peer)
  assert.equal((await release(officer, peer.userId, state)).status, 200)
})
