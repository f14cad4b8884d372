import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import {
  asOwner,
  newRequestId,
  publicKeysOf,
  rotateSigningKey,
  signerOf,
  type Tenant,
  verifyToken,
} from '../../kernel/index.ts'
import { kernelRoutes } from '../../kernel/routes-admin.ts'
import { type GivenSuccession, recordSuccession } from './actions/record-succession.ts'
import { anApi, aStaffUser, system } from './test-callers.ts'

let db: TestDatabase
let api: Awaited<ReturnType<typeof anApi>>
let state: Tenant

before(async () => {
  db = await testDatabase()
  api = await anApi(kernelRoutes)
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

test('a body that was merged signs nothing more, and what it signed verifies for ever', async () => {
  const [small, large] = [await aTown(), await aTown()]
  const at = (town: Tenant) => system(db, town, { requestId: newRequestId() })
  const signer = await signerOf(db.platform, small)
  const receipt = signer.token('receipt', { number: 'RCT/12' })
  await record(small, { toTown: large.code, effectiveOn: '2020-04-01' })
  await assert.rejects(signerOf(db.platform, small), { status: 409, message: /has ended and signs nothing/ })
  await assert.rejects(rotateSigningKey(at(small), 'Another'), { status: 409 })
  assert.deepEqual((await verifyToken(db.platform, receipt))?.issuer, small.code)
  assert.notEqual((await signerOf(db.platform, large)).keyId, signer.keyId)
})

test('a body that ends on a day to come signs until then, and one that never signed cannot begin afterwards', async () => {
  const [small, quiet, large] = [await aTown(), await aTown(), await aTown()]
  const at = (town: Tenant) => system(db, town, { requestId: newRequestId() })
  const { keyId } = await signerOf(db.platform, small)
  await record(small, { toTown: large.code, effectiveOn: '2999-04-01' })
  assert.equal((await signerOf(db.platform, small)).keyId, keyId)
  const { keyId: next } = await rotateSigningKey(at(small), 'Yearly')
  assert.equal((await signerOf(db.platform, small)).keyId, next)
  assert.match((await publicKeysOf(at(small)))[0]!.retiredAt!, /^2999-03-31T18:30/)
  await record(quiet, { toTown: large.code, effectiveOn: '2020-04-01' })
  await assert.rejects(signerOf(db.platform, quiet), { status: 409 })
})

test('name, class, Act, code and limit are dated: an area that goes leaves the old limit on record for its days', async () => {
  const [town, other] = [await aTown(), await aTown()]
  const box = (east: number) => ({
    type: 'MultiPolygon' as const,
    coordinates: [
      [
        [
          [77, 23],
          [east, 23],
          [east, 23.1],
          [77, 23.1],
          [77, 23],
        ],
      ],
    ],
  })
  await record(town, {
    kind: 'upgraded',
    becomes: { ...nigam, names: { hi: 'महानगर' }, lgdCode: '251528' },
    boundary: box(77.2),
    effectiveOn: '2024-04-01',
  })
  await record(town, { kind: 'area-out', toTown: other.code, boundary: box(77.1), effectiveOn: '2025-04-01' })
  const { body } = await api.browser().send('GET', `/${town.code}/town`)
  const versions = body.versions as unknown as Record<string, unknown>[]
  assert.deepEqual(
    versions.map((row) => [row.names, row.townClass, row.lgdCode, row.hasBoundary, row.validFrom, row.validTo]),
    [
      [{ hi: 'महानगर' }, 'nigam', '251528', true, '2025-04-01', null],
      [{ hi: 'महानगर' }, 'nigam', '251528', true, '2024-04-01', '2025-04-01'],
      [{ hi: 'नगर' }, 'parishad', '1234', false, '1990-01-01', '2024-04-01'],
    ],
  )
  const ours = async (on: string) =>
    (await api.browser().send('GET', `/${town.code}/competence?lon=77.15&lat=23.05&on=${on}`)).body.ours
  assert.deepEqual([await ours('2024-12-31'), await ours('2025-04-01')], [true, false])
  const crossed = {
    ...box(77.1),
    coordinates: [
      [
        [
          [77, 23],
          [77.1, 23.1],
          [77.1, 23],
          [77, 23.1],
          [77, 23],
        ],
      ],
    ],
  }
  await assert.rejects(
    record(town, { kind: 'area-in', toTown: other.code, boundary: crossed, effectiveOn: '2026-04-01' }),
    { status: 400 },
  )
  await assert.rejects(record(town, { toTown: other.code, boundary: box(77.1) }), { status: 400 })
})

test('public keys are for everyone; a new one is put in force by who may, with a reason', async () => {
  const town = await aTown()
  const boss = await aStaffUser(db, town, ['commissioner'])
  const clerk = await aStaffUser(db, town, ['tax-assessor'])
  const [browser, other] = [api.browser(), api.browser()]
  await browser.signIn(town, boss.username)
  await other.signIn(town, clerk.username)
  const rotate = (by: typeof browser, body: object) => by.send('POST', `/${town.code}/keys/rotate`, body)
  assert.equal((await rotate(other, { reason: 'I like to' })).status, 403)
  assert.equal((await rotate(browser, {})).body.field, 'reason')
  assert.equal((await rotate(browser, { reason: 'First key' })).status, 200)
  const { body } = await rotate(browser, { reason: 'Yearly change' })
  const listed = (await api.browser().send('GET', `/${town.code}/keys`)).body as unknown as {
    algorithm: string
    keys: { keyId: string; retiredAt: string | null }[]
  }
  assert.deepEqual([listed.algorithm, listed.keys.length, listed.keys[0]!.keyId], ['Ed25519', 2, body.keyId])
  assert.ok(listed.keys[0]!.retiredAt === null && listed.keys[1]!.retiredAt !== null)
})
