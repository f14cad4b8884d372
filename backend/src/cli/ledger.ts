import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Invalid, newRequestId, systemContext, tenantByCode } from '../kernel/index.ts'
import {
  chartFaults,
  loadChart,
  loadChartSchema,
  readChartCsv,
  referenceChart,
  verifyLedger,
} from '../modules/payments/index.ts'
import { BadUsage, done, type Verb, type VerbAnswer, withPlatform } from './verb.ts'

async function verify(args: string[]): Promise<VerbAnswer> {
  const { values } = parseArgs({ args, options: { city: { type: 'string' } } })
  if (!values.city) throw new BadUsage('say which town: khasra ledger verify --city nayapur')
  const city = values.city
  return withPlatform(async (platform) => {
    const tenant = await tenantByCode(platform, city)
    const verdict = await verifyLedger(platform.database, tenant.tenantId)
    const { firstBroken, balanceFaults } = verdict
    const text = firstBroken
      ? `broken at batch ${firstBroken.entryId}: ${firstBroken.reason}`
      : balanceFaults.length
        ? `${balanceFaults.length} sums differ from their vouchers, the first of head ${balanceFaults[0]!.head}`
        : `intact: ${verdict.vouchers} vouchers in ${verdict.entries} sealed batches, ${verdict.unsealed} waiting`
    return { exitCode: verdict.intact ? 0 : 1, json: verdict, text }
  })
}

/** A chart from a file: our own JSON, or the CSV of accounting software. */
function readChart(file: string) {
  if (!existsSync(file)) throw new BadUsage(`there is no file ${file}`)
  const text = readFileSync(file, 'utf8')
  if (file.endsWith('.json')) return { chart: loadChartSchema.parse(JSON.parse(text)), faults: [] }
  const { heads, faults } = readChartCsv(text)
  const source = file.split('/').at(-1)!
  return { chart: loadChartSchema.parse({ source, heads }), faults: [...faults, ...chartFaults(heads)] }
}

async function chart(args: string[]): Promise<VerbAnswer> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { city: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
  })
  const [file] = positionals
  const given = file === undefined ? { chart: referenceChart(), faults: [] } : readChart(file)
  const counts = {
    heads: given.chart.heads.length,
    funds: given.chart.funds.length,
    functions: given.chart.functions.length,
  }
  const json = { ...counts, faults: given.faults }
  const words = `${counts.heads} heads, ${counts.funds} funds, ${counts.functions} functions`
  if (given.faults.length) {
    const [first] = given.faults
    return {
      exitCode: 1,
      json,
      text: `${words}; ${given.faults.length} faults, the first in line ${first!.line}: ${first!.reason}`,
    }
  }
  if (values['dry-run']) return done(json, `${words} read; nothing was written`)
  if (!values.city) throw new BadUsage('say which town: khasra ledger chart FILE --city nayapur')
  const city = values.city
  return withPlatform(async (platform) => {
    const tenant = await tenantByCode(platform, city)
    if (tenant.kind !== 'ulb') throw new Invalid('city', 'Books are kept by towns.', { got: city })
    await loadChart(await systemContext(platform, tenant.tenantId, newRequestId()), given.chart)
    return done(json, `${words} loaded into ${city}`)
  })
}

/** Verbs about a town's books. */
export const ledgerVerbs: Verb[] = [
  {
    name: 'ledger verify',
    summary: "proves a town's books: hash chain, every voucher, every sum",
    example: 'khasra ledger verify --city nayapur',
    run: verify,
  },
  {
    name: 'ledger chart',
    summary: 'loads a chart of accounts: a CSV of accounting software, our JSON, or the small one that comes along',
    example: 'khasra ledger chart accounts.csv --city nayapur',
    run: chart,
  },
]
