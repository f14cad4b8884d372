import type { Db, Names } from '../../kernel/index.ts'
import type { MasterLevel } from './rules-masters.ts'

const own = `nullif(current_setting('app.tenant', true), '')::int`
const state = `nullif(current_setting('app.state', true), '')::int`
const columns = `m.key, m.scope, m.value, m.instrument, m.valid_from as "validFrom", nullif(m.valid_to, 'infinity') as "validTo"`

/** A value with its key. */
export type MasterRow = MasterLevel & { key: string }

/**
 * What each level says to the transaction's town on a day, by key. The town's class is the one that it has on that day.
 * `key` null: every key of the register.
 */
export function selectMasterLevels(db: Db, register: string, key: string | null, on: string): Promise<MasterRow[]> {
  return db.query(
    `select ${columns} from identity.masters m
     where m.register = $1::text and ($2::text is null or m.key = $2::text) and m.valid_from <= $3::date and m.valid_to > $3::date
       and (m.tenant_id is null or m.tenant_id = ${own}) and (m.state_id is null or m.state_id = ${state})
       and (m.town_class is null or m.town_class = (
         select v.town_class from identity.town_versions v
         where v.tenant_id = ${own} and v.superseded_at = 'infinity' and v.valid_from <= $3::date and v.valid_to > $3::date))
     order by m.key, array_position(array['nation', 'state', 'class', 'ulb'], m.scope) limit 4000`,
    [register, key, on],
  )
}

/**
 * Registers of the transaction's town on a day: keys, keys whose value is not the state's, and (at the state's own
 * address, by row security) towns that have a value of their own.
 */
export function selectRegisters(
  db: Db,
  on: string,
): Promise<{ register: string; keys: number; differing: number; townsDiffering: number }[]> {
  return db.query(
    `with said as (
       select m.register, m.key, m.value, m.tenant_id, array_position(array['nation', 'state', 'class', 'ulb'], m.scope) as level
       from identity.masters m
       where m.valid_from <= $1::date and m.valid_to > $1::date and (m.state_id is null or m.state_id = ${state})
         and (m.town_class is null or m.town_class = (
           select v.town_class from identity.town_versions v
           where v.tenant_id = ${own} and v.superseded_at = 'infinity' and v.valid_from <= $1::date and v.valid_to > $1::date))),
     by_key as (
       select register, key, (array_agg(value order by level desc))[1] as value,
         (array_agg(value order by level desc) filter (where level <= 2))[1] as of_state
       from said where tenant_id is null or tenant_id = ${own} group by register, key),
     towns as (
       select register, count(distinct tenant_id)::int as differing from said where tenant_id <> ${own} group by register)
     select k.register, count(*)::int as keys,
       count(*) filter (where k.of_state is not null and k.value <> k.of_state)::int as differing,
       coalesce(max(towns.differing), 0) as "townsDiffering"
     from by_key k left join towns on towns.register = k.register group by k.register order by k.register limit 500`,
    [on],
  )
}

/** Every period of one key: those of the level that is about to be set, and those which that level inherits. */
export function selectMasterPeriods(
  db: Db,
  register: string,
  key: string,
  level: { scope: 'state' | 'class' | 'ulb'; townClass: string | null },
): Promise<(MasterRow & { own: boolean; masterId: number })[]> {
  return db.query(
    `select ${columns}, m.master_id as "masterId", m.scope = $3::text as own from identity.masters m
     where m.register = $1::text and m.key = $2::text and (m.state_id is null or m.state_id = ${state})
       and (m.tenant_id is null or ($3::text = 'ulb' and m.tenant_id = ${own}))
       and ($3::text <> 'state' or m.scope in ('nation', 'state')) and (m.town_class is null or m.town_class = $4::text)
     order by m.valid_from`,
    [register, key, level.scope, level.townClass],
  )
}

/** Lets one setting of a key through at a time. */
export async function lockMaster(db: Db, register: string, key: string): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtext('identity.masters'), hashtext($1::text))`, [
    `${register} ${key}`,
  ])
}

/** Ends a value on a day. */
export async function closeMaster(db: Db, masterId: number, on: string): Promise<void> {
  await db.query(`update identity.masters set valid_to = $2::date where master_id = $1::bigint`, [masterId, on])
}

/** Adds a value at a level of the transaction's town or state. */
export async function insertMaster(
  db: Db,
  row: { scope: string; townClass: string | null; register: string; key: string; value: unknown } & {
    instrument: string
    from: string
    to: string | null
  },
): Promise<void> {
  await db.query(
    `insert into identity.masters (scope, state_id, town_class, tenant_id, register, key, value, instrument, valid_from, valid_to)
     values ($1::text, case when $1::text <> 'ulb' then ${state} end, $2::text, case when $1::text = 'ulb' then ${own} end,
       $3::text, $4::text, $5::jsonb, $6::text, $7::date, coalesce($8::date, 'infinity'))`,
    [row.scope, row.townClass, row.register, row.key, JSON.stringify(row.value), row.instrument, row.from, row.to],
  )
}

/** The class that the transaction's town has on a day. */
export async function selectTownClass(db: Db, on: string): Promise<string | null> {
  const rows = await db.query<{ town_class: string }>(
    `select town_class from identity.town_versions
     where tenant_id = ${own} and superseded_at = 'infinity' and valid_from <= $1::date and valid_to > $1::date`,
    [on],
  )
  return rows[0]?.town_class ?? null
}

/** Towns of the state with a value of their own on a day; row security shows them at the state's address alone. */
export function selectDifferingTowns(
  db: Db,
  register: string,
  key: string,
  on: string,
): Promise<{ code: string; names: Names; value: unknown; instrument: string }[]> {
  return db.query(
    `select t.code, t.names, m.value, m.instrument from identity.masters m join kernel.tenants t on t.tenant_id = m.tenant_id
     where m.register = $1::text and m.key = $2::text and m.scope = 'ulb' and m.tenant_id <> ${own} and t.state_id = ${state}
       and m.valid_from <= $3::date and m.valid_to > $3::date order by t.code limit 2000`,
    [register, key, on],
  )
}
