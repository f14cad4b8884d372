/**
 * The tile bench: our encoder against plain ST_AsMVT on the same plots, tiles and attributes; low zooms; cached tiles
 * against a bare node:http server. Figures are ratios within one run, so that a noisy machine does not matter.
 * `node --import tsx infra/bench/tiles.ts [--parcels N] [--server URL]`
 */
import { execFile } from 'node:child_process'
import { createServer, get, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import {
  anonymousCaller,
  diskStore,
  newParticipants,
  newSubscribers,
  noSender,
  type Platform,
  readConfig,
  type Tenant,
  todayOf,
} from '../../backend/src/kernel/index.ts'
import { tileLayers } from '../../tiles/layers/index.ts'
import { layerTile } from '../../tiles/src/layer-tile.ts'
import { LiveLayers, loadLayer } from '../../tiles/src/live-layers.ts'
import { tileIndex } from '../../tiles/src/mercator.ts'
import { featureBox, featureById } from '../../tiles/src/segment.ts'
import { createTileHandler } from '../../tiles/src/server.ts'
import type { LayerSnapshot } from '../../tiles/src/snapshot.ts'
import { compareTiles } from './tiles-compare.ts'
import { type BenchTown, makeBenchTown } from './tiles-database.ts'

/** One line of the bench's table. `passed` is null where there is no target, or where the ratio is void. */
export type BenchRow = {
  name: string
  value: number
  unit: string
  target: string
  passed: boolean | null
  note?: string
}

export type TileBenchOptions = {
  /** A PostgreSQL server on which a database may be made and dropped. */
  server: string
  parcels?: number
  /** Progress, and the comparator's plan. */
  say?: (line: string) => void
}

type Tile = readonly [z: number, x: number, y: number]
/** Milliseconds a tile: medians of the rounds, and the plain query's fastest round. */
type Timing = { ours: number; theirs: number; theirFastest: number }

/** What stack.md measured for the plain query; slower than this and the comparison says nothing. */
const comparatorLimitMs: Record<number, number> = { 14: 83, 16: 6.6 }
const tilesPerZoom: Record<number, number> = { 14: 6, 15: 12, 16: 40, 17: 80 }
const rounds = 5

/** Runs the whole bench; makes a database of its own and drops it. */
export async function benchTiles(options: TileBenchOptions): Promise<BenchRow[]> {
  const say = options.say ?? (() => {})
  const parcels = options.parcels ?? 300_000
  say(`filling a town of ${parcels} plots`)
  const town = await makeBenchTown(options.server, parcels)
  try {
    const platform = platformOf(town)
    const startedAt = performance.now()
    const snapshot = await loadLayer(platform, town.tenant, parcelsLayer, todayOf(platform, town.tenant))
    const readMs = performance.now() - startedAt
    await snapshot.cover?.warm()
    const warmMs = performance.now() - startedAt - readMs
    return [
      row('tiles: snapshot read from PostGIS', parcels / (readMs / 1000), 'plots/s', '', null),
      row('tiles: cover painted', warmMs, 'ms', '', null),
      row('tiles: snapshot in memory', snapshot.byteLength / parcels, 'bytes/plot', '', null),
      ...(await againstPlainQuery(town, snapshot, say)),
      ...lowZooms(snapshot),
      await editToTile(town, platform),
      ...(await cachedTiles(platform, town.tenant, say)),
    ]
  } finally {
    await town.drop()
  }
}

const parcelsLayer = tileLayers.find((layer) => layer.id === 'parcels')!
const row = (name: string, value: number, unit: string, target: string, passed: boolean | null, note?: string) => ({
  name,
  value,
  unit,
  target,
  passed,
  ...(note && { note }),
})

function platformOf(town: BenchTown): Platform {
  return {
    config: readConfig({ KHASRA_LOG: 'silent', KHASRA_DATA: '.khasra', KHASRA_TILES_PER_MINUTE: '100000000' }),
    database: town.database,
    documents: diskStore('.khasra/documents'),
    sender: noSender,
    participants: newParticipants(),
    subscribers: newSubscribers(),
    onLayerChange: [],
    now: () => new Date(),
  }
}

/** Tiles spread over the middle of the town, none twice. */
function sampleTiles(snapshot: LayerSnapshot, z: number, count: number): Tile[] {
  const [minX, minY, maxX, maxY] = snapshot.bounds!
  const inner = (low: number, high: number) => [low + (high - low) * 0.2, low + (high - low) * 0.8] as const
  const [west, east] = inner(minX, maxX)
  const [north, south] = inner(minY, maxY)
  const seen = new Map<string, Tile>()
  for (let i = 0; seen.size < count && i < count * 40; i++) {
    const x = tileIndex(z, west + (east - west) * ((i * 0.618034) % 1))
    const y = tileIndex(z, north + (south - north) * ((i * 0.754878) % 1))
    seen.set(`${x}/${y}`, [z, x, y])
  }
  return [...seen.values()]
}

/** The attributes of a public tile at a zoom, as columns of the comparison table. */
const columnsAt = (z: number): string =>
  [
    'id as fid, id',
    ...parcelsLayer.fields.filter((f) => f.audience === 'public' && f.minZoom <= z).map((f) => f.key),
  ].join(', ')

const plainQuery = (z: number): string => `select st_asmvt(t, 'parcels', 4096, 'geom', 'fid') as mvt from (
  select ${columnsAt(z)}, st_asmvtgeom(geom, st_tileenvelope($1, $2, $3), 4096, 64, true) as geom
  from bench.parcels where geom && st_tileenvelope($1, $2, $3, margin => 64.0 / 4096)
) t where geom is not null`

async function againstPlainQuery(
  town: BenchTown,
  snapshot: LayerSnapshot,
  say: (line: string) => void,
): Promise<BenchRow[]> {
  const client = new pg.Client({ connectionString: town.connectionString })
  await client.connect()
  const rows: BenchRow[] = []
  try {
    // Compiling would cost the plain query more than it gains on a tile.
    await client.query('set jit = off')
    const theirs = async ([z, x, y]: Tile): Promise<Uint8Array> =>
      (await client.query<{ mvt: Buffer }>({ name: `tile${z}`, text: plainQuery(z), values: [z, x, y] })).rows[0]!.mvt
    const ours = ([z, x, y]: Tile): Uint8Array => layerTile(snapshot, 'parcels', z, x, y, 'public')
    await printPlan(client, sampleTiles(snapshot, 14, 1)[0]!, say)
    for (const z of [14, 15, 16, 17]) {
      const tiles = sampleTiles(snapshot, z, tilesPerZoom[z]!)
      rows.push(await sameTiles(z, tiles, ours, theirs))
      rows.push(...timingRows(z, await timeBoth(tiles, ours, theirs)))
    }
    return rows
  } finally {
    await client.end()
  }
}

async function printPlan(client: pg.Client, [z, x, y]: Tile, say: (line: string) => void): Promise<void> {
  const text = plainQuery(z).replaceAll('$1', String(z)).replaceAll('$2', String(x)).replaceAll('$3', String(y))
  const plan = await client.query<{ 'QUERY PLAN': string }>(`explain (analyze, costs off, timing off) ${text}`)
  for (const line of plan.rows) say(`  ${line['QUERY PLAN']}`)
}

async function sameTiles(
  z: number,
  tiles: readonly Tile[],
  ours: (tile: Tile) => Uint8Array,
  theirs: (tile: Tile) => Promise<Uint8Array>,
): Promise<BenchRow> {
  let [features, different, worst] = [0, 0, 0]
  let worstId: number | null = null
  for (const tile of tiles.slice(0, 12)) {
    const result = compareTiles(ours(tile), await theirs(tile))
    features += result.features
    different += result.onlyOurs + result.onlyTheirs + result.attributes
    if (result.worstUnits > worst) [worst, worstId] = [result.worstUnits, result.worstId]
  }
  const note = `${features} features compared, ${different} differ, outlines at most ${worst.toFixed(2)} units apart (${worstId})`
  return row(
    `tiles: z${z} equal to ST_AsMVT`,
    different,
    'differences',
    '0, within 1 unit',
    different === 0 && worst <= 1,
    note,
  )
}

/** Both over the same tiles by turns; the median round counts. */
async function timeBoth(
  tiles: readonly Tile[],
  ours: (tile: Tile) => Uint8Array,
  theirs: (tile: Tile) => Promise<Uint8Array>,
): Promise<Timing> {
  const times: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] }
  for (let round = 0; round <= rounds; round++) {
    let startedAt = performance.now()
    for (const tile of tiles) await theirs(tile)
    const theirMs = (performance.now() - startedAt) / tiles.length
    startedAt = performance.now()
    for (const tile of tiles) ours(tile)
    const ourMs = (performance.now() - startedAt) / tiles.length
    // The first round warms both.
    if (round === 0) continue
    times.ours.push(ourMs)
    times.theirs.push(theirMs)
  }
  return { ours: median(times.ours), theirs: median(times.theirs), theirFastest: Math.min(...times.theirs) }
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!

function timingRows(z: number, { ours, theirs, theirFastest }: Timing): BenchRow[] {
  const limit = comparatorLimitMs[z]
  // Its fastest round: a machine busy with other things slows both, and the ratio stands.
  const isVoid = limit !== undefined && theirFastest > limit
  const note = isVoid
    ? `void: the plain query took ${theirFastest.toFixed(1)} ms at best, more than ${limit} ms`
    : undefined
  return [
    row(`tiles: z${z} plain ST_AsMVT`, theirs, 'ms/tile', limit ? `≤ ${limit}` : '', limit && !isVoid ? true : null),
    row(`tiles: z${z} ours, uncached`, ours, 'ms/tile', '', null),
    row(`tiles: z${z} ours against ST_AsMVT`, theirs / ours, '×', '≥ 10', isVoid ? null : theirs / ours >= 10, note),
  ]
}

/** Every tile of z8–z13 of the town, and the largest tiles above. */
function lowZooms(snapshot: LayerSnapshot): BenchRow[] {
  const [minX, minY, maxX, maxY] = snapshot.bounds!
  const rows: BenchRow[] = []
  for (let z = 8; z <= 15; z++) {
    let [slowest, largest, largestRaw, count] = [0, 0, 0, 0]
    for (let y = tileIndex(z, minY); y <= tileIndex(z, maxY); y++) {
      for (let x = tileIndex(z, minX); x <= tileIndex(z, maxX); x++) {
        let bytes: Uint8Array = new Uint8Array(0)
        let fastestMs = Number.POSITIVE_INFINITY
        // Three times, none from a cache: what the tile costs, not what else the machine was doing.
        for (let run = 0; run < 3; run++) {
          const startedAt = performance.now()
          bytes = layerTile(snapshot, 'parcels', z, x, y, 'public')
          fastestMs = Math.min(fastestMs, performance.now() - startedAt)
        }
        slowest = Math.max(slowest, fastestMs)
        largest = Math.max(largest, gzipSync(bytes).length)
        largestRaw = Math.max(largestRaw, bytes.length)
        count++
      }
    }
    const note = `${count} tiles, slowest ${slowest.toFixed(0)} ms, largest ${(largestRaw / 1000).toFixed(0)} KB plain`
    const fits = largestRaw <= 500_000 && (z > 13 || (largest <= 200_000 && slowest <= 150))
    rows.push(
      row(
        `tiles: z${z} largest, gzipped`,
        largest / 1000,
        'KB',
        z > 13 ? 'plain ≤ 500' : '≤ 200, ≤ 150 ms',
        fits,
        note,
      ),
    )
  }
  return rows
}

/** Cached tiles through the whole door, by turns with a server that does nothing but send the same bytes. */
async function cachedTiles(platform: Platform, tenant: Tenant, say: (line: string) => void): Promise<BenchRow[]> {
  const handler = createTileHandler({ platform, resolveCaller: async () => anonymousCaller })
  const door = await listen((request, response) => void handler.handle(request, response))
  const rows: BenchRow[] = []
  try {
    const { snapshot } = await handler.layers.get(tenant, 'parcels')
    for (const z of [14, 16]) {
      const [, x, y] = sampleTiles(snapshot, z, 1)[0]!
      const path = `/tiles/${tenant.code}/parcels/${z}/${x}/${y}.mvt`
      const { body, etag } = await settledBody(portOf(door), path)
      const bare = await listen(bareServer(body, etag))
      const rates: { door: number[]; bare: number[] } = { door: [], bare: [] }
      for (let round = 0; round < 5; round++) {
        rates.bare.push(await load(portOf(bare), path))
        rates.door.push(await load(portOf(door), path))
      }
      bare.close()
      const [doorRate, bareRate] = [median(rates.door), median(rates.bare)]
      say(`  z${z} cached: ${doorRate.toFixed(0)}/s, bare node:http ${bareRate.toFixed(0)}/s, ${body.length} bytes`)
      const note = `${doorRate.toFixed(0)} against ${bareRate.toFixed(0)} a second, ${body.length} bytes`
      rows.push(
        row(
          `tiles: z${z} cached against bare node:http`,
          doorRate / bareRate,
          '×',
          '≥ 0.8',
          doorRate / bareRate >= 0.8,
          note,
        ),
      )
    }
    return rows
  } finally {
    door.close()
    await handler.close()
  }
}

const edits = 8

/** From the commit of an edit, made past any process of ours, to the tile that shows it. */
async function editToTile(town: BenchTown, platform: Platform): Promise<BenchRow> {
  const live = new LiveLayers({ ...platform, onLayerChange: [] }, [parcelsLayer], 4 * 2 ** 30)
  const { pool } = town.database
  const id = [town.tenant.tenantId, Math.floor((await live.get(town.tenant, 'parcels')).snapshot.count / 2)]
  try {
    const times: number[] = []
    for (let i = 0; i < edits; i++) {
      const number = `edit ${i}`
      await pool.query(
        `with edited as (update parcels.parcel_versions set number = $3 where tenant_id = $1 and parcel_id = $2 returning 1),
         told as (insert into kernel.layer_changes (tenant_id, layer, feature_id) values ($1, 'parcels', $2) returning 1)
         select pg_notify('khasra_layers', $1::text) from edited, told`,
        [...id, number],
      )
      const committedAt = performance.now()
      while (!(await showsNumber(live, town.tenant, id[1]!, number))) {
        if (performance.now() - committedAt > 10_000) throw new Error('an edit did not reach the tile in ten seconds')
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
      times.push(performance.now() - committedAt)
    }
    const worst = Math.max(...times)
    const note = `median ${median(times).toFixed(0)} ms of ${edits} edits`
    return row('tiles: edit to tile in another process, worst', worst, 'ms', '≤ 1000', worst <= 1000, note)
  } finally {
    await live.close()
  }
}

async function showsNumber(live: LiveLayers, tenant: Tenant, parcelId: number, number: string): Promise<boolean> {
  const { snapshot } = await live.get(tenant, 'parcels')
  for (const segment of snapshot.segments) {
    const place = featureById(segment, parcelId)
    if (place < 0 || segment.removed?.[place]) continue
    const [minX, minY] = featureBox(segment, place)
    const tile = layerTile(snapshot, 'parcels', 18, tileIndex(18, minX), tileIndex(18, minY), 'public')
    return Buffer.from(tile).includes(number)
  }
  return false
}

/** A tile's bytes as they are sent once the thorough compression is done: the size no longer changes. */
async function settledBody(port: number, path: string): Promise<{ body: Buffer; etag: string }> {
  const ask = () =>
    new Promise<{ body: Buffer; etag: string }>((resolve, reject) => {
      get({ port, path, host: '127.0.0.1', headers: { 'accept-encoding': 'gzip' } }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => resolve({ body: Buffer.concat(chunks), etag: String(response.headers.etag) }))
      }).on('error', reject)
    })
  const first = await ask()
  for (let i = 0; i < 500; i++) {
    const next = await ask()
    if (next.body.length !== first.body.length) return next
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return first
}

const bareServer =
  (body: Buffer, etag: string): RequestListener =>
  (_request, response) => {
    response.writeHead(200, {
      'content-type': 'application/vnd.mapbox-vector-tile',
      'content-length': body.length,
      'content-encoding': 'gzip',
      etag,
      'cache-control': 'public, no-cache',
    })
    response.end(body)
  }

async function listen(listener: RequestListener): Promise<Server> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port

const run = promisify(execFile)
async function load(port: number, path: string): Promise<number> {
  const script = fileURLToPath(new URL('tiles-load.ts', import.meta.url))
  const { stdout } = await run(process.execPath, ['--import', 'tsx', script, String(port), path, '1500', '8'])
  return Number(stdout)
}

async function main(): Promise<void> {
  const argument = (name: string) => {
    const at = process.argv.indexOf(`--${name}`)
    return at < 0 ? undefined : process.argv[at + 1]
  }
  const server = argument('server') ?? process.env.DATABASE_URL
  if (!server) throw new Error('Name a PostgreSQL server with --server or DATABASE_URL.')
  const parcels = Number(argument('parcels') ?? 300_000)
  const rows = await benchTiles({ server, parcels, say: (line) => console.error(line) })
  for (const { name, value, unit, target, passed, note } of rows) {
    const verdict = passed === null ? '' : passed ? 'ok' : 'MISSED'
    console.log(
      `${name.padEnd(46)} ${value.toPrecision(4).padStart(9)} ${unit.padEnd(12)} ${target.padEnd(17)} ${verdict.padEnd(7)} ${note ?? ''}`,
    )
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
