import { Conflict, type Context, command, NotFound, nextNumber, placeOnGrid, type Tx } from '../../../kernel/index.ts'
import {
  type ConnectionFacts,
  type ConnectionRow,
  endVersion,
  insertConnection,
  insertVersion,
  lockConnection,
  replaceServed,
  selectKnownSubjects,
} from '../queries-connections.ts'
import { type GivenConnection, refuseUnlikeConnection, servedOf } from '../rules-sharing.ts'
import type { ChangeConnection, NewConnection } from '../schemas.ts'
import { requireKnown } from './record-asset.ts'

/** Opens a connection. It needs neither a pipe nor a plot: a point or a property is enough. */
export function openConnection(
  context: Context,
  input: NewConnection,
): Promise<{ connectionId: number; consumerNumber: string }> {
  return command(context, { name: 'water.open-connection', input }, async (tx) => {
    const { tenantId } = context.tenant
    const facts = await checkedFacts(tx, input, input.origin)
    const consumerNumber =
      input.consumerNumber ?? (await nextNumber(tx, tenantId, 'water.consumer', context.today, 'W/{fy}/{n:6}')).printed
    const connectionId = await insertConnection(tx, tenantId, consumerNumber)
    if (connectionId === null)
      throw new Conflict('consumerNumber', 'This consumer number is taken in this town.', { got: consumerNumber })
    const when = { from: input.from, moment: context.platform.now().toISOString() }
    await insertVersion(tx, tenantId, connectionId, facts, when)
    await replaceServed(tx, tenantId, connectionId, servedOf(input), when)
    await tx.touch('water-connections', [connectionId])
    await tx.emit('water.connection-opened', { connectionId, propertyId: facts.propertyId, from: input.from })
    tx.journal({ subjects: subjectsOf(connectionId, input), after: { ...input, consumerNumber } })
    return { connectionId, consumerNumber }
  })
}

/** Changes what holds of a connection from a day on: category, size, taps, basis, who shares it, who holds it. */
export function changeConnection(
  context: Context,
  connectionId: number,
  input: ChangeConnection,
): Promise<{ connectionId: number }> {
  return command(context, { name: 'water.change-connection', input: { connectionId, ...input } }, async (tx) => {
    const { tenantId } = context.tenant
    const before = await requireConnection(tx, connectionId)
    if (before.status === 'closed')
      throw new Conflict('connectionId', 'This connection is closed.', { got: connectionId })
    // A connection from an old book may lack shares; once it is changed here they must be stated and sum to one.
    const facts = await checkedFacts(tx, input, 'application')
    const when = { from: input.from, moment: context.platform.now().toISOString() }
    await endVersion(tx, tenantId, connectionId, when)
    await insertVersion(
      tx,
      tenantId,
      connectionId,
      { ...facts, status: before.status, letterId: before.letterId },
      when,
    )
    await replaceServed(tx, tenantId, connectionId, servedOf(input), when)
    await tx.touch('water-connections', [connectionId])
    await tx.emit('water.connection-changed', { connectionId, propertyId: facts.propertyId, from: input.from })
    tx.journal({ subjects: subjectsOf(connectionId, input), before, after: input })
    return { connectionId }
  })
}

/** The connection as it stands today, held against other changes. @throws NotFound */
export async function requireConnection(tx: Tx, connectionId: number): Promise<ConnectionRow> {
  const { tenant, today } = tx.context
  const found = await lockConnection(tx, tenant.tenantId, connectionId, today)
  if (!found) throw new NotFound('connectionId', 'There is no such connection in this town.', { got: connectionId })
  return found
}

async function checkedFacts(
  tx: Tx,
  input: Omit<ChangeConnection, 'from'>,
  origin: ConnectionFacts['origin'],
): Promise<ConnectionFacts> {
  refuseUnlikeConnection(input, origin)
  const { propertyId, holderPartyId, zoneId, point } = input
  const served = servedOf(input)
  const ids = served.map((each) => each.propertyId)
  const known = await selectKnownSubjects(
    tx,
    tx.context.tenant.tenantId,
    ids,
    holderPartyId === null ? [] : [holderPartyId],
  )
  const missing = ids.find((id) => !known.properties.has(id))
  if (missing !== undefined) throw new NotFound('served', 'There is no such property in this town.', { got: missing })
  if (holderPartyId !== null && !known.parties.has(holderPartyId))
    throw new NotFound('holderPartyId', 'There is no such person in this town.', { got: holderPartyId })
  await requireKnown(tx, { zones: { zoneId } })
  const { sharing, category, billingBasis, ferruleMm, taps, fixtures, sewered, because } = input
  const shares = served.map(({ propertyId: id, numerator, denominator }) => ({
    propertyId: id,
    numerator,
    denominator,
  }))
  return {
    ...{ origin, sharing, category, billingBasis, ferruleMm, taps, fixtures, sewered, because },
    ...{ propertyId, zoneId, holderPartyId },
    status: 'live',
    point: point && placeOnGrid(point),
    shares: sharing === 'group' ? shares : null,
    letterId: null,
  }
}

const subjectsOf = (connectionId: number, input: GivenConnection) => [
  { kind: 'connection', id: connectionId },
  ...servedOf(input)
    .slice(0, 100)
    .map(({ propertyId }) => ({ kind: 'property', id: propertyId })),
]
