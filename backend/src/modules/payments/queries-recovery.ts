import type { Day, Db } from '../../kernel/index.ts'
import type { ChainLink, TakenStep } from './rules-recovery.ts'

/** The chain of a service in force on a day. */
export async function selectChain(db: Db, tenantId: number, service: string, day: Day): Promise<ChainLink[] | null> {
  const [row] = await db.query<{ chain: ChainLink[] }>(
    `select chain from payments.recovery_chains where tenant_id = $1::int and service = $2::text and valid_from <= $3::date and valid_to > $3::date`,
    [tenantId, service, day],
  )
  return row?.chain ?? null
}

/** Puts a chain in force from a day on; what was in force ends there. */
export async function putChain(
  db: Db,
  tenantId: number,
  given: { service: string; from: Day; chain: readonly ChainLink[]; instrument: string },
): Promise<void> {
  await db.query(
    `update payments.recovery_chains set valid_to = $3::date where tenant_id = $1::int and service = $2::text and valid_from < $3::date and valid_to > $3::date`,
    [tenantId, given.service, given.from],
  )
  await db.query(
    `insert into payments.recovery_chains (tenant_id, service, valid_from, chain, instrument) values ($1::int, $2::text, $3::date, $4::jsonb, $5::text)`,
    [tenantId, given.service, given.from, JSON.stringify(given.chain), given.instrument],
  )
}

/** A step as it stands; `withdrawn_on` when it was taken back. */
export interface StepRow {
  step_id: number
  book: string
  bill_id: number
  step: TakenStep
  taken_on: Day
  amount_paise: number
  order_number: string
  withdrawn_on: Day | null
  reason: string | null
}

/** Steps of bills, oldest first. */
export function selectSteps(db: Db, tenantId: number, billIds: readonly number[]): Promise<StepRow[]> {
  return db.query(
    `select s.step_id, s.book, s.bill_id, s.step, s.taken_on, s.amount_paise, s.order_number, w.taken_on as withdrawn_on, w.reason
     from payments.recovery_steps s left join payments.recovery_steps w on w.tenant_id = s.tenant_id and w.withdraws_step_id = s.step_id
     where s.tenant_id = $1::int and s.bill_id = any ($2::bigint[]) and s.withdraws_step_id is null order by s.step_id`,
    [tenantId, billIds],
  )
}

/** The bill of a step, or null. */
export async function selectStepBill(db: Db, tenantId: number, stepId: number): Promise<number | null> {
  const [row] = await db.query<{ bill_id: number }>(
    `select bill_id from payments.recovery_steps where tenant_id = $1::int and step_id = $2::bigint and withdraws_step_id is null`,
    [tenantId, stepId],
  )
  return row?.bill_id ?? null
}

/** Writes a step, or the withdrawal of one. */
export async function insertStep(
  db: Db,
  tenantId: number,
  step: {
    book: string
    billId: number
    step: TakenStep
    takenOn: Day
    amountPaise: number
    orderNumber: string
    afterServiceId: number | null
    withdrawsStepId: number | null
    reason: string | null
    postId: number | null
    userId: number | null
  },
): Promise<number> {
  const [row] = await db.query<{ step_id: number }>(
    `insert into payments.recovery_steps (tenant_id, book, bill_id, step, taken_on, amount_paise, order_number, after_service_id, withdraws_step_id, reason, post_id, user_id)
     values ($1::int, $2::text, $3::bigint, $4::text, $5::date, $6::bigint, $7::text, $8::bigint, $9::bigint, $10::text, $11::bigint, $12::bigint) returning step_id`,
    [
      tenantId,
      step.book,
      step.billId,
      step.step,
      step.takenOn,
      step.amountPaise,
      step.orderNumber,
      step.afterServiceId,
      step.withdrawsStepId,
      step.reason,
      step.postId,
      step.userId,
    ],
  )
  return row!.step_id
}
