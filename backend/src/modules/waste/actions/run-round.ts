import {
  Conflict,
  type Context,
  command,
  type Db,
  Invalid,
  NotFound,
  placeOnGrid,
  type Tx,
} from '../../../kernel/index.ts'
import { selectMaster } from '../../identity/index.ts'
import { selectCrew, selectDayVariants, selectPlans } from '../queries-plans.ts'
import {
  insertProofs,
  insertRound,
  insertTrip,
  lockRound,
  type RoundRow,
  selectDistances,
  selectStops,
  updateRoundEnd,
} from '../queries-rounds.ts'
import { plansOn } from '../rules-plans.ts'
import { outcomeOf, type ProofRule, proofFault, proofRuleSchema } from '../rules-proof.ts'
import type { GivenProofs, NewTrip, StartRound } from '../schemas.ts'
import { requireKnown } from './record-asset.ts'

/** Register of masters that says what counts as proof. */
export const proofRegister = 'waste.proof'

/** @throws Conflict where nobody has said how near is near enough */
async function requireRule(db: Db, day: string): Promise<ProofRule> {
  const found = await selectMaster(db, { register: proofRegister, key: 'rule' }, day)
  const read = found && proofRuleSchema.safeParse(found.value)
  if (!read?.success)
    throw new Conflict('rule', 'This town has not set what counts as proof.', { got: found?.value ?? null })
  return read.data
}

/** Begins a round that is planned for a day, or says why it is not run. What is assigned is kept as it is now. */
export function startRound(context: Context, input: StartRound): Promise<{ roundId: number }> {
  return command(context, { name: 'waste.start-round', input }, async (tx) => {
    const { tenantId } = context.tenant
    const { planId, onDay, startedAt, notRunBecause } = input
    if ((startedAt === null) === (notRunBecause === null))
      throw new Invalid('startedAt', 'Say when it was begun, or why it was not run.')
    if (onDay > context.today) throw new Invalid('onDay', 'This day is still to come.', { got: onDay })
    const plans = await selectPlans(tx, tenantId, onDay)
    const plan = plans.find((each) => each.planId === planId)
    if (!plan) throw new NotFound('planId', 'There is no such plan on that day.', { got: planId })
    const days = await selectDayVariants(tx, tenantId, onDay, onDay)
    if (!plansOn(plans, days, plan.beatId, onDay).some((each) => each.planId === planId))
      throw new Conflict('planId', 'This plan does not hold on that day.', { got: planId })
    const roundId = await insertRound(tx, tenantId, { ...input, crewId: plan.crewId, userId: context.userId })
    if (roundId === null) throw new Conflict('planId', 'This round was recorded already.', { got: planId })
    if (notRunBecause !== null) await tx.emit('waste.round-not-run', { roundId, beatId: plan.beatId, onDay })
    tx.journal({ subjects: [{ kind: 'beat', id: plan.beatId }], after: { ...input, roundId } })
    return { roundId }
  })
}

async function requireRound(tx: Tx, roundId: number): Promise<RoundRow & { startedAt: string }> {
  const round = await lockRound(tx, tx.context.tenant.tenantId, roundId)
  if (!round) throw new NotFound('roundId', 'There is no such round in this town.', { got: roundId })
  if (round.startedAt === null) throw new Conflict('roundId', 'This round was not run.', { got: round.notRunBecause })
  return { ...round, startedAt: round.startedAt }
}

/**
 * Takes proofs of a round, also after its end: a handheld may send late what was taken in time. One that does not count is told with its
 * reason and stops no other. The same again is harmless.
 */
export function proveStops(
  context: Context,
  roundId: number,
  { proofs }: GivenProofs,
): Promise<{ roundId: number; counted: number; refused: { code: string; because: string }[] }> {
  return command(context, { name: 'waste.prove-stops', input: { roundId, proofs } }, async (tx) => {
    const { tenantId } = context.tenant
    const round = await requireRound(tx, roundId)
    const crew = (await selectCrew(tx, tenantId, round.crewId))!
    const stops = await selectStops(tx, tenantId, [roundId])
    const byCode = new Map(stops.map((stop) => [stop.code, stop.pointId]))
    await requireKnown(
      tx,
      'proofs',
      'documents',
      proofs.map((proof) => proof.documentId),
    )
    const given = proofs.map((proof) => ({
      ...proof,
      pointId: byCode.get(proof.code) ?? 0,
      point: proof.point && placeOnGrid(proof.point),
    }))
    const distances = await selectDistances(tx, tenantId, given)
    const rule = await requireRule(tx, context.today)
    const within = {
      startedAt: Date.parse(round.startedAt),
      endedAt: round.endedAt === null ? null : Date.parse(round.endedAt),
      pointIds: new Set(stops.map((stop) => stop.pointId)),
    }
    const judged = given.map((proof, at) => {
      const distanceM = distances[at] ?? null
      const facts = { ...proof, takenAt: Date.parse(proof.takenAt), distanceM, hasPhoto: proof.documentId !== null }
      return { ...proof, distanceM, fault: proofFault(facts, crew, within, rule) }
    })
    const good = judged.filter((each) => each.fault === null)
    const counted = await insertProofs(tx, tenantId, roundId, good, context.userId)
    const refused = judged.flatMap(({ code, fault }) => (fault === null ? [] : [{ code, because: fault }]))
    tx.journal({ subjects: [{ kind: 'round', id: roundId }], after: { given: proofs.length, counted, refused } })
    return { roundId, counted, refused }
  })
}

/** Ends a round: what was assigned and not proved is missed. */
export function endRound(
  context: Context,
  roundId: number,
  endedAt: string,
): Promise<{ roundId: number; assignedHouseholds: number; servedHouseholds: number; missed: number[] }> {
  return command(context, { name: 'waste.end-round', input: { roundId, endedAt } }, async (tx) => {
    const { tenantId } = context.tenant
    const round = await requireRound(tx, roundId)
    if (round.endedAt !== null) throw new Conflict('roundId', 'This round has ended already.', { got: round.endedAt })
    if (Date.parse(endedAt) < Date.parse(round.startedAt))
      throw new Invalid('endedAt', 'A round ends after it was begun.', { got: endedAt })
    await updateRoundEnd(tx, tenantId, roundId, endedAt)
    const stops = await selectStops(tx, tenantId, [roundId])
    const proved = new Set(stops.filter((stop) => stop.proved).map((stop) => stop.pointId))
    const { assignedHouseholds, servedHouseholds, missed } = outcomeOf(stops, proved, true)
    const outcome = { assignedHouseholds, servedHouseholds, missed: missed ?? [] }
    await tx.emit('waste.round-ended', { roundId, beatId: round.beatId, onDay: round.onDay, ...outcome })
    tx.journal({ subjects: [{ kind: 'round', id: roundId }], after: { endedAt, ...outcome } })
    return { roundId, ...outcome }
  })
}

/** Records a load where it was weighed. */
export function weighTrip(context: Context, input: NewTrip): Promise<{ tripId: number }> {
  return command(context, { name: 'waste.weigh-trip', input }, async (tx) => {
    await requireKnown(tx, 'crewId', 'crews', [input.crewId])
    await requireKnown(tx, 'feederId', 'feeders', [input.feederId])
    await requireKnown(tx, 'roundId', 'rounds', [input.roundId])
    await requireKnown(tx, 'documentId', 'documents', [input.documentId])
    const tripId = await insertTrip(tx, context.tenant.tenantId, { ...input, userId: context.userId })
    if (tripId === null) throw new Conflict('ticket', 'This ticket was entered already.', { got: input.ticket })
    tx.journal({ subjects: [{ kind: 'trip', id: tripId }], after: input })
    return { tripId }
  })
}
