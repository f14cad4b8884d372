import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { asOwner, type Tenant } from '../../kernel/index.ts'
import { recordBuilding } from './actions/record-building.ts'
import { ownerSearchLimit } from './owner-search-limit.ts'
import { searchQuerySchema } from './schemas.ts'
import { recordBuildingSchema } from './schemas-actions.ts'
import { searchParcels } from './search.ts'
import { plotDegrees, TestRegister, type WrittenHouse } from './test-rows.ts'

const bbox = '77.9,23.0,78.0,23.2'
let db: TestDatabase
let town: Tenant
const houses: WrittenHouse[] = []

before(async () => {
  db = await testDatabase()
  town = (await db.newTenant()).town
  const register = new TestRegister(town, db.database)
  const ward = await register.ward('W-07', [77.9, 23.0, 78.0, 23.2])
  for (let at = 0; at < 4; at++)
    houses.push(
      await register.house({
        owners: [{ names: { en: `Owner ${at}` } }],
        at: [77.95 + at * plotDegrees, 23.1],
        // The first and the third stand in the ward.
        ...(at % 2 === 0 && { ward }),
      }),
    )
  // The third plot is a shop's, the fourth carries no property, and the first carries two.
  await asOwner(db.database, async (owner) => {
    const [first, second, third, fourth] = houses
    await owner.query(
      `update parcels.parcel_versions set use = case when parcel_id = $2::bigint then 'commercial' else 'residential' end where tenant_id = $1::int`,
      [town.tenantId, third!.parcelId],
    )
    await owner.query(`delete from parcels.property_parcels where tenant_id = $1::int and parcel_id = $2::bigint`, [
      town.tenantId,
      fourth!.parcelId,
    ])
    await owner.query(
      `update parcels.property_parcels set parcel_id = $3::bigint where tenant_id = $1::int and property_id = $2::bigint`,
      [town.tenantId, second!.propertyId, first!.parcelId],
    )
  })
  const planner = db.context(town, { roleClass: 'staff', userId: 3, permissions: new Set(['parcels.write']) })
  await recordBuilding(
    planner,
    recordBuildingSchema.parse({
      effectiveOn: '2020-04-01',
      instrument: 'Survey 2020',
      floorsAboveGround: 3,
      heightM: 9,
      construction: 'rcc',
      use: 'mixed',
      properties: [{ propertyId: houses[2]!.propertyId }],
    }),
  )
})

/** Properties and bare plots of the box under a filter, read page by page. */
async function inBox(filter: Record<string, string>, limit = '1') {
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const query = searchQuerySchema.parse({ bbox, limit, ...filter, ...(cursor && { cursor }) })
    const answer = await searchParcels(db.context(town), query, ownerSearchLimit(1000))
    seen.push(...answer.results.map((one) => (one.propertyId ? `property ${one.propertyId}` : `plot ${one.parcelId}`)))
    cursor = answer.nextCursor ?? undefined
  } while (cursor)
  return seen
}
const property = (at: number) => `property ${houses[at]!.propertyId}`
const plot = (at: number) => `plot ${houses[at]!.parcelId}`

test('the list keeps the uses of plots that the map keeps', async () => {
  assert.deepEqual(await inBox({ plotUse: 'commercial' }), [property(2)])
  assert.deepEqual(await inBox({ plotUse: 'commercial,residential' }), [0, 1, 2].map(property).concat(plot(1), plot(3)))
  assert.ok((await inBox({})).includes(property(3)), 'without a filter a house that has no plot is listed too')
})

test('the list keeps plots by how many properties stand on them, and none is a number too', async () => {
  assert.deepEqual(await inBox({ plotProperties: '2-' }), [property(0), property(1)])
  assert.ok((await inBox({ plotProperties: '0' })).includes(plot(3)))
  assert.ok(!(await inBox({ plotProperties: '1-9' })).includes(plot(3)))
})

test('the list keeps levels', async () => {
  assert.deepEqual(await inBox({ plotLevel: 'revenue-khasra' }), [])
  assert.ok((await inBox({ plotLevel: 'municipal-plot' })).includes(plot(3)))
})

test('the list keeps uses and floors of buildings, and a bare plot has none', async () => {
  assert.deepEqual(await inBox({ buildingUse: 'mixed' }), [property(2)])
  assert.deepEqual(await inBox({ buildingFloors: '3-4' }, '50'), [property(2)])
  assert.deepEqual(await inBox({ buildingUse: 'mixed', buildingFloors: '9-' }), [])
})

test('a filter without a box, and one that is no filter, is refused by name', async () => {
  const query = searchQuerySchema.parse({ ward: 'W-07', plotUse: 'commercial' })
  await assert.rejects(searchParcels(db.context(town), query, ownerSearchLimit(1000)), { status: 400 })
  for (const bad of ['', 'Commercial', 'a,', '1', 'a b', "x'--"])
    assert.equal(searchQuerySchema.safeParse({ bbox, plotUse: bad }).success, false, bad)
  for (const bad of ['', '-', 'two', '1-2-3', '1,', '123456'])
    assert.equal(searchQuerySchema.safeParse({ bbox, buildingFloors: bad }).success, false, bad)
})

test('a ward narrows a box and a nearness, page by page', async () => {
  assert.deepEqual(await inBox({ ward: 'W-07' }), [property(0), property(2)])
  assert.deepEqual(await inBox({ ward: 'W-07', plotUse: 'commercial' }), [property(2)])
  assert.deepEqual(await inBox({ ward: 'W-08' }), [])
  const near = async (given: Record<string, string>) => {
    const query = searchQuerySchema.parse({ near: '77.95,23.1', radiusM: '5000', ...given })
    const { results } = await searchParcels(db.context(town), query, ownerSearchLimit(1000))
    return results.map(({ propertyId }) => `property ${propertyId}`)
  }
  assert.deepEqual(await near({}), [0, 1, 2, 3].map(property))
  assert.deepEqual(await near({ ward: '7' }), [property(0), property(2)])
  assert.deepEqual(await near({ ward: '7', limit: '1' }), [property(0)])
})

test('words, a point and a box are not asked together', async () => {
  for (const pair of [
    { search: 'Owner', bbox },
    { search: 'Owner', near: '77.95,23.1' },
    { near: '77.95,23.1', bbox },
  ]) {
    const query = searchQuerySchema.parse(pair)
    await assert.rejects(searchParcels(db.context(town), query, ownerSearchLimit(1000)), { status: 400 })
  }
})
