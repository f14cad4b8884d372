import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import type { Context, Tenant } from '../../kernel/index.ts'
import { readPage } from './page.ts'
import { parcelPageSchema } from './schemas.ts'
import { newParcelSections } from './sections.ts'
import { plotDegrees, TestRegister, type WrittenHouse } from './test-rows.ts'

let database: TestDatabase
let town: Tenant
let register: TestRegister
let laxmi: WrittenHouse
let ramesh: WrittenHouse
let noPlot: WrittenHouse

before(async () => {
  database = await testDatabase()
  town = (await database.newTenant()).town
  register = new TestRegister(town, database.database)
  const road = await register.road({ en: 'Gandhi Marg', hi: 'गांधी मार्ग' }, 9)
  const locality = await register.locality('SHV', { en: 'Shivaji Nagar' })
  const ward = await register.ward('W-07')
  laxmi = await register.house({
    owners: [{ names: { hi: 'लक्ष्मी वर्मा' }, masked: { hi: 'ल***' } }, { names: { en: 'Mohan Verma' } }],
    house: '12/3',
    road,
    locality,
    ward,
    at: [77.95, 23.1],
    number: '214/3',
    old: 'OLD70042',
    ulpin: '23AB45678901CD',
  })
  ramesh = await register.house({ owners: [{ names: { en: 'Ramesh' } }], at: [77.95 + plotDegrees, 23.1] })
  noPlot = await register.house({ owners: [{ names: { en: 'Salma' } }], house: '5', road, at: null })
})

const clerk = { roleClass: 'staff' as const, userId: 7, permissions: new Set(['people.read-private']) }

function page(
  asked: { propertyId?: number; parcelId?: number; asOf?: string; knownAt?: string },
  who: Partial<Context> = {},
) {
  return readPage(database.context(town, who), { propertyId: null, parcelId: null, ...asked }, newParcelSections())
}

test('The page of a house says what it is, where it lies and who owns which part, masked for a neighbour', async () => {
  const read = parcelPageSchema.parse(await page({ propertyId: laxmi.propertyId }))
  assert.equal(read.property?.propertyNumber, laxmi.propertyNumber)
  assert.deepEqual(read.property?.ulpins, ['23AB45678901CD'])
  assert.deepEqual(read.property?.oldNumbers, [{ value: 'OLD70042', issuer: 'Nagar Palika', from: null, to: null }])
  assert.deepEqual(read.property?.addressParts.street, { en: 'Gandhi Marg', hi: 'गांधी मार्ग' })
  assert.equal(read.parcels[0]?.number, '214/3')
  assert.equal(read.parcels[0]?.neighbours, 1)
  assert.ok(Math.abs(read.parcels[0]!.areaSqm - 453) < 5)
  assert.deepEqual(
    read.parties.map(({ names, masked, share }) => ({ names, masked, share })),
    [
      { names: { hi: 'ल***' }, masked: true, share: { numerator: 1, denominator: 2 } },
      { names: { en: 'M***' }, masked: true, share: { numerator: 1, denominator: 2 } },
    ],
  )
  assert.deepEqual(read.boundaries, [
    { set: 'electoral-ward', code: 'W-07', names: { en: 'Ward W-07' }, placedBy: 'largest-part' },
  ])
  assert.deepEqual(
    read.sections.map(({ state }) => state),
    ['later', 'later', 'later', 'later', 'later'],
  )
  assert.equal(read.history[0]?.change, 'first-record')
})

test('An officer with the permission sees full names, and the look stands in the journal', async () => {
  const read = await page({ propertyId: laxmi.propertyId }, clerk)
  assert.deepEqual(
    read.parties.map(({ names }) => names),
    [{ hi: 'लक्ष्मी वर्मा' }, { en: 'Mohan Verma' }],
  )
  const lines = await register.run((db) =>
    db.query(
      `select kind, command, user_id, subjects from kernel.journal_entries where tenant_id = $1 and command = 'parcels.read-page'`,
      [town.tenantId],
    ),
  )
  assert.deepEqual(lines, [
    { kind: 'look', command: 'parcels.read-page', user_id: 7, subjects: [{ kind: 'property', id: laxmi.propertyId }] },
  ])
  const masked = await page({ propertyId: laxmi.propertyId }, { ...clerk, permissions: new Set() })
  assert.ok(masked.parties.every((party) => party.masked))
})

test('An owner who is signed in sees the own name in full and the co-owner masked', async () => {
  const read = await page({ propertyId: laxmi.propertyId }, { roleClass: 'citizen', personId: laxmi.partyIds[1]! })
  assert.deepEqual(
    read.parties.map(({ names, masked }) => [names, masked]),
    [
      [{ hi: 'ल***' }, true],
      [{ en: 'Mohan Verma' }, false],
    ],
  )
})

test('The page of a parcel is the page of its only property; a house without a plot has a page too', async () => {
  const read = await page({ parcelId: laxmi.parcelId! })
  assert.equal(read.property?.propertyId, laxmi.propertyId)
  const plain = parcelPageSchema.parse(await page({ propertyId: noPlot.propertyId }))
  assert.equal(plain.property?.place.grade, 'street')
  assert.deepEqual(plain.parcels, [])
  assert.deepEqual(plain.road?.names, { en: 'Gandhi Marg', hi: 'गांधी मार्ग' })
})

test('Before the first record, and in another town, there is no page', async () => {
  await assert.rejects(page({ propertyId: laxmi.propertyId, asOf: '2014-01-01' }), { status: 404 })
  await assert.rejects(page({ parcelId: laxmi.parcelId!, asOf: '2014-01-01' }), { status: 404 })
  await assert.rejects(page({ propertyId: 999_999_999 }), { status: 404 })
  const other = (await database.newTenant()).town
  const asked = { propertyId: laxmi.propertyId, parcelId: null }
  await assert.rejects(readPage(database.context(other), asked, newParcelSections()), { status: 404 })
})

test('Several properties on one plot leave the page to the plot, with the list of them', async () => {
  await register.run((db) =>
    db.query(
      `insert into parcels.property_parcels (tenant_id, property_id, parcel_id, change_id, valid_from) select $1, $2, $3, change_id, '2016-01-01' from parcels.property_parcels where tenant_id = $1 limit 1`,
      [town.tenantId, noPlot.propertyId, ramesh.parcelId],
    ),
  )
  const read = parcelPageSchema.parse(await page({ parcelId: ramesh.parcelId! }))
  // The one property that covers the whole plot is the page's; the other is listed.
  assert.equal(read.property?.propertyId, ramesh.propertyId)
  assert.deepEqual(
    read.otherPropertiesHere.map((each) => each.propertyId),
    [noPlot.propertyId],
  )
  assert.equal(read.otherPropertiesTotal, 1)
})
