import { Conflict, type Context, command, Invalid, NotFound, nextNumber, type Tx } from '../../../kernel/index.ts'
import { checkRestrictions } from '../../parcels/index.ts'
import {
  type ContractRow,
  hasBillIn,
  insertBill,
  insertContract,
  insertDispute,
  lockContract,
  lockDispute,
  selectBill,
  updateDecision,
} from '../queries-contracts.ts'
import { selectDayVariants, selectPlans } from '../queries-plans.ts'
import { selectOutcomes, selectRounds, selectTrips } from '../queries-rounds.ts'
import { billOf, type DayRecord } from '../rules-bills.ts'
import { plannedIn } from '../rules-plans.ts'
import type { NewContract } from '../schemas.ts'
import { requireKnown } from './record-asset.ts'

/** Enters a contract: what is paid for, and what is deducted by which clause. */
export function signContract(context: Context, input: NewContract): Promise<{ contractId: number }> {
  return command(context, { name: 'waste.sign-contract', input }, async (tx) => {
    await requireKnown(tx, 'contractorPartyId', 'parties', [input.contractorPartyId])
    await requireKnown(tx, 'beatIds', 'beats', input.beatIds)
    if (new Set(input.beatIds).size !== input.beatIds.length) throw new Invalid('beatIds', 'A beat is named twice.')
    const contractId = await insertContract(tx, context.tenant.tenantId, input)
    if (contractId === null)
      throw new Conflict('number', 'This contract number is taken in this town.', { got: input.number })
    tx.journal({
      subjects: [
        { kind: 'contract', id: contractId },
        { kind: 'person', id: input.contractorPartyId },
      ],
      after: input,
    })
    return { contractId }
  })
}

/**
 * Makes the contractor's bill of a period from the proof of its days. Rounds that still run keep it open; an attachment on the
 * contractor's money is told with the bill.
 */
export function raiseBill(
  context: Context,
  contractId: number,
  period: { from: string; to: string },
): Promise<{ billId: number; number: string; netPaise: number; orders: number }> {
  return command(context, { name: 'waste.raise-bill', input: { contractId, ...period } }, async (tx) => {
    const { tenantId } = context.tenant
    const contract = await lockContract(tx, tenantId, contractId)
    if (!contract) throw new NotFound('contractId', 'There is no such contract in this town.', { got: contractId })
    await refusePeriod(tx, contract, period)
    const bill = billOf(contract, await daysOf(tx, contract, period))
    const { printed: number } = await nextNumber(tx, tenantId, 'waste.contractor-bill', context.today, 'SWB/{fy}/{n:5}')
    const { lines, grossPaise, deductedPaise, netPaise } = bill
    const row = { number, contractId, periodFrom: period.from, periodTo: period.to, lines, grossPaise, deductedPaise }
    const billId = await insertBill(tx, tenantId, row, context.today)
    const question = { scope: 'recovery' as const, partyId: contract.contractorPartyId }
    const orders = (await checkRestrictions(tx, tenantId, question, context.today)).length
    await tx.emit('waste.bill-raised', {
      billId,
      contractId,
      contractorPartyId: contract.contractorPartyId,
      netPaise,
      orders,
    })
    tx.journal({
      subjects: [{ kind: 'contract', id: contractId }],
      after: { ...period, billId, grossPaise, deductedPaise, netPaise, orders },
    })
    return { billId, number, netPaise, orders }
  })
}

async function refusePeriod(tx: Tx, contract: ContractRow, { from, to }: { from: string; to: string }): Promise<void> {
  if (to <= from) throw new Invalid('to', 'The end must come after the beginning.', { got: to })
  if (to > tx.context.today)
    throw new Invalid('to', 'The period is not over yet.', { got: to, expected: `at most ${tx.context.today}` })
  if (from < contract.validFrom || to > contract.validTo)
    throw new Invalid('from', 'The contract does not hold for all of this period.', {
      got: from,
      expected: `${contract.validFrom} to ${contract.validTo}`,
    })
  if (await hasBillIn(tx, tx.context.tenant.tenantId, contract.contractId, { from, to }))
    throw new Conflict('from', 'There is a bill for some of these days already.', { got: from })
}

async function daysOf(tx: Tx, contract: ContractRow, period: { from: string; to: string }): Promise<DayRecord[]> {
  const { tenantId } = tx.context.tenant
  const rounds = await selectRounds(tx, tenantId, { ...period, beatIds: contract.beatIds })
  const running = rounds.find((round) => round.startedAt !== null && round.endedAt === null)
  if (running) throw new Conflict('from', 'A round of this period has not been ended.', { got: running.onDay })
  const ids = rounds.map((round) => round.roundId)
  const outcomes = new Map((await selectOutcomes(tx, tenantId, ids)).map((each) => [each.roundId, each]))
  const loads = new Map<number, DayRecord['trips'][number][]>()
  for (const { roundId, ...trip } of await selectTrips(tx, tenantId, ids)) {
    const own = loads.get(roundId)
    if (own) own.push(trip)
    else loads.set(roundId, [trip])
  }
  const [plans, days] = [
    await selectPlans(tx, tenantId, period.from, period.to),
    await selectDayVariants(tx, tenantId, period.from, period.to),
  ]
  const recorded = new Set(rounds.map((round) => `${round.planId} ${round.onDay}`))
  // What was planned and of which nobody said anything was not run: silence must not be worth more than an honest "no".
  const silent = plannedIn(plans, days, contract.beatIds, period)
    .filter(({ planId, onDay }) => !recorded.has(`${planId} ${onDay}`))
    .map(({ beatId, onDay }) => ({
      onDay,
      beatId,
      notRunBecause: 'no-record',
      assignedHouseholds: 0,
      servedHouseholds: 0,
      trips: [],
    }))
  const ran = rounds.map(({ roundId, onDay, beatId, notRunBecause }) => {
    const { assignedHouseholds = 0, servedHouseholds = 0 } = outcomes.get(roundId) ?? {}
    return { onDay, beatId, notRunBecause, assignedHouseholds, servedHouseholds, trips: loads.get(roundId) ?? [] }
  })
  return [...ran, ...silent].sort((a, b) => (a.onDay < b.onDay ? -1 : a.onDay > b.onDay ? 1 : a.beatId - b.beatId))
}

/** Disputes a line of a bill that took something off, with evidence. */
export function disputeBill(
  context: Context,
  billId: number,
  input: { line: number; claim: string; claimedPaise: number; documentId: number },
): Promise<{ disputeId: number }> {
  return command(context, { name: 'waste.dispute-bill', input: { billId, ...input } }, async (tx) => {
    const { tenantId } = context.tenant
    const bill = await selectBill(tx, tenantId, billId)
    if (!bill) throw new NotFound('billId', 'There is no such bill in this town.', { got: billId })
    const line = bill.lines[input.line]
    if (!line || line.amountPaise >= 0)
      throw new Invalid('line', 'Only what was taken off is disputed; name its line.', { got: input.line })
    if (input.claimedPaise > -line.amountPaise)
      throw new Invalid('claimedPaise', 'No more can be claimed than was taken off.', {
        got: input.claimedPaise,
        expected: -line.amountPaise,
      })
    await requireKnown(tx, 'documentId', 'documents', [input.documentId])
    const disputeId = await insertDispute(tx, tenantId, { billId, ...input, madeOn: context.today })
    if (disputeId === null) throw new Conflict('line', 'This line is disputed already.', { got: input.line })
    await tx.emit('waste.bill-disputed', { billId, disputeId, line: input.line })
    tx.journal({ subjects: [{ kind: 'contract', id: bill.contractId }], after: { billId, disputeId, ...input } })
    return { disputeId }
  })
}

/** Decides a dispute, with reasons; what is allowed is paid besides the bill, which itself is never changed. */
export function decideDispute(
  context: Context,
  disputeId: number,
  input: { decision: 'upheld' | 'refused'; allowedPaise: number; reasons: string },
): Promise<{ disputeId: number; allowedPaise: number }> {
  return command(context, { name: 'waste.decide-dispute', input: { disputeId, ...input } }, async (tx) => {
    const { tenantId } = context.tenant
    const dispute = await lockDispute(tx, tenantId, disputeId)
    if (!dispute) throw new NotFound('disputeId', 'There is no such dispute in this town.', { got: disputeId })
    if (dispute.decision !== null)
      throw new Conflict('disputeId', 'This dispute is decided already.', { got: dispute.decision })
    const { decision, allowedPaise } = input
    if (allowedPaise > dispute.claimedPaise || (decision === 'upheld') !== allowedPaise > 0)
      throw new Invalid(
        'allowedPaise',
        'What is upheld allows something, at most what was claimed; what is refused allows nothing.',
        {
          got: allowedPaise,
          expected: dispute.claimedPaise,
        },
      )
    await updateDecision(tx, tenantId, disputeId, { ...input, decidedOn: context.today, postId: context.postId })
    await tx.emit('waste.dispute-decided', { billId: dispute.billId, disputeId, decision, allowedPaise })
    tx.journal({ subjects: [{ kind: 'dispute', id: disputeId }], before: dispute, after: input })
    return { disputeId, allowedPaise }
  })
}
