/**
 * Three sample towns on the same ground behind one server: two states, and two towns of one state. Whatever is asked
 * through either door, a town's own people see their town alone.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { generateCityInBlocks } from '../../data/sample-city/index.ts'
import { loadCity } from '../../data/sample-city/load/index.ts'
import type { CityBlock } from '../../data/sample-city/types.ts'
import { tileLayers } from '../../tiles/layers/index.ts'
import { latToWorld, lonToWorld, tileIndex } from '../../tiles/src/mercator.ts'
import { asOwner, contextFor, type Platform, type Route, type Tenant } from '../src/kernel/index.ts'
import { type RunningServer, startServer } from '../src/main.ts'
import { addStaff } from '../src/modules/identity/index.ts'
import { type TestDatabase, testDatabase } from './database.ts'

const today = '2026-11-22'
const password = 'seven words are better than one'

/** A town, its commissioner's cookie, and the ids and words by which its rows are known. */
interface Town {
  tenant: Tenant
  cookie: string
  ids: Map<string, Set<number>>
  numbers: Set<string>
  searches: Record<string, string>[]
  point: [number, number]
}

let db: TestDatabase
/** On the same day as the server: a post that begins after it would give no powers. */
let platform: Platform
let server: RunningServer
let home: Town
let abroad: Town
let sister: Town

before(async () => {
  db = await testDatabase()
  const config = { ...db.platform.config, port: 0, host: '127.0.0.1', callsPerMinute: 1_000_000, today }
  platform = { ...db.platform, config }
  server = await startServer({ config, database: db.database, withJobs: false })
  home = await aTown(11, 'home-town', 'first-state')
  abroad = await aTown(12, 'abroad-town', 'second-state')
  sister = await aTown(13, 'sister-town', 'first-state')
})
after(() => server?.close())

function* inState(blocks: Iterable<CityBlock>, stateCode: string): Iterable<CityBlock> {
  for (const block of blocks)
    yield block.part === 'frame'
      ? { ...block, town: { ...block.town, stateCode, stateNames: { en: stateCode } } }
      : block
}

async function aTown(seed: number, code: string, stateCode: string): Promise<Town> {
  const blocks = generateCityInBlocks({ seed, parcels: 200, code, names: { en: code }, today })
  const { tenant } = await loadCity(platform, inState(blocks, stateCode), 200, today)
  const roles = ['commissioner', 'state-administrator', 'auditor']
  await addStaff(contextFor(platform, tenant, { roleClass: 'system' }), {
    username: `boss-of-${code}`,
    password,
    names: { en: 'Boss' },
    roles,
    instrument: 'Test',
  })
  const answer = await fetch(`${server.address}/api/${code}/session/password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: `boss-of-${code}`, password }),
  })
  return { tenant, cookie: answer.headers.get('set-cookie')!.split(';')[0]!, ...(await knownBy(tenant)) }
}

const idColumns: [string, string, string][] = [
  ['parcelId', 'parcels.parcels', 'parcel_id'],
  ['propertyId', 'parcels.properties', 'property_id'],
  ['buildingId', 'parcels.buildings', 'building_id'],
  ['unitId', 'parcels.units', 'unit_id'],
  ['partyId', 'people.parties', 'party_id'],
  ['postId', 'identity.posts', 'post_id'],
  ['userId', 'identity.users', 'user_id'],
]

async function knownBy(tenant: Tenant): Promise<Omit<Town, 'tenant' | 'cookie'>> {
  return asOwner(db.database, async (owner) => {
    const ids = new Map<string, Set<number>>()
    for (const [field, table, column] of idColumns) {
      const rows = await owner.query<{ id: number }>(`select ${column} as id from ${table} where tenant_id = $1::int`, [
        field === 'userId' ? tenant.stateId : tenant.tenantId,
      ])
      ids.set(field, new Set(rows.map((row) => row.id)))
    }
    const numbers = await owner.query<{ number: string }>(
      `select property_number as number from parcels.properties where tenant_id = $1::int order by property_id`,
      [tenant.tenantId],
    )
    const [some] = await owner.query<{ name: string; mobile: string; road: string; lon: number; lat: number }>(
      `select (select coalesce(p.names ->> 'en', p.names ->> 'hi') from people.persons p where p.tenant_id = $1::int order by party_id limit 1) as name,
              (select value from people.contacts where tenant_id = $1::int and channel = 'mobile' and ended_on is null order by contact_id limit 1) as mobile,
              (select coalesce(names ->> 'en', names ->> 'hi') from parcels.roads where tenant_id = $1::int and names <> '{}' order by road_id limit 1) as road,
              st_x(c) as lon, st_y(c) as lat
       from (select st_pointonsurface(geom) as c from parcels.parcel_versions where tenant_id = $1::int and superseded_at = 'infinity' and valid_to = 'infinity'
             order by parcel_id offset 60 limit 1) plot`,
      [tenant.tenantId],
    )
    const point: [number, number] = [some!.lon, some!.lat]
    const at = point.map((value) => value.toFixed(7)).join(',')
    const [lon, lat] = point
    const bbox = [lon - 0.01, lat - 0.01, lon + 0.01, lat + 0.01].map((value) => value.toFixed(6)).join(',')
    const words = [some!.name, some!.mobile, some!.road, numbers[0]!.number, numbers.at(-1)!.number]
    const searches = [...words.map((search) => ({ search })), { near: at, radiusM: '500' }, { bbox, limit: '50' }]
    return {
      ids,
      numbers: new Set(numbers.map((row) => row.number)),
      searches: searches as Record<string, string>[],
      point,
    }
  })
}

/** Every way to ask a GET route for what belongs to a town: its ids in the path, its words and places in the query. */
function callsOf(route: Route, town: Town): string[] {
  const first = (field: string) => [...(town.ids.get(field) ?? [1])][0] ?? 1
  const words: Record<string, string> = { register: 'tax.rates', key: 'rate', link: 'a'.repeat(25) }
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => words[name] ?? String(first(name)))
  return queriesOf(route, town).map(
    (query) => `${path}${Object.keys(query).length ? `?${new URLSearchParams(query)}` : ''}`,
  )
}

function queriesOf(route: Route, town: Town): Record<string, string>[] {
  const [lon, lat] = town.point.map((value) => value.toFixed(7)) as [string, string]
  const bbox = town.searches.at(-1)!.bbox!
  const aSubject = { subjectKind: 'property', subjectId: String([...town.ids.get('propertyId')!][0]) }
  const known: Record<string, Record<string, string>[]> = {
    '/parcels': town.searches,
    '/parcels/at': [{ lon, lat }],
    '/competence': [{ lon, lat }],
    '/grievances/here': [{ lon, lat }],
    '/grievances/asset': [{ code: 'SL-1' }],
    '/water/supply': [{ lon, lat }, { propertyId: String([...town.ids.get('propertyId')!][0]) }],
    '/water/connections': [{ propertyId: String([...town.ids.get('propertyId')!][0]) }],
    '/permits/authority': [{ lon, lat }],
    '/property-tax/properties': [...town.numbers].slice(0, 2).map((number) => ({ number })),
    '/property-tax/properties/:propertyId/bill': [{ year: '2024' }],
    '/people': town.searches.slice(0, 2),
    '/picture.png': [{ bbox, width: '300', height: '200', highlight: String([...town.ids.get('parcelId')!][0]) }],
    '/parcel-outlines': [{ bbox: [-0.01, -0.01, 0.01, 0.01].map((by, at) => town.point[at % 2]! + by).join(',') }],
    '/letters': [aSubject],
    '/services-of-papers': [aSubject],
    '/amnesty-offers': [{ propertyId: String([...town.ids.get('propertyId')!][0]) }],
    '/ledger/receipts-and-payments': [{ from: '2000-04-01', to: '2100-03-31' }],
    '/dues': [{ propertyId: String([...town.ids.get('propertyId')!][0]) }, { propertyNumber: [...town.numbers][0]! }],
    '/admin/journal': [{}, aSubject],
  }
  return known[route.path] ?? [{}]
}

const getRoutes = () =>
  server.house.routes.filter((route) => route.method === 'get' && !route.global && route.path !== '/inbox')

interface Answer {
  status: number
  text: string
  etag: string | null
}

/** Without what differs between any two answers: the reference of a problem and the moment of asking. */
const plain = (text: string) => text.replace(/"(reference|knownAt|today)":"[^"]*"/g, '"$1":""')

async function ask(town: Town, path: string, cookie?: string, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await fetch(`${server.address}/api/${town.tenant.code}${path}`, {
    headers: { ...headers, ...(cookie && { cookie }) },
  })
  const bytes = Buffer.from(await answer.arrayBuffer())
  const isText = /json|html/.test(answer.headers.get('content-type') ?? '')
  const text = plain(bytes.toString(isText ? 'utf8' : 'base64'))
  return { status: answer.status, text, etag: answer.headers.get('etag') }
}

/** Fails when an answer names anything of another town. */
function assertNothingOf(other: Town, text: string, what: string): void {
  const walk = (value: unknown): void => {
    if (!value || typeof value !== 'object') return
    for (const [key, inner] of Object.entries(value)) {
      // Users belong to the state: towns of one state share them.
      const isShared = key === 'userId' && other.tenant.stateId === home.tenant.stateId
      const foreign = typeof inner === 'number' && !isShared && other.ids.get(key)?.has(inner)
      assert.ok(!foreign, `${what} shows ${key} ${inner} of ${other.tenant.code}`)
      if (key === 'propertyNumber') assert.ok(!other.numbers.has(String(inner)), `${what} shows number ${inner}`)
      walk(inner)
    }
  }
  if (text.startsWith('{')) walk(JSON.parse(text))
}

test('the three towns stand on the same ground, each full of its own rows', async () => {
  for (const town of [home, abroad, sister]) {
    for (const query of town.searches.slice(2)) {
      const { status, text } = await ask(town, `/parcels?${new URLSearchParams(query)}`, town.cookie)
      assert.equal(status, 200)
      assert.ok(JSON.parse(text).results.length > 0, `${town.tenant.code} ${JSON.stringify(query)}`)
    }
  }
  const [lon, lat] = home.point
  for (const other of [abroad, sister]) {
    const near = Math.hypot(other.point[0] - lon, other.point[1] - lat)
    assert.ok(near < 0.05, 'their maps lie upon each other')
  }
})

test('under its own address a commissioner gets nothing of another town, by any route and any id or word of it', async () => {
  let asked = 0
  for (const other of [abroad, sister]) {
    for (const route of getRoutes()) {
      for (const path of callsOf(route, other)) {
        const { status, text } = await ask(home, path, home.cookie)
        assert.ok(status === 200 || status === 404, `${path} → ${status} ${text.slice(0, 200)}`)
        if (/:(parcelId|propertyId|partyId)$/.test(route.path)) assert.equal(status, 404, path)
        assertNothingOf(other, text, path)
        asked++
      }
    }
  }
  assert.ok(asked >= 2 * (getRoutes().length + 6))
})

test('a picture that is to highlight another town’s plot is the picture without it', async () => {
  const path = callsOf(getRoutes().find((route) => route.path === '/picture.png')!, abroad)[0]!
  const plain = await ask(home, path.replace(/&highlight=\d+/, ''), home.cookie)
  assert.equal((await ask(home, path, home.cookie)).text, plain.text)
})

test('under another town’s address the cookie is worth nothing: the answers are those of an anonymous caller', async () => {
  for (const route of getRoutes()) {
    for (const path of callsOf(route, abroad)) {
      const [stranger, anonymous] = [await ask(abroad, path, home.cookie), await ask(abroad, path)]
      assert.deepEqual([stranger.status, stranger.text], [anonymous.status, anonymous.text], path)
    }
  }
})

/** How one signs in belongs to the state, an inbox to its reader, and a claim to who made it: they are told to their own user at every town's address. */
const ofTheUser = new Set([
  '/session',
  '/session/totp',
  '/notices',
  '/notices/unread',
  '/notices/preferences',
  '/cases/mine',
  '/letters/mine',
  '/my/properties',
  '/my/claims',
])

test('in a sister town of the same state an officer is a caller without power: the same public answers', async () => {
  for (const route of getRoutes().filter((each) => !ofTheUser.has(each.path))) {
    for (const path of callsOf(route, sister)) {
      const [stranger, anonymous] = [await ask(sister, path, home.cookie), await ask(sister, path)]
      if (anonymous.status === 401) assert.ok([401, 403, 404].includes(stranger.status), `${path} → ${stranger.status}`)
      else if (route.path !== '/parcels')
        assert.deepEqual([stranger.status, stranger.text], [anonymous.status, anonymous.text], path)
      else assert.ok(!/"masked":false/.test(stranger.text), path)
    }
  }
})

test('an ETag of what staff saw never answers "unchanged" to anyone else', async () => {
  let different = 0
  for (const id of [...home.ids.get('propertyId')!].slice(0, 25)) {
    const staff = await ask(home, `/properties/${id}`, home.cookie)
    const anonymous = await ask(home, `/properties/${id}`, undefined, { 'if-none-match': staff.etag! })
    assert.equal(anonymous.status, 200)
    if (anonymous.text === staff.text) continue
    different++
    const again = await ask(home, `/properties/${id}`, home.cookie, { 'if-none-match': anonymous.etag! })
    assert.deepEqual([again.status, again.text], [200, staff.text])
  }
  assert.ok(different > 5, 'staff sees what others do not')
})

async function tile(town: Town, layer: string, where: Town, cookie?: string, headers: Record<string, string> = {}) {
  const z = 17
  const [x, y] = [tileIndex(z, lonToWorld(where.point[0])), tileIndex(z, latToWorld(where.point[1]))]
  const answer = await fetch(`${server.address}/tiles/${town.tenant.code}/${layer}/${z}/${x}/${y}.mvt`, {
    headers: { ...headers, ...(cookie && { cookie }) },
  })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  return { status: answer.status, bytes, etag: answer.headers.get('etag'), cache: answer.headers.get('cache-control') }
}

function featuresOf(bytes: Uint8Array): { layer: string; id: number; properties: Record<string, unknown> }[] {
  const layers = Object.entries(new VectorTile(new PbfReader(bytes)).layers)
  return layers.flatMap(([layer, content]) =>
    Array.from({ length: content.length }, (_, at) => {
      const { id, properties } = content.feature(at)
      return { layer, id: id ?? 0, properties }
    }),
  )
}

const everyTile = [...tileLayers.map((layer) => layer.id), 'base']
const staffFields = tileLayers.flatMap((layer) =>
  layer.fields.filter((field) => field.audience === 'staff').map((field) => field.key),
)

test('no tile of a town has a feature of another, whoever asks', async () => {
  const idFields: Record<string, string> = { parcels: 'parcelId', buildings: 'buildingId' }
  let seen = 0
  for (const layer of everyTile) {
    for (const where of [home, abroad, sister]) {
      for (const { layer: name, id } of featuresOf((await tile(home, layer, where, home.cookie)).bytes)) {
        const field = idFields[name]
        if (!field) continue
        assert.ok(home.ids.get(field)!.has(id), `${name} ${id} in a tile of ${home.tenant.code}`)
        seen++
      }
    }
  }
  assert.ok(seen > 20)
})

test('what tiles tell staff alone is told to the town’s own staff, and to nobody else’s', async () => {
  assert.ok(staffFields.length > 0)
  const own = featuresOf((await tile(home, 'parcels', home, home.cookie)).bytes)
  assert.ok(own.some(({ properties }) => staffFields.some((key) => key in properties)))
  for (const other of [abroad, sister]) {
    for (const layer of everyTile) {
      const stranger = await tile(other, layer, other, home.cookie)
      const anonymous = await tile(other, layer, other)
      // A layer for officers alone is refused to both; who is signed in elsewhere hears that the role does not reach here.
      if (anonymous.status === 401) {
        assert.ok([401, 403].includes(stranger.status), `${layer} → ${stranger.status}`)
        continue
      }
      assert.deepEqual(
        [stranger.status, stranger.etag, stranger.cache],
        [anonymous.status, anonymous.etag, anonymous.cache],
      )
      // A layer that is for some alone is refused to both, each refusal under a reference of its own.
      if (stranger.status >= 400) continue
      assert.ok(Buffer.from(stranger.bytes).equals(Buffer.from(anonymous.bytes)), layer)
      for (const { properties } of featuresOf(stranger.bytes))
        for (const key of staffFields) assert.ok(!(key in properties), `${layer} tells ${key}`)
    }
    const [mine, theirs] = [await tileJson(other, home.cookie), await tileJson(other)]
    assert.equal(mine, theirs)
    assert.ok(staffFields.every((key) => !mine.includes(key)))
  }
})

async function tileJson(town: Town, cookie?: string): Promise<string> {
  return (
    await fetch(`${server.address}/tiles/${town.tenant.code}/parcels.json`, { headers: cookie ? { cookie } : {} })
  ).text()
}

test('kept tiles do not go from one role class to another, in either order', async () => {
  const tells = ({ bytes }: { bytes: Uint8Array }) =>
    featuresOf(bytes).some(({ properties }) => staffFields.some((key) => key in properties))
  const staff = await tile(home, 'parcels', home, home.cookie)
  assert.match(staff.cache!, /private/)
  for (const cookie of [undefined, undefined, abroad.cookie, sister.cookie, 'khasra_session=guess']) {
    const other = await tile(home, 'parcels', home, cookie, { 'if-none-match': staff.etag! })
    assert.equal(other.status, 200)
    assert.equal(tells(other), false)
    assert.match(other.cache!, /public/)
    const again = await tile(home, 'parcels', home, home.cookie, { 'if-none-match': other.etag! })
    assert.deepEqual([again.status, tells(again)], [200, true])
  }
})

test('both doors know the same session: signed out at one, a stranger at the other', async () => {
  const answer = await fetch(`${server.address}/api/${home.tenant.code}/session`, { headers: { cookie: home.cookie } })
  const { csrfToken } = (await answer.json()) as { csrfToken: string }
  const ended = await fetch(`${server.address}/api/${home.tenant.code}/session`, {
    method: 'DELETE',
    headers: { cookie: home.cookie, 'x-csrf-token': csrfToken },
  })
  assert.equal(ended.status, 200)
  assert.equal((await ask(home, '/posts', home.cookie)).status, 401)
  assert.match((await tile(home, 'parcels', home, home.cookie)).cache!, /public/)
})
