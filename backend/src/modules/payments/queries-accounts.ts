import type { Day, Db } from '../../kernel/index.ts'
import type { Appropriation } from './rules-appropriation.ts'
import type { Component } from './rules-cells.ts'
import {
  type Channel,
  type HeadAccount,
  headAccountKey,
  type MoneyPlan,
  type Purpose,
  type PurposeAccount,
  type SettlementAccount,
} from './rules-posting.ts'

interface HeadAccountRow {
  service: string
  bill_head: string
  component: Component
  fund: string
  function: string
  receivable_head: string | null
  income_head: string
  prior_income_head: string | null
  remission_head: string
  prior_remission_head: string | null
  write_off_head: string | null
}

interface SettlementRow {
  settlement_account_id: number
  fund: string
  channel: Channel
  head: string
  function: string
  names: Record<string, string>
  provider: string | null
  merchant: string | null
  vpa: string | null
}

/** The accounts of a town in force on a day, in one round trip each. */
export async function selectMoneyPlan(db: Db, tenantId: number, day: Day): Promise<MoneyPlan> {
  const heads = await db.query<HeadAccountRow>(
    `select service, bill_head, component, fund, function, receivable_head, income_head, prior_income_head, remission_head, prior_remission_head, write_off_head
     from payments.head_accounts where tenant_id = $1::int and valid_from <= $2::date and valid_to > $2::date`,
    [tenantId, day],
  )
  const purposes = await db.query<{ purpose: Purpose; fund: string; head: string; function: string }>(
    `select purpose, fund, head, function from payments.purpose_accounts where tenant_id = $1::int`,
    [tenantId],
  )
  const settlements = await selectSettlements(db, tenantId, day)
  return {
    headAccounts: new Map(
      heads.map((row) => [headAccountKey(row.service, row.bill_head, row.component), toHeadAccount(row)]),
    ),
    purposes: new Map(
      purposes.map((row): [string, PurposeAccount] => [
        `${row.purpose}/${row.fund}`,
        { purpose: row.purpose, fund: row.fund, head: row.head, functionCode: row.function },
      ]),
    ),
    settlements: new Map(
      settlements.map((row): [string, SettlementAccount] => [
        `${row.channel}/${row.fund}`,
        {
          settlementAccountId: row.settlement_account_id,
          fund: row.fund,
          channel: row.channel,
          head: row.head,
          functionCode: row.function,
        },
      ]),
    ),
  }
}

/** Accounts into which money comes, in force on a day. */
export function selectSettlements(db: Db, tenantId: number, day: Day): Promise<SettlementRow[]> {
  return db.query(
    `select settlement_account_id, fund, channel, head, function, names, provider, merchant, vpa from payments.settlement_accounts
     where tenant_id = $1::int and valid_from <= $2::date and valid_to > $2::date order by fund, channel`,
    [tenantId, day],
  )
}

function toHeadAccount(row: HeadAccountRow): HeadAccount {
  return {
    service: row.service,
    billHead: row.bill_head,
    component: row.component,
    fund: row.fund,
    functionCode: row.function,
    receivableHead: row.receivable_head,
    incomeHead: row.income_head,
    priorIncomeHead: row.prior_income_head,
    remissionHead: row.remission_head,
    priorRemissionHead: row.prior_remission_head,
    writeOffHead: row.write_off_head,
  }
}

/** The lawful order of a day; null when the town has said none. */
export async function selectAppropriation(db: Db, tenantId: number, day: Day): Promise<Appropriation | null> {
  const [row] = await db.query<{ appropriation: Appropriation }>(
    `select appropriation from payments.appropriation_orders where tenant_id = $1::int and valid_from <= $2::date and valid_to > $2::date`,
    [tenantId, day],
  )
  return row?.appropriation ?? null
}

/** Lines of bills by service, with the town's words. */
export function selectBillHeads(
  db: Db,
  tenantId: number,
): Promise<{ service: string; bill_head: string; names: Record<string, string>; sort_order: number }[]> {
  return db.query(
    `select service, bill_head, names, sort_order from payments.bill_heads where tenant_id = $1::int order by service, sort_order, bill_head`,
    [tenantId],
  )
}

/** Services with their words. */
export function selectServices(db: Db): Promise<{ service: string; names: Record<string, string> }[]> {
  return db.query(`select service, names from payments.services order by sort_order`)
}

/** Adds lines of bills, or renames them. */
export async function upsertBillHeads(
  db: Db,
  tenantId: number,
  instrument: string,
  heads: readonly { service: string; billHead: string; names: Record<string, string>; sortOrder: number }[],
): Promise<void> {
  await db.query(
    `insert into payments.bill_heads (tenant_id, service, bill_head, names, sort_order, instrument)
     select $1::int, h.service, h.bill_head, h.names::jsonb, h.sort_order, $2::text
     from unnest($3::text[], $4::text[], $5::text[], $6::int[]) as h (service, bill_head, names, sort_order)
     on conflict (tenant_id, service, bill_head) do update set names = excluded.names, sort_order = excluded.sort_order, instrument = excluded.instrument`,
    [
      tenantId,
      instrument,
      heads.map((head) => head.service),
      heads.map((head) => head.billHead),
      heads.map((head) => JSON.stringify(head.names)),
      heads.map((head) => head.sortOrder),
    ],
  )
}

/** Puts an account of a line into force: the one that runs ends on its first day, one of the same day is replaced. */
export async function putHeadAccount(
  db: Db,
  tenantId: number,
  account: HeadAccount,
  from: Day,
  instrument: string,
): Promise<void> {
  await db.query(
    `update payments.head_accounts set valid_to = $5::date where tenant_id = $1::int and service = $2::text and bill_head = $3::text
       and component = $4::text and valid_from < $5::date and valid_to > $5::date`,
    [tenantId, account.service, account.billHead, account.component, from],
  )
  await db.query(
    `insert into payments.head_accounts (tenant_id, service, bill_head, component, valid_from, fund, function, receivable_head, income_head,
       prior_income_head, remission_head, prior_remission_head, write_off_head, instrument)
     values ($1::int, $2::text, $3::text, $4::text, $5::date, $6::text, $7::text, $8::text, $9::text, $10::text, $11::text, $12::text, $13::text, $14::text)
     on conflict (tenant_id, service, bill_head, component, valid_from) do update set fund = excluded.fund, function = excluded.function,
       receivable_head = excluded.receivable_head, income_head = excluded.income_head, prior_income_head = excluded.prior_income_head,
       remission_head = excluded.remission_head, prior_remission_head = excluded.prior_remission_head, write_off_head = excluded.write_off_head,
       instrument = excluded.instrument`,
    [
      tenantId,
      account.service,
      account.billHead,
      account.component,
      from,
      account.fund,
      account.functionCode,
      account.receivableHead,
      account.incomeHead,
      account.priorIncomeHead,
      account.remissionHead,
      account.priorRemissionHead,
      account.writeOffHead,
      instrument,
    ],
  )
}

/** Names the heads for what belongs to no line of a bill. */
export async function upsertPurposes(
  db: Db,
  tenantId: number,
  instrument: string,
  accounts: readonly PurposeAccount[],
): Promise<void> {
  await db.query(
    `insert into payments.purpose_accounts (tenant_id, purpose, fund, head, function, instrument)
     select $1::int, a.purpose, a.fund, a.head, a.function, $2::text
     from unnest($3::text[], $4::text[], $5::text[], $6::text[]) as a (purpose, fund, head, function)
     on conflict (tenant_id, purpose, fund) do update set head = excluded.head, function = excluded.function, instrument = excluded.instrument`,
    [
      tenantId,
      instrument,
      accounts.map((account) => account.purpose),
      accounts.map((account) => account.fund),
      accounts.map((account) => account.head),
      accounts.map((account) => account.functionCode),
    ],
  )
}

/** What a settlement account is, as it is put into force. */
export interface SettlementGiven {
  fund: string
  channel: Channel
  names: Record<string, string>
  head: string
  functionCode: string
  provider: string | null
  merchant: string | null
  vpa: string | null
}

/** Puts an account for incoming money into force: the one that runs ends on its first day. Payments keep the id of theirs. */
export async function putSettlement(
  db: Db,
  tenantId: number,
  account: SettlementGiven,
  from: Day,
  instrument: string,
): Promise<void> {
  await db.query(
    `update payments.settlement_accounts set valid_to = $4::date where tenant_id = $1::int and fund = $2::text and channel = $3::text
       and valid_from < $4::date and valid_to > $4::date`,
    [tenantId, account.fund, account.channel, from],
  )
  await db.query(
    `insert into payments.settlement_accounts (tenant_id, fund, channel, names, head, function, provider, merchant, vpa, instrument, valid_from)
     values ($1::int, $2::text, $3::text, $4::jsonb, $5::text, $6::text, $7::text, $8::text, $9::text, $10::text, $11::date)`,
    [
      tenantId,
      account.fund,
      account.channel,
      JSON.stringify(account.names),
      account.head,
      account.functionCode,
      account.provider,
      account.merchant,
      account.vpa,
      instrument,
      from,
    ],
  )
}

/** Puts a lawful order into force: the one that runs ends on its first day. */
export async function putAppropriation(
  db: Db,
  tenantId: number,
  appropriation: Appropriation,
  from: Day,
  instrument: string,
): Promise<void> {
  await db.query(
    `update payments.appropriation_orders set valid_to = $2::date where tenant_id = $1::int and valid_from < $2::date and valid_to > $2::date`,
    [tenantId, from],
  )
  await db.query(
    `insert into payments.appropriation_orders (tenant_id, valid_from, appropriation, instrument) values ($1::int, $2::date, $3::jsonb, $4::text)
     on conflict (tenant_id, valid_from) do update set appropriation = excluded.appropriation, instrument = excluded.instrument`,
    [tenantId, from, JSON.stringify(appropriation), instrument],
  )
}
