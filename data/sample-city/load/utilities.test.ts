import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { isContinuous, type SupplySlot } from '../../../backend/src/modules/water/rules-supply.ts'
import { type TestDatabase, testDatabase } from '../../../backend/test/database.ts'
import { loadGenerated } from './index.ts'

const today = '2026-11-22'
let db: TestDatabase
let mapped: number
let bare: number

before(async () => {
  db = await testDatabase()
  const names = { en: 'Piped', hi: 'नलपुर' }
  mapped = (await loadGenerated(db.platform, { seed: 1, parcels: 9000, code: 'piped-town', names, today })).tenant
    .tenantId
  bare = (await loadGenerated(db.platform, { seed: 2, parcels: 0, properties: 900, code: 'bare-town', names, today }))
    .tenant.tenantId
})

const ask = async (sql: string, tenantId = mapped) => (await db.database.pool.query(sql, [tenantId])).rows

test('the tower hangs on one connection of its society, the market’s halls on one each, and shares sum to one', async () => {
  const rows = await ask(
    `select v.sharing, v.holder_party_id is not null as held, count(*)::int as served, sum(l.numerator::numeric / l.denominator) as whole
     from water.connection_versions v join water.connection_properties l on l.tenant_id = $1 and l.connection_id = v.connection_id
     where v.tenant_id = $1 and v.sharing in ('society-bulk', 'group') group by v.connection_id, v.sharing, v.holder_party_id order by 3 desc`,
  )
  assert.deepEqual(
    rows.map((row) => [row.sharing, row.held, row.served, Math.round(Number(row.whole) * 1e6) / 1e6]),
    [['society-bulk', true, 96, 1], ...Array.from({ length: 4 }, () => ['group', false, 35, 1])],
  )
})

test('the slum has a standpost at a point, without a property that is billed, and ordinary houses are flat, by ferrule, by tap or by meter', async () => {
  const [standpost] = await ask(
    `select property_id, point is not null as placed, (select count(*)::int from water.connection_properties l where l.tenant_id = $1 and l.connection_id = v.connection_id) as served
     from water.connection_versions v where tenant_id = $1 and sharing = 'standpost'`,
  )
  assert.equal(standpost.property_id, null)
  assert.ok(standpost.placed && standpost.served > 50, JSON.stringify(standpost))
  const bases = await ask(
    `select distinct billing_basis as basis from water.connection_versions where tenant_id = $1 order by 1`,
  )
  assert.deepEqual(
    bases.map((row) => row.basis),
    ['ferrule', 'flat', 'free', 'metered', 'per-tap'],
  )
})

test('one zone is supplied all the time, one has no slot, the others now and then', async () => {
  const rows = await ask(
    `select z.zone_id, coalesce(jsonb_agg(jsonb_build_object('slotId', s.slot_id, 'weekdays', s.weekdays, 'everyDays', s.every_days, 'countedFrom', s.counted_from,
       'fromMinute', s.from_minute, 'toMinute', s.to_minute, 'validFrom', s.valid_from, 'validTo', '9999-12-31')) filter (where s.slot_id is not null), '[]') as slots
     from water.zones z left join water.supply_slots s on s.tenant_id = $1 and s.zone_id = z.zone_id where z.tenant_id = $1 group by z.zone_id order by 1`,
  )
  const kinds = rows.map((row) =>
    row.slots.length === 0 ? 'none' : isContinuous(row.slots as SupplySlot[], today) ? 'continuous' : 'slots',
  )
  assert.deepEqual(kinds.slice(0, 3), ['continuous', 'slots', 'none'])
})

test('pipes lie under the streets and hang together: from the largest piece most can be reached', async () => {
  const pipes = await ask(
    `select pipe_id, from_node_id as a, to_node_id as b, st_numpoints(geom) as points from water.pipes where tenant_id = $1`,
  )
  assert.ok(pipes.length > 1500, String(pipes.length))
  const parent = new Map<string, string>()
  const find = (key: string): string => {
    const up = parent.get(key)
    return up === undefined || up === key ? key : find(up)
  }
  for (const { a, b } of pipes) parent.set(find(String(a)), find(String(b)))
  const sizes = new Map<string, number>()
  for (const { a } of pipes) sizes.set(find(String(a)), (sizes.get(find(String(a))) ?? 0) + 1)
  const largest = Math.max(...sizes.values())
  assert.ok(largest / pipes.length > 0.8, `${largest} of ${pipes.length}`)
})

test('links to pipes are some, by the old drawing, and lie in the street of the house', async () => {
  const [row] = await ask(
    `select count(*)::int as links, count(*) filter (where p.road_id = a.road_id)::int as same from water.connection_pipes l
     join water.pipes p on p.tenant_id = $1 and p.pipe_id = l.pipe_id
     join water.connection_versions v on v.tenant_id = $1 and v.connection_id = l.connection_id
     join parcels.property_versions pv on pv.tenant_id = $1 and pv.property_id = v.property_id and pv.superseded_at = 'infinity'
     join parcels.addresses a on a.tenant_id = $1 and a.address_id = pv.address_id where l.tenant_id = $1`,
  )
  assert.ok(row.links > 300 && row.same === row.links, JSON.stringify(row))
})

test('every beat has a crew; two people with a handcart serve one of them, and the tower gives its waste under one code', async () => {
  const [foot] = await ask(
    `select c.people, c.vehicle_id, c.homes_most, (select count(*)::int from waste.plan_stops s where s.tenant_id = $1 and s.plan_id = p.plan_id) as stops
     from waste.crews c join waste.plans p on p.tenant_id = $1 and p.crew_id = c.crew_id where c.tenant_id = $1 and c.kind = 'handcart'`,
  )
  assert.deepEqual([foot.people, foot.vehicle_id], [2, null])
  assert.ok(foot.stops >= 150 && foot.stops <= foot.homes_most, JSON.stringify(foot))
  const [block] = await ask(
    `select households, (select count(*)::int from waste.point_properties l where l.tenant_id = $1 and l.point_id = p.point_id) as served
     from waste.collection_points p where tenant_id = $1 and kind = 'block'`,
  )
  assert.deepEqual([block.households, block.served], [96, 96])
  const [beats] = await ask(
    `select count(*)::int as all, count(*) filter (where exists (select 1 from waste.plans p where p.tenant_id = $1 and p.beat_id = b.beat_id))::int as planned from waste.beats b where tenant_id = $1`,
  )
  assert.equal(beats.planned, beats.all)
})

test('a town without a map has zones and connections by name and property, and neither pipe nor point', async () => {
  const [row] = await ask(
    `select (select count(*)::int from water.zones where tenant_id = $1) as zones, (select count(*)::int from water.pipes where tenant_id = $1) as pipes,
       (select count(*)::int from water.connection_versions where tenant_id = $1 and property_id is not null and point is null) as connections`,
    bare,
  )
  assert.equal(row.pipes, 0)
  assert.ok(row.connections > 100, JSON.stringify(row))
})
