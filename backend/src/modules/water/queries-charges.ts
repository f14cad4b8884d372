import type { Db } from '../../kernel/index.ts'

/** A meter in use with its last reading that was read. */
export interface MeterRow {
  meterId: number
  connectionId: number
  serial: string
  digits: number
  initialKl: number
  installedOn: string
  lastKl: number
  lastOn: string
}

const meterSelect = `select m.meter_id as "meterId", m.connection_id as "connectionId", m.serial, m.digits, m.initial_kl::float8 as "initialKl", m.installed_on as "installedOn",
  coalesce(r.reading_kl, m.initial_kl)::float8 as "lastKl", coalesce(r.read_on, m.installed_on) as "lastOn"
  from water.meters m left join lateral (
    select reading_kl, read_on from water.meter_readings r where r.tenant_id = $1::int and r.meter_id = m.meter_id and r.reading_kl is not null
    order by read_on desc limit 1) r on true`

/** A meter that is in use; null when there is none by that id. */
export async function selectMeter(db: Db, tenantId: number, meterId: number): Promise<MeterRow | null> {
  const rows = await db.query<MeterRow>(
    `${meterSelect} where m.tenant_id = $1::int and m.meter_id = $2::bigint and m.removed_on is null`,
    [tenantId, meterId],
  )
  return rows[0] ?? null
}

/** The meter of a connection. */
export async function selectMeterOf(db: Db, tenantId: number, connectionId: number): Promise<MeterRow | null> {
  const rows = await db.query<MeterRow>(
    `${meterSelect} where m.tenant_id = $1::int and m.connection_id = $2::bigint and m.removed_on is null`,
    [tenantId, connectionId],
  )
  return rows[0] ?? null
}

/** Takes the meter of a connection away and puts another in. */
export async function replaceMeter(
  db: Db,
  tenantId: number,
  meter: {
    connectionId: number
    serial: string
    sizeMm: number | null
    digits: number
    initialKl: number
    installedOn: string
  },
): Promise<number> {
  await db.query(
    `update water.meters set removed_on = greatest(installed_on, $3::date) where tenant_id = $1::int and connection_id = $2::bigint and removed_on is null`,
    [tenantId, meter.connectionId, meter.installedOn],
  )
  const [row] = await db.query<{ meter_id: number }>(
    `insert into water.meters (tenant_id, connection_id, serial, size_mm, digits, initial_kl, installed_on)
     values ($1::int, $2::bigint, $3::text, $4::numeric, $5::int, $6::numeric, $7::date) returning meter_id`,
    [tenantId, meter.connectionId, meter.serial, meter.sizeMm, meter.digits, meter.initialKl, meter.installedOn],
  )
  return row!.meter_id
}

/** Writes a reading; null when the meter was read on that day already. */
export async function insertReading(
  db: Db,
  tenantId: number,
  reading: {
    meterId: number
    readOn: string
    state: string
    readingKl: number | null
    consumptionKl: number | null
    userId: number | null
  },
): Promise<number | null> {
  const [row] = await db.query<{ reading_id: number }>(
    `insert into water.meter_readings (tenant_id, meter_id, read_on, state, reading_kl, consumption_kl, user_id)
     values ($1::int, $2::bigint, $3::date, $4::text, $5::numeric, $6::numeric, $7::bigint) on conflict do nothing returning reading_id`,
    [
      tenantId,
      reading.meterId,
      reading.readOn,
      reading.state,
      reading.readingKl,
      reading.consumptionKl,
      reading.userId,
    ],
  )
  return row?.reading_id ?? null
}

/** Kilolitres by readings of a connection's meters in a period; null where one of them could not be read. */
export async function selectConsumption(
  db: Db,
  tenantId: number,
  connectionId: number,
  period: { from: string; to: string },
): Promise<number | null> {
  const [row] = await db.query<{ total: number | null; lacking: number }>(
    `select sum(r.consumption_kl)::float8 as total, count(*) filter (where r.consumption_kl is null)::int as lacking
     from water.meter_readings r join water.meters m on m.tenant_id = $1::int and m.meter_id = r.meter_id and m.connection_id = $2::bigint
     where r.tenant_id = $1::int and r.read_on >= $3::date and r.read_on < $4::date`,
    [tenantId, connectionId, period.from, period.to],
  )
  return row!.lacking > 0 ? null : row!.total
}

/** A charge as stored. */
export interface ChargeRow {
  chargeId: number
  connectionId: number
  propertyId: number | null
  partyId: number | null
  periodFrom: string
  periodTo: string
  pack: string
  instrument: string
  basis: string
  consumptionKl: number | null
  lines: { head: string; amountPaise: number; formula: string; source: string }[]
  totalPaise: number
  reversesChargeId: number | null
}

const chargeColumns = `c.charge_id as "chargeId", c.connection_id as "connectionId", c.property_id as "propertyId", c.party_id as "partyId",
  c.period_from as "periodFrom", c.period_to as "periodTo", c.pack, c.instrument, c.basis, c.consumption_kl::float8 as "consumptionKl", c.lines,
  c.total_paise as "totalPaise", c.reverses_charge_id as "reversesChargeId"`
const reversed = `exists (select 1 from water.charges r where r.tenant_id = $1::int and r.reverses_charge_id = c.charge_id)`

/** Charges of a connection that reach into a period and stand: those that were not reversed. */
export function selectStanding(
  db: Db,
  tenantId: number,
  connectionId: number,
  period: { from: string; to: string },
): Promise<ChargeRow[]> {
  return db.query(
    `select ${chargeColumns} from water.charges c
     where c.tenant_id = $1::int and c.connection_id = $2::bigint and c.period_from < $4::date and c.period_to > $3::date
       and c.reverses_charge_id is null and not ${reversed} order by c.charge_id`,
    [tenantId, connectionId, period.from, period.to],
  )
}

/** One charge, and whether it was taken back. */
export async function selectCharge(
  db: Db,
  tenantId: number,
  chargeId: number,
): Promise<(ChargeRow & { reversed: boolean }) | null> {
  const rows = await db.query<ChargeRow & { reversed: boolean }>(
    `select ${chargeColumns}, ${reversed} as reversed from water.charges c where c.tenant_id = $1::int and c.charge_id = $2::bigint`,
    [tenantId, chargeId],
  )
  return rows[0] ?? null
}

/** Writes charges; answers their ids in the order given. */
export async function insertCharges(
  db: Db,
  tenantId: number,
  charges: readonly Omit<ChargeRow, 'chargeId'>[],
  raisedOn: string,
): Promise<number[]> {
  const ids: number[] = []
  for (const charge of charges) {
    const [row] = await db.query<{ charge_id: number }>(
      `insert into water.charges (tenant_id, connection_id, property_id, party_id, period_from, period_to, pack, instrument, basis, consumption_kl, lines, total_paise, reverses_charge_id, raised_on)
       values ($1::int, $2::bigint, $3::bigint, $4::bigint, $5::date, $6::date, $7::text, $8::text, $9::text, $10::numeric, $11::jsonb, $12::bigint, $13::bigint, $14::date)
       returning charge_id`,
      [
        tenantId,
        charge.connectionId,
        charge.propertyId,
        charge.partyId,
        charge.periodFrom,
        charge.periodTo,
        charge.pack,
        charge.instrument,
        charge.basis,
        charge.consumptionKl,
        JSON.stringify(charge.lines),
        charge.totalPaise,
        charge.reversesChargeId,
        raisedOn,
      ],
    )
    ids.push(row!.charge_id)
  }
  return ids
}
