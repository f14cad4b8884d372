import type { Day, Db } from '../../kernel/index.ts'
import type { BalanceChange, LedgerEntry } from './rules-ledger.ts'

/** A voucher as it stands. */
export interface EntryRow {
  entry_id: number
  batch_id: number
  fund: string
  posted_on: Day
  source_kind: string
  source_id: number
  step: string
  narration: string
  reverses_entry_id: number | null
  heads: string[]
  functions: string[]
  fields: number[]
  bills: (number | null)[]
  amounts: number[]
}

const columns = `entry_id, batch_id, fund, posted_on, source_kind, source_id, step, narration, reverses_entry_id, heads, functions,
  fields::text[] as fields, bills::text[] as bills, amounts::text[] as amounts`

type RawEntry = Omit<EntryRow, 'fields' | 'bills' | 'amounts'> &
  Record<'fields' | 'amounts', string[]> & { bills: (string | null)[] }

// Arrays of bigint with nulls among them come as texts, so that nothing is lost on the way.
function toEntry(row: RawEntry): EntryRow {
  return {
    ...row,
    fields: row.fields.map(Number),
    bills: row.bills.map((bill) => (bill === null ? null : Number(bill))),
    amounts: row.amounts.map(Number),
  }
}

const bigints = (values: readonly (number | null)[]) => `{${values.map((value) => value ?? 'null').join(',')}}`
const codes = (values: readonly string[]) => `{${values.join(',')}}`

/** Writes vouchers that are not there yet; answers batch and source of those that were written. */
export async function insertEntries(
  db: Db,
  tenantId: number,
  entries: readonly LedgerEntry[],
): Promise<
  { batch_id: number; entry_id: number; source_kind: string; source_id: number; step: string; fund: string }[]
> {
  return db.query(
    `with batch as materialized (select nextval('payments.ledger_batches_batch_id') as batch_id)
     insert into payments.ledger_entries (tenant_id, batch_id, fund, posted_on, source_kind, source_id, step, narration, reverses_entry_id,
       heads, functions, fields, bills, amounts)
     select $1::int, batch.batch_id, e.fund, e.posted_on, e.source_kind, e.source_id, e.step, e.narration, e.reverses, e.heads::text[],
       e.functions::text[], e.fields::bigint[], e.bills::bigint[], e.amounts::bigint[]
     from batch, unnest($2::text[], $3::date[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::bigint[], $9::text[], $10::text[], $11::text[],
       $12::text[], $13::text[]) with ordinality
       as e (fund, posted_on, source_kind, source_id, step, narration, reverses, heads, functions, fields, bills, amounts, position)
     order by e.position
     on conflict (tenant_id, source_kind, source_id, step, fund) do nothing
     returning batch_id, entry_id, source_kind, source_id, step, fund`,
    [
      tenantId,
      entries.map((entry) => entry.fund),
      entries.map((entry) => entry.postedOn),
      entries.map((entry) => entry.source.kind),
      entries.map((entry) => entry.source.id),
      entries.map((entry) => entry.source.step),
      entries.map((entry) => entry.narration),
      entries.map((entry) => entry.reversesEntryId),
      entries.map((entry) => codes(entry.lines.map((line) => line.head))),
      entries.map((entry) => codes(entry.lines.map((line) => line.functionCode))),
      entries.map((entry) => bigints(entry.lines.map((line) => line.fieldId))),
      entries.map((entry) => bigints(entry.lines.map((line) => line.billId))),
      entries.map((entry) => bigints(entry.lines.map((line) => line.amountPaise))),
    ],
  )
}

/** Closes a batch: its own row, and the sums of its accounts in the order given. */
export async function insertBatch(
  db: Db,
  tenantId: number,
  batch: { batchId: number; entryCount: number; debitPaise: number; contentHash: string; requestId: string },
  changes: readonly BalanceChange[],
): Promise<void> {
  await db.query(
    `with batch as (
       insert into payments.ledger_batches (tenant_id, batch_id, entry_count, debit_paise, content_hash, request_id)
       values ($1::int, $2::bigint, $3::int, $4::bigint, $5::text, $6::text))
     insert into payments.ledger_balances (tenant_id, head, fund, function, field_id, month, debit_paise, credit_paise, line_count)
     select $1::int, c.head, c.fund, c.function, c.field_id, c.month, c.debit_paise, c.credit_paise, c.line_count
     from unnest($7::text[], $8::text[], $9::text[], $10::bigint[], $11::int[], $12::bigint[], $13::bigint[], $14::bigint[]) with ordinality
       as c (head, fund, function, field_id, month, debit_paise, credit_paise, line_count, position)
     order by c.position
     on conflict (tenant_id, head, fund, function, field_id, month) do update set
       debit_paise = ledger_balances.debit_paise + excluded.debit_paise,
       credit_paise = ledger_balances.credit_paise + excluded.credit_paise,
       line_count = ledger_balances.line_count + excluded.line_count`,
    [
      tenantId,
      batch.batchId,
      batch.entryCount,
      batch.debitPaise,
      batch.contentHash,
      batch.requestId,
      changes.map((change) => change.head),
      changes.map((change) => change.fund),
      changes.map((change) => change.functionCode),
      changes.map((change) => change.fieldId),
      changes.map((change) => change.month),
      changes.map((change) => change.debitPaise),
      changes.map((change) => change.creditPaise),
      changes.map((change) => change.lineCount),
    ],
  )
}

/** Vouchers by their sources. */
export async function selectEntriesOfSources(
  db: Db,
  tenantId: number,
  sources: readonly { kind: string; id: number }[],
): Promise<EntryRow[]> {
  const rows = await db.query<RawEntry>(
    `select ${columns} from payments.ledger_entries where tenant_id = $1::int and (source_kind, source_id) in (
       select kind, id from unnest($2::text[], $3::bigint[]) as s (kind, id)) order by entry_id`,
    [tenantId, sources.map((source) => source.kind), sources.map((source) => source.id)],
  )
  return rows.map(toEntry)
}

/** One voucher. */
export async function selectEntry(db: Db, tenantId: number, entryId: number): Promise<EntryRow | null> {
  const [row] = await db.query<RawEntry>(
    `select ${columns} from payments.ledger_entries where tenant_id = $1::int and entry_id = $2::bigint`,
    [tenantId, entryId],
  )
  return row ? toEntry(row) : null
}

/** The voucher that takes back another, when there is one. */
export async function selectReversal(db: Db, tenantId: number, entryId: number): Promise<number | null> {
  const [row] = await db.query<{ entry_id: number }>(
    `select entry_id from payments.ledger_entries where tenant_id = $1::int and reverses_entry_id = $2::bigint`,
    [tenantId, entryId],
  )
  return row?.entry_id ?? null
}

/** The day book: vouchers of a span of days in the order of posting, a page at a time. */
export async function selectDayBook(
  db: Db,
  tenantId: number,
  asked: { from: Day; to: Day; fund: string | null; afterDay: Day; afterEntry: number; limit: number },
): Promise<EntryRow[]> {
  const rows = await db.query<RawEntry>(
    `select ${columns} from payments.ledger_entries
     where tenant_id = $1::int and posted_on between $2::date and $3::date and ($4::text is null or fund = $4::text)
       and (posted_on, entry_id) > ($5::date, $6::bigint)
     order by posted_on, entry_id limit $7::int`,
    [tenantId, asked.from, asked.to, asked.fund, asked.afterDay, asked.afterEntry, asked.limit],
  )
  return rows.map(toEntry)
}

/** A line of the trial balance. */
export interface TrialRow {
  head: string
  names: Record<string, string>
  kind: string
  fund: string
  function: string
  field_id: number
  debit_paise: number
  credit_paise: number
}

/**
 * Sums of every account up to and with a day: whole months from the kept sums, the month of the day from its vouchers.
 * `by` says what is kept apart beside head and fund.
 */
export async function selectTrialBalance(
  db: Db,
  tenantId: number,
  asked: { day: Day; month: number; monthBegins: Day; fund: string | null; byFunction: boolean; byField: boolean },
): Promise<TrialRow[]> {
  return db.query(
    `with whole as (
       select head, fund, function, field_id, debit_paise, credit_paise from payments.ledger_balances where tenant_id = $1::int and month < $3::int),
     part as (
       select l.head, e.fund, l.function, l.field_id, greatest(l.amount, 0) as debit_paise, greatest(-l.amount, 0) as credit_paise
       from payments.ledger_entries e, unnest(e.heads, e.functions, e.fields, e.amounts) as l (head, function, field_id, amount)
       where e.tenant_id = $1::int and e.posted_on between $4::date and $2::date),
     summed as (
       select head, fund, case when $6::boolean then function else '' end as function, case when $7::boolean then field_id else 0 end as field_id,
         sum(debit_paise)::bigint as debit_paise, sum(credit_paise)::bigint as credit_paise
       from (select * from whole union all select * from part) moved
       where $5::text is null or fund = $5::text group by 1, 2, 3, 4)
     select s.head, h.names, h.kind, s.fund, s.function, s.field_id, s.debit_paise, s.credit_paise
     from summed s join payments.account_heads h on h.tenant_id = $1::int and h.head = s.head
     order by s.fund, s.head, s.function, s.field_id`,
    [tenantId, asked.day, asked.month, asked.monthBegins, asked.fund, asked.byFunction, asked.byField],
  )
}

/** A batch with its vouchers, for verification. */
export interface BatchRow {
  batch_id: number
  entry_count: number
  debit_paise: number
  content_hash: string
}

/** Batches after one, in order. */
export function selectBatches(db: Db, tenantId: number, after: number, limit: number): Promise<BatchRow[]> {
  return db.query(
    `select batch_id, entry_count, debit_paise, content_hash from payments.ledger_batches
     where tenant_id = $1::int and batch_id > $2::bigint order by batch_id limit $3::int`,
    [tenantId, after, limit],
  )
}

/** All vouchers of some batches. */
export async function selectEntriesOfBatches(
  db: Db,
  tenantId: number,
  batchIds: readonly number[],
): Promise<EntryRow[]> {
  const rows = await db.query<RawEntry>(
    `select ${columns} from payments.ledger_entries where tenant_id = $1::int and batch_id = any ($2::bigint[]) order by batch_id, entry_id`,
    [tenantId, batchIds],
  )
  return rows.map(toEntry)
}

/** Accounts and months whose kept sums differ from the vouchers. Empty in whole books. */
export function selectBalanceFaults(
  db: Db,
  tenantId: number,
): Promise<{ head: string; fund: string; month: number; kept_paise: string; true_paise: string }[]> {
  return db.query(
    `with true_sums as (
       select l.head, e.fund, l.function, l.field_id, (extract(year from e.posted_on) * 100 + extract(month from e.posted_on))::int as month,
         sum(greatest(l.amount, 0)) as debit, sum(greatest(-l.amount, 0)) as credit
       from payments.ledger_entries e, unnest(e.heads, e.functions, e.fields, e.amounts) as l (head, function, field_id, amount)
       where e.tenant_id = $1::int group by 1, 2, 3, 4, 5)
     select coalesce(t.head, b.head) as head, coalesce(t.fund, b.fund) as fund, coalesce(t.month, b.month) as month,
       coalesce(b.debit_paise - b.credit_paise, 0)::text as kept_paise, coalesce(t.debit - t.credit, 0)::text as true_paise
     from true_sums t full join (select * from payments.ledger_balances where tenant_id = $1::int) b
       on b.head = t.head and b.fund = t.fund and b.function = t.function and b.field_id = t.field_id and b.month = t.month
     where b.debit_paise is distinct from t.debit or b.credit_paise is distinct from t.credit
     order by 1, 2, 3 limit 20`,
    [tenantId],
  )
}

/** The source of a voucher that is entered by hand. */
export async function nextVoucherId(db: Db): Promise<number> {
  const [row] = await db.query<{ id: number }>(`select nextval('payments.vouchers_voucher_id') as id`)
  return row!.id
}
