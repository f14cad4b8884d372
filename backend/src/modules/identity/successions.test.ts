import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { asOwner, newRequestId, type Tenant } from '../../kernel/index.ts'
import { type GivenSuccession, recordSuccession } from './actions/record-succession.ts'
import { anApi, aStaffUser, system } from './test-callers.ts'

let db: TestDatabase
let api: Awaited<ReturnType<typeof anApi>>
let state: Tenant

before(async () => {
  db = await testDatabase()
  api = await anApi()
  state = (await db.newTenant()).state
})
after(() => api?.close())

/** A parishad that stands since 1990. */
async function aTown(): Promise<Tenant> {
  const { town } = await db.newTenant({ into: state })
  await asOwner(db.database, (owner) =>
    owner.query(
      `insert into identity.town_versions (tenant_id, names, town_class, act, lgd_code, instrument, valid_from)
       values ($1::int, '{"hi":"नगर"}', 'parishad', 'Act 1', '1234', 'Order', '1990-01-01')`,
      [town.tenantId],
    ),
  )
  return town
}

const versionsOf = (town: Tenant) =>
  asOwner(db.database, (owner) =>
    owner.query<object>(
      `select town_class, act, lgd_code, valid_from, valid_to, superseded_at = 'infinity' as known from identity.town_versions
       where tenant_id = $1::int order by version_id`,
      [town.tenantId],
    ),
  )

const nigam = { townClass: 'nigam', act: 'Act 2', names: null }
function record(town: Tenant, given: Partial<GivenSuccession>) {
  const base: GivenSuccession = {
    kind: 'merged',
    toTown: town.code,
    effectiveOn: '2026-04-01',
    notification: 'F-1/2026',
    becomes: null,
  }
  return recordSuccession(system(db, town, { requestId: newRequestId() }), { ...base, ...given })
}

test('an upgrade gives the town a new class and Act from its day, and keeps what stood before as it was recorded', async () => {
  const town = await aTown()
  await record(town, { kind: 'upgraded', becomes: nigam })
  const common = { lgd_code: '1234', act: 'Act 1', town_class: 'parishad', valid_from: '1990-01-01' }
  assert.deepEqual(await versionsOf(town), [
    { ...common, valid_to: 'infinity', known: false },
    { ...common, valid_to: '2026-04-01', known: true },
    {
      town_class: 'nigam',
      act: 'Act 2',
      lgd_code: '1234',
      valid_from: '2026-04-01',
      valid_to: 'infinity',
      known: true,
    },
  ])
  await assert.rejects(record(town, { kind: 'upgraded', becomes: nigam }), { status: 409 })
  await assert.rejects(record(town, { kind: 'upgraded', becomes: nigam, effectiveOn: '2020-01-01' }), { status: 409 })
})

test('a merger ends the town on its day, and nothing can happen to it afterwards', async () => {
  const [small, large] = [await aTown(), await aTown()]
  await record(small, { toTown: large.code })
  assert.deepEqual(
    (await versionsOf(small)).filter((row) => (row as { known: boolean }).known),
    [
      {
        town_class: 'parishad',
        act: 'Act 1',
        lgd_code: '1234',
        valid_from: '1990-01-01',
        valid_to: '2026-04-01',
        known: true,
      },
    ],
  )
  await assert.rejects(record(small, { kind: 'area-out', toTown: large.code, effectiveOn: '2027-01-01' }), {
    status: 409,
    details: { field: 'effectiveOn', expected: '2026-04-01' },
  })
  assert.ok(
    await record(small, { kind: 'area-out', toTown: large.code, effectiveOn: '2020-01-01' }),
    'before it, it could',
  )
})

test('a split and a change of area are records alone: the town stays what it is', async () => {
  const [town, other] = [await aTown(), await aTown()]
  for (const kind of ['split', 'area-in', 'area-out'] as const) await record(town, { kind, toTown: other.code })
  assert.equal((await versionsOf(town)).length, 1)
  await assert.rejects(record(town, { kind: 'split', toTown: other.code }), { status: 409 })
})

test('what makes no sense is refused by name', async () => {
  const town = await aTown()
  const abroad = (await db.newTenant()).town
  const field = (name: string) => (error: { details: { field: string } }) => error.details.field === name
  await assert.rejects(record(town, { kind: 'merged' }), field('toTown'))
  await assert.rejects(record(town, { kind: 'upgraded' }), field('becomes'))
  await assert.rejects(record(town, { kind: 'split', toTown: 'x', becomes: nigam }), field('becomes'))
  await assert.rejects(record(town, { kind: 'merged', toTown: 'nowhere' }), field('toTown'))
  await assert.rejects(record(town, { kind: 'merged', toTown: abroad.code }), field('toTown'))
  await assert.rejects(record(state, { kind: 'split', toTown: town.code }), field('city'))
  assert.equal((await versionsOf(town)).length, 1)
})

test('a state’s officer records it, everyone reads it at both towns and the state, nobody in another state', async () => {
  const [town, other, third] = [await aTown(), await aTown(), await aTown()]
  const abroad = (await db.newTenant()).town
  const path = `/${town.code}/successions`
  const body = { kind: 'area-out', toTown: other.code, effectiveOn: '2026-04-01', notification: 'Gazette 12' }
  assert.equal((await api.browser().send('POST', path, body)).status, 401)
  const boss = api.browser()
  await boss.signIn(town, (await aStaffUser(db, town, ['commissioner'])).username)
  assert.equal((await boss.send('POST', path, body)).status, 403)
  const officer = api.browser()
  await officer.signIn(state, (await aStaffUser(db, state, ['state-administrator'])).username)
  assert.equal((await officer.send('POST', path, body)).status, 200)
  const seenAt = async (code: string) => {
    const { successions } = (await api.browser().send('GET', `/${code}/successions`)).body as unknown as {
      successions: { fromTown: string; notification: string }[]
    }
    return successions.filter((row) => row.fromTown === town.code).map((row) => row.notification)
  }
  assert.deepEqual(await Promise.all([town, other, third, state, abroad].map((at) => seenAt(at.code))), [
    ['Gazette 12'],
    ['Gazette 12'],
    [],
    ['Gazette 12'],
    [],
  ])
})
