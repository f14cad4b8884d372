import { Conflict, type Context, command, Invalid, NotFound } from '../../../kernel/index.ts'
import { readBills } from '../open-bills.ts'
import { endStayRow, insertStay, selectStay } from '../queries-stays.ts'
import type { EndStay, ImposeStay } from '../schemas-stays.ts'

/**
 * Enters an order that freezes cells, an amount or a step of recovery. What is frozen may still be paid by the payer's own wish; it
 * stands apart in every register and no step of recovery counts it.
 */
export function imposeStay(context: Context, input: ImposeStay): Promise<{ stayId: number }> {
  return command(context, { name: 'payments.impose-stay', input }, async (tx) => {
    const { tenant, today } = context
    if (input.orderDate > today)
      throw new Invalid('orderDate', 'An order is entered on its own day or later.', { got: input.orderDate })
    if (input.billId) {
      const [bill] = await readBills(tx, tenant, { billIds: [input.billId], day: today })
      if (!bill) throw new NotFound('billId', 'There is no such bill in this town.', { got: input.billId })
    }
    const { from, to, ...rest } = input
    const stayId = await insertStay(tx, tenant.tenantId, {
      propertyId: rest.propertyId ?? null,
      billId: rest.billId ?? null,
      reference: rest.reference ?? null,
      freezes: rest.freezes,
      service: rest.service ?? null,
      head: rest.head ?? null,
      component: rest.component ?? null,
      yearFrom: rest.yearFrom ?? null,
      yearTo: rest.yearTo ?? null,
      amountPaise: rest.amountPaise ?? null,
      step: rest.step ?? null,
      authority: rest.authority,
      orderNumber: rest.orderNumber,
      orderDate: rest.orderDate,
      restrictionId: rest.restrictionId ?? null,
      validFrom: from,
      validTo: to ?? null,
    }).catch((error: unknown) => {
      if ((error as { code?: string }).code === '23503')
        throw new NotFound('propertyId', 'There is no such property in this town.', { got: input.propertyId })
      throw error
    })
    await tx.emit('payments.stay-imposed', { stayId, propertyId: rest.propertyId ?? null })
    const property = rest.propertyId ? [{ kind: 'property', id: rest.propertyId }] : []
    const bill = rest.billId ? [{ kind: 'bill', id: rest.billId }] : []
    tx.journal({ subjects: [{ kind: 'stay', id: stayId }, ...property, ...bill], after: input })
    return { stayId }
  })
}

/** Ends an order on a day, by another that lifts it. @throws Conflict when it holds no longer */
export function endStay(context: Context, stayId: number, input: EndStay): Promise<{ stayId: number }> {
  return command(context, { name: 'payments.end-stay', input: { stayId, ...input } }, async (tx) => {
    const { tenantId } = context.tenant
    const stay = await selectStay(tx, tenantId, stayId)
    if (!stay) throw new NotFound('stayId', 'There is no such stay in this town.', { got: stayId })
    if (stay.validTo !== null && stay.validTo <= input.on)
      throw new Conflict('on', 'This stay holds no longer on that day.', { got: stay.validTo })
    if (input.on <= stay.validFrom)
      throw new Invalid('on', 'A stay ends after it begins.', { expected: `after ${stay.validFrom}` })
    await endStayRow(tx, tenantId, stayId, input.on, input.order)
    await tx.emit('payments.stay-ended', { stayId, propertyId: stay.propertyId })
    const property = stay.propertyId ? [{ kind: 'property', id: stay.propertyId }] : []
    tx.journal({ subjects: [{ kind: 'stay', id: stayId }, ...property], before: stay, after: input })
    return { stayId }
  })
}
