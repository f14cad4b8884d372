import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { aMoneyTown, type MoneyTown } from '../../../test/money-town.ts'
import { command } from '../../kernel/index.ts'
import { recordService, type ServiceRequest } from '../notifications/index.ts'
import { imposeStay } from './actions/impose-stay.ts'
import { readSteps, setChain, takeRecoveryStep, withdrawStep } from './actions/take-recovery-step.ts'
import type { TakenStep } from './rules-recovery.ts'
import { setChainSchema } from './schemas-recovery.ts'
import { imposeStaySchema } from './schemas-stays.ts'

let database: TestDatabase
let town: MoneyTown

const chain = [
  { step: 'reminder', needs: null, needsService: false, waitDays: 0 },
  { step: 'notice', needs: 'bill', needsService: true, waitDays: 15 },
  { step: 'warrant', needs: 'notice', needsService: true, waitDays: 30 },
  { step: 'attachment', needs: 'warrant', needsService: true, waitDays: 5 },
]
const input = { service: 'property-tax', from: '2026-04-01', instrument: 'Section made up for this test' }

before(async () => {
  database = await testDatabase()
  town = await aMoneyTown(database, 4)
})

const on = (day: string) => town.officer({ today: day })
const take = (billId: number, step: TakenStep, day: string) =>
  takeRecoveryStep(on(day), billId, { step, orderNumber: `${step} 1` })

function serve(kind: string, id: number, servedOn: string, how: Partial<ServiceRequest> = {}) {
  const given = { mode: 'by-hand', outcome: 'received', receivedBy: 'Ramesh', ...how } as const
  return command(on(servedOn), { name: 'notifications.test-service' }, async (tx) => {
    tx.journal({ subjects: [] })
    return recordService(tx, { subject: { kind, id }, servedOn, ...given })
  })
}

test('Without the chain of its law a town recovers nothing by force; a chain that needs what is not in it is refused', async () => {
  const billId = await town.raise892(town.houses[0]!, { dueOn: '2026-06-30' })
  await assert.rejects(take(billId, 'notice', '2026-07-20'), { status: 400, message: /has not said/ })
  const wrong = setChainSchema.parse({ ...input, chain: [chain[2], chain[1]] })
  await assert.rejects(setChain(town.officer(), wrong), { status: 400 })
  await setChain(town.officer(), setChainSchema.parse({ ...input, chain }))
  await assert.rejects(setChain(town.officer(), setChainSchema.parse({ ...input, chain })), { status: 409 })
})

test('Each step needs the one before it served, and waits its days: bill, notice, warrant, attachment', async () => {
  const billId = await town.raise892(town.houses[1]!, { dueOn: '2026-06-30' })
  await assert.rejects(take(billId, 'reminder', '2026-06-30'), { status: 409, message: /not overdue/ })
  await take(billId, 'reminder', '2026-07-01')
  await assert.rejects(take(billId, 'reminder', '2026-07-02'), { status: 409, message: /already/ })
  await assert.rejects(take(billId, 'notice', '2026-07-20'), { status: 409, message: /not served/ })
  await assert.rejects(take(billId, 'warrant', '2026-07-20'), { status: 409, message: /comes first/ })
  await serve('bill', billId, '2026-07-10')
  await assert.rejects(take(billId, 'notice', '2026-07-24'), { status: 409, message: /from 2026-07-25/ })
  const notice = await take(billId, 'notice', '2026-07-25')
  assert.equal(notice.amountPaise, 89_200)
  await serve('recovery-step', notice.stepId, '2026-07-26', { outcome: 'locked' })
  await assert.rejects(take(billId, 'warrant', '2026-10-01'), /not served/)
  await serve('recovery-step', notice.stepId, '2026-08-01', { outcome: 'refused' })
  await town.pay([billId], 9_200)
  const warrant = await take(billId, 'warrant', '2026-12-01')
  assert.equal(warrant.amountPaise, 80_000, 'what was paid meanwhile is recovered no more')
  assert.deepEqual(
    (await readSteps(on('2026-12-01'), billId)).steps.map((each) => [each.step, each.served?.on ?? null]),
    [
      ['reminder', null],
      ['notice', '2026-08-01'],
      ['warrant', null],
    ],
  )
})

test('A stay of a step, or of all that is due, stops it by name; a withdrawn step must be taken and served anew', async () => {
  const billId = await town.raise892(town.houses[2]!, { dueOn: '2026-06-30' })
  await serve('bill', billId, '2026-07-01')
  const stay = { billId, freezes: 'step', step: 'notice', authority: 'District Court', orderNumber: 'MCA 4' }
  await imposeStay(
    on('2026-07-10'),
    imposeStaySchema.parse({ ...stay, orderDate: '2026-07-09', from: '2026-07-09', to: '2026-09-01' }),
  )
  await assert.rejects(take(billId, 'notice', '2026-08-01'), { status: 409, message: /District Court, order MCA 4/ })
  const notice = await take(billId, 'notice', '2026-09-01')
  await serve('recovery-step', notice.stepId, '2026-09-02')
  await withdrawStep(on('2026-09-03'), notice.stepId, { reason: 'Wrong name on it' })
  await assert.rejects(withdrawStep(on('2026-09-03'), notice.stepId, { reason: 'again' }), { status: 409 })
  await assert.rejects(take(billId, 'warrant', '2026-11-20'), /comes first/)
  await take(billId, 'notice', '2026-09-04')
  await assert.rejects(take(billId, 'warrant', '2026-11-20'), /not served/)
})
