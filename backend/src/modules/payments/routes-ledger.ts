/** The books: chart, vouchers, day book, trial balance and their proof. */
import { z } from 'zod'
import { defineRoute, type Route, read } from '../../kernel/index.ts'
import { loadChart } from './actions/load-chart.ts'
import { postVoucher } from './actions/post-voucher.ts'
import { reverseVoucher } from './actions/reverse-voucher.ts'
import { readDayBook, readReceiptsAndPayments, readTrialBalance } from './books.ts'
import { verifyLedger } from './ledger.ts'
import { selectFundsAndFunctions, selectHeads } from './queries-chart.ts'
import {
  chartSchema,
  dayBookQuerySchema,
  dayBookSchema,
  entryParams,
  ledgerVerdictSchema,
  loadChartSchema,
  postVoucherSchema,
  receiptsAndPaymentsQuerySchema,
  receiptsAndPaymentsSchema,
  reverseVoucherSchema,
  trialBalanceQuerySchema,
  trialBalanceSchema,
} from './schemas-ledger.ts'

const entryAnswer = z.object({ entryId: z.int() })

export const ledgerRoutes: Route[] = [
  /** GET /api/nayapur/ledger/chart */
  defineRoute({
    method: 'get',
    path: '/ledger/chart',
    permission: 'payments.read-ledger',
    summary: 'The chart of accounts with funds and functions',
    response: chartSchema,
    run: async (context) => {
      const { tenantId } = context.tenant
      const [heads, named] = await read(context, async (db) => [
        await selectHeads(db, tenantId),
        await selectFundsAndFunctions(db, tenantId),
      ])
      const of = (what: string) => named.filter((row) => row.what === what).map(({ code, names }) => ({ code, names }))
      return {
        funds: of('fund'),
        functions: of('function'),
        heads: heads.map(({ parent_head, takes_postings, ...head }) => ({
          ...head,
          parentHead: parent_head,
          takesPostings: takes_postings,
        })),
      }
    },
  }),
  /** PUT /api/nayapur/ledger/chart */
  defineRoute({
    method: 'put',
    path: '/ledger/chart',
    permission: 'payments.manage-accounts',
    summary: 'Load a chart of accounts, or add to it',
    body: loadChartSchema,
    response: z.object({ heads: z.int(), funds: z.int(), functions: z.int() }),
    run: (context, { body }) => loadChart(context, body),
  }),
  /** POST /api/nayapur/ledger/vouchers */
  defineRoute({
    method: 'post',
    path: '/ledger/vouchers',
    permission: 'payments.post-journal',
    summary: 'Enter a journal voucher',
    body: postVoucherSchema,
    response: entryAnswer,
    run: (context, { body }) => postVoucher(context, body),
  }),
  /** POST /api/nayapur/ledger/vouchers/17/reversal */
  defineRoute({
    method: 'post',
    path: '/ledger/vouchers/:entryId/reversal',
    permission: 'payments.post-journal',
    summary: 'Take back a journal voucher',
    params: entryParams,
    body: reverseVoucherSchema,
    response: entryAnswer,
    run: (context, { params, body }) => reverseVoucher(context, params.entryId, body),
  }),
  /** GET /api/nayapur/ledger/day-book?from=2026-04-01&to=2026-04-30 */
  defineRoute({
    method: 'get',
    path: '/ledger/day-book',
    permission: 'payments.read-ledger',
    summary: 'Vouchers in the order of posting',
    query: dayBookQuerySchema,
    response: dayBookSchema,
    run: (context, { query }) => readDayBook(context, query),
  }),
  /** GET /api/nayapur/ledger/trial-balance?asOf=2026-03-31&by=function */
  defineRoute({
    method: 'get',
    path: '/ledger/trial-balance',
    permission: 'payments.read-ledger',
    summary: 'Debits and credits of every account up to a day',
    query: trialBalanceQuerySchema,
    response: trialBalanceSchema,
    run: (context, { query }) => readTrialBalance(context, query),
  }),
  /** GET /api/nayapur/ledger/receipts-and-payments?from=2026-04-01&to=2027-03-31 */
  defineRoute({
    method: 'get',
    path: '/ledger/receipts-and-payments',
    permission: 'payments.read-ledger',
    summary: 'What came into cash and bank and what went out, by head',
    query: receiptsAndPaymentsQuerySchema,
    response: receiptsAndPaymentsSchema,
    run: (context, { query }) => readReceiptsAndPayments(context, query),
  }),
  /** GET /api/nayapur/ledger/verify */
  defineRoute({
    method: 'get',
    path: '/ledger/verify',
    permission: 'payments.read-ledger',
    perMinute: 6,
    summary: 'Proves the books: hash chain, every voucher, every sum',
    response: ledgerVerdictSchema,
    run: (context) => verifyLedger(context.platform.database, context.tenant.tenantId),
  }),
]
