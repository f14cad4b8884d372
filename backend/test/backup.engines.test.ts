/** Everything out of one server and into another: states and towns, and what belongs to no town. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { URI } from 'otpauth'
import { archiveOptions } from '../src/app.ts'
import {
  asOwner,
  Conflict,
  type Context,
  command,
  exportAll,
  exportTown,
  keyOfPerson,
  newRequestId,
  openPrivate,
  read,
  restoreArchive,
  sealJournal,
  signerOf,
  type Tenant,
  tenantByCode,
  verifyJournal,
  verifyToken,
} from '../src/kernel/index.ts'
import { beginTotp, confirmTotp } from '../src/modules/identity/actions/enrol-totp.ts'
import { signInWithPassword } from '../src/modules/identity/actions/sign-in.ts'
import { addStaff, explainMaster, recordSuccession, setMaster } from '../src/modules/identity/index.ts'
import { readSession } from '../src/modules/identity/session.ts'
import { anotherDatabase, type TestDatabase, testDatabase } from './database.ts'

const passphrase = 'words for a test only'
const password = 'seven words are better than one'
const folder = mkdtempSync(join(tmpdir(), 'khasra-backup-'))
const [whole, one] = [join(folder, 'all.khasra'), join(folder, 'one.khasra')]
const extra = 'people.test-permission'

let db: TestDatabase
let state: Tenant
let town: Tenant
let sister: Tenant
let officer: { username: string; digits: (seconds: number) => string; code: string }
let receipt: string

const system = (at: Tenant, from = db): Context => from.context(at, { roleClass: 'system', requestId: newRequestId() })

before(async () => {
  db = await testDatabase()
  ;({ state, town } = await db.newTenant())
  sister = (await db.newTenant({ into: state })).town
  await db.newTenant()
  officer = await anOfficer('officer', state)
  await anOfficer('clerk', town)
  await asOwner(db.database, async (owner) => {
    await owner.query(
      `insert into identity.masters (scope, register, key, value, instrument, valid_from) values ('nation', 'tax.rates', 'cess', '1', 'Act of the nation', '2020-04-01')`,
    )
    await owner.query(
      `insert into identity.permissions (permission, names) values ($1::text, '{"en":"Of this server alone"}')`,
      [extra],
    )
    await owner.query(
      `delete from identity.role_permissions where role = 'auditor' and permission = 'parcels.search-mobile'`,
    )
    for (const at of [town, sister])
      await owner.query(
        `insert into identity.town_versions (tenant_id, names, town_class, act, instrument, valid_from) values ($1::int, '{"en":"Town"}', 'palika', 'Act', 'Order', '2000-04-01')`,
        [at.tenantId],
      )
  })
  await setMaster(system(state), aMaster('state', null))
  await setMaster(system(state), aMaster('class', 'palika'))
  await setMaster(system(town), aMaster('town', null))
  await recordSuccession(system(town), {
    kind: 'area-out',
    toTown: sister.code,
    effectiveOn: '2024-04-01',
    notification: 'Notification 7',
    becomes: null,
  })
  await command(system(town), { name: 'people.test' }, async (tx) => {
    tx.journal({ subjects: [], private: [{ personId: 5, after: { mobile: '5550001111' } }] })
  })
  receipt = (await signerOf(db.platform, town)).token('receipt', { number: 'रसीद 7' })
  for (const at of [state, town]) await sealJournal(db.database, at.tenantId)
})
after(() => rmSync(folder, { recursive: true }))

function aMaster(value: string, townClass: string | null) {
  return {
    register: 'tax.rates',
    key: 'cess',
    value,
    instrument: `Order of ${value}`,
    from: '2021-04-01',
    to: null,
    townClass,
  }
}

/** A staff user with an authenticator; answers what signs in. */
async function anOfficer(username: string, at: Tenant) {
  const roles = at.kind === 'state' ? ['state-administrator'] : ['tax-assessor']
  const { userId } = await addStaff(system(at), {
    username,
    password,
    names: { en: username },
    roles,
    instrument: 'Order 1',
  })
  const own = () => db.context(at, { roleClass: 'staff', userId, requestId: newRequestId() })
  const { uri, proof } = await beginTotp(own(), { password })
  const authenticator = URI.parse(uri) as { generate(at: object): string }
  const digits = (seconds: number) => authenticator.generate({ timestamp: Date.now() + seconds * 1000 })
  const { recoveryCodes } = await confirmTotp(own(), { proof, totp: digits(-30) })
  return { username, digits, code: recoveryCodes[0]! }
}

/** A second server; ids of tenants begin elsewhere, and the master key is another. */
async function anotherServer<T>(work: (other: TestDatabase) => Promise<T>): Promise<T> {
  const other = await anotherDatabase()
  try {
    assert.notDeepEqual(other.platform.config.masterKey, db.platform.config.masterKey)
    await asOwner(other.database, (owner) => owner.query(`select setval('kernel.tenants_tenant_id', 70)`))
    return await work(other)
  } finally {
    await other.close()
  }
}

const rowsIn = (other: TestDatabase, sql: string) =>
  asOwner(other.database, (owner) => owner.query<Record<string, unknown>>(sql))

test('a backup brings everything into an empty server with another master key, every table’s hash equal', async () => {
  const out = await exportAll(db.platform, whole, passphrase, archiveOptions)
  assert.equal(out.cities.length, 5)
  assert.deepEqual(
    [
      'identity.masters',
      'identity.permissions',
      'identity.role_permissions',
      'identity.roles',
      'parcels.levels',
    ].filter((table) => !out.shared[table]?.rows),
    [],
  )
  await anotherServer(async (other) => {
    assert.deepEqual(await restoreArchive(other.platform, whole, passphrase, archiveOptions), out)
    const there = await tenantByCode(other.platform, town.code)
    assert.notEqual(there.tenantId, town.tenantId)
    await provesWhole(other, there)
    for (const table of ['identity.permissions', 'identity.role_permissions', 'identity.roles', 'parcels.levels']) {
      const sql = `select to_jsonb(t) as row from ${table} t order by 1`
      assert.deepEqual(await rowsIn(other, sql), await rowsIn(db, sql), table)
    }
    const successions = await rowsIn(
      other,
      `select a.code as from_code, b.code as to_code from identity.successions s
       join kernel.tenants a on a.tenant_id = s.from_tenant_id join kernel.tenants b on b.tenant_id = s.to_tenant_id`,
    )
    assert.deepEqual(successions, [{ from_code: town.code, to_code: sister.code }])
    await assert.rejects(restoreArchive(other.platform, whole, passphrase, archiveOptions), Conflict)
  })
})

/** What of a restored town only works when secrets, masters and journal came along. */
async function provesWhole(other: TestDatabase, there: Tenant): Promise<void> {
  const visitor = () => other.context(there)
  const levels = async (from: TestDatabase, at: Tenant) =>
    (await read(from.context(at), (one) => explainMaster(one, { register: 'tax.rates', key: 'cess' }, '2026-01-01')))
      ?.levels
  assert.deepEqual(await levels(other, there), await levels(db, town))
  assert.equal((await levels(other, there))?.length, 4)
  assert.deepEqual(await verifyJournal(other.database, there.tenantId), {
    ...(await verifyJournal(db.database, town.tenantId)),
  })
  assert.ok(await verifyToken(other.platform, receipt))
  const [line] = await rowsIn(other, `select private from kernel.journal_entries where command = 'people.test'`)
  const [sealed] = line!.private as { personId: number; body: string }[]
  const { masterKey } = other.platform.config
  const opened = await asOwner(other.database, (owner) => openPrivate(owner, masterKey, there.tenantId, sealed!))
  assert.deepEqual(opened, { after: { mobile: '5550001111' } })
  assert.ok(await asOwner(other.database, (owner) => keyOfPerson(owner, masterKey, there.tenantId, 5)))
  await assert.rejects(signInWithPassword(visitor(), { username: 'clerk', password }), { details: { field: 'totp' } })
}

test('after a backup is read, officers sign in with their password, authenticator and recovery codes', async () => {
  await anotherServer(async (other) => {
    await restoreArchive(other.platform, whole, passphrase, archiveOptions)
    const there = await tenantByCode(other.platform, town.code)
    const signIn = (given: object) =>
      signInWithPassword(other.context(there), { username: officer.username, password, ...given })
    const { token } = await signIn({ totp: officer.digits(0) })
    assert.deepEqual((await readSession(other.context(there), token))?.roles, ['state-administrator'])
    assert.ok(await signIn({ recoveryCode: officer.code }))
    await assert.rejects(signIn({ recoveryCode: officer.code }), { status: 401 })
    const { userId } = await addStaff(system(there, other), {
      username: 'newcomer',
      password,
      names: { en: 'New' },
      roles: ['auditor'],
      instrument: 'Order 2',
    })
    const [most] = await rowsIn(db, 'select max(user_id) as id from identity.users')
    assert.ok(userId > Number(most!.id), 'a new user gets nobody’s number')
  })
})

test('a town’s own file brings what it inherits and who signs in to it, and nothing of its sisters', async () => {
  const out = await exportTown(db.platform, town.code, one, passphrase, archiveOptions)
  assert.deepEqual(
    [
      out.shared['identity.masters']?.rows,
      out.shared['identity.users']?.rows,
      out.shared['identity.credentials']?.rows,
    ],
    [3, 1, 3],
  )
  await anotherServer(async (other) => {
    assert.deepEqual(await restoreArchive(other.platform, one, passphrase, archiveOptions), out)
    await provesWhole(other, await tenantByCode(other.platform, town.code))
    const codes = (await rowsIn(other, 'select code from kernel.tenants order by code')).map((row) => row.code)
    assert.deepEqual(codes, [state.code, town.code].sort())
  })
})

test('a town is not read into a state where its people’s numbers are others’, and nothing of it stays', async () => {
  await anotherServer(async (other) => {
    await other.newTenant()
    await asOwner(other.database, async (owner) => {
      await owner.query(
        `insert into kernel.tenants (code, kind, names, srid) values ($1::text, 'state', '{}', 32643)`,
        [state.code],
      )
      await owner.query(
        `insert into identity.users (tenant_id, user_id, kind, names) select t.tenant_id, u, 'staff', '{"en":"Somebody else"}'
         from kernel.tenants t, generate_series(1, 50) as u where t.code = $1::text`,
        [state.code],
      )
    })
    await assert.rejects(restoreArchive(other.platform, one, passphrase, archiveOptions), (error: Conflict) => {
      assert.match(error.message, /other people of the state/)
      return error instanceof Conflict
    })
    assert.deepEqual(await rowsIn(other, `select 1 from kernel.tenants where code = '${town.code}'`), [])
  })
})

test('a town that is being loaded is not written', async () => {
  const half = (await db.newTenant({ settings: { loading: true } })).town
  await assert.rejects(exportTown(db.platform, half.code, join(folder, 'half'), passphrase, archiveOptions), Conflict)
  await assert.rejects(exportAll(db.platform, join(folder, 'half'), passphrase, archiveOptions), Conflict)
})
