import { z } from 'zod'
import { daySchema, idSchema } from '../../kernel/index.ts'
import { serviceSchema } from './schemas-accounts.ts'
import { paise } from './schemas-bills.ts'
import { fundCode } from './schemas-ledger.ts'

const id = z.int().min(1).max(Number.MAX_SAFE_INTEGER)
const text = (most: number) => z.string().trim().min(1).max(most)

/** A contract with somebody who collects for the town. */
export const contractAgentSchema = z
  .strictObject({
    partyId: id,
    kind: z.enum(['kiosk', 'field-group', 'bank']),
    contractNumber: text(100),
    /** From a wallet paid in before; collected and handed over later; kept as their pay. */
    pays: z.enum(['prefunded', 'remit', 'keep']),
    services: z.array(serviceSchema).min(1).max(10),
    largestPaymentPaise: paise,
    /** Hundredths of a per cent of what was collected. */
    commissionBasisPoints: z.int().min(0).max(10_000).default(0),
    remitWithinDays: z.int().min(0).max(365).optional(),
    fund: fundCode,
    from: daySchema,
    to: daySchema.optional(),
    /** Users who act for the agent. */
    operators: z.array(id).max(100).default([]),
  })
  .refine((agent) => (agent.pays === 'remit') === (agent.remitWithinDays !== undefined), {
    message: 'Days for handing over belong to a contract that hands over, and to no other.',
    path: ['remitWithinDays'],
  })
  .refine((agent) => agent.to === undefined || agent.to > agent.from, {
    message: 'A contract ends after it begins.',
    path: ['to'],
  })
export type ContractAgent = z.output<typeof contractAgentSchema>

export const agentParams = z.strictObject({ agentId: idSchema })

/** Money that an agent brings: a top-up of a wallet, or what was collected. */
export const agentMoneySchema = z.strictObject({
  amountPaise: paise,
  channel: z.enum(['cash', 'cheque', 'bank-transfer']),
  reference: text(80),
  on: daySchema.optional(),
})
export type AgentMoney = z.output<typeof agentMoneySchema>

/** A payment that an agent takes; who paid is named on the receipt, not the agent. */
export const agentPaymentSchema = z.strictObject({
  billIds: z.array(id).min(1).max(50),
  amountPaise: paise,
  paidBy: text(200).optional(),
})
export type AgentPayment = z.output<typeof agentPaymentSchema>

export const settleAgentSchema = z
  .strictObject({ from: daySchema, to: daySchema, note: text(1000).optional() })
  .refine((period) => period.to >= period.from, { message: 'The period ends before it begins.', path: ['to'] })
export type SettleAgent = z.output<typeof settleAgentSchema>

const sums = {
  collectedPaise: z.int(),
  keptPaise: z.int(),
  remittedPaise: z.int(),
  commissionPaise: z.int(),
  /** Above zero the agent has to hand it over, below zero the town owes it. */
  duePaise: z.int(),
  payments: z.int(),
}
export const settledSchema = z.object({ settlementId: z.int(), ...sums })
export const agentSchema = z.object({
  agentId: z.int(),
  kind: z.string(),
  pays: z.string(),
  contractNumber: z.string(),
  services: z.array(z.string()),
  fund: z.string(),
  walletPaise: z.int(),
  validFrom: z.string(),
  validTo: z.nullable(z.string()),
})
export const agentListSchema = z.object({ agents: z.array(agentSchema) })
