/** What the steps of a permit do besides their table, in the transaction of the step. */
import { Conflict, nextNumber, type Tx } from '../../kernel/index.ts'
import { endProvisional, requireFree } from '../parcels/index.ts'
import type { CaseFacts, Effect } from '../workflow/index.ts'
import { disengage, engage, lackOfProfessional, requireReady } from './people.ts'
import {
  type ApplicationRow,
  insertRevision,
  selectApplications,
  selectConditions,
  selectLastRevision,
  selectSite,
  updateApplication,
  updateOnlyPhase,
} from './queries.ts'
import { resetConsents } from './queries-people.ts'
import { monthsLater } from './rules-validity.ts'
import type { Apply } from './schemas.ts'
import { requireRule } from './terms.ts'

/** The application of a case that is being acted on. */
export async function applicationOf(tx: Tx, caseId: number): Promise<ApplicationRow> {
  const [row] = await selectApplications(tx, tx.context.tenant.tenantId, [caseId])
  if (!row) throw new Error(`case ${caseId} has no application`)
  return row
}

/** Every parcel of a site is asked, not only the one that the case is filed under. @throws Conflict that says whose order stops it */
export async function requireSiteFree(tx: Tx, caseId: number, scope: 'permit' | 'transfer' = 'permit'): Promise<void> {
  const { tenant, today } = tx.context
  const site = await selectSite(tx, tenant.tenantId, caseId)
  const parcelIds = site?.parcels.map((each) => each.parcelId) ?? []
  if (parcelIds.length) await requireFree(tx, tenant.tenantId, { scope, parcelIds }, today)
}

/** @throws Conflict with the conditions that have to be met by now */
export async function requireConditionsMet(tx: Tx, caseId: number, due: 'before-commencement' | 'any'): Promise<void> {
  const conditions = await selectConditions(tx, tx.context.tenant.tenantId, caseId)
  const open = conditions.filter((each) => each.met_on === null && (due === 'any' || each.due === due))
  if (open.length)
    throw new Conflict('conditions', 'Conditions of the permit have to be met first.', {
      got: open.map(({ condition_id, kind }) => ({ conditionId: condition_id, kind })),
    })
}

const submit: Effect = async (tx, { facts }) => {
  await requireSiteFree(tx, facts.caseId)
  await requireReady(tx, facts.caseId)
  await tx.emit('building-permits.submitted', { caseId: facts.caseId, number: facts.number })
  return undefined
}

/** @throws Conflict when whoever drew it may not sign today */
async function requireSigned(tx: Tx, caseId: number): Promise<void> {
  const reasons = await lackOfProfessional(tx, caseId, tx.context.today)
  if (reasons.length)
    throw new Conflict('technicalPersonId', 'Nobody who may sign stands for this case today.', { reasons })
}

/** Gives the permit its number and its last day. The same for a decision by lapse of time: its conditions are workflow's to ask. */
async function putInForce(tx: Tx, facts: CaseFacts, series: string, pattern: string) {
  const { tenant, today } = tx.context
  await requireSiteFree(tx, facts.caseId)
  const before = await applicationOf(tx, facts.caseId)
  const months = await requireRule(tx, 'validity-months', today)
  const permitNumber = before.permit_number ?? (await nextNumber(tx, tenant.tenantId, series, today, pattern)).printed
  const validTo = monthsLater(today, months)
  await updateApplication(tx, tenant.tenantId, facts.caseId, {
    permit_number: permitNumber,
    sanctioned_on: today,
    valid_to: validTo,
  })
  return { permitNumber, validTo, revision: before.revision }
}

const sanction: Effect = async (tx, { facts, action }) => {
  // A decision by lapse of time must not wait for an architect to renew: the clock is the applicant's right.
  if (action !== 'deem') await requireSigned(tx, facts.caseId)
  const given = await putInForce(tx, facts, 'permit.building', 'PERMIT/{fy}/{n:6}')
  await tx.emit('building-permits.permit-sanctioned', { caseId: facts.caseId, deemed: action === 'deem', ...given })
  return given
}

const sanctionRevision: Effect = async (tx, given) => {
  const row = await applicationOf(tx, given.facts.caseId)
  if (row.built_up_sqm !== null)
    await updateOnlyPhase(tx, tx.context.tenant.tenantId, given.facts.caseId, row.built_up_sqm)
  return sanction(tx, given)
}

/** The number of a layout is what its plots are numbered after. */
export const sanctionLayoutPermit = (tx: Tx, facts: CaseFacts) =>
  putInForce(tx, facts, 'permit.layout', 'LAYOUT/{fy}/{n:4}')

const nameProfessional: Effect = async (tx, { facts, input }) => {
  const { technicalPersonId } = input as { technicalPersonId: number }
  await engage(tx, facts.caseId, technicalPersonId)
  return { technicalPersonId }
}

const releaseProfessional: Effect = async (tx, { facts }) => {
  await disengage(tx, facts.caseId, 'withdrawn')
  return undefined
}

const commence: Effect = async (tx, { facts }) => {
  const { tenant, today } = tx.context
  const row = await applicationOf(tx, facts.caseId)
  if (row.commenced_on !== null)
    throw new Conflict('action', 'The start of work was reported already.', { got: row.commenced_on })
  if (row.valid_to !== null && today > row.valid_to)
    throw new Conflict('action', 'The permit ran out on {day}. Ask for it to be extended.', {
      parameters: { day: row.valid_to },
    })
  await requireSiteFree(tx, facts.caseId)
  await requireConditionsMet(tx, facts.caseId, 'before-commencement')
  await requireSigned(tx, facts.caseId)
  await updateApplication(tx, tenant.tenantId, facts.caseId, { commenced_on: today })
  await tx.emit('building-permits.commenced', { caseId: facts.caseId, number: facts.number })
  return { on: today }
}

/** What owners agreed to and rules were passed for is another building now: both are asked anew, and the permit stays in force. */
const revise: Effect = async (tx, { facts, input }) => {
  const { tenantId } = tx.context.tenant
  const { use, builtUpSqm, heightM, floors } = input as Apply['proposal']
  const before = await applicationOf(tx, facts.caseId)
  await insertRevision(tx, tenantId, facts.caseId)
  await resetConsents(tx, tenantId, facts.caseId)
  const revision = before.revision + 1
  const proposal = { use, built_up_sqm: builtUpSqm, height_m: heightM, floors }
  await updateApplication(tx, tenantId, facts.caseId, { ...proposal, revision })
  return { revision }
}

/** The permit goes on as it was before the revision was asked for. */
const keepPermit: Effect = async (tx, { facts }) => {
  const { tenantId } = tx.context.tenant
  const before = await selectLastRevision(tx, tenantId, facts.caseId)
  if (before) await updateApplication(tx, tenantId, facts.caseId, before)
  return undefined
}

const extend: Effect = async (tx, { facts, input }) => {
  const { validTo, instrument } = input as { validTo: string; instrument: string }
  const row = await applicationOf(tx, facts.caseId)
  const { tenant, today } = tx.context
  if (validTo <= (row.valid_to ?? today) || validTo <= today)
    throw new Conflict('validTo', 'The new last day must come after the old one and after today.', {
      got: validTo,
      expected: row.valid_to,
    })
  await requireSiteFree(tx, facts.caseId)
  await updateApplication(tx, tenant.tenantId, facts.caseId, { valid_to: validTo })
  return { from: row.valid_to, validTo, instrument }
}

const lapse: Effect = async (tx, { facts }) => {
  const row = await applicationOf(tx, facts.caseId)
  if (row.valid_to === null || tx.context.today <= row.valid_to)
    throw new Conflict('action', 'The permit holds until {day}.', { parameters: { day: row.valid_to ?? '–' } })
  await tx.emit('building-permits.permit-lapsed', { caseId: facts.caseId, number: facts.number })
  return { validTo: row.valid_to }
}

/** Nobody asks anything of the land any more: what the applicant drew goes off the map. */
const release: Effect = async (tx, { facts }) => {
  const site = await selectSite(tx, tx.context.tenant.tenantId, facts.caseId)
  if (site?.provisional_parcel_id) await endProvisional(tx, site.provisional_parcel_id, `End of case ${facts.number}`)
  return undefined
}

const revoke: Effect = async (tx, { facts }) => {
  await tx.emit('building-permits.permit-revoked', { caseId: facts.caseId, number: facts.number })
  return undefined
}

/** Steps of people: alike for permits and layouts. */
export const peopleEffects = {
  'name-professional': nameProfessional,
  'release-professional': releaseProfessional,
  withdraw: release,
  refuse: release,
} satisfies Record<string, Effect>

/** Steps of a permit's own life. */
export const permitEffects = {
  ...peopleEffects,
  submit,
  'submit-revision': submit,
  sanction,
  deem: sanction,
  'sanction-revision': sanctionRevision,
  commence,
  revise,
  'withdraw-revision': keepPermit,
  'refuse-revision': keepPermit,
  extend,
  revalidate: extend,
  lapse,
  revoke,
} satisfies Record<string, Effect>
