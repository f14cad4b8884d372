/** The waste room in the matrix of row security: who may do what, and a row of every table in a town. */
type Powers = [readers: string[], writers: string[], option?: 'append']

const everyone = ['anonymous', 'citizen', 'staff', 'auditor', 'system']
const officials = ['staff', 'auditor', 'system']
const office = ['staff', 'system']

/** Powers on the tables of the room: when the crew comes is for everyone, codes of doors and money are for officers. */
export const wastePowers: Record<string, Powers> = {
  'waste.beats': [everyone, office],
  'waste.feeder_points': [everyone, office],
  'waste.vehicles': [officials, office],
  'waste.crews': [officials, office],
  'waste.collection_points': [officials, office],
  'waste.point_properties': [officials, office],
  'waste.plans': [everyone, office],
  'waste.plan_stops': [officials, office],
  'waste.day_variants': [everyone, office],
  'waste.rounds': [officials, office],
  'waste.round_stops': [officials, office, 'append'],
  'waste.proofs': [officials, office, 'append'],
  'waste.trips': [officials, office, 'append'],
  'waste.contracts': [officials, office],
  'waste.contract_beats': [officials, office],
  'waste.contractor_bills': [officials, office, 'append'],
  'waste.bill_disputes': [officials, office],
  'waste.generators': [officials, office],
}

/** One row of every table, as SQL; keys of others are not checked where this runs. */
export function wasteRows(t: number): string[] {
  const id = `${t} + 900000`
  return [
    `insert into waste.beats (tenant_id, beat_id, code, names, instrument, valid_from) values (${t}, ${id}, 'x', '{}', 'x', '2020-01-01')`,
    `insert into waste.feeder_points (tenant_id, feeder_id, code, names, kind, place_words) values (${t}, ${id}, 'x', '{}', 'plant', 'x')`,
    `insert into waste.vehicles (tenant_id, registration, kind, capacity_kg, needed_width_m, reverse_limit_m, has_gps) values (${t}, 'x', 'tipper', 1, 1, 1, true)`,
    `insert into waste.crews (tenant_id, crew_id, code, kind, people, walking_kmph, walk_in_limit_m, homes_least, homes_most, feeder_id, valid_from) values (${t}, ${id}, 'x', 'handcart', 2, 3, 1, 1, 1, 1, '2020-01-01')`,
    `insert into waste.collection_points (tenant_id, point_id, code, kind, households, valid_from) values (${t}, ${id}, 'x', 'door', 1, '2020-01-01')`,
    `insert into waste.point_properties (tenant_id, point_id, property_id, valid_from) values (${t}, ${id}, 1, '2020-01-01')`,
    `insert into waste.plans (tenant_id, plan_id, beat_id, crew_id, variant, weekdays, streams, from_minute, to_minute, valid_from) values (${t}, ${id}, 1, 1, 'ordinary', '{1}', '{wet}', 0, 1, '2020-01-01')`,
    `insert into waste.plan_stops (tenant_id, plan_id, turn, point_id, manner) values (${t}, ${id}, 1, 1, 'along')`,
    `insert into waste.day_variants (tenant_id, on_day, variant, reason, instrument) values (${t}, '2020-01-01', 'rain', '{}', 'x')`,
    `insert into waste.rounds (tenant_id, round_id, plan_id, on_day, crew_id, not_run_because, assigned_households) values (${t}, ${id}, 1, '2020-01-01', 1, 'x', 0)`,
    `insert into waste.round_stops (tenant_id, round_id, point_id, turn, households) values (${t}, ${id}, ${id}, 1, 1)`,
    `insert into waste.proofs (tenant_id, round_id, point_id, how, taken_at) values (${t}, ${id}, ${id}, 'scan', now())`,
    `insert into waste.trips (tenant_id, crew_id, feeder_id, ticket, weighed_at, on_day, net_kg, stream) values (${t}, 1, 1, 'x', now(), '2020-01-01', 1, 'wet')`,
    `insert into waste.contracts (tenant_id, contract_id, number, contractor_party_id, basis, rate_paise, instrument, valid_from) values (${t}, ${id}, 'x', 1, 'trips', 1, 'x', '2020-01-01')`,
    `insert into waste.contract_beats (tenant_id, contract_id, beat_id) values (${t}, ${id}, 1)`,
    `insert into waste.contractor_bills (tenant_id, bill_id, number, contract_id, period_from, period_to, lines, gross_paise, deducted_paise, raised_on) values (${t}, ${id}, 'x', 1, '2020-01-01', '2020-02-01', '[]', 0, 0, '2020-02-01')`,
    `insert into waste.bill_disputes (tenant_id, bill_id, line, claim, claimed_paise, document_id, made_on) values (${t}, 1, 0, 'x', 1, 1, '2020-01-01')`,
    `insert into waste.generators (tenant_id, property_id, declared_on, waste_kgpd, source) values (${t}, 1, '2020-01-01', 1, 'declared')`,
  ]
}
