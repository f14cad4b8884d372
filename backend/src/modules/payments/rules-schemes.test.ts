import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Invalid } from '../../kernel/pure.ts'
import { type AmnestyTerms, grantStateOf, instalmentsOf, offerOf, requireBands } from './rules-amnesty.ts'
import { cellKey, components, type OpenBill, openCellsOf, totalOf } from './rules-cells.ts'
import { creditOn, isCreditInForce } from './rules-credits.ts'
import { applyStays, type Stay, staysOfStep } from './rules-stays.ts'

const bill = (
  billId: number,
  cells: { head: string; year: number; component: (typeof components)[number]; amountPaise: number }[],
  given: Partial<OpenBill> = {},
): OpenBill => ({
  billId,
  service: 'property-tax',
  propertyId: 1,
  reference: null,
  financialYear: 2025,
  issuedOn: '2025-04-01',
  dueOn: '2025-06-30',
  rebateUntil: null,
  rebates: [],
  cells: openCellsOf({ billed: cells, adjusted: [], paid: [] }),
  ...given,
})
const dues = (taxPaise: number, surchargePaise: number, service = 'property-tax') => [
  bill(
    1,
    [
      { head: 'tax', year: 2024, component: 'principal', amountPaise: taxPaise },
      { head: 'tax', year: 2024, component: 'penalty', amountPaise: surchargePaise },
    ],
    { service },
  ),
]

const rupees = (amount: number) => amount * 100
const waive = (percent: number) => [{ components: ['penalty' as const], percent }]
const base = {
  rounding: 'paisa' as const,
  refusesStayed: true,
  instalments: { most: 2, firstPercent: 50, everyDays: 30, graceDays: 0 },
}
/** Lok Adalat: property tax, water and shop rent, as the domain notes have them. */
const lokAdalat: AmnestyTerms = {
  ...base,
  services: ['property-tax'],
  bands: [
    { upToPaise: rupees(50_000), waive: waive(100) },
    { upToPaise: rupees(100_000), waive: waive(50) },
    { upToPaise: null, waive: waive(25) },
  ],
}
const lokAdalatWater: AmnestyTerms = {
  ...base,
  services: ['water'],
  bands: [
    { upToPaise: rupees(10_000), waive: waive(100) },
    { upToPaise: rupees(50_000), waive: waive(75) },
    { upToPaise: null, waive: waive(50) },
  ],
}

test('PT-17 to PT-20: the whole sum decides the band, and one rupee more tax costs 3,001', () => {
  const cases: [tax: number, surcharge: number, waived: number, payable: number][] = [
    [42_000, 6_000, 6_000, 42_000],
    [44_000, 6_000, 6_000, 44_000],
    [44_001, 6_000, 3_000, 47_001],
    [85_000, 15_000, 7_500, 92_500],
  ]
  for (const [tax, surcharge, waived, payable] of cases) {
    const offer = offerOf(dues(rupees(tax), rupees(surcharge)), lokAdalat, 2026)!
    assert.deepEqual(
      [offer.waivedPaise, offer.payablePaise],
      [rupees(waived), rupees(payable)],
      `${tax} and ${surcharge}`,
    )
  }
  assert.equal(offerOf(dues(rupees(44_000), rupees(6_000)), lokAdalat, 2026)!.notch, null)
  assert.deepEqual(offerOf(dues(rupees(44_001), rupees(6_000)), lokAdalat, 2026)!.notch, {
    overPaise: rupees(1),
    costPaise: rupees(3_000),
  })
})

test('PT-22: water has bands of its own', () => {
  const offer = (charge: number, surcharge: number) =>
    offerOf(dues(rupees(charge), rupees(surcharge), 'water'), lokAdalatWater, 2026)!
  assert.deepEqual(
    [offer(35_000, 5_000).waivedPaise, offer(35_000, 5_000).payablePaise],
    [rupees(3_750), rupees(36_250)],
  )
  assert.deepEqual(
    [offer(52_000, 8_000).waivedPaise, offer(52_000, 8_000).payablePaise],
    [rupees(4_000), rupees(56_000)],
  )
})

test('An amnesty acts on principal and years too: the last six years paid clear everything before', () => {
  const cells = [2015, 2018, 2020, 2021, 2024, 2026].map((year) => ({
    head: 'tax',
    year,
    component: 'principal' as const,
    amountPaise: 100,
  }))
  const terms: AmnestyTerms = {
    ...base,
    services: ['property-tax'],
    bands: [{ upToPaise: null, waive: [] }],
    clearsEarlierThanYears: 6,
  }
  const offer = offerOf([bill(1, cells)], terms, 2026)!
  assert.deepEqual(
    offer.waived.map((cell) => cell.year),
    [2015, 2018, 2020],
  )
  assert.equal(offer.payablePaise, 300)
})

test('A place with a stayed sum, with nothing due, or with more than the terms allow has no offer', () => {
  const stayed = dues(1000, 500)
  stayed[0]!.cells[0]!.stayedPaise = 1
  assert.equal(offerOf(stayed, lokAdalat, 2026), null)
  assert.equal(offerOf([], lokAdalat, 2026), null)
  assert.equal(offerOf(dues(1000, 500), { ...lokAdalat, largestDuesPaise: 1499 }, 2026), null)
  assert.equal(offerOf(dues(1000, 500), { ...lokAdalat, yearTo: 2023 }, 2026), null)
})

test('Bands with a gap or a fall, or without an end, are refused', () => {
  requireBands(lokAdalat)
  assert.throws(() => requireBands({ ...lokAdalat, bands: lokAdalat.bands.slice(0, 2) }), Invalid)
  assert.throws(
    () => requireBands({ ...lokAdalat, bands: [lokAdalat.bands[1]!, lokAdalat.bands[0]!, lokAdalat.bands[2]!] }),
    Invalid,
  )
  assert.throws(() => requireBands({ ...lokAdalat, bands: [lokAdalat.bands[2]!, lokAdalat.bands[2]!] }), Invalid)
  assert.throws(() => requireBands({ ...lokAdalat, bands: [] }), Invalid)
})

const someBills = fc.array(
  fc.uniqueArray(
    fc.record({
      head: fc.constantFrom('tax', 'cess'),
      year: fc.integer({ min: 2018, max: 2026 }),
      component: fc.constantFrom(...components),
      amountPaise: fc.integer({ min: 1, max: 20_000_000 }),
    }),
    { selector: cellKey, minLength: 1, maxLength: 6 },
  ),
  { minLength: 1, maxLength: 4 },
)

test('Nothing is forgiven beyond what is due, and what is forgiven and what is paid add up, whatever the dues', () => {
  fc.assert(
    fc.property(someBills, fc.constantFrom('paisa' as const, 'rupee-in-favour' as const), (given, rounding) => {
      const bills = given.map((cells, at) => bill(at + 1, cells))
      const offer = offerOf(bills, { ...lokAdalat, rounding }, 2026)
      if (!offer) return
      assert.equal(offer.waivedPaise + offer.payablePaise, offer.duesPaise)
      for (const cell of offer.waived) {
        const open = bills
          .find((each) => each.billId === cell.billId)!
          .cells.find((each) => cellKey(each) === cellKey(cell))!
        assert.ok(cell.amountPaise > 0 && cell.amountPaise <= open.outstandingPaise && cell.component === 'penalty')
      }
      if (offer.notch) assert.ok(offer.notch.overPaise > 0 && offer.notch.costPaise > 0)
    }),
  )
})

test('Instalments add up to the paisa, the first is at least its share, and a default makes the grant lapse', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000_000 }),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 0, max: 6 }),
      (payable, count, missed) => {
        const terms: AmnestyTerms = {
          ...lokAdalat,
          instalments: { most: 6, firstPercent: 50, everyDays: 30, graceDays: 5 },
        }
        const parts = instalmentsOf(terms, payable, count, '2026-12-13')
        assert.equal(totalOf(parts), payable)
        assert.ok(parts.every((part) => part.amountPaise >= 0) && parts[0]!.amountPaise * 2 >= payable)
        const paid = parts
          .filter((_, at) => at !== missed)
          .map((part) => ({ on: part.dueOn, amountPaise: part.amountPaise }))
        const after = '2028-01-01'
        const isMissed = (parts[missed]?.amountPaise ?? 0) > 0
        assert.equal(grantStateOf(parts, paid, 5, after), isMissed ? 'lapsed' : 'kept')
        if (isMissed) assert.equal(grantStateOf(parts, paid, 5, parts[missed]!.dueOn), 'running')
      },
    ),
  )
  assert.throws(() => instalmentsOf(lokAdalat, 100, 3, '2026-12-13'), Invalid)
})

const order = {
  authority: 'High Court',
  orderNumber: 'WP 7',
  orderDate: '2026-01-05',
  validFrom: '2026-01-05',
  validTo: null,
}
const stay = (given: Partial<Stay>): Stay => ({
  stayId: 1,
  propertyId: 1,
  billId: null,
  reference: null,
  freezes: 'cells',
  service: null,
  head: null,
  component: null,
  yearFrom: null,
  yearTo: null,
  amountPaise: null,
  step: null,
  ...order,
  ...given,
})

test('A stay freezes a head, a span of years, an amount, or only a step; the day before and the day of its end it does not', () => {
  const bills = [
    bill(1, [
      { head: 'tax', year: 2024, component: 'principal', amountPaise: 1000 },
      { head: 'cess', year: 2024, component: 'principal', amountPaise: 200 },
    ]),
  ]
  const frozen = (given: Partial<Stay>, day = '2026-11-22') =>
    applyStays(bills, [stay(given)], day)[0]!.cells.map((cell) => cell.stayedPaise)
  assert.deepEqual(frozen({}), [1000, 200])
  assert.deepEqual(frozen({ head: 'cess' }), [0, 200])
  assert.deepEqual(frozen({ yearTo: 2023 }), [0, 0])
  assert.deepEqual(frozen({ freezes: 'amount', amountPaise: 1100 }), [1000, 100])
  assert.deepEqual(frozen({ service: 'water' }), [0, 0])
  assert.deepEqual(frozen({ propertyId: 2 }), [0, 0])
  assert.deepEqual(frozen({}, '2026-01-04'), [0, 0])
  assert.deepEqual(frozen({ validTo: '2026-11-22' }), [0, 0])
  const step = stay({ freezes: 'step', step: 'disconnection' })
  assert.deepEqual(frozen({ freezes: 'step', step: 'disconnection' }), [0, 0])
  assert.equal(staysOfStep([step], bills[0]!, 'disconnection', '2026-11-22').length, 1)
  assert.equal(staysOfStep([step], bills[0]!, 'notice', '2026-11-22').length, 0)
})

test('However many orders fall on a bill, no more is frozen than is left', () => {
  const someStay = fc.record({
    freezes: fc.constantFrom('cells' as const, 'amount' as const),
    head: fc.constantFrom('tax', 'cess', null),
    amountPaise: fc.integer({ min: 1, max: 30_000_000 }),
    yearFrom: fc.option(fc.integer({ min: 2018, max: 2026 })),
  })
  fc.assert(
    fc.property(someBills, fc.array(someStay, { maxLength: 4 }), (given, orders) => {
      const bills = given.map((cells, at) => bill(at + 1, cells))
      const stays = orders.map((each, at) => stay({ ...each, stayId: at + 1 }))
      const marked = applyStays(bills, stays, '2026-11-22')
      for (const { cells } of marked)
        for (const cell of cells) assert.ok(cell.stayedPaise >= 0 && cell.stayedPaise <= cell.outstandingPaise)
      assert.deepEqual(applyStays(marked, stays, '2026-11-22'), marked, 'applied again it is the same')
    }),
  )
})

test('A credit rule is off without a resolution, counts what happened, and takes off no more than is left', () => {
  const rule = { resolutionNumber: null, inForceFrom: '2026-04-01', inForceTo: null }
  assert.equal(isCreditInForce(rule, '2026-11-22'), false)
  assert.equal(isCreditInForce({ ...rule, resolutionNumber: '12' }, '2026-11-22'), true)
  assert.equal(isCreditInForce({ ...rule, resolutionNumber: '12' }, '2026-03-31'), false)
  const water = bill(1, [{ head: 'water-charge', year: 2026, component: 'principal', amountPaise: 20_000 }], {
    service: 'water',
  })
  const definition = { services: ['water'], perCountPaise: 500, counts: 'days without water', largestPaise: 5_000 }
  assert.equal(totalOf(creditOn(water, definition, 4)), -2_000)
  assert.equal(totalOf(creditOn(water, definition, 40)), -5_000)
  assert.deepEqual(creditOn(water, { ...definition, services: ['waste'] }, 4), [])
  fc.assert(
    fc.property(
      someBills,
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 0, max: 100_000 }),
      fc.integer({ min: 0, max: 400 }),
      (given, percent, perCountPaise, count) => {
        for (const [at, cells] of given.entries()) {
          const open = bill(at, cells)
          const taken = creditOn(open, { services: ['property-tax'], percent, perCountPaise }, count)
          for (const cell of taken)
            assert.ok(
              cell.amountPaise < 0 &&
                -cell.amountPaise <= open.cells.find((each) => cellKey(each) === cellKey(cell))!.outstandingPaise,
            )
        }
      },
    ),
  )
})
