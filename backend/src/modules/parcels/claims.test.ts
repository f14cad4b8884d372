import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { asOwner, type Tenant, todayOf } from '../../kernel/index.ts'
import { followPersons } from '../identity/index.ts'
import { anApi, aPost, aStaffUser, type Browser } from '../identity/test-callers.ts'
import { type ContactProved, followContacts, mergePersons, peopleRoutes, tellEarlier } from '../people/index.ts'
import type { ClaimEvidenceInvitation } from './actions/claim-property.ts'
import { followPeople } from './parties.ts'
import { parcelsRoutes } from './routes.ts'
import { TestRegister, type WrittenHouse } from './test-rows.ts'

let db: TestDatabase
let api: Awaited<ReturnType<typeof anApi>>
let state: Tenant
let town: Tenant
let sister: Tenant
let register: TestRegister
let officer: { browser: Browser; userId: number }
let visitor: { browser: Browser; userId: number }
let receipt: ClaimEvidenceInvitation['evidence'] = 'unknown'
let mobiles = 9_826_100_000

before(async () => {
  db = await testDatabase()
  const { participants, subscribers } = db.platform
  followPersons(participants)
  followContacts(participants, subscribers)
  followPeople(participants, subscribers)
  participants.participate('parcels.claim-evidence', async (_tx, given: ClaimEvidenceInvitation) => {
    given.evidence = receipt
    return []
  })
  api = await anApi([...peopleRoutes(), ...parcelsRoutes()])
  ;({ state, town } = await db.newTenant())
  sister = (await db.newTenant({ into: state })).town
  register = new TestRegister(town, db.database)
  officer = await staff('tax-assessor')
  visitor = await staff('bill-collector')
})
after(() => api?.close())

/** An officer who holds a post. */
async function staff(designation: string, at = town) {
  const user = await aStaffUser(db, at, ['kiosk-operator'])
  await aPost(db, at, designation, user.userId)
  const browser = api.browser()
  await browser.signIn(at, user.username)
  return { browser, userId: user.userId }
}

const newMobile = () => String(++mobiles)

/** Somebody signed in by a code to a mobile or an address. */
async function citizen(to: string, at = town): Promise<Browser> {
  const browser = api.browser()
  // As if earlier codes had been sent a while ago.
  await asOwner(db.database, (owner) =>
    owner.query(
      `update identity.sign_in_codes set sent_at = sent_at - interval '10 minutes' where sent_to = $1::text`,
      [to],
    ),
  )
  assert.equal((await browser.send('POST', `/${at.code}/session/code`, { to })).status, 200)
  const code = /\d{6}/.exec(db.sent.filter((message) => message.to === to).at(-1)!.text)![0]
  const answer = await browser.send('POST', `/${at.code}/session/code/confirm`, { to, code })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  browser.cookie = answer.cookie!.split(';')[0]!
  browser.csrf = answer.body.csrfToken as unknown as string
  return browser
}

/** A house with two owners; the first one's mobile is only stated in the register unless `proved`. */
const house = (first: string, mobile?: string) =>
  register.house({ owners: [{ names: { en: first }, ...(mobile && { mobile }) }, { names: { en: 'Other Owner' } }] })

function prove(at: Tenant, partyId: number, value: string, on: string, channel = 'mobile'): Promise<unknown> {
  return asOwner(db.database, (owner) =>
    owner.query(
      `insert into people.contacts (tenant_id, party_id, channel, value, claimed_on, proved_on, proved_until)
       values ($1::int, $2::bigint, $5::text, $3::text, $4::date, $4::date, $4::date + interval '12 months')`,
      [at.tenantId, partyId, value, on, channel],
    ),
  )
}

/** Names on the page as a browser sees them; a masked one is ***. */
async function namesOn(browser: Browser, propertyId: number, at = town): Promise<string[]> {
  const { status, body } = await browser.send('GET', `/${at.code}/properties/${propertyId}`)
  assert.equal(status, 200)
  const parties = body.parties as unknown as { names: { en: string }; masked: boolean }[]
  return parties.map((party) => (party.masked ? '***' : party.names.en))
}

const claim = (browser: Browser, { propertyId }: WrittenHouse, body: object) =>
  browser.send('POST', `/${town.code}/properties/${propertyId}/claims`, body)
const claimed = async (browser: Browser, at: WrittenHouse, body: object) => {
  const answer = await claim(browser, at, body)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body.claimId as unknown as number
}
const decide = (claimId: number, body: object, by = officer) =>
  by.browser.send('POST', `/${town.code}/claims/${claimId}/decision`, { note: 'Seen and compared', ...body })

/** Hands the news of proved contacts on, as the job would. */
async function deliverNews(): Promise<void> {
  const rows = await asOwner(db.database, (owner) =>
    owner.query<{ payload: ContactProved }>(
      `update kernel.events set dispatched_at = now() where tenant_id = $1::int and name = 'people.contact-proved' and dispatched_at is null returning payload`,
      [town.tenantId],
    ),
  )
  for (const { payload } of rows) await tellEarlier(db.context(town, { roleClass: 'system' }), payload)
}

const byReceipt = { by: 'receipt', receiptNumber: 'RCT/2025-26/000812', amountPaise: 89_200 }

test('one sign-in shows a citizen the plots of two towns, and a stranger in another state', async () => {
  const mobile = newMobile()
  const here = await house('Asha Rao')
  const far = new TestRegister(sister, db.database)
  const there = await far.house({ owners: [{ names: { en: 'Asha Rao' } }] })
  const today = todayOf(db.platform, town)
  await prove(town, here.partyIds[0]!, mobile, today)
  await prove(sister, there.partyIds[0]!, mobile, today)
  const browser = await citizen(mobile)
  assert.deepEqual(await namesOn(browser, here.propertyId), ['Asha Rao', '***'])
  assert.deepEqual(await namesOn(browser, there.propertyId, sister), ['***'])
  const found = await browser.send('POST', `/${sister.code}/my/persons`)
  assert.deepEqual(found.body.linked as unknown, [there.partyIds[0]])
  assert.deepEqual(await namesOn(browser, there.propertyId, sister), ['Asha Rao'])
  for (const [at, propertyId] of [
    [town, here.propertyId],
    [sister, there.propertyId],
  ] as const) {
    const { body } = await browser.send('GET', `/${at.code}/my/properties`)
    assert.deepEqual(
      (body.properties as unknown as { propertyId: number; role: string }[]).map((row) => [row.propertyId, row.role]),
      [[propertyId, 'owner']],
    )
  }
  const abroad = (await db.newTenant()).town
  assert.equal((await browser.send('GET', `/${abroad.code}/my/properties`)).status, 401)
})

test('a code by e-mail serves an owner abroad', async () => {
  const flat = await house('Ravi NRI')
  await prove(town, flat.partyIds[0]!, 'ravi@example.org', todayOf(db.platform, town), 'email')
  assert.deepEqual(await namesOn(await citizen('ravi@example.org'), flat.propertyId), ['Ravi NRI', '***'])
})

test('a mobile that the register only states, or that was proved over twelve months ago, opens nothing', async () => {
  const [stated, stale] = [newMobile(), newMobile()]
  const one = await house('Stated Only', stated)
  const two = await house('Proved Long Ago')
  await prove(town, two.partyIds[0]!, stale, '2020-01-01')
  assert.deepEqual(await namesOn(await citizen(stated), one.propertyId), ['***', '***'])
  assert.deepEqual(await namesOn(await citizen(stale), two.propertyId), ['***', '***'])
})

test('a sign-in proves a mobile again for twelve months', async () => {
  const mobile = newMobile()
  const home = await house('Kept Fresh')
  await prove(town, home.partyIds[0]!, mobile, todayOf(db.platform, town))
  await citizen(mobile)
  await asOwner(db.database, (owner) =>
    owner.query(
      `update people.contacts set proved_until = '2021-01-01' where tenant_id = $1::int and value = $2::text`,
      [town.tenantId, mobile],
    ),
  )
  // The user is the person already, so a late sign-in renews what had lapsed.
  assert.deepEqual(await namesOn(await citizen(mobile), home.propertyId), ['Kept Fresh', '***'])
  const [row] = await asOwner(db.database, (owner) =>
    owner.query<{ fresh: boolean }>(
      `select proved_until > current_date + 300 as fresh from people.contacts where tenant_id = $1::int and value = $2::text`,
      [town.tenantId, mobile],
    ),
  )
  assert.ok(row?.fresh)
})

test('proving "it is mine" by last receipt and amount: approved by a post, the earlier mobile is told', async () => {
  const [old, own] = [newMobile(), newMobile()]
  const home = await house('Meera Joshi', old)
  const another = await house('Meera Joshi')
  const browser = await citizen(own)
  receipt = 'matches'
  const claimId = await claimed(browser, home, byReceipt)
  assert.deepEqual(await namesOn(browser, home.propertyId), ['***', '***'])
  const listed = (await officer.browser.send('GET', `/${town.code}/claims?propertyId=${home.propertyId}`)).body
    .claims as unknown as Record<string, unknown>[]
  assert.deepEqual(
    [listed[0]?.evidence, listed[0]?.receiptNumber, listed[0]?.amountPaise, listed[0]?.signsInBy],
    ['matches', byReceipt.receiptNumber, byReceipt.amountPaise, [`••••••${own.slice(-4)}`]],
  )
  assert.equal((await decide(claimId, { approve: true, partyId: home.partyIds[0] })).status, 200)
  await deliverNews()
  const told = db.sent.filter((message) => message.to === old)
  assert.equal(told.length, 1)
  assert.match(told[0]!.text, new RegExp(own.slice(-4)))
  assert.ok(!told[0]!.text.includes(own))
  assert.deepEqual(await namesOn(browser, home.propertyId), ['Meera Joshi', '***'])
  // The owner's view is of that property: a namesake's house stays a stranger's.
  assert.deepEqual(await namesOn(browser, another.propertyId), ['***', '***'])
  const mine = (await browser.send('GET', `/${town.code}/my/claims`)).body.claims as unknown as Record<
    string,
    unknown
  >[]
  assert.deepEqual([mine[0]?.state, 'evidence' in mine[0]!], ['approved', false])
  // Whoever signs in by the earlier mobile is a stranger there.
  assert.deepEqual(await namesOn(await citizen(old), home.propertyId), ['***', '***'])
})

test('by deed number: what it was compared with is told to the officer alone', async () => {
  const home = await house('Deed Holder')
  await register.run((owner) =>
    owner.query(
      `with n as (insert into people.outside_numbers (tenant_id, scheme, value_printed, value_normal, issuer, private) values ($1, 'deed', 'MP/2011/A-778', 'MP2011A778', 'Sub-registrar', true) returning number_id)
       insert into parcels.property_numbers (tenant_id, property_id, number_id) select $1, $2, number_id from n`,
      [town.tenantId, home.propertyId],
    ),
  )
  const answers = []
  for (const deedNumber of ['mp 2011 / a 778', 'MP/1999/B-1']) {
    const answer = await claim(await citizen(newMobile()), home, { by: 'deed', deedNumber })
    answers.push(Object.keys(answer.body))
  }
  assert.deepEqual(answers, [['claimId'], ['claimId']])
  const listed = (await officer.browser.send('GET', `/${town.code}/claims?propertyId=${home.propertyId}`)).body
    .claims as unknown as { evidence: string }[]
  assert.deepEqual(
    listed.map((row) => row.evidence),
    ['matches', 'differs'],
  )
})

test('by an officer’s visit: no approval before the visit found the claimant, and none by the visitor', async () => {
  const home = await house('Ward Widow')
  const browser = await citizen(newMobile())
  const claimId = await claimed(browser, home, { by: 'visit', wish: 'Evenings after six' })
  const approve = { approve: true, partyId: home.partyIds[0] }
  assert.equal((await decide(claimId, approve)).status, 409)
  const visit = (by: Browser, found: boolean) =>
    by.send('POST', `/${town.code}/claims/${claimId}/visit`, {
      visitedOn: todayOf(db.platform, town),
      found,
      note: 'Neighbours know her',
    })
  assert.equal((await visit(browser, true)).status, 403)
  assert.equal((await visit(visitor.browser, false)).status, 200)
  assert.equal((await decide(claimId, approve)).status, 409)
  assert.equal((await visit(officer.browser, true)).status, 200)
  assert.equal((await decide(claimId, approve)).status, 403)
  assert.equal((await visit(visitor.browser, true)).status, 200)
  assert.equal((await decide(claimId, approve)).status, 200)
  assert.deepEqual(await namesOn(browser, home.propertyId), ['Ward Widow', '***'])
})

test('a claim is decided by whoever holds a post, never on one’s own, and the journal names post and holding', async () => {
  const home = await house('Post Office')
  const claimId = await claimed(await citizen(newMobile()), home, byReceipt)
  const rolesOnly = await aStaffUser(db, town, ['tax-assessor'])
  const browser = api.browser()
  await browser.signIn(town, rolesOnly.username)
  const refused = await decide(claimId, { approve: false }, { browser, userId: rolesOnly.userId })
  assert.deepEqual([refused.status, refused.body.field], [403, 'x-post'])
  const own = await claimed(officer.browser, home, byReceipt)
  assert.equal((await decide(own, { approve: true, partyId: home.partyIds[0] })).status, 403)
  assert.equal((await decide(claimId, { approve: false })).status, 200)
  assert.equal((await decide(claimId, { approve: true, partyId: home.partyIds[0] })).status, 409)
  const [line] = await register.run((owner) =>
    owner.query<{ named: boolean }>(
      `select post_id is not null and holder_id is not null as named from kernel.journal_entries
       where tenant_id = $1::int and command = 'parcels.decide-claim' order by entry_id desc limit 1`,
      [town.tenantId],
    ),
  )
  assert.ok(line?.named)
})

test('no approval for an owner who is dead, for a stranger to the property, or without naming anyone', async () => {
  const home = await house('Late Owner')
  const stranger = await house('Somebody Else')
  await register.run((owner) =>
    owner.query(`update people.parties set life = 'dead' where tenant_id = $1 and party_id = $2`, [
      town.tenantId,
      home.partyIds[0],
    ]),
  )
  const claimId = await claimed(await citizen(newMobile()), home, byReceipt)
  assert.equal((await decide(claimId, { approve: true, partyId: home.partyIds[0] })).status, 409)
  assert.equal((await decide(claimId, { approve: true, partyId: stranger.partyIds[0] })).status, 404)
  assert.deepEqual((await decide(claimId, { approve: true })).body.field as unknown, 'partyId')
  assert.equal((await decide(claimId, { approve: true, partyId: home.partyIds[1] })).status, 200)
})

test('the view ends with the claim, and with the house that is sold', async () => {
  const [first, second] = [await house('Ends By Order'), await house('Ends By Sale')]
  const browser = await citizen(newMobile())
  const ids = []
  for (const home of [first, second]) {
    const claimId = await claimed(browser, home, byReceipt)
    await decide(claimId, { approve: true, partyId: home.partyIds[0] })
    ids.push(claimId)
  }
  assert.deepEqual(await namesOn(browser, first.propertyId), ['Ends By Order', '***'])
  assert.deepEqual(await namesOn(browser, second.propertyId), ['Ends By Sale', '***'])
  const end = await officer.browser.send('POST', `/${town.code}/claims/${ids[0]}/end`, { note: 'The owner objected' })
  assert.equal(end.status, 200)
  await register.run((owner) =>
    owner.query(`update parcels.party_roles set valid_to = current_date - 10 where tenant_id = $1 and party_id = $2`, [
      town.tenantId,
      second.partyIds[0],
    ]),
  )
  assert.deepEqual(await namesOn(browser, first.propertyId), ['***', '***'])
  assert.deepEqual(await namesOn(browser, second.propertyId), ['***'])
  assert.deepEqual((await browser.send('GET', `/${town.code}/my/properties`)).body.properties as unknown, [])
})

test('guessing is bounded: one claim of a user waits on a property, five in a town, and nobody unknown claims', async () => {
  const homes = []
  for (let at = 0; at < 6; at++) homes.push(await house(`House ${at}`))
  const browser = await citizen(newMobile())
  assert.equal((await claim(api.browser(), homes[0]!, byReceipt)).status, 401)
  const first = await claimed(browser, homes[0]!, byReceipt)
  assert.equal((await claim(browser, homes[0]!, byReceipt)).status, 409)
  for (const home of homes.slice(1, 5)) await claimed(browser, home, byReceipt)
  assert.equal((await claim(browser, homes[5]!, byReceipt)).status, 429)
  const withdraw = (by: Browser) => by.send('POST', `/${town.code}/claims/${first}/withdrawal`)
  assert.equal((await withdraw(await citizen(newMobile()))).status, 404)
  assert.equal((await withdraw(browser)).status, 200)
  await claimed(browser, homes[5]!, byReceipt)
  assert.equal((await browser.send('GET', `/${town.code}/claims`)).status, 403)
})

test('an approved claim follows the merge of two entries of its owner', async () => {
  const home = await house('Two Entries')
  const browser = await citizen(newMobile())
  const claimId = await claimed(browser, home, byReceipt)
  await decide(claimId, { approve: true, partyId: home.partyIds[0] })
  const kept = await register.run((owner) => register.party(owner, { names: { en: 'Two Entries' } }))
  const context = db.context(town, { roleClass: 'staff', userId: 1, permissions: new Set(['people.merge']) })
  await mergePersons(context, { keptPartyId: kept, mergedPartyId: home.partyIds[0]!, reason: 'The same person' })
  assert.deepEqual(await namesOn(browser, home.propertyId), ['Two Entries', '***'])
})
