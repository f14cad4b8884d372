/** Layers that nobody enters but that follow from others: bridges, middle lines of rivers, limits shared by two wards. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { asOwner, type Tenant } from '../../backend/src/kernel/index.ts'
import { type TestDatabase, testDatabase } from '../../backend/test/database.ts'
import { readWkb } from '../src/wkb.ts'
import { localities, wardLines, wardNames } from './boundaries.ts'
import { bridges } from './bridges.ts'
import { houseNumbers } from './house-numbers.ts'
import { landNames, waterLines } from './land-names.ts'
import type { TileLayer } from './layer.ts'

type Row = { id: number; geometry: Uint8Array } & Record<string, unknown>
const DAY = '2026-11-22'
/** Degrees of about a metre. */
const METRE = 0.00001
const west = 77.95
const south = 23.1

let database: TestDatabase
let town: Tenant

const owner = (sql: string, values: unknown[]) => asOwner(database.database, (db) => db.query(sql, values))

/** As the tile server reads it: as the reader role, page by page of two rows. */
async function rowsOf(layer: TileLayer): Promise<Row[]> {
  const all: Row[] = []
  for (let after = -1; ; ) {
    const page = await asOwner(database.database, async (db) => {
      await db.query('set local role khasra_reader')
      return db.query<Row>(layer.sql, [town.tenantId, after, 2, DAY])
    })
    all.push(...page)
    if (page.length < 2) return all
    after = Number(page.at(-1)!.id)
  }
}

const at = (eastM: number, northM: number) => `${west + eastM * METRE} ${south + northM * METRE}`
const line = (...points: [number, number][]) => `(${points.map((point) => at(...point)).join(',')})`
const box = (x0: number, y0: number, x1: number, y1: number) =>
  `((${[
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
    [x0, y0],
  ]
    .map(([x, y]) => at(x!, y!))
    .join(',')}))`

async function landFeature(kind: string, className: string, names: object, wkt: string): Promise<number> {
  const [row] = (await owner(
    `insert into parcels.land_features (tenant_id, kind, class, names, geom)
     values ($1, $2, $3, $4, st_geomfromtext($5, 4326)) returning feature_id`,
    [town.tenantId, kind, className, names, wkt],
  )) as { feature_id: number }[]
  return row!.feature_id
}

async function road(className: string, ...points: [number, number][]): Promise<number> {
  const [row] = (await owner(
    `insert into parcels.roads (tenant_id, class, width_m, geom)
     values ($1, $2, 12, st_geomfromtext($3, 4326)) returning road_id`,
    [town.tenantId, className, `MULTILINESTRING(${line(...points)})`],
  )) as { road_id: number }[]
  return row!.road_id
}

/** Degrees east and north by turns. */
const points = (row: Row): number[] =>
  readWkb(row.geometry).flatMap((parts) => parts.flatMap((run) => [...Array.from(run)]))
const lengthOf = (row: Row) => {
  let metres = 0
  for (const run of readWkb(row.geometry).flat()) {
    for (let i = 2; i < run.length; i += 2)
      metres += Math.hypot(run[i]! - run[i - 2]!, run[i + 1]! - run[i - 1]!) / METRE
  }
  return metres
}

before(async () => {
  database = await testDatabase()
  town = (await database.newTenant()).town
  // A river 60 m broad from west to east across the town, a railway from south to north, a pond, a park.
  await landFeature('water', 'river', { en: 'Kalpa', hi: 'कल्पा' }, `POLYGON${box(-1000, 400, 1000, 460)}`)
  await landFeature('railway', 'main', {}, `LINESTRING${line([-500, -300], [-500, 900])}`)
  await landFeature('water', 'pond', { en: 'Sagar' }, `POLYGON${box(300, 100, 380, 180)}`)
  await landFeature('park', 'garden', { en: 'Nehru Garden' }, `POLYGON${box(100, 0, 200, 50)}`)
  const [set] = (await owner(
    `insert into identity.boundary_sets (tenant_id, code, names, straddler_rule)
     values ($1, 'electoral-ward', '{"en":"Wards"}', 'largest-part') returning boundary_set_id`,
    [town.tenantId],
  )) as { boundary_set_id: number }[]
  const wards = [box(-1000, -300, 0, 400), box(0, -300, 1000, 400)]
  for (const [index, ward] of wards.entries())
    await owner(
      `insert into identity.boundaries (tenant_id, boundary_set_id, code, names, geom, valid_from, instrument)
       values ($1, $2, $3, $4, st_geomfromtext($5, 4326), '2020-01-01', 'N/1')`,
      [town.tenantId, set!.boundary_set_id, `W${index}`, { en: `Ward ${index}` }, `MULTIPOLYGON(${ward})`],
    )
})

test('a road over the river has a bridge that stands on both banks; one that ends at the bank has none', async () => {
  const across = await road('local', [0, 300], [0, 600])
  await road('local', [200, 300], [200, 390])
  const spans = (await rowsOf(bridges)).filter((row) => row.class === 'local')
  assert.deepEqual(
    spans.map((row) => Number(row.id)),
    [2 * across],
  )
  assert.ok(lengthOf(spans[0]!) > 62 && lengthOf(spans[0]!) < 80, `${lengthOf(spans[0]!)} m`)
  assert.equal(spans[0]!.widthM, 12)
})

test('a main road passes over the railway by a bridge, a lane crosses it on the level, the railway crosses the river', async () => {
  const main = await road('arterial', [-600, 0], [-400, 0])
  await road('lane', [-600, 100], [-400, 100])
  const rows = await rowsOf(bridges)
  assert.ok(rows.some((row) => Number(row.id) === 2 * main && row.class === 'arterial'))
  assert.ok(!rows.some((row) => row.class === 'lane'))
  const track = rows.find((row) => row.class === 'railway')
  assert.ok(track && Number(track.id) % 2 === 1 && lengthOf(track) > 62)
})

test('the name of a river runs along its middle, from near one end to near the other', async () => {
  // Half a circle between banks 500 m and 560 m from its middle.
  const bank = (radius: number): [number, number][] =>
    Array.from({ length: 41 }, (_, index) => {
      const angle = (index / 40) * Math.PI
      return [Math.cos(angle) * radius, 3000 + Math.sin(angle) * radius]
    })
  const ring = [...bank(500), ...bank(560).reverse(), bank(500)[0]!]
  await landFeature('water', 'river', { en: 'Reva' }, `POLYGON(${line(...ring)})`)
  const [straight, bent, ...more] = await rowsOf(waterLines)
  assert.equal(more.length, 0)
  assert.equal(straight!.name_hi, 'कल्पा')
  assert.ok(lengthOf(straight!) > 1800, `${lengthOf(straight!)} m`)
  assert.ok(lengthOf(bent!) > 530 * Math.PI * 0.9, `${lengthOf(bent!)} m`)
  const degrees = points(bent!)
  assert.ok(degrees.length > 20)
  for (let i = 0; i < degrees.length; i += 2) {
    const [east, north] = [(degrees[i]! - west) / METRE, (degrees[i + 1]! - south) / METRE - 3000]
    const away = Math.hypot(east, north)
    assert.ok(away > 512 && away < 548, `${away} m from the middle of the bend`)
  }
})

test('the limit between two wards is drawn once, the edge of the town apart, and nothing along the river', async () => {
  const rows = await rowsOf(wardLines)
  const sum = (name: string) => rows.filter((row) => row.class === name).reduce((all, row) => all + lengthOf(row), 0)
  assert.ok(Math.abs(sum('ward') - 700) < 10, `${sum('ward')} m between the wards`)
  // South, west and east side: the north side is the river's bank.
  assert.ok(Math.abs(sum('limit') - (2000 + 700 + 700)) < 20, `${sum('limit')} m of edge`)
})

test('wards, parks and ponds are named once, inside; a locality that is a park goes by the park', async () => {
  assert.deepEqual(
    (await rowsOf(wardNames)).map((row) => [row.name_en, points(row).map((degrees) => degrees.toFixed(4))]),
    [
      ['Ward 0', ['77.9450', '23.1005']],
      ['Ward 1', ['77.9550', '23.1005']],
    ],
  )
  const named = await rowsOf(landNames)
  assert.deepEqual(named.map((row) => [row.class, row.name_en]).sort(), [
    ['garden', 'Nehru Garden'],
    ['pond', 'Sagar'],
  ])
  assert.ok(named.every((row) => Number(row.sizeM) > 60 && Number(row.sizeM) < 95))
  for (const name of ['Nehru Garden', 'Lohar Mohalla'])
    await owner(
      `insert into parcels.localities (tenant_id, code, names, geom) values ($1, $2, $3, st_geomfromtext($4, 4326))`,
      [town.tenantId, name, { en: name }, `POINT(${at(150, 25)})`],
    )
  assert.deepEqual(
    (await rowsOf(localities)).map((row) => row.name_en),
    ['Lohar Mohalla'],
  )
})

test('the reader of tiles sees the number on the door and nothing else of an address', async () => {
  assert.deepEqual(await rowsOf(houseNumbers), [])
  for (const column of ['line', 'landmark', 'pin']) {
    await assert.rejects(
      asOwner(database.database, async (db) => {
        await db.query('set local role khasra_reader')
        await db.query(`select ${column} from parcels.addresses where tenant_id = $1::int`, [town.tenantId])
      }),
      /permission denied/,
      column,
    )
  }
})
