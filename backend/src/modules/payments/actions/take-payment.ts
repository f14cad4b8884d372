import { Conflict, type Context, command, signerOf } from '../../../kernel/index.ts'
import { noOrigin } from '../queries-payments.ts'
import type { TakePayment } from '../schemas-payments.ts'
import { type TakenMoney, takeMoney } from '../take-money.ts'
import { requirePast } from './post-voucher.ts'

/**
 * Takes a payment at a counter, a kiosk or in the field: cash, cheque, draft, bank transfer. Anyone may pay any bill; what was paid
 * changes no ownership. The same request id gives the same receipt.
 * @throws Invalid for more than is due unless the rest may be an advance
 */
export async function takePayment(context: Context, input: TakePayment): Promise<TakenMoney> {
  const signer = await signerOf(context.platform, context.tenant)
  return command(context, { name: 'payments.take-payment', input }, async (tx) => {
    const paidOn = input.paidOn ?? context.today
    requirePast(paidOn, context.today, 'paidOn')
    const taken = await takeMoney(tx, signer, {
      billIds: [...new Set(input.billIds)],
      propertyId: input.propertyId ?? null,
      reference: input.reference ?? null,
      amountPaise: input.amountPaise,
      mayAdvance: input.mayAdvance,
      payStayed: input.payStayed,
      channel: input.channel,
      mode: input.mode,
      paidOn,
      ...noOrigin,
      paidBy: input.paidBy ?? null,
      payerPartyId: input.payerPartyId ?? null,
      protestNote: input.protestNote ?? null,
      paper: input.paper ?? null,
      bankReference: input.bankReference ?? null,
      counter: input.counter ?? null,
      receiptNumber: input.receiptNumber ?? null,
      source: null,
    })
    const { link: _, token: __, ...told } = taken
    tx.journal({
      subjects: [{ kind: 'payment', id: taken.paymentId }, ...taken.settledBillIds.map((id) => ({ kind: 'bill', id }))],
      after: { ...told, channel: input.channel, mode: input.mode, billIds: input.billIds, paidOn },
    })
    return taken
  }).catch((error: unknown) => {
    throw refusalOf(error)
  })
}

/** A key that the database refuses is an id that the caller made up, or a number of a receipt that was given out already. */
export function refusalOf(error: unknown): unknown {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code === '23503')
    return new Conflict('propertyId', 'Something that is named here does not exist in this town.', { got: constraint })
  if (code === '23505') return new Conflict('receiptNumber', 'This was booked already.', { got: constraint })
  return error
}
