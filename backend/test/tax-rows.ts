/** The property tax room in the matrix of row security: who may do what, and a row of every table in a town. */
type Powers = [readers: string[], writers: string[], option?: 'append']

const everyone = ['anonymous', 'citizen', 'staff', 'auditor', 'system']
const officials = ['staff', 'auditor', 'system']
const office = ['staff', 'system']

/** Powers on the tables of the room: rules and rate keys are for everyone, what a property is assessed at for officers (and its own people). */
export const taxPowers: Record<string, Powers> = {
  'property_tax.rule_packs': [everyone, office],
  'property_tax.rate_keys': [everyone, office],
  'property_tax.property_rate_keys': [officials, office],
  'property_tax.assessments': [officials, office],
  'property_tax.assessment_units': [officials, office],
  'property_tax.liability_events': [officials, office],
  'property_tax.declarations': [officials, office, 'append'],
  'property_tax.visits': [officials, office, 'append'],
  'property_tax.notices': [officials, office, 'append'],
}

/** One row of every table, as SQL; keys of others are not checked where this runs. */
export function taxRows(t: number): string[] {
  const id = `${t} + 900000`
  return [
    `insert into property_tax.rule_packs (tenant_id, name, pack, resolution_number, resolved_on, document_id, valid_from) values (${t}, 'x', '{}', 'x', '2020-01-01', 1, '2020-04-01') on conflict do nothing`,
    `insert into property_tax.rate_keys (tenant_id, rate_key_id, scheme, code, names, kind, instrument, valid_from) values (${t}, ${id}, 'zone', 'x', '{}', 'colony-class', 'x', '2020-01-01')`,
    `insert into property_tax.property_rate_keys (tenant_id, property_id, rate_key_id, scheme, evidence, valid_from) values (${t}, 1, ${id}, 'zone', 'x', '2020-01-01')`,
    `insert into property_tax.assessments (tenant_id, assessment_id, property_id, basis, valid_from) values (${t}, ${id}, 1, 'register', '2020-01-01')`,
    `insert into property_tax.assessment_units (tenant_id, assessment_id, unit_number, floor, use, construction, occupancy, area_sqm) values (${t}, ${id}, 1, 0, 'x', 'x', 'x', 1)`,
    `insert into property_tax.liability_events (tenant_id, property_id, kind, happened_on, evidence) values (${t}, 1, 'survey', '2020-01-01', 'x')`,
    `insert into property_tax.declarations (tenant_id, property_id, tax_year, facts, filed_on) values (${t}, 1, 2020, '{}', '2020-05-01')`,
    `insert into property_tax.visits (tenant_id, property_id, visited_on, outcome) values (${t}, 1, '2020-01-01', 'locked')`,
    `insert into property_tax.notices (tenant_id, property_id, party_id, kind, issued_on) values (${t}, 1, 1, 'demand', '2020-01-01')`,
  ]
}
