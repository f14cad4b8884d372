/** The clock job's place in its day, and the files that a post leaves behind. */
import type { Db } from '../../kernel/index.ts'
import { type CaseRow, caseColumns } from './queries.ts'

/** How far the job of a day has come. */
export interface ClockRun {
  cursor_case_id: number
  cases: number
  written: number
  finished: boolean
}

/** The run of a day; null when it has not begun. */
export async function selectClockRun(db: Db, tenantId: number, day: string): Promise<ClockRun | null> {
  const rows = await db.query<ClockRun>(
    `select cursor_case_id, cases, written, finished_at is not null as finished from workflow.clock_runs
     where tenant_id = $1::int and day = $2::date`,
    [tenantId, day],
  )
  return rows[0] ?? null
}

/** Moves the run of a day on. */
export async function upsertClockRun(
  db: Db,
  tenantId: number,
  day: string,
  run: { cursor: number; cases: number; written: number; finished: boolean },
): Promise<void> {
  await db.query(
    `insert into workflow.clock_runs (tenant_id, day, cursor_case_id, cases, written, finished_at)
     values ($1::int, $2::date, $3::bigint, $4::int, $5::int, case when $6::boolean then now() end)
     on conflict (tenant_id, day) do update set cursor_case_id = excluded.cursor_case_id, cases = clock_runs.cases + excluded.cases,
       written = clock_runs.written + excluded.written, finished_at = excluded.finished_at`,
    [tenantId, day, run.cursor, run.cases, run.written, run.finished],
  )
}

/**
 * Towns whose run of their day is neither finished nor in the queue (a failed one waits there for its next try); days
 * are given by town, because zones differ. `key` is the job's.
 */
export function selectTownsToRun(
  db: Db,
  towns: readonly { tenantId: number; day: string }[],
  jobName: string,
): Promise<{ tenantId: number; key: string }[]> {
  return db.query(
    `select t.tenant_id as "tenantId", t.key from (
       select tenant_id, day, concat_ws(':', $3::text, tenant_id, day) as key from unnest($1::int[], $2::date[]) as given (tenant_id, day)) t
     where exists (select 1 from workflow.cases c where c.tenant_id = t.tenant_id and c.stage = 'office')
       and not exists (select 1 from workflow.clock_runs r where r.tenant_id = t.tenant_id and r.day = t.day and r.finished_at is not null)
       and not exists (select 1 from graphile_worker.jobs j where j.key = t.key)`,
    [towns.map((town) => town.tenantId), towns.map((town) => town.day), jobName],
  )
}

/** The next cases whose clock runs, by id. */
export function selectRunningCases(db: Db, tenantId: number, cursor: number, limit: number): Promise<CaseRow[]> {
  return db.query(
    `select ${caseColumns} from workflow.cases c
     where c.tenant_id = $1::int and c.stage = 'office' and c.case_id > $2::bigint order by c.case_id limit $3::int`,
    [tenantId, cursor, limit],
  )
}

/** Open files of a post, locked, with what allotting them anew needs. */
export function lockFilesOfPost(
  db: Db,
  tenantId: number,
  postId: number,
): Promise<{ case_id: number; service: string; version: number; ward_id: number | null }[]> {
  return db.query(
    `select case_id, service, version, ward_id from workflow.cases
     where tenant_id = $1::int and assigned_post_id = $2::bigint and assigned_town is null and stage <> 'closed' order by case_id for update`,
    [tenantId, postId],
  )
}

/** Open cases on some properties, locked. */
export function lockCasesOnProperties(
  db: Db,
  tenantId: number,
  propertyIds: readonly number[],
): Promise<{ case_id: number; version: number }[]> {
  return db.query(
    `select case_id, version from workflow.cases
     where tenant_id = $1::int and property_id = any ($2::bigint[]) and stage <> 'closed' order by case_id for update`,
    [tenantId, propertyIds],
  )
}

/** One line in each of many logs, of the house itself: files handed over, places that moved. Two statements, however many. */
export async function insertEverywhere(
  db: Db,
  tenantId: number,
  lines: readonly { caseId: number; version: number; toPostId: number | null }[],
  given: { action: 'hand-over' | 'note-move'; data: object; requestId: string; on: string },
): Promise<void> {
  const values = [
    tenantId,
    lines.map((line) => line.caseId),
    lines.map((line) => line.version + 1),
    lines.map((line) => line.toPostId),
    given.on,
  ]
  await db.query(
    `insert into workflow.case_actions (tenant_id, case_id, sequence, action, acted_by, office_only, data, request_id, acted_on)
     select $1::int, l.case_id, l.sequence, $6::text, 'system', true,
       $7::jsonb || case when l.to_post_id is null then '{}' else jsonb_build_object('toPost', jsonb_build_object('town', null, 'postId', l.to_post_id)) end,
       $8::text, $5::date
     from unnest($2::bigint[], $3::int[], $4::bigint[]) as l (case_id, sequence, to_post_id)`,
    [...values, given.action, JSON.stringify(given.data), given.requestId],
  )
  await db.query(
    `update workflow.cases c set version = l.sequence,
       assigned_post_id = coalesce(l.to_post_id, c.assigned_post_id), assigned_on = case when l.to_post_id is null then c.assigned_on else $5::date end
     from unnest($2::bigint[], $3::int[], $4::bigint[]) as l (case_id, sequence, to_post_id)
     where c.tenant_id = $1::int and c.case_id = l.case_id`,
    values,
  )
}

/** Roles of a person in cases go over to another entry of the register; answers what moved. */
export async function moveApplicants(
  db: Db,
  tenantId: number,
  fromPartyId: number,
  toPartyId: number,
  only: readonly number[] | null,
): Promise<number[]> {
  const rows = await db.query<{ applicant_id: number }>(
    `update workflow.applicants set party_id = $3::bigint
     where tenant_id = $1::int and party_id = $2::bigint and ($4::bigint[] is null or applicant_id = any ($4::bigint[])) returning applicant_id`,
    [tenantId, fromPartyId, toPartyId, only],
  )
  return rows.map((row) => row.applicant_id)
}

/** The same for cases about a person. */
export async function moveSubjects(
  db: Db,
  tenantId: number,
  fromPartyId: number,
  toPartyId: number,
  only: readonly number[] | null,
): Promise<number[]> {
  const rows = await db.query<{ case_id: number }>(
    `update workflow.cases set party_id = $3::bigint
     where tenant_id = $1::int and party_id = $2::bigint and ($4::bigint[] is null or case_id = any ($4::bigint[])) returning case_id`,
    [tenantId, fromPartyId, toPartyId, only],
  )
  return rows.map((row) => row.case_id)
}

/** An open case that a person asked for or that is about them; null when there is none. */
export async function selectOpenCaseOf(db: Db, tenantId: number, partyId: number): Promise<string | null> {
  const rows = await db.query<{ number: string }>(
    `select c.number from workflow.cases c where c.tenant_id = $1::int and c.stage <> 'closed' and (c.party_id = $2::bigint or exists (
       select 1 from workflow.applicants a where a.tenant_id = $1::int and a.case_id = c.case_id and a.party_id = $2::bigint and a.ended_on is null))
     order by c.case_id limit 1`,
    [tenantId, partyId],
  )
  return rows[0]?.number ?? null
}

/** Takes name and mobile of a person out of the cases that they asked for. */
export async function eraseApplicants(db: Db, tenantId: number, partyId: number): Promise<void> {
  await db.query(
    `update workflow.applicants set name = null, mobile = null where tenant_id = $1::int and party_id = $2::bigint`,
    [tenantId, partyId],
  )
}
