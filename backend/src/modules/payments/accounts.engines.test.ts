/** The worked entries of the domain notes (FN): each through the act that makes it, read from the books afterwards. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { aMoneyTown, type MoneyTown, today } from '../../../test/money-town.ts'
import { adjustBill } from './actions/adjust-bill.ts'
import { grantAmnesty } from './actions/grant-amnesty.ts'
import { postVoucher } from './actions/post-voucher.ts'
import { prepareAmnesty, resolveAmnesty } from './actions/prepare-scheme.ts'
import { reversePayment } from './actions/reverse-payment.ts'
import { setAccounts } from './actions/set-accounts.ts'
import { useAdvance } from './actions/use-advance.ts'
import { readReceiptsAndPayments } from './books.ts'
import { setAccountsSchema } from './schemas-accounts.ts'
import { prepareAmnestySchema } from './schemas-schemes.ts'

let database: TestDatabase
let town: MoneyTown

before(async () => {
  database = await testDatabase()
  town = await aMoneyTown(database, 12)
})

/** What an act moved in the books, by head; debit above zero. */
async function moved(act: () => Promise<unknown>): Promise<Record<string, number>> {
  const was = await town.balances()
  await act()
  const is = await town.balances()
  const heads = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort()
  return Object.fromEntries(
    heads.map((head) => [head, (is[head] ?? 0) - (was[head] ?? 0)] as const).filter(([, paise]) => paise !== 0),
  )
}

const house = (at: number) => town.houses[at]!
const aBill = async (at: number, service: string, cells: object[], given: object = {}) => {
  const { propertyId, propertyNumber } = house(at)
  const demandKey = `${service}/2026/${propertyNumber}`
  return (await town.raise([{ demandKey, service, propertyId, cells, ...given }])).bills[0]!.billId
}

test('FN-01, FN-02, FN-11: a demand of 892, its collection in cash, and a cheque of as much that bounces', async () => {
  let billId = 0
  assert.deepEqual(
    await moved(async () => {
      billId = await town.raise892(house(0))
    }),
    {
      '1100101': -45_400,
      '1100451': -15_000,
      '3503002': -21_600,
      '3503051': -7_200,
      '4311001': 60_400,
      '4312000': 28_800,
    },
    'the cess of the state is a debt to the state and no income',
  )
  assert.deepEqual(await moved(() => town.pay([billId], 89_200)), {
    '4311001': -60_400,
    '4312000': -28_800,
    '4501001': 89_200,
  })
  const other = await town.raise892(house(1))
  const paper = { number: '000123', bank: 'State Bank', date: today }
  const nothing = await moved(async () => {
    const { paymentId } = await town.pay([other], 89_200, { channel: 'cheque', mode: 'cheque', paper })
    await reversePayment(town.officer(), paymentId, { on: today, reason: 'Cheque returned' })
  })
  assert.deepEqual(nothing, {}, 'the dues are open again')
})

test('FN-03: an early rebate of 6.25 % on 454 is 28.38, in a head of its own under remissions', async () => {
  const rebate = { rebateUntil: '2026-12-31', rebates: [{ head: 'tax', year: 2026, amountPaise: 2_838 }] }
  const billId = await town.raise892(house(2), rebate)
  const lines = await moved(() => town.pay([billId], 89_200 - 2_838))
  assert.deepEqual(lines, { '1109051': 2_838, '4311001': -60_400, '4312000': -28_800, '4501001': 86_362 })
})

test('FN-04: a penalty of 89 becomes income when it is collected', async () => {
  const cells = [{ head: 'tax', year: 2026, component: 'penalty', amountPaise: 8_900 }]
  let billId = 0
  const demanded = await moved(async () => {
    billId = await aBill(3, 'property-tax', cells)
  })
  assert.deepEqual(demanded, {})
  assert.deepEqual(await moved(() => town.pay([billId], 8_900)), { '1808005': -8_900, '4501001': 8_900 })
})

test('FN-05: an advance of 1,000 through the bank is a debt of the town, and pays the demand that comes', async () => {
  const { propertyId } = house(4)
  const byBank = { channel: 'bank-transfer', mode: 'neft', mayAdvance: true, propertyId }
  assert.deepEqual(await moved(() => town.pay([], 100_000, byBank)), { '3504101': -100_000, '4502101': 100_000 })
  await aBill(4, 'property-tax', [{ head: 'tax', year: 2026, amountPaise: 100_000 }])
  assert.deepEqual(await moved(() => useAdvance(town.officer(), { propertyId })), {
    '3504101': 100_000,
    '4311001': -100_000,
  })
})

test('FN-06: what an amnesty waives of a surcharge that never stood in the books moves no books', async () => {
  await aBill(5, 'property-tax', [
    { head: 'tax', year: 2024, amountPaise: 4_200_000 },
    { head: 'tax', year: 2024, component: 'interest', amountPaise: 600_000 },
  ])
  const terms = {
    services: ['property-tax'],
    bands: [{ upToPaise: null, waive: [{ components: ['interest'], percent: 100 }] }],
    rounding: 'paisa',
    instalments: { most: 1, firstPercent: 100, everyDays: 30, graceDays: 0 },
    refusesStayed: true,
  }
  const amnesty = { code: 'fn-06', names: { en: 'Amnesty' }, opensOn: '2026-11-01', closesOn: '2026-12-31', terms }
  const { amnestyId } = await prepareAmnesty(town.officer(), prepareAmnestySchema.parse(amnesty))
  await resolveAmnesty(town.officer(), amnestyId, { number: '1', date: '2026-10-01' })
  const { propertyId } = house(5)
  assert.deepEqual(await moved(() => grantAmnesty(town.officer(), amnestyId, { propertyId, instalments: 1 })), {})
})

test('FN-07, FN-08: arrears written off go against their provision; what is recovered later is income of an earlier year', async () => {
  const line = { service: 'property-tax', billHead: 'old-arrears' } as const
  const accounts = setAccountsSchema.parse({
    instrument: 'Order 9',
    from: '2026-04-01',
    billHeads: [{ ...line, names: { en: 'Old arrears', hi: 'पुराना बकाया' }, sortOrder: 9 }],
    headAccounts: [
      {
        ...line,
        component: 'principal',
        fund: '01',
        functionCode: '9091',
        receivableHead: '4311004',
        incomeHead: '1808004',
        remissionHead: '2801000',
        writeOffHead: '4321000',
      },
    ],
  })
  await setAccounts(town.officer(), accounts)
  const cells = [{ head: 'old-arrears', year: 2019, amountPaise: 500_000 }]
  const billId = await aBill(6, 'property-tax', cells, { kind: 'opening' })
  const order = { kind: 'write-off' as const, effectiveOn: today, instrument: 'Council 77' }
  assert.deepEqual(await moved(() => adjustBill(town.officer(), billId, order)), {
    '4311004': -500_000,
    '4321000': 500_000,
  })
  const lines = [
    { head: '4501001', functionCode: '9091', fieldId: 0, billId: null, amountPaise: 500_000 },
    { head: '2803000', functionCode: '9091', fieldId: 0, billId: null, amountPaise: -500_000 },
  ]
  const recovered = { fund: '01', postedOn: today, narration: 'Recovered after write-off', lines }
  assert.deepEqual(await moved(() => postVoucher(town.officer(), recovered)), {
    '2803000': -500_000,
    '4501001': 500_000,
  })
})

test('FN-10: heads of another town’s map that this chart does not have are refused by name; a code may mean another thing elsewhere', async () => {
  const rebateHead = (remissionHead: string, incomeHead: string) =>
    setAccountsSchema.parse({
      instrument: 'Map of elsewhere',
      from: '2027-04-01',
      headAccounts: [
        {
          service: 'property-tax',
          billHead: 'tax',
          component: 'principal',
          fund: '01',
          functionCode: '9091',
          receivableHead: '4311001',
          incomeHead,
          remissionHead,
        },
      ],
    })
  for (const [remission, income, missing] of [
    ['2716003', '1100101', '2716003'],
    ['1109051', '1100107', '1100107'],
  ] as const)
    await assert.rejects(setAccounts(town.officer(), rebateHead(remission, income)), {
      status: 400,
      message: new RegExp(missing),
    })
})

test('The receipt and payment account opens with the cash that was there, and closes with what the trial balance has', async () => {
  const ask = (from: string, to: string) => readReceiptsAndPayments(town.officer(), { from, to })
  const day = await ask(today, today)
  const cash = await town.balances()
  const cashHeads = ['4501001', '4501051', '4502101', '4502151']
  assert.equal(
    day.closingPaise,
    cashHeads.reduce((sum, head) => sum + (cash[head] ?? 0), 0),
  )
  const sum = (rows: { amountPaise: number }[]) => rows.reduce((total, row) => total + row.amountPaise, 0)
  assert.equal(day.openingPaise + sum(day.receipts) - sum(day.payments), day.closingPaise)
  assert.equal(day.receipts.find((row) => row.head === '3504101')?.amountPaise, 100_000)
  assert.equal((await ask('2026-04-01', '2026-04-30')).closingPaise, 0, 'demands alone move no cash')
  assert.equal((await ask('2026-11-23', '2026-11-30')).openingPaise, day.closingPaise)
  assert.ok(await town.isWhole(), 'the books are whole')
})
