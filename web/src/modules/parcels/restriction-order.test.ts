import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { imposeRestrictionSchema } from '../../../../backend/src/modules/parcels/schemas-actions.ts'
import type { Property } from '../../state/contract.ts'
import { emptyOrder, orderFault, orderToSend, paiseOf } from './restriction-order.ts'

const page = { property: { propertyId: 7 } as Property, parcels: [] }
const order = {
  ...emptyOrder('2026-11-22'),
  scopes: ['transfer'],
  authority: 'District Court',
  orderNumber: 'MJC 114/2024',
}

test('rupees are read as people type them', () => {
  assert.equal(paiseOf('₹1,23,456.50'), 12_345_650)
  assert.equal(paiseOf(' 500 '), 50_000)
  assert.equal(paiseOf('0.5'), 50)
  for (const text of ['', '0', '-5', '1.234', 'five', '1.2.3', '₹']) assert.equal(paiseOf(text), null, text)
})

test('any sum comes back to the paisa', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999_999_999 }), (paise) => {
      assert.equal(paiseOf(`${Math.floor(paise / 100)}.${String(paise % 100).padStart(2, '0')}`), paise)
    }),
  )
})

test('an order must stop something, end after it begins, and name a sum that is one', () => {
  assert.equal(orderFault({ ...order, scopes: [] }), 'scopes')
  assert.equal(orderFault({ ...order, to: '2026-11-22' }), 'to')
  assert.equal(orderFault({ ...order, amount: 'much' }), 'amount')
  assert.equal(orderFault({ ...order, to: '2026-11-23', amount: '12' }), null)
})

test('what is sent is what the server takes, for a property and for a bare plot', () => {
  assert.equal(imposeRestrictionSchema.safeParse(orderToSend(order, page)).error, undefined)
  const plot = { property: null, parcels: [{ parcelId: 9 }] } as unknown as Parameters<typeof orderToSend>[1]
  const sent = imposeRestrictionSchema.parse(orderToSend({ ...order, amount: '10', to: '2027-01-01' }, plot))
  assert.deepEqual([sent.parcelId, sent.amountPaise, sent.to], [9, 1000, '2027-01-01'])
})
