import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { aMoneyTown, type MoneyTown, today } from '../../../test/money-town.ts'
import { asOwner, type Context, command } from '../../kernel/index.ts'
import { imposeRestriction } from '../parcels/index.ts'
import { imposeRestrictionSchema } from '../parcels/schemas-actions.ts'
import { applyCredit } from './actions/apply-credit.ts'
import { collectAsAgent } from './actions/collect-as-agent.ts'
import { contractAgent, settleAgent, takeAgentMoney } from './actions/contract-agent.ts'
import { grantAmnesty, readOffers, reviewAmnesties } from './actions/grant-amnesty.ts'
import { endStay, imposeStay } from './actions/impose-stay.ts'
import { prepareAmnesty, prepareCredit, resolveAmnesty, resolveCredit } from './actions/prepare-scheme.ts'
import { reversePayment } from './actions/reverse-payment.ts'
import { readDcb } from './dcb.ts'
import { readDues } from './dues.ts'
import type { RecoveryStep } from './rules-stays.ts'
import { contractAgentSchema } from './schemas-agents.ts'
import { prepareAmnestySchema, prepareCreditSchema } from './schemas-schemes.ts'
import { dcbQuerySchema, imposeStaySchema } from './schemas-stays.ts'
import { requireRecoverable } from './stays.ts'

let database: TestDatabase
let town: MoneyTown

before(async () => {
  database = await testDatabase()
  town = await aMoneyTown(database, 12)
})

const on = (day: string) => town.officer({ today: day })
const duesOf = (propertyId: number, day = today) =>
  readDues(database.context(town.town, { today: day }), { propertyId, show: 'all' })
const order = { authority: 'High Court', orderNumber: 'WP 77', orderDate: '2026-10-01', from: '2026-10-01' }
const stay = (given: object) => imposeStay(town.officer(), imposeStaySchema.parse({ ...order, ...given }))
const dcb = (asOf: string, by = 'service') => readDcb(on(asOf), dcbQuerySchema.parse({ asOf, by }))

/** Arrears of two years with their interest. */
async function arrearsOn(at: number, taxPaise: number, interestPaise: number): Promise<number> {
  const house = town.houses[at]!
  const { bills } = await town.raise([
    {
      demandKey: `property-tax/2024/${house.propertyNumber}`,
      propertyId: house.propertyId,
      cells: [
        { head: 'tax', year: 2024, amountPaise: taxPaise },
        { head: 'tax', year: 2024, component: 'interest', amountPaise: interestPaise },
      ],
    },
  ])
  return bills[0]!.billId
}

test('A stay of a head takes it out of what is asked, stands apart in the register at any date, and ends by an order', async () => {
  const { propertyId } = town.houses[0]!
  const billId = await town.raise892(town.houses[0]!)
  const { stayId } = await stay({ propertyId, freezes: 'cells', service: 'property-tax', head: 'tax' })
  const basket = await duesOf(propertyId)
  assert.deepEqual([basket.payablePaise, basket.stayedPaise], [89_200 - 45_400, 45_400])
  await assert.rejects(town.pay([billId], 89_200), /more than is due/)
  const { totals } = await dcb(today)
  assert.deepEqual([totals.currentBalancePaise, totals.stayedPaise], [89_200, 45_400])
  assert.equal((await dcb('2026-09-30')).totals.stayedPaise, 0, 'the day before the order nothing was stayed')
  assert.equal((await dcb(today, 'head')).lines.find((line) => line.head === 'tax')?.stayedPaise, 45_400)
  await assert.rejects(endStay(town.officer(), stayId, { on: '2026-10-01', order: 'x' }), { status: 400 })
  await endStay(town.officer(), stayId, { on: '2026-11-01', order: 'WP 77 dismissed' })
  assert.equal((await duesOf(propertyId)).payablePaise, 89_200)
  assert.equal((await dcb('2026-10-15')).totals.stayedPaise, 45_400, 'the register of October is as it was')
  assert.equal((await dcb(today)).totals.stayedPaise, 0)
})

test('A stay of an amount falls on the oldest dues of the place, whichever of its bills is asked for', async () => {
  const { propertyId } = town.houses[1]!
  const old = await arrearsOn(1, 30_000, 2_000)
  const billId = await town.raise892(town.houses[1]!)
  await stay({ propertyId, freezes: 'amount', amountPaise: 50_000 })
  const basket = await duesOf(propertyId)
  assert.deepEqual([basket.stayedPaise, basket.payablePaise], [50_000, 32_000 + 89_200 - 50_000])
  const { settledBillIds } = await town.pay([billId], 89_200 - 18_000)
  assert.deepEqual(settledBillIds, [])
  const after = (await duesOf(propertyId)).services[0]!.bills
  assert.equal(after.find((bill) => bill.billId === billId)?.status, 'stayed')
  assert.equal(after.find((bill) => bill.billId === old)?.status, 'stayed')
  assert.equal((await town.pay([billId], 18_000, { payStayed: true })).settledBillIds[0], billId)
})

test('A step of recovery is refused by the stay of that step, by an order of the register, and where all is stayed', async () => {
  const { propertyId } = town.houses[2]!
  const billId = await town.raise892(town.houses[2]!)
  const step = (name: RecoveryStep) =>
    command(town.officer(), { name: 'payments.test-step' }, async (tx) => {
      tx.journal({ subjects: [] })
      return requireRecoverable(tx, billId, name)
    })
  assert.equal(await step('notice'), 89_200)
  await stay({ billId, freezes: 'step', step: 'attachment' })
  await assert.rejects(step('attachment'), { status: 409, message: /High Court, order WP 77/ })
  assert.equal(await step('notice'), 89_200)
  await stay({ billId, freezes: 'cells', component: 'principal' })
  await assert.rejects(step('notice'), /Nothing is left/)
  const other = await town.raise892(town.houses[3]!)
  const restriction = { ...order, kind: 'court-stay', scopes: ['recovery'], propertyId: town.houses[3]!.propertyId }
  await imposeRestriction(town.officer(), imposeRestrictionSchema.parse(restriction))
  await assert.rejects(
    command(town.officer(), { name: 'payments.test-step' }, (tx) => requireRecoverable(tx, other, 'warrant')),
    { status: 409, message: /High Court/ },
  )
  assert.ok(propertyId)
})

const lokAdalat = (code: string) =>
  prepareAmnestySchema.parse({
    code,
    names: { en: 'Lok Adalat', hi: 'लोक अदालत', mr: 'लोक न्यायालय' },
    opensOn: '2026-11-01',
    closesOn: '2026-12-31',
    terms: {
      services: ['property-tax'],
      yearTo: 2025,
      bands: [
        { upToPaise: 5_000_000, waive: [{ components: ['interest'], percent: 100 }] },
        { upToPaise: 10_000_000, waive: [{ components: ['interest'], percent: 50 }] },
        { upToPaise: null, waive: [{ components: ['interest'], percent: 25 }] },
      ],
      rounding: 'paisa',
      instalments: { most: 2, firstPercent: 50, everyDays: 30, graceDays: 0 },
      refusesStayed: true,
    },
  })
const resolution = { number: '142', date: '2026-10-15' }

test('An amnesty forgives nothing before its resolution; then it is kept by paying in time, and its notch is shown to the citizen', async () => {
  const { propertyId } = town.houses[4]!
  await arrearsOn(4, 4_400_100, 600_000)
  const { amnestyId } = await prepareAmnesty(town.officer(), lokAdalat('lok-adalat'))
  const asked = { propertyId }
  assert.deepEqual((await readOffers(database.context(town.town, { today }), asked)).offers, [])
  await assert.rejects(grantAmnesty(town.officer(), amnestyId, { propertyId, instalments: 1 }), /resolution first/)
  await resolveAmnesty(town.officer(), amnestyId, resolution)
  await assert.rejects(prepareAmnesty(town.officer(), lokAdalat('lok-adalat')), { status: 409 })
  const [offer] = (await readOffers(database.context(town.town, { today }), asked)).offers
  assert.deepEqual(
    [offer!.waivedPaise, offer!.payablePaise, offer!.notch],
    [300_000, 4_700_100, { overPaise: 100, costPaise: 300_000 }],
    'a rupee too much costs three thousand',
  )
  const granted = await grantAmnesty(town.officer(), amnestyId, { propertyId, instalments: 2 })
  assert.deepEqual(granted.instalments, [
    { dueOn: today, amountPaise: 2_350_050 },
    { dueOn: '2026-12-22', amountPaise: 2_350_050 },
  ])
  assert.equal((await duesOf(propertyId)).payablePaise, 4_700_100)
  await assert.rejects(grantAmnesty(town.officer(), amnestyId, { propertyId, instalments: 1 }), /runs here already/)
  const [bill] = (await duesOf(propertyId)).services[0]!.bills
  await town.pay([bill!.billId], 4_700_100)
  assert.deepEqual(await reviewAmnesties(town.officer()), { kept: 1, lapsed: 0 })
  assert.equal((await duesOf(propertyId)).payablePaise, 0)
  assert.ok(await town.isWhole(), 'the books are whole')
})

test('An amnesty in default lapses: what it forgave is due again, what was paid stays paid, and a stayed place takes no part', async () => {
  const { propertyId } = town.houses[5]!
  const billId = await arrearsOn(5, 100_000, 40_000)
  const { amnestyId } = await prepareAmnesty(town.officer(), lokAdalat('lok-adalat-2'))
  await resolveAmnesty(town.officer(), amnestyId, resolution)
  await grantAmnesty(town.officer(), amnestyId, { propertyId, instalments: 2 })
  await town.pay([billId], 50_000)
  assert.deepEqual(await reviewAmnesties(on('2026-12-22')), { kept: 0, lapsed: 0 }, 'on its last day it runs still')
  assert.deepEqual(await reviewAmnesties(on('2026-12-23')), { kept: 0, lapsed: 1 })
  assert.equal((await duesOf(propertyId, '2026-12-23')).payablePaise, 90_000)
  assert.deepEqual(await reviewAmnesties(on('2026-12-24')), { kept: 0, lapsed: 0 })
  const stayed = town.houses[6]!.propertyId
  await arrearsOn(6, 100_000, 40_000)
  await stay({ propertyId: stayed, freezes: 'amount', amountPaise: 100 })
  await assert.rejects(
    grantAmnesty(town.officer(), amnestyId, { propertyId: stayed, instalments: 1 }),
    /forgives nothing/,
  )
})

test('An automatic credit is off until a resolution is entered, is given once for an occasion, and never below nothing', async () => {
  const { bills } = await town.raise([
    {
      demandKey: 'water/2026/wtr-1',
      service: 'water',
      kind: 'period',
      reference: 'WTR-1',
      cells: [{ head: 'water-charge', year: 2026, amountPaise: 20_000 }],
    },
  ])
  const billId = bills[0]!.billId
  const input = prepareCreditSchema.parse({
    code: 'no-water',
    kind: 'credit',
    names: { en: 'Days without water', hi: 'बिना पानी के दिन', mr: 'पाण्याविना दिवस' },
    definition: { services: ['water'], perCountPaise: 3_000, counts: 'days without water' },
  })
  const { ruleId } = await prepareCredit(town.officer(), input)
  const july = { occasion: '2026-07', bills: [{ billId, count: 4 }] }
  await assert.rejects(applyCredit(town.officer(), ruleId, july), { status: 409, message: /resolution/ })
  await assert.rejects(resolveCredit(town.officer(), ruleId, { ...resolution, from: '2026-10-01' }), { status: 400 })
  await resolveCredit(town.officer(), ruleId, { ...resolution, from: '2026-11-01' })
  assert.deepEqual(await applyCredit(town.officer(), ruleId, july), { credited: 1, repeated: 0, totalPaise: 12_000 })
  assert.deepEqual(await applyCredit(town.officer(), ruleId, july), { credited: 0, repeated: 1, totalPaise: 0 })
  const august = { occasion: '2026-08', bills: [{ billId, count: 31 }] }
  assert.equal((await applyCredit(town.officer(), ruleId, august)).totalPaise, 8_000, 'no more than is left')
  await assert.rejects(
    asOwner(database.database, (db) =>
      db.query(
        `insert into payments.credit_rules (tenant_id, code, kind, names, definition, in_force_from) values ($1, 'x', 'credit', '{}', '{}', '2026-01-01')`,
        [town.town.tenantId],
      ),
    ),
    { code: '23514' },
    'the table itself refuses a rule in force without a resolution',
  )
})

const agentOf = async (userId: number, given: object): Promise<{ agentId: number; context: () => Context }> => {
  const partyId = await town.register.run((db) => town.register.party(db, { names: { en: `Agent ${userId}` } }))
  const input = contractAgentSchema.parse({
    partyId,
    kind: 'kiosk',
    contractNumber: `K-${userId}`,
    pays: 'prefunded',
    services: ['property-tax', 'waste'],
    largestPaymentPaise: 100_000,
    commissionBasisPoints: 150,
    fund: '01',
    from: '2026-04-01',
    operators: [userId],
    ...given,
  })
  const { agentId } = await contractAgent(town.officer(), input)
  return { agentId, context: () => town.officer({ userId }) }
}

const wasteBill = async (at: number, amountPaise: number): Promise<number> => {
  const { propertyId, propertyNumber } = town.houses[at]!
  const { bills } = await town.raise([
    {
      demandKey: `waste/2026/${propertyNumber}`,
      service: 'waste',
      propertyId,
      cells: [{ head: 'waste-charge', year: 2026, amountPaise }],
    },
  ])
  return bills[0]!.billId
}

test('A kiosk pays from its wallet, never more than it holds or may; a payment taken back fills it again, and the account adds up', async () => {
  const kiosk = await agentOf(701, {})
  const billId = await wasteBill(7, 60_000)
  const pay = (amountPaise: number) =>
    collectAsAgent(kiosk.context(), { billIds: [billId], amountPaise, paidBy: 'Sunita' })
  await assert.rejects(pay(40_000), { status: 409, message: /wallet/ })
  const money = { amountPaise: 50_000, channel: 'bank-transfer' as const, reference: 'UTR 1' }
  assert.equal((await takeAgentMoney(town.officer(), kiosk.agentId, money)).walletPaise, 50_000)
  const before = await town.balances()
  const taken = await pay(40_000)
  const after = await town.balances()
  assert.equal((after['3408000'] ?? 0) - (before['3408000'] ?? 0), 40_000, 'the wallet was used')
  assert.equal(after['4501001'], before['4501001'], 'no cash of the town moved')
  await assert.rejects(pay(20_000), { status: 409 })
  await assert.rejects(collectAsAgent(town.officer({ userId: 999 }), { billIds: [billId], amountPaise: 1 }), {
    status: 403,
  })
  const water = await town.raise([
    {
      demandKey: 'water/2026/wtr-7',
      service: 'water',
      reference: 'WTR-7',
      cells: [{ head: 'water-charge', year: 2026, amountPaise: 100 }],
    },
  ])
  await assert.rejects(
    collectAsAgent(kiosk.context(), { billIds: [water.bills[0]!.billId], amountPaise: 100 }),
    /does not cover/,
  )
  await reversePayment(town.officer(), taken.paymentId, { on: today, reason: 'Wrong house' })
  await pay(50_000)
  const period = { from: '2026-11-01', to: today }
  const account = await settleAgent(town.officer(), kiosk.agentId, period)
  assert.deepEqual(
    [account.collectedPaise, account.commissionPaise, account.duePaise, account.payments],
    [50_000, 750, -750, 2],
  )
  await assert.rejects(settleAgent(town.officer(), kiosk.agentId, period), { status: 409 })
  assert.ok(await town.isWhole(), 'the books are whole')
})

test('A field group hands over what it collected, another keeps the charge as its pay; both are drawn to the paisa', async () => {
  const remits = await agentOf(702, {
    kind: 'field-group',
    pays: 'remit',
    remitWithinDays: 3,
    commissionBasisPoints: 500,
  })
  const keeps = await agentOf(703, { kind: 'field-group', pays: 'keep', commissionBasisPoints: 0 })
  await collectAsAgent(remits.context(), { billIds: [await wasteBill(8, 30_000)], amountPaise: 30_000 })
  await collectAsAgent(keeps.context(), { billIds: [await wasteBill(9, 10_000)], amountPaise: 10_000 })
  const money = { amountPaise: 20_000, channel: 'cash' as const, reference: 'Day 1' }
  assert.equal((await takeAgentMoney(town.officer(), remits.agentId, money)).walletPaise, -10_000)
  await assert.rejects(takeAgentMoney(town.officer(), keeps.agentId, money), { status: 409 })
  const balances = await town.balances()
  assert.deepEqual([balances['4605051'], balances['2308051']], [10_000, 10_000], 'owed by the one, pay of the other')
  const period = { from: '2026-11-01', to: today }
  const one = await settleAgent(town.officer(), remits.agentId, period)
  assert.deepEqual(
    [one.collectedPaise, one.remittedPaise, one.commissionPaise, one.duePaise],
    [30_000, 20_000, 1_500, 8_500],
  )
  const other = await settleAgent(town.officer(), keeps.agentId, period)
  assert.deepEqual([other.keptPaise, other.duePaise], [10_000, 0])
})
