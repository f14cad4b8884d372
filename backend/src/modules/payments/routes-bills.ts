/** Bills, dues, payments and receipts. */
import { z } from 'zod'
import { defineRoute, idSchema, type Route, read } from '../../kernel/index.ts'
import { adjustBill } from './actions/adjust-bill.ts'
import { raiseBills } from './actions/raise-bills.ts'
import { reversePayment } from './actions/reverse-payment.ts'
import { setAccounts } from './actions/set-accounts.ts'
import { takePayment } from './actions/take-payment.ts'
import { closeReceiptNumbers, takeReceiptBlock } from './actions/take-receipt-block.ts'
import { useAdvance } from './actions/use-advance.ts'
import { readDues, readMyDues } from './dues.ts'
import { readHistory } from './history.ts'
import { selectAppropriation, selectBillHeads, selectMoneyPlan, selectSettlements } from './queries-accounts.ts'
import { accountsSchema, setAccountsSchema } from './schemas-accounts.ts'
import { adjustBillSchema, billParams, raiseBillsSchema, raisedSchema } from './schemas-bills.ts'
import { basketSchema, duesQuerySchema, historySchema, myDuesQuerySchema } from './schemas-dues.ts'
import {
  blockAnswerSchema,
  blockParams,
  blockSchema,
  closeNumbersSchema,
  paymentParams,
  receiptSchema,
  reversePaymentSchema,
  takenSchema,
  takePaymentSchema,
  useAdvanceSchema,
  verdictSchema,
} from './schemas-payments.ts'
import { readReceipt, verifyReceipt } from './verify-receipt.ts'

export const billRoutes: Route[] = [
  /** GET /api/nayapur/dues?propertyNumber=4821739064 */
  defineRoute({
    method: 'get',
    path: '/dues',
    permission: null,
    perMinute: 240,
    summary: 'All dues of a place, an account or a bill, for anyone who wants to pay them',
    query: duesQuerySchema,
    response: basketSchema,
    run: (context, { query }) => readDues(context, query),
  }),
  /** GET /api/nayapur/my-dues */
  defineRoute({
    method: 'get',
    path: '/my-dues',
    permission: null,
    summary: 'All dues of the places of whoever is signed in',
    query: myDuesQuerySchema,
    response: basketSchema,
    run: (context, { query }) => readMyDues(context, query.asOf),
  }),
  /** GET /api/nayapur/properties/17/money */
  defineRoute({
    method: 'get',
    path: '/properties/:propertyId/money',
    permission: 'payments.read-accounts',
    summary: 'Bills, changes, payments and vouchers of a property',
    params: z.strictObject({ propertyId: idSchema }),
    query: myDuesQuerySchema,
    response: historySchema,
    run: (context, { params, query }) => readHistory(context, params.propertyId, query.asOf ?? context.today),
  }),
  /** POST /api/nayapur/bills */
  defineRoute({
    method: 'post',
    path: '/bills',
    permission: 'payments.raise-bills',
    summary: 'Raise up to a thousand bills',
    body: raiseBillsSchema,
    response: raisedSchema,
    run: (context, { body }) => raiseBills(context, body),
  }),
  /** POST /api/nayapur/bills/17/adjustments */
  defineRoute({
    method: 'post',
    path: '/bills/:billId/adjustments',
    permission: 'payments.adjust-bills',
    summary: 'Correct, cancel or write off a bill',
    params: billParams,
    body: adjustBillSchema,
    response: z.object({ adjustmentId: z.int(), changedPaise: z.int(), toAdvancePaise: z.int() }),
    run: (context, { params, body }) => adjustBill(context, params.billId, body),
  }),
  /** POST /api/nayapur/counter/payments */
  defineRoute({
    method: 'post',
    path: '/counter/payments',
    permission: 'payments.collect',
    summary: 'Take a payment and hand over a receipt',
    body: takePaymentSchema,
    response: takenSchema,
    run: (context, { body }) => takePayment(context, body),
  }),
  /** POST /api/nayapur/payments/17/reversal */
  defineRoute({
    method: 'post',
    path: '/payments/:paymentId/reversal',
    permission: 'payments.reverse',
    summary: 'Take a payment back: bounced cheque, mistake',
    params: paymentParams,
    body: reversePaymentSchema,
    response: z.object({ paymentId: z.int(), billIds: z.array(z.int()) }),
    run: (context, { params, body }) => reversePayment(context, params.paymentId, body),
  }),
  /** POST /api/nayapur/advances/use */
  defineRoute({
    method: 'post',
    path: '/advances/use',
    permission: 'payments.collect',
    summary: 'Clear dues of a place from what stands to its credit',
    body: useAdvanceSchema,
    response: z.object({ usedPaise: z.int(), leftPaise: z.int(), paymentIds: z.array(z.int()) }),
    run: (context, { body }) => useAdvance(context, body),
  }),
  /** POST /api/nayapur/receipt-blocks */
  defineRoute({
    method: 'post',
    path: '/receipt-blocks',
    permission: 'payments.collect',
    summary: 'Take receipt numbers in advance for a device',
    body: blockSchema,
    response: blockAnswerSchema,
    run: (context, { body }) => takeReceiptBlock(context, body),
  }),
  /** POST /api/nayapur/receipt-blocks/17/unused */
  defineRoute({
    method: 'post',
    path: '/receipt-blocks/:blockId/unused',
    permission: 'payments.collect',
    summary: 'Account for receipt numbers that were spoilt or are handed back',
    params: blockParams,
    body: closeNumbersSchema,
    response: z.object({ unaccounted: z.array(z.int()) }),
    run: (context, { params, body }) => closeReceiptNumbers(context, params.blockId, body),
  }),
  /** GET /api/nayapur/receipts/verify?token=KH1.nayapur.receipt.… */
  defineRoute({
    method: 'get',
    path: '/receipts/verify',
    permission: null,
    perMinute: 120,
    summary: 'Whether a receipt is what its QR says',
    query: z.strictObject({ token: z.string().max(4000).default('') }),
    response: verdictSchema,
    run: (context, { query }) => verifyReceipt(context, query.token),
  }),
  /** GET /api/nayapur/receipts/2kq0… */
  defineRoute({
    method: 'get',
    path: '/receipts/:link',
    permission: null,
    perMinute: 120,
    summary: 'A receipt, to whoever holds its link',
    params: z.strictObject({ link: z.string().regex(/^[0-9a-z]{20,40}$/, 'must be the link of a receipt') }),
    response: receiptSchema,
    run: (context, { params }) => readReceipt(context, params.link),
  }),
  /** GET /api/nayapur/money/accounts */
  defineRoute({
    method: 'get',
    path: '/money/accounts',
    permission: 'payments.read-ledger',
    summary: 'Where money goes: lines of bills, their heads in the books, where it comes in, the lawful order',
    query: myDuesQuerySchema,
    response: accountsSchema,
    run: async (context, { query }) => {
      const { tenantId } = context.tenant
      const day = query.asOf ?? context.today
      return read(context, async (db) => {
        const plan = await selectMoneyPlan(db, tenantId, day)
        const heads = await selectBillHeads(db, tenantId)
        const settlements = await selectSettlements(db, tenantId, day)
        return {
          asOf: day,
          billHeads: heads.map((row) => ({ service: row.service, billHead: row.bill_head, names: row.names })),
          headAccounts: [...plan.headAccounts.values()],
          purposeAccounts: [...plan.purposes.values()],
          settlementAccounts: settlements.map((row) => ({
            settlementAccountId: row.settlement_account_id,
            fund: row.fund,
            channel: row.channel,
            names: row.names,
            head: row.head,
            provider: row.provider,
            vpa: row.vpa,
          })),
          appropriation: await selectAppropriation(db, tenantId, day),
        }
      })
    },
  }),
  /** PUT /api/nayapur/money/accounts */
  defineRoute({
    method: 'put',
    path: '/money/accounts',
    permission: 'payments.manage-accounts',
    summary: 'Say where money goes from a day on',
    body: setAccountsSchema,
    response: z.object({ from: z.string() }),
    run: (context, { body }) => setAccounts(context, body),
  }),
]
