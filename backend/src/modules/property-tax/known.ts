import { NotFound, type Tx } from '../../kernel/index.ts'
import { checkRestrictions } from '../parcels/index.ts'
import { selectMissing } from './queries.ts'

/** @throws NotFound naming the field whose id this town does not have */
export async function requireKnown(tx: Tx, asked: Parameters<typeof selectMissing>[2]): Promise<void> {
  const missing = await selectMissing(tx, tx.context.tenant.tenantId, asked)
  if (missing) throw new NotFound(missing.field, 'There is no such thing in this town.', { got: missing.id })
}

/** An order that stands on a property, as an action tells of it. */
export interface StandingOrder {
  kind: string
  authority: string
  orderNumber: string
  orderDate: string
  scopes: string[]
}

/** Orders on a property. A house is assessed in spite of an order, which stops demand and recovery: it is told of, not obeyed here. */
export async function ordersOn(tx: Pick<Tx, 'query' | 'context'>, propertyId: number): Promise<StandingOrder[]> {
  const { tenant, today } = tx.context
  const orders = await checkRestrictions(tx, tenant.tenantId, { propertyId, scope: null }, today)
  return orders.map(({ kind, authority, orderNumber, orderDate, scopes }) => ({
    kind,
    authority,
    orderNumber,
    orderDate,
    scopes,
  }))
}
