/** The payments room in the matrix of row security: who may do what, and a row of every table in a town. */
type Powers = [readers: string[], writers: string[], option?: 'append']

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
  ]
}
