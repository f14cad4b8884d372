import { asSystem, type Context, type Names, read } from '../../kernel/index.ts'
import { type ApplicationRow, selectApplications, selectConditions, selectPhases, selectSite } from './queries.ts'
import { selectFeeLines, selectParts, selectSurrenders } from './queries-land.ts'
import { type ConsentRow, selectConsents, selectEngaged } from './queries-people.ts'
import type { PermitPage } from './schemas.ts'
import { requireTakesPart } from './takes-part.ts'

const told = (names: Names): Record<string, string> => names as Record<string, string>

function stateOf(row: ConsentRow): PermitPage['consents'][number]['state'] {
  if (row.given_on !== null) return 'given'
  if (row.refused_on !== null) return 'refused'
  return row.code_hash === null ? 'waiting' : 'asked'
}

/** Everything that a case of this room has besides its log, for whoever takes part in it and for officers. Owners by masked name. */
export async function readPermit(context: Context, caseId: number): Promise<PermitPage> {
  await requireTakesPart(context, caseId)
  const { tenantId } = context.tenant
  const found = await read(asSystem(context), async (db) => {
    const application = (await selectApplications(db, tenantId, [caseId]))[0]!
    const permitCaseId = application.permit_case_id ?? caseId
    return {
      application,
      site: await selectSite(db, tenantId, caseId),
      conditions: await selectConditions(db, tenantId, permitCaseId),
      consents: await selectConsents(db, tenantId, permitCaseId),
      engaged: await selectEngaged(db, tenantId, permitCaseId),
      phases: await selectPhases(db, tenantId, permitCaseId),
      parts: await selectParts(db, tenantId, caseId),
      surrenders: await selectSurrenders(db, tenantId, permitCaseId),
      fees: await selectFeeLines(db, tenantId, caseId),
    }
  })
  return pageOf(found)
}

type Found = {
  application: ApplicationRow
  site: Awaited<ReturnType<typeof selectSite>>
  conditions: Awaited<ReturnType<typeof selectConditions>>
  consents: ConsentRow[]
  engaged: Awaited<ReturnType<typeof selectEngaged>>
  phases: Awaited<ReturnType<typeof selectPhases>>
  parts: Awaited<ReturnType<typeof selectParts>>
  surrenders: Awaited<ReturnType<typeof selectSurrenders>>
  fees: Awaited<ReturnType<typeof selectFeeLines>>
}

function pageOf({ application: a, site, fees, ...found }: Found): PermitPage {
  return {
    caseId: a.case_id,
    kind: a.kind,
    permitCaseId: a.permit_case_id,
    use: a.use,
    builtUpSqm: a.built_up_sqm,
    heightM: a.height_m,
    floors: a.floors,
    revision: a.revision,
    permit: a.permit_number ? { number: a.permit_number, sanctionedOn: a.sanctioned_on!, validTo: a.valid_to } : null,
    commencedOn: a.commenced_on,
    plinthOn: a.plinth_on,
    completedOn: a.completed_on,
    site: site && {
      geometry: site.geometry,
      areaSqm: site.area_sqm,
      provisional: site.provisional_parcel_id !== null,
      parcels: site.parcels,
    },
    ...listsOf(found),
    fees: {
      lines: fees.map((each) => ({
        feeLineId: each.fee_line_id,
        stage: each.stage,
        head: each.head,
        amountPaise: each.amount_paise,
        formula: each.formula,
        raisedOn: each.raised_on,
      })),
      totalPaise: fees.reduce((sum, each) => sum + each.amount_paise, 0),
    },
  }
}

function listsOf(found: Omit<Found, 'application' | 'site' | 'fees'>) {
  const { engaged } = found
  return {
    conditions: found.conditions.map((each) => ({
      conditionId: each.condition_id,
      kind: each.kind,
      words: each.words,
      due: each.due,
      metOn: each.met_on,
    })),
    consents: found.consents.map((each) => ({
      consentId: each.consent_id,
      partyNames: told(each.names),
      capacity: each.capacity,
      byAttorney: each.attorney_party_id !== null,
      state: stateOf(each),
      on: each.given_on ?? each.refused_on,
    })),
    technicalPerson: engaged && {
      technicalPersonId: engaged.technicalPersonId,
      names: told(engaged.names),
      number: engaged.number,
      validTo: engaged.validTo,
    },
    phases: found.phases.map((each) => ({
      phase: each.phase,
      names: told(each.names),
      builtUpSqm: each.built_up_sqm,
      occupiedOn: each.occupied_on,
    })),
    parts: found.parts.map((each) => ({
      part: each.part,
      use: each.use,
      number: each.number,
      areaSqm: each.area_sqm,
      mortgaged: each.mortgaged,
      parcelId: each.parcel_id,
      releasedOn: each.released_on,
    })),
    surrenders: found.surrenders.map((each) => ({
      surrenderId: each.surrender_id,
      parcelId: each.parcel_id,
      purpose: each.purpose,
      acceptedOn: each.accepted_on,
      stripParcelId: each.strip_parcel_id,
      restParcelId: each.rest_parcel_id,
    })),
  }
}
