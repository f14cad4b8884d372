/** Exports from the asking to the file, read back by GDAL where it is at hand. */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { generateCityInBlocks } from '../../../../../data/sample-city/index.ts'
import { loadCity } from '../../../../../data/sample-city/load/index.ts'
import { type TestDatabase, testDatabase } from '../../../../test/database.ts'
import { asOwner, type Tenant } from '../../../kernel/index.ts'
import { type RunningServer, startServer } from '../../../main.ts'
import { aStaffUser, goodPassword } from '../../identity/test-callers.ts'
import { exportCollection } from './export-collection.ts'
import { wktOf } from './rules-export.ts'

let db: TestDatabase
let server: RunningServer
let town: Tenant
let planner: Record<string, string>
let stored = 0
const folder = mkdtempSync(join(tmpdir(), 'khasra-exports-'))
after(() => rmSync(folder, { recursive: true, force: true }))

before(async () => {
  db = await testDatabase()
  const config = { ...db.platform.config, port: 0, host: '127.0.0.1', callsPerMinute: 1_000_000 }
  server = await startServer({ config, database: db.database, withJobs: false })
  const code = `exports-${Date.now().toString(36)}`
  const blocks = generateCityInBlocks({ seed: 7, parcels: 300, code, names: { en: 'Exports' }, today: '2026-11-22' })
  town = (await loadCity(db.platform, blocks, 300, '2026-11-22')).tenant
  planner = await signIn('town-planner')
  const { rows } = await db.database.pool.query<{ n: number }>(
    `select count(distinct parcel_id)::int as n from parcels.parcel_versions
     where tenant_id = $1 and superseded_at = 'infinity' and valid_from <= current_date and valid_to > current_date`,
    [town.tenantId],
  )
  stored = rows[0]!.n
})
after(() => server?.close())

async function signIn(role: string): Promise<Record<string, string>> {
  const { username } = await aStaffUser(db, town, [role])
  const { headers, body } = await call('POST', '/session/password', {}, { username, password: goodPassword })
  return {
    cookie: headers.get('set-cookie')!.split(';')[0]!,
    'x-csrf-token': (body as { csrfToken: string }).csrfToken,
  }
}

async function call(method: string, path: string, headers: Record<string, string>, body?: object) {
  const answer = await fetch(`${server.address}/api/${town.code}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  })
  const json = (await answer.json()) as Record<string, unknown>
  return { status: answer.status, headers: answer.headers, body: json }
}
const get = (path: string, headers = planner) => call('GET', path, headers)
const ask = (body: object, headers = planner) => call('POST', '/exports', headers, body)

/** Asks for a file, works it off as the queue would, fetches it and keeps it in a folder. */
async function made(body: object, ending: string): Promise<string> {
  const asked = await ask(body)
  assert.equal(asked.status, 200, JSON.stringify(asked.body))
  const { exportId } = asked.body as { exportId: number }
  await exportCollection(db.platform, { tenantId: town.tenantId, exportId })
  const { body: state } = await get(`/exports/${exportId}`)
  assert.deepEqual([state.state, state.featuresDone], ['ready', state.features], JSON.stringify(state))
  const file = await fetch(`${server.address}/api/${town.code}/exports/${exportId}/file`, { headers: planner })
  assert.equal(file.status, 200)
  const path = join(folder, `${exportId}.${ending}`)
  writeFileSync(path, Buffer.from(await file.arrayBuffer()))
  return path
}

const noGdal = spawnSync('ogrinfo', ['--version']).error && 'gdal-bin is not on this machine'
const info = (path: string) => execFileSync('ogrinfo', ['-ro', '-so', '-al', path], { encoding: 'utf8' })

test('a GeoPackage in the town’s own zone and a zipped Shapefile hold every parcel', { skip: noGdal }, async () => {
  const geopackage = info(await made({ collection: 'parcels', format: 'geopackage', inMetres: true }, 'gpkg'))
  assert.match(geopackage, new RegExp(`Feature Count: ${stored}\\b`))
  assert.match(geopackage, /UTM zone 4[34]N/)
  assert.match(geopackage, /legalAreaSqm: Real/)
  const zip = await made({ collection: 'parcels', format: 'shapefile' }, 'zip')
  const shapefile = info(`/vsizip/${zip}`)
  assert.match(shapefile, new RegExp(`Feature Count: ${stored}\\b`))
  assert.match(shapefile, /WGS 84/)
})

test('GeoJSON holds what is stored, coordinate by coordinate, and a filter means what it means elsewhere', async () => {
  const whole = JSON.parse(
    execFileSync('cat', [await made({ collection: 'parcels', format: 'geojson' }, 'geojson')], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    }),
  ) as { features: { id: number; geometry: object; properties: { use: string } }[] }
  assert.equal(whole.features.length, stored)
  const { rows } = await db.database.pool.query<{ id: number; geometry: string }>(
    `select distinct on (parcel_id) parcel_id as id, st_asgeojson(geom, 8, 0) as geometry from parcels.parcel_versions
     where tenant_id = $1 and superseded_at = 'infinity' and valid_from <= current_date and valid_to > current_date order by parcel_id`,
    [town.tenantId],
  )
  assert.deepEqual(
    whole.features.map(({ id, geometry }) => [id, geometry]),
    rows.map(({ id, geometry }) => [Number(id), JSON.parse(geometry)]),
  )
  const asked = await ask({ collection: 'parcels', format: 'csv', filter: "use = 'commercial'" })
  const { body } = await get(`/exports/${asked.body.exportId}`)
  assert.equal(body.features, whole.features.filter(({ properties }) => properties.use === 'commercial').length)
})

test('a table opens as words, whatever a plot is called', async () => {
  await asOwner(db.database, (owner) =>
    owner.query(
      `update parcels.parcel_versions set number_printed = '=HYPERLINK("x")' where tenant_id = $1::int and version_id =
         (select max(version_id) from parcels.parcel_versions where tenant_id = $1::int and superseded_at = 'infinity' and valid_to = 'infinity')`,
      [town.tenantId],
    ),
  )
  const path = await made({ collection: 'parcels', format: 'csv' }, 'csv')
  const text = execFileSync('cat', [path], { encoding: 'utf8', maxBuffer: 1 << 28 })
  assert.ok(text.startsWith('\uFEFFid,number,level'), text.slice(0, 40))
  assert.ok(text.includes(`"'=HYPERLINK(""x"")"`), 'the apostrophe stands before it')
  assert.ok(text.includes('MULTIPOLYGON (((77.'), 'places are in it')
})

test('a geometry is well-known text', () => {
  assert.equal(wktOf({ type: 'Point', coordinates: [77.9, 23.1] }), 'POINT (77.9 23.1)')
})

test('what was stopped stays stopped; what a stopped server left is begun again', async () => {
  const { exportId } = (await ask({ collection: 'buildings', format: 'csv' })).body as { exportId: number }
  assert.equal((await call('POST', `/exports/${exportId}/cancellation`, planner, {})).status, 200)
  assert.equal((await call('POST', `/exports/${exportId}/cancellation`, planner, {})).status, 409)
  await exportCollection(db.platform, { tenantId: town.tenantId, exportId })
  assert.equal((await get(`/exports/${exportId}`)).body.state, 'cancelled')
  assert.equal((await get(`/exports/${exportId}/file`)).status, 404)
  const again = (await ask({ collection: 'roads', format: 'geojson' })).body as { exportId: number }
  await db.database.pool.query(`update map.exports set started_at = now(), features_done = 3 where export_id = $1`, [
    again.exportId,
  ])
  await exportCollection(db.platform, { tenantId: town.tenantId, exportId: again.exportId })
  assert.equal((await get(`/exports/${again.exportId}`)).body.state, 'ready')
})

test('what cannot be exported is refused by name, and others than officers get nothing', async () => {
  assert.equal((await ask({ collection: 'people', format: 'csv' })).body.field, 'collection')
  assert.equal((await ask({ collection: 'parcels', format: 'dwg' })).body.field, 'format')
  assert.equal((await ask({ collection: 'parcels', format: 'csv', filter: 'use =' })).body.field, 'filter')
  assert.equal((await ask({ collection: 'parcels', format: 'geojson', inMetres: true })).body.field, 'inMetres')
  assert.equal((await ask({ collection: 'parcels', format: 'csv', box: [1, 2, 3, 400] })).body.field, 'box.3')
  assert.equal((await ask({ collection: 'parcels', format: 'csv' }, {})).status, 401)
  assert.equal((await ask({ collection: 'parcels', format: 'csv' }, await signIn('bill-collector'))).status, 403)
})
