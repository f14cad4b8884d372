import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { URI } from 'otpauth'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { asOwner, type Context, type Tenant } from '../../kernel/index.ts'
import { beginTotp, confirmTotp } from './actions/enrol-totp.ts'
import { signInWithPassword } from './actions/sign-in.ts'
import { hashToken, readSession } from './session.ts'
import { aStaffUser, everythingKept, goodPassword, system } from './test-callers.ts'

let db: TestDatabase
let town: Tenant
const wrong = 'nine words that nobody has ever chosen'
const oneSentence = 'The user name or the password is wrong.'

before(async () => {
  db = await testDatabase()
  town = (await db.newTenant()).town
})

const visitor = (at = town): Context => db.context(at)
const signIn = (username: string, password = goodPassword, totp?: string) =>
  signInWithPassword(visitor(), { username, password, totp })

async function endLock(username: string): Promise<void> {
  await asOwner(db.database, (owner) =>
    owner.query(
      `update identity.sign_in_failures set locked_until = now() - interval '1 second' where identifier = $1::text`,
      [`username:${username}`],
    ),
  )
}

test('the right password opens a session, in any case of the user name', async () => {
  const { userId, username } = await aStaffUser(db, town, ['tax-assessor'])
  const { token } = await signIn(username.toUpperCase())
  const session = await readSession(visitor(), token)
  assert.equal(session?.user_id, userId)
  assert.deepEqual(session?.roles, ['tax-assessor'])
})

test('a wrong password and an unknown user are refused in the same words', async () => {
  const { username } = await aStaffUser(db, town, ['tax-assessor'])
  await assert.rejects(signIn(username, wrong), { status: 401, message: oneSentence })
  await assert.rejects(signIn('nobody.by.this.name', wrong), { status: 401, message: oneSentence })
})

test('an account that was closed is refused in the same words as a wrong password', async () => {
  const { userId, username } = await aStaffUser(db, town, ['tax-assessor'])
  const { token } = await signIn(username)
  await asOwner(db.database, (owner) =>
    owner.query(`update identity.users set active = false where user_id = $1::bigint`, [userId]),
  )
  await assert.rejects(signIn(username), { status: 401, message: oneSentence })
  assert.equal(await readSession(visitor(), token), null)
})

test('five wrong passwords lock the name, the right one too; the lock ends by itself and the next is longer', async () => {
  const { username } = await aStaffUser(db, town, ['tax-assessor'])
  for (let at = 0; at < 5; at++) await assert.rejects(signIn(username, wrong), { status: 401 })
  await assert.rejects(signIn(username), (error: { status: number; retryAfterSeconds: number }) => {
    assert.equal(error.status, 429)
    return error.retryAfterSeconds > 50 && error.retryAfterSeconds <= 60
  })
  await endLock(username)
  await assert.rejects(signIn(username, wrong), { status: 401 })
  await assert.rejects(signIn(username), (error: { retryAfterSeconds: number }) => error.retryAfterSeconds > 110)
  await endLock(username)
  await signIn(username)
  await assert.rejects(signIn(username, wrong), { status: 401 })
  assert.ok(await signIn(username), 'a success forgets the failures before it')
})

test('a name that does not exist is locked like one that does', async () => {
  for (let at = 0; at < 5; at++) await assert.rejects(signIn('ghost.user', wrong), { status: 401 })
  await assert.rejects(signIn('ghost.user', wrong), { status: 429 })
})

test('failures in one state lock nobody in another', async () => {
  const { username } = await aStaffUser(db, town, ['tax-assessor'])
  const elsewhere = (await db.newTenant()).town
  for (let at = 0; at < 5; at++)
    await assert.rejects(signInWithPassword(visitor(elsewhere), { username, password: wrong }), { status: 401 })
  assert.ok(await signIn(username))
})

async function enrolled(username: string, userId: number) {
  const own = (): Context => system(db, town, { roleClass: 'staff', userId })
  const { uri, proof } = await beginTotp(own(), { password: goodPassword })
  const authenticator = URI.parse(uri)
  const digitsAt = (seconds: number) =>
    (authenticator as { generate(at: object): string }).generate({ timestamp: Date.now() + seconds * 1000 })
  return { own, proof, digitsAt, username }
}

test('an authenticator counts only once it is proved, and only for the user who began', async () => {
  const { userId, username } = await aStaffUser(db, town, ['tax-assessor'])
  const { own, proof, digitsAt } = await enrolled(username, userId)
  assert.ok(await signIn(username), 'nothing is asked before the proof')
  const other = await aStaffUser(db, town, ['tax-assessor'])
  await assert.rejects(
    confirmTotp(system(db, town, { roleClass: 'staff', userId: other.userId }), { proof, totp: digitsAt(0) }),
    { status: 400 },
  )
  const bad = digitsAt(0) === '000000' ? '000001' : '000000'
  await assert.rejects(confirmTotp(own(), { proof, totp: bad }), { status: 400 })
  await assert.rejects(confirmTotp(own(), { proof: 'forged', totp: digitsAt(0) }), { status: 400 })
  await confirmTotp(own(), { proof, totp: digitsAt(0) })
  await assert.rejects(signIn(username), { status: 400, details: { field: 'totp' } })
})

test('six digits open one session, once; the ones that enrolled open none', async (t) => {
  const { userId, username } = await aStaffUser(db, town, ['tax-assessor'])
  const { own, proof, digitsAt } = await enrolled(username, userId)
  // The clock stands still, so that no half-minute ends between two lines.
  const now = new Date()
  t.mock.timers.enable({ apis: ['Date'], now })
  await confirmTotp(own(), { proof, totp: digitsAt(0) })
  await assert.rejects(signIn(username, goodPassword, digitsAt(0)), { status: 401 })
  assert.ok(await signIn(username, goodPassword, digitsAt(30)))
  await assert.rejects(signIn(username, goodPassword, digitsAt(30)), { status: 401 })
  await assert.rejects(
    signIn(username, goodPassword, digitsAt(0)),
    { status: 401 },
    'nor those of a half-minute before',
  )
  t.mock.timers.setTime(now.getTime() + 60_000)
  const [first, second] = await Promise.allSettled([0, 0].map((at) => signIn(username, goodPassword, digitsAt(at))))
  assert.deepEqual([first!.status, second!.status].sort(), ['fulfilled', 'rejected'], 'two at once: one passes')
})

test('digits that are too old are refused and count as failures', async (t) => {
  const { userId, username } = await aStaffUser(db, town, ['tax-assessor'])
  const { own, proof, digitsAt } = await enrolled(username, userId)
  t.mock.timers.enable({ apis: ['Date'], now: new Date() })
  await confirmTotp(own(), { proof, totp: digitsAt(-30) })
  for (let at = 0; at < 5; at++) await assert.rejects(signIn(username, goodPassword, digitsAt(-120)), { status: 401 })
  await assert.rejects(signIn(username, goodPassword, digitsAt(0)), { status: 429 })
})

test('neither the password, nor the cookie, nor the TOTP secret is kept in clear anywhere', async () => {
  const { userId, username } = await aStaffUser(db, town, ['tax-assessor'])
  const { own, proof, digitsAt } = await enrolled(username, userId)
  const { uri } = await beginTotp(own(), { password: goodPassword })
  const secret = (URI.parse(uri) as { secret: { base32: string } }).secret.base32
  const { token } = await signIn(username)
  const totp = digitsAt(0)
  await confirmTotp(own(), { proof, totp })
  await assert.rejects(signIn(username, wrong))
  const kept = await everythingKept(db)
  for (const word of [goodPassword, wrong, token, hashToken(token), secret, proof, `"${totp}"`])
    assert.ok(!kept.includes(word), `${word} is kept`)
  const [row] = await asOwner(db.database, (owner) =>
    owner.query<{ all: string }>(
      `select concat((select string_agg(c::text, ' ') from identity.credentials c), (select string_agg(s::text, ' ') from identity.sessions s)) as all`,
    ),
  )
  assert.ok(row!.all.includes(hashToken(token)))
  for (const word of [goodPassword, token, secret]) assert.ok(!row!.all.includes(word), `${word} is stored`)
  assert.match(row!.all, /\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})
