/** Orders that freeze dues: read for a page, and asked by every step of recovery. */
import { Conflict, type Context, type Db, NotFound, read, sentence, type Tenant, type Tx } from '../../kernel/index.ts'
import { requireFree } from '../parcels/index.ts'
import { readBills } from './open-bills.ts'
import { selectStays } from './queries-stays.ts'
import { type RecoveryStep, type Stay, staysOfStep } from './rules-stays.ts'

/** GET /properties/:propertyId/stays: of the property and its bills, past and present. */
export async function readStays(context: Context, propertyId: number): Promise<{ stays: Stay[] }> {
  const { tenant, today } = context
  return read(context, async (db) => {
    const bills = await readBills(db, tenant, { propertyIds: [propertyId], day: today })
    const billIds = bills.map((bill) => bill.billId)
    return { stays: await selectStays(db, tenant.tenantId, { billIds, propertyIds: [propertyId], references: [] }) }
  })
}

/** Orders in force that stop a step of recovery of a bill. */
export async function staysOfBill(db: Db, tenant: Tenant, billId: number, step: RecoveryStep, day: string) {
  const [bill] = await readBills(db, tenant, { billIds: [billId], day })
  if (!bill) throw new NotFound('billId', 'There is no such bill in this town.', { got: billId })
  const stays = await selectStays(db, tenant.tenantId, {
    billIds: [billId],
    propertyIds: bill.propertyId ? [bill.propertyId] : [],
    references: bill.reference ? [bill.reference] : [],
  })
  const frozen = bill.cells.reduce((sum, cell) => sum + cell.stayedPaise, 0)
  const left = bill.cells.reduce((sum, cell) => sum + Math.max(cell.outstandingPaise, 0), 0)
  return { bill, stays: staysOfStep(stays, bill, step, day), recoverablePaise: left - frozen }
}

/**
 * What every step of recovery asks before it is taken on a bill: orders of the register, stays of the step, and whether anything is
 * left that no order freezes. Answers how much may be recovered.
 * @throws Conflict that says whose order stops it
 */
export async function requireRecoverable(tx: Tx, billId: number, step: RecoveryStep): Promise<number> {
  const { tenant, today } = tx.context
  const { bill, stays, recoverablePaise } = await staysOfBill(tx, tenant, billId, step, today)
  const [stay] = stays
  if (stay)
    throw new Conflict('step', 'This step is stayed by {authority}, order {number} of {day}.', {
      parameters: { authority: stay.authority, number: stay.orderNumber, day: stay.orderDate },
      reasons: stays.map((each) =>
        sentence('{authority}, {number}', { authority: each.authority, number: each.orderNumber }),
      ),
    })
  if (bill.propertyId) {
    const scope = step === 'disconnection' ? 'disconnection' : 'recovery'
    await requireFree(tx, tenant.tenantId, { scope, propertyId: bill.propertyId }, today)
  }
  if (recoverablePaise <= 0) throw new Conflict('billId', 'Nothing is left on this bill that may be recovered.')
  return recoverablePaise
}
