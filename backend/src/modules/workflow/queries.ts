/** Cases, their logs and their papers. */
import type { Db } from '../../kernel/index.ts'
import type { EntryData } from './rules-fold.ts'

/** A case as stored. */
export interface CaseRow {
  case_id: number
  number: string
  service: string
  variant: string | null
  definition_version: number
  property_id: number | null
  parcel_id: number | null
  party_id: number | null
  lon: number | null
  lat: number | null
  ward_id: number | null
  channel: string
  opened_on: string
  status: string
  stage: 'office' | 'applicant' | 'closed'
  version: number
  assigned_town: string | null
  assigned_post_id: number | null
  assigned_on: string | null
  level: number
  due_on: string | null
  decision: string | null
  closed_on: string | null
}

/** Columns of a CaseRow, of the alias `c`. */
export const caseColumns = `c.case_id, c.number, c.service, c.variant, c.definition_version, c.property_id, c.parcel_id, c.party_id,
  st_x(c.point) as lon, st_y(c.point) as lat, c.ward_id, c.channel, c.opened_on, c.status, c.stage, c.version, c.assigned_town,
  c.assigned_post_id, c.assigned_on, c.level, c.due_on, c.decision, c.closed_on`

/** A line of a log as stored. */
export interface ActionRow {
  case_id: number
  sequence: number
  action: string
  acted_by: 'applicant' | 'office' | 'system'
  town: string | null
  post_id: number | null
  by_post_id: number | null
  user_id: number | null
  noting_number: number | null
  text: string | null
  office_only: boolean
  data: EntryData
  request_id: string
  acted_on: string
  recorded_at: Date
}

/** What follows from a log, as the case's row keeps it for lists. */
export interface Projection {
  status: string
  stage: string
  version: number
  assignedTown: string | null
  assignedPostId: number | null
  assignedOn: string | null
  level: number
  dueOn: string | null
  decision: string | null
  closedOn: string | null
}

const projectionValues = (projection: Projection): unknown[] => [
  projection.status,
  projection.stage,
  projection.version,
  projection.assignedTown,
  projection.assignedPostId,
  projection.assignedOn,
  projection.level,
  projection.dueOn,
  projection.decision,
  projection.closedOn,
]

/** A fresh case; answers its id. */
export async function insertCase(
  db: Db,
  tenantId: number,
  given: {
    number: string
    service: string
    variant: string | null
    definitionVersion: number
    propertyId: number | null
    parcelId: number | null
    partyId: number | null
    point: readonly [number, number] | null
    wardId: number | null
    channel: string
    openedOn: string
  } & Projection,
): Promise<number> {
  const [row] = await db.query<{ case_id: number }>(
    `insert into workflow.cases (tenant_id, number, service, variant, definition_version, property_id, parcel_id, party_id, point, ward_id, channel, opened_on,
       status, stage, version, assigned_town, assigned_post_id, assigned_on, level, due_on, decision, closed_on)
     values ($1::int, $2::text, $3::text, $4::text, $5::int, $6::bigint, $7::bigint, $8::bigint,
       case when $9::float8 is not null then st_setsrid(st_makepoint($9::float8, $10::float8), 4326) end, $11::bigint, $12::text, $13::date,
       $14::text, $15::text, $16::int, $17::text, $18::bigint, $19::date, $20::int, $21::date, $22::text, $23::date)
     returning case_id`,
    [
      tenantId,
      given.number,
      given.service,
      given.variant,
      given.definitionVersion,
      given.propertyId,
      given.parcelId,
      given.partyId,
      given.point?.[0] ?? null,
      given.point?.[1] ?? null,
      given.wardId,
      given.channel,
      given.openedOn,
      ...projectionValues(given),
    ],
  )
  return row!.case_id
}

/** Writes what follows from a log that has grown. */
export async function updateProjection(
  db: Db,
  tenantId: number,
  caseId: number,
  projection: Projection,
): Promise<void> {
  await db.query(
    `update workflow.cases set status = $3::text, stage = $4::text, version = $5::int, assigned_town = $6::text, assigned_post_id = $7::bigint,
       assigned_on = $8::date, level = $9::int, due_on = $10::date, decision = $11::text, closed_on = $12::date
     where tenant_id = $1::int and case_id = $2::bigint`,
    [tenantId, caseId, ...projectionValues(projection)],
  )
}

/** Corrects the last days of cases after a change of calendar or terms; nothing else of them moves. */
export async function updateDueDays(
  db: Db,
  tenantId: number,
  changes: readonly { caseId: number; dueOn: string | null }[],
): Promise<void> {
  await db.query(
    `update workflow.cases c set due_on = n.due_on from unnest($2::bigint[], $3::date[]) as n (case_id, due_on)
     where c.tenant_id = $1::int and c.case_id = n.case_id`,
    [tenantId, changes.map((change) => change.caseId), changes.map((change) => change.dueOn)],
  )
}

/** One case, locked for whoever is about to write in its log. */
export async function lockCase(db: Db, tenantId: number, caseId: number): Promise<CaseRow | null> {
  const rows = await db.query<CaseRow>(
    `select ${caseColumns} from workflow.cases c where c.tenant_id = $1::int and c.case_id = $2::bigint for update`,
    [tenantId, caseId],
  )
  return rows[0] ?? null
}

/** One case; row security decides whether the caller has it. */
export async function selectCase(db: Db, tenantId: number, caseId: number): Promise<CaseRow | null> {
  const rows = await db.query<CaseRow>(
    `select ${caseColumns} from workflow.cases c where c.tenant_id = $1::int and c.case_id = $2::bigint`,
    [tenantId, caseId],
  )
  return rows[0] ?? null
}

/** A case by its printed number. */
export async function selectCaseIdByNumber(db: Db, tenantId: number, number: string): Promise<number | null> {
  const rows = await db.query<{ case_id: number }>(
    `select case_id from workflow.cases where tenant_id = $1::int and number = $2::text`,
    [tenantId, number],
  )
  return rows[0]?.case_id ?? null
}

const actionColumns = `a.case_id, a.sequence, a.action, a.acted_by, a.town, a.post_id, a.by_post_id, a.user_id, a.noting_number, a.text, a.office_only,
  a.data, a.request_id, a.acted_on, a.recorded_at`

/** Whole logs of some cases, in order. */
export function selectLogs(db: Db, tenantId: number, caseIds: readonly number[]): Promise<ActionRow[]> {
  return db.query(
    `select ${actionColumns} from workflow.case_actions a
     where a.tenant_id = $1::int and a.case_id = any ($2::bigint[]) order by a.case_id, a.sequence`,
    [tenantId, caseIds],
  )
}

/** Adds lines to a log. */
export async function insertActions(
  db: Db,
  tenantId: number,
  caseId: number,
  rows: readonly Omit<ActionRow, 'case_id' | 'recorded_at'>[],
): Promise<void> {
  const column = <K extends keyof (typeof rows)[number]>(key: K) => rows.map((row) => row[key])
  await db.query(
    `insert into workflow.case_actions (tenant_id, case_id, sequence, action, acted_by, town, post_id, by_post_id, user_id, noting_number, text, office_only,
       data, request_id, acted_on)
     select $1::int, $2::bigint, r.sequence, r.action, r.acted_by, r.town, r.post_id, r.by_post_id, r.user_id, r.noting_number, r.text, r.office_only,
       r.data::jsonb, r.request_id, r.acted_on
     from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[], $9::bigint[], $10::int[], $11::text[], $12::boolean[],
       $13::text[], $14::text[], $15::date[]) as r (sequence, action, acted_by, town, post_id, by_post_id, user_id, noting_number, text, office_only,
       data, request_id, acted_on)`,
    [
      tenantId,
      caseId,
      column('sequence'),
      column('action'),
      column('acted_by'),
      column('town'),
      column('post_id'),
      column('by_post_id'),
      column('user_id'),
      column('noting_number'),
      column('text'),
      column('office_only'),
      rows.map((row) => JSON.stringify(row.data)),
      column('request_id'),
      column('acted_on'),
    ],
  )
}

/** Somebody who asked, or follows. */
export interface ApplicantRow {
  applicant_id: number
  case_id: number
  role: 'applicant' | 'co-applicant' | 'agent' | 'follower'
  user_id: number | null
  party_id: number | null
  name: string | null
  mobile: string | null
  kept_private: boolean
}

/** Who asked, of some cases; those who have left are not in it. */
export function selectApplicants(db: Db, tenantId: number, caseIds: readonly number[]): Promise<ApplicantRow[]> {
  return db.query(
    `select applicant_id, case_id, role, user_id, party_id, name, mobile, kept_private from workflow.applicants
     where tenant_id = $1::int and case_id = any ($2::bigint[]) and ended_on is null order by case_id, applicant_id`,
    [tenantId, caseIds],
  )
}

/** Adds people to a case. */
export async function insertApplicants(
  db: Db,
  tenantId: number,
  caseId: number,
  on: string,
  people: readonly Omit<ApplicantRow, 'applicant_id' | 'case_id'>[],
): Promise<void> {
  await db.query(
    `insert into workflow.applicants (tenant_id, case_id, role, user_id, party_id, name, mobile, kept_private, from_on)
     select $1::int, $2::bigint, r.role, r.user_id, r.party_id, r.name, r.mobile, r.kept_private, $3::date
     from unnest($4::text[], $5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::boolean[]) as r (role, user_id, party_id, name, mobile, kept_private)`,
    [
      tenantId,
      caseId,
      on,
      people.map((each) => each.role),
      people.map((each) => each.user_id),
      people.map((each) => each.party_id),
      people.map((each) => each.name),
      people.map((each) => each.mobile),
      people.map((each) => each.kept_private),
    ],
  )
}

/** Ends the part of people of some roles in a case; null names them all. */
export async function updateApplicantsLeft(
  db: Db,
  tenantId: number,
  caseId: number,
  roles: readonly ApplicantRow['role'][],
  userId: number | null,
  on: string,
): Promise<void> {
  await db.query(
    `update workflow.applicants set ended_on = $5::date where tenant_id = $1::int and case_id = $2::bigint and role = any ($3::text[])
       and ($4::bigint is null or user_id = $4::bigint) and ended_on is null`,
    [tenantId, caseId, roles, userId, on],
  )
}

/** A paper of a case. */
export interface CaseDocumentRow {
  document_id: number
  kind: string
  office_only: boolean
  added_on: string
  title: string
  media_type: string
  bytes: number
  sha256: string
}

/** Papers of a case, oldest first. */
export function selectCaseDocuments(db: Db, tenantId: number, caseId: number): Promise<CaseDocumentRow[]> {
  return db.query(
    `select d.document_id, d.kind, d.office_only, d.added_on, k.title, k.media_type, k.bytes, k.sha256
     from workflow.case_documents d join kernel.documents k on k.tenant_id = d.tenant_id and k.document_id = d.document_id
     where d.tenant_id = $1::int and d.case_id = $2::bigint order by d.document_id limit 500`,
    [tenantId, caseId],
  )
}

/** Ties a stored document to a case. */
export async function insertCaseDocument(
  db: Db,
  tenantId: number,
  caseId: number,
  document: { documentId: number; kind: string; officeOnly: boolean; on: string },
): Promise<void> {
  await db.query(
    `insert into workflow.case_documents (tenant_id, case_id, document_id, kind, office_only, added_on)
     values ($1::int, $2::bigint, $3::bigint, $4::text, $5::boolean, $6::date)`,
    [tenantId, caseId, document.documentId, document.kind, document.officeOnly, document.on],
  )
}

/** Keeps a rating; false when this person has given one already. */
export async function insertFeedback(
  db: Db,
  tenantId: number,
  caseId: number,
  given: { userId: number; rating: number; words: string | null; on: string },
): Promise<boolean> {
  const rows = await db.query(
    `insert into workflow.feedback (tenant_id, case_id, user_id, rating, words, given_on)
     values ($1::int, $2::bigint, $3::bigint, $4::int, $5::text, $6::date) on conflict do nothing returning case_id`,
    [tenantId, caseId, given.userId, given.rating, given.words, given.on],
  )
  return rows.length > 0
}

/** Ratings of a case. */
export function selectFeedback(
  db: Db,
  tenantId: number,
  caseId: number,
): Promise<{ user_id: number; rating: number; words: string | null; given_on: string }[]> {
  return db.query(
    `select user_id, rating, words, given_on from workflow.feedback
     where tenant_id = $1::int and case_id = $2::bigint order by given_on limit 100`,
    [tenantId, caseId],
  )
}

/** Areas of today that hold a subject, and its electoral ward: by placement for a property, else by where the point or plot lies. */
export async function selectAreas(
  db: Db,
  tenantId: number,
  subject: { propertyId: number | null; parcelId: number | null; point: readonly [number, number] | null },
  today: string,
): Promise<{ boundaryIds: number[]; wardId: number | null }> {
  const rows = await db.query<{ boundary_id: number; set_code: string }>(
    `with spot as (
       select st_setsrid(st_makepoint($4::float8, $5::float8), 4326) as point where $4::float8 is not null
       union all
       select st_pointonsurface(v.geom) from parcels.current_parcels_view v
       where $4::float8 is null and v.tenant_id = $1::int and v.parcel_id = $3::bigint and v.valid_from <= $6::date and v.valid_to > $6::date),
     placed as (
       select p.boundary_id from parcels.current_placements_view p
       where p.tenant_id = $1::int and p.property_id = $2::bigint and p.valid_from <= $6::date and p.valid_to > $6::date)
     select b.boundary_id, b.set_code from identity.current_boundaries_view b
     where b.tenant_id = $1::int and b.valid_from <= $6::date and b.valid_to > $6::date
       and (b.boundary_id in (select boundary_id from placed)
         or (not exists (select 1 from placed) and exists (select 1 from spot where st_covers(b.geom, spot.point))))
     order by b.boundary_id`,
    [tenantId, subject.propertyId, subject.parcelId, subject.point?.[0] ?? null, subject.point?.[1] ?? null, today],
  )
  return {
    boundaryIds: rows.map((row) => row.boundary_id),
    wardId: rows.find((row) => row.set_code === 'electoral-ward')?.boundary_id ?? null,
  }
}

/** Which of the named subjects are on record in the town; a person by any kind of party. */
export async function selectSubjects(
  db: Db,
  tenantId: number,
  subject: { propertyId: number | null; parcelId: number | null; partyId: number | null },
): Promise<{ property: boolean; parcel: boolean; party: boolean }> {
  const [row] = await db.query<{ property: boolean; parcel: boolean; party: boolean }>(
    `select exists (select 1 from parcels.current_properties_view where tenant_id = $1::int and property_id = $2::bigint) as property,
       exists (select 1 from parcels.current_parcels_view where tenant_id = $1::int and parcel_id = $3::bigint) as parcel,
       exists (select 1 from people.masked_parties_view where tenant_id = $1::int and party_id = $4::bigint) as party`,
    [tenantId, subject.propertyId, subject.parcelId, subject.partyId],
  )
  return row!
}
