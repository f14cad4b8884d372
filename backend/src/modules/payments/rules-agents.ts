import type { Purpose } from './rules-posting.ts'

export const agentPays = ['prefunded', 'remit', 'keep'] as const
export type AgentPays = (typeof agentPays)[number]

/** Where the money of a payment stands that an agent took: used from the wallet, owed by the agent, or the agent's own pay. */
export function purposeOf(pays: AgentPays): Purpose {
  return pays === 'prefunded' ? 'agent-wallet' : pays === 'remit' ? 'agent-due' : 'agent-kept'
}

/** What became of an agent's money over a period, in paise. */
export interface AgentSums {
  collectedPaise: number
  keptPaise: number
  remittedPaise: number
}

/** An account drawn with an agent. */
export interface AgentAccount extends AgentSums {
  commissionPaise: number
  /** Above zero the agent has to hand it over, below zero the town owes it. */
  duePaise: number
}

/**
 * What is left between an agent and the town: commission on what was collected, halves of a paisa up; a group that keeps the charge
 * has its pay already.
 */
export function accountOf(pays: AgentPays, sums: AgentSums, commissionBasisPoints: number): AgentAccount {
  const commissionPaise =
    pays === 'keep' ? 0 : Number((BigInt(sums.collectedPaise) * BigInt(commissionBasisPoints) + 5000n) / 10_000n)
  const owed = pays === 'remit' ? sums.collectedPaise - sums.remittedPaise : 0
  return { ...sums, commissionPaise, duePaise: owed - commissionPaise }
}
