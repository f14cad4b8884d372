import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { PoolClient } from 'pg'
import { generateCityInBlocks } from '../../data/sample-city/index.ts'
import { loadCity } from '../../data/sample-city/load/index.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { moneyPowers, moneyRows } from './money-rows.ts'
import { permitRows } from './permit-rows.ts'
import { type Deviation, type TablePowers, tryTable } from './row-security.ts'
import { taxPowers, taxRows } from './tax-rows.ts'
import { wastePowers, wasteRows } from './waste-rows.ts'
import { waterPowers, waterRows } from './water-rows.ts'

const everyone = ['anonymous', 'citizen', 'staff', 'auditor', 'system']
const officials = ['staff', 'auditor', 'system']
const office = ['staff', 'system']
const signedUp = ['citizen', 'staff', 'system']
const system = ['system']

type Given = [readers: string[], writers: string[], option?: 'append' | 'kept' | 'state' | 'state-append']

/** Who may read and write each table: the whole of it on one screen. A new table must be added here to pass. */
const powers: Record<string, Given> = {
  'kernel.requests': [everyone, everyone, 'append'],
  'kernel.events': [officials, everyone, 'append'],
  'kernel.journal_entries': [officials, everyone, 'append'],
  'kernel.journal_subjects': [officials, everyone, 'append'],
  'kernel.journal_seals': [officials, system, 'append'],
  'kernel.layer_changes': [everyone, everyone, 'append'],
  'kernel.number_series': [signedUp.concat('auditor'), ['anonymous', ...signedUp]],
  'kernel.number_blocks': [officials, ['anonymous', ...signedUp]],
  'kernel.number_uses': [officials, ['anonymous', ...signedUp], 'append'],
  'kernel.working_weeks': [everyone, office],
  'kernel.holidays': [everyone, office],
  'kernel.documents': [officials, signedUp],
  'kernel.subject_keys': [everyone, everyone],
  'kernel.signing_keys': [everyone, system, 'kept'],
  'identity.town_versions': [everyone, office],
  'identity.successions': [everyone, office, 'state-append'],
  'identity.boundary_sets': [everyone, office],
  'identity.boundaries': [everyone, office],
  'identity.users': [officials, office, 'state'],
  'identity.credentials': [system, system, 'state'],
  'identity.recovery_codes': [system, system, 'state'],
  'identity.sessions': [system, system, 'state'],
  'identity.sign_in_codes': [system, system, 'state'],
  'identity.sign_in_failures': [system, system, 'state'],
  'identity.town_permissions': [everyone, office],
  'identity.posts': [everyone, office],
  'identity.post_holdings': [officials, office],
  'identity.role_grants': [officials, office],
  'identity.user_persons': [officials, office],
  'people.parties': [everyone, office],
  'people.persons': [officials, office],
  'people.organisations': [officials, office],
  'people.household_members': [officials, office],
  'people.contacts': [officials, office],
  'people.consents': [officials, signedUp],
  'people.outside_numbers': [officials, office],
  'people.party_numbers': [officials, office],
  'people.merges': [officials, office],
  'people.duplicate_suggestions': [officials, office],
  'parcels.import_batches': [officials, office],
  'parcels.changes': [everyone, signedUp, 'append'],
  'parcels.localities': [everyone, office],
  'parcels.roads': [everyone, office],
  'parcels.land_features': [everyone, office],
  'parcels.land_use_zones': [everyone, office],
  'parcels.addresses': [everyone, office],
  'parcels.parcels': [everyone, office],
  'parcels.parcel_versions': [everyone, office],
  'parcels.lineage': [everyone, office, 'append'],
  'parcels.parcel_overlaps': [everyone, office],
  'parcels.buildings': [everyone, office],
  'parcels.building_versions': [everyone, office],
  'parcels.units': [everyone, office],
  'parcels.unit_versions': [everyone, office],
  'parcels.properties': [everyone, office],
  'parcels.property_versions': [everyone, office],
  'parcels.property_parcels': [everyone, office],
  'parcels.building_parcels': [everyone, office],
  'parcels.building_properties': [everyone, office],
  'parcels.property_boundaries': [everyone, office],
  'parcels.ownership_statements': [officials, office, 'append'],
  'parcels.party_roles': [everyone, office],
  'parcels.property_numbers': [everyone, office],
  'parcels.property_documents': [everyone, signedUp],
  'parcels.restrictions': [everyone, office],
  'parcels.property_claims': [officials, office],
  'parcels.search_tokens': [officials, office],
  'parcels.place_tokens': [everyone, office],
  'parcels.imports': [officials, office],
  'parcels.import_files': [officials, office],
  'parcels.import_findings': [officials, office],
  'parcels.import_areas': [officials, office],
  'parcels.import_profiles': [officials, office],
  'map.exports': [officials, office],
  'parcels.quality_runs': [officials, office],
  'parcels.quality_findings': [officials, office],
  'parcels.register_stewards': [everyone, office],
  'parcels.quality_reports': [everyone, office, 'append'],
  'parcels.orthophotos': [officials, office],
  'map.published_collections': [officials, office],
  'notifications.notices': [officials, everyone, 'append'],
  'notifications.readings': [officials, signedUp.concat('auditor'), 'append'],
  'notifications.deliveries': [officials, system],
  'notifications.callbacks': [officials, system, 'append'],
  'notifications.preferences': [officials, system],
  'notifications.local_messages': [system, system, 'state'],
  'notifications.letters': [officials, office, 'append'],
  'notifications.certificates': [everyone, system, 'append'],
  'notifications.letter_issues': [officials, system, 'append'],
  'notifications.letter_revocations': [officials, office, 'append'],
  'notifications.services': [officials, office, 'append'],
  ...moneyPowers,
  ...waterPowers,
  ...taxPowers,
  ...wastePowers,
  'workflow.cases': [officials, office],
  'workflow.case_actions': [officials, office, 'append'],
  'workflow.applicants': [officials, office],
  'workflow.case_documents': [officials, office],
  'workflow.feedback': [officials, system],
  'workflow.delegations': [officials, office],
  'workflow.clock_runs': [officials, system],
  'workflow.pools': [officials, office, 'state'],
  'workflow.pool_members': [officials, office, 'state'],
  'workflow.pool_files': [officials, office, 'state'],
  'grievances.complaints': [officials, office],
  'grievances.assets': [everyone, office],
  'building_permits.applications': [officials, office],
  'building_permits.sites': [officials, office],
  'building_permits.site_parcels': [officials, office],
  'building_permits.conditions': [officials, office],
  'building_permits.consents': [officials, office],
  'building_permits.technical_persons': [everyone, office],
  'building_permits.engagements': [officials, office],
  'building_permits.revisions': [officials, office, 'append'],
  'building_permits.phases': [officials, office],
  'building_permits.completion_phases': [officials, office],
  'building_permits.layout_parts': [officials, office],
  'building_permits.surrenders': [officials, office],
  'building_permits.fee_lines': [officials, office, 'append'],
  'building_permits.transfers': [officials, office, 'append'],
  'parcels.surveys': [officials, office],
  'parcels.survey_plots': [officials, office],
  'parcels.survey_differences': [officials, office],
  'parcels.draft_answers': [officials, office],
  'mutations.applications': [officials, office],
  'mutations.objections': [officials, office],
  'mutations.deeds': [officials, office],
}

/** Masters of all levels in one table, with a policy of their own and a test of their own. */
const apart = new Set(['identity.masters'])

function powersOf([readers, writers, option]: Given): TablePowers {
  return {
    readers,
    writers,
    appendOnly: option === 'append' || option === 'state-append',
    neverDeleted: option === 'kept',
    scope: option?.startsWith('state') ? 'state' : 'tenant',
  }
}

let db: TestDatabase
let own: { tenantId: number; stateId: number }
let other: { tenantId: number; stateId: number }

before(async () => {
  db = await testDatabase()
  const today = '2026-11-22'
  const [a, b] = [await db.newTenant(), await db.newTenant()]
  own = { tenantId: a.town.tenantId, stateId: a.state.tenantId }
  other = { tenantId: b.town.tenantId, stateId: b.state.tenantId }
  const names = { en: 'Small' }
  const sample = await loadCity(
    db.platform,
    generateCityInBlocks({ seed: 5, parcels: 400, code: 'small-town', names, today }),
    400,
    today,
  )
  const client = await db.database.pool.connect()
  try {
    for (const town of [own, other]) await fill(client, sample.tenant.tenantId, town)
  } finally {
    client.release()
  }
})

/** Copies one row of every table of the sample into a town and writes those that the sample has none of. Keys of others are not checked: only policies are tried. */
async function fill(client: PoolClient, from: number, town: { tenantId: number; stateId: number }): Promise<void> {
  await client.query('begin; set local session_replication_role = replica')
  for (const table of Object.keys(powers)) {
    const { rows } = await client.query(
      `select attname as name from pg_attribute where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped`,
    )
    const columns = rows.map((row) => row.name as string)
    const selected = columns.map((name) => (name === 'tenant_id' ? String(town.tenantId) : name))
    await client.query(
      `insert into ${table} (${columns.join(', ')}) select ${selected.join(', ')} from ${table} where tenant_id = ${from} limit 1 on conflict do nothing`,
    )
  }
  for (const sql of ownRows(town.tenantId, town.stateId)) await client.query(sql)
  await client.query('commit')
}

function ownRows(t: number, s: number): string[] {
  const hash = 'a'.repeat(64)
  return [
    `insert into map.exports (tenant_id, collection, format, srid, features) values (${t}, 'parcels', 'csv', 4326, 0)`,
    `insert into map.published_collections (tenant_id, collection, instrument) values (${t}, 'parcels', 'x')`,
    `insert into kernel.requests (tenant_id, request_id, command, input_hash) values (${t}, 'request-1', 'x.y', '${hash}')`,
    `insert into kernel.events (tenant_id, name, payload, dispatched_at) values (${t}, 'x.y', '{}', now())`,
    `insert into kernel.journal_entries (tenant_id, entry_id, kind, command, request_id, role_class) values (${t}, ${t} + 900000, 'write', 'x.y', 'request-1', 'staff')`,
    `insert into kernel.journal_subjects (tenant_id, subject_kind, subject_id, entry_id) values (${t}, 'parcel', 1, ${t} + 900000)`,
    `insert into kernel.journal_seals (tenant_id, sequence, entry_id, previous_hash, hash) values (${t}, 1, ${t} + 900000, '${hash}', '${hash}')`,
    `insert into kernel.layer_changes (tenant_id, layer, feature_id) values (${t}, 'parcels', 1)`,
    `insert into kernel.number_series (tenant_id, series, financial_year, pattern) values (${t}, 'receipt', 2026, '{n}')`,
    `insert into kernel.number_blocks (tenant_id, block_id, series, financial_year, device, first_number, last_number) values (${t}, ${t} + 900000, 'receipt', 2026, 'd', 1, 9)`,
    `insert into kernel.number_uses (tenant_id, series, financial_year, number, block_id, state) values (${t}, 'receipt', 2026, 1, ${t} + 900000, 'used')`,
    `insert into kernel.working_weeks (tenant_id, valid_from, pattern, instrument) values (${t}, '2020-01-01', '{"off":[7]}', 'x')`,
    `insert into kernel.holidays (tenant_id, day, names, instrument) values (${t}, '2026-01-26', '{}', 'x')`,
    `insert into kernel.documents (tenant_id, sha256, media_type, bytes, title, visibility) values (${t}, '${hash}', 'image/png', 1, 'x', 'private')`,
    `insert into kernel.subject_keys (tenant_id, subject_kind, subject_id, wrapped_key) values (${t}, 'person', 1, 'x')`,
    `insert into kernel.signing_keys (tenant_id, key_id, public_key) values (${t}, 'k', 'x')`,
    `insert into identity.successions (tenant_id, kind, from_tenant_id, to_tenant_id, effective_on, notification) values (${s}, 'upgraded', ${t}, ${t}, '2020-01-01', 'x')`,
    `insert into identity.users (tenant_id, user_id, kind, names) values (${s}, ${s} + 900000, 'citizen', '{}')`,
    `insert into identity.credentials (tenant_id, user_id, kind, identifier) values (${s}, ${s} + 900000, 'mobile', 'x')`,
    `insert into identity.recovery_codes (tenant_id, user_id, code_hash) values (${s}, ${s} + 900000, '${hash}')`,
    `insert into identity.sessions (tenant_id, token_hash, user_id, csrf_token, expires_at) values (${s}, 'x', ${s} + 900000, 'x', now())`,
    `insert into identity.sign_in_codes (tenant_id, sent_to, channel, code_hash, expires_at) values (${s}, 'x', 'mobile', 'x', now())`,
    `insert into identity.sign_in_failures (tenant_id, identifier) values (${s}, 'x')`,
    `insert into identity.town_permissions (tenant_id, role, permission, allowed, instrument) values (${t}, 'auditor', 'parcels.write', false, 'x')`,
    `insert into identity.posts (tenant_id, post_id, designation, names, office, valid_from) values (${t}, ${t} + 900000, 'commissioner', '{}', '{}', '2020-01-01')`,
    `insert into identity.post_holdings (tenant_id, post_id, user_id, capacity, instrument, valid_from) values (${t}, ${t} + 900000, 1, 'acting', 'x', '2020-01-01')`,
    `insert into identity.role_grants (tenant_id, user_id, role, instrument, valid_from) values (${t}, 1, 'auditor', 'x', '2020-01-01')`,
    `insert into identity.user_persons (tenant_id, user_id, person_id, verified_by) values (${t}, 1, 1, 'mobile')`,
    `insert into people.organisations (tenant_id, party_id, names, organisation_kind) values (${t}, 900000001, '{}', 'firm')`,
    `insert into people.household_members (tenant_id, household_id, person_id, relation, valid_from) values (${t}, 1, 2, 'x', '2020-01-01')`,
    `insert into people.contacts (tenant_id, party_id, channel, value, claimed_on) values (${t}, 1, 'mobile', 'x', '2020-01-01')`,
    `insert into people.consents (tenant_id, party_id, purpose, notice_text, notice_language) values (${t}, 1, 'x', 'x', 'hi')`,
    `insert into people.outside_numbers (tenant_id, scheme, value_printed, value_normal, issuer, private) values (${t}, 'pan', 'X', 'x', 'x', true)`,
    `delete from people.outside_numbers where tenant_id = ${t} and not private`,
    `insert into people.party_numbers (tenant_id, party_id, number_id) values (${t}, 1, 1)`,
    `insert into people.merges (tenant_id, kept_party_id, merged_party_id, reason, moved) values (${t}, 1, 2, 'x', '{}')`,
    `insert into people.duplicate_suggestions (tenant_id, party_a, party_b, score, reasons) values (${t}, 1, 2, 1, '{}')`,
    `insert into parcels.import_batches (tenant_id, source_name, source_sha256, crs) values (${t}, 'x', 'x', 'x')`,
    `insert into parcels.imports (tenant_id, import_id, title, target) values (${t}, ${t} + 900000, 'x', 'parcels')`,
    `insert into parcels.import_files (tenant_id, import_id, file_number, name, bytes, parts) values (${t}, ${t} + 900000, 1, 'x', 1, 1)`,
    `insert into parcels.import_findings (tenant_id, import_id, kind) values (${t}, ${t} + 900000, 'gap')`,
    `insert into parcels.import_areas (tenant_id, import_id, area_index, code, names, geom) values (${t}, ${t} + 900000, 0, '1', '{}', st_geomfromtext('MULTIPOLYGON EMPTY', 4326))`,
    `insert into parcels.import_profiles (tenant_id, target, signature, title, wishes) values (${t}, 'parcels', '${hash}', 'x', '{}')`,
    `insert into parcels.quality_runs (tenant_id, state) values (${t}, 'done')`,
    `insert into parcels.quality_findings (tenant_id, kind, fingerprint, register, first_run, last_run) values (${t}, 'gap', 'gap|1', 'parcels', 1, 1)`,
    `insert into parcels.register_stewards (tenant_id, register, post_id, freshness_days, instrument, valid_from) values (${t}, 'roads', ${t} + 900000, 9, 'Order', '2020-01-01')`,
    `insert into parcels.quality_reports (tenant_id, run_id, published_on, instrument, content) values (${t}, 1, '2020-01-01', 'Order', '{}')`,
    `insert into parcels.orthophotos (tenant_id, import_id, title, taken_on, min_zoom, max_zoom, west, south, east, north, ground_m) values (${t}, ${t} + 900000, 'x', '2020-01-01', 1, 2, 1, 1, 2, 2, 0.1)`,
    `insert into parcels.lineage (tenant_id, change_id, parent_parcel_id, child_parcel_id) values (${t}, 1, 1, 2) on conflict do nothing`,
    `insert into parcels.parcel_overlaps (tenant_id, upper_parcel_id, lower_parcel_id, area_sqm) values (${t}, 1, 2, 1) on conflict do nothing`,
    `insert into parcels.property_numbers (tenant_id, property_id, number_id) values (${t}, 1, 1) on conflict do nothing`,
    `insert into parcels.property_documents (tenant_id, property_id, document_id) values (${t}, 1, 1)`,
    `insert into parcels.building_parcels (tenant_id, building_id, parcel_id, change_id, valid_from) values (${t}, 1, 1, 1, '2020-01-01')`,
    `insert into parcels.restrictions (tenant_id, kind, scopes, property_id, authority, order_number, order_date, valid_from) values (${t}, 'caveat', '{permit}', 1, 'x', 'x', '2020-01-01', '2020-01-01')`,
    `insert into workflow.cases (tenant_id, case_id, number, service, definition_version, party_id, channel, opened_on, status, stage, version) values (${t}, ${t} + 900000, 'x', 'x.y', 1, 1, 'feed', '2020-01-01', 'x', 'office', 1)`,
    `insert into workflow.case_actions (tenant_id, case_id, sequence, action, acted_by, office_only, request_id, acted_on) values (${t}, ${t} + 900000, 1, 'open', 'system', false, 'x', '2020-01-01')`,
    `insert into workflow.applicants (tenant_id, case_id, role, name, from_on) values (${t}, ${t} + 900000, 'applicant', 'x', '2020-01-01')`,
    `insert into grievances.assets (tenant_id, kind, code, place_words) values (${t}, 'street-light', 'x', 'x')`,
    `insert into grievances.complaints (tenant_id, case_id, category, on_map) values (${t}, ${t} + 900000, 'other', true)`,
    ...permitRows(t),
    `insert into parcels.surveys (tenant_id, survey_id, names, level, survey_class, surveyed_on, instrument, area, error_limit_numerator, error_limit_denominator, least_sample) values (${t}, ${t} + 900000, '{}', 'municipal-plot', 'drone', '2020-01-01', 'Order', st_multi(st_makeenvelope(77, 23, 77.1, 23.1, 4326)), 1, 20, 1)`,
    `insert into parcels.survey_plots (tenant_id, survey_plot_id, survey_id, geom, area_sqm) values (${t}, ${t} + 900000, ${t} + 900000, st_multi(st_makeenvelope(77, 23, 77.1, 23.1, 4326)), 1)`,
    `insert into parcels.survey_differences (tenant_id, difference_id, survey_id, kind, parcel_ids, survey_plot_ids, likeness, before_sqm, after_sqm) values (${t}, ${t} + 900000, ${t} + 900000, 'new', '{}', '{}', 0, 0, 1)`,
    `insert into parcels.draft_answers (tenant_id, answer_id, difference_id, party_id, stands, answer, filed_on) values (${t}, ${t} + 900000, ${t} + 900000, 1, 'owner', 'accepts', '2020-01-01')`,
    `insert into mutations.applications (tenant_id, case_id, property_id, ground, applicant_is, deed, deed_on, outgoing, incoming) values (${t}, ${t} + 900000, ${t} + 900000, 'sale', 'owner', 'Deed', '2020-01-01', '{}', '[]')`,
    `insert into mutations.objections (tenant_id, objection_id, case_id, kind, name, words, filed_on) values (${t}, ${t} + 900000, ${t} + 900000, 'facts', 'x', 'words', '2020-01-01')`,
    `insert into mutations.deeds (tenant_id, feed, external_id, deed) values (${t}, 'sandbox', 'x', '{}')`,
    `insert into workflow.case_documents (tenant_id, case_id, document_id, kind, added_on) values (${t}, ${t} + 900000, 1, 'photo', '2020-01-01')`,
    `insert into workflow.feedback (tenant_id, case_id, user_id, rating, given_on) values (${t}, ${t} + 900000, 1, 5, '2020-01-01')`,
    `insert into workflow.delegations (tenant_id, post_id, kind, instrument, valid_from, valid_to) values (${t}, ${t} + 900000, 'leave', 'Order', '2020-01-01', '2020-02-01')`,
    `insert into workflow.clock_runs (tenant_id, day) values (${t}, '2020-01-01')`,
    `insert into workflow.pools (tenant_id, pool_id, code, names, instrument) values (${s}, ${s} + 900000, 'pool', '{}', 'Order')`,
    `insert into workflow.pool_members (tenant_id, pool_id, town, post_id, valid_from) values (${s}, ${s} + 900000, 'x', 1, '2020-01-01')`,
    `insert into workflow.pool_files (tenant_id, town, case_id, member_town, member_post_id, since) values (${s}, 'x', 1, 'y', 1, '2020-01-01')`,
    `insert into parcels.property_claims (tenant_id, property_id, user_id, way, visit_wish, made_on) values (${t}, 1, 1, 'visit', 'x', '2020-01-01')`,
    `insert into parcels.ownership_statements (tenant_id, property_id, origin, shares, change_id) values (${t}, 1, 'import', '[]', 1)`,
    `insert into notifications.notices (tenant_id, notice_id, template, template_from, party_id, texts, subject_kind, subject_id, urgent, dedupe_key) values (${t}, ${t} + 900000, 'x', '2020-01-01', 1, '{}', 'case', 1, false, 'x')`,
    `insert into notifications.readings (tenant_id, notice_id, user_id) values (${t}, ${t} + 900000, 1)`,
    `insert into notifications.deliveries (tenant_id, notice_id, channel, language) values (${t}, ${t} + 900000, 'sms', 'hi')`,
    `insert into notifications.callbacks (tenant_id, provider, callback_id) values (${t}, 'x', 'callback')`,
    `insert into notifications.preferences (tenant_id, owner_kind, owner_id) values (${t}, 'user', 1)`,
    `insert into notifications.local_messages (tenant_id, idempotency_key, channel, sent_to, text) values (${s}, 'x', 'sms', 'x', 'x')`,
    `insert into notifications.letters (tenant_id, letter_id, template, template_from, kind, number, letter_on, content, subject_kind, subject_id, visibility) values (${t}, ${t} + 900000, 'x', '2020-01-01', 'order', 'x', '2020-01-01', '{}', 'case', 1, 'private')`,
    `insert into notifications.certificates (tenant_id, provider, role, certificate, valid_from, valid_to) values (${t}, 'x', 'signer', 'x', now(), now() + interval '1 day')`,
    `insert into notifications.letter_issues (tenant_id, letter_id, document_id, key_id, code) select ${t}, ${t} + 900000, document_id, 'x', 'x' from kernel.documents where tenant_id = ${t} limit 1`,
    `insert into notifications.letter_revocations (tenant_id, letter_id, because) values (${t}, ${t} + 900000, 'wrong')`,
    `insert into notifications.services (tenant_id, subject_kind, subject_id, mode, outcome, served_on) values (${t}, 'letter', 1, 'by-hand', 'refused', '2020-01-01')`,
    ...moneyRows(t, hash),
    ...waterRows(t),
    ...taxRows(t),
    ...wasteRows(t),
  ]
}

async function inTransaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await db.database.pool.connect()
  try {
    await client.query('begin')
    return await work(client)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

test('every table that names a tenant is under row security and stands in the table of powers', async () => {
  const { rows } = await db.database.pool.query<{ name: string; guarded: boolean }>(
    `select format('%s.%s', n.nspname, c.relname) as name, c.relrowsecurity as guarded
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
     where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'graphile_worker') and format('%s.%s', n.nspname, c.relname) <> 'kernel.tenants' order by 1`,
  )
  assert.deepEqual(
    rows.filter((row) => !row.guarded).map((row) => row.name),
    [],
  )
  assert.deepEqual(
    rows.map((row) => row.name).filter((name) => !apart.has(name)),
    Object.keys(powers).sort(),
  )
})

test('views run with the rights of the caller, never of their owner', async () => {
  const { rows } = await db.database.pool.query(
    `select format('%s.%s', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'v' and n.nspname not in ('pg_catalog', 'information_schema', 'public', 'graphile_worker') and not coalesce(c.reloptions @> array['security_invoker=true'], false)`,
  )
  assert.deepEqual(rows, [])
})

test('the application and reader roles own nothing and are no superusers', async () => {
  const { rows } = await db.database.pool.query(
    `select rolname, rolsuper or rolbypassrls or rolcreaterole as mighty, exists (select 1 from pg_class where relowner = pg_roles.oid) as owns
     from pg_roles where rolname in ('khasra_app', 'khasra_reader') order by 1`,
  )
  assert.deepEqual(rows, [
    { rolname: 'khasra_app', mighty: false, owns: false },
    { rolname: 'khasra_reader', mighty: false, owns: false },
  ])
})

test('each role class reads and writes exactly what the table of powers says, and nothing of another town', async () => {
  const deviations: Deviation[] = []
  await inTransaction(async (client) => {
    for (const [table, given] of Object.entries(powers))
      deviations.push(...(await tryTable(client, table, powersOf(given), own, other)))
  })
  assert.deepEqual(deviations, [])
})

test('dropping any one policy turns the matrix red', async () => {
  const { rows } = await db.database.pool.query<{ name: string; policy: string }>(
    `select format('%s.%s', schemaname, tablename) as name, policyname as policy from pg_policies where 'khasra_app' = any (roles) order by 1, 2`,
  )
  const green: string[] = []
  await inTransaction(async (client) => {
    for (const { name, policy } of rows) {
      if (apart.has(name)) continue
      await client.query(`savepoint before_drop; drop policy ${policy} on ${name}`)
      if (!(await tryTable(client, name, powersOf(powers[name]!), own, other)).length)
        green.push(`${policy} on ${name}`)
      await client.query('rollback to savepoint before_drop')
    }
  })
  assert.ok(rows.length > 150)
  assert.deepEqual(green, [])
})

test('a town sees the masters of its nation, state and own, never another town’s', async () => {
  await inTransaction(async (client) => {
    const insert = (scope: string, state: number | null, tenant: number | null, key: string) =>
      client.query(
        `insert into identity.masters (scope, state_id, tenant_id, register, key, value, instrument, valid_from) values ($1, $2, $3, 'x.y', $4, '1', 'x', '2020-01-01')`,
        [scope, state, tenant, key],
      )
    await insert('nation', null, null, 'nation')
    await insert('state', own.stateId, null, 'own state')
    await insert('state', other.stateId, null, 'other state')
    await insert('ulb', null, own.tenantId, 'own town')
    await insert('ulb', null, other.tenantId, 'other town')
    await client.query(
      `set local role khasra_app; set local app.tenant = '${own.tenantId}'; set local app.state = '${own.stateId}'; set local app.role_class = 'staff'`,
    )
    const { rows } = await client.query(`select key from identity.masters where register = 'x.y' order by key`)
    assert.deepEqual(
      rows.map((row) => row.key),
      ['nation', 'own state', 'own town'],
    )
    await assert.rejects(insert('ulb', null, other.tenantId, 'mine'), { code: '42501' })
  })
})
