import type { ParcelPage } from '../../state/contract.ts'

/** An order as it is written into the form; days as YYYY-MM-DD, the amount in rupees as typed. */
export type Order = {
  kind: string
  scopes: string[]
  authority: string
  orderNumber: string
  orderDate: string
  from: string
  to: string
  amount: string
  note: string
}

export const emptyOrder = (today: string): Order => ({
  kind: 'court-stay',
  scopes: [],
  authority: '',
  orderNumber: '',
  orderDate: today,
  from: today,
  to: '',
  amount: '',
  note: '',
})

/** What is still wrong with an order before it is sent; fields that the browser checks by itself are not asked. */
export function orderFault(order: Order): 'scopes' | 'to' | 'amount' | null {
  if (order.scopes.length === 0) return 'scopes'
  if (order.to !== '' && order.to <= order.from) return 'to'
  return order.amount.trim() !== '' && paiseOf(order.amount) === null ? 'amount' : null
}

/** Rupees as people type them (`1,23,456.50`, `₹500`) in whole paise; null when it is no positive sum. */
export function paiseOf(rupees: string): number | null {
  const plain = rupees.replace(/[₹,\s]/g, '')
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(plain)) return null
  const [whole, part = ''] = plain.split('.')
  const paise = Number(whole) * 100 + Number(part.padEnd(2, '0'))
  return paise > 0 ? paise : null
}

/** The body of `POST /api/{city}/restrictions`: on the property, or on the plot where nothing is billed. */
export const orderToSend = (order: Order, page: Pick<ParcelPage, 'property' | 'parcels'>) => ({
  kind: order.kind,
  scopes: order.scopes,
  ...(page.property ? { propertyId: page.property.propertyId } : { parcelId: page.parcels[0]?.parcelId }),
  authority: order.authority.trim(),
  orderNumber: order.orderNumber.trim(),
  orderDate: order.orderDate,
  amountPaise: paiseOf(order.amount),
  note: order.note.trim() || null,
  from: order.from,
  to: order.to || null,
})
