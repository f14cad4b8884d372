import { parseArgs } from 'node:util'
import { BadUsage, say, type Verb, type VerbAnswer, wholeNumber } from './verb.ts'

interface Cluster {
  url: string
  stop(): Promise<void> | void
}

/** A PostGIS to measure on: the one named, or a temporary cluster of our own. */
async function benchServer(named: string | undefined): Promise<Cluster> {
  if (named) return { url: named, stop() {} }
  // @ts-expect-error plain JavaScript, because the test launcher runs it before anything is compiled
  const { findPostgis, startCluster } = await import('../../../infra/test/cluster.mjs')
  const found = findPostgis()
  if (!found) throw new BadUsage('the bench needs PostgreSQL with PostGIS: install it, or name one with --server')
  return startCluster(found.bin)
}

const parts = ['tiles', 'register', 'ledger']

async function bench(args: string[]): Promise<VerbAnswer> {
  const { values } = parseArgs({
    args,
    options: {
      server: { type: 'string' },
      parcels: { type: 'string', default: '1000000' },
      'tile-parcels': { type: 'string', default: '300000' },
      only: { type: 'string' },
    },
  })
  const parcels = wholeNumber(values.parcels, 'parcels', 1000, 5_000_000)
  const tileParcels = wholeNumber(values['tile-parcels'], 'tile-parcels', 1000, 5_000_000)
  if (values.only && !parts.includes(values.only)) throw new BadUsage(`--only is one of ${parts.join(', ')}`)
  const wants = (part: string) => !values.only || values.only === part
  const server = await benchServer(values.server)
  try {
    const { benchTiles } = await import('../../../infra/bench/tiles.ts')
    const { benchRegister } = await import('../../../infra/bench/register.ts')
    const { benchLedger } = await import('../../../infra/bench/ledger.ts')
    const rows = [
      ...(wants('tiles') ? await benchTiles({ server: server.url, parcels: tileParcels, say }) : []),
      ...(wants('register') ? await benchRegister({ server: server.url, parcels, say }) : []),
      ...(wants('ledger') ? await benchLedger({ server: server.url }) : []),
    ]
    const lines = rows.map(
      (row) =>
        `${row.name.padEnd(48)} ${row.value.toPrecision(4).padStart(10)} ${row.unit.padEnd(11)} ${row.target.padEnd(12)} ${row.passed === null ? '' : row.passed ? 'ok' : 'MISSED'} ${row.note ?? ''}`,
    )
    return {
      exitCode: rows.some((row) => row.passed === false) ? 1 : 0,
      json: { parcels, tileParcels, rows },
      text: lines.join('\n'),
    }
  } finally {
    await server.stop()
  }
}

/** The bench, as `npm run bench` calls it. */
export const benchVerb: Verb = {
  name: 'bench',
  summary: 'measures tiles, search, pages, loads, row security and ledger on a real PostGIS',
  example: 'npm run bench -- --parcels 100000',
  run: bench,
}
