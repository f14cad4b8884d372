/** How many calls one caller may make: the API's door and the tiles' door know the same callers and count each kind apart. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { generateCityInBlocks } from '../../data/sample-city/index.ts'
import { loadCity } from '../../data/sample-city/load/index.ts'
import { latToWorld, lonToWorld, tileIndex } from '../../tiles/src/mercator.ts'
import { type RunningServer, startServer } from '../src/main.ts'
import { addStaff } from '../src/modules/identity/index.ts'
import { type TestDatabase, testDatabase } from './database.ts'

const city = 'busy-town'
const today = '2026-11-22'
const password = 'seven words are better than one'
const limits = { callsPerMinute: 12, tilesPerMinute: 20 }

let db: TestDatabase
let tile: string
const servers: RunningServer[] = []

before(async () => {
  db = await testDatabase()
  const blocks = generateCityInBlocks({ seed: 3, parcels: 200, code: city, names: { en: 'Busy' }, today })
  const { tenant } = await loadCity(db.platform, blocks, 200, today)
  const given = { username: 'boss', password, names: { en: 'Boss' }, roles: ['commissioner'], instrument: 'Test' }
  await addStaff(db.context(tenant, { roleClass: 'system', today }), given)
  const server = await aServer({})
  const { town } = (await (await fetch(`${server.address}/api/${city}/session`)).json()) as {
    town: { bounds: number[] }
  }
  const [west, south, east, north] = town.bounds as [number, number, number, number]
  const [x, y] = [lonToWorld((west + east) / 2), latToWorld((south + north) / 2)]
  tile = `/tiles/${city}/parcels/14/${tileIndex(14, x)}/${tileIndex(14, y)}.mvt`
})
after(() => Promise.all(servers.map((server) => server.close())))

/** A server of its own, because counts belong to the process. */
async function aServer(given: object): Promise<RunningServer> {
  const config = { ...db.platform.config, port: 0, host: '127.0.0.1', today, ...limits, ...given }
  const server = await startServer({ config, database: db.database, withJobs: false })
  servers.push(server)
  return server
}

/** Asks so often; answers the statuses with their counts and the last answer. */
async function ask(url: string, times: number, headers: Record<string, string> = {}) {
  const statuses: Record<number, number> = {}
  let last: Response | undefined
  for (let at = 0; at < times; at++) {
    last = await fetch(url, { headers })
    await last.clone().arrayBuffer()
    statuses[last.status] = (statuses[last.status] ?? 0) + 1
  }
  return { statuses, last: last! }
}

async function refused(answer: Response): Promise<void> {
  assert.equal(answer.status, 429)
  assert.match(answer.headers.get('content-type')!, /^application\/problem\+json/)
  const seconds = Number(answer.headers.get('retry-after'))
  assert.ok(seconds >= 1 && seconds <= 60)
  const body = (await answer.json()) as Record<string, unknown>
  assert.deepEqual([body.status, body.expected], [429, `try again in ${seconds} s`])
  assert.match(String(body.reference), /^[0-9a-f]{12}$/)
}

test('too many tiles are refused in the same words as too many calls, and neither uses the other up', async () => {
  const { address } = await aServer({})
  const tiles = await ask(address + tile, limits.tilesPerMinute + 3)
  assert.deepEqual(tiles.statuses, { 200: limits.tilesPerMinute, 429: 3 })
  await refused(tiles.last)
  const style = await fetch(`${address}/tiles/${city}/style.json`)
  assert.equal(style.status, 429, 'whatever lies under /tiles')
  const calls = await ask(`${address}/api/towns`, limits.callsPerMinute + 2)
  assert.deepEqual(calls.statuses, { 200: limits.callsPerMinute, 429: 2 })
  await refused(calls.last)
})

test('what was not changed or is in memory counts like any other tile', async () => {
  const { address } = await aServer({})
  const etag = (await fetch(address + tile)).headers.get('etag')!
  const again = await ask(address + tile, limits.tilesPerMinute, { 'if-none-match': etag })
  assert.deepEqual(again.statuses, { 304: limits.tilesPerMinute - 1, 429: 1 })
})

test('once a door has read a session, both count it apart', async () => {
  const { address } = await aServer({})
  const answer = await fetch(`${address}/api/${city}/session/password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'boss', password }),
  })
  const cookie = answer.headers.get('set-cookie')!.split(';')[0]!
  assert.equal((await fetch(`${address}/api/${city}/posts`, { headers: { cookie } })).status, 200)
  await ask(address + tile, limits.tilesPerMinute + 1)
  await ask(`${address}/api/towns`, limits.callsPerMinute + 1)
  const tiles = await ask(address + tile, limits.tilesPerMinute + 1, { cookie })
  assert.deepEqual(tiles.statuses, { 200: limits.tilesPerMinute, 429: 1 })
  const calls = await ask(`${address}/api/${city}/posts`, limits.callsPerMinute + 1, { cookie })
  assert.deepEqual(calls.statuses, { 200: limits.callsPerMinute, 429: 1 })
  const madeUp = await fetch(address + tile, { headers: { cookie: 'khasra_session=made-up' } })
  assert.equal(madeUp.status, 429)
})
