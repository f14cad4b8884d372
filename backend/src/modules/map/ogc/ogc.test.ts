/** OGC API Features over HTTP: the abstract tests of parts 1 to 3 that a machine can run, and GDAL as a real client. */
import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { generateCityInBlocks } from '../../../../../data/sample-city/index.ts'
import { loadCity } from '../../../../../data/sample-city/load/index.ts'
import { type TestDatabase, testDatabase } from '../../../../test/database.ts'
import { type RunningServer, startServer } from '../../../main.ts'

const today = '2026-11-22'
let server: RunningServer
let db: TestDatabase
let ogc = ''
let stored = 0

before(async () => {
  db = await testDatabase()
  const config = { ...db.platform.config, port: 0, host: '127.0.0.1', callsPerMinute: 1_000_000, today }
  server = await startServer({ config, database: db.database, withJobs: false })
  const blocks = generateCityInBlocks({ seed: 5, parcels: 400, code: 'ogc-town', names: { en: 'Ogc' }, today })
  const { tenant } = await loadCity(db.platform, blocks, 400, today)
  ogc = `${server.address}/ogc/ogc-town`
  const { rows } = await db.database.pool.query(
    `select count(distinct parcel_id)::int as n from parcels.parcel_versions where tenant_id = $1 and superseded_at = 'infinity' and valid_from <= $2 and valid_to > $2`,
    [tenant.tenantId, today],
  )
  stored = rows[0].n
})
after(() => server?.close())

type Feature = { id: number; geometry: { coordinates: number[][][][] } | null; properties: Record<string, unknown> }
type Items = {
  features: Feature[]
  links: { rel: string; href: string }[]
  numberMatched?: number
  numberReturned: number
}

async function get<T = Record<string, never>>(path: string, headers: Record<string, string> = {}): Promise<T> {
  const answer = await fetch(path.startsWith('http') ? path : ogc + path, { headers })
  const body = await answer.text()
  assert.equal(answer.status, 200, `${path} → ${answer.status} ${body.slice(0, 300)}`)
  return JSON.parse(body) as T
}

async function refused(path: string, field: string): Promise<string> {
  const answer = await fetch(ogc + path)
  const problem = (await answer.json()) as { field?: string; detail: string }
  assert.ok(answer.status >= 400 && answer.status < 500, `${path} → ${answer.status}`)
  assert.match(answer.headers.get('content-type')!, /problem\+json/)
  assert.equal(problem.field, field, `${path}: ${problem.detail}`)
  return problem.detail
}

const items = (query: Record<string, string>, collection = 'parcels') =>
  get<Items>(`/collections/${collection}/items?${new URLSearchParams(query)}`)

test('the landing page leads to the description, the conformance and the data', async () => {
  const landing = await get<{ links: { rel: string; href: string }[] }>('')
  for (const rel of ['self', 'service-desc', 'conformance', 'data']) {
    const link = landing.links.find((each) => each.rel === rel)
    assert.ok(link, rel)
    await get(link.href)
  }
  const { conformsTo } = await get<{ conformsTo: string[] }>('/conformance')
  assert.ok(conformsTo.includes('http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core'))
})

test('every link of every collection answers, in both formats', async () => {
  const { collections } = await get<{ collections: { id: string; links: { href: string; type: string }[] }[] }>(
    '/collections',
  )
  assert.ok(collections.length >= 10)
  for (const collection of collections) {
    for (const link of collection.links) {
      const answer = await fetch(link.href)
      assert.equal(answer.status, 200, link.href)
      assert.ok(
        answer.headers.get('content-type')!.startsWith(link.type),
        `${link.href} ${answer.headers.get('content-type')}`,
      )
    }
  }
})

test('following next brings every parcel once', async () => {
  const seen = new Set<number>()
  let next: string | undefined = `${ogc}/collections/parcels/items?limit=90`
  let matched: number | undefined
  while (next) {
    const page: Items = await get<Items>(next)
    matched ??= page.numberMatched
    assert.equal(page.numberReturned, page.features.length)
    for (const feature of page.features) {
      assert.ok(!seen.has(feature.id))
      seen.add(feature.id)
    }
    next = page.links.find((link) => link.rel === 'next')?.href
  }
  assert.equal(seen.size, stored)
  assert.equal(matched, stored)
})

test('a feature alone is the feature of the page, in each reference system', async () => {
  const [one] = (await items({ limit: '1' })).features
  const alone = await get<Feature>(`/collections/parcels/items/${one!.id}`)
  assert.deepEqual(alone.geometry, one!.geometry)
  const at = async (crs: string) => {
    const answer = await fetch(`${ogc}/collections/parcels/items/${one!.id}?crs=${encodeURIComponent(crs)}`)
    assert.equal(answer.headers.get('content-crs'), `<${crs}>`)
    return ((await answer.json()) as Feature).geometry!.coordinates[0]![0]![0]!
  }
  const [lon, lat] = one!.geometry!.coordinates[0]![0]![0] as [number, number]
  assert.deepEqual(await at('http://www.opengis.net/def/crs/EPSG/0/4326'), [lat, lon])
  const [x, y] = (await at('http://www.opengis.net/def/crs/EPSG/0/3857')) as [number, number]
  assert.ok(Math.abs(x - (lon * 20037508.342789) / 180) < 0.01 && y > 1e6)
})

test('a box keeps what it touches, in degrees and in metres alike', async () => {
  const all = (await items({ limit: '10000' })).features
  const [lon, lat] = all[10]!.geometry!.coordinates[0]![0]![0] as [number, number]
  const box = [lon - 0.0008, lat - 0.0008, lon + 0.0008, lat + 0.0008]
  const inside = await items({ limit: '10000', bbox: box.join(',') })
  assert.ok(inside.features.length > 0 && inside.features.length < all.length)
  const metres = box.map((side, at) =>
    at % 2 ? Math.log(Math.tan(Math.PI / 4 + (side * Math.PI) / 360)) * 6378137 : (side * 20037508.342789) / 180,
  )
  const same = await items({
    limit: '10000',
    bbox: metres.join(','),
    'bbox-crs': 'http://www.opengis.net/def/crs/EPSG/0/3857',
  })
  assert.deepEqual(
    same.features.map(({ id }) => id),
    inside.features.map(({ id }) => id),
  )
})

test('filters in text and JSON find what JavaScript finds', async () => {
  const all = (await items({ limit: '10000' })).features
  const ids = (found: Feature[]) => found.map(({ id }) => id)
  const large = (feature: Feature) => Number(feature.properties.areaSqm) > 60
  const home = (feature: Feature) => feature.properties.use === 'mixed'
  const wanted = ids(all.filter((each) => home(each) && large(each)))
  assert.ok(wanted.length > 0, 'some are wanted')
  const asText = await items({ limit: '10000', filter: "use = 'mixed' AND areaSqm > 60" })
  assert.deepEqual(ids(asText.features), wanted)
  const tree = {
    op: 'and',
    args: [
      { op: '=', args: [{ property: 'use' }, 'mixed'] },
      { op: '>', args: [{ property: 'areaSqm' }, 60] },
    ],
  }
  const asJson = await items({ limit: '10000', filter: JSON.stringify(tree), 'filter-lang': 'cql2-json' })
  assert.deepEqual(ids(asJson.features), wanted)
  assert.deepEqual(ids((await items({ limit: '10000', use: 'mixed' })).features), ids(all.filter(home)))
  const [lon, lat] = all[20]!.geometry!.coordinates[0]![0]![0] as [number, number]
  const box = [lon - 0.0005, lat - 0.0005, lon + 0.0005, lat + 0.0005]
  const spatial = await items({ limit: '10000', filter: `S_INTERSECTS(geometry, BBOX(${box.join(',')}))` })
  assert.deepEqual(ids(spatial.features), ids((await items({ limit: '10000', bbox: box.join(',') })).features))
  const named = await items({ limit: '100', filter: "CASEI(level) LIKE CASEI('%-PLOT') AND NOT number IS NULL" })
  assert.ok(named.features.length > 0, 'levels are told')
  const timed = await items({
    limit: '10000',
    filter: `T_BEFORE(validFrom, DATE('${today}')) AND areaSqm ^ 2 > 400 AND areaSqm / 0 IS NULL`,
  })
  assert.ok(timed.features.length > 0, 'time and arithmetic')
})

test('the past is answered as it stood', async () => {
  const now = await items({ limit: '10000' })
  const then = await items({ limit: '10000', datetime: '2020-01-01' })
  const ever = await items({ limit: '10000', datetime: '1950-01-01/..' })
  assert.ok(then.features.every((feature) => String(feature.properties.validFrom) <= '2020-01-01'))
  assert.ok(ever.features.length >= now.features.length)
  assert.equal(new Set(ever.features.map(({ id }) => id)).size, ever.features.length)
})

test('what is wrong is refused and named', async () => {
  const at = '/collections/parcels/items?'
  await refused(`${at}limit=0`, 'limit')
  await refused(`${at}limit=ten`, 'limit')
  await refused(`${at}bbox=1,2,3`, 'bbox')
  await refused(`${at}bbox=1,2,3,x`, 'bbox')
  await refused(`${at}bbox=10,20,30,1e9`, 'bbox')
  await refused(`${at}bbox-crs=EPSG:9999`, 'bbox-crs')
  await refused(`${at}crs=nowhere`, 'crs')
  await refused(`${at}datetime=yesterday`, 'datetime')
  await refused(`${at}datetime=2024-02-01/2023-01-01`, 'datetime')
  await refused(`${at}nonsense=1`, 'nonsense')
  await refused(`${at}legalAreaSqm=1`, 'legalAreaSqm')
  await refused(`${at}f=xml`, 'f')
  for (const filter of [
    'use =',
    'owner = 1',
    'areaSqm',
    "areaSqm = 'x'",
    'legalAreaSqm > 1',
    'S_WITHIN(geometry, POLYGON((0 0, 1 1)))',
    'S_INTERSECTS(geometry, LINESTRING(0 0))',
    'areaSqm * 1e308 * 1e308 > 1',
    "level = 'a\u0000b'",
    'use LIKE 3',
    'foo(1) = 2',
    "DATE('2024-99-01') = validFrom",
  ])
    await refused(`${at}filter=${encodeURIComponent(filter)}`, 'filter')
  await refused('/collections/nothing', 'collection')
  await refused('/collections/parcels/items/999999999999', 'featureId')
  assert.equal((await fetch(`${server.address}/ogc/no-town`)).status, 404)
})

test('names of people and what staff alone may see are not part of it', async () => {
  const { properties } = await get<{ properties: Record<string, unknown> }>('/collections/parcels/queryables')
  assert.ok(!('legalAreaSqm' in properties) && 'areaSqm' in properties)
  const [one] = (await items({ limit: '1' })).features
  assert.ok(!('legalAreaSqm' in one!.properties))
})

test('tilesets lead to tiles that are there', async () => {
  const set = await get<{ links: { rel: string; href: string }[] }>('/collections/parcels/tiles/WebMercatorQuad')
  const template = set.links.find((link) => link.rel === 'item')!.href
  const [one] = (await items({ limit: '1' })).features
  const [lon, lat] = one!.geometry!.coordinates[0]![0]![0] as [number, number]
  const x = Math.floor(((lon + 180) / 360) * 2 ** 16)
  const y = Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** 16)
  const address = template.replace('{tileMatrix}', '16').replace('{tileCol}', String(x)).replace('{tileRow}', String(y))
  assert.equal((await fetch(address)).status, 200)
  const scheme = await get<{ tileMatrices: { id: string; matrixWidth: number }[] }>('/tileMatrixSets/WebMercatorQuad')
  assert.equal(scheme.tileMatrices[16]!.matrixWidth, 65536)
})

const hasGdal = spawnSync('ogrinfo', ['--version']).status === 0
const run = promisify(execFile)

test('GDAL lists, filters and downloads', { skip: !hasGdal && 'no gdal-bin here' }, async () => {
  const environment = { env: { ...process.env, GDAL_HTTP_TIMEOUT: '30' }, maxBuffer: 1 << 26 }
  const listed = await run('ogrinfo', ['-ro', `OAPIF:${ogc}`], environment)
  for (const id of ['parcels', 'buildings', 'properties', 'roads', 'boundaries'])
    assert.match(listed.stdout, new RegExp(`: ${id} `))
  const all = await run('ogrinfo', ['-ro', '-so', `OAPIF:${ogc}`, 'parcels'], environment)
  assert.match(all.stdout, new RegExp(`Feature Count: ${stored}\\b`))
  const filtered = await run(
    'ogrinfo',
    ['-ro', '-so', '-where', "use = 'mixed'", `OAPIF:${ogc}`, 'parcels'],
    environment,
  )
  const wanted = (await items({ limit: '10000', use: 'mixed' })).features.length
  assert.match(filtered.stdout, new RegExp(`Feature Count: ${wanted}\\b`))
  const down = await run('ogr2ogr', ['-f', 'GeoJSONSeq', '/vsistdout/', `OAPIF:${ogc}`, 'parcels'], environment)
  assert.equal(down.stdout.trim().split('\n').length, stored)
})
