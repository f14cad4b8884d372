import { Conflict, type Context, command, Forbidden, Invalid, signerOf } from '../../../kernel/index.ts'
import { readBills } from '../open-bills.ts'
import { type AgentRow, moveWallet, selectAgentOfUser } from '../queries-agents.ts'
import { noOrigin } from '../queries-payments.ts'
import { purposeOf } from '../rules-agents.ts'
import { type MoneyPlan, type MoneySource, purposeAccountOf } from '../rules-posting.ts'
import type { AgentPayment } from '../schemas-agents.ts'
import { type TakenMoney, takeMoney } from '../take-money.ts'

/**
 * Takes a payment as an agent of the town: from the wallet, to be handed over, or to be kept, as the contract says. The payer's
 * receipt is the town's own.
 * @throws Forbidden for a user who acts for no agent today, Conflict when the wallet holds too little
 */
export async function collectAsAgent(context: Context, input: AgentPayment): Promise<TakenMoney> {
  const signer = await signerOf(context.platform, context.tenant)
  return command(context, { name: 'payments.collect-as-agent', input }, async (tx) => {
    const { tenant, today, userId } = context
    const agent = userId === null ? null : await selectAgentOfUser(tx, tenant.tenantId, userId, today)
    if (!agent) throw new Forbidden('You act for no agent of this town today.')
    if (input.amountPaise > agent.largest_payment_paise)
      throw new Invalid('amountPaise', 'This is more than the contract lets you take at once.', {
        got: input.amountPaise,
        expected: `at most ${agent.largest_payment_paise}`,
      })
    const bills = await readBills(tx, tenant, { billIds: input.billIds, day: today })
    const foreign = bills.find((bill) => !agent.services.includes(bill.service))
    if (foreign) throw new Invalid('billIds', 'The contract does not cover this service.', { got: foreign.service })
    const taken = await takeMoney(tx, signer, {
      billIds: [...new Set(input.billIds)],
      propertyId: null,
      reference: null,
      amountPaise: input.amountPaise,
      mayAdvance: false,
      payStayed: false,
      channel: 'agent',
      mode: 'agent',
      paidOn: today,
      ...noOrigin,
      paidBy: input.paidBy ?? null,
      agentId: agent.agent_id,
      receiptNumber: null,
      source: sourceOf(agent),
    })
    await moveWallet(tx, tenant.tenantId, agent.agent_id, {
      kind: agent.pays === 'keep' ? 'kept' : 'collected',
      amountPaise: input.amountPaise,
      walletPaise: agent.pays === 'keep' ? 0 : -input.amountPaise,
      paymentId: taken.paymentId,
      reference: null,
      on: today,
    }).catch((error: unknown) => {
      if ((error as { code?: string }).code === '23514')
        throw new Conflict('amountPaise', 'The wallet holds too little. Fill it first.', { got: agent.balance_paise })
      throw error
    })
    const { link: _, token: __, ...told } = taken
    tx.journal({
      subjects: [
        { kind: 'payment', id: taken.paymentId },
        { kind: 'agent', id: agent.agent_id },
      ],
      after: { ...told, billIds: input.billIds },
    })
    return taken
  })
}

/** An agent's money stands in one fund; lines of another fund are paid at the town's own counters. */
function sourceOf(agent: AgentRow) {
  return (plan: MoneyPlan, fund: string): MoneySource => {
    if (fund !== agent.fund)
      throw new Invalid('billIds', 'A line of this bill belongs to a fund that the contract does not cover.', {
        got: fund,
        expected: agent.fund,
      })
    return purposeAccountOf(plan, purposeOf(agent.pays), fund)
  }
}
