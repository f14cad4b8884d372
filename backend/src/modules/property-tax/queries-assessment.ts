/** Assessments over two times, with floors, liability, visits, declarations and notices. SQL only. */
import type { Db, Names } from '../../kernel/index.ts'
import type { LiableParty, VisitOutcome } from './rules.ts'
import type { NewDeclaration, NewLiability, NewUnit, NewVisit } from './schemas.ts'

/** Puts the assessments of a property in one order; held to the end of the transaction. */
export async function lockProperty(db: Db, tenantId: number, propertyId: number): Promise<void> {
  await db.query(`select pg_advisory_xact_lock($1::int, hashtext('property-tax.' || $2::bigint))`, [
    tenantId,
    propertyId,
  ])
}

export interface AssessmentRow {
  assessment_id: number
  property_id: number
  basis: string
  facts: Record<string, unknown>
  exemption: string | null
  exemption_rule: string | null
  service_level: string | null
  is_union_property: boolean
  joined_on: string | null
  order_number: string | null
  valid_from: string
  valid_to: string
}

export interface UnitRow {
  unit_number: number
  unit_id: number | null
  floor: number
  use: string
  construction: string
  occupancy: string
  built_year: number | null
  area_sqm: number
  unauthorised: boolean
  penalty_rule: string | null
  facts: Record<string, unknown>
}

const assessmentColumns = `assessment_id, property_id, basis, facts, exemption, exemption_rule, service_level, is_union_property, joined_on, order_number, valid_from, valid_to`

/** The assessment of a property in law on a day, as known at the end of another; null where there is none. */
export async function selectAssessment(
  db: Db,
  tenantId: number,
  propertyId: number,
  day: string,
  knownOn: string | null,
): Promise<AssessmentRow | null> {
  const [row] = await db.query<AssessmentRow>(
    `select ${assessmentColumns} from property_tax.assessments
     where tenant_id = $1::int and property_id = $2::bigint and valid_from <= $3::date and valid_to > $3::date
       and recorded_at < coalesce($4::date + 1, 'infinity') and superseded_at >= coalesce($4::date + 1, 'infinity')`,
    [tenantId, propertyId, day, knownOn],
  )
  return row ?? null
}

/** Assessments as now known that reach beyond a day, the earliest first. */
export function selectAssessmentsAfter(
  db: Db,
  tenantId: number,
  propertyId: number,
  day: string,
): Promise<AssessmentRow[]> {
  return db.query(
    `select ${assessmentColumns} from property_tax.assessments
     where tenant_id = $1::int and property_id = $2::bigint and superseded_at = 'infinity' and valid_to > $3::date order by valid_from`,
    [tenantId, propertyId, day],
  )
}

export function selectUnits(db: Db, tenantId: number, assessmentId: number): Promise<UnitRow[]> {
  return db.query(
    `select unit_number, unit_id, floor, use, construction, occupancy, built_year, area_sqm::float8 as area_sqm, unauthorised, penalty_rule, facts
     from property_tax.assessment_units where tenant_id = $1::int and assessment_id = $2::bigint order by unit_number`,
    [tenantId, assessmentId],
  )
}

/** Supersedes assessments; one that began earlier is written anew with its end, floors and all. */
export async function endAssessments(
  db: Db,
  tenantId: number,
  assessmentIds: readonly number[],
  validTo: string,
): Promise<void> {
  await db.query(
    `with old as (update property_tax.assessments set superseded_at = now()
       where tenant_id = $1::int and assessment_id = any ($2::bigint[]) and superseded_at = 'infinity' returning *),
     kept as (insert into property_tax.assessments (tenant_id, property_id, basis, facts, exemption, exemption_rule, service_level, is_union_property,
         joined_on, order_number, document_id, valid_from, valid_to)
       select tenant_id, property_id, basis, facts, exemption, exemption_rule, service_level, is_union_property, joined_on, order_number, document_id,
         valid_from, $3::date from old where valid_from < $3::date
       returning assessment_id, property_id, valid_from)
     insert into property_tax.assessment_units (tenant_id, assessment_id, unit_number, unit_id, floor, use, construction, occupancy, built_year, area_sqm,
       unauthorised, penalty_rule, facts)
     select u.tenant_id, kept.assessment_id, u.unit_number, u.unit_id, u.floor, u.use, u.construction, u.occupancy, u.built_year, u.area_sqm, u.unauthorised,
       u.penalty_rule, u.facts
     from kept join old on old.valid_from = kept.valid_from
     join property_tax.assessment_units u on u.tenant_id = $1::int and u.assessment_id = old.assessment_id`,
    [tenantId, assessmentIds, validTo],
  )
}

/** What is written of an assessment. */
export interface AssessmentToWrite {
  basis: string
  facts: object
  exemption: string | null
  exemptionRule: string | null
  serviceLevel: string | null
  isUnionProperty: boolean
  joinedOn: string | null
  orderNumber: string | null
  documentId: number | null
  from: string
  units: readonly NewUnit[]
}

export async function insertAssessment(
  db: Db,
  tenantId: number,
  propertyId: number,
  row: AssessmentToWrite,
): Promise<number> {
  const [made] = await db.query<{ assessment_id: number }>(
    `insert into property_tax.assessments (tenant_id, property_id, basis, facts, exemption, exemption_rule, service_level, is_union_property, joined_on,
       order_number, document_id, valid_from)
     values ($1::int, $2::bigint, $3::text, $4::jsonb, $5::text, $6::text, $7::text, $8::boolean, $9::date, $10::text, $11::bigint, $12::date)
     returning assessment_id`,
    [
      tenantId,
      propertyId,
      row.basis,
      JSON.stringify(row.facts),
      row.exemption,
      row.exemptionRule,
      row.serviceLevel,
      row.isUnionProperty,
      row.joinedOn,
      row.orderNumber,
      row.documentId,
      row.from,
    ],
  )
  const units = row.units.map((unit, index) => ({ ...unit, unitNumber: index + 1 }))
  await db.query(
    `insert into property_tax.assessment_units (tenant_id, assessment_id, unit_number, unit_id, floor, use, construction, occupancy, built_year, area_sqm,
       unauthorised, penalty_rule, facts)
     select $1::int, $2::bigint, u."unitNumber", u."unitId", u.floor, u.use, u.construction, u.occupancy, u."builtYear", u."areaSqm", u.unauthorised,
       u."penaltyRule", u.facts
     from jsonb_to_recordset($3::jsonb) as u ("unitNumber" int, "unitId" bigint, floor int, use text, construction text, occupancy text, "builtYear" int,
       "areaSqm" numeric, unauthorised boolean, "penaltyRule" text, facts jsonb)`,
    [tenantId, made!.assessment_id, JSON.stringify(units)],
  )
  return made!.assessment_id
}

export async function insertLiability(
  db: Db,
  tenantId: number,
  propertyId: number,
  row: NewLiability,
): Promise<number> {
  const [made] = await db.query<{ event_id: number }>(
    `insert into property_tax.liability_events (tenant_id, property_id, kind, happened_on, evidence, document_id)
     values ($1::int, $2::bigint, $3::text, $4::date, $5::text, $6::bigint) returning event_id`,
    [tenantId, propertyId, row.kind, row.on, row.evidence, row.documentId],
  )
  return made!.event_id
}

export function selectLiability(
  db: Db,
  tenantId: number,
  propertyId: number,
): Promise<{ kind: string; happened_on: string; evidence: string }[]> {
  return db.query(
    `select kind, happened_on, evidence from property_tax.liability_events
     where tenant_id = $1::int and property_id = $2::bigint and superseded_at = 'infinity' order by happened_on, event_id`,
    [tenantId, propertyId],
  )
}

export async function insertVisit(
  db: Db,
  tenantId: number,
  propertyId: number,
  row: NewVisit,
  userId: number | null,
): Promise<number> {
  const [made] = await db.query<{ visit_id: number }>(
    `insert into property_tax.visits (tenant_id, property_id, visited_on, outcome, words, document_id, visited_by)
     values ($1::int, $2::bigint, $3::date, $4::text, $5::text, $6::bigint, $7::bigint) returning visit_id`,
    [tenantId, propertyId, row.on, row.outcome, row.words, row.documentId, userId],
  )
  return made!.visit_id
}

export function selectVisits(
  db: Db,
  tenantId: number,
  propertyId: number,
): Promise<{ visited_on: string; outcome: VisitOutcome; words: string | null }[]> {
  return db.query(
    `select visited_on, outcome, words from property_tax.visits where tenant_id = $1::int and property_id = $2::bigint order by visited_on, visit_id`,
    [tenantId, propertyId],
  )
}

export interface DeclarationRow {
  declaration_id: number
  tax_year: number
  facts: { facts: Record<string, unknown>; units: NewUnit[] }
  filed_on: string
  corrected_on: string | null
}

/** The latest declaration of a year. */
export async function selectDeclaration(
  db: Db,
  tenantId: number,
  propertyId: number,
  year: number,
): Promise<DeclarationRow | null> {
  const [row] = await db.query<DeclarationRow>(
    `select declaration_id, tax_year, facts, filed_on, corrected_on from property_tax.declarations
     where tenant_id = $1::int and property_id = $2::bigint and tax_year = $3::int order by declaration_id desc limit 1`,
    [tenantId, propertyId, year],
  )
  return row ?? null
}

export async function insertDeclaration(
  db: Db,
  tenantId: number,
  propertyId: number,
  row: NewDeclaration & { correctedOn: string | null },
): Promise<number> {
  const [made] = await db.query<{ declaration_id: number }>(
    `insert into property_tax.declarations (tenant_id, property_id, tax_year, facts, filed_on, corrected_on, replaces_id)
     values ($1::int, $2::bigint, $3::int, $4::jsonb, $5::date, $6::date, $7::bigint) returning declaration_id`,
    [
      tenantId,
      propertyId,
      row.year,
      JSON.stringify({ facts: row.facts, units: row.units }),
      row.filedOn,
      row.correctedOn,
      row.replacesId,
    ],
  )
  return made!.declaration_id
}

export interface PartyRow extends Omit<LiableParty, 'partyId'> {
  party_id: number
  numerator: number | null
  denominator: number | null
  masked_names: Names
}

/** Who may have to pay for a property on a day. */
export function selectParties(db: Db, tenantId: number, propertyId: number, day: string): Promise<PartyRow[]> {
  return db.query(
    `select party_id, role, numerator, denominator, life, masked_names from parcels.tax_roles_view
     where tenant_id = $1::int and property_id = $2::bigint and valid_from <= $3::date and valid_to > $3::date order by role, party_id`,
    [tenantId, propertyId, day],
  )
}

export async function insertNotices(
  db: Db,
  tenantId: number,
  row: { propertyId: number; partyIds: readonly number[]; kind: string; assessmentId: number | null; issuedOn: string },
): Promise<number[]> {
  const rows = await db.query<{ notice_id: number }>(
    `insert into property_tax.notices (tenant_id, property_id, party_id, kind, assessment_id, issued_on)
     select $1::int, $2::bigint, party_id, $4::text, $5::bigint, $6::date from unnest($3::bigint[]) as party_id returning notice_id`,
    [tenantId, row.propertyId, row.partyIds, row.kind, row.assessmentId, row.issuedOn],
  )
  return rows.map((each) => each.notice_id)
}

/** Properties by any number that they are known by: our own, or an old one. */
export function selectPropertiesByNumber(
  db: Db,
  tenantId: number,
  number: string,
  normal: string,
): Promise<{ property_id: number; property_number: string }[]> {
  return db.query(
    `select distinct p.property_id, p.property_number from parcels.current_properties_view p
     where p.tenant_id = $1::int and (p.property_number = $2::text or exists (
       select 1 from parcels.property_numbers_view n where n.tenant_id = $1::int and n.property_id = p.property_id and n.value_normal = $3::text))
     order by p.property_id limit 20`,
    [tenantId, number, normal],
  )
}
