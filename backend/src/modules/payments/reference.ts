/** What a town may begin with, read from data/reference; loaded only when somebody says so, and the town's own from then on. */
import { readFileSync } from 'node:fs'
import { type SetAccounts, setAccountsSchema } from './schemas-accounts.ts'
import { type LoadChart, loadChartSchema } from './schemas-ledger.ts'

interface ReferenceHead {
  head: string
  kind: string
  parent?: string
  names: Record<string, string>
}

interface ReferenceChart {
  source: string
  funds: object[]
  functions: { code: string; names: object }[]
  heads: ReferenceHead[]
}

function readReference<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../../../data/reference/payments/${name}.json`, import.meta.url), 'utf8'))
}

/** The small chart of accounts; heads with children are groups. */
export function referenceChart(): LoadChart {
  const chart = readReference<ReferenceChart>('chart-of-accounts')
  const groups = new Set(chart.heads.map((head) => head.parent))
  return loadChartSchema.parse({
    source: chart.source,
    funds: chart.funds,
    functions: chart.functions.map(({ code, names }) => ({ code, names })),
    heads: chart.heads.map(({ head, kind, parent, names }) => ({
      head,
      kind,
      names,
      parentHead: parent ?? null,
      takesPostings: !groups.has(head),
    })),
  })
}

/** Accounts of the sample town: made up, to try and to test with. No town begins with them unasked. */
export function sampleAccounts(): SetAccounts {
  return setAccountsSchema.parse(readReference('sample-accounts'))
}
