import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { asOwner, migrateJobs, type Tenant } from '../../kernel/index.ts'
import { parcelJobs, queueRenewals } from './jobs.ts'
import { ownerSearchLimit } from './owner-search-limit.ts'
import { searchQuerySchema } from './schemas.ts'
import { searchParcels } from './search.ts'
import { TestRegister, type WrittenHouse } from './test-rows.ts'

let test_: TestDatabase
let town: Tenant
let house: WrittenHouse

before(async () => {
  test_ = await testDatabase()
  await migrateJobs(test_.platform)
  town = (await test_.newTenant()).town
  house = await new TestRegister(town, test_.database).house({ owners: [{ names: { en: 'Ramesh Kumar Sharma' } }] })
  // As an earlier version wrote them: a copy of the number, pairs in both directions, words of the whole town.
  await ask(`delete from parcels.search_tokens where tenant_id = $1`, [town.tenantId])
  for (const [token, kind] of [
    [`p:${house.propertyNumber}`, 3],
    ['np:rms/srm.2i/.3', 1],
    ['np:srm/rms./2i.3', 1],
    ['nw:rms.2i', 1],
  ])
    await ask(`insert into parcels.search_tokens (tenant_id, token, kind, property_id) values ($1, $2, $3, $4)`, [
      town.tenantId,
      token,
      kind,
      house.propertyId,
    ])
})

const ask = async (sql: string, values: unknown[]) => (await test_.database.pool.query(sql, values)).rows
const queued = async () =>
  (
    await ask(
      `select job.payload from graphile_worker._private_jobs job join graphile_worker._private_tasks task on task.id = job.task_id
       where task.identifier = $1`,
      ['parcels.renew-search'],
    )
  ).filter(({ payload }) => payload.tenantId === town.tenantId)

async function find(search: string): Promise<number | null | undefined> {
  const clerk = test_.context(town, { roleClass: 'staff', userId: 1, permissions: new Set(['people.read-private']) })
  const { results } = await searchParcels(clerk, searchQuerySchema.parse({ search }), ownerSearchLimit())
  return results[0]?.propertyId
}

test('search rows of an earlier version answer until they are renewed, are renewed once, and then answer in full', async () => {
  assert.equal(await find('Ramesh Sharma'), house.propertyId)
  assert.equal(await find('Sharma'), undefined)
  await queueRenewals(test_.platform)
  await queueRenewals(test_.platform)
  assert.equal((await queued()).length, 1)
  await parcelJobs['parcels.renew-search']!(test_.platform, { tenantId: town.tenantId } as never)
  const rows = await ask(`select token from parcels.search_tokens where tenant_id = $1 order by token`, [town.tenantId])
  assert.deepEqual(
    rows.map(({ token }) => token.replace(/\..*/, '')),
    ['np:rms/kmr', 'np:rms/srm', 'nr:srm/rk/rms', 'w0/nw:rms', 'w0/nw:srm'],
  )
  for (const search of ['Ramesh Sharma', 'R. K. Sharma', 'Sharma', 'रमेश शर्मा'])
    assert.equal(await find(search), house.propertyId, search)
})

test('a town whose rows are new is not asked again', async () => {
  await asOwner(test_.database, (db) => db.query(`delete from graphile_worker._private_jobs`))
  await queueRenewals(test_.platform)
  assert.deepEqual(await queued(), [])
})
