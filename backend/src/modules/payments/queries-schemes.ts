import type { Day, Db, Names } from '../../kernel/index.ts'
import type { AmnestyTerms, Instalment } from './rules-amnesty.ts'
import type { CreditDefinition } from './rules-credits.ts'

/** An amnesty as it stands; in force only with a resolution. */
export interface AmnestyRow {
  amnesty_id: number
  code: string
  names: Names
  terms: AmnestyTerms
  opens_on: Day
  closes_on: Day
  resolution_number: string | null
  resolution_date: Day | null
}

const amnestyColumns = 'amnesty_id, code, names, terms, opens_on, closes_on, resolution_number, resolution_date'

/** Amnesties by id, or all that are in force on a day. */
export function selectAmnesties(
  db: Db,
  tenantId: number,
  asked: { amnestyId?: number; inForceOn?: Day },
): Promise<AmnestyRow[]> {
  return db.query(
    `select ${amnestyColumns} from payments.amnesties where tenant_id = $1::int and ($2::bigint is null or amnesty_id = $2::bigint)
       and ($3::date is null or (resolution_date <= $3::date and opens_on <= $3::date and closes_on >= $3::date)) order by opens_on, amnesty_id`,
    [tenantId, asked.amnestyId ?? null, asked.inForceOn ?? null],
  )
}

/** Writes or changes an amnesty that no council has resolved yet; null when one has. */
export async function upsertAmnesty(
  db: Db,
  tenantId: number,
  amnesty: { code: string; names: Names; terms: unknown; opensOn: Day; closesOn: Day },
): Promise<number | null> {
  const [row] = await db.query<{ amnesty_id: number }>(
    `insert into payments.amnesties as a (tenant_id, code, names, terms, opens_on, closes_on)
     values ($1::int, $2::text, $3::jsonb, $4::jsonb, $5::date, $6::date)
     on conflict (tenant_id, code) do update set names = excluded.names, terms = excluded.terms, opens_on = excluded.opens_on, closes_on = excluded.closes_on
       where a.resolution_number is null returning amnesty_id`,
    [
      tenantId,
      amnesty.code,
      JSON.stringify(amnesty.names),
      JSON.stringify(amnesty.terms),
      amnesty.opensOn,
      amnesty.closesOn,
    ],
  )
  return row?.amnesty_id ?? null
}

/** Enters the resolution; false when one stands already or there is no such amnesty. */
export async function resolveAmnestyRow(
  db: Db,
  tenantId: number,
  amnestyId: number,
  resolution: { number: string; date: Day; documentId: number | null },
): Promise<boolean> {
  const rows = await db.query(
    `update payments.amnesties set resolution_number = $3::text, resolution_date = $4::date, resolution_document_id = $5::bigint
     where tenant_id = $1::int and amnesty_id = $2::bigint and resolution_number is null returning amnesty_id`,
    [tenantId, amnestyId, resolution.number, resolution.date, resolution.documentId],
  )
  return rows.length > 0
}

/** A grant with the terms that it is under. */
export interface GrantRow {
  grant_id: number
  amnesty_id: number
  book: string
  property_id: number | null
  reference: string | null
  bill_ids: number[]
  granted_on: Day
  payable_paise: number
  instalments: Instalment[]
  terms: AmnestyTerms
  names: Names
}

/** Grants that run still: all, of one place, or of several properties. */
export function selectOpenGrants(
  db: Db,
  tenantId: number,
  asked: { propertyIds?: readonly number[]; reference?: string | null },
): Promise<GrantRow[]> {
  return db.query(
    `select g.grant_id, g.amnesty_id, g.book, g.property_id, g.reference, to_jsonb(g.bill_ids) as bill_ids, g.granted_on, g.payable_paise, g.instalments,
       a.terms, a.names
     from payments.amnesty_grants g join payments.amnesties a on a.tenant_id = g.tenant_id and a.amnesty_id = g.amnesty_id
     where g.tenant_id = $1::int and g.ended_on is null
       and (($2::bigint[] is null and $3::text is null) or g.property_id = any ($2::bigint[]) or g.reference = $3::text)
     order by g.grant_id limit 1000`,
    [tenantId, asked.propertyIds ?? null, asked.reference ?? null],
  )
}

/** Writes a grant. */
export async function insertGrant(
  db: Db,
  tenantId: number,
  grant: {
    amnestyId: number
    book: string
    propertyId: number | null
    reference: string | null
    billIds: readonly number[]
    grantedOn: Day
    duesPaise: number
    waivedPaise: number
    payablePaise: number
    instalments: readonly Instalment[]
  },
): Promise<number> {
  const [row] = await db.query<{ grant_id: number }>(
    `insert into payments.amnesty_grants (tenant_id, amnesty_id, book, property_id, reference, bill_ids, granted_on, dues_paise, waived_paise, payable_paise, instalments)
     values ($1::int, $2::bigint, $3::text, $4::bigint, $5::text, $6::bigint[], $7::date, $8::bigint, $9::bigint, $10::bigint, $11::jsonb) returning grant_id`,
    [
      tenantId,
      grant.amnestyId,
      grant.book,
      grant.propertyId,
      grant.reference,
      grant.billIds,
      grant.grantedOn,
      grant.duesPaise,
      grant.waivedPaise,
      grant.payablePaise,
      JSON.stringify(grant.instalments),
    ],
  )
  return row!.grant_id
}

/** Ends a grant, kept or lapsed. */
export async function endGrant(
  db: Db,
  tenantId: number,
  grantId: number,
  on: Day,
  outcome: 'kept' | 'lapsed',
): Promise<void> {
  await db.query(
    `update payments.amnesty_grants set ended_on = $3::date, outcome = $4::text where tenant_id = $1::int and grant_id = $2::bigint and ended_on is null`,
    [tenantId, grantId, on, outcome],
  )
}

/** What was paid on bills from a day on and not taken back, by day and year. */
export function selectPaidSince(
  db: Db,
  tenantId: number,
  asked: { book: string; billIds: readonly number[]; from: Day },
): Promise<{ paid_on: Day; service: string; year: number; amount_paise: number }[]> {
  return db.query(
    `select p.paid_on, b.service, c.year, sum(c.amount)::bigint as amount_paise
     from payments.payments p, unnest(p.split_bills, p.split_years, p.split_amounts) as c (bill_id, year, amount)
     join payments.bills b on b.tenant_id = $1::int and b.bill_id = c.bill_id
     where p.tenant_id = $1::int and p.book = $2::text and p.kind = 'payment' and p.paid_on >= $4::date and c.bill_id = any ($3::bigint[])
       and p.payment_id in (select payment_id from payments.payment_bills where tenant_id = $1::int and bill_id = any ($3::bigint[]))
       and not exists (select 1 from payments.payments r where r.tenant_id = $1::int and r.reverses_payment_id = p.payment_id and r.kind = 'reversal')
     group by 1, 2, 3`,
    [tenantId, asked.book, asked.billIds, asked.from],
  )
}

/** A waiver or credit as it stands. */
export interface CreditRow {
  rule_id: number
  code: string
  kind: 'waiver' | 'credit'
  names: Names
  definition: CreditDefinition
  resolution_number: string | null
  resolution_date: Day | null
  in_force_from: Day | null
  in_force_to: Day | null
}

/** One rule. */
export async function selectCreditRule(db: Db, tenantId: number, ruleId: number): Promise<CreditRow | null> {
  const [row] = await db.query<CreditRow>(
    `select rule_id, code, kind, names, definition, resolution_number, resolution_date, in_force_from, nullif(in_force_to, 'infinity') as in_force_to
     from payments.credit_rules where tenant_id = $1::int and rule_id = $2::bigint`,
    [tenantId, ruleId],
  )
  return row ?? null
}

/** Writes or changes a rule that no council has resolved yet; null when one has. */
export async function upsertCreditRule(
  db: Db,
  tenantId: number,
  rule: { code: string; kind: string; names: Names; definition: unknown },
): Promise<number | null> {
  const [row] = await db.query<{ rule_id: number }>(
    `insert into payments.credit_rules as c (tenant_id, code, kind, names, definition) values ($1::int, $2::text, $3::text, $4::jsonb, $5::jsonb)
     on conflict (tenant_id, code) do update set kind = excluded.kind, names = excluded.names, definition = excluded.definition
       where c.resolution_number is null returning rule_id`,
    [tenantId, rule.code, rule.kind, JSON.stringify(rule.names), JSON.stringify(rule.definition)],
  )
  return row?.rule_id ?? null
}

/** Puts a rule in force by a resolution; false when one stands already or there is no such rule. */
export async function resolveCreditRow(
  db: Db,
  tenantId: number,
  ruleId: number,
  resolution: { number: string; date: Day; documentId: number | null; from: Day; to: Day | null },
): Promise<boolean> {
  const rows = await db.query(
    `update payments.credit_rules set resolution_number = $3::text, resolution_date = $4::date, resolution_document_id = $5::bigint, in_force_from = $6::date,
       in_force_to = coalesce($7::date, 'infinity')
     where tenant_id = $1::int and rule_id = $2::bigint and resolution_number is null returning rule_id`,
    [tenantId, ruleId, resolution.number, resolution.date, resolution.documentId, resolution.from, resolution.to],
  )
  return rows.length > 0
}
