import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Invalid } from './errors.ts'
import { type Slab, slabCost, slabFaults, slabOf } from './pure-slabs.ts'
import { computeTariff, packFaults, readPack, type TariffPack } from './pure-tariff.ts'

const slab = (lower: number, upper: number | null, paise: number | null, flags = '[]'): Slab => ({
  lower,
  upper,
  paise,
  lowerInclusive: flags[0] === '[',
  upperInclusive: upper !== null && flags[1] === ']',
})

/** Slabs that cover everything: edges anywhere, each edge in the slab below. */
const aList = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 6 }),
    fc.array(fc.nat(20_000), { minLength: 7, maxLength: 7 }),
  )
  .map(([edges, rates]) => {
    const bounds = [...edges].sort((a, b) => a - b)
    return [...bounds, null].map((upper, at) => slab(at ? bounds[at - 1]! : 0, upper, rates[at]!, at ? '(]' : '[]'))
  })

test('telescopic slabs cost the sum of each unit at its own rate, whatever the slabs', () => {
  fc.assert(
    fc.property(aList, fc.integer({ min: 0, max: 700 }), (slabs, units) => {
      let expected = 0n
      for (let unit = 1; unit <= units; unit++) expected += BigInt(slabOf(slabs, unit)!.paise!) * 1000n
      assert.equal(slabCost(slabs, 'telescopic', units, 'kl').milliPaise, expected)
    }),
  )
})

test('more never costs less by telescopic slabs, and an edge is no cliff', () => {
  fc.assert(
    fc.property(aList, fc.nat(700_000), (slabs, milli) => {
      const [less, more] = [milli / 1000, (milli + 1) / 1000].map(
        (units) => slabCost(slabs, 'telescopic', units, 'kl').milliPaise,
      )
      assert.ok(more! >= less! && more! - less! <= 20_000n, `${less} then ${more}`)
    }),
  )
})

test('a checked list has exactly one slab for every quantity', () => {
  fc.assert(
    fc.property(aList, fc.nat(800_000), (slabs, milli) => {
      assert.deepEqual(slabFaults(slabs), [])
      const fits = slabs.filter((each) => slabOf([each], milli / 1000) !== null)
      assert.equal(fits.length, 1)
    }),
  )
})

test('a gap, an overlap, an edge in two slabs or in none, an open end and a late beginning are each named', () => {
  const faults = (...slabs: Slab[]) => slabFaults(slabs).join('; ')
  assert.match(faults(slab(0, 10, 1), slab(12, null, 1)), /gap between 10 and 12/)
  assert.match(faults(slab(0, 10, 1), slab(8, null, 1)), /overlap between 8 and 10/)
  assert.match(faults(slab(0, 20, 1, '[)'), slab(20, null, 1, '(]')), /gap: 20 itself is in no slab/)
  assert.match(faults(slab(0, 20, 1), slab(20, null, 1)), /overlap: 20 itself is in two slabs/)
  assert.match(faults(slab(0, 20, 1)), /nothing is said above 20/)
  assert.match(faults(slab(1, null, 1)), /does not begin at 0/)
  assert.match(faults(slab(0, null, 1), slab(5, null, 1)), /has no end, and another follows/)
})

test('where the source is silent the answer is a refusal and no sum', () => {
  const slabs = [slab(0, 20, 100, '[)'), slab(20, 20, null), slab(20, null, 200, '(]')]
  assert.deepEqual(slabFaults(slabs), [])
  assert.equal(slabCost(slabs, 'amount', 19, 'tables').milliPaise, 100_000n)
  assert.throws(
    () => slabCost(slabs, 'amount', 20, 'tables'),
    (error: Invalid) => error.details.field === 'tables',
  )
  assert.equal(slabCost(slabs, 'amount', 21, 'tables').milliPaise, 200_000n)
})

const pack = (given: object, versions: object[] = []): unknown => ({
  pack: 'test',
  about: 'A test',
  source: { title: 'Test', trust: 'E' },
  needsResolution: false,
  versions: [
    {
      from: '2020-04-01',
      to: null,
      instrument: 'Order 1',
      rounding: { toPaise: 1, mode: 'nearest' },
      charges: [],
      ...given,
    },
    ...versions,
  ],
})
const flat = (head: string, paise: number, more: object = {}) => ({ head, by: { kind: 'amount', paise }, ...more })
const given = { asOf: '2026-04-01', months: 1, attributes: {}, quantities: {} }

test('versions with a gap or an overlap refuse to load, and a day without any is refused', () => {
  const next = {
    from: '2023-04-01',
    to: null,
    instrument: 'Order 2',
    rounding: { toPaise: 1, mode: 'nearest' },
    charges: [flat('water', 2)],
  }
  const load = (to: string | null) => readPack(pack({ to, charges: [flat('water', 1)] }, [next]))
  assert.throws(() => load('2022-04-01'), /no version holds from 2022-04-01 to 2023-04-01/)
  assert.throws(() => load('2024-04-01'), /two versions hold on 2023-04-01/)
  assert.throws(() => load(null), /has no end, and one of 2023-04-01 follows/)
  const good = load('2023-04-01')
  assert.deepEqual(packFaults(good), [])
  assert.equal(computeTariff(good, { ...given, asOf: '2023-03-31' }).totalPaise, 1)
  assert.equal(computeTariff(good, { ...given, asOf: '2023-04-01' }).totalPaise, 2)
  assert.throws(() => computeTariff(good, { ...given, asOf: '2019-01-01' }), Invalid)
})

test('a head that follows others may only name those before it', () => {
  const cess = { head: 'cess', by: { kind: 'share-of-heads', heads: ['water'], numerator: 5, denominator: 100 } }
  assert.throws(() => readPack(pack({ charges: [cess, flat('water', 100)] })), /water is not reckoned before it/)
  const { lines, totalPaise } = computeTariff(readPack(pack({ charges: [flat('water', 1010), cess] })), given)
  assert.deepEqual(
    lines.map((line) => [line.head, line.amountPaise]),
    [
      ['water', 1010],
      ['cess', 51],
    ],
  )
  assert.equal(totalPaise, 1061)
})

test('the round-off is a head of its own, so that the lines always sum to the total', () => {
  const rounding = fc.constantFrom(
    { toPaise: 100, mode: 'nearest' },
    { toPaise: 5, mode: 'up' },
    { toPaise: 100, mode: 'down' },
  )
  fc.assert(
    fc.property(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 8 }), rounding, (amounts, how) => {
      const read = readPack(pack({ rounding: how, charges: amounts.map((paise, at) => flat(`head-${at}`, paise)) }))
      const { lines, totalPaise } = computeTariff(read, given)
      assert.equal(
        lines.reduce((sum, line) => sum + line.amountPaise, 0),
        totalPaise,
      )
      assert.equal(totalPaise % how.toPaise, 0)
    }),
  )
})

test('figures by the month are multiplied by the months, those by the quarter never split', () => {
  const monthly = readPack(pack({ charges: [flat('water', 30_000, { perMonths: 1 })] })) as TariffPack
  assert.equal(computeTariff(monthly, { ...given, months: 3 }).totalPaise, 90_000)
  const quarterly = readPack(pack({ charges: [flat('water', 30_000, { perMonths: 3 })] }))
  assert.throws(
    () => computeTariff(quarterly, { ...given, months: 2 }),
    (error: Invalid) => error.details.field === 'months',
  )
})

test('a pack that is none says what is wrong and never runs', () => {
  for (const wrong of [null, 7, {}, pack({}), pack({ charges: [{ head: 'Water', by: {} }] })])
    assert.throws(() => readPack(wrong), Invalid)
})
