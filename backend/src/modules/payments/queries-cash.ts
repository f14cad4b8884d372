/** Cash and bank in the books. Which heads these are, a town says by its settlement accounts: no code stands here. */
import type { Day, Db } from '../../kernel/index.ts'

const cash = `select distinct head from payments.settlement_accounts where tenant_id = $1::int and channel <> 'agent'`

/** Cash and bank together before a day. */
export async function selectCashBalance(
  db: Db,
  tenantId: number,
  asked: { before: Day; fund: string | null },
): Promise<number> {
  const [row] = await db.query<{ paise: number }>(
    `select coalesce(sum(c.amount), 0)::bigint as paise from payments.ledger_entries e, unnest(e.heads, e.amounts) as c (head, amount)
     where e.tenant_id = $1::int and e.posted_on < $2::date and ($3::text is null or e.fund = $3::text) and c.head in (${cash})`,
    [tenantId, asked.before, asked.fund],
  )
  return row!.paise
}

/** What stands against cash and bank in the vouchers of a period, by head: credits are receipts, debits payments. */
export function selectCashMovements(
  db: Db,
  tenantId: number,
  asked: { from: Day; to: Day; fund: string | null },
): Promise<{ head: string; names: Record<string, string>; received: number; paid: number }[]> {
  return db.query(
    `with cash as (${cash}),
     lines as (
       select e.entry_id, c.head, c.amount, c.head in (select head from cash) as is_cash
       from payments.ledger_entries e, unnest(e.heads, e.amounts) as c (head, amount)
       where e.tenant_id = $1::int and e.posted_on between $2::date and $3::date and ($4::text is null or e.fund = $4::text))
     select l.head, h.names, coalesce(sum(-l.amount) filter (where l.amount < 0), 0)::bigint as received,
       coalesce(sum(l.amount) filter (where l.amount > 0), 0)::bigint as paid
     from lines l join payments.account_heads h on h.tenant_id = $1::int and h.head = l.head
     where not l.is_cash and l.entry_id in (select entry_id from lines where is_cash)
     group by 1, 2 order by 1`,
    [tenantId, asked.from, asked.to, asked.fund],
  )
}
