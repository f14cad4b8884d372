import type { Db } from '../../kernel/index.ts'
import type { QualityReport } from './rules-quality.ts'

/** One at a time in a town: two calls at once must not open two incidents on one segment. */
export async function lockIncidents(db: Db, tenantId: number): Promise<void> {
  await db.query(`select pg_advisory_xact_lock($1::int, hashtext('water.incidents'))`, [tenantId])
}

/** An incident beside its case. */
export interface IncidentRow {
  caseId: number
  pipeIds: number[]
  cleanAfter: string
  closedAt: string | null
}

const incidentColumns = `case_id as "caseId", pipe_ids as "pipeIds", clean_after::text as "cleanAfter", closed_at::text as "closedAt"`

/** The open incident in which one of some pipes lies; null when none of them does. */
export async function selectOpenIncident(
  db: Db,
  tenantId: number,
  pipeIds: readonly number[],
): Promise<IncidentRow | null> {
  const rows = await db.query<IncidentRow>(
    `select ${incidentColumns} from water.incidents where tenant_id = $1::int and closed_at is null and case_id in (
       select case_id from water.incident_pipes where tenant_id = $1::int and is_open and pipe_id = any ($2::bigint[])) order by case_id limit 1`,
    [tenantId, pipeIds],
  )
  return rows[0] ?? null
}

/** An incident by its case. */
export async function selectIncident(db: Db, tenantId: number, caseId: number): Promise<IncidentRow | null> {
  const rows = await db.query<IncidentRow>(
    `select ${incidentColumns} from water.incidents where tenant_id = $1::int and case_id = $2::bigint`,
    [tenantId, caseId],
  )
  return rows[0] ?? null
}

/** Writes an incident and the pipes of its segment. */
export async function insertIncident(
  db: Db,
  tenantId: number,
  incident: { caseId: number; trigger: string; pipeIds: readonly number[]; moment: string },
): Promise<void> {
  await db.query(
    `with incident as (
       insert into water.incidents (tenant_id, case_id, trigger, pipe_ids, clean_after, opened_at)
       values ($1::int, $2::bigint, $3::text, $4::bigint[], $5::timestamptz, $5::timestamptz) returning case_id)
     insert into water.incident_pipes (tenant_id, case_id, pipe_id, is_open)
     select $1::int, incident.case_id, pipe_id, true from incident, unnest($4::bigint[]) as pipe_id`,
    [tenantId, incident.caseId, incident.trigger, incident.pipeIds, incident.moment],
  )
}

/** Keeps what a trace found. */
export async function updateTrace(db: Db, tenantId: number, caseId: number, trace: object): Promise<void> {
  await db.query(`update water.incidents set trace = $3::jsonb where tenant_id = $1::int and case_id = $2::bigint`, [
    tenantId,
    caseId,
    JSON.stringify(trace),
  ])
}

/** Counts tankers that were sent. */
export async function addTankers(db: Db, tenantId: number, caseId: number, tankers: number): Promise<void> {
  await db.query(
    `update water.incidents set tankers = tankers + $3::int where tenant_id = $1::int and case_id = $2::bigint`,
    [tenantId, caseId, tankers],
  )
}

/** From when on a sample counts: after a repair, or after the sample that failed. Never moves back. */
export async function updateCleanAfter(db: Db, tenantId: number, caseId: number, moment: string): Promise<void> {
  await db.query(
    `update water.incidents set clean_after = greatest(clean_after, $3::timestamptz) where tenant_id = $1::int and case_id = $2::bigint`,
    [tenantId, caseId, moment],
  )
}

/** Closes an incident: its pipes are free for another. */
export async function closeIncident(db: Db, tenantId: number, caseId: number, moment: string): Promise<void> {
  await db.query(
    `with closed as (update water.incidents set closed_at = greatest(opened_at, $3::timestamptz) where tenant_id = $1::int and case_id = $2::bigint returning case_id)
     update water.incident_pipes p set is_open = false from closed where p.tenant_id = $1::int and p.case_id = closed.case_id`,
    [tenantId, caseId, moment],
  )
}

/** Writes a complaint on its pipe; null when it was there already. */
export async function insertReport(
  db: Db,
  tenantId: number,
  report: { caseId: number; pipeId: number | null; foundBy: string; reportedAt: string },
): Promise<number | null> {
  const [row] = await db.query<{ report_id: number }>(
    `insert into water.quality_reports (tenant_id, case_id, pipe_id, found_by, reported_at)
     values ($1::int, $2::bigint, $3::bigint, $4::text, $5::timestamptz) on conflict do nothing returning report_id`,
    [tenantId, report.caseId, report.pipeId, report.foundBy, report.reportedAt],
  )
  return row?.report_id ?? null
}

/** Puts a complaint on a pipe that an engineer names; false when there is no such complaint. */
export async function updateReportPipe(db: Db, tenantId: number, caseId: number, pipeId: number): Promise<boolean> {
  const rows = await db.query(
    `update water.quality_reports set pipe_id = $3::bigint, found_by = 'engineer' where tenant_id = $1::int and case_id = $2::bigint returning report_id`,
    [tenantId, caseId, pipeId],
  )
  return rows.length > 0
}

/** Complaints on some pipes since a moment that belong to no incident yet. */
export function selectReports(
  db: Db,
  tenantId: number,
  pipeIds: readonly number[],
  since: string,
): Promise<(QualityReport & { caseId: number })[]> {
  return db.query(
    `select report_id as "reportId", case_id as "caseId", pipe_id as "pipeId", (extract(epoch from reported_at) * 1000)::float8 as "reportedAt"
     from water.quality_reports
     where tenant_id = $1::int and pipe_id = any ($2::bigint[]) and reported_at >= $3::timestamptz and incident_case_id is null
     order by reported_at, report_id`,
    [tenantId, pipeIds, since],
  )
}

/** Gives the free complaints of some pipes to an incident. */
export async function attachReports(
  db: Db,
  tenantId: number,
  incidentCaseId: number,
  reportIds: readonly number[],
): Promise<void> {
  await db.query(
    `update water.quality_reports set incident_case_id = $2::bigint where tenant_id = $1::int and report_id = any ($3::bigint[]) and incident_case_id is null`,
    [tenantId, incidentCaseId, reportIds],
  )
}

/** Connections that are taken to be fed from some pipes, and the people to be told: holders, owners, occupiers and tenants. */
export async function selectFed(
  db: Db,
  tenantId: number,
  pipeIds: readonly number[],
  today: string,
): Promise<{ connections: number; properties: number; partyIds: number[] }> {
  const [row] = await db.query<{ connections: number; properties: number; party_ids: number[] | null }>(
    `with fed as (
       select c.connection_id, c.holder_party_id from water.connection_pipes l
       join water.current_connections_view c on c.tenant_id = $1::int and c.connection_id = l.connection_id
         and c.valid_from <= $3::date and c.valid_to > $3::date and c.status in ('live', 'sanctioned')
       where l.tenant_id = $1::int and l.pipe_id = any ($2::bigint[]) and l.superseded_at = 'infinity'),
     houses as (
       select distinct p.property_id from fed join water.connection_properties p on p.tenant_id = $1::int and p.connection_id = fed.connection_id
         and p.superseded_at = 'infinity' and p.valid_from <= $3::date and p.valid_to > $3::date),
     people as (
       select holder_party_id as party_id from fed where holder_party_id is not null
       union
       select r.party_id from houses join parcels.current_roles_view r on r.tenant_id = $1::int and r.property_id = houses.property_id
         and r.valid_from <= $3::date and r.valid_to > $3::date and r.role in ('owner', 'co-owner', 'occupier', 'tenant', 'lessee', 'society'))
     select (select count(*)::int from fed) as connections, (select count(*)::int from houses) as properties,
       (select array_agg(p.party_id order by p.party_id) from people p join people.masked_parties_view m on m.tenant_id = $1::int and m.party_id = p.party_id
        where m.life <> 'dead' and m.merged_into is null) as party_ids`,
    [tenantId, pipeIds, today],
  )
  return { connections: row!.connections, properties: row!.properties, partyIds: row!.party_ids ?? [] }
}

/** Where a complaint is: its property and point. */
export async function selectCasePlace(
  db: Db,
  tenantId: number,
  caseId: number,
): Promise<{ propertyId: number | null; point: [number, number] | null } | null> {
  const rows = await db.query<{ propertyId: number | null; point: [number, number] | null }>(
    `select property_id as "propertyId", case when point is not null then array[st_x(point), st_y(point)] end as point
     from workflow.current_cases_view where tenant_id = $1::int and case_id = $2::bigint`,
    [tenantId, caseId],
  )
  return rows[0] ?? null
}

/** The pipe of a property's connection, the surest first. */
export async function selectPipeOfProperty(
  db: Db,
  tenantId: number,
  propertyId: number,
  today: string,
): Promise<number | null> {
  const [row] = await db.query<{ pipe_id: number }>(
    `select l.pipe_id from water.connection_properties p
     join water.connection_pipes l on l.tenant_id = $1::int and l.connection_id = p.connection_id and l.superseded_at = 'infinity'
     where p.tenant_id = $1::int and p.property_id = $2::bigint and p.superseded_at = 'infinity' and p.valid_from <= $3::date and p.valid_to > $3::date
     order by l.confidence desc, l.link_id limit 1`,
    [tenantId, propertyId, today],
  )
  return row?.pipe_id ?? null
}

/** Incidents with their counts, open ones first. */
export function selectIncidents(
  db: Db,
  tenantId: number,
): Promise<
  {
    caseId: number
    number: string
    status: string
    trigger: string
    openedOn: string
    pipeIds: number[]
    tankers: number
    reports: number
    samples: number
  }[]
> {
  return db.query(
    `select i.case_id as "caseId", c.number, c.status, i.trigger, c.opened_on as "openedOn", i.pipe_ids as "pipeIds", i.tankers,
       (select count(*)::int from water.quality_reports r where r.tenant_id = $1::int and r.incident_case_id = i.case_id) as reports,
       (select count(*)::int from water.samples s where s.tenant_id = $1::int and s.incident_case_id = i.case_id) as samples
     from water.incidents i join workflow.current_cases_view c on c.tenant_id = $1::int and c.case_id = i.case_id
     where i.tenant_id = $1::int order by (i.closed_at is not null), i.case_id desc limit 200`,
    [tenantId],
  )
}

/** Samples and complaints of some pipes, the newest first. */
export async function selectQualityOf(db: Db, tenantId: number, pipeIds: readonly number[]) {
  const samples = await db.query<{ sampleId: number; number: string; kind: string; takenAt: string; verdict: string }>(
    `select sample_id as "sampleId", number, kind, taken_at::text as "takenAt", verdict from water.samples
     where tenant_id = $1::int and pipe_id = any ($2::bigint[]) order by taken_at desc limit 50`,
    [tenantId, pipeIds],
  )
  const reports = await db.query<{ caseId: number; reportedAt: string }>(
    `select case_id as "caseId", reported_at::text as "reportedAt" from water.quality_reports
     where tenant_id = $1::int and pipe_id = any ($2::bigint[]) order by reported_at desc limit 50`,
    [tenantId, pipeIds],
  )
  return { samples, reports }
}
