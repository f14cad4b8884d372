import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { aMoneyTown, type MoneyTown, today } from '../../../test/money-town.ts'
import { newRequestId, rotateSigningKey } from '../../kernel/index.ts'
import { newPaperReaders, verifyCode } from '../notifications/index.ts'
import { imposeRestriction } from '../parcels/index.ts'
import { imposeRestrictionSchema } from '../parcels/schemas-actions.ts'
import { adjustBill } from './actions/adjust-bill.ts'
import { reversePayment } from './actions/reverse-payment.ts'
import { closeReceiptNumbers, takeReceiptBlock } from './actions/take-receipt-block.ts'
import { useAdvance } from './actions/use-advance.ts'
import { readDues, readMyDues } from './dues.ts'
import { readHistory } from './history.ts'
import { adjustBillSchema } from './schemas-bills.ts'
import { publishReceipts, readReceipt, verifyReceipt } from './verify-receipt.ts'

let database: TestDatabase
let town: MoneyTown

before(async () => {
  database = await testDatabase()
  town = await aMoneyTown(database, 14)
})

const anyone = () => database.context(town.town, { today })
const duesOf = (propertyId: number, more: object = {}) => readDues(anyone(), { propertyId, show: 'due', ...more })

test('A bill of 892 rupees is booked, found by anyone, paid by a stranger, and the receipt names the liable one by mask and the payer', async () => {
  const house = town.houses[0]!
  const billId = await town.raise892(house)
  const basket = await duesOf(house.propertyId)
  assert.deepEqual([basket.payablePaise, basket.services.map((each) => each.service)], [89_200, ['property-tax']])
  const [bill] = basket.services[0]!.bills
  assert.deepEqual([bill!.billId, bill!.status, bill!.liable], [billId, 'open', { en: 'O***', hi: 'स***' }])
  assert.ok(!JSON.stringify(basket).includes('Owner 0'), 'no full name is in the basket')
  const taken = await town.pay([billId], 89_200)
  assert.deepEqual(taken.settledBillIds, [billId])
  const { body, voided, number } = await readReceipt(anyone(), taken.link)
  assert.equal(voided, null)
  assert.match(number, /^R\/2026-27\/0000001$/)
  assert.deepEqual(
    [body.paidBy, body.liable, body.amountPaise, body.propertyNumbers],
    ['Ramesh', [{ en: 'O***', hi: 'स***' }], 89_200, [house.propertyNumber]],
  )
  assert.deepEqual(await town.balances(), {
    '1100101': -45_400,
    '1100451': -15_000,
    '3503002': -21_600,
    '3503051': -7_200,
    '4501001': 89_200,
  })
  assert.deepEqual((await duesOf(house.propertyId)).services, [])
  const all = await duesOf(house.propertyId, { show: 'all' })
  assert.equal(all.services[0]!.bills[0]!.status, 'paid')
  assert.deepEqual(
    (await readHistory(town.officer(), house.propertyId, today)).payments.map((each) => [
      each.paidBy,
      each.receiptNumber,
    ]),
    [['Ramesh', number]],
  )
})

test('The same demand is billed once; another amount under its key is refused; a batch is whole or not at all', async () => {
  const house = town.houses[1]!
  const billId = await town.raise892(house)
  assert.equal(await town.raise892(house), billId)
  const cells = [{ head: 'tax', year: 2026, amountPaise: 1 }]
  await assert.rejects(town.raise892(house, { cells }), { status: 409 })
  const fresh = {
    demandKey: 'water/2026/x-1',
    service: 'water',
    reference: 'X-1',
    cells: [{ head: 'water-charge', year: 2026, amountPaise: 100 }],
  }
  const wrong = {
    demandKey: 'water/2026/x-2',
    service: 'water',
    reference: 'X-2',
    cells: [{ head: 'nothing', year: 2026, amountPaise: 100 }],
  }
  await assert.rejects(town.raise([fresh, wrong]), /accounts officer/)
  assert.equal((await town.raise([fresh])).repeated, 0, 'the first of the refused batch was not written')
  await assert.rejects(town.raise([{ ...fresh, demandKey: 'water/2026/x-3', propertyId: 999_999_999 }]), {
    status: 400,
  })
})

test('A property whose demand a court stays is left out and named with the order', async () => {
  const house = town.houses[2]!
  const order = {
    kind: 'court-stay',
    scopes: ['demand'],
    authority: 'High Court',
    orderNumber: 'WP 77',
    orderDate: '2026-01-05',
    from: '2026-01-05',
  }
  await imposeRestriction(town.officer(), imposeRestrictionSchema.parse({ ...order, propertyId: house.propertyId }))
  const bill = {
    demandKey: `property-tax/2026/${house.propertyNumber}`,
    propertyId: house.propertyId,
    cells: [{ head: 'tax', year: 2026, amountPaise: 100 }],
  }
  const { raised, stopped } = await town.raise([bill])
  assert.deepEqual([raised, stopped.map((each) => each.reason)], [0, ['court-stay: High Court, WP 77 of 2026-01-05']])
  const election = { ...order, kind: 'election-code', authority: 'Election Commission', orderNumber: 'EC 4' }
  await imposeRestriction(
    town.officer({ today: '2027-01-01' }),
    imposeRestrictionSchema.parse({ ...election, wholeTown: true, from: '2027-01-01', orderDate: '2026-12-31' }),
  )
  const other = { demandKey: 'property-tax/2027/x', propertyId: town.houses[1]!.propertyId, cells: bill.cells }
  const later = await town.raise([{ ...other, financialYear: 2027, dueOn: '2027-12-31' }], '2026-04-01', '2027-01-02')
  assert.deepEqual(
    later.stopped.map((each) => each.reason),
    ['election-code: Election Commission, EC 4 of 2026-12-31'],
    'an order on the whole town stops every demand while it holds',
  )
})

test('Tax, water and rent of one house lie in one basket; one payment clears them in the lawful order, over two funds', async () => {
  const house = town.houses[3]!
  const { propertyId } = house
  const tax = await town.raise892(house)
  const { bills } = await town.raise([
    {
      demandKey: `water/2026/${house.propertyNumber}`,
      service: 'water',
      kind: 'period',
      reference: 'WTR-3',
      propertyId,
      dueOn: '2026-05-31',
      cells: [{ head: 'water-charge', year: 2026, amountPaise: 40_000 }],
    },
    {
      demandKey: `rent/2025/${house.propertyNumber}`,
      service: 'rent',
      propertyId,
      financialYear: 2025,
      dueOn: '2026-04-30',
      cells: [{ head: 'rent', year: 2025, amountPaise: 30_000 }],
    },
  ])
  const [water, rent] = bills.map((bill) => bill.billId) as [number, number]
  const basket = await duesOf(propertyId)
  assert.deepEqual(
    basket.services.map((each) => [each.service, each.payablePaise]),
    [
      ['property-tax', 89_200],
      ['water', 40_000],
      ['rent', 30_000],
    ],
  )
  assert.equal(basket.payablePaise, 159_200)
  assert.equal(basket.services[1]!.bills[0]!.status, 'overdue')
  const before = await town.balances()
  const { settledBillIds } = await town.pay([tax, water, rent], 129_200)
  assert.deepEqual([...settledBillIds].sort(), [tax, rent].sort())
  const after = await town.balances()
  assert.equal(after['4501001']! - before['4501001']!, 129_200)
  assert.equal(after['4313001']! - before['4313001']!, -10_000, 'what was left of the payment went to water')
  assert.equal((await duesOf(propertyId)).payablePaise, 30_000)
  assert.equal((await duesOf(propertyId)).services[0]!.bills[0]!.status, 'overdue')
  const history = await readHistory(town.officer(), propertyId, today)
  assert.deepEqual([...new Set(history.vouchers.map((each) => each.fund))].sort(), ['01', '03'])
})

test('Water of a connection is found by its number and by its bill, and the same connection under two houses is one', async () => {
  const { bills } = await town.raise([
    {
      demandKey: 'water/2026/wtr-9',
      service: 'water',
      kind: 'period',
      reference: 'WTR-9',
      cells: [{ head: 'water-charge', year: 2026, amountPaise: 5_000 }],
    },
  ])
  for (const asked of [{ reference: 'WTR-9' }, { billNumber: bills[0]!.billNumber }])
    assert.equal((await readDues(anyone(), { ...asked, show: 'due' })).payablePaise, 5_000)
  await assert.rejects(readDues(anyone(), { billNumber: 'B/9999', show: 'due' }), { status: 404 })
  assert.deepEqual((await readDues(anyone(), { reference: 'NOT-THERE', show: 'due' })).services, [])
})

test('A rebate is earned by paying whole and in time, stands in the books, and is lost when the cheque bounces', async () => {
  const house = town.houses[4]!
  const rebate = { rebateUntil: '2026-12-31', rebates: [{ head: 'tax', year: 2026, amountPaise: 2_838 }] }
  const billId = await town.raise892(house, rebate)
  assert.equal((await duesOf(house.propertyId)).payablePaise, 86_362)
  const before = await town.balances()
  const paper = { number: '000123', bank: 'State Bank', date: today }
  const taken = await town.pay([billId], 86_362, { channel: 'cheque', mode: 'cheque', paper })
  assert.deepEqual([taken.rebatePaise, taken.settledBillIds], [2_838, [billId]])
  assert.equal((await town.balances())['1109051']! - (before['1109051'] ?? 0), 2_838)
  await assert.rejects(reversePayment(town.officer(), taken.paymentId, { on: '2026-11-01', reason: 'early' }), {
    status: 409,
  })
  await reversePayment(town.officer(), taken.paymentId, { on: today, reason: 'Cheque returned: funds insufficient' })
  assert.deepEqual(await town.balances(), before)
  assert.equal((await duesOf(house.propertyId)).payablePaise, 86_362, 'the offer stands until its day')
  const receipt = await readReceipt(anyone(), taken.link)
  assert.deepEqual(receipt.voided, { on: today, reason: 'Cheque returned: funds insufficient' })
  assert.equal((await verifyReceipt(anyone(), taken.token)).verdict, 'void')
  await assert.rejects(reversePayment(town.officer(), taken.paymentId, { on: today, reason: 'again' }), { status: 409 })
  assert.equal(
    (
      await readDues(database.context(town.town, { today: '2027-01-01' }), {
        propertyId: house.propertyId,
        show: 'due',
      })
    ).payablePaise,
    89_200,
  )
})

test('More than is due is refused, or becomes an advance that later clears what falls due', async () => {
  const house = town.houses[5]!
  const { propertyId } = house
  const billId = await town.raise892(house)
  await assert.rejects(town.pay([billId], 100_000), { status: 400, message: /more than is due/ })
  const taken = await town.pay([billId], 100_000, { mayAdvance: true })
  assert.equal(taken.advancePaise, 10_800)
  assert.equal((await duesOf(propertyId)).advancePaise, 10_800)
  await town.raise([
    {
      demandKey: `waste/2026/${house.propertyNumber}`,
      service: 'waste',
      propertyId,
      cells: [{ head: 'waste-charge', year: 2026, amountPaise: 6_000 }],
    },
  ])
  const used = await useAdvance(town.officer(), { propertyId })
  assert.deepEqual([used.usedPaise, used.leftPaise], [6_000, 4_800])
  assert.deepEqual((await duesOf(propertyId)).services, [])
  await assert.rejects(
    reversePayment(town.officer(), taken.paymentId, { on: today, reason: 'Bounced' }),
    /has been used/,
  )
  await reversePayment(town.officer(), used.paymentIds[0]!, { on: today, reason: 'First the use' })
  await reversePayment(town.officer(), taken.paymentId, { on: today, reason: 'Bounced' })
  const after = await duesOf(propertyId)
  assert.deepEqual([after.advancePaise, after.payablePaise], [0, 95_200])
  await assert.rejects(useAdvance(town.officer(), { propertyId }), { status: 404 })
  assert.equal((await town.pay([], 5_000, { mayAdvance: true, propertyId })).advancePaise, 5_000)
  await assert.rejects(town.pay([], 5_000, { mayAdvance: true }), /credit/)
})

test('A payment under protest says so on its receipt and clears the bill all the same', async () => {
  const billId = await town.raise892(town.houses[6]!)
  const taken = await town.pay([billId], 89_200, { protestNote: 'The area of the second floor is wrong' })
  assert.equal((await readReceipt(anyone(), taken.link)).body.underProtest, true)
})

test('A correction after payment puts what was paid too much to the credit of the place; a cancellation clears the rest', async () => {
  const house = town.houses[7]!
  const { propertyId } = house
  const billId = await town.raise892(house)
  await town.pay([billId], 89_200)
  const before = await town.balances()
  const correction = adjustBillSchema.parse({
    kind: 'correction',
    effectiveOn: today,
    instrument: 'Order 5',
    cells: [{ head: 'tax', year: 2026, amountPaise: -5_400 }],
  })
  assert.deepEqual((await adjustBill(town.officer(), billId, correction)).toAdvancePaise, 5_400)
  const basket = await duesOf(propertyId, { show: 'all' })
  assert.deepEqual([basket.advancePaise, basket.services[0]!.bills[0]!.outstandingPaise], [5_400, 0])
  const after = await town.balances()
  assert.equal(after['1100101']! - before['1100101']!, 5_400)
  assert.equal((after['3504101'] ?? 0) - (before['3504101'] ?? 0), -5_400)
  const other = await town.raise892(town.houses[8]!)
  const cancel = adjustBillSchema.parse({ kind: 'cancellation', effectiveOn: today, instrument: 'Order 6' })
  assert.equal((await adjustBill(town.officer(), other, cancel)).changedPaise, -89_200)
  await assert.rejects(adjustBill(town.officer(), other, cancel), { status: 409 })
  assert.equal((await duesOf(town.houses[8]!.propertyId, { show: 'all' })).services[0]!.bills[0]!.status, 'cancelled')
  const more = {
    ...correction,
    cells: [{ head: 'tax', year: 2026, component: 'principal' as const, amountPaise: -50_000 }],
  }
  await assert.rejects(adjustBill(town.officer(), billId, more), { status: 400 })
  const writeOff = {
    ...cancel,
    kind: 'write-off' as const,
    cells: [{ head: 'tax', year: 2026, component: 'principal' as const, amountPaise: -1 }],
  }
  await assert.rejects(adjustBill(town.officer(), billId, writeOff), { status: 400 })
  assert.ok(await town.isWhole())
})

test('The same request twice is one payment and one receipt; two tabs that pay at once do not pay twice', async () => {
  const billId = await town.raise892(town.houses[9]!)
  const who = { requestId: newRequestId() }
  const first = await town.pay([billId], 50_000, {}, who)
  assert.deepEqual(await town.pay([billId], 50_000, {}, who), first)
  await assert.rejects(town.pay([billId], 50_001, {}, who), { status: 409 })
  const tabs = await Promise.allSettled([town.pay([billId], 39_200), town.pay([billId], 39_200)])
  assert.deepEqual(tabs.map((tab) => tab.status).sort(), ['fulfilled', 'rejected'])
  assert.equal((await duesOf(town.houses[9]!.propertyId)).payablePaise, 0)
})

test('A device takes receipt numbers in advance; each is used, void with a reason or handed back, and none twice', async () => {
  const block = await takeReceiptBlock(town.officer(), { device: 'handheld-7', count: 3 })
  const billId = await town.raise892(town.houses[10]!)
  const number = (offset: number) => ({ receiptNumber: { blockId: block.blockId, number: block.firstNumber + offset } })
  const { receiptNumber } = await town.pay([billId], 1_000, number(0))
  assert.equal(receiptNumber, `R/2026-27/${String(block.firstNumber).padStart(7, '0')}`)
  await assert.rejects(town.pay([billId], 1_000, number(0)), { status: 409 })
  await assert.rejects(town.pay([billId], 1_000, number(3)), { status: 409 })
  await assert.rejects(town.pay([billId], 1_000, { receiptNumber: { blockId: 999_999, number: 1 } }), { status: 400 })
  await assert.rejects(
    closeReceiptNumbers(town.officer(), block.blockId, { numbers: [{ number: block.firstNumber + 1, state: 'void' }] }),
    { status: 409 },
  )
  const closed = await closeReceiptNumbers(town.officer(), block.blockId, {
    numbers: [{ number: block.firstNumber + 1, state: 'void', reason: 'Paper torn' }],
  })
  assert.deepEqual(closed.unaccounted, [block.firstNumber + 2])
  const next = await town.pay([billId], 1_000)
  assert.equal(next.receiptNumber, `R/2026-27/${String(block.lastNumber + 1).padStart(7, '0')}`)
})

test('A receipt verifies by its QR, also after the key was changed; with one digit changed it does not', async () => {
  const billId = await town.raise892(town.houses[11]!)
  const { token, receiptNumber } = await town.pay([billId], 12_300)
  await rotateSigningKey(town.officer(), 'Yearly change')
  const verdict = await verifyReceipt(anyone(), token)
  assert.deepEqual(
    [verdict.verdict, verdict.number, verdict.amountPaise, verdict.place],
    ['true', receiptNumber, 12_300, town.houses[11]!.propertyNumber],
  )
  assert.equal((await verifyReceipt(anyone(), `${token.slice(0, -3)}AAA`)).verdict, 'false')
  const papers = newPaperReaders()
  publishReceipts(papers)
  const page = await verifyCode(database.platform, papers, token)
  assert.ok(page.genuine, 'the one verify page knows receipts')
  assert.deepEqual([page.paper.kind, page.paper.state], ['receipt', 'valid'])
  assert.ok(Number(page.paper.facts.amountPaise) > 0, 'the page tells the amount')
  assert.equal((await verifyReceipt(anyone(), 'nothing')).verdict, 'false')
  assert.ok(token.length < 420, `a QR of ${token.length} signs is read from paper`)
})

test('Who is signed in sees the dues of all their places; who is not must sign in', async () => {
  const house = town.houses[12]!
  await town.raise892(house)
  const owner = database.context(town.town, { today, roleClass: 'citizen', personId: house.partyIds[0]! })
  const mine = await readMyDues(owner)
  assert.deepEqual([mine.payablePaise, mine.places.map((place) => place.propertyId)], [89_200, [house.propertyId]])
  await assert.rejects(readMyDues(anyone()), { status: 401 })
})

test('A town that has not said how it keeps its accounts takes no money and guesses nothing', async () => {
  const { town: bare } = await database.newTenant()
  const context = database.context(bare, { roleClass: 'staff', userId: 1, today })
  const { takePayment } = await import('./actions/take-payment.ts')
  const { takePaymentSchema } = await import('./schemas-payments.ts')
  const input = takePaymentSchema.parse({
    amountPaise: 100,
    mayAdvance: true,
    reference: 'X',
    channel: 'cash',
    mode: 'cash',
  })
  await assert.rejects(takePayment(context, input), /lawful|order a payment/)
})

test('After all of this the books prove themselves', async () => {
  assert.ok(await town.isWhole())
  await town.balances()
})
