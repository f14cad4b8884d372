import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { type Context, read, readPublic, type Tenant } from '../../kernel/index.ts'
import { renumberParcel } from './actions/renumber-parcel.ts'
import { TestRegister, type WrittenHouse } from './test-rows.ts'

// Every table by role class and act stands in backend/test/row-security.test.ts; here is what is this room's own.
let database: TestDatabase
let town: Tenant
let house: WrittenHouse

before(async () => {
  database = await testDatabase()
  town = (await database.newTenant()).town
  house = await new TestRegister(town, database.database).house({
    owners: [{ names: { en: 'Kamla' } }],
    at: [77.95, 23.1],
    number: 'W-1',
  })
})

const select = (sql: string) => (context: Context) => read(context, (db) => db.query(sql, [town.tenantId]))

test('The reader of tiles and boxes has the public columns and no others', async () => {
  const context = database.context(town)
  const reading = (sql: string) => readPublic(context, (db) => db.query(sql, [town.tenantId]))
  assert.equal((await reading('select parcel_id, number from parcels.parcel_versions where tenant_id = $1')).length, 1)
  const closed = [
    'select attributes from parcels.parcel_versions where tenant_id = $1',
    'select party_id from parcels.party_roles where tenant_id = $1',
    'select token from parcels.search_tokens where tenant_id = $1',
    'select names from people.persons where tenant_id = $1',
    'select shares from parcels.ownership_statements where tenant_id = $1',
    'select reason from parcels.changes where tenant_id = $1',
  ]
  for (const sql of closed) await assert.rejects(reading(sql), { code: '42501' }, sql)
})

test('Search words and full names are for officers; a neighbour reads none of them', async () => {
  const private_ = [
    'select token from parcels.search_tokens where tenant_id = $1',
    'select names from people.party_names_view where tenant_id = $1',
  ]
  for (const sql of private_) {
    for (const roleClass of ['anonymous', 'citizen'] as const)
      assert.deepEqual(await select(sql)(database.context(town, { roleClass })), [], sql)
    for (const roleClass of ['staff', 'auditor', 'system'] as const)
      assert.ok((await select(sql)(database.context(town, { roleClass }))).length > 0, sql)
  }
})

test("The views show a town its own rows and no other's", async () => {
  const other = (await database.newTenant()).town
  for (const view of ['current_parcels_view', 'current_properties_view']) {
    const sql = `select 1 from parcels.${view} where tenant_id = $1`
    assert.equal((await select(sql)(database.context(town))).length, 1, view)
    assert.deepEqual(await select(sql)(database.context(other)), [], view)
  }
})

test('Neither a citizen nor an auditor nor anyone unknown changes the register, even past the permission', async () => {
  const input = { instrument: 'Order 7', effectiveOn: '2020-04-01', number: 'W-2' }
  for (const roleClass of ['anonymous', 'citizen', 'auditor'] as const)
    await assert.rejects(renumberParcel(database.context(town, { roleClass }), house.parcelId!, input), roleClass)
  assert.equal(
    (await renumberParcel(database.context(town, { roleClass: 'staff' }), house.parcelId!, input)).number,
    'W-2',
  )
})
