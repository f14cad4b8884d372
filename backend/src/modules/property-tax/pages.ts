/** What is read of property tax: an assessment over two times, the bill that follows from it, a place with all that bears on its tax. */
import { Conflict, type Context, type Db, NotFound, read } from '../../kernel/index.ts'
import { normalNumber } from '../parcels/index.ts'
import { ordersOn } from './known.ts'
import { packFile } from './packs.ts'
import { type RulePackRow, selectMissing, selectPlacings, selectRulePacks } from './queries.ts'
import {
  type AssessmentRow,
  selectAssessment,
  selectDeclaration,
  selectLiability,
  selectParties,
  selectPropertiesByNumber,
  selectUnits,
  selectVisits,
  type UnitRow,
} from './queries-assessment.ts'
import { fruitlessVisits, liableFrom, mayBeAttached } from './rules.ts'
import { computeTax } from './rules-compute.ts'
import { TaxFault } from './rules-fault.ts'
import { loadPack } from './rules-pack.ts'
import type { Pack } from './rules-pack-parts.ts'
import type { AssessmentAnswer } from './schemas.ts'

const openEnd = (day: string) => (day === 'infinity' ? null : day)

function answerOf(row: AssessmentRow, units: readonly UnitRow[]): AssessmentAnswer {
  return {
    assessmentId: row.assessment_id,
    propertyId: row.property_id,
    basis: row.basis,
    facts: row.facts,
    exemption: row.exemption,
    exemptionRule: row.exemption_rule,
    serviceLevel: row.service_level,
    isUnionProperty: row.is_union_property,
    mayBeAttached: mayBeAttached({ isUnionProperty: row.is_union_property }),
    joinedOn: row.joined_on,
    orderNumber: row.order_number,
    from: row.valid_from,
    to: openEnd(row.valid_to),
    units: units.map((unit) => ({
      unitId: unit.unit_id,
      floor: unit.floor,
      use: unit.use,
      construction: unit.construction,
      occupancy: unit.occupancy,
      builtYear: unit.built_year,
      areaSqm: unit.area_sqm,
      unauthorised: unit.unauthorised,
      penaltyRule: unit.penalty_rule,
      facts: unit.facts,
    })),
  }
}

/** All that bears on the tax of a property: from when it is liable, rate keys with evidence, visits, assessment, orders. */
export function readPlace(
  context: Context,
  propertyId: number,
  { on, knownOn }: { on?: string | undefined; knownOn?: string | undefined },
) {
  const { tenantId } = context.tenant
  const day = on ?? context.today
  return read(context, async (db) => {
    await requireProperty(db, tenantId, propertyId)
    const events = await selectLiability(db, tenantId, propertyId)
    const placings = await selectPlacings(db, tenantId, propertyId, day, knownOn ?? null)
    const visits = await selectVisits(db, tenantId, propertyId)
    const row = await selectAssessment(db, tenantId, propertyId, day, knownOn ?? null)
    return {
      propertyId,
      liableFrom: liableFrom(events.map((event) => ({ happenedOn: event.happened_on }))),
      liability: events.map((event) => ({ kind: event.kind, on: event.happened_on, evidence: event.evidence })),
      rateKeys: placings.map((key) => ({
        scheme: key.scheme,
        code: key.code,
        kind: key.kind,
        evidence: key.evidence,
        frontageM: key.frontage_m,
        instrument: key.instrument,
        from: key.valid_from,
      })),
      visits: visits.map((visit) => ({ on: visit.visited_on, outcome: visit.outcome, words: visit.words })),
      fruitless: fruitlessVisits(visits.map((visit) => ({ visitedOn: visit.visited_on, outcome: visit.outcome }))),
      assessment: row ? answerOf(row, await selectUnits(db, tenantId, row.assessment_id)) : null,
      orders: await ordersOn({ query: db.query, context }, propertyId),
    }
  })
}

/** @throws NotFound for a property of another town, or of none */
async function requireProperty(db: Db, tenantId: number, propertyId: number): Promise<void> {
  if (await selectMissing(db, tenantId, { propertyId }))
    throw new NotFound('propertyId', 'There is no such thing in this town.', { got: propertyId })
}

const loaded = new Map<string, Pack>()

/** A kept pack, read once per process. */
function packOf(tenantId: number, row: RulePackRow): Pack {
  const key = `${tenantId} ${row.rule_pack_id}`
  const pack = loaded.get(key) ?? loadPack(row.pack, packFile)
  if (loaded.size > 200) loaded.clear()
  loaded.set(key, pack)
  return pack
}

/** What a bill is asked for: the tax year by its first calendar year, the day of looking, and what is to be known of. */
export interface BillAsked {
  year: number
  asOf?: string | undefined
  /** The bill as it was made: only what was recorded by the end of this day. */
  knownOn?: string | undefined
}

/** The bill of a property for a year, computed by the rules that were in force for it; with `knownOn` as it was made then. */
export function readBill(context: Context, propertyId: number, asked: BillAsked) {
  return read(context, (db) => billOf(db, context, propertyId, asked))
}

async function billOf(db: Db, context: Context, propertyId: number, asked: BillAsked) {
  const { tenantId } = context.tenant
  const knownOn = asked.knownOn ?? null
  await requireProperty(db, tenantId, propertyId)
  const begins = `${asked.year}-04-01`
  const packs = await selectRulePacks(db, tenantId, knownOn)
  const row = packs.find((each) => each.valid_from <= begins && begins < each.valid_to)
  if (!row) throw new Conflict('year', 'No rules were in force for this year.', { got: asked.year })
  // A house that became liable within the year is assessed as it stood on the year's last day.
  const assessment =
    (await selectAssessment(db, tenantId, propertyId, begins, knownOn)) ??
    (await selectAssessment(db, tenantId, propertyId, `${asked.year + 1}-03-31`, knownOn))
  if (!assessment)
    throw new NotFound('propertyId', 'This property was not assessed for this year.', { got: propertyId })
  const given = await caseOf(db, context, assessment, asked)
  try {
    const bill = computeTax(packOf(tenantId, row), given)
    return {
      propertyId,
      rulePackId: row.rule_pack_id,
      resolutionNumber: row.resolution_number,
      resolvedOn: row.resolved_on,
      assessmentId: assessment.assessment_id,
      bill: { ...bill },
    }
  } catch (error) {
    if (!(error instanceof TaxFault)) throw error
    throw new Conflict(error.path || 'assessment', 'This bill cannot be computed yet: {reason}', {
      parameters: { reason: error.message },
    })
  }
}

/** The case of an assessment: its facts, its rate keys by scheme, its floors and owners. */
async function caseOf(db: Db, context: Context, assessment: AssessmentRow, asked: BillAsked): Promise<object> {
  const { tenantId } = context.tenant
  const { property_id: propertyId } = assessment
  const begins = `${asked.year}-04-01`
  const units = await selectUnits(db, tenantId, assessment.assessment_id)
  const keys = await selectPlacings(
    db,
    tenantId,
    propertyId,
    begins > assessment.valid_from ? begins : assessment.valid_from,
    asked.knownOn ?? null,
  )
  const parties = await selectParties(db, tenantId, propertyId, begins)
  const owners = parties.filter((party) => party.role === 'owner' || party.role === 'co-owner')
  const declared = await selectDeclaration(db, tenantId, propertyId, asked.year)
  const sharesAreStated = owners.every((owner) => owner.numerator !== null && owner.denominator !== null)
  return {
    asOf: asked.asOf ?? context.today,
    year: asked.year,
    property: {
      ...assessment.facts,
      ...Object.fromEntries(keys.map((key) => [key.scheme, key.code])),
      exemption: assessment.exemption ?? 'none',
      ...(assessment.service_level && { serviceLevel: assessment.service_level }),
      ...(assessment.joined_on && { joinedOn: assessment.joined_on }),
    },
    units: units.map(factsOfUnit),
    ...(owners.length > 0 && {
      owners: owners.map((owner) => (sharesAreStated ? { share: `${owner.numerator}/${owner.denominator}` } : {})),
    }),
    ...(declared && {
      declared: {
        property: declared.facts.facts,
        units: declared.facts.units.map(({ unitId: _, penaltyRule: __, facts, builtYear, ...unit }) => ({
          ...facts,
          ...unit,
          ...(builtYear && { builtYear }),
        })),
        filedOn: declared.filed_on,
        ...(declared.corrected_on && { correctedOn: declared.corrected_on }),
      },
    }),
  }
}

const factsOfUnit = (unit: UnitRow): object => ({
  ...unit.facts,
  floor: unit.floor,
  use: unit.use,
  construction: unit.construction,
  occupancy: unit.occupancy,
  ...(unit.built_year && { builtYear: unit.built_year }),
  areaSqm: unit.area_sqm,
  unauthorised: unit.unauthorised,
})

/** Properties by our number or any old one, as printed on a bill of thirty years ago. */
export function findByNumber(context: Context, number: string) {
  return read(context, async (db) => {
    const rows = await selectPropertiesByNumber(
      db,
      context.tenant.tenantId,
      number.replace(/\s/g, ''),
      normalNumber(number),
    )
    return { properties: rows.map((row) => ({ propertyId: row.property_id, propertyNumber: row.property_number })) }
  })
}

/** Rules of the town by the resolutions that put them in force, for everyone. */
export function readRules(context: Context) {
  return read(context, async (db) => {
    const rows = await selectRulePacks(db, context.tenant.tenantId, null)
    return {
      rules: rows.map((row) => ({
        rulePackId: row.rule_pack_id,
        name: row.name,
        resolutionNumber: row.resolution_number,
        resolvedOn: row.resolved_on,
        from: row.valid_from,
        to: openEnd(row.valid_to),
      })),
    }
  })
}
