/** The door of payments: what rooms above may use. Money moves here alone. */
export { loadChart } from './actions/load-chart.ts'
export { ledgerChain, postEntries, verifyLedger } from './ledger.ts'
export { referenceChart } from './reference.ts'
export { paymentsRoutes } from './routes.ts'
export { chartFaults, readChartCsv } from './rules-chart.ts'
export { loadChartSchema } from './schemas-ledger.ts'
