/** Steps beside the usual path: fees, conditions, land given up, a permit that passes with the land. */
import { Conflict, Invalid, NotFound } from '../../kernel/index.ts'
import { requireFree } from '../parcels/index.ts'
import { type Effect, leaveCase, takePart } from '../workflow/index.ts'
import { applicationOf, requireSiteFree } from './effects.ts'
import { insertCondition, selectSite, updateConditionMet } from './queries.ts'
import { insertFeeLine, insertSurrender, insertTransfer, selectFeeLines, selectHasParty } from './queries-land.ts'
import { type FeeCase, type FeeLine, feesOf } from './rules-fees.ts'
import { requireFeeSchedule } from './terms.ts'

const raiseFee: Effect = async (tx, { facts, input }) => {
  const { tenant, today } = tx.context
  const given = input as { stage: string; head: string; amountPaise: number; formula: string; instrument: string }
  const { stage, head, amountPaise, formula, instrument } = given
  const line = { stage, head, amount_paise: amountPaise, formula, instrument, reverses: null, raised_on: today }
  const feeLineId = await insertFeeLine(tx, tenant.tenantId, facts.caseId, line)
  await tx.emit('building-permits.fee-raised', { caseId: facts.caseId, number: facts.number, feeLineId, ...given })
  return { feeLineId, stage, head, amountPaise }
}

/** All heads of a stage by the town's schedule; a head that stands already is not raised again. */
const reckonFees: Effect = async (tx, { facts, input }) => {
  const { tenant, today } = tx.context
  const given = input as Omit<FeeCase, 'builtUpSqm' | 'plotSqm' | 'use'> & {
    stage: FeeLine['stage']
    builtUpSqm: Record<string, number> | null
  }
  const application = await applicationOf(tx, facts.caseId)
  const site = await selectSite(tx, tenant.tenantId, facts.caseId)
  const lines = feesOf(await requireFeeSchedule(tx, today), given.stage, {
    ...given,
    builtUpSqm: given.builtUpSqm ?? areaByUse(application),
    plotSqm: site?.area_sqm ?? 0,
    use: application.use,
  })
  const standing = await selectFeeLines(tx, tenant.tenantId, facts.caseId)
  const reversed = new Set(standing.map((each) => each.reverses))
  const isRaised = (line: FeeLine) =>
    standing.some(
      (each) =>
        each.head === line.head &&
        each.stage === line.stage &&
        each.reverses === null &&
        !reversed.has(each.fee_line_id),
    )
  const fresh = lines.filter((line) => line.amountPaise > 0 && !isRaised(line))
  for (const { stage, head, amountPaise, formula, instrument } of fresh) {
    const row = { stage, head, amount_paise: amountPaise, formula, instrument, reverses: null, raised_on: today }
    const feeLineId = await insertFeeLine(tx, tenant.tenantId, facts.caseId, row)
    const told = {
      caseId: facts.caseId,
      number: facts.number,
      feeLineId,
      stage,
      head,
      amountPaise,
      formula,
      instrument,
    }
    await tx.emit('building-permits.fee-raised', told)
  }
  return { stage: given.stage, heads: fresh.map(({ head, amountPaise }) => ({ head, amountPaise })) }
}

/** A building of one use has its whole area in it; of a mixed one somebody has to say which part is what. */
function areaByUse({ use, built_up_sqm: area }: { use: string; built_up_sqm: number | null }): Record<string, number> {
  if (use === 'mixed') throw new Invalid('builtUpSqm', 'Say the built-up area of each use.', { got: null })
  return area === null ? {} : { [use]: area }
}

const reverseFee: Effect = async (tx, { facts, input }) => {
  const { tenant, today } = tx.context
  const { feeLineId, instrument } = input as { feeLineId: number; instrument: string }
  const lines = await selectFeeLines(tx, tenant.tenantId, facts.caseId)
  const line = lines.find((each) => each.fee_line_id === feeLineId && each.reverses === null)
  if (!line) throw new NotFound('feeLineId', 'This case has no such fee.', { got: feeLineId })
  if (lines.some((each) => each.reverses === feeLineId))
    throw new Conflict('feeLineId', 'This fee was reversed already.', { got: feeLineId })
  const { stage, head, formula } = line
  const turned = { stage, head, amount_paise: -line.amount_paise, formula, instrument, reverses: feeLineId }
  const reversedBy = await insertFeeLine(tx, tenant.tenantId, facts.caseId, { ...turned, raised_on: today })
  const told = {
    caseId: facts.caseId,
    number: facts.number,
    feeLineId,
    reversedBy,
    head,
    amountPaise: line.amount_paise,
  }
  await tx.emit('building-permits.fee-reversed', told)
  return { feeLineId, reversedBy }
}

const addCondition: Effect = async (tx, { facts, input }) => {
  const given = input as { kind: string; words: string | null; due: 'before-commencement' | 'before-occupancy' }
  if (given.kind === 'other' && given.words === null)
    throw new Invalid('words', 'Say what the condition is.', { got: null })
  const conditionId = await insertCondition(tx, tx.context.tenant.tenantId, { case_id: facts.caseId, ...given })
  return { conditionId, kind: given.kind }
}

const meetCondition: Effect = async (tx, { facts, input }) => {
  const { tenant, today } = tx.context
  const { conditionId, instrument } = input as { conditionId: number; instrument: string }
  const met = { on: today, by: instrument }
  if (!(await updateConditionMet(tx, tenant.tenantId, facts.caseId, conditionId, met)))
    throw new NotFound('conditionId', 'No such condition of this case waits to be met.', { got: conditionId })
  return { conditionId }
}

/** The register of parcels edits the plot when it hears: an edit is too long for the transaction of a step. */
const acceptSurrender: Effect = async (tx, { facts, input }) => {
  const { tenant, today } = tx.context
  const given = input as {
    parcelId: number
    line: [number, number][]
    purpose: 'road-widening' | 'public-purpose'
    instrument: string
  }
  const site = await selectSite(tx, tenant.tenantId, facts.caseId)
  if (!site?.parcels.some((each) => each.parcelId === given.parcelId))
    throw new Invalid('parcelId', 'This parcel is not of the site.', { got: given.parcelId })
  await requireFree(tx, tenant.tenantId, { scope: 'transfer', parcelId: given.parcelId }, today)
  const { parcelId: parcel_id, line, purpose, instrument } = given
  const row = { case_id: facts.caseId, parcel_id, line, purpose, instrument, accepted_on: today }
  const surrenderId = await insertSurrender(tx, tenant.tenantId, row)
  await tx.emit('building-permits.land-surrendered', { caseId: facts.caseId, surrenderId, parcelId: parcel_id })
  return { surrenderId, parcelId: parcel_id, purpose }
}

/** Whoever takes the land over takes the permit over: they are the applicant from now on, the earlier ones are not. */
const transfer: Effect = async (tx, { facts, input }) => {
  const { tenant, today } = tx.context
  const { toPartyId, toUserId, instrument } = input as {
    toPartyId: number
    toUserId: number | null
    instrument: string
  }
  if (!(await selectHasParty(tx, tenant.tenantId, toPartyId)))
    throw new Invalid('toPartyId', 'There is no such person in this town.', { got: toPartyId })
  await requireSiteFree(tx, facts.caseId, 'transfer')
  await insertTransfer(tx, tenant.tenantId, facts.caseId, { toPartyId, instrument, on: today })
  await leaveCase(tx, facts.caseId, { roles: ['applicant', 'co-applicant'], userId: null })
  await takePart(tx, facts.caseId, { role: 'applicant', userId: toUserId, partyId: toPartyId })
  await tx.emit('building-permits.permit-transferred', { caseId: facts.caseId, toPartyId })
  return { toPartyId, instrument }
}

/** Steps of the desk, alike for permits and layouts. */
export const deskEffects = {
  'reckon-fees': reckonFees,
  'raise-fee': raiseFee,
  'reverse-fee': reverseFee,
  'add-condition': addCondition,
  'meet-condition': meetCondition,
  'accept-surrender': acceptSurrender,
  transfer,
} satisfies Record<string, Effect>
