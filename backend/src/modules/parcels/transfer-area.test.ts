import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { type Context, sealJournal, type Tenant, verifyJournal } from '../../kernel/index.ts'
import { attachDocument } from './actions/attach-document.ts'
import { imposeRestriction } from './actions/impose-restriction.ts'
import { recordBuilding } from './actions/record-building.ts'
import { recordOwnership } from './actions/record-ownership.ts'
import { renumberParcel } from './actions/renumber-parcel.ts'
import { transferArea } from './actions/transfer-area.ts'
import { ownerSearchLimit } from './owner-search-limit.ts'
import { readPage } from './page.ts'
import { searchQuerySchema } from './schemas.ts'
import {
  imposeRestrictionSchema,
  recordBuildingSchema,
  recordOwnershipSchema,
  renumberParcelSchema,
} from './schemas-actions.ts'
import { searchParcels } from './search.ts'
import { newParcelSections } from './sections.ts'
import { plotDegrees, TestRegister, type WrittenHouse } from './test-rows.ts'

let database: TestDatabase
let parish: Tenant
let city: Tenant
let register: TestRegister
const houses: WrittenHouse[] = []
const act = { instrument: 'Order 7', effectiveOn: '2022-04-01' }
const moveOn = '2024-04-01'

const clerk = (town: Tenant): Context =>
  database.context(town, {
    roleClass: 'staff',
    userId: 1,
    permissions: new Set(['people.read-private', 'parcels.transfer']),
  })

before(async () => {
  database = await testDatabase()
  const made = await database.newTenant()
  parish = made.town
  city = (await database.newTenant({ into: made.state })).town
  register = new TestRegister(parish, database.database)
  const road = await register.road({ en: 'Canal Road', hi: 'नहर रोड' })
  const locality = await register.locality('RMP', { en: 'Rampur' })
  await new TestRegister(city, database.database).locality('RMP', { en: 'Ramprastha' })
  await new TestRegister(city, database.database).ward('C-9', [77.9, 23, 78, 23.2])
  const ward = await register.ward('P-1', [77.9, 23, 78, 23.2])
  for (let index = 0; index < 100; index++)
    houses.push(
      await register.house({
        owners: [{ names: { en: `Owner ${index} Yadav`, hi: `स्वामी ${index} यादव` }, mobile: `55500${10000 + index}` }],
        house: String(index + 1),
        road,
        locality,
        ward,
        at: index % 8 === 0 ? null : [77.92 + (index % 10) * plotDegrees, 23.1 + Math.floor(index / 10) * plotDegrees],
        old: `OLD-${index}`,
      }),
    )
  await addHistory()
})

/** Some of the houses have lived: a new number, an heir, a paper, a stay, a house built. */
async function addHistory(): Promise<void> {
  const [, one, two, three, four] = houses as [WrittenHouse, WrittenHouse, WrittenHouse, WrittenHouse, WrittenHouse]
  await renumberParcel(clerk(parish), one.parcelId!, renumberParcelSchema.parse({ ...act, number: 'N-77' }))
  const heir = await register.run((db) => register.party(db, { names: { hi: 'वारिस यादव' } }))
  const owners = [{ partyId: heir, share: { numerator: 1, denominator: 1 } }]
  await recordOwnership(clerk(parish), two.propertyId, recordOwnershipSchema.parse({ ...act, owners }))
  const contentBase64 =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  await attachDocument(clerk(parish), three.propertyId, { title: 'Sale deed', visibility: 'private', contentBase64 })
  const order = {
    kind: 'court-stay',
    scopes: ['transfer'],
    authority: 'Court',
    orderNumber: '9',
    orderDate: '2023-01-01',
    from: '2023-01-01',
  }
  await imposeRestriction(clerk(parish), imposeRestrictionSchema.parse({ ...order, propertyId: four.propertyId }))
  const building = {
    floorsAboveGround: 2,
    heightM: 7,
    construction: 'rcc',
    use: 'residential',
    names: { en: 'Yadav Bhavan' },
  }
  const units = [{ floor: 0, use: 'residential', areaSqm: 80, propertyId: one.propertyId }]
  await recordBuilding(
    clerk(parish),
    recordBuildingSchema.parse({ ...act, ...building, parcels: [{ parcelId: one.parcelId! }], units }),
  )
}

const pageOf = (town: Tenant, propertyId: number, times: { asOf?: string; knownAt?: string } = {}) =>
  readPage(clerk(town), { propertyId, parcelId: null, ...times }, newParcelSections())

/** Every page as it was known at a moment: the register of the hundred houses in one text. */
async function pagesOf(town: Tenant, times: { asOf: string; knownAt: string }): Promise<string[]> {
  const pages: string[] = []
  for (const { propertyId } of houses) pages.push(JSON.stringify(await pageOf(town, propertyId, times)))
  return pages
}

const movedTables = [
  'parcel_versions',
  'property_versions',
  'property_parcels',
  'building_versions',
  'building_parcels',
  'building_properties',
  'unit_versions',
  'party_roles',
  'property_numbers',
  'property_documents',
  'restrictions',
  'search_tokens',
  'ownership_statements',
  'addresses',
  'units',
]

/** Rows of a town without the tenant's number, in one hash per table. */
async function hashesOf(town: Tenant): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {}
  for (const table of movedTables) {
    const [row] = await register.run((db) =>
      db.query<{ count: number; hash: string }>(
        `select count(*), md5(string_agg(line, e'\\n' order by line)) as hash from (select (to_jsonb(t) - 'tenant_id')::text as line from parcels.${table} t where tenant_id = $1) lines`,
        [town.tenantId],
      ),
    )
    hashes[table] = `${row!.count} ${row!.hash}`
  }
  return hashes
}

const journalOf = (town: Tenant, until: Date) =>
  register.run((db) =>
    db.query<{ line: string }>(
      `select (to_jsonb(e) - 'tenant_id')::text as line from kernel.journal_entries e where tenant_id = $1 and recorded_at <= $2 and kind = 'write' order by entry_id`,
      [town.tenantId, until],
    ),
  )

test('A hundred properties go to another town and come back, and nothing about them is lost or changed', async () => {
  const propertyIds = houses.map(({ propertyId }) => propertyId)
  await sealJournal(database.database, parish.tenantId)
  const knownAt = new Date().toISOString()
  const times = { asOf: '2024-03-31', knownAt }
  const [pages, hashes, journal] = [
    await pagesOf(parish, times),
    await hashesOf(parish),
    await journalOf(parish, new Date(knownAt)),
  ]

  const out = await transferArea(clerk(parish), {
    propertyIds,
    toTown: city,
    effectiveOn: moveOn,
    notification: 'Gazette 12 of 2024',
  })
  assert.equal(out.properties, 100)
  assert.equal(out.parcels, 87)
  await assert.rejects(pageOf(parish, propertyIds[1]!), {
    status: 404,
    message: new RegExp(`belongs to ${city.names.en} since ${moveOn}`),
  })
  const there = await pageOf(city, propertyIds[1]!)
  assert.equal(there.property?.propertyNumber, houses[1]!.propertyNumber)
  assert.equal(there.parcels[0]?.number, 'N-77')
  assert.deepEqual(
    there.boundaries.map(({ code }) => code),
    ['C-9'],
  )
  assert.ok(there.history.some(({ change }) => change === 'renumber'))
  const search = searchQuerySchema.parse({ search: 'Yadav Bhavan' })
  assert.equal((await searchParcels(clerk(city), search, ownerSearchLimit())).results[0]?.propertyId, propertyIds[1])
  assert.deepEqual((await searchParcels(clerk(parish), search, ownerSearchLimit())).results, [])
  const [thereHashes] = [await hashesOf(city)]
  for (const table of movedTables.filter((name) => name !== 'search_tokens'))
    assert.equal(thereHashes[table], hashes[table], table)
  const copiedLines = new Set((await journalOf(city, new Date(knownAt))).map(({ line }) => line))
  assert.ok(journal.some(({ line }) => copiedLines.has(line)))

  const back = await transferArea(clerk(city), {
    propertyIds,
    toTown: parish,
    effectiveOn: '2025-04-01',
    notification: 'Gazette 3 of 2025',
  })
  assert.equal(back.properties, 100)
  assert.deepEqual(await pagesOf(parish, times), pages)
  assert.deepEqual(await hashesOf(parish), hashes)
  assert.deepEqual(await journalOf(parish, new Date(knownAt)), journal)
  assert.deepEqual(
    (await pageOf(parish, propertyIds[1]!)).boundaries.map(({ code }) => code),
    ['P-1'],
  )
  for (const town of [parish, city]) {
    await sealJournal(database.database, town.tenantId)
    const verdict = await verifyJournal(database.database, town.tenantId)
    assert.ok(verdict.intact, JSON.stringify(verdict))
  }
  const successions = await register.run((db) =>
    db.query(
      `select kind, from_tenant_id, to_tenant_id, effective_on, notification from identity.successions where tenant_id = $1 order by succession_id`,
      [parish.stateId],
    ),
  )
  assert.deepEqual(successions, [
    {
      kind: 'area-out',
      from_tenant_id: parish.tenantId,
      to_tenant_id: city.tenantId,
      effective_on: moveOn,
      notification: 'Gazette 12 of 2024',
    },
    {
      kind: 'area-out',
      from_tenant_id: city.tenantId,
      to_tenant_id: parish.tenantId,
      effective_on: '2025-04-01',
      notification: 'Gazette 3 of 2025',
    },
  ])
})

test('A line that would cut a plot in two is refused with the property that stays', async () => {
  const [, one, two] = houses as [WrittenHouse, WrittenHouse, WrittenHouse]
  await register.run((db) =>
    db.query(
      `insert into parcels.property_parcels (tenant_id, property_id, parcel_id, change_id, valid_from)
       select $1, $2, $3, change_id, '2016-01-01' from parcels.changes where tenant_id = $1 limit 1`,
      [parish.tenantId, two.propertyId, one.parcelId],
    ),
  )
  const input = { propertyIds: [one.propertyId], toTown: city, effectiveOn: moveOn, notification: 'Gazette 13' }
  await assert.rejects(transferArea(clerk(parish), input), { status: 409, message: new RegExp(two.propertyNumber) })
})

test('Properties of another town, of no town, or to another state do not move', async () => {
  const stranger = (await database.newTenant()).town
  const given = { effectiveOn: moveOn, notification: 'Gazette 14' }
  await assert.rejects(transferArea(clerk(city), { ...given, propertyIds: [houses[5]!.propertyId], toTown: parish }), {
    status: 404,
  })
  await assert.rejects(
    transferArea(clerk(parish), { ...given, propertyIds: [houses[5]!.propertyId], toTown: stranger }),
    { status: 400 },
  )
  await assert.rejects(transferArea(clerk(parish), { ...given, propertyIds: [], toTown: city }), { status: 400 })
})
