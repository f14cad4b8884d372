import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, beforeEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { tileLayers } from '../../../../../tiles/layers/index.ts'
import { testDatabase } from '../../../../test/database.ts'
import { type ContractServer, startContractServer } from '../../../../test/geoserver-contract.ts'
import { collections } from '../ogc/queries-collections.ts'
import { type GeoServer, GeoServerAway, GeoServerRefusal, openGeoServer } from './client.ts'
import { type Desired, desiredOf, viewOf } from './desired.ts'
import { publish, readDrift, unpublish } from './publish.ts'
import { geoServerRoutes, publishingJobs } from './routes.ts'

const descriptions = fileURLToPath(new URL('../../../../../../shared/cases/geoserver', import.meta.url))
const skip = !existsSync(descriptions) && 'GeoServer’s descriptions are not here'
const access = { host: 'database', port: 5432, database: 'khasra', user: 'geoserver', password: 'p<&>"w' }
const town = { tenantId: 7, code: 'nayapur', names: { en: 'Nayapur' } }
let contract: ContractServer
let server: GeoServer

const chosen = (...ids: string[]) =>
  ids.map((id) => {
    const collection = collections.find((each) => each.id === id)!
    return { collection, layer: tileLayers.find((each) => each.id === collection.tileLayer)! }
  })
const desired = (...ids: string[]): Desired => desiredOf(town, chosen(...ids), access)

before(async () => {
  if (!skip) contract = await startContractServer(descriptions)
})
beforeEach(() => {
  if (skip) return
  contract.held.clear()
  contract.requests.length = 0
  contract.delayMs = 0
  server = openGeoServer({ url: contract.url, user: 'admin', password: 'secret', timeoutMs: 400 })
})
after(() => contract?.close())

test('collections are published once, however often it is asked', { skip }, async () => {
  const wanted = desired('parcels', 'buildings', 'roads')
  const done = await publish(server, wanted)
  assert.ok(
    done.includes('workspace khasra-nayapur') && done.includes('layer parcels') && done.includes('style of roads'),
  )
  assert.deepEqual(await readDrift(server, wanted), [])
  assert.deepEqual(await publish(server, wanted), [], 'nothing is left to do')
})

test('what someone changed over there is drift, and is put right', { skip }, async () => {
  const wanted = desired('parcels', 'roads')
  await publish(server, wanted)
  contract.held.set('/workspaces/khasra-nayapur/styles/parcels body', '<StyledLayerDescriptor/>')
  contract.held.set('/layers/khasra-nayapur:roads', JSON.stringify({ layer: { defaultStyle: { name: 'line' } } }))
  const drift = await readDrift(server, wanted)
  assert.deepEqual(
    drift.map(({ what, state }) => `${what} ${state}`),
    ['style parcels differs', 'style of roads differs'],
  )
  await publish(server, wanted)
  assert.deepEqual(await readDrift(server, wanted), [])
})

test('a collection that is no longer chosen is removed, and a town can be taken away whole', { skip }, async () => {
  await publish(server, desired('parcels', 'roads'))
  const fewer = desired('parcels')
  assert.deepEqual(
    (await readDrift(server, fewer)).map(({ what, state }) => `${what} ${state}`),
    ['roads unwanted'],
  )
  await publish(server, fewer)
  assert.deepEqual(await readDrift(server, fewer), [])
  await unpublish(server, fewer)
  await unpublish(server, fewer)
  assert.equal(contract.held.size, 0)
})

test('requests that GeoServer does not describe are refused by the contract', { skip }, async () => {
  await publish(server, desired('parcels'))
  const refused = async (work: Promise<void>, status: number) =>
    assert.rejects(work, (error: unknown) => error instanceof GeoServerRefusal && error.status === status)
  const ask = (method: 'POST' | 'PUT', path: string, type: string, body: string) =>
    server.send(method, path, type, body)
  await refused(ask('POST', '/workspace', 'application/json', '{"workspace":{"name":"x"}}'), 404)
  await refused(ask('PUT', '/workspaces', 'application/json', '{"workspace":{"name":"x"}}'), 405)
  await refused(
    ask('POST', '/workspaces/khasra-nayapur/datastores', 'application/json', '{"dataStore":{"name":"x"}}'),
    415,
  )
  await refused(ask('POST', '/workspaces', 'application/json', '{"name":"x"}'), 400)
  await refused(ask('PUT', '/layers/khasra-nayapur:parcels', 'application/json', '{"layer":{"nom":"parcels"}}'), 400)
  await refused(ask('PUT', '/layers/khasra-nayapur:parcels', 'application/json', '{"layer":{"type":"TAPESTRY"}}'), 400)
  await refused(
    ask('PUT', '/workspaces/khasra-nayapur/styles/parcels?fresh=1', 'application/vnd.ogc.sld+xml', '<a/>'),
    400,
  )
})

test('a GeoServer that is dead, slow or does not know us is told apart, and the password stands in no message', {
  skip,
}, async () => {
  contract.delayMs = Number.POSITIVE_INFINITY
  const words = (error: unknown) => !String((error as Error).message).includes('secret')
  await assert.rejects(readDrift(server, desired('parcels')), (error) => error instanceof GeoServerAway && words(error))
  contract.delayMs = 0
  const nobody = openGeoServer({
    url: 'http://127.0.0.1:9/geoserver',
    user: 'admin',
    password: 'secret',
    timeoutMs: 400,
  })
  await assert.rejects(publish(nobody, desired('parcels')), (error) => error instanceof GeoServerAway && words(error))
  const stranger = openGeoServer({ url: contract.url, user: 'admin', password: 'wrong', timeoutMs: 400 })
  await assert.rejects(
    publish(stranger, desired('parcels')),
    (error) => error instanceof GeoServerRefusal && error.status === 401,
  )
})

test('styles are the legends of our own map, well formed, with every class', () => {
  for (const { layer } of chosen('parcels', 'buildings', 'roads', 'water')) {
    const { sld } = desired(collections.find((each) => each.tileLayer === layer.id)!.id).layers[0]!
    assert.equal(sld.match(/<Rule>/g)!.length, layer.legend.values.length)
    const opened = sld.match(/<[A-Za-z:]+(?=[ >])/g)!.length
    assert.equal(sld.match(/<\/[A-Za-z:]+>/g)!.length, opened, 'every element is closed')
  }
})

test('each view is one that the database runs, holds its town alone and no private column', async () => {
  const db = await testDatabase()
  for (const collection of collections) {
    const sql = viewOf(collection, 7)
    assert.ok(!sql.includes('$'), 'nothing is left to fill in')
    const client = await db.database.pool.connect()
    try {
      await client.query('begin')
      await client.query('set local role khasra_reader')
      assert.deepEqual((await client.query(`select * from (${sql}) as layer`)).rows, [], collection.id)
    } finally {
      await client.query('rollback')
      client.release()
    }
  }
  assert.ok(!viewOf(collections[0]!, 7).includes('legal_area_sqm'))
})

test('a choice is kept at once though GeoServer is away; the work waits in the queue and is done when it is back', {
  skip,
}, async () => {
  const db = await testDatabase()
  const { town: tenant } = await db.newTenant()
  const settings = { towns: ['*'], url: contract.url, user: 'admin', password: 'secret', database: access }
  const routes = geoServerRoutes([settings])
  const call = <T>(method: string, path: string, body: object = {}) =>
    routes
      .find((route) => route.method === method && route.path === path)!
      .run(db.context(tenant, { roleClass: 'staff', permissions: new Set(['map.publish']) }), {
        params: {},
        query: {},
        body,
        reply: {},
      } as never) as Promise<T>
  contract.delayMs = Number.POSITIVE_INFINITY
  await call('put', '/geoserver', { collections: ['parcels', 'roads'], instrument: 'Order 4' })
  contract.delayMs = 0
  const status = () => call<{ state: string; drift: object[] }>('get', '/geoserver')
  assert.equal((await status()).state, 'drift')
  await publishingJobs([settings])['map-publish']!(db.platform, { tenantId: tenant.tenantId } as never)
  assert.deepEqual(await status().then(({ state, drift }) => [state, drift]), ['equal', []])
  await assert.rejects(
    call('put', '/geoserver', { collections: ['owners'], instrument: 'Order 5' }),
    /no such collection/,
  )
  const { rows } = await db.database.pool.query(`select name from kernel.events where tenant_id = $1`, [
    tenant.tenantId,
  ])
  assert.deepEqual(
    rows.map((row) => row.name),
    ['map.publication-asked'],
  )
})
