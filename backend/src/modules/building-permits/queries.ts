import type { MultiPolygon } from 'geojson'
import type { Db, Names } from '../../kernel/index.ts'
import type { SiteParcel } from './rules-site.ts'

/** An application as stored. */
export interface ApplicationRow {
  case_id: number
  kind: 'building' | 'layout' | 'completion'
  permit_case_id: number | null
  use: string
  built_up_sqm: number | null
  height_m: number | null
  floors: number | null
  revision: number
  permit_number: string | null
  sanctioned_on: string | null
  valid_to: string | null
  commenced_on: string | null
  plinth_on: string | null
  completed_on: string | null
}

const applicationColumns = `case_id, kind, permit_case_id, use, built_up_sqm::float8 as built_up_sqm, height_m::float8 as height_m, floors, revision,
  permit_number, sanctioned_on, valid_to, commenced_on, plinth_on, completed_on`

/** What is asked for. */
export type Proposal = Pick<ApplicationRow, 'use' | 'built_up_sqm' | 'height_m' | 'floors'>

/** Writes a new application. */
export async function insertApplication(
  db: Db,
  tenantId: number,
  row: Pick<ApplicationRow, 'case_id' | 'kind' | 'permit_case_id'> & Proposal,
): Promise<void> {
  await db.query(
    `insert into building_permits.applications (tenant_id, case_id, kind, permit_case_id, use, built_up_sqm, height_m, floors)
     values ($1::int, $2::bigint, $3::text, $4::bigint, $5::text, $6::numeric, $7::numeric, $8::int)`,
    [tenantId, row.case_id, row.kind, row.permit_case_id, row.use, row.built_up_sqm, row.height_m, row.floors],
  )
}

/** Applications of cases. */
export function selectApplications(db: Db, tenantId: number, caseIds: readonly number[]): Promise<ApplicationRow[]> {
  return db.query<ApplicationRow & Record<string, unknown>>(
    `select ${applicationColumns} from building_permits.applications where tenant_id = $1::int and case_id = any ($2::bigint[]) order by case_id`,
    [tenantId, caseIds],
  )
}

/** Changes what became of an application; what is left out stays. */
export async function updateApplication(
  db: Db,
  tenantId: number,
  caseId: number,
  patch: Partial<Omit<ApplicationRow, 'case_id' | 'kind' | 'permit_case_id'>>,
): Promise<void> {
  await db.query(
    `update building_permits.applications a set use = coalesce(p.use, a.use), revision = coalesce(p.revision, a.revision),
       built_up_sqm = case when $4::boolean then p.built_up_sqm else a.built_up_sqm end,
       height_m = case when $4::boolean then p.height_m else a.height_m end, floors = case when $4::boolean then p.floors else a.floors end,
       permit_number = coalesce(p.permit_number, a.permit_number), sanctioned_on = coalesce(p.sanctioned_on, a.sanctioned_on),
       valid_to = coalesce(p.valid_to, a.valid_to), commenced_on = coalesce(p.commenced_on, a.commenced_on),
       plinth_on = coalesce(p.plinth_on, a.plinth_on), completed_on = coalesce(p.completed_on, a.completed_on)
     from jsonb_populate_record(null::building_permits.applications, $3::jsonb) p
     where a.tenant_id = $1::int and a.case_id = $2::bigint`,
    [tenantId, caseId, JSON.stringify(patch), 'use' in patch],
  )
}

/** Keeps what a permit says before it is revised. */
export async function insertRevision(db: Db, tenantId: number, caseId: number): Promise<void> {
  await db.query(
    `insert into building_permits.revisions (tenant_id, case_id, revision, use, built_up_sqm, height_m, floors, permit_number, sanctioned_on, valid_to)
     select tenant_id, case_id, revision, use, built_up_sqm, height_m, floors, permit_number, sanctioned_on, coalesce(valid_to, 'infinity')
     from building_permits.applications where tenant_id = $1::int and case_id = $2::bigint on conflict do nothing`,
    [tenantId, caseId],
  )
}

/** What a permit said in its last sanctioned revision; null when it was never revised. */
export async function selectLastRevision(
  db: Db,
  tenantId: number,
  caseId: number,
): Promise<(Proposal & { revision: number }) | null> {
  const [row] = await db.query<Proposal & { revision: number }>(
    `select revision, use, built_up_sqm::float8 as built_up_sqm, height_m::float8 as height_m, floors from building_permits.revisions
     where tenant_id = $1::int and case_id = $2::bigint order by revision desc limit 1`,
    [tenantId, caseId],
  )
  return row ?? null
}

/** The site of a case. */
export interface SiteRow {
  case_id: number
  geometry: MultiPolygon
  area_sqm: number
  provisional_parcel_id: number | null
  parcels: { parcelId: number; part: string; commonSqm: number }[]
}

/** Writes the site of a case with its parcels. */
export async function insertSite(
  db: Db,
  tenantId: number,
  caseId: number,
  site: { geometry: MultiPolygon; areaSqm: number; provisionalParcelId: number | null; parcels: readonly SiteParcel[] },
): Promise<void> {
  await db.query(
    `insert into building_permits.sites (tenant_id, case_id, geom, area_sqm, provisional_parcel_id)
     values ($1::int, $2::bigint, st_setsrid(st_geomfromgeojson($3::text), 4326), $4::numeric, $5::bigint)`,
    [tenantId, caseId, JSON.stringify(site.geometry), site.areaSqm, site.provisionalParcelId],
  )
  await replaceSiteParcels(db, tenantId, caseId, site.parcels)
}

/** Writes which parcels a site has. */
export async function replaceSiteParcels(
  db: Db,
  tenantId: number,
  caseId: number,
  parcels: readonly SiteParcel[],
): Promise<void> {
  await db.query(`delete from building_permits.site_parcels where tenant_id = $1::int and case_id = $2::bigint`, [
    tenantId,
    caseId,
  ])
  await db.query(
    `insert into building_permits.site_parcels (tenant_id, case_id, parcel_id, part, common_sqm)
     select $1::int, $2::bigint, p.parcel_id, p.part, p.common_sqm from unnest($3::bigint[], $4::text[], $5::numeric[]) as p (parcel_id, part, common_sqm)`,
    [
      tenantId,
      caseId,
      parcels.map((each) => each.parcelId),
      parcels.map((each) => each.part),
      parcels.map((each) => each.commonSqm),
    ],
  )
}

/** The site of a case, or of the permit that a completion is about. */
export async function selectSite(db: Db, tenantId: number, caseId: number): Promise<SiteRow | null> {
  const [row] = await db.query<SiteRow & Record<string, unknown>>(
    `select s.case_id, st_asgeojson(s.geom, 9)::jsonb as geometry, s.area_sqm::float8 as area_sqm, s.provisional_parcel_id,
       coalesce((select jsonb_agg(jsonb_build_object('parcelId', p.parcel_id, 'part', p.part, 'commonSqm', p.common_sqm::float8) order by p.parcel_id)
         from building_permits.site_parcels p where p.tenant_id = $1::int and p.case_id = s.case_id), '[]') as parcels
     from building_permits.sites s where s.tenant_id = $1::int
       and s.case_id = (select coalesce(permit_case_id, case_id) from building_permits.applications where tenant_id = $1::int and case_id = $2::bigint)`,
    [tenantId, caseId],
  )
  return row ?? null
}

/** Building cases on any of these parcels: their sites follow the lineage of the register. */
export async function selectBuildingCasesOn(db: Db, tenantId: number, parcelIds: readonly number[]): Promise<number[]> {
  const rows = await db.query<{ case_id: number }>(
    `select distinct p.case_id from building_permits.site_parcels p
     join building_permits.applications a on a.tenant_id = $1::int and a.case_id = p.case_id and a.kind = 'building' and a.completed_on is null
     where p.tenant_id = $1::int and p.parcel_id = any ($2::bigint[]) order by p.case_id`,
    [tenantId, parcelIds],
  )
  return rows.map((row) => row.case_id)
}

/** Takes land that was given up out of the site of a case. */
export async function updateSiteWithout(
  db: Db,
  tenantId: number,
  caseId: number,
  parcelId: number,
  srid: number,
): Promise<void> {
  await db.query(
    `with left_over as (
       select st_multi(st_collectionextract(st_difference(s.geom, p.geom), 3)) as geom from building_permits.sites s
       join parcels.current_parcels_view p on p.tenant_id = $1::int and p.parcel_id = $3::bigint
       where s.tenant_id = $1::int and s.case_id = $2::bigint)
     update building_permits.sites s set geom = l.geom, area_sqm = st_area(st_transform(l.geom, $4::int))::numeric
     from left_over l where s.tenant_id = $1::int and s.case_id = $2::bigint and not st_isempty(l.geom)`,
    [tenantId, caseId, parcelId, srid],
  )
}

/** Gives the only phase of a permit the area of its revision. */
export async function updateOnlyPhase(db: Db, tenantId: number, caseId: number, builtUpSqm: number): Promise<void> {
  await db.query(
    `update building_permits.phases set built_up_sqm = $3::numeric where tenant_id = $1::int and case_id = $2::bigint and occupied_on is null
       and (select count(*) from building_permits.phases where tenant_id = $1::int and case_id = $2::bigint) = 1`,
    [tenantId, caseId, builtUpSqm],
  )
}

/** A condition of a permit. */
export interface ConditionRow {
  condition_id: number
  case_id: number
  kind: string
  words: string | null
  due: 'before-commencement' | 'before-occupancy'
  met_on: string | null
  met_by: string | null
}

/** Adds a condition. */
export async function insertCondition(
  db: Db,
  tenantId: number,
  row: Pick<ConditionRow, 'case_id' | 'kind' | 'words' | 'due'>,
): Promise<number> {
  const [made] = await db.query<{ condition_id: number }>(
    `insert into building_permits.conditions (tenant_id, case_id, kind, words, due)
     values ($1::int, $2::bigint, $3::text, $4::text, $5::text) returning condition_id`,
    [tenantId, row.case_id, row.kind, row.words, row.due],
  )
  return made!.condition_id
}

/** Conditions of a case in the order in which they were set. */
export function selectConditions(db: Db, tenantId: number, caseId: number): Promise<ConditionRow[]> {
  return db.query<ConditionRow & Record<string, unknown>>(
    `select condition_id, case_id, kind, words, due, met_on, met_by from building_permits.conditions
     where tenant_id = $1::int and case_id = $2::bigint order by condition_id`,
    [tenantId, caseId],
  )
}

/** Records by what a condition was met; false when there is none of this id that waits. */
export async function updateConditionMet(
  db: Db,
  tenantId: number,
  caseId: number,
  conditionId: number,
  met: { on: string; by: string },
): Promise<boolean> {
  const rows = await db.query(
    `update building_permits.conditions set met_on = $4::date, met_by = $5::text
     where tenant_id = $1::int and case_id = $2::bigint and condition_id = $3::bigint and met_on is null returning condition_id`,
    [tenantId, caseId, conditionId, met.on, met.by],
  )
  return rows.length > 0
}

/** A phase of a permit. */
export interface PhaseRow {
  phase: number
  names: Names
  built_up_sqm: number
  occupied_on: string | null
  occupancy_case_id: number | null
}

/** Writes the phases of a permit, numbered from 1. */
export async function insertPhases(
  db: Db,
  tenantId: number,
  caseId: number,
  phases: readonly { names: Names; builtUpSqm: number }[],
): Promise<void> {
  await db.query(
    `insert into building_permits.phases (tenant_id, case_id, phase, names, built_up_sqm)
     select $1::int, $2::bigint, p.phase, p.names::jsonb, p.sqm from unnest($3::text[], $4::numeric[]) with ordinality as p (names, sqm, phase)`,
    [tenantId, caseId, phases.map((each) => JSON.stringify(each.names)), phases.map((each) => each.builtUpSqm)],
  )
}

/** Phases of a permit. */
export function selectPhases(db: Db, tenantId: number, caseId: number): Promise<PhaseRow[]> {
  return db.query<PhaseRow & Record<string, unknown>>(
    `select phase, names, built_up_sqm::float8 as built_up_sqm, occupied_on, occupancy_case_id from building_permits.phases
     where tenant_id = $1::int and case_id = $2::bigint order by phase`,
    [tenantId, caseId],
  )
}

/** Records that phases of a permit may be occupied. */
export async function updatePhasesOccupied(
  db: Db,
  tenantId: number,
  permitCaseId: number,
  phases: readonly number[],
  occupancy: { caseId: number; on: string },
): Promise<void> {
  await db.query(
    `update building_permits.phases set occupied_on = $5::date, occupancy_case_id = $4::bigint
     where tenant_id = $1::int and case_id = $2::bigint and phase = any ($3::int[]) and occupied_on is null`,
    [tenantId, permitCaseId, phases, occupancy.caseId, occupancy.on],
  )
}

/** Writes which phases a completion is about, and what was built. */
export async function insertCompletionPhases(
  db: Db,
  tenantId: number,
  caseId: number,
  phases: readonly { phase: number; asBuiltSqm: number }[],
): Promise<void> {
  await db.query(
    `insert into building_permits.completion_phases (tenant_id, case_id, phase, as_built_sqm)
     select $1::int, $2::bigint, p.phase, p.sqm from unnest($3::int[], $4::numeric[]) as p (phase, sqm)`,
    [tenantId, caseId, phases.map((each) => each.phase), phases.map((each) => each.asBuiltSqm)],
  )
}

/** Phases that a completion is about. */
export function selectCompletionPhases(
  db: Db,
  tenantId: number,
  caseId: number,
): Promise<{ phase: number; as_built_sqm: number }[]> {
  return db.query(
    `select phase, as_built_sqm::float8 as as_built_sqm from building_permits.completion_phases
     where tenant_id = $1::int and case_id = $2::bigint order by phase`,
    [tenantId, caseId],
  )
}

/** Permits and layouts on a place that anyone may know of: number, kind and state; the newest first. */
export function selectAtPlace(
  db: Db,
  tenantId: number,
  parcelIds: readonly number[],
  limit: number,
): Promise<
  {
    case_id: number
    number: string
    service: string
    status: string
    opened_on: string
    permit_number: string | null
  }[]
> {
  return db.query(
    `select distinct c.case_id, c.number, c.service, c.status, c.opened_on, a.permit_number
     from building_permits.site_parcels p
     join building_permits.applications a on a.tenant_id = $1::int and a.case_id = p.case_id
     join workflow.current_cases_view c on c.tenant_id = $1::int and c.case_id = p.case_id
     where p.tenant_id = $1::int and p.parcel_id = any ($2::bigint[]) and c.status not in ('drafted', 'withdrawn')
     order by c.case_id desc limit $3::int`,
    [tenantId, parcelIds, limit],
  )
}
