import type { z } from 'zod'
import { type Context, command, Invalid, type Tx } from '../../../kernel/index.ts'
import { insertDayVariant, insertPlan, selectCrew, selectHouseholds, selectLanes } from '../queries-plans.ts'
import { homesFault, mannerFault } from '../rules-crews.ts'
import type { dayVariantSchema, NewPlan } from '../schemas.ts'
import { requireKnown } from './record-asset.ts'

/**
 * Plans which crew collects a beat, from a day on. A crew with more homes than it can serve is refused; one with fewer than
 * are worth it is told of, not refused. People on foot go along every lane; their stops are never driven.
 */
export function setPlan(
  context: Context,
  input: NewPlan,
): Promise<{ planId: number; households: number; fault: string | null }> {
  return command(context, { name: 'waste.set-plan', input }, async (tx) => {
    const { tenantId } = context.tenant
    const pointIds = input.stops.map((stop) => stop.pointId)
    if (input.toMinute <= input.fromMinute)
      throw new Invalid('toMinute', 'The end must come after the beginning.', { got: input.toMinute })
    if (new Set(pointIds).size !== pointIds.length) throw new Invalid('stops', 'A point is named twice.')
    await requireKnown(tx, 'beatId', 'beats', [input.beatId])
    await requireKnown(tx, 'crewId', 'crews', [input.crewId])
    await requireKnown(tx, 'stops', 'points', pointIds)
    const crew = (await selectCrew(tx, tenantId, input.crewId))!
    const driven = input.stops.findIndex((stop) => stop.manner === 'reverse' || stop.manner === 'turn')
    if (crew.kind === 'handcart' && driven >= 0)
      throw new Invalid(`stops.${driven}.manner`, 'People with a handcart neither turn nor reverse.', {
        got: input.stops[driven]!.manner,
      })
    await requireManners(tx, crew, input)
    const households = await selectHouseholds(tx, tenantId, pointIds)
    const fault = homesFault(crew, households)
    if (fault === 'too-many')
      throw new Invalid('stops', 'This crew can serve at most {most} homes, and these are {households}.', {
        parameters: { most: crew.homesMost, households },
        got: households,
      })
    const planId = await insertPlan(tx, tenantId, input)
    await tx.emit('waste.plan-set', { planId, beatId: input.beatId, variant: input.variant, from: input.from })
    tx.journal({ subjects: [{ kind: 'beat', id: input.beatId }], after: { ...input, planId, households, fault } })
    return { planId, households, fault }
  })
}

type KnownCrew = NonNullable<Awaited<ReturnType<typeof selectCrew>>>

/** Where the lane of a stop is known, the plan is held against what the vehicle can do there. */
async function requireManners(tx: Tx, crew: KnownCrew, { stops }: NewPlan): Promise<void> {
  const { neededWidthM, reverseLimitM } = crew
  const vehicle = neededWidthM === null || reverseLimitM === null ? null : { neededWidthM, reverseLimitM }
  const pointIds = stops.map((stop) => stop.pointId)
  for (const { at, ...lane } of await selectLanes(tx, tx.context.tenant.tenantId, pointIds)) {
    const best = mannerFault({ ...crew, vehicle }, lane, stops[at]!.manner)
    if (best !== null)
      throw new Invalid(
        `stops.${at}.manner`,
        'The vehicle of this crew cannot reach this point so: its lane is too narrow, or too long a dead end.',
        {
          got: stops[at]!.manner,
          expected: best,
        },
      )
  }
}

/** Says that a day follows another variant: festival, strike or rain, in a beat or the whole town. */
export function setDayVariant(
  context: Context,
  input: z.output<typeof dayVariantSchema>,
): Promise<{ dayVariantId: number }> {
  return command(context, { name: 'waste.set-day-variant', input }, async (tx) => {
    if (input.onDay < context.today)
      throw new Invalid('onDay', 'A day that has passed is recorded as it was, not changed.', { got: input.onDay })
    await requireKnown(tx, 'beatId', 'beats', [input.beatId])
    const dayVariantId = (await insertDayVariant(tx, context.tenant.tenantId, input))!
    await tx.emit('waste.day-varied', {
      dayVariantId,
      onDay: input.onDay,
      beatId: input.beatId,
      variant: input.variant,
    })
    tx.journal({ subjects: input.beatId === null ? [] : [{ kind: 'beat', id: input.beatId }], after: input })
    return { dayVariantId }
  })
}
