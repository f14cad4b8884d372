/** The water room in the matrix of row security: who may do what, and a row of every table in a town. */
type Powers = [readers: string[], writers: string[], option?: 'append']

const everyone = ['anonymous', 'citizen', 'staff', 'auditor', 'system']
const officials = ['staff', 'auditor', 'system']
const office = ['staff', 'system']

/** Powers on the tables of the room: when there is water is for everyone, who draws it is for officers. */
export const waterPowers: Record<string, Powers> = {
  'water.zones': [everyone, office],
  'water.nodes': [officials, office],
  'water.pipes': [officials, office],
  'water.valves': [officials, office],
  'water.pumps': [officials, office],
  'water.supply_slots': [everyone, office],
  'water.slot_valves': [officials, office],
  'water.supply_changes': [everyone, office],
  'water.supply_runs': [everyone, office],
  'water.flow_readings': [officials, office, 'append'],
  'water.connections': [officials, office],
  'water.connection_versions': [officials, office],
  'water.connection_properties': [officials, office],
  'water.connection_pipes': [officials, office],
  'water.meters': [officials, office],
  'water.meter_readings': [officials, office, 'append'],
  'water.charges': [officials, office, 'append'],
  'water.incidents': [officials, office],
  'water.incident_pipes': [officials, office],
  'water.samples': [officials, office],
  'water.quality_reports': [officials, office],
}

/** One row of every table, as SQL; keys of others are not checked where this runs. */
export function waterRows(t: number): string[] {
  const id = `${t} + 900000`
  return [
    `insert into water.zones (tenant_id, code, names, instrument, valid_from) values (${t}, 'x', '{}', 'x', '2020-01-01')`,
    `insert into water.nodes (tenant_id, node_id, code, kind) values (${t}, ${id}, 'x', 'junction')`,
    `insert into water.pipes (tenant_id, pipe_id, code, role, from_node_id, to_node_id) values (${t}, ${id}, 'x', 'distribution-main', 1, 2)`,
    `insert into water.valves (tenant_id, code, kind, pipe_id, node_id) values (${t}, 'x', 'sluice', 1, 1)`,
    `insert into water.pumps (tenant_id, code, from_node_id, to_node_id) values (${t}, 'x', 1, 2)`,
    `insert into water.supply_slots (tenant_id, slot_id, zone_id, weekdays, from_minute, to_minute, source_names, instrument, valid_from) values (${t}, ${id}, 1, '{1}', 0, 60, '{"en":"x"}', 'x', '2020-01-01')`,
    `insert into water.slot_valves (tenant_id, slot_id, turn, valve_id) values (${t}, ${id}, 1, 1)`,
    `insert into water.supply_changes (tenant_id, zone_id, on_day, kind, reason) values (${t}, 1, '2020-01-01', 'cancelled', '{}')`,
    `insert into water.supply_runs (tenant_id, slot_id, on_day, not_supplied_because) values (${t}, 1, '2020-01-01', 'x')`,
    `insert into water.flow_readings (tenant_id, zone_id, began_at, ended_at, volume_kl, source) values (${t}, 1, '2020-01-01', '2020-01-02', 1, 'estimate')`,
    `insert into water.connections (tenant_id, connection_id, consumer_number) values (${t}, ${id}, 'x')`,
    `insert into water.connection_versions (tenant_id, connection_id, origin, sharing, status, category, billing_basis, property_id, because, valid_from) values (${t}, ${id}, 'import', 'single', 'live', 'residential', 'flat', 1, 'x', '2020-01-01')`,
    `insert into water.connection_properties (tenant_id, connection_id, property_id, valid_from) values (${t}, ${id}, 1, '2020-01-01')`,
    `insert into water.connection_pipes (tenant_id, connection_id, pipe_id, found_by, confidence) values (${t}, ${id}, 1, 'survey', 1)`,
    `insert into water.meters (tenant_id, connection_id, serial, initial_kl, installed_on) values (${t}, ${id}, 'x', 0, '2020-01-01')`,
    `insert into water.meter_readings (tenant_id, meter_id, read_on, state) values (${t}, 1, '2020-01-01', 'locked')`,
    `insert into water.charges (tenant_id, connection_id, property_id, period_from, period_to, pack, instrument, basis, lines, total_paise, raised_on) values (${t}, 1, 1, '2020-01-01', '2020-02-01', 'x', 'x', 'flat', '[]', 1, '2020-01-01')`,
    `insert into water.incidents (tenant_id, case_id, trigger, pipe_ids, clean_after, opened_at) values (${t}, ${id}, 'engineer', '{1}', now(), now())`,
    `insert into water.incident_pipes (tenant_id, case_id, pipe_id, is_open) values (${t}, ${id}, 1, true)`,
    `insert into water.samples (tenant_id, number, kind, pipe_id, taken_at) values (${t}, 'x', 'routine', 1, now())`,
    `insert into water.quality_reports (tenant_id, case_id, found_by, reported_at) values (${t}, 1, 'nothing', now())`,
  ]
}
