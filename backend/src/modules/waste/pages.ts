/** What is read of beats, rounds, bills and generators. */
import { addDays, type Context, type Names, NotFound, read } from '../../kernel/index.ts'
import { feesOn, generatorRules, referenceFees } from './fees.ts'
import { selectBill, selectDisputes, selectGenerator } from './queries-contracts.ts'
import { selectBeats, selectDayVariants, selectPlans } from './queries-plans.ts'
import { selectOutcomes, selectRounds } from './queries-rounds.ts'
import { isBulkGenerator } from './rules-generators.ts'
import { plansOn, variantOn } from './rules-plans.ts'

const told = (names: Names): Record<string, string> =>
  Object.fromEntries(Object.entries(names).filter((pair): pair is [string, string] => Boolean(pair[1])))

/** GET /waste/beats: which crew comes when on a day, with the variant that holds. */
export function readBeats(context: Context, day: string) {
  const { tenantId } = context.tenant
  return read(context, async (db) => {
    const [beats, plans, days] = [
      await selectBeats(db, tenantId, day),
      await selectPlans(db, tenantId, day),
      await selectDayVariants(db, tenantId, day, day),
    ]
    const known = new Map(plans.map((plan) => [plan.planId, plan]))
    return {
      day,
      beats: beats.map(({ beatId, code, names }) => ({
        beatId,
        code,
        names: told(names),
        variant: variantOn(days, beatId, day),
        plans: plansOn(plans, days, beatId, day).map(({ planId, fromMinute }) => {
          const { streams, toMinute } = known.get(planId)!
          return { planId, streams, fromMinute, toMinute }
        }),
      })),
    }
  })
}

/** GET /waste/rounds: the day as it was run; missed is known when a round is over. */
export function readRounds(context: Context, day: string) {
  const { tenantId } = context.tenant
  return read(context, async (db) => {
    const rounds = await selectRounds(db, tenantId, { from: day, to: addDays(day, 1), beatIds: null })
    const ids = rounds.map((round) => round.roundId)
    const outcomes = new Map((await selectOutcomes(db, tenantId, ids)).map((each) => [each.roundId, each]))
    const plans = await selectPlans(db, tenantId, day)
    const days = await selectDayVariants(db, tenantId, day, day)
    const begun = new Set(rounds.map((round) => round.planId))
    const planned = [...new Set(plans.map((plan) => plan.beatId))].flatMap((beatId) =>
      plansOn(plans, days, beatId, day),
    )
    return {
      day,
      rounds: rounds.map(({ crewId: _, onDay: __, ...round }) => {
        const { assignedHouseholds = 0, servedHouseholds = 0, unproved = [] } = outcomes.get(round.roundId) ?? {}
        const coverage = assignedHouseholds === 0 ? null : servedHouseholds / assignedHouseholds
        // Nothing is missed before the end.
        return {
          ...round,
          assignedHouseholds,
          servedHouseholds,
          coverage,
          missed: round.endedAt === null ? null : unproved,
        }
      }),
      planned: planned.filter((plan) => !begun.has(plan.planId)).map(({ planId, beatId }) => ({ planId, beatId })),
    }
  })
}

/** GET /waste/bills/:billId: the bill with its disputes, and what is due after their decisions. @throws NotFound */
export function readBill(context: Context, billId: number) {
  const { tenantId } = context.tenant
  return read(context, async (db) => {
    const bill = await selectBill(db, tenantId, billId)
    if (!bill) throw new NotFound('billId', 'There is no such bill in this town.', { got: billId })
    const disputes = await selectDisputes(db, tenantId, billId)
    const allowedPaise = disputes.reduce((sum, each) => sum + each.allowedPaise, 0)
    return { ...bill, allowedPaise, netPaise: bill.grossPaise - bill.deductedPaise + allowedPaise, disputes }
  })
}

/** GET /waste/generators/:propertyId: what was said, and whether the rules of today make it a bulk generator. @throws NotFound */
export function readGenerator(context: Context, propertyId: number) {
  const { tenantId } = context.tenant
  return read(context, async (db) => {
    const found = await selectGenerator(db, tenantId, propertyId)
    if (!found) throw new NotFound('propertyId', 'Nobody has said what this property generates.', { got: propertyId })
    const { certificate, certifiedUntil } = found
    return { propertyId, certificate, certifiedUntil, ...isBulkGenerator(generatorRules(), found, context.today) }
  })
}

/** GET /waste/fees: what the town charges by, and which packs there are to adopt. */
export function readFees(context: Context) {
  return read(context, async (db) => {
    const found = await feesOn(db, context.today)
    const packs = [...referenceFees().values()].map(({ pack: { pack, about, source, needsResolution } }) => ({
      ...{ pack, about, needsResolution },
      source: source.title,
      trust: source.trust,
    }))
    return { inForce: found && { pack: found.pack.pack, instrument: found.instrument, from: found.from }, packs }
  })
}
