import type { Db } from '../../kernel/index.ts'
import type { Assigned } from './rules-proof.ts'

/** A round as stored. */
export interface RoundRow {
  roundId: number
  planId: number
  beatId: number
  crewId: number
  onDay: string
  startedAt: string | null
  endedAt: string | null
  notRunBecause: string | null
}

const roundColumns = `r.round_id as "roundId", r.plan_id as "planId", p.beat_id as "beatId", r.crew_id as "crewId", r.on_day as "onDay",
  r.started_at::text as "startedAt", r.ended_at::text as "endedAt", r.not_run_because as "notRunBecause"`

/** Begins a round with what its plan assigns, or says why it was not run; null when that plan has a round on that day. */
export async function insertRound(
  db: Db,
  tenantId: number,
  round: {
    planId: number
    crewId: number
    onDay: string
    startedAt: string | null
    notRunBecause: string | null
    userId: number | null
  },
): Promise<number | null> {
  const [row] = await db.query<{ round_id: number }>(
    `with stops as (
       select s.point_id, s.turn, p.households from waste.plan_stops s
       join waste.collection_points p on p.tenant_id = $1::int and p.point_id = s.point_id and p.valid_from <= $4::date and p.valid_to > $4::date
       where s.tenant_id = $1::int and s.plan_id = $2::bigint),
     round as (
       insert into waste.rounds (tenant_id, plan_id, crew_id, on_day, started_at, not_run_because, assigned_households, user_id)
       select $1::int, $2::bigint, $3::bigint, $4::date, $5::timestamptz, $6::text, (select coalesce(sum(households), 0) from stops), $7::bigint
       on conflict do nothing returning round_id),
     assigned as (
       insert into waste.round_stops (tenant_id, round_id, point_id, turn, households)
       select $1::int, round.round_id, stops.point_id, stops.turn, stops.households from round, stops)
     select round_id from round`,
    [tenantId, round.planId, round.crewId, round.onDay, round.startedAt, round.notRunBecause, round.userId],
  )
  return row?.round_id ?? null
}

/** A round, held against other words about it. */
export async function lockRound(db: Db, tenantId: number, roundId: number): Promise<RoundRow | null> {
  await db.query(`select round_id from waste.rounds where tenant_id = $1::int and round_id = $2::bigint for update`, [
    tenantId,
    roundId,
  ])
  const rows = await db.query<RoundRow>(
    `select ${roundColumns} from waste.rounds r join waste.plans p on p.tenant_id = $1::int and p.plan_id = r.plan_id
     where r.tenant_id = $1::int and r.round_id = $2::bigint`,
    [tenantId, roundId],
  )
  return rows[0] ?? null
}

/** Ends a round. */
export async function updateRoundEnd(db: Db, tenantId: number, roundId: number, endedAt: string): Promise<void> {
  await db.query(
    `update waste.rounds set ended_at = $3::timestamptz where tenant_id = $1::int and round_id = $2::bigint`,
    [tenantId, roundId, endedAt],
  )
}

/** Rounds of a span of days in some beats (null: all). */
export function selectRounds(
  db: Db,
  tenantId: number,
  span: { from: string; to: string; beatIds: readonly number[] | null },
): Promise<RoundRow[]> {
  return db.query(
    `select ${roundColumns} from waste.rounds r join waste.plans p on p.tenant_id = $1::int and p.plan_id = r.plan_id
     where r.tenant_id = $1::int and r.on_day >= $2::date and r.on_day < $3::date and ($4::bigint[] is null or p.beat_id = any ($4::bigint[]))
     order by r.on_day, r.round_id limit 20000`,
    [tenantId, span.from, span.to, span.beatIds],
  )
}

/** What was assigned to rounds, with whether it is proved. */
export function selectStops(
  db: Db,
  tenantId: number,
  roundIds: readonly number[],
): Promise<(Assigned & { roundId: number; code: string; proved: boolean })[]> {
  return db.query(
    `select s.round_id as "roundId", s.point_id as "pointId", s.households, c.code,
       exists (select 1 from waste.proofs f where f.tenant_id = $1::int and f.round_id = s.round_id and f.point_id = s.point_id) as proved
     from waste.round_stops s join waste.collection_points c on c.tenant_id = $1::int and c.point_id = s.point_id
     where s.tenant_id = $1::int and s.round_id = any ($2::bigint[]) order by s.round_id, s.turn`,
    [tenantId, roundIds],
  )
}

/** What rounds were assigned and have served, summed where the rows lie: a month of a town is millions of stops. */
export function selectOutcomes(
  db: Db,
  tenantId: number,
  roundIds: readonly number[],
): Promise<{ roundId: number; assignedHouseholds: number; servedHouseholds: number; unproved: number[] }[]> {
  return db.query(
    `select s.round_id as "roundId", sum(s.households)::int as "assignedHouseholds",
       coalesce(sum(s.households) filter (where f.point_id is not null), 0)::int as "servedHouseholds",
       coalesce(array_agg(s.point_id order by s.turn) filter (where f.point_id is null), '{}') as unproved
     from waste.round_stops s
     left join (select distinct round_id, point_id from waste.proofs where tenant_id = $1::int and round_id = any ($2::bigint[])) f
       on f.round_id = s.round_id and f.point_id = s.point_id
     where s.tenant_id = $1::int and s.round_id = any ($2::bigint[]) group by s.round_id`,
    [tenantId, roundIds],
  )
}

/** A proof to be written, with its distance worked out here. */
export interface GivenProof {
  pointId: number
  how: string
  takenAt: string
  point: readonly [number, number] | null
  documentId: number | null
}

/** Metres from where proofs were taken to the points that they prove, in their order; null where one has no place. */
export async function selectDistances(
  db: Db,
  tenantId: number,
  proofs: readonly Pick<GivenProof, 'pointId' | 'point'>[],
): Promise<(number | null)[]> {
  const rows = await db.query<{ at: number; distance_m: number | null }>(
    `select g.at::int as at, case when g.lon is not null then st_distance(c.point::geography, st_setsrid(st_makepoint(g.lon, g.lat), 4326)::geography) end as distance_m
     from unnest($2::bigint[], $3::float8[], $4::float8[]) with ordinality as g (point_id, lon, lat, at)
     left join waste.collection_points c on c.tenant_id = $1::int and c.point_id = g.point_id order by g.at`,
    [
      tenantId,
      proofs.map((each) => each.pointId),
      proofs.map((each) => each.point?.[0] ?? null),
      proofs.map((each) => each.point?.[1] ?? null),
    ],
  )
  return rows.map((row) => row.distance_m)
}

/** Writes proofs; those that are there already stay. Answers how many are new. */
export async function insertProofs(
  db: Db,
  tenantId: number,
  roundId: number,
  proofs: readonly (GivenProof & { distanceM: number | null })[],
  userId: number | null,
): Promise<number> {
  const rows = await db.query(
    `insert into waste.proofs (tenant_id, round_id, point_id, how, taken_at, point, distance_m, document_id, user_id)
     select $1::int, $2::bigint, g.point_id, g.how, g.taken_at, case when g.lon is not null then st_setsrid(st_makepoint(g.lon, g.lat), 4326) end,
       g.distance_m, g.document_id, $10::bigint
     from unnest($3::bigint[], $4::text[], $5::timestamptz[], $6::float8[], $7::float8[], $8::float8[], $9::bigint[])
       as g (point_id, how, taken_at, lon, lat, distance_m, document_id)
     on conflict do nothing returning proof_id`,
    [
      tenantId,
      roundId,
      proofs.map((each) => each.pointId),
      proofs.map((each) => each.how),
      proofs.map((each) => each.takenAt),
      proofs.map((each) => each.point?.[0] ?? null),
      proofs.map((each) => each.point?.[1] ?? null),
      proofs.map((each) => each.distanceM),
      proofs.map((each) => each.documentId),
      userId,
    ],
  )
  return rows.length
}

/** Writes a load; null when its ticket is there already. */
export async function insertTrip(
  db: Db,
  tenantId: number,
  trip: {
    roundId: number | null
    crewId: number
    feederId: number
    ticket: string
    weighedAt: string
    onDay: string
    netKg: number
    stream: string
    documentId: number | null
    userId: number | null
  },
): Promise<number | null> {
  const [row] = await db.query<{ trip_id: number }>(
    `insert into waste.trips (tenant_id, round_id, crew_id, feeder_id, ticket, weighed_at, on_day, net_kg, stream, document_id, user_id)
     values ($1::int, $2::bigint, $3::bigint, $4::bigint, $5::text, $6::timestamptz, $7::date, $8::numeric, $9::text, $10::bigint, $11::bigint)
     on conflict do nothing returning trip_id`,
    [
      tenantId,
      trip.roundId,
      trip.crewId,
      trip.feederId,
      trip.ticket,
      trip.weighedAt,
      trip.onDay,
      trip.netKg,
      trip.stream,
      trip.documentId,
      trip.userId,
    ],
  )
  return row?.trip_id ?? null
}

/** Loads of rounds. */
export function selectTrips(
  db: Db,
  tenantId: number,
  roundIds: readonly number[],
): Promise<{ roundId: number; netKg: number; hasPaper: boolean }[]> {
  return db.query(
    `select round_id as "roundId", net_kg::float8 as "netKg", document_id is not null as "hasPaper" from waste.trips
     where tenant_id = $1::int and round_id = any ($2::bigint[]) order by trip_id`,
    [tenantId, roundIds],
  )
}
