import type { z } from 'zod'
import { Conflict, type Context, command, Invalid, NotFound, placeOnGrid, type Tx } from '../../../kernel/index.ts'
import { insertBeat, insertCrew, insertFeeder, insertPoint, insertVehicle, selectKnown } from '../queries-plans.ts'
import type { beatSchema, crewSchema, feederSchema, NewPoint, vehicleSchema } from '../schemas.ts'

const taken = (field: string, got: string) => new Conflict(field, 'This code is taken in this town.', { got })

type Asked = NonNullable<Parameters<typeof selectKnown>[2]>

/** Refuses what names a thing that this town has not; `field` is what the caller called it. */
export async function requireKnown(
  tx: Tx,
  field: string,
  noun: keyof Asked,
  ids: readonly (number | null)[],
): Promise<void> {
  const wanted = ids.filter((id): id is number => id !== null)
  if (!wanted.length) return
  const found = (await selectKnown(tx, tx.context.tenant.tenantId, { [noun]: wanted })).get(noun)
  const missing = wanted.find((id) => !found?.has(id))
  if (missing !== undefined) throw new NotFound(field, 'There is no such thing in this town.', { got: missing })
}

/** Enters a beat. */
export function recordBeat(context: Context, input: z.output<typeof beatSchema>): Promise<{ beatId: number }> {
  return command(context, { name: 'waste.record-beat', input }, async (tx) => {
    await requireKnown(tx, 'boundaryId', 'boundaries', [input.boundaryId])
    const beatId = await insertBeat(tx, context.tenant.tenantId, input)
    if (beatId === null) throw taken('code', input.code)
    await tx.touch('waste-beats', [beatId])
    tx.journal({ subjects: [{ kind: 'beat', id: beatId }], after: input })
    return { beatId }
  })
}

/** Enters a place where waste changes hands. */
export function recordFeeder(context: Context, input: z.output<typeof feederSchema>): Promise<{ feederId: number }> {
  return command(context, { name: 'waste.record-feeder', input }, async (tx) => {
    if (input.point === null && input.placeWords === null)
      throw new Invalid('point', 'Show the place on the map, or say how one finds it.')
    const feederId = await insertFeeder(tx, context.tenant.tenantId, {
      ...input,
      point: input.point && placeOnGrid(input.point),
    })
    if (feederId === null) throw taken('code', input.code)
    tx.journal({ subjects: [{ kind: 'feeder', id: feederId }], after: input })
    return { feederId }
  })
}

/** Enters a vehicle. */
export function recordVehicle(context: Context, input: z.output<typeof vehicleSchema>): Promise<{ vehicleId: number }> {
  return command(context, { name: 'waste.record-vehicle', input }, async (tx) => {
    const vehicleId = await insertVehicle(tx, context.tenant.tenantId, input)
    if (vehicleId === null) throw taken('registration', input.registration)
    tx.journal({ subjects: [{ kind: 'vehicle', id: vehicleId }], after: input })
    return { vehicleId }
  })
}

/** Enters a crew: with a handcart they walk and hand over at a feeder point, else they have a vehicle. */
export function recordCrew(context: Context, input: z.output<typeof crewSchema>): Promise<{ crewId: number }> {
  return command(context, { name: 'waste.record-crew', input }, async (tx) => {
    if (
      input.kind === 'handcart' &&
      (input.vehicleId !== null || input.walkingKmph === null || input.feederId === null)
    )
      throw new Invalid(
        'feederId',
        'A crew with a handcart walks at some speed, has no vehicle and hands over at a feeder point.',
      )
    if (input.kind === 'vehicle' && input.vehicleId === null)
      throw new Invalid('vehicleId', 'Name the vehicle of the crew.', { got: null })
    if (input.homesMost < input.homesLeast)
      throw new Invalid('homesMost', 'The most homes are not fewer than the least.', { got: input.homesMost })
    await requireKnown(tx, 'vehicleId', 'vehicles', [input.vehicleId])
    await requireKnown(tx, 'feederId', 'feeders', [input.feederId])
    const crewId = await insertCrew(tx, context.tenant.tenantId, input)
    if (crewId === null) throw taken('code', input.code)
    tx.journal({ subjects: [{ kind: 'crew', id: crewId }], after: input })
    return { crewId }
  })
}

/** Enters a collection point with the properties that it serves: one code may serve a block. */
export function recordPoint(context: Context, input: NewPoint): Promise<{ pointId: number }> {
  return command(context, { name: 'waste.record-point', input }, async (tx) => {
    const ids = input.properties.map((each) => each.propertyId)
    if (new Set(ids).size !== ids.length) throw new Invalid('properties', 'A property is named twice.')
    if (input.kind === 'door' && ids.length > 1)
      throw new Invalid('kind', 'A door serves one property; a block serves many.', { got: ids.length })
    if (input.point === null && input.placeWords === null && !ids.length)
      throw new Invalid('point', 'Show the place on the map, say how one finds it, or name the properties.')
    await requireKnown(tx, 'beatId', 'beats', [input.beatId])
    await requireKnown(tx, 'roadId', 'roads', [input.roadId])
    await requireKnown(tx, 'properties', 'properties', ids)
    const pointId = await insertPoint(tx, context.tenant.tenantId, {
      ...input,
      point: input.point && placeOnGrid(input.point),
    })
    if (pointId === null) throw taken('code', input.code)
    const subjects = ids.slice(0, 100).map((id) => ({ kind: 'property', id }))
    tx.journal({ subjects: [{ kind: 'collection-point', id: pointId }, ...subjects], after: input })
    return { pointId }
  })
}
