import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import type { Context, Tenant } from '../../kernel/index.ts'
import { ownerSearchLimit } from './owner-search-limit.ts'
import { printPropertyNumber } from './rules-numbers.ts'
import { searchQuerySchema } from './schemas.ts'
import { parcelsAt, searchParcels } from './search.ts'
import { plotDegrees, TestRegister, type WrittenHouse } from './test-rows.ts'

let test_: TestDatabase
let town: Tenant
let houses: Record<'laxmi' | 'ramesh' | 'salma' | 'faraway', WrittenHouse>

before(async () => {
  test_ = await testDatabase()
  town = (await test_.newTenant()).town
  const register = new TestRegister(town, test_.database)
  const gandhi = await register.road({ en: 'Gandhi Marg', hi: 'गांधी मार्ग' })
  const station = await register.road({ en: 'Station Road', hi: 'स्टेशन रोड' })
  const shivaji = await register.locality('SHV', { en: 'Shivaji Nagar', hi: 'शिवाजी नगर' })
  const ward = await register.ward('W-07', [77.9, 23.0, 78.0, 23.2])
  houses = {
    laxmi: await register.house({
      owners: [{ names: { hi: 'लक्ष्मी वर्मा' }, masked: { hi: 'ल****** व****' }, mobile: '5550001111' }],
      house: '12/3',
      road: gandhi,
      locality: shivaji,
      ward,
      at: [77.95, 23.1],
      number: '214/3',
      old: 'OLD/7/0042',
      ulpin: '23AB45678901CD',
    }),
    ramesh: await register.house({
      owners: [
        { names: { en: 'Ramesh Kumar Sharma' } },
        { names: { en: 'Sunita Sharma' } },
        { names: { en: 'Anil Sharma' } },
      ],
      house: '14',
      road: gandhi,
      ward,
      at: [77.95 + plotDegrees, 23.1],
    }),
    salma: await register.house({ owners: [{ names: { en: 'Salma Khan' } }], house: '14', road: station, at: null }),
    faraway: await register.house({ owners: [{ names: { en: 'Ramesh Sharma' } }], house: '9', at: [77.97, 23.12] }),
  }
})

const clerk = {
  roleClass: 'staff' as const,
  userId: 1,
  permissions: new Set(['people.read-private', 'parcels.search-mobile']),
}

async function find(given: Record<string, unknown>, who: Partial<Context> = {}) {
  const context = test_.context(town, who)
  return searchParcels(context, searchQuerySchema.parse(given), ownerSearchLimit(1000))
}

test('A clerk finds a name stored in Devanagari by typing it in Latin, misspelt', async () => {
  const { results } = await find({ search: 'Laxmi Varma' }, clerk)
  assert.equal(results[0]?.propertyId, houses.laxmi.propertyId)
  assert.equal(results[0]?.matchedOn, 'owner')
  assert.deepEqual(results[0]?.ownerNames, { hi: 'लक्ष्मी वर्मा' })
})

test('A neighbour without a ward is told to name one, and learns no owner', async () => {
  const { results, notice } = await find({ search: 'Laxmi Varma' })
  assert.deepEqual(results, [])
  assert.equal(notice, 'owner-search-needs-ward')
})

test('With a ward the neighbour finds the house and sees a masked name', async () => {
  for (const given of [{ search: 'लक्ष्मी', ward: 'W-07' }, { search: 'laxmi verma ward 7' }]) {
    const { results, notice } = await find(given)
    assert.equal(notice, undefined)
    assert.equal(results[0]?.propertyId, houses.laxmi.propertyId)
    assert.deepEqual(results[0]?.ownerNames, { hi: 'ल****** व****' })
  }
})

test('With a street in the same words the neighbour finds the owner there, not the namesake elsewhere', async () => {
  const { results } = await find({ search: 'Ramesh Sharma, Gandhi Marg' })
  assert.equal(results[0]?.propertyId, houses.ramesh.propertyId)
  assert.equal(results[0]?.matchedOn, 'owner')
  assert.ok(!results.some((result) => result.propertyId === houses.faraway.propertyId))
  assert.match(results[0]!.ownerNames!.en!, / and others$/)
})

test('A town that has switched owner search off says so', async () => {
  const closed = { ...town, settings: { anonymousOwnerSearch: false } }
  const context = test_.context(closed)
  const answer = await searchParcels(
    context,
    searchQuerySchema.parse({ search: 'Laxmi Varma', ward: 'W-07' }),
    ownerSearchLimit(),
  )
  assert.deepEqual(answer.results, [])
  assert.equal(answer.notice, 'owner-search-off')
})

test('Anonymous owner searches are counted, address searches are not', async () => {
  const context = test_.context(town, { address: '10.0.0.1' })
  const limits = ownerSearchLimit(2)
  const ask = (search: string, ward?: string) =>
    searchParcels(context, searchQuerySchema.parse({ search, ward }), limits)
  await ask('Laxmi', 'W-07')
  await ask('Ramesh', 'W-07')
  await assert.rejects(ask('Salma', 'W-07'), { status: 429 })
  const { results } = await ask('14 Station Road')
  assert.equal(results[0]?.propertyId, houses.salma.propertyId)
})

test('A house number on a street goes before the rest of the street, in either script', async () => {
  for (const search of ['12/3 Gandhi Marg', 'गांधी मार्ग १२/३', '12-3, gandi marg shivaji nagar']) {
    const { results, notice } = await find({ search })
    assert.equal(notice, undefined, search + JSON.stringify(results.map((r) => [r.score, r.matchedOn])))
    assert.equal(results[0]?.propertyId, houses.laxmi.propertyId, search)
    assert.equal(results[0]?.matchedOn, 'address', search)
    assert.equal(results[1]?.propertyId, houses.ramesh.propertyId, search)
  }
})

test('The town’s own name and a landmark in an address are no person, and cost a neighbour no owner search', async () => {
  const context = test_.context({ ...town, names: { en: 'Nayapur', hi: 'नयापुर' } }, { address: '10.0.0.2' })
  const limits = ownerSearchLimit(1)
  for (const search of [
    '12/3, Gandhi Marg, behind the school, Nayapur',
    '12/3, Gandhi Marg, Nayapur 495001',
    '१२/३, गांधी मार्ग, स्कूल के पीछे, नयापुर',
  ]) {
    const { results, notice } = await searchParcels(context, searchQuerySchema.parse({ search }), limits)
    assert.equal(notice, undefined, search)
    assert.deepEqual([results[0]?.propertyId, results[0]?.matchedOn], [houses.laxmi.propertyId, 'address'], search)
    assert.ok(results[0]!.score! >= 0.99, search)
  }
})

test('A locality alone lists its houses', async () => {
  const { results } = await find({ search: 'शिवाजी नगर' })
  assert.deepEqual(
    results.map((result) => [result.propertyId, result.matchedOn]),
    [[houses.laxmi.propertyId, 'locality']],
  )
})

test('Numbers find a house: ours, grouped or in Devanagari digits, the old one, the ULPIN, the plot', async () => {
  const number = houses.laxmi.propertyNumber
  const devanagari = number.replace(/\d/g, (digit) => String.fromCodePoint(0x0966 + Number(digit)))
  const cases: [string, string][] = [
    [number, 'property-number'],
    [printPropertyNumber(number), 'property-number'],
    [devanagari, 'property-number'],
    ['old/7/0042', 'old-number'],
    ['23AB 4567 8901 CD', 'ulpin'],
    ['214/3', 'parcel-number'],
  ]
  for (const [search, matchedOn] of cases) {
    const { results } = await find({ search })
    assert.equal(results[0]?.propertyId, houses.laxmi.propertyId, search)
    assert.equal(results[0]?.matchedOn, matchedOn, search)
  }
})

test('A property number with one wrong digit still leads to the house', async () => {
  const number = houses.laxmi.propertyNumber
  const wrong = number.slice(0, 4) + ((Number(number[4]) + 1) % 10) + number.slice(5)
  const { results } = await find({ search: wrong })
  assert.equal(results[0]?.propertyId, houses.laxmi.propertyId)
  assert.ok(results[0]!.score! < 0.9)
})

test('An old number is found by its beginning, a property number by its first digits', async () => {
  for (const [search, matchedOn] of [
    ['OLD/7/00', 'old-number'],
    [houses.laxmi.propertyNumber.slice(0, 8), 'property-number'],
  ] as const) {
    const { results } = await find({ search })
    assert.ok(
      results.some((result) => result.propertyId === houses.laxmi.propertyId && result.matchedOn === matchedOn),
      search,
    )
  }
})

test('A number is looked for inside the ward that is named', async () => {
  assert.equal((await find({ search: 'OLD/7/0042', ward: 'W-07' })).results[0]?.propertyId, houses.laxmi.propertyId)
  assert.deepEqual((await find({ search: houses.salma.propertyNumber, ward: 'W-07' })).results, [])
})

test('A clerk finds everyone of one name, in a ward and outside all of them', async () => {
  for (const [search, house] of [
    ['Laxmi', houses.laxmi],
    ['सलमा', houses.salma],
    ['Lakshmee', houses.laxmi],
    ['Salna', houses.salma],
  ] as const) {
    const { results } = await find({ search }, clerk)
    assert.equal(results[0]?.propertyId, house.propertyId, search)
    assert.equal(results[0]?.matchedOn, 'owner', search)
  }
})

test('A word may be of a name or of a place: Verma of Shivaji Nagar, and Laxmi Verma on Gandhi Marg', async () => {
  assert.equal((await find({ search: 'Shivaji Verma' }, clerk)).results[0]?.propertyId, houses.laxmi.propertyId)
  assert.equal(
    (await find({ search: 'Laxmi Verma Gandhi Marg' }, clerk)).results[0]?.propertyId,
    houses.laxmi.propertyId,
  )
})

test('A mobile finds its house for staff with the permission and for nobody else', async () => {
  const { results } = await find({ search: '+91 55500 01111' }, clerk)
  assert.equal(results[0]?.propertyId, houses.laxmi.propertyId)
  assert.equal(results[0]?.matchedOn, 'mobile')
  for (const who of [
    {},
    { roleClass: 'citizen' as const },
    { roleClass: 'staff' as const, permissions: new Set<string>() },
  ])
    assert.deepEqual((await find({ search: '5550001111' }, who)).results, [])
})

test('Houses near a point come by distance, and a house without a point is not among them', async () => {
  const { results } = await find({ near: '77.9501,23.1001', radiusM: '100' })
  assert.deepEqual(
    results.map((result) => result.propertyId),
    [houses.laxmi.propertyId, houses.ramesh.propertyId],
  )
  assert.ok(results[0]!.distanceM! < results[1]!.distanceM!)
})

test('A box is read page by page without repeats', async () => {
  const seen: (number | null)[] = []
  let cursor: string | undefined
  do {
    const answer = await find({ bbox: '77.9,23.0,78.0,23.2', limit: '1', ...(cursor && { cursor }) })
    seen.push(...answer.results.map((result) => result.propertyId))
    cursor = answer.nextCursor ?? undefined
  } while (cursor)
  assert.deepEqual(seen, [houses.laxmi.propertyId, houses.ramesh.propertyId, houses.faraway.propertyId])
})

test('A ward alone is a list, page by page', async () => {
  const first = await find({ ward: 'W-07', limit: '1' })
  assert.deepEqual(
    first.results.map((result) => result.propertyId),
    [houses.laxmi.propertyId],
  )
  const second = await find({ ward: 'W-07', limit: '1', cursor: first.nextCursor })
  assert.deepEqual(
    second.results.map((result) => result.propertyId),
    [houses.ramesh.propertyId],
  )
  await assert.rejects(find({}), { status: 400 })
})

test('A tap names the plot under it and its property', async () => {
  const answer = await parcelsAt(test_.context(town), 77.9501, 23.1001)
  assert.deepEqual(
    answer.results.map(({ propertyId, parcelId, wardCode }) => ({ propertyId, parcelId, wardCode })),
    [{ propertyId: houses.laxmi.propertyId, parcelId: houses.laxmi.parcelId, wardCode: 'W-07' }],
  )
  assert.deepEqual((await parcelsAt(test_.context(town), 10, 10)).results, [])
})

test('Another town finds nothing of this one', async () => {
  const other = (await test_.newTenant()).town
  for (const search of ['Laxmi Varma', houses.laxmi.propertyNumber, 'Gandhi Marg', '5550001111']) {
    const answer = await searchParcels(
      test_.context(other, clerk),
      searchQuerySchema.parse({ search }),
      ownerSearchLimit(),
    )
    assert.deepEqual(answer.results, [], search)
  }
})

test('Words that mean nothing to SQL or patterns are only words', async () => {
  for (const search of [
    "'; drop table parcels.parcels; --",
    '%_%',
    '\\',
    '()',
    '🏠',
    'a'.repeat(200),
    '~!',
    '. . .',
    '०',
  ])
    for (const who of [{}, clerk]) assert.ok(Array.isArray((await find({ search }, who)).results), search)
})
