import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { read, systemContext } from '../../backend/src/kernel/index.ts'
import { verifyLedger } from '../../backend/src/modules/payments/ledger.ts'
import { readBills } from '../../backend/src/modules/payments/open-bills.ts'
import { type TestDatabase, testDatabase } from '../../backend/test/database.ts'
import { generateCityInBlocks } from '../../data/sample-city/index.ts'
import { loadCity } from '../../data/sample-city/load/index.ts'
import { openBooks } from './sample-money.ts'

let db: TestDatabase
let tenantId: number

before(async () => {
  db = await testDatabase()
  const { today } = await systemContext(db.platform, (await db.newTenant()).town.tenantId)
  const blocks = generateCityInBlocks({ seed: 5, parcels: 6000, code: 'money-sample', names: { en: 'Money' }, today })
  tenantId = (await loadCity(db.platform, blocks, 6000, today)).tenant.tenantId
  await openBooks(db.platform, tenantId)
})

const count = async (sql: string) => Number((await db.database.pool.query(sql, [tenantId])).rows[0].n)

test('the sample town has arrears, receipts, part payments, and whole books', async () => {
  const bills = await count('select count(*) as n from payments.bills where tenant_id = $1')
  assert.ok(bills >= 100, `${bills} bills`)
  assert.equal(await count('select count(*) as n from payments.receipts where tenant_id = $1'), 60)
  const ids = (await db.database.pool.query('select bill_id from payments.bills where tenant_id = $1', [tenantId])).rows
  const { tenant, today } = await systemContext(db.platform, tenantId)
  const context = db.context(tenant, { roleClass: 'system', today })
  const found = await read(context, (reader) =>
    readBills(reader, tenant, { billIds: ids.map(({ bill_id }) => Number(bill_id)), day: today }),
  )
  const states = new Map<string, number>()
  for (const { status } of found) states.set(status, (states.get(status) ?? 0) + 1)
  assert.equal(states.get('paid'), 48, JSON.stringify([...states]))
  assert.equal(
    [...states.values()].reduce((sum, each) => sum + each, 0),
    bills,
  )
  assert.ok(states.size >= 3, JSON.stringify([...states]))
  assert.equal((await verifyLedger(db.database, tenantId)).intact, true)
})

test('the house of the dead owner carries the stay of the same court order as the register', async () => {
  const stayed = `select count(*) as n from payments.stays s
    join parcels.restrictions r on r.tenant_id = s.tenant_id and r.property_id = s.property_id and r.order_number = s.order_number
    join parcels.party_roles o on o.tenant_id = s.tenant_id and o.property_id = s.property_id
    join people.parties p on p.tenant_id = o.tenant_id and p.party_id = o.party_id and p.life = 'dead'
    where s.tenant_id = $1`
  assert.ok((await count(stayed)) >= 1, 'a stay on the house of a dead owner')
})
