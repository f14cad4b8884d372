/** The language of packs: formulas, roundings, ranges, and what is said of a faulty pack or case. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { computeTax } from './rules-compute.ts'
import { evaluate, sayFormula, sayValue } from './rules-evaluate.ts'
import { TaxFault } from './rules-fault.ts'
import { parseFormula } from './rules-formula.ts'
import { exactNumber, exactOf, toText } from './rules-number.ts'
import { loadPack } from './rules-pack.ts'
import { readRange } from './rules-ranges.ts'
import { readRounding, roundTo, toPaise } from './rules-rounding.ts'

const law = { law: { title: 'The rule as it is printed' } }
const pack = (parts: object) => ({
  name: 'small',
  title: 'Small',
  from: '2000-04-01',
  instruments: law,
  instrument: 'law',
  ...parts,
})
const words = (name: string) => ({ valueOf: () => exactNumber(7), call: () => undefined, name })
const worth = (text: string) => sayValue(evaluate(parseFormula(text), words('')))

function faultOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    assert.ok(error instanceof TaxFault, String(error))
    return `${error.path}: ${error.message}`
  }
  return assert.fail('no fault was found')
}

test('formulas bind as in arithmetic, percentages are hundredths, decimals are exact', () => {
  assert.equal(worth('1 + 2 * 3 - 4 / 2'), '5')
  assert.equal(worth('-(2 + 3) × 10%'), '-0.5')
  assert.equal(worth('0.1 + 0.2 = 0.3 ? "yes" : "no"'), 'yes')
  assert.equal(worth('if(2 >= 3 or not (1 > 2) and "Owner Occupied" in ["owner-occupied"], 1, 0)'), '1')
  assert.equal(worth('min(3, 1/3, 2) * 3'), '1')
  assert.equal(worth('roundUp(10.01, 5) + round(2.5) + floor(0 - 0.5)'), '17')
  assert.equal(worth('years("2020-04-01", "2024-03-31")'), '3')
  assert.equal(sayFormula(parseFormula('(a + 2) * 3'), words('')), '(7 + 2) × 3')
})

test('what cannot be read is said, never guessed', () => {
  for (const bad of ['1 +', '(1', 'a b', '1 $ 2', 'if(1, 2)', '', 'max(1,'])
    assert.throws(() => parseFormula(bad), SyntaxError, bad)
})

test('rounding: any way of writing it, magnitudes alike, paise never lost', () => {
  const rounded = (value: string, how: string) => toText(roundTo(exactOf(value)!, readRounding(how)!))
  assert.equal(rounded('50.76', 'nearest 5 paise'), '50.75')
  assert.equal(rounded('50.76', '5 paise up'), '50.8')
  assert.equal(rounded('522.5', 'nearest rupee'), '523')
  assert.equal(rounded('522.5', 'half-even rupee'), '522')
  assert.equal(rounded('-333.3333', 'paise up'), '-333.34')
  assert.equal(rounded('118.80', 'Rupee down'), '118')
  assert.equal(readRounding('somehow'), null)
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 1, max: 1000 }), (n, d) => {
      const value = { n: BigInt(n), d: BigInt(d) }
      const [up, down, near] = ['paise up', 'paise down', 'nearest paisa'].map((how) =>
        toPaise(roundTo(value, readRounding(how)!)),
      )
      const exact = (n * 100) / d
      assert.ok(Math.abs(up!) >= Math.abs(down!) && Math.abs(up!) - Math.abs(down!) <= 1, 'up and down are neighbours')
      assert.ok(Math.abs(near! - exact) <= 0.5 + 1e-6, 'nearest is within half a paisa')
    }),
  )
})

const slabs =
  (rows: object[], more: object = {}) =>
  () =>
    loadPack(
      pack({
        tables: [{ name: 'slabs', reading: 'telescopic', keys: [{ key: 'amount', range: true, ...more }], rows }],
        steps: [{ id: 'tax', formula: 'slab(slabs, rv)', head: 'tax' }],
      }),
    )

test('a gap or an overlap of slabs is refused with the interval named', () => {
  assert.match(
    faultOf(
      slabs([
        { amount: '<= 600', value: 0 },
        { amount: { from: 601 }, value: '12%' },
      ]),
    ),
    /a gap: no row covers 600 < amount < 601/,
  )
  slabs(
    [
      { amount: '<= 600', value: 0 },
      { amount: { from: 601 }, value: '12%' },
    ],
    { whole: true },
  )()
  assert.match(
    faultOf(
      slabs([
        { amount: '< 12.2', value: 0 },
        { amount: '> 12.2', value: 1 },
      ]),
    ),
    /no row covers 12.2 ≤ amount ≤ 12.2/,
  )
  assert.match(
    faultOf(
      slabs([
        { amount: '<= 600', value: 0 },
        { amount: '>= 600', value: 1 },
      ]),
    ),
    /overlap: rows 0 and 1 both cover 600 ≤ amount ≤ 600/,
  )
  assert.match(faultOf(slabs([{ amount: '> 0', value: 0 }])), /no row covers 0 ≤ amount ≤ 0/)
  assert.match(faultOf(slabs([{ amount: '<= 600', value: 0 }])), /no row covers amount > 600/)
})

test('years without a row, and two rows for one time, are refused with the dates named', () => {
  const table = (rows: object[]) => () => loadPack(pack({ tables: [{ name: 'rate', keys: ['zone'], rows }] }))
  assert.match(
    faultOf(
      table([
        { zone: 'A', value: 1, to: '2010-03-31' },
        { zone: 'A', value: 2, from: '2011-04-01' },
      ]),
    ),
    /no row is in force for zone a from 2010-04-01 to 2011-03-31/,
  )
  assert.match(
    faultOf(
      table([
        { zone: 'A', value: 1 },
        { zone: 'a', value: 2, from: '2011-04-01' },
      ]),
    ),
    /rows 0 and 1 say the same twice for zone a from 2011-04-01 on/,
  )
})

test('any partition of the numbers loads, and one piece taken away never does', () => {
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(cuts, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), fc.nat(8), (points, sides, gone) => {
      const at = [...points].sort((a, b) => a - b)
      const rows = Array.from({ length: at.length + 1 }, (_, index) => ({
        amount: {
          ...(index > 0 && { [sides[index - 1] ? 'from' : 'above']: at[index - 1] }),
          ...(index < at.length && { [sides[index] ? 'below' : 'upTo']: at[index] }),
        },
        value: '5%',
      }))
      const bill = computeTax(slabs(rows)(), { asOf: '2020-06-01', property: { rv: 60_000 } })
      assert.equal(bill.totalPaise, 300_000)
      if (rows.length > 1)
        assert.match(faultOf(slabs(rows.filter((_, index) => index !== gone % rows.length))), /a gap/)
    }),
    { numRuns: 60 },
  )
})

test('names that are not known are told, with the one that was probably meant', () => {
  const steps =
    (formula: string, per = 'property') =>
    () =>
      loadPack(
        pack({
          tables: [{ name: 'rate', keys: [], rows: [{ value: 1 }] }],
          steps: [
            { id: 'value', per: 'unit', formula: 'area' },
            { id: 'tax', per, formula },
          ],
        }),
      )
  assert.match(
    faultOf(steps('lookup(rat)')),
    /steps\[1\]: lookup\(rat\): there is no table of that name; did you mean rate\?/,
  )
  assert.match(faultOf(steps('value * 2')), /write sum\(value\)/)
  assert.match(faultOf(steps('tax + 1')), /comes later or is itself/)
  assert.match(faultOf(steps('lokup(rate)')), /there is no function lokup; did you mean lookup\?/)
  assert.match(
    faultOf(() => loadPack(pack({ instrument: 'lwa', steps: [{ id: 'tax', formula: '1' }] }))),
    /there is no instrument "lwa" in instruments; did you mean law\?/,
  )
})

test('a case that is wrong is refused with its field', () => {
  const simple = loadPack(
    pack({ areaUnit: 'sqft', steps: [{ id: 'tax', per: 'unit', formula: 'area * 2', head: 'tax' }] }),
  )
  const fault = (given: object) => faultOf(() => computeTax(simple, { asOf: '2020-06-01', ...given }))
  assert.match(fault({ units: [{ areaSqft: -5 }] }), /^units\[0\].areaSqft: must be more than 0/)
  assert.match(fault({ units: [{ areaSqft: 0 }] }), /^units\[0\].areaSqft: must be more than 0/)
  assert.match(fault({ units: [{ areaSqft: 1e300 }] }), /^units\[0\].areaSqft/)
  assert.match(fault({ units: [{ area: 9e15 }, { area: 9e15 }, { area: 9e15 }] }), /more than can be billed/)
  assert.match(fault({ units: [{}] }), /^units\[0\]: step tax of unit 0: area is not stated/)
  assert.match(
    fault({ asOf: '1999-06-01', units: [{ areaSqft: 5 }] }),
    /^asOf: pack small has no rules on 1999-06-01: the first are from 2000-04-01/,
  )
  assert.match(fault({ asOf: '2020-02-30' }), /^asOf: must be a day/)
  assert.match(
    fault({ units: [{ areaSqft: 5 }], arrears: [{ amountPaise: 1.5 }] }),
    /^arrears\[0\].amountPaise: must be whole paise/,
  )
  assert.match(
    fault({ units: [{ areaSqft: 5 }], arrears: [{ amount: 1.005 }] }),
    /^arrears\[0\]: an amount has no parts of a paisa/,
  )
  assert.match(
    fault({ units: [{ areaSqft: 5 }], payments: [{ on: '2020-05-01', amount: 0 }] }),
    /^payments\[0\]: a payment is more than nothing/,
  )
  assert.match(fault({}), /^units: there is nothing to compute/)
})

test('square metres, feet and yards are one area', () => {
  const simple = loadPack(
    pack({ areaUnit: 'sq ft', steps: [{ id: 'tax', per: 'unit', formula: 'area', head: 'tax' }] }),
  )
  const tax = (unit: object) => computeTax(simple, { asOf: '2020-06-01', units: [unit] }).totalPaise
  assert.deepEqual([tax({ areaSqft: 750 }), tax({ areaSqm: 69.67728 }), tax({ area_sqyd: 100 })], [75000, 75000, 90000])
})

test('lines always sum to the total, whatever is owed, paid and forgiven', () => {
  const rules = loadPack(
    pack({
      dueOn: '06-30',
      steps: [
        { id: 'tax', formula: 'rv * 7.3%', head: 'tax' },
        { id: 'cess', formula: 'tax * 3%', head: 'cess', round: 'paise up' },
      ],
      rebates: [{ id: 'early', formula: 'tax * 6.25%', until: '06-30' }],
      penalties: [{ id: 'late', mode: 'month-or-part', rate: '2%' }],
      appropriation: ['interest', 'arrears', 'current'],
      roundOff: { round: 'nearest rupee' },
    }),
  )
  const money = fc.integer({ min: 1, max: 10_000_000 })
  const day = fc
    .integer({ min: 0, max: 600 })
    .map((shift) => new Date(Date.UTC(2024, 3, 1 + shift)).toISOString().slice(0, 10))
  fc.assert(
    fc.property(
      money,
      fc.array(money, { maxLength: 3 }),
      fc.array(fc.record({ on: day, amountPaise: money }), { maxLength: 4 }),
      day,
      (rv, arrears, payments, asOf) => {
        const bill = computeTax(rules, {
          asOf,
          year: '2024-25',
          property: { rv },
          arrears: arrears.map((amountPaise) => ({ amountPaise, year: '2023-24' })),
          payments,
        })
        assert.equal(
          bill.lines.reduce((sum, line) => sum + line.amountPaise, 0),
          bill.totalPaise,
        )
        assert.equal(bill.demandPaise - bill.paidPaise, bill.totalPaise)
        const applied = bill.allocations.reduce((sum, each) => sum + each.amountPaise, 0)
        assert.equal(applied + bill.advancePaise, bill.paidPaise)
      },
    ),
    { numRuns: 150 },
  )
})

test('ranges are read as people write them', () => {
  const bounds = (cell: unknown) => {
    const range = readRange(cell)
    return [range.lower && toText(range.lower), range.holdsLower, range.upper && toText(range.upper), range.holdsUpper]
  }
  assert.deepEqual(bounds('> 6,000 <= 36,000'), ['6000', false, '36000', true])
  assert.deepEqual(bounds('from 601 up to 5000'), ['601', true, '5000', true])
  assert.deepEqual(bounds({ lower: 1, lowerInclusive: true, upper: null }), ['1', true, null, false])
  assert.throws(() => readRange({ lower: 1 }), /say lowerInclusive/)
  assert.throws(() => readRange({ above: 5, upTo: 4 }), /no number lies in/)
})
