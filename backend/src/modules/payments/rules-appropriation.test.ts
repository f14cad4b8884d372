import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Invalid } from '../../kernel/pure.ts'
import { type Appropriation, payableOf, requireTotal, settle } from './rules-appropriation.ts'
import { cellKey, components, type OpenBill, openCellsOf, totalOf } from './rules-cells.ts'

/** Sangli: costs, then arrears, then the halves as they fall due; property tax before water. */
const sangli: Appropriation = {
  steps: [
    { components: ['cost'] },
    { services: ['property-tax'], age: 'arrear' },
    { services: ['property-tax'] },
    { age: 'arrear' },
    {},
  ],
  componentOrder: ['cost', 'interest', 'penalty', 'principal'],
  scope: 'chosen',
}
const day = '2026-11-22'

function bill(billId: number, given: Partial<OpenBill> & { cells: OpenBill['cells'] }): OpenBill {
  return {
    billId,
    service: 'property-tax',
    propertyId: 1,
    reference: null,
    financialYear: 2026,
    issuedOn: '2026-04-01',
    dueOn: '2026-06-30',
    rebateUntil: null,
    rebates: [],
    ...given,
  }
}

const open = (
  cells: {
    head: string
    year: number
    component?: 'principal' | 'interest' | 'penalty' | 'cost'
    amountPaise: number
  }[],
) =>
  openCellsOf({ billed: cells.map((cell) => ({ component: 'principal' as const, ...cell })), adjusted: [], paid: [] })

test('PT-29: of 5,000 rupees 200 go to costs, 3,000 to arrears, 1,500 to the first half and 300 to the second', () => {
  const bills = [
    bill(3, { dueOn: '2026-12-31', cells: open([{ head: 'tax', year: 2026, amountPaise: 150_000 }]) }),
    bill(2, { dueOn: '2026-06-30', cells: open([{ head: 'tax', year: 2026, amountPaise: 150_000 }]) }),
    bill(1, {
      dueOn: '2025-06-30',
      cells: open([
        { head: 'tax', year: 2025, amountPaise: 300_000 },
        { head: 'notice', year: 2025, component: 'cost', amountPaise: 20_000 },
      ]),
    }),
  ]
  const { allocations, advancePaise } = settle(bills, sangli, { amountPaise: 500_000, day })
  assert.deepEqual(
    allocations.map((part) => [part.billId, part.component, part.amountPaise]),
    [
      [1, 'cost', 20_000],
      [1, 'principal', 300_000],
      [2, 'principal', 150_000],
      [3, 'principal', 30_000],
    ],
  )
  assert.equal(advancePaise, 0)
})

test('Property tax of the year comes before water of last year where the law of the town says so', () => {
  const bills = [
    bill(1, {
      service: 'water',
      financialYear: 2025,
      dueOn: '2025-06-30',
      cells: open([{ head: 'charge', year: 2025, amountPaise: 100 }]),
    }),
    bill(2, { cells: open([{ head: 'tax', year: 2026, amountPaise: 100 }]) }),
  ]
  assert.deepEqual(
    settle(bills, sangli, { amountPaise: 150, day }).allocations.map((part) => [part.billId, part.amountPaise]),
    [
      [2, 100],
      [1, 50],
    ],
  )
})

test('A rebate is earned by paying the bill whole in time, and by nothing less', () => {
  const withRebate = (billId: number, dueOn = '2027-03-31') =>
    bill(billId, {
      dueOn,
      rebateUntil: '2026-12-31',
      rebates: [{ head: 'tax', year: 2026, amountPaise: 50_000 }],
      cells: open([{ head: 'tax', year: 2026, amountPaise: 800_000 }]),
    })
  const one = [withRebate(1)]
  assert.deepEqual(payableOf(one, day), { grossPaise: 800_000, rebatePaise: 50_000, stayedPaise: 0, netPaise: 750_000 })
  assert.deepEqual(
    settle(one, sangli, { amountPaise: 750_000, day }).rebates.map((rebate) => rebate.amountPaise),
    [50_000],
  )
  assert.deepEqual(settle(one, sangli, { amountPaise: 749_999, day }), {
    allocations: [
      { billId: 1, service: 'property-tax', head: 'tax', year: 2026, component: 'principal', amountPaise: 749_999 },
    ],
    rebates: [],
    advancePaise: 0,
  })
  assert.equal(payableOf(one, '2027-01-01').netPaise, 800_000)
  assert.deepEqual(settle(one, sangli, { amountPaise: 800_000, day: '2027-01-01' }).rebates, [])
  const { allocations, rebates } = settle([withRebate(1, '2026-12-31'), withRebate(2)], sangli, {
    amountPaise: 1_000_000,
    day,
  })
  assert.deepEqual(
    [rebates.map((rebate) => rebate.billId), allocations.map((part) => part.amountPaise)],
    [[1], [750_000, 250_000]],
  )
})

test('What an order stays is not asked for, is not paid unasked, and keeps its bill from a rebate', () => {
  const cells = open([
    { head: 'tax', year: 2026, amountPaise: 1000 },
    { head: 'cess', year: 2026, amountPaise: 200 },
  ])
  cells[1]!.stayedPaise = 200
  const stayed = [
    bill(1, { cells, rebateUntil: '2026-12-31', rebates: [{ head: 'tax', year: 2026, amountPaise: 100 }] }),
  ]
  assert.deepEqual(payableOf(stayed, day), { grossPaise: 1000, rebatePaise: 0, stayedPaise: 200, netPaise: 1000 })
  assert.deepEqual(settle(stayed, sangli, { amountPaise: 1200, day }), {
    allocations: [
      { billId: 1, service: 'property-tax', head: 'tax', year: 2026, component: 'principal', amountPaise: 1000 },
    ],
    rebates: [],
    advancePaise: 200,
  })
  assert.equal(payableOf(stayed, day, true).netPaise, 1100)
  assert.equal(settle(stayed, sangli, { amountPaise: 1100, day, payStayed: true }).rebates.length, 1)
})

const cellGiven = fc.record({
  head: fc.constantFrom('tax', 'cess', 'charge'),
  year: fc.integer({ min: 2023, max: 2026 }),
  component: fc.constantFrom(...components),
  amountPaise: fc.integer({ min: 1, max: 1_000_000 }),
})
const someBills = fc
  .array(
    fc.record({
      service: fc.constantFrom('property-tax', 'water'),
      dueOn: fc.constantFrom('2024-06-30', '2026-06-30', '2026-12-31'),
      cells: fc.uniqueArray(cellGiven, { selector: cellKey, minLength: 1, maxLength: 6 }),
      stayed: fc.array(fc.integer({ min: 0, max: 1_000_000 }), { maxLength: 2 }),
      rebate: fc.option(fc.integer({ min: 1, max: 400_000 })),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((bills) =>
    bills.map(({ cells, stayed, rebate, ...given }, at) => {
      const opened = open(cells)
      for (const [within, paise] of stayed.entries())
        if (opened[within]) opened[within].stayedPaise = Math.min(paise, opened[within].outstandingPaise)
      const principal = cells.find((cell) => cell.component === 'principal')
      const rebates =
        principal && rebate
          ? [{ head: principal.head, year: principal.year, amountPaise: Math.min(rebate, principal.amountPaise) }]
          : []
      return bill(at + 1, { ...given, cells: opened, rebates, rebateUntil: rebates.length ? '2026-12-31' : null })
    }),
  )
const someOrder = fc
  .record({
    steps: fc.array(
      fc.record({
        services: fc.option(fc.constantFrom<string[]>(['property-tax'], ['water']), { nil: undefined }),
        components: fc.option(fc.constantFrom<Appropriation['componentOrder']>(['cost'], ['interest', 'penalty']), {
          nil: undefined,
        }),
        age: fc.option(fc.constantFrom('arrear' as const, 'current' as const), { nil: undefined }),
      }),
      { maxLength: 4 },
    ),
    componentOrder: fc.shuffledSubarray([...components], { minLength: 4 }),
  })
  .map(({ steps, componentOrder }): Appropriation => ({ steps: [...steps, {}], componentOrder, scope: 'chosen' }))

test('Every payment goes somewhere, whole: parts and advance add up to it, and no cell gets more than is due', () => {
  fc.assert(
    fc.property(
      someBills,
      someOrder,
      fc.integer({ min: 1, max: 20_000_000 }),
      fc.boolean(),
      (bills, order, amountPaise, payStayed) => {
        const { allocations, rebates, advancePaise } = settle(bills, order, { amountPaise, day, payStayed })
        assert.equal(totalOf(allocations) + advancePaise, amountPaise)
        assert.ok(
          allocations.every((part) => Number.isSafeInteger(part.amountPaise) && part.amountPaise > 0) &&
            advancePaise >= 0,
        )
        for (const { billId, cells } of bills)
          for (const cell of cells) {
            const mine = (each: { billId: number; head: string; year: number }) =>
              each.billId === billId && each.head === cell.head && each.year === cell.year
            const got = totalOf(allocations.filter((part) => mine(part) && part.component === cell.component))
            const forgiven = cell.component === 'principal' ? totalOf(rebates.filter(mine)) : 0
            assert.ok(
              got + forgiven <= cell.outstandingPaise - (payStayed ? 0 : cell.stayedPaise),
              `${billId} ${cellKey(cell)}`,
            )
          }
        const { netPaise } = payableOf(bills, day, payStayed)
        if (amountPaise >= netPaise) assert.equal(advancePaise, amountPaise - netPaise)
        else assert.ok(advancePaise === 0, 'nothing is put by while something is due')
      },
    ),
    { numRuns: 400 },
  )
})

test('A rebate is given to bills that are cleared, and to those alone', () => {
  fc.assert(
    fc.property(someBills, someOrder, fc.integer({ min: 1, max: 20_000_000 }), (bills, order, amountPaise) => {
      const { allocations, rebates } = settle(bills, order, { amountPaise, day })
      for (const { billId, cells } of bills) {
        const forgiven = totalOf(rebates.filter((rebate) => rebate.billId === billId))
        const got = totalOf(allocations.filter((part) => part.billId === billId))
        if (forgiven) assert.equal(got + forgiven, totalOf(cells))
      }
    }),
    { numRuns: 300 },
  )
})

test('More money never leaves an earlier claim with less', () => {
  fc.assert(
    fc.property(
      someBills,
      someOrder,
      fc.integer({ min: 1, max: 5_000_000 }),
      fc.integer({ min: 1, max: 1_000_000 }),
      (bills, order, amountPaise, more) => {
        const plain = bills.map((each) => ({ ...each, rebates: [], rebateUntil: null }))
        const less = settle(plain, order, { amountPaise, day }).allocations
        const enough = settle(plain, order, { amountPaise: amountPaise + more, day }).allocations
        for (const [at, part] of less.entries()) {
          assert.equal(cellKey(enough[at]!), cellKey(part))
          assert.ok(enough[at]!.amountPaise >= part.amountPaise)
          if (at < less.length - 1) assert.equal(enough[at]!.amountPaise, part.amountPaise)
        }
      },
    ),
  )
})

test('An order that leaves something without a place is refused', () => {
  requireTotal(sangli)
  assert.throws(() => requireTotal({ ...sangli, steps: sangli.steps.slice(0, 4) }), Invalid)
  assert.throws(() => requireTotal({ ...sangli, steps: [] }), Invalid)
  assert.throws(() => requireTotal({ ...sangli, componentOrder: ['cost', 'interest', 'penalty'] }), Invalid)
  assert.throws(
    () => requireTotal({ ...sangli, componentOrder: ['cost', 'cost', 'interest', 'penalty', 'principal'] }),
    Invalid,
  )
})
