import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { asOwner, type Context, newRequestId, read, type Tenant, transact } from '../../kernel/index.ts'
import { setMaster } from './actions/set-master.ts'
import { explainMaster, selectMaster } from './masters.ts'
import { anApi, aStaffUser, type Browser, system } from './test-callers.ts'

let db: TestDatabase
let api: Awaited<ReturnType<typeof anApi>>
let state: Tenant
let town: Tenant
let sister: Tenant
let abroad: Tenant

before(async () => {
  db = await testDatabase()
  api = await anApi()
  ;({ state, town } = await db.newTenant())
  sister = (await db.newTenant({ into: state })).town
  abroad = (await db.newTenant()).town
  await asOwner(db.database, (owner) =>
    owner.query(
      `insert into identity.town_versions (tenant_id, names, town_class, act, instrument, valid_from, valid_to) values
        ($1::int, '{"en":"Town"}', 'parishad', 'Act 1', 'Order', '2000-01-01', '2026-01-01'),
        ($1::int, '{"en":"Town"}', 'palika', 'Act 2', 'Order', '2026-01-01', 'infinity'),
        ($2::int, '{"en":"Sister"}', 'parishad', 'Act 1', 'Order', '2000-01-01', 'infinity')`,
      [town.tenantId, sister.tenantId],
    ),
  )
})
after(() => api?.close())

let keys = 0
const newKey = () => `rate-${++keys}`
const register = 'tax.rates'
type Given = { from?: string; to?: string; townClass?: string }
function set(at: Tenant, key: string, value: unknown, given: Given = {}) {
  const { from = '2020-04-01', to = null, townClass = null } = given
  const context: Context = system(db, at, { requestId: newRequestId() })
  return setMaster(context, { register, key, value, instrument: `Order on ${key}`, from, to, townClass })
}
const nationSays = (key: string, value: unknown) =>
  asOwner(db.database, (owner) =>
    owner.query(
      `insert into identity.masters (scope, register, key, value, instrument, valid_from) values ('nation', $1::text, $2::text, $3::jsonb, 'Act', '2000-01-01')`,
      [register, key, JSON.stringify(value)],
    ),
  )
const valueIn = async (at: Tenant, key: string, day = '2026-11-22') =>
  (await read(db.context(at), (reader) => selectMaster(reader, { register, key }, day)))?.value

test('a value is inherited from nation, state and class until the town sets its own', async () => {
  const key = newKey()
  assert.equal(await valueIn(town, key), undefined)
  await nationSays(key, 'nation')
  assert.equal(await valueIn(town, key), 'nation')
  await set(state, key, 'state')
  assert.equal(await valueIn(town, key), 'state')
  await set(state, key, 'class', { townClass: 'palika' })
  assert.deepEqual([await valueIn(town, key), await valueIn(sister, key)], ['class', 'state'])
  await set(town, key, 'town')
  assert.deepEqual([await valueIn(town, key), await valueIn(sister, key)], ['town', 'state'])
  assert.equal(await valueIn(abroad, key), 'nation', 'another state has no part in it')
})

test('the day decides: a value before and after its change, and the class that the town had then', async () => {
  const key = newKey()
  await set(state, key, 1, { townClass: 'parishad' })
  await set(state, key, 2, { townClass: 'palika' })
  assert.deepEqual([await valueIn(town, key, '2025-12-31'), await valueIn(town, key, '2026-01-01')], [1, 2])
  await set(town, key, 3, { from: '2026-04-01' })
  await set(town, key, 4, { from: '2027-04-01' })
  const days = ['2020-03-31', '2026-03-31', '2026-04-01', '2027-03-31', '2027-04-01', '2099-01-01']
  assert.deepEqual(await Promise.all(days.map((day) => valueIn(town, key, day))), [undefined, 2, 3, 3, 4, 4])
})

test('an override may end: what the town inherits comes back', async () => {
  const key = newKey()
  await set(state, key, 'state')
  await set(town, key, 'town', { from: '2026-04-01', to: '2027-04-01' })
  assert.deepEqual([await valueIn(town, key, '2027-03-31'), await valueIn(town, key, '2027-04-01')], ['town', 'state'])
})

test('values that would overlap or leave a day without any are refused, and nothing is changed', async () => {
  const key = newKey()
  await set(town, key, 'one', { to: '2026-04-01' })
  await assert.rejects(set(town, key, 'late', { from: '2026-05-01' }), {
    status: 409,
    details: { field: 'from', expected: '2026-04-01' },
  })
  await set(town, key, 'two', { from: '2026-04-01' })
  await assert.rejects(set(town, key, 'early', { from: '2025-04-01' }), { status: 409 })
  await assert.rejects(set(town, key, 'again', { from: '2026-04-01' }), { status: 409 })
  await assert.rejects(set(town, key, 'short', { from: '2026-06-01', to: '2026-07-01' }), { status: 409 })
  assert.deepEqual([await valueIn(town, key, '2026-03-31'), await valueIn(town, key, '2026-06-15')], ['one', 'two'])
})

test('of two who set the same key at once one waits for the other', async () => {
  const key = newKey()
  const ends = await Promise.allSettled([set(town, key, 'a'), set(town, key, 'b')])
  assert.deepEqual(ends.map((end) => end.status).sort(), ['fulfilled', 'rejected'])
  const refused = ends.find((end) => end.status === 'rejected') as PromiseRejectedResult
  assert.equal(refused.reason.status, 409)
})

test('the state sees which towns differ and by which order; a town sees itself alone', async () => {
  const key = newKey()
  await set(state, key, { percent: 10 })
  await set(town, key, { percent: 12 })
  const explain = (at: Tenant) =>
    read(system(db, at), (reader) => explainMaster(reader, { register, key }, '2026-11-22'))
  const own = await explain(town)
  assert.deepEqual(
    [own?.differs, own?.inForce.scope, own?.state?.value, own?.towns],
    [true, 'ulb', { percent: 10 }, []],
  )
  assert.equal((await explain(sister))?.differs, false)
  assert.deepEqual((await explain(state))?.towns, [
    { code: town.code, names: town.names, value: { percent: 12 }, instrument: `Order on ${key}` },
  ])
  assert.equal(await explain(abroad), null)
})

test('row security lets a town write its own values alone, and the state those of its towns', async () => {
  const insert = (at: Tenant, roleClass: string, columns: object) =>
    transact(
      db.database,
      { role: 'khasra_app', readOnly: false, tenantId: at.tenantId, stateId: at.stateId, roleClass },
      (app) =>
        app.query(
          `insert into identity.masters (scope, state_id, town_class, tenant_id, register, key, value, instrument, valid_from)
           select scope, state_id, town_class, tenant_id, $1::text, $2::text, '1', 'Order', '2020-01-01'
           from jsonb_to_record($3::jsonb) as given (scope text, state_id int, town_class text, tenant_id int)`,
          [register, newKey(), JSON.stringify(columns)],
        ),
    )
  const refused = { code: '42501' }
  const ofTown = { scope: 'ulb', tenant_id: town.tenantId }
  const ofState = { scope: 'state', state_id: state.tenantId }
  await insert(town, 'staff', ofTown)
  await insert(state, 'staff', ofState)
  await assert.rejects(insert(sister, 'staff', ofTown), refused)
  await assert.rejects(insert(town, 'citizen', ofTown), refused)
  await assert.rejects(insert(town, 'staff', ofState), refused)
  await assert.rejects(insert(town, 'staff', { ...ofState, scope: 'class', town_class: 'palika' }), refused)
  await assert.rejects(insert(state, 'staff', { scope: 'nation' }), refused)
  await assert.rejects(insert(state, 'staff', { scope: 'state', state_id: abroad.stateId }), refused)
})

async function officer(at: Tenant, roles: string[]): Promise<Browser> {
  const browser = api.browser()
  await browser.signIn(at, (await aStaffUser(db, at, roles)).username)
  return browser
}

test('the routes: anyone reads what is in force, a commissioner overrides with an order, others may not', async () => {
  const key = newKey()
  const path = `/${town.code}/masters/tax.tests/${key}`
  const body = { value: { paise: 500 }, instrument: 'Resolution 4 of 2026', from: '2026-04-01' }
  assert.equal((await api.browser().send('PUT', path, body)).status, 401)
  assert.equal((await (await officer(town, ['tax-assessor'])).send('PUT', path, body)).status, 403)
  const boss = await officer(town, ['commissioner'])
  assert.equal((await boss.send('PUT', path, { ...body, townClass: 'palika' })).body.field, 'townClass')
  assert.equal((await boss.send('PUT', path, { ...body, instrument: '' })).body.field, 'instrument')
  assert.equal((await boss.send('PUT', path, { ...body, value: 'x'.repeat(30_000) })).body.field, 'value')
  assert.deepEqual((await boss.send('PUT', path, body)).body, {
    register: 'tax.tests',
    key,
    scope: 'ulb',
    from: '2026-04-01',
  })
  const seen = await api.browser().send('GET', `/${town.code}/masters/tax.tests?on=2026-11-22`)
  assert.deepEqual(seen.body, {
    register: 'tax.tests',
    on: '2026-11-22',
    items: [
      {
        key,
        scope: 'ulb',
        value: { paise: 500 },
        instrument: 'Resolution 4 of 2026',
        validFrom: '2026-04-01',
        validTo: null,
        state: null,
        differs: false,
      },
    ],
  })
  assert.deepEqual((await api.browser().send('GET', `/${town.code}/masters/tax.tests?on=2026-03-31`)).body.items, [])
  assert.deepEqual((await api.browser().send('GET', `/${sister.code}/masters/tax.tests`)).body.items, [])
  const explained = await boss.send('GET', path)
  assert.equal((explained.body.levels as unknown as unknown[]).length, 1)
  assert.equal((await api.browser().send('GET', `/${town.code}/masters/nonsense`)).body.field, 'register')
})
