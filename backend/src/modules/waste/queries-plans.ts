import type { Db, Names } from '../../kernel/index.ts'
import type { DayVariant, Plan } from './rules-plans.ts'

/** A beat in force. */
export interface BeatRow {
  beatId: number
  code: string
  names: Names
}

/** Beats in force on a day. */
export function selectBeats(db: Db, tenantId: number, day: string): Promise<BeatRow[]> {
  return db.query(
    `select beat_id as "beatId", code, names from waste.beats
     where tenant_id = $1::int and valid_from <= $2::date and valid_to > $2::date order by length(code), code limit 5000`,
    [tenantId, day],
  )
}

/** Plans in force on a day, or on some day up to another, with their crews and streams. */
export async function selectPlans(
  db: Db,
  tenantId: number,
  day: string,
  upTo = day,
): Promise<(Plan & { crewId: number; streams: string[]; toMinute: number })[]> {
  const rows = await db.query<Plan & { crewId: number; streams: string[]; toMinute: number }>(
    `select plan_id as "planId", beat_id as "beatId", crew_id as "crewId", variant, weekdays, streams, from_minute as "fromMinute", to_minute as "toMinute",
       valid_from as "validFrom", valid_to as "validTo"
     from waste.plans where tenant_id = $1::int and valid_from <= $3::date and valid_to > $2::date order by plan_id`,
    [tenantId, day, upTo],
  )
  return rows.map((row) => ({ ...row, validTo: row.validTo === 'infinity' ? '9999-12-31' : row.validTo }))
}

/** What was said of days from one to another, in the order in which it was said. */
export function selectDayVariants(db: Db, tenantId: number, from: string, to: string): Promise<DayVariant[]> {
  return db.query(
    `select on_day as "onDay", beat_id as "beatId", variant from waste.day_variants
     where tenant_id = $1::int and on_day between $2::date and $3::date and withdrawn_at is null order by day_variant_id`,
    [tenantId, from, to],
  )
}

type Noun =
  | 'beats'
  | 'feeders'
  | 'vehicles'
  | 'crews'
  | 'points'
  | 'properties'
  | 'parties'
  | 'boundaries'
  | 'documents'
  | 'rounds'
  | 'roads'

/** Which of some things are there: by noun the ids that were found. */
export async function selectKnown(
  db: Db,
  tenantId: number,
  asked: Partial<Record<Noun, number[]>>,
): Promise<Map<Noun, Set<number>>> {
  const rows = await db.query<{ noun: Noun; id: number }>(
    `select 'beats' as noun, beat_id as id from waste.beats where tenant_id = $1::int and beat_id = any ($2::bigint[])
     union all select 'feeders', feeder_id from waste.feeder_points where tenant_id = $1::int and feeder_id = any ($3::bigint[])
     union all select 'vehicles', vehicle_id from waste.vehicles where tenant_id = $1::int and vehicle_id = any ($4::bigint[]) and retired_on is null
     union all select 'crews', crew_id from waste.crews where tenant_id = $1::int and crew_id = any ($5::bigint[])
     union all select 'points', point_id from waste.collection_points where tenant_id = $1::int and point_id = any ($6::bigint[])
     union all select 'properties', property_id from parcels.properties where tenant_id = $1::int and property_id = any ($7::bigint[])
     union all select 'parties', party_id from people.masked_parties_view where tenant_id = $1::int and party_id = any ($8::bigint[]) and merged_into is null
     union all select 'boundaries', boundary_id from identity.current_boundaries_view where tenant_id = $1::int and boundary_id = any ($9::bigint[])
     union all select 'documents', document_id from kernel.documents where tenant_id = $1::int and document_id = any ($10::bigint[])
     union all select 'rounds', round_id from waste.rounds where tenant_id = $1::int and round_id = any ($11::bigint[])
     union all select 'roads', road_id from parcels.street_names_view where tenant_id = $1::int and road_id = any ($12::bigint[])`,
    [
      tenantId,
      asked.beats ?? [],
      asked.feeders ?? [],
      asked.vehicles ?? [],
      asked.crews ?? [],
      asked.points ?? [],
      asked.properties ?? [],
      asked.parties ?? [],
      asked.boundaries ?? [],
      asked.documents ?? [],
      asked.rounds ?? [],
      asked.roads ?? [],
    ],
  )
  const found = new Map<Noun, Set<number>>()
  for (const { noun, id } of rows) found.set(noun, (found.get(noun) ?? new Set()).add(id))
  return found
}

/** Writes one row of a small table; null when its key is taken. Columns are those of the callers below, never a caller's own words. */
async function insertOne(
  db: Db,
  table: string,
  idColumn: string,
  columns: Record<string, [type: string, value: unknown]>,
): Promise<number | null> {
  const names = Object.keys(columns)
  const places = Object.values(columns).map(([type], at) => `$${at + 1}::${type}`)
  const [row] = await db.query<{ id: number }>(
    `insert into ${table} (${names.join(', ')}) values (${places.join(', ')}) on conflict do nothing returning ${idColumn} as id`,
    Object.values(columns).map(([, value]) => value),
  )
  return row?.id ?? null
}

const spot = (point: readonly [number, number] | null) => point && `SRID=4326;POINT(${point[0]} ${point[1]})`

/** Writes a beat. */
export const insertBeat = (
  db: Db,
  tenantId: number,
  given: { code: string; names: Names; boundaryId: number | null; instrument: string; from: string },
) =>
  insertOne(db, 'waste.beats', 'beat_id', {
    tenant_id: ['int', tenantId],
    code: ['text', given.code],
    names: ['jsonb', JSON.stringify(given.names)],
    boundary_id: ['bigint', given.boundaryId],
    instrument: ['text', given.instrument],
    valid_from: ['date', given.from],
  })

/** Writes a feeder point. */
export const insertFeeder = (
  db: Db,
  tenantId: number,
  given: {
    code: string
    names: Names
    kind: string
    placeWords: string | null
    point: readonly [number, number] | null
  },
) =>
  insertOne(db, 'waste.feeder_points', 'feeder_id', {
    tenant_id: ['int', tenantId],
    code: ['text', given.code],
    names: ['jsonb', JSON.stringify(given.names)],
    kind: ['text', given.kind],
    place_words: ['text', given.placeWords],
    point: ['text::geometry', spot(given.point)],
  })

/** Writes a vehicle. */
export const insertVehicle = (
  db: Db,
  tenantId: number,
  given: {
    registration: string
    kind: string
    capacityKg: number
    neededWidthM: number
    reverseLimitM: number
    hasGps: boolean
  },
) =>
  insertOne(db, 'waste.vehicles', 'vehicle_id', {
    tenant_id: ['int', tenantId],
    registration: ['text', given.registration],
    kind: ['text', given.kind],
    capacity_kg: ['numeric', given.capacityKg],
    needed_width_m: ['numeric', given.neededWidthM],
    reverse_limit_m: ['numeric', given.reverseLimitM],
    has_gps: ['boolean', given.hasGps],
  })

/** Writes a crew. */
export const insertCrew = (
  db: Db,
  tenantId: number,
  given: {
    code: string
    kind: string
    people: number
    vehicleId: number | null
    walkingKmph: number | null
    walkInLimitM: number
    homesLeast: number
    homesMost: number
    feederId: number | null
    from: string
  },
) =>
  insertOne(db, 'waste.crews', 'crew_id', {
    tenant_id: ['int', tenantId],
    code: ['text', given.code],
    kind: ['text', given.kind],
    people: ['int', given.people],
    vehicle_id: ['bigint', given.vehicleId],
    walking_kmph: ['numeric', given.walkingKmph],
    walk_in_limit_m: ['numeric', given.walkInLimitM],
    homes_least: ['int', given.homesLeast],
    homes_most: ['int', given.homesMost],
    feeder_id: ['bigint', given.feederId],
    valid_from: ['date', given.from],
  })

/** Writes a collection point with the properties that it serves; null when its code is taken. */
export async function insertPoint(
  db: Db,
  tenantId: number,
  given: {
    code: string
    kind: string
    beatId: number | null
    households: number
    roadId: number | null
    placeWords: string | null
    point: readonly [number, number] | null
    from: string
    properties: readonly { propertyId: number; households: number }[]
  },
): Promise<number | null> {
  const pointId = await insertOne(db, 'waste.collection_points', 'point_id', {
    tenant_id: ['int', tenantId],
    code: ['text', given.code],
    kind: ['text', given.kind],
    beat_id: ['bigint', given.beatId],
    households: ['int', given.households],
    road_id: ['bigint', given.roadId],
    place_words: ['text', given.placeWords],
    point: ['text::geometry', spot(given.point)],
    valid_from: ['date', given.from],
  })
  if (pointId !== null)
    await db.query(
      `insert into waste.point_properties (tenant_id, point_id, property_id, households, valid_from)
       select $1::int, $2::bigint, p.property_id, p.households, $5::date from unnest($3::bigint[], $4::int[]) as p (property_id, households)`,
      [
        tenantId,
        pointId,
        given.properties.map((each) => each.propertyId),
        given.properties.map((each) => each.households),
        given.from,
      ],
    )
  return pointId
}

/** A crew with its vehicle, as the rules see it. */
export async function selectCrew(db: Db, tenantId: number, crewId: number) {
  const rows = await db.query<{
    crewId: number
    kind: 'handcart' | 'vehicle'
    people: number
    walkInLimitM: number
    homesLeast: number
    homesMost: number
    neededWidthM: number | null
    reverseLimitM: number | null
    walkingKmph: number | null
    hasGps: boolean
  }>(
    `select c.crew_id as "crewId", c.kind, c.people, c.walk_in_limit_m::float8 as "walkInLimitM", c.homes_least as "homesLeast", c.homes_most as "homesMost",
       v.needed_width_m::float8 as "neededWidthM", v.reverse_limit_m::float8 as "reverseLimitM", c.walking_kmph::float8 as "walkingKmph", coalesce(v.has_gps, false) as "hasGps"
     from waste.crews c left join waste.vehicles v on v.tenant_id = $1::int and v.vehicle_id = c.vehicle_id
     where c.tenant_id = $1::int and c.crew_id = $2::bigint`,
    [tenantId, crewId],
  )
  return rows[0] ?? null
}

/** Lanes of some points, in the order of the points; without those that no lane is known of. */
export function selectLanes(
  db: Db,
  tenantId: number,
  pointIds: readonly number[],
): Promise<{ at: number; widthM: number; deadEnd: boolean; lengthM: number }[]> {
  return db.query(
    `select (g.at - 1)::int as at, r.width_m::float8 as "widthM", r.dead_end as "deadEnd", r.length_m as "lengthM"
     from unnest($2::bigint[]) with ordinality as g (point_id, at)
     join waste.collection_points p on p.tenant_id = $1::int and p.point_id = g.point_id
     join parcels.street_shapes_view r on r.tenant_id = $1::int and r.road_id = p.road_id and r.length_m is not null
     order by g.at`,
    [tenantId, pointIds],
  )
}

/** Households of some points. */
export async function selectHouseholds(db: Db, tenantId: number, pointIds: readonly number[]): Promise<number> {
  const [row] = await db.query<{ households: number }>(
    `select coalesce(sum(households), 0)::int as households from waste.collection_points where tenant_id = $1::int and point_id = any ($2::bigint[])`,
    [tenantId, pointIds],
  )
  return row!.households
}

/** Writes a plan with its stops; an earlier plan of the same beat, variant and streams ends where it begins. */
export async function insertPlan(
  db: Db,
  tenantId: number,
  given: {
    beatId: number
    crewId: number
    variant: string
    weekdays: number[]
    streams: string[]
    fromMinute: number
    toMinute: number
    from: string
    stops: readonly { pointId: number; manner: string }[]
  },
): Promise<number> {
  await db.query(
    `update waste.plans set valid_to = $5::date where tenant_id = $1::int and beat_id = $2::bigint and variant = $3::text and streams = $4::text[]
       and valid_to > $5::date and valid_from < $5::date and from_minute = $6::int`,
    [tenantId, given.beatId, given.variant, given.streams, given.from, given.fromMinute],
  )
  const [row] = await db.query<{ plan_id: number }>(
    `with plan as (
       insert into waste.plans (tenant_id, beat_id, crew_id, variant, weekdays, streams, from_minute, to_minute, valid_from)
       values ($1::int, $2::bigint, $3::bigint, $4::text, $5::int[], $6::text[], $7::int, $8::int, $9::date) returning plan_id),
     stops as (
       insert into waste.plan_stops (tenant_id, plan_id, turn, point_id, manner)
       select $1::int, plan.plan_id, s.turn, s.point_id, s.manner from plan, unnest($10::bigint[], $11::text[]) with ordinality as s (point_id, manner, turn))
     select plan_id from plan`,
    [
      tenantId,
      given.beatId,
      given.crewId,
      given.variant,
      given.weekdays,
      given.streams,
      given.fromMinute,
      given.toMinute,
      given.from,
      given.stops.map((stop) => stop.pointId),
      given.stops.map((stop) => stop.manner),
    ],
  )
  return row!.plan_id
}

/** Writes a day on which another variant holds. */
export const insertDayVariant = (
  db: Db,
  tenantId: number,
  given: { onDay: string; beatId: number | null; variant: string; reason: Names; instrument: string },
) =>
  insertOne(db, 'waste.day_variants', 'day_variant_id', {
    tenant_id: ['int', tenantId],
    on_day: ['date', given.onDay],
    beat_id: ['bigint', given.beatId],
    variant: ['text', given.variant],
    reason: ['jsonb', JSON.stringify(given.reason)],
    instrument: ['text', given.instrument],
  })

/** Links of properties that go to another town end with the day on which they go. */
export async function endPropertyLinks(
  db: Db,
  tenantId: number,
  propertyIds: readonly number[],
  day: string,
): Promise<void> {
  await db.query(
    `update waste.point_properties set valid_to = greatest($3::date, valid_from + 1)
     where tenant_id = $1::int and property_id = any ($2::bigint[]) and valid_to > $3::date`,
    [tenantId, propertyIds, day],
  )
}

/** A collection point in use, with its only property. */
export async function selectPoint(
  db: Db,
  tenantId: number,
  pointId: number,
): Promise<{ kind: string; point: [number, number] | null; propertyId: number | null } | null> {
  const rows = await db.query<{ kind: string; point: [number, number] | null; propertyId: number | null }>(
    `select p.kind, case when p.point is not null then array[st_x(p.point), st_y(p.point)] end as point,
       (select case when count(distinct l.property_id) = 1 then min(l.property_id) end from waste.point_properties l
        where l.tenant_id = $1::int and l.point_id = p.point_id and l.valid_to = 'infinity') as "propertyId"
     from waste.collection_points p where p.tenant_id = $1::int and p.point_id = $2::bigint and p.valid_to = 'infinity'`,
    [tenantId, pointId],
  )
  return rows[0] ?? null
}
