import type { Db } from '../../kernel/index.ts'

/** A head of the chart. */
export interface HeadRow {
  head: string
  names: Record<string, string>
  kind: string
  parent_head: string | null
  takes_postings: boolean
  source: string
}

/** The chart, by code. */
export function selectHeads(db: Db, tenantId: number): Promise<HeadRow[]> {
  return db.query(
    `select head, names, kind, parent_head, takes_postings, source from payments.account_heads where tenant_id = $1::int order by head`,
    [tenantId],
  )
}

/** Funds and functions with their names. */
export function selectFundsAndFunctions(
  db: Db,
  tenantId: number,
): Promise<{ what: 'fund' | 'function'; code: string; names: Record<string, string> }[]> {
  return db.query(
    `select 'fund' as what, fund as code, names from payments.funds where tenant_id = $1::int
     union all select 'function', function, names from payments.functions where tenant_id = $1::int order by 1, 2`,
    [tenantId],
  )
}

/** Adds heads and renames those that are there. Whether a head takes postings changes only while none stands on it. */
export async function upsertHeads(db: Db, tenantId: number, heads: readonly HeadRow[]): Promise<void> {
  await db.query(
    `insert into payments.account_heads (tenant_id, head, names, kind, parent_head, takes_postings, source)
     select $1::int, h.head, h.names::jsonb, h.kind, h.parent_head, h.takes_postings, h.source
     from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::text[]) as h (head, names, kind, parent_head, takes_postings, source)
     on conflict (tenant_id, head) do update set names = account_heads.names || excluded.names, kind = excluded.kind,
       parent_head = excluded.parent_head, takes_postings = excluded.takes_postings, source = excluded.source`,
    [
      tenantId,
      heads.map((head) => head.head),
      heads.map((head) => JSON.stringify(head.names)),
      heads.map((head) => head.kind),
      heads.map((head) => head.parent_head),
      heads.map((head) => head.takes_postings),
      heads.map((head) => head.source),
    ],
  )
}

/** Adds funds or functions; names that are there already are brought up to date. */
export async function upsertNamed(
  db: Db,
  tenantId: number,
  what: 'fund' | 'function',
  rows: readonly { code: string; names: Record<string, string>; source: string }[],
): Promise<void> {
  const table = what === 'fund' ? 'payments.funds' : 'payments.functions'
  await db.query(
    `insert into ${table} (tenant_id, ${what}, names, source) select $1::int, r.code, r.names::jsonb, r.source
     from unnest($2::text[], $3::text[], $4::text[]) as r (code, names, source)
     on conflict (tenant_id, ${what}) do update set names = excluded.names, source = excluded.source`,
    [
      tenantId,
      rows.map((row) => row.code),
      rows.map((row) => JSON.stringify(row.names)),
      rows.map((row) => row.source),
    ],
  )
}

/** Heads among those asked that take no postings, or are not in the chart. */
export async function selectHeadsWithoutPostings(
  db: Db,
  tenantId: number,
  heads: readonly string[],
): Promise<string[]> {
  const rows = await db.query<{ head: string }>(
    `select asked.head from unnest($2::text[]) as asked (head) where not exists (
       select 1 from payments.account_heads h where h.tenant_id = $1::int and h.head = asked.head and h.takes_postings) order by 1`,
    [tenantId, heads],
  )
  return rows.map((row) => row.head)
}

/** Heads that stand in the books: they may not be turned into groups. */
export async function selectHeadsInUse(db: Db, tenantId: number, heads: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ head: string }>(
    `select distinct head from payments.ledger_balances where tenant_id = $1::int and head = any ($2::text[]) order by 1`,
    [tenantId, heads],
  )
  return rows.map((row) => row.head)
}
