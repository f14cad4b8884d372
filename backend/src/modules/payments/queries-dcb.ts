import type { Day, Db } from '../../kernel/index.ts'

/** Sums of one group of the register. */
export interface DcbRow {
  service: string
  head: string | null
  field_id: number | null
  arrear_demand: number
  current_demand: number
  arrear_collected: number
  current_collected: number
  arrear_remitted: number
  current_remitted: number
}

/**
 * Demand, collection and remission of a financial year up to a day, in a town's own book. What was paid or forgiven before the year
 * began makes the arrears that it opens with less. What a correction freed of a payment counts as not collected.
 */
export function selectDcb(
  db: Db,
  tenantId: number,
  asked: { book: string; day: Day; year: number; service: string | null; byHead: boolean; byField: boolean },
): Promise<DcbRow[]> {
  const old = `c.year < $5::int`
  const early = `m.on_day < make_date($5::int, 4, 1)`
  return db.query(
    `with moved as (
       select b.bill_id, b.issued_on as on_day, 'demand' as what, b.heads, b.years, b.components, b.amounts from payments.bills b
         where b.tenant_id = $1::int and b.book = $2::text and b.issued_on <= $3::date
       union all
       select a.bill_id, a.effective_on, case when a.kind = 'to-advance' then 'freed'
           when a.kind in ('rebate', 'waiver', 'amnesty', 'credit', 'write-off') then 'remitted' else 'demand' end,
         a.heads, a.years, a.components, a.amounts from payments.bill_adjustments a
         where a.tenant_id = $1::int and a.book = $2::text and a.effective_on <= $3::date),
     cells as (
       select m.bill_id, c.head, c.year,
         case when m.what = 'demand' then c.amount else 0 end as demand,
         case when m.what = 'remitted' then -c.amount else 0 end as remitted,
         case when m.what = 'freed' then -c.amount else 0 end as collected, ${early} as early
       from moved m, unnest(m.heads, m.years, m.components, m.amounts) as c (head, year, component, amount) where c.component <> 'rebate'
       union all
       select c.bill_id, c.head, c.year, 0, 0, c.amount, p.paid_on < make_date($5::int, 4, 1)
       from payments.payments p, unnest(p.split_bills, p.split_heads, p.split_years, p.split_amounts) as c (bill_id, head, year, amount)
       where p.tenant_id = $1::int and p.book = $2::text and p.paid_on <= $3::date and c.bill_id is not null)
     select b.service, case when $6::boolean then c.head end as head, case when $7::boolean then b.field_id end as field_id,
       sum(case when ${old} then c.demand - case when c.early then c.collected + c.remitted else 0 end else 0 end)::bigint as arrear_demand,
       sum(case when ${old} then 0 else c.demand end)::bigint as current_demand,
       sum(case when ${old} and not c.early then c.collected else 0 end)::bigint as arrear_collected,
       sum(case when ${old} then 0 else c.collected end)::bigint as current_collected,
       sum(case when ${old} and not c.early then c.remitted else 0 end)::bigint as arrear_remitted,
       sum(case when ${old} then 0 else c.remitted end)::bigint as current_remitted
     from cells c join payments.bills b on b.tenant_id = $1::int and b.bill_id = c.bill_id
     where $4::text is null or b.service = $4::text
     group by 1, 2, 3 order by 1, 2, 3`,
    [tenantId, asked.book, asked.day, asked.service, asked.year, asked.byHead, asked.byField],
  )
}
