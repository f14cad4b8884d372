/** One row of every table of building permits, for the matrix of row security. Keys are not checked there. */
export function permitRows(t: number): string[] {
  const into = (table: string, columns: string, values: string) =>
    `insert into building_permits.${table} (tenant_id, case_id, ${columns}) values (${t}, ${t} + 900000, ${values})`
  const square = `st_multi(st_makeenvelope(77, 23, 77.1, 23.1, 4326))`
  return [
    into('applications', 'kind, use', `'building', 'residential'`),
    into('sites', 'geom, area_sqm', `${square}, 1`),
    into('site_parcels', 'parcel_id, part, common_sqm', `1, 'whole', 1`),
    into('conditions', 'kind, due', `'amalgamation', 'before-commencement'`),
    into('consents', 'party_id, capacity', `1, 'owner'`),
    `insert into building_permits.technical_persons (tenant_id, kind, number, issuer, names, valid_from, valid_to, instrument)
     values (${t}, 'architect', 'CA/2010/1', 'Council', '{}', '2020-01-01', '2030-01-01', 'Order')`,
    into('engagements', 'technical_person_id, from_on', `1, '2020-01-01'`),
    into(
      'revisions',
      'revision, use, permit_number, sanctioned_on, valid_to',
      `1, 'residential', 'x', '2020-01-01', '2021-01-01'`,
    ),
    into('phases', 'phase, names, built_up_sqm', `1, '{}', 1`),
    into('completion_phases', 'phase, as_built_sqm', `1, 1`),
    into('layout_parts', 'part, use, geom, area_sqm', `1, 'road', ${square}, 1`),
    into(
      'surrenders',
      'parcel_id, line, purpose, instrument, accepted_on',
      `1, st_setsrid(st_makeline(st_makepoint(77, 23), st_makepoint(77.1, 23)), 4326), 'road-widening', 'Deed', '2020-01-01'`,
    ),
    into(
      'fee_lines',
      'stage, head, amount_paise, formula, instrument, raised_on',
      `'sanction', 'cess', 1, 'x', 'Order', '2020-01-01'`,
    ),
    into('transfers', 'to_party_id, instrument, transferred_on', `1, 'Deed', '2020-01-01'`),
  ]
}
