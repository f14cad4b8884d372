import { Conflict, type Context, command, Invalid, NotFound, read, type Tx } from '../../../kernel/index.ts'
import { postEntries } from '../ledger.ts'
import { selectMoneyPlan } from '../queries-accounts.ts'
import {
  type AgentRow,
  insertAgent,
  insertSettlement,
  moveWallet,
  selectAgent,
  selectAgentSums,
  selectAgents,
} from '../queries-agents.ts'
import { type AgentAccount, accountOf, purposeOf } from '../rules-agents.ts'
import { purposeAccountOf, settlementOf } from '../rules-posting.ts'
import type { AgentMoney, ContractAgent, SettleAgent } from '../schemas-agents.ts'
import { requirePast } from './post-voucher.ts'

/** Contracts somebody to collect for the town: what they may collect, up to how much, and what becomes of the money. */
export function contractAgent(context: Context, input: ContractAgent): Promise<{ agentId: number }> {
  return command(context, { name: 'payments.contract-agent', input }, async (tx) => {
    const { tenantId } = context.tenant
    const plan = await selectMoneyPlan(tx, tenantId, context.today)
    // Asked now, so that no payment fails at the door for a head that the town forgot.
    purposeAccountOf(plan, purposeOf(input.pays), input.fund)
    const agentId = await insertAgent(tx, tenantId, {
      ...input,
      remitWithinDays: input.remitWithinDays ?? null,
      to: input.to ?? null,
    }).catch((error: unknown) => {
      if ((error as { code?: string }).code === '23503')
        throw new Invalid('partyId', 'This person or fund is not among those of this town.', { got: input.partyId })
      throw error
    })
    tx.journal({ subjects: [{ kind: 'agent', id: agentId }], after: input })
    return { agentId }
  })
}

/**
 * Books money that an agent brings: it fills a prefunded wallet, or pays what the agent has collected.
 * @throws Conflict for an agent who keeps what is collected
 */
export function takeAgentMoney(
  context: Context,
  agentId: number,
  input: AgentMoney,
): Promise<{ movementId: number; walletPaise: number }> {
  return command(context, { name: 'payments.take-agent-money', input: { agentId, ...input } }, async (tx) => {
    const { tenantId } = context.tenant
    const on = input.on ?? context.today
    requirePast(on, context.today, 'on')
    const agent = await agentOf(tx, agentId)
    if (agent.pays === 'keep')
      throw new Conflict('agentId', 'This agent keeps what is collected and brings nothing.', { got: agentId })
    const { movementId, balancePaise } = await moveWallet(tx, tenantId, agentId, {
      kind: agent.pays === 'prefunded' ? 'top-up' : 'remitted',
      amountPaise: input.amountPaise,
      walletPaise: input.amountPaise,
      paymentId: null,
      reference: input.reference,
      on,
    })
    const plan = await selectMoneyPlan(tx, tenantId, on)
    const into = settlementOf(plan, input.channel, agent.fund)
    const against = purposeAccountOf(plan, purposeOf(agent.pays), agent.fund)
    const line = (head: string, functionCode: string, amountPaise: number) => ({
      head,
      functionCode,
      fieldId: 0,
      billId: null,
      amountPaise,
    })
    await postEntries(tx, [
      {
        fund: agent.fund,
        postedOn: on,
        source: { kind: 'agent', id: movementId, step: 'bring' },
        narration: `Agent ${agent.contract_number}: ${input.reference}`,
        reversesEntryId: null,
        lines: [
          line(into.head, into.functionCode, input.amountPaise),
          line(against.head, against.functionCode, -input.amountPaise),
        ],
      },
    ])
    tx.journal({ subjects: [{ kind: 'agent', id: agentId }], after: { ...input, walletPaise: balancePaise } })
    return { movementId, walletPaise: balancePaise }
  })
}

/** Draws the account with an agent over a period: collected, kept, handed over, commission, and what is left. Periods do not overlap. */
export function settleAgent(
  context: Context,
  agentId: number,
  input: SettleAgent,
): Promise<AgentAccount & { settlementId: number; payments: number }> {
  return command(context, { name: 'payments.settle-agent', input: { agentId, ...input } }, async (tx) => {
    const { tenantId } = context.tenant
    requirePast(input.to, context.today, 'to')
    const agent = await agentOf(tx, agentId)
    const { collected, remitted, payments } = await selectAgentSums(tx, tenantId, agentId, input)
    // Who keeps what is collected keeps nothing of what was taken back.
    const keptPaise = agent.pays === 'keep' ? collected : 0
    const sums = { collectedPaise: collected, keptPaise, remittedPaise: remitted }
    const account = accountOf(agent.pays, sums, agent.commission_basis_points)
    const period = { from: input.from, to: input.to, note: input.note ?? null }
    const settlementId = await insertSettlement(tx, tenantId, agentId, period, { ...account, payments }).catch(
      (error: unknown) => {
        const { code } = error as { code?: string }
        if (code === '23P01' || code === '23505')
          throw new Conflict('from', 'A day of this period was settled already.', { got: input.from })
        throw error
      },
    )
    tx.journal({ subjects: [{ kind: 'agent', id: agentId }], after: { ...input, ...account, payments } })
    return { ...account, settlementId, payments }
  })
}

/** An agent of the town. @throws NotFound */
export async function agentOf(tx: Tx, agentId: number): Promise<AgentRow> {
  const agent = await selectAgent(tx, tx.context.tenant.tenantId, agentId)
  if (!agent) throw new NotFound('agentId', 'There is no such agent in this town.', { got: agentId })
  return agent
}

/** GET /agents */
export async function readAgents(context: Context) {
  const rows = await read(context, (db) => selectAgents(db, context.tenant.tenantId))
  return {
    agents: rows.map((row) => ({
      agentId: row.agent_id,
      kind: row.kind,
      pays: row.pays,
      contractNumber: row.contract_number,
      services: row.services,
      fund: row.fund,
      walletPaise: row.balance_paise,
      validFrom: row.valid_from,
      validTo: row.valid_to,
    })),
  }
}
