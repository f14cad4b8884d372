import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import {
  asOwner, buildApi, type Context, command, mountErrors, newRequestId, type RoleClass, rotateSigningKey, type Tenant,
} from '../../kernel/index.ts' // biome-ignore format: one import
import { recordSuccession } from '../identity/index.ts'
import { registerPerson } from '../people/index.ts'
import { personSchema } from '../people/schemas.ts'
import { revokeLetter } from './actions/revoke-letter.ts'
import { servePaper } from './actions/serve-paper.ts'
import { draftLetter, type LetterRequest } from './draft-letter.ts'
import { selectLetter } from './queries-letters.ts'
import { wasServed } from './record-service.ts'
import { letterRoutes } from './routes-letters.ts'
import { recordServiceSchema } from './schemas-letters.ts'
import type { VerifyAnswer } from './schemas-verify.ts'
import { signLetter } from './sign-letter.ts'
import { sandboxSigning } from './signing/sandbox.ts'
import { allKeys, codeIn, newPaperReaders, verifyCode } from './verify.ts'

type Genuine = Extract<VerifyAnswer, { genuine: true }>

let db: TestDatabase
let town: Tenant
let postId: number
let api: { address: string; as(caller: Partial<Context>): void; close(): void }
const provider = sandboxSigning()
const readers = newPaperReaders()

before(async () => {
  db = await testDatabase()
  ;({ town, postId } = await aTown())
  api = await anApi()
})
after(() => api.close())

/** A town with its Act and a commissioner. */
async function aTown(into?: Tenant) {
  const { state, town: made } = await db.newTenant(into ? { into } : {})
  const id = await asOwner(db.database, async (owner) => {
    await owner.query(
      `insert into identity.town_versions (tenant_id, names, town_class, act, instrument, valid_from) values ($1::int, '{"en":"Nayapur","hi":"नयापुर"}', 'palika', 'MP Municipalities Act, 1961', 'x', '2000-01-01')`,
      [made.tenantId],
    )
    const [user] = await owner.query<{ user_id: number }>(
      `insert into identity.users (tenant_id, kind, names) values ($1::int, 'staff', '{"en":"Asha Verma","hi":"आशा वर्मा"}') returning user_id`,
      [state.tenantId],
    )
    const [post] = await owner.query<{ post_id: number }>(
      `insert into identity.posts (tenant_id, designation, names, office, valid_from) values ($1::int, 'commissioner', '{"en":"Commissioner","hi":"आयुक्त"}', '{"en":"Head office","hi":"मुख्य कार्यालय"}', '2020-01-01') returning post_id`,
      [made.tenantId],
    )
    await owner.query(
      `insert into identity.post_holdings (tenant_id, post_id, user_id, capacity, instrument, valid_from) values ($1::int, $2::bigint, $3::bigint, 'substantive', 'x', '2020-01-01')`,
      [made.tenantId, post!.post_id, user!.user_id],
    )
    return post!.post_id
  })
  return { state, town: made, postId: id }
}

const context = (given: Partial<Context> = {}, at = town): Context =>
  db.context(at, { roleClass: 'staff', userId: 3, requestId: newRequestId(), ...given })
const person = async (at = town) =>
  (await registerPerson(context({}, at), personSchema.parse({ names: { en: 'Krishna Sharma', hi: 'कृष्ण शर्मा' } })))
    .partyId

const order = (partyId: number, over: Partial<LetterRequest> = {}): LetterRequest => ({
  template: 'general-order',
  languages: ['hi', 'en'],
  values: {
    subject: { en: 'Water connection', hi: 'जल कनेक्शन' },
    caseNumber: 'APP/7',
    applicant: { hi: 'कृष्ण शर्मा' },
    decision: { en: 'Allowed', hi: 'स्वीकृत' },
    appealDays: 30,
  },
  lists: { reasons: [{ reason: { hi: 'सभी शर्तें पूरी हैं', en: 'All conditions are met' } }], conditions: [] },
  addressee: { partyId, lines: [{ hi: 'कृष्ण शर्मा' }] },
  subject: { kind: 'case', id: 7 },
  postId,
  facts: { caseNumber: 'APP/7', issuedTo: 'Krishna Sharma' },
  ...over,
})

async function issued(partyId: number, over: Partial<LetterRequest> = {}, at = town) {
  const draft = await command(context({}, at), { name: 'test.decide' }, async (tx) => {
    const letter = await draftLetter(tx, order(partyId, over))
    tx.journal({ subjects: [] })
    return letter
  })
  const { documentId } = await signLetter(context({ roleClass: 'system' }, at), provider, draft.letterId)
  const row = (await asOwner(db.database, (owner) => selectLetter(owner, at.tenantId, draft.letterId)))!
  return { ...draft, documentId, code: row.code!, row }
}

const verify = (code: string) => verifyCode(db.platform, readers, code)

test('an order is numbered in its decision, signed after it, kept as a document, told to its addressee, and anyone can check it', async () => {
  const partyId = await person()
  const { number, letterId, documentId, code, row } = await issued(partyId)
  assert.match(number, /^ORD\/\d{4}-\d{2}\/\d{6}$/)
  assert.deepEqual(
    [row.provider, row.content.head.act, row.post_id],
    ['sandbox', 'MP Municipalities Act, 1961', postId],
  )
  const file = await db.platform.documents.get(row.sha256!)
  assert.ok(file!.includes('/ETSI.CAdES.detached') && !file!.includes('/**********'))
  const answer = (await verify(`${db.platform.config.publicUrl}/verify#${code}`)) as Genuine
  assert.equal(answer.genuine, true)
  assert.deepEqual(
    [answer.body.code, answer.paper.state, answer.paper.kind, answer.paper.number, answer.paper.signedBy?.holder.en],
    [town.code, 'valid', 'order', number, 'Asha Verma'],
  )
  assert.deepEqual(answer.paper.facts, { caseNumber: 'APP/7', issuedTo: 'Krishna Sharma' })
  const told = await asOwner(db.database, (owner) =>
    owner.query<{ template: string; link: string }>(
      `select template, link from notifications.notices where tenant_id = $1::int and party_id = $2::bigint`,
      [town.tenantId, partyId],
    ),
  )
  assert.deepEqual(told, [{ template: 'letter-issued', link: `/letters/${letterId}` }])
  assert.deepEqual(
    await signLetter(context({ roleClass: 'system' }), provider, letterId),
    { documentId },
    'a second time is the first',
  )
})

test('a decision that is rolled back leaves no letter and no number', async () => {
  const partyId = await person()
  const before = await issued(partyId)
  await assert.rejects(
    command(context(), { name: 'test.decide' }, async (tx) => {
      await draftLetter(tx, order(partyId))
      throw new Error('no')
    }),
    /no/,
  )
  const next = await issued(partyId)
  assert.equal(Number(next.number.slice(-6)), Number(before.number.slice(-6)) + 1)
})

test('whichever sign of a code is changed, it proves nothing', async () => {
  const { code } = await issued(await person())
  await fc.assert(
    fc.asyncProperty(fc.nat(code.length - 1), fc.constantFrom(...'ABab01._-K'), async (at, sign) => {
      fc.pre(code[at] !== sign)
      const changed = code.slice(0, at) + sign + code.slice(at + 1)
      const answer = await verify(changed)
      assert.equal(answer.genuine, false, changed)
    }),
    { numRuns: 120 },
  )
  assert.deepEqual(await verify(''), { genuine: false, reason: 'not-a-code' })
  assert.equal(codeIn(` https://x.example.org/verify#${code.slice(0, 40)}\n${code.slice(40)} `), code)
})

test('a code verifies without this server: by the published keys and nothing else', async () => {
  const { code } = await issued(await person())
  const { keys } = await allKeys(db.platform)
  const [, body, , keyId] = code.split('.')
  const key = keys.find((each) => each.body === body && each.keyId === keyId)!
  const spki = Buffer.from(key.publicKey, 'base64')
  const at = code.lastIndexOf('.')
  const publicKey = await crypto.subtle.importKey('spki', spki, { name: 'Ed25519' }, true, ['verify'])
  assert.equal(
    await crypto.subtle.verify(
      'Ed25519',
      publicKey,
      Buffer.from(code.slice(at + 1), 'base64url'),
      Buffer.from(code.slice(0, at)),
    ),
    true,
  )
})

test('a withdrawn letter is told as such with its reason, and a replaced one names the other', async () => {
  const partyId = await person()
  const [first, second] = [await issued(partyId), await issued(partyId)]
  await revokeLetter(context(), first.letterId, { because: 'Wrong plot', replacedBy: second.letterId })
  const answer = (await verify(first.code)) as Genuine
  assert.deepEqual(
    [answer.paper.state, answer.paper.because, answer.paper.replacedBy],
    ['replaced', 'Wrong plot', second.number],
  )
  assert.equal(((await verify(second.code)) as Genuine).paper.state, 'valid')
  await assert.rejects(revokeLetter(context(), first.letterId, { because: 'again', replacedBy: null }), { status: 409 })
  await assert.rejects(revokeLetter(context(), second.letterId, { because: 'Wrong', replacedBy: first.letterId }), {
    status: 400,
  })
  await revokeLetter(context(), second.letterId, { because: 'Court order', replacedBy: null })
  assert.equal(((await verify(second.code)) as Genuine).paper.state, 'revoked')
})

test('after a change of keys and after a merger of the town, an old letter verifies and says who stands in its body’s place', async () => {
  const { state, town: old, postId: post } = await aTown()
  const { town: successor } = await aTown(state)
  const partyId = await person(old)
  const first = await issued(partyId, { postId: post }, old)
  await rotateSigningKey(context({}, old), 'yearly change')
  const second = await issued(partyId, { postId: post }, old)
  const [one, two] = [(await verify(first.code)) as Genuine, (await verify(second.code)) as Genuine]
  assert.ok(one.genuine && two.genuine && one.keyId !== two.keyId)
  assert.equal(one.body.now, null)
  const today = context({}, old).today
  await recordSuccession(context({ roleClass: 'system', permissions: new Set(['identity.manage-towns']) }, old), {
    kind: 'merged',
    toTown: successor.code,
    effectiveOn: today,
    notification: 'F-1/2026',
    becomes: null,
  } as never)
  const after = (await verify(first.code)) as Genuine
  assert.deepEqual([after.paper.state, after.body.code, after.body.now?.code], ['valid', old.code, successor.code])
})

test('a vacant post, an unknown template, a missing value and a strange picture are refused by name', async () => {
  const partyId = await person()
  const vacant = await asOwner(
    db.database,
    async (owner) =>
      (
        await owner.query<{ post_id: number }>(
          `insert into identity.posts (tenant_id, designation, names, office, valid_from) values ($1::int, 'commissioner', '{}', '{}', '2020-01-01') returning post_id`,
          [town.tenantId],
        )
      )[0]!.post_id,
  )
  const { decision: _, ...missing } = order(partyId).values
  const refused: [Partial<LetterRequest>, string][] = [
    [{ postId: vacant }, 'postId'], [{ postId: 999_999_999 }, 'postId'], [{ template: 'no-such' }, 'template'], [{ values: missing }, 'values.decision'],
    [{ lists: {} }, 'lists.reasons'], [{ languages: [] }, 'languages'], [{ languages: ['hi', 'hi'] }, 'languages'], [{ pictures: { map: new Uint8Array(3) } }, 'pictures.map'],
  ] // biome-ignore format: a table
  for (const [over, field] of refused)
    await assert.rejects(
      command(context(), { name: 'test.decide' }, async (tx) => draftLetter(tx, order(partyId, over))),
      (error: { details?: { field?: string } }) => error.details?.field === field,
      field,
    )
})

test('its addressee and officers open a letter, a stranger learns nothing of it, and an officer’s look is in the journal', async () => {
  const partyId = await person()
  const { letterId } = await issued(partyId)
  const path = `/${town.code}/letters/${letterId}`
  const status = async (caller: Partial<Context>, more = '') => {
    api.as(caller)
    // A caller is resolved where there is a cookie.
    return (await fetch(api.address + path + more, { headers: { cookie: 'a=b' } })).status
  }
  const citizen = { roleClass: 'citizen' as RoleClass, userId: 9 }
  assert.deepEqual(
    [
      await status({}),
      await status({ ...citizen, personId: partyId + 1 }),
      await status({ ...citizen, personId: partyId }),
    ],
    [404, 404, 200],
  )
  assert.equal(await status({ ...citizen, personId: partyId }, '/file.pdf'), 200)
  assert.equal(await status({ roleClass: 'staff', userId: 3 }), 404)
  const officer = { roleClass: 'staff' as RoleClass, userId: 3, permissions: new Set(['notifications.read']) }
  assert.equal(await status(officer, '/file.pdf'), 200)
  const [looks] = await asOwner(db.database, (owner) =>
    owner.query<{ n: number }>(
      `select count(*) as n from kernel.journal_entries where tenant_id = $1::int and kind = 'look' and command = 'notifications.look-at-letter'`,
      [town.tenantId],
    ),
  )
  assert.equal(looks!.n, 1)
  api.as({ ...citizen, personId: partyId })
  const mine = (await (
    await fetch(`${api.address}/${town.code}/letters/mine`, { headers: { cookie: 'a=b' } })
  ).json()) as {
    letters: { letterId: number; verifyLink: string }[]
  }
  assert.deepEqual(
    mine.letters.map((letter) => letter.letterId),
    [letterId],
  )
  assert.match(mine.letters[0]!.verifyLink, /\/verify#KH1\./)
})

test('the verify page and the keys answer at one address for all towns', async () => {
  api.as({})
  const { code } = await issued(await person())
  const answer = await fetch(`${api.address}/verify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  assert.deepEqual([answer.status, ((await answer.json()) as Genuine).paper.state], [200, 'valid'])
  const keys = (await (await fetch(`${api.address}/verify/keys`)).json()) as {
    algorithm: string
    keys: { body: string }[]
  }
  assert.ok(keys.algorithm === 'Ed25519' && keys.keys.some((key) => key.body === town.code))
})

const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

test('a paper is served at the door with photo and place; sent again from a phone it is the same record', async () => {
  const { letterId } = await issued(await person())
  const subject = { kind: 'letter', id: letterId }
  const ask = async () => db.database && asOwner(db.database, (owner) => owner.query('select 1')).then(() => command(context(), { name: 'test.ask' }, async (tx) => { tx.journal({ subjects: [] }); return wasServed(tx, tx.context, subject) })) // biome-ignore format: a row
  assert.deepEqual(await ask(), { served: false, tries: 0 })
  const today = context().today
  const serve = (over: object, requestId = newRequestId()) =>
    servePaper(
      context({ requestId }),
      recordServiceSchema.parse({
        subjectKind: 'letter',
        subjectId: letterId,
        mode: 'by-hand',
        outcome: 'locked',
        servedOn: today,
        ...over,
      }),
    )
  await serve({})
  await serve({ outcome: 'not-found' })
  await assert.rejects(
    serve({ mode: 'affixed', outcome: 'affixed', placeWords: 'Main door' }),
    (error: { details?: { field?: string } }) => error.details?.field === 'photo',
  )
  const affixed = {
    mode: 'affixed',
    outcome: 'affixed',
    point: [77.95, 23.1],
    photoBase64: pixel,
    witnesses: 'Two neighbours',
  }
  const id = newRequestId()
  const [one, again] = [await serve(affixed, id), await serve(affixed, id)]
  assert.deepEqual(one, again)
  await assert.rejects(serve({ ...affixed, note: 'other' }, id), { status: 409 })
  assert.deepEqual(await ask(), { served: true, on: today, serviceId: one.serviceId, mode: 'affixed' })
  await serve({ mode: 'affixed', outcome: 'affixed', cancelsServiceId: one.serviceId })
  assert.deepEqual(await ask(), { served: false, tries: 2 })
  await assert.rejects(serve({ cancelsServiceId: one.serviceId }), { status: 409 })
})

async function anApi() {
  let caller: Partial<Context> = {}
  const resolve = async () => ({
    userId: null,
    personId: null,
    postId: null,
    holdingId: null,
    posts: [],
    roleClass: 'anonymous' as RoleClass,
    permissions: new Set<string>(),
    csrfToken: null,
    ...caller,
  })
  const app = buildApi({
    platform: db.platform,
    routes: letterRoutes(readers),
    resolveCaller: resolve,
    version: 'test',
  })
  mountErrors(app)
  const server = createServer(app)
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    as: (given: Partial<Context>) => { caller = given },
    close: () => { server.closeAllConnections(); server.close() },
  } // biome-ignore format: an answer
}
