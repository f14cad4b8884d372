/** Statements about runs, findings, stewards and reports. */
import type { Db, Names } from '../../../kernel/index.ts'
import { type Box, type FindingKind, type FoundFault, findingKinds, fingerprintOf } from './rules.ts'

export interface QualityRun {
  runId: number
  state: 'running' | 'done' | 'broken'
  phase: 'map' | 'records' | 'closing'
  boxes: Box[]
  cursorId: number
  done: number
  total: number
  startedBy: number | null
  startedAt: Date
  finishedAt: Date | null
}

const runColumns = `run_id as "runId", state, phase, boxes, cursor_id as "cursorId", done, total, started_by as "startedBy", started_at as "startedAt",
  finished_at as "finishedAt"`

export async function selectRun(db: Db, tenantId: number, runId: number | null): Promise<QualityRun | null> {
  const [row] = await db.query<QualityRun & Record<string, unknown>>(
    `select ${runColumns} from parcels.quality_runs where tenant_id = $1::int and ($2::bigint is null or run_id = $2::bigint)
     order by run_id desc limit 1`,
    [tenantId, runId],
  )
  return row ?? null
}

/** A new run; null when one is under way. */
export async function insertRun(
  db: Db,
  tenantId: number,
  given: { boxes: Box[]; total: number; userId: number | null },
): Promise<number | null> {
  const [row] = await db.query<{ run_id: number }>(
    `insert into parcels.quality_runs (tenant_id, boxes, total, started_by) values ($1::int, $2::jsonb, $3::int, $4::bigint)
     on conflict (tenant_id) where state = 'running' do nothing returning run_id`,
    [tenantId, JSON.stringify(given.boxes), given.total, given.userId],
  )
  return row?.run_id ?? null
}

export async function updateRun(
  db: Db,
  tenantId: number,
  runId: number,
  run: Pick<QualityRun, 'state' | 'phase' | 'boxes' | 'cursorId' | 'done' | 'total'>,
): Promise<void> {
  await db.query(
    `update parcels.quality_runs set state = $3::text, phase = $4::text, boxes = $5::jsonb, cursor_id = $6::bigint, done = $7::int, total = $8::int,
       finished_at = case when $3::text = 'running' then null else now() end
     where tenant_id = $1::int and run_id = $2::bigint`,
    [tenantId, runId, run.state, run.phase, JSON.stringify(run.boxes), run.cursorId, run.done, run.total],
  )
}

/** Takes the next run that nobody works on. As the owner: it looks over all towns. */
export async function leaseRun(db: Db, seconds: number): Promise<{ tenantId: number; runId: number } | null> {
  const [row] = await db.query<{ tenantId: number; runId: number }>(
    `update parcels.quality_runs r set leased_until = now() + make_interval(secs => $1::float8)
     from (select tenant_id, run_id from parcels.quality_runs where state = 'running' and (leased_until is null or leased_until < now())
           order by leased_until nulls first, run_id limit 1 for update skip locked) next
     where r.tenant_id = next.tenant_id and r.run_id = next.run_id returning r.tenant_id as "tenantId", r.run_id as "runId"`,
    [seconds],
  )
  return row ?? null
}

export async function freeRun(db: Db, tenantId: number, runId: number): Promise<void> {
  await db.query(
    `update parcels.quality_runs set leased_until = null where tenant_id = $1::int and run_id = $2::bigint`,
    [tenantId, runId],
  )
}

/** Writes faults of a run and answers their ids: known ones keep theirs, one that was gone or mended and is there again is open again. */
export async function upsertFaults(
  db: Db,
  tenantId: number,
  runId: number,
  faults: readonly FoundFault[],
): Promise<number[]> {
  const byPrint = new Map(faults.map((fault) => [fingerprintOf(fault), fault]))
  const list = [...byPrint]
  if (list.length === 0) return []
  const arrays = (ids: readonly number[] | undefined) => `{${(ids ?? []).join(',')}}`
  const rows = await db.query<{ finding_id: number }>(
    `insert into parcels.quality_findings (tenant_id, kind, fingerprint, register, parcel_ids, building_ids, property_ids, label, detail, area_sqm,
       place, outline, first_run, last_run)
     select $1::int, f.kind, f.print, f.register, f.parcels::bigint[], f.buildings::bigint[], f.properties::bigint[], f.label, f.detail::jsonb, f.area,
       case when f.lon is not null then st_setsrid(st_makepoint(f.lon, f.lat), 4326) end,
       case when f.outline is not null then st_setsrid(st_geomfromgeojson(f.outline), 4326) end, $2::bigint, $2::bigint
     from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::numeric[], $12::float8[],
       $13::float8[], $14::text[]) as f (kind, print, register, parcels, buildings, properties, label, detail, area, lon, lat, outline)
     on conflict (tenant_id, fingerprint) do update set last_run = excluded.last_run, label = excluded.label, detail = excluded.detail,
       area_sqm = excluded.area_sqm, place = excluded.place, outline = excluded.outline,
       state = case when quality_findings.state = 'kept' then 'kept' else 'open' end,
       decided_at = case when quality_findings.state = 'kept' then quality_findings.decided_at end
     returning finding_id`,
    [
      tenantId,
      runId,
      list.map(([, fault]) => fault.kind),
      list.map(([print]) => print),
      list.map(([, fault]) => findingKinds[fault.kind].register),
      list.map(([, fault]) => arrays(fault.parcelIds)),
      list.map(([, fault]) => arrays(fault.buildingIds)),
      list.map(([, fault]) => arrays(fault.propertyIds)),
      list.map(([, fault]) => fault.label?.slice(0, 200) ?? null),
      list.map(([, fault]) => JSON.stringify(fault.detail ?? {})),
      list.map(([, fault]) => fault.areaSqm?.toFixed(3) ?? null),
      list.map(([, fault]) => fault.point?.[0] ?? null),
      list.map(([, fault]) => fault.point?.[1] ?? null),
      list.map(([, fault]) => (fault.outline ? JSON.stringify(fault.outline) : null)),
    ],
  )
  return rows.map((row) => row.finding_id)
}

/** What a run no longer found is gone. Answers which. */
export async function closeGone(db: Db, tenantId: number, runId: number): Promise<number[]> {
  const rows = await db.query<{ finding_id: number }>(
    `update parcels.quality_findings set state = 'gone' where tenant_id = $1::int and state = 'open' and last_run <> $2::bigint returning finding_id`,
    [tenantId, runId],
  )
  return rows.map((row) => row.finding_id)
}

export interface QualityFinding {
  findingId: number
  kind: FindingKind
  parcelIds: number[]
  buildingIds: number[]
  propertyIds: number[]
  label: string | null
  detail: Record<string, string | number | null>
  areaSqm: number | null
  amountPaise: number | null
  point: [number, number] | null
  outline: object | null
  state: 'open' | 'mended' | 'kept' | 'gone'
  reason: string | null
}

const findingColumns = `finding_id as "findingId", kind, to_jsonb(parcel_ids) as "parcelIds", to_jsonb(building_ids) as "buildingIds",
  to_jsonb(property_ids) as "propertyIds", label, detail, area_sqm::float8 as "areaSqm", amount_paise as "amountPaise",
  case when place is not null then jsonb_build_array(st_x(place), st_y(place)) end as point,
  case when outline is not null then st_asgeojson(outline, 9)::jsonb end as outline, state, reason`

/** The work list, heaviest first. */
export function selectQualityFindings(
  db: Db,
  tenantId: number,
  asked: { kind: string | null; state: string; offset: number; limit: number },
): Promise<QualityFinding[]> {
  return db.query<QualityFinding & Record<string, unknown>>(
    `select ${findingColumns} from parcels.quality_findings
     where tenant_id = $1::int and state = $2::text and ($3::text is null or kind = $3::text)
     order by amount_paise desc nulls last, area_sqm desc nulls last, finding_id offset $4::int limit $5::int`,
    [tenantId, asked.state, asked.kind, asked.offset, asked.limit],
  )
}

export async function selectQualityFinding(
  db: Db,
  tenantId: number,
  findingId: number,
): Promise<QualityFinding | null> {
  const [row] = await db.query<QualityFinding & Record<string, unknown>>(
    `select ${findingColumns} from parcels.quality_findings where tenant_id = $1::int and finding_id = $2::bigint`,
    [tenantId, findingId],
  )
  return row ?? null
}

/** Open findings by kind, with their weight. */
export function selectCounts(
  db: Db,
  tenantId: number,
): Promise<{ kind: FindingKind; count: number; areaSqm: number }[]> {
  return db.query(
    `select kind, count(*)::int as count, coalesce(sum(area_sqm), 0)::float8 as "areaSqm" from parcels.quality_findings
     where tenant_id = $1::int and state = 'open' group by kind order by kind`,
    [tenantId],
  )
}

export async function updateFinding(
  db: Db,
  tenantId: number,
  findingId: number,
  decision: { state: 'mended' | 'kept'; reason: string | null; userId: number | null },
): Promise<boolean> {
  const rows = await db.query(
    `update parcels.quality_findings set state = $3::text, reason = $4::text, decided_by = $5::bigint, decided_at = now()
     where tenant_id = $1::int and finding_id = $2::bigint and state = 'open' returning 1`,
    [tenantId, findingId, decision.state, decision.reason, decision.userId],
  )
  return rows.length > 0
}

/** A register with its rows and the day of its youngest change. */
export interface RegisterState {
  register: string
  rows: number
  lastChangedOn: string | null
  postId: number | null
  steward: Names | null
  freshnessDays: number | null
  instrument: string | null
}

/** Every register and layer of the town: how large, how fresh, who answers for it. */
export function selectRegisters(db: Db, tenantId: number, day: string): Promise<RegisterState[]> {
  return db.query<RegisterState & Record<string, unknown>>(
    `with registers as (
       select 'parcels:' || v.level as register, count(*)::int as rows, max(c.recorded_at)::date as changed
       from parcels.parcel_versions v join parcels.changes c on c.tenant_id = $1::int and c.change_id = v.change_id
       where v.tenant_id = $1::int and v.superseded_at = 'infinity' and v.valid_to = 'infinity' group by v.level
       union all select 'buildings', count(*)::int, max(recorded_at)::date from parcels.building_versions
         where tenant_id = $1::int and superseded_at = 'infinity' and valid_to = 'infinity'
       union all select 'properties', count(*)::int, max(recorded_at)::date from parcels.property_versions
         where tenant_id = $1::int and superseded_at = 'infinity' and valid_to = 'infinity'
       union all select 'owners', count(*)::int, max(recorded_at)::date from parcels.party_roles
         where tenant_id = $1::int and superseded_at = 'infinity' and valid_to = 'infinity'
       union all select 'boundaries:' || s.code, count(b.boundary_id)::int, max(b.recorded_at)::date from identity.boundary_sets s
         left join identity.boundaries b on b.tenant_id = $1::int and b.boundary_set_id = s.boundary_set_id and b.superseded_at = 'infinity'
         where s.tenant_id = $1::int group by s.code
       union all select 'roads', count(*)::int, null from parcels.roads where tenant_id = $1::int
       union all select 'land-use-zones', count(*)::int, max(recorded_at)::date from parcels.land_use_zones
         where tenant_id = $1::int and superseded_at = 'infinity'
     )
     select r.register, r.rows, r.changed as "lastChangedOn", s.post_id as "postId", p.names as steward, s.freshness_days as "freshnessDays", s.instrument
     from registers r
     left join parcels.register_stewards s on s.tenant_id = $1::int and s.register = r.register and s.valid_from <= $2::date and s.valid_to > $2::date
     left join identity.posts p on p.tenant_id = $1::int and p.post_id = s.post_id
     order by r.register`,
    [tenantId, day],
  )
}

/** Names a steward from a day on; the one before ends on that day. */
export async function replaceSteward(
  db: Db,
  tenantId: number,
  given: { register: string; postId: number; freshnessDays: number; instrument: string; from: string },
): Promise<void> {
  await db.query(
    `delete from parcels.register_stewards where tenant_id = $1::int and register = $2::text and valid_from >= $3::date`,
    [tenantId, given.register, given.from],
  )
  await db.query(
    `update parcels.register_stewards set valid_to = $3::date where tenant_id = $1::int and register = $2::text and valid_to > $3::date`,
    [tenantId, given.register, given.from],
  )
  await db.query(
    `insert into parcels.register_stewards (tenant_id, register, post_id, freshness_days, instrument, valid_from)
     values ($1::int, $2::text, $3::bigint, $4::int, $5::text, $6::date)`,
    [tenantId, given.register, given.postId, given.freshnessDays, given.instrument, given.from],
  )
}

export async function insertReport(
  db: Db,
  tenantId: number,
  report: { runId: number; on: string; instrument: string; content: object; userId: number | null },
): Promise<number> {
  const [row] = await db.query<{ report_id: number }>(
    `insert into parcels.quality_reports (tenant_id, run_id, published_on, instrument, content, published_by)
     values ($1::int, $2::bigint, $3::date, $4::text, $5::jsonb, $6::bigint) returning report_id`,
    [tenantId, report.runId, report.on, report.instrument, JSON.stringify(report.content), report.userId],
  )
  return row!.report_id
}

export async function selectReport(
  db: Db,
  tenantId: number,
): Promise<{ publishedOn: string; instrument: string; content: Record<string, unknown> } | null> {
  const [row] = await db.query<{ publishedOn: string; instrument: string; content: Record<string, unknown> }>(
    `select published_on as "publishedOn", instrument, content from parcels.quality_reports where tenant_id = $1::int order by report_id desc limit 1`,
    [tenantId],
  )
  return row ?? null
}
