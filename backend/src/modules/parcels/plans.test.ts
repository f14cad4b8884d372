import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { asSystem, type Db, read, readPublic, type Tenant } from '../../kernel/index.ts'
import { selectPage, selectPropertyOfParcel } from './queries-page.ts'
import {
  type PlotFilter,
  selectAt,
  selectNear,
  selectNeighbourCounts,
  selectNeighbours,
  selectPropertiesInBox,
} from './queries-place.ts'
import { selectOverlaps } from './queries-register.ts'
import { selectRestrictions } from './queries-restrictions.ts'
import {
  selectByTokens,
  selectByTokensInWard,
  selectOwnerNames,
  selectPlaces,
  selectResults,
} from './queries-search.ts'
import { queryTokens } from './rules-name-search.ts'
import { exactly, startingWith } from './rules-search.ts'

/** Enough that the planner minds; a square of 150 × 150 plots. */
const side = 150
const today = '2026-11-22'
let database: TestDatabase
let town: Tenant
let ids: { property: number; parcel: number; ward: number; road: number }

before(async () => {
  database = await testDatabase()
  town = (await database.newTenant()).town
  const client = await database.database.pool.connect()
  try {
    await client.query('begin')
    for (const statement of rows(town.tenantId)) await client.query(statement)
    await client.query('commit')
    await client.query('analyze')
  } finally {
    client.release()
  }
  const [row] = (
    await database.database.pool.query(
      `select (select min(property_id) from parcels.properties where tenant_id = $1)::int as property, (select min(parcel_id) from parcels.parcels where tenant_id = $1)::int as parcel,
        (select min(boundary_id) from identity.boundaries where tenant_id = $1)::int as ward, (select min(road_id) from parcels.roads where tenant_id = $1)::int as road`,
      [town.tenantId],
    )
  ).rows
  ids = row
})

/** A town of `side`² plots, each with a property, an owner and search rows. */
function rows(t: number): string[] {
  const all = `generate_series(0, ${side * side - 1}) as n`
  const held = `'2015-04-01', '2015-04-01T00:00:00Z'`
  const act = `(select min(change_id) from parcels.changes where tenant_id = ${t})`
  const numbered = (table: string, id: string) =>
    `(select ${id}, row_number() over (order by ${id}) - 1 as n from ${table} where tenant_id = ${t})`
  return [
    `insert into parcels.changes (tenant_id, kind, instrument, effective_on) values (${t}, 'import', 'Survey', '2015-04-01')`,
    `insert into parcels.roads (tenant_id, class, names, width_m) select ${t}, 'lane', jsonb_build_object('en', 'Lane ' || n), 4 from generate_series(1, 900) as n`,
    `insert into parcels.place_tokens (tenant_id, token, kind, place_id) select ${t}, 'nw:' || substr(md5(road_id::text), 1, 3) || '.', 1, road_id from parcels.roads where tenant_id = ${t}`,
    `insert into identity.boundary_sets (tenant_id, code, names, straddler_rule) values (${t}, 'electoral-ward', '{"en":"Ward"}', 'largest-part')`,
    `insert into identity.boundaries (tenant_id, boundary_set_id, code, names, instrument, valid_from)
     select ${t}, boundary_set_id, 'W-' || n, '{"en":"Ward"}', 'Gazette', '2010-01-01' from identity.boundary_sets, generate_series(1, 40) as n where tenant_id = ${t}`,
    `insert into parcels.addresses (tenant_id, house_number, line) select ${t}, n::text, '{"en":"House"}' from ${all}`,
    `insert into parcels.parcels (tenant_id, level) select ${t}, 'municipal-plot' from ${all}`,
    `insert into parcels.parcel_versions (tenant_id, parcel_id, level, number, geom, area_sqm, change_id, valid_from, recorded_at)
     select ${t}, parcel_id, 'municipal-plot', 'N' || n, st_multi(st_makeenvelope(77 + (n % ${side}) * 0.0002, 23 + (n / ${side}) * 0.0002, 77 + (n % ${side}) * 0.0002 + 0.0002, 23 + (n / ${side}) * 0.0002 + 0.0002, 4326)), 450, ${act}, ${held}
     from ${numbered('parcels.parcels', 'parcel_id')} p`,
    `insert into parcels.properties (tenant_id, property_number) select ${t}, lpad((${t}::bigint * 100000 + n)::text, 10, '0') from ${all}`,
    `insert into parcels.property_versions (tenant_id, property_id, kind, place_grade, place_source, placed_on, point, address_id, change_id, valid_from, recorded_at)
     select ${t}, property_id, 'residential', 'parcel', 'survey', '2015-04-01', st_setsrid(st_makepoint(77.0001 + (n % ${side}) * 0.0002, 23.0001 + (n / ${side}) * 0.0002), 4326), address_id, ${act}, ${held}
     from ${numbered('parcels.properties', 'property_id')} p join ${numbered('parcels.addresses', 'address_id')} a using (n)`,
    `insert into parcels.property_parcels (tenant_id, property_id, parcel_id, change_id, valid_from, recorded_at)
     select ${t}, property_id, parcel_id, ${act}, ${held} from ${numbered('parcels.properties', 'property_id')} p join ${numbered('parcels.parcels', 'parcel_id')} a using (n)`,
    `insert into parcels.property_boundaries (tenant_id, property_id, boundary_set_id, boundary_id, placed_by, valid_from, recorded_at)
     select ${t}, property_id, b.boundary_set_id, b.boundary_id, 'largest-part', ${held} from ${numbered('parcels.properties', 'property_id')} p
     join (select *, row_number() over (order by boundary_id) - 1 as w from identity.boundaries where tenant_id = ${t}) b on b.w = p.n % 40`,
    `insert into people.parties (tenant_id, kind, masked_names) select ${t}, 'person', '{"en":"R***"}' from ${all}`,
    `insert into people.persons (tenant_id, party_id, names) select ${t}, party_id, jsonb_build_object('en', 'Person ' || party_id) from people.parties where tenant_id = ${t}`,
    `insert into parcels.party_roles (tenant_id, property_id, party_id, role, change_id, valid_from, recorded_at)
     select ${t}, property_id, party_id, 'owner', ${act}, ${held} from ${numbered('parcels.properties', 'property_id')} p join ${numbered('people.parties', 'party_id')} a using (n)`,
    `insert into parcels.search_tokens (tenant_id, token, kind, property_id)
     select ${t}, stem || substr(md5(property_id::text || stem), 1, 3) || '.', 1, property_id from parcels.properties, unnest(array['nw:', 'np:', 'ni:', 'ar:']) as stem where tenant_id = ${t}`,
  ]
}

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  Plans?: PlanNode[]
}

/** A Db that explains every statement before it runs it, and keeps the nodes of the plans. */
function explained(db: Db, nodes: PlanNode[]): Db {
  return {
    async query(sql, values) {
      const [row] = await db.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(`explain (format json) ${sql}`, values)
      collect(row!['QUERY PLAN'][0].Plan, nodes)
      return db.query(sql, values)
    },
  }
}

function collect(node: PlanNode, into: PlanNode[]): void {
  into.push(node)
  for (const child of node.Plans ?? []) collect(child, into)
}

const large = new Set([
  'addresses',
  'parcels',
  'parcel_versions',
  'properties',
  'property_versions',
  'property_parcels',
  'property_boundaries',
  'parties',
  'persons',
  'party_roles',
  'search_tokens',
])

/** Fails when a large table is read whole, or an index that should answer does not. */
function assertPlan(name: string, nodes: PlanNode[], indexes: string[]): void {
  const whole = nodes.filter((node) => node['Node Type'] === 'Seq Scan' && large.has(node['Relation Name'] ?? ''))
  assert.deepEqual(
    whole.map((node) => node['Relation Name']),
    [],
    `${name} reads a table whole`,
  )
  const used = new Set(nodes.map((node) => node['Index Name']))
  for (const index of indexes)
    assert.ok(used.has(index), `${name} does not use ${index} but ${[...used].filter(Boolean).join(', ')}`)
}

type Read = (db: Db, tenantId: number) => Promise<unknown>

async function plan(kind: 'app' | 'system' | 'reader', work: Read): Promise<PlanNode[]> {
  const context = database.context(town)
  const nodes: PlanNode[] = []
  const explain = (db: Db) => work(explained(db, nodes), town.tenantId)
  if (kind === 'reader') await readPublic(context, explain)
  else await read(kind === 'system' ? asSystem(context) : context, explain)
  return nodes
}

const times = { asOf: today, knownAt: '9999-12-31T00:00:00Z' }
const point: [number, number] = [77.0101, 23.0101]
const box: [number, number, number, number] = [77.01, 23.01, 77.012, 23.012]
const kept: PlotFilter = { uses: ['residential'], levels: null, properties: [[1, 4]] }

test('What lies at a point, near it, in a box and beside a plot is read by its spatial index', async () => {
  const cases: [string, Read, string[]][] = [
    ['at', (db, tenantId) => selectAt(db, tenantId, point, today), ['parcel_versions_geom']],
    ['near', (db, tenantId) => selectNear(db, tenantId, point, 200, today, 10), ['property_versions_point']],
    [
      'box',
      (db, tenantId) => selectPropertiesInBox(db, tenantId, box, today, { cursor: 0, limit: 50 }, null),
      ['property_versions_point'],
    ],
    [
      'box with classes kept',
      (db, tenantId) => selectPropertiesInBox(db, tenantId, box, today, { cursor: 0, limit: 50 }, kept),
      ['property_versions_point'],
    ],
    ['neighbours', (db, tenantId) => selectNeighbours(db, tenantId, ids.parcel, today), ['parcel_versions_geom']],
    [
      'neighbour counts',
      (db, tenantId) => selectNeighbourCounts(db, tenantId, { parcelId: null, propertyId: ids.property }, today),
      ['parcel_versions_geom', 'property_parcels_property'],
    ],
    [
      'overlaps',
      (db, tenantId) =>
        selectOverlaps(
          db,
          tenantId,
          'municipal-plot',
          {
            type: 'MultiPolygon',
            coordinates: [
              [
                [
                  [77.01, 23.01],
                  [77.011, 23.01],
                  [77.011, 23.011],
                  [77.01, 23.01],
                ],
              ],
            ],
          },
          null,
          [],
          32643,
          today,
        ),
      ['parcel_versions_geom'],
    ],
  ]
  for (const [name, work, indexes] of cases) assertPlan(name, await plan('reader', work), indexes)
})

test('Search reads ranges of tokens by their key under row security, in the whole town and in a ward', async () => {
  const ranges = [
    ...queryTokens('Ramesh Sharma').steps.flat().slice(0, 60),
    exactly('p:0000000001', 1),
    startingWith('ar:17/', 60),
  ]
  const cases: [string, Read, string[]][] = [
    ['tokens', (db, tenantId) => selectByTokens(db, tenantId, ranges), ['search_tokens_pkey']],
    [
      'tokens in a ward',
      (db, tenantId) => selectByTokensInWard(db, tenantId, ranges, [ids.ward]),
      ['search_tokens_pkey'],
    ],
    ['places', (db, tenantId) => selectPlaces(db, tenantId, queryTokens('gandhi').steps[0]!), ['place_tokens_pkey']],
    [
      'owner names',
      (db, tenantId) => selectOwnerNames(db, tenantId, [ids.property, ids.property + 1]),
      ['party_roles_property', 'persons_pkey'],
    ],
  ]
  for (const [name, work, indexes] of cases) assertPlan(name, await plan('system', work), indexes)
})

test('Lines of results and the page go from key to key as an anonymous caller', async () => {
  const some = Array.from({ length: 10 }, (_, at) => ids.property + at)
  const asked = { propertyId: ids.property, parcelId: null }
  const cases: [string, Read, string[]][] = [
    [
      'results',
      (db, tenantId) => selectResults(db, tenantId, today, some),
      ['property_versions_property', 'properties_pkey', 'parties_pkey'],
    ],
    [
      'property of a parcel',
      (db, tenantId) => selectPropertyOfParcel(db, tenantId, ids.parcel, times),
      ['property_parcels_parcel'],
    ],
    [
      'page',
      (db, tenantId) => selectPage(db, tenantId, asked, times, { unmasked: false, ownId: null }),
      ['property_versions_property', 'property_parcels_property', 'parcel_versions_parcel'],
    ],
    [
      'restrictions',
      (db, tenantId) =>
        selectRestrictions(
          db,
          tenantId,
          {
            scope: 'transfer',
            propertyIds: [ids.property],
            parcelIds: [ids.parcel],
            partyIds: [1],
            point,
            caseReference: null,
          },
          today,
        ),
      [],
    ],
  ]
  for (const [name, work, indexes] of cases) assertPlan(name, await plan('app', work), indexes)
})
