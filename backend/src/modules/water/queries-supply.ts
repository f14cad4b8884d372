import type { Db, Names } from '../../kernel/index.ts'
import type { SupplyChange, SupplySlot } from './rules-supply.ts'

/** A slot with what people are told of its source. */
export interface SlotRow extends SupplySlot {
  zoneId: number
  sourceNames: Names
  sourceNodeId: number | null
  instrument: string
}

const slotColumns = `s.slot_id as "slotId", s.zone_id as "zoneId", s.weekdays, s.every_days as "everyDays", s.counted_from as "countedFrom",
  s.from_minute as "fromMinute", s.to_minute as "toMinute", s.valid_from as "validFrom", s.valid_to as "validTo",
  s.source_names as "sourceNames", s.source_node_id as "sourceNodeId", s.instrument`

/** Slots of zones as now known, of any day from `from` on. */
export async function selectSlots(
  db: Db,
  tenantId: number,
  zoneIds: readonly number[],
  from: string,
): Promise<SlotRow[]> {
  const rows = await db.query<SlotRow>(
    `select ${slotColumns} from water.supply_slots s
     where s.tenant_id = $1::int and s.zone_id = any ($2::bigint[]) and s.superseded_at = 'infinity' and s.valid_to > $3::date
     order by s.zone_id, s.from_minute, s.slot_id`,
    [tenantId, zoneIds, from],
  )
  return rows.map(unending)
}

// 'infinity' sorts after every day as text too, but a day is compared with days.
const unending = (row: SlotRow): SlotRow => ({
  ...row,
  validTo: row.validTo === 'infinity' ? '9999-12-31' : row.validTo,
})

/** One slot as now known; null when it is not there. */
export async function selectSlot(db: Db, tenantId: number, slotId: number): Promise<SlotRow | null> {
  const [row] = await db.query<SlotRow>(
    `select ${slotColumns} from water.supply_slots s where s.tenant_id = $1::int and s.slot_id = $2::bigint and s.superseded_at = 'infinity'`,
    [tenantId, slotId],
  )
  return row ? unending(row) : null
}

/** Days that differ, from one on. */
export function selectChanges(
  db: Db,
  tenantId: number,
  zoneIds: readonly number[],
  from: string,
): Promise<(SupplyChange & { changeId: number; zoneId: number; reason: Names })[]> {
  return db.query(
    `select change_id as "changeId", zone_id as "zoneId", slot_id as "slotId", on_day as "onDay", kind, from_minute as "fromMinute", to_minute as "toMinute", reason
     from water.supply_changes
     where tenant_id = $1::int and zone_id = any ($2::bigint[]) and on_day >= $3::date and withdrawn_at is null order by on_day, change_id`,
    [tenantId, zoneIds, from],
  )
}

/** A slot to be written. */
export interface NewSlot {
  weekdays: number[] | null
  everyDays: number | null
  countedFrom: string | null
  fromMinute: number
  toMinute: number
  sourceNodeId: number | null
  sourceNames: Names
  valveIds: number[]
}

/**
 * Ends what a zone has from a day on and writes what holds from then. What was known before stays readable: the old rows are
 * superseded and written again with their end.
 */
export async function replaceSlots(
  db: Db,
  tenantId: number,
  zoneId: number,
  given: { slots: readonly NewSlot[]; from: string; instrument: string; moment: string },
): Promise<number[]> {
  await db.query(
    `with ended as (
       update water.supply_slots set superseded_at = $4::timestamptz
       where tenant_id = $1::int and zone_id = $2::bigint and superseded_at = 'infinity' and valid_to > $3::date
       returning slot_id, weekdays, every_days, counted_from, from_minute, to_minute, source_node_id, source_names, instrument, valid_from)
     insert into water.supply_slots (tenant_id, zone_id, weekdays, every_days, counted_from, from_minute, to_minute, source_node_id, source_names, instrument, valid_from, valid_to, recorded_at)
     select $1::int, $2::bigint, weekdays, every_days, counted_from, from_minute, to_minute, source_node_id, source_names, instrument, valid_from, $3::date, $4::timestamptz
     from ended where valid_from < $3::date`,
    [tenantId, zoneId, given.from, given.moment],
  )
  const ids: number[] = []
  for (const slot of given.slots) {
    const [row] = await db.query<{ slot_id: number }>(
      `with slot as (
         insert into water.supply_slots (tenant_id, zone_id, weekdays, every_days, counted_from, from_minute, to_minute, source_node_id, source_names, instrument, valid_from, recorded_at)
         values ($1::int, $2::bigint, $3::int[], $4::int, $5::date, $6::int, $7::int, $8::bigint, $9::jsonb, $10::text, $11::date, $12::timestamptz) returning slot_id),
       valves as (
         insert into water.slot_valves (tenant_id, slot_id, turn, valve_id)
         select $1::int, slot.slot_id, v.turn, v.valve_id from slot, unnest($13::bigint[]) with ordinality as v (valve_id, turn))
       select slot_id from slot`,
      [
        tenantId,
        zoneId,
        slot.weekdays,
        slot.everyDays,
        slot.countedFrom,
        slot.fromMinute,
        slot.toMinute,
        slot.sourceNodeId,
        JSON.stringify(slot.sourceNames),
        given.instrument,
        given.from,
        given.moment,
        slot.valveIds,
      ],
    )
    ids.push(row!.slot_id)
  }
  return ids
}

/** Writes a day that differs. */
export async function insertChange(
  db: Db,
  tenantId: number,
  change: SupplyChange & { zoneId: number; reason: Names },
): Promise<number> {
  const [row] = await db.query<{ change_id: number }>(
    `insert into water.supply_changes (tenant_id, zone_id, slot_id, on_day, kind, from_minute, to_minute, reason)
     values ($1::int, $2::bigint, $3::bigint, $4::date, $5::text, $6::int, $7::int, $8::jsonb) returning change_id`,
    [
      tenantId,
      change.zoneId,
      change.slotId,
      change.onDay,
      change.kind,
      change.fromMinute,
      change.toMinute,
      JSON.stringify(change.reason),
    ],
  )
  return row!.change_id
}

/** What the valve-man did with a slot on a day; a later word of the same day completes it. */
export async function upsertRun(
  db: Db,
  tenantId: number,
  run: {
    slotId: number
    onDay: string
    openedAt: string | null
    closedAt: string | null
    because: string | null
    postId: number | null
    userId: number | null
  },
): Promise<number> {
  const [row] = await db.query<{ run_id: number }>(
    `insert into water.supply_runs (tenant_id, slot_id, on_day, opened_at, closed_at, not_supplied_because, post_id, user_id)
     values ($1::int, $2::bigint, $3::date, $4::timestamptz, $5::timestamptz, $6::text, $7::bigint, $8::bigint)
     on conflict (tenant_id, slot_id, on_day) do update set opened_at = excluded.opened_at, closed_at = excluded.closed_at,
       not_supplied_because = excluded.not_supplied_because, post_id = excluded.post_id, user_id = excluded.user_id
     returning run_id`,
    [tenantId, run.slotId, run.onDay, run.openedAt, run.closedAt, run.because, run.postId, run.userId],
  )
  return row!.run_id
}

/** Valves of slots in the valve-man's order, and what was recorded on a day. */
export async function selectRound(
  db: Db,
  tenantId: number,
  slotIds: readonly number[],
  day: string,
): Promise<{
  valves: { slot_id: number; turn: number; valve_id: number; code: string; place_words: string | null; state: string }[]
  runs: { slot_id: number; opened_at: string | null; closed_at: string | null; not_supplied_because: string | null }[]
}> {
  const valves = await db.query<{
    slot_id: number
    turn: number
    valve_id: number
    code: string
    place_words: string | null
    state: string
  }>(
    `select s.slot_id, s.turn, v.valve_id, v.code, v.place_words, v.state from water.slot_valves s
     join water.valves v on v.tenant_id = $1::int and v.valve_id = s.valve_id
     where s.tenant_id = $1::int and s.slot_id = any ($2::bigint[]) order by s.slot_id, s.turn`,
    [tenantId, slotIds],
  )
  const runs = await db.query<{
    slot_id: number
    opened_at: string | null
    closed_at: string | null
    not_supplied_because: string | null
  }>(
    `select slot_id, opened_at::text as opened_at, closed_at::text as closed_at, not_supplied_because from water.supply_runs
     where tenant_id = $1::int and slot_id = any ($2::bigint[]) and on_day = $3::date`,
    [tenantId, slotIds, day],
  )
  return { valves, runs }
}

/** Writes water let into a zone. */
export async function insertFlow(
  db: Db,
  tenantId: number,
  flow: { zoneId: number; nodeId: number | null; beganAt: string; endedAt: string; volumeKl: number; source: string },
): Promise<number> {
  const [row] = await db.query<{ reading_id: number }>(
    `insert into water.flow_readings (tenant_id, zone_id, node_id, began_at, ended_at, volume_kl, source)
     values ($1::int, $2::bigint, $3::bigint, $4::timestamptz, $5::timestamptz, $6::numeric, $7::text) returning reading_id`,
    [tenantId, flow.zoneId, flow.nodeId, flow.beganAt, flow.endedAt, flow.volumeKl, flow.source],
  )
  return row!.reading_id
}

/** Water let into a zone from one day to another by the town's clock, in minutes from the first midnight of each reading. */
export function selectFlows(
  db: Db,
  tenantId: number,
  zoneId: number,
  span: { from: string; to: string; timeZone: string },
): Promise<{ day: string; fromMinute: number; toMinute: number; volumeKl: number }[]> {
  return db.query(
    `select began::date as day, (extract(epoch from began - began::date) / 60)::int as "fromMinute",
       (extract(epoch from ended - began::date) / 60)::int as "toMinute", volume_kl::float8 as "volumeKl"
     from (select began_at at time zone $5::text as began, ended_at at time zone $5::text as ended, volume_kl from water.flow_readings
           where tenant_id = $1::int and zone_id = $2::bigint and began_at >= ($3::date::timestamp at time zone $5::text)
             and began_at < ($4::date::timestamp at time zone $5::text)) f
     order by began`,
    [tenantId, zoneId, span.from, span.to, span.timeZone],
  )
}

/** Kilolitres that meters of a zone's connections have counted in readings of some days. */
export async function selectMeteredKl(
  db: Db,
  tenantId: number,
  zoneId: number,
  span: { from: string; to: string },
): Promise<number> {
  const [row] = await db.query<{ total: number }>(
    `select coalesce(sum(r.consumption_kl), 0)::float8 as total from water.meter_readings r
     join water.meters m on m.tenant_id = $1::int and m.meter_id = r.meter_id
     join water.current_connections_view c on c.tenant_id = $1::int and c.connection_id = m.connection_id
       and c.zone_id = $2::bigint and c.valid_from <= r.read_on and c.valid_to > r.read_on
     where r.tenant_id = $1::int and r.read_on >= $3::date and r.read_on < $4::date`,
    [tenantId, zoneId, span.from, span.to],
  )
  return row!.total
}
