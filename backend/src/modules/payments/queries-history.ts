import type { Day, Db } from '../../kernel/index.ts'

/** Vouchers of some sources, of the town's own books and of those that came with a place, in the order of posting. */
export function selectHistoryEntries(
  db: Db,
  tenantId: number,
  book: string,
  sources: readonly { kind: string; id: number }[],
): Promise<{ entry_id: number; book: string; fund: string; posted_on: Day; narration: string; debit_paise: number }[]> {
  return db.query(
    `with asked as (select * from unnest($3::text[], $4::bigint[]) as s (kind, id))
     select e.entry_id, e.book, e.fund, e.posted_on, e.narration, (select sum(greatest(a, 0)) from unnest(e.amounts) as a)::bigint as debit_paise
     from (
       select entry_id, $2::text as book, fund, posted_on, narration, amounts from payments.ledger_entries
         where tenant_id = $1::int and (source_kind, source_id) in (select kind, id from asked)
       union all
       select entry_id, book, fund, posted_on, narration, amounts from payments.carried_entries
         where tenant_id = $1::int and (source_kind, source_id) in (select kind, id from asked)) e
     order by e.entry_id`,
    [tenantId, book, sources.map((source) => source.kind), sources.map((source) => source.id)],
  )
}
