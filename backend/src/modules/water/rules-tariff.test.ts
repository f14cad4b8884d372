import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { demandMld, nonRevenuePart } from './rules-supply.ts'
import {
  chargeConnection,
  highestRevision,
  monthsIn,
  revisionLimitSchema,
  tariffExamples,
  type WaterCase,
  waterCaseSchema,
} from './rules-tariff.ts'
import { packFrom, referencePacks } from './tariffs.ts'

const total = (pack: string, given: Omit<WaterCase, 'asOf' | 'months'> & Partial<WaterCase>) =>
  chargeConnection(packFrom(pack), waterCaseSchema.parse({ asOf: '2026-04-01', ...given })).totalPaise
const metered = (category: string, consumptionKl: number) =>
  total('in-pb-ws', { months: 3, consumptionKl, connection: { category, basis: 'metered' } })

test('metered slabs are telescopic: 5, 15, 30 and 45 kL at home, 10 and 30 kL elsewhere', () => {
  assert.deepEqual(
    [5, 15, 30, 45].map((kl) => metered('residential', kl)),
    [100_00, 100_00, 125_00, 320_00],
  )
  assert.deepEqual(
    [10, 30].map((kl) => metered('non-residential', kl)),
    [200_00, 865_15],
  )
})

test('the fault of comparing what is left with the end of a slab is not ours: it would give 180, 245 and 665.50', () => {
  assert.notEqual(metered('residential', 30), 180_00)
  assert.notEqual(metered('residential', 45), 245_00)
  assert.notEqual(metered('non-residential', 30), 665_50)
})

test('every further kilolitre adds its own rate, over all edges up to 120', () => {
  const rate = (kl: number) => (kl <= 10 ? 200 : kl <= 20 ? 250 : kl <= 30 ? 800 : kl <= 40 ? 1200 : 1500)
  let sum = 0
  for (let kl = 1; kl <= 120; kl++) {
    sum += rate(kl)
    assert.equal(metered('residential', kl), Math.max(sum, 100_00), `${kl} kL`)
  }
})

test('a connection with five square metres of road to cut costs 4,882.50', () => {
  const connection = { category: 'residential' }
  const roadCuts = [{ surface: 'bm-premix', areaSqm: 5 }]
  assert.equal(total('in-pb-connection-fee', { connection, roadCuts, property: { plotAreaSqm: 600 } }), 4882_50)
  assert.throws(
    () => total('in-pb-connection-fee', { connection, roadCuts: [{ surface: 'marble', areaSqm: 1 }] }),
    /no such surface/,
  )
})

test('sewerage is sixty per cent of water: 240 of 400', () => {
  const connection = { category: 'residential', basis: 'ferrule' as const, ferruleMm: 15, sewered: true }
  const { lines } = chargeConnection(
    packFrom('mp-indore-proposal-2021'),
    waterCaseSchema.parse({ asOf: '2021-05-01', connection }),
  )
  assert.equal(lines.find((line) => line.head === 'sewerage')?.amountPaise, 240_00)
})

test('a town of 50,000 needs 6.75 MLD, and 7.94 with fifteen per cent lost on the way', () => {
  assert.equal(demandMld(50_000, 135), 6.75)
  assert.equal(Math.round(demandMld(50_000, 135, 0.15) * 100) / 100, 7.94)
})

test('of 10 ML produced 6.8 were billed: 32 % brought no revenue, which is above the benchmark of 20 %', () => {
  const part = nonRevenuePart(10_000, 6_800)
  assert.equal(Math.round(part * 100), 32)
  assert.ok(part > 0.2, 'the benchmark of 20 % is missed')
  assert.throws(() => nonRevenuePart(0, 0), /more than zero/)
  assert.throws(() => nonRevenuePart(5, 6), /More was billed/)
})

test('a rate that was not raised for six years may go up by a quarter; after three years this way is not open', () => {
  const file = new URL('../../../../data/reference/water/revision-limit.json', import.meta.url)
  const limit = revisionLimitSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  assert.equal(highestRevision(200_00, '2019-04-01', '2025-04-02', limit), 250_00)
  assert.equal(highestRevision(200_00, '2022-04-01', '2025-04-02', limit), null)
  assert.equal(highestRevision(200_00, '2020-04-01', '2025-04-01', limit), null, 'more than five years, not five')
})

test('every pack that comes along proves its own examples and says whether a town has to resolve on it', () => {
  assert.ok(referencePacks().size >= 8)
  for (const file of referencePacks().values()) {
    assert.ok(file.examples.length > 0, file.pack.pack)
    assert.deepEqual(tariffExamples.failed(file), [], file.pack.pack)
  }
  assert.equal(referencePacks().get('credit-for-missed-supply')?.pack.needsResolution, true)
})

test('what is free is nothing, and what no charge is for is refused', () => {
  assert.equal(total('mh-small-town', { connection: { category: 'residential', basis: 'free' } }), 0)
  assert.throws(
    () => total('mh-small-town', { connection: { category: 'residential', basis: 'per-tap', taps: 2 } }),
    /No charge/,
  )
  assert.throws(
    () => total('mh-small-town', { connection: { category: 'residential', basis: 'metered' } }),
    /Say how much/,
  )
})

test('a period is whole months, over the ends of months too', () => {
  assert.equal(monthsIn('2026-04-01', '2026-07-01'), 3)
  assert.equal(monthsIn('2026-01-31', '2026-02-28'), 1)
  assert.throws(() => monthsIn('2026-04-01', '2026-04-20'), /whole months/)
})
