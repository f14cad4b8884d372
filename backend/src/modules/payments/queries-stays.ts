import type { Day, Db } from '../../kernel/index.ts'
import type { Stay } from './rules-stays.ts'

/** Whose stays: bills, properties and accounts. */
export interface StaysAsked {
  billIds: readonly number[]
  propertyIds: readonly number[]
  references: readonly string[]
}

const columns = `stay_id as "stayId", property_id as "propertyId", bill_id as "billId", reference, freezes, service, bill_head as head, component,
  year_from as "yearFrom", year_to as "yearTo", amount_paise as "amountPaise", step, authority, order_number as "orderNumber", order_date as "orderDate",
  valid_from as "validFrom", nullif(valid_to, 'infinity') as "validTo"`

/** Stays on bills and their places, in the order of their orders; those recorded later than `knownAt` are left out. */
export function selectStays(db: Db, tenantId: number, asked: StaysAsked, knownAt = 'infinity'): Promise<Stay[]> {
  return db.query(
    `select ${columns} from payments.stays where tenant_id = $1::int and recorded_at <= $5::timestamptz and stay_id in (
       select stay_id from payments.stays where tenant_id = $1::int and bill_id = any ($2::bigint[])
       union select stay_id from payments.stays where tenant_id = $1::int and property_id = any ($3::bigint[])
       union select stay_id from payments.stays where tenant_id = $1::int and reference = any ($4::text[]))
     order by order_date, stay_id`,
    [tenantId, asked.billIds, asked.propertyIds, asked.references, knownAt],
  )
}

/** Every stay that holds on a day. */
export function selectStaysInForce(db: Db, tenantId: number, day: Day): Promise<Stay[]> {
  return db.query(
    `select ${columns} from payments.stays where tenant_id = $1::int and valid_from <= $2::date and valid_to > $2::date order by order_date, stay_id`,
    [tenantId, day],
  )
}

/** One stay, to be ended. */
export async function selectStay(db: Db, tenantId: number, stayId: number): Promise<Stay | null> {
  const [row] = await db.query<Stay>(
    `select ${columns} from payments.stays where tenant_id = $1::int and stay_id = $2::bigint for update`,
    [tenantId, stayId],
  )
  return row ?? null
}

/** Writes an order. */
export async function insertStay(
  db: Db,
  tenantId: number,
  stay: Omit<Stay, 'stayId'> & { restrictionId: number | null },
): Promise<number> {
  const [row] = await db.query<{ stay_id: number }>(
    `insert into payments.stays (tenant_id, property_id, bill_id, reference, freezes, service, bill_head, component, year_from, year_to, amount_paise, step,
       authority, order_number, order_date, restriction_id, valid_from, valid_to)
     values ($1::int, $2::bigint, $3::bigint, $4::text, $5::text, $6::text, $7::text, $8::text, $9::int, $10::int, $11::bigint, $12::text, $13::text, $14::text,
       $15::date, $16::bigint, $17::date, coalesce($18::date, 'infinity')) returning stay_id`,
    [
      tenantId,
      stay.propertyId,
      stay.billId,
      stay.reference,
      stay.freezes,
      stay.service,
      stay.head,
      stay.component,
      stay.yearFrom,
      stay.yearTo,
      stay.amountPaise,
      stay.step,
      stay.authority,
      stay.orderNumber,
      stay.orderDate,
      stay.restrictionId,
      stay.validFrom,
      stay.validTo,
    ],
  )
  return row!.stay_id
}

/** Ends an order on a day, by another. */
export async function endStayRow(db: Db, tenantId: number, stayId: number, on: Day, order: string): Promise<void> {
  await db.query(
    `update payments.stays set valid_to = $3::date, ended_by = $4::text where tenant_id = $1::int and stay_id = $2::bigint`,
    [tenantId, stayId, on, order],
  )
}
