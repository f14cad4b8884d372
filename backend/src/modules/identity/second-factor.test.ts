import assert from 'node:assert/strict'
import { after, before, type TestContext, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { asOwner, newRequestId, type Tenant } from '../../kernel/index.ts'
import { sendCode } from './actions/sign-in-by-code.ts'
import {
  anApi,
  authenticatorOf,
  type Browser,
  enrol,
  everythingKept,
  goodPassword,
  type Someone,
  someone as signedIn,
} from './test-callers.ts'

let db: TestDatabase
let api: Awaited<ReturnType<typeof anApi>>
let town: Tenant

before(async () => {
  db = await testDatabase()
  api = await anApi()
  town = (await db.newTenant()).town
})
after(() => api?.close())

const at = (path: string, where = town) => `/${where.code}${path}`
const someone = (roles: string[]) => signedIn(db, api, roles, town)

/** The clock of this process stands, so that no half-minute ends between two lines; `tick` moves it on. */
function stopped(t: TestContext) {
  const now = new Date()
  t.mock.timers.enable({ apis: ['Date'], now })
  let seconds = 0
  return {
    tick(by = 30) {
      seconds += by
      t.mock.timers.setTime(now.getTime() + seconds * 1000)
    },
  }
}

const signInWith = (username: string, factor: object, where = town) =>
  api.browser().send('POST', at('/session/password', where), { username, password: goodPassword, ...factor })

const stateOf = async (who: Someone) => (await who.browser.send('GET', at('/session/totp', who.where))).body

test('the first authenticator is enrolled by the password, and counts only when six digits proved it', async (t) => {
  const clock = stopped(t)
  const who = await someone(['tax-assessor'])
  assert.deepEqual(await stateOf(who), { enrolled: false, since: null, recoveryCodesLeft: 0 })
  for (const [given, field] of [
    [{}, 'password'],
    [{ password: 'not this one at all' }, 'password'],
    [{ password: goodPassword, totp: '12' }, 'totp'],
  ] as const) {
    const refused = await who.browser.send('POST', at('/session/totp'), given)
    assert.deepEqual([refused.status, refused.body.field], [400, field])
  }
  await who.browser.send('POST', at('/session/totp'), { password: goodPassword })
  assert.equal((await signInWith(who.username, {})).status, 200, 'what was begun asks for nothing')
  const { digits, codes } = await enrol(who)
  assert.equal(new Set(codes).size, 10)
  const told = await stateOf(who)
  assert.deepEqual([told.enrolled, told.recoveryCodesLeft], [true, 10])
  assert.deepEqual((await signInWith(who.username, {})).body.field, 'totp')
  clock.tick()
  assert.equal((await signInWith(who.username, { totp: digits() })).status, 200)
})

test('another authenticator is enrolled by the digits of the present one, never by a session or the password alone', async (t) => {
  const clock = stopped(t)
  const who = await someone(['tax-assessor'])
  const first = await enrol(who)
  for (const given of [{}, { password: goodPassword }])
    assert.deepEqual((await who.browser.send('POST', at('/session/totp'), given)).body.field, 'totp')
  const reused = await who.browser.send('POST', at('/session/totp'), { totp: first.digits() })
  assert.equal(reused.status, 400, 'the digits that enrolled it were used')
  clock.tick()
  const second = await enrol(who, { totp: first.digits() })
  clock.tick()
  assert.equal((await signInWith(who.username, { totp: first.digits() })).status, 401)
  assert.equal((await signInWith(who.username, { recoveryCode: first.codes[0] })).status, 401, 'nor its codes')
  assert.equal((await signInWith(who.username, { totp: second.digits() })).status, 200)
  assert.equal((await signInWith(who.username, { recoveryCode: second.codes[0] })).status, 200)
})

test('an enrolment that was begun before another was finished replaces nothing, and an old one is refused', async (t) => {
  const clock = stopped(t)
  const who = await someone(['tax-assessor'])
  const early = (await who.browser.send('POST', at('/session/totp'), { password: goodPassword })).body as unknown as {
    uri: string
    proof: string
  }
  const late = { ...early, ...(await who.browser.send('POST', at('/session/totp'), { password: goodPassword })).body }
  await enrol(who)
  const totp = authenticatorOf(early.uri).generate()
  const overtaken = await who.browser.send('POST', at('/session/totp/confirm'), { proof: early.proof, totp })
  assert.deepEqual([overtaken.status, overtaken.body.field], [409, 'proof'])
  clock.tick(16 * 60)
  const digits = authenticatorOf(late.uri).generate()
  const old = await who.browser.send('POST', at('/session/totp/confirm'), { proof: late.proof, totp: digits })
  assert.deepEqual([old.status, old.body.field], [400, 'proof'])
})

test('an authenticator is taken away by its digits or a recovery code, never by the password', async (t) => {
  const clock = stopped(t)
  const who = await someone(['tax-assessor'])
  const remove = (given: object) => who.browser.send('POST', at('/session/totp/remove'), given)
  assert.equal((await remove({ totp: '123456' })).status, 409, 'there is none yet')
  const { digits } = await enrol(who)
  assert.equal((await remove({})).body.field, 'totp')
  assert.equal((await remove({ password: goodPassword })).status, 400)
  assert.equal((await remove({ totp: digits() })).status, 400, 'digits that were used')
  clock.tick()
  assert.deepEqual((await remove({ totp: digits() })).body, { enrolled: false })
  assert.equal((await signInWith(who.username, {})).status, 200)
  const { codes } = await enrol(who)
  assert.deepEqual((await remove({ recoveryCode: codes[3]!.toUpperCase().replaceAll('-', ' ') })).body, {
    enrolled: false,
  })
  assert.equal((await stateOf(who)).recoveryCodesLeft, 0)
})

test('a recovery code opens one session, once, also when two come at the same time', async () => {
  const who = await someone(['tax-assessor'])
  const { codes } = await enrol(who)
  assert.equal((await signInWith(who.username, { recoveryCode: codes[0] })).status, 200)
  assert.equal((await signInWith(who.username, { recoveryCode: codes[0] })).status, 401)
  const both = await Promise.all([0, 1].map(() => signInWith(who.username, { recoveryCode: codes[1] })))
  assert.deepEqual(both.map((answer) => answer.status).sort(), [200, 401])
  const other = await someone(['tax-assessor'])
  await enrol(other)
  assert.equal((await signInWith(other.username, { recoveryCode: codes[2] })).status, 401, 'of another user')
  for (const recoveryCode of ['', 'x'.repeat(61)])
    assert.equal((await signInWith(who.username, { recoveryCode })).status, 400)
  assert.equal((await stateOf(who)).recoveryCodesLeft, 8)
})

test('new recovery codes take the place of the earlier ones, for whoever has the digits', async (t) => {
  const clock = stopped(t)
  const who = await someone(['tax-assessor'])
  const renew = (given: object) => who.browser.send('POST', at('/session/recovery-codes'), given)
  assert.equal((await renew({ totp: '123456' })).status, 409)
  const { digits, codes } = await enrol(who)
  assert.equal((await renew({})).status, 400)
  clock.tick()
  const fresh = (await renew({ totp: digits() })).body.recoveryCodes as unknown as string[]
  assert.equal(fresh.length, 10)
  assert.equal((await signInWith(who.username, { recoveryCode: codes[0] })).status, 401)
  assert.equal((await signInWith(who.username, { recoveryCode: fresh[0] })).status, 200)
})

test('five wrong tries lock changes of the factor, and not signing in', async (t) => {
  const clock = stopped(t)
  const who = await someone(['tax-assessor'])
  const { digits } = await enrol(who)
  const bad = digits() === '000000' ? '000001' : '000000'
  for (let tries = 0; tries < 5; tries++)
    assert.equal((await who.browser.send('POST', at('/session/totp/remove'), { totp: bad })).status, 400)
  clock.tick()
  assert.equal((await who.browser.send('POST', at('/session/totp/remove'), { totp: digits() })).status, 429)
  assert.equal((await signInWith(who.username, { totp: digits() })).status, 200)
})

test('a change of the factor or the password ends every other session of the user', async (t) => {
  const clock = stopped(t)
  const who = await someone(['tax-assessor'])
  const elsewhere = async (factor: object): Promise<Browser> => {
    const browser = api.browser()
    const answer = await browser.send('POST', at('/session/password'), {
      username: who.username,
      password: goodPassword,
      ...factor,
    })
    browser.cookie = answer.cookie!.split(';')[0]!
    assert.ok((await browser.send('GET', at('/session'))).body.user)
    return browser
  }
  const isSignedIn = async (browser: Browser) => Boolean((await browser.send('GET', at('/session'))).body.user)
  let other = await elsewhere({})
  const { digits, codes } = await enrol(who)
  assert.deepEqual([await isSignedIn(other), await isSignedIn(who.browser)], [false, true])
  other = await elsewhere({ recoveryCode: codes[0] })
  const newPassword = 'eight words that were never used before here'
  const change = (given: object) => who.browser.send('POST', at('/session/password/change'), given)
  assert.equal((await change({ password: 'wrong but long enough', newPassword })).body.field, 'password')
  assert.equal((await change({ password: goodPassword, newPassword: 'short' })).body.field, 'newPassword')
  assert.equal((await change({ password: goodPassword, newPassword: goodPassword })).body.field, 'newPassword')
  assert.deepEqual((await change({ password: goodPassword, newPassword })).body, { changed: true })
  assert.deepEqual([await isSignedIn(other), await isSignedIn(who.browser)], [false, true])
  clock.tick()
  assert.equal((await signInWith(who.username, { totp: digits() })).status, 401)
  clock.tick()
  assert.equal((await signInWith(who.username, { password: newPassword, totp: digits() })).status, 200)
})

test('a citizen has no password, therefore no authenticator; a visitor has neither', async () => {
  await sendCode(db.context(town), '5559990077', 'en')
  const code = /\d{6}/.exec(db.sent.at(-1)!.text)![0]
  const browser = api.browser()
  const answer = await browser.send('POST', at('/session/code/confirm'), { to: '5559990077', code })
  browser.cookie = answer.cookie!.split(';')[0]!
  browser.csrf = answer.body.csrfToken as unknown as string
  assert.equal((await browser.send('POST', at('/session/totp'), { password: goodPassword })).status, 409)
  for (const path of ['/session/totp', '/session/totp/remove', '/session/recovery-codes'])
    assert.equal((await api.browser().send('POST', at(path), {})).status, 401)
})

test('a repeat of the confirming request shows the same recovery codes, and the platform keeps none of them', async () => {
  const who = await someone(['tax-assessor'])
  const begun = (await who.browser.send('POST', at('/session/totp'), { password: goodPassword })).body as unknown as {
    uri: string
    proof: string
  }
  const given = { proof: begun.proof, totp: authenticatorOf(begun.uri).generate() }
  const key = { 'idempotency-key': newRequestId() }
  const first = await who.browser.send('POST', at('/session/totp/confirm'), given, key)
  const again = await who.browser.send('POST', at('/session/totp/confirm'), given, key)
  assert.deepEqual(again.body, first.body)
  const codes = first.body.recoveryCodes as unknown as string[]
  assert.equal((await signInWith(who.username, { recoveryCode: codes[9] })).status, 200)
  const kept = await everythingKept(db)
  const [stored] = await asOwner(db.database, (owner) =>
    owner.query<{ all: string }>(`select string_agg(r::text, ' ') as all from identity.recovery_codes r`),
  )
  for (const code of codes)
    for (const word of [code, code.replaceAll('-', '')])
      assert.ok(!kept.includes(word) && !stored!.all.includes(word), 'a code is kept')
})
