import { type Context, command, Invalid, NotFound, type Tx } from '../../../kernel/index.ts'
import { postEntries } from '../ledger.ts'
import { readBills, type StandingBill, unpaid } from '../open-bills.ts'
import { selectAppropriation, selectMoneyPlan } from '../queries-accounts.ts'
import { lockAdvances, lockBills } from '../queries-bills.ts'
import { insertAdvances, insertPayment, noOrigin, selectAdvances } from '../queries-payments.ts'
import { type Appropriation, settle } from '../rules-appropriation.ts'
import { totalOf } from '../rules-cells.ts'
import { entriesOf, fundOf, type MoneyPlan, paymentLines, purposeAccountOf } from '../rules-posting.ts'
import type { UseAdvance } from '../schemas-payments.ts'

/** What an advance cleared. */
export interface UsedAdvance {
  usedPaise: number
  leftPaise: number
  paymentIds: number[]
}

interface Purse {
  propertyId: number | null
  reference: string | null
  fund: string
  amountPaise: number
}

/**
 * Clears what is due at a place from what stands to its credit, in the lawful order. Money of one fund clears lines of that fund
 * alone: funds lend one another nothing here.
 */
export function useAdvance(context: Context, input: UseAdvance): Promise<UsedAdvance> {
  return command(context, { name: 'payments.use-advance', input }, async (tx) => {
    const { tenant, today } = context
    const order = await selectAppropriation(tx, tenant.tenantId, today)
    if (!order)
      throw new Invalid(
        'appropriation',
        'This town has not said in which order a payment clears what is due. The accounts officer sets it.',
      )
    const plan = await selectMoneyPlan(tx, tenant.tenantId, today)
    await lockAdvances(tx, `${input.propertyId ?? input.reference}`)
    const asked = {
      propertyIds: input.propertyId ? [input.propertyId] : [],
      references: input.reference ? [input.reference] : [],
    }
    const held = await selectAdvances(tx, tenant.tenantId, { ...asked, book: tenant.code, day: today })
    if (!held.some((row) => row.amount_paise > 0))
      throw new NotFound('propertyId', 'Nothing stands to the credit of this place.', {
        got: input.propertyId ?? input.reference,
      })
    const known = await readBills(tx, tenant, { ...asked, day: today })
    await lockBills(
      tx,
      known.map((bill) => bill.billId),
    )
    const paymentIds: number[] = []
    let usedPaise = 0
    for (const row of held.filter((each) => each.amount_paise > 0)) {
      const purse = {
        propertyId: row.property_id,
        reference: row.reference,
        fund: row.fund,
        amountPaise: row.amount_paise,
      }
      const used = await spend(tx, purse, await readBills(tx, tenant, { ...asked, day: today }), plan, order)
      if (used.paymentId) paymentIds.push(used.paymentId)
      usedPaise += used.paise
    }
    const leftPaise = held.reduce((sum, row) => sum + row.amount_paise, 0) - usedPaise
    const subjects = input.propertyId ? [{ kind: 'property', id: input.propertyId }] : []
    tx.journal({
      subjects: [...subjects, ...paymentIds.map((id) => ({ kind: 'payment', id }))],
      after: { ...input, usedPaise, leftPaise },
    })
    return { usedPaise, leftPaise, paymentIds }
  })
}

async function spend(
  tx: Tx,
  purse: Purse,
  bills: readonly StandingBill[],
  plan: MoneyPlan,
  order: Appropriation,
): Promise<{ paymentId: number | null; paise: number }> {
  const { tenant, today, userId, postId } = tx.context
  // A bill of several funds is never cleared by one purse, so it earns no rebate here.
  const ofFund = unpaid(bills).map((bill) => ({
    ...bill,
    rebates: [],
    cells: bill.cells.filter((cell) => cell.outstandingPaise > 0 && fundOf(plan, bill.service, cell) === purse.fund),
  }))
  const { allocations } = settle(ofFund, order, { amountPaise: purse.amountPaise, day: today })
  const paise = totalOf(allocations)
  if (!paise) return { paymentId: null, paise: 0 }
  const splits = allocations.map((part) => ({
    billId: part.billId,
    head: part.head,
    year: part.year,
    component: part.component,
    fund: purse.fund,
    settlementAccountId: null,
    amountPaise: part.amountPaise,
  }))
  const paymentId = await insertPayment(tx, tenant.tenantId, {
    ...noOrigin,
    reason: null,
    book: tenant.code,
    kind: 'payment',
    reversesPaymentId: null,
    channel: 'advance',
    mode: 'advance',
    paidOn: today,
    propertyId: purse.propertyId,
    splits,
    userId,
    postId,
  })
  await insertAdvances(tx, tenant.tenantId, [
    {
      book: tenant.code,
      propertyId: purse.propertyId,
      reference: purse.reference,
      fund: purse.fund,
      kind: 'used',
      amountPaise: -paise,
      paymentId,
      adjustmentId: null,
      effectiveOn: today,
    },
  ])
  const parts = allocations.map((part) => ({
    place: bills.find((bill) => bill.billId === part.billId)!,
    cell: part,
    fund: purse.fund,
    settlementAccountId: null,
    amountPaise: part.amountPaise,
  }))
  const advance = purposeAccountOf(plan, 'advance', purse.fund)
  const voucher = {
    postedOn: today,
    source: { kind: 'payment', id: paymentId, step: 'take' },
    narration: 'Advance used',
  }
  await postEntries(
    tx,
    entriesOf(
      voucher,
      paymentLines(plan, parts, today, () => ({ head: advance.head, functionCode: advance.functionCode })),
    ),
  )
  await tx.emit('payments.payment-taken', { paymentId, on: today })
  return { paymentId, paise }
}
