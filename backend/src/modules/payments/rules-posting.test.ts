import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Cell } from './rules-cells.ts'
import { requirePostable } from './rules-ledger.ts'
import {
  adjustmentLines,
  demandLines,
  entriesOf,
  type FundLine,
  type HeadAccount,
  headAccountKey,
  type MoneyPlan,
  paymentLines,
} from './rules-posting.ts'

const account = (billHead: string, given: Partial<HeadAccount>): HeadAccount => ({
  service: 'property-tax',
  billHead,
  component: 'principal',
  fund: '01',
  functionCode: '9091',
  receivableHead: '4311001',
  incomeHead: '1100101',
  priorIncomeHead: '1808004',
  remissionHead: '1109051',
  priorRemissionHead: '2801000',
  writeOffHead: '4321000',
  ...given,
})
const accounts = [
  account('tax', {}),
  account('tax', { component: 'penalty', receivableHead: null, incomeHead: '1808005', priorIncomeHead: null }),
  account('consolidated', { incomeHead: '1100451' }),
  account('education-cess', { fund: '03', receivableHead: '4312000', incomeHead: '3503002', priorIncomeHead: null }),
  account('urban-cess', { receivableHead: '4312000', incomeHead: '3503051', priorIncomeHead: null }),
]
const purposes = (['01', '03'] as const).flatMap((fund) => [
  { purpose: 'advance' as const, fund, head: '3504101', functionCode: '00' },
  { purpose: 'opening' as const, fund, head: '3101001', functionCode: '00' },
  { purpose: 'between-towns' as const, fund, head: '4702000', functionCode: '00' },
])
const plan: MoneyPlan = {
  headAccounts: new Map(accounts.map((each) => [headAccountKey(each.service, each.billHead, each.component), each])),
  purposes: new Map(purposes.map((each) => [`${each.purpose}/${each.fund}`, each])),
  settlements: new Map(),
}
const place = { billId: 17, service: 'property-tax', fieldId: 7 }
const voucher = { postedOn: '2026-04-20', source: { kind: 'bill', id: 17, step: 'raise' }, narration: 'Demand' }
const cell = (head: string, amountPaise: number, year = 2026, component: Cell['component'] = 'principal'): Cell => ({
  head,
  year,
  component,
  amountPaise,
})

const sums = (lines: readonly FundLine[]) => {
  const found: Record<string, number> = {}
  for (const line of lines)
    found[`${line.fund} ${line.head}`] = (found[`${line.fund} ${line.head}`] ?? 0) + line.amountPaise
  return found
}

const demand892 = [
  cell('tax', 45_400),
  cell('education-cess', 21_600),
  cell('urban-cess', 7_200),
  cell('consolidated', 15_000),
]

test('FN-01: a demand of 892 rupees is income only where it is the town’s own; each fund has a voucher of its own', () => {
  const lines = demandLines(plan, place, demand892, '2026-04-20', false)
  assert.deepEqual(sums(lines), {
    '01 4311001': 60_400,
    '01 1100101': -45_400,
    '01 1100451': -15_000,
    '01 4312000': 7_200,
    '01 3503051': -7_200,
    '03 4312000': 21_600,
    '03 3503002': -21_600,
  })
  const entries = entriesOf(voucher, lines)
  assert.deepEqual(
    entries.map((entry) => entry.fund),
    ['01', '03'],
  )
  for (const entry of entries) requirePostable(entry)
})

test('FN-02 and FN-04: money clears what was receivable, and a penalty becomes income when it is paid', () => {
  const parts = [cell('tax', 45_400), cell('tax', 8_900, 2026, 'penalty')].map((each) => ({
    place,
    cell: each,
    fund: '01',
    settlementAccountId: 1,
    amountPaise: each.amountPaise,
  }))
  assert.deepEqual(sums(paymentLines(plan, parts, '2026-04-20', () => ({ head: '4501001', functionCode: '00' }))), {
    '01 4501001': 54_300,
    '01 4311001': -45_400,
    '01 1808005': -8_900,
  })
  assert.deepEqual(demandLines(plan, place, [cell('tax', 8_900, 2026, 'penalty')], '2026-04-20', false), [])
})

test('FN-03, FN-05, FN-06 and FN-07: rebate, advance, a waiver of what never stood in the books, write-off', () => {
  const on = '2026-04-20'
  assert.deepEqual(sums(adjustmentLines(plan, place, [cell('tax', -2838)], on, 'remission')), {
    '01 4311001': -2838,
    '01 1109051': 2838,
  })
  const advance = [{ place: null, cell: null, fund: '01', settlementAccountId: 1, amountPaise: 100_000 }]
  assert.deepEqual(sums(paymentLines(plan, advance, on, () => ({ head: '4502101', functionCode: '00' }))), {
    '01 4502101': 100_000,
    '01 3504101': -100_000,
  })
  assert.deepEqual(adjustmentLines(plan, place, [cell('tax', -600_000, 2022, 'penalty')], on, 'remission'), [])
  assert.deepEqual(sums(adjustmentLines(plan, place, [cell('tax', -500_000, 2019)], on, 'write-off')), {
    '01 4311001': -500_000,
    '01 4321000': 500_000,
  })
})

test('A demand for an earlier year is income of earlier years, a remission of one an expense of earlier years', () => {
  const on = '2026-04-20'
  assert.deepEqual(sums(demandLines(plan, place, [cell('tax', 1000, 2024)], on, false)), {
    '01 4311001': 1000,
    '01 1808004': -1000,
  })
  assert.deepEqual(sums(adjustmentLines(plan, place, [cell('tax', -1000, 2024)], on, 'remission')), {
    '01 4311001': -1000,
    '01 2801000': 1000,
  })
  assert.deepEqual(sums(demandLines(plan, place, [cell('tax', 1000, 2024)], on, true)), {
    '01 4311001': 1000,
    '01 3101001': -1000,
  })
})

test('What the accounts do not say is asked for by name, never guessed', () => {
  assert.throws(
    () => demandLines(plan, place, [cell('lighting', 1)], '2026-04-20', false),
    /property-tax.*accounts officer/s,
  )
  assert.throws(
    () => adjustmentLines({ ...plan, purposes: new Map() }, place, [cell('tax', 1)], '2026-04-20', 'between-towns'),
    /between-towns/,
  )
})

test('Whatever is demanded, changed and paid, every voucher balances in its fund', () => {
  const cells = fc.array(
    fc.record({
      head: fc.constantFrom('tax', 'consolidated', 'education-cess', 'urban-cess'),
      year: fc.integer({ min: 2019, max: 2026 }),
      component: fc.constant('principal' as const),
      amountPaise: fc.integer({ min: 1, max: 9_000_000 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  fc.assert(
    fc.property(
      cells,
      fc.constantFrom(
        'income' as const,
        'remission' as const,
        'write-off' as const,
        'between-towns' as const,
        'advance' as const,
      ),
      (given, booking) => {
        const parts = given.map((each) => ({
          place,
          cell: each,
          fund: accounts.find((one) => one.billHead === each.head)!.fund,
          settlementAccountId: 1,
          amountPaise: each.amountPaise,
        }))
        const all = [
          demandLines(plan, place, given, '2026-05-01', false),
          adjustmentLines(
            plan,
            place,
            given.map((each) => ({ ...each, amountPaise: -each.amountPaise })),
            '2026-05-01',
            booking,
          ),
          paymentLines(plan, parts, '2026-05-01', () => ({ head: '4501001', functionCode: '00' })),
        ]
        for (const lines of all) for (const entry of entriesOf(voucher, lines)) requirePostable(entry)
      },
    ),
  )
})
