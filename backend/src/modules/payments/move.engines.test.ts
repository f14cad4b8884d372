import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { aMoneyTown, type MoneyTown, today } from '../../../test/money-town.ts'
import { rotateSigningKey, type Tenant } from '../../kernel/index.ts'
import { transferArea } from '../parcels/index.ts'
import { imposeStay } from './actions/impose-stay.ts'
import { reversePayment } from './actions/reverse-payment.ts'
import { readSteps, setChain, takeRecoveryStep } from './actions/take-recovery-step.ts'
import { readDues } from './dues.ts'
import { followAreas } from './follow-area.ts'
import { readHistory } from './history.ts'
import { imposeStaySchema } from './schemas-stays.ts'
import type { TakenMoney } from './take-money.ts'
import { readReceipt, verifyReceipt } from './verify-receipt.ts'

let database: TestDatabase
let parish: MoneyTown
let city: MoneyTown
const taken: TakenMoney[] = []

before(async () => {
  database = await testDatabase()
  followAreas(database.platform.participants)
  parish = await aMoneyTown(database, 100)
  city = await aMoneyTown(database, 0, parish.state)
  await billEveryHouse()
  await payVariously()
})

/** Tax of this year and arrears of the last on every house, water on every third. */
async function billEveryHouse(): Promise<void> {
  const tax = parish.houses.map(({ propertyId, propertyNumber }) => ({
    demandKey: `property-tax/2026/${propertyNumber}`,
    propertyId,
    cells: [
      { head: 'tax', year: 2026, amountPaise: 45_400 },
      { head: 'education-cess', year: 2026, amountPaise: 21_600 },
      { head: 'tax', year: 2025, amountPaise: 30_000 },
      { head: 'tax', year: 2025, component: 'interest', amountPaise: 1_234 },
    ],
  }))
  const thirds = parish.houses.filter((_, at) => at % 3 === 0)
  const water = thirds.map(({ propertyId, propertyNumber }) => ({
    demandKey: `water/2026/${propertyNumber}`,
    service: 'water',
    kind: 'period',
    propertyId,
    reference: `WTR-${propertyNumber}`,
    cells: [{ head: 'water-charge', year: 2026, amountPaise: 12_000 }],
  }))
  await parish.raise([...tax, ...water])
}

const billsOf = async (town: MoneyTown, propertyId: number) =>
  (await duesIn(town.town, propertyId)).services.flatMap((service) => service.bills.map((bill) => bill.billId))

/** One pays all, one a part, one too much, one by a cheque that bounces; one pays for two houses at once. */
async function payVariously(): Promise<void> {
  const [a, b, c, d, e, f] = parish.houses.map((house) => house.propertyId) as [number, ...number[]] as number[]
  const billsAt = (propertyId: number) => billsOf(parish, propertyId)
  taken.push(await parish.pay(await billsAt(a!), 98_234 + 12_000))
  taken.push(await parish.pay(await billsAt(b!), 40_000, { protestNote: 'The area is wrong' }))
  taken.push(await parish.pay(await billsAt(c!), 100_000, { mayAdvance: true }))
  const paper = { number: '000123', bank: 'State Bank', date: today }
  const cheque = await parish.pay(await billsAt(d!), 50_000, { channel: 'cheque', mode: 'cheque', paper })
  taken.push(cheque)
  await reversePayment(parish.officer(), cheque.paymentId, { on: today, reason: 'Cheque returned' })
  taken.push(await parish.pay([...(await billsAt(e!)), ...(await billsAt(f!))], 60_000))
}

const duesIn = (town: Tenant, propertyId: number) =>
  readDues(database.context(town, { today }), { propertyId, show: 'all' })

/** What a place owes and has, without the town's own words for it. */
async function owedIn(town: Tenant, propertyId: number) {
  const { services, advancePaise, payablePaise, places } = await duesIn(town, propertyId)
  const bills = services.flatMap((service) =>
    service.bills.map(({ billId, billNumber, dueOn, liable, outstandingPaise, cells }) => ({
      billId,
      billNumber,
      dueOn,
      liable,
      outstandingPaise,
      left: cells
        .filter((cell) => cell.outstandingPaise !== 0)
        .map(({ head, year, component, outstandingPaise: left }) => [head, year, component, left]),
    })),
  )
  return { bills, advancePaise, payablePaise, numbers: places.map((place) => place.propertyNumber) }
}

const propertyIds = () => parish.houses.map((house) => house.propertyId)

async function owedByAll(town: Tenant) {
  const owed = []
  for (const propertyId of propertyIds()) owed.push(await owedIn(town, propertyId))
  return owed
}

const moneyTables = ['bills', 'payments', 'receipts', 'payment_bills']

/** Rows of a town without its number, in one hash per table; only those of the given book. */
async function hashesOf(town: Tenant, book: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {}
  for (const table of moneyTables) {
    const own = table === 'payment_bills' ? '' : 'and t.book = $2::text'
    const { rows } = await database.database.pool.query<{ count: number; hash: string }>(
      `select count(*)::int as count, md5(string_agg(line, e'\\n' order by line)) as hash
       from (select (to_jsonb(t) - 'tenant_id')::text as line from payments.${table} t where tenant_id = $1::int ${own}) lines`,
      own ? [town.tenantId, book] : [town.tenantId],
    )
    hashes[table] = `${rows[0]!.count} ${rows[0]!.hash}`
  }
  return hashes
}

/** History of the first six houses as an officer reads it, of one book and up to a number of vouchers. */
async function historyIn(town: MoneyTown, book: string) {
  const pages = []
  for (const propertyId of propertyIds().slice(0, 6)) {
    const { payments, adjustments, vouchers } = await readHistory(town.officer(), propertyId, today)
    const isOld = (row: { book: string }) => row.book === book
    const noMove = adjustments.filter((row) => isOld(row) && !row.kind.startsWith('area-'))
    const bookings = vouchers.filter((row) => isOld(row) && !row.narration.startsWith('Gazette'))
    pages.push({ payments: payments.filter(isOld), adjustments: noMove, vouchers: bookings })
  }
  return pages
}

const move = (from: MoneyTown, to: MoneyTown, notification: string) =>
  transferArea(from.officer(), { propertyIds: propertyIds(), toTown: to.town, effectiveOn: today, notification })

async function assertReceiptsHold(town: Tenant): Promise<void> {
  const anyone = database.context(town, { today })
  for (const [at, receipt] of taken.entries()) {
    const verdict = await verifyReceipt(anyone, receipt.token)
    assert.deepEqual(
      [verdict.verdict, verdict.issuer, verdict.number, verdict.amountPaise],
      [at === 3 ? 'void' : 'true', parish.town.code, receipt.receiptNumber, receipt.amountPaise],
    )
    assert.equal((await readReceipt(anyone, receipt.link)).token, receipt.token)
  }
}

test('A hundred houses go to another town and back with bills, receipts and history equal, and both books stay whole', async () => {
  const before = {
    owed: await owedByAll(parish.town),
    hashes: await hashesOf(parish.town, parish.town.code),
    history: await historyIn(parish, parish.town.code),
    balances: await parish.balances(),
  }
  assert.equal(before.owed[2]!.advancePaise, 100_000 - 98_234)

  await move(parish, city, 'Gazette 12 of 2026')
  assert.deepEqual(await owedByAll(city.town), before.owed, 'what is owed and what stands to credit came along')
  assert.deepEqual(await hashesOf(city.town, parish.town.code), before.hashes)
  assert.deepEqual(await historyIn(city, parish.town.code), before.history)
  await assertReceiptsHold(city.town)
  await assertReceiptsHold(parish.town)
  const handed = await parish.balances()
  for (const head of ['4311001', '4311004', '4312000', '4313001', '3504101'])
    assert.equal(handed[head] ?? 0, 0, `${head} was handed over whole`)
  const took = await city.balances()
  assert.equal(took['4313001'], before.balances['4313001'], 'the other town took over the water that is owed')
  assert.equal(took['4501001'] ?? 0, 0, 'no cash moved')

  await rotateSigningKey(parish.officer(), 'Yearly change')
  await assertReceiptsHold(city.town)

  await move(city, parish, 'Gazette 3 of 2027')
  assert.deepEqual(await owedByAll(parish.town), before.owed)
  assert.deepEqual(await hashesOf(parish.town, parish.town.code), before.hashes)
  assert.deepEqual(await historyIn(parish, parish.town.code), before.history)
  assert.deepEqual(await historyIn(parish, parish.town.code), before.history)
  assert.deepEqual(await parish.balances(), before.balances)
  assert.deepEqual(await city.balances(), {}, 'the other town kept nothing')
  await assertReceiptsHold(parish.town)
  assert.ok(await parish.isWhole(), 'the chain of the first town holds')
  assert.ok(await city.isWhole(), 'the chain of the other town holds')
})

test('What is paid in the other town is paid for good: it goes home with the house, and both receipts hold', async () => {
  const { propertyId } = parish.houses[1]!
  const order = {
    freezes: 'amount',
    amountPaise: 100,
    authority: 'Court',
    orderNumber: '9',
    orderDate: today,
    from: today,
  }
  const billIds = await billsOf(parish, propertyId)
  const after = () => parish.officer({ today: '2027-01-02' })
  await setChain(after(), {
    service: 'property-tax',
    from: '2026-04-01',
    instrument: 'Made up for this test',
    chain: [{ step: 'reminder', needs: null, needsService: false, waitDays: 0 }],
  })
  await takeRecoveryStep(after(), billIds[0]!, { step: 'reminder', orderNumber: 'R 1' })
  const { steps } = await readSteps(after(), billIds[0]!)
  await imposeStay(parish.officer(), imposeStaySchema.parse({ ...order, propertyId }))
  const owed = (await owedIn(parish.town, propertyId)).payablePaise
  await move(parish, city, 'Gazette 21 of 2027')
  assert.deepEqual(await readSteps(city.officer(), billIds[0]!), { steps }, 'steps of recovery came along')
  assert.equal((await duesIn(city.town, propertyId)).stayedPaise, 100, 'the order of the court came along')
  const there = await city.pay(await billsOf(city, propertyId), 10_000)
  assert.equal((await owedIn(city.town, propertyId)).payablePaise, owed - 10_000)
  await assert.rejects(parish.pay(billIds, 100), { status: 400, message: /Nothing is due/ })
  await move(city, parish, 'Gazette 22 of 2027')
  assert.equal((await owedIn(parish.town, propertyId)).payablePaise, owed - 10_000)
  const verdict = await verifyReceipt(database.context(parish.town, { today }), there.token)
  assert.deepEqual([verdict.verdict, verdict.issuer], ['true', city.town.code])
  const [, second] = await historyIn(parish, city.town.code)
  assert.deepEqual(
    second!.payments.map((payment) => [payment.amountPaise, payment.receiptNumber]),
    [[10_000, there.receiptNumber]],
  )
})

test('A town that has not said where a sum goes takes over no house, and says which account is missing', async () => {
  const { town } = await database.newTenant({ into: parish.state })
  const given = {
    propertyIds: [parish.houses[4]!.propertyId],
    toTown: town,
    effectiveOn: today,
    notification: 'Gazette 30',
  }
  await assert.rejects(transferArea(parish.officer(), given), { status: 409, message: /accounts of this town/ })
})
