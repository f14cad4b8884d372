import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { asOwner, type Tenant } from '../../kernel/index.ts'
import { confirmCode, sendCode } from './actions/sign-in-by-code.ts'
import { codesPerCallerAndHour } from './rules.ts'
import { readSession } from './session.ts'
import { anApi, everythingKept } from './test-callers.ts'

let db: TestDatabase
let state: Tenant
let town: Tenant

before(async () => {
  db = await testDatabase()
  ;({ state, town } = await db.newTenant())
})

let mobiles = 5_550_000_000
const newMobile = () => String(++mobiles)
const lastCode = () => /\d{6}/.exec(db.sent.at(-1)!.text)![0]
const send = async (to: string, at = town) => {
  await sendCode(db.context(at), to, 'en')
  return lastCode()
}
const confirm = (to: string, code: string, at = town) => confirmCode(db.context(at), { to, code })
const wrongOf = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

/** As if the codes of an address had been sent so many seconds earlier. */
function older(to: string, seconds: number): Promise<unknown> {
  return asOwner(db.database, (owner) =>
    owner.query(
      `update identity.sign_in_codes set sent_at = sent_at - make_interval(secs => $2::int), expires_at = expires_at - make_interval(secs => $2::int)
       where sent_to = $1::text`,
      [to, seconds],
    ),
  )
}

test('six digits sign a citizen in; the first time makes the user, the second finds the same one', async () => {
  const to = newMobile()
  const first = await readSession(db.context(town), (await confirm(to, await send(to))).token)
  assert.deepEqual([first?.kind, first?.roles], ['citizen', ['citizen']])
  await older(to, 60)
  const second = await readSession(db.context(town), (await confirm(`+91 ${to}`, await send(`0${to}`))).token)
  assert.equal(second?.user_id, first?.user_id)
  assert.deepEqual(db.sent.at(-1)?.to, to)
})

test('a citizen of one town is the same user in every town of the state, and a stranger in another state', async () => {
  const to = 'Far.Owner@Example.org'
  const { token } = await confirm(to, await send(to))
  const sister = (await db.newTenant({ into: state })).town
  const abroad = (await db.newTenant()).town
  const here = await readSession(db.context(town), token)
  assert.equal((await readSession(db.context(sister), token))?.user_id, here?.user_id)
  assert.equal(await readSession(db.context(abroad), token), null)
})

test('the words come in the language of the reader', async () => {
  for (const [language, words] of [
    ['en', /sign-in code/],
    ['hi', /साइन-इन कोड/],
    ['mr', /तुमचा/],
    ['ta', /sign-in code/],
  ] as const) {
    await sendCode(db.context(town), newMobile(), language)
    assert.match(db.sent.at(-1)!.text, words)
  }
})

test('a code works once', async () => {
  const to = newMobile()
  const code = await send(to)
  await confirm(to, code)
  await assert.rejects(confirm(to, code), { status: 401 })
})

test('of two confirmations at once one passes', async () => {
  const to = newMobile()
  const code = await send(to)
  const ends = await Promise.allSettled([confirm(to, code), confirm(to, code)])
  assert.deepEqual(ends.map((end) => end.status).sort(), ['fulfilled', 'rejected'])
})

test('a code works for ten minutes', async () => {
  const [early, late] = [newMobile(), newMobile()]
  const codes = [await send(early), await send(late)]
  await older(early, 590)
  await older(late, 601)
  assert.ok(await confirm(early, codes[0]!))
  await assert.rejects(confirm(late, codes[1]!), { status: 401 })
})

test('a code bears five tries, and after them the right digits fail too', async () => {
  const to = newMobile()
  const code = await send(to)
  for (let at = 0; at < 4; at++) await assert.rejects(confirm(to, wrongOf(code)), { status: 401 })
  assert.ok(await confirm(to, code), 'the fifth try is still heard')
  const other = newMobile()
  const second = await send(other)
  for (let at = 0; at < 5; at++) await assert.rejects(confirm(other, wrongOf(second)), { status: 401 })
  await assert.rejects(confirm(other, second), { status: 429 })
  await asOwner(db.database, (owner) =>
    owner.query(`delete from identity.sign_in_failures where identifier = $1::text`, [`code:${other}`]),
  )
  await assert.rejects(confirm(other, second), { status: 401 }, 'even when nobody is locked any more')
})

test('an older code dies when a newer one is sent', async () => {
  const to = newMobile()
  const first = await send(to)
  await older(to, 31)
  let second = await send(to)
  if (second === first) {
    await older(to, 31)
    second = await send(to)
  }
  await assert.rejects(confirm(to, first), { status: 401 })
  assert.ok(await confirm(to, second))
})

test('a code of one address opens nothing for another', async () => {
  const [mine, yours] = [newMobile(), newMobile()]
  const code = await send(mine)
  await send(yours)
  if (code !== lastCode()) await assert.rejects(confirm(yours, code), { status: 401 })
  assert.ok(await confirm(mine, code))
})

test('a second code is sent after half a minute at the earliest, and six in an hour at most', async () => {
  const to = newMobile()
  await send(to)
  await assert.rejects(send(to), (error: { status: number; retryAfterSeconds: number }) => {
    assert.equal(error.status, 429)
    return error.retryAfterSeconds > 0 && error.retryAfterSeconds <= 30
  })
  for (let at = 1; at < 6; at++) {
    await older(to, 31)
    await send(to)
  }
  await older(to, 31)
  await assert.rejects(send(to), { status: 429, retryAfterSeconds: 3600 })
  await older(to, 3600)
  assert.match(await send(to), /^\d{6}$/)
})

test('of ten requests for a code at once one alone sends', async () => {
  const to = newMobile()
  const before = db.sent.length
  const ends = await Promise.allSettled(Array.from({ length: 10 }, () => sendCode(db.context(town), to, 'en')))
  assert.equal(ends.filter((end) => end.status === 'fulfilled').length, 1)
  assert.equal(db.sent.length, before + 1)
})

test('one caller cannot send codes to one telephone after another without end', async () => {
  const api = await anApi()
  const send = () => api.browser().send('POST', `/${town.code}/session/code`, { to: newMobile() })
  for (let at = 0; at < codesPerCallerAndHour / 10; at++) {
    const answers = await Promise.all(Array.from({ length: 10 }, send))
    assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [200])
  }
  const refused = await send()
  assert.deepEqual([refused.status, /\d+ s/.test(String(refused.body.expected))], [429, true])
  api.close()
})

test('only a hash of the code is stored, and neither code nor address is in what the platform keeps', async () => {
  const to = newMobile()
  const code = await send(to)
  const { token } = await confirm(to, code)
  const [row] = await asOwner(db.database, (owner) =>
    owner.query<{ code_hash: string }>(`select code_hash from identity.sign_in_codes where sent_to = $1::text`, [to]),
  )
  assert.match(row!.code_hash, /^[0-9a-f]{64}$/)
  const kept = await everythingKept(db)
  for (const word of [to, token, row!.code_hash, `"${code}"`, ` ${code} `])
    assert.ok(!kept.includes(word), `${word} is kept`)
})
