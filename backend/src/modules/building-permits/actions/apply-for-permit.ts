import { asSystem, type Context, command, Forbidden, Invalid, NotSignedIn, type Tx } from '../../../kernel/index.ts'
import { drawProvisional, requireFree } from '../../parcels/index.ts'
import { type Asking, openCase, type Workflows } from '../../workflow/index.ts'
import { engage } from '../people.ts'
import { insertApplication, insertCondition, insertPhases, insertSite } from '../queries.ts'
import { insertConsents, selectOwners } from '../queries-people.ts'
import { conditionsOfSite, type SiteParcel } from '../rules-site.ts'
import type { Apply } from '../schemas.ts'
import { type FoundSite, findSite } from '../site.ts'
import { layoutService, permitService } from '../workflow.ts'

/** What the applicant keeps. */
export interface Applied {
  caseId: number
  number: string
  status: string
  areaSqm: number
  consentsNeeded: number
  conditions: string[]
}

/**
 * Begins an application on a site: finds whose land it is to decide, its parcels and its owners, and what its make-up is subject
 * to. It is submitted by a step of the case once the owners have agreed.
 * @throws Conflict for land of another authority, without a parcel, or under an order that stops permits
 */
export async function applyForPermit(context: Context, workflows: Workflows, given: Apply): Promise<Applied> {
  requireAsker(context, given)
  const site = await findSite(context, given.site)
  const acting = { ...asSystem(context), userId: context.userId }
  return command(acting, { name: 'building-permits.apply-for-permit', input: given }, async (tx) => {
    const { tenantId } = context.tenant
    const land = await registerSite(tx, site)
    const parcelIds = land.parcels.map((each) => each.parcelId)
    const question = { scope: 'permit' as const, parcelIds, point: site.inside }
    await requireFree(
      tx,
      tenantId,
      { ...question, ...(given.propertyId && { propertyId: given.propertyId }) },
      context.today,
    )
    const opened = await openCase(tx, workflows, {
      service: given.kind === 'layout' ? layoutService : permitService,
      channel: given.applicant ? 'counter' : 'citizen',
      propertyId: given.propertyId,
      parcelId: parcelIds[0] ?? land.provisionalParcelId,
      point: site.inside,
      people: [askingOf(context, given)],
      text: given.text,
    })
    const { caseId, number, status, subjects } = opened
    const { use, builtUpSqm: built_up_sqm, heightM: height_m, floors } = given.proposal
    const proposal = { use, built_up_sqm, height_m, floors }
    await insertApplication(tx, tenantId, { case_id: caseId, kind: given.kind, permit_case_id: null, ...proposal })
    await insertSite(tx, tenantId, caseId, { geometry: site.geometry, areaSqm: site.areaSqm, ...land })
    const owners = await ownersOf(tx, given, parcelIds)
    const conditions = [
      ...(given.kind === 'layout' ? [] : conditionsOfSite(land.parcels)),
      ...(owners.onRecord ? [] : (['ownership'] as const)),
    ]
    for (const kind of conditions)
      await insertCondition(tx, tenantId, { case_id: caseId, kind, words: null, due: 'before-commencement' })
    await insertPhases(tx, tenantId, caseId, phasesOf(given))
    await insertConsents(tx, tenantId, caseId, owners.list)
    if (given.technicalPersonId !== null) await engage(tx, caseId, given.technicalPersonId)
    await tx.emit('building-permits.applied', { caseId, number, kind: given.kind, parcelIds })
    tx.journal({
      subjects,
      after: { number, kind: given.kind, proposal, parcels: land.parcels, areaSqm: site.areaSqm },
    })
    return { caseId, number, status, areaSqm: site.areaSqm, consentsNeeded: owners.list.length, conditions }
  })
}

/** A building that is not told in phases has one: the whole of it. */
function phasesOf({ kind, phases, proposal }: Apply): Apply['phases'] {
  if (phases.length || kind === 'layout' || proposal.builtUpSqm === null) return phases
  const names = { en: 'Whole building', hi: 'पूरा भवन', mr: 'संपूर्ण इमारत' }
  return [{ names, builtUpSqm: proposal.builtUpSqm }]
}

function requireAsker(context: Context, given: Apply): void {
  if (context.userId === null) throw new NotSignedIn()
  if (given.applicant && !context.permissions.has('building-permits.apply-for-others'))
    throw new Forbidden('Only staff at the counter apply for somebody else.', { field: 'applicant' })
  if (given.kind === 'layout' && given.phases.length)
    throw new Invalid('phases', 'Phases are of a building, not of a layout.')
}

const askingOf = (context: Context, { applicant }: Apply): Asking =>
  applicant
    ? { partyId: applicant.partyId, mobile: applicant.mobile }
    : { userId: context.userId, partyId: context.personId }

/**
 * Whose consent the site needs. Where the register knows no owner (a provisional plot, land that was never assessed) the applicant
 * says it is theirs by a code, and the deed has to be shown before work begins.
 */
async function ownersOf(tx: Tx, given: Apply, parcelIds: readonly number[]) {
  const { tenant, today, personId } = tx.context
  const list = await selectOwners(tx, tenant.tenantId, { parcelIds, propertyId: given.propertyId }, today)
  if (list.length) return { onRecord: true, list }
  const claimant = given.applicant?.partyId ?? personId
  return { onRecord: false, list: claimant === null ? [] : [{ party_id: claimant, capacity: 'owner' as const }] }
}

/** Land without a parcel becomes a provisional plot, which stands until a survey. */
async function registerSite(
  tx: Tx,
  site: FoundSite,
): Promise<{ parcels: SiteParcel[]; provisionalParcelId: number | null }> {
  if (!site.provisional) return { parcels: site.on.parcels, provisionalParcelId: null }
  const drawn = await drawProvisional(tx, {
    geometry: site.geometry,
    instrument: 'Drawn by an applicant for a permission; not surveyed',
  })
  return {
    provisionalParcelId: drawn.parcelId,
    parcels: [{ parcelId: drawn.parcelId, part: 'whole', commonSqm: site.areaSqm }],
  }
}
