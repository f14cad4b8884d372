import { Conflict, type Context, command, NotFound, type Tx } from '../../../kernel/index.ts'
import { entryOf, postEntries } from '../ledger.ts'
import { insertAdjustments, selectAdjustments } from '../queries-adjustments.ts'
import { moveWallet } from '../queries-agents.ts'
import { lockAdvances, lockBills } from '../queries-bills.ts'
import { selectEntriesOfSources } from '../queries-ledger.ts'
import {
  insertAdvances,
  insertPayment,
  type PaymentRow,
  selectAdvances,
  selectAdvancesOfPayment,
  selectPayment,
  splitsOf,
} from '../queries-payments.ts'
import { negated } from '../rules-cells.ts'
import { reversalOf } from '../rules-ledger.ts'
import type { ReversePayment } from '../schemas-payments.ts'
import { agentOf } from './contract-agent.ts'
import { requirePast } from './post-voucher.ts'

/** What became open again. */
export interface ReversedPayment {
  paymentId: number
  billIds: number[]
}

/**
 * Takes a payment back whole: a cheque that bounced, a mistake of the counter. Its bills are open again, the rebates that it earned
 * are lost, its receipt is void, and the books show both.
 * @throws Conflict when it was taken back already, or when the advance that it left has been used
 */
export function reversePayment(context: Context, paymentId: number, input: ReversePayment): Promise<ReversedPayment> {
  return command(context, { name: 'payments.reverse-payment', input: { paymentId, ...input } }, async (tx) => {
    const { tenant } = context
    const payment = await selectPayment(tx, tenant.tenantId, paymentId)
    if (!payment) throw new NotFound('paymentId', 'There is no such payment in this town.', { got: paymentId })
    requireReversible(payment, tenant.code)
    requirePast(input.on, context.today, 'on')
    if (input.on < payment.paid_on)
      throw new Conflict('on', 'A payment is taken back on its own day or later.', {
        expected: `from ${payment.paid_on}`,
      })
    const billIds = [...new Set(splitsOf(payment).flatMap((split) => split.billId ?? []))]
    await lockBills(tx, billIds)
    await freeAdvances(tx, payment)
    const reversalId = await writeReversal(tx, payment, input)
    await reverseBooks(tx, payment, reversalId, input)
    await giveBackToAgent(tx, payment, reversalId, input.on)
    await tx.emit('payments.payment-reversed', { paymentId, reversalId, billIds, reason: input.reason })
    tx.journal({
      subjects: [{ kind: 'payment', id: paymentId }, ...billIds.map((id) => ({ kind: 'bill', id }))],
      before: { amountPaise: payment.amount_paise, mode: payment.mode },
      after: { ...input, reversalId },
    })
    return { paymentId: reversalId, billIds }
  }).catch((error: unknown) => {
    if ((error as { code?: string }).code === '23505')
      throw new Conflict('paymentId', 'This payment was taken back already.')
    throw error
  })
}

function requireReversible(payment: PaymentRow, book: string): void {
  if (payment.kind !== 'payment')
    throw new Conflict('paymentId', 'This is itself a taking back. Enter the payment anew.')
  if (payment.book !== book)
    throw new Conflict('paymentId', 'This payment stands in the books of another town.', { got: payment.book })
  if (payment.reversed_by)
    throw new Conflict('paymentId', 'This payment was taken back already.', { got: payment.reversed_by })
}

/** What the payment left as an advance must still be there; what it used of one is free again. */
async function freeAdvances(tx: Tx, payment: PaymentRow): Promise<void> {
  const { tenant, today } = tx.context
  for (const moved of await selectAdvancesOfPayment(tx, tenant.tenantId, payment.payment_id)) {
    await lockAdvances(tx, `${moved.property_id ?? moved.reference}`)
    const held = await selectAdvances(tx, tenant.tenantId, {
      propertyIds: moved.property_id ? [moved.property_id] : [],
      references: moved.reference ? [moved.reference] : [],
      book: tenant.code,
      day: today,
    })
    const left = held.find((each) => each.fund === moved.fund)?.amount_paise ?? 0
    if (left < moved.amount_paise)
      throw new Conflict(
        'paymentId',
        'The advance that this payment left has been used. Take back what used it first.',
        { got: left, expected: moved.amount_paise },
      )
  }
}

async function writeReversal(tx: Tx, payment: PaymentRow, input: ReversePayment): Promise<number> {
  const { tenant, userId, postId } = tx.context
  const reversalId = await insertPayment(tx, tenant.tenantId, {
    book: tenant.code,
    kind: 'reversal',
    reversesPaymentId: payment.payment_id,
    channel: payment.channel,
    mode: payment.mode,
    paidOn: input.on,
    propertyId: payment.property_id,
    splits: negated(splitsOf(payment)),
    paidBy: payment.paid_by,
    payerPartyId: payment.payer_party_id,
    protestNote: null,
    paper: payment.paper,
    bankReference: input.bankReference ?? null,
    provider: payment.provider,
    providerPaymentId: null,
    intentId: payment.intent_id,
    agentId: payment.agent_id,
    counter: null,
    reason: input.reason,
    userId,
    postId,
  })
  const advances = await selectAdvancesOfPayment(tx, tenant.tenantId, payment.payment_id)
  await insertAdvances(
    tx,
    tenant.tenantId,
    advances.map((moved) => ({
      book: tenant.code,
      propertyId: moved.property_id,
      reference: moved.reference,
      fund: moved.fund,
      kind: 'reversed' as const,
      amountPaise: -moved.amount_paise,
      paymentId: reversalId,
      adjustmentId: null,
      effectiveOn: input.on,
    })),
  )
  return reversalId
}

/** What an agent took is in the wallet again, or owed no longer. */
async function giveBackToAgent(tx: Tx, payment: PaymentRow, reversalId: number, on: string): Promise<void> {
  if (payment.agent_id === null) return
  const { tenantId } = tx.context.tenant
  const agent = await agentOf(tx, payment.agent_id)
  await moveWallet(tx, tenantId, payment.agent_id, {
    kind: 'reversed',
    amountPaise: -payment.amount_paise,
    walletPaise: agent.pays === 'keep' ? 0 : payment.amount_paise,
    paymentId: reversalId,
    reference: null,
    on,
  })
}

/** The vouchers of the payment and of the rebates that it earned, each taken back by one of its own. */
async function reverseBooks(tx: Tx, payment: PaymentRow, reversalId: number, input: ReversePayment): Promise<void> {
  const { tenant } = tx.context
  const { tenantId } = tenant
  const made = (await selectAdjustments(tx, tenantId, { paymentIds: [payment.payment_id] })).filter(
    (each) => each.book === tenant.code && each.kind === 'rebate',
  )
  const ids = await insertAdjustments(
    tx,
    tenantId,
    made.map((row) => ({
      book: tenant.code,
      billId: row.bill_id,
      kind: row.kind,
      effectiveOn: input.on,
      cells: row.heads.map((head, at) => ({
        head,
        year: row.years[at]!,
        component: row.components[at]!,
        amountPaise: -row.amounts[at]!,
      })),
      paymentId: reversalId,
      ruleId: null,
      reversesAdjustmentId: row.adjustment_id,
      instrument: input.reason,
    })),
  )
  const sources = [
    { kind: 'payment', id: payment.payment_id },
    ...made.map((row) => ({ kind: 'adjustment', id: row.adjustment_id })),
  ]
  const entries = (await selectEntriesOfSources(tx, tenantId, sources)).map(entryOf)
  const sourceOf = (kind: string, id: number) =>
    kind === 'payment'
      ? { kind, id: reversalId, step: 'take-back' }
      : { kind, id: ids[made.findIndex((row) => row.adjustment_id === id)]!, step: 'take-back' }
  await postEntries(
    tx,
    entries.map((entry) =>
      reversalOf(entry, {
        postedOn: input.on,
        source: sourceOf(entry.source.kind, entry.source.id),
        narration: input.reason,
      }),
    ),
  )
}
