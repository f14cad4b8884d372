import type { Day, Db } from '../../kernel/index.ts'
import type { AgentPays } from './rules-agents.ts'

/** An agent with its wallet. */
export interface AgentRow {
  agent_id: number
  kind: string
  pays: AgentPays
  contract_number: string
  services: string[]
  largest_payment_paise: number
  commission_basis_points: number
  fund: string
  valid_from: Day
  valid_to: Day | null
  balance_paise: number
}

const columns = `a.agent_id, a.kind, a.pays, a.contract_number, a.services, a.largest_payment_paise, a.commission_basis_points, a.fund, a.valid_from,
  nullif(a.valid_to, 'infinity') as valid_to, w.balance_paise`
const withWallet = `payments.agents a join payments.agent_wallets w on w.tenant_id = a.tenant_id and w.agent_id = a.agent_id`

/** All agents of a town. */
export function selectAgents(db: Db, tenantId: number): Promise<AgentRow[]> {
  return db.query(`select ${columns} from ${withWallet} where a.tenant_id = $1::int order by a.agent_id limit 1000`, [
    tenantId,
  ])
}

/** One agent. */
export async function selectAgent(db: Db, tenantId: number, agentId: number): Promise<AgentRow | null> {
  const [row] = await db.query<AgentRow>(
    `select ${columns} from ${withWallet} where a.tenant_id = $1::int and a.agent_id = $2::bigint`,
    [tenantId, agentId],
  )
  return row ?? null
}

/** The agent for whom a user acts on a day. */
export async function selectAgentOfUser(db: Db, tenantId: number, userId: number, day: Day): Promise<AgentRow | null> {
  const [row] = await db.query<AgentRow>(
    `select ${columns} from ${withWallet} join payments.agent_operators o on o.tenant_id = a.tenant_id and o.agent_id = a.agent_id
     where a.tenant_id = $1::int and o.user_id = $2::bigint and o.valid_from <= $3::date and o.valid_to > $3::date
       and a.valid_from <= $3::date and a.valid_to > $3::date order by a.agent_id limit 1`,
    [tenantId, userId, day],
  )
  return row ?? null
}

/** A contract as it is written. */
export interface NewAgent {
  partyId: number
  kind: string
  contractNumber: string
  pays: AgentPays
  services: readonly string[]
  largestPaymentPaise: number
  commissionBasisPoints: number
  remitWithinDays: number | null
  fund: string
  from: Day
  to: Day | null
  operators: readonly number[]
}

/** Writes a contract with its wallet and the users who act under it. */
export async function insertAgent(db: Db, tenantId: number, agent: NewAgent): Promise<number> {
  const [row] = await db.query<{ agent_id: number }>(
    `insert into payments.agents (tenant_id, party_id, kind, contract_number, pays, services, largest_payment_paise, commission_basis_points, remit_within_days,
       fund, valid_from, valid_to)
     values ($1::int, $2::bigint, $3::text, $4::text, $5::text, $6::text[], $7::bigint, $8::int, $9::int, $10::text, $11::date, coalesce($12::date, 'infinity'))
     returning agent_id`,
    [
      tenantId,
      agent.partyId,
      agent.kind,
      agent.contractNumber,
      agent.pays,
      agent.services,
      agent.largestPaymentPaise,
      agent.commissionBasisPoints,
      agent.remitWithinDays,
      agent.fund,
      agent.from,
      agent.to,
    ],
  )
  const agentId = row!.agent_id
  await db.query(
    `insert into payments.agent_wallets (tenant_id, agent_id, is_prefunded) values ($1::int, $2::bigint, $3::boolean)`,
    [tenantId, agentId, agent.pays === 'prefunded'],
  )
  await db.query(
    `insert into payments.agent_operators (tenant_id, agent_id, user_id, valid_from, valid_to)
     select $1::int, $2::bigint, o, $4::date, coalesce($5::date, 'infinity') from unnest($3::bigint[]) as o`,
    [tenantId, agentId, agent.operators, agent.from, agent.to],
  )
  return agentId
}

/** A movement of an agent's money and the wallet with it, in one statement: a prefunded wallet cannot fall below zero. */
export async function moveWallet(
  db: Db,
  tenantId: number,
  agentId: number,
  moved: {
    kind: 'top-up' | 'collected' | 'kept' | 'remitted' | 'reversed'
    amountPaise: number
    /** What the wallet changes by; nothing for what an agent keeps. */
    walletPaise: number
    paymentId: number | null
    reference: string | null
    on: Day
  },
): Promise<{ movementId: number; balancePaise: number }> {
  const [row] = await db.query<{ movement_id: number; balance_paise: number }>(
    `with wallet as (
       update payments.agent_wallets set balance_paise = balance_paise + $4::bigint where tenant_id = $1::int and agent_id = $2::bigint returning balance_paise)
     insert into payments.agent_movements (tenant_id, agent_id, kind, amount_paise, payment_id, reference, effective_on)
     values ($1::int, $2::bigint, $3::text, $5::bigint, $6::bigint, $7::text, $8::date)
     returning movement_id, (select balance_paise from wallet) as balance_paise`,
    [tenantId, agentId, moved.kind, moved.walletPaise, moved.amountPaise, moved.paymentId, moved.reference, moved.on],
  )
  return { movementId: row!.movement_id, balancePaise: row!.balance_paise }
}

/** Sums of an agent's movements over a period; what was taken back counts against what was collected. */
export async function selectAgentSums(
  db: Db,
  tenantId: number,
  agentId: number,
  period: { from: Day; to: Day },
): Promise<{ collected: number; remitted: number; payments: number }> {
  const [row] = await db.query<{ collected: number; remitted: number; payments: number }>(
    `select coalesce(sum(amount_paise) filter (where kind in ('collected', 'kept', 'reversed')), 0)::bigint as collected,
       coalesce(sum(amount_paise) filter (where kind = 'remitted'), 0)::bigint as remitted,
       count(*) filter (where kind in ('collected', 'kept'))::int as payments
     from payments.agent_movements where tenant_id = $1::int and agent_id = $2::bigint and effective_on between $3::date and $4::date`,
    [tenantId, agentId, period.from, period.to],
  )
  return row!
}

/** Writes an account drawn with an agent. */
export async function insertSettlement(
  db: Db,
  tenantId: number,
  agentId: number,
  period: { from: Day; to: Day; note: string | null },
  sums: {
    collectedPaise: number
    keptPaise: number
    remittedPaise: number
    commissionPaise: number
    duePaise: number
    payments: number
  },
): Promise<number> {
  const [row] = await db.query<{ settlement_id: number }>(
    `insert into payments.agent_settlements (tenant_id, agent_id, period_from, period_to, collected_paise, kept_paise, remitted_paise, commission_paise, due_paise,
       payment_count, note)
     values ($1::int, $2::bigint, $3::date, $4::date, $5::bigint, $6::bigint, $7::bigint, $8::bigint, $9::bigint, $10::int, $11::text) returning settlement_id`,
    [
      tenantId,
      agentId,
      period.from,
      period.to,
      sums.collectedPaise,
      sums.keptPaise,
      sums.remittedPaise,
      sums.commissionPaise,
      sums.duePaise,
      sums.payments,
      period.note,
    ],
  )
  return row!.settlement_id
}
