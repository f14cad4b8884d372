/** Fees: the vectors of the domain with made-up rates, and what holds whatever the rates. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Problem } from '../../kernel/index.ts'
import { excessOf } from './rules-deviation.ts'
import {
  deviationFee,
  type FeeCase,
  type FeeHead,
  feeHeadSchema,
  feeOf,
  readFeeSchedule,
  type Slab,
  slabFaults,
} from './rules-fees.ts'

const about = (given: Partial<FeeCase> = {}): FeeCase => ({
  builtUpSqm: { residential: 200 },
  plotSqm: 300,
  netPlotSqm: null,
  use: 'residential',
  valuePaise: null,
  applicant: null,
  ...given,
})
const head = (reckoning: FeeHead['reckoning'], more: object = {}): FeeHead =>
  feeHeadSchema.parse({
    head: 'building-fee',
    stage: 'sanction',
    basis: 'built-up',
    reckoning,
    instrument: 'Made up',
    ...more,
  })
const slabs = (...list: Slab[]) => head({ by: 'slabs', slabs: list })

test('BP-17: a fixed sum, and a rate for every block that is begun beyond an area', () => {
  const fee = slabs({
    operation: 'fix-and-multiply',
    overSqm: 0,
    upToSqm: null,
    basePaise: 100_000,
    ratePaise: 5_000,
    blockSqm: 46.45,
    fromSqm: 100,
  })
  const at = (area: number) => feeOf(fee, about({ builtUpSqm: { residential: area } })).amountPaise
  assert.equal(at(200), 115_000)
  assert.deepEqual([at(100), at(100.2), at(146), at(147)], [100_000, 105_000, 105_000, 110_000])
})

test('BP-18: a rate up to a limit', () => {
  const fee = slabs({
    operation: 'multiply-with-limit',
    overSqm: 0,
    upToSqm: null,
    ratePaise: 1_000,
    limitPaise: 300_000,
  })
  const at = (area: number) => feeOf(fee, about({ builtUpSqm: { residential: area } })).amountPaise
  assert.deepEqual([at(500), at(300), at(299)], [300_000, 300_000, 299_000])
})

test('BP-19: each use of a mixed building at its own rate', () => {
  const fee = head({ by: 'rate', ratesPaise: { residential: 500, commercial: 2_000 } })
  const line = feeOf(fee, about({ builtUpSqm: { residential: 120, commercial: 30 } }))
  assert.equal(line.amountPaise, 120_000)
  assert.equal(line.formula, '120 m² × ₹5.00 + 30 m² × ₹20.00')
})

test('BP-20: half a fee is a half, not the nothing of whole numbers', () => {
  const fee = head(
    { by: 'fixed', amountPaise: 100_001 },
    { shares: { education: { numerator: 50, denominator: 100 } } },
  )
  assert.equal(feeOf(fee, about({ applicant: 'education' })).amountPaise, 50_001)
  assert.equal(feeOf(fee, about()).amountPaise, 100_001)
})

test('BP-21: a deviation of eight square metres is charged whole, one within the tolerance not at all', () => {
  assert.equal(deviationFee(excessOf(100, 108, 0.05), 3, 1_000), 24_000)
  assert.equal(deviationFee(excessOf(100, 105, 0.05), 3, 1_000), 0)
})

test('a square metre that is begun counts before the slab is found', () => {
  const fee = slabs(
    { operation: 'fix', overSqm: 0, upToSqm: 100, basePaise: 100 },
    { operation: 'multiply', overSqm: 100, upToSqm: null, ratePaise: 10 },
  )
  const at = (area: number) => feeOf(fee, about({ builtUpSqm: { residential: area } })).amountPaise
  assert.deepEqual([at(100), at(100.0000000001), at(100.01)], [100, 100, 1010])
})

test('what is not configured is asked for, never taken for zero', () => {
  const fee = head({ by: 'rate', ratesPaise: { residential: 500 } })
  const refused = (work: () => unknown, field: string) =>
    assert.throws(work, (error: unknown) => error instanceof Problem && error.details.field === field)
  refused(() => feeOf(fee, about({ builtUpSqm: { commercial: 10 } })), 'use')
  refused(() => feeOf(head({ by: 'percent', percent: 1 }), about()), 'valuePaise')
  refused(() => feeOf({ ...fee, basis: 'net-plot' }, about()), 'netPlotSqm')
})

test('slabs with a gap or an overlap are refused, and the area is named', () => {
  const fix = (overSqm: number, upToSqm: number | null): Slab => ({ operation: 'fix', overSqm, upToSqm, basePaise: 1 })
  assert.deepEqual(slabFaults([fix(0, 100), fix(100, null)]), [])
  assert.deepEqual(slabFaults([fix(0, 100), fix(120, null)]), ['gap at over 100 and up to 120 m²'])
  assert.deepEqual(slabFaults([fix(0, 100), fix(90, null)]), ['overlap at over 90 and up to 100 m²'])
  assert.deepEqual(slabFaults([fix(10, null)]), ['gap at over 0 and up to 10 m²'])
  assert.deepEqual(slabFaults([fix(0, 100)]), ['gap at over 100 m²'])
  const given = [
    {
      head: 'fee',
      stage: 'sanction',
      basis: 'plot',
      instrument: 'Made up',
      reckoning: { by: 'slabs', slabs: [fix(0, 100)] },
    },
  ]
  assert.throws(
    () => readFeeSchedule(given),
    (error: unknown) => error instanceof Problem && /gap at over 100/.test(error.details.reasons![0]!),
  )
})

test('whatever the slabs are, every area has exactly one, and a fee is whole paise', () => {
  const limits = fc.uniqueArray(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(
      limits,
      fc.double({ min: 0.001, max: 10_000, noNaN: true }),
      fc.integer({ min: 0, max: 10_000 }),
      (ends, area, ratePaise) => {
        const sorted = [...ends].sort((a, b) => a - b)
        const list = [...sorted, null].map(
          (upToSqm, at): Slab => ({ operation: 'multiply', overSqm: sorted[at - 1] ?? 0, upToSqm, ratePaise }),
        )
        assert.deepEqual(slabFaults(list), [])
        const { amountPaise } = feeOf(slabs(...list), about({ builtUpSqm: { residential: area } }))
        assert.ok(Number.isSafeInteger(amountPaise) && amountPaise >= 0, String(amountPaise))
      },
    ),
  )
})
