import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { asOwner, Conflict, type Context, newRequestId, type Tenant } from '../../kernel/index.ts'
import { erasePerson, mergePersons, undoMerge } from '../people/index.ts'
import { followPeople, readHeld } from './parties.ts'
import { TestRegister } from './test-rows.ts'

let db: TestDatabase
let town: Tenant

before(async () => {
  db = await testDatabase()
  town = (await db.newTenant()).town
  followPeople(db.platform.participants, db.platform.subscribers)
})

const officer = (): Context => db.context(town, { roleClass: 'staff', userId: 3, requestId: newRequestId() })

async function ownerOf(propertyId: number): Promise<number> {
  const rows = await asOwner(db.database, (owner) =>
    owner.query<{ party_id: number }>(
      `select party_id from parcels.party_roles where tenant_id = $1::int and property_id = $2::bigint`,
      [town.tenantId, propertyId],
    ),
  )
  return rows[0]!.party_id
}

test('roles follow a merge of two persons, and come back when it is undone', async () => {
  const register = new TestRegister(town, db.database)
  const first = await register.house({ owners: [{ names: { hi: 'रमेश शर्मा' } }] })
  const second = await register.house({ owners: [{ names: { en: 'Ramesh Sharma' } }] })
  const [kept, merged] = [first.partyIds[0]!, second.partyIds[0]!]
  const { mergeId } = await mergePersons(officer(), {
    keptPartyId: kept,
    mergedPartyId: merged,
    reason: 'the same man, seen with both papers',
  })
  assert.equal(await ownerOf(second.propertyId), kept)
  await undoMerge(officer(), mergeId)
  assert.deepEqual([await ownerOf(first.propertyId), await ownerOf(second.propertyId)], [kept, merged])
})

test('an owner cannot be erased from the register, and the refusal names the property', async () => {
  const register = new TestRegister(town, db.database)
  const house = await register.house({ owners: [{ names: { en: 'Sunita Verma' } }] })
  await assert.rejects(
    erasePerson(officer(), house.partyIds[0]!, 'asked by letter'),
    (error: Conflict) =>
      error instanceof Conflict && (error.details.reasons ?? []).some((reason) => reason.includes('still owns')),
  )
})

test('what a person holds is told with number, address and role, and the look is in the journal', async () => {
  const register = new TestRegister(town, db.database)
  const house = await register.house({ owners: [{ names: { en: 'Meera Joshi' } }] })
  const partyId = house.partyIds[0]!
  const { held } = await readHeld(officer(), partyId)
  assert.deepEqual(
    held.map((one) => [one.propertyId, one.role, one.to]),
    [[house.propertyId, 'owner', null]],
  )
  assert.match(held[0]!.propertyNumber, /^\d{10}$/)
  assert.ok(Object.keys(held[0]!.address).length > 0)
  const looks = await asOwner(db.database, (owner) =>
    owner.query(
      `select 1 from kernel.journal_entries where tenant_id = $1::int and kind = 'look' and command = 'parcels.see-holdings'`,
      [town.tenantId],
    ),
  )
  assert.equal(looks.length, 1)
  const { held: none } = await readHeld(officer(), partyId + 999_999)
  assert.deepEqual(none, [])
})

test('an order that names a person follows a merge and its undoing, and bars erasure by name', async () => {
  const register = new TestRegister(town, db.database)
  const [kept, merged] = await register.run(async (owner) => [
    await register.party(owner, { names: { en: 'Attached Twice' } }),
    await register.party(owner, { names: { en: 'Attached Twice' } }),
  ])
  await register.run((owner) =>
    owner.query(
      `insert into parcels.restrictions (tenant_id, kind, scopes, party_id, authority, order_number, order_date, valid_from)
       values ($1, 'attachment', '{transfer}', $2, 'Recovery Officer', 'RO/9', '2020-01-01', '2020-01-01')`,
      [town.tenantId, merged],
    ),
  )
  const on = async () =>
    (
      await register.run((owner) =>
        owner.query<{ party_id: number }>(
          `select party_id from parcels.restrictions where tenant_id = $1 and order_number = 'RO/9'`,
          [town.tenantId],
        ),
      )
    )[0]?.party_id
  const { mergeId } = await mergePersons(officer(), {
    keptPartyId: kept!,
    mergedPartyId: merged!,
    reason: 'same person',
  })
  assert.equal(await on(), kept)
  await assert.rejects(
    erasePerson(officer(), kept!, 'asked for'),
    (error: unknown) =>
      error instanceof Conflict &&
      (error.details.reasons ?? []).some((reason) => reason.includes('Recovery Officer, number RO/9')),
  )
  await undoMerge(officer(), mergeId)
  assert.equal(await on(), merged)
})
