import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import {
  asOwner,
  Conflict,
  type Context,
  Forbidden,
  Invalid,
  keyOfPerson,
  NotFound,
  newRequestId,
  openPrivate,
  type Tenant,
} from '../../kernel/index.ts'
import { claimMobile } from './actions/claim-mobile.ts'
import { confirmMobile } from './actions/confirm-mobile.ts'
import { findDuplicates } from './actions/find-duplicates.ts'
import { keepApart } from './actions/keep-apart.ts'
import { recordConsent } from './actions/record-consent.ts'
import { suggestAgain } from './actions/suggest-again.ts'
import { withdrawConsent } from './actions/withdraw-consent.ts'
import {
  correctPerson,
  erasePerson,
  fillNameKeys,
  type MergeInvitation,
  mergePersons,
  registerHousehold,
  registerOrganisation,
  registerPerson,
  undoMerge,
} from './index.ts'
import { pastMerges } from './merges.ts'
import { findParties, partyPage } from './party-page.ts'
import { personSchema } from './schemas.ts'
import { type ContactProved, tellEarlier } from './tell-earlier.ts'

const may = new Set(['people.read-private', 'people.write', 'people.merge'])

async function desk() {
  const db = await testDatabase()
  const { town } = await db.newTenant()
  const officer = () => db.context(town, { roleClass: 'staff', userId: 1, permissions: may, requestId: newRequestId() })
  const person = (names: Record<string, string>, more: object = {}) =>
    registerPerson(officer(), { ...personSchema.parse({ names }), ...more })
  return { db, town, officer, person }
}

/** A statement as the owner of the database: for looking behind the rules. */
function rows<R extends object>(db: TestDatabase, sql: string, values: unknown[]): Promise<R[]> {
  return db.database.pool.query(sql, values).then((result) => result.rows as R[])
}

function citizen(db: TestDatabase, town: Tenant, personId: number): Context {
  return db.context(town, { roleClass: 'citizen', userId: 9, personId, requestId: newRequestId() })
}

test('a registered person is masked for all, whole for the officer, and closed in the journal to all but its key', async () => {
  const { db, town, officer, person } = await desk()
  const { partyId } = await person(
    { en: 'Ramesh Sharma', hi: 'रमेश शर्मा' },
    { mobile: '+91 98260 12345', bornOn: '1971-02-03' },
  )
  const page = await partyPage(officer(), partyId)
  assert.deepEqual(
    [page.names.hi, page.masked, page.contacts[0]?.value, page.contacts[0]?.state],
    ['रमेश शर्मा', false, '9826012345', 'claimed'],
  )
  const [party] = await rows<{ masked_names: object }>(
    db,
    'select masked_names from people.parties where tenant_id = $1 and party_id = $2',
    [town.tenantId, partyId],
  )
  assert.deepEqual(party?.masked_names, { en: 'R••••• S•••••', hi: 'र••••• श•••••' })
  const journal = await rows<{ command: string; private: { personId: number; body: string }[] | null }>(
    db,
    `select command, to_jsonb(e) - 'private' as line, private from kernel.journal_entries e where tenant_id = $1 order by entry_id`,
    [town.tenantId],
  )
  assert.deepEqual(
    journal.map((line) => line.command),
    ['people.register-person', 'people.see-party'],
  )
  assert.ok(!JSON.stringify(journal).includes('रमेश') && !JSON.stringify(journal).includes('9826012345'))
  const opened = await openPrivate(
    { query: (sql, values) => rows(db, sql, values ?? []) },
    db.platform.config.masterKey,
    town.tenantId,
    journal[0]!.private![0]!,
  )
  assert.ok(JSON.stringify(opened).includes('रमेश'))
})

test('a repeat of a registration makes no second person, an Aadhaar number none at all', async () => {
  const { db, town, officer } = await desk()
  const context = officer()
  const given = personSchema.parse({ names: { hi: 'सुनीता राव' } })
  assert.deepEqual(await registerPerson(context, given), await registerPerson(context, given))
  await assert.rejects(
    registerPerson(officer(), { ...given, correspondenceAddress: { line: 'आधार 2341 2341 2346' } }),
    Invalid,
  )
  await assert.rejects(registerPerson(officer(), { ...given, diedOn: '2001-01-01' }), Invalid)
  await assert.rejects(registerPerson(officer(), { ...given, bornOn: '2999-01-01' }), Invalid)
  const [count] = await rows<{ n: string }>(db, 'select count(*)::text as n from people.parties where tenant_id = $1', [
    town.tenantId,
  ])
  assert.equal(count?.n, '1')
})

test('a correction keeps what it does not name and tells the rooms above in the same transaction', async () => {
  const { db, officer, person } = await desk()
  const { partyId } = await person({ en: 'Ramesh Sharma' }, { gender: 'male', language: 'mr' })
  const told: number[] = []
  db.platform.participants.participate('people.name-changed', async (_tx, payload: { partyId: number }) => {
    told.push(payload.partyId)
    return []
  })
  await correctPerson(officer(), partyId, {
    changes: { names: { en: 'Ramesh Varma' }, life: 'dead' },
    reason: 'death certificate',
  })
  const page = await partyPage(officer(), partyId)
  assert.deepEqual(
    [page.names.en, page.life, page.person?.gender, page.person?.language],
    ['Ramesh Varma', 'dead', 'male', 'mr'],
  )
  assert.ok(told.includes(partyId))
  await assert.rejects(correctPerson(officer(), 999_999_999, { changes: {}, reason: 'x' }), NotFound)
})

test('officers find a person by mobile or by a misspelt name in the other script', async () => {
  const { officer, person } = await desk()
  const { partyId } = await person({ hi: 'लक्ष्मी चौधरी' }, { mobile: '9826011111' })
  await person({ en: 'Laxman Chaubey' })
  for (const search of ['Lakshmi Chaudhari', 'Laxmi Choudry', 'लछ्मी चोधरी', 'Chaudhary Laxmi'])
    assert.equal((await findParties(officer(), { search, limit: 5 })).results[0]?.partyId, partyId, search)
  assert.equal((await findParties(officer(), { mobile: '98260-11111', limit: 5 })).results[0]?.partyId, partyId)
})

test('two entries of one person are suggested with reasons, and an officer may keep them apart', async () => {
  const { db, town, officer, person } = await desk()
  const first = await person({ en: 'Ramesh Sharma' }, { guardianNames: { en: 'Mohan Sharma' }, mobile: '9826012345' })
  const second = await person({ hi: 'रमेश शर्मा' }, { guardianNames: { hi: 'मोहन शर्मा' }, mobile: '9826012345' })
  const other = await person({ en: 'Ramesh Sharma' }, { guardianNames: { en: 'Gopal Sharma' } })
  assert.deepEqual([first.duplicates, second.duplicates, other.duplicates], [0, 1, 0])
  const select = () =>
    rows<{ reasons: string[]; state: string }>(
      db,
      'select reasons, state from people.duplicate_suggestions where tenant_id = $1',
      [town.tenantId],
    )
  assert.deepEqual(await select(), [{ reasons: ['same-name', 'same-guardian', 'same-mobile'], state: 'open' }])
  await keepApart(officer(), { partyA: second.partyId, partyB: first.partyId })
  await correctPerson(officer(), first.partyId, { changes: { gender: 'male' }, reason: 'form' })
  assert.equal((await select())[0]?.state, 'different')
  await suggestAgain(officer(), { partyA: first.partyId, partyB: second.partyId })
  assert.equal((await select())[0]?.state, 'open')
  await assert.rejects(suggestAgain(officer(), { partyA: first.partyId, partyB: other.partyId }), NotFound)
  await mergePersons(officer(), { keptPartyId: first.partyId, mergedPartyId: second.partyId, reason: 'same' })
  await assert.rejects(suggestAgain(officer(), { partyA: first.partyId, partyB: second.partyId }), Conflict)
})

test('entries that came by a load are compared when an officer asks: same mobile and name, never father and son', async () => {
  const { db, town, officer, person } = await desk()
  const ids: number[] = []
  for (const [names, mobile] of [
    [{ en: 'Suresh Patil' }, '9826011111'],
    [{ hi: 'सुरेश पाटिल' }, '9826011111'],
    [{ en: 'Gopal Verma' }, '9826022222'],
    [{ en: 'Anil Verma' }, '9826022222'],
  ] as const)
    ids.push((await person(names, { mobile })).partyId)
  await rows(db, 'delete from people.duplicate_suggestions where tenant_id = $1', [town.tenantId])
  assert.deepEqual(await findDuplicates(officer(), { after: 0 }), { pairs: 1, after: null })
  const found = await rows<{ party_a: string; party_b: string }>(
    db,
    'select party_a, party_b from people.duplicate_suggestions where tenant_id = $1',
    [town.tenantId],
  )
  assert.deepEqual(
    found.map((pair) => [Number(pair.party_a), Number(pair.party_b)]),
    [[ids[0], ids[1]]],
  )
  assert.deepEqual(await findDuplicates(officer(), { after: ids[0]! }), { pairs: 0, after: null })
})

test('a merge moves what both entries hold, the old id points to the kept one, and it can be taken back', async () => {
  const { db, officer, person } = await desk()
  const kept = (await person({ en: 'Ramesh Sharma' }, { mobile: '9826012345' })).partyId
  const merged = (await person({ hi: 'रमेश शर्मा' }, { mobile: '9826099999' })).partyId
  await recordConsent(officer(), merged, { purpose: 'sms-alerts', noticeText: 'We send alerts.', noticeLanguage: 'en' })
  const household = (
    await registerHousehold(officer(), {
      names: { hi: 'शर्मा परिवार' },
      members: [{ personId: merged, relation: 'head' }],
    })
  ).partyId
  const seen: MergeInvitation[] = []
  db.platform.participants.participate('people.merge', async (_tx, invitation: MergeInvitation) => {
    if (invitation.keptPartyId !== kept) return []
    invitation.moved['parcels.party_roles'] = [7]
    return []
  })
  db.platform.participants.participate('people.undo-merge', async (_tx, invitation: MergeInvitation) => {
    if (invitation.keptPartyId === kept) seen.push(invitation)
    return []
  })
  const { mergeId } = await mergePersons(officer(), { keptPartyId: kept, mergedPartyId: merged, reason: 'same mobile' })
  assert.equal((await partyPage(officer(), merged)).movedTo, kept)
  const whole = await partyPage(officer(), kept)
  assert.deepEqual([whole.contacts.length, whole.consents.length], [2, 1])
  assert.deepEqual(
    whole.memberOf.map((one) => [one.householdId, one.relation]),
    [[household, 'head']],
  )
  const { merges } = await pastMerges(officer())
  assert.deepEqual(
    [merges.length, merges[0]?.mergeId, merges[0]?.undoneAt, merges[0]?.reason],
    [1, mergeId, null, 'same mobile'],
  )
  assert.deepEqual(
    merges[0]?.moved,
    ['consents', 'contacts', 'memberships', 'parcels.party_roles'].map((what) => ({ what, count: 1 })),
  )
  assert.doesNotMatch(JSON.stringify(merges[0]?.namesKept), /Sharma/, 'names in the list are masked')
  assert.equal((await partyPage(officer(), household)).members[0]?.personId, kept)
  await assert.rejects(correctPerson(officer(), merged, { changes: {}, reason: 'x' }), Conflict)
  await assert.rejects(mergePersons(officer(), { keptPartyId: kept, mergedPartyId: merged, reason: 'again' }), Conflict)
  await undoMerge(officer(), mergeId)
  const back = await partyPage(officer(), merged)
  assert.deepEqual([back.movedTo, back.contacts[0]?.value, back.consents.length], [null, '9826099999', 1])
  assert.equal((await partyPage(officer(), household)).members[0]?.personId, merged)
  assert.deepEqual(seen[0]?.moved, { 'parcels.party_roles': [7] })
  assert.ok((await pastMerges(officer())).merges[0]?.undoneAt)
  await assert.rejects(undoMerge(officer(), mergeId), Conflict)
})

test('merges are undone in reverse order, and a person is not merged with an organisation', async () => {
  const { officer, person } = await desk()
  const [a, b, c] = [
    (await person({ en: 'Asha Rao' })).partyId,
    (await person({ en: 'Asha Rao' })).partyId,
    (await person({ en: 'Asha Rao' })).partyId,
  ]
  const first = await mergePersons(officer(), { keptPartyId: b, mergedPartyId: a, reason: 'same' })
  const second = await mergePersons(officer(), { keptPartyId: c, mergedPartyId: b, reason: 'same' })
  assert.equal((await partyPage(officer(), a)).movedTo, c)
  await assert.rejects(undoMerge(officer(), first.mergeId), Conflict)
  await undoMerge(officer(), second.mergeId)
  await undoMerge(officer(), first.mergeId)
  assert.equal((await partyPage(officer(), a)).movedTo, null)
  const society = await registerOrganisation(officer(), { names: { en: 'Asha Society' }, kind: 'society' })
  await assert.rejects(
    mergePersons(officer(), { keptPartyId: society.partyId, mergedPartyId: a, reason: 'x' }),
    Conflict,
  )
})

test('a room that must keep an entry apart refuses the merge with its reason, and nothing is written', async () => {
  const { db, officer, person } = await desk()
  const [a, b] = [(await person({ en: 'Asha Rao' })).partyId, (await person({ en: 'Asha Rao' })).partyId]
  db.platform.participants.participate('people.merge', async (_tx, invitation: MergeInvitation) =>
    invitation.mergedPartyId === b ? ['A stay names this owner.'] : [],
  )
  await assert.rejects(
    mergePersons(officer(), { keptPartyId: a, mergedPartyId: b, reason: 'same' }),
    /A stay names this owner/,
  )
  assert.equal((await partyPage(officer(), b)).movedTo, null)
})

test('a citizen claims a mobile, proves it with the code that was sent, and the earlier mobile is told', async () => {
  const { db, town, person } = await desk()
  const { partyId } = await person({ en: 'Asha Rao' })
  const prove = async (value: string) => {
    const { contactId } = await claimMobile(citizen(db, town, partyId), partyId, { channel: 'mobile', value })
    const code = /\d{6}/.exec(db.sent.filter((message) => message.to === value).at(-1)!.text)![0]
    const wrong = code === '000000' ? '111111' : '000000'
    await assert.rejects(confirmMobile(citizen(db, town, partyId), contactId, wrong), Invalid)
    return confirmMobile(citizen(db, town, partyId), contactId, code)
  }
  await prove('9826000001')
  await prove('9826000002')
  const page = await partyPage(citizen(db, town, partyId), partyId)
  assert.deepEqual(
    page.contacts.map((one) => [one.value, one.state]),
    [
      ['9826000002', 'proved'],
      ['9826000001', 'ended'],
    ],
  )
  const [news] = await asOwner(db.database, (owner) =>
    owner.query<{ payload: ContactProved }>(
      `select payload from kernel.events where tenant_id = $1::int and name = 'people.contact-proved' order by event_id desc limit 1`,
      [town.tenantId],
    ),
  )
  await tellEarlier(db.context(town, { roleClass: 'system' }), news!.payload)
  assert.match(db.sent.filter((message) => message.to === '9826000001').at(-1)!.text, /••••••0002/)
  const stranger = citizen(db, town, partyId + 1)
  await assert.rejects(claimMobile(stranger, partyId, { channel: 'mobile', value: '9826000003' }), Forbidden)
  await assert.rejects(confirmMobile(stranger, page.contacts[0]!.contactId, '000000'), NotFound)
  await assert.rejects(partyPage(stranger, partyId), Forbidden)
})

test('a citizen gives and withdraws consent, and nobody else can', async () => {
  const { db, town, person } = await desk()
  const { partyId } = await person({ en: 'Asha Rao' })
  const notice = { purpose: 'sms-alerts', noticeText: 'हम सूचना भेजेंगे।', noticeLanguage: 'hi' }
  const { consentId } = await recordConsent(citizen(db, town, partyId), partyId, notice)
  await assert.rejects(recordConsent(citizen(db, town, partyId + 1), partyId, notice), Forbidden)
  await assert.rejects(withdrawConsent(citizen(db, town, partyId + 1), consentId), NotFound)
  await withdrawConsent(citizen(db, town, partyId), consentId)
  await withdrawConsent(citizen(db, town, partyId), consentId)
  const [consent] = (await partyPage(citizen(db, town, partyId), partyId)).consents
  assert.ok(consent?.withdrawnAt)
})

test('an erased person leaves no name, no mobile and no key, unless a room must keep them', async () => {
  const { db, town, officer, person } = await desk()
  const owner = (await person({ en: 'Bina Rao' })).partyId
  const { partyId } = await person(
    { hi: 'आशा राव' },
    { mobile: '9826000009', aadhaarLastFour: '1234', aadhaarVaultReference: 'vault-17' },
  )
  const earlier = (await person({ en: 'Asha Rao' })).partyId
  await mergePersons(officer(), { keptPartyId: partyId, mergedPartyId: earlier, reason: 'same' })
  db.platform.participants.participate('people.erase', async (_tx, payload: { partyId: number }) =>
    payload.partyId === owner ? ['An owner of record is kept.'] : [],
  )
  await assert.rejects(erasePerson(officer(), owner, 'asked'), /owner of record/)
  await erasePerson(officer(), partyId, 'asked for')
  const tables = ['parties', 'persons', 'contacts', 'duplicate_suggestions', 'merges']
  for (const table of tables) {
    const left = await rows(db, `select * from people.${table} where tenant_id = $1`, [town.tenantId])
    assert.doesNotMatch(JSON.stringify(left), /आशा|Asha|9826000009|vault-17|1234"/, table)
  }
  const query = { query: <R extends object>(sql: string, values?: unknown[]) => rows<R>(db, sql, values ?? []) }
  for (const id of [partyId, earlier])
    assert.equal(await keyOfPerson(query, db.platform.config.masterKey, town.tenantId, id), null)
  assert.equal((await partyPage(officer(), partyId)).erased, true)
  await assert.rejects(erasePerson(officer(), partyId, 'again'), Conflict)
})

test('persons loaded without a name key get theirs in batches', async () => {
  const { db, town, officer, person } = await desk()
  const { partyId } = await person({ en: 'Kamla Bai' })
  await rows(db, 'update people.persons set name_key = null where tenant_id = $1', [town.tenantId])
  assert.equal(await fillNameKeys(officer()), 1)
  assert.equal(await fillNameKeys(officer()), 0)
  assert.equal((await findParties(officer(), { search: 'कमला', limit: 1 })).results[0]?.partyId, partyId)
})
