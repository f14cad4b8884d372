import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asOwner, read } from '../../backend/src/kernel/index.ts'
import { selectMaster } from '../../backend/src/modules/identity/index.ts'
import { areaToleranceSchema } from '../../backend/src/modules/parcels/rules-tolerance.ts'
import { testDatabase } from '../../backend/test/database.ts'
import { loadReference, type ReferenceFile, referenceFiles } from './load.ts'

const file: ReferenceFile = {
  register: 'reference.test',
  scope: 'nation',
  instrument: 'Order 1 of a test',
  validFrom: '2020-01-01',
  entries: { days: 7, fee: { kind: 'free' } },
}

test('every file names its instrument and says nothing about days that no source gives', () => {
  const files = referenceFiles()
  assert.ok(files.length >= 2)
  for (const each of files) {
    assert.match(each.register, /^[a-z-]+\.[a-z-]+$/)
    assert.ok(each.instrument.length > 10 && /^\d{4}-\d{2}-\d{2}$/.test(each.validFrom), each.register)
  }
  const services = files.filter((each) => each.register === 'workflow.services')
  for (const { entries } of services)
    for (const [service, terms] of Object.entries(entries)) assert.ok(!('days' in (terms as object)), service)
})

test('a file comes in once, a corrected one corrects its rows, and what a town has set stays', async () => {
  const db = await testDatabase()
  const { town, state } = await db.newTenant()
  assert.equal(await loadReference(db.database, [file]), 2)
  assert.equal(await loadReference(db.database, [file]), 0)
  await asOwner(db.database, (owner) =>
    owner.query(
      `insert into identity.masters (scope, tenant_id, register, key, value, instrument, valid_from)
       values ('ulb', $1, 'reference.test', 'days', '3', 'Order of the town', '2021-01-01')`,
      [town.tenantId],
    ),
  )
  assert.equal(await loadReference(db.database, [{ ...file, entries: { days: 9, fee: { kind: 'free' } } }]), 1)
  const value = (key: string, day: string) =>
    read(db.context(town), (reader) => selectMaster(reader, { register: 'reference.test', key }, day))
  assert.equal((await value('days', '2020-06-01'))?.value, 9)
  assert.equal((await value('days', '2026-01-01'))?.value, 3)
  const ofState = { ...file, scope: 'state' as const, state: state.code, entries: { days: 5 } }
  assert.equal(await loadReference(db.database, [ofState, { ...ofState, state: 'nowhere-state' }]), 1)
  assert.equal((await value('days', '2020-06-01'))?.value, 5)
  const ofTown = { ...file, scope: 'ulb' as const, town: town.code, entries: { fee: { kind: 'flat' } } }
  assert.equal(await loadReference(db.database, [ofTown, { ...ofTown, town: 'nowhere' }]), 1)
  assert.equal(await loadReference(db.database, [ofTown]), 0)
  assert.deepEqual((await value('fee', '2020-06-01'))?.value, { kind: 'flat' })
})

test('the tolerances of the sample city fit their register', () => {
  const rules = referenceFiles().filter(({ register }) => register === 'parcels.rules')
  assert.ok(rules.length > 0, 'the sample city has its own')
  for (const { entries } of rules) assert.equal(areaToleranceSchema.safeParse(entries['area-tolerance']).success, true)
})
