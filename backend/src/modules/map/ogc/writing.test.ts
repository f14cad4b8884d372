/** OGC API Features part 4 over HTTP: parcels made, replaced, updated and ended by a planner, each by its act in law. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type TestDatabase, testDatabase } from '../../../../test/database.ts'
import type { Tenant } from '../../../kernel/index.ts'
import { type RunningServer, startServer } from '../../../main.ts'
import { aStaffUser, goodPassword } from '../../identity/test-callers.ts'
import { mergePatch } from './rules-written.ts'

const utm = 'http://www.opengis.net/def/crs/EPSG/0/32643'
let server: RunningServer
let db: TestDatabase
let town: Tenant
let planner: Record<string, string>
let next = 0

before(async () => {
  db = await testDatabase()
  const config = { ...db.platform.config, port: 0, host: '127.0.0.1', callsPerMinute: 1_000_000 }
  server = await startServer({ config, database: db.database, withJobs: false })
  town = (await db.newTenant()).town
  planner = await signIn(['town-planner'])
})
after(() => server?.close())

async function signIn(roles: string[]): Promise<Record<string, string>> {
  const { username } = await aStaffUser(db, town, roles)
  const answer = await fetch(`${server.address}/api/${town.code}/session/password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: goodPassword }),
  })
  assert.equal(answer.status, 200, await answer.clone().text())
  const { csrfToken } = (await answer.json()) as { csrfToken: string }
  return { cookie: answer.headers.get('set-cookie')!.split(';')[0]!, 'x-csrf-token': csrfToken }
}

/** A square of about 20 m on ground of its own. */
function square(size = 0.0002) {
  const [lon, lat] = [77.9 + 0.001 * next++, 23.1]
  const ring = [
    [lon, lat],
    [lon + size, lat],
    [lon + size, lat + size],
    [lon, lat + size],
    [lon, lat],
  ].map((corner) => corner.map((value) => Math.round(value * 1e8) / 1e8))
  return { type: 'Polygon', coordinates: [ring] }
}
const act = { instrument: 'Survey sheet 12 of 2025', effectiveOn: '2025-04-01' }
const feature = (properties: object = {}, geometry: object = square()) => ({
  type: 'Feature',
  geometry,
  properties: { use: 'residential', ...act, ...properties },
})

async function send(method: string, path: string, body?: object | null, headers: Record<string, string> = {}) {
  const answer = await fetch(path.startsWith('http') ? path : `${server.address}/ogc/${town.code}${path}`, {
    method,
    headers: { 'content-type': 'application/geo+json', ...planner, ...headers },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  // biome-ignore lint/suspicious/noExplicitAny: answers of every kind
  return { status: answer.status, headers: answer.headers, body: (text ? JSON.parse(text) : null) as any }
}
const items = '/collections/parcels/items'
const made = async (properties: object = {}, geometry?: object) => {
  const answer = await send('POST', items, feature(properties, geometry))
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return { path: answer.headers.get('location')!, etag: answer.headers.get('etag')!, body: answer.body }
}

test('a feature is created, is found at its Location, and is in the register with its act', async () => {
  const { path, etag, body } = await made({ number: '12/3', legalAreaSqm: 450 })
  assert.equal(body.properties.number, '12/3')
  const seen = await send('GET', path)
  assert.equal(seen.status, 200)
  assert.equal(seen.headers.get('etag'), etag)
  assert.equal(seen.body.properties.legalAreaSqm, 450)
  assert.ok(Math.abs(seen.body.properties.areaSqm - 450) < 25, String(seen.body.properties.areaSqm))
  const { rows } = await db.database.pool.query<{ instrument: string }>(
    `select c.instrument from parcels.parcel_versions v join parcels.changes c using (tenant_id, change_id)
     where v.tenant_id = $1 and v.parcel_id = $2`,
    [town.tenantId, seen.body.id],
  )
  assert.deepEqual(rows, [{ instrument: act.instrument }])
})

test('a feature in the town’s UTM zone comes to the same ground', async () => {
  const { path } = await made()
  const metres = await send('GET', `${path}?crs=${encodeURIComponent(utm)}`)
  const shifted = metres.body.geometry.coordinates[0].map((ring: number[][]) => ring.map(([x, y]) => [x, y! + 500]))
  const answer = await send('POST', items, feature({}, { type: 'Polygon', coordinates: shifted }), {
    'content-crs': `<${utm}>`,
  })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  assert.ok(Math.abs(answer.body.properties.areaSqm - metres.body.properties.areaSqm) < 0.05)
  const lat = answer.body.geometry.coordinates[0][0][0][1]
  assert.ok(Math.abs(lat - 23.1 - 500 / 110_750) < 1e-4, String(lat))
})

test('PUT puts a whole description in the place, PATCH a part; the state before stays as of its day', async () => {
  const { path, body } = await made({ number: '12/4' })
  const put = await send(
    'PUT',
    path,
    feature({ number: '12/4A', use: 'commercial', effectiveOn: '2026-01-01' }, body.geometry),
  )
  assert.equal(put.status, 200, JSON.stringify(put.body))
  assert.deepEqual([put.body.properties.number, put.body.properties.use], ['12/4A', 'commercial'])
  const patch = await send(
    'PATCH',
    path,
    { properties: { use: 'mixed', instrument: 'Order 9', effectiveOn: '2026-02-01' } },
    { 'content-type': 'application/merge-patch+json' },
  )
  assert.equal(patch.status, 200, JSON.stringify(patch.body))
  assert.deepEqual([patch.body.properties.number, patch.body.properties.use], ['12/4A', 'mixed'])
  const before = await send('GET', `${path}?datetime=2025-06-01`)
  assert.deepEqual([before.body.properties.number, before.body.properties.use], ['12/4', 'residential'])
})

test('DELETE ends a bare plot by its order; it is still there as of the day before', async () => {
  const { path } = await made()
  assert.equal((await send('DELETE', path)).body.field, 'instrument')
  const query = new URLSearchParams({ instrument: 'Drawn twice, note 4', effectiveOn: '2026-03-01' })
  assert.equal((await send('DELETE', `${path}?${query}`)).status, 204)
  assert.equal((await send('GET', path)).status, 404)
  assert.equal((await send('GET', `${path}?datetime=2026-02-28`)).status, 200)
  assert.equal((await send('DELETE', `${path}?${query}`)).status, 404)
})

test('the second of two editors is told: If-Match names another state', async () => {
  const { path, etag, body } = await made()
  const first = await send('PUT', path, feature({ use: 'commercial' }, body.geometry), { 'if-match': etag })
  assert.equal(first.status, 200, JSON.stringify(first.body))
  assert.notEqual(first.headers.get('etag'), etag)
  const second = await send('PUT', path, feature({ use: 'vacant' }, body.geometry), { 'if-match': etag })
  assert.deepEqual([second.status, second.body.field], [412, 'if-match'])
  assert.equal((await send('GET', path)).body.properties.use, 'commercial')
})

test('what cannot be written is refused by name and nothing is half-written', async () => {
  const count = async () => (await send('GET', items)).body.numberMatched as number
  const { path, body } = await made()
  const was = await count()
  const refusals: [object, string][] = [
    [feature({ owner: 'Asha' }), 'properties.owner'],
    [feature({ instrument: null }), 'instrument'],
    [feature({ level: 'moon' }), 'level'],
    [feature({ effectiveOn: '2099-01-01' }), 'effectiveOn'],
    [feature({}, { type: 'Point', coordinates: [77, 23] }), 'geometry.type'],
    [feature({}, { type: 'Polygon', coordinates: [[[77, 23]]] }), 'geometry.coordinates.0'],
    [{ type: 'FeatureCollection', features: [] }, 'type'],
    [[], 'body'],
  ]
  for (const [given, field] of refusals) {
    const answer = await send('POST', items, given)
    assert.equal(answer.status, 400, `${field}: ${JSON.stringify(answer.body)}`)
    assert.equal(answer.body.field, field)
  }
  assert.equal((await send('POST', items, feature({}, body.geometry))).status, 409, 'it lies on another plot')
  assert.equal(
    (await send('PUT', path, feature({ level: 'nazul-plot' }, body.geometry))).body.field,
    'properties.level',
  )
  assert.equal((await send('POST', items, feature(), { 'content-crs': '<EPSG:9999>' })).body.field, 'content-crs')
  assert.equal((await send('POST', '/collections/roads/items', feature())).body.field, 'collection')
  assert.equal(await count(), was)
})

test('only those who may write do, with the token of their own session; a repeat makes one plot', async () => {
  const none = { cookie: '', 'x-csrf-token': '' }
  assert.equal((await send('POST', items, feature(), none)).status, 401)
  assert.equal((await send('POST', items, feature(), await signIn(['bill-collector']))).status, 403)
  assert.equal((await send('POST', items, feature(), { 'x-csrf-token': 'other' })).status, 403)
  assert.equal((await send('POST', items, feature(), { 'sec-fetch-site': 'cross-site' })).status, 403)
  const [given, key] = [feature({ number: '77' }), { 'idempotency-key': 'desktop-0001' }]
  const [first, again] = [await send('POST', items, given, key), await send('POST', items, given, key)]
  assert.deepEqual([first.status, again.status], [201, 201])
  assert.equal(first.headers.get('location'), again.headers.get('location'))
})

test('OPTIONS and the conformance say what may be done', async () => {
  assert.equal((await send('OPTIONS', items)).headers.get('allow'), 'GET, HEAD, OPTIONS, POST')
  assert.equal((await send('OPTIONS', `${items}/1`)).headers.get('allow'), 'GET, HEAD, OPTIONS, PUT, PATCH, DELETE')
  assert.equal((await send('OPTIONS', '/collections/roads/items')).headers.get('allow'), 'GET, HEAD, OPTIONS')
  const { conformsTo } = (await send('GET', '/conformance')).body as { conformsTo: string[] }
  assert.equal(conformsTo.filter((each) => each.includes('ogcapi-features-4/1.0/conf/')).length, 4)
})

test('a merge patch changes what it names, removes what is null and touches nothing else', () => {
  const value = fc.jsonValue({ maxDepth: 2 })
  const plain = fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), value, { maxKeys: 5 })
  fc.assert(
    fc.property(plain, plain, (target, patch) => {
      const merged = mergePatch(target, patch) as Record<string, unknown>
      for (const name of Object.keys(patch)) if (patch[name] === null) assert.ok(!(name in merged), name)
      for (const name of Object.keys(target)) if (!(name in patch)) assert.deepEqual(merged[name], target[name])
      assert.deepEqual(mergePatch(merged, patch), merged)
    }),
  )
  assert.deepEqual(mergePatch({ a: { b: 1, c: 2 } }, { a: { b: null, d: 3 } }), { a: { c: 2, d: 3 } })
})
