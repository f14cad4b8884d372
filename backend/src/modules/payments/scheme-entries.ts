/** What a scheme takes off bills, and how it is taken back: adjustments with their vouchers. */
import type { Tx } from '../../kernel/index.ts'
import { entryOf, postEntries } from './ledger.ts'
import type { StandingBill } from './open-bills.ts'
import { selectMoneyPlan } from './queries-accounts.ts'
import { insertAdjustments, selectAdjustments } from './queries-adjustments.ts'
import { selectEntriesOfSources } from './queries-ledger.ts'
import type { Cell } from './rules-cells.ts'
import { reversalOf } from './rules-ledger.ts'
import { adjustmentLines, entriesOf } from './rules-posting.ts'

/** A bill with the cells, below zero, that a scheme takes off it. */
export interface TakenOff {
  bill: StandingBill
  cells: readonly Cell[]
}

/** Takes cells off bills as remission. `ruleId` is the grant or the rule; `kind` tells which. */
export async function takeOff(
  tx: Tx,
  given: { kind: 'amnesty' | 'waiver' | 'credit'; ruleId: number; instrument: string; parts: readonly TakenOff[] },
): Promise<void> {
  const { tenant, today } = tx.context
  const plan = await selectMoneyPlan(tx, tenant.tenantId, today)
  const ids = await insertAdjustments(
    tx,
    tenant.tenantId,
    given.parts.map(({ bill, cells }) => ({
      book: tenant.code,
      billId: bill.billId,
      kind: given.kind,
      effectiveOn: today,
      cells,
      paymentId: null,
      ruleId: given.ruleId,
      reversesAdjustmentId: null,
      instrument: given.instrument,
    })),
  )
  const entries = given.parts.flatMap(({ bill, cells }, at) => {
    const source = { kind: 'adjustment', id: ids[at]!, step: given.kind }
    const voucher = { postedOn: today, source, narration: given.instrument }
    return entriesOf(voucher, adjustmentLines(plan, bill, cells, today, 'remission'))
  })
  for (let from = 0; from < entries.length; from += 2000) await postEntries(tx, entries.slice(from, from + 2000))
}

/** Takes back what an amnesty took off some bills: the same cells and vouchers with the other sign. */
export async function putBackAmnesty(
  tx: Tx,
  grant: { grantId: number; billIds: readonly number[]; reason: string },
): Promise<void> {
  const { tenant, today } = tx.context
  const all = await selectAdjustments(tx, tenant.tenantId, { billIds: grant.billIds })
  const made = all.filter(
    (row) =>
      row.kind === 'amnesty' &&
      row.book === tenant.code &&
      row.rule_id === grant.grantId &&
      row.reverses_adjustment_id === null,
  )
  const ids = await insertAdjustments(
    tx,
    tenant.tenantId,
    made.map((row) => ({
      book: tenant.code,
      billId: row.bill_id,
      kind: 'amnesty',
      effectiveOn: today,
      cells: row.heads.map((head, at) => ({
        head,
        year: row.years[at]!,
        component: row.components[at]!,
        amountPaise: -row.amounts[at]!,
      })),
      paymentId: null,
      ruleId: grant.grantId,
      reversesAdjustmentId: row.adjustment_id,
      instrument: grant.reason,
    })),
  )
  const sources = made.map((row) => ({ kind: 'adjustment', id: row.adjustment_id }))
  const entries = (await selectEntriesOfSources(tx, tenant.tenantId, sources)).map(entryOf)
  await postEntries(
    tx,
    entries.map((entry) => {
      const id = ids[made.findIndex((row) => row.adjustment_id === entry.source.id)]!
      const source = { kind: 'adjustment', id, step: 'lapse' }
      return reversalOf(entry, { postedOn: today, source, narration: grant.reason })
    }),
  )
}
