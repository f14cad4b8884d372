/** Rows of money that go along with properties to another town: copied whole under their own ids, never taken away. */
import type { Db } from '../../kernel/index.ts'

/** Ids of what goes along. */
export interface AreaSet {
  billIds: number[]
  paymentIds: number[]
  propertyIds: number[]
  adjustmentIds: number[]
}

/** Everything that hangs on the bills and advances of properties. */
export async function selectAreaSet(db: Db, tenantId: number, propertyIds: readonly number[]): Promise<AreaSet> {
  const [row] = await db.query<Record<string, number[] | null>>(
    `with owed as (select bill_id from payments.bills where tenant_id = $1::int and property_id = any ($2::bigint[])),
     paid as (
       select l.payment_id from payments.payment_bills l join owed on owed.bill_id = l.bill_id where l.tenant_id = $1::int
       union select payment_id from payments.advance_movements where tenant_id = $1::int and property_id = any ($2::bigint[]) and payment_id is not null)
     select (select array_agg(bill_id order by 1) from owed) as bills, (select array_agg(payment_id order by 1) from paid) as payments,
       (select array_agg(adjustment_id order by 1) from payments.bill_adjustments a join owed on owed.bill_id = a.bill_id where a.tenant_id = $1::int) as adjustments`,
    [tenantId, propertyIds],
  )
  return {
    billIds: row!.bills ?? [],
    paymentIds: row!.payments ?? [],
    adjustmentIds: row!.adjustments ?? [],
    propertyIds: [...propertyIds],
  }
}

/** People whom the bills name as liable. */
export async function selectLiableOfBills(db: Db, tenantId: number, propertyIds: readonly number[]): Promise<number[]> {
  const rows = await db.query<{ party_id: number }>(
    `select distinct person_liable_id as party_id from payments.bills
     where tenant_id = $1::int and property_id = any ($2::bigint[]) and person_liable_id is not null`,
    [tenantId, propertyIds],
  )
  return rows.map((row) => row.party_id)
}

interface AreaTable {
  table: string
  where: string
  ids: keyof AreaSet
  /** What a row that is there already takes over; nothing unless said. */
  renews?: string
}

// In the order of their keys. A payment on several properties is copied whole; only its links to bills that are there come along.
const tables: AreaTable[] = [
  { table: 'payments.bills', where: 'bill_id = any ($2::bigint[])', ids: 'billIds' },
  // An order may have been ended in the other town: what comes home is the newer.
  {
    table: 'payments.stays',
    where:
      '(property_id = any ($2::bigint[]) or bill_id in (select bill_id from payments.bills where tenant_id = $1::int and property_id = any ($2::bigint[])))',
    ids: 'propertyIds',
    renews: '(tenant_id, stay_id) do update set valid_to = excluded.valid_to, ended_by = excluded.ended_by',
  },
  { table: 'payments.bill_adjustments', where: 'adjustment_id = any ($2::bigint[])', ids: 'adjustmentIds' },
  { table: 'payments.recovery_steps', where: 'bill_id = any ($2::bigint[])', ids: 'billIds' },
  { table: 'payments.payments', where: 'payment_id = any ($2::bigint[])', ids: 'paymentIds' },
  { table: 'payments.payment_bills', where: 'bill_id = any ($2::bigint[])', ids: 'billIds' },
  { table: 'payments.advance_movements', where: 'property_id = any ($2::bigint[])', ids: 'propertyIds' },
  { table: 'payments.receipts', where: 'payment_id = any ($2::bigint[])', ids: 'paymentIds' },
]

/** Rows of one table as text of their composite type: exact for every type. */
export interface PackedMoney {
  table: string
  rows: string[]
}

/** Reads what goes along, in the tenant of the transaction. */
export async function packMoney(db: Db, tenantId: number, set: AreaSet): Promise<PackedMoney[]> {
  const packed: PackedMoney[] = []
  for (const { table, where, ids } of tables) {
    const rows = await db.query<{ packed: string }>(
      `select t::text as packed from ${table} t where t.tenant_id = $1::int and ${where}`,
      [tenantId, set[ids]],
    )
    if (rows.length) packed.push({ table, rows: rows.map((row) => row.packed) })
  }
  return packed
}

/** Writes packed rows into the tenant of the transaction; what is there already stays. */
export async function unpackMoney(db: Db, tenantId: number, packed: readonly PackedMoney[]): Promise<void> {
  for (const { table, rows } of packed) {
    const names = await db.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = $1::text::regclass and attnum > 0 and not attisdropped order by attnum`,
      [table],
    )
    const columns = names.map((row) => row.name)
    // A payment may belong to another property besides, which stays behind.
    const here = `exists (select 1 from parcels.properties p where p.tenant_id = $1::int and p.property_id = (r).property_id)`
    const valueHere = (name: string) =>
      name === 'tenant_id'
        ? '$1::int'
        : name === 'property_id' && table === 'payments.payments'
          ? `case when ${here} then (r).property_id end`
          : `(r).${name}`
    await db.query(
      `insert into ${table} (${columns.join(', ')}) select ${columns.map(valueHere).join(', ')}
       from (select given::${table} as r from unnest($2::text[]) as given) given on conflict ${tables.find((each) => each.table === table)?.renews ?? 'do nothing'}`,
      [tenantId, rows],
    )
  }
}

const entryColumns = `fund, posted_on, source_kind, source_id, step, narration, reverses_entry_id, heads, functions, fields, bills, amounts`

/** Vouchers about the set, of the town's own book and of books before it, as texts. */
export async function packEntries(db: Db, tenantId: number, book: string, set: AreaSet): Promise<string[]> {
  const rows = await db.query<{ packed: string }>(
    `with sources as (
       select 'bill' as kind, id from unnest($3::bigint[]) as id union all select 'payment', id from unnest($4::bigint[]) as id
       union all select 'adjustment', id from unnest($5::bigint[]) as id),
     own as (
       select tenant_id, entry_id, $2::text as book, ${entryColumns} from payments.ledger_entries
         where tenant_id = $1::int and (source_kind, source_id) in (select kind, id from sources)
       union all select tenant_id, entry_id, book, ${entryColumns} from payments.carried_entries
         where tenant_id = $1::int and (source_kind, source_id) in (select kind, id from sources))
     select row(own.*)::text as packed from own order by entry_id`,
    [tenantId, book, set.billIds, set.paymentIds, set.adjustmentIds],
  )
  return rows.map((row) => row.packed)
}

/** Keeps vouchers of other books to be read here; a town's own come home as what they are. */
export async function unpackEntries(db: Db, tenantId: number, book: string, packed: readonly string[]): Promise<void> {
  await db.query(
    `insert into payments.carried_entries (tenant_id, entry_id, book, ${entryColumns})
     select $1::int, (r).entry_id, (r).book, ${entryColumns
       .split(',')
       .map((name) => `(r).${name.trim()}`)
       .join(', ')}
     from (select given::payments.carried_entries as r from unnest($2::text[]) as given) given where (r).book <> $3::text on conflict do nothing`,
    [tenantId, packed, book],
  )
}

/** Public keys by which receipts of a town verify, and those that came to it before. */
export function selectKeysToCarry(
  db: Db,
  tenantId: number,
  book: string,
): Promise<{ issuer: string; key_id: string; public_key: string; valid_from: Date }[]> {
  return db.query(
    `select $2::text as issuer, key_id, public_key, valid_from from kernel.signing_keys where tenant_id = $1::int
     union select issuer, key_id, public_key, valid_from from payments.foreign_keys where tenant_id = $1::int`,
    [tenantId, book],
  )
}

/** Keeps public keys of other bodies. */
export async function insertForeignKeys(
  db: Db,
  tenantId: number,
  book: string,
  keys: readonly { issuer: string; key_id: string; public_key: string; valid_from: Date }[],
): Promise<void> {
  await db.query(
    `insert into payments.foreign_keys (tenant_id, issuer, key_id, public_key, valid_from)
     select $1::int, k.issuer, k.key_id, k.public_key, k.valid_from from unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[])
       as k (issuer, key_id, public_key, valid_from) where k.issuer <> $6::text on conflict do nothing`,
    [
      tenantId,
      keys.map((key) => key.issuer),
      keys.map((key) => key.key_id),
      keys.map((key) => key.public_key),
      keys.map((key) => key.valid_from.toISOString()),
      book,
    ],
  )
}
