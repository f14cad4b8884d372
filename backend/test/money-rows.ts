/** The payments room in the matrix of row security: who may do what, and a row of every table in a town. */
type Powers = [readers: string[], writers: string[], option?: 'append']

const everyone = ['anonymous', 'citizen', 'staff', 'auditor', 'system']
const officials = ['staff', 'auditor', 'system']
const office = ['staff', 'system']
const system = ['system']

/** Powers on the tables of the room. */
export const moneyPowers: Record<string, Powers> = {
  'payments.funds': [officials, office],
  'payments.functions': [officials, office],
  'payments.account_heads': [officials, office],
  'payments.ledger_batches': [officials, office, 'append'],
  'payments.ledger_entries': [officials, office, 'append'],
  'payments.ledger_balances': [officials, office],
  'payments.ledger_seals': [officials, system, 'append'],
  'payments.carried_entries': [officials, office, 'append'],
  'payments.bill_heads': [everyone, office],
  'payments.head_accounts': [officials, office],
  'payments.purpose_accounts': [officials, office],
  'payments.settlement_accounts': [officials, office],
  'payments.appropriation_orders': [everyone, office],
  'payments.bills': [everyone, office, 'append'],
  'payments.bill_adjustments': [officials, office, 'append'],
  'payments.payments': [officials, office, 'append'],
  'payments.payment_bills': [officials, office, 'append'],
  'payments.advance_movements': [officials, office, 'append'],
  'payments.receipts': [officials, office, 'append'],
  'payments.foreign_keys': [everyone, office, 'append'],
  'payments.recovery_chains': [everyone, office],
  'payments.recovery_steps': [officials, office, 'append'],
  'payments.stays': [officials, office],
  'payments.amnesties': [everyone, office],
  'payments.amnesty_grants': [officials, office],
  'payments.credit_rules': [everyone, office],
  'payments.agents': [officials, office],
  'payments.agent_operators': [officials, office],
  'payments.agent_wallets': [officials, office],
  'payments.agent_settlements': [officials, office, 'append'],
  'payments.agent_movements': [officials, office, 'append'],
}

/** One row of every table, as SQL; keys of others are not checked where this runs. */
export function moneyRows(t: number, hash: string): string[] {
  const lines = `'{431,110}', '{00,00}', '{0,0}', '{null,null}', '{1,-1}'`
  return [
    `insert into payments.funds (tenant_id, fund, names, source) values (${t}, '01', '{}', 'x')`,
    `insert into payments.functions (tenant_id, function, names, source) values (${t}, '00', '{}', 'x')`,
    `insert into payments.account_heads (tenant_id, head, names, kind, takes_postings, source) values (${t}, '431', '{}', 'asset', true, 'x')`,
    `insert into payments.ledger_batches (tenant_id, batch_id, entry_count, debit_paise, content_hash, request_id) values (${t}, ${t} + 900000, 1, 1, '${hash}', 'request-1')`,
    `insert into payments.ledger_entries (tenant_id, entry_id, batch_id, fund, posted_on, source_kind, source_id, step, narration, heads, functions, fields, bills, amounts)
     values (${t}, ${t} + 900000, ${t} + 900000, '01', '2026-04-01', 'voucher', 1, 'post', 'x', ${lines})`,
    `insert into payments.ledger_balances (tenant_id, head, fund, function, month, debit_paise, credit_paise, line_count) values (${t}, '431', '01', '00', 202604, 1, 0, 1)`,
    `insert into payments.ledger_seals (tenant_id, sequence, batch_id, previous_hash, hash) values (${t}, 1, ${t} + 900000, '${hash}', '${hash}')`,
    `insert into payments.carried_entries (tenant_id, entry_id, book, fund, posted_on, source_kind, source_id, step, narration, heads, functions, fields, bills, amounts)
     values (${t}, ${t} + 900000, 'elsewhere', '01', '2026-04-01', 'voucher', 1, 'post', 'x', ${lines})`,
    ...billRows(t),
    ...schemeRows(t),
  ]
}

function billRows(t: number): string[] {
  const cell = `'{tax}', '{2026}', '{principal}'`
  return [
    `insert into payments.bill_heads (tenant_id, service, bill_head, names, sort_order, instrument) values (${t}, 'property-tax', 'tax', '{}', 1, 'x')`,
    `insert into payments.head_accounts (tenant_id, service, bill_head, component, valid_from, fund, function, income_head, remission_head, instrument)
     values (${t}, 'property-tax', 'tax', 'principal', '2020-01-01', '01', '00', '431', '431', 'x')`,
    `insert into payments.purpose_accounts (tenant_id, purpose, fund, head, function, instrument) values (${t}, 'advance', '01', '431', '00', 'x')`,
    `insert into payments.settlement_accounts (tenant_id, fund, channel, names, head, function, instrument, valid_from) values (${t}, '01', 'cash', '{}', '431', '00', 'x', '2020-01-01')`,
    `insert into payments.appropriation_orders (tenant_id, valid_from, appropriation, instrument) values (${t}, '2020-01-01', '{}', 'x')`,
    `insert into payments.bills (tenant_id, bill_id, book, service, kind, financial_year, bill_number, demand_key, reference, issued_on, due_on, heads, years, components, amounts, gross_paise)
     values (${t}, ${t} + 900000, 'x', 'property-tax', 'annual', 2026, 'B/1', 'tax/1', 'R', '2026-04-01', '2026-04-01', ${cell}, '{100}', 100)`,
    `insert into payments.bill_adjustments (tenant_id, book, bill_id, kind, effective_on, heads, years, components, amounts, total_paise, instrument)
     values (${t}, 'x', ${t} + 900000, 'correction', '2026-04-01', ${cell}, '{1}', 1, 'x')`,
    `insert into payments.payments (tenant_id, payment_id, book, kind, channel, mode, amount_paise, paid_on, split_bills, split_heads, split_years, split_components, split_funds, split_accounts, split_amounts)
     values (${t}, ${t} + 900000, 'x', 'payment', 'cash', 'cash', 1, '2026-04-01', '{1}', ${cell}, '{01}', '{1}', '{1}')`,
    `insert into payments.payment_bills (tenant_id, bill_id, payment_id) values (${t}, ${t} + 900000, ${t} + 900000)`,
    `insert into payments.advance_movements (tenant_id, book, reference, fund, kind, amount_paise, effective_on) values (${t}, 'x', 'R', '01', 'paid', 1, '2026-04-01')`,
    `insert into payments.receipts (tenant_id, book, payment_id, series, financial_year, number, printed, issued_on, link, body, token)
     values (${t}, 'x', ${t} + 900000, 'receipt', 2026, 1, 'R/1', '2026-04-01', repeat('a', 25), '{}', 'x')`,
    `insert into payments.foreign_keys (tenant_id, issuer, key_id, public_key, valid_from) values (${t}, 'x', 'k', 'x', now())`,
  ]
}

function schemeRows(t: number): string[] {
  const place = `(${t}, ${t} + 900000`
  return [
    `insert into payments.recovery_chains (tenant_id, service, valid_from, chain, instrument) values (${t}, 'water', '2026-04-01', '[]', 'x')`,
    `insert into payments.recovery_steps (tenant_id, book, bill_id, step, taken_on, amount_paise, order_number) values (${t}, 'x', ${t} + 900000, 'notice', '2026-04-01', 1, 'x')`,
    `insert into payments.stays (tenant_id, reference, freezes, authority, order_number, order_date, valid_from) values (${t}, 'R', 'cells', 'x', 'x', '2026-04-01', '2026-04-01')`,
    `insert into payments.amnesties (tenant_id, amnesty_id, code, names, terms, opens_on, closes_on) values ${place}, 'lok-adalat', '{}', '{}', '2026-04-01', '2026-04-02')`,
    `insert into payments.amnesty_grants (tenant_id, amnesty_id, book, reference, bill_ids, granted_on, dues_paise, waived_paise, payable_paise, instalments)
     values ${place}, 'x', 'R', '{1}', '2026-04-01', 2, 1, 1, '[]')`,
    `insert into payments.credit_rules (tenant_id, code, kind, names, definition) values (${t}, 'no-water', 'credit', '{}', '{}')`,
    `insert into payments.agents (tenant_id, agent_id, party_id, kind, contract_number, pays, services, largest_payment_paise, fund, valid_from)
     select tenant_id, ${t} + 900000, party_id, 'kiosk', 'x', 'prefunded', '{water}', 1, '01', '2026-04-01' from people.parties where tenant_id = ${t} limit 1`,
    `insert into payments.agent_operators (tenant_id, agent_id, user_id, valid_from) values ${place}, 1, '2026-04-01')`,
    `insert into payments.agent_wallets (tenant_id, agent_id, is_prefunded) values ${place}, true)`,
    `insert into payments.agent_settlements (tenant_id, agent_id, period_from, period_to, collected_paise, kept_paise, remitted_paise, commission_paise, due_paise, payment_count)
     values ${place}, '2026-04-01', '2026-04-02', 0, 0, 0, 0, 0, 0)`,
    `insert into payments.agent_movements (tenant_id, agent_id, kind, amount_paise, effective_on) values ${place}, 'top-up', 1, '2026-04-01')`,
  ]
}
