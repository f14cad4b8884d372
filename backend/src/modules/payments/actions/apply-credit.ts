import { Conflict, type Context, command, NotFound, type Tx } from '../../../kernel/index.ts'
import { readBills, type StandingBill } from '../open-bills.ts'
import { selectAdjustments } from '../queries-adjustments.ts'
import { lockBills } from '../queries-bills.ts'
import { type CreditRow, selectCreditRule } from '../queries-schemes.ts'
import { totalOf } from '../rules-cells.ts'
import { creditOn, isCreditInForce } from '../rules-credits.ts'
import type { ApplyCredit } from '../schemas-schemes.ts'
import { takeOff } from '../scheme-entries.ts'

/** How many bills were credited, and how many had been for this occasion already. */
export interface AppliedCredit {
  credited: number
  repeated: number
  totalPaise: number
}

/**
 * Applies a waiver or an automatic credit to bills for one occasion: once each, never more than is left, never on what an order
 * freezes.
 * @throws Conflict while no resolution of the council is entered
 */
export function applyCredit(context: Context, ruleId: number, input: ApplyCredit): Promise<AppliedCredit> {
  return command(context, { name: 'payments.apply-credit', input: { ruleId, ...input } }, async (tx) => {
    const { tenant, today } = context
    const rule = await selectCreditRule(tx, tenant.tenantId, ruleId)
    if (!rule) throw new NotFound('ruleId', 'There is no such waiver or credit in this town.', { got: ruleId })
    requireInForce(rule, today)
    const billIds = input.bills.map((bill) => bill.billId)
    await lockBills(tx, billIds)
    const bills = await readBills(tx, tenant, { billIds, day: today })
    const missing = billIds.find((billId) => !bills.some((bill) => bill.billId === billId))
    if (missing) throw new NotFound('bills', 'There is no such bill in this town.', { got: missing })
    const instrument = `${rule.code} ${input.occasion}: resolution ${rule.resolution_number} of ${rule.resolution_date}`
    const done = await creditedAlready(tx, ruleId, billIds, instrument)
    const counts = new Map(input.bills.map((bill) => [bill.billId, bill.count]))
    const parts = bills
      .filter((bill) => !done.has(bill.billId))
      .map((bill: StandingBill) => ({ bill, cells: creditOn(bill, rule.definition, counts.get(bill.billId) ?? 0) }))
      .filter((part) => part.cells.length > 0)
    await takeOff(tx, { kind: rule.kind, ruleId, instrument, parts })
    const totalPaise = -parts.reduce((sum, part) => sum + totalOf(part.cells), 0)
    const answer = { credited: parts.length, repeated: done.size, totalPaise }
    tx.journal({
      subjects: [{ kind: 'credit-rule', id: ruleId }, ...billIds.slice(0, 20).map((id) => ({ kind: 'bill', id }))],
      after: { occasion: input.occasion, ...answer },
    })
    return answer
  })
}

function requireInForce(rule: CreditRow, today: string): void {
  const { resolution_number: resolutionNumber, in_force_from: inForceFrom, in_force_to: inForceTo } = rule
  if (!isCreditInForce({ resolutionNumber, inForceFrom, inForceTo }, today))
    throw new Conflict('ruleId', 'This rule is not in force: enter the resolution of the council first.', {
      got: rule.code,
    })
}

async function creditedAlready(
  tx: Tx,
  ruleId: number,
  billIds: readonly number[],
  instrument: string,
): Promise<Set<number>> {
  const rows = await selectAdjustments(tx, tx.context.tenant.tenantId, { billIds })
  const isThis = (row: (typeof rows)[number]) =>
    (row.kind === 'waiver' || row.kind === 'credit') && row.rule_id === ruleId && row.instrument === instrument
  return new Set(rows.filter(isThis).map((row) => row.bill_id))
}
