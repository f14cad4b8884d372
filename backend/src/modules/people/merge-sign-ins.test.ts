import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { buildPlatform } from '../../app.ts'
import { asOwner, type Context, contextFor, newRequestId, type Platform, type Tenant } from '../../kernel/index.ts'
import { mergePersons, registerPerson, undoMerge } from './index.ts'

let db: TestDatabase
let platform: Platform
let town: Tenant

before(async () => {
  db = await testDatabase()
  // The platform of the roof: who answers for what stands in its registers.
  platform = buildPlatform(db.platform.config, db.database)
  town = (await db.newTenant()).town
})

const officer = (): Context =>
  contextFor(platform, town, { roleClass: 'staff', userId: 3, permissions: new Set(['people.write', 'people.merge']) })

async function aPerson(name: string): Promise<number> {
  return (await registerPerson(officer(), { names: { en: name }, life: 'living', language: 'hi' })).partyId
}

/** Says that a user is a person; answers the user's id. */
let users = 1_000
async function linked(personId: number, userId = ++users, validFrom = '2026-01-05T10:00:00Z'): Promise<number> {
  await asOwner(db.database, (owner) =>
    owner.query(
      `insert into identity.user_persons (tenant_id, user_id, person_id, verified_by, valid_from) values ($1::int, $2::bigint, $3::bigint, 'receipt', $4::timestamptz)`,
      [town.tenantId, userId, personId, validFrom],
    ),
  )
  return userId
}

/** Persons that a user is, those that stand and those that ended. */
async function personsOf(userId: number): Promise<{ live: number[]; ended: number[] }> {
  const rows = await asOwner(db.database, (owner) =>
    owner.query<{ person_id: number; live: boolean }>(
      `select person_id, ended_at is null as live from identity.user_persons where tenant_id = $1::int and user_id = $2::bigint order by person_id`,
      [town.tenantId, userId],
    ),
  )
  return {
    live: rows.filter((row) => row.live).map((row) => row.person_id),
    ended: rows.filter((row) => !row.live).map((row) => row.person_id),
  }
}

const merge = (keptPartyId: number, mergedPartyId: number) =>
  mergePersons(officer(), { keptPartyId, mergedPartyId, reason: 'one man, seen with both papers' })

test('who signed in as the entry that was joined is the kept one after, and the other again when it is undone', async () => {
  const [kept, merged] = [await aPerson('Ramesh Sharma'), await aPerson('R K Sharma')]
  const user = await linked(merged)
  const { mergeId } = await merge(kept, merged)
  assert.deepEqual(await personsOf(user), { live: [kept], ended: [] })
  await undoMerge(officer(), mergeId)
  assert.deepEqual(await personsOf(user), { live: [merged], ended: [] })
})

test('who was both is the kept one alone, and both again when it is undone', async () => {
  const [kept, merged] = [await aPerson('Sunita Verma'), await aPerson('Sunita Devi Verma')]
  const user = await linked(kept)
  await linked(merged, user)
  const { mergeId } = await merge(kept, merged)
  assert.deepEqual(await personsOf(user), { live: [kept], ended: [merged] })
  await undoMerge(officer(), mergeId)
  assert.deepEqual(await personsOf(user), { live: [kept, merged], ended: [] })
})

test('two users who proved themselves to be either are both the kept one; an ended proof stays where it was', async () => {
  const [kept, merged] = [await aPerson('Anil Joshi'), await aPerson('Aneel Joshi')]
  const [first, second, former] = [await linked(kept), await linked(merged), await linked(merged)]
  await asOwner(db.database, (owner) =>
    owner.query(`update identity.user_persons set ended_at = now() where user_id = $1::bigint`, [former]),
  )
  const { mergeId } = await merge(kept, merged)
  for (const user of [first, second]) assert.deepEqual(await personsOf(user), { live: [kept], ended: [] })
  assert.deepEqual(await personsOf(former), { live: [], ended: [merged] })
  await undoMerge(officer(), mergeId)
  assert.deepEqual(
    [await personsOf(first), await personsOf(second)],
    [
      { live: [kept], ended: [] },
      { live: [merged], ended: [] },
    ],
  )
})

test('a merge that is refused moves nobody, and a proof that came after the merge stays with the kept entry', async () => {
  const [kept, merged, later] = [await aPerson('Meera Patil'), await aPerson('Mira Patil'), await linked(1, ++users)]
  const user = await linked(merged)
  await assert.rejects(merge(merged, merged))
  assert.deepEqual(await personsOf(user), { live: [merged], ended: [] })
  const { mergeId } = await merge(kept, merged)
  await linked(kept, later)
  await undoMerge({ ...officer(), requestId: newRequestId() }, mergeId)
  assert.deepEqual((await personsOf(later)).live, [1, kept])
  assert.deepEqual((await personsOf(user)).live, [merged])
})
